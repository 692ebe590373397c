"""Reprints of articles that came on an earlier day: found by the numbers that copies share, proved by their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.ingest.duplicates import bands_of, share
from zopa.ledger import schema
from zopa.ledger.queries import copies_of

COMPARED: Final = 8  # candidates whose texts are compared with a new one
CLOSE: Final = 0.9  # what shares more than this with a kept text needs no numbers of its own


def find_copies(connection: Connection, first: int, run: int) -> None:
    """Note which of the articles from `first` (their seq) on reprint an article that was there before.

    A later arrival is the reprint, even of an older date: what was written about the earlier one stays as it is.
    """
    articles = schema.articles.c
    known = connection.execute(select(schema.bands.c.band).limit(1)).first()
    # a ledger that was filled before these numbers were kept gets them now, once
    query = select(articles.seq, articles.id, articles.text).where(articles.seq >= (0 if known is None else first))
    copies = copies_of(connection)
    for row in connection.execute(query.order_by(articles.seq)).all():
        bands = bands_of(row.text)
        if row.id not in copies and row.seq >= first:
            origin, shared = _origin(connection, row.seq, row.text, bands)
            if origin is not None:
                copies[row.id] = origin
                kept: dict[str, Any] = {"article": row.id, "origin": origin, "run": run}
                connection.execute(insert_once(schema.origins).on_conflict_do_nothing(), kept)
            if shared > CLOSE:
                continue
        connection.execute(
            insert_once(schema.bands).on_conflict_do_nothing(), [{"band": band, "article": row.seq} for band in bands]
        )


def _origin(connection: Connection, seq: int, text: str, bands: Sequence[int]) -> tuple[str | None, float]:
    columns, articles = schema.bands.c, schema.articles.c
    query = (
        select(articles.id, articles.text)
        .join(schema.bands, columns.article == articles.seq)
        .where(columns.band.in_(bands), columns.article < seq)
        .group_by(articles.seq)
        .order_by(func.count().desc(), articles.seq)
        .limit(COMPARED)
    )
    for row in connection.execute(query):
        shared = share(text, row.text)
        if shared > 0:
            return row.id, shared
    return None, 0.0
