"""Intervals: what quantiles promise, and that they keep it on dossiers that nobody calibrated on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.forecast.build import decided_in_europe, needs_shared, question, questions, random_dossier
from zopa.errors import InputError, UsageError
from zopa.solve.forecast import LEVELS, MODELS, SHIPPED, Dossier, Question, backtest, calibrated, predict
from zopa.solve.forecast.conformal import interval, quantile, score, spread


def test_quantiles_count_the_new_one_in() -> None:
    scores = [1.0, 2.0, 3.0, 4.0]
    assert quantile(scores, 0.8) == 4.0  # the fourth of five
    assert quantile(scores, 0.6) == 3.0
    assert math.isinf(quantile(scores, 0.9))
    assert math.isinf(quantile([], 0.5))
    with pytest.raises(UsageError, match="level"):
        quantile(scores, 1.0)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=40), st.sampled_from(LEVELS))
def test_each_of_n_plus_one_in_turn_falls_inside_as_often_as_promised(scores: list[float], level: float) -> None:
    inside = [one <= quantile(scores[:k] + scores[k + 1 :], level) for k, one in enumerate(scores)]
    assert sum(inside) >= level * len(scores) - 1e-9


@given(questions(), st.floats(0, 100), st.floats(0, 3), st.floats(0, 3))
def test_intervals_hold_the_point_stay_on_the_scale_and_grow(q: Question, point: float, a: float, b: float) -> None:
    small, large = sorted((a, b))
    low, high = interval(q, point, small)
    assert 0 <= low <= point <= high <= 100
    wide = interval(q, point, large)
    assert wide[0] <= low
    assert high <= wide[1]
    assert interval(q, point, math.inf) == (0, 100)


@given(questions(), st.floats(0, 100), st.integers(0, 100))
def test_an_outcome_lies_inside_the_interval_of_its_own_score(q: Question, point: float, outcome: int) -> None:
    decided = Question(q.name, q.actors, q.positions, q.saliences, q.powers, outcome=float(outcome))
    low, high = interval(decided, point, score(decided, point) + 1e-12)
    assert low - 1e-9 <= outcome <= high + 1e-9


def test_disagreement_widens() -> None:
    assert spread(question([50, 50])) == pytest.approx(10)
    assert spread(question([0, 100])) == pytest.approx(60)


def test_a_backtest_by_hand() -> None:
    rng = np.random.default_rng(3)
    dossiers = [random_dossier(rng, f"d{k}", outcome=True) for k in range(12)]
    found = backtest(dossiers, level=0.8, shipped=SHIPPED.at(0.8))
    assert found.dossiers == 12
    assert sorted(f.rank for f in found.fared) == list(range(1, len(MODELS) + 1))
    assert [f.error for f in found.fared] == sorted(f.error for f in found.fared)
    mean = next(f for f in found.fared if f.model == "mean")
    errors = [abs(c.question.outcome - c.question.positions.mean()) / 100 for c in found.cases]  # type: ignore[operator]
    assert mean.error == pytest.approx(np.mean(errors), abs=1e-12)
    assert mean.behind_mean == 0
    # the interval of a question knows nothing of its own dossier
    one = found.cases[0]
    others = [c.scores["mean"] for c in found.cases if c.dossier != one.dossier]
    assert one.intervals["mean"] == interval(one.question, one.forecasts["mean"], quantile(others, 0.8))


def test_what_cannot_be_backtested() -> None:
    rng = np.random.default_rng(4)
    with pytest.raises(InputError, match="two decided dossiers"):
        backtest([random_dossier(rng, outcome=True)])
    with pytest.raises(UsageError, match="outcome"):
        score(question([1, 2]), 1.0)


def test_the_shipped_calibration_knows_its_levels() -> None:
    assert set(SHIPPED.ranks) == set(MODELS) == set(SHIPPED.at(0.8))
    assert sorted(SHIPPED.ranks.values()) == list(range(1, len(MODELS) + 1))
    for model in MODELS:
        sizes = [SHIPPED.at(level)[model] for level in LEVELS]
        assert sizes == sorted(sizes)
    with pytest.raises(UsageError, match="80"):
        SHIPPED.at(0.81)


@needs_shared
def test_intervals_hold_on_decided_issues_and_the_shipped_sizes_are_those_of_the_data() -> None:
    found = decided_in_europe()
    assert (len(found.cases), found.dossiers, found.left_out) == (SHIPPED.questions, SHIPPED.dossiers, 1)
    for fared in found.fared:
        assert 0.77 <= fared.held <= 0.83, fared
        assert fared.rank == SHIPPED.ranks[fared.model]
    again = calibrated(found, "again", 0.8)
    for level in LEVELS:
        for model in MODELS:
            assert SHIPPED.at(level)[model] == pytest.approx(again.at(level)[model], abs=1.01e-4)
            assert SHIPPED.at(level)[model] >= again.at(level)[model] - 1e-9


def test_a_prediction_names_the_options_of_its_interval() -> None:
    q = question([0, 0, 100], at={"none": 0.0, "some": 50.0, "all": 100.0})
    outlook = predict(Dossier("d", (q,)))
    mean = next(f for f in outlook.forecasts["q"] if f.model == "mean")
    assert mean.point == pytest.approx(100 / 3)
    assert mean.nearest == "some"
    assert mean.within == tuple(o for o, at in q.at.items() if mean.low <= at <= mean.high)
