"""Full-text search over the articles of a ledger (SQLite FTS5).

The index grows with the articles; one that is missing or behind is made up when it is asked for. Nothing else depends
on it.

grow     take in the articles that it does not hold yet
search   articles with all words of a query
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from zopa.errors import UsageError

_MADE = """CREATE VIRTUAL TABLE IF NOT EXISTS article_words
USING fts5(title, text, content='articles', content_rowid='seq')"""
_GROW = """INSERT INTO article_words (rowid, title, text)
SELECT seq, coalesce(title, ''), text FROM articles
WHERE seq > (SELECT coalesce(max(id), 0) FROM article_words_docsize)"""
_FIND = """SELECT articles.id AS article, snippet(article_words, -1, char(2), char(3), '…', 24) AS words
FROM article_words JOIN articles ON articles.seq = article_words.rowid
WHERE article_words MATCH :query ORDER BY rank LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words; `words` shows them, `marks` are spans of `words` that matched."""

    article: str
    words: str
    marks: tuple[tuple[int, int], ...]


def grow(connection: Connection) -> None:
    """Take in the articles that the index does not hold yet; all of them where there is none."""
    connection.execute(text(_MADE))
    connection.execute(text(_GROW))


def search(connection: Connection, query: str, most: int) -> tuple[Hit, ...]:
    """Articles with all words of `query`, the best first; words in quotation marks must stand together.

    Raises `UsageError` for a query without words.
    """
    wanted = match_of(query)
    grow(connection)
    rows = connection.execute(text(_FIND), {"query": wanted, "most": most})
    return tuple(_hit(row.article, row.words) for row in rows)


def match_of(query: str) -> str:
    """The query in FTS5's own language, every word quoted so that none is an operator."""
    parts = re.findall(r'"([^"]+)"|([^\s"]+)', query)
    words = [w for quoted, plain in parts if re.search(r"\w", w := quoted or plain)]
    if not words:
        raise UsageError("nothing to search for", mend="name a word")
    return " ".join('"' + word.replace('"', " ").replace("\x00", " ") + '"' for word in words)


def _hit(article: str, marked: str) -> Hit:
    plain = ""
    marks: list[tuple[int, int]] = []
    start = 0
    for char in marked:
        if char == "\x02":
            start = len(plain)
        elif char == "\x03":
            marks.append((start, len(plain)))
        else:
            plain += char
    return Hit(article, plain, tuple(marks))
