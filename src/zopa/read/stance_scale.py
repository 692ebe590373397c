"""How sure a candidate is: a logistic scale over its signs, then once more with what the rest of the article shows.

The first look weighs each sentence alone. The second adds what the article says elsewhere: a party that takes a
position twice is likelier to take it here, and one that is told to be on the other side is not.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.read.findings import Polarity, Statement
from zopa.read.stance_passages import Passage

SIGNS: Final = (
    "one",  # for the intercept
    "related",  # log-odds of any position, by the judge
    "clear",  # how far the best polarity is ahead of the second
    "agrees",  # confidence of the rules in the same position
    "differs",  # in the same holder and issue with another polarity
    "cued",  # the rules found a cue of the case file
    "elsewhere",  # in another issue of the same holder and sentence
    "alone",  # the rules see nothing
    "rival",  # log-odds of the likeliest other issue of the same holder and sentence
    "worded",  # the sentence has a word of attitude of the holder
    "lead",  # the speaker stands in another sentence
    "pronoun",  # the holder is named by pronouns only
    "question",
    "unseen",  # the judge was not shown the holder
)
CLUES: Final = (
    "judge",  # log of the judge's probability
    "rule",  # confidence of the rules in this polarity
    "sure",  # whether that is high: plain grammar is seldom wrong, and the judge is no match for it
    "number",  # whether the sentence has the proposition's number or another one
    "lean",  # the holder's words of attitude
    "turned",  # the same with what they turn
    "undecided",  # words that leave matters open
    "against",  # for the intercepts
    "open",
)
CONTEXT: Final = (
    "repeated",  # the likeliest candidate of the same position in another sentence
    "contradicted",  # of the same holder and issue with another polarity
    "topical",  # of the same issue, whoever holds it, in another sentence
    "near",  # the same at most two sentences away
)
_NEAR: Final = 2  # sentences


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party's position on an issue that one sentence may show."""

    sentence: int
    holder: str
    issue: str
    polarity: Polarity
    signs: tuple[float, ...]  # by SIGNS
    clues: tuple[tuple[float, ...], ...]  # for each polarity, by CLUES
    passage: Passage | None
    rule: Statement | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of the signs, and the least probability that is reported."""

    weights: tuple[float, ...]  # by SIGNS, for the first look
    again: tuple[float, ...]  # by SIGNS and CONTEXT, for the second
    polarity: tuple[float, ...]  # by CLUES
    least: float

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """For each candidate of one article that holder, issue and polarity are all right, 0..1."""
        first = [_logistic(self.weights, c.signs) for c in candidates]
        return [
            _logistic(self.again, (*c.signs, *around))
            for c, around in zip(candidates, context(candidates, first), strict=True)
        ]


def context(candidates: Sequence[Candidate], first: Sequence[float]) -> list[tuple[float, ...]]:
    """For each candidate of one article the signs of CONTEXT, from the probabilities of the first look."""
    by_issue: dict[str, list[int]] = defaultdict(list)
    for n, candidate in enumerate(candidates):
        by_issue[candidate.issue].append(n)
    found: list[tuple[float, ...]] = []
    for candidate in candidates:
        repeated = contradicted = topical = near = 0.0
        for n in by_issue[candidate.issue]:
            other, sure = candidates[n], first[n]
            apart = abs(other.sentence - candidate.sentence)
            if not apart:
                continue
            topical = max(topical, sure)
            if apart <= _NEAR:
                near = max(near, sure)
            if other.holder == candidate.holder:
                if other.polarity == candidate.polarity:
                    repeated = max(repeated, sure)
                else:
                    contradicted = max(contradicted, sure)
        found.append((repeated, contradicted, topical, near))
    return found


def _logistic(weights: Sequence[float], signs: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(w * s for w, s in zip(weights, signs, strict=True))))


@lru_cache(maxsize=1)
def scale() -> Scale:
    """The scale that ships with the judge."""
    text = (resources.files("zopa.read") / "data" / "stance-scale.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    return Scale(
        tuple(stored["weights"][sign] for sign in SIGNS),
        tuple(stored["again"][sign] for sign in (*SIGNS, *CONTEXT)),
        tuple(stored["polarity"][clue] for clue in CLUES),
        stored["least"],
    )
