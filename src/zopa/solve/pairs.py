"""Counting the pairs of two halves' partial outcomes that reach every floor, without looking at each pair.

A row of the left half needs so much of every party from the right half; a pair counts where the right row gives it for
all parties at once. With n rows in all that is offline dominance counting: rows are halved by the first party, the
needs of the lower half meet the upper half's gifts in one party fewer, and so on down to two parties, where one sweep
with a tree of partial sums does (divide and conquer after Bentley, *Communications of the ACM* 23, 1980; Fenwick,
*Software: Practice and Experience* 24, 1994). That takes some n log(n)**(parties - 1) steps, not n * n. Rules across
the halves are taken out by inclusion and exclusion: pairs in which both rows leave a rule open are counted apart.

    Pairs.of(left, right, floors)   the two halves, with the work that counting them takes
    Pairs.count()                   the exact number of pairs, weighted by the counts of both rows
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from zopa.model.negotiation import Floats, Indices
from zopa.processors import processors

MANY = 200_000  # rows from which on the work is handed to several threads
SPLITS = 3  # how often it is halved for that
T = TypeVar("T")
R = TypeVar("R")


class Rows(Protocol):
    """What is counted: `rows` (n, parties), `open_` (n, rules) rules that a row could still break, `counts` (n,)."""

    @property
    def rows(self) -> Floats: ...
    @property
    def open_(self) -> np.ndarray: ...
    @property
    def counts(self) -> np.ndarray: ...


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows of two halves, and subsets of their rules with the rows of either half that leave all of them open.

    `terms` holds (sign, left rows, right rows); `work` is about the steps that `count` takes.
    """

    left: Rows
    right: Rows
    floors: Floats
    terms: tuple[tuple[int, Indices, Indices], ...]
    work: float

    @classmethod
    def of(cls, left: Rows, right: Rows, floors: Floats, most: float = math.inf) -> Pairs | None:
        """Rows of both halves must have the same columns and rules; None where the work would pass `most`."""
        parties, work, terms = len(floors), 0.0, []
        for term in _terms(left, right):
            work += steps(len(term[1]) + len(term[2]), parties)
            if work > most:
                return None
            terms.append(term)
        return cls(left, right, floors, tuple(terms), work)

    def count(self) -> int:
        """The exact count."""
        total = 0
        for sign, one, two in self.terms:
            needs, gifts = self.floors - self.left.rows[one], self.right.rows[two]
            total += sign * pairs(needs, self.left.counts[one], gifts, self.right.counts[two])
        return total


def steps(rows: int, parties: int) -> float:
    """About how many steps of the innermost loops `pairs` takes with so many rows in all."""
    levels = max(1.0, math.log2(max(2, rows) / 64))
    deep = max(0, parties - 2)
    # a step down one party takes half of the rows at each of the levels, which get fewer on the way
    return rows * (1 + math.log2(max(2, rows)) / 2 * math.prod(max(1.0, (levels - k) / (k + 1)) for k in range(deep)))


def _terms(left: Rows, right: Rows) -> Iterator[tuple[int, Indices, Indices]]:
    """Every set of rules that rows of both halves leave open together, with the sign of its parity."""
    rules = left.open_.shape[1]
    waiting = [(1, 0, np.arange(len(left.rows)), np.arange(len(right.rows)))]
    while waiting:
        sign, rule, one, two = waiting.pop()
        yield sign, one, two
        for k in range(rule, rules):
            a, b = one[left.open_[one, k]], two[right.open_[two, k]]
            if len(a) and len(b):
                waiting.append((-sign, k + 1, a, b))


