"""Comparing scenarios: against a computation by loops, and what no scenario may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.process import ROOT
from tests.solve.models import models
from zopa.model import Negotiation
from zopa.model.scenariofile import Scenario, _ScenarioFile, read_scenarios
from zopa.solve.scenarios import AS_IS, compare

EXAMPLE = ROOT / "examples" / "winter-2025"


def made(name: str, **changes: object) -> Scenario:
    return Scenario(name, name, "", "s.yaml", _ScenarioFile.model_validate(changes))


def certain() -> Negotiation:
    """No ranges: one draw tells all. A deal at `half`, worth 0.5 and 0.6 to the two."""
    return Negotiation.of(
        {
            "issues": {"share": ["low", "half", "high"]},
            "parties": {
                "A": {"values": {"share": {"low": 0, "half": 0.5, "high": 1}}, "reservation": 0.4},
                "B": {"values": {"share": {"low": 1, "half": 0.6, "high": 0}}, "reservation": 0.5},
            },
        }
    )


def test_by_hand() -> None:
    found = compare(
        certain(),
        [
            made("war", parties={"A": {"reservation": 0.6}}),
            made("gift", parties={"A": {"reservation": 0.6}}, side_payments={"oil": {"A": 0.2, "B": -0.05}}),
        ],
    )
    plain, war, gift = found.compared
    assert (plain.name, plain.deal, plain.proposal, plain.accepted) == (AS_IS, 1.0, {"share": "half"}, 1.0)
    assert plain.choices["A"].gain[1] == pytest.approx(0.1)
    assert plain.choices["B"].payoff[1] == pytest.approx(0.6)
    assert (war.deal, war.accepted) == (0.0, 0.0)
    assert war.choices["A"].payoff[1] == pytest.approx(0.6)
    assert [key.texts for key in war.side.keys]
    assert gift.proposal == {"share": "half", "oil": "with"}
    assert gift.choices["A"].payoff[1] == pytest.approx(0.7)
    assert gift.choices["B"].payoff[1] == pytest.approx(0.55)
    assert found.preferred["A"][0] == "gift"
    assert found.preferred["B"] == (AS_IS, "gift", "war")


def test_draws_against_loops() -> None:
    model = Negotiation.of(
        {
            "issues": {"i": ["x", "y"]},
            "parties": {
                "A": {"values": {"i": {"x": 1, "y": 0.3}}, "reservation": [0.2, 0.6]},
                "B": {"values": {"i": {"x": 0.2, "y": 1}}, "reservation": [0.1, 0.5]},
            },
        }
    )
    (plain,) = compare(model, [], draws=5_000, seed=3).compared
    # x needs b <= 0.2 (a quarter), y needs a <= 0.3 (a quarter): either, 7 of 16
    assert plain.deal == pytest.approx(7 / 16, abs=0.02)
    assert plain.accepted == pytest.approx(1 / 4, abs=0.02)
    assert plain.choices["A"].going_on == pytest.approx((0.24, 0.4, 0.56), abs=0.01)


@settings(max_examples=15)
@given(models())
def test_nothing_changed_nothing_differs(model: Negotiation) -> None:
    plain, same = compare(model, [made("same")], draws=30).compared
    assert plain.deal == same.deal
    assert plain.side.count == same.side.count
    for party, choice in plain.choices.items():
        assert choice.payoff == pytest.approx(same.choices[party].payoff, abs=1e-9)
        assert choice.going_on[0] - 1e-9 <= choice.payoff[0]


@settings(max_examples=15)
@given(models(parties=3))
def test_fewer_demands_never_make_a_deal_less_likely(model: Negotiation) -> None:
    names = list(model.parties)
    scenarios = [
        made("leaves", leaves=[names[0]]),
        made("meek", parties={names[1]: {"reservation": 0.0}}),
    ]
    plain, leaves, meek = compare(model, scenarios, draws=30).compared
    assert leaves.deal >= plain.deal - 1e-9
    assert meek.deal >= plain.deal - 1e-9
    assert names[0] not in leaves.choices


def test_the_example_tells_the_scenarios_apart() -> None:
    model = Negotiation.read(EXAMPLE / "model.yaml")
    found = compare(model, read_scenarios(Path(EXAMPLE / "scenarios.yaml")), draws=100)
    by_name = {one.name: one for one in found.compared}
    assert len(by_name) == 7
    assert by_name["sanctions_tightened"].deal > by_name[AS_IS].deal
    assert by_name["mediator_leaves_without_aid"].deal < by_name["mediator_leaves_aid_goes_on"].deal
    assert "United States" not in by_name["mediator_leaves_without_aid"].choices
    assert found.listed
