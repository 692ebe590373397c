"""Doubt about a pact: what is exact stays, what is drawn is repeatable, and the figure that decides is named."""

from __future__ import annotations

import pytest

from tests.solve.pacts import pact_of
from zopa.model.pact import Design
from zopa.solve.pact_doubt import doubt

FREE = {"free": Design("voluntary"), "alone": Design("voluntary", without=("Big",))}
DATA = {
    "tiers": {"in": {"strength": 1, "cost": 0.1}},
    "threats": {"war": {"likelihood": 1, "deterred_by": [0, 20]}},
    "states": {
        "Big": {"capability": 10, "willingness": [0, 0.2]},
        "Small": {"capability": 2, "willingness": [0.19, 0.2]},
    },
}


def test_exact_figures_leave_no_doubt() -> None:
    pact = pact_of(DATA | {"states": {"Big": {"capability": 10, "willingness": 0.2}, "Small": {"capability": 2}}})
    found = doubt(pact, FREE, "free", draws=40)
    assert found.levels == {"Big": {"none": 0.0, "in": 1.0}, "Small": {"none": 1.0, "in": 0.0}}
    assert found.hangs_on == ()
    assert (found.spreads["free"].low, found.spreads["free"].high) == (0.5, 0.5)
    assert found.spreads["free"].beaten == 0
    assert found.spreads["alone"].beaten == 1
    assert found.unsettled == 0


def test_the_figure_that_decides_is_named() -> None:
    found = doubt(pact_of(DATA), FREE, "free", draws=400)
    # the one tier's willingness decides whether Big joins; half of the draws lie above the cost
    assert found.levels["Big"]["in"] == pytest.approx(0.5, abs=0.1)
    assert found.levels["Small"]["in"] == 1
    assert found.hangs_on[0][0] == "willingness of Big, in"
    assert found.hangs_on[0][1] > 0.8
    assert found == doubt(pact_of(DATA), FREE, "free", draws=400)
