"""Scenario files: each change does what it says, payments change no comparison, faults are one line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.solve.models import all_outcomes, models, permitted
from zopa.errors import ZopaError
from zopa.model import Negotiation
from zopa.model.scenariofile import Scenario, Variant, read_scenarios

MODEL = Negotiation.of(
    {
        "issues": {"line": ["back", "frozen", "ceded"], "arms": ["stopped", "given"]},
        "parties": {
            "A": {
                "weights": {"line": 0.6, "arms": 0.4},
                "values": {"line": "back > frozen > ceded", "arms": {"stopped": 0, "given": 1}},
                "red_lines": [{"line": ["ceded"], "unless": {"arms": ["given"]}}],
                "reservation": [0.3, 0.5],
            },
            "B": {"values": {"line": {"back": 0, "frozen": 0.5, "ceded": 1}, "arms": {"stopped": 1, "given": 0}}},
            "C": {"values": {"arms": {"stopped": 0.2, "given": 1}}},
        },
        "links": [{"together": {"line": ["back"], "arms": ["given"]}}],
        "status_quo": {"line": "frozen", "arms": "given"},
    }
)


def scenario(folder: Path, body: str) -> Scenario:
    file = folder / "s.yaml"
    file.write_text(f"zopa: 1\nscenarios: x\ncompare:\n  one: {{{body}}}\n")
    return read_scenarios(file)[0]


def applied(folder: Path, body: str, model: Negotiation = MODEL) -> Variant:
    return scenario(folder, body).apply(model)


def test_who_leaves_no_longer_counts(tmp_path: Path) -> None:
    assert list(applied(tmp_path, "leaves: [C]").model.parties) == ["A", "B"]


def test_no_deal_keeps_its_worth_whatever_is_fixed(tmp_path: Path) -> None:
    made = applied(tmp_path, "fixed: {arms: stopped}").model
    assert made.issues["arms"] == ("stopped",)
    assert made.reservations == pytest.approx(MODEL.reservations)
    # the condition that lifted A's red line can no longer hold, and `back` comes only with arms
    assert made.parties["A"].red_lines[0].unless == ()
    outcomes, _ = permitted(made)
    assert [made.outcome(o)["line"] for o in outcomes] == ["frozen"]


def test_numbers_are_set_added_to_and_multiplied(tmp_path: Path) -> None:
    body = "power: 2, reservation: {add: [-0.1, 0.1]}, weights: {arms: {times: 2}}, values: {line: {frozen: 0.9}}"
    party = applied(tmp_path, f"parties: {{A: {{{body}}}}}").model.parties["A"]
    assert party.power == 2
    assert party.reservation is not None
    assert (party.reservation.base.low, party.reservation.base.high) == pytest.approx((0.2, 0.6))
    assert party.weights["arms"].middle == pytest.approx(0.8)  # type: ignore[index]
    assert party.values["line"]["frozen"].middle == 0.9  # type: ignore[index]
    high = applied(tmp_path, "parties: {A: {reservation: {add: 5}}}").model
    assert high.reservations[0] == 1


def test_red_lines_come_and_go(tmp_path: Path) -> None:
    made = applied(tmp_path, "parties: {A: {gives_up: [line]}, B: {red_lines: [{arms: [given]}]}}").model
    assert made.parties["A"].red_lines == ()
    assert len(made.parties["B"].red_lines) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("leaves: [D]", "unknown party 'D'"),
        ("leaves: [A, B, C]", "no parties"),
        ("fixed: {lines: back}", "unknown issue 'lines'; did you mean 'line'"),
        ("fixed: {line: bck}", "unknown option 'bck'"),
        ("fixed: {line: []}", "nothing is left"),
        ("parties: {A: {reservation: {plus: 1}}}", "is no change"),
        ("parties: {A: {reservation: {add: much}}}", "is no amount"),
        ("parties: {A: {gives_up: [arms]}}", "no red line about 'arms'"),
        ("parties: {A: {values: {line: {bck: 1}}}}", "unknown option 'bck'"),
        ("leaves: [A], parties: {A: {power: 2}}", "leaves and changes"),
        ("side_payments: {oil: {D: 0.1}}", "unknown party 'D'"),
        ("side_payments: {oil: {A: 3}}", "-1 to 1"),
        ("side_payments: {line: {A: 0.3}}", "an issue already"),
        ("leafs: [A]", "unknown key 'leafs'"),
    ],
)
def test_faults_in_one_line(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(ZopaError) as caught:
        applied(tmp_path, body)
    assert words in str(caught.value)
    assert "s.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=40)
@given(models(), st.floats(-1, 1), st.floats(-1, 1))
def test_a_payment_moves_utilities_by_what_it_is_worth(model: Negotiation, one: float, two: float) -> None:
    from zopa.model.scenariofile import _ScenarioFile  # the file's own type, made without a file

    names = list(model.parties)
    worth = {names[0]: one, names[-1]: two}
    changes = _ScenarioFile.model_validate({"side_payments": {"pay": worth}})
    variant = Scenario("s", "s", "", "s.yaml", changes).apply(model)
    outcomes = all_outcomes(model)
    plain = model.utilities(outcomes)
    scale = np.array([variant.scale[n] for n in names])
    shift = np.array([variant.shift[n] for n in names])
    for paid in (0, 1):
        column = np.full((len(outcomes), 1), paid)
        there = variant.model.utilities(np.hstack([outcomes, column])) * scale - shift
        given = np.array([worth.get(n, 0.0) for n in names]) * paid
        assert there == pytest.approx(plain + given, abs=1e-9)
    assert variant.model.reservations * scale - shift == pytest.approx(model.reservations, abs=1e-9)
