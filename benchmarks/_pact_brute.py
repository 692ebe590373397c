"""Small random pacts and the answers about them by definition: every assignment is listed, every payoff a fraction.

Nothing here uses the code under test but the types of a pact file. One seed makes one pact. Figures are round, so that
many pacts have ties, which is where two ways of reckoning part.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

from scipy.optimize import linprog

from zopa.model.negotiation_terms import Interval
from zopa.model.pact import Pact

Levels = tuple[int, ...]


def random_pact(seed: int, most: int = 4) -> dict[str, Any]:
    """A pact of up to `most` states and three tiers as plain data shaped like a pact file."""
    rng = random.Random(seed)
    tiers = ["money", "arms", "force"][: rng.randint(1, 3)]
    names = list("ABCDE")[: rng.randint(1, most)]

    def amount(numbers: Sequence[float]) -> Any:
        if rng.random() < 0.8:
            return rng.choice(numbers)
        return sorted([rng.choice(numbers), rng.choice(numbers)])

    share, small = [0, 0.1, 0.25, 0.5, 0.75, 1], [-0.1, 0, 0.05, 0.1, 0.2, 0.3]
    costs, ends, sizes = [0, 0.05, 0.1, 0.2], [0, 2, 3, 5, 8, 12], [1, 2, 3, 5, 10]
    together = rng.random() < 0.4  # nobody can do it alone and it costs: games of assurance, where groups matter
    if together:
        share, small, costs, ends, sizes = [0.75, 1], [0, 0, 0.05], [0.1, 0.2, 0.3], [7, 8, 9], [4, 5, 6]
    thirds = [0.3, 0.6, 1.0] if rng.random() < 0.5 else [0.2, 0.5, 0.5]
    states: dict[str, Any] = {}
    for name in names:
        states[name] = {
            "capability": amount(sizes),
            "stake": amount(share),
            "willingness": {t: amount(small) for t in tiers},
            "at_most": rng.choice([*tiers, tiers[-1], tiers[-1], "none"]),
        }
        if rng.random() < 0.3:
            states[name]["reliability"] = amount([0.5, 0.9, 1])
        others = [n for n in names if n != name]
        if others and rng.random() < 0.4:
            needs = {n: rng.choice(tiers) for n in rng.sample(others, min(len(others), rng.randint(1, 2)))}
            states[name]["only_if"] = [{"tiers": [rng.choice(tiers)], "needs": needs}]
    data: dict[str, Any] = {
        "zopa": 1,
        "pact": f"random {seed}",
        "protected": "P",
        "tiers": {
            t: {"strength": thirds[k], "cost": amount(costs), "credible": amount([0.5, 1, 1])}
            for k, t in enumerate(tiers)
        },
        "states": states,
        "threats": {
            f"t{k}": {
                "likelihood": amount(share),
                "severity": amount([0.5, 1]),
                "deterred_by": sorted([rng.choice(ends), rng.choice(ends)]),
            }
            for k in range(rng.randint(1 if together else 0, 2))
        },
    }
    if rng.random() < 0.5:
        data["lead"] = {"state": "A", "at_least": rng.choice(tiers), "lifts": rng.choice([-0.05, 0.05, 0.15])}
    return data


def middle(amount: Interval) -> Fraction:
    """The middle of a range, its ends taken as they are written."""
    return (Fraction(repr(amount.low)) + Fraction(repr(amount.high))) / 2


class Brute:
    """A pact whose states choose freely, by definition; levels are numbers, 0 for none."""

    def __init__(self, pact: Pact) -> None:
        self.pact = pact
        self.names = list(pact.states)
        self.tiers = list(pact.tiers)
        self.choices = [
            [0, *(k for k, t in enumerate(self.tiers, 1) if t in pact.states[n].allowed)] for n in self.names
        ]

    def response(self, levels: Levels) -> Fraction:
        """The sum of what all bring."""
        total = Fraction(0)
        for name, k in zip(self.names, levels, strict=True):
            if k:
                own, tier = self.pact.states[name], self.pact.tiers[self.tiers[k - 1]]
                total += (
                    middle(own.capability) * middle(own.reliability) * middle(tier.strength) * middle(tier.credible)
                )
        return total

    def loss_averted(self, levels: Levels) -> Fraction:
        """The expected loss averted, in units of a stake."""
        at, total = self.response(levels), Fraction(0)
        for threat in self.pact.threats.values():
            low, high = Fraction(repr(threat.deterred_by.low)), Fraction(repr(threat.deterred_by.high))
            held = (
                Fraction(at >= high) if high == low else min(max((at - low) / (high - low), Fraction(0)), Fraction(1))
            )
            total += middle(threat.likelihood) * middle(threat.severity) * held
        return total

    @cached_property
    def pays(self) -> dict[Levels, list[Fraction]]:
        """Every state's payoff at every assignment, lawful or not."""
        found = {}
        for levels in product(*self.choices):
            averted, lead = self.loss_averted(levels), self.pact.lead
            led = lead is not None and levels[self.names.index(lead.state)] > self.tiers.index(lead.at_least)
            row = []
            for name, k in zip(self.names, levels, strict=True):
                own, pay = self.pact.states[name], middle(self.pact.states[name].stake) * averted
                if k:
                    tier = self.tiers[k - 1]
                    pay += middle(own.willingness[tier]) - middle(own.cost[tier])
                    if lead is not None and led and name != lead.state:
                        pay += middle(lead.lifts[tier])
                row.append(pay)
            found[levels] = row
        return found

    def may(self, i: int, levels: Levels) -> bool:
        """Whether the links of state `i` allow its level, given the others'."""
        if not levels[i]:
            return True
        tier = self.tiers[levels[i] - 1]
        return all(
            levels[self.names.index(other)] > self.tiers.index(least)
            for link in self.pact.links
            if link.state == self.names[i] and tier in link.tiers
            for other, least in link.needs.items()
        )

    def lawful(self, levels: Levels) -> bool:
        """Whether every link holds."""
        return all(self.may(i, levels) for i in range(len(levels)))

    def gains(self, levels: Levels) -> dict[str, Fraction]:
        """What each state that would rather stand elsewhere gains by going alone."""
        found = {}
        for i, name in enumerate(self.names):
            moved = [(*levels[:i], k, *levels[i + 1 :]) for k in self.choices[i]]
            gain = max(self.pays[m][i] - self.pays[levels][i] for m in moved if m == levels or self.may(i, m))
            if gain > 0:
                found[name] = gain
        return found

    def equilibria(self) -> list[Levels]:
        """The lawful assignments that nobody gains by leaving alone."""
        return [levels for levels in self.pays if self.lawful(levels) and not self.gains(levels)]

    def smallest_group(self, levels: Levels) -> int | None:
        """The size of the smallest set of states that all gain by moving together."""
        sizes = []
        for after, pays in self.pays.items():
            moved = [i for i in range(len(levels)) if after[i] != levels[i]]
            if moved and all(self.may(i, after) and pays[i] > self.pays[levels][i] for i in moved):
                sizes.append(len(moved))
        return min(sizes, default=None)

    def worths(self) -> list[Fraction]:
        """What each coalition (bits of the index) can earn together while all others stay out."""
        n = len(self.names)
        found = [Fraction(0)] * (1 << n)
        for mask in range(1, 1 << n):
            inside = [i for i in range(n) if mask >> i & 1]
            found[mask] = max(
                sum((pays[i] for i in inside), Fraction(0))
                for levels, pays in self.pays.items()
                if self.lawful(levels) and all(k == 0 or i in inside for i, k in enumerate(levels))
            )
        return found

    def core(self) -> tuple[float, float]:
        """What all earn together at most, and the least subsidy to every group with which none gains by leaving."""
        worths, n = [float(worth) for worth in self.worths()], len(self.names)
        if n == 1:
            return worths[-1], 0.0
        groups = range(1, (1 << n) - 1)
        found = linprog(
            [0] * n + [1],
            A_ub=[[*(-(mask >> i & 1) for i in range(n)), -1] for mask in groups],
            b_ub=[-worths[mask] for mask in groups],
            A_eq=[[*[1] * n, 0]],
            b_eq=[worths[-1]],
            bounds=[*[(None, None)] * n, (0, None)],
        )
        return worths[-1], float(found.fun)
