"""Equilibrium assignments of a pact: who stands where when nobody wants to move, from best to worst, proven.

For each state, level and alternative, the responses at which the level is no worse than the alternative form a few
intervals, because security is piecewise linear in the response. An equilibrium is a choice of levels whose response
lies in the intervals of every state: a constraint program with one number that all share (OR-Tools CP-SAT). Its most
and least response are the best and worst equilibrium for the protected party; that there is none is proven too.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from zopa.model.pact import Design, Pact
from zopa.solve.pact_game import Assignment, Game, Levels

Spans = list[tuple[int, int]]


class Found(StrEnum):
    """Whether an equilibrium exists."""

    EXISTS = "exists"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Equilibria:
    """The best and worst equilibrium for the protected party, and for each state where that was asked for.

    `proven` says that no equilibrium is better than `best` or worse than `worst`; otherwise they are the best and
    worst found in time; `proven_for` says so of the best and worst for each state. `empty` tells for every tier that
    nobody takes in the best equilibrium why not.
    """

    status: Found
    proven: bool
    best: Assignment | None
    worst: Assignment | None
    best_for: Mapping[str, Assignment] = field(default_factory=dict)
    worst_for: Mapping[str, Assignment] = field(default_factory=dict)
    proven_for: bool = False
    empty: Mapping[str, str] = field(default_factory=dict)


def equilibria(pact: Pact, design: Design, *, each: bool = False, seconds: float = 10.0, seed: int = 0) -> Equilibria:
    """The equilibria of a pact under a voluntary design; `each` also asks for the best and worst of every state."""
    game = Game(pact, design)
    search = _Search(game, seconds, seed)
    best, proven_best = search.extreme(most=True)
    if best is None:
        return Equilibria(Found.NONE if proven_best else Found.UNKNOWN, proven_best, None, None)
    worst, proven_worst = search.extreme(most=False)
    worst = best if worst is None else worst
    best_for: dict[str, Assignment] = {}
    worst_for: dict[str, Assignment] = {}
    proven_for = proven_best and proven_worst
    if each:
        for i, name in enumerate(game.states):
            for most, into in ((True, best_for), (False, worst_for)):
                found, sure = search.for_state(i, most=most, ends=(game.response(worst), game.response(best)))
                proven_for &= sure
                if found is not None:
                    into[name] = game.assignment(found)
    return Equilibria(
        Found.EXISTS,
        proven_best and proven_worst,
        game.assignment(best),
        game.assignment(worst),
        best_for,
        worst_for,
        proven_for,
        why_empty(game, best),
    )


def why_empty(game: Game, levels: Levels) -> dict[str, str]:
    """For each tier without a member: who is nearest to taking it, and what holds that state back."""
    reasons: dict[str, str] = {}
    for k, tier in enumerate(game.pact.levels):
        if k == 0 or k in levels:
            continue
        may = [i for i in range(len(game.states)) if k in game.open[i]]
        now = [i for i in may if game.is_open(i, k, levels)]
        if not may:
            reasons[tier] = "no state's own rules leave it open"
        elif not now:
            names = ", ".join(game.states[i] for i in may)
            reasons[tier] = f"those who could take it wait for others ({names})"
        else:
            pays = {i: game.replies(i, levels) for i in now}
            lack = {i: (pays[i][levels[i]] - pays[i][k]) / game.scales[i] for i in now}
            near = min(lack, key=lack.__getitem__)
            reasons[tier] = (
                f"nearest is {game.states[near]}, for which it is worth {lack[near]:.4g} less than its place"
            )
    return reasons


class _Search:
    """The constraint program, built once and asked several times."""

    def __init__(self, game: Game, seconds: float, seed: int) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.game, self.seed = cp_model, game, seed
        self.until = time.monotonic() + seconds
        self.model: Any = cp_model.CpModel()
        n = len(game.states)
        self.x: list[dict[int, Any]] = []
        for i in range(n):
            self.x.append({k: self.model.new_bool_var(f"{i}.{k}") for k in game.open[i]})
            self.model.add_exactly_one(self.x[i].values())
        self.most = game.most
        self.total: Any = self.model.new_int_var(0, self.most, "response")
        self.model.add(
            self.total == sum(int(game.brings[i, k]) * x for i, row in enumerate(self.x) for k, x in row.items())
        )
        self.gate: dict[tuple[int, int], Any] = {}
        for key, needs in game.gates.items():
            i, k = key
            if k in self.x[i]:
                self.gate[key] = self._all(needs)
                self.model.add_implication(self.x[i][k], self.gate[key])
        self.led: Any = None
        if game.lead is not None:
            self.led = self._at_least(game.lead, game.lead_level)
        for i in range(n):
            self._best_replies(i)

    def _at_least(self, state: int, level: int) -> Any:
        literal = self.model.new_bool_var("")
        self.model.add(sum(x for k, x in self.x[state].items() if k >= level) == literal)
        return literal

    def _all(self, needs: tuple[tuple[int, int], ...] | None) -> Any:
        literal = self.model.new_bool_var("")
        if needs is None:
            self.model.add(literal == 0)
            return literal
        parts = [self._at_least(state, level) for state, level in needs]
        self.model.add_bool_and(parts).only_enforce_if(literal)
        self.model.add_bool_or([*(p.negated() for p in parts), literal])
        return literal

    def _best_replies(self, i: int) -> None:
        game = self.game
        for k, x in self.x[i].items():
            for other in self.x[i]:
                if other == k:
                    continue
                spans = [no_worse(game, i, k, other, led, self.most) for led in (0, 1)]
                regimes: list[tuple[Spans, list[Any]]] = [(spans[0], [])]
                if self.led is not None and spans[0] != spans[1]:
                    regimes = [(spans[0], [self.led.negated()]), (spans[1], [self.led])]
                elif self.led is None:
                    regimes = [(spans[0], [])]
                for allowed, when in regimes:
                    # an alternative that a link closes is no temptation
                    given = [x, *when, *([self.gate[(i, other)]] if (i, other) in self.gate else [])]
                    if not allowed:
                        self.model.add_bool_or([literal.negated() for literal in given])
                    elif allowed != [(0, self.most)]:
                        domain = self.cp.Domain.from_intervals([list(span) for span in allowed])
                        self.model.add_linear_expression_in_domain(self.total, domain).only_enforce_if(given)

    def solve(
        self, objective: Any, most: bool, fixed: Sequence[Any] = (), hint: Levels | None = None
    ) -> tuple[Levels | None, bool]:
        """The levels that are best for `objective`, and whether that (or that there are none) is proven."""
        model = self.model.clone() if fixed else self.model
        for literal in fixed:
            own = model.get_bool_var_from_proto_index(literal.index if literal.index >= 0 else -literal.index - 1)
            model.add_bool_and([own if literal.index >= 0 else own.negated()])
        model.clear_hints()
        if hint is not None:
            for i, row in enumerate(self.x):
                for k, x in row.items():
                    model.add_hint(model.get_bool_var_from_proto_index(x.index), int(hint[i] == k))
        goal = model.get_int_var_from_proto_index(objective.index)
        model.maximize(goal) if most else model.minimize(goal)
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.05, self.until - time.monotonic())
        solver.parameters.num_search_workers = 1
        solver.parameters.random_seed = self.seed
        state = solver.solve(model)
        if state in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            levels = tuple(
                next(k for k, x in row.items() if solver.boolean_value(model.get_bool_var_from_proto_index(x.index)))
                for row in self.x
            )
            return levels, state == self.cp.OPTIMAL
        return None, state == self.cp.INFEASIBLE

    def extreme(self, *, most: bool) -> tuple[Levels | None, bool]:
        """The equilibrium with the most or least response; best replies in turn give a first one to start from."""
        start = [max(row) if most else min(row) for row in self.x]
        reached, _, settled = self.game.settle(start)
        found, proven = self.solve(self.total, most, hint=reached if settled else None)
        if found is None and not proven and settled:
            return reached, False
        return found, proven

    def for_state(self, i: int, *, most: bool, ends: tuple[int, int]) -> tuple[Levels | None, bool]:
        """The equilibrium that pays state `i` most (or least), and whether that is proven.

        At each of its levels, with the lead in or out, its payoff rises with the response, which lies between `ends`;
        levels are asked in the order of what they could pay at most, until none can do better.
        """
        game = self.game
        regimes = (0, 1) if self.led is not None else (0,)
        bounds = {(k, led): game.worth(i, k, ends[1 if most else 0], led) for k in self.x[i] for led in regimes}
        chosen: Levels | None = None
        pay, proven = 0, True
        for (k, led), bound in sorted(bounds.items(), key=lambda item: -item[1] if most else item[1]):
            if chosen is not None and (bound <= pay if most else bound >= pay):
                break
            given = [self.x[i][k], *([] if self.led is None else [self.led if led else self.led.negated()])]
            found, sure = self.solve(self.total, most, fixed=given)
            proven &= sure
            if found is not None and (chosen is None or (game.worths(found)[i] > pay) == most):
                chosen, pay = found, game.worths(found)[i]
        return chosen, proven


def no_worse(game: Game, i: int, k: int, other: int, led: int, most: int) -> Spans:
    """Responses (of all, with state `i` at level `k`) at which `k` pays it no less than `other`: closed spans."""
    shift = int(game.brings[i, other] - game.brings[i, k])
    threshold = game.nets[led][i][other] - game.nets[led][i][k]
    slope, security = game.slopes[i], game.security

    def good(at: int) -> bool:
        return slope * (security.at(at) - security.at(at + shift)) >= threshold

    cuts = sorted({0, most + 1, *(c for x in security.corners for c in (x, x - shift) if 0 < c <= most)})
    spans: Spans = []
    for low, end in pairwise(cuts):
        high = end - 1
        first, last = good(low), good(high)
        if first and last:
            part = (low, high)
        elif first or last:
            # straight between two corners: one crossing, found by halving
            yes, no = (low, high) if first else (high, low)
            while abs(yes - no) > 1:
                half = (yes + no) // 2
                yes, no = (half, no) if good(half) else (yes, half)
            part = (low, yes) if first else (yes, high)
        else:
            continue
        if spans and spans[-1][1] == part[0] - 1:
            spans[-1] = (spans[-1][0], part[1])
        else:
            spans.append(part)
    return spans
