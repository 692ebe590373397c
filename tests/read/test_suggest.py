"""A suggested case names who speaks and what they speak about, and is a case file that loads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.cases import case_from_text
from zopa.ingest import Article
from zopa.read import read_articles
from zopa.read.suggest import SuggestedIssue, Suggestion, suggest
from zopa.read.suggest_file import suggested_case
from zopa.read.suggest_parties import SuggestedParty

TEXTS = (
    "The Bakers' Union demanded a shorter working week on Monday. The Bakers' Union said it rejects night work. "
    "Hollis Mills refused to discuss a shorter working week. Hollis Mills insisted on night work. The union will "
    "never accept night work, its president, Ana Brook, said.",
    "France opposes night work. Hollis Mills said it would accept a shorter working week if night work stays. The "
    "Bakers' Union called for a shorter working week again. France wants Germany to join the treaty.",
)


@pytest.fixture(scope="module")
def found() -> Suggestion:
    return suggest([Article(id=str(i), text=text) for i, text in enumerate(TEXTS)])


def test_speakers_become_parties(found: Suggestion) -> None:
    names = {party.name for party in found.parties}
    assert {"Bakers' Union", "Hollis Mills", "France"} <= names
    known = {party.name for party in found.parties if party.known}
    assert "France" in known
    assert "Hollis Mills" not in known


def test_the_union_is_another_name_of_the_one_union(found: Suggestion) -> None:
    (union,) = [party for party in found.parties if party.name == "Bakers' Union"]
    assert "Union" in union.names


def test_what_positions_govern_becomes_issues(found: Suggestion) -> None:
    propositions = " ".join(issue.proposition.casefold() for issue in found.issues)
    assert "night work" in propositions
    assert "working week" in propositions
    assert "germany joins treaty" in propositions or "germany joins the treaty" in propositions


def test_the_draft_loads_and_reads(found: Suggestion) -> None:
    case = case_from_text(suggested_case(found, name="bakers", title="Bakers: night, and day"))
    assert case.name == "bakers"
    assert case.title == "Bakers: night, and day"
    assert list(case.parties) == [party.name for party in found.parties]
    assert list(case.issues) == [issue.key for issue in found.issues]
    readings = read_articles([Article(id=str(i), text=text) for i, text in enumerate(TEXTS)], case)
    assert sum(len(reading.statements) for reading in readings) >= 3


def test_reprints_are_left_out() -> None:
    once = Article(id="a", text=TEXTS[0])
    again = [Article(id=str(i), text=TEXTS[0], duplicate_of="a") for i in range(3)]
    assert suggest([once, *again]).parties == suggest([once]).parties


def test_nothing_gives_an_empty_draft() -> None:
    case = case_from_text(suggested_case(suggest([Article(id="a", text="It rained all day.")])))
    assert case.parties == {}
    assert case.issues == {}


WORDS = st.text(min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=3, unique_by=lambda w: w.strip()), WORDS, WORDS)
def test_any_words_make_a_file_that_loads(names: list[str], phrase: str, example: str) -> None:
    parties = tuple(SuggestedParty(f"P{i}{n}", (f"N{i}{n}",), (f"O{i}{n}",), False, 1, 1) for i, n in enumerate(names))
    issue = SuggestedIssue("key", phrase, phrase, (phrase,), 1, (phrase,), example)
    case = case_from_text(suggested_case(Suggestion(parties, (issue,), None, None, 1), name=phrase, title=example))
    assert len(case.parties) == len(parties)
    assert list(case.issues) == ["key"]


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        (["The union walked out on Friday, August 15. A deal of 2022 had lapsed."], "2025-01-01 to 2025-12-31"),
        (["The union walked out on August 15."], "None to None"),
        (["The union walked out."], "None to None"),
    ],
)
def test_a_draft_proposes_the_year_that_fits_the_weekdays(texts: list[str], period: str) -> None:
    made = suggest([Article(id=str(i), text=text) for i, text in enumerate(texts)])
    assert f"{made.first} to {made.last}" == period
    draft = suggested_case(made)
    assert case_from_text(draft).period.first == made.first
    assert ("period:" in draft) == ("August" in texts[0])


def test_a_draft_of_dated_and_undated_articles_spans_whole_years() -> None:
    dated = Article(id="a", text="The union walked out.", published=date(2025, 8, 15))
    other = Article(id="b", text="The union had met Hollis Mills on 3 February.")
    assert (lambda made: (made.first, made.last))(suggest([dated, other])) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (lambda made: (made.first, made.last))(suggest([dated])) == (date(2025, 8, 15), date(2025, 8, 15))
