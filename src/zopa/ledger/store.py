"""The ledger: articles, findings, judgements and runs in one SQLite file, written once and never overwritten.

`Ledger` is the only writer. What it holds comes back as `Knowledge`, a pure function of the rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.cases import Case
from zopa.errors import UsageError
from zopa.ingest import Article, Unread
from zopa.ledger import schema
from zopa.ledger.changes import Since, fresh_after
from zopa.ledger.judgements import JUDGEMENT_KINDS, Judgement, JudgementKind, checked_changes, resolution
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.rows import article_of, article_row, finding_of, finding_row
from zopa.ledger.search import Hit, search
from zopa.read import Finding, Reading

BATCH: Final = 32  # articles written in one transaction: what an interruption can cost


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """What a reading depends on besides the article: change either and the article is read afresh."""

    reader: str
    case_key: str


def reading_key(case: Case, reader: str) -> ReadingKey:
    """The key under which `reader` reads articles for `case`; a changed case file gives another key."""
    data = case.model_dump_json(by_alias=True)
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
    def _transaction(self) -> Iterator[Connection]:
        with schema.failures(self.path), self._engine.begin() as connection:
            yield connection

    # runs

    def begin_run(self, command: str, version: str) -> int:
        """Note that `command` starts now; the run's number."""
        with self._transaction() as connection:
            row = {"started": _now(), "version": version, "command": command}
            return _new_id(connection.execute(insert(schema.runs), row).inserted_primary_key)

    def end_run(self, run: int) -> None:
        """Note that a run came to its end; a run without an end was interrupted."""
        with self._transaction() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run).values(finished=_now()))

    def runs(self) -> tuple[Run, ...]:
        """Every run, oldest first."""
        with self._transaction() as connection:
            rows = connection.execute(select(schema.runs).order_by(schema.runs.c.id))
            return tuple(Run(r.id, r.command, _utc(r.started), _utc(r.finished) if r.finished else None) for r in rows)

    def since(self, day_or_run: dt.date | int) -> Since:
        """From when on things count as new: after a day of publication, or after everything that a run had seen.

        Raises `UsageError` for a run that there was not.
        """
        columns = schema.articles.c
        with self._transaction() as connection:
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

    def latest_day(self) -> dt.date | None:
        """The latest day on which an article was published."""
        with self._transaction() as connection:
            found: dt.date | None = connection.execute(select(func.max(schema.articles.c.published))).scalar_one()
            return found

    # articles

    def add_articles(self, articles: Iterable[Article], unread: Iterable[Unread], run: int) -> int:
        """Keep articles that are new (by id) and what could not be read; the number of new articles."""
        kept = list(articles)
        rows = [article_row(article, run) for article in kept]
        copies = [{"article": a.id, "origin": a.duplicate_of, "run": run} for a in kept if a.duplicate_of]
        failed = [{"run": run, "path": u.path, "reason": u.reason} for u in unread]
        with self._transaction() as connection:
            before = connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()
            for table, new in ((schema.articles, rows), (schema.origins, copies), (schema.unread, failed)):
                if new:
                    connection.execute(insert_once(table).on_conflict_do_nothing(), new)
            return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one() - before

    def articles(self) -> tuple[Article, ...]:
        """All articles in the order of their arrival."""
        with self._transaction() as connection:
            return tuple(_articles(connection))

    def pending(self, key: ReadingKey) -> tuple[Article, ...]:
        """Articles that have no complete reading under `key` yet, in the order of their arrival."""
        with self._transaction() as connection:
            done = _done(connection, key)
            return tuple(a for a in _articles(connection) if a.id not in done)

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
        with self._transaction() as connection:
            done = _done(connection, key, [reading.article.id for reading in readings])
            rows: list[dict[str, Any]] = []
            for reading in readings:
                if reading.article.id in done:
                    continue
                done.add(reading.article.id)
                row = {"article": reading.article.id, "reader": key.reader, "case_key": key.case_key, "run": run}
                number = _new_id(connection.execute(insert(schema.readings), row).inserted_primary_key)
                rows += [finding_row(finding, number) for finding in findings_of(reading)]
            if rows:
                connection.execute(insert_once(schema.findings).on_conflict_do_nothing(), rows)

    def finding(self, finding_id: str) -> Finding:
        """The latest reading of one finding, unjudged; the first characters of an id do where they name one only.

        Raises `UsageError` when there is none, or more than one.
        """
        columns = schema.findings.c
        wanted = finding_id.strip()
        # every id that begins so lies between these two, which an index can use and LIKE cannot
        within = and_(columns.id >= wanted, columns.id < wanted + "\U0010ffff")
        with self._transaction() as connection:
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
        with self._transaction() as connection:
            return _new_id(connection.execute(insert(schema.judgements), row).inserted_primary_key)

    def undo(self, judgement: int) -> None:
        """Take a judgement back; its row stays. Raises `UsageError` when there is none that stands."""
        columns = schema.judgements.c
        query = update(schema.judgements).where(and_(columns.id == judgement, columns.undone.is_(None)))
        with self._transaction() as connection:
            if connection.execute(query.values(undone=_now())).rowcount != 1:
                raise UsageError(f"no standing judgement {judgement}", mend="see `zopa judge list`")

    def judgement(self, number: int) -> Judgement:
        """One judgement by its number. Raises `UsageError` when there is none."""
        with self._transaction() as connection:
            found = _judgements(connection, schema.judgements.c.id == number)
        if not found:
            raise UsageError(f"no judgement {number}", mend="see `zopa judge list`")
        return found[0]

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, undone ones too, oldest first."""
        with self._transaction() as connection:
            return tuple(_judgements(connection))

    # questions

    def search(self, query: str, most: int = 20) -> tuple[Hit, ...]:
        """Articles with all words of `query`, the best first. Raises `UsageError` for a query without words."""
        with self._transaction() as connection:
            return search(connection, query, most)

    def counts(self, key: ReadingKey) -> dict[str, int]:
        """How much the ledger holds: articles, reprints, those read under `key`, findings of each kind, judgements."""
        with self._transaction() as connection:

            def count(table: Table, *where: ColumnElement[bool]) -> int:
                return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

            kinds = (
                select(schema.findings.c.kind, func.count())
                .join(schema.readings, schema.findings.c.reading == schema.readings.c.id)
                .where(schema.readings.c.reader == key.reader, schema.readings.c.case_key == key.case_key)
                .group_by(schema.findings.c.kind)
            )
            articles = count(schema.articles)
            found = {f"{kind}s": number for kind, number in connection.execute(kinds)}
            return {
                "articles": articles,
                "reprints": count(schema.origins),
                "read": (read := len(_done(connection, key))),
                "pending": articles - read,
                "unread": count(schema.unread),
                **found,
                "judgements": count(schema.judgements, schema.judgements.c.undone.is_(None)),
                "interrupted": count(schema.runs, schema.runs.c.finished.is_(None)),
            }

    # knowledge

    def knowledge(self, case: Case, key: ReadingKey) -> Knowledge:
        """What the ledger knows for `case` under `key`: a pure function of its rows."""
        with self._transaction() as connection:
            query = (
                select(schema.findings.c.kind, schema.findings.c.payload)
                .join(schema.readings, schema.findings.c.reading == schema.readings.c.id)
                .where(schema.readings.c.reader == key.reader, schema.readings.c.case_key == key.case_key)
                .order_by(schema.findings.c.seq)
            )
            found = [finding_of(row.kind, row.payload) for row in connection.execute(query)]
            skipped = [Unread(path=r.path, reason=r.reason) for r in connection.execute(select(schema.unread))]
            return knowledge_of(case, _articles(connection), found, _judgements(connection), skipped)


def findings_of(reading: Reading) -> Iterator[Finding]:
    """Every finding of a reading, kind by kind."""
    yield from reading.statements
    yield from reading.quotes
    yield from reading.estimates
    yield from reading.figures
    yield from reading.events
    yield from reading.acts
    yield from reading.shifts
    yield from reading.reasons
    yield from reading.ties
    yield from reading.changes
    yield from reading.holdings
    yield from reading.swaps


def _articles(connection: Connection) -> list[Article]:
    copies = {row.article: row.origin for row in connection.execute(select(schema.origins))}
    query = select(schema.articles).order_by(schema.articles.c.seq)
    return [article_of(dict(row), copies.get(row["id"])) for row in connection.execute(query).mappings()]


def _judgements(connection: Connection, *where: ColumnElement[bool]) -> list[Judgement]:
    query = select(schema.judgements).where(*where).order_by(schema.judgements.c.id)
    return [Judgement(**{**row, "at": _utc(row["at"])}) for row in connection.execute(query).mappings()]


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


def _utc(moment: dt.datetime) -> dt.datetime:
    """SQLite gives back no zone; all moments were written in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
