"""Changes: what became of a deadline, a measure or a meeting, told as done or decided."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.scenes import reading
from zopa.read import Change


def changes(text: str) -> tuple[Change, ...]:
    found = reading(text).changes
    assert all(text[c.start : c.end] == c.text for c in found)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "thing"),
    [
        ("Kessaria extended the deadline to 20 August.", "extended", "deadline"),
        ("The company pushed back the deadline to 25 August.", "extended", "deadline"),
        ("Northline agreed to extend the ultimatum by a week.", "extended", "deadline"),
        ("Kessaria granted an extension of the deadline.", "extended", "deadline"),
        ("The United States suspended the sanctions on Iran.", "paused", "sanction"),
        ("The tariffs were put on hold.", "paused", "sanction"),
        ("The announcement froze the tariff countdown.", "paused", "sanction"),
        ("The suspension of the tariffs was announced.", "paused", "sanction"),
        ("The sanctions are off for now.", "paused", "sanction"),
        ("Kessaria extended its deadline for the corridor from 18 August to 25 August.", "extended", "deadline"),
        ("The deadline passed without an answer.", "lapsed", "deadline"),
        ("The deadline came and went.", "lapsed", "deadline"),
        ("The ultimatum has lapsed.", "lapsed", "deadline"),
        ("The truce expired at midnight.", "lapsed", "truce"),
        ("The union met the deadline.", "met", "deadline"),
        ("The rebels missed the deadline.", "missed", "deadline"),
        ("The rebels failed to meet the deadline.", "missed", "deadline"),
        ("The sanctions took effect on Friday.", "met", "sanction"),
        ("The company called off the talks.", "called off", "meet"),
        ("The summit has been cancelled.", "called off", "meet"),
        ("The union withdrew its strike threat.", "called off", "threat"),
        ("Northline postponed the meeting to 3 September.", "postponed", "meet"),
        ("The strike, postponed to Monday, worries the company.", "postponed", "strike"),
        ("The summit was brought forward to 18 August.", "shortened", "meet"),
        ("The talks resumed.", "resumed", "meet"),
    ],
)
def test_found(text: str, kind: str, thing: str) -> None:
    assert [(c.kind, c.thing) for c in changes(text)] == [(kind, thing)]


@pytest.mark.parametrize(
    "text",
    [
        "Kessaria may extend the deadline.",
        "Kessaria did not extend the deadline.",
        "The deadline could be extended.",
        "If the talks are suspended, Poland will leave.",
        "The union wants the sanctions to be lifted.",
        "The bridge was extended to the river.",
    ],
)
def test_what_did_not_change_anything(text: str) -> None:
    assert changes(text) == ()


def test_the_new_day_and_the_parties() -> None:
    (one,) = changes("Kessaria extended the deadline to 20 August.")
    assert (one.until, one.parties) == (date(2025, 8, 20), ("Kessaria",))
    (two,) = changes("The announcement froze the tariff countdown.")
    assert two.moved


def test_a_deadline_ahead_has_not_lapsed() -> None:
    assert changes("The convoys crossed hours before the deadline expired.") == ()
    assert [c.kind for c in changes("The convoys crossed after the deadline expired.")] == ["lapsed"]


def test_from_one_day_to_another() -> None:
    (one,) = changes("Kessaria extended its deadline for the corridor from 18 August to 25 August.")
    assert (one.day, one.until) == (date(2025, 8, 18), date(2025, 8, 25))
    assert one.text.endswith("to 25 August")
