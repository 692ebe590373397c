"""The brief of a large ledger: computed once after reading, kept in the ledger, shown in a moment.

Positions, sticking points, common ground, observed shifts and convergence rest on every statement ever made. What is
told of facts (contradictions, islands, estimates, the clock, reported shifts) comes from the latest days, which the
heading names. Of each list of evidence the first and the last stay; the words behind them are fetched when shown.

    digest_of(book, ...)   the kept digest, or a new one where the ledger has changed since
    computed(book, ...)    the views, from the rows alone
    packed, unpacked       a brief's views as bytes and back: plain JSON, checked against their types when read

Positions are kept apart (`zopa.present.kept_rows`): a judgement costs no more of them than it touches.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

from zopa.cases import Case
from zopa.ledger import Iceberg, Knowledge, Ledger, Position, ReadingKey, Since, amounts, large, views
from zopa.ledger.lazy import LazyKnowledge
from zopa.present.brief import Brief, Extent, brief_of, with_changes
from zopa.present.evidence import SHOWN, first_findings
from zopa.present.kept_rows import rows_of, shorter
from zopa.present.outline import outline
from zopa.present.parts import MOST

ASKED: Final = "digest 5, findings"
NAME: Final = "digest 5"  # of the kept view: another number where what is kept changes its meaning
RECENT: Final = 3_000  # articles of the latest days
DAYS: Final = 7  # of latest days at least
NEWEST: Final = 40  # articles that are listed as sources
_APART: Final = ("knowledge", "changes")


def digest_of(book: Ledger, case: Case, key: ReadingKey, since: Since | None, version: str) -> Brief:
    """The brief of what the ledger holds now, with what changed `since`."""
    stamp = f"{version}/{views.stamp(book, key)}"
    known = large.lazy(book, case, key, NEWEST)
    data, asked = views.kept(book, NAME, stamp), views.kept(book, ASKED, stamp)
    if data is None or asked is None:
        made = computed(book, case, key, version)
        data = packed(made)
        beside = large.lazy(book, case, key, 0, beside=made.knowledge)
        asked = json.dumps(shown_findings(unpacked(data, beside))).encode()
        views.keep(book, NAME, stamp, data)
        views.keep(book, ASKED, stamp, asked)
    known.load(json.loads(asked))
    brief = unpacked(data, known)
    assert brief.extent is not None
    brief = with_changes(replace(brief, extent=_extent(book, brief.extent)), since)
    if brief.changes:
        moved = [i for one in brief.changes.moved for i in (*one.statements[:SHOWN], *one.before.statements[:SHOWN])]
        known.load([*moved, *(estimate.id for estimate in brief.changes.estimates[:MOST])])
    return brief


def shown_findings(brief: Brief) -> list[str]:
    """The findings and spans that the pages of a brief show, so that they can be fetched in a few questions.

    Its knowledge holds nothing yet: what the sentences quote is what was fetched while they were made.
    """
    found: set[str] = {side for one in brief.contradictions[:MOST] for side in (one.a, one.b)}
    assert isinstance(brief.knowledge, LazyKnowledge)
    brief.knowledge.load(i for row in brief.positions for i in (*row.supporting[:SHOWN], *row.red_lines[:SHOWN]))
    for section in outline(brief):
        found.update(first_findings(section))
    articles = {f"{article}:0-0" for article in brief.knowledge.article}  # those named without a finding too
    return sorted(found | set(brief.knowledge.finding) | articles)


def computed(book: Ledger, case: Case, key: ReadingKey, version: str | None = None) -> Brief:
    """The views, from the positions kept under `version` as far as they still hold; without it from the rows alone."""
    latest, first_day = large.latest(book, case, key, most=RECENT, days=DAYS)
    rows = rows_of(book, case, key, latest.quotes, version)
    known = large.lazy(book, case, key, 0, beside=latest)
    known.load(move.after[0] for row in rows for move in row.moves)
    known.load(denial.by for row in rows for denial in row.denials)
    facts = sum(a.published is not None and a.published >= first_day for a in latest.articles)
    extent = _extent(book, Extent(0, 0, None, None, facts, first_day))
    return brief_of(latest, rows=rows, whole=known, extent=extent)


def _extent(book: Ledger, facts: Extent) -> Extent:
    """The same with what there is now, read or not."""
    articles, reprints, first, last = amounts.extent(book)
    return replace(facts, articles=articles, reprints=reprints, first=first, last=last)


def packed(brief: Brief) -> bytes:
    """The views of a brief without its knowledge, lists of evidence cut to what is shown."""
    values = {name: _adapter(name).dump_python(view, mode="json") for name, view in shorter_views(_bare(brief)).items()}
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode("utf-8", "surrogatepass"), level=1)


def shorter_views(brief: Brief) -> dict[str, Any]:
    """What is kept of a brief, by the name of the view."""
    return {f.name: shorter(getattr(brief, f.name)) for f in fields(Brief) if f.name not in _APART}


def _bare(brief: Brief) -> Brief:
    """The brief with each position written once: icebergs repeat those of their party."""
    return replace(brief, icebergs=tuple(replace(one, positions=()) for one in brief.icebergs))


def _whole(icebergs: Iterable[Iceberg], positions: Iterable[Position]) -> tuple[Iceberg, ...]:
    of_party: dict[str, list[Position]] = {}
    for row in positions:
        of_party.setdefault(row.party, []).append(row)
    return tuple(replace(one, positions=tuple(of_party.get(one.party, ()))) for one in icebergs)


def unpacked(data: bytes, knowledge: Knowledge) -> Brief:
    """The brief again, over `knowledge`."""
    values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    views = {name: _adapter(name).validate_python(view) for name, view in values.items()}
    views["icebergs"] = _whole(views["icebergs"], views["positions"])
    return Brief(knowledge=knowledge, **views)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(Brief)[name])
