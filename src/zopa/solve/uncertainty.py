"""Not being sure: how likely a deal is when weights, values and reservation values are ranges or mere orders.

    assess    draws every unknown and solves each draw; the same seed gives the same answer
    likelihood    how likely a deal is, and nothing else, for much less work
    Doubt     the probability that a deal exists, each outcome's chances, and what is worth finding out

The value of knowing an unknown is what it adds to the chance that the best proposal is accepted by all (expected value
of partial perfect information; Raiffa and Schlaifer 1961), estimated by splitting the draws along it; half of the
draws choose the proposal and the other half judge it, so that luck is not taken for knowledge. Sobol indices (Sobol
1993; Saltelli and others 2010) share out the variance of how much room a deal has: its largest smallest gain.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.solve.draws import Sampler, Source, drawn_model, uncertain
from zopa.solve.front import Cuts, front_of
from zopa.solve.results import Deal
from zopa.solve.space import prepare

__all__ = ["Chance", "Doubt", "Unknown", "assess", "uncertain"]

LISTED = 20_000  # outcomes up to which all are followed through every draw
FRONTS = 100  # draws for which the Pareto front is taken
LIKELY_FRONTS = 10  # and where only the chance of a deal is asked for
CANDIDATES = 5_000  # outcomes followed through every draw where there are too many to follow all
SOBOL_WORK = 2e8  # draws times outcomes that the sensitivity analysis may look at
BINS = 8


@dataclass(frozen=True)
class Chance:
    """An outcome with the probability that all parties accept it, and that it is Pareto-optimal."""

    deal: Deal
    probability: float
    on_front: float


@dataclass(frozen=True)
class Unknown:
    """What knowing one unknown adds to the chance of the best proposal, and its first-order and total Sobol index.

    The indices are NaN where there were too many unknowns to share the variance out.
    """

    name: str
    information: float
    first: float
    total: float


@dataclass(frozen=True)
class Doubt:
    """`probability` that a deal exists with its 95% interval (Wilson); outcomes best first; unknowns by worth.

    `perfect_information` is what knowing everything would add to the chance that the best proposal is accepted.
    """

    probability: float
    interval: tuple[float, float]
    chances: tuple[Chance, ...]
    unknowns: tuple[Unknown, ...]
    perfect_information: float
    draws: int
    seed: int


def assess(model: Negotiation, *, draws: int = 1000, seed: int = 0, listed: int = 100) -> Doubt:
    """Solve `draws` draws of everything that the model leaves open; at most `listed` outcomes are named."""
    sampler = Sampler(model)
    rng = np.random.default_rng(seed)
    cube = rng.random((draws, sampler.width))
    tables, reservations = sampler.tables(cube)
    outcomes, complete, on_front = _candidates(model, tables, reservations)
    gains = _gains(outcomes, tables, reservations) if len(outcomes) else np.full((draws, 0), -1.0)
    accepted = gains >= -1e-9
    exists = _exists(model, accepted, tables, reservations, complete=complete)
    chance = accepted.mean(axis=0) if len(outcomes) else np.zeros(0)
    best = float(chance.max(initial=0.0))
    order = np.lexsort((-on_front, -chance))[:listed]
    utilities = model.utilities(outcomes[order]) if len(order) else np.zeros((0, len(model.parties)))
    chances = tuple(
        Chance(
            Deal(model.outcome(outcomes[k]), dict(zip(model.parties, map(float, u), strict=True))),
            float(chance[k]),
            float(on_front[k]),
        )
        for k, u in zip(order, utilities, strict=True)
        if chance[k] > 0
    )
    probability = float(exists.mean())
    return Doubt(
        probability,
        _wilson(int(exists.sum()), draws),
        chances,
        _unknowns(sampler, cube, accepted, outcomes, gains, seed),
        max(0.0, probability - best),
        draws,
        seed,
    )


def likelihood(model: Negotiation, *, draws: int = 200, seed: int = 0) -> tuple[float, tuple[float, float]]:
    """The share of draws of everything that the model leaves open in which a deal exists, with its 95% interval.

    A model that leaves nothing open is drawn once, and is as sure as its numbers.
    """
    sampler = Sampler(model)
    cube = np.random.default_rng(seed).random((draws if sampler.width else 1, sampler.width))
    tables, reservations = sampler.tables(cube)
    outcomes, complete, _ = _candidates(model, tables, reservations, fronts=LIKELY_FRONTS)
    gains = _gains(outcomes, tables, reservations) if len(outcomes) else np.full((len(cube), 0), -1.0)
    exists = _exists(model, gains >= -1e-9, tables, reservations, complete=complete)
    share = float(exists.mean())
    return share, _wilson(int(exists.sum()), len(exists)) if sampler.width else (share, share)


def _exists(
    model: Negotiation, accepted: np.ndarray, tables: list[Floats], reservations: Floats, *, complete: bool
) -> np.ndarray:
    """In which draws a deal exists, shape (draws,)."""
    exists: np.ndarray = np.asarray(accepted.any(axis=1))
    if not complete:
        for d in np.flatnonzero(~exists):
            exists[d] = _draw_opens(model, [t[d] for t in tables], reservations[d])
    return exists


def _candidates(
    model: Negotiation, tables: list[Floats], reservations: Floats, fronts: int = FRONTS
) -> tuple[Indices, bool, Floats]:
    """Outcomes to follow (n, issues), whether these are all that keep the rules, and how often each is on the front."""
    import moocore

    fronts = min(fronts, len(reservations))
    if model.size <= LISTED:
        everything = np.stack(np.unravel_index(np.arange(model.size), model.counts), axis=1)
        outcomes = everything[model.permitted(everything)]
        times = np.zeros(len(outcomes))
        for d in range(fronts if len(outcomes) else 0):
            rows = sum(t[d][outcomes[:, i]] for i, t in enumerate(tables))
            times += moocore.is_nondominated(np.round(rows, 12), maximise=True, keep_weakly=True)
        return outcomes, True, times / max(1, fronts)
    seen: dict[tuple[int, ...], int] = {}
    fronts = min(fronts, 40)
    for d in range(fronts):
        space = prepare(drawn_model(model, [t[d] for t in tables], reservations[d]))
        found = front_of(space, Cuts.floors(space), limit=CANDIDATES)
        if found.layer is None:
            continue
        rows = np.argsort(-np.min((found.rows - space.floors) / space.scale, axis=1))[: CANDIDATES // fronts * 4]
        numbers, _ = found.layer.outcomes(rows, len(space.options), ties=False)
        for row in numbers:
            key = tuple(int(space.options[i][o]) for i, o in enumerate(row))
            seen[key] = seen.get(key, 0) + 1
    kept = sorted(seen, key=lambda key: -seen[key])[:CANDIDATES]
    outcomes = np.array(kept, dtype=np.int64).reshape(len(kept), len(model.counts))
    return outcomes, False, np.array([seen[k] / fronts for k in kept])


def _gains(outcomes: Indices, tables: list[Floats], reservations: Floats) -> Floats:
    """Per draw and outcome the smallest gain over the reservation values, shape (draws, outcomes)."""
    least = np.empty((len(reservations), len(outcomes)))
    step = max(1, 4_000_000 // max(1, len(outcomes) * reservations.shape[1]))
    for first in range(0, len(reservations), step):
        part = slice(first, first + step)
        total = -reservations[part][:, None, :] + sum(t[part][:, outcomes[:, i]] for i, t in enumerate(tables))
        least[part] = total.min(axis=2)
    return least


def _draw_opens(model: Negotiation, tables: list[Floats], reservations: Floats) -> bool:
    from zopa.solve.oracle import settle
    from zopa.solve.results import Status

    return settle(drawn_model(model, tables, reservations), seconds=1.0) is Status.NON_EMPTY


def _unknowns(
    sampler: Sampler, cube: Floats, accepted: np.ndarray, outcomes: Indices, gains: Floats, seed: int
) -> tuple[Unknown, ...]:
    if not len(outcomes):
        return ()
    first, total = _sobol(sampler, outcomes, gains, seed)
    found = [
        Unknown(source.name, _information(source, cube, accepted), first[k], total[k])
        for k, source in enumerate(sampler.sources)
    ]
    return tuple(sorted(found, key=lambda u: (-u.information, -np.nan_to_num(u.total), u.name)))


def _information(source: Source, cube: Floats, accepted: np.ndarray) -> float:
    """What knowing one unknown adds to the chance of the best proposal, 0 where chance alone could explain it."""
    half = np.arange(len(cube)) % 2 == 0
    best = 0.0
    for column in range(source.first, source.last):
        cell = np.minimum((cube[:, column] * BINS).astype(int), BINS - 1)
        added = [_added(accepted, cell, choose) for choose in (half, ~half)]
        best = max(best, float(np.mean(added)))
    return best


def _added(accepted: np.ndarray, cell: Indices, choose: np.ndarray) -> float:
    """How much better the rest of the draws do when `choose` picks a proposal for each cell, not one for all."""
    judge = ~choose
    if not choose.any() or not judge.any():
        return 0.0
    plain = accepted[judge][:, accepted[choose].mean(axis=0).argmax()].sum()
    informed = 0
    for k in range(BINS):
        mine, theirs = choose & (cell == k), judge & (cell == k)
        pick = accepted[mine if mine.any() else choose].mean(axis=0).argmax()
        informed += accepted[theirs][:, pick].sum()
    return float(informed - plain) / int(judge.sum())


def _sobol(sampler: Sampler, outcomes: Indices, gains: Floats, seed: int) -> tuple[list[float], list[float]]:
    """First-order and total indices of the largest smallest gain, per unknown."""
    count = len(sampler.sources)
    unknown = [float("nan")] * count
    # only outcomes that are somewhere the best can matter for the largest gain
    top = np.unique(gains.argmax(axis=1))
    base = 2 ** int(np.log2(max(1.0, SOBOL_WORK / (len(top) * (count + 2) * max(1, outcomes.shape[1])))))
    base = min(base, 1024)
    if not count or base < 64:
        return unknown, unknown
    from SALib.analyze import sobol as analysis

    groups = [s.name for s in sampler.sources for _ in range(s.last - s.first)]
    problem = {
        "num_vars": sampler.width,
        "names": [f"x{k}" for k in range(sampler.width)],
        "bounds": [[0.0, 1.0]] * sampler.width,
        "groups": groups,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib divides by a variance that may be 0
        points = _saltelli(sampler, base, seed)
        tables, reservations = sampler.tables(points)
        room = _gains(outcomes[top], tables, reservations).max(axis=1)
        if np.ptp(room) < 1e-12:
            return [0.0] * count, [0.0] * count
        if count == 1:
            return [1.0], [1.0]
        found = analysis.analyze(problem, room, calc_second_order=False, num_resamples=10, seed=seed)
    names = list(dict.fromkeys(groups))
    at = [names.index(s.name) for s in sampler.sources]
    clean = np.clip(np.nan_to_num([found["S1"], found["ST"]]), 0.0, 1.0)
    return [float(clean[0][k]) for k in at], [float(clean[1][k]) for k in at]


def _saltelli(sampler: Sampler, base: int, seed: int) -> Floats:
    """Points (base x (unknowns + 2), width) for SALib: two designs, and the first with one unknown of the second each.

    SALib's own sampler loops over every number, which takes minutes where unknowns are many.
    """
    from scipy.stats import qmc

    design = qmc.Sobol(2 * sampler.width, seed=seed).random(base)
    one, other = design[:, : sampler.width], design[:, sampler.width :]
    points = np.repeat(one[:, None, :], len(sampler.sources) + 2, axis=1)
    for k, source in enumerate(sampler.sources, start=1):
        points[:, k, source.first : source.last] = other[:, source.first : source.last]
    points[:, -1] = other
    return points.reshape(-1, sampler.width)


def _wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95% interval of a proportion (Wilson 1927)."""
    from scipy.stats import binomtest

    if not n:
        return 0.0, 1.0
    found = binomtest(hits, n).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
