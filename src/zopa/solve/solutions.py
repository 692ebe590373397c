"""Bargaining solutions over the rows of a front that meet every reservation value.

    nash                the largest product of gains over the reservation values (Nash 1950)
    kalai_smorodinsky   the largest smallest ratio of gain to ideal gain (Kalai and Smorodinsky 1975)
    egalitarian         the largest smallest gain, then the next smallest, ... (Kalai 1977, lexicographic)
    utilitarian         the largest sum of utilities
    ..._weighted        the same with every party counted by its power

Ideal gain: the most that a party can gain inside the zone. A party that can gain nothing at all there drops out of the
product and the ratios. All picks are Pareto-optimal; ties are judged by a relative tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats, Indices

TOLERANCE = 1e-9
PLAIN = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Pick:
    """Row numbers that a rule picks (best first where it ranks ties) and the value it maximises."""

    rows: Indices
    value: float


def bargain(
    utilities: Floats, reservations: Floats, powers: Floats, *, ideal: Floats | None = None
) -> Mapping[str, Pick]:
    """All solutions over `utilities` (n, parties), rows that are non-dominated and meet `reservations`; n > 0.

    `ideal` (utilities) stands for the most each party can get where `utilities` are only part of the zone's front.
    The weighted rules are given only where powers differ; weights are powers over their mean.
    """
    gains = np.maximum(utilities - reservations, 0.0)
    most = gains.max(axis=0) if ideal is None else np.maximum(ideal - reservations, 0.0)
    equal = np.ones(len(powers))
    picks = {
        "nash": nash(gains, most, equal),
        "kalai_smorodinsky": kalai_smorodinsky(gains, most, equal),
        "egalitarian": egalitarian(gains, equal),
        "utilitarian": utilitarian(utilities, equal),
    }
    if powers.sum() > 0 and np.ptp(powers) > 0:
        weights = powers / powers.mean()
        picks["nash_weighted"] = nash(gains, most, weights)
        picks["kalai_smorodinsky_weighted"] = kalai_smorodinsky(gains, most, weights)
        picks["egalitarian_weighted"] = egalitarian(gains, weights)
        picks["utilitarian_weighted"] = utilitarian(utilities, weights)
    return picks


def nash(gains: Floats, most: Floats, weights: Floats) -> Pick:
    """The largest product of gains, each to the power of its weight.

    `most` is each party's ideal gain. Where nobody's gain can be had without another's, so that every product is 0,
    the outcomes in which most parties gain are held against each other by the product of those gains, each relative
    to the ideal gain.
    """
    movers = _movers(most, weights)
    if not movers.any():
        return Pick(np.arange(len(gains)), 0.0)
    ratios, share = gains[:, movers] / most[movers], weights[movers]
    positive = ratios > TOLERANCE
    gaining = positive.sum(axis=1)
    logs = np.where(positive, np.log(np.where(positive, ratios, 1.0)), 0.0) @ share
    logs[gaining < gaining.max()] = -np.inf
    best = logs.max()
    rows = np.flatnonzero(logs >= best - TOLERANCE)
    value = float(np.prod(gains[rows[0], movers] ** share))
    return Pick(rows, value)


def kalai_smorodinsky(gains: Floats, most: Floats, weights: Floats) -> Pick:
    """The largest smallest ratio of gain to ideal gain (over the weight); ties ranked by the next smallest ratios."""
    movers = _movers(most, weights)
    if not movers.any():
        return Pick(np.arange(len(gains)), 1.0)
    ratios = gains[:, movers] / most[movers] / weights[movers]
    least = ratios.min(axis=1)
    rows = np.flatnonzero(least >= least.max() - TOLERANCE)
    ranked = np.lexsort(np.round(np.sort(ratios[rows], axis=1), 9).T[::-1])[::-1]
    return Pick(rows[ranked], float(least.max()))


def egalitarian(gains: Floats, weights: Floats) -> Pick:
    """The largest smallest gain (over the weight); among those the largest second smallest, and so on."""
    heard = weights > 0
    ordered = np.sort(gains[:, heard] / weights[heard], axis=1)
    rows = np.arange(len(gains))
    for k in range(ordered.shape[1]):
        column = ordered[rows, k]
        rows = rows[column >= column.max() - TOLERANCE]
    return Pick(rows, float(ordered[rows[0], 0]))


def utilitarian(utilities: Floats, weights: Floats) -> Pick:
    """The largest (weighted) sum of utilities."""
    sums = utilities @ weights
    return Pick(np.flatnonzero(sums >= sums.max() - TOLERANCE), float(sums.max()))


def _movers(most: Floats, weights: Floats) -> np.ndarray:
    return np.asarray((most > TOLERANCE) & (weights > 0))
