"""The ledger: articles, findings, judgements and runs in one SQLite file, written once and never overwritten.

`Ledger` is the only writer. What it holds comes back as `Knowledge`, a pure function of the rows. A large ledger is
asked in parts (`zopa.ledger.large`), and what was computed from it is kept in it (`zopa.ledger.views`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.cases import Case
from zopa.errors import UsageError
from zopa.ingest import Article, Unread
from zopa.ledger import schema
from zopa.ledger.changes import Since, fresh_after
from zopa.ledger.copies import find_copies
from zopa.ledger.judgements import JUDGEMENT_KINDS, Judgement, JudgementKind, checked_changes, resolution
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.queries import (
    ReadingKey,
    articles_of,
    copies_of,
    findings_where,
    judgements_of,
    latest_day,
    portions,
    unread_of,
    utc,
    was_read,
)
from zopa.ledger.rows import article_row, finding_of, finding_row
from zopa.ledger.search import Hit, grow, search
from zopa.read import Finding, Reading

BATCH: Final = 32  # articles written in one transaction: what an interruption can cost


def reading_key(case: Case, reader: str) -> ReadingKey:
    """The key under which `reader` reads articles for `case`; a changed case file gives another key."""
    # where a proposition begins to hold matters to models alone: no article has to be read again for it
    data = case.model_dump_json(by_alias=True, exclude={"issues": {"__all__": {"holds_from"}}})
    return ReadingKey(reader=reader, case_key=hashlib.blake2b(data.encode(), digest_size=12).hexdigest())


@dataclass(frozen=True, slots=True)
class Run:
    """One time that zopa worked on the ledger; `finished` is None when it was interrupted or still goes on."""

    id: int
    command: str
    started: dt.datetime
    finished: dt.datetime | None


class Ledger:
    """An open ledger; a context manager that closes its file."""

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: Path | str | None = None) -> Self:
        """The ledger at `path`, made when missing; one in memory when None. Raises `LedgerError`."""
        where = None if path is None else Path(path)
        return cls(schema.connect(where), where)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of it is kept, or on an error nothing. Raises `LedgerError`."""
        with schema.failures(self.path), self._engine.begin() as connection:
            yield connection

    # runs

    def begin_run(self, command: str, version: str) -> int:
        """Note that `command` starts now; the run's number."""
        with self.transaction() as connection:
            row = {"started": _now(), "version": version, "command": command}
            return _new_id(connection.execute(insert(schema.runs), row).inserted_primary_key)

    def end_run(self, run: int) -> None:
        """Note that a run came to its end; a run without an end was interrupted."""
        with self.transaction() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run).values(finished=_now()))

    def runs(self) -> tuple[Run, ...]:
        """Every run, oldest first."""
        with self.transaction() as connection:
            rows = connection.execute(select(schema.runs).order_by(schema.runs.c.id))
            return tuple(Run(r.id, r.command, utc(r.started), utc(r.finished) if r.finished else None) for r in rows)

    def since(self, day_or_run: dt.date | int) -> Since:
        """From when on things count as new: after a day of publication, or after everything that a run had seen.

        Raises `UsageError` for a run that there was not.
        """
        columns = schema.articles.c
        with self.transaction() as connection:
            rows = [
                (r.id, r.published, r.run)
                for r in connection.execute(select(columns.id, columns.published, columns.run))
            ]
        if isinstance(day_or_run, dt.date):
            night = dt.datetime.combine(day_or_run, dt.time.max, dt.UTC)
            return Since(day_name(day_or_run), day_or_run, fresh_after(rows, day_or_run), night)
        run = next((r for r in self.runs() if r.id == day_or_run), None)
        if run is None:
            raise UsageError(f"there was no run {day_or_run}", mend="`zopa status` lists the runs")
        before = [published for _, published, at in rows if published and at <= run.id]
        fresh = frozenset(article for article, _, at in rows if at > run.id)
        return Since(f"run {run.id}", max(before, default=None), fresh, run.finished or run.started)

    def latest_day(self, key: ReadingKey | None = None) -> dt.date | None:
        """The latest day on which an article was published; with a `key`, one that was read under it."""
        with self.transaction() as connection:
            return latest_day(connection, *([was_read(key)] if key else []))

    # articles

    def add_articles(
        self, articles: Iterable[Article], unread: Iterable[Unread], run: int, *, copies: bool = True
    ) -> int:
        """Keep articles that are new (by id) and what could not be read; the number of new articles.

        Reprints of earlier arrivals are found and noted, unless `copies` is False.
        """
        kept = list(articles)
        rows = [article_row(article, run) for article in kept]
        reprints = [{"article": a.id, "origin": a.duplicate_of, "run": run} for a in kept if a.duplicate_of]
        failed = [{"run": run, "path": u.path, "reason": u.reason} for u in unread]
        with self.transaction() as connection:
            before = connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()
            last = connection.execute(select(func.max(schema.articles.c.seq))).scalar_one() or 0
            for table, new in ((schema.articles, rows), (schema.origins, reprints), (schema.unread, failed)):
                if new:
                    connection.execute(insert_once(table).on_conflict_do_nothing(), new)
            if self.path is not None:  # a ledger in memory sees no later day, and nobody searches it
                grow(connection)
                if copies:
                    find_copies(connection, last + 1, run)
            return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one() - before

    def changed_files(self, run: int) -> tuple[str, ...]:
        """Paths of which `run` brought another text than an earlier run: the file was edited; both texts are kept.

        Files that hold several articles grow, and are left out.
        """
        columns = schema.articles.c
        brought = select(columns.path).where(columns.run == run, columns.path.is_not(None))
        query = (
            select(columns.path)
            .where(columns.path.in_(brought), columns.path != "-")
            .group_by(columns.path)
            .having(func.count() > 1, func.count() == func.count(columns.run.distinct()))
            .order_by(columns.path)
        )
        with self.transaction() as connection:
            return tuple(connection.execute(query).scalars())

    def articles(self) -> tuple[Article, ...]:
        """All articles in the order of their arrival."""
        with self.transaction() as connection:
            return tuple(articles_of(connection))

    def articles_by_id(self, ids: Collection[str], copies: Mapping[str, str] | None = None) -> dict[str, Article]:
        """Some articles, by id; `copies` are those of `copies_of`, where they are known already."""
        with self.transaction() as connection:
            known = copies_of(connection) if copies is None else copies
            return {
                article.id: article
                for some in portions(ids)
                for article in articles_of(connection, schema.articles.c.id.in_(some), copies=known)
            }

    def size(self) -> int:
        """How many articles there are."""
        with self.transaction() as connection:
            return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()

    def pending(self, key: ReadingKey) -> tuple[Article, ...]:
        """Articles that have no complete reading under `key` yet, in the order of their arrival."""
        with self.transaction() as connection:
            done = _done(connection, key)
            return tuple(a for a in articles_of(connection) if a.id not in done)

    def waiting(self, key: ReadingKey) -> int:
        """How many articles have no complete reading under `key` yet."""
        return self.size() - self.read_under(key)

    def read_under(self, key: ReadingKey) -> int:
        """How many articles have a complete reading under `key`."""
        columns = schema.readings.c
        query = select(func.count(columns.article.distinct()))
        with self.transaction() as connection:
            return connection.execute(
                query.where(columns.reader == key.reader, columns.case_key == key.case_key)
            ).scalar_one()

    # findings

    def record(self, readings: Iterable[Reading], key: ReadingKey, run: int) -> Iterator[Reading]:
        """Keep each reading as it comes and pass it on; whole articles only, so an interruption loses no row's mates.

        An article that already has a reading under `key` keeps it: reading again changes nothing.
        """
        batch: list[Reading] = []
        try:
            for reading in readings:
                batch.append(reading)
                if len(batch) >= BATCH:
                    self._keep(batch, key, run)
                    batch = []
                yield reading
        finally:
            self._keep(batch, key, run)

    def _keep(self, readings: Sequence[Reading], key: ReadingKey, run: int) -> None:
        if not readings:
            return
        with self.transaction() as connection:
            done = _done(connection, key, [reading.article.id for reading in readings])
            rows: list[dict[str, Any]] = []
            for reading in readings:
                if reading.article.id in done:
                    continue
                done.add(reading.article.id)
                row = {"article": reading.article.id, "reader": key.reader, "case_key": key.case_key, "run": run}
                number = _new_id(connection.execute(insert(schema.readings), row).inserted_primary_key)
                # two findings of one id say the same of the same words: one row is enough
                found = {finding.id: finding for finding in reading.every()}
                rows += [finding_row(finding, number) for finding in found.values()]
            if rows:
                connection.execute(insert(schema.findings), rows)

    def finding(self, finding_id: str) -> Finding:
        """The latest reading of one finding, unjudged; the first characters of an id do where they name one only.

        Raises `UsageError` when there is none, or more than one.
        """
        columns = schema.findings.c
        wanted = finding_id.strip()
        # every id that begins so lies between these two, which an index can use and LIKE cannot
        within = and_(columns.id >= wanted, columns.id < wanted + "\U0010ffff")
        with self.transaction() as connection:
            ids = list(connection.execute(select(columns.id).where(within).distinct().limit(4)).scalars())
            if wanted in ids:
                ids = [wanted]
            if not wanted or not ids:
                mend = "take the id from the evidence of a brief"
                raise UsageError(f"no finding '{finding_id}' in the ledger", mend=mend)
            if len(ids) > 1:
                raise UsageError(f"'{finding_id}' begins several ids ({', '.join(ids)})", mend="give more of it")
            query = select(columns.kind, columns.payload).where(columns.id == ids[0]).order_by(columns.seq.desc())
            row = connection.execute(query.limit(1)).one()
        return finding_of(row.kind, row.payload)

    def fresh_findings(self, articles: Collection[str], key: ReadingKey) -> frozenset[str]:
        """The ids of all findings that stand in these articles."""
        with self.transaction() as connection:
            columns, readings = schema.findings.c, schema.readings.c
            found: set[str] = set()
            for some in portions(articles):
                query = (
                    select(columns.id)
                    .join(schema.readings, columns.reading == readings.id)
                    .where(readings.reader == key.reader, readings.case_key == key.case_key)
                    .where(readings.article.in_(some))
                )
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    # judgements

    def judge(
        self,
        finding: str,
        kind: JudgementKind,
        *,
        by: str,
        changes: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> int:
        """Keep a judgement on a finding; its number. Raises `UsageError` when it cannot mean anything."""
        if kind not in JUDGEMENT_KINDS:
            raise UsageError(f"no judgement is named '{kind}'", mend=f"use one of {', '.join(JUDGEMENT_KINDS)}")
        if bool(changes) != (kind in ("correct", "resolve")):
            raise UsageError("a correction, and only a correction, names new values", mend="give field=value")
        judged_one = self.finding(finding)
        if kind == "resolve":
            values = resolution(judged_one, changes or {})
        else:
            values = checked_changes(judged_one, changes or {})
        row = {"finding": judged_one.id, "kind": kind, "by": by, "changes": values, "note": note, "at": _now()}
        with self.transaction() as connection:
            return _new_id(connection.execute(insert(schema.judgements), row).inserted_primary_key)

    def undo(self, judgement: int) -> None:
        """Take a judgement back; its row stays. Raises `UsageError` when there is none that stands."""
        columns = schema.judgements.c
        query = update(schema.judgements).where(and_(columns.id == judgement, columns.undone.is_(None)))
        with self.transaction() as connection:
            if connection.execute(query.values(undone=_now())).rowcount != 1:
                raise UsageError(f"no standing judgement {judgement}", mend="see `zopa judge list`")

    def judgement(self, number: int) -> Judgement:
        """One judgement by its number. Raises `UsageError` when there is none."""
        with self.transaction() as connection:
            found = judgements_of(connection, schema.judgements.c.id == number)
        if not found:
            raise UsageError(f"no judgement {number}", mend="see `zopa judge list`")
        return found[0]

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, undone ones too, oldest first."""
        with self.transaction() as connection:
            return tuple(judgements_of(connection))

    # knowledge

    def search(self, query: str, most: int = 20) -> tuple[Hit, ...]:
        """Articles with all words of `query`, the best first. Raises `UsageError` for a query without words."""
        with self.transaction() as connection:
            return search(connection, query, most)

    def knowledge(self, case: Case, key: ReadingKey) -> Knowledge:
        """What the ledger knows for `case` under `key`: a pure function of its rows."""
        with self.transaction() as connection:
            return knowledge_of(
                case,
                articles_of(connection),
                findings_where(connection, key),
                judgements_of(connection),
                unread_of(connection),
            )


def _done(connection: Connection, key: ReadingKey, among: Sequence[str] | None = None) -> set[str]:
    columns = schema.readings.c
    query = select(columns.article).where(columns.reader == key.reader, columns.case_key == key.case_key)
    if among is not None:
        query = query.where(columns.article.in_(among))
    return set(connection.execute(query).scalars())


def _new_id(primary_key: Any) -> int:
    return int(primary_key[0])


def day_name(day: dt.date) -> str:
    """`14 August 2025`."""
    return f"{day.day} {day:%B %Y}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
