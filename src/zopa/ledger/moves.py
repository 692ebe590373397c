"""How a party moved on an issue: it changed sides, or hardened or softened while it kept to one.

moves(party, issue, periods, day_of)         in the order of time
unconfirmed(party, issue, periods, day_of)   the latest news, if it looks like a change that too little carries
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.periods import Period
from zopa.ledger.stands import Stand, strength, weight
from zopa.read import Statement

MOVE_SURE: Final = 0.7  # confidence that a statement needs to tell of hardening or softening
FIRMER: Final = 0.2  # how much harder than everything before a statement must be to count as a move

DayOf = Callable[[Statement], dt.date | None]


@dataclass(frozen=True, slots=True)
class Move:
    """A party's position changed between two dates; `before` and `after` are statement ids, the surest first."""

    party: str
    issue: str
    on: dt.date
    since: dt.date  # the date of the position before
    kind: Literal["turned", "hardening", "softening"]
    stood: Stand
    stands: Stand
    before: tuple[str, ...]
    after: tuple[str, ...]


def moves(party: str, issue: str, periods: Sequence[Period], day_of: DayOf) -> tuple[Move, ...]:
    """The changes of side between one period and the next, and what changed within each."""
    found: list[Move] = []
    for before, after in itertools.pairwise(periods):
        found.append(_turn(party, issue, before, after, day_of))
    for period in periods:
        found += _within(party, issue, period, day_of)
    return tuple(sorted(found, key=lambda move: move.on))


def unconfirmed(party: str, issue: str, periods: Sequence[Period], day_of: DayOf) -> Move | None:
    """The change of side that the latest days show and that too little carries to count as one."""
    if not periods or not periods[-1].otherwise or periods[-1].otherwise[-1].last != periods[-1].last:
        return None
    return _turn(party, issue, periods[-1], periods[-1].otherwise[-1], day_of)


def _turn(party: str, issue: str, before: Period, after: Period, day_of: DayOf) -> Move:
    first = min(day for s in after.agreeing if (day := day_of(s)))
    last = max(day for s in before.agreeing if (day := day_of(s)) and day < first)
    ids = _ids(before.agreeing, last, day_of), _ids(after.agreeing, first, day_of)
    return Move(party, issue, first, last, "turned", before.stand, after.stand, *ids)


def _ids(said: Iterable[Statement], day: dt.date, day_of: DayOf) -> tuple[str, ...]:
    of_day = [s for s in said if day_of(s) == day]
    return tuple(s.id for s in sorted(of_day, key=lambda s: (-weight(s), s.id)))


def _within(party: str, issue: str, period: Period, day_of: DayOf) -> list[Move]:
    """Hardening and softening from one date to the next on which the party spoke surely, not against its own stand."""
    days: dict[dt.date, list[Statement]] = {}
    for statement in period.statements:
        day = day_of(statement)
        fits = statement.polarity in (period.stand, "open")
        if day and fits and statement.confidence >= MOVE_SURE and not statement.hedge:
            days.setdefault(day, []).append(statement)
    found: list[Move] = []
    hardest, gave = 0.0, False
    since: dt.date | None = None
    for day, said in sorted(days.items()):
        hard, gives = max(map(strength, said)), any(map(_gives, said))
        kind = _change(hardest, hard, gave, gives) if since else None
        if since and kind:
            ids = _ids(days[since], since, day_of), _ids(said, day, day_of)
            found.append(Move(party, issue, day, since, kind, period.stand, period.stand, *ids))
        hardest, gave, since = max(hardest, hard), gave or gives, day
    return found


def _change(hardest: float, hard: float, gave: bool, gives: bool) -> Literal["hardening", "softening"] | None:
    """Harder than anything said before, or the first sign of giving way; a milder report alone is neither."""
    if hard - hardest >= FIRMER:
        return "hardening"
    return "softening" if gives and not gave else None


def _gives(statement: Statement) -> bool:
    """Whether a statement offers, opens, or names the condition on which it would move.

    Whoever accepts what it is for does not give way.
    """
    return not statement.red_line and (statement.act in ("offer", "open") or bool(statement.condition))
