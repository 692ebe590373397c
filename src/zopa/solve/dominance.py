"""Which rows no other dominates: at least as good for every party and better for one. Equal rows all stay.

Few parties or few rows are moocore's work. With more, rows are sorted so that a row can only be dominated by an earlier
one, halved, and the later half is held against a tree of the survivors of the earlier (divide and conquer after Kung,
Luccio and Preparata, *Journal of the ACM* 22, 1975; a k-d tree after Bentley, *Communications of the ACM* 18, 1975).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from zopa.model.negotiation import Floats, Indices

Flags = np.ndarray
PARTIES, NUMBERS = 5, 60_000  # from so many columns and numbers in all on, trees beat pairs
BASE = 256  # rows below which pairs are compared
LEAF = 8


def nondominated(rows: Floats) -> Flags:
    """Which of `rows` (n, parties) no other row dominates, shape (n,)."""
    import moocore

    if len(rows) < 2:
        return np.ones(len(rows), dtype=bool)
    if rows.shape[1] < PARTIES or rows.size < NUMBERS:
        return np.asarray(moocore.is_nondominated(rows, maximise=True, keep_weakly=True))
    # rounding is monotone: what dominates has a sum at least as large, and where sums are equal comes first by column
    sums = -(rows / np.maximum(np.ptp(rows, axis=0), 1.0)).sum(axis=1)
    order = np.argsort(sums)
    if not np.diff(sums[order]).all():
        order = np.lexsort((*-rows.T[::-1], sums))
    good = np.empty(len(rows), dtype=bool)
    good[order] = _sorted(rows[order])
    return good


def _sorted(rows: Floats) -> Flags:
    """As `nondominated`, for rows that only earlier rows can dominate."""
    n = len(rows)
    if n <= BASE:
        import moocore

        return np.asarray(moocore.is_nondominated(rows, maximise=True, keep_weakly=True))
    half = n // 2
    good = np.ones(n, dtype=bool)
    good[:half] = _sorted(rows[:half])
    good[half:] = _undominated_by(rows[:half][good[:half]], rows[half:])
    left = half + np.flatnonzero(good[half:])
    good[left] = _sorted(rows[left])
    return good


def _undominated_by(rivals: Floats, rows: Floats) -> Flags:
    tree, search = _kernels()
    order = np.arange(len(rivals))
    nodes = tree(rivals, order, LEAF)
    return np.asarray(search(rows, rivals[order], *nodes))


def _tree(rows: Floats, order: Indices, leaf: int) -> tuple[Indices, Indices, Indices, Floats]:
    """Halves `order` at the median of its widest column until `leaf` rows are left.

    Nodes in preorder: first and last row, the node that follows when this one is skipped, and the best of each column.
    """
    n, parties = rows.shape
    most = 4 * (n // leaf + 1) + 8
    first, last = np.empty(most, np.int64), np.empty(most, np.int64)
    after, best = np.empty(most, np.int64), np.empty((most, parties))
    stack = np.empty((128, 2), np.int64)
    stack[0, 0], stack[0, 1] = 0, n
    waiting, nodes = 1, 0
    while waiting:
        waiting -= 1
        start, end = stack[waiting, 0], stack[waiting, 1]
        first[nodes], last[nodes] = start, end
        widest, axis = -1.0, 0
        for p in range(parties):
            high, low = -np.inf, np.inf
            for k in range(start, end):
                x = rows[order[k], p]
                high, low = max(high, x), min(low, x)
            best[nodes, p] = high
            if high - low > widest:
                widest, axis = high - low, p
        nodes += 1
        if end - start <= leaf:
            continue
        middle, a, b = (start + end) // 2, start, end - 1
        while a < b:  # quickselect: the better half to the front
            pivot, i, j = rows[order[(a + b) // 2], axis], a, b
            while i <= j:
                while rows[order[i], axis] > pivot:
                    i += 1
                while rows[order[j], axis] < pivot:
                    j -= 1
                if i <= j:
                    order[i], order[j] = order[j], order[i]
                    i += 1
                    j -= 1
            if middle <= j:
                b = j
            elif middle >= i:
                a = i
            else:
                break
        stack[waiting, 0], stack[waiting, 1] = middle, end
        stack[waiting + 1, 0], stack[waiting + 1, 1] = start, middle
        waiting += 2
    above = np.empty(128, np.int64)
    depth = 0
    for k in range(nodes):
        after[k] = nodes
        while depth and last[above[depth - 1]] <= first[k]:
            depth -= 1
            after[above[depth]] = k
        above[depth] = k
        depth += 1
    return first[:nodes], last[:nodes], after[:nodes], best[:nodes]


def _search(rows: Floats, rivals: Floats, first: Indices, last: Indices, after: Indices, best: Floats) -> Flags:
    """Which rows no rival dominates; a node is entered only where its best could."""
    n, parties = rows.shape
    nodes = len(first)
    good = np.ones(n, np.bool_)
    for i in range(n):
        row = rows[i]
        k = 0
        while k < nodes and good[i]:
            reached = True
            for p in range(parties):
                if best[k, p] < row[p]:
                    reached = False
                    break
            if not reached:
                k = after[k]
                continue
            if after[k] == k + 1:  # a leaf
                for j in range(first[k], last[k]):
                    least = True
                    for p in range(parties):
                        if rivals[j, p] < row[p]:
                            least = False
                            break
                    if least:
                        for p in range(parties):
                            if rivals[j, p] > row[p]:
                                good[i] = False
                                break
                    if not good[i]:
                        break
            k += 1
    return good


@cache
def _kernels() -> tuple[Any, Any]:
    return compiled(_tree), compiled(_search)


def compiled(loop: Any) -> Any:
    """A loop compiled; kept on disk where that can be written to, so that only the first run waits."""
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # nowhere to keep it
        return numba.njit(nogil=True)(loop)
