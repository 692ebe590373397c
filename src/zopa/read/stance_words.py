"""Words of attitude in a sentence, whatever they are about: whose they are, and which way they lean.

Owns the look at a sentence from its attitudes; `zopa.read.statements` starts from what an issue is about instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from zopa.read.climb import Path, climb
from zopa.read.lexicon import lexicon
from zopa.read.scene import Scene
from zopa.read.stance_passages import spoken
from zopa.read.stances import Stance, stances_of
from zopa.read.statement_parts import people


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
    for token in _things(sentence):
        path = climb(token, lexicon())
        for stance in stances_of(path, token):
            holders, speaker, speaker_token, via = people(scene, path, stance, quote)
            if holders:
                found.append(Attitude(token, path, stance, holders, speaker, speaker_token, via))
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
    return (t for t in sentence if t.pos_ in ("NOUN", "VERB", "PROPN") and t.dep_ not in ("compound", "nsubj", "ROOT"))
