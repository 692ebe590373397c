"""Positions kept from before a judgement, with only the touched ones computed anew, equal those of all the rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.build import CASE, article, quote, said
from tests.ledger.test_large import KEY
from zopa.ledger import Ledger, Position, large
from zopa.present import kept_rows
from zopa.present.kept_rows import rows_of
from zopa.read import Reading

TEXT = "The dockers said no to robots. The port wants the night shift gone, Ana Lund told Bo Berg. Wages must rise."
PARTIES = ("Dockers", "Port", "City")
WORDS = ("no to robots", "the night shift gone", "Wages must rise", "The port wants")
SPEAKERS = (None, "Ana Lund", "Bo Berg", "Port")
STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from(PARTIES),
        st.sampled_from(["robots", "wages"]),
        st.sampled_from(["for", "against", "open"]),
        st.sampled_from(SPEAKERS),
        st.sampled_from([(), ("Ana Lund",), ("Bo Berg", "City"), ("Cy Dahl",)]),
        st.booleans(),
    ),
    max_size=4,
)
CORRECTIONS = st.sampled_from(
    [
        {"holder": "City"}, {"holder": "Dockers"}, {"issue": "wages"}, {"polarity": "for"}, {"polarity": "open"},
        {"speaker": "Ana Lund"}, {"speaker": None}, {"via": ["Bo Berg"]}, {"red_line": True}, {"date": "2025-03-02"},
    ]
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["withdraw", "accept", "note"]), st.integers(0, 40), st.none()),
        st.tuples(st.just("correct"), st.integers(0, 40), CORRECTIONS),
        st.tuples(st.just("undo"), st.integers(0, 40), st.none()),
    ),
    min_size=1,
    max_size=5,
)


def fill(book: Ledger, days: list[list[tuple[Any, ...]]]) -> list[str]:
    """Articles of several days with these statements and a quote each; the ids of all findings."""
    run = book.begin_run("test", "1")
    pages = [article(f"d{n}", f"{TEXT} {n}", f"2025-03-0{n + 1}" if n != 2 else None) for n in range(len(days))]
    readings = []
    for page, rows in zip(pages, days, strict=True):
        found = {
            one.id: one
            for words, holder, issue, polarity, speaker, via, red in rows
            for one in [said(page, words, holder, issue, polarity, speaker=speaker, via=via, red_line=red)]
        }
        voice = quote(page, "Ana Lund told", speaker="Bo Berg", party="Dockers")
        readings.append(Reading(article=page, statements=tuple(found.values()), quotes=(voice,)))
    book.add_articles(pages, [], run)
    list(book.record(readings, KEY, run))
    book.end_run(run)
    return [f.id for r in readings for f in (*r.statements, *r.quotes)]


def rows(book: Ledger, version: str | None) -> tuple[Position, ...]:
    latest, _ = large.latest(book, CASE, KEY, most=100, days=7)
    return rows_of(book, CASE, KEY, latest.quotes, version)


@settings(max_examples=40, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=6), STEPS)
def test_judgements_touch_what_they_touch(days: list[list[tuple[Any, ...]]], steps: list[tuple[str, int, Any]]) -> None:
    with Ledger.open(None) as book:
        ids = fill(book, days)
        rows(book, "1")
        for what, number, changes in steps:
            standing = [j.id for j in book.judgements() if j.undone is None]
            if what == "undo" and standing:
                book.undo(standing[number % len(standing)])
            elif what != "undo":
                finding = ids[number % len(ids)]
                if what != "correct" or finding.startswith("s"):
                    book.judge(finding, what, by="ana", changes=changes, note="why")  # type: ignore[arg-type]
            assert rows(book, "1") == rows(book, None)


def test_one_withdrawal_reads_the_statements_of_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [[("no to robots", "Dockers", "robots", "against", None, (), False)] for _ in range(4)]
    many[1].append(("Wages must rise", "Port", "wages", "for", None, (), False))
    with Ledger.open(None) as book:
        ids = fill(book, many)
        rows(book, "1")
        asked: list[set[tuple[str, str]]] = []
        plain = large.said_by

        def noted(book: Ledger, case: Any, key: Any, groups: Any, voices: Any) -> Any:
            asked.append(set(groups))
            return plain(book, case, key, groups, voices)

        monkeypatch.setattr(large, "said_by", noted)
        monkeypatch.setattr(kept_rows, "positions", lambda _: pytest.fail("all statements were read again"))
        book.judge(ids[0], "withdraw", by="ana")
        assert rows(book, "1")[1].said == 3
        assert asked == [{("Dockers", "robots")}]
