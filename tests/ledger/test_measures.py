"""Figures from sentences, set against each other: two tellers of one number, and numbers of different things."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.scenes import case
from zopa.ingest import Article
from zopa.ledger import contradictions, corroboration, knowledge_of
from zopa.read.pipeline import read_articles

DAY = date(2025, 8, 15)


def told(*texts: str, days: tuple[int, ...] = ()) -> list[tuple[str, frozenset[str]]]:
    """What is contradicted in articles with these texts, all of one day or of the given days of August."""
    articles = [
        Article(id=f"a{i}", text=text, published=DAY.replace(day=days[i]) if days else DAY)
        for i, text in enumerate(texts)
    ]
    findings = [f for reading in read_articles(articles, case()) for f in reading.figures]
    known = knowledge_of(case(), articles, findings)
    by_id = {f.id: f for f in findings}
    return [(c.about, frozenset((by_id[c.a].text, by_id[c.b].text))) for c in contradictions(known)]


RAID = "Police opened fire on farmers at the dam on Wednesday. "


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The reservoir holds 12 billion cubic metres of water.",
            "Its reservoir can store 15 billion cubic metres of water.",
            ("12 billion cubic metres", "15 billion cubic metres"),
        ),
        (RAID + "Nine people were killed.", RAID + "At least 14 people died.", ("Nine people", "14 people")),
        (
            "The Delta Front won 47 seats in the vote.",
            "With 44 seats the Delta Front is the largest party.",
            ("47 seats", "44 seats"),
        ),
        (
            "Delegates backed the pact by 61 per cent on Saturday.",
            "Delegates backed the pact by 57 per cent at a meeting.",
            ("61 per cent", "57 per cent"),
        ),
        ("The tax would bring in €2bn a year.", "The tax would raise €3bn a year.", ("€2bn", "€3bn")),
        ("Turnout was 71 per cent.", "The turnout reached 64 per cent on Sunday.", ("71 per cent", "64 per cent")),
        ("The reservoir stands at 61 per cent of its capacity.", "The reservoir stands at 48 per cent of its capacity.",
         ("61 per cent", "48 per cent")),
    ],
)  # fmt: skip
def test_two_tellers_of_one_number(one: str, other: str, values: tuple[str, str]) -> None:
    ((_, found),) = told(one, other)
    assert found == frozenset(values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RAID + "Nine people were killed.", RAID + "The farmers fled. Police arrested 14 people."),  # another fate
        ("A strike on Corra killed three people.", "In Belt, nine people were killed by a drone."),  # elsewhere
        ("The Delta Front won 47 seats.", "Northline won nine seats."),  # whose
        ("The reservoir holds 12 billion cubic metres of water.", "They released 15 billion cubic metres of water."),
        ("The dam at Corra holds 12 million tons of water.", "The dam at Belt holds 15 million tons of water."),
        ("In 2019 the harbour employed 400 workers.", "The harbour employs 900 workers."),  # when
        ("Exports fell by 5 percent in 2019.", "Exports fell by 9 percent in 2024."),
        ("The union wants 7 percent.", "The Delta Front wants 9 percent."),
        (RAID + "Nine people were killed.", RAID + "Another 14 people were killed at night."),  # besides
        ("Soldiers guard 40 villages.", "They burned 90 villages."),
    ],
)
def test_numbers_of_different_things(one: str, other: str) -> None:
    assert told(one, other) == []
    assert told(f"{one} {other}") == []


def test_a_toll_that_grows_and_an_offer_that_rises_are_news() -> None:
    nine, fourteen = RAID + "Nine people were killed.", RAID + "At least 14 people died."
    assert told(nine, fourteen, days=(13, 14)) == []
    assert len(told(fourteen, nine, days=(13, 14))) == 1  # a toll does not shrink
    offers = "Northline offered 3 percent.", "Northline offered 5 percent."
    assert told(*offers, days=(13, 14)) == []
    assert len(told(*offers)) == 1
    levels = (
        "The reservoir stands at 61 per cent of its capacity.",
        "The reservoir stands at 70 per cent of its capacity.",
    )
    assert told(*levels, days=(13, 14)) == []


def test_what_is_contradicted_is_named() -> None:
    ((people, _),) = told(RAID + "Nine people were killed.", RAID + "At least 14 people died.")
    assert people == "people (kill)"
    ((share, _),) = told(
        "The lake stands at 61 per cent of its capacity.", "The lake stands at 48 per cent of its capacity."
    )
    assert share == "capacity of lake (percent)"


def test_three_killed_here_do_not_bear_out_three_killed_there() -> None:
    texts = "A strike on Corra killed three people.", "In Belt, three people were killed by a drone."
    articles = [Article(id=f"a{i}", text=text, published=DAY) for i, text in enumerate(texts)]
    findings = [f for reading in read_articles(articles, case()) for f in reading.figures]
    claims = corroboration(knowledge_of(case(), articles, findings), ())
    assert [len(c.sources) for c in claims] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what one wants, what another offers, and what is so are three things
        ("Norland offered $1 trillion in spending cuts.", "Sudland demanded $2 trillion in spending cuts."),
        ("Norland should press for $2 trillion in spending cuts.", "The law brings $1 trillion in spending cuts."),
        ("Norland proposed $2 trillion in spending cuts.", "With $1 trillion in spending cuts looming, time ran out."),
        ("Norland demanded $2 trillion in spending cuts.", "Norland offered $1 trillion in spending cuts."),
    ],
)
def test_a_wish_or_an_offer_meets_its_own_party_alone(one: str, other: str) -> None:
    assert told(one, other) == []


def test_one_offer_of_one_day_told_two_ways() -> None:
    first = "Germany offered $1.2 trillion in spending cuts on Sunday."
    other = "Germany proposed $1.6 trillion in spending cuts on Sunday."
    ((_, values),) = told(first, other, days=(11, 12))
    assert values == {"$1.2 trillion", "$1.6 trillion"}
    undated = [text.replace(" on Sunday", "") for text in (first, other)]
    assert told(*undated, days=(11, 12)) == []


def test_households_told_two_ways_by_two_outlets() -> None:
    first = "The low flow has left 80,000 households without running water."
    other = "Some 120,000 households have been left without running water since the flow fell."
    assert [values for _, values in told(first, other)] == [{"80,000 households", "120,000 households"}]
    assert told(first, "The dam supplies 300,000 households.") == []


def test_homes_without_power_told_two_ways_but_not_homes_without_water() -> None:
    first, other = "Some 40,000 homes lost power in the storm.", "The storm left 65,000 homes without power."
    assert [values for _, values in told(first, other)] == [{"40,000 homes", "65,000 homes"}]
    assert told(first, "Some 65,000 homes were without power after the storm.")
    assert told(first, "Some 65,000 homes lost their roofs in the storm.") == []
    assert told(first, "Some 65,000 homes were without water after the storm.") == []


def test_what_a_bound_leaves_open_contradicts_nothing() -> None:
    least = "The lake stands at no less than 48 per cent of its capacity."
    assert told(least, "The lake stands at 61 per cent of its capacity.") == []
    assert told(least, "The lake stands at 31 per cent of its capacity.")
