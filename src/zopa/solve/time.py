"""The zone over time: reservation values that change at dates open and close it.

Sanctions bite, a season ends, aid lapses: each changes what no deal is worth to somebody from a day on. Between two
such days nothing changes, so the zone needs to be looked at once per stretch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zopa.model.negotiation import Negotiation
from zopa.solve.engine import solve
from zopa.solve.results import Count, Deal, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One party's reservation value becoming another."""

    party: str
    before: float
    after: float

    def __str__(self) -> str:
        return f"{self.party}: {self.before:.4g} becomes {self.after:.4g}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last` (None: open ended) on which the same reservation values hold.

    `changes` are those that begin it. `count` counts the deals of the zone, `nash` is a deal with the largest product
    of gains, None when the zone is empty. `turn` says whether the zone opens or closes as the stretch begins.
    """

    first: date | None
    last: date | None
    status: Status
    count: Count
    reservations: Mapping[str, float]
    changes: tuple[Change, ...]
    nash: Deal | None
    turn: str = ""


def zone_over_time(negotiation: Negotiation, *, seconds: float = 5.0, seed: int = 0) -> tuple[Stretch, ...]:
    """The zone in every stretch between the dates at which reservation values change, in order of time."""
    days = negotiation.dates()
    starts: list[date | None] = [None, *days]
    ends: list[date | None] = [*(day - timedelta(days=1) for day in days), None]
    found: list[Stretch] = []
    for first, last in zip(starts, ends, strict=True):
        day = first or (last if last is not None else date.max)
        now = negotiation.at(day)
        values = dict(zip(now.parties, map(float, now.reservations), strict=True))
        before = found[-1] if found else None
        changes = tuple(
            Change(name, before.reservations[name], value)
            for name, value in values.items()
            if before is not None and before.reservations[name] != value
        )
        result = solve(now, listed=0, binding=False, seconds=seconds, seed=seed)
        nash = result.solutions.get("nash")
        turn = ""
        if before is not None and {before.status, result.zone.status} == {Status.EMPTY, Status.NON_EMPTY}:
            turn = "opens" if result.zone.status is Status.NON_EMPTY else "closes"
        found.append(
            Stretch(
                first,
                last,
                result.zone.status,
                result.zone.count,
                values,
                changes,
                nash.deals[0] if nash and nash.deals else None,
                turn,
            )
        )
    return tuple(found)
