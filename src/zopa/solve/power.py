"""Voting power: how much each voter of a council decides, exactly.

`voting_power` counts the swings (the winning coalitions of a `VotingRule` that would lose without the voter) and gives
both classic indices:

- Shapley-Shubik: the chance of being the voter who turns a random order of voters into a majority
  (Shapley and Shubik 1954, American Political Science Review 48(3)).
- Banzhaf: the share of all swings (normalised), or the chance that a random coalition of the others leaves the voter
  decisive (absolute) (Penrose 1946; Banzhaf 1965, Rutgers Law Review 19).

The counts are integers. Three exact methods, chosen by size: a table over coalition size and weight filled by the
generating function (the usual councils), halves matched by sorting (one quota of any real weights beside quotas of
heads, up to some 34 voters), and listing all coalitions (anything up to 25 voters). Beyond them random orders are drawn
and the standard error is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import factorial, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zopa.errors import UsageError
from zopa.model.voting import VotingRule

Ints = NDArray[np.int64]
Method = Literal["table", "halves", "listing", "sampling"]

TABLE_CELLS = 4_000_000  # of the generating function's table; at this size it still fits in 32 MiB
HALVES_VOTERS = 34
LISTING_VOTERS = 25
SAMPLES = 200_000


@dataclass(frozen=True, slots=True)
class VotingPower:
    """Power of each voter, in the order of `voters`; shares between 0 and 1.

    `swings` are exact counts of winning coalitions that lose without the voter (None when sampled). `error` is the
    largest standard error of an index, 0 when exact. `winning` counts winning coalitions (None when sampled).
    """

    voters: tuple[str, ...]
    shapley_shubik: tuple[float, ...]
    banzhaf: tuple[float, ...]
    banzhaf_absolute: tuple[float, ...]
    swings: tuple[int, ...] | None
    winning: int | None
    vetoes: tuple[str, ...]
    dummies: tuple[str, ...]
    method: Method
    error: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether every figure is proven."""
        return self.method != "sampling"


