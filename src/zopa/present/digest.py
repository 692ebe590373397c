"""The brief of a large ledger: computed once after reading, kept in the ledger, shown in a moment.

Positions, sticking points, common ground, observed shifts and convergence rest on every statement ever made. What is
told of facts (contradictions, islands, estimates, the clock, reported shifts) comes from the latest days, which the
heading names. Of each list of evidence the first and the last stay; the words behind them are fetched when shown.

    digest_of(book, ...)   the kept digest, or a new one where the ledger has changed since
    packed, unpacked       a brief's views as bytes and back: plain JSON, checked against their types when read
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

from zopa.cases import Case
from zopa.ledger import Knowledge, Ledger, Point, ReadingKey, Since
from zopa.present.brief import Brief, brief_of, with_changes
from zopa.present.evidence import SHOWN
from zopa.present.outline import outline
from zopa.present.parts import MOST

ASKED: Final = "digest 1, findings"
NAME: Final = "digest 1"  # of the kept view: another number where what is kept changes its meaning
RECENT: Final = 3_000  # articles of the latest days
DAYS: Final = 7  # of latest days at least
NEWEST: Final = 40  # articles that are listed as sources
KEPT: Final = 12  # of a list of evidence: half of it first, half last
KEPT_OF_DAY: Final = 2  # of the statements of one day of a series
_APART: Final = ("knowledge", "changes")


def digest_of(book: Ledger, case: Case, key: ReadingKey, since: Since | None, version: str) -> Brief:
    """The brief of what the ledger holds now, with what changed `since`."""
    stamp = f"{version}/{book.stamp(key)}"
    known = book.lazy(case, key, NEWEST)
    data, asked = book.view(NAME, stamp), book.view(ASKED, stamp)
    if data is None or asked is None:
        data = packed(computed(book, case, key))
        asked = json.dumps(shown_findings(unpacked(data, known))).encode()
        book.keep_view(NAME, stamp, data)
        book.keep_view(ASKED, stamp, asked)
    known.load(json.loads(asked))
    brief = with_changes(unpacked(data, known), since)
    if brief.changes:
        moved = [i for one in brief.changes.moved for i in (*one.statements[:SHOWN], *one.before.statements[:SHOWN])]
        known.load([*moved, *(estimate.id for estimate in brief.changes.estimates[:MOST])])
    return brief


def shown_findings(brief: Brief) -> list[str]:
    """The findings and spans that the pages of a brief show, so that they can be fetched in a few questions."""
    found: set[str] = {side for one in brief.contradictions[:MOST] for side in (one.a, one.b)}
    held = set(brief.knowledge.finding)
    for section in outline(brief):
        lines = list(section.lines)
        for line in lines:
            found |= set(line.findings[:SHOWN])
            lines += line.lines
        for row in section.table.rows if section.table else ():
            found |= {finding for cell in row for finding in cell.findings[:SHOWN]}
    # whatever the sentences quoted was fetched while they were made
    return sorted(found | (set(brief.knowledge.finding) - held))


def computed(book: Ledger, case: Case, key: ReadingKey) -> Brief:
    """The views, computed afresh from the rows."""
    latest, whole, first_day = book.recent(case, key, most=RECENT, days=DAYS)
    return brief_of(latest, whole=whole, facts_from=first_day)


def packed(brief: Brief) -> bytes:
    """The views of a brief without its knowledge, lists of evidence cut to what is shown."""
    values = {name: _adapter(name).dump_python(view, mode="json") for name, view in shorter_views(brief).items()}
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode("utf-8", "surrogatepass"), level=1)


def shorter_views(brief: Brief) -> dict[str, Any]:
    """What is kept of a brief, by the name of the view."""
    return {f.name: shorter(getattr(brief, f.name)) for f in fields(Brief) if f.name not in _APART}


def unpacked(data: bytes, knowledge: Knowledge) -> Brief:
    """The brief again, over `knowledge`."""
    values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return Brief(knowledge=knowledge, **{name: _adapter(name).validate_python(v) for name, v in values.items()})


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(Brief)[name])


def shorter(value: Any) -> Any:
    """The same data with every long list of ids cut to its first and last few."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], str):
            return value if len(value) <= KEPT else (*value[: KEPT // 2], *value[-KEPT // 2 :])
        return tuple(shorter(item) for item in value)
    if isinstance(value, Point):
        said = value.statements
        return value if len(said) <= KEPT_OF_DAY else replace(value, statements=(said[0], said[-1]))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: new
            for f in fields(value)
            if (old := getattr(value, f.name)) is not (new := shorter(old)) and new != old
        }
        return replace(value, **changed) if changed else value
    return value
