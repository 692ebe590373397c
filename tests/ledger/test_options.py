"""Positions and distances along the ordered options of an issue."""

from __future__ import annotations

import pytest

from tests.ledger.build import article, known, said
from zopa.cases import case_from_text
from zopa.ledger import Position, convergence, distance, positions
from zopa.present import brief_of
from zopa.present.questions import compare_section
from zopa.read import Finding
from zopa.read.options_named import with_options

CASE = case_from_text("""
zopa: 1
case: river
title: The river talks
parties: {North: {}, South: {}}
issues:
  flow:
    title: Summer flow
    proposition: North releases more water
    options:
      none: {title: No more water}
      tenth: {title: A tenth more, cues: [a tenth more water]}
      fifth: {title: A fifth more}
      half: {title: Half more, cues: [half more water, half as much again]}
""")
TEXT = "They spoke of water."
NORTH = (("against", "reject", None), ("for", "offer", "tenth"), ("for", "offer", "tenth"), ("for", "offer", "fifth"))
SOUTH = (("for", "demand", "half"), ("for", "demand", "half"), ("for", "accept", "fifth"), ("for", "accept", "fifth"))


def talks() -> tuple[list[object], list[Finding]]:
    pages, found = [], []
    for holder, turns in (("North", NORTH), ("South", SOUTH)):
        for n, (polarity, act, option) in enumerate(turns):
            page = article(f"{holder}{n}", TEXT, f"2025-03-{7 * n + 1:02}")
            pages.append(page)
            found.append(said(page, "They spoke", holder, "flow", polarity, act, option=option))
    return pages, found


def rows() -> tuple[Position, ...]:
    pages, found = talks()
    return positions(known(pages, found, CASE))  # type: ignore[arg-type]


def test_parties_that_meet_at_an_option_grow_closer_along_the_ladder() -> None:
    (pair,) = convergence(rows())
    assert pair.going == "converging"
    assert (pair.before, pair.distance) == (1.0, 0.0)
    assert pair.options == (("none", "fifth"), ("half", "fifth"))
    assert str(pair.since) == "2025-03-01"


def test_the_option_of_a_position_is_the_one_asked_for_last() -> None:
    north, south = rows()
    assert [p.option for p in north.series] == ["none", "tenth", "tenth", "fifth"]
    assert (north.option, south.option) == ("fifth", "fifth")
    assert north.place == pytest.approx(2 / 3)


def test_two_who_are_for_different_options_do_not_share_one() -> None:
    pages, found = talks()
    keep = [f for f in found if f.article in ("North1", "North2", "South0", "South1")]
    north, south = positions(known(pages, keep, CASE))  # type: ignore[arg-type]
    assert (north.polarity, south.polarity) == ("for", "for")
    assert distance(north, south) == pytest.approx(2 / 3, abs=1e-3)


def test_compare_tells_who_grows_closer_and_from_where_to_where() -> None:
    pages, found = talks()
    section = compare_section(brief_of(known(pages, found, CASE)), "North", "South")  # type: ignore[arg-type]
    line = section.lines[0].text
    assert "grow closer since 1 March 2025" in line
    assert "North from “No more water” to “A fifth more”, South from “Half more” to “A fifth more”" in line


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("North offered to release a tenth more water", "tenth"),
        ("North wants HALF AS\nMUCH again", "half"),
        ("North wants a tenth more", "tenth"),
        ("North wants between a tenth more and half more", None),
        ("North wants a tenth moreover", None),
        ("North wants more", None),
    ],
)
def test_the_words_of_a_position_name_its_option(words: str, option: str | None) -> None:
    page = article("a", words)
    (one,) = with_options(CASE, [said(page, words, "North", "flow", "for")])
    assert one.option == option
    (kept,) = with_options(CASE, [said(page, words, "North", "flow", "for", option="none")])
    assert kept.option == "none"
