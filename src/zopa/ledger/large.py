"""Questions to a ledger that is too large to be loaded whole.

Articles that were not read yet tell nothing, not even what day it is: what would have come to its day by theirs may be
put off in them. So views change with what was read, and not before.

latest          all that is known of the latest days
said, said_by   every statement ever made, or those of some parties on some issues
quotes, estimates
lazy            knowledge that fetches what is asked for
unjudged        some findings as they were read
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields

from sqlalchemy import and_, func, or_, select

from zopa.cases import Case
from zopa.ledger import schema
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
    was_read,
)
from zopa.ledger.store import Ledger
from zopa.read import Finding, Quote


def latest(book: Ledger, case: Case, key: ReadingKey, *, most: int, days: int) -> tuple[Knowledge, dt.date]:
    """All that is known of the latest days, and the first such day.

    The latest days are as many as hold `most` articles, and `days` at least; undated articles count by when they
    came. What was told earlier and still lies ahead, or was judged, belongs to them too.
    """
    with book.transaction() as connection:
        first_day, first_seq = recent_from(connection, key, most, days)
        articles = schema.articles.c
        late = or_(articles.published >= first_day, and_(articles.published.is_(None), articles.seq >= first_seq))
        judgements, unread = judgements_of(connection), unread_of(connection)
        new = articles_of(connection, late, was_read(key))
        judged_ids = [j.finding for j in judgements if j.undone is None]
        ahead = and_(MAY_LIE_AHEAD, schema.findings.c.date >= first_day)
        was_judged = [schema.findings.c.id.in_(judged_ids)] if judged_ids else []
        found = findings_in(connection, key, [a.id for a in new], ahead, *was_judged)
        earlier = {f.article for f in found} - {a.id for a in new}
        if earlier:
            new = articles_of(connection, or_(late, articles.id.in_(earlier)), was_read(key))
    return knowledge_of(case, new, found, judgements, unread), first_day


def said(book: Ledger, case: Case, key: ReadingKey, quotes: Sequence[Quote]) -> Knowledge:
    """Every statement ever made, in articles without their texts.

    Who speaks for whom is told by `quotes` too, those of the latest days.
    """
    with book.transaction() as connection:
        every = articles_of(connection, was_read(key), without_text=True)
        said = findings_where(connection, key, schema.findings.c.kind == "statement")
        return knowledge_of(case, every, [*said, *quotes], judgements_of(connection))


def said_by(
    book: Ledger, case: Case, key: ReadingKey, groups: Collection[tuple[str, str]], voices: Mapping[str, str]
) -> PartKnowledge:
    """The statements of these parties on these issues, as `said` would give them; `voices` are those of `said`."""
    columns = schema.findings.c
    with book.transaction() as connection:
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
        latest=book.latest_day(key),
        known_voices=voices,
    )


def quotes(book: Ledger, case: Case, key: ReadingKey) -> tuple[Quote, ...]:
    """Every quote, as judged."""
    with book.transaction() as connection:
        found = findings_where(connection, key, schema.findings.c.kind == "quote")
        return knowledge_of(case, (), found, judgements_of(connection)).quotes


def estimates(book: Ledger, case: Case, key: ReadingKey) -> Knowledge:
    """Knowledge of all estimates, and of nothing else."""
    with book.transaction() as connection:
        found = findings_where(connection, key, schema.findings.c.kind == "estimate")
        return knowledge_of(case, articles_of(connection, without_text=True), found, judgements_of(connection))


def lazy(book: Ledger, case: Case, key: ReadingKey, newest: int, beside: Knowledge | None = None) -> LazyKnowledge:
    """Knowledge that holds the `newest` articles by arrival and fetches whatever else is asked for.

    What is known `beside` it need not be fetched.
    """
    with book.transaction() as connection:
        last = connection.execute(select(func.max(schema.articles.c.seq))).scalar_one() or 0
        new = articles_of(connection, schema.articles.c.seq > last - newest)
        found = findings_in(connection, key, [a.id for a in new])
        judgements = tuple(j for j in judgements_of(connection) if j.undone is None)
        origins = copies_of(connection)
        unread = unread_of(connection)
    about = [j.finding for j in judgements if j.kind == "withdraw"]
    base = knowledge_of(case, new, found, judgements, unread)
    values = {f.name: getattr(base, f.name) for f in fields(Knowledge)}
    values["withdrawn"] = tuple(unjudged(book, about, key).values())
    return LazyKnowledge(
        **values,
        fetch_findings=beside_it(beside.finding if beside else {}, lambda ids: unjudged(book, ids, key)),
        fetch_articles=beside_it(beside.article if beside else {}, lambda ids: book.articles_by_id(ids, origins)),
        origins=origins,
        latest=book.latest_day(key),
    )


def unjudged(book: Ledger, ids: Collection[str], key: ReadingKey) -> dict[str, Finding]:
    """Findings by id, as they were read."""
    with book.transaction() as connection:
        return {
            finding.id: finding
            for some in portions(ids)
            for finding in findings_where(connection, key, schema.findings.c.id.in_(some))
        }
