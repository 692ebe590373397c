"""A pact as options of an issue: values, the reservation value, red lines, and the key that a stronger pact is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.solve.pacts import pact_of
from zopa.errors import UsageError
from zopa.model.negotiation import Negotiation
from zopa.solve import solve
from zopa.solve.pact_coupling import couple
from zopa.solve.results import Status

PACT: dict[str, Any] = {
    "tiers": {"arms": {"strength": 0.25, "cost": 0.05}, "force": {"strength": 1, "cost": 0.1}},
    "threats": {"war": {"likelihood": 1, "deterred_by": [0, 20]}},
    "states": {"Ally": {"capability": 20, "willingness": 0.5}},
    "designs": {"some": {"tiers": ["arms"]}, "full": {"tiers": ["force"]}},
    "couples": {
        "issue": "guarantee",
        "party": "Weak",
        "options": {"none": None, "arms": "some", "troops": "full"},
        "reservation": {"without": 0.1, "with": 0.5},
        "standing": "some",
        "enough": 0.5,
    },
}
MODEL = Negotiation.of(
    {
        "issues": {"guarantee": ["none", "arms", "troops"], "line": ["ours", "frozen"]},
        "parties": {
            "Weak": {
                "values": {"guarantee": {"none": 0, "arms": 0.5, "troops": 1}, "line": {"ours": 1, "frozen": 0.5}},
                "red_lines": [{"line": ["frozen"], "unless": {"guarantee": ["arms", "troops"]}}],
            },
            "Strong": {
                "values": {"guarantee": {"none": 1, "arms": 0.8, "troops": 0}, "line": {"ours": 0, "frozen": 1}},
                "red_lines": [{"guarantee": ["troops"]}, {"line": ["ours"]}],
            },
        },
    }
)


def test_strength_moves_values_reservation_and_red_lines() -> None:
    found = couple(pact_of(PACT), MODEL)
    assert {o: share[1] for o, share in found.shares.items()} == pytest.approx({"none": 0, "arms": 0.25, "troops": 1})
    party = found.negotiation.parties["Weak"]
    assert party.values["guarantee"]["arms"].low == pytest.approx(0.25)  # type: ignore[index,union-attr]
    assert found.negotiation.reservations[0] == pytest.approx(0.1 + 0.4 * 0.25)
    assert found.weak == ("none", "arms")
    assert found.changed == ("no line: frozen unless guarantee: troops",)


def test_a_stronger_pact_is_a_key() -> None:
    weak = couple(pact_of(PACT), MODEL).negotiation
    assert solve(weak).zone.status is Status.EMPTY
    stronger = PACT | {"tiers": {"arms": {"strength": 0.6, "cost": 0.05}, "force": {"strength": 1, "cost": 0.1}}}
    opened = couple(pact_of(stronger), MODEL).negotiation
    result = solve(opened)
    assert result.zone.status is Status.NON_EMPTY
    assert result.solutions["nash"].deals[0].outcome == {"guarantee": "arms", "line": "frozen"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issue": "aid"}, "no issue of the model"),
        ({"party": "Other"}, "no party of the model"),
        ({"options": {"none": None}}, "only in the model or only in the pact"),
    ],
)
def test_names_that_do_not_meet(change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        couple(pact_of(PACT | {"couples": PACT["couples"] | change}), MODEL)


def test_a_pact_without_coupling() -> None:
    with pytest.raises(UsageError, match="names no issue"):
        couple(pact_of({k: v for k, v in PACT.items() if k != "couples"}), MODEL)
