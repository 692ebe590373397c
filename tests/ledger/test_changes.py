"""What changed since a day or a run: computed from the views, by what is fresh."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import CASE, article, day, estimate, event, figure, known, said
from zopa.errors import UsageError
from zopa.ingest import Article
from zopa.ledger import Changes, Ledger, Since, fresh_after, reading_key
from zopa.present.brief import brief_of
from zopa.read import Finding, Reading

TEXT = "The dockers spoke on wages; 40 ships wait. Talks are set for 5 March, unlikely as it is."
OTHER = "The port spoke on wages; 90 ships wait. The talks took place. It is likely."


def changed(articles: list[Article], findings: list[Finding], *fresh: str, after: str) -> Changes:
    since = Since("then", day(after), frozenset(fresh))
    found = brief_of(known(articles, findings), since).changes
    assert found is not None
    return found


def test_everything_fresh_is_told_where_it_belongs() -> None:
    old = article("old", TEXT, "2025-03-01")
    new = article("new", OTHER, "2025-03-04")
    more = article("more", OTHER, "2025-03-04")
    findings: list[Finding] = [
        said(old, "The dockers spoke", "Dockers", "wages", "against"),
        said(new, "spoke on wages", "Dockers", "wages", "for", red_line=True),
        said(more, "spoke on wages", "Dockers", "wages", "for"),
        said(new, "The port spoke", "Port", "wages", "against"),
        figure(old, "40 ships", 40, "ships", "ships that wait"),
        figure(new, "90 ships", 90, "ships", "ships that wait"),
        estimate(old, "unlikely", "unlikely", 0.1, 0.4),
        estimate(new, "It is likely", "likely", 0.6, 0.9),
    ]
    found = changed([old, new, more], findings, "new", "more", after="2025-03-03")
    assert found.articles == ("more", "new")
    assert [row.party for row in found.positions] == ["Port"]
    assert [row.party for row in found.red_lines] == ["Dockers"]
    assert [(m.party, m.before.polarity, m.after.polarity) for m in found.moved] == [("Dockers", "against", "for")]
    assert [(s.basis, s.kind) for s in found.shifts] == [("observed", "turned")]
    assert {c.kind for c in found.contradictions} == {"figure"}  # a change of side is none
    assert [e.phrase for e in found.estimates] == ["likely"]


def test_nothing_fresh_is_nothing() -> None:
    old = article("old", TEXT, "2025-03-01")
    found = changed([old], [said(old, "The dockers spoke", "Dockers", "wages", "for")], after="2025-03-01")
    assert found.nothing
    assert found.moved == ()
    assert found.positions == ()


def test_what_was_announced_comes_and_lapses() -> None:
    old = article("old", TEXT, "2025-03-01")
    new = article("new", OTHER, "2025-03-09")
    planned = event(old, "Talks are set for 5 March", "talks", "2025-03-05", status="planned", participants=("Port",))
    assert [t.state for t in changed([old], [planned], "old", after="2025-02-28").coming] == ["ahead"]
    (lapsed,) = changed([old, new], [planned], "new", after="2025-03-04").lapsed
    assert lapsed.date == day("2025-03-05")
    assert lapsed.state not in ("ahead", "due")
    assert changed([old, new], [planned], "new", after="2025-03-08").lapsed == ()


def test_late_news_of_earlier_days_moves_nothing() -> None:
    old = article("old", TEXT, "2025-03-05")
    late = article("late", OTHER, "2025-03-01")
    findings: list[Finding] = [
        said(old, "The dockers spoke", "Dockers", "wages", "for"),
        said(late, "spoke on wages", "Dockers", "wages", "against"),
    ]
    assert changed([old, late], findings, "late", after="2025-03-05").moved == ()


@given(st.lists(st.tuples(st.integers(0, 9) | st.none(), st.integers(1, 4)), max_size=8), st.integers(0, 9))
def test_a_dated_article_is_fresh_by_its_day_alone(rows: list[tuple[int | None, int]], after: int) -> None:
    start = dt.date(2025, 3, 1)
    days = [start + dt.timedelta(days=d) if d is not None else None for d, _ in rows]
    listed = [(str(i), published, run) for i, (published, (_, run)) in enumerate(zip(days, rows, strict=True))]
    fresh = fresh_after(listed, start + dt.timedelta(days=after))
    for i, (d, _) in enumerate(rows):
        if d is not None:
            assert (str(i) in fresh) == (d > after)


def test_an_undated_article_is_fresh_when_it_came_with_fresh_ones() -> None:
    rows = [("a", day("2025-03-01"), 1), ("b", None, 1), ("c", day("2025-03-05"), 2), ("d", None, 2)]
    assert fresh_after(rows, day("2025-03-02")) == {"c", "d"}
    assert fresh_after(rows, day("2025-03-09")) == set()


def test_since_a_run_goes_by_arrival(tmp_path: Path) -> None:
    key = reading_key(CASE, "test 1")
    with Ledger.open(tmp_path / "x.zopa") as book:
        for name, published in (("one", "2025-03-05"), ("two", "2025-03-01")):
            run = book.begin_run("add", "1")
            page = article(name, TEXT, published)
            book.add_articles([page], [], run)
            list(book.record([Reading(article=page)], key, run))
            book.end_run(run)
        first, second = book.runs()
        since = book.since(first.id)
        assert (since.fresh, since.day, since.name) == ({"two"}, day("2025-03-05"), "run 1")
        assert book.since(second.id).fresh == frozenset()
        assert book.since(day("2025-03-03")).fresh == {"one"}
        assert book.latest_day() == day("2025-03-05")
        with pytest.raises(UsageError, match="no run 9"):
            book.since(9)
