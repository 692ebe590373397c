"""Utilities on other tools' scales, brought to 0..1; notes on what formats of plain utilities cannot say of ours.

Utility, scaled_party      a party's utility elsewhere, and the party here
grid, label                points and names of the options that stand for numbers
certain, beyond_utilities  notes on what an export changes or loses
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.exchange.base import Note
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Interval, Order, Party, Reservation

REAL_POINTS: Final = 21  # options that stand for an issue of real numbers
Table = Mapping[str, Mapping[str, float]]
"""Issue -> option -> a number."""


@dataclass(frozen=True, slots=True)
class Utility:
    """A party's utility in another tool: `constant` plus the sum over issues of weight times value; any scale."""

    party: str
    weights: Mapping[str, float]
    values: Table
    constant: float = 0.0
    reservation: float | None = None


def scaled_party(
    utility: Utility, issues: Mapping[str, Sequence[str]], *, power: float = 1.0
) -> tuple[Party, list[Note]]:
    """The party with values and weights in 0..1, and notes on how its scale was changed.

    Values that lie in 0..1 already stay. Where they do not, but nothing counts below zero, every issue is divided by
    its best (zero stays zero, ratios stay); otherwise every issue is first shifted to start at zero. In every case the
    new utility is a positive affine function of the old one.
    """
    weights, values = dict(utility.weights), {i: dict(utility.values[i]) for i in issues}
    moved = utility.constant
    in_unit = all(-1e-12 <= v <= 1 + 1e-12 for own in values.values() for v in own.values())
    if not (in_unit and min(weights.values()) >= 0 and moved == 0):
        adds = {i: {o: weights[i] * v for o, v in own.items()} for i, own in values.items()}
        lowest = {i: min(own.values()) for i, own in adds.items()}
        shift = lowest if min(lowest.values()) < 0 or moved != 0 else dict.fromkeys(issues, 0.0)
        moved += math.fsum(shift.values())
        weights = {i: max(own.values()) - shift[i] for i, own in adds.items()}
        values = {i: {o: _share(v - shift[i], weights[i]) for o, v in own.items()} for i, own in adds.items()}
    notes: list[Note] = []
    total = math.fsum(weights.values())
    if total <= 0:
        weights, total = dict.fromkeys(issues, 1.0), float(len(issues))
        values = {i: dict.fromkeys(own, 0.0) for i, own in values.items()}
        notes.append(Note("changed", utility.party, "is indifferent between all outcomes: every value is 0"))
    elif abs(total - 1) > 1e-6 or abs(moved) > 1e-9:
        formula = f"(theirs {-moved:+.6g}) / {total:.6g}" if abs(moved) > 1e-9 else f"theirs / {total:.6g}"
        notes.append(Note("changed", utility.party, f"utilities are rescaled to 0..1: ours = {formula}"))
    reservation: Reservation | None = None
    if utility.reservation is not None:
        value = (utility.reservation - moved) / total
        if value > 1 + 1e-9:
            what = f"the reservation value {utility.reservation:.6g} lies above every utility: set to 1"
            notes.append(Note("changed", utility.party, what))
        elif value < -1e-9:
            what = f"the reservation value {utility.reservation:.6g} lies below every utility: set to 0"
            notes.append(Note("changed", utility.party, what))
        reservation = Reservation.of(min(1.0, max(0.0, value)))
    amounts = {i: {o: Interval.of(min(1.0, max(0.0, own[o]))) for o in issues[i]} for i, own in values.items()}
    party = Party(
        values=amounts, weights={i: Interval.of(w) for i, w in weights.items()}, reservation=reservation, power=power
    )
    return party, notes


def _share(value: float, whole: float) -> float:
    return value / whole if whole > 0 else 0.0


def grid(low: float, high: float, points: int) -> list[float]:
    """`points` evenly spaced numbers from `low` to `high`, both included."""
    if points <= 1 or high == low:
        return [low]
    return [low + (high - low) * k / (points - 1) for k in range(points)]


def label(value: object) -> str:
    """The name of an option: words as they are, numbers without a needless `.0`."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


def certain(negotiation: Negotiation) -> list[Note]:
    """Notes on amounts that go out as one number although the model holds an interval or an order."""
    notes: list[Note] = []
    for name, party in negotiation.parties.items():
        if isinstance(party.weights, Order):
            notes.append(Note("changed", f"{name}, weights", f"the order '{party.weights}' became its mean weights"))
        elif any(not amount.exact for amount in party.weights.values()):
            wide = [issue for issue, amount in party.weights.items() if not amount.exact]
            notes.append(Note("changed", f"{name}, weights", f"intervals became their middles: {', '.join(wide)}"))
        for issue, values in party.values.items():
            if isinstance(values, Order):
                notes.append(Note("changed", f"{name}, {issue}", f"the order '{values}' became its mean values"))
            elif any(not amount.exact for amount in values.values()):
                wide = [option for option, amount in values.items() if not amount.exact]
                notes.append(Note("changed", f"{name}, {issue}", f"intervals became their middles: {', '.join(wide)}"))
        if party.reservation is not None and not party.reservation.base.exact:
            notes.append(Note("changed", f"{name}, reservation", "the interval became its middle"))
    return notes


def beyond_utilities(negotiation: Negotiation, *, powers: bool = False, status_quo: bool = False) -> list[Note]:
    """Notes on what formats of plain utilities have no words for; `powers`, `status_quo`: this format has."""
    notes: list[Note] = []
    for name, party in negotiation.parties.items():
        notes += [Note("lost", f"{name}, red line", str(line)) for line in party.red_lines]
        if party.reservation is not None:
            for day, amount in party.reservation.changes:
                notes.append(Note("lost", f"{name}, reservation", f"becomes {amount.middle:g} on {day.isoformat()}"))
        if party.power != 1 and not powers:
            notes.append(Note("lost", f"{name}, power", f"{party.power:g}"))
    notes += [Note("lost", "link", str(link)) for link in negotiation.links]
    if negotiation.status_quo and not status_quo:
        words = ", ".join(f"{issue}: {option}" for issue, option in negotiation.status_quo.items())
        notes.append(Note("lost", "status quo", words))
    if negotiation.evidence:
        notes.append(Note("lost", "evidence", f"the findings behind {len(negotiation.evidence)} numbers"))
    return notes
