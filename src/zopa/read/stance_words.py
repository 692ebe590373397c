"""Words of attitude in a sentence, whatever they are about: whose they are, and which way they lean.

Owns the look at a sentence from its attitudes; `zopa.read.statements` starts from what an issue is about instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zopa.read.climb import Level, Path, climb
from zopa.read.document import Span, Token
from zopa.read.grammar_words import MODALS
from zopa.read.lexicon import lexicon
from zopa.read.scene import Scene
from zopa.read.stance_passages import spoken
from zopa.read.stances import Stance, stances_of
from zopa.read.statement_parts import people
from zopa.read.tree import is_passive, negated, subject_of


@dataclass(frozen=True, slots=True)
class Attitude:
    """One attitude that a sentence words, whatever it is about."""

    token: Token
    path: Path
    stance: Stance
    holders: tuple[str, ...]
    speaker: str | None
    speaker_token: Token | None
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """What the words of attitude in a sentence say of one holder: means of -1, 0 and 1."""

    plain: float = 0.0  # rejects -1, supports 1
    turned: float = 0.0  # the same with what the words turn: `rejects an end to` 1
    open: float = 0.0  # the share that leaves matters open


def attitudes(scene: Scene, sentence: Span) -> list[Attitude]:
    """Every attitude in the sentence with those who take it."""
    found: list[Attitude] = []
    quote = spoken(scene, sentence)
    told: set[int] = set()
    for token in _things(sentence):
        path = climb(token, lexicon())
        told.update(level.token.i for level in path.levels)
        for stance in stances_of(path, token):
            if stance.stubborn:
                continue
            holders, speaker, speaker_token, via = people(scene, path, stance, quote)
            if holders:
                found.append(Attitude(token, path, stance, holders, speaker, speaker_token, via))
    for word, path in _bare(sentence, told):
        for stance in stances_of(path, word):
            holders, speaker, speaker_token, via = people(scene, path, stance, quote)
            if holders:
                found.append(Attitude(word, path, stance, holders, speaker, speaker_token, via))
    return found


def lean_of(found: Sequence[Attitude], holder: str) -> Lean:
    """The holder's attitudes in one figure each; each word of attitude counts once."""
    own = {a.stance.level.token.i: a for a in found if holder in a.holders}
    if not own:
        return Lean()
    values = [(a.stance.attitude, a.stance.attitude * a.path.sign) for a in own.values()]
    n = len(values)
    return Lean(sum(v for v, _ in values) / n, sum(t for _, t in values) / n, sum(v == 0 for v, _ in values) / n)


def _things(sentence: Span) -> Iterable[Token]:
    """Words that an attitude can be about."""
    for t in sentence:
        if t.pos_ in ("NOUN", "VERB", "PROPN"):
            if t.dep_ not in ("compound", "nsubj", "ROOT"):
                yield t
        elif t.pos_ in ("PRON", "DET") and t.lower_ in _TAKEN_UP and t.dep_ in _OBJECTS:
            yield t


def _bare(sentence: Span, told: set[int]) -> Iterable[tuple[Token, Path]]:
    """Words of attitude whose thing is not named: `has refused`, `is reluctant`, `objected`."""
    for t in sentence:
        if t.i in told:
            continue
        if t.pos_ == "VERB":
            keys = [f"{t.lemma_.lower()}+{c.lower_}" for c in t.children if c.dep_ in ("prt", "prep")]
            found = lexicon().attitude("v", *keys, t.lemma_.lower())
            clause = t
        elif t.pos_ == "ADJ" and t.dep_ == "acomp":
            found = lexicon().attitude("a", t.lemma_.lower())
            clause = t.head
        else:
            continue
        holder = subject_of(clause)
        if found is None or found.word in _SAID or is_passive(t) or holder is None:
            continue
        modal = next((c.lower_ for c in clause.children if c.dep_ == "aux" and c.lower_ in MODALS), "")
        yield t, Path(levels=[Level(t, "attitude", found, negated(clause), holder, modal)])


_TAKEN_UP = frozenset("it that this these those them which any one both neither".split())
_OBJECTS = frozenset(["dobj", "pobj", "nsubjpass", "attr", "dative"])
_SAID = frozenset("suggest believe hope expect mean intend plan decide ask argue need want".split())
