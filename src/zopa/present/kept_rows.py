"""Positions of a large ledger, kept: after a judgement only those are computed anew that it touches.

    rows_of(book, ...)   every position, lists of evidence cut to what is shown
    shorter(value)       the same data with long lists of evidence cut

What is kept equals what the rows of the ledger give (a test compares them after arbitrary judgements). It is computed
afresh where articles or readings came since, or where a judgement may change who speaks for whom.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, Final

from pydantic import TypeAdapter

from zopa.cases import Case
from zopa.ledger import Judgement, Ledger, Point, Position, ReadingKey, judged, large, positions, revised, views
from zopa.ledger.knowledge import voices_of
from zopa.read import Finding, Quote, Statement

NAME: Final = "positions 2"  # of the kept view: another number where what is kept changes its meaning
KEPT: Final = 12  # of a list of evidence: half of it first, half last
KEPT_OF_DAY: Final = 2  # of the statements of one day of a series
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """Positions as they were with the judgements numbered `judged`.

    `voices` tells for whom each speaker speaks, `first` in which statement that was told first.
    """

    positions: tuple[Position, ...]
    voices: dict[str, str]
    first: dict[str, str]
    judged: tuple[int, ...]


def rows_of(
    book: Ledger, case: Case, key: ReadingKey, quotes: Sequence[Quote], version: str | None
) -> tuple[Position, ...]:
    """Every position; `quotes` are those of the latest days. Without a `version` nothing kept is used."""
    if version is None:
        return _afresh(book, case, key, quotes).positions
    stamp = f"{version}/{views.stamp(book, key, judged=False)}"
    data = views.kept(book, NAME, stamp)
    rows = _revised(book, case, key, _unpacked(data)) if data is not None else None
    if rows is None:
        rows = _afresh(book, case, key, quotes)
    views.keep(book, NAME, stamp, zlib.compress(_adapter().dump_json(rows), level=1))
    return rows.positions


def _afresh(book: Ledger, case: Case, key: ReadingKey, quotes: Sequence[Quote]) -> Rows:
    known = large.said(book, case, key, quotes)
    first: dict[str, str] = {}
    for statement in known.statements:
        if statement.speaker:
            first.setdefault(statement.speaker, statement.id)
    return Rows(shorter(positions(known)), dict(known.voices), first, tuple(j.id for j in known.judgements))


def _revised(book: Ledger, case: Case, key: ReadingKey, kept: Rows) -> Rows | None:
    """The kept rows with the judgements of now; None where they have to be computed afresh."""
    every = book.judgements()
    now = tuple(j.id for j in every if j.undone is None)
    changed = set(now) ^ set(kept.judged)
    if not changed:
        return kept
    about = large.unjudged(book, {j.finding for j in every if j.id in changed}, key)
    then = [replace(j, undone=None) for j in every if j.id in kept.judged]
    touched = _touched(about.values(), then, [j for j in every if j.undone is None], kept, voices_of(case))
    if touched is None:
        return None
    rows = kept.positions
    if touched:
        rows = shorter(revised(rows, touched, lambda keys: large.said_by(book, case, key, keys, kept.voices), case))
    return replace(kept, positions=rows, judged=now)


def _touched(
    about: Iterable[Finding], then: Sequence[Judgement], now: Sequence[Judgement], kept: Rows, fixed: Collection[str]
) -> set[Key] | None:
    """The positions that judged findings belong to; None where they may change for whom somebody speaks.

    For whom the speakers in `fixed` speak is told by the case.
    """
    touched: set[Key] = set()
    for finding in about:
        before, after = judged([finding], then), judged([finding], now)
        if isinstance(finding, Quote):
            forms = [q for q in (finding, *before, *after) if isinstance(q, Quote)]
            if any(q.speaker and q.speaker not in fixed for q in forms):
                return None
        touched |= {(s.holder, s.issue) for s in (*before, *after) if isinstance(s, Statement)}
        spoke, speaks = _speakers(before, fixed), _speakers(after, fixed)
        if spoke != speaks:
            comes = {speaker for speaker, _ in speaks} - {speaker for speaker, _ in spoke}
            if comes or any(kept.first.get(speaker) == finding.id for speaker, _ in spoke):
                return None
    return touched


def _speakers(said: Iterable[Finding], fixed: Collection[str]) -> set[tuple[str, str]]:
    """Who speaks for whom in these."""
    return {(s.speaker, s.holder) for s in said if isinstance(s, Statement) and s.speaker and s.speaker not in fixed}


def _unpacked(data: bytes) -> Rows:
    return _adapter().validate_json(zlib.decompress(data))


@cache
def _adapter() -> TypeAdapter[Rows]:
    return TypeAdapter(Rows)


def shorter(value: Any) -> Any:
    """The same data with every long list of ids cut to its first and last few."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], str):
            return value if len(value) <= KEPT else (*value[: KEPT // 2], *value[-KEPT // 2 :])
        items = tuple([shorter(item) for item in value])
        # what needs no cut stays the very object, so that nobody has to compare whole trees
        return value if all(map(is_, items, value)) else items
    if isinstance(value, Point):
        said = value.statements
        return value if len(said) <= KEPT_OF_DAY else replace(value, statements=(said[0], said[-1]))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: new for f in fields(value) if (new := shorter(old := getattr(value, f.name))) is not old}
        return replace(value, **changed) if changed else value
    return value
