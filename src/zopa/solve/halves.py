"""Counting the pairs of two halves' partial outcomes that reach every floor, without looking at each pair.

Both halves are cut into boxes of rows that lie close to each other (a k-d tree, Bentley 1975). Most pairs of boxes are
settled by their corners: all pairs of rows reach every floor, or none does. That alone proves a bracket, and it tells
beforehand what the rest costs. For the rest, each right box has bitsets of 'the best k rows' for each party; a left row
takes one AND for each party that the corners do not settle, and a count of bits (as in `counting.BitTable`, compiled).

    Boxes.of(left, right, floors)   the two halves cut up, with the bracket and the work that is left
    Boxes.count()                   the exact number of pairs, weighted by the counts of both rows
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np

from zopa.model.negotiation import Floats, Indices
from zopa.solve.dominance import compiled, cut_up

LEFT, RIGHT = 256, 1024  # rows of a box
STEP = 12.0  # word operations that one search in a box's sorted column costs


class Rows(Protocol):
    """What is counted: `rows` (n, parties), `open_` (n, rules) rules that a row could still break, `counts` (n,)."""

    @property
    def rows(self) -> Floats: ...
    @property
    def open_(self) -> np.ndarray: ...
    @property
    def counts(self) -> np.ndarray: ...


@dataclass(frozen=True, eq=False)
class _Side:
    """One half in the order of its boxes; `first` (boxes + 1,) cuts it up."""

    rows: Floats
    open_: np.ndarray
    counts: np.ndarray
    first: Indices

    @classmethod
    def of(cls, half: Rows, scale: Floats, size: int) -> _Side:
        order, first = cut_up(half.rows / scale, size)
        return cls(half.rows[order], half.open_[order], half.counts[order], first)

    @property
    def mass(self) -> np.ndarray:
        """Outcomes in each box."""
        return np.add.reduceat(self.counts, self.first[:-1])

    def corners(self) -> tuple[Floats, Floats, np.ndarray]:
        """Per box the least and greatest of each column, and the rules that any of its rows could break."""
        heads = self.first[:-1]
        least, greatest = np.minimum.reduceat(self.rows, heads), np.maximum.reduceat(self.rows, heads)
        return least, greatest, np.logical_or.reduceat(self.open_, heads) if self.open_.size else self.open_[heads]


@dataclass(frozen=True, eq=False)
class Boxes:
    """Two halves in boxes. `low` and `high` bracket the count; `work` is about the word operations that `count` takes.

    `left_box` and `right_box` list the pairs of boxes that corners do not settle, `unsure` (pairs, parties) for whom.
    """

    left: _Side
    right: _Side
    floors: Floats
    low: int
    high: int
    left_box: Indices
    right_box: Indices
    unsure: np.ndarray
    work: float

    @classmethod
    def of(cls, left: Rows, right: Rows, floors: Floats) -> Boxes:
        """Rows of both halves must have the same columns and rules, and counts that int64 holds."""
        scale = np.maximum(np.abs(floors), 1.0)
        one, two = _Side.of(left, scale, LEFT), _Side.of(right, scale, RIGHT)
        least, greatest, open_one = one.corners()
        other_least, other_greatest, open_two = two.corners()
        mass, other_mass = one.mass, two.mass
        pairs: list[tuple[Indices, Indices, np.ndarray]] = []
        low = rest = 0
        work = 0.0
        sizes = np.diff(two.first)
        for k in range(len(least)):
            possible = np.flatnonzero((greatest[k] + other_greatest >= floors).all(axis=1))
            unsure = least[k] + other_least[possible] < floors
            ruled = (open_one[k] & open_two[possible]).any(axis=1)
            settled = ~unsure.any(axis=1) & ~ruled
            low += int(mass[k]) * sum(map(int, other_mass[possible[settled]]))
            rest += int(mass[k]) * sum(map(int, other_mass[possible[~settled]]))
            left_over = possible[~settled]
            columns = unsure[~settled].sum(axis=1)
            work += float((one.first[k + 1] - one.first[k]) * ((sizes[left_over] / 64 + STEP) * (columns + 1)).sum())
            pairs.append((np.full(len(left_over), k), left_over, unsure[~settled]))
        a, b, c = (np.concatenate(x) for x in zip(*pairs, strict=True))
        order = np.argsort(b, kind="stable")
        return cls(one, two, floors, low, low + rest, a[order], b[order], c[order], work)

    def count(self) -> int:
        """The exact count."""
        planes = range(int(self.right.counts.max()).bit_length())
        tallies = np.zeros(len(self.left.rows), np.int64)
        total = 0
        for k in planes:  # counts of the right half bit by bit, so that a count of bits is all that is needed
            counted = (self.right.counts >> k & 1).astype(bool)
            tallies[:] = 0
            _kernel()(
                self.left.rows, self.left.open_, self.left.first, self.right.rows, self.right.open_, self.right.first,
                self.left_box, self.right_box, self.unsure, self.floors, counted, tallies,
            )  # fmt: skip
            total += weighed(tallies, self.left.counts) << k
        return self.low + total


def weighed(ones: Indices, times: np.ndarray) -> int:
    """The sum of products as a Python integer, without overflow."""
    if float(ones.max(initial=0)) * float(times.max(initial=0)) * len(ones) < 2**62:
        return int(ones @ times)
    return sum(int(a) * int(b) for a, b in zip(ones, times, strict=True))


def _tally(
    left: Floats,
    left_open: np.ndarray,
    left_first: Indices,
    right: Floats,
    right_open: np.ndarray,
    right_first: Indices,
    left_box: Indices,
    right_box: Indices,
    unsure: np.ndarray,
    floors: Floats,
    counted: np.ndarray,
    tallies: Indices,
) -> None:
    """Adds to each left row how many counted right rows, in boxes not settled, it reaches every floor with."""
    parties, rules = right.shape[1], right_open.shape[1]
    one, bits = np.uint64(1), np.int64(64)
    two, four, last = np.uint64(2), np.uint64(4), np.uint64(56)
    halves, pairs, nibbles = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
    ones = np.uint64(0x0101010101010101)
    most = 0
    for b in range(len(right_first) - 1):
        most = max(most, right_first[b + 1] - right_first[b])
    words = (most + 63) // 64
    ordered, bucket = np.empty((parties, most)), np.empty((parties, most + 2), np.int64)
    least, per = np.empty(parties), np.empty(parties)
    reach = np.empty((parties, most + 1, words), np.uint64)
    free = np.empty((rules, words), np.uint64)
    every, found = np.empty(words, np.uint64), np.empty(words, np.uint64)
    known = -1
    for pair in range(len(left_box)):
        box = right_box[pair]
        start = right_first[box]
        n = right_first[box + 1] - start
        width = (n + 63) // bits
        if box != known:
            known = box
            every[:] = 0
            free[:] = 0
            for j in range(n):
                bit = one << np.uint64(j % bits)
                if counted[start + j]:
                    every[j // bits] |= bit
                for r in range(rules):
                    if not right_open[start + j, r]:
                        free[r, j // bits] |= bit
            for p in range(parties):
                rank = np.argsort(right[start : start + n, p])
                reach[p, n, :] = 0
                for k in range(n - 1, -1, -1):  # from the best row down
                    j = rank[k]
                    ordered[p, k] = right[start + j, p]
                    for w in range(width):
                        reach[p, k, w] = reach[p, k + 1, w]
                    reach[p, k, j // bits] |= one << np.uint64(j % bits)
                # the sorted column by even steps of its span, so that a search starts next to its end
                span = ordered[p, n - 1] - ordered[p, 0]
                least[p], per[p] = ordered[p, 0], (n - 1) / span if span > 0 else 0.0
                a = 0
                for q in range(n + 1):
                    while a < n and int((ordered[p, a] - least[p]) * per[p]) < q:
                        a += 1
                    bucket[p, q] = a
        for i in range(left_first[left_box[pair]], left_first[left_box[pair] + 1]):
            for w in range(width):
                found[w] = every[w]
            some = True
            for p in range(parties):
                if not unsure[pair, p]:
                    continue
                need = floors[p] - left[i, p]
                if need <= least[p]:
                    continue
                a = n
                if need <= ordered[p, n - 1]:
                    a = bucket[p, int((need - least[p]) * per[p])]
                    while ordered[p, a] < need:
                        a += 1
                if a == n:
                    some = False
                    break
                for w in range(width):
                    found[w] &= reach[p, a, w]
            if not some:
                continue
            for r in range(rules):
                if left_open[i, r]:
                    for w in range(width):
                        found[w] &= free[r, w]
            total = np.uint64(0)
            for w in range(width):
                x = found[w]
                x = x - ((x >> one) & halves)
                x = (x & pairs) + ((x >> two) & pairs)
                x = (x + (x >> four)) & nibbles
                total += (x * ones) >> last
            tallies[i] += np.int64(total)


@cache
def _kernel() -> Any:
    return compiled(_tally)
