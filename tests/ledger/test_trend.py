"""The trend of a series is that of scipy, which is too slow to load for every brief."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from zopa.ledger.trend import INTERVAL, chance, slopes

VALUES = st.one_of(st.floats(-1, 1).map(lambda v: round(v, 4)), st.sampled_from([-0.5, 0.0, 0.3, 0.5]))
SERIES = st.dictionaries(st.integers(0, 500), VALUES, min_size=3, max_size=45).map(lambda found: sorted(found.items()))


@given(SERIES)
def test_slopes_and_chance_are_those_of_scipy(points: list[tuple[int, float]]) -> None:
    times, values = [float(t) for t, _ in points], [v for _, v in points]
    if len(set(values)) < 2:
        return
    slope, _, low, high = stats.theilslopes(values, times, alpha=INTERVAL)
    assert slopes(times, values) == pytest.approx((slope, low, high), abs=1e-12)
    assert chance(times, values) == pytest.approx(stats.kendalltau(times, values).pvalue, abs=1e-9)


def test_long_series_without_ties_use_the_normal_distribution_unless_they_are_all_but_ordered() -> None:
    times = [float(t) for t in range(40)]
    for values in ([v * v for v in times], [*times[1::2], *times[::2]], [times[1], times[0], *times[2:]]):
        assert chance(times, values) == pytest.approx(stats.kendalltau(times, values).pvalue, rel=1e-9)
