"""Figures: value, unit, what they measure, whose claim; and what is not one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import reading
from zopa.read.findings import Figure


def figures(text: str) -> tuple[Figure, ...]:
    return reading(text).figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The union turned down an offer of 3.8 percent over two years.", 3.8, "percent"),
        ("Teachers asked for a 12% raise.", 12, "percent"),
        ("Output fell 2.5 per cent.", 2.5, "percent"),
        ("The stake rose by 4 percentage points.", 4, "percent"),
        ("Poor nations need at least $1.3 trillion annually.", 1.3e12, "dollar"),
        ("The loan of €800bn was blocked.", 8e11, "euro"),
        ("London offered £120m in aid.", 1.2e8, "pound"),
        ("The state owes 40 billion euros to the fund.", 4e10, "euro"),
        ("They demanded a ransom of five million dollars.", 5e6, "dollar"),
        ("A $1.5-billion package was agreed.", 1.5e9, "dollar"),
        ("The envoy spoke of half a million refugees.", 5e5, "refugee"),
        ("Some 14,000 guards walked out.", 14000, "guard"),
        ("Kyiv says 1,200 prisoners were swapped.", 1200, "prisoner"),
        ("The accord frees 250 detainees and 20 hostages.", 250, "detainee"),
        ("Russia controls four provinces in the east.", 4, "province"),
        ("Two hostages were freed.", 2, "hostage"),
        ("One soldier died.", 1, "soldier"),
        ("The rebels hold a third of the country.", 100 / 3, "percent"),
        ("They hold two-thirds of Donetsk.", 200 / 3, "percent"),
        ("Nearly half of the region was lost.", 50, "percent"),
        ("It lasted three and a half years.", 3.5, "year"),
        ("The session lasted 50 minutes.", 50, "minute"),
        ("Lawmakers have three weeks to reach a deal.", 3, "week"),
        ("A 90-day truce was agreed.", 90, "day"),
        ("Guards patrol 800 square kilometres of marsh.", 800, "square kilometre"),
        ("The line runs for 1,000 km.", 1000, "kilometre"),
        ("The quota is 1.2 million barrels a day.", 1.2e6, "barrel"),
        ("Between 20 and 30 ministers resigned.", 25, "minister"),
        ("The cut is worth 10 to 15 percent.", 12.5, "percent"),
        ("The army lost 3,000-4,000 troops.", 3500, "troop"),
        ("The fund holds $300-350 billion.", 3.25e11, "dollar"),
        ("They ask for twenty-five names on the list.", 25, "name"),
        ("Two hundred and fifty lorries crossed.", 250, "lorry"),
        ("More than two million people fled.", 2e6, "person"),
        ("The blast left 31 dead.", 31, "person"),
        ("A dozen villages were burned.", 12, "village"),
        ("The bill passed with 62 votes.", 62, "vote"),
        ("About one in five Ukrainians have fled.", 20, "percent"),
        ("Nine out of ten delegates voted for it.", 90, "percent"),
        ("The coalition holds 83 of 150 seats.", 83, "seat"),
        ("The rebels hold three of the five districts.", 3, "district"),
        ("It costs between $2bn and $3bn.", 2.5e9, "dollar"),
        ("A quarter of a million people marched.", 2.5e5, "person"),
        ("The ceasefire has held for 42 days.", 42, "day"),
        ("The war killed over 46,000 Palestinians.", 46000, "Palestinian"),
        ("They agreed on a 72-hour pause.", 72, "hour"),
        ("Turnout was 61.2 per cent.", 61.2, "percent"),
        ("The leaders spoke for twelve minutes.", 12, "minute"),
        ("Seven European leaders flew in.", 7, "leader"),
        ("They have taken nearly three quarters.", 75, "percent"),
        ("More than 1.5 million tonnes of grain left.", 1.5e6, "ton"),
    ],
)
def test_found(text: str, value: float, unit: str) -> None:
    found = [(f.value, f.unit) for f in figures(text)]
    assert (pytest.approx(value, rel=1e-6), unit) in found


@pytest.mark.parametrize(
    "text",
    [
        "They met on 14 July 2015 in Vienna.",
        "Talks resume at 10:30 a.m. on Monday.",
        "In 2014 the war began.",
        "Jana Reiss, 37, waited outside.",
        "He is 52 years old.",
        "A 19-year-old was held.",
        "Article 5 binds the members.",
        "Resolution 1701 was ignored.",
        "The two sides blamed each other.",
        "The first round failed.",
        "It was their second meeting.",
        "He said one thing and did another.",
        "Call 010-85061466 for help.",
        "There is a 25% chance of a deal.",
        "Dozens of people fled.",
        "A few hundred people waved flags.",
        "The rebels left three weeks ago.",
        "The G7 and the Group of 77 met.",
        "Both leaders spoke.",
        "A ten-to-one outsider.",
    ],
)
def test_not_figures(text: str) -> None:
    assert [(f.text, f.value, f.unit) for f in figures(text)] == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("About 500 people came.", True),
        ("Nearly 500 people came.", True),
        ("At least 500 people came.", True),
        ("500 people came.", False),
        ("Exactly 500 people came.", False),
        ("An estimated 600,000 commuters are stranded.", True),
    ],
)
def test_approximate(text: str, approximate: bool) -> None:
    assert [f.approximate for f in figures(text)] == [approximate]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("They spend 2 percent of GDP on arms.", "GDP"),
        ("They want $800 billion in revenue increases.", "revenue increases"),
        ("A 2.1 percent growth rate is forecast.", "growth rate"),
        ("After three and a half years of war they talk.", "war"),
        ("Russia holds 60% of the Kherson region.", "the Kherson region"),
        ("The plan would reduce emissions by 43 percent.", "emissions"),
        ("Turnout was 61.2 per cent.", "Turnout"),
        ("The union wants 7.5% this year.", None),
    ],
)
def test_what_is_measured(text: str, of: str | None) -> None:
    assert [f.of for f in figures(text)] == [of]


def test_whose_claim() -> None:
    (by_quote,) = figures("Ukraine said that 1,200 prisoners had been swapped.")
    assert by_quote.by == "Ukraine"
    (by_agent,) = figures("The 2.1 percent growth rate projected by the IMF was too high.")
    assert by_agent.by == "International Monetary Fund"
    (nobody,) = figures("The strike stranded 600,000 commuters.")
    assert nobody.by is None


_pieces = st.sampled_from(
    "$ 1,200 million two hundred and a half - third of % percent 50-60 bn € years 3.5 👍 é \n dozen troops , . ٣ to "
    "between".split(" ")
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_pieces, max_size=25).map(" ".join)))
def test_any_text(text: str) -> None:
    for f in figures(text):
        assert text[f.start : f.end] == f.text
        assert f.text
        assert f.value >= 0


@pytest.mark.parametrize(
    ("text", "value", "unit", "words"),
    [
        ("The fund offered $1.5bn-$2bn in loans.", 1.75e9, "dollar", "$1.5bn-$2bn"),
        ("The union demanded €300m.", 3e8, "euro", "€300m."),
    ],
)
def test_money_with_its_magnitude_run_on(text: str, value: float, unit: str, words: str) -> None:
    (one,) = figures(text)
    assert (one.value, one.unit, one.text) == (value, unit, words)


def test_a_count_taken_up_again_by_another_side() -> None:
    mine, theirs = figures("Kenya says 400 soldiers were killed; Sudan puts the number at 250.")
    assert (theirs.value, theirs.unit, theirs.of) == (250, mine.unit, mine.of)
    assert (mine.by, theirs.by) == ("Kenya", "Sudan")
    assert [f.value for f in figures("Kenya says 400 soldiers were killed. The price was put at 250.")] == [400]


@pytest.mark.parametrize(
    ("text", "verb", "whose"),
    [
        ("Nine people were killed on Tuesday.", "kill", None),
        ("At least 14 people died in the fire.", "die", None),
        ("Police arrested 23 men after the march.", "arrest", "Police"),
        ("All 11 arrested men are home.", "arrest", None),
        ("The Delta Front won 47 seats.", "win", "Delta Front"),
        ("With 44 seats the Delta Front is the largest party.", None, "Delta Front"),
        ("The Delta Front, with nine seats, refuses.", None, "Delta Front"),
        ("Its reservoir holds 12 billion cubic metres of water.", "hold", "reservoir"),
        ("The reservoir stands at 61 per cent of its capacity.", "stand at", "reservoir"),
        ("The stock has shrunk to 95,000 tonnes.", "shrink to", "stock"),
        ("The tax would bring in 2.1 billion euros a year.", "bring in", "tax"),
        ("Kessaria's 90 ships are old.", "old", "Kessaria"),
    ],
)
def test_what_is_said_of_a_figure_and_whose_it_is(text: str, verb: str | None, whose: str | None) -> None:
    assert [(f.verb, f.whose) for f in figures(text)] == [(verb, whose)]


def test_when_a_figure_is_told_of() -> None:
    (one,) = figures("Exports fell by 5 percent in 2019.")
    assert (one.first, one.last) == (date(2019, 1, 1), date(2019, 12, 31))
    (other,) = figures("Nine people were killed, the ministry said on Tuesday.")
    assert other.first is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "At least 38 people were killed and some 300,000 displaced.",
            [(38, "person", True), (300000, "person", True)],
        ),
        ("A dozen were hurt and at least 12 were injured.", [(12, "person", True)]),
        ("Members voted by 412 to 37 to reject it.", [(412, "vote", False), (37, "vote", False)]),
        ("More than nine in ten have walked out.", [(90, "percent", True)]),
        ("Almost two-thirds said they trusted her.", [(66.666667, "percent", True)]),
        ("The dam means a loss of Rs 1,500 crore every year.", [(15e9, "rupee", False)]),
        ("Farmers asked for a limit of 1.5C by then.", [(1.5, "degree", False)]),
        ("Holders want 220p a share.", [(220, "penny", False)]),
        ("A nation of 66 million should wager more.", [(66e6, "person", False)]),
        ("Flows fall to barely 400 cusecs.", [(400, "cusec", True)]),
    ],
)
def test_forms_of_other_desks(text: str, wanted: list[tuple[float, str, bool]]) -> None:
    assert [(f.value, f.unit, f.approximate) for f in figures(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The union says the toll on its side is 13; the company puts the overall figure at 43.",
            [(13, "person", "toll"), (43, "person", "toll")],
        ),
        (
            "The rebels claim to have 45,000 fighters; diplomats believe the real number to be nearer 15,000.",
            [(45000, "fighter", "fighters"), (15000, "fighter", "fighters")],
        ),
    ],
)
def test_a_bare_count_is_of_what_was_counted(text: str, wanted: list[tuple[float, str, str]]) -> None:
    assert [(f.value, f.unit, f.of) for f in figures(text)] == wanted


def test_a_time_is_not_what_is_measured() -> None:
    (one,) = figures("The deficit was $295.4bn in 2024.")
    assert one.of == "The deficit"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Norland sent tens of thousands of troops to the border.", 2e4, 1e5, "troop"),
        ("Hundreds of thousands of people fled the valley.", 2e5, 1e6, "person"),
        ("Repairs cost tens of billions of dollars.", 2e10, 1e11, "dollar"),
        ("At least 500 miners came.", 500, None, "miner"),
        ("The quota is no more than 55%.", None, 55, "percent"),
        ("No fewer than 30 ships wait.", 30, None, "ship"),
        ("They hold less than a third of the shares.", None, 33.333333, "percent"),
        ("Between 20 and 30 ministers resigned.", 20, 30, "minister"),
        ("About 500 miners came.", None, None, "miner"),
    ],
)
def test_the_bounds_that_words_set(text: str, low: float | None, high: float | None, unit: str) -> None:
    assert [(f.low, f.high, f.unit) for f in figures(text)] == [(low, high, unit)]


def test_what_is_lacked_is_whose_the_figure_is() -> None:
    said = [
        "40,000 homes lost power.",
        "55,000 homes were without power.",
        "The storm left 60,000 homes without power.",
    ]
    assert [(f.verb, f.whose) for text in said for f in figures(text)] == [
        ("lose something", "power"),
        ("be without", "power"),
        ("leave without", "power"),
    ]
