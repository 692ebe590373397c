"""How much a ledger holds.

counts   by what it is
extent   how many articles of which days
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

from sqlalchemy import ColumnElement, Table, func, select

from zopa.ledger import schema, views
from zopa.ledger.queries import ReadingKey
from zopa.ledger.store import Ledger

COUNTED_AGAIN: Final = 10_000  # findings that are counted anew each time rather than kept as a number


def counts(book: Ledger, key: ReadingKey) -> dict[str, int]:
    """How much the ledger holds: articles, reprints, those read under `key`, findings of each kind, judgements."""
    found, read = _kinds(book, key), book.read_under(key)
    with book.transaction() as connection:

        def count(table: Table, *where: ColumnElement[bool]) -> int:
            return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

        articles = count(schema.articles)
        return {
            "articles": articles,
            "reprints": count(schema.origins),
            "read": read,
            "pending": articles - read,
            "unread": count(schema.unread),
            **{f"{kind}s": number for kind, number in sorted(found.items())},
            "judgements": count(schema.judgements, schema.judgements.c.undone.is_(None)),
            "interrupted": count(schema.runs, schema.runs.c.finished.is_(None)),
        }


def _kinds(book: Ledger, key: ReadingKey) -> dict[str, int]:
    """Findings of each kind: those counted before, and those of the readings since."""
    name, columns, readings = f"counts/{key.reader}/{key.case_key}", schema.views.c, schema.readings.c
    with book.transaction() as connection:
        kept = connection.execute(select(columns.stamp, columns.data).where(columns.name == name)).one_or_none()
        last = connection.execute(select(func.max(readings.id))).scalar_one() or 0
        counts: dict[str, int] = json.loads(kept.data) if kept else {}
        query = (
            select(schema.findings.c.kind, func.count().label("number"))
            .join(schema.readings, schema.findings.c.reading == readings.id)
            .where(readings.reader == key.reader, readings.case_key == key.case_key)
            .where(readings.id > (int(kept.stamp) if kept else 0))
            .group_by(schema.findings.c.kind)
        )
        news = {row.kind: row.number for row in connection.execute(query)}
    for kind, number in news.items():
        counts[kind] = counts.get(kind, 0) + number
    if sum(news.values()) > COUNTED_AGAIN:
        views.keep(book, name, str(last), json.dumps(counts).encode())
    return counts


def extent(book: Ledger) -> tuple[int, int, dt.date | None, dt.date | None]:
    """How many articles there are, how many of them are reprints, and the first and last day of publication."""
    columns = schema.articles.c
    with book.transaction() as connection:
        query = select(func.count(), func.min(columns.published), func.max(columns.published))
        number, first, last = connection.execute(query.select_from(schema.articles)).one()
        reprints = select(func.count()).select_from(schema.origins)
        known = reprints.where(schema.origins.c.article.in_(select(columns.id)))
        return number, connection.execute(known).scalar_one(), first, last
