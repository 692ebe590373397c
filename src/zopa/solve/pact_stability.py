"""Would an assignment hold: single states, groups, who follows when one leaves, and what would mend it.

- Internal stability: no member gains by leaving or stepping down; external: no outsider gains by joining (Carraro and
  Siniscalco 1993; Barrett 1994).
- Groups: no set of states can change their levels together, the rest standing still, so that each of them gains (a
  strong equilibrium, Aumann 1959). Looked for by CP-SAT, so that the absence of such a group is proven.
- A cascade: one state leaves for good; links break, the lead may be gone, and the rest answer in turn.
- The cheapest further commitments that reach a wished share of averted loss, proven by CP-SAT.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zopa.model.pact import Design, Pact
from zopa.model.voting import as_written
from zopa.solve.pact_game import Assignment, Game, Levels

PRICE_PARTS = 10**10  # the dearest step in whole parts of the solver


@dataclass(frozen=True)
class Temptation:
    """A state that would rather stand elsewhere: from which level to which, and what it gains by going alone."""

    state: str
    level: str
    better: str
    gain: float


@dataclass(frozen=True)
class Group:
    """States that gain together by new levels, the rest standing still."""

    moves: Mapping[str, str]
    gains: Mapping[str, float]


@dataclass(frozen=True)
class Stability:
    """Whether an assignment holds. `proven` is about groups; single states are always looked at one by one.

    `payments` would keep every tempted state in place, and `payers` could make them and still be no worse off than by
    their own best way out; empty when they could not.
    """

    leaving: tuple[Temptation, ...]
    joining: tuple[Temptation, ...]
    group: Group | None
    proven: bool
    payments: Mapping[str, float]
    payers: Mapping[str, float]

    @property
    def internal(self) -> bool:
        """No member gains by leaving or stepping down or up."""
        return not self.leaving

    @property
    def external(self) -> bool:
        """No outsider gains by joining."""
        return not self.joining


@dataclass(frozen=True)
class Cascade:
    """What follows when `state` leaves for good: the moves of others in order, and where it ends."""

    state: str
    moves: tuple[tuple[str, str], ...]
    end: Assignment
    settled: bool
    lost: float


@dataclass(frozen=True)
class Commitments:
    """The cheapest further commitments: new levels, what each costs its state net of its own willingness, their sum.

    `reached` is the share averted with them. None of it when no set of commitments gets there (`possible` False).
    """

    wished: float
    possible: bool
    proven: bool
    moves: Mapping[str, str]
    prices: Mapping[str, float]
    total: float
    reached: float


def stability(pact: Pact, design: Design, assignment: Assignment, *, seconds: float = 5.0) -> Stability:
    """Whether states, alone or in groups, would leave an assignment, and what would keep them."""
    game = Game(pact, design)
    levels = game.levels(assignment)
    names = pact.levels
    leaving: list[Temptation] = []
    joining: list[Temptation] = []
    slack: dict[str, float] = {}
    worths = game.worths(levels)
    for i, state in enumerate(game.states):
        pays = game.replies(i, levels)
        others = {k: pay for k, pay in pays.items() if k != levels[i]}
        best = max(others, key=others.__getitem__, default=None)
        if best is None:
            continue
        gain = others[best] - worths[i]
        if gain > 0:
            found = Temptation(state, names[levels[i]], names[best], gain / game.scales[i])
            (joining if levels[i] == 0 else leaving).append(found)
        else:
            slack[state] = -gain / game.scales[i]
    payments = {t.state: t.gain for t in leaving}
    group, proven = _group(game, levels, seconds)
    return Stability(tuple(leaving), tuple(joining), group, proven, payments, _payers(payments, slack))


def _payers(payments: Mapping[str, float], slack: Mapping[str, float]) -> dict[str, float]:
    """Who pays how much: in proportion to what each could give; nobody when all of it does not suffice."""
    needed, there = math.fsum(payments.values()), math.fsum(slack.values())
    if needed <= 0 or there < needed * (1 - 1e-12):  # sums of floating-point numbers
        return {}
    return {state: amount * needed / there for state, amount in slack.items() if amount > 0}


def _group(game: Game, levels: Levels, seconds: float) -> tuple[Group | None, bool]:
    """A group whose members all gain by moving together, the most gainful found; and whether its absence is proven."""
    from ortools.sat.python import cp_model

    model: Any = cp_model.CpModel()
    now = game.worths(levels)
    n = len(levels)
    x = [{k: model.new_bool_var("") for k in game.open[i]} for i in range(n)]
    for row in x:
        model.add_exactly_one(row.values())
    total = sum(int(game.brings[i, k]) * v for i, row in enumerate(x) for k, v in row.items())
    led: Any = model.new_bool_var("")
    if game.lead is None:
        model.add(led == 0)
    else:
        model.add(sum(v for k, v in x[game.lead].items() if k >= game.lead_level) == led)
    for i, row in enumerate(x):
        for k, literal in row.items():
            # a state that stays is carried along, whatever it thinks of the others' moves; but its link must hold
            needs = game.gates.get((i, k), ())
            if needs is None:
                model.add(literal == 0)
                continue
            for other, least in needs if k != levels[i] else ():
                model.add(sum(v for j, v in x[other].items() if j >= least) == 1).only_enforce_if(literal)
            if k == levels[i]:
                continue
            for regime in (0, 1):
                wanted = _needed(game, i, k, regime, now[i] + 1)
                given = [literal, led if regime else led.negated()]
                if wanted is None:
                    model.add_bool_or([g.negated() for g in given])
                elif wanted > 0:
                    model.add(total >= wanted).only_enforce_if(given)
    stayed = [row[levels[i]] for i, row in enumerate(x) if levels[i] in row]
    model.add(sum(stayed) <= n - 1)
    model.maximize(sum(stayed))  # the smallest group tells most
    solver = cp_model.CpSolver()
    solver.parameters.num_search_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    state = solver.solve(model)
    if state not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, state == cp_model.INFEASIBLE
    after = tuple(next(k for k, v in row.items() if solver.boolean_value(v)) for row in x)
    pays = game.worths(after)
    moved = [i for i in range(n) if after[i] != levels[i]]
    names = game.pact.levels
    return Group(
        {game.states[i]: names[after[i]] for i in moved},
        {game.states[i]: (pays[i] - now[i]) / game.scales[i] for i in moved},
    ), True


def _needed(game: Game, i: int, k: int, led: int, least: int) -> int | None:
    """The least response (in points) at which level `k` pays state `i` at least `least` of its parts; None if none."""
    gap = least - game.nets[led][i][k]
    if gap <= 0:
        return 0
    slope = game.slopes[i]
    found = game.security.least(-(-gap // slope)) if slope else None
    return found if found is not None and found <= game.most else None


def cascade(pact: Pact, design: Design, assignment: Assignment, state: str) -> Cascade:
    """What follows when `state` leaves for good and the others answer in turn."""
    game = Game(pact, design)
    i = game.index[state]
    levels = list(game.levels(assignment))
    levels[i] = 0
    game.open = (*game.open[:i], (0,), *game.open[i + 1 :])
    end, moves, settled = game.settle(levels)
    after = game.assignment(end)
    names = pact.levels
    told = tuple((game.states[j], names[k]) for j, k in moves)
    return Cascade(state, told, after, settled, assignment.averted - after.averted)


def commitments(
    pact: Pact, design: Design, assignment: Assignment, wished: float, *, seconds: float = 5.0
) -> Commitments:
    """The cheapest set of steps up that averts at least the share `wished` of the loss.

    A step's price is what the new level costs the state net of its willingness, more than its present level does, and
    never below 0. Links must hold afterwards; the lead counts as it then stands.
    """
    from ortools.sat.python import cp_model

    game = Game(pact, design)
    levels = game.levels(assignment)
    security = game.security
    if wished > 0 and security.most == 0:
        return Commitments(wished, False, True, {}, {}, 0.0, 0.0)
    needed = security.least(math.ceil(as_written(wished) * security.most))
    assert needed is not None
    if game.response(levels) >= needed:
        return Commitments(wished, True, True, {}, {}, 0.0, assignment.averted)
    if needed > game.most:
        return Commitments(wished, False, True, {}, {}, 0.0, assignment.averted)
    model: Any = cp_model.CpModel()
    x = [{k: model.new_bool_var("") for k in game.open[i] if k >= levels[i]} for i in range(len(levels))]
    for row in x:
        model.add_exactly_one(row.values())
    total = sum(int(game.brings[i, k]) * v for i, row in enumerate(x) for k, v in row.items())
    model.add(total >= needed)
    led: Any = model.new_bool_var("")
    if game.lead is None:
        model.add(led == 0)
    else:
        model.add(sum(v for k, v in x[game.lead].items() if k >= game.lead_level) == led)
    costs: list[Any] = []
    price = {
        (i, k, led): max(Fraction(0), game.net(i, levels[i], led) - game.net(i, k, led))
        for i, row in enumerate(x)
        for k in row
        for led in (0, 1)
    }
    dearest = max(price.values())
    scale = PRICE_PARTS / dearest if dearest else Fraction(0)
    for i, row in enumerate(x):
        for k, literal in row.items():
            needs = game.gates.get((i, k), ())
            if needs is None:
                model.add(literal == 0)
                continue
            for other, least in needs:
                model.add(sum(v for j, v in x[other].items() if j >= least) == 1).only_enforce_if(literal)
            if k == levels[i]:
                continue
            for regime in (0, 1):
                # of sets that cost the same the one with fewest steps: free and useless ones stay out
                charge = round(price[i, k, regime] * scale) * (len(x) + 1) + 1
                part = model.new_int_var(0, charge, "")
                given = [literal, led if regime else led.negated()]
                model.add(part == charge).only_enforce_if(given)
                costs.append(part)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_search_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    state = solver.solve(model)
    if state not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Commitments(wished, False, state == cp_model.INFEASIBLE, {}, {}, 0.0, assignment.averted)
    after = tuple(next(k for k, v in row.items() if solver.boolean_value(v)) for row in x)
    regime = game.led(after)
    moved = [i for i in range(len(after)) if after[i] != levels[i]]
    prices = {game.states[i]: float(price[i, after[i], regime]) for i in moved}
    return Commitments(
        wished,
        True,
        state == cp_model.OPTIMAL,
        {game.states[i]: pact.levels[after[i]] for i in moved},
        prices,
        math.fsum(prices.values()),
        game.averted(after),
    )
