"""Are the demands of two parties growing closer on an issue, and since when?

Where an issue has three ordered options or more and both parties named some, their distance is that of the options
which each asked for or offered last: 0 the same, 1 the two ends. Otherwise it is half the difference of the latest
values of their series (zopa.ledger.series): 0 the same stand, 1 the firmest opposites. It is taken on every day on
which either spoke after both had. The median slope of these distances (Theil-Sen) with its interval at 80% says where
it goes; an interval that holds 0 says that nothing can be told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from zopa.ledger.positions import Position
from zopa.ledger.series import Point
from zopa.ledger.trend import trend

POINTS: Final = 4  # distances that a trend needs
PAIRS: Final = 400  # of parties, the most spoken of first: what a reader could still look through

Going = Literal["converging", "diverging", "level", "unclear"]


@dataclass(frozen=True, slots=True)
class Convergence:
    """Two parties on one issue over time.

    `since` is the day of the greatest distance of a pair that converges, of the least of one that diverges.
    `per_month` is the change of the distance, `low` to `high` its interval at 80%; None with fewer than four distances.
    """

    issue: str
    parties: tuple[str, str]
    going: Going
    distance: float
    before: float  # the first distance
    first: dt.date
    last: dt.date
    since: dt.date | None
    per_month: float | None
    low: float | None
    high: float | None
    points: int
    uncertainty: float  # that of the two positions together
    statements: tuple[str, ...]  # the latest of both, then the first of both
    options: tuple[tuple[str, str], ...] = ()  # of the two parties: first and now; empty where values were compared


def convergence(rows: Iterable[Position]) -> tuple[Convergence, ...]:
    """Every two parties with dated positions on an issue: those that move first, then by distance."""
    issues: dict[str, list[Position]] = defaultdict(list)
    for row in rows:
        if row.series:
            issues[row.issue].append(row)
    pairs = [pair for found in issues.values() for pair in combinations(found, 2)]
    pairs.sort(key=lambda pair: -min(len(pair[0].series), len(pair[1].series)))
    found = [made for a, b in pairs[:PAIRS] if (made := _pair(a, b))]
    return tuple(sorted(found, key=lambda c: (c.going == "unclear", c.going == "level", -c.points, c.issue, c.parties)))


def _pair(a: Position, b: Position) -> Convergence | None:
    first, second = ([p for p in row.series if p.place is not None] for row in (a, b))
    along = gaps(first, second, by_option=True)
    if len(along) > 1:
        distances, options = along, _ends(first, second)
    else:
        first, second = list(a.series), list(b.series)
        distances, options = gaps(first, second), ()
    if len(distances) < 2:
        return None  # two parties heard at one time stand somewhere, but go nowhere yet
    found = trend(distances) if len(distances) >= POINTS else None
    going = _going(distances, found.low, found.high) if found else _level(distances)
    since = None
    if going in ("converging", "diverging"):
        extreme = max(v for _, v in distances) if going == "converging" else min(v for _, v in distances)
        since = max(day for day, v in distances if v == extreme)
    ends = (first[-1], second[-1], first[0], second[0])
    return Convergence(
        issue=a.issue,
        parties=(a.party, b.party),
        going=going,
        distance=distances[-1][1],
        before=distances[0][1],
        first=distances[0][0],
        last=distances[-1][0],
        since=since,
        per_month=found.per_month if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        points=len(distances),
        uncertainty=round(1 - (1 - a.uncertainty) * (1 - b.uncertainty), 4),
        statements=tuple(dict.fromkeys(point.statements[0] for point in ends)),
        options=options,
    )


def _ends(first: Sequence[Point], second: Sequence[Point]) -> tuple[tuple[str, str], ...]:
    return tuple((str(points[0].option), str(points[-1].option)) for points in (first, second))


def gaps(one: Sequence[Point], other: Sequence[Point], *, by_option: bool = False) -> list[tuple[dt.date, float]]:
    """The distance on every day on which either spoke, from the day on which both had spoken."""
    spoken: dict[dt.date, list[tuple[int, float]]] = defaultdict(list)
    for who, points in ((0, one), (1, other)):
        for point in points:
            spoken[point.date].append((who, 2 * (point.place or 0.0) if by_option else point.value))
    latest: dict[int, float] = {}
    found: list[tuple[dt.date, float]] = []
    for day in sorted(spoken):
        latest.update(spoken[day])
        if len(latest) == 2:
            found.append((day, round(abs(latest[0] - latest[1]) / 2, 4)))
    return found


def _going(distances: Sequence[tuple[dt.date, float]], low: float, high: float) -> Going:
    if high < 0:
        return "converging"
    if low > 0:
        return "diverging"
    return _level(distances)


def _level(distances: Sequence[tuple[dt.date, float]]) -> Going:
    return "level" if len({v for _, v in distances}) == 1 else "unclear"
