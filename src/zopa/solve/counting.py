"""Counting the zone without listing it.

The issues are split in two halves. For the smaller half every party's utilities are sorted once, with a bitset for
each threshold ('which rows reach at least this'); a row of the larger half then needs one AND per party and per broken
rule, and a count of bits. Rows that cannot reach a floor, or reach it whatever follows, are merged or dropped on the
way. Larger models have two halves of like size whose pairs are counted by divide and conquer (`pairs`). Past the budget
the count is bracketed (close partial outcomes taken together) and estimated from draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats, Indices
from zopa.solve.front import grouped
from zopa.solve.pairs import Pairs, side_by_side, weighed
from zopa.solve.results import Count
from zopa.solve.space import Rule, Space

Bits = np.ndarray
WORK = 3.0e9  # word operations that an exact count may take
HALF = 4096  # rows of the half that is held as bitsets
ROWS = 4_000_000  # rows of either half that are held at once
RATE = 5e8  # steps a second of pairs counted by divide and conquer
BLOCK = 2048  # rows of the other half looked at together


@dataclass(frozen=True, eq=False)
class Half:
    """Partial outcomes: rows (n, parties), the rules still open to each (n, rules), how many outcomes each is."""

    rows: Floats
    open_: np.ndarray
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)


def count_zone(space: Space, *, seconds: float = 5.0, seed: int = 0) -> Count:
    """How many outcomes keep the rules and reach every floor.

    Exact while the work is affordable; else a proven bracket with an estimate, `seconds` at most for both.
    """
    if not space.open:
        return Count.of(0, "rules on single issues")
    plan = Plan(space)
    if plan.hopeless:
        return Count.of(0, "bounds")
    if not plan.active.any():
        return count_permitted(space)
    if plan.work() <= WORK or not plan.large:
        return Count.of(plan.exact(), "meet in the middle")
    from zopa.solve.bracket import bracketed

    pairs = plan.pairs(RATE * seconds)
    if pairs is None:
        return bracketed(plan, seconds=seconds, seed=seed)
    return Count.of(pairs.count(), "meet in the middle, divide and conquer")


def count_permitted(space: Space) -> Count:
    """How many outcomes keep the rules, whatever they are worth: groups of coupled issues count apart."""
    if not space.open:
        return Count.of(0, "rules on single issues")
    total = 1
    for group in space.components():
        total *= _count_group(space, group)
    return Count.of(total, "groups of coupled issues")


def _count_group(space: Space, group: Sequence[int]) -> int:
    """Outcomes of coupled issues that keep their rules: states are the sets of rules that could still be broken."""
    rules = [r for r in space.rules if r.issues[0] in group]
    states: dict[frozenset[int], int] = {frozenset(range(len(rules))): 1}
    done: set[int] = set()
    for issue in group:
        done.add(issue)
        profiles: dict[tuple[bool, ...], int] = {}
        touching = [k for k, r in enumerate(rules) if issue in r.issues]
        masks = np.array([rules[k].mask(issue) for k in touching]).reshape(len(touching), len(space.options[issue]))
        for column in masks.T:
            key = tuple(map(bool, column))
            profiles[key] = profiles.get(key, 0) + 1
        closed = {k for k in touching if done.issuperset(rules[k].issues)}
        after: dict[frozenset[int], int] = {}
        for state, count in states.items():
            for profile, times in profiles.items():
                left = state - {k for k, inside in zip(touching, profile, strict=True) if not inside}
                if left & closed:
                    continue
                after[left] = after.get(left, 0) + count * times
        states = after
    return sum(states.values())


class Plan:
    """One space with its issues split in two halves."""

    def __init__(self, space: Space) -> None:
        self.space = space
        low = np.sum([t.min(axis=0) for t in space.tables], axis=0)
        high = np.sum([t.max(axis=0) for t in space.tables], axis=0)
        self.hopeless = bool((high < space.floors).any())
        self.active = low < space.floors  # parties that can still be let down
        self.tables = [np.ascontiguousarray(t[:, self.active]) for t in space.tables]
        self.floors = space.floors[self.active]
        self.small, self.large = self._split()

    def _split(self) -> tuple[list[int], list[int]]:
        """The small half takes issues, those that rules couple least first, while its rows stay within HALF."""
        small: list[int] = []
        size = 1
        coupled = {i: sum(i in r.issues for r in self.space.rules) for i in range(len(self.tables))}
        for i in sorted(coupled, key=lambda i: (coupled[i], len(self.tables[i]))):
            if size * len(self.tables[i]) <= HALF:
                size *= len(self.tables[i])
                small.append(i)
        return small, [i for i in range(len(self.tables)) if i not in small]

    def sizes(self) -> tuple[int, int]:
        small, large = (math.prod(len(self.tables[i]) for i in half) for half in (self.small, self.large))
        return small, large

    def work(self) -> float:
        """Word operations that `exact` takes at most."""
        small, large = self.sizes()
        return float(large) * (small / 64 + 8) * (int(self.active.sum()) + 1)

    def exact(self) -> int:
        small = self.half(self.small)
        if not len(small):
            return 0
        table = BitTable(small.rows, small.counts)
        broken = pack(small.open_.T)
        total = 0
        for part in self.parts():
            for first in range(0, len(part), BLOCK):
                block = slice(first, first + BLOCK)
                need = self.floors - part.rows[block]
                total += weighed(table.tally(need, part.open_[block], broken), part.counts[block])
        return total

    def pairs(self, most: float) -> Pairs | None:
        """The model as two halves of like size; None where counting their pairs would take more than `most` steps."""
        even = self._cut(*self._even())
        if max(even.sizes()) > ROWS:
            return None
        small, large = side_by_side(even.half, (even.small, even.large))
        return Pairs.of(large, small, self.floors, most)

    def _even(self) -> tuple[list[int], list[int]]:
        """Issues in the order that rules couple them, cut where the larger half is smallest."""
        order = [i for group in self.space.components() for i in group]
        sizes = [math.prod(len(self.tables[i]) for i in order[:k]) for k in range(len(order) + 1)]
        cut = min(range(1, len(order)), key=lambda k: max(sizes[k], sizes[-1] // sizes[k]), default=len(order))
        return order[:cut], order[cut:]

    def _cut(self, small: list[int], large: list[int]) -> Plan:
        """The same plan cut elsewhere."""
        result = copy(self)
        result.small, result.large = small, large
        return result

    def crossing(self) -> list[Rule]:
        """Rules with issues in both halves."""
        return [r for r in self.space.rules if set(r.issues) & set(self.small) and set(r.issues) & set(self.large)]

    def half(self, issues: Sequence[int]) -> Half:
        """All partial outcomes of a half that keep the rules inside it and can still reach every floor, merged."""
        result = Half(np.zeros((1, len(self.floors))), np.ones((1, len(self.crossing())), bool), np.ones(1, np.int64))
        rules = [r for r in self.space.rules if set(r.issues) <= set(issues)]
        inside = np.ones((1, len(rules)), bool)
        for k, issue in enumerate(issues):
            result, inside = self._step(result, inside, rules, issue, issues[: k + 1])
        return result

    def _step(
        self, half: Half, inside: np.ndarray, rules: Sequence[Rule], issue: int, done: Sequence[int]
    ) -> tuple[Half, np.ndarray]:
        table = self.tables[issue]
        rows = (half.rows[:, None] + table[None]).reshape(-1, len(self.floors))
        open_ = (half.open_[:, None] & self.masks(self.crossing(), issue)[None]).reshape(len(rows), half.open_.shape[1])
        inner = (inside[:, None] & self.masks(rules, issue)[None]).reshape(len(rows), len(rules))
        counts = np.repeat(half.counts, len(table))
        others = [self.tables[i] for i in range(len(self.tables)) if i not in done]
        rest = np.sum([t.max(axis=0) for t in others], axis=0) if others else np.zeros(len(self.floors))
        sure = np.sum([t.min(axis=0) for t in others], axis=0) if others else np.zeros(len(self.floors))
        closed = [k for k, r in enumerate(rules) if set(r.issues) <= set(done)]
        keep = (rows + rest >= self.floors).all(axis=1)
        if closed:
            keep &= ~inner[:, closed].any(axis=1)
        # what is sure to be enough need not be told apart
        rows = np.minimum(rows[keep], self.floors - sure)
        return merged(rows, open_[keep], inner[keep], counts[keep])

    def masks(self, rules: Sequence[Rule], issue: int) -> np.ndarray:
        n = len(self.tables[issue])
        rows = [r.mask(issue) if issue in r.issues else np.ones(n, bool) for r in rules]
        return np.array(rows, bool).reshape(len(rules), n).T

    def parts(self) -> Iterator[Half]:
        """The large half, a bounded part at a time."""
        head: list[int] = []
        size = 1
        for i in self.large:
            if size * len(self.tables[i]) > 400_000:
                break
            head.append(i)
            size *= len(self.tables[i])
        tail = [i for i in self.large if i not in head]
        yield from self._parts(head, tail, {})

    def _parts(self, head: list[int], tail: list[int], fixed: dict[int, int]) -> Iterator[Half]:
        if tail:
            for option in range(len(self.tables[tail[-1]])):
                yield from self._parts(head, tail[:-1], {**fixed, tail[-1]: option})
            return
        plan = self if not fixed else self._fixing(fixed)
        part = plan.half([*fixed, *head])
        if len(part):
            yield part

    def _fixing(self, fixed: dict[int, int]) -> Plan:
        """The same plan with some issues settled; their rules and tables shrink to one option."""
        space = self.space
        tables = [t[[fixed[i]]] if i in fixed else t for i, t in enumerate(space.tables)]
        rules = [
            Rule(r.issues, tuple(m[[fixed[i]]] if i in fixed else m for i, m in zip(r.issues, r.masks, strict=True)))
            for r in space.rules
        ]
        plan = object.__new__(Plan)
        plan.space = Space(space.options, tuple(tables), space.floors, space.scale, tuple(rules), True, space.whole)
        plan.hopeless, plan.active, plan.floors = False, self.active, self.floors
        plan.tables = [np.ascontiguousarray(t[:, self.active]) for t in tables]
        plan.small, plan.large = self.small, self.large
        return plan


def merged(rows: Floats, open_: np.ndarray, inner: np.ndarray, counts: np.ndarray) -> tuple[Half, np.ndarray]:
    """Equal partial outcomes as one, with their counts added."""
    if len(rows) < 2:
        return Half(rows, open_, counts), inner
    order, starts = grouped(rows, np.hstack([open_, inner]))
    if order is None:
        return Half(rows, open_, counts), inner
    total = np.add.reduceat(counts[order], starts[:-1])
    order = order[starts[:-1]]
    return Half(rows[order], open_[order], total), inner[order]


def pack(flags: np.ndarray) -> Bits:
    """Boolean (..., n) as 64-bit words (..., ceil(n / 64)), padded with 0."""
    n = flags.shape[-1]
    padded = np.zeros((*flags.shape[:-1], -(-n // 64) * 64), bool)
    padded[..., :n] = flags
    return np.packbits(padded, axis=-1, bitorder="little").view(np.uint64)


class BitTable:
    """Rows of one half, ready to say how many reach given needs."""

    def __init__(self, rows: Floats, counts: np.ndarray) -> None:
        n, parties = rows.shape
        self.n = n
        self.sorted = [np.sort(rows[:, p]) for p in range(parties)]
        self.reach = []
        for p in range(parties):
            rank = np.empty(n, np.int64)
            rank[np.argsort(rows[:, p], kind="stable")] = np.arange(n)
            # row k: which rows of the half are among the n - k largest
            steps = [np.arange(k, min(k + 1024, n + 1)) for k in range(0, n + 1, 1024)]
            self.reach.append(np.concatenate([pack(rank[None, :] >= k[:, None]) for k in steps]))
        self.all = pack(np.ones((1, n), bool))[0]
        planes = range(int(counts.max()).bit_length())
        self.planes = [(1 << k, pack(((counts >> k) & 1).astype(bool))) for k in planes]
        self.plain = len(self.planes) == 1

    def matches(self, need: Floats, open_: np.ndarray, broken: Bits) -> Bits:
        """Which rows reach each need (m, parties) and break no rule left open (m, rules), as bits (m, words)."""
        found = np.repeat(self.all[None, :], len(need), axis=0)
        for p, (values, reach) in enumerate(zip(self.sorted, self.reach, strict=True)):
            found &= reach[np.searchsorted(values, need[:, p], side="left")]
        for k in range(open_.shape[1]):
            which = open_[:, k]
            if which.any():
                found[which] &= ~broken[k]
        return found

    def tally(self, need: Floats, open_: np.ndarray, broken: Bits) -> Indices:
        """How many outcomes of the half suit each need, shape (m,)."""
        found = self.matches(need, open_, broken)
        total = np.zeros(len(need), np.int64)
        for weight, plane in self.planes:
            bits = found if self.plain else found & plane
            total += weight * np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
        return total
