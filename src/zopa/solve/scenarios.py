"""Scenarios of one model side by side: the zone, the keys, who would settle, and which scenario each party prefers.

Everything that a model leaves open is drawn, the same draws for every scenario.

    proposal   the deal that all accept in most draws; where none ever is, the one that falls least short
    choice     a party settles for the proposal in the draws that make it worth its reservation value, which is what
               going on is worth to it
    payoff     the utility of the Nash solution where a deal exists in a draw, else the reservation value

Payoffs are in units of the model without scenario, so that a party's own can be compared; those of two parties cannot.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.model.scenariofile import Scenario, Variant
from zopa.solve.changes import Side, side_of
from zopa.solve.draws import Sampler, drawn_model
from zopa.solve.front import Cuts, front_of
from zopa.solve.space import prepare

AS_IS: Final = "as things stand"
LISTED: Final = 20_000  # outcomes up to which all are followed through every draw
SEARCHED: Final = 8  # draws whose fronts give the outcomes to follow where there are more
KEPT: Final = 2_000  # outcomes of one such front
ENDS: Final = (0.1, 0.9)  # of draws: the 80% interval
EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Choice:
    """One party under one scenario; triples are the low end, mean and high end over draws (80% interval).

    `settles` is the share of draws in which it would rather have the proposal than go on, and `gain` by how much.
    """

    settles: float
    gain: tuple[float, float, float]
    going_on: tuple[float, float, float]
    payoff: tuple[float, float, float]


@dataclass(frozen=True)
class Compared:
    """One scenario: the engine's answer at the middle of all ranges, and what the draws say.

    `deal` is the share of draws in which some deal exists. `proposal` is None where the rules leave no outcome;
    `accepted` is the share of draws in which all accept it.
    """

    name: str
    title: str
    why: str
    side: Side
    deal: float
    proposal: Mapping[str, str] | None
    accepted: float
    choices: Mapping[str, Choice]


@dataclass(frozen=True)
class Comparison:
    """All scenarios, the plain model first; `preferred` ranks them for each party by mean payoff.

    `surer` is the share of draws in which a party is at least as well off in its first choice as in its second.
    `listed` says whether every outcome was followed; otherwise the best of many fronts were.
    """

    model: str
    compared: tuple[Compared, ...]
    preferred: Mapping[str, tuple[str, ...]]
    surer: Mapping[str, float]
    draws: int
    seed: int
    listed: bool


def compare(
    model: Negotiation, scenarios: Sequence[Scenario], *, draws: int = 400, seed: int = 0, seconds: float = 5.0
) -> Comparison:
    """Compare the model as it stands with each scenario. Raises `ModelError` where a scenario does not fit."""
    variants = [(AS_IS, AS_IS, "", Variant(model)), *((s.name, s.title, s.why, s.apply(model)) for s in scenarios)]
    compared: list[Compared] = []
    payoffs: dict[str, Mapping[str, Floats]] = {}
    for name, title, why, variant in variants:
        played = _played(variant, draws, seed)
        side = side_of(variant.model, seconds, seed)
        compared.append(Compared(name, title, why, side, played.deal, played.proposal, played.accepted, played.choices))
        payoffs[name] = played.payoffs
    preferred: dict[str, tuple[str, ...]] = {}
    surer: dict[str, float] = {}
    for party in model.parties:
        there = [name for name, *_ in variants if party in payoffs[name]]
        ranked = sorted(there, key=lambda name: -round(float(payoffs[name][party].mean()), 9))
        preferred[party] = tuple(ranked)
        if len(ranked) > 1:
            best, second = payoffs[ranked[0]][party], payoffs[ranked[1]][party]
            surer[party] = float((best >= second - EQUAL).mean())
    listed = all(variant.model.size <= LISTED for *_, variant in variants)
    return Comparison(model.name, tuple(compared), preferred, surer, draws, seed, listed)


@dataclass(frozen=True)
class _Played:
    deal: float
    proposal: Mapping[str, str] | None
    accepted: float
    choices: dict[str, Choice]
    payoffs: dict[str, Floats]


def _played(variant: Variant, draws: int, seed: int) -> _Played:
    """All draws of one scenario."""
    model = variant.model
    sampler = Sampler(model)
    count = draws if sampler.width else 1
    tables, reservations = sampler.tables(_cube(sampler, count, seed))
    outcomes = _outcomes(model, tables, reservations)
    payoff, exists = reservations.copy(), np.zeros(count, dtype=bool)
    accepted, least = np.zeros(len(outcomes)), np.zeros(len(outcomes))
    for d in range(count if len(outcomes) else 0):
        gains = sum(table[d][outcomes[:, i]] for i, table in enumerate(tables)) - reservations[d]
        smallest = gains.min(axis=1)
        agreed = smallest >= -EQUAL
        accepted, least = accepted + agreed / count, least + smallest / count
        exists[d] = agreed.any()
        if exists[d]:
            product = np.log(np.maximum(gains[agreed], EQUAL)).sum(axis=1)
            payoff[d] += gains[agreed][int(product.argmax())]
    scale = np.array([variant.scale.get(name, 1.0) for name in model.parties])
    shift = np.array([variant.shift.get(name, 0.0) for name in model.parties])
    payoff, going_on = payoff * scale - shift, reservations * scale - shift
    best = int(np.lexsort((least, accepted))[-1]) if len(outcomes) else -1
    settling = np.full(payoff.shape, np.nan)
    if best >= 0:
        at = outcomes[best]
        settling = (sum(table[:, at[i]] for i, table in enumerate(tables)) - reservations) * scale
    names = tuple(model.parties)
    choices = {
        name: Choice(
            float((np.nan_to_num(settling[:, p], nan=-1.0) >= -EQUAL).mean()),
            _triple(settling[:, p]),
            _triple(going_on[:, p]),
            _triple(payoff[:, p]),
        )
        for p, name in enumerate(names)
    }
    wide = np.broadcast_to(payoff, (draws, len(names))) if count == 1 else payoff
    return _Played(
        float(exists.mean()),
        model.outcome(outcomes[best]) if best >= 0 else None,
        float(accepted[best]) if best >= 0 else 0.0,
        choices,
        {name: wide[:, p] for p, name in enumerate(names)},
    )


def _cube(sampler: Sampler, draws: int, seed: int) -> Floats:
    """Uniform draws; an unknown of the same name gets the same ones in every scenario."""
    cube = np.empty((draws, sampler.width))
    for source in sampler.sources:
        rng = np.random.default_rng([seed, zlib.crc32(source.name.encode())])
        cube[:, source.first : source.last] = rng.random((draws, source.last - source.first))
    return cube


def _outcomes(model: Negotiation, tables: Sequence[Floats], reservations: Floats) -> Indices:
    """All outcomes that keep the rules; of many, those on fronts of some draws with one party's demand left out."""
    if model.size <= LISTED:
        everything = np.stack(np.unravel_index(np.arange(model.size), model.counts), axis=1)
        return everything[model.permitted(everything)]
    seen: set[tuple[int, ...]] = set()
    for d in range(min(SEARCHED, len(reservations))):
        for p in range(-1, len(model.parties)):
            asked = reservations[d].copy()
            if p >= 0:
                asked[p] = 0.0
            space = prepare(drawn_model(model, [t[d] for t in tables], asked))
            found = front_of(space, Cuts.floors(space), limit=KEPT)
            if found.layer is None:
                continue
            rows = np.arange(len(found.rows))[:KEPT]
            numbers, _ = found.layer.outcomes(rows, len(space.options), ties=False)
            seen |= {tuple(int(space.options[i][o]) for i, o in enumerate(row)) for row in numbers}
    return np.array(sorted(seen), dtype=np.int64).reshape(len(seen), len(model.counts))


def _triple(values: Floats) -> tuple[float, float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return (float("nan"),) * 3
    low, high = np.quantile(known, ENDS)
    return float(low), float(known.mean()), float(high)
