"""Estimates and their outcomes: scores as their sources define them, and calibration that adds up."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import article, estimate, known
from zopa.ledger import Judgement, Scored, calibration, scored
from zopa.ledger.scores import CLIP, brier, log_score
from zopa.read import Estimate

TEXT = "It is likely, said Ann. It is unlikely, said Ben. A 30% chance, said the paper."
PAGE = article("a", TEXT, "2025-03-01", outlet="Quay Times")
PROBABILITIES = st.floats(0, 1)


def told(*probabilities: float, holder: str | None = "Ann") -> list[Estimate]:
    one = estimate(PAGE, "likely, said Ann", "likely", 0.5, 0.5, holder=holder)
    return [replace(one, id=f"e{i}", low=p, high=p, about=str(i)) for i, p in enumerate(probabilities)]


def resolved(finding: str, happened: bool, number: int = 1) -> Judgement:
    changes = {"outcome": happened, "on": "2025-04-01"}
    at = dt.datetime(2025, 4, 1, tzinfo=dt.UTC)
    return Judgement(id=number, finding=finding, kind="resolve", by="ana", at=at, changes=changes)


def rows(estimates: list[Estimate], outcomes: dict[str, bool]) -> tuple[Scored, ...]:
    judged = [resolved(f, o, i) for i, (f, o) in enumerate(outcomes.items(), 1)]
    return scored(known([PAGE], list(estimates), judgements=judged))


@pytest.mark.parametrize(
    ("p", "truth", "squared", "logarithm"),
    [(0.25, 0, 0.0625, math.log(0.75)), (0.25, 1, 0.5625, math.log(0.25)), (0.5, 1, 0.25, math.log(0.5))],
)
def test_scores_as_their_authors_define_them(p: float, truth: float, squared: float, logarithm: float) -> None:
    assert brier(p, truth) == squared
    assert log_score(p, truth) == pytest.approx(logarithm)


def test_being_sure_and_wrong_has_a_floor() -> None:
    assert log_score(0.0, 1) == pytest.approx(math.log(CLIP))
    assert log_score(1.0, 0) == pytest.approx(math.log(CLIP))


@given(PROBABILITIES, st.booleans())
def test_the_score_of_the_middle_lies_between_those_of_the_ends(p: float, happened: bool) -> None:
    low, high = p / 2, min(1.0, p / 2 + 0.5)
    (one,) = told(0.5)
    (row,) = rows([replace(one, low=low, high=high)], {"e0": happened})
    assert row.brier is not None
    assert row.brier_low is not None
    assert row.brier_high is not None
    assert row.brier_low - 1e-6 <= row.brier <= row.brier_high + 1e-6


@given(st.lists(st.tuples(PROBABILITIES, st.booleans()), min_size=1, max_size=12))
def test_the_parts_of_the_brier_score_add_up(given_: list[tuple[float, bool]]) -> None:
    found = rows(told(*(p for p, _ in given_)), {f"e{i}": o for i, (_, o) in enumerate(given_)})
    everybody, ann = calibration(found)
    assert (everybody.name, ann.name) == (None, "Ann")
    assert everybody.count == len(given_) == sum(b.count for b in everybody.bins)
    mean = sum((row.probability - (row.outcome.happened if row.outcome else 0)) ** 2 for row in found) / len(found)
    assert everybody.brier == pytest.approx(mean)
    parts = everybody.reliability - everybody.resolution + everybody.uncertainty + everybody.within
    assert parts == pytest.approx(everybody.brier)


def test_the_reliability_of_the_same_probability_every_time_is_its_bias_squared() -> None:
    found = rows(told(0.7, 0.7, 0.7, 0.7), {"e0": True, "e1": True, "e2": False, "e3": False})
    everybody = calibration(found)[0]
    assert everybody.bias == pytest.approx(0.2)
    assert everybody.reliability == pytest.approx(0.04)
    assert everybody.within == pytest.approx(0)


def test_only_what_is_resolved_is_scored() -> None:
    found = rows(told(0.2, 0.8), {"e1": True})
    assert [row.brier is None for row in found] == [True, False]
    assert calibration(found)[0].count == 1
    assert calibration(rows(told(0.2), {})) == ()


def test_a_reprint_counts_once_and_its_outcome_is_that_of_the_origin() -> None:
    again = article("b", TEXT, "2025-03-02", duplicate_of="a")
    first = estimate(PAGE, "likely, said Ann", "likely", 0.6, 0.8, holder="Ann")
    second = estimate(again, "likely, said Ann", "likely", 0.6, 0.8, holder="Ann")
    knowledge = known([PAGE, again], [first, second], judgements=[resolved(second.id, True)])
    (row,) = scored(knowledge)
    assert row.estimate == first
    assert row.outcome is not None
    assert row.outcome.happened


def test_the_articles_own_voice_is_a_forecaster_by_its_outlet() -> None:
    (row,) = rows(told(0.3, holder=None), {})
    assert row.forecaster == "the article (Quay Times)"
