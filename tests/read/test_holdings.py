"""Holdings and swaps: who holds which share of what by whose account, and what would be given for what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.cases import case_from_text
from zopa.ingest import Article
from zopa.read import Holding, Reading, read_articles

LAND = case_from_text(
    """
zopa: 1
case: land
parties: {Freedonia: {names: [Fredville, the Freedonians], people: [Rufus Firefly]}, Sylvania: {}}
regions: {Ardal: {}, Belt: {names: [Beltshire]}, Corra: {}, Dunmoor: {}}
"""
)


def read(text: str) -> Reading:
    (found,) = read_articles([Article(id="a", text=text, published=date(2025, 3, 1))], LAND)
    assert all(text[h.start : h.end] == h.text for h in (*found.holdings, *found.swaps))
    return found


def told(held: tuple[Holding, ...]) -> list[tuple[str, str, float, float]]:
    return [(h.holder, h.of, h.low, h.high) for h in held]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Freedonia still holds 30% of Ardal.", [("Freedonia", "Ardal", 0.3, 0.3)]),
        ("In Beltshire, Sylvania controls half of the land.", [("Sylvania", "Belt", 0.5, 0.5)]),
        ("Of Ardal, Freedonia holds 80 percent.", [("Freedonia", "Ardal", 0.8, 0.8)]),
        ("Sylvania fully controls Corra.", [("Sylvania", "Corra", 1.0, 1.0)]),
        ("Freedonia partly occupies Belt.", [("Freedonia", "Belt", 0.01, 0.99)]),
        ("Freedonia holds most of Belt.", [("Freedonia", "Belt", 0.5, 0.99)]),
        ("Ardal is controlled by Freedonia.", [("Freedonia", "Ardal", 1.0, 1.0)]),
        ("Freedonia has full control over Dunmoor.", [("Freedonia", "Dunmoor", 1.0, 1.0)]),
        ("Freedonia occupies a fifth of Sylvania.", [("Freedonia", "Sylvania", 0.2, 0.2)]),
        ("Sylvania owns 40 percent of the shares.", [("Sylvania", "the shares", 0.4, 0.4)]),
        ("Sylvania does not control Ardal.", []),
        ("If Sylvania controls Ardal, nobody will trade.", []),
        ("Sylvania controls its costs.", []),
    ],
)
def test_shares(text: str, expected: list[tuple[str, str, float, float]]) -> None:
    assert told(read(text).holdings) == expected


def test_what_is_about_is_a_band_and_what_is_bare_is_not_plain() -> None:
    (about,) = read("Freedonia holds about 40% of Ardal.").holdings
    assert (about.low, about.high, about.plain) == (0.34, 0.46, True)
    (bare,) = read("Ardal is controlled by Freedonia.").holdings
    assert not bare.plain


def test_a_list_of_regions() -> None:
    found = read("They spoke of Ardal, Belt and Corra, the provinces that are controlled by Freedonia.").holdings
    assert {h.of for h in found} == {"Ardal", "Belt", "Corra"}


def test_a_list_goes_on_behind_an_aside() -> None:
    found = read("Freedonia partly occupies Ardal and Belt, collectively called the March, along with Corra.")
    assert {h.of for h in found.holdings} == {"Ardal", "Belt", "Corra"}
    apart = read("Freedonia holds half of Ardal, and Belt is empty.").holdings
    assert {h.of for h in apart} == {"Ardal"}


@pytest.mark.parametrize("text", ["Sylvania wants to control all of Ardal.", "Sylvania would hold all of Ardal."])
def test_wanted_is_not_held(text: str) -> None:
    assert [h.kind for h in read(text).holdings] == ["wants"]


def test_whose_account_it_is() -> None:
    (one,) = read("Sylvania says that Freedonia holds 10 percent of Belt.").holdings
    assert (one.holder, one.by) == ("Freedonia", "Sylvania")
    first, second = read("Freedonia holds 20 percent of Ardal. Rufus Firefly speaks of 30 percent.").holdings
    assert (first.by, second.by, second.of, second.low) == (None, "Freedonia", "Ardal", 0.3)


def test_a_pronoun_goes_on_with_the_holder() -> None:
    found = read("Freedonia occupies a fifth of Sylvania. Of Ardal, it holds 80 percent.").holdings
    assert told(found)[1] == ("Freedonia", "Ardal", 0.8, 0.8)


def test_swaps() -> None:
    (one,) = read("Freedonia would exchange land in Ardal and Belt for Corra.").swaps
    assert (one.proposer, one.gives, one.gets) == ("Freedonia", ("Ardal", "Belt"), ("Corra",))
    (two,) = read("Freedonia demands all of Corra. In return it would give back parts of Belt.").swaps
    assert (two.gives, two.gets) == (("Belt",), ("Corra",))
    assert two.other_half is not None
    assert read("Freedonia would exchange prisoners for Corra.").swaps == ()


def test_places_without_a_list_of_regions() -> None:
    case = case_from_text("zopa: 1\ncase: land\nparties: {Freedonia: {}, Sylvania: {}}\n")
    (found,) = read_articles([Article(id="a", text="Today Sylvania holds most of Ardal province.")], case)
    assert told(found.holdings) == [("Sylvania", "Ardal", 0.5, 0.99)]


@given(st.integers(1, 100), st.sampled_from(["", "about ", "nearly ", "more than "]))
def test_every_share_is_an_interval(percent: int, about: str) -> None:
    for one in read(f"Freedonia holds {about}{percent}% of Ardal.").holdings:
        assert 0 <= one.low <= one.high <= 1
        assert one.low <= percent / 100 <= one.high


@pytest.mark.parametrize(
    "text",
    [
        "Under a proposal by Sylvania, Freedonia would leave Ardal in exchange for Corra.",
        "Sylvania proposed that Freedonia give up Ardal in return for Corra.",
    ],
)
def test_a_swap_that_a_third_party_proposes(text: str) -> None:
    (one,) = read(text).swaps
    assert (one.proposer, one.giver, one.gives, one.gets) == ("Sylvania", "Freedonia", ("Ardal",), ("Corra",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Freedonia holds no more than 55% of Ardal.", [("Ardal", 0.0, 0.55)]),
        ("Freedonia holds at least 30 percent of Belt.", [("Belt", 0.3, 1.0)]),
        ("Freedonia holds 70% of the Ardal and all of Belt.", [("Ardal", 0.7, 0.7), ("Belt", 1.0, 1.0)]),
        ("Freedonia holds 70% of Ardal and Belt.", [("Ardal", 0.7, 0.7), ("Belt", 0.7, 0.7)]),
        ("Freedonia controls most of Ardal and part of Belt.", [("Ardal", 0.5, 0.99), ("Belt", 0.01, 0.99)]),
        ("Freedonia controls Ardal and 30% of Belt.", [("Ardal", 1.0, 1.0), ("Belt", 0.3, 0.3)]),
        (
            "Freedonia holds all of Ardal, half of Belt and 10% of Corra.",
            [("Ardal", 1.0, 1.0), ("Belt", 0.5, 0.5), ("Corra", 0.1, 0.1)],
        ),
    ],
)
def test_each_region_has_its_own_share(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert [(h.of, h.low, h.high) for h in read(text).holdings] == expected
