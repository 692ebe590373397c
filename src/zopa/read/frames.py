"""What the issues of a case are about, from their propositions and cues.

Owns the `Frame` of an issue: slots of words, how telling each word is and how rare among the issues of the case.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zopa.cases import Case, CaseIssue
from zopa.read.document import Doc, Token
from zopa.read.issue_words import GENERIC, bare, change_of, is_content, is_plain_verb, stem_of, word_of
from zopa.read.lexicon import lexicon
from zopa.read.parse import parse
from zopa.read.propositions import direction_of, party_words, role_of, slot_heads, theme_of, ways_of


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a proposition."""

    word: str  # lemma, lower case
    stem: str
    name: bool  # part of a name: only the same name matches it
    concepts: frozenset[int]
    change: str  # "own" or "turn" for verbs that say what becomes of a thing


@dataclass(frozen=True, slots=True)
class Way:
    """One of the alternatives in a slot."""

    # index in `FrameBuilder.terms`, how telling the word is, how rare in the case
    terms: tuple[tuple[int, float, float], ...]
    rarity: float  # of all its words together


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that the proposition mentions, as alternatives (`programs such as A and B`) of terms."""

    ways: tuple[Way, ...]
    weight: float
    sign: int  # +1: the proposition says that this grows, begins or exists; -1: it shrinks or ends
    owning: int = 0  # +1 keeps or gains it, -1 gives it up, 0 no such verb
    owner: str = ""  # who does, lower case


@dataclass(frozen=True, slots=True)
class Frame:
    """What one issue is about."""

    issue: str
    slots: tuple[Slot, ...]
    cues: tuple[tuple[str, ...], ...]
    options: tuple[tuple[str, tuple[str, ...]], ...]  # (option, cue lemmas)
    parties: frozenset[str] = frozenset()  # those that the proposition names
    owners: frozenset[str] = frozenset()  # those whose thing it is about: `the Ukrainian army`


class FrameBuilder:
    """The frames of one case, and `terms`: every word that they speak of, in order of first use."""

    def __init__(self, case: Case, docs: Sequence[Doc]) -> None:
        self._parties = {id(doc): party_words(doc, case) for doc in docs}
        self._lexicon = lexicon()
        self.terms: list[Term] = []
        self._index: dict[tuple[str, bool], int] = {}
        issues = list(case.issues.items())
        # a proposition's words and the words of the same concept: `land` in one issue makes `territory` less rare
        self._stems = [{stem_of(t) for t in doc} | self._kin(doc) for doc in docs]
        self.frames = tuple(self._frame(key, issue, doc) for (key, issue), doc in zip(issues, docs, strict=True))

    def _kin(self, doc: Doc) -> set[str]:
        concepts = {c for t in doc if t.pos_ == "NOUN" for c in self._lexicon.concepts.get(t.lemma_.lower(), ())}
        return {bare(word) for word, known in self._lexicon.concepts.items() if known & concepts}

    def _term(self, token: Token) -> int:
        name = token.pos_ == "PROPN" or token.text.isupper()
        key = (stem_of(token), name)
        if key not in self._index:
            self._index[key] = len(self.terms)
            lemma = word_of(token)
            concepts = frozenset() if name else self._lexicon.concepts.get(lemma, frozenset())
            plain = token.pos_ in ("VERB", "AUX") and (is_plain_verb(lemma) or lemma in self._lexicon.owning)
            change = change_of(lemma) if plain else ""
            self.terms.append(Term(lemma, key[0], name, concepts, change))
        return self._index[key]

    def _rarity(self, *words: str) -> float:
        """1 for words that only one issue of the case has, less where several share them all."""
        shared = sum(all(word in stems for word in words) for stems in self._stems)
        return 1.0 / (1.0 + 0.55 * math.log(shared)) if shared > 1 else 1.0

    def _way(self, tokens: list[Token], parties: frozenset[int]) -> Way:
        mixed = any(t.i not in parties for t in tokens)
        inside = {t.i for t in tokens}

        def telling(token: Token) -> float:
            if mixed and token.i in parties:
                return 0.25
            qualifies = token.dep_ == "pobj" and token.head.head.i in inside  # `of war` in `prisoners of war`
            return 0.4 if word_of(token) in GENERIC or qualifies else 1.0

        terms = tuple((self._term(t), telling(t), self._rarity(stem_of(t))) for t in tokens)
        return Way(terms, self._rarity(*(stem_of(t) for t in tokens)))

    def _frame(self, key: str, issue: CaseIssue, doc: Doc) -> Frame:
        root = next((t for t in doc if t.head.i == t.i and not t.is_space), doc[0])
        subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
        named = self._parties[id(doc)]
        parties = frozenset(named)
        theme = theme_of(root, subject, parties)
        slots: list[Slot] = []
        for head, members in slot_heads([t for t in doc if is_content(t)]).items():
            role = role_of(head, members, theme, subject, parties)
            ways = tuple(self._way(way, parties) for way in ways_of(head, members))
            own = (
                frozenset(t.i for t in members) if len(members) > 1 and head.pos_ in ("NOUN", "PROPN") else frozenset()
            )
            sign, owning, owner = direction_of(head, own, self._lexicon)
            slots.append(Slot(ways, role, sign, owning, owner))
        cues = tuple(cue_lemmas(cue) for cue in issue.cues)
        options = tuple((name, cue_lemmas(cue)) for name, option in issue.options.items() for cue in option.cues)
        whose = [c.i for c in theme.children if c.dep_ in ("poss", "amod", "compound")] if theme is not None else []
        return Frame(
            key,
            tuple(slots),
            cues,
            options,
            frozenset(party for parties in named.values() for party in parties),
            frozenset(party for i in whose for party in named.get(i, ())),
        )


@lru_cache(maxsize=4096)
def cue_lemmas(cue: str) -> tuple[str, ...]:
    """The words of a cue as a sentence is searched for them."""
    return tuple(t.lemma_.lower() for t in next(iter(parse([cue]))) if not t.is_space)
