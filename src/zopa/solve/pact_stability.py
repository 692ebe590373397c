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
from collections.abc import Iterator, Mapping
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


class _Program:
    """A level for every state as a constraint program; `led` tells whether the lead leads, `total` the response."""

    def __init__(self, game: Game, least: Levels | None = None) -> None:
        from ortools.sat.python import cp_model

        self.game, self.cp = game, cp_model
        self.model: Any = cp_model.CpModel()
        lowest = least or (0,) * len(game.states)
        self.x = [
            {k: self.model.new_bool_var("") for k in ks if k >= low} for ks, low in zip(game.open, lowest, strict=True)
        ]
        for row in self.x:
            self.model.add_exactly_one(row.values())
        self.total = sum(int(game.brings[i, k]) * v for i, k, v in self.choices())
        self.led: Any = self.model.new_bool_var("")
        if game.lead is None:
            self.model.add(self.led == 0)
        else:
            self.model.add(self._at_least(game.lead, game.lead_level) == self.led)

    def choices(self) -> Iterator[tuple[int, int, Any]]:
        """Every state with each of its levels and the literal that says it stands there."""
        return ((i, k, literal) for i, row in enumerate(self.x) for k, literal in row.items())

    def _at_least(self, state: int, level: int) -> Any:
        return sum(literal for k, literal in self.x[state].items() if k >= level)

    def linked(self, i: int, k: int, *, stays: bool = False) -> bool:
        """Tie a level to its links, those of a state that stays apart; False where the level is closed for good."""
        needs = self.game.gates.get((i, k), ())
        if needs is None:
            self.model.add(self.x[i][k] == 0)
            return False
        for other, least in () if stays else needs:
            self.model.add(self._at_least(other, least) == 1).only_enforce_if(self.x[i][k])
        return True

    def given(self, i: int, k: int, led: int) -> list[Any]:
        """State `i` at level `k`, and the lead leading or not."""
        return [self.x[i][k], self.led if led else self.led.negated()]

    def solve(self, seconds: float) -> tuple[Levels | None, bool]:
        """The best levels, and whether that (or that there are none) is proven."""
        solver = self.cp.CpSolver()
        solver.parameters.num_search_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        state = solver.solve(self.model)
        if state not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None, state == self.cp.INFEASIBLE
        levels = tuple(next(k for k, v in row.items() if solver.boolean_value(v)) for row in self.x)
        return levels, state == self.cp.OPTIMAL


def _group(game: Game, levels: Levels, seconds: float) -> tuple[Group | None, bool]:
    """A group whose members all gain by moving together, the most gainful found; and whether its absence is proven."""
    program, now = _Program(game), game.worths(levels)
    for i, k, _ in program.choices():
        # a state that stays is carried along, whatever it thinks of the others' moves; but its link must hold
        stays = k == levels[i]
        if not program.linked(i, k, stays=stays) or stays:
            continue
        for led in (0, 1):
            wanted, given = _needed(game, i, k, led, now[i] + 1), program.given(i, k, led)
            if wanted is None:
                program.model.add_bool_or([literal.negated() for literal in given])
            elif wanted > 0:
                program.model.add(program.total >= wanted).only_enforce_if(given)
    stayed = [row[levels[i]] for i, row in enumerate(program.x) if levels[i] in row]
    program.model.add(sum(stayed) <= len(levels) - 1)
    program.model.maximize(sum(stayed))  # the smallest group tells most
    after, proven = program.solve(seconds)
    if after is None:
        return None, proven
    pays = game.worths(after)
    moved = [i for i in range(len(levels)) if after[i] != levels[i]]
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
    program = _Program(game, levels)
    program.model.add(program.total >= needed)
    price = {
        (i, k, led): max(Fraction(0), game.net(i, levels[i], led) - game.net(i, k, led))
        for i, k, _ in program.choices()
        for led in (0, 1)
    }
    program.model.minimize(sum(_charges(program, levels, price)))
    after, proven = program.solve(seconds)
    if after is None:
        return Commitments(wished, False, proven, {}, {}, 0.0, assignment.averted)
    moved = [i for i in range(len(after)) if after[i] != levels[i]]
    prices = {game.states[i]: float(price[i, after[i], game.led(after)]) for i in moved}
    return Commitments(
        wished,
        True,
        proven,
        {game.states[i]: pact.levels[after[i]] for i in moved},
        prices,
        math.fsum(prices.values()),
        game.averted(after),
    )


def _charges(program: _Program, levels: Levels, price: Mapping[tuple[int, int, int], Fraction]) -> list[Any]:
    """What each step up costs in whole parts; of sets that cost the same, the one with fewest steps costs least."""
    dearest = max(price.values())
    scale = PRICE_PARTS / dearest if dearest else Fraction(0)
    charges: list[Any] = []
    for i, k, _ in program.choices():
        if not program.linked(i, k) or k == levels[i]:
            continue
        for led in (0, 1):
            charge = round(price[i, k, led] * scale) * (len(levels) + 1) + 1
            part = program.model.new_int_var(0, charge, "")
            program.model.add(part == charge).only_enforce_if(program.given(i, k, led))
            charges.append(part)
    return charges
