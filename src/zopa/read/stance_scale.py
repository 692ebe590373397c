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
from typing import Final, Protocol

from zopa.read.findings import Polarity

CONTEXT: Final = (
    "repeated",  # the likeliest candidate of the same position in another sentence
    "contradicted",  # of the same holder and issue with another polarity
    "topical",  # of the same issue, whoever holds it, in another sentence
    "near",  # the same at most two sentences away
)
_NEAR: Final = 2  # sentences


class Weighed(Protocol):
    """What the scale needs to know of a candidate."""

    @property
    def sentence(self) -> int: ...
    @property
    def holder(self) -> str: ...
    @property
    def issue(self) -> str: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def signs(self) -> tuple[float, ...]: ...


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of the signs, and the least probability that is reported."""

    weights: tuple[float, ...]  # by the signs of a candidate, for the first look
    again: tuple[float, ...]  # by the same and CONTEXT, for the second
    polarity: tuple[float, ...]  # by the clues of a candidate
    least: float

    def probabilities(self, candidates: Sequence[Weighed]) -> list[float]:
        """For each candidate of one article that holder, issue and polarity are all right, 0..1."""
        first = [_logistic(self.weights, c.signs) for c in candidates]
        return [
            _logistic(self.again, (*c.signs, *around))
            for c, around in zip(candidates, context(candidates, first), strict=True)
        ]


def context(candidates: Sequence[Weighed], first: Sequence[float]) -> list[tuple[float, ...]]:
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
        tuple(stored["weights"].values()),
        tuple(stored["again"].values()),
        tuple(stored["polarity"].values()),
        stored["least"],
    )
