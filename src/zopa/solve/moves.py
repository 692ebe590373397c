"""Moves: a sequence of offers seen against each side's utilities, the zone and the front.

- Steps between a party's consecutive offers are named as in the analysis of negotiation dynamics by Hindriks, Jonker
  and Tykhonov (2007, 'Negotiation dynamics: analysis, concession tactics, and outcomes', IAT; and 2011, 'Let's dans!'):
  by the change for the mover and for another side, a step is a concession, selfish, fortunate, unfortunate, nice or
  silent.
- The gap between two sides is what each would give up by taking the other's latest offer instead of its own (the
  distance that has to close); it is extrapolated by least squares, and the date at which it reaches zero carries the
  uncertainty of the fit (draws from the distribution of the two coefficients, a Student t).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from zopa.errors import UsageError
from zopa.model.negotiation import Floats, Negotiation
from zopa.model.ratification import Offer
from zopa.solve.program import Program

Step = Literal["concession", "selfish", "fortunate", "unfortunate", "nice", "silent"]
STEPS: tuple[Step, ...] = ("concession", "selfish", "fortunate", "unfortunate", "nice", "silent")
DRAWS = 4000
FAR = 36_500.0  # days (or rounds) beyond which 'they meet' says nothing
GRAIN = 10_000  # parts of a unit of utility in which a common gain is measured


@dataclass(frozen=True, slots=True)
class Move:
    """One offer in its place.

    `change` is the change of every party's utility since the mover's last offer (None for the first), `steps` names it
    towards each other party and `step` towards all of them on average. `lacks` is what each refusing party lacks to
    its reservation value, `broken` the red lines and links that the offer crosses, `issues_away` the fewest issues
    that must change to reach the zone (None: the zone is empty or it was not found in time), `wasted` how much every
    party could gain at once.
    """

    number: int
    offer: Offer
    utilities: Mapping[str, float]
    change: Mapping[str, float] | None
    step: Step | None
    steps: Mapping[str, Step]
    lacks: Mapping[str, float]
    broken: tuple[str, ...]
    issues_away: int | None
    wasted: float | None

    @property
    def in_zone(self) -> bool:
        """Whether everybody could live with the offer as the model has it."""
        return not self.lacks and not self.broken


@dataclass(frozen=True, slots=True)
class Forecast:
    """When two sides meet at the current pace.

    `gap` is the latest gap, `pace` its change per day (per offer where days are not known). `meets` is the day, or
    the number of offers from the first, at which the fitted line reaches zero; None when it does not fall.
    `earliest` and `latest` bound the middle 80 percent of the draws that fall, `never` is the share that does not.
    With fewer than 3 points there is no measure of doubt and the three are None.
    """

    parties: tuple[str, str]
    points: int
    gap: float
    pace: float
    meets: date | float | None
    earliest: date | float | None
    latest: date | float | None
    never: float | None
    unit: Literal["days", "offers"]


@dataclass(frozen=True, slots=True)
class Moves:
    """The answer of `analyse_moves`: the moves, how often each party took each kind of step, and pairwise forecasts."""

    moves: tuple[Move, ...]
    counts: Mapping[str, Mapping[Step, int]]
    forecasts: tuple[Forecast, ...]


def classify(own: float, other: float, tolerance: float = 1e-9) -> Step:
    """The name of a step that changes the mover's utility by `own` and the other side's by `other`."""
    mine = 0 if abs(own) <= tolerance else int(math.copysign(1, own))
    yours = 0 if abs(other) <= tolerance else int(math.copysign(1, other))
    if mine == 0:
        return "silent" if yours == 0 else "nice" if yours > 0 else "unfortunate"
    if mine > 0:
        return "fortunate" if yours > 0 else "selfish"
    return "concession" if yours >= 0 else "unfortunate"


def analyse_moves(
    negotiation: Negotiation,
    offers: Sequence[Offer],
    *,
    tolerance: float = 1e-3,
    seconds: float = 2.0,
    seed: int = 0,
) -> Moves:
    """Every offer placed against the model, and when each pair of sides meets at the current pace.

    Utility changes up to `tolerance` count as none. `seconds` bounds the search for the nearest deal of each offer.
    Raises `UsageError` for an offer that the model does not know, or days out of order.
    """
    _check(negotiation, offers)
    last: dict[str, dict[str, float]] = {}
    counts: dict[str, dict[Step, int]] = {name: dict.fromkeys(STEPS, 0) for name in negotiation.parties}
    moves: list[Move] = []
    for number, offer in enumerate(offers, start=1):
        here = negotiation if offer.day is None else negotiation.at(offer.day)
        utilities = here.utility(offer.outcome)
        before = last.get(offer.party)
        change = None if before is None else {name: utilities[name] - before[name] for name in utilities}
        step: Step | None = None
        steps: dict[str, Step] = {}
        if change is not None:
            others = [name for name in utilities if name != offer.party]
            steps = {name: classify(change[offer.party], change[name], tolerance) for name in others}
            mean = sum(change[name] for name in others) / len(others) if others else 0.0
            step = classify(change[offer.party], mean, tolerance)
            counts[offer.party][step] += 1
        last[offer.party] = utilities
        lacks = {
            name: float(wanted) - utilities[name]
            for name, wanted in zip(here.parties, here.reservations, strict=True)
            if utilities[name] < wanted - 1e-12
        }
        broken = _broken(here, offer.outcome)
        away = 0 if not lacks and not broken else _issues_away(here, offer.outcome, seconds)
        wasted = None if broken else _wasted(here, utilities, seconds)
        moves.append(Move(number, offer, utilities, change, step, steps, lacks, broken, away, wasted))
    return Moves(tuple(moves), counts, _forecasts(negotiation, offers, seed))


def _check(negotiation: Negotiation, offers: Sequence[Offer]) -> None:
    days = [offer.day for offer in offers if offer.day is not None]
    if days != sorted(days):
        raise UsageError("offers are not in order of time", mend="sort them by day")
    for number, offer in enumerate(offers, start=1):
        where = f"offer {number}"
        if offer.party not in negotiation.parties:
            known = ", ".join(negotiation.parties)
            raise UsageError(f"unknown party '{offer.party}'", where=where, mend=f"parties: {known}")
        for issue, options in negotiation.issues.items():
            option = offer.outcome.get(issue)
            if option not in options:
                what = f"issue '{issue}' is left out" if option is None else f"unknown option '{option}' of '{issue}'"
                raise UsageError(what, where=where, mend=f"options: {', '.join(options)}")
        extra = offer.outcome.keys() - negotiation.issues.keys()
        if extra:
            known = ", ".join(negotiation.issues)
            raise UsageError(f"unknown issue '{min(extra)}'", where=where, mend=f"issues: {known}")


def _broken(negotiation: Negotiation, outcome: Mapping[str, str]) -> tuple[str, ...]:
    """The red lines and links that an outcome crosses, in words."""
    at = negotiation.indices(outcome)
    crossed = [n for n in negotiation.nogoods if all(at[issue] in options for issue, options in n.parts)]
    words = [negotiation.describe(n.clause) for n in crossed if n.clause is not None]
    if any(n.clause is None for n in crossed):
        words.append("a link: options that cannot go together, or must")
    return tuple(dict.fromkeys(words))


def _issues_away(negotiation: Negotiation, outcome: Mapping[str, str], seconds: float) -> int | None:
    program = Program(negotiation)
    kept = [program.options[i][o] for i, o in enumerate(negotiation.indices(outcome))]
    program.program.maximize(sum(kept))
    solver = program.solver(seconds)
    found = solver.solve(program.program)
    if found != program.cp.OPTIMAL:
        return None
    return len(kept) - round(float(solver.objective_value))


def _wasted(negotiation: Negotiation, utilities: Mapping[str, float], seconds: float) -> float | None:
    """The largest gain that some outcome within the rules gives to every party at once; 0 on the front's own terms."""
    free = negotiation
    for name in negotiation.parties:
        free = free.with_reservation(name, 0.0)
    program = Program(free)
    gain = program.program.new_int_var(0, GRAIN, "")
    for p, name in enumerate(negotiation.parties):
        now = math.floor(utilities[name] * GRAIN)
        # in the program's whole units, rounded down so that standing still stays possible
        unit = int(program.unit[p])
        program.program.add(program.utility[p] * GRAIN >= (now + gain) * unit - unit)
    program.program.maximize(gain)
    solver = program.solver(seconds)
    if solver.solve(program.program) != program.cp.OPTIMAL:
        return None
    found = round(float(solver.objective_value))
    return max(0.0, (found - 2) / GRAIN)


