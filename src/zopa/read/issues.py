"""Which words of a sentence speak of which issue.

Owns the matching of a sentence's words to the frames of a case (zopa.read.frames). Works from propositions alone; cues
add to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from zopa.cases import Case
from zopa.read.document import Doc, Span, Token
from zopa.read.frames import Frame, FrameBuilder, Slot
from zopa.read.issue_look import Anchor, Look, Plan, plan_of, strength_of, whole_name
from zopa.read.issue_words import EMPTY, GENERIC, change_of, is_word, stem_of, word_of
from zopa.read.lexicon import lexicon
from zopa.read.propositions import parsed
from zopa.read.vectors import Table, closeness, word_vectors

__all__ = ["Anchor", "Frame", "Frames", "Slot", "frames_for"]

SAME_CHANGE = 0.6  # two verbs of change, in whichever direction: `raise` and `hike`, `cede` and `keep`
SAME_CONCEPT = 0.85  # closeness of two words of one concept; the same word has 1
RELATED = 0.8  # the most that vectors alone may give

_WHERE = frozenset("in near around across at inside outside into towards toward through along".split())
PLAIN_FIT = 0.5  # how well words must fit an issue to speak of it by themselves


class Frames:
    """The issues of a case, ready to be looked for."""

    def __init__(self, case: Case, docs: Sequence[Doc]) -> None:
        built = FrameBuilder(case, docs)
        self.frames = built.frames
        self.terms = built.terms
        self._lexicon = lexicon()
        vectors = word_vectors()
        rows = [vectors.of(t.word) if not t.name else np.zeros(96, np.float32) for t in self.terms]
        self._table: Table = np.stack(rows) if rows else np.zeros((0, 96), np.float32)
        self._vague = frozenset(word for part in ("n", "a", "v") for word in self._lexicon.attitudes[part])
        self._plans = [plan_of(frame, self.terms) for frame in self.frames]
        self._last: tuple[Doc | None, int, int, frozenset[int], Look | None] = (None, 0, 0, frozenset(), None)
        self._cues: dict[str, list[tuple[tuple[str, ...], Frame, str | None]]] = {}
        for frame in self.frames:
            for option, cue in (*((None, c) for c in frame.cues), *frame.options):
                if cue:
                    self._cues.setdefault(cue[0], []).append((cue, frame, option))
        self._regions = _single_words(name for key, region in case.regions.items() for name in (key, *region.names))
        self._regions -= _single_words(name for key, party in case.parties.items() for name in (key, *party.names))
        self._land = self._lexicon.concepts["territory"]
        self._short = {
            short.lower(): [i for i, t in enumerate(self.terms) if t.name and t.word in key.lower().split()]
            for key, party in case.parties.items()
            for short in party.names
            if short.isupper() and short.isalpha()
        }
        self._names: Table = np.array([1.0 if t.name else 0.0 for t in self.terms], np.float32)
        self._known: dict[tuple[str, bool, bool], Table] = {}

    def _closeness(self, token: Token) -> Table:
        """Closeness of one word to every term (m,)."""
        lemma = word_of(token)
        name = token.pos_ == "PROPN"
        if lemma == "talk" and token.tag_ == "NN":
            lemma = "mention"  # `talk of X` is no talks
        land = self.is_land(token)  # `all of Donetsk` is land
        key = (lemma, name, land)
        known = self._known.get(key)
        if known is not None:
            return known
        row: Table = np.zeros(len(self.terms), np.float32)
        if lemma not in EMPTY and is_word(token):
            if not name:
                vector = word_vectors().of(lemma)
                if not vector.any():
                    vector = word_vectors().of(token.lower_)
                row = np.minimum(closeness(vector[None, :], self._table)[0], RELATED)
            concepts = self._land if land else self._lexicon.concepts.get(lemma, frozenset())
            change = change_of(lemma)
            stem = stem_of(token)
            same = [i for i, term in enumerate(self.terms) if term.stem == stem and (not term.name or name)]
            for i, term in enumerate(self.terms):
                if (name and not land) or term.name:
                    continue
                if concepts & term.concepts:
                    row[i] = max(row[i], SAME_CONCEPT)
                elif change and not term.change:
                    row[i] *= 0.5  # a verb of change says what happens to a thing, not which thing
                elif change and change == term.change:
                    way = self._lexicon.owning.get(lemma)
                    same_way = way is not None and way == self._lexicon.owning.get(term.word)
                    row[i] = max(row[i], SAME_CONCEPT if same_way else SAME_CHANGE)
            if name and token.text.isupper():
                row[self._short.get(token.lower_, [])] = 1.0  # `the EU` where the proposition has its full name
            if same:  # the case's own words mean themselves: `tax` is not `revenue` where the case has both
                row *= 0.3
                row[same] = 1.0
        if len(self._known) > 60_000:
            self._known.clear()
        self._known[key] = row
        return row

    def anchors(
        self,
        sentence: Span,
        parties: frozenset[int] = frozenset(),
        threshold: float = PLAIN_FIT,
        whose: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
    ) -> list[Anchor]:
        """The words of `sentence` that speak of an issue, one issue a word, one anchor an issue and clause.

        `parties` are indexes of words in the name of a party; `whose` gives the parties that a word stands for.
        """
        look = self._look(sentence, parties)
        if look is None:
            return []
        found: list[Anchor] = []
        for plan in look.plans:
            found += self._match(plan, look, threshold)
        found = [a for a in found if not _anothers(a, sentence.doc, whose)]
        found += look.cued
        return _settle(found, sentence.doc) if found else []

    def is_land(self, token: Token) -> bool:
        """Whether the word names a region of the case as a thing to be held, not as the place where something is."""
        first = token
        while first.dep_ == "conj":
            first = first.head
        place = first.dep_ == "pobj" and first.head.lower_ in _WHERE
        return token.text[:1].isupper() and token.lower_ in self._regions and not place

    def lands(self, sentence: Span) -> bool:
        """Whether a region of the case is named."""
        return bool(self._regions) and any(self.is_land(t) for t in sentence)

    def _look(self, sentence: Span, parties: frozenset[int]) -> Look | None:
        """What is seen in a sentence; None where it has no word of its own. The last one is kept: it is asked again."""
        doc, start, end, names, known = self._last
        if doc is sentence.doc and (start, end) == (sentence.start, sentence.end) and names == parties:
            return known
        tokens = [t for t in sentence if is_word(t)]
        found = self._seen(sentence, tokens, parties) if tokens and self.terms else None
        self._last = sentence.doc, sentence.start, sentence.end, parties, found
        return found

    def _seen(self, sentence: Span, tokens: list[Token], parties: frozenset[int]) -> Look:
        table: Table = np.stack([self._closeness(t) for t in tokens])
        # a party's name is no issue (`the League` where matches are at issue), but an issue may be about it (NATO)
        table[[n for n, t in enumerate(tokens) if t.i in parties]] *= self._names
        # `offer`, `demand`, `plan` say that something is wanted, not what: their own issue must have the very word
        vague = [n for n, t in enumerate(tokens) if word_of(t) in self._vague]
        if vague:
            table[vague] = np.where(table[vague] < SAME_CONCEPT, 0.0, table[vague])
        return Look(tokens, table, self._plans, self._cued(sentence) if self._cues else [])

    def _match(self, plan: Plan, look: Look, threshold: float) -> list[Anchor]:
        best: dict[int, Anchor] = {}
        tokens = look.tokens
        for entry in plan.ways:
            slot, way = entry.slot, entry.way
            for n in sorted({n for i in entry.telling for n in look.told[i]}):
                if entry.alone and threshold >= PLAIN_FIT and look.fit(plan.theme, n) < 0.5:
                    continue  # `talks` alone are not `taking part in the talks`
                standing = self._standing(tokens[n])
                strength = strength_of(way, look, n)
                coverage = sum(s.weight * look.fit(s, n) for s in plan.frame.slots) / plan.whole
                score = standing * (0.6 * slot.weight * strength + 0.4 * coverage)
                if score < threshold:
                    continue
                old = best.get(tokens[n].i)
                if old is None or score > old.score + 1e-6:
                    at, inert = whole_name(n, look, way)
                    close = {m for i in plan.terms for m in look.told[i] if look.clause[m] == look.clause[n]}
                    used = frozenset(tokens[m].i for m in close)
                    best[tokens[n].i] = Anchor(at, plan.frame, slot, score, inert, used)
        return list(best.values())

    def _standing(self, token: Token) -> float:
        """Less for a word that only qualifies another thing: `military alliance` is not about the military."""
        if token.dep_ not in ("amod", "compound", "nmod", "poss"):
            return 1.0
        head = word_of(token.head)
        words = self._lexicon
        if token.pos_ == "ADJ" and head in words.attitudes["n"]:
            return 0.55  # `military support`
        plain = head in GENERIC or head in EMPTY or head in words.nouns or head in words.owning_nouns
        if plain or head in words.attitudes["n"] or token.head.tag_ == "VBG":
            return 1.0
        return 0.5 if token.pos_ == "PROPN" else 0.6

    def _cued(self, sentence: Span) -> list[Anchor]:
        lemmas = [t.lemma_.lower() for t in sentence]
        found: list[Anchor] = []
        for at, lemma in enumerate(lemmas):
            for cue, frame, option in self._cues.get(lemma, ()):
                if tuple(lemmas[at : at + len(cue)]) == cue:
                    slot = max(frame.slots, key=lambda s: s.weight)
                    root = sentence[at : at + len(cue)].root.i
                    words = frozenset(t.i for t in sentence[at : at + len(cue)])
                    found.append(Anchor(root, frame, slot, 0.97, used=words, option=option))
        return found


def _anothers(anchor: Anchor, doc: Doc, whose: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether the thing is another party's than the issue's: `his army` where the Ukrainian army is at issue."""
    owners = anchor.frame.owners
    if not owners or anchor.slot.weight < 1.0:
        return False
    told = [whose[c.i] for c in doc[anchor.token].children if c.dep_ in ("poss", "amod", "compound") and c.i in whose]
    return any(told) and not any(owners & set(parties) for parties in told)


