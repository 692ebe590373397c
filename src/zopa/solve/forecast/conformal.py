"""Intervals around forecasts that hold as often as they say, whatever the model: conformal prediction.

V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a Random World, Springer 2005; J. Lei and others,
"Distribution-free predictive inference for regression", Journal of the American Statistical Association 113, 2018.

The score of a forecast on a decided question is its error divided by how far apart the parties stand: the standard
deviation of positions (by power and salience) plus `FLOOR` of the scale, so that agreement gives narrow intervals but
never empty ones. The interval for a new question is the forecast plus or minus a quantile of such scores, undone for
that question and cut to its scale. It holds for questions like those that it was calibrated on, on average over many;
questions of one dossier are not independent, so whole dossiers are held out together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from zopa.errors import UsageError
from zopa.solve.forecast.question import Question

FLOOR: Final = 0.1  # of the scale; fixed beforehand, not fitted


def spread(question: Question) -> float:
    """How wide an error of size 1 is on this question, in units of its scale."""
    middle = question.weights @ question.positions
    variance = float(question.weights @ (question.positions - middle) ** 2)
    return math.sqrt(variance) + FLOOR * question.width


def score(question: Question, forecast: float) -> float:
    """The size of the error on a decided question. Raises `UsageError` for one that is not decided."""
    if question.outcome is None:
        raise UsageError(f"{question.name} has no outcome", mend="leave it out")
    return abs(question.outcome - forecast) / spread(question)


def quantile(scores: Sequence[float], level: float) -> float:
    """The size of error that a new one stays within with probability `level`; infinite for too few scores."""
    if not 0 < level < 1:
        raise UsageError(f"a level of {level:g}", mend="give a share between 0 and 1, such as 0.8")
    ordered = np.sort(np.asarray(scores, dtype=float))
    rank = math.ceil((len(ordered) + 1) * level - 1e-12)
    return float(ordered[rank - 1]) if 1 <= rank <= len(ordered) else math.inf


def interval(question: Question, forecast: float, size: float) -> tuple[float, float]:
    """The forecast plus or minus errors up to `size`, cut to the question's scale."""
    if math.isinf(size):
        return question.low, question.high
    half = size * spread(question)
    inside = min(max(forecast, question.low), question.high)
    return max(question.low, inside - half), min(question.high, inside + half)
