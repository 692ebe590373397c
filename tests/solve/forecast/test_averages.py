"""Means, medians and the Nash solution: hand-made cases, an independent computation, and what any average keeps."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from tests.solve.forecast.build import question, questions
from zopa.errors import InputError
from zopa.solve.forecast import Question
from zopa.solve.forecast.averages import compromise, mean, median, nash, weighted_median

AVERAGES = [mean, compromise, median, weighted_median, nash]
Work = Callable[[Question], float]


def exact_weights(q: Question) -> list[Fraction]:
    """Power times salience as fractions; the fallbacks as documented."""
    for weights in (
        [Fraction(c) * Fraction(s) for c, s in zip(q.powers, q.saliences, strict=True)],
        [Fraction(c) for c in q.powers],
        [Fraction(1)] * len(q.actors),
    ):
        if sum(weights) > 0:
            return weights
    raise AssertionError


def test_by_hand() -> None:
    q = question([0, 50, 100], [0.5, 1, 1], [1, 1, 2])
    assert mean(q) == pytest.approx(50)
    assert compromise(q) == pytest.approx((50 + 200) / 3.5)
    assert median(q) == 50
    assert weighted_median(q) == 100
    assert median(question([0, 10, 40, 100])) == 25
    assert weighted_median(question([0, 10, 40, 100])) == 25


def test_nash_gives_the_middle_to_equals_and_leans_to_the_weighty() -> None:
    assert nash(question([0, 100])) == pytest.approx(50, abs=1e-5)
    assert nash(question([0, 100], [1, 0.5])) < 50
    assert nash(question([30, 30, 30])) == 30


@given(questions())
def test_compromise_and_weighted_median_equal_an_exact_computation(q: Question) -> None:
    weights = exact_weights(q)
    points = [Fraction(x) for x in q.positions]
    exact = sum(w * x for w, x in zip(weights, points, strict=True)) / sum(weights)
    assert compromise(q) == pytest.approx(float(exact), abs=1e-9)
    # the weighted median minimises the weighted distance; where a whole stretch does, its middle counts
    cost = {x: sum(w * abs(x - y) for w, y in zip(weights, points, strict=True)) for x in points}
    best = [x for x in points if cost[x] == min(cost.values())]
    heavy = [x for x in best if sum(w for w, y in zip(weights, points, strict=True) if y == x) > 0] or best
    assert weighted_median(q) == pytest.approx(float((min(heavy) + max(heavy)) / 2), abs=1e-9)


@pytest.mark.parametrize("work", AVERAGES)
@given(q=questions())
def test_an_average_lies_among_the_positions(work: Work, q: Question) -> None:
    assert q.positions.min() - 1e-9 <= work(q) <= q.positions.max() + 1e-9


@pytest.mark.parametrize("work", AVERAGES)
@given(q=questions())
def test_a_mirrored_question_has_the_mirrored_answer_and_units_do_not_matter(work: Work, q: Question) -> None:
    mirrored = Question(q.name, q.actors, 100 - q.positions, q.saliences, q.powers)
    assert work(mirrored) == pytest.approx(100 - work(q), abs=1e-4)
    shifted = Question(q.name, q.actors, 3 + q.positions / 7, q.saliences, q.powers, 3, 3 + 100 / 7)
    assert work(shifted) == pytest.approx(3 + work(q) / 7, abs=1e-4)


@pytest.mark.parametrize("work", AVERAGES)
@given(q=questions())
def test_the_order_of_actors_does_not_matter(work: Work, q: Question) -> None:
    turned = Question(q.name, q.actors[::-1], q.positions[::-1], q.saliences[::-1], q.powers[::-1])
    assert work(turned) == pytest.approx(work(q), abs=1e-5)  # rounding moves the flat top of a product of gains


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"positions": np.array([])}, "nobody"),
        ({"positions": np.array([np.nan])}, "do not match"),
        ({"saliences": np.array([-1.0])}, "below 0"),
        ({"low": 5.0, "high": 5.0}, "no width"),
    ],
)
def test_what_is_no_question(fields: dict[str, object], words: str) -> None:
    one = np.array([1.0])
    whole = {"positions": one, "saliences": one, "powers": one} | fields
    actors = ("a",) if len(whole["positions"]) else ()  # type: ignore[arg-type]
    with pytest.raises(InputError, match=words):
        Question("q", actors, **whole)  # type: ignore[arg-type]
