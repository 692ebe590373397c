"""The index of words grows with the articles, and one that is missing or behind is made up when it is asked for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.build import article
from zopa.ledger import Ledger

PAGES = [
    article(f"p{n}", f"The dockers spoke of {word}.") for n, word in enumerate(("robots", "wages", "robots again"))
]


def indexed(file: Path) -> int:
    with closing(sqlite3.connect(file)) as plain:
        number: int = plain.execute("SELECT count(*) FROM article_words_docsize").fetchone()[0]
        return number


def found(book: Ledger, query: str) -> set[str]:
    return {hit.article for hit in book.search(query)}


def test_every_article_is_in_the_index_once_it_is_added(tmp_path: Path) -> None:
    file = tmp_path / "x.zopa"
    with Ledger.open(file) as book:
        for number, page in enumerate(PAGES, 1):
            book.add_articles([page], [], book.begin_run("add", "1"))
            assert indexed(file) == number
        assert found(book, "robots") == {"p0", "p2"}


@pytest.mark.parametrize("lost", ["DROP TABLE article_words", "DELETE FROM article_words WHERE rowid > 1"])
def test_what_the_index_lacks_is_made_up_when_it_is_asked_for(tmp_path: Path, lost: str) -> None:
    file = tmp_path / "x.zopa"
    with Ledger.open(file) as book:
        book.add_articles(PAGES[:2], [], book.begin_run("add", "1"))
    with closing(sqlite3.connect(file)) as plain:
        plain.execute(lost)
        plain.commit()
    with Ledger.open(file) as book:
        assert found(book, "wages") == {"p1"}
        book.add_articles(PAGES, [], book.begin_run("add", "1"))
        assert indexed(file) == len(PAGES)


def test_a_ledger_in_memory_is_searched_too() -> None:
    with Ledger.open(None) as book:
        book.add_articles(PAGES, [], book.begin_run("add", "1"))
        assert found(book, "robots") == {"p0", "p2"}
