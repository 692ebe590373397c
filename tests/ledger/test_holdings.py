"""Who holds all or part of a place: plain wordings only, and never what is wanted or feared."""

from __future__ import annotations

import pytest

from tests.ledger.build import CASE, article, event, known
from zopa.cases import case_from_text
from zopa.ledger import contradictions
from zopa.ledger.contradictions import object_of
from zopa.ledger.holdings import holdings

LAND = case_from_text("zopa: 1\ncase: land\nparties: {Freedonia: {names: [Fredville]}, Sylvania: {}}\n")


@pytest.mark.parametrize(
    ("text", "holder", "places", "whole"),
    [
        (
            "Envoys spoke of Ardal, Belt and Corra, which are controlled by Freedonia.",
            "Freedonia",
            "Ardal Belt Corra",
            True,
        ),
        ("The areas that Fredville partially occupies, Ardal and Belt, are mined.", "Freedonia", "Ardal Belt", False),
        ("By spring Sylvania fully controlled Ardal.", "Sylvania", "Ardal", True),
        ("Today Sylvania holds most of Ardal.", "Sylvania", "Ardal", False),
    ],
)
def test_claims(text: str, holder: str, places: str, whole: bool) -> None:
    (claim,) = holdings(known([article("a", text)], [], LAND))
    assert (claim.holder, claim.places, claim.whole) == (holder, frozenset(places.split()), whole)
    assert claim.words.text == text


@pytest.mark.parametrize(
    "text",
    [
        "The talks are held by Freedonia in Ardal tomorrow and nobody minds.",
        "Sylvania may leave the areas that are controlled by bandits in Ardal.",
        "The company fully controlled its costs.",
    ],
)
def test_other_words_are_no_claims(text: str) -> None:
    found = holdings(known([article("a", text)], [], LAND))
    assert not [claim for claim in found if claim.plain]


def test_all_of_some_places_against_part_of_them() -> None:
    a = article("a", "They spoke of Ardal and Belt, the regions that are controlled by Freedonia.", "2025-03-01")
    b = article("b", "Freedonia wants the areas it partially occupies, Ardal and Belt.", "2025-03-02")
    (one,) = contradictions(known([a, b], [], LAND))
    assert one.kind == "figure"
    assert one.a == f"a:0-{len(a.text)}"
    assert one.b == f"b:0-{len(b.text)}"
    base = known([a, b], [], LAND)
    found = base.find(one.b)
    assert found is not None
    assert found.text == b.text
    far = article("c", b.text, "2025-09-02")
    assert contradictions(known([a, far], [], LAND)) == ()


def test_references_that_lead_nowhere() -> None:
    base = known([article("a", "text")], [])
    assert base.find("nothing") is None
    assert base.find("a:x-y") is None
    assert base.find("b:0-1") is None


@pytest.mark.parametrize(
    ("text", "words", "kind", "thing"),
    [
        ("After the 2022 annexation of Corra, silence.", "2022 annexation", "annexation", "Corra"),
        (
            "Corra, the Sylvanian isle annexed by Freedonia in 2014, is calm.",
            "annexed by Freedonia in 2014",
            "annexation",
            "Corra",
        ),
        ("The 2022 annexation of four regions came later.", "2022 annexation", "annexation", None),
        ("The Quay Treaty was signed in 2016.", "Quay Treaty was signed in 2016", "signing", "Quay Treaty"),
    ],
)
def test_what_an_event_happened_to(text: str, words: str, kind: str, thing: str | None) -> None:
    a = article("a", text)
    assert object_of(event(a, words, kind, "2014-01-01", participants=("Freedonia",)), text) == thing


def test_one_annexation_in_two_years_contradicts_and_two_do_not() -> None:
    text = "The 2022 annexation of Corra followed. Corra, annexed in 2014, is calm. The 2022 annexation of Belt too."
    a = article("a", text, "2025-03-01")
    first = event(a, "2022 annexation", "annexation", "2022-01-01", last="2022-12-31")
    second = event(a, "annexed in 2014", "annexation", "2014-01-01", last="2014-12-31")
    (one,) = contradictions(known([a], [first, second], CASE))
    assert (one.kind, one.about) == ("date", "annexation of Corra")
