"""The lookups of built-in knowledge, and what a case changes in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale

from zopa.cases import case_from_text
from zopa.read import knowledge
from zopa.read.actors_directory import Directory

OPEN = case_from_text("zopa: 1\ncase: open\nissues: {deal: {proposition: The sides reach a deal}}\n")
NOW = date(2025, 8, 15)


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("US", "United States"), ("the U.S.", "United States"), ("America", "United States"), ("UK", "United Kingdom"),
        ("Britain", "United Kingdom"), ("Kiev", "Ukraine"), ("Kyiv", "Ukraine"), ("the Kremlin", "Russia"),
        ("White House", "United States"), ("Zhongnanhai", "China"), ("Whitehall", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Türkiye", "Turkey"), ("Côte d’Ivoire", "Ivory Coast"), ("D.R. Congo", "DR Congo"), ("Holland", "Netherlands"),
        ("E.U.", "European Union"), ("Berlaymont", "European Union"), ("I.M.F.", "International Monetary Fund"),
        ("Zelenskyy", "Ukraine"), ("Zelenskiy", "Ukraine"), ("Volodymyr Zelenskyy", "Ukraine"), ("Lavrov", "Russia"),
        ("Ansar Allah", "Houthis"), ("Opec", "OPEC"), ("State Department", "United States"), ("Erdoğan", "Turkey"),
        ("Nobody Known", None), ("Reuters", None),
    ],
)  # fmt: skip
def test_names_lead_to_parties(name: str, party: str | None) -> None:
    assert Directory.for_case(OPEN).party_of(name, NOW) == party


def test_members_of_blocs() -> None:
    directory = Directory.for_case(OPEN)
    assert directory.members_of("Baltic states") == ("Estonia", "Latvia", "Lithuania")
    assert len(directory.members_of("EU")) == 27
    assert len(directory.members_of("NATO")) == 32
    assert "Germany" in directory.members_of("G7")
    assert directory.members_of("Germany") == ()
    assert "European Union" in directory.blocs_of("Berlin")


def test_a_case_takes_over_what_is_known_under_its_own_key() -> None:
    case = case_from_text(
        "zopa: 1\ncase: x\nparties:\n  Russian side: {names: [Moscow, Russia]}\n  Kyiv government: {names: [Ukraine]}\n"
        "issues: {deal: {proposition: A deal}}\n"
    )
    directory = Directory.for_case(case)
    assert directory.party_of("Sergei Lavrov", NOW) == "Russian side"
    assert directory.party_of("the Kremlin", NOW) == "Russian side"
    assert directory.party_of("Zelensky", NOW) == "Kyiv government"
    assert directory.canonical("Russians") == "Russian side"
    assert directory.party_of("France") == "France"


def test_a_case_adds_members_to_blocs() -> None:
    case = case_from_text(
        "zopa: 1\ncase: x\nparties:\n  Norvania: {member_of: [European Union]}\nissues: {deal: {proposition: A deal}}\n"
    )
    assert "Norvania" in Directory.for_case(case).members_of("EU")


def test_acronyms_of_case_names_are_known() -> None:
    case = case_from_text(
        "zopa: 1\ncase: x\nparties:\n  Harbour Pilots Guild:\n  Port Authority: {bodies: [Tariff Review Board]}\n"
        "issues: {deal: {proposition: A deal}}\n"
    )
    directory = Directory.for_case(case)
    assert directory.party_of("HPG") == "Harbour Pilots Guild"
    assert directory.party_of("T.R.B.") == "Port Authority"


def test_the_same_case_is_built_once() -> None:
    again = case_from_text("zopa: 1\ncase: open\nissues: {other: {proposition: Another deal}}\n")
    assert Directory.for_case(OPEN) is Directory.for_case(again)


def test_every_state_that_cldr_knows_is_known() -> None:
    directory = Directory.for_case(OPEN)
    territories = Locale("en").territories
    for state in knowledge.states():
        if state.iso != "XK":
            assert state.iso in territories
        assert directory.party_of(state.name) == state.name
    for iso in ("US", "UA", "RU", "CN", "CD", "CI", "TR", "CZ", "MM", "PS", "VA", "TL", "SZ", "MK"):
        assert any(state.iso == iso for state in knowledge.states())


def test_terms_are_in_order_and_of_known_parties() -> None:
    parties = {s.name for s in knowledge.states()} | {b.name for b in knowledge.bodies()}
    names = [person.name for person in knowledge.people()]
    assert len(names) == len(set(names))
    unknown = set()
    for person in knowledge.people():
        assert person.terms
        for term in person.terms:
            assert term.last is None or term.first <= term.last, person.name
            unknown |= {term.party} - parties
    assert not unknown - {"Venezuelan opposition", "Russian opposition", "Belarusian opposition", "farmers' unions"}


def test_members_and_owners_of_bodies_are_known() -> None:
    names = {s.name for s in knowledge.states()} | {b.name for b in knowledge.bodies()}
    for body in knowledge.bodies():
        assert set(body.members) <= names, body.name
        assert not body.of or body.of in names, body.name


@pytest.mark.parametrize(
    ("on", "holder"),
    [(date(2012, 12, 9), "Barack Obama"), (date(2018, 6, 1), "Donald Trump"), (date(2023, 1, 1), "Joe Biden"),
     (NOW, "Donald Trump")],
)  # fmt: skip
def test_offices_have_holders_by_date(on: date, holder: str) -> None:
    entity = Directory.for_case(OPEN).office_holder("United States", frozenset(["president"]), on)
    assert entity is not None
    assert entity.name == holder


def test_a_term_reaches_a_little_past_its_end() -> None:
    directory = Directory.for_case(OPEN)
    end = date(2024, 10, 1)
    assert directory.party_of("Jens Stoltenberg", end + timedelta(days=10)) == "NATO"
    assert directory.party_of("Jens Stoltenberg", end + timedelta(days=60)) is None
