"""How uncertain a position is: more so when its evidence is thin, old, from one origin, or an opponent's account.

    uncertainty = 1 − (1 − 0.45^evidence) × (1 − 0.25 / origins) × agreement

`evidence` adds up, over independent origins, the best statement of each for the position: its weight, halved for every
45 days that it is older than the latest article, halved when it reaches us through an opponent of the party alone.
`agreement` is the share of that evidence, for and against together, that supports the position. What each makes of it
is tested as a property: no independent origin that agrees ever raises the uncertainty, age never lowers it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zopa.ledger.stands import Stand, weight
from zopa.read import Statement

HALF_LIFE_DAYS: Final = 45.0  # how fast evidence fades
LEFT: Final = 0.45  # of the uncertainty after one full origin of evidence; every further one multiplies it again
ONE_ORIGIN: Final = 0.25  # that a single origin leaves however sure it is; shared by as many as there are
OPPONENT_COUNTS: Final = 0.5  # of what the same words would count from anybody else
OLD_DAYS: Final = 45  # since the newest statement, above which the doubt is put into words
THIN: Final = 0.6  # evidence below which it is called thin


@dataclass(frozen=True, slots=True)
class Doubt:
    """How uncertain a position is (0..1), and why, in the words of the reasons that weigh on it."""

    uncertainty: float
    reasons: tuple[str, ...]


def doubt(
    stand: Stand,
    said: Iterable[Statement],
    *,
    now: dt.date | None,
    day_of: Mapping[str, dt.date | None],
    origin_of: Mapping[str, str],
    told_by_opponent: Collection[str],
) -> Doubt:
    """The uncertainty of a position that `said` is the evidence of; the mappings and `told_by_opponent` go by id."""
    best: dict[tuple[str, str], float] = {}
    newest: dt.date | None = None
    opponents_only = True
    for statement in said:
        day = day_of[statement.id]
        age = (now - day).days if now and day else HALF_LIFE_DAYS if now else 0.0
        counts = max(weight(statement), 0.01) * 0.5 ** (max(age, 0) / HALF_LIFE_DAYS)
        if statement.id in told_by_opponent:
            counts *= OPPONENT_COUNTS
        key = (origin_of[statement.id], statement.polarity)
        best[key] = max(best.get(key, 0.0), counts)
        if _supports(statement.polarity, stand):
            newest = max(newest, day) if newest and day else newest or day
            opponents_only = opponents_only and statement.id in told_by_opponent
    backing = {origin: counts for (origin, polarity), counts in best.items() if _supports(polarity, stand)}
    evidence = sum(backing.values())
    agreement = _agreement(stand, best)
    origins = len(backing)
    known = (1 - LEFT**evidence) * (1 - ONE_ORIGIN / max(origins, 1)) * agreement
    reasons = []
    if evidence < THIN:
        reasons.append("thin evidence")
    if origins < 2:
        reasons.append("one origin")
    if newest is None and now:
        reasons.append("undated")
    elif newest and now and (now - newest).days > OLD_DAYS:
        reasons.append(f"nothing for {(now - newest).days} days")
    if opponents_only:
        reasons.append("by an opponent's account only")
    if agreement < 1:
        reasons.append("told both ways")
    return Doubt(round(1 - known, 4), tuple(reasons))


def _supports(polarity: str, stand: Stand) -> bool:
    return polarity == stand or (stand == "contested" and polarity != "open")


def _agreement(stand: Stand, best: Mapping[tuple[str, str], float]) -> float:
    shares = {side: sum(v for (_, p), v in best.items() if p == side) for side in ("for", "against", "open")}
    total = shares["for"] + shares["against"]
    if stand == "open":
        total += shares["open"]
        return shares["open"] / total if total else 1.0
    if stand == "contested":
        return max(shares["for"], shares["against"]) / total if total else 1.0
    return shares[stand] / total if total else 1.0


def firmness_range(firmness: float, uncertainty: float) -> tuple[float, float]:
    """The firmness that cannot be excluded: as far toward 0 and 1 as the uncertainty leaves open."""
    return round(firmness * (1 - uncertainty), 3), round(firmness + (1 - firmness) * uncertainty, 3)