def voting_power(
    rule: VotingRule, *, method: Method | None = None, samples: int = SAMPLES, seed: int = 0
) -> VotingPower:
    """Shapley-Shubik and Banzhaf indices of every voter of `rule`.

    `method` forces one way of counting; by default the fastest exact one is taken. Raises `UsageError` when the forced
    method cannot do this rule.
    """
    shape = _Shape.of(rule)
    chosen = method or shape.method()
    if chosen == "sampling":
        return _sampled(rule, shape, samples, seed)
    counters: dict[str, Callable[[_Shape], list[list[int]]]] = {
        "table": _by_table,
        "halves": _by_halves,
        "listing": _by_listing,
    }
    if chosen == "halves" and shape.columns > 1:
        raise UsageError("halves need one quota beside those of heads", mend="let the method be chosen")
    rows = counters[chosen](shape)
    return _from_counts(rule, rows, chosen)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A rule in whole numbers: one column per distinct kind of weight; quotas of equal weights became head counts."""

    voters: int
    weights: Ints  # voters x columns
    heads: tuple[int, ...]  # per alternative: least number of voters
    bounds: tuple[tuple[int, ...], ...]  # per alternative: least total in each column (0 where it does not ask)

    @property
    def columns(self) -> int:
        return int(self.weights.shape[1])

    @classmethod
    def of(cls, rule: VotingRule) -> _Shape:
        n = len(rule.voters)
        columns: dict[tuple[int, ...], int] = {}
        parsed: list[tuple[int, dict[int, int]]] = []
        for alternative in rule.alternatives:
            heads, bounds = 0, dict[int, int]()
            for quota in alternative:
                weights, least = quota.integers()
                divisor = reduce(_gcd, weights, 0)
                if divisor > 1:
                    weights, least = tuple(w // divisor for w in weights), -(-least // divisor)
                if divisor and len(set(weights)) == 1:
                    heads = max(heads, least)
                    continue
                column = columns.setdefault(weights, len(columns))
                bounds[column] = max(bounds.get(column, 0), least)
            parsed.append((heads, bounds))
        if any(sum(w) > np.iinfo(np.int64).max // 2 for w in columns):
            raise UsageError("voting weights with too many digits to count exactly", mend="round the weights")
        # a quota above the sum of all weights can never pass; capping it keeps the numbers small
        table = np.array(list(columns), dtype=np.int64).reshape(len(columns), n).T
        totals = [sum(w) for w in columns]
        full = tuple(tuple(min(b.get(c, 0), totals[c] + 1) for c in range(len(columns))) for _, b in parsed)
        return cls(n, np.ascontiguousarray(table), tuple(h for h, _ in parsed), full)

    def method(self) -> Method:
        cells = self.voters + 1
        for total in self.weights.sum(axis=0).tolist():
            cells *= total + 1
        if cells <= TABLE_CELLS and self.voters <= 62:
            return "table"
        if self.columns <= 1 and self.voters <= HALVES_VOTERS:
            return "halves"
        return "listing" if self.voters <= LISTING_VOTERS else "sampling"

    def wins(self, heads: Ints, totals: Sequence[Ints]) -> NDArray[np.bool_]:
        """Which of many coalitions win, from their head counts and totals per column (arrays that broadcast)."""
        result: NDArray[np.bool_] | None = None
        for least, bounds in zip(self.heads, self.bounds, strict=True):
            passed = heads >= least
            for total, bound in zip(totals, bounds, strict=True):
                if bound > 0:
                    passed = passed & (total >= bound)
            result = passed if result is None else result | passed
        assert result is not None
        return result


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def _by_table(shape: _Shape) -> list[list[int]]:
    """Winning coalitions by size that hold each voter; last row: all winning coalitions by size.

    The table counts coalitions by (size, totals); a voter is taken out again by dividing the generating function.
    """
    n = shape.voters
    totals = shape.weights.sum(axis=0)
    dims = (n + 1, *(int(t) + 1 for t in totals))
    table = np.zeros(dims, dtype=np.int64)
    table[(0,) * len(dims)] = 1
    for voter in range(n):
        # sizes run downwards so that each voter is counted at most once
        steps = tuple(int(w) for w in shape.weights[voter])
        source = (slice(0, n), *(slice(0, d - w) for d, w in zip(dims[1:], steps, strict=True)))
        target = (slice(1, n + 1), *(slice(w, d) for d, w in zip(dims[1:], steps, strict=True)))
        table[target] += table[source].copy()
    grids = np.ogrid[tuple(slice(0, d) for d in dims)]
    win = np.broadcast_to(shape.wins(grids[0], grids[1:]), dims)
    axes = tuple(range(1, len(dims)))
    rows: dict[tuple[int, ...], list[int]] = {}
    result: list[list[int]] = []
    for voter in range(n):
        steps = tuple(int(w) for w in shape.weights[voter])
        if steps not in rows:
            source = tuple(slice(0, d - w) for d, w in zip(dims[1:], steps, strict=True))
            target = tuple(slice(w, d) for d, w in zip(dims[1:], steps, strict=True))
            without = np.array(table[0])
            counts = [0]
            for size in range(1, n + 1):
                counts.append(int((without[source] * win[size][target]).sum()))
                rest = np.array(table[size])
                rest[target] -= without[source]
                without = rest
            rows[steps] = counts
        result.append(rows[steps])
    result.append([int(c) for c in (table * win).sum(axis=axes)] if axes else [int(c) for c in table * win])
    return result


def _subset_sums(weights: Ints) -> Ints:
    sums = np.zeros(1, dtype=np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums


def _by_halves(shape: _Shape) -> list[list[int]]:
    """As `_by_table`, for one column of any integers: each half's coalitions against the other half, sorted."""
    n = shape.voters
    weights = shape.weights[:, 0] if shape.columns else np.zeros(n, dtype=np.int64)
    unreachable = int(weights.sum()) + 1
    # at each size the cheapest alternative that this size allows sets the quota
    least = np.full(n + 1, unreachable, dtype=np.int64)
    for heads, bounds in zip(shape.heads, shape.bounds, strict=True):
        bound = bounds[0] if bounds else 0
        for size in range(max(0, heads), n + 1):
            least[size] = min(int(least[size]), bound)
    middle = n // 2
    result: list[list[int]] = []
    parts = ((weights[:middle], weights[middle:]), (weights[middle:], weights[:middle]))
    everything: list[int] = []
    for own, other in parts:
        own_sums, own_sizes = _subset_sums(own), _subset_sums(np.ones(len(own), dtype=np.int64))
        other_sums, other_sizes = _subset_sums(other), _subset_sums(np.ones(len(other), dtype=np.int64))
        by_size = [np.sort(other_sums[other_sizes == size]) for size in range(len(other) + 1)]
        # counts[a, size]: coalitions of that total size which consist of own subset a and a winning complement
        counts = np.zeros((len(own_sums), n + 1), dtype=np.int64)
        at = np.arange(len(own_sums))
        for size, sums in enumerate(by_size):
            total_sizes = own_sizes + size
            needed = least[total_sizes] - own_sums
            counts[at, total_sizes] += len(sums) - np.searchsorted(sums, needed, side="left")
        for voter in range(len(own)):
            holds = (at >> voter) & 1 == 1
            result.append([int(c) for c in counts[holds].sum(axis=0)])
        everything = [int(c) for c in counts.sum(axis=0)]
    result.append(everything)
    return result


