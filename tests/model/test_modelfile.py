"""Model files: what they mean, one clear line for whatever is wrong, and the way back to text."""

from __future__ import annotations

from datetime import date

import pytest

from zopa.errors import ModelError, SchemaError
from zopa.model import Clause, Interval, Negotiation, Order, RedLine, model_from_text, model_to_text

GOOD = """\
zopa: 1
model: strike
issues:
  pay: [freeze, "two", five]
  hours: [long, short]
  ballot: [yes, no]
parties:
  Union:
    power: 2
    weights: pay > hours = ballot
    values:
      pay: five > two > freeze
      hours: {long: 0, short: [0.6, 1]}
      ballot: {yes: 1, no: 0}
    red_lines:
      - {pay: [freeze]}
      - {hours: long, pay: at most two, unless: {ballot: yes}, firmness: 0.7}
    reservation:
      - {value: 0.35}
      - {from: 2025-06-01, value: [0.1, 0.2]}
  Employer:
    weights: {pay: 3, hours: 1}
    values:
      pay: {freeze: 1, two: 0.5, five: 0}
      hours: {long: 1, short: 0}
links:
  - {pay: [five], hours: [short]}
  - together: {pay: [two], ballot: [yes]}
status_quo: {pay: freeze, hours: long, ballot: no}
evidence: {Union.pay: [f1, f2]}
"""


def test_every_part_of_a_model_file_is_read() -> None:
    model = model_from_text(GOOD)
    assert model.issues["ballot"] == ("yes", "no")
    assert model.size == 12
    union = model.parties["Union"]
    assert union.power == 2
    assert union.values["pay"] == Order((("five",), ("two",), ("freeze",)))
    assert union.values["hours"] == {"long": Interval(0, 0), "short": Interval(0.6, 1)}
    assert union.red_lines[1] == RedLine(
        {"hours": ("long",), "pay": ("freeze", "two")}, unless=({"ballot": ("yes",)},), firmness=0.7
    )
    assert model.evidence == {"Union.pay": ("f1", "f2")}
    assert model.clauses == (
        Clause("Union", "red line", 0),
        Clause("Union", "red line", 1),
        Clause("Union", "reservation"),
        Clause("Employer", "reservation"),
    )


def test_the_numbers_of_orders_are_means_and_centroids() -> None:
    model = model_from_text(GOOD)
    assert model.weights[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36])
    assert model.weights[1] == pytest.approx([0.75, 0.25, 0])
    assert model.values[0][:, 0] == pytest.approx([0, 0.5, 1])


def test_without_a_reservation_the_status_quo_is_the_reservation() -> None:
    model = model_from_text(GOOD)
    assert model.reservations == pytest.approx([0.35, 1.0])


def test_reservations_change_at_dates() -> None:
    model = model_from_text(GOOD)
    assert model.dates() == (date(2025, 6, 1),)
    assert model.at(date(2025, 5, 31)).reservations[0] == pytest.approx(0.35)
    assert model.at(date(2025, 6, 1)).reservations[0] == pytest.approx(0.15)


def test_a_model_written_reads_back_equal() -> None:
    model = model_from_text(GOOD)
    assert model_from_text(model_to_text(model)) == model


def test_a_variation_changes_what_it_names_only() -> None:
    model = model_from_text(GOOD)
    tables = model.tables
    changed = model.with_reservation("Union", 0.1).without_red_line("Union", 0)
    assert changed.tables is tables
    assert changed.reservations[0] == pytest.approx(0.1)
    assert len(changed.parties["Union"].red_lines) == 1
    assert len(model.parties["Union"].red_lines) == 2
    assert model.with_red_line("Employer", RedLine({"pay": ("five",)})).parties["Employer"].red_lines
    with pytest.raises(ModelError, match="unknown option 'six'"):
        model.with_red_line("Employer", RedLine({"pay": ("six",)}))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("five: 0}", "six: 0}", 24, "unknown option 'six' of issue 'pay'"),
        ("[long, short]", "[]", 5, "issue 'hours' has no options"),
        ("weights: {pay: 3, hours: 1}", "weights: {pay: 0}", 22, "weights sum to 0"),
        ("weights: {pay: 3, hours: 1}", "weights: {pay: -1}", 22, "weight of 'pay' is -1"),
        ("two: 0.5", "two: 1.5", 24, "value of 'two' is 1.5, outside 0..1; scale it to 0..1"),
        ("two: 0.5", "two: .nan", 24, "NaN"),
        ("two: 0.5", "two: [0.9, 0.1]", 24, "low above high"),
        ("two: 0.5", "two: maybe", 24, "'maybe', not a number"),
        ("two: 0.5, ", "", 24, "option 'two' of issue 'pay' has no value; add 'two'"),
        ("five > two > freeze", "five > two", 12, "option 'freeze' of issue 'pay' has no value"),
        ("pay > hours = ballot", "pay > hourz", 10, "did you mean 'hours'?"),
        ("{pay: [freeze]}", "{wage: [freeze]}", 16, "unknown issue 'wage'"),
        ("at most two", "at most too", 17, "unknown option 'too'"),
        ("firmness: 0.7", "firmness: 7", 17, "firmness 7.0 lies outside 0..1"),
        ("firmness: 0.7", "firmnes: 7", 17, "did you mean 'firmness'?"),
        ("  - {pay: [five], hours: [short]}", "  - {pay: [two], ballot: [yes]}", 28, "must go together, and never can"),
        ("  - {pay: [five], hours: [short]}", "  - {hours: [short, long]}", 27, "leaves no outcome"),
        ("hours: long, ballot: no", "hours: lang, ballot: no", 29, "did you mean 'long'?"),
        ("hours: long, ballot: no", "ballot: no", 29, "leaves out 'hours'"),
        ("power: 2", "power: .inf", 9, "power inf"),
        ("power: 2", "powr: 2", 9, "did you mean 'power'?"),
        ("2025-06-01", "june", 20, "'june' is not a date"),
        ("model: strike\n", "", 1, "'model' is missing"),
        ('[freeze, "two", five]', "[freeze, two, five, two]", 4, "stands twice"),
    ],
)
def test_a_broken_model_is_one_clear_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError) as caught:
        model_from_text(GOOD.replace(old, new, 1), where="m.yaml")
    message = str(caught.value)
    assert words in message
    assert message.startswith(f"m.yaml, line {line}:")
    assert "\n" not in message


def test_plain_data_makes_the_same_model() -> None:
    model = Negotiation.of(
        {"issues": {"a": ["x", "y"]}, "parties": {"A": {"values": {"a": {"x": 1, "y": 0}}, "reservation": 0.5}}}
    )
    assert model.utility({"a": "x"}) == {"A": 1.0}
    with pytest.raises(ModelError, match=r"parties\.A\.values"):
        Negotiation.of({"issues": {"a": ["x", "y"]}, "parties": {"A": {"values": {"a": {"x": 1, "z": 0}}}}})


def test_an_issue_may_have_the_name_of_a_word() -> None:
    model = Negotiation.of(
        {
            "issues": {"price": ["low", "high"], "unless": ["a", "b"]},
            "parties": {
                "A": {
                    "values": {"price": {"low": 1, "high": 0}, "unless": {"a": 1, "b": 0}},
                    "red_lines": [{"price": ["high"], "unless": "b"}, {"unless": {"price": "low"}, "price": "high"}],
                }
            },
        }
    )
    first, second = model.parties["A"].red_lines
    assert first == RedLine({"price": ("high",), "unless": ("b",)})
    assert second == RedLine({"price": ("high",)}, unless=({"price": ("low",)},))
    assert model_from_text(model_to_text(model)) == model
