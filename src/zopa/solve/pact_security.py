"""The security that a response buys, reckoned in whole numbers so that equal is equal.

A threat that is `deterred_by` [low, high] is held off with a probability that rises in a straight line from low to high
(a uniform belief about the attacker), or jumps where low is high; threats count by likelihood times severity.

    Grid       whole points in which responses are counted
    Security   response in points -> security as a whole number; its share of the most, its inverse, its corners
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from zopa.model.negotiation import Floats
from zopa.model.pact import Threat, middle
from zopa.model.voting import as_written

MOST_POINTS = 10**11  # sums of products of such numbers still fit the solver's 64 bits with room to spare


@dataclass(frozen=True, slots=True)
class Grid:
    """`points` to one unit of response."""

    points: Fraction

    @classmethod
    def of(cls, amounts: Sequence[Fraction], most: Fraction) -> Grid:
        """A grid on which all of these lie exactly, if that takes no more than `MOST_POINTS` up to the response `most`;
        else the finest decimal one that does."""
        exact = lcm(*(a.denominator for a in amounts))
        if exact * most <= MOST_POINTS:
            return cls(Fraction(exact))
        points = Fraction(1)
        while points * most > MOST_POINTS:
            points /= 10
        while points * 10 * most <= MOST_POINTS:
            points *= 10
        return cls(points)

    def count(self, amount: Fraction) -> int:
        """The nearest number of points."""
        return round(amount * self.points)

    def amount(self, points: int) -> float:
        """Points as a response in its own unit."""
        return float(points / self.points)


@dataclass(frozen=True, eq=False)
class Security:
    """`parts` are (height, low, span) by threat: what it adds when wholly deterred, and where in points.

    `unit` times a security is the expected loss averted, in units of a state's stake; `most` the security when all
    threats are deterred.
    """

    parts: tuple[tuple[int, int, int], ...]
    rise: int  # common multiple of the spans: heights are multiplied by it, so that slopes are whole
    unit: Fraction

    @classmethod
    def of(cls, threats: Iterable[Threat], grid: Grid) -> Security:
        """The security against these threats."""
        known = tuple(threats)
        weights = [middle(t.likelihood) * middle(t.severity) for t in known]
        common = lcm(*(w.denominator for w in weights))
        parts = []
        for weight, threat in zip(weights, known, strict=True):
            low, high = (grid.count(as_written(end)) for end in (threat.deterred_by.low, threat.deterred_by.high))
            parts.append((int(weight * common), low, high - low))
        rise = lcm(*(span for _, _, span in parts if span))
        return cls(tuple(parts), rise, Fraction(1, common * rise))

    @property
    def most(self) -> int:
        """The security when everything is deterred."""
        return self.rise * sum(height for height, _, _ in self.parts)

    @property
    def corners(self) -> tuple[int, ...]:
        """Responses at which the slope changes; where it jumps, the first one after the jump."""
        return tuple(sorted({at for _, low, span in self.parts for at in (low, low + span)}))

    def at(self, response: int) -> int:
        """The security that a response in points buys."""
        total = 0
        for height, low, span in self.parts:
            if response >= low + span:
                total += height * self.rise
            elif response > low:
                total += height * (self.rise // span) * (response - low)
        return total

    def share(self, response: int) -> float:
        """The share (0..1) of the expected loss that a response averts; 0 where no loss is expected."""
        return self.at(response) / self.most if self.most else 0.0

    def shares(self, responses: np.ndarray) -> Floats:
        """`share` of many responses, in floating point."""
        total = np.zeros(np.shape(responses))
        heights = sum(height for height, _, _ in self.parts) or 1
        for height, low, span in self.parts:
            reached = np.clip((responses - low) / span, 0.0, 1.0) if span else responses >= low
            total = total + height / heights * reached
        return total

    def least(self, wished: int) -> int | None:
        """The least response in points that buys a security of at least `wished`; None when none does."""
        if wished <= self.at(0):
            return 0
        if wished > self.most:
            return None
        short, enough = 0, self.corners[-1]
        while enough - short > 1:
            half = (short + enough) // 2
            short, enough = (short, half) if self.at(half) >= wished else (half, enough)
        return enough
