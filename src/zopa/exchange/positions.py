"""Actors' positions on scales, the shape that forecasting models share: who stands where, how much it matters to them.

KTAB, decide and the expected-utility models (Bueno de Mesquita 1985; Stokman and Van Oosten 1994) hold, per actor and
issue, a point on a scale, a salience and a power. As a negotiation every point that somebody names becomes an option,
and its value for an actor falls linearly with its distance from the actor's own point, as those models assume.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zopa.errors import InputError
from zopa.exchange.base import Note
from zopa.exchange.utilities import beyond_utilities, certain, label
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Interval, Party
from zopa.model.scales import NUMBER, saliences
from zopa.model.scales import places as places_of


@dataclass(frozen=True, slots=True)
class Scale:
    """An issue as a scale from `low` to `high`; `meanings` says in words what some of its points stand for."""

    low: float
    high: float
    meanings: Mapping[float, str] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an actor stands on a scale; `salience` 0..1, `power` from 0 up."""

    position: float
    salience: float
    power: float


@dataclass(frozen=True, slots=True)
class Positions:
    """Who stands where: `stands[actor][issue]`; an actor may be silent on an issue."""

    name: str
    scales: Mapping[str, Scale]
    stands: Mapping[str, Mapping[str, Stand]]


def to_negotiation(positions: Positions, where: str) -> tuple[Negotiation, list[Note]]:
    """The negotiation whose options are the points that anybody names. Raises `InputError` when there is none."""
    notes: list[Note] = []
    stands = {actor: own for actor, own in positions.stands.items() if own}
    for actor in positions.stands.keys() - stands.keys():
        notes.append(Note("skipped", actor, "has no position on any issue"))
    points: dict[str, list[float]] = {}
    for issue, scale in positions.scales.items():
        taken = {own[issue].position for own in stands.values() if issue in own}
        if not taken:
            notes.append(Note("skipped", issue, "nobody has a position on it"))
            continue
        points[issue] = sorted({scale.low, scale.high} | set(scale.meanings) | taken)
    if not points:
        raise InputError("holds no position of any actor", where=where, mend="add positions with salience and power")
    options = {i: tuple(_name(point, positions.scales[i]) for point in own) for i, own in points.items()}
    parties: dict[str, Party] = {}
    for actor, own in stands.items():
        values: dict[str, Mapping[str, Interval]] = {}
        for issue, stand in own.items():
            scale = positions.scales[issue]
            width = (max(points[issue]) - min(points[issue])) or 1.0
            if not scale.low <= stand.position <= scale.high:
                what = f"{issue}: position {stand.position:g} lies outside {scale.low:g} to {scale.high:g}; kept"
                notes.append(Note("changed", actor, what))
            near = [max(0.0, 1 - abs(point - stand.position) / width) for point in points[issue]]
            values[issue] = dict(zip(options[issue], map(Interval.of, near), strict=True))
        weights = {issue: Interval.of(stand.salience) for issue, stand in own.items()}
        if all(stand.salience == 0 for stand in own.values()):
            notes.append(Note("changed", actor, "no issue matters to it (salience 0): all count the same"))
            weights = {issue: Interval.of(1.0) for issue in own}
        powers = {stand.power for stand in own.values()}
        if len(powers) > 1:
            words = ", ".join(f"{issue} {stand.power:g}" for issue, stand in own.items())
            notes.append(Note("lost", actor, f"its power differs by issue ({words}): the mean counts"))
        power = sum(stand.power for stand in own.values()) / len(own)
        parties[actor] = Party(values=values, weights=weights, power=power)
    return Negotiation(issues=options, parties=parties, name=positions.name), notes


def from_negotiation(negotiation: Negotiation) -> tuple[Positions, list[Note]]:
    """Everybody's best point on every issue, with notes on what such points cannot say.

    Options whose names all start with different numbers keep these as their places; others are spread over 0..100.
    """
    notes = certain(negotiation) + beyond_utilities(negotiation, powers=True)
    scales: dict[str, Scale] = {}
    places: dict[str, dict[str, float]] = {}
    for issue, options in negotiation.issues.items():
        at, numbered = places_of(options)
        if numbered:
            meanings = {at[o]: words for o in options if (words := NUMBER.sub("", o, count=1).strip())}
        else:
            meanings = {place: option for option, place in at.items()}
            notes.append(Note("changed", issue, "options are spread evenly over 0..100 in their order"))
        places[issue] = at
        scales[issue] = Scale(min(at.values()), max(at.values()), meanings)
    stands: dict[str, dict[str, Stand]] = {}
    for p, (name, party) in enumerate(negotiation.parties.items()):
        stands[name] = {}
        reservation = party.reservation.base.middle if party.reservation is not None else 0.0
        if reservation:
            notes.append(Note("lost", f"{name}, reservation", f"{reservation:.6g}"))
        weights = saliences(negotiation, name)
        for i, (issue, options) in enumerate(negotiation.issues.items()):
            if issue not in party.values:
                continue
            values = negotiation.values[i][:, p].tolist()
            best = max(values)
            tops = [o for o, v in zip(options, values, strict=True) if v == best]
            place = places[issue][tops[0]]
            width = (scales[issue].high - scales[issue].low) or 1.0
            if len(tops) > 1:
                what = f"{', '.join(tops)} are equally good: '{tops[0]}' counts as its position"
                notes.append(Note("changed", f"{name}, {issue}", what))
            linear = [max(0.0, 1 - abs(places[issue][o] - place) / width) for o in options]
            if any(abs(a - b) > 1e-9 for a, b in zip(values, linear, strict=True)):
                what = "values become distances from its best point: " + ", ".join(
                    f"{o} {v:.4g}" for o, v in zip(options, values, strict=True)
                )
                notes.append(Note("lost", f"{name}, {issue}", what))
            stands[name][issue] = Stand(place, weights[issue], party.power)
    return Positions(negotiation.name, scales, stands), notes


def _name(point: float, scale: Scale) -> str:
    words = " ".join(scale.meanings.get(point, "").split())
    return f"{label(point)} {words}".strip()
