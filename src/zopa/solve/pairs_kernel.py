"""The compiled loops of `pairs`; imported only when they run, because the compiler takes a while to load.

Rows are numbered, needs first. Their columns hold ranks: a gift reaches a need in a column where its rank is greater.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zopa.solve.dominance import compiled

LEAF = 2048  # rows among which pairs are compared by bitsets
FEW = 48  # rows that are sorted by insertion
FAN = 4  # bits: a node of the tree of sums has 16 children


def room() -> int:
    """Words that bitsets of a leaf take at most: half of its rows are needs, half are gifts."""
    return (LEAF // 2 + 1) * (LEAF // 128 + 2)


@compiled
def tally(column: int, rows: Any, keys: Any, needs: int, weight: Any, masks: Any, found: Any) -> None:
    """Adds to `found` of each need among `rows` the weight of the gifts among them that reach it.

    `rows` are in the order of `column`; what comes before it is settled for all of their pairs. `keys` (columns, all
    rows) has at least three columns left where rows are more than LEAF; `weight` (all rows,) is 0 for needs; `masks`
    is room to work in, `room()` words.
    """
    n, left = len(rows), keys.shape[0] - column
    # the rows' own columns side by side, so that small problems stay in the cache
    own = np.empty((left - 1, n), np.int32)
    gift, got, given = np.empty(n, np.int64), np.zeros(n, np.int64), np.empty(n, np.bool_)
    for k in range(n):
        gift[k], given[k] = weight[rows[k]], rows[k] >= needs
    for c in range(left - 1):
        for k in range(n):
            own[c, k] = keys[column + 1 + c, rows[k]]
    edges = np.empty(4 * n // LEAF + 8, np.int64)
    edges[0], edges[1], nodes = 0, n, 1
    if n > LEAF:
        order, spare = ordered(own[0]), np.empty(n, np.int32)
        across = np.empty(n, np.int32)
        two = left == 3  # columns but this one
        last = ordered(own[1]) if two else order
        place = np.empty(n if two else 0, np.int32)
        sums = np.empty(n + n // 8 + 256 if two else 0, np.int64)
        while edges[1] - edges[0] > LEAF:
            for node in range(nodes - 1, -1, -1):
                start, end = edges[node], edges[node + 1]
                middle = (start + end) // 2
                size = 0
                for j in range(start, end):
                    k = order[j]
                    across[size] = k
                    size += given[k] == (k >= middle)
                if two:
                    gifts = 0
                    for j in range(end - 1, start - 1, -1):
                        k = last[j]
                        place[k] = gifts
                        gifts += given[k] & (k >= middle)
                    sweep(across, size, place, gifts, given, gift, sums, got)
                else:
                    for j in range(size):
                        across[j] = rows[across[j]]
                    tally(column + 1, across[:size], keys, needs, weight, masks, found)
                halve(order, spare, start, middle, end)
                edges[2 * node], edges[2 * node + 1], edges[2 * node + 2] = start, middle, end
            order, spare = spare, order
            if two:
                for node in range(nodes):
                    halve(last, spare, edges[2 * node], edges[2 * node + 1], edges[2 * node + 2])
                last, spare = spare, last
            nodes *= 2
    for node in range(nodes):
        compare(own, edges[node], edges[node + 1], given, gift, masks, got)
    for k in range(n):
        if got[k]:
            found[rows[k]] += got[k]


@compiled
def halve(order: Any, into: Any, start: int, middle: int, end: int) -> None:
    """Puts the rows of `order` before `middle` first, each half in the order that it had."""
    a, b = start, middle
    for j in range(start, end):
        k = order[j]
        low = k < middle
        if low:
            into[a] = k
        else:
            into[b] = k
        a += low
        b += not low


@compiled
def sweep(across: Any, size: int, place: Any, gifts: int, given: Any, gift: Any, sums: Any, got: Any) -> None:
    """Needs meet gifts among the first `size` rows of `across`, in the order of one column, from its best row down.

    `place` counts the gifts that are better in the other column. Each node of the tree `sums` keeps what its children
    before each child hold, so that a prefix is one number from each level.
    """
    levels, width = 0, gifts + 1
    while True:
        levels += 1
        if width <= 1 << FAN:
            break
        width = (width + (1 << FAN) - 1) >> FAN
    total, width = 0, gifts + 1
    for _ in range(levels):
        total += ((width >> FAN) + 1) << FAN
        width = (width + (1 << FAN) - 1) >> FAN
    sums[:total] = 0
    for j in range(size - 1, -1, -1):
        k = across[j]
        at, first, width = place[k], 0, gifts + 1
        if given[k]:
            g = gift[k]
            for _ in range(levels):
                start, child = first + ((at >> FAN) << FAN), at & ((1 << FAN) - 1)
                node = sums[start : start + (1 << FAN)]
                for c in range(1 << FAN):
                    node[c] += g * (c > child)
                first += ((width >> FAN) + 1) << FAN
                width = (width + (1 << FAN) - 1) >> FAN
                at >>= FAN
        else:
            prefix = 0
            for _ in range(levels):
                prefix += sums[first + at]
                first += ((width >> FAN) + 1) << FAN
                width = (width + (1 << FAN) - 1) >> FAN
                at >>= FAN
            got[k] += prefix


@compiled
def compare(own: Any, start: int, end: int, given: Any, gift: Any, masks: Any, got: Any) -> None:
    """Needs meet gifts between `start` and `end`: for each need a bitset of the gifts that reach it in every column."""
    columns, n = own.shape[0], end - start
    number = np.empty(n, np.int32)
    gifts = needs = 0
    most = 0
    for k in range(n):
        if given[start + k]:
            number[k] = gifts
            gifts += 1
            most = max(most, gift[start + k])
        else:
            number[k] = needs
            needs += 1
    if not gifts or not needs:
        return
    words = (gifts + 63) // 64
    one = np.uint64(1)
    now = np.zeros(words, np.uint64)
    for k in range(n - 1, -1, -1):
        x = number[k]
        if given[start + k]:
            now[x >> 6] |= one << np.uint64(x & 63)
        else:
            masks[x * words : (x + 1) * words] = now
    for c in range(columns):
        order = ordered(own[c, start:end])
        now[:] = 0
        for j in range(n - 1, -1, -1):
            k = order[j]
            x = number[k]
            if given[start + k]:
                now[x >> 6] |= one << np.uint64(x & 63)
            else:
                mine = masks[x * words : (x + 1) * words]
                for w in range(words):
                    mine[w] &= now[w]
    if most == 1:
        for k in range(n):
            if not given[start + k]:
                x = number[k]
                got[start + k] += bits(masks[x * words : (x + 1) * words])
        return
    plane = 0
    while most >> plane:
        now[:] = 0
        for k in range(n):
            if given[start + k] and (gift[start + k] >> plane) & 1:
                now[number[k] >> 6] |= one << np.uint64(number[k] & 63)
        for k in range(n):
            if not given[start + k]:
                x = number[k]
                got[start + k] += bits(masks[x * words : (x + 1) * words] & now) << plane
        plane += 1


@compiled
def bits(words: Any) -> Any:
    """How many bits are set."""
    halves, pairs, nibbles = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
    ones, one, two = np.uint64(0x0101010101010101), np.uint64(1), np.uint64(2)
    four, top = np.uint64(4), np.uint64(56)
    total = np.uint64(0)
    for w in range(len(words)):
        x = words[w]
        x = x - ((x >> one) & halves)
        x = (x & pairs) + ((x >> two) & pairs)
        x = (x + (x >> four)) & nibbles
        total += (x * ones) >> top
    return np.int64(total)


@compiled
def ordered(keys: Any) -> Any:
    """The order that sorts ranks (digit by digit, or by insertion where they are few)."""
    n = len(keys)
    order, spare = np.arange(n).astype(np.int32), np.empty(n, np.int32)
    if n <= FEW:
        for k in range(1, n):
            x, j = order[k], k
            while j > 0 and keys[order[j - 1]] > keys[x]:
                order[j] = order[j - 1]
                j -= 1
            order[j] = x
        return order
    greatest, least = 0, keys[0]
    for k in range(n):
        greatest, least = max(greatest, keys[k]), min(least, keys[k])
    digit = 8 if n < 4096 else 11
    count = np.empty(1 << digit, np.int64)
    shift = 0
    while (greatest - least) >> shift:
        count[:] = 0
        for k in range(n):
            count[((keys[k] - least) >> shift) & ((1 << digit) - 1)] += 1
        total = 0
        for k in range(len(count)):
            count[k], total = total, total + count[k]
        for j in range(n):
            k = order[j]
            at = ((keys[k] - least) >> shift) & ((1 << digit) - 1)
            spare[count[at]] = k
            count[at] += 1
        order, spare = spare, order
        shift += digit
    return order
