"""A pact under one design as a game: every state chooses a level; all share the security that their response buys.

A state's payoff is stake x expected loss x share averted (the same for all levels of its own that buy nothing), plus
its willingness at its level (lifted where the lead state is in), less its cost. Security is a public good, so a state
may leave it to others (Olson and Zeckhauser 1966). A level that a link forbids, given what the others do, is not open.

Numbers are taken as they are written and payoffs compared as whole numbers, so that a tie is a tie: a state moves only
for a gain above nothing. Responses are counted on a grid that holds them exactly wherever that fits (`Grid`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from zopa.model.pact import NONE, Design, Pact, middle
from zopa.model.voting import as_written
from zopa.solve.pact_security import Grid, Security

Levels = tuple[int, ...]
"""The level of every state, 0 for none, in the order of the game's states."""


@dataclass(frozen=True)
class Assignment:
    """Who stands where: the level of every state by name, with what it brings."""

    levels: Mapping[str, str]
    response: float
    averted: float
    payoffs: Mapping[str, float]

    @property
    def members(self) -> tuple[str, ...]:
        """The states that are in."""
        return tuple(name for name, level in self.levels.items() if level != NONE)


class Game:
    """The numbers of a pact under a design; states in the order of the pact, less those that the design leaves out."""

    def __init__(self, pact: Pact, design: Design) -> None:
        self.pact, self.design = pact, design
        self.states = tuple(name for name in pact.states if name not in design.without)
        self.index = {name: k for k, name in enumerate(self.states)}
        offered = design.tiers or tuple(pact.tiers)
        self.open: tuple[Levels, ...] = tuple(
            (0, *(pact.level(t) for t in pact.states[s].allowed if t in offered)) for s in self.states
        )
        levels = range(len(pact.levels))
        factor = as_written(design.factor)
        amounts = [[pact.response(s, tier) * factor for tier in pact.levels] for s in self.states]
        most = sum((max(own[k] for k in self.open[i]) for i, own in enumerate(amounts)), Fraction(0))
        ends = [as_written(end) for t in pact.threats.values() for end in (t.deterred_by.low, t.deterred_by.high)]
        self.grid = Grid.of([a for own in amounts for a in own] + ends, most)
        self.brings = np.array([[self.grid.count(a) for a in own] for own in amounts], dtype=np.int64)
        self.security = Security.of(pact.threats.values(), self.grid)
        # payoffs of state i in whole parts: slopes[i] x security + nets[led][i][level]; scales[i] parts make 1
        self.slopes: list[int] = []
        self.scales: list[int] = []
        self.nets: tuple[list[list[int]], list[list[int]]] = ([], [])  # by regime: 0 the lead is out, 1 it is in
        self.value = np.zeros(len(self.states))
        for i, state in enumerate(self.states):
            stake = middle(pact.states[state].stake)
            slope = stake * self.security.unit
            nets = [[pact.net(state, tier, led=bool(led)) for tier in pact.levels] for led in (0, 1)]
            scale = lcm(slope.denominator, *(net.denominator for row in nets for net in row))
            self.slopes.append(int(slope * scale))
            self.scales.append(scale)
            for into, row in zip(self.nets, nets, strict=True):
                into.append([int(row[k] * scale) for k in levels])
            self.value[i] = float(stake * self.security.unit * self.security.most)
        lead = pact.lead if design.lead else None
        self.lead = self.index.get(lead.state) if lead is not None else None
        self.lead_level = pact.level(lead.at_least) if lead is not None else 0

    @cached_property
    def gates(self) -> Mapping[tuple[int, int], tuple[tuple[int, int], ...] | None]:
        """What a state's level asks of others: pairs (state, least level), or None where it can never be."""
        found: dict[tuple[int, int], tuple[tuple[int, int], ...] | None] = {}
        if not self.design.links:
            return found
        for link in self.pact.links:
            if link.state not in self.index:
                continue
            possible = all(name in self.index for name in link.needs)
            needs = tuple((self.index[n], self.pact.level(t)) for n, t in link.needs.items()) if possible else None
            for tier in link.tiers:
                key = (self.index[link.state], self.pact.level(tier))
                before = found.get(key, ())
                found[key] = None if needs is None or before is None else (*before, *needs)
        return found

    def is_open(self, state: int, level: int, levels: Sequence[int]) -> bool:
        """Whether a state could stand at this level, given where the others stand."""
        if level not in self.open[state]:
            return False
        needs = self.gates.get((state, level), ())
        return needs is not None and all(levels[other] >= least for other, least in needs)

    def led(self, levels: Sequence[int]) -> int:
        """1 where the lead state is in at the level that counts."""
        return int(self.lead is not None and levels[self.lead] >= self.lead_level)

    def response(self, levels: Sequence[int]) -> int:
        """The response in points of the grid."""
        return sum(int(self.brings[i, k]) for i, k in enumerate(levels))

    @cached_property
    def most(self) -> int:
        """The response in points when every state stands where it brings most."""
        return sum(max(int(self.brings[i, k]) for k in own) for i, own in enumerate(self.open))

    def averted(self, levels: Sequence[int]) -> float:
        """The share of the loss averted."""
        return self.security.share(self.response(levels))

    def worth(self, state: int, level: int, response: int, led: int) -> int:
        """A state's payoff at a level, in its own whole parts, with the total response (its own included)."""
        return self.slopes[state] * self.security.at(response) + self.nets[led][state][level]

    def worths(self, levels: Sequence[int]) -> list[int]:
        """Every state's payoff, each in its own whole parts."""
        total, led = self.response(levels), self.led(levels)
        return [self.worth(i, level, total, led) for i, level in enumerate(levels)]

    def payoffs(self, levels: Sequence[int]) -> list[float]:
        """Every state's payoff on the common scale."""
        return [worth / scale for worth, scale in zip(self.worths(levels), self.scales, strict=True)]

    def net(self, state: int, level: int, led: int) -> Fraction:
        """What a state gains from a level apart from security."""
        return Fraction(self.nets[led][state][level], self.scales[state])

    def replies(self, state: int, levels: Sequence[int]) -> dict[int, int]:
        """What each level that is open to a state would pay it, in its own whole parts, the others standing still."""
        others = self.response(levels) - int(self.brings[state, levels[state]])
        led = self.led(levels)  # a state's own willingness does not hang on its own lead
        return {
            k: self.worth(state, k, others + int(self.brings[state, k]), led)
            for k in self.open[state]
            if self.is_open(state, k, levels)
        }

    def best_reply(self, state: int, levels: Sequence[int]) -> int:
        """A best level; where its own is as good it stays, else the lowest of the best."""
        pays = self.replies(state, levels)
        most = max(pays.values())
        if pays.get(levels[state]) == most:
            return levels[state]
        return next(k for k, pay in pays.items() if pay == most)

    def stable(self, levels: Sequence[int]) -> bool:
        """Whether every state stands at a best reply to the others."""
        return all(self.best_reply(i, levels) == levels[i] for i in range(len(self.states)))

    def assignment(self, levels: Sequence[int]) -> Assignment:
        """The assignment by name."""
        total = self.response(levels)
        pays = self.payoffs(levels)
        names = self.pact.levels
        return Assignment(
            levels={s: names[k] for s, k in zip(self.states, levels, strict=True)},
            response=self.grid.amount(total),
            averted=self.security.share(total),
            payoffs=dict(zip(self.states, pays, strict=True)),
        )

    def levels(self, assignment: Assignment) -> Levels:
        """The levels of an assignment as numbers."""
        return tuple(self.pact.level(assignment.levels[s]) for s in self.states)

    def settle(self, levels: Sequence[int], *, rounds: int = 100) -> tuple[Levels, list[tuple[int, int]], bool]:
        """Let states move to best replies in turn until nobody wants to: the end, the moves, and whether it settled."""
        now = list(levels)
        moves: list[tuple[int, int]] = []
        for _ in range(rounds):
            still = True
            for i in range(len(self.states)):
                best = self.best_reply(i, now)
                if best != now[i]:
                    now[i], still = best, False
                    moves.append((i, best))
            if still:
                return tuple(now), moves, True
        return tuple(now), moves, False