def pairs(needs: Floats, times: np.ndarray, gifts: Floats, counts: np.ndarray) -> int:
    """How many pairs of a row of `needs` (n, parties) and one of `gifts` (m, parties) reach, weighted by both counts.

    All are whole numbers. A gift reaches a need where it is at least as large for every party. `times` (n,) weighs
    needs, `counts` (m,) gifts.
    """
    needs, times, gifts, counts = _useful(needs, times, gifts, counts)
    if not len(needs) or not len(gifts):
        return 0
    open_ = np.flatnonzero(gifts.min(axis=0) < needs.max(axis=0))
    if len(open_) == 0:
        return sum(map(int, times)) * sum(map(int, counts))
    open_ = np.resize(open_, max(3, len(open_)))  # the kernel wants three columns, alike or not
    keys = _ranked(needs[:, open_], gifts[:, open_])
    if float(counts.astype(np.float64).sum()) < 2.0**62:
        return weighed(_tallied(keys, len(needs), counts.astype(np.int64)), times)
    total = 0
    for k in range(0, max(map(int, counts)).bit_length(), 31):
        part = np.array([int(c) >> k & (1 << 31) - 1 for c in counts], np.int64)
        total += weighed(_tallied(keys, len(needs), part), times) << k
    return total


def _useful(
    needs: Floats, times: np.ndarray, gifts: Floats, counts: np.ndarray
) -> tuple[Floats, np.ndarray, Floats, np.ndarray]:
    """Without the rows that no row of the other half can go with."""
    if len(needs) and len(gifts):
        met = (needs <= gifts.max(axis=0)).all(axis=1)
        needs, times = needs[met], times[met]
    if len(needs) and len(gifts):
        wanted = (gifts >= needs.min(axis=0)).all(axis=1)
        gifts, counts = gifts[wanted], counts[wanted]
    return needs, times, gifts, counts


def _ranked(needs: Floats, gifts: Floats) -> np.ndarray:
    """Ranks (columns, n + m) of whole numbers: a gift is at least as large as a need where its rank is greater."""
    keys = np.empty((needs.shape[1], len(needs) + len(gifts)), np.int32)

    def rank(p: int) -> None:
        order = np.argsort(np.concatenate([needs[:, p] * 2, gifts[:, p] * 2 + 1]))  # of equals, needs stand first
        keys[p, order] = np.arange(len(order), dtype=np.int32)

    side_by_side(rank, range(needs.shape[1]))
    return keys


def _tallied(keys: np.ndarray, needs: int, counts: Indices) -> Indices:
    """For every need the sum of `counts` of the gifts that reach it."""
    from zopa.solve.pairs_kernel import room
    from zopa.solve.pairs_kernel import tally as kernel

    n = keys.shape[1]
    weight = np.concatenate([np.zeros(needs, np.int64), counts])
    order = np.empty(n, np.int32)
    order[keys[0]] = np.arange(n, dtype=np.int32)
    jobs = [(0, order)]
    for _ in range(SPLITS if n > MANY else 0):
        jobs = [part for job in jobs for part in _split(*job, keys, needs)]
    jobs.sort(key=lambda job: -len(job[1]) * (len(keys) - job[0]))

    def run(mine: list[tuple[int, np.ndarray]]) -> Indices:
        tally, masks = np.zeros(n, np.int64), np.empty(room(), np.uint64)
        for job in mine:
            kernel(*job, keys, needs, weight, masks, tally)
        return tally[:needs]

    shares = processors() if n > MANY else 1
    return np.asarray(np.sum(side_by_side(run, [jobs[k::shares] for k in range(shares)]), axis=0))


def _split(column: int, rows: np.ndarray, keys: np.ndarray, needs: int) -> list[tuple[int, np.ndarray]]:
    """The kernel's own first step: the lower and the upper half, and the pairs across in one column fewer."""
    if column or len(keys) < 4 or len(rows) < MANY // 4:  # the kernel wants three columns
        return [(column, rows)]
    low, high = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    across = np.concatenate([low[low < needs], high[high >= needs]])
    return [(0, low), (0, high), (1, across[np.argsort(keys[1, across])])]


def side_by_side(work: Callable[[T], R], over: Sequence[T]) -> list[R]:
    """`work` of each, in threads; for loops that release the interpreter's lock."""
    threads = processors() if len(over) > 1 else 1
    if threads < 2:
        return [work(one) for one in over]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, over))


def weighed(ones: Indices, times: np.ndarray) -> int:
    """The sum of products as a Python integer, without overflow."""
    if float(ones.max(initial=0)) * float(times.max(initial=0)) * len(ones) < 2**62:
        return int(ones @ times)
    return sum(int(a) * int(b) for a, b in zip(ones, times, strict=True))
