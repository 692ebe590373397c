"""How much of a pact's answer hangs on figures that are known only as ranges.

Every range is drawn evenly, the pact is settled again, and again: how often each state stands at each tier, how much
loss is averted, how often one design beats another, and which single figures the answer moves with (rank correlation,
Spearman 1904). States know the drawn figures; the range of what deters stays a range, as it is to them.

Draws are settled by best replies in turn from the highest tiers, which finds an equilibrium but proves nothing; the
proven best and worst at the middle of all ranges are in `pact_equilibrium`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from zopa.model.negotiation import Floats
from zopa.model.negotiation_terms import Interval
from zopa.model.pact import Design, Pact, Threat
from zopa.solve.pact_design import vote_of
from zopa.solve.pact_game import Game

SURE = 3.3  # standard errors beyond which a correlation is told: one in a thousand by chance


@dataclass(frozen=True)
class Spread:
    """Averted loss of one design over the draws: 10th percentile, median, 90th; and how often the design with which
    it is compared averts more."""

    low: float
    middle: float
    high: float
    beaten: float


@dataclass(frozen=True)
class Doubt:
    """`levels[state][level]` is the share of draws; `hangs_on` the figures with their rank correlation with the loss
    averted, strongest first; `spreads` by design; `unsettled` the share of draws in which nobody came to rest."""

    draws: int
    levels: Mapping[str, Mapping[str, float]]
    hangs_on: tuple[tuple[str, float], ...]
    spreads: Mapping[str, Spread]
    unsettled: float


def doubt(pact: Pact, designs: Mapping[str, Design], chosen: str, *, draws: int = 200, seed: int = 0) -> Doubt:
    """The doubt about the design called `chosen`, and about all of `designs` on a quarter of the draws."""
    rng = np.random.default_rng(seed)
    samples = [_drawn(pact, rng) for _ in range(draws)]
    figures = list(samples[0][1]) if samples else []
    counts: dict[str, dict[str, int]] = {name: dict.fromkeys(pact.levels, 0) for name in pact.states}
    averted = np.zeros(draws)
    unsettled = 0
    for d, (sample, _) in enumerate(samples):
        levels, share, settled = _settled(sample, designs[chosen])
        averted[d] = share
        unsettled += not settled
        for state, level in levels.items():
            counts[state][level] += 1
    few = max(1, draws // 4)
    spreads: dict[str, Spread] = {}
    for name, design in designs.items():
        own = averted[:few] if name == chosen else np.array([_settled(s, design)[1] for s, _ in samples[:few]])
        low, middle, high = (float(q) for q in np.quantile(own, (0.1, 0.5, 0.9)))
        spreads[name] = Spread(low, middle, high, float((averted[:few] > own + 1e-9).mean()))
    table = np.array([[values[figure] for figure in figures] for _, values in samples])
    return Doubt(
        draws,
        {s: {k: n / draws for k, n in own.items()} for s, own in counts.items() if s not in designs[chosen].without},
        _moves_with(table, averted, figures),
        spreads,
        unsettled / draws,
    )


def _settled(pact: Pact, design: Design) -> tuple[dict[str, str], float, bool]:
    """Who stands where, the share averted, and whether it came to rest."""
    game = Game(pact, design)
    if design.kind == "institution":
        levels, _ = vote_of(pact, design, game)
        settled = True
    else:
        levels, _, settled = game.settle([max(own) for own in game.open], rounds=30)
    names = pact.levels
    return (
        {s: names[k] for s, k in zip(game.states, levels, strict=True)},
        game.averted(levels),
        settled,
    )


def _drawn(pact: Pact, rng: np.random.Generator) -> tuple[Pact, dict[str, float]]:
    """The pact with every range but that of what deters replaced by a draw, and the draws by name."""
    values: dict[str, float] = {}

    def draw(amount: Interval, name: str) -> Interval:
        if amount.exact:
            return amount
        values[name] = float(rng.uniform(amount.low, amount.high))
        return Interval.of(values[name])

    def many(amounts: Mapping[str, Interval], name: str) -> dict[str, Interval]:
        return {tier: draw(amount, f"{name}, {tier}") for tier, amount in amounts.items()}

    threats = {
        name: Threat(
            draw(t.likelihood, f"likelihood of {name}"), draw(t.severity, f"severity of {name}"), t.deterred_by
        )
        for name, t in pact.threats.items()
    }
    tiers = {
        name: replace(
            t,
            strength=draw(t.strength, f"strength of {name}"),
            cost=draw(t.cost, f"cost of {name}"),
            credible=draw(t.credible, f"credibility of {name}"),
        )
        for name, t in pact.tiers.items()
    }
    # a cost that a state takes from its tier is the same figure, not one of its own
    shared = {tier: (t.cost, tiers[tier].cost) for tier, t in pact.tiers.items()}
    states = {
        name: replace(
            s,
            capability=draw(s.capability, f"capability of {name}"),
            stake=draw(s.stake, f"stake of {name}"),
            reliability=draw(s.reliability, f"reliability of {name}"),
            willingness=many(s.willingness, f"willingness of {name}"),
            cost={
                tier: shared[tier][1] if cost == shared[tier][0] else draw(cost, f"cost of {name}, {tier}")
                for tier, cost in s.cost.items()
            },
        )
        for name, s in pact.states.items()
    }
    lead = pact.lead and replace(pact.lead, lifts=many(pact.lead.lifts, "lift by the lead"))
    return replace(pact, threats=threats, tiers=tiers, states=states, lead=lead), values


def _moves_with(table: Floats, averted: Floats, figures: list[str]) -> tuple[tuple[str, float], ...]:
    """Figures whose rank correlation with the averted loss is beyond chance, strongest first."""
    if len(averted) < 20 or np.ptp(averted) == 0 or not figures:
        return ()
    from scipy.stats import rankdata

    ranks = rankdata(table, axis=0)
    goal = rankdata(averted)
    spread = ranks.std(axis=0) * goal.std()
    together = ((ranks - ranks.mean(axis=0)) * (goal - goal.mean())[:, None]).mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(spread > 0, together / spread, 0.0)
    order = np.argsort(-np.abs(found))
    least = SURE / np.sqrt(len(averted))
    return tuple((figures[k], float(found[k])) for k in order if abs(found[k]) > least)
