"""A party's position on an issue day by day, and the pattern in it: swings within days, or a drift over months.

value(statements)   where the statements of one day put the party: -1 firmly against .. 0 open .. 1 firmly for
series(...)         a `Point` for each day on which the party spoke
pattern(points)     oscillating, drifting, or neither (docs/explanation/positions-over-time.md)
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.stands import Stand, asked_for, stand_of, strength, weight
from zopa.ledger.trend import MONTH, trend
from zopa.read import Statement

SWING_DAYS: Final = 14  # two turns within so many days are an oscillation, not two changes of mind
LADDER: Final = 3  # options that an issue needs for the distance along them to tell more than for and against
DRIFT_DAYS: Final = 30  # a trend over fewer days is none
DRIFT_POINTS: Final = 4  # days on which the party spoke that a trend needs
DRIFT_LEAST: Final = 0.25  # of the scale of 2 that a drift must cover between its first and last day
DRIFT_CHANCE: Final = 0.1  # most probability that so steady a trend is chance (Mann-Kendall)

_SIGN: Final = {"for": 1, "against": -1, "open": 0}


@dataclass(frozen=True, slots=True)
class Point:
    """Where a party stood on one day; `statements` are ids, `origins` how many independent articles they stand in."""

    date: dt.date
    polarity: Stand
    value: float
    origins: int
    statements: tuple[str, ...]
    option: str | None = None  # that it asked for or offered by name, else the first of all where it was against
    place: float | None = None  # of that option on the ladder of the issue, 0 (against) to 1 (for)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a series does: `kind` over the days from `first` to `last`.

    Of an oscillation `turns` counts the changes of side; of a drift `per_month` is the median slope (Theil-Sen) in
    units of value, and `low` to `high` its interval at 80%.
    """

    kind: Literal["oscillating", "drifting"]
    first: dt.date
    last: dt.date
    turns: int = 0
    per_month: float | None = None
    low: float | None = None
    high: float | None = None


def value(statements: Iterable[Statement]) -> float:
    """The mean of polarity times strength, each statement by its weight as evidence."""
    total = 0.0
    pulled = 0.0
    for statement in statements:
        counts = max(weight(statement), 0.01)
        total += counts
        pulled += counts * strength(statement) * _SIGN[statement.polarity]
    return pulled / total if total else 0.0


def series(
    said: Iterable[Statement],
    day_of: Callable[[Statement], dt.date | None],
    origin_of: Callable[[Statement], str],
    ladder: Sequence[str] = (),
) -> tuple[Point, ...]:
    """The points of one party on one issue, by date; undated statements have no place in time and are left out.

    Of the statements of one origin on one day the surest of each polarity speaks.
    """
    days: dict[dt.date, list[Statement]] = {}
    for statement in said:
        day = day_of(statement)
        if day:
            days.setdefault(day, []).append(statement)
    return tuple(_point(day, days[day], origin_of, ladder) for day in sorted(days))


def _point(
    day: dt.date, said: Sequence[Statement], origin_of: Callable[[Statement], str], ladder: Sequence[str]
) -> Point:
    best: dict[tuple[str, str], Statement] = {}
    for statement in said:
        key = (origin_of(statement), statement.polarity)
        if key not in best or (weight(statement), strength(statement)) > (weight(best[key]), strength(best[key])):
            best[key] = statement
    shares: dict[str, float] = {}
    for (_, polarity), statement in best.items():
        shares[polarity] = shares.get(polarity, 0.0) + max(weight(statement), 0.01)
    return Point(
        date=day,
        polarity=stand_of(shares),
        value=round(value(best.values()), 4),
        origins=len({origin for origin, _ in best}),
        statements=tuple(statement.id for statement in said),
        option=(option := _option(said, stand_of(shares), ladder)),
        place=ladder.index(option) / (len(ladder) - 1) if option else None,
    )


def _option(said: Sequence[Statement], stand: Stand, ladder: Sequence[str]) -> str | None:
    if len(ladder) < LADDER:
        return None
    named = [(weight(s), s.start, option) for s in said if (option := asked_for(s, ladder))]
    return max(named)[2] if named else ladder[0] if stand == "against" else None


def pattern(points: Sequence[Point]) -> Pattern | None:
    """An oscillation where the side changes there and back within days; else a drift where the value moves steadily."""
    return _oscillation(points) or _drift(points)


def _oscillation(points: Sequence[Point]) -> Pattern | None:
    turns = [
        (before, after)
        for before, after in itertools.pairwise(points)
        if before.polarity != after.polarity and "contested" not in (before.polarity, after.polarity)
    ]
    swings = [
        (one, two)
        for one, two in itertools.pairwise(turns)
        if one[0].polarity == two[1].polarity and (two[1].date - one[0].date).days <= SWING_DAYS
    ]
    if not swings:
        return None
    inside = {turn for pair in swings for turn in pair}
    return Pattern("oscillating", swings[0][0][0].date, swings[-1][1][1].date, turns=len(inside))


def _drift(points: Sequence[Point]) -> Pattern | None:
    if len(points) < DRIFT_POINTS or (points[-1].date - points[0].date).days < DRIFT_DAYS:
        return None
    found = trend([(p.date, p.value) for p in points])
    if found is None or found.chance > DRIFT_CHANCE:
        return None
    months = (points[-1].date - points[0].date).days / MONTH
    if abs(found.per_month) * months < DRIFT_LEAST:
        return None
    return Pattern(
        "drifting", points[0].date, points[-1].date, per_month=found.per_month, low=found.low, high=found.high
    )
