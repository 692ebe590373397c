"""Questions to the rows of a ledger, each inside a transaction of its caller.

articles, findings, findings_in   rows as data, in the order of their arrival
was_read                          the condition that an article has a reading
recent_from                       where the latest days begin
judgements, unread, copies        all of them
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select, text
from sqlalchemy.sql.elements import TextClause

from zopa.ingest import Article, Unread
from zopa.ledger import schema
from zopa.ledger.judgements import Judgement
from zopa.ledger.rows import article_of, finding_of
from zopa.read import Finding

ASKED_AT_ONCE: Final = 500  # ids in one question to the database
# as the partial indexes have it: a parameter would not use them
IS_STATEMENT: Final = text("findings.kind = 'statement'")
MAY_LIE_AHEAD: Final = text("findings.kind IN ('act', 'event')")
Where = ColumnElement[bool] | TextClause


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """What a reading depends on besides the article: change either and the article is read afresh."""

    reader: str
    case_key: str


def articles_of(
    connection: Connection,
    *where: ColumnElement[bool],
    without_text: bool = False,
    copies: Mapping[str, str] | None = None,
) -> list[Article]:
    """Those to which all conditions apply; `copies` are those of `copies_of`, where they are known already."""
    copies = copies_of(connection) if copies is None else copies
    columns = schema.articles.c
    wanted = [c for c in columns if not without_text or c.name not in ("text", "removed")]
    query = select(*wanted).where(*where).order_by(columns.seq)
    bare = {"text": "", "removed": []} if without_text else {}
    return [article_of({**row, **bare}, copies.get(row["id"])) for row in connection.execute(query).mappings()]


def was_read(key: ReadingKey) -> ColumnElement[bool]:
    """That an article has a complete reading under `key`."""
    readings = schema.readings.c
    query = select(readings.id).where(readings.article == schema.articles.c.id)
    return query.where(readings.reader == key.reader, readings.case_key == key.case_key).exists()


def findings_where(connection: Connection, key: ReadingKey, *where: Where) -> list[Finding]:
    """Those under `key` to which all conditions apply."""
    return _made(_rows_where(connection, key, *where))


def findings_in(connection: Connection, key: ReadingKey, articles: Collection[str], *ways: Where) -> list[Finding]:
    """Those of some articles, and those to which one of the conditions in `ways` applies: each way by its index."""
    columns, readings = schema.findings.c, schema.readings.c
    rows: dict[int, tuple[str, Mapping[str, Any]]] = {}
    for some in portions(articles):
        query = select(readings.id).where(readings.article.in_(some))
        ids = query.where(readings.reader == key.reader, readings.case_key == key.case_key)
        found = select(columns.seq, columns.kind, columns.payload).where(columns.reading.in_(ids))
        rows |= {row.seq: (row.kind, row.payload) for row in connection.execute(found)}
    for way in ways:
        rows |= _rows_where(connection, key, way)
    return _made(rows)


def _rows_where(connection: Connection, key: ReadingKey, *where: Where) -> dict[int, tuple[str, Mapping[str, Any]]]:
    columns, readings = schema.findings.c, schema.readings.c
    query = (
        select(columns.seq, columns.kind, columns.payload)
        .join(schema.readings, columns.reading == readings.id)
        .where(readings.reader == key.reader, readings.case_key == key.case_key, *where)
    )
    return {row.seq: (row.kind, row.payload) for row in connection.execute(query)}


def _made(rows: Mapping[int, tuple[str, Mapping[str, Any]]]) -> list[Finding]:
    return [finding_of(*rows[seq]) for seq in sorted(rows)]


def portions(ids: Collection[str]) -> Iterator[list[str]]:
    """So many at once as a question to the database takes."""
    wanted = sorted(ids)
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        yield wanted[first : first + ASKED_AT_ONCE]


def unread_of(connection: Connection) -> list[Unread]:
    return [Unread(path=r.path, reason=r.reason) for r in connection.execute(select(schema.unread))]


def recent_from(connection: Connection, key: ReadingKey, most: int, days: int) -> tuple[dt.date, int]:
    """The first of the latest days, and the first of as many latest arrivals, of what was read under `key`."""
    columns, read = schema.articles.c, was_read(key)
    newest = latest_day(connection, read) or dt.date.max
    ordered = select(columns.published).where(columns.published.is_not(None), read).order_by(columns.published.desc())
    # a day is whole or not there: the one of the first article too many is left out
    beyond = connection.execute(ordered.offset(most).limit(1)).scalar_one_or_none()
    inside = min(beyond + dt.timedelta(days=1), newest) if beyond else dt.date.min
    arrivals = select(columns.seq).where(read).order_by(columns.seq.desc()).offset(most - 1).limit(1)
    first_seq = connection.execute(arrivals).scalar_one_or_none() or 0
    week = newest - dt.timedelta(days=days - 1) if newest < dt.date.max else dt.date.min
    return min(inside, week), first_seq


def latest_day(connection: Connection, *where: ColumnElement[bool]) -> dt.date | None:
    """The latest day on which an article was published, of those to which all conditions apply."""
    column = schema.articles.c.published
    query = select(column).where(column.is_not(None), *where).order_by(column.desc()).limit(1)
    found: dt.date | None = connection.execute(query).scalar_one_or_none()
    return found


def judgements_of(connection: Connection, *where: ColumnElement[bool]) -> list[Judgement]:
    query = select(schema.judgements).where(*where).order_by(schema.judgements.c.id)
    return [Judgement(**{**row, "at": utc(row["at"])}) for row in connection.execute(query).mappings()]


def utc(moment: dt.datetime) -> dt.datetime:
    """SQLite gives back no zone; all moments were written in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def copies_of(connection: Connection) -> dict[str, str]:
    """Reprints to the article that each reprints."""
    return {row.article: row.origin for row in connection.execute(select(schema.origins))}
