"""Whether a series rises or falls: the slope of Theil and Sen with its interval, and the test of Mann and Kendall.

Sources: Sen (1968) for the slope and its interval; Kendall (1975), chapters 4 and 5, for the exact distribution without
ties and for the variance with them. Both equal `scipy.stats` (a test compares them), which takes a second to load.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Final

MONTH: Final = 30.44  # days
INTERVAL: Final = 0.8
EXACT_MOST: Final = 33  # points without ties up to which the exact distribution is used


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope of a series per month, its interval at 80%, and the probability that it is chance."""

    per_month: float
    low: float
    high: float
    chance: float


def trend(points: Sequence[tuple[dt.date, float]]) -> Trend | None:
    """The trend of values at different days; None where nothing varies or time does not."""
    times = [float((day - points[0][0]).days) for day, _ in points]
    values = [v for _, v in points]
    if len(set(times)) < 3 or len(set(values)) < 2:
        return None
    slope, low, high = slopes(times, values)
    return Trend(_monthly(slope), _monthly(low), _monthly(high), round(chance(times, values), 4))


def _monthly(per_day: float) -> float:
    return round(float(per_day) * MONTH, 4)


def slopes(times: Sequence[float], values: Sequence[float]) -> tuple[float, float, float]:
    """The median of the slopes of all pairs, and its interval at 80%."""
    import numpy as np

    x, y = np.asarray(times), np.asarray(values)
    first, second = np.triu_indices(len(x), 1)
    run = x[second] - x[first]
    rise = (y[second] - y[first])[run != 0]
    found = np.sort(rise / run[run != 0])
    spread = math.sqrt(_variance(times, values))
    reach = NormalDist().inv_cdf((1 + INTERVAL) / 2) * spread
    low = max(round((len(found) - reach) / 2) - 1, 0)
    high = min(round((len(found) + reach) / 2), len(found) - 1)
    return float(np.median(found)), float(found[low]), float(found[high])


def _variance(times: Sequence[float], values: Sequence[float]) -> float:
    """Of the number of pairs that rise less those that fall, where time and value have nothing to do with each other.

    Sen's form, which takes off what ties in either leave out.
    """
    every = _pairs(len(times)) - sum(_pairs(n) for n in _ties(times)) - sum(_pairs(n) for n in _ties(values))
    return max(every, 0) / 18


def _pairs(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _ties(numbers: Sequence[float]) -> list[int]:
    return [n for n in Counter(numbers).values() if n > 1]


def chance(times: Sequence[float], values: Sequence[float]) -> float:
    """How often so steady a trend comes about where there is none (two-sided)."""
    import numpy as np

    x, y = np.asarray(times), np.asarray(values)
    first, second = np.triu_indices(len(x), 1)
    balance = int((np.sign(x[second] - x[first]) * np.sign(y[second] - y[first])).sum())
    n = len(times)
    tied_x, tied_y = _ties(times), _ties(values)
    every = n * (n - 1) // 2
    if not tied_x and not tied_y:
        fewer = (every - abs(balance)) // 2
        if n <= EXACT_MOST or fewer <= 1:
            return _exact(n, fewer)
    x0, y0 = (sum(t * (t - 1) for t in tied) for tied in (tied_x, tied_y))
    x1, y1 = (sum(t * (t - 1) * (t - 2) for t in tied) for tied in (tied_x, tied_y))
    x2, y2 = (sum(_pairs(t) for t in tied) for tied in (tied_x, tied_y))
    variance = (_pairs(n) - x2 - y2) / 18 + x0 * y0 / (4 * every) + x1 * y1 / (9 * n * (n - 1) * (n - 2))
    return math.erfc(abs(balance) / math.sqrt(2 * variance))


def _exact(n: int, fewer: int) -> float:
    """Twice the share of orders of n with no more than `fewer` pairs out of place."""
    if 2 * fewer == n * (n - 1) // 2:
        return 1.0
    return min(2 * sum(_inversions(n, fewer)) / math.factorial(n), 1.0)


@cache
def _inversions(n: int, most: int) -> tuple[int, ...]:
    """How many orders of n have 0, 1, .. `most` pairs out of place."""
    counts = [1] + [0] * most
    for size in range(2, n + 1):
        total, summed = 0, []
        for k, count in enumerate(counts):
            total += count - (counts[k - size] if k >= size else 0)
            summed.append(total)
        counts = summed
    return tuple(counts)
