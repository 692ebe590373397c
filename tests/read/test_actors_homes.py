"""Whom a title means where no list has the country, or where the article speaks of another: invented articles."""

from __future__ import annotations

import pytest

from tests.read.test_actors import OPEN_CASE, SENTENCES, check_mentions, lines
from zopa.cases import case_from_text, load_case
from zopa.read.actors_homes import akin

CASES = {
    "open": case_from_text(OPEN_CASE),
    "canal": load_case(SENTENCES / "canal.yaml"),
    "ukraine-2025": load_case("ukraine-2025"),
}


@pytest.mark.parametrize("line", lines("homes.txt"))
def test_a_title_is_of_the_country_that_the_article_gives_it(line: str) -> None:
    case, marked = line.split("#", 1)
    check_mentions(marked, CASES[case])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("veldania", "veldanian", True),
        ("tavria", "tavrian", True),
        ("peru", "peruvian", True),
        ("veldania", "tavria", False),
        ("norvik", "norland", False),
    ],
)
def test_a_country_and_its_people_are_akin(one: str, other: str, same: bool) -> None:
    assert akin(one, other) is same