def _by_listing(shape: _Shape) -> list[list[int]]:
    """As `_by_table`, over all 2^n coalitions, a block of the last voters at a time."""
    n = shape.voters
    if n > 30:
        raise UsageError(f"{n} voters are too many to list all coalitions", mend="let the method be chosen")
    low = min(n, 20)
    ones = np.ones(n, dtype=np.int64)
    sizes = _subset_sums(ones[:low])
    sums = [_subset_sums(shape.weights[:low, c]) for c in range(shape.columns)]
    at = np.arange(1 << low)
    rows = np.zeros((n + 1, n + 1), dtype=np.int64)
    for high in range(1 << (n - low)):
        members = [low + k for k in range(n - low) if (high >> k) & 1]
        more = [int(shape.weights[members, c].sum()) for c in range(shape.columns)]
        win = shape.wins(sizes + len(members), [s + m for s, m in zip(sums, more, strict=True)])
        winners = at[win]
        winner_sizes = sizes[win] + len(members)
        histogram = np.bincount(winner_sizes, minlength=n + 1)
        rows[n] += histogram
        for voter in members:
            rows[voter] += histogram
        for voter in range(low):
            rows[voter] += np.bincount(winner_sizes[(winners >> voter) & 1 == 1], minlength=n + 1)
    return [[int(c) for c in row] for row in rows]


def _from_counts(rule: VotingRule, rows: list[list[int]], method: Method) -> VotingPower:
    n = len(rule.voters)
    holding, everything = rows[:n], rows[n]
    winning = sum(everything)
    swings: list[int] = []
    shapley: list[float] = []
    orders = factorial(n)
    ways = [factorial(size) * factorial(n - size - 1) for size in range(n)]
    for counts in holding:
        # S wins with the voter, minus S wins without: the coalitions of that size which the voter turns
        turned = [counts[size + 1] - (everything[size] - counts[size]) for size in range(n)]
        swings.append(sum(turned))
        shapley.append(float(Fraction(sum(t * w for t, w in zip(turned, ways, strict=True)), orders)))
    total = sum(swings)
    return VotingPower(
        voters=rule.voters,
        shapley_shubik=tuple(shapley),
        banzhaf=tuple(s / total if total else 0.0 for s in swings),
        banzhaf_absolute=tuple(float(Fraction(s, 1 << (n - 1))) for s in swings),
        swings=tuple(swings),
        winning=winning,
        vetoes=tuple(v for v, c in zip(rule.voters, holding, strict=True) if winning and sum(c) == winning),
        dummies=tuple(v for v, s in zip(rule.voters, swings, strict=True) if s == 0),
        method=method,
    )


def _sampled(rule: VotingRule, shape: _Shape, samples: int, seed: int) -> VotingPower:
    """Random orders for Shapley-Shubik, random coalitions for Banzhaf."""
    n = shape.voters
    rng = np.random.default_rng(seed)
    pivots = np.zeros(n, dtype=np.int64)
    swings = np.zeros(n, dtype=np.int64)
    done = 0
    block = max(1, min(samples, 2_000_000 // n))
    heads = np.arange(1, n + 1, dtype=np.int64)[None, :]
    while done < samples:
        k = min(block, samples - done)
        orders = rng.permuted(np.broadcast_to(np.arange(n), (k, n)), axis=1)
        sums = [np.cumsum(shape.weights[orders, c], axis=1) for c in range(shape.columns)]
        win = np.broadcast_to(shape.wins(heads, sums), (k, n))
        some = win[:, -1]
        pivots += np.bincount(orders[some, np.argmax(win[some], axis=1)], minlength=n)
        inside = rng.random((k, n)) < 0.5
        counts = inside.sum(axis=1, dtype=np.int64)
        totals = [inside @ shape.weights[:, c] for c in range(shape.columns)]
        for at in range(n):
            present = inside[:, at].astype(np.int64)
            base = [t - present * shape.weights[at, c] for c, t in enumerate(totals)]
            joined = [b + shape.weights[at, c] for c, b in enumerate(base)]
            swings[at] += int((shape.wins(counts - present + 1, joined) & ~shape.wins(counts - present, base)).sum())
        done += k
    shares, total = pivots / samples, int(swings.sum())
    everyone = [int(t) for t in shape.weights.sum(axis=0)]
    whole = np.array([n], dtype=np.int64)
    vetoes: list[str] = []
    if bool(shape.wins(whole, [np.array([t]) for t in everyone])[0]):
        for i, voter in enumerate(rule.voters):
            left = [np.array([t - int(shape.weights[i, c])]) for c, t in enumerate(everyone)]
            if not bool(shape.wins(whole - 1, left)[0]):
                vetoes.append(voter)
    absolute = swings / samples
    return VotingPower(
        voters=rule.voters,
        shapley_shubik=tuple(float(s) for s in shares),
        banzhaf=tuple(float(s) / total if total else 0.0 for s in swings),
        banzhaf_absolute=tuple(float(a) for a in absolute),
        swings=None,
        winning=None,
        vetoes=tuple(vetoes),
        dummies=(),
        method="sampling",
        error=float(max(sqrt(s * (1 - s) / samples) for s in (*shares, *absolute))),
    )
