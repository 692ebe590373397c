"""A large ledger: the latest days and all statements, findings fetched when asked for, reprints of later days."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from tests.ledger.build import CASE, act, article, day, estimate, event, figure, said
from zopa.ingest import Article
from zopa.ledger import Ledger, large, positions, reading_key, views
from zopa.read import Finding, Reading

KEY = reading_key(CASE, "test 1")
TEXT = "The dockers said no to robots. 40 ships wait. A strike is likely on 9 March."
WORDS = (
    "The port and the union met on Monday in the old customs house and spoke for nine hours about wages, the night "
    "shift and the cranes without drivers that nobody on the quay has asked for, while forty ships lay waiting in "
    "the roads."
)


def reading(page: Article) -> Reading:
    return Reading(
        article=page,
        statements=(said(page, "no to robots", "Dockers", "robots", "against"),),
        estimates=(estimate(page, "likely", "likely", 0.5, 0.9),),
        figures=(figure(page, "40 ships", 40, "ships", "ships that wait"),),
        events=(event(page, "strike", "strike", "2025-03-09", status="planned"),),
        acts=(act(page, "said no", "Dockers", "threat", deadline=day("2025-03-20")),),
    )


def keep(book: Ledger, *articles: Article) -> None:
    run = book.begin_run("test", "1")
    book.add_articles(articles, [], run)
    list(book.record(map(reading, book.pending(KEY)), KEY, run))
    book.end_run(run)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.zopa") as opened:
        yield opened


def daily(days: int, each: int = 2) -> list[Article]:
    start = dt.date(2025, 3, 1)
    return [
        article(f"d{d:02}n{n}", f"{TEXT} {d} {n}", (start + dt.timedelta(days=d)).isoformat())
        for d in range(days)
        for n in range(each)
    ]


def test_the_latest_days_are_whole_and_all_statements_are_there(book: Ledger) -> None:
    keep(book, *daily(10))
    latest, first = large.latest(book, CASE, KEY, most=5, days=1)
    whole = large.said(book, CASE, KEY, latest.quotes)
    assert first == day("2025-03-09")
    assert {latest.article[f.article].published for f in latest.figures} == {day("2025-03-09"), day("2025-03-10")}
    assert len(latest.figures) == len(latest.statements) == 4
    assert (len(whole.statements), len(whole.articles)) == (20, 20)
    everything = book.knowledge(CASE, KEY)
    assert positions(whole) == positions(everything)
    assert latest.as_of == everything.as_of
    assert large.latest(book, CASE, KEY, most=1, days=3)[1] == day("2025-03-08")
    all_of_it, _ = large.latest(book, CASE, KEY, most=100, days=7)
    same = large.said(book, CASE, KEY, all_of_it.quotes)
    assert all_of_it == everything
    assert same.statements == everything.statements


def test_what_was_announced_earlier_and_lies_ahead_stays_known(book: Ledger) -> None:
    keep(book, *daily(12, 1))
    latest, _ = large.latest(book, CASE, KEY, most=3, days=1)
    ahead = {a.deadline for a in latest.acts}
    assert ahead == {day("2025-03-20")}
    assert len(latest.acts) == 12
    assert all(latest.article[a.article].text for a in latest.acts)


def test_findings_and_articles_are_fetched_as_judged(book: Ledger) -> None:
    keep(book, *daily(6))
    everything = book.knowledge(CASE, KEY)
    first, second = everything.statements[:2]
    book.judge(first.id, "withdraw", by="ana")
    book.judge(second.id, "correct", by="ana", changes={"polarity": "open"})
    known, judged = large.lazy(book, CASE, KEY, newest=2), book.knowledge(CASE, KEY)
    assert len(known.articles) == 2
    assert second.id in known.finding
    assert known.finding[second.id] == judged.finding[second.id]
    assert first.id not in known.finding
    assert known.find(first.id) == first  # its words, for the judgement that names it
    assert known.find("s0") is None
    assert known.article[first.article] == judged.article[first.article]
    span = f"{first.article}:4-11"
    assert known.find(span) == judged.find(span)
    known.load([f.id for f in everything.finding.values()])
    assert {i: known.finding[i] for i in judged.finding} == judged.finding
    assert known.as_of == judged.as_of


def test_a_kept_view_serves_only_the_rows_that_it_was_computed_from(book: Ledger) -> None:
    keep(book, *daily(2))
    seen: set[str] = set()

    def changed() -> None:
        stamp = views.stamp(book, KEY)
        assert stamp not in seen
        assert views.kept(book, "x", stamp) is None
        views.keep(book, "x", stamp, b"1")
        assert views.kept(book, "x", stamp) == b"1"
        seen.add(stamp)

    changed()
    run = book.begin_run("add", "1")
    book.add_articles([article("new", f"{TEXT} new")], [], run)
    assert views.stamp(book, KEY) in seen  # what was not read yet tells nothing
    list(book.record(map(reading, book.pending(KEY)), KEY, run))
    changed()
    number = book.judge(book.knowledge(CASE, KEY).statements[0].id, "accept", by="ana")
    changed()
    book.undo(number)
    changed()
    assert views.stamp(book, reading_key(CASE, "test 2")) not in seen


def test_another_days_reprint_is_found(book: Ledger) -> None:
    keep(book, article("a", f"{TEXT} {WORDS}", "2025-03-01"))
    again = WORDS.replace("Monday", "Monday last")
    keep(book, article("b", f"{TEXT} {again}", "2025-03-02"), article("c", f"{TEXT} {WORDS[::-1]}", "2025-03-02"))
    keep(book, article("d", f"{TEXT} {again}", "2025-03-03"))
    known = book.knowledge(CASE, KEY)
    assert {a.id: a.duplicate_of for a in known.articles} == {"a": None, "b": "a", "c": None, "d": "a"}
    assert {known.origin(i) for i in "abd"} == {"a"}
    (row,) = positions(known)
    assert row.outlets == 2


def test_short_texts_are_reprints_only_when_equal(book: Ledger) -> None:
    keep(book, article("a", TEXT), article("b", f"{TEXT} b"))
    keep(book, article("c", TEXT), article("d", f"{TEXT} d"))
    assert {a.id: a.duplicate_of for a in book.articles()} == {"a": None, "b": None, "c": "a", "d": None}


def test_a_ledger_filled_before_knows_its_articles_when_more_come(book: Ledger) -> None:
    keep(book, article("a", f"{TEXT} {WORDS}"))
    assert book.path is not None
    with closing(sqlite3.connect(book.path)) as plain:
        plain.execute("DELETE FROM bands")
        plain.commit()
    keep(book, article("b", f"{WORDS} {TEXT}"))
    assert [a.duplicate_of for a in book.articles()] == [None, "a"]


def test_estimates_alone_are_known_with_their_articles(book: Ledger) -> None:
    keep(book, *daily(3))
    some, every = large.estimates(book, CASE, KEY), book.knowledge(CASE, KEY)
    assert some.estimates == every.estimates
    others: list[Finding] = [*some.statements, *some.figures]
    assert others == []
    assert [some.date(e) for e in some.estimates] == [every.date(e) for e in every.estimates]
    assert {f.name for f in fields(Reading)} >= {"estimates", "shifts"}
