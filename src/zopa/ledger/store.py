"""The ledger: articles, findings, judgements and runs in one SQLite file, written once and never overwritten.

`Ledger` is the only writer. What it holds comes back as `Knowledge`, a pure function of the rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, and_, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from zopa.cases import Case
from zopa.errors import LedgerError, UsageError
from zopa.ingest import Article, Unread
from zopa.ledger import schema
from zopa.ledger.changes import Since, fresh_after
from zopa.ledger.copies import find_copies
from zopa.ledger.judgements import JUDGEMENT_KINDS, Judgement, JudgementKind, checked_changes, resolution
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.lazy import LazyKnowledge, PartKnowledge, beside_it
from zopa.ledger.queries import (
    IS_STATEMENT,
    MAY_LIE_AHEAD,
    ReadingKey,
    articles_of,
    copies_of,
    findings_in,
    findings_where,
    judgements_of,
    portions,
    recent_from,
    unread_of,
    utc,
)
from zopa.ledger.rows import article_row, finding_of, finding_row
from zopa.ledger.search import Hit, search
from zopa.read import Finding, Quote, Reading

COUNTED_AGAIN: Final = 10_000  # findings that are counted anew each time rather than kept as a number
BATCH: Final = 32  # articles written in one transaction: what an interruption can cost


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
            return tuple(Run(r.id, r.command, utc(r.started), utc(r.finished) if r.finished else None) for r in rows)

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
            return tuple(articles_of(connection))

    def articles_by_id(self, ids: Collection[str]) -> dict[str, Article]:
        """Some articles, by id."""
        with self._transaction() as connection:
            origins = copies_of(connection)
        return self._fetch_articles(ids, origins)

    def pending(self, key: ReadingKey) -> tuple[Article, ...]:
        """Articles that have no complete reading under `key` yet, in the order of their arrival."""
        with self._transaction() as connection:
            done = _done(connection, key)
            return tuple(a for a in articles_of(connection) if a.id not in done)

    def waiting(self, key: ReadingKey) -> int:
        """How many articles have no complete reading under `key` yet."""
        return self.size() - self._done_under(key)

    def _done_under(self, key: ReadingKey) -> int:
        columns = schema.readings.c
        query = select(func.count(columns.article.distinct()))
        with self._transaction() as connection:
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
            found = judgements_of(connection, schema.judgements.c.id == number)
        if not found:
            raise UsageError(f"no judgement {number}", mend="see `zopa judge list`")
        return found[0]

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, undone ones too, oldest first."""
        with self._transaction() as connection:
            return tuple(judgements_of(connection))

    # questions

    def search(self, query: str, most: int = 20) -> tuple[Hit, ...]:
        """Articles with all words of `query`, the best first. Raises `UsageError` for a query without words."""
        with self._transaction() as connection:
            return search(connection, query, most)

    def counts(self, key: ReadingKey) -> dict[str, int]:
        """How much the ledger holds: articles, reprints, those read under `key`, findings of each kind, judgements."""
        found, read = self._kinds(key), self._done_under(key)
        with self._transaction() as connection:

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

    def _kinds(self, key: ReadingKey) -> dict[str, int]:
        """Findings of each kind: those counted before, and those of the readings since."""
        name, views, readings = f"counts/{key.reader}/{key.case_key}", schema.views.c, schema.readings.c
        with self._transaction() as connection:
            kept = connection.execute(select(views.stamp, views.data).where(views.name == name)).one_or_none()
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
            self.keep_view(name, str(last), json.dumps(counts).encode())
        return counts

    # knowledge

    def knowledge(self, case: Case, key: ReadingKey) -> Knowledge:
        """What the ledger knows for `case` under `key`: a pure function of its rows."""
        with self._transaction() as connection:
            return knowledge_of(
                case,
                articles_of(connection),
                findings_where(connection, key),
                judgements_of(connection),
                unread_of(connection),
            )

    def latest(self, case: Case, key: ReadingKey, *, most: int, days: int) -> tuple[Knowledge, dt.date]:
        """Of a large ledger: all that is known of the latest days, and the first such day.

        The latest days are as many as hold `most` articles, and `days` at least; undated articles count by when they
        came. What was told earlier and still lies ahead, or was judged, belongs to them too.
        """
        with self._transaction() as connection:
            first_day, first_seq = recent_from(connection, most, days)
            articles = schema.articles.c
            late = or_(articles.published >= first_day, and_(articles.published.is_(None), articles.seq >= first_seq))
            judgements, unread = judgements_of(connection), unread_of(connection)
            new = articles_of(connection, late)
            judged_ids = [j.finding for j in judgements if j.undone is None]
            ahead = and_(MAY_LIE_AHEAD, schema.findings.c.date >= first_day)
            was_judged = [schema.findings.c.id.in_(judged_ids)] if judged_ids else []
            found = findings_in(connection, key, [a.id for a in new], ahead, *was_judged)
            earlier = {f.article for f in found} - {a.id for a in new}
            if earlier:
                new = articles_of(connection, or_(late, articles.id.in_(earlier)))
        return knowledge_of(case, new, found, judgements, unread), first_day

    def said(self, case: Case, key: ReadingKey, quotes: Sequence[Quote]) -> Knowledge:
        """Of a large ledger: every statement ever made, in articles without their texts.

        Who speaks for whom is told by `quotes` too, those of the latest days.
        """
        with self._transaction() as connection:
            every = articles_of(connection, without_text=True)
            said = findings_where(connection, key, schema.findings.c.kind == "statement")
            return knowledge_of(case, every, [*said, *quotes], judgements_of(connection))

    def said_by(
        self, case: Case, key: ReadingKey, groups: Collection[tuple[str, str]], voices: Mapping[str, str]
    ) -> PartKnowledge:
        """The statements of these parties on these issues, as `said` would give them; `voices` are those of `said`."""
        columns = schema.findings.c
        with self._transaction() as connection:
            judgements = judgements_of(connection)
            corrected = [j.finding for j in judgements if j.kind == "correct"]  # a correction may move one here
            pairs = [and_(columns.issue == issue, columns.party == party) for party, issue in sorted(groups)]
            found = findings_where(connection, key, IS_STATEMENT, or_(*pairs, columns.id.in_(corrected)))
            base = knowledge_of(case, (), found, judgements)
            said = tuple(s for s in base.statements if (s.holder, s.issue) in groups)
            origins, ids = copies_of(connection), schema.articles.c.id
            articles = [
                article
                for some in portions({s.article for s in said})
                for article in articles_of(connection, ids.in_(some), without_text=True, copies=origins)
            ]
        return PartKnowledge(
            case=case,
            articles=tuple(articles),
            statements=said,
            judgements=base.judgements,
            origins=origins,
            latest=self.latest_day(),
            known_voices=voices,
        )

    def quotes(self, case: Case, key: ReadingKey) -> tuple[Quote, ...]:
        """Every quote, as judged."""
        with self._transaction() as connection:
            found = findings_where(connection, key, schema.findings.c.kind == "quote")
            return knowledge_of(case, (), found, judgements_of(connection)).quotes

    def extent(self) -> tuple[int, int, dt.date | None, dt.date | None]:
        """How many articles there are, how many of them are reprints, and the first and last day of publication."""
        columns = schema.articles.c
        with self._transaction() as connection:
            query = select(func.count(), func.min(columns.published), func.max(columns.published))
            number, first, last = connection.execute(query.select_from(schema.articles)).one()
            reprints = select(func.count()).select_from(schema.origins)
            known = reprints.where(schema.origins.c.article.in_(select(columns.id)))
            return number, connection.execute(known).scalar_one(), first, last

    def unjudged(self, ids: Collection[str], key: ReadingKey) -> dict[str, Finding]:
        """Findings by id, as they were read."""
        with self._transaction() as connection:
            return {
                finding.id: finding
                for some in portions(ids)
                for finding in findings_where(connection, key, schema.findings.c.id.in_(some))
            }

    def estimates(self, case: Case, key: ReadingKey) -> Knowledge:
        """Knowledge of all estimates, and of nothing else."""
        with self._transaction() as connection:
            found = findings_where(connection, key, schema.findings.c.kind == "estimate")
            return knowledge_of(case, articles_of(connection, without_text=True), found, judgements_of(connection))

    def lazy(self, case: Case, key: ReadingKey, newest: int, beside: Knowledge | None = None) -> LazyKnowledge:
        """Knowledge that holds the `newest` articles by arrival and fetches whatever else is asked for.

        What is known `beside` it need not be fetched.
        """
        with self._transaction() as connection:
            last = connection.execute(select(func.max(schema.articles.c.seq))).scalar_one() or 0
            new = articles_of(connection, schema.articles.c.seq > last - newest)
            found = findings_in(connection, key, [a.id for a in new])
            judgements = tuple(j for j in judgements_of(connection) if j.undone is None)
            origins = copies_of(connection)
            unread = unread_of(connection)
        about = [j.finding for j in judgements if j.kind == "withdraw"]
        base = knowledge_of(case, new, found, judgements, unread)
        values = {f.name: getattr(base, f.name) for f in fields(Knowledge)}
        values["withdrawn"] = tuple(self.unjudged(about, key).values())
        return LazyKnowledge(
            **values,
            fetch_findings=beside_it(beside.finding if beside else {}, lambda ids: self.unjudged(ids, key)),
            fetch_articles=beside_it(beside.article if beside else {}, lambda ids: self._fetch_articles(ids, origins)),
            origins=origins,
            latest=self.latest_day(),
        )

    def _fetch_articles(self, ids: Collection[str], copies: Mapping[str, str]) -> dict[str, Article]:
        with self._transaction() as connection:
            return {
                article.id: article
                for some in portions(ids)
                for article in articles_of(connection, schema.articles.c.id.in_(some), copies=copies)
            }

    # views kept

    def stamp(self, key: ReadingKey, *, judged: bool = True) -> str:
        """What every view of the ledger depends on: it changes with every article, reading and judgement.

        Without `judged`, what the findings alone depend on.
        """
        with self._transaction() as connection:

            def one(query: Select[Any]) -> object:
                return connection.execute(query).scalar_one()

            parts = [
                one(select(func.max(schema.articles.c.seq))),
                one(select(func.max(schema.readings.c.id))),
                one(select(func.count()).select_from(schema.origins)),
                one(select(func.count()).select_from(schema.unread)),
            ]
            if judged:
                parts.append(one(select(func.max(schema.judgements.c.id))))
                parts.append(one(select(func.count(schema.judgements.c.undone))))
        return "/".join(map(str, (key.reader, key.case_key, *parts)))

    def view(self, name: str, stamp: str) -> bytes | None:
        """The view kept under `name`, if it was computed from the rows that `stamp` stands for."""
        columns = schema.views.c
        with self._transaction() as connection:
            query = select(columns.data).where(columns.name == name, columns.stamp == stamp)
            found: bytes | None = connection.execute(query).scalar_one_or_none()
        return found

    def keep_view(self, name: str, stamp: str, data: bytes) -> None:
        """Keep a computed view in place of the one before it; a ledger that cannot be written goes without."""
        with suppress(LedgerError), self._transaction() as connection:
            row = {"name": name, "stamp": stamp, "data": data}
            made = insert_once(schema.views).values(row)
            connection.execute(made.on_conflict_do_update(index_elements=["name"], set_={"stamp": stamp, "data": data}))

    def size(self) -> int:
        """How many articles there are."""
        with self._transaction() as connection:
            return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()


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