def _forecasts(negotiation: Negotiation, offers: Sequence[Offer], seed: int) -> tuple[Forecast, ...]:
    names = [name for name in negotiation.parties if any(offer.party == name for offer in offers)]
    found: list[Forecast] = []
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            times, gaps, dated = _gaps(negotiation, offers, first, second)
            if gaps:
                origin = next(offer.day for offer in offers if offer.day is not None) if dated else None
                found.append(_extrapolated((first, second), times, gaps, origin, seed))
    return tuple(found)


def _gaps(
    negotiation: Negotiation, offers: Sequence[Offer], first: str, second: str
) -> tuple[list[float], list[float], bool]:
    """After each offer of either side: the mean of what both would lose by taking the other's latest offer."""
    latest: dict[str, dict[str, float]] = {}
    dated = all(offer.day is not None for offer in offers)
    origin = offers[0].day
    times: list[float] = []
    gaps: list[float] = []
    for number, offer in enumerate(offers):
        if offer.party not in (first, second):
            continue
        latest[offer.party] = negotiation.utility(offer.outcome)
        if len(latest) < 2:
            continue
        lost = [latest[a][a] - latest[b][a] for a, b in ((first, second), (second, first))]
        at = float((offer.day - origin).days) if dated and offer.day and origin else float(number)
        if times and times[-1] == at:
            gaps[-1] = max(0.0, sum(lost) / 2)
            continue
        times.append(at)
        gaps.append(max(0.0, sum(lost) / 2))
    return times, gaps, dated


