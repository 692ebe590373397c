"""Denials across articles: tied to what they take back, and no change of position."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.ledger.build import article, known, moved, said
from zopa.ingest import Article
from zopa.ledger import Knowledge, Position, contradictions, positions, shifts
from zopa.present import brief_of, render
from zopa.read import Finding, Statement

TEXT = "The dockers spoke on wages."


def told(name: str, day: str | None, polarity: str, **more: Any) -> tuple[Article, Statement]:
    page = article(name, TEXT, day)
    return page, said(page, "dockers spoke", "Dockers", "wages", polarity, **more)


def knowing(*rows: tuple[Article, Finding]) -> Knowledge:
    return known(list({a.id: a for a, _ in rows}.values()), [f for _, f in rows])


def row_of(*rows: tuple[Article, Finding]) -> Position:
    (row,) = positions(knowing(*rows))
    return row


BEFORE = told("before", "2025-03-01", "against")
CLAIM = told("claim", "2025-03-10", "for")
AGAIN = told("again", "2025-03-11", "for")
DENIAL = told("denial", "2025-03-12", "against", takes_back=True)


def test_a_denial_names_all_tellings_of_what_it_denies_and_nothing_moved() -> None:
    row = row_of(BEFORE, CLAIM, AGAIN, DENIAL)
    (denial,) = row.denials
    assert (denial.by, denial.of) == (DENIAL[1].id, (AGAIN[1].id, CLAIM[1].id))
    assert (row.polarity, row.stood, row.moves, row.pattern) == ("against", None, (), None)
    assert row.firmness == row_of(BEFORE, DENIAL).firmness
    assert set(row.earlier) == {CLAIM[1].id, AGAIN[1].id}
    assert len(row.statements) == 4


def test_without_the_denial_it_would_be_a_change_of_side() -> None:
    row = row_of(BEFORE, CLAIM, AGAIN, told("x", "2025-03-12", "against"), told("y", "2025-03-12", "against"))
    assert [move.kind for move in row.moves] == ["turned", "turned"]


@pytest.mark.parametrize(
    "claim",
    [
        told("old", "2025-02-01", "for"),  # too long ago
        told("later", "2025-03-13", "for"),
        told("same", "2025-03-10", "against"),
        told("undated", None, "for"),
    ],
)
def test_what_it_does_not_take_back(claim: tuple[Article, Statement]) -> None:
    assert row_of(claim, DENIAL).denials == ()


def test_an_unsure_denial_takes_nothing_back() -> None:
    unsure = (DENIAL[0], replace(DENIAL[1], confidence=0.5))
    assert row_of(BEFORE, CLAIM, unsure).denials == ()


def test_a_denial_is_shown_with_both_sides_and_as_a_contradiction() -> None:
    knowledge = knowing(BEFORE, CLAIM, DENIAL)
    (shift,) = shifts(knowledge, positions(knowledge))
    assert (shift.kind, shift.before, shift.after) == ("denied", (CLAIM[1].id,), (DENIAL[1].id,))
    (one,) = contradictions(knowledge)
    assert {one.a, one.b} == {CLAIM[1].id, DENIAL[1].id}
    page = " ".join(render(brief_of(knowledge), "markdown").split())
    assert "Dockers denies or takes back what was told of it on 10 March" in page.replace(
        "deny or take", "denies or takes"
    )
    assert "No position was seen to change between two dates" in page


def test_a_report_in_the_words_of_the_denial_is_no_shift_of_its_own() -> None:
    page = DENIAL[0]
    report = moved(page, TEXT[4:17], "Dockers", "turned")
    knowledge = knowing(BEFORE, CLAIM, DENIAL, (page, report))
    assert {s.kind for s in shifts(knowledge, positions(knowledge))} == {"denied"}
    assert "changed its stance" not in render(brief_of(knowledge), "markdown")
