"""Views kept in the ledger: what took long to compute, and the state of the rows that it was computed from.

stamp   what a view depends on
kept    the one kept under a name, if its stamp still holds
keep    keep one in place of the one before it
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.errors import LedgerError
from zopa.ledger import schema
from zopa.ledger.queries import ReadingKey, was_read
from zopa.ledger.store import Ledger


def stamp(book: Ledger, key: ReadingKey, *, judged: bool = True) -> str:
    """What every view of the ledger depends on: it changes with every reading and judgement.

    Without `judged`, what the findings alone depend on.
    """
    with book.transaction() as connection:

        def one(query: Select[Any]) -> object:
            return connection.execute(query).scalar_one()

        reprints = select(func.count()).select_from(schema.origins)
        of_read = reprints.join(schema.articles, schema.articles.c.id == schema.origins.c.article).where(was_read(key))
        parts = [one(select(func.max(schema.readings.c.id))), one(of_read)]
        if judged:
            parts.append(one(select(func.max(schema.judgements.c.id))))
            parts.append(one(select(func.count(schema.judgements.c.undone))))
    return "/".join(map(str, (key.reader, key.case_key, *parts)))


def kept(book: Ledger, name: str, stamp: str) -> bytes | None:
    """The view kept under `name`, if it was computed from the rows that `stamp` stands for."""
    columns = schema.views.c
    with book.transaction() as connection:
        query = select(columns.data).where(columns.name == name, columns.stamp == stamp)
        found: bytes | None = connection.execute(query).scalar_one_or_none()
    return found


def keep(book: Ledger, name: str, stamp: str, data: bytes) -> None:
    """Keep a computed view in place of the one before it; a ledger that cannot be written goes without."""
    with suppress(LedgerError), book.transaction() as connection:
        row = {"name": name, "stamp": stamp, "data": data}
        made = insert_once(schema.views).values(row)
        connection.execute(made.on_conflict_do_update(index_elements=["name"], set_={"stamp": stamp, "data": data}))