def _extrapolated(
    parties: tuple[str, str], times: Sequence[float], gaps: Sequence[float], origin: date | None, seed: int
) -> Forecast:
    unit: Literal["days", "offers"] = "days" if origin else "offers"

    def when(at: float | None) -> date | float | None:
        if at is None or not math.isfinite(at) or abs(at) > FAR:
            return None
        return origin + timedelta(days=math.ceil(at - 1e-6)) if origin else round(at, 2)

    t, g = np.array(times), np.array(gaps)
    if len(t) < 2:
        return Forecast(parties, len(t), float(g[-1]), 0.0, None, None, None, None, unit)
    if g[-1] <= 0:
        met = when(float(t[-1]))
        return Forecast(parties, len(t), 0.0, float(np.polyfit(t, g, 1)[0]), met, met, met, 0.0, unit)
    mean = t.mean()
    spread = float(((t - mean) ** 2).sum())
    slope = float(((t - mean) * (g - g.mean())).sum() / spread)
    level = float(g.mean())
    meets = max(float(mean - level / slope), float(t[-1])) if slope < 0 else None
    if len(t) == 2:
        return Forecast(parties, 2, float(g[-1]), slope, when(meets), None, None, None, unit)
    freedom = len(t) - 2
    residual = float(((g - level - slope * (t - mean)) ** 2).sum()) / freedom
    rng = np.random.default_rng(seed)
    # the mean level and the slope are independent given the residual variance, which a chi square draws
    sigma: Floats = np.sqrt(residual * freedom / rng.chisquare(freedom, DRAWS))
    slopes = slope + sigma / math.sqrt(spread) * rng.standard_normal(DRAWS)
    levels = level + sigma / math.sqrt(len(t)) * rng.standard_normal(DRAWS)
    falls = slopes < 0
    never = float(1 - falls.mean())
    if not falls.any():
        return Forecast(parties, len(t), float(g[-1]), slope, when(meets), None, None, never, unit)
    crossing = np.maximum(mean - levels[falls] / slopes[falls], t[-1])
    low, high = (float(q) for q in np.quantile(crossing, (0.1, 0.9)))
    return Forecast(parties, len(t), float(g[-1]), slope, when(meets), when(low), when(high), never, unit)
