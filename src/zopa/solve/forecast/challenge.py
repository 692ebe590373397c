"""The challenge model: Bueno de Mesquita's expected utility model in the reconstruction of Scholz, Calbert and Smith.

J. B. Scholz, G. J. Calbert and G. A. Smith, "Unravelling Bueno De Mesquita's group decision model", Journal of
Theoretical Politics 23(4), 2011. In each round every actor weighs challenging every other; from the expected utilities
follow confrontations, compromises and capitulations, and each actor accepts one offer. The forecast is the weighted
median of positions (the voter whom a majority of power times salience prefers to anybody else).

The printed equations leave choices open. Those made here are the ones that give the published run on the emission
standards of the European Community (medians 8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6 over eight rounds):

- votes on a contest of two positions are divided by the votes of all contests together, not of the one contest; the
  printed quotient gives a median of 7 in every round;
- an actor judges both sides of a contest with its own risk exponent, and votes with its own in the second pass;
- the largest and smallest security are taken over actors, not over the positions that one actor could take;
- an actor prefers to lose a confrontation to a compromise and that to giving in; among compromises the one whose
  weighted mean of the two positions is lowest on the scale, otherwise the least move. The paper's text asks for the
  least move throughout; `least_move=True` does that.

The model leaves it open when bargaining ends. Here it ends after the first round that moves the median by less than
`STILL` of the scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from zopa.model.negotiation import Floats
from zopa.solve.forecast.averages import compromise, weighted_median
from zopa.solve.forecast.question import Question

STILL: Final = 0.01  # of the range of positions: a median that moves less has come to rest
ROUNDS: Final = 10
STATUS_QUO: Final = 1.0  # probability that nothing changes without a challenge (Scholz and others choose 1)


@dataclass(frozen=True, eq=False)
class Round:
    """Positions after a round, shape (actors,), with their weighted median and weighted mean."""

    positions: Floats
    median: float
    mean: float


def challenge(question: Question) -> float:
    """Where the weighted median comes to rest."""
    last = weighted_median(question)
    for one in islice(_played(question, least_move=False), ROUNDS):
        if abs(one.median - last) < STILL * question.width:
            return one.median
        last = one.median
    return last


def rounds(question: Question, count: int, *, least_move: bool = False) -> tuple[Round, ...]:
    """The first `count` rounds, none where nobody disagrees."""
    return tuple(islice(_played(question, least_move=least_move), count))


def _played(question: Question, *, least_move: bool) -> Iterator[Round]:
    positions = question.positions.astype(float)
    reach = float(np.ptp(positions))
    strength = question.powers * question.saliences
    while reach > 0:
        positions = _play(positions, question.saliences, strength, reach, least_move)
        now = _at(question, positions)
        yield Round(positions, weighted_median(now), compromise(now))


def _at(question: Question, positions: Floats) -> Question:
    return Question(
        question.name, question.actors, positions, question.saliences, question.powers, question.low, question.high
    )


def risk_exponents(positions: Floats, saliences: Floats, strength: Floats, reach: float) -> Floats:
    """Each actor's risk exponent, 0.5 to 2, from how hard the others would challenge it (equations 32 to 34)."""
    ones = np.ones(len(positions))
    distance = np.abs(positions[:, None] - positions[None, :]) / reach
    challenged, _ = _expected(distance, saliences, _probability(distance, strength, ones), ones)
    security = challenged.sum(axis=0) - challenged.diagonal()
    most, least = security.max(), security.min()
    if most - least <= 1e-12:
        return ones
    basis = (2 * security - most - least) / (most - least)
    return np.asarray((1 - basis / 3) / (1 + basis / 3))


def _play(positions: Floats, saliences: Floats, strength: Floats, reach: float, least_move: bool) -> Floats:
    risk = risk_exponents(positions, saliences, strength, reach)
    distance = np.abs(positions[:, None] - positions[None, :]) / reach
    own, other = _expected(distance, saliences, _probability(distance, strength, risk), risk)
    result = positions.copy()
    for i in range(len(positions)):
        best = _accepted(i, positions, own[i], other[i], least_move)
        if best is not None:
            result[i] = best
    return result


def _probability(distance: Floats, strength: Floats, risk: Floats) -> Floats:
    """`[i, j]`: the share of all votes that goes to i's position against j's (equation 30); 0 between equal ones."""
    felt = distance ** risk[:, None]  # [k, i]: how far i's position is for voter k
    for_each = felt[:, None, :] - felt[:, :, None]  # [k, i, j]: by how much k prefers i's position to j's
    total = float(strength @ np.abs(for_each).sum(axis=(1, 2)))
    won = np.tensordot(strength, np.maximum(for_each, 0.0), axes=1)
    return np.where(distance > 0, won / total if total > 0 else 0.0, 0.0)


def _expected(distance: Floats, saliences: Floats, probability: Floats, risk: Floats) -> tuple[Floats, Floats]:
    """What i expects of challenging j, and of being challenged by j, both `[i, j]` in i's eyes (equations 5 to 24)."""
    r = risk[:, None]
    success = 2 - 4 * (0.5 - 0.5 * distance) ** r
    failure = 2 - 4 * (0.5 + 0.5 * distance) ** r
    status_quo = STATUS_QUO * (2 - 4 * 0.5**r)

    def contest(chance: Floats, resists: Floats) -> Floats:
        return np.asarray(resists * (chance * success + (1 - chance) * failure) + (1 - resists) * success - status_quo)

    return contest(probability, saliences[None, :]), contest(probability.T, saliences[:, None])


def _accepted(i: int, positions: Floats, own: Floats, other: Floats, least_move: bool) -> float | None:
    """The position that actor i moves to, None where nobody moves it (figure 6 and section 6.2)."""
    x = positions[i]
    rivals = positions != x
    confronted = rivals & (own > 0) & (other > own)
    pressed = rivals & (own < 0) & (other > 0)
    partly = pressed & (other > -own)
    wholly = pressed & (other < -own)
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.where(partly, x + (positions - x) * np.abs(own / other), positions)
    if least_move:
        choices = np.flatnonzero(confronted | partly | wholly)
        return float(moved[choices[np.argmin(np.abs(moved[choices] - x))]]) if len(choices) else None
    for kind in (confronted, partly, wholly):
        choices = np.flatnonzero(kind)
        if not len(choices):
            continue
        rank = np.abs(moved[choices] - x)
        if kind is partly:
            a, b = np.abs(own[choices]), np.abs(other[choices])
            rank = (a * x + b * positions[choices]) / (a + b)
        return float(moved[choices[np.argmin(rank)]])
    return None
