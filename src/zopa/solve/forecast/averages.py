"""Forecasts that average positions: mean, compromise, medians, and the Nash bargaining solution.

    mean             every actor counts the same
    compromise       weighted by power and salience (Van den Bos 1991; Achen 2006)
    median           the middle actor
    weighted_median  the middle of power and salience: what a majority of them prefers to anything else (Black 1958)
    nash             the asymmetric Nash bargaining solution (Nash 1950; Kalai 1977; Achen 2006)

Each takes a `Question` and gives a point of its scale. Actors without a position are not in the question.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from zopa.solve.forecast.question import Question

HALF = 1e-12  # cumulative weight this close to one half counts as one half


def mean(question: Question) -> float:
    """The mean position."""
    return float(question.positions.mean())


def compromise(question: Question) -> float:
    """The mean position, weighted by power times salience."""
    return float(question.weights @ question.positions)


def median(question: Question) -> float:
    """The middle position; the mean of the middle two for an even number of actors."""
    return float(np.median(question.positions))


def weighted_median(question: Question) -> float:
    """The position at which half of power times salience is reached; midway between two where it is met exactly."""
    order = np.argsort(question.positions, kind="stable")
    points, weights = question.positions[order], question.weights[order]
    reached = np.cumsum(weights)
    low, high = (points[min(int(np.searchsorted(reached, at)), len(points) - 1)] for at in (0.5 - HALF, 0.5 + HALF))
    return float((low + high) / 2)


def nash(question: Question) -> float:
    """The point that maximises the product of gains over disagreement, each to the power of its actor's weight.

    An actor's utility falls with the square of the distance from its position. Disagreement is worth to everybody what
    the worse end of the scale is worth, for that is the case in which the solution exists on every question: a failure
    that hurts all (Achen 2006). With the status quo as disagreement any actor who likes it as it is would fix it.
    """
    x, w, width = question.positions, question.weights, question.width

    def loss(point: float) -> float:
        worst = np.maximum(x - question.low, question.high - x) / width
        gains = worst**2 - ((point - x) / width) ** 2
        return float(-(w[w > 0] @ np.log(np.maximum(gains[w > 0], 1e-300))))

    held = x[w > 0]
    low, high = float(held.min()), float(held.max())
    if high - low <= 1e-12 * width:
        return low
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-9 * width})
    return float(found.x)
