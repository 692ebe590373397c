"""The ledger: articles, findings, judgements and runs in one SQLite file, written once and never overwritten.

`Ledger` is the only writer. What it holds comes back as `Knowledge`, a pure function of the rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, and_, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.cases import Case
from zopa.errors import UsageError
from zopa.ingest import Article, Unread
from zopa.ledger import schema
from zopa.ledger.changes import Since, fresh_after
from zopa.ledger.copies import find_copies
from zopa.ledger.judgements import JUDGEMENT_KINDS, Judgement, JudgementKind, checked_changes, resolution
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.lazy import LazyKnowledge
from zopa.ledger.rows import article_of, article_row, finding_of, finding_row
from zopa.ledger.search import Hit, search
from zopa.read import Finding, Quote, Reading

ASKED_AT_ONCE: Final = 500  # ids in one question to the database
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
        with self._transaction() as connection:
            before = connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()
            last = connection.execute(select(func.max(schema.articles.c.seq))).scalar_one() or 0
            for table, new in ((schema.articles, rows), (schema.origins, reprints), (schema.unread, failed)):
                if new:
                    connection.execute(insert_once(table).on_conflict_do_nothing(), new)
            if copies and self.path is not None:  # a ledger in memory sees no later day
                find_copies(connection, last + 1, run)
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
                # two findings of one id say the same of the same words: one row is enough
                found = {finding.id: finding for finding in findings_of(reading)}
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

    def fresh_findings(self, articles: Collection[str], key: ReadingKey) -> frozenset[str]:
        """The ids of all findings that stand in these articles."""
        with self._transaction() as connection:
            columns, readings = schema.findings.c, schema.readings.c
            found: set[str] = set()
            for some in _portions(articles):
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
            return knowledge_of(
                case, _articles(connection), _findings(connection, key), _judgements(connection), _unread(connection)
            )

    def recent(self, case: Case, key: ReadingKey, *, most: int, days: int) -> tuple[Knowledge, Knowledge, dt.date]:
        """Of a large ledger: all that is known of the latest days, every statement ever made, and the first such day.

        The latest days are as many as hold `most` articles, and `days` at least; undated articles count by when they
        came. Articles before them come without their texts, and without findings other than statements.
        """
        with self._transaction() as connection:
            first_day, first_seq = _recent_from(connection, most, days)
            articles = schema.articles.c
            late = or_(articles.published >= first_day, and_(articles.published.is_(None), articles.seq >= first_seq))
            judgements, unread = _judgements(connection), _unread(connection)
            new = _articles(connection, late)
            every = _articles(connection, without_text=True)
            order = {a.id: i for i, a in enumerate(every)}
            # what was told earlier and still lies ahead, or was judged, belongs to the latest days too
            judged_ids = [j.finding for j in judgements if j.undone is None]
            kind, day = schema.findings.c.kind, schema.findings.c.date
            ahead = and_(kind.in_(("act", "event")), day >= first_day)
            others = and_(
                schema.findings.c.article.not_in([a.id for a in new]),
                or_(ahead, schema.findings.c.id.in_(judged_ids)),
            )
            found = [*_findings(connection, key, others), *_findings_in(connection, key, [a.id for a in new])]
            new += _articles(connection, articles.id.in_({f.article for f in found} - {a.id for a in new}))
            new.sort(key=lambda a: order[a.id])
            said = _findings(connection, key, schema.findings.c.kind == "statement")
        latest = knowledge_of(case, new, found, judgements, unread)
        # who speaks for whom is told by quotes, which are read of the latest days alone
        quotes = [f for f in found if isinstance(f, Quote)]
        return latest, knowledge_of(case, every, [*said, *quotes], judgements, unread), first_day

    def estimates(self, case: Case, key: ReadingKey) -> Knowledge:
        """Knowledge of all estimates, and of nothing else."""
        with self._transaction() as connection:
            found = _findings(connection, key, schema.findings.c.kind == "estimate")
            return knowledge_of(case, _articles(connection, without_text=True), found, _judgements(connection))

    def lazy(self, case: Case, key: ReadingKey, newest: int) -> LazyKnowledge:
        """Knowledge that holds the `newest` articles by arrival and fetches whatever else is asked for."""
        with self._transaction() as connection:
            last = connection.execute(select(func.max(schema.articles.c.seq))).scalar_one() or 0
            new = _articles(connection, schema.articles.c.seq > last - newest)
            found = _findings_in(connection, key, [a.id for a in new])
            judgements = tuple(j for j in _judgements(connection) if j.undone is None)
            origins = {row.article: row.origin for row in connection.execute(select(schema.origins))}
            unread = _unread(connection)
        about = [j.finding for j in judgements if j.kind == "withdraw"]
        base = knowledge_of(case, new, found, judgements, unread)
        values = {f.name: getattr(base, f.name) for f in fields(Knowledge)}
        values["withdrawn"] = tuple(self._fetch(about, key).values())
        return LazyKnowledge(
            **values,
            fetch_findings=lambda ids: self._fetch(ids, key),
            fetch_articles=lambda ids: self._fetch_articles(ids, origins),
            origins=origins,
            latest=self.latest_day(),
        )

    def _fetch(self, ids: Collection[str], key: ReadingKey) -> dict[str, Finding]:
        columns, readings = schema.findings.c, schema.readings.c
        found: dict[str, Finding] = {}
        with self._transaction() as connection:
            for some in _portions(ids):
                query = (
                    select(columns.id, columns.kind, columns.payload)
                    .join(schema.readings, columns.reading == readings.id)
                    .where(columns.id.in_(some), readings.reader == key.reader, readings.case_key == key.case_key)
                )
                found |= {row.id: finding_of(row.kind, row.payload) for row in connection.execute(query)}
        return found

    def _fetch_articles(self, ids: Collection[str], copies: Mapping[str, str]) -> dict[str, Article]:
        found: dict[str, Article] = {}
        with self._transaction() as connection:
            for some in _portions(ids):
                query = select(schema.articles).where(schema.articles.c.id.in_(some))
                for row in connection.execute(query).mappings():
                    found[row["id"]] = article_of(dict(row), copies.get(row["id"]))
        return found

    # views kept

    def stamp(self, key: ReadingKey) -> str:
        """What every view of the ledger depends on: it changes with every article, reading and judgement."""
        with self._transaction() as connection:

            def one(query: Select[Any]) -> object:
                return connection.execute(query).scalar_one()

            parts = (
                one(select(func.max(schema.articles.c.seq))),
                one(select(func.max(schema.readings.c.id))),
                one(select(func.count()).select_from(schema.origins)),
                one(select(func.count()).select_from(schema.unread)),
                one(select(func.max(schema.judgements.c.id))),
                one(select(func.count(schema.judgements.c.undone))),
            )
        return "/".join(map(str, (key.reader, key.case_key, *parts)))

    def view(self, name: str, stamp: str) -> bytes | None:
        """The view kept under `name`, if it was computed from the rows that `stamp` stands for."""
        columns = schema.views.c
        with self._transaction() as connection:
            query = select(columns.data).where(columns.name == name, columns.stamp == stamp)
            found: bytes | None = connection.execute(query).scalar_one_or_none()
        return found

    def keep_view(self, name: str, stamp: str, data: bytes) -> None:
        """Keep a computed view in place of the one before it."""
        with self._transaction() as connection:
            row = {"name": name, "stamp": stamp, "data": data}
            made = insert_once(schema.views).values(row)
            connection.execute(made.on_conflict_do_update(index_elements=["name"], set_={"stamp": stamp, "data": data}))

    def size(self) -> int:
        """How many articles there are."""
        with self._transaction() as connection:
            return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()


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


def _articles(connection: Connection, *where: ColumnElement[bool], without_text: bool = False) -> list[Article]:
    copies = {row.article: row.origin for row in connection.execute(select(schema.origins))}
    columns = schema.articles.c
    wanted = [c for c in columns if not without_text or c.name not in ("text", "removed")]
    query = select(*wanted).where(*where).order_by(columns.seq)
    bare = {"text": "", "removed": []} if without_text else {}
    return [article_of({**row, **bare}, copies.get(row["id"])) for row in connection.execute(query).mappings()]


def _findings(connection: Connection, key: ReadingKey, *where: ColumnElement[bool]) -> list[Finding]:
    columns, readings = schema.findings.c, schema.readings.c
    query = (
        select(columns.kind, columns.payload)
        .join(schema.readings, columns.reading == readings.id)
        .where(readings.reader == key.reader, readings.case_key == key.case_key, *where)
        .order_by(columns.seq)
    )
    return [finding_of(row.kind, row.payload) for row in connection.execute(query)]


def _findings_in(connection: Connection, key: ReadingKey, articles: Collection[str]) -> list[Finding]:
    """Those of some articles: found by their readings, which an index leads to."""
    columns, readings = schema.findings.c, schema.readings.c
    found: list[tuple[int, Finding]] = []
    for some in _portions(articles):
        query = select(readings.id).where(readings.article.in_(some))
        ids = query.where(readings.reader == key.reader, readings.case_key == key.case_key)
        rows = select(columns.seq, columns.kind, columns.payload).where(columns.reading.in_(ids))
        found += [(row.seq, finding_of(row.kind, row.payload)) for row in connection.execute(rows)]
    return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]


def _portions(ids: Collection[str]) -> Iterator[list[str]]:
    """So many at once as a question to the database takes."""
    wanted = sorted(ids)
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        yield wanted[first : first + ASKED_AT_ONCE]


def _unread(connection: Connection) -> list[Unread]:
    return [Unread(path=r.path, reason=r.reason) for r in connection.execute(select(schema.unread))]


def _recent_from(connection: Connection, most: int, days: int) -> tuple[dt.date, int]:
    """The first of the latest days, and the first of as many latest arrivals."""
    columns = schema.articles.c
    dated = columns.published.is_not(None)
    newest = connection.execute(select(func.max(columns.published))).scalar_one() or dt.date.max
    ordered = select(columns.published).where(dated).order_by(columns.published.desc())
    # a day is whole or not there: the one of the first article too many is left out
    beyond = connection.execute(ordered.offset(most).limit(1)).scalar_one_or_none()
    inside = min(beyond + dt.timedelta(days=1), newest) if beyond else dt.date.min
    arrivals = select(columns.seq).order_by(columns.seq.desc()).offset(most - 1).limit(1)
    first_seq = connection.execute(arrivals).scalar_one_or_none() or 0
    week = newest - dt.timedelta(days=days - 1) if newest < dt.date.max else dt.date.min
    return min(inside, week), first_seq


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
