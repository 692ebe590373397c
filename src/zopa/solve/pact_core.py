"""The core of a pact: what the states would do as one, and side payments under which no group would rather act alone.

A group that leaves can count on nobody: its worth is the most that its members can earn together while all others stay
out (the characteristic function of von Neumann and Morgenstern 1944, with side payments; Aumann 1961; for agreements
with outsiders Chander and Tulkens 1997). The core holds the divisions of what all earn together that give every group
at least its worth (Gillies 1959). Divisions are found by linear programming over the groups that matter: the group
that a division tempts most is looked for, until there is none. Amounts are right to `CLOSE`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from zopa.model.negotiation import Floats
from zopa.model.pact import Design, Pact
from zopa.solve.pact_game import Assignment, Game, Levels

CLOSE = 1e-6  # on the scale of payoffs
LISTED = 20_000  # assignments that are still listed one by one
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
        return self.subsidy > 0


def pact_core(pact: Pact, design: Design, *, seconds: float = 10.0) -> PactCore | None:
    """The core of a pact under a voluntary design, with the division that asks for the least side payments; None when
    time ran out before anything was found."""
    game = Game(pact, design)
    until = time.monotonic() + seconds
    n = len(game.states)
    search: _Listed | _Searched = _Listed(game) if _small(game) else _Searched(game, until)
    together = search.best(np.zeros(n), whole=True)
    if together is None:
        return None
    alone = np.array(game.payoffs(together.levels))
    total = float(alone.sum())
    close = CLOSE * max(1.0, float(np.abs(alone).max()))
    sure = together.bound <= total + 2 * close
    known: dict[tuple[int, ...], float] = {
        (i,): max(game.payoffs(own)[i] for own in _single(game, i)) for i in range(n)
    }
    while True:
        shares, subsidy = _divide(list(known.items()), alone)
        tempted = search.best(shares, whole=False) if n > 1 else None
        if tempted is None:
            sure = sure and n == 1
            break
        payoffs = game.payoffs(tempted.levels)
        worth = math.fsum(payoffs[i] for i in tempted.inside)
        if (
            worth - math.fsum(shares[i] for i in tempted.inside) > subsidy + close
            and worth > known.get(tempted.inside, -math.inf) + close / 2
        ):
            known[tempted.inside] = worth
            if time.monotonic() < until:
                continue
            sure = False
        sure = sure and tempted.bound <= subsidy + 2 * close
        break
    paid = {s: float(shares[i] - alone[i]) for i, s in enumerate(game.states) if abs(shares[i] - alone[i]) > close}
    binding = tuple(
        tuple(game.states[i] for i in inside)
        for inside, worth in known.items()
        if subsidy > close and worth - math.fsum(shares[i] for i in inside) > subsidy - close
    )
    return PactCore(game.assignment(together.levels), total, paid, subsidy if subsidy > close else 0.0, binding, sure)


@dataclass(frozen=True)
class _Tempted:
    """A group, what its members do, and a bound on what any group gains over the shares given."""

    levels: Levels
    inside: tuple[int, ...]
    bound: float


def listed(pact: Pact, design: Design) -> bool:
    """Whether a pact is so small that its core takes no time."""
    return _small(Game(pact, design))


def _small(game: Game) -> bool:
    return math.prod(len(own) for own in game.open) <= LISTED


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


class _Listed:
    """The most tempted group of a small pact: every assignment is looked at, all others staying out.

    At an assignment the group holds whoever stands in a tier, and of the rest those who gain by what the tiers buy.
    """

    def __init__(self, game: Game) -> None:
        lawful = [
            levels
            for levels in product(*game.open)
            if all(game.is_open(i, k, levels) for i, k in enumerate(levels) if k)
        ]
        self.levels: np.ndarray = np.array(lawful)
        self.pays = np.array([game.payoffs(levels) for levels in lawful])

    def best(self, shares: Floats, *, whole: bool) -> _Tempted:
        """As `_Searched.best`, always proven."""
        gains = self.pays - shares
        if whole:
            top = int(np.argmax(gains.sum(axis=1)))
            return _Tempted(self._at(top), tuple(range(len(shares))), float(gains[top].sum()))
        inside: np.ndarray = np.logical_or(self.levels > 0, gains > 0)
        sums = np.where(inside, gains, 0.0).sum(axis=1)
        # the whole is no group: the one outside a tier that gains least is left out
        idle = np.where(self.levels == 0, gains, np.inf)
        full = np.all(inside, axis=1)
        sums[full] -= idle[full].min(axis=1)
        top = int(np.argmax(sums))
        left_out = int(np.argmin(idle[top])) if full[top] else -1
        members = tuple(int(i) for i in np.flatnonzero(inside[top]) if i != left_out)
        return _Tempted(self._at(top), members, float(sums[top]))

    def _at(self, row: int) -> Levels:
        return tuple(int(k) for k in self.levels[row])


class _Searched:
    """The most tempted group of a large pact, by mixed-integer programming (HiGHS).

    Security is piecewise linear in the response: one piece is chosen, and the response lies in it. A state's part of it
    counts where it is in the group.
    """

    def __init__(self, game: Game, until: float) -> None:
        self.game, self.until = game, until
        self.cost: list[float] = []
        self.binary: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        n = len(game.states)
        self.members = [self._variable() for _ in range(n)]
        x = [{k: self._variable() for k in own} for own in game.open]
        led = self._variable()
        for row in x:
            self._row(dict.fromkeys(row.values(), 1.0), 1, 1)
        share = self._security(x)
        high = {} if game.lead is None else {v: 1.0 for k, v in x[game.lead].items() if k >= game.lead_level}
        self._row({led: -1.0, **high}, 0, 0)
        for i, row in enumerate(x):
            gain = self._variable(float(game.value[i]), binary=False)
            self._row({gain: 1.0, **{v: -c for v, c in share.items()}}, -np.inf, 0)
            self._row({gain: 1.0, self.members[i]: -1.0}, -np.inf, 0)
            for k, literal in row.items():
                if k:
                    self._level(i, k, literal, led, x)

    def _level(self, i: int, k: int, literal: int, led: int, x: Sequence[Mapping[int, int]]) -> None:
        game = self.game
        self._row({literal: 1.0, self.members[i]: -1.0}, -np.inf, 0)
        needs = game.gates.get((i, k), ())
        if needs is None:
            self._row({literal: 1.0}, 0, 0)
        for other, least in needs or ():
            self._row({literal: 1.0, **{v: -1.0 for j, v in x[other].items() if j >= least}}, -np.inf, 0)
        without, lifted = float(game.net(i, k, 0)), float(game.net(i, k, 1))
        self.cost[literal] = without
        if lifted != without:
            both = self._variable(lifted - without, binary=False)
            self._row({both: 1.0, literal: -1.0}, -np.inf, 0)
            self._row({both: 1.0, led: -1.0}, -np.inf, 0)
            self._row({both: 1.0, literal: -1.0, led: -1.0}, -1, np.inf)

    def _security(self, x: Sequence[Mapping[int, int]]) -> dict[int, float]:
        """The share averted as a sum over variables, by variable."""
        game = self.game
        self.x = x
        security, most = game.security, max(1, game.most)
        cuts = sorted({0, most + 1, *(c for c in security.corners if 0 < c <= most)})
        pieces, share, response = [], dict[int, float](), dict[int, float]()
        for low, end in pairwise(cuts):
            piece, own = self._variable(), self._variable(binary=False)
            self._row({own: 1.0, piece: -low / most}, 0, np.inf)
            self._row({own: 1.0, piece: -(end - 1) / most}, -np.inf, 0)
            first, last = security.share(low), security.share(end - 1)
            slope = (last - first) / (end - 1 - low) * most if end - 1 > low else 0.0
            pieces.append(piece)
            share[piece], share[own], response[own] = first - slope * low / most, slope, 1.0
        self._row(dict.fromkeys(pieces, 1.0), 1, 1)
        brings = {v: -int(game.brings[i, k]) / most for i, row in enumerate(x) for k, v in row.items() if k}
        self._row({**response, **brings}, 0, 0)
        return share

    def _variable(self, gains: float = 0.0, *, binary: bool = True) -> int:
        self.cost.append(gains)
        self.binary.append(int(binary))
        return len(self.cost) - 1

    def _row(self, terms: Mapping[int, float], low: float, high: float) -> None:
        self.rows.append((dict(terms), low, high))

    def best(self, shares: Floats, *, whole: bool) -> _Tempted | None:
        """The group that gains most over these shares (all states if `whole`); None when none was found in time."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_matrix

        rows = [*self.rows, (dict.fromkeys(self.members, 1.0), 0.0, float(len(shares) - (not whole)))]
        where = [(r, v, c) for r, (terms, _, _) in enumerate(rows) for v, c in terms.items()]
        r, v, c = (np.array(column) for column in zip(*where, strict=True))
        table = coo_matrix((c, (r, v)), shape=(len(rows), len(self.cost))).tocsr()
        cost, floor = np.array(self.cost), np.zeros(len(self.cost))
        cost[self.members] -= shares
        floor[self.members] = float(whole)
        found = milp(
            -cost,
            constraints=LinearConstraint(table, [row[1] for row in rows], [row[2] for row in rows]),
            bounds=Bounds(floor, np.ones(len(self.cost))),
            integrality=np.array(self.binary),
            options={"time_limit": max(0.05, self.until - time.monotonic()), "mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        inside = tuple(i for i, m in enumerate(self.members) if found.x[m] > 0.5)
        levels = tuple(max(row, key=lambda k, row=row: found.x[row[k]]) for row in self.x)  # type: ignore[misc]
        return _Tempted(levels, inside, -float(found.mip_dual_bound))
