"""Findings and articles to rows of the ledger and back.

finding_row(finding)     columns of a finding's row
finding_of(kind, data)   the finding again; `finding_of(kind_of(f), to_json(f)) == f` for every finding
article_row, article_of  the same for articles
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final

from zopa.ingest import Article, Removed
from zopa.read import (
    KINDS,
    Act,
    Change,
    Estimate,
    Event,
    Figure,
    Finding,
    Holding,
    Quote,
    Reason,
    Shift,
    Statement,
    Swap,
    Tie,
    to_json,
)

_KIND_OF: Final = {kind: name for name, kind in KINDS.items()}
_COLUMNS: Final = (
    "id", "path", "url", "outlet", "title", "published", "published_from", "language", "words", "text",
)  # fmt: skip
_ARTICLE_FIELDS: Final = {f.name for f in fields(Article)}
_READ_AS: Final = {"from": "first", "to": "last"}  # names of the file format that Python or dataclasses reserve


def kind_of(finding: Finding) -> str:
    """The kind's name in the file format."""
    return _KIND_OF[type(finding)]


def party_of(finding: Finding) -> str | None:
    """The party (or claimant) that the finding is about, where its kind has one."""
    match finding:
        case Statement() | Estimate() | Reason() | Holding():
            return finding.holder
        case Quote():
            return finding.party or finding.speaker
        case Act() | Tie():
            return finding.actor
        case Change():
            return finding.parties[0] if finding.parties else None
        case Swap():
            return finding.proposer
        case Figure():
            return finding.by
        case Event():
            return finding.participants[0] if finding.participants else None
        case Shift():
            return finding.parties[0] if finding.parties else None
        case _:
            return None


def date_of(finding: Finding) -> dt.date | None:
    """The finding's own date, where its kind has one."""
    match finding:
        case Statement() | Estimate() | Holding():
            return finding.date
        case Change():
            return finding.until or finding.day
        case Event():
            return finding.first
        case Act():
            return finding.deadline
        case Shift():
            return finding.last
        case _:
            return None


def finding_row(finding: Finding, reading: int) -> dict[str, Any]:
    """Columns of the finding's row."""
    return {
        "reading": reading,
        "id": finding.id,
        "kind": kind_of(finding),
        "article": finding.article,
        "start": finding.start,
        "end": finding.end,
        "party": party_of(finding),
        "issue": finding.issue if isinstance(finding, Statement | Shift) else None,
        "polarity": finding.polarity if isinstance(finding, Statement) else None,
        "date": date_of(finding),
        "confidence": finding.confidence if isinstance(finding, Statement) else None,
        "payload": to_json(finding),
    }


def finding_of(kind: str, data: Mapping[str, Any]) -> Finding:
    """The finding that `to_json` wrote as `data`; fields that this version does not know are left out."""
    made = KINDS[kind]
    readers = _readers(kind)
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key in readers:
            name, read = readers[key]
            values[name] = read(value) if read else value
    return made(**values)


@cache
def _readers(kind: str) -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
    """By name in the file: the field's name and what makes its value of plain JSON, None where it is the same."""
    made = KINDS[kind]
    read_as = _READ_AS if made in (Event, Shift, Figure) else {}
    known = {f.name: (f.name, _reader(str(f.type))) for f in fields(made)}
    return known | {written: known[name] for written, name in read_as.items()}


def _reader(annotation: str) -> Callable[[Any], Any] | None:
    if "dt.date" in annotation:
        return lambda value: dt.date.fromisoformat(value) if value else None
    if "Span" in annotation or annotation.startswith("tuple"):
        return _tuples
    return None


def _tuples(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple([_tuples(item) if isinstance(item, list) else item for item in value])


def article_row(article: Article, run: int) -> dict[str, Any]:
    """Columns of the article's row; whose reprint it is stands in another table."""
    values = {f.name: getattr(article, f.name) for f in fields(article)}
    row = {name: values.pop(name) for name in _COLUMNS}
    removed = [[r.start, r.end, r.text, r.reason] for r in values.pop("removed")]
    del values["duplicate_of"]
    return {**row, "removed": removed, "more": values, "run": run}


def article_of(row: Mapping[str, Any], origin: str | None) -> Article:
    """The article of a row."""
    values = {name: row[name] for name in _COLUMNS} | {k: v for k, v in row["more"].items() if k in _ARTICLE_FIELDS}
    return Article(**values, removed=tuple(Removed(*piece) for piece in row["removed"]), duplicate_of=origin)
