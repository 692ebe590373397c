"""Moves, the zone over time and ratification in words: pages and plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zopa.model.ratification import Constituency
from zopa.present.page import Block, Grid, Heading, Page
from zopa.solve.moves import Forecast, Move, Moves
from zopa.solve.power import VotingPower, voting_power
from zopa.solve.ratify import Ratified
from zopa.solve.results import Count, Deal, Status
from zopa.solve.time import Stretch


def deal_in_words(outcome: Mapping[str, str]) -> str:
    """`nato: deferred, donbas: frozen`."""
    return ", ".join(f"{issue}: {option}" for issue, option in outcome.items())


def _deal(deal: Deal) -> str:
    worth = ", ".join(f"{name} {value:.3f}" for name, value in deal.utilities.items())
    return f"{deal_in_words(deal.outcome)} ({worth})"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


# ---- moves -----------------------------------------------------------------------------------------------------


def moves_page(found: Moves, model: str) -> Page:
    """The moves as a page."""
    names = tuple(found.counts)
    columns = ("no.", "day", "by", *names, "step", "stands")
    rows = tuple(
        (
            str(move.number),
            _day(move.offer.day),
            move.offer.party,
            *(_change(move, name) for name in names),
            move.step or "first",
            _standing(move),
        )
        for move in found.moves
    )
    blocks: list[Block] = [
        "Utilities after each offer, with the change since the same party's last one.",
        Grid(columns, rows, right=(0, *range(3, 3 + len(names)))),
        Heading("Steps"),
    ]
    for name, counts in found.counts.items():
        taken = ", ".join(f"{count} {step}" for step, count in counts.items() if count)
        blocks.append(f"{name}: {taken or 'one offer or none, so no step'}.")
    blocks.append(Heading("At the current pace"))
    blocks += [_forecast(one) for one in found.forecasts] or ["No two sides have both made an offer."]
    return Page(f"Moves in {model}", tuple(blocks))


def _change(move: Move, name: str) -> str:
    now = f"{move.utilities[name]:.3f}"
    return now if move.change is None else f"{now} ({move.change[name]:+.3f})"


def _standing(move: Move) -> str:
    if move.in_zone:
        words = "in the zone"
    else:
        parts = [f"{name} lacks {lack:.3f}" for name, lack in move.lacks.items()] + list(move.broken)
        away = "no zone to reach"
        if move.issues_away is not None:
            away = f"{move.issues_away} {'issue' if move.issues_away == 1 else 'issues'} from the zone"
        words = "; ".join([*parts, away])
    return words + (f"; all could gain {move.wasted:.3f}" if move.wasted and move.wasted > 1e-3 else "")


def _forecast(one: Forecast) -> str:
    pair = f"{one.parties[0]} and {one.parties[1]}"
    each = "a day" if one.unit == "days" else "an offer"
    start = f"{pair}: gap {one.gap:.3f}, changing by {one.pace:+.4f} {each}"
    if one.gap <= 0:
        return f"{pair}: their latest offers meet."
    if one.points < 2:
        return f"{pair}: gap {one.gap:.3f}; one point shows no pace."
    if one.meets is None:
        doubt = f" ({one.never:.0%} of the fits never do)" if one.never is not None and one.never < 1 else ""
        return f"{start}; they do not meet at this pace{doubt}."
    at = one.meets.isoformat() if isinstance(one.meets, date) else f"offer {one.meets + 1:.0f}"
    if one.earliest is None or one.latest is None or one.never is None:
        if one.never is None:
            return f"{start}; they would meet at {at}; two points carry no measure of doubt."
        return f"{start}; they would meet at {at}, but {one.never:.0%} of the fits that are as likely never do."
    low, high = (x.isoformat() if isinstance(x, date) else f"{x + 1:.0f}" for x in (one.earliest, one.latest))
    return f"{start}; they meet at {at} (80% between {low} and {high}; {one.never:.0%} of the fits never do)."


def moves_data(found: Moves, model: str) -> dict[str, Any]:
    """The moves as plain data for JSON."""
    return {
        "zopa": 1,
        "model": model,
        "moves": [
            {
                "number": move.number,
                "party": move.offer.party,
                "day": _day(move.offer.day) or None,
                "outcome": dict(move.offer.outcome),
                "utilities": dict(move.utilities),
                "change": dict(move.change) if move.change is not None else None,
                "step": move.step,
                "steps": dict(move.steps),
                "in_zone": move.in_zone,
                "lacks": dict(move.lacks),
                "broken": list(move.broken),
                "issues_away": move.issues_away,
                "wasted": move.wasted,
            }
            for move in found.moves
        ],
        "steps": {name: dict(counts) for name, counts in found.counts.items()},
        "forecasts": [
            {
                "parties": list(one.parties),
                "points": one.points,
                "unit": one.unit,
                "gap": one.gap,
                "pace": one.pace,
                "meets": _when(one.meets),
                "earliest": _when(one.earliest),
                "latest": _when(one.latest),
                "never": one.never,
            }
            for one in found.forecasts
        ],
    }


def _when(value: date | float | None) -> str | float | None:
    return value.isoformat() if isinstance(value, date) else value


# ---- time ------------------------------------------------------------------------------------------------------


def time_page(stretches: tuple[Stretch, ...], model: str) -> Page:
    """The zone over time as a page."""
    rows = tuple(
        (
            _day(s.first) or "the beginning",
            _day(s.last) or "open end",
            f"{s.status}{f' ({s.turn})' if s.turn else ''}",
            _count(s.count),
            "; ".join(map(str, s.changes)),
        )
        for s in stretches
    )
    blocks: list[Block] = [Grid(("from", "to", "zone", "deals", "what changes"), rows, right=(3,))]
    for s in stretches:
        if s.nash is not None:
            blocks.append(f"From {_day(s.first) or 'the beginning'} the Nash deal is {_deal(s.nash)}.")
    if all(s.status is Status.EMPTY for s in stretches):
        blocks.append("No date opens the zone; “zopa unlock” shows what would.")
    return Page(f"The zone of {model} over time", tuple(blocks))


def _count(count: Count) -> str:
    return str(count.low) if count.exact else f"{count.low:.4g} to {count.high:.4g}"


def time_data(stretches: tuple[Stretch, ...], model: str) -> dict[str, Any]:
    """The zone over time as plain data for JSON."""
    return {
        "zopa": 1,
        "model": model,
        "stretches": [
            {
                "from": _day(s.first) or None,
                "to": _day(s.last) or None,
                "status": str(s.status),
                "turn": s.turn or None,
                "count": s.count.low if s.count.exact else [s.count.low, s.count.high],
                "reservations": dict(s.reservations),
                "changes": [{"party": c.party, "before": c.before, "after": c.after} for c in s.changes],
                "nash": _deal_data(s.nash),
            }
            for s in stretches
        ],
    }


def _deal_data(deal: Deal | None) -> dict[str, Any] | None:
    return None if deal is None else {"outcome": dict(deal.outcome), "utilities": dict(deal.utilities)}


# ---- ratification ----------------------------------------------------------------------------------------------


def ratify_page(found: Ratified, constituencies: tuple[Constituency, ...], model: str) -> Page:
    """Ratification as a page."""
    blocks: list[Block] = []
    if found.zone is None:
        blocks.append(f"A deal that everyone ratifies: {found.status}. Too many outcomes to count the rest.")
    elif not found.zone:
        blocks.append("The negotiators themselves have no zone: there is nothing to ratify.")
    else:
        blocks.append(f"The negotiators could agree on {found.zone} deals; {found.ratified} of them are ratified.")
    if found.before is not None:
        blocks.append(f"Without ratification the Nash deal is {_deal(found.before)}.")
    if found.after is not None:
        same = found.before is not None and found.after.outcome == found.before.outcome
        blocks.append("It is ratified." if same else f"The best deal that is ratified is {_deal(found.after)}.")
    elif found.before is not None:
        blocks.append("No deal of the zone is ratified." if found.status is Status.EMPTY else "None was found in time.")
    votes = {vote.party: vote for vote in found.votes}
    for hall in constituencies:
        blocks.append(Heading(f"{hall.party}: who must carry it"))
        vote = votes.get(hall.party)
        if vote is not None:
            words = "carries it" if vote.carried else "does not carry it"
            turn = f"; it would if {' and '.join(vote.missing)} turned" if vote.missing else ""
            blocks.append(
                f"On that Nash deal the constituency {words}: {len(vote.in_favour)} for, "
                f"{len(vote.against)} against{turn}."
            )
        if hall.party in found.win_sets:
            blocks.append(
                f"Its win-set holds {found.win_sets[hall.party]} deals; "
                f"{found.alone_refuses[hall.party]} deals of the zone fall for want of it alone."
            )
        power = voting_power(hall.rule)
        blocks.append(_power_grid(power, found.against.get(hall.party, {}), vote.in_favour if vote else None))
        if not power.exact:
            blocks.append(f"Power from random orders; standard error up to {power.error:.4f}.")
        if power.vetoes:
            blocks.append(f"Can stop any deal: {', '.join(power.vetoes)}.")
        if power.dummies:
            blocks.append(f"Never decisive: {', '.join(power.dummies)}.")
    return Page(f"Ratification of {model}", tuple(blocks))


def _power_grid(power: VotingPower, against: Mapping[str, int], favour: tuple[str, ...] | None) -> Grid:
    columns = ["voter", "Shapley-Shubik", "Banzhaf"]
    rows = [
        [v, f"{s:.4f}", f"{b:.4f}"] for v, s, b in zip(power.voters, power.shapley_shubik, power.banzhaf, strict=True)
    ]
    if against:
        columns.append("refuses, of the zone")
        rows = [[*row, str(against[row[0]])] for row in rows]
    if favour is not None:
        columns.append("on the Nash deal")
        rows = [[*row, "for" if row[0] in favour else "against"] for row in rows]
    return Grid(tuple(columns), tuple(map(tuple, rows)), right=tuple(range(1, 3 + bool(against))))


def ratify_data(found: Ratified, constituencies: tuple[Constituency, ...], model: str) -> dict[str, Any]:
    """Ratification as plain data for JSON."""
    halls = {}
    votes = {vote.party: vote for vote in found.votes}
    for hall in constituencies:
        power, vote = voting_power(hall.rule), votes.get(hall.party)
        halls[hall.party] = {
            "win_set": found.win_sets.get(hall.party),
            "alone_refuses": found.alone_refuses.get(hall.party),
            "vote": None
            if vote is None
            else {
                "carried": vote.carried,
                "for": list(vote.in_favour),
                "against": list(vote.against),
                "missing": list(vote.missing),
            },
            "power": {
                voter: {"shapley_shubik": s, "banzhaf": b}
                for voter, s, b in zip(power.voters, power.shapley_shubik, power.banzhaf, strict=True)
            },
            "power_exact": power.exact,
            "refuses": dict(found.against.get(hall.party, {})),
        }
    return {
        "zopa": 1,
        "model": model,
        "status": str(found.status),
        "zone": found.zone,
        "ratified": found.ratified,
        "before": _deal_data(found.before),
        "after": _deal_data(found.after),
        "constituencies": halls,
        "method": found.method,
    }
