"""Plain English: verbs agree, numbers are written as a reader would, whole years are years."""

from __future__ import annotations

import datetime as dt

import pytest

from zopa.present import wording as w


@pytest.mark.parametrize(
    ("verb", "names", "told"),
    [
        ("meets", ["Russia"], "meets"),
        ("meets", ["United States"], "meets"),
        ("meets", ["House Republicans"], "meet"),
        ("presses", ["Rebels"], "press"),
        ("criticises", ["Rebels"], "criticise"),
        ("denies it", ["Russia", "Ukraine"], "deny it"),
        ("is", ["Workers"], "are"),
        ("was", ["Cyprus"], "was"),
        ("speaks for", ["Nurses"], "speak for"),
    ],
)
def test_a_verb_agrees_with_whoever_does_it(verb: str, names: list[str], told: str) -> None:
    assert w.agreeing(verb, names) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(2e12, "2 trillion"), (1.5e9, "1.5 billion"), (3e8, "300 million"), (12500.0, "12,500"), (0.4, "0.4"), (7.0, "7")],
)
def test_numbers_are_written_for_readers(value: float, told: str) -> None:
    assert w.number(value) == told


def test_a_whole_year_is_a_year() -> None:
    assert w.span(dt.date(2014, 1, 1), dt.date(2014, 12, 31)) == "2014"
    assert w.span(dt.date(2014, 1, 1), dt.date(2014, 12, 30)) == "1 January to 30 December 2014"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "about 10 seconds"), (43, "about 40 seconds"), (95, "about 2 minutes"), (3500, "about 58 minutes"),
     (7000, "about 2 hours")],
)  # fmt: skip
def test_a_guess_at_a_length_is_told_as_roughly_as_it_is_known(seconds: float, told: str) -> None:
    assert w.duration(seconds) == told