def _single_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names if " " not in name)


def _settle(found: list[Anchor], doc: Doc) -> list[Anchor]:
    """One issue for a word: the better fit; words of one phrase count as one word."""
    best: dict[str, float] = {}
    for anchor in found:
        best[anchor.frame.issue] = max(best.get(anchor.frame.issue, 0.0), anchor.slot.weight)
    found = [a for a in found if a.option or a.slot.weight >= 0.99 * best[a.frame.issue]]
    kept: dict[int, Anchor] = {}
    for anchor in sorted(found, key=lambda a: -a.score):
        top = doc[anchor.token]
        while top.dep_ in ("compound", "amod", "nmod") and top.head.pos_ in ("NOUN", "PROPN"):
            top = top.head
        if any(
            anchor.token in other.used and other.frame.issue != anchor.frame.issue and other.score > anchor.score
            for other in kept.values()
        ):
            continue  # `tax hikes on top earners` is about the rates of top earners, not about taxes at large
        rival = kept.get(top.i)
        if rival is None:
            kept[top.i] = anchor
        elif rival.frame.issue != anchor.frame.issue and abs(rival.score - anchor.score) < 1e-9:
            kept[top.i] = rival
    return sorted(kept.values(), key=lambda a: a.token)


@lru_cache(maxsize=16)
def _frames(serial: str) -> Frames:
    case = Case.model_validate_json(serial)
    return Frames(case, [parsed(issue.proposition) for issue in case.issues.values()])


def frames_for(case: Case) -> Frames:
    """The frames of a case, built once."""
    if not _latest or _latest[0][0] is not case:  # writing a case out costs as much as looking at an article
        _latest[:] = [(case, _frames(case.model_dump_json(by_alias=True)))]
    return _latest[0][1]


_latest: list[tuple[Case, Frames]] = []
