"""What the pact is worth: does it deter, how surely, who rides free, and who is pivotal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats
from zopa.model.negotiation_terms import Interval
from zopa.model.pact import NONE, Design, Pact
from zopa.solve.coalition import EXACT_PLAYERS, banzhaf, sampled, shapley
from zopa.solve.pact_game import Assignment, Game

DRAWS = 20_000


@dataclass(frozen=True)
class Deterrence:
    """Whether a threat is deterred. `probability` is the share of draws in which the response reaches what deters;
    `error` its standard error. `surely` and `possibly`: even at the worst, only at the best end of every interval.
    `response` is 10th percentile, median and 90th of the response."""

    threat: str
    probability: float
    error: float
    surely: bool
    possibly: bool
    response: tuple[float, float, float]


@dataclass(frozen=True)
class Pivots:
    """What each member brings to the share of loss averted, by Shapley and Banzhaf values; `error` 0 when exact."""

    shapley: Mapping[str, float]
    banzhaf: Mapping[str, float]
    error: float

    @property
    def exact(self) -> bool:
        """Whether every coalition was looked at."""
        return self.error == 0


def deterrence(
    pact: Pact, design: Design, assignment: Assignment, *, draws: int = DRAWS, seed: int = 0
) -> tuple[Deterrence, ...]:
    """Each threat against the response of an assignment, with every interval as an even belief between its ends.

    What is uncertain about a tier (strength, credibility) is drawn once for all members, because it is the same
    promise; what is uncertain about a state is its own.
    """
    rng = np.random.default_rng(seed)

    def drawn(amount: Interval) -> Floats:
        return rng.uniform(amount.low, amount.high, draws) if not amount.exact else np.full(draws, amount.low)

    shared = {tier: drawn(t.strength) * drawn(t.credible) for tier, t in pact.tiers.items()}
    response = np.zeros(draws)
    low = high = 0.0
    for name, level in assignment.levels.items():
        if level == NONE:
            continue
        state, tier = pact.states[name], pact.tiers[level]
        response += drawn(state.capability) * drawn(state.reliability) * shared[level] * design.factor
        low += state.capability.low * state.reliability.low * tier.strength.low * tier.credible.low * design.factor
        high += state.capability.high * state.reliability.high * tier.strength.high * tier.credible.high * design.factor
    spread = tuple(float(q) for q in np.quantile(response, (0.1, 0.5, 0.9)))
    found = []
    for name, threat in pact.threats.items():
        held = response >= drawn(threat.deterred_by)
        share = float(held.mean())
        found.append(
            Deterrence(
                name,
                share,
                float(np.sqrt(share * (1 - share) / draws)),
                low >= threat.deterred_by.high,
                high >= threat.deterred_by.low,
                (spread[0], spread[1], spread[2]),
            )
        )
    return tuple(found)


def pivots(pact: Pact, design: Design, assignment: Assignment, *, seed: int = 0) -> Pivots:
    """Shapley and Banzhaf values of the states in the game 'share of loss that a group averts at these levels'.

    A state that brings nothing is worth 0 and is left out of the count, so that 25 contributing members are exact.
    """
    game = Game(pact, design)
    levels = game.levels(assignment)
    brings = {name: int(game.brings[i, k]) for i, (name, k) in enumerate(zip(game.states, levels, strict=True))}
    members = [name for name, amount in brings.items() if amount > 0]
    values = dict.fromkeys(game.states, 0.0)
    swings = dict(values)
    if not members:
        return Pivots(values, swings, 0.0)
    amounts = np.array([brings[name] for name in members], dtype=np.int64)
    security = game.security
    base = security.share(0)
    if len(members) <= EXACT_PLAYERS:
        totals = np.zeros(1, dtype=np.int64)
        for amount in amounts:
            totals = np.concatenate([totals, totals + amount])
        worth = security.shares(totals) - base
        worth[0] = 0.0
        values |= dict(zip(members, shapley(worth).tolist(), strict=True))
        swings |= dict(zip(members, banzhaf(worth).tolist(), strict=True))
        return Pivots(values, swings, 0.0)
    drawn = sampled(lambda flags: security.shares(flags @ amounts) - base, len(members), seed=seed)
    values |= dict(zip(members, drawn.values.tolist(), strict=True))
    rng = np.random.default_rng(seed)
    inside = rng.random((DRAWS, len(members))) < 0.5
    totals = inside @ amounts
    worst = float(drawn.errors.max())
    for k, name in enumerate(members):
        without = totals - inside[:, k] * amounts[k]
        gains = security.shares(without + amounts[k]) - security.shares(without)
        swings[name] = float(gains.mean())
        worst = max(worst, float(gains.std() / np.sqrt(DRAWS)))
    return Pivots(values, swings, worst)


@dataclass(frozen=True)
class Riding:
    """A state that gains from the security of others: `gains` from it, `gives` as share of the response, and its fair
    share of the response were it in proportion to the gain."""

    state: str
    gains: float
    gives: float
    fair: float


def riding(pact: Pact, design: Design, assignment: Assignment) -> tuple[Riding, ...]:
    """Who gains a larger share than it gives (Olson and Zeckhauser 1966; Sandler 1993), the widest gap first."""
    game = Game(pact, design)
    levels = game.levels(assignment)
    total = game.response(levels)
    gains = game.value * game.averted(levels)
    everything = float(gains.sum())
    if total <= 0 or everything <= 0:
        return ()
    found = [
        Riding(name, float(gains[i]), int(game.brings[i, k]) / total, float(gains[i]) / everything)
        for i, (name, k) in enumerate(zip(game.states, levels, strict=True))
    ]
    return tuple(sorted((r for r in found if r.fair > r.gives + 1e-9), key=lambda r: r.gives - r.fair))
