"""Not being sure: probabilities against plain simulation, worth of knowing, the same answer for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from tests.solve.models import random_model
from tests.solve.test_engine import additive
from zopa.model import Interval, Negotiation, model_from_text
from zopa.solve import Status, solve
from zopa.solve import uncertainty as module
from zopa.solve.draws import Sampler
from zopa.solve.uncertainty import assess, uncertain

ONE = """\
zopa: 1
model: price
issues: {price: [low, high]}
parties:
  Buyer:
    values: {price: {low: 1, high: 0.4}}
    reservation: [0, 1]
  Seller:
    values: {price: {low: 0, high: 1}}
    reservation: 0.5
"""


def test_a_probability_known_beforehand() -> None:
    doubt = assess(model_from_text(ONE), draws=4000, seed=1)
    assert doubt.probability == pytest.approx(0.4, abs=0.03)
    low, high = doubt.interval
    assert low < 0.4 < high
    assert doubt.chances[0].deal.outcome == {"price": "high"}
    assert doubt.chances[0].probability == doubt.probability
    assert doubt.unknowns[0].name == "Buyer: reservation value"
    assert doubt.unknowns[0].total == pytest.approx(1)


def test_knowing_pays_only_where_it_changes_the_proposal() -> None:
    text = ONE.replace("{low: 1, high: 0.4}", "{low: 1, high: 1}").replace("reservation: [0, 1]", "reservation: 0.2")
    text = text.replace("{low: 0, high: 1}", "{low: [0, 1], high: [0, 1]}")
    doubt = assess(model_from_text(text), draws=4000, seed=1)
    # each option is accepted half the time, one of them in three quarters: knowing one value is worth a quarter
    assert doubt.perfect_information == pytest.approx(0.25, abs=0.03)
    assert {u.name for u in doubt.unknowns} == {"Seller: price, low", "Seller: price, high"}
    for unknown in doubt.unknowns:
        assert unknown.information == pytest.approx(0.25, abs=0.04)
        assert unknown.total > 0.3


def test_the_same_seed_gives_the_same_answer() -> None:
    model = random_model(np.random.default_rng(3), parties=3, coarse=False)
    assert assess(model, draws=200, seed=4) == assess(model, draws=200, seed=4)


def test_draws_fit_what_is_known() -> None:
    for seed in range(40):
        model = random_model(np.random.default_rng(seed))
        sampler = Sampler(model)
        tables, reservations = sampler.tables(np.random.default_rng(0).random((50, sampler.width)))
        total = sum(t.max(axis=1) for t in tables)
        assert (total <= 1 + 1e-9).all()
        assert ((reservations >= 0) & (reservations <= 1)).all()
        for p, party in enumerate(model.parties.values()):
            for i, (issue, options) in enumerate(model.issues.items()):
                values = party.values[issue]
                if not isinstance(values, dict):
                    for better, worse in zip(values.ranks, values.ranks[1:], strict=False):
                        a, b = options.index(better[0]), options.index(worse[0])
                        assert (tables[i][:, a, p] >= tables[i][:, b, p] - 1e-12).all()


def test_the_mean_of_the_draws_is_what_solve_counts_with() -> None:
    model = Negotiation.of(
        {
            "issues": {"a": ["x", "y", "z"], "b": ["x", "y"]},
            "parties": {"A": {"weights": "a > b", "values": {"a": "z > y > x", "b": {"x": [0.2, 0.4], "y": 1}}}},
        }
    )
    sampler = Sampler(model)
    tables, _ = sampler.tables(np.random.default_rng(0).random((40_000, sampler.width)))
    for drawn, middle in zip(tables, model.tables, strict=True):
        assert drawn.mean(axis=0) == pytest.approx(middle, abs=0.01)


def test_without_unknowns_the_answer_is_certain() -> None:
    model = additive(3, 3, 3, 0.4)
    assert not uncertain(model)
    assert assess(model, draws=10).probability == float(solve(model).zone.status is Status.NON_EMPTY)


def test_large_models_follow_candidates_and_settle_the_rest() -> None:
    model = additive(3, 6, 4, 0.5)
    model = model.with_reservation("P0", Interval(0.55, 0.95)).with_reservation("P1", Interval(0.4, 0.9))
    whole = assess(model, draws=120, seed=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LISTED", 10)
        part = assess(model, draws=120, seed=2)
    assert part.probability == whole.probability
    assert 0 < whole.probability < 1
    assert part.chances[0].probability == pytest.approx(whole.chances[0].probability, abs=0.05)
