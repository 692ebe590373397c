"""The core of a pact: what the states would do as one, and side payments under which no group would rather act alone.

A group that leaves can count on nobody: its worth is the most that its members can earn together while all others stay
out (the characteristic function of von Neumann and Morgenstern 1944, with side payments; Aumann 1961; for agreements
with outsiders Chander and Tulkens 1997). The core holds the divisions of what all earn together that give every group
at least its worth (Gillies 1959). Divisions are found by linear programming over the groups that matter: CP-SAT looks
for the group that a division tempts most, until there is none. Amounts are right to `CLOSE`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from zopa.model.negotiation import Floats
from zopa.model.pact import Design, Pact
from zopa.solve.pact_game import Assignment, Game, Levels

CLOSE = 1e-6  # on the scale of payoffs
PARTS = 10**7  # of the whole loss averted, in the search for groups
STEPS = 10**8  # of the largest payoff; the two together stay within 64 bits for a thousand states
SUBSIDY_WEIGHS = 1e3  # against payments, so that the least subsidy comes first


@dataclass(frozen=True)
class PactCore:
    """`together` is what pays all states most in sum, `total` that sum. `payments` are what each receives (below 0:
    pays) so that no group gains by leaving; `subsidy` what every group would have to be given besides, 0 when the core
    is not empty; `blocking` the groups that then bind. `proven` is False when time ran out before all groups were ruled
    out.
    """

    together: Assignment
    total: float
    payments: Mapping[str, float]
    subsidy: float
    blocking: tuple[tuple[str, ...], ...]
    proven: bool

    @property
    def empty(self) -> bool:
        """Whether some group gains by leaving however the gains are divided."""
        return self.subsidy > CLOSE


def pact_core(pact: Pact, design: Design, *, seconds: float = 10.0) -> PactCore:
    """The core of a pact under a voluntary design, with the division that asks for the least side payments."""
    game = Game(pact, design)
    until = time.monotonic() + seconds
    n = len(game.states)
    everyone = _Groups(game)
    levels, most, sure = everyone.best(np.zeros(n), whole=True, seconds=seconds)
    alone = np.array(game.payoffs(levels))
    total = float(alone.sum())
    sure = sure and most <= total + 2 * CLOSE * max(1.0, abs(total))
    groups: list[tuple[tuple[int, ...], float]] = []
    for i in range(n):
        worth = max(game.payoffs(own)[i] for own in _single(game, i))
        groups.append(((i,), worth))
    while True:
        shares, subsidy = _divide(groups, alone)
        if n == 1:
            break
        tempted, bound, found = everyone.best(shares, whole=False, seconds=until - time.monotonic())
        inside = everyone.inside
        worth = math.fsum(game.payoffs(tempted)[i] for i in inside) if found else 0.0
        if found and worth - math.fsum(shares[i] for i in inside) > subsidy + CLOSE and inside != groups[-1][0]:
            groups.append((inside, worth))
            if time.monotonic() < until:
                continue
        sure = sure and found and bound <= subsidy + 2 * CLOSE
        break
    paid = {s: float(shares[i] - alone[i]) for i, s in enumerate(game.states) if abs(shares[i] - alone[i]) > CLOSE}
    binding = tuple(
        tuple(game.states[i] for i in inside)
        for inside, worth in groups
        if subsidy > CLOSE and worth - math.fsum(shares[i] for i in inside) > subsidy - CLOSE
    )
    return PactCore(game.assignment(levels), total, paid, subsidy if subsidy > CLOSE else 0.0, binding, sure)


def _single(game: Game, i: int) -> list[Levels]:
    """What a state can do while all others stay out."""
    idle = (0,) * len(game.states)
    return [(*idle[:i], k, *idle[i + 1 :]) for k in game.open[i] if game.is_open(i, k, idle)]


def _divide(groups: Sequence[tuple[tuple[int, ...], float]], alone: Floats) -> tuple[Floats, float]:
    """Shares of the whole that give every group known its worth less a subsidy: the least subsidy, then the least sum
    of payments; shares and subsidy."""
    from scipy.optimize import linprog
    from scipy.sparse import lil_matrix

    n = len(alone)
    # columns: received by each, paid by each, the subsidy
    table = lil_matrix((len(groups), 2 * n + 1))
    for row, (inside, _) in enumerate(groups):
        for i in inside:
            table[row, i], table[row, n + i] = -1.0, 1.0
        table[row, 2 * n] = -1.0
    right = np.array([math.fsum(alone[i] for i in inside) - worth for inside, worth in groups])
    balance = np.array([[*np.ones(n), *-np.ones(n), 0.0]])
    cost = np.array([*np.ones(2 * n), SUBSIDY_WEIGHS * n])
    result = linprog(cost, A_ub=table.tocsr(), b_ub=right, A_eq=balance, b_eq=np.zeros(1), method="highs")
    found = np.asarray(result.x)
    return alone + found[:n] - found[n : 2 * n], float(found[-1])


class _Groups:
    """A constraint program over groups and what their members do, all others staying out."""

    def __init__(self, game: Game) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.game = cp_model, game
        self.inside: tuple[int, ...] = ()
        model: Any = cp_model.CpModel()
        n = len(game.states)
        self.member = [model.new_bool_var("") for _ in range(n)]
        self.x = [{k: model.new_bool_var("") for k in own} for own in game.open]
        response: Any = model.new_int_var(0, game.most, "")
        model.add(response == sum(int(game.brings[i, k]) * v for i, row in enumerate(self.x) for k, v in row.items()))
        share: Any = model.new_int_var(0, PARTS, "")
        self._security(model, response, share)
        led: Any = model.new_bool_var("")
        if game.lead is None:
            model.add(led == 0)
        else:
            model.add(sum(v for k, v in self.x[game.lead].items() if k >= game.lead_level) == led)
        self.terms: list[tuple[float, Any, int]] = []
        for i, row in enumerate(self.x):
            model.add_exactly_one(row.values())
            gain = model.new_int_var(0, PARTS, "")
            model.add(gain <= share)
            model.add(gain <= PARTS * self.member[i])
            self.terms.append((float(game.value[i]), gain, 1))
            for k, literal in row.items():
                if k == 0:
                    continue
                model.add_implication(literal, self.member[i])
                needs = game.gates.get((i, k), ())
                if needs is None:
                    model.add(literal == 0)
                for other, least in needs or ():
                    model.add(sum(v for j, v in self.x[other].items() if j >= least) == 1).only_enforce_if(literal)
                without, lifted = float(game.net(i, k, 0)), float(game.net(i, k, 1))
                self.terms.append((without, literal, PARTS))
                if lifted != without:
                    both = model.new_bool_var("")
                    model.add_bool_and([literal, led]).only_enforce_if(both)
                    model.add_bool_or([literal.negated(), led.negated(), both])
                    self.terms.append((lifted - without, both, PARTS))
        self.model = model

    def _security(self, model: Any, response: Any, share: Any) -> None:
        """Keep `share` at or below what the response averts; payoffs only rise with it."""
        security, most = self.game.security, self.game.most
        cuts = sorted({0, most + 1, *(c for c in security.corners if 0 < c <= most)})
        pieces, responses, shares = [], [], []
        for low, end in pairwise(cuts):
            piece = model.new_bool_var("")
            own: Any = model.new_int_var(0, end - 1, "")
            bought: Any = model.new_int_var(0, PARTS, "")
            model.add(own >= low * piece)
            model.add(own <= (end - 1) * piece)
            first, last = (math.floor(security.share(at) * PARTS + 0.5) for at in (low, end - 1))
            length = max(1, end - 1 - low)
            model.add(bought * length <= first * length * piece + (last - first) * (own - low * piece))
            pieces.append(piece)
            responses.append(own)
            shares.append(bought)
        model.add_exactly_one(pieces)
        model.add(response == sum(responses))
        model.add(share == sum(shares))

    def best(self, shares: Floats, *, whole: bool, seconds: float) -> tuple[Levels, float, bool]:
        """The levels of the group that gains most over these shares (of all states if `whole`), a bound on that gain,
        and whether one was found in time; the group is then in `inside`."""
        model, n = self.model.clone(), len(self.member)

        def own(variable: Any) -> Any:
            return model.get_int_var_from_proto_index(variable.index)

        count = sum(own(m) for m in self.member)
        model.add(count == n if whole else count <= n - 1)
        if not whole:
            model.add(count >= 2)  # single states are known from the start
        given = [(-float(share), m, PARTS) for share, m in zip(shares, self.member, strict=True)]
        terms = [*self.terms, *given]
        scale = max(abs(c) for c, _, _ in terms) or 1.0
        model.maximize(sum(round(c / scale * STEPS) * parts * own(v) for c, v, parts in terms))
        solver = self.cp.CpSolver()
        solver.parameters.num_search_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        state = solver.solve(model)
        if state == self.cp.INFEASIBLE:  # two states have no groups but single ones and all
            self.inside = ()
            return (0,) * n, -math.inf, True
        if state not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            self.inside = ()
            return (0,) * n, math.inf, False
        self.inside = tuple(i for i, m in enumerate(self.member) if solver.value(own(m)))
        levels = tuple(next(k for k, v in row.items() if solver.value(own(v))) for row in self.x)
        return levels, float(solver.best_objective_bound) * scale / STEPS / PARTS, True
