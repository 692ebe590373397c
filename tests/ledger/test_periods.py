"""Changes of side: when they count, what stops counting then, and that every view tells the same."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import article, known, moved, said
from zopa.ingest import Article
from zopa.ledger import Position, common_ground, contradictions, positions, sticking_points
from zopa.ledger.periods import periods
from zopa.model.proposal import propose
from zopa.present import brief_of, render
from zopa.present.questions import compare_section
from zopa.read import Finding, Statement

TEXT = "The dockers spoke on wages."
WORDS = "dockers spoke"
NUMBER = itertools.count()


def told(day: str | None, polarity: str, holder: str = "Dockers", **more: Any) -> tuple[Article, Statement]:
    """An article of its own with one statement on wages."""
    page = article(f"a{next(NUMBER)}", TEXT, day)
    return page, said(page, WORDS, holder, "wages", polarity, **more)


def row_of(*rows: tuple[Article, Finding], party: str = "Dockers") -> Position:
    found = positions(known([a for a, _ in rows], [f for _, f in rows]))
    return next(row for row in found if row.party == party)


AGAINST = [told("2025-03-01", "against", red_line=True), told("2025-03-05", "against"), told("2025-03-06", "against")]
FOR = [told("2025-03-20", "for"), told("2025-03-22", "for")]


def test_after_a_change_only_what_was_said_since_counts() -> None:
    row = row_of(*AGAINST, *FOR)
    fresh = row_of(*FOR)
    assert (row.polarity, row.stood, str(row.since)) == ("for", "against", "2025-03-20")
    assert (row.firmness, row.uncertainty) == (fresh.firmness, fresh.uncertainty)
    assert not row.red_line
    assert row.earlier == tuple(s.id for _, s in AGAINST)
    assert set(row.supporting) == {s.id for _, s in FOR}
    assert len(row.statements) == 5


def test_one_article_alone_changes_nothing_and_is_told_as_that() -> None:
    row = row_of(*AGAINST, FOR[0])
    assert (row.polarity, row.stood, row.moves) == ("against", None, ())
    assert row.unconfirmed is not None
    assert (row.unconfirmed.stood, row.unconfirmed.stands) == ("against", "for")
    assert row.unconfirmed.after == (FOR[0][1].id,)
    assert row_of(*AGAINST, *FOR).unconfirmed is None


def test_a_reprint_is_no_second_article() -> None:
    page, statement = FOR[0]
    copy = replace(page, id="copy", duplicate_of=page.id), replace(statement, id="again", article="copy")
    assert row_of(*AGAINST, FOR[0], copy).stood is None


def test_a_report_of_the_change_bears_one_article_out() -> None:
    page, statement = FOR[0]
    report = moved(page, "The dockers", "Dockers", "turned", issue="wages")
    assert row_of(*AGAINST, (page, statement), (page, report)).polarity == "for"
    assert row_of(*AGAINST, (page, statement), (page, replace(report, issue="hours"))).polarity == "against"
    assert row_of(*AGAINST, (page, statement), (page, replace(report, kind="steady"))).polarity == "against"


def test_it_is_contested_where_what_was_said_since_disagrees() -> None:
    row = row_of(*AGAINST, *FOR, *(told("2025-03-22", side) for side in ("against", "against", "for")))
    assert (row.polarity, row.stood) == ("contested", "against")


def test_an_account_of_earlier_days_does_not_bring_them_back() -> None:
    old = told("2025-03-25", "against")
    past = replace(old[1], date=None, past=True)
    row = row_of(*AGAINST, *FOR, (old[0], past))
    assert row.polarity == "for"
    assert row.firmness == row_of(*FOR).firmness


def test_undated_words_do_not_count_after_a_change() -> None:
    assert row_of(*AGAINST, *FOR, told(None, "against")).firmness == row_of(*FOR).firmness


def test_every_view_tells_the_same() -> None:
    port = [told("2025-03-01", "for", "Port"), told("2025-03-21", "for", "Port")]
    rows = [*AGAINST, *FOR, *port]
    knowledge = known([a for a, _ in rows], [f for _, f in rows])
    stands = positions(knowledge)
    assert sticking_points(stands) == ()
    assert [ground.polarity for ground in common_ground(stands)] == ["for"]
    assert contradictions(knowledge) == ()
    brief = brief_of(knowledge)
    for form in ("markdown", "html"):
        page = " ".join(render(brief, form).split())  # type: ignore[arg-type]
        assert "against before 20 March" in page
        assert "Dockers moved from against to for on Wages" in page
    assert compare_section(brief, "Dockers", "Port").table.rows[0][1].beside == "against before 20 March"  # type: ignore[union-attr]
    made = propose(knowledge)
    assert "against it before 2025-03-20" in made.grounds["Dockers.wages"].why
    assert {s.id for _, s in AGAINST} <= set(made.grounds["Dockers.wages"].findings)


SIDES = st.sampled_from(["for", "against", "open"])


@given(st.lists(st.tuples(st.integers(1, 28), SIDES, st.floats(0, 1)), min_size=1, max_size=9))
def test_periods_hold_every_dated_statement_once_and_begin_with_their_side(
    rows: list[tuple[int, str, float]],
) -> None:
    made = [told(f"2025-03-{n:02}", side, confidence=sure) for n, side, sure in rows]
    days = {s.id: a.published for a, s in made}
    found = periods([s for _, s in made], lambda s: days[s.id], lambda s: s.article)
    assert sorted(s.id for p in found for s in p.statements) == sorted(days)
    for before, after in itertools.pairwise(found):
        assert before.stand != after.stand
        assert before.last < after.first
        assert any(days[s.id] == after.first for s in after.agreeing)
        assert len({s.article for s in after.agreeing if s.confidence >= 0.6}) >= 2


@given(st.lists(st.tuples(st.integers(1, 28), st.floats(0, 1)), min_size=1, max_size=9), SIDES)
def test_whoever_says_one_thing_never_changes(rows: list[tuple[int, float]], side: str) -> None:
    row = row_of(*(told(f"2025-03-{n:02}", side, confidence=sure) for n, sure in rows))
    assert (row.polarity, row.since, row.stood, row.earlier) == (side, None, None, ())
