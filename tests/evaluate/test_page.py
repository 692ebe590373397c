"""The page judged by gold: its date, what had to go, and articles inside files of records."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.evaluate import made
from zopa.errors import FileError
from zopa.evaluate.articles import Finder, dated_by
from zopa.evaluate.match import Count
from zopa.evaluate.page import judge_page
from zopa.ingest import Article

DAY = dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("found", "count"),
    [
        (DAY, Count(right=1)),
        (DAY - dt.timedelta(days=1), Count(right=1)),
        (DAY + dt.timedelta(days=2), Count(missed=1, wrong=1)),
        (None, Count(missed=1)),
    ],
)
def test_the_date_of_publication(found: dt.date | None, count: Count) -> None:
    article = Article(id="a", text="x", published=found)
    counts, mistakes = judge_page(made.gold(published=DAY), article)
    assert counts == {"published": count}
    assert bool(mistakes) == (not count.right)


def test_boilerplate_must_be_gone_and_repeats_stand_once() -> None:
    article = Article(id="a", text="Talks fail\n\nTalks fail\n\nPost a comment")
    wanted = made.gold(not_in_body=["post a comment", "cookies"], repeated=["Talks fail", "fail"])
    counts, mistakes = judge_page(wanted, article)
    assert counts["cleaning"] == Count(right=1, missed=3)
    assert [m.expected for m in mistakes] == ["'post a comment' removed", "'Talks fail' once", "'fail' once"]


def test_nothing_to_judge() -> None:
    assert judge_page(made.gold(), Article(id="a", text="x")) == ({}, [])


def test_a_record_of_a_file_is_named_by_its_line(tmp_path: Path) -> None:
    rows = [{"text": made.TEXT, "date": "2025-03-04"}, {"text": made.TEXT.replace("Port Vale", "Stenberg")}]
    (tmp_path / "feed.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    finder = Finder()
    second = finder.article(made.gold(document="feed.jsonl#2"), tmp_path, made.case())
    assert "Stenberg" in second.text
    with pytest.raises(FileError, match="holds 2 articles"):
        finder.article(made.gold(document="feed.jsonl"), tmp_path, made.case())
    with pytest.raises(FileError, match="no such record"):
        finder.article(made.gold(document="feed.jsonl#9"), tmp_path, made.case())


def test_an_article_that_ingest_refuses_says_why(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match=r"cannot be read \(empty\)"):
        Finder().article(made.gold(), tmp_path, made.case())


def test_readers_get_the_annotated_date() -> None:
    article = Article(id="a", text="x")
    assert dated_by(made.gold(published=DAY), article).published == DAY
    assert dated_by(made.gold(), article) is article
