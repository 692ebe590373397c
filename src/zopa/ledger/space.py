"""The common shared space of two parties: which positions, reasons and values they share, which are apart, how far.

shared_space(first, second)   from two icebergs
distance(a, b)                how far two positions on one issue are apart

Reasons of two parties meet when they appeal to the same value in words that are close in meaning; closeness is that of
`zopa.read.vectors`, word by word. Values are compared as profiles: the distance of two profiles is half the sum of the
differences of their shares (total variation), 0 for the same profile and 1 for nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from zopa.ledger.icebergs import Iceberg, Reasoning
from zopa.ledger.positions import Position

Verdict = Literal["shared", "apart", "open", "one side only", "told both ways"]
if TYPE_CHECKING:
    from zopa.read.vectors import Table

CLOSE: Final = 0.3  # closeness of the words of two reasons above which they say much the same
CLOSE_ALONE: Final = 0.55  # the same, where no value is shared
REASONS_MOST: Final = 80  # of each side: their pairs grow with the square
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]{3,}")
_STOP: Final = frozenset(
    "because that this with from have been will would could which their they them there about into over what when "
    "where order than then also just only more most some such very does should".split()
)


@dataclass(frozen=True, slots=True)
class SpaceIssue:
    """An issue with the positions of both; `distance` 0..1 where both have one that can be placed."""

    issue: str
    first: Position | None
    second: Position | None
    verdict: Verdict
    distance: float | None


@dataclass(frozen=True, slots=True)
class SpaceReason:
    """Two reasons that meet, with what they share."""

    first: Reasoning
    second: Reasoning
    closeness: float
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpaceValue:
    """A value and its share in the words of each party, 0 where it was not found."""

    value: str
    first: float
    second: float
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """What two parties share; a distance is None where one of them is not known well enough."""

    first: str
    second: str
    issues: tuple[SpaceIssue, ...]
    reasons: tuple[SpaceReason, ...]
    values: tuple[SpaceValue, ...]
    positions_apart: float | None  # mean distance over the issues on which both can be placed
    values_apart: float | None


def shared_space(first: Iceberg, second: Iceberg, *, with_reasons: bool = True) -> Space:
    """The common shared space of two icebergs; reasons are held against each other only `with_reasons`.

    Of each side the `REASONS_MOST` reasons that stand first in its iceberg are compared.
    """
    issues = _issues(first, second)
    placed = [one.distance for one in issues if one.distance is not None]
    values = _values(first, second)
    return Space(
        first=first.party,
        second=second.party,
        issues=issues,
        reasons=_reasons(first.reasons[:REASONS_MOST], second.reasons[:REASONS_MOST]) if with_reasons else (),
        values=values,
        positions_apart=round(sum(placed) / len(placed), 3) if placed else None,
        values_apart=round(sum(abs(v.first - v.second) for v in values) / 2, 3)
        if first.values and second.values
        else None,
    )


def distance(a: Position, b: Position) -> float | None:
    """How far two positions on one issue are apart, 0 (the same) to 1 (opposite and both firm); None if contested.

    On an issue with ordered options it is the distance of those that both asked for last. Otherwise half of it is the
    difference of direction, half how firmly the two are held; `open` stands in the middle.
    """
    if a.place is not None and b.place is not None:
        return round(abs(a.place - b.place), 3)
    place = {"for": 1.0, "open": 0.0, "against": -1.0}
    if a.polarity not in place or b.polarity not in place:
        return None
    gap = abs(place[a.polarity] - place[b.polarity]) / 2
    return round(gap * (0.5 + 0.25 * (a.firmness + b.firmness)), 3)


def _issues(first: Iceberg, second: Iceberg) -> tuple[SpaceIssue, ...]:
    mine = {row.issue: row for row in first.positions}
    theirs = {row.issue: row for row in second.positions}
    made: list[SpaceIssue] = []
    for issue in dict.fromkeys((*mine, *theirs)):
        a, b = mine.get(issue), theirs.get(issue)
        apart = distance(a, b) if a and b else None
        made.append(SpaceIssue(issue, a, b, _verdict(a, b, apart), apart))
    order: dict[Verdict, int] = {"shared": 0, "open": 1, "apart": 2, "told both ways": 3, "one side only": 4}
    return tuple(sorted(made, key=lambda one: (order[one.verdict], one.distance or 0.0)))


def _verdict(a: Position | None, b: Position | None, apart: float | None) -> Verdict:
    if a is None or b is None:
        return "one side only"
    if apart is None:
        return "told both ways"
    if apart == 0:
        return "shared"
    return "open" if "open" in (a.polarity, b.polarity) else "apart"


def _reasons(mine: Sequence[Reasoning], theirs: Sequence[Reasoning]) -> tuple[SpaceReason, ...]:
    found: list[SpaceReason] = []
    for a in mine:
        for b in theirs:
            values = tuple(v for v in a.values if v in b.values)
            near = _near(a.words, b.words)
            if near >= (CLOSE if values else CLOSE_ALONE):
                found.append(SpaceReason(a, b, round(near, 3), values))
    return tuple(sorted(found, key=lambda pair: (-pair.closeness, pair.first.words, pair.second.words)))


def _near(first: str, second: str) -> float:
    """Mean over the words of both of their closeness to the nearest word of the other, 0..1."""
    from zopa.read.vectors import closeness  # with numpy and a table of 41,000 words, which no other view needs

    a, b = _rows(first), _rows(second)
    if not len(a) or not len(b):
        return 0.0
    table = closeness(a, b)
    return float((table.max(axis=1).mean() + table.max(axis=0).mean()) / 2)


@lru_cache(maxsize=4096)
def _rows(text: str) -> Table:
    import numpy as np

    from zopa.read.vectors import word_vectors

    vectors = word_vectors()
    words = dict.fromkeys(w.lower() for w in _WORD.findall(text))
    kept = [w for w in words if w in vectors and w not in _STOP]
    return np.array([vectors.of(w) for w in kept], dtype=np.float32)


def _values(first: Iceberg, second: Iceberg) -> tuple[SpaceValue, ...]:
    mine = {v.value: v for v in first.values}
    theirs = {v.value: v for v in second.values}
    made = [
        SpaceValue(
            value,
            mine[value].share if value in mine else 0.0,
            theirs[value].share if value in theirs else 0.0,
            (*(mine[value].findings if value in mine else ()), *(theirs[value].findings if value in theirs else ())),
        )
        for value in dict.fromkeys((*mine, *theirs))
    ]
    return tuple(sorted(made, key=lambda v: (-min(v.first, v.second), -max(v.first, v.second), v.value)))
