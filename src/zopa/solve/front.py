"""Pareto fronts by merging issue by issue: the front of a sum is inside the sum of the fronts.

Additive utilities make the front of two groups of issues the non-dominated part of all sums of their fronts, so no
outcome has to be listed (the idea of Nemhauser and Ullmann 1969 for knapsacks, here with many objectives). Rules that
couple issues are carried along as the set of rules a partial outcome could still break; a partial outcome is dropped
only for another that is at least as good for all and could break no more. Ties are kept: a row is a distinct vector
of utilities with the number of outcomes that have it.

    front_of(space, cuts)   the front, exact or (past a limit of rows) within a stated epsilon
    Cuts                    linear bounds that wanted outcomes satisfy; what cannot reach them is dropped early
    Layer                   rows of a front with the way back to their outcomes
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from zopa.model.negotiation import Floats, Indices
from zopa.solve.dominance import nondominated
from zopa.solve.space import Rule, Space

Flags = np.ndarray
CHUNK = 1_000_000  # candidate rows held at once
BLOCK = 1024  # outcomes of the first issues that are filtered at once, with two or three parties


@dataclass(frozen=True)
class Cuts:
    """Outcomes wanted have `rows @ directions >= thresholds`; directions (parties, cuts), thresholds (cuts,)."""

    directions: Floats
    thresholds: Floats

    @classmethod
    def floors(cls, space: Space) -> Cuts:
        """Every party gets at least its floor."""
        return cls(np.eye(space.parties), space.floors)

    def and_(self, directions: Floats, thresholds: Floats) -> Cuts:
        return Cuts(np.hstack([self.directions, directions]), np.concatenate([self.thresholds, thresholds]))

    def best(self, table: Floats) -> Floats:
        """The most that an issue (or front) can add to every cut, shape (cuts,)."""
        return np.asarray((table @ self.directions).max(axis=0))

    def keep(self, rows: Floats, rest: Floats) -> Flags:
        """Which partial rows can still satisfy every cut when the rest adds at most `rest`."""
        slip = 1e-12 * np.maximum(1.0, np.abs(self.thresholds))
        return np.asarray((rows @ self.directions >= self.thresholds - rest - slip).all(axis=1))


@dataclass(frozen=True, eq=False)
class Layer:
    """Distinct rows (n, parties) of a group of issues, with the outcomes behind them.

    `starts` (n + 1,) cuts `left` and `right` into the ways to make each row: a row of `below` (None at the bottom) and
    options of `issues` (one number for all of them, the last issue's digit lowest; `choices` holds the options that
    the digits stand for), or a row of `beside` where two groups were merged. `counts` holds the number of outcomes.
    `alive` (n, rules) flags the rules that an outcome of the row could still break.
    """

    rows: Floats
    counts: np.ndarray
    alive: Flags
    starts: Indices
    left: Indices
    right: Indices
    below: Layer | None
    issues: Sequence[int]
    choices: Sequence[Indices]
    beside: Layer | None

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def total(self) -> int:
        """How many outcomes the rows stand for."""
        return counted(self.counts)

    def outcomes(self, rows: Indices, issues: int, *, ties: bool = True) -> tuple[Indices, Indices]:
        """Option numbers (n, issues) behind `rows`, and for each the position in `rows` that it belongs to.

        With `ties` every outcome of a row is given, else one per row. Issues outside this layer's group read -1.
        """
        owner = np.arange(len(rows))
        found = np.full((len(rows), issues), -1, dtype=np.int64)
        layer: Layer | None = self
        at = np.asarray(rows, dtype=np.int64)
        while layer is not None:
            first, size = layer.starts[at], layer.starts[at + 1] - layer.starts[at]
            if not ties:
                size = np.ones_like(size)
            again = np.repeat(np.arange(len(at)), size)
            way = np.repeat(first, size) + np.arange(len(again)) - np.repeat(np.cumsum(size) - size, size)
            owner, found, at = owner[again], found[again], layer.left[way]
            if layer.beside is None:
                number = layer.right[way]
                for issue, options in zip(reversed(layer.issues), reversed(layer.choices), strict=True):
                    number, digit = np.divmod(number, len(options))
                    found[:, issue] = options[digit]
            else:
                part, whose = layer.beside.outcomes(layer.right[way], issues, ties=ties)
                owner, at = owner[whose], at[whose]
                found = np.where(part >= 0, part, found[whose])
            layer = layer.below
        return found, owner


@dataclass(frozen=True)
class FrontRows:
    """The front of a space; `epsilon` (parties,) in whole numbers is 0 where the front is exact.

    With an epsilon, every outcome has a row that gives each party at least its utility less epsilon.
    """

    layer: Layer | None
    epsilon: Floats

    @property
    def exact(self) -> bool:
        return not self.epsilon.any()

    @property
    def rows(self) -> Floats:
        return self.layer.rows if self.layer is not None else np.zeros((0, len(self.epsilon)))


def front_of(space: Space, cuts: Cuts | None = None, *, limit: int = 400_000) -> FrontRows:
    """The non-dominated outcomes that keep all rules and can satisfy `cuts` (floors of the space are not applied).

    Past `limit` rows the front is thinned; the answer then says by how much (`epsilon`).
    """
    if not space.open:
        return FrontRows(None, np.zeros(space.parties))
    cuts = cuts or Cuts(np.zeros((space.parties, 0)), np.zeros(0))
    found = _merged(space, cuts, limit, np.float64)
    if found.layer is not None and float(found.layer.counts.max()) >= 2.0**53:
        return _merged(space, cuts, limit, object)  # so many ties that float64 no longer counts them exactly
    return found


def counted(counts: np.ndarray) -> int:
    """The sum of counts, which float64 holds exactly up to 2**53."""
    quick = counts.sum()
    return int(quick) if quick < 2.0**53 else sum(map(int, counts))


def _merged(space: Space, cuts: Cuts, limit: int, kind: type) -> FrontRows:
    none = FrontRows(None, np.zeros(space.parties))
    best = [cuts.best(t) for t in space.tables]
    everything = np.sum(best, axis=0)
    merger = _Merger(space, cuts, limit, kind)
    groups: list[Layer] = []
    free: list[int] = []
    for group in space.components():
        if len(group) == 1:
            free += group
            continue
        outside = everything - np.sum([best[i] for i in group], axis=0)
        layer = merger.group(group, outside, best)
        if layer is None or not len(layer):
            return none
        groups.append(layer)
    # the last merges are the dear ones, so the groups with few rows come last
    groups.sort(key=lambda g: -len(g))
    tops = [cuts.best(g.rows) for g in groups]
    alone = np.sum([0 * everything, *(best[i] for i in free)], axis=0)
    result: Layer | None = None
    for k, layer in enumerate(groups):
        rest = np.sum([alone, *tops[k + 1 :]], axis=0)
        result = merger.beside(result, layer, rest) if result is not None else layer
        if not len(result):
            return none
    if free:
        result = merger.free(result, free, best)
    return FrontRows(result, merger.epsilon) if result is not None and len(result) else none


class _Merger:
    """The steps of one computation: what they share is the cuts, the limit and the epsilon spent so far."""

    def __init__(self, space: Space, cuts: Cuts, limit: int, kind: type) -> None:
        self.space, self.cuts, self.limit, self.kind = space, cuts, limit, kind
        self.epsilon = np.zeros(space.parties)

    def group(self, issues: Sequence[int], outside: Floats, best: Sequence[Floats]) -> Layer | None:
        """The front of issues that rules couple, merged one by one."""
        rules = [r for r in self.space.rules if r.issues[0] in issues]
        layer: Layer | None = None
        open_: list[Rule] = []
        for k, issue in enumerate(issues):
            rest = outside + (np.sum([best[i] for i in issues[k + 1 :]], axis=0) if k + 1 < len(issues) else 0)
            done = set(issues[: k + 1])
            begun = [r for r in rules if issue in r.issues and r not in open_]
            layer = self.issue(layer, issue, open_, begun, done, rest)
            open_ = [r for r in [*open_, *begun] if not done.issuperset(r.issues)]
            if not len(layer):
                return None
        return layer

    def issue(
        self, below: Layer | None, issue: int, open_: list[Rule], begun: list[Rule], done: set[int], rest: Floats
    ) -> Layer:
        table = self.space.tables[issue]
        rules = [*open_, *begun]
        inside = np.array([r.mask(issue) if issue in r.issues else np.ones(len(table), bool) for r in rules], bool)
        inside = inside.reshape(len(rules), len(table)).T
        closing = np.array([done.issuperset(r.issues) for r in rules], dtype=bool)
        rows = below.rows if below is not None else np.zeros((1, self.space.parties))
        counts = below.counts if below is not None else np.ones(1, dtype=self.kind)
        alive = below.alive if below is not None else np.ones((1, 0), dtype=bool)
        alive = np.hstack([alive, np.ones((len(rows), len(begun)), dtype=bool)])
        ones: np.ndarray = np.ones(len(table), dtype=self.kind)
        parts = self._sums(rows, alive, table, inside, closing, rest)
        return self._layer(parts, counts, ones, below, ((issue,), (np.arange(len(table)),)), None)

    def free(self, below: Layer | None, issues: Sequence[int], best: Sequence[Floats]) -> Layer | None:
        """The front of `below` with issues that no rule couples, merged one by one; the first few at once."""
        useful = {i: np.flatnonzero(nondominated(self.space.tables[i])) for i in issues}
        # few options come last, as the last merges are the dear ones; issues that are settled come with the first
        order = sorted(issues, key=lambda i: -len(useful[i]) if len(useful[i]) > 1 else -math.inf)
        most = BLOCK if self.space.parties <= 3 else BLOCK // 4
        while order:
            size, taken = 1, 0
            while taken < len(order) and (not taken or size * len(useful[order[taken]]) <= most):
                size *= len(useful[order[taken]])
                taken += 1
                if below is not None and size > 1:
                    break
            block, order = order[:taken], order[taken:]
            rest = np.sum([best[i] for i in order], axis=0) if order else 0 * best[block[0]]
            choices = [useful[i] for i in block]
            table = self.space.tables[block[0]][choices[0]]
            for i, options in zip(block[1:], choices[1:], strict=True):
                table = (table[:, None] + self.space.tables[i][options]).reshape(-1, self.space.parties)
            rows = below.rows if below is not None else np.zeros((1, self.space.parties))
            counts = below.counts if below is not None else np.ones(1, dtype=self.kind)
            none = np.ones((len(table), 0), bool)
            parts = self._sums(rows, none[:1].repeat(len(rows), axis=0), table, none, np.zeros(0, bool), rest)
            below = self._layer(parts, counts, np.ones(len(table), dtype=self.kind), below, (block, choices), None)
            if not len(below):
                return None
        return below

    def beside(self, below: Layer, beside: Layer, rest: Floats) -> Layer:
        free = np.zeros(0, dtype=bool)
        parts = self._sums(below.rows, below.alive, beside.rows, np.ones((len(beside), 0), bool), free, rest)
        return self._layer(parts, below.counts, beside.counts, below, ((), ()), beside)

    def _sums(
        self, rows: Floats, alive: Flags, table: Floats, inside: Flags, closing: Flags, rest: Floats
    ) -> tuple[Floats, Flags, Indices, Indices]:
        """Non-dominated sums of every row with every table row, as (rows, alive, left, right)."""
        held: list[tuple[Floats, Flags, Indices, Indices]] = []
        size = 0
        step = max(1, CHUNK // len(table))
        for first in range(0, len(rows), step):
            part = self._some(rows, alive, table, inside, closing, rest, first, min(first + step, len(rows)))
            held.append(part)
            size += len(part[0])
            if size > CHUNK and len(held) > 1:
                held = [_filtered(_stacked(held))]
                size = len(held[0][0])
        return held[0] if len(held) == 1 else _filtered(_stacked(held))

    def _some(
        self,
        rows: Floats,
        alive: Flags,
        table: Floats,
        inside: Flags,
        closing: Flags,
        rest: Floats,
        first: int,
        last: int,
    ) -> tuple[Floats, Flags, Indices, Indices]:
        sums = (rows[first:last, None, :] + table[None, :, :]).reshape(-1, rows.shape[1])
        left = np.repeat(np.arange(first, last), len(table))
        right = np.tile(np.arange(len(table)), last - first)
        keep = np.ones(len(sums), dtype=bool)
        states = np.zeros((len(sums), int((~closing).sum())), dtype=bool)
        if len(closing):
            after = (alive[first:last, None, :] & inside[None, :, :]).reshape(len(sums), len(closing))
            keep &= ~after[:, closing].any(axis=1)
            states = after[:, ~closing]
        if len(self.cuts.thresholds):
            keep &= self.cuts.keep(sums, rest)
        if not keep.all():
            sums, states, left, right = sums[keep], states[keep], left[keep], right[keep]
        if len(table) == 1 and not len(closing):
            return sums, states, left, right  # moved, not merged
        return _filtered((sums, states, left, right))

    def _layer(
        self,
        parts: tuple[Floats, Flags, Indices, Indices],
        counts_left: np.ndarray,
        counts_right: np.ndarray,
        below: Layer | None,
        options: tuple[Sequence[int], Sequence[Indices]],
        beside: Layer | None,
    ) -> Layer:
        rows, alive, left, right = parts
        counts = counts_left[left] * counts_right[right]
        order, starts = grouped(rows, alive)
        if order is not None:
            rows, alive, left, right, counts = rows[order], alive[order], left[order], right[order], counts[order]
            heads = starts[:-1]
            rows, alive = rows[heads], alive[heads]
            counts = np.add.reduceat(counts, heads) if len(heads) else counts[:0]
        if len(rows) > self.limit:
            kept = self._thinned(rows, alive)
            take = np.concatenate([np.arange(starts[k], starts[k + 1]) for k in kept])
            sizes = np.diff(starts)[kept]
            starts = np.concatenate([[0], np.cumsum(sizes)])
            rows, alive, counts = rows[kept], alive[kept], counts[kept]
            left, right = left[take], right[take]
        return Layer(rows, counts, alive, starts, left, right, below, *options, beside)

    def _thinned(self, rows: Floats, alive: Flags) -> Indices:
        """One row per cell of the finest grid (per party equal steps) whose best cells number at most the limit."""
        span = np.maximum(rows.max(axis=0) - rows.min(axis=0), 1.0)
        cells = 4096.0
        while True:
            width = span / cells
            cell = np.floor((rows - rows.min(axis=0)) / width)
            order = np.argsort(-(rows / span).sum(axis=1), kind="stable")
            _, first = np.unique(np.hstack([cell, alive])[order], axis=0, return_index=True)
            kept = order[first]
            good = _nondominated(cell[kept], alive[kept])
            kept = np.sort(kept[good])
            if len(kept) <= self.limit // 2 or cells < 1:
                self.epsilon = self.epsilon + width
                return kept
            cells /= 2


def _stacked(parts: list[tuple[Floats, Flags, Indices, Indices]]) -> tuple[Floats, Flags, Indices, Indices]:
    rows, alive, left, right = zip(*parts, strict=True)
    return np.concatenate(rows), np.concatenate(alive), np.concatenate(left), np.concatenate(right)


def _filtered(part: tuple[Floats, Flags, Indices, Indices]) -> tuple[Floats, Flags, Indices, Indices]:
    rows, alive, left, right = part
    good = _nondominated(rows, alive)
    return (rows, alive, left, right) if good.all() else (rows[good], alive[good], left[good], right[good])


def _nondominated(rows: Floats, alive: Flags) -> Flags:
    """Rows that no other dominates: at least as good for all parties, better for one, able to break no more rules."""
    if not alive.shape[1]:
        return nondominated(rows)
    states, state = np.unique(alive, axis=0, return_inverse=True)
    state = state.reshape(-1)
    good = np.ones(len(rows), dtype=bool)
    # fewer live rules first, so that each state is held against the survivors of its subsets only
    for k in np.argsort(states.sum(axis=1), kind="stable"):
        mine = np.flatnonzero(state == k)
        freer = np.flatnonzero(~(states & ~states[k]).any(axis=1))
        rivals = np.flatnonzero(np.isin(state, freer[freer != k]) & good)
        both = np.concatenate([mine, rivals])
        good[mine] = nondominated(rows[both])[: len(mine)]
    return good


@cache
def _odd_numbers(count: int) -> np.ndarray:
    rng = np.random.default_rng(20_240_601)
    return rng.integers(1, 2**63, size=count, dtype=np.uint64) | np.uint64(1)


def grouped(rows: Floats, alive: Flags) -> tuple[Indices | None, Indices]:
    """An order that puts equal rows (in equal states) side by side, and where each run starts; None when all differ."""
    n = len(rows)
    odd = _odd_numbers(rows.shape[1] + alive.shape[1])
    code = np.ascontiguousarray(rows).view(np.uint64)
    code = code ^ (code >> np.uint64(29))
    mixed = code @ odd[: rows.shape[1]]  # wraps around, as a hash should
    if alive.shape[1]:
        mixed += alive @ odd[rows.shape[1] :]
    order = np.argsort(mixed, kind="stable")
    new = np.ones(n, dtype=bool)
    new[1:] = np.diff(mixed[order]) != 0
    if new.all():
        return None, np.arange(n + 1)
    same = ~new[1:]
    a, b = order[1:][same], order[:-1][same]
    if (rows[a] != rows[b]).any() or (alive[a] != alive[b]).any():  # two rows share a code: sort in full
        full = np.hstack([rows, alive])
        _, inverse = np.unique(full, axis=0, return_inverse=True)
        order = np.argsort(inverse.reshape(-1), kind="stable")
        new[1:] = np.diff(inverse.reshape(-1)[order]) != 0
    return order, np.concatenate([np.flatnonzero(new), [n]])
