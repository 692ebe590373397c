"""A negotiation made ready for search: whole-number tables, floors, and rules brought down to what still matters.

Utilities become whole numbers held in float64 (each party on its own scale), so that sums, ties and dominance are
exact wherever the model's numbers have a common denominator below 2**52; where they have none they are rounded to
2**-50 of the scale. Scaling a party changes no dominance relation and no floor.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.model.negotiation_terms import Clause

_FINE = 2.0**50
_LARGEST = 2**52
_FRACTION = 100_000
_CLOSE = 1.2e-15  # a fraction written with fifteen digits, or computed
_SLIP = 1e-12  # relative: what double precision can lose in a reservation value that was meant to be met exactly


@dataclass(frozen=True, eq=False)
class Rule:
    """A nogood over the options that are left: broken where every issue's option is in its (boolean) mask."""

    issues: tuple[int, ...]
    masks: tuple[np.ndarray, ...]

    def mask(self, issue: int) -> np.ndarray:
        return self.masks[self.issues.index(issue)]


@dataclass(frozen=True, eq=False)
class Space:
    """Issues with the options left after all single-issue rules, and the rules that couple issues.

    options: per issue the original option numbers; tables: per issue (options, parties) whole numbers;
    floors: (parties,) least acceptable sums; scale: (parties,) whole numbers per unit of utility.
    `open` is False when no outcome at all keeps the rules on single issues.
    """

    options: tuple[Indices, ...]
    tables: tuple[Floats, ...]
    floors: Floats
    scale: Floats
    rules: tuple[Rule, ...]
    open: bool
    whole: bool

    @property
    def size(self) -> int:
        return math.prod(len(o) for o in self.options) if self.open else 0

    @property
    def parties(self) -> int:
        return len(self.floors)

    def components(self) -> list[list[int]]:
        """Issues grouped by the rules that couple them, each group in the order that keeps fewest rules open."""
        neighbours: dict[int, set[int]] = {i: {i} for i in range(len(self.options))}
        for rule in self.rules:
            for i in rule.issues:
                neighbours[i].update(rule.issues)
        seen: set[int] = set()
        found = []
        for start in neighbours:
            if start in seen:
                continue
            group, queue = {start}, [start]
            while queue:
                for j in neighbours[queue.pop()] - group:
                    group.add(j)
                    queue.append(j)
            seen |= group
            found.append(self._ordered(sorted(group)))
        return found

    def _ordered(self, group: list[int]) -> list[int]:
        """Greedy: next comes the issue that opens fewest rules and closes most."""
        if len(group) < 3:
            return group
        rules = [set(r.issues) for r in self.rules if r.issues[0] in group]
        done: list[int] = []
        rest = set(group)
        while rest:

            def cost(i: int) -> tuple[int, int]:
                after = {*done, i}
                return sum(1 for r in rules if r & after and not r <= after), i

            best = min(rest, key=cost)
            done.append(best)
            rest.discard(best)
        return done

    def utilities(self, rows: Floats) -> Floats:
        """Whole-number rows back as utilities in 0..1."""
        return rows / self.scale

    def of_parties(self, which: Indices) -> Space:
        """The same in the eyes of some parties only (by number); the others' wishes no longer count."""
        tables = tuple(np.ascontiguousarray(t[:, which]) for t in self.tables)
        return replace(self, tables=tables, floors=self.floors[which], scale=self.scale[which])


def prepare(model: Negotiation, *, without: frozenset[Clause] = frozenset()) -> Space:
    """The space of a negotiation, with the clauses in `without` given up."""
    tables, scale, whole = whole_tables(model)
    floors = floors_of(model.reservations, scale)
    for p, name in enumerate(model.parties):
        if Clause(name, "reservation") in without:
            floors[p] = 0.0
    options = [np.arange(c) for c in model.counts]
    nogoods = [dict(n.parts) for n in model.nogoods if n.clause not in without]
    left, kept, is_open = _narrow([set(range(c)) for c in model.counts], nogoods)
    options = [np.array(sorted(s), dtype=np.int64) for s in left]
    rules = []
    for nogood in kept:
        issues = tuple(sorted(nogood))
        rules.append(Rule(issues, tuple(np.isin(options[i], list(nogood[i])) for i in issues)))
    tables = [np.ascontiguousarray(t[o]) for t, o in zip(tables, options, strict=True)]
    return Space(tuple(options), tuple(tables), floors, scale, tuple(rules), is_open, whole)


def floors_of(reservations: Floats, scale: Floats) -> Floats:
    """The least whole numbers that meet reservation values, shape (parties,)."""
    return np.asarray(np.ceil(reservations * scale - _SLIP * scale))


def _narrow(
    left: list[set[int]], nogoods: Iterable[dict[int, frozenset[int]]]
) -> tuple[list[set[int]], list[dict[int, frozenset[int]]], bool]:
    """Unit propagation: rules on one issue take its options away, until only rules that couple issues are left."""
    open_ = list(nogoods)
    while True:
        kept: dict[tuple[tuple[int, frozenset[int]], ...], dict[int, frozenset[int]]] = {}
        again = False
        for nogood in open_:
            parts = {i: s & left[i] for i, s in nogood.items()}
            if not all(parts.values()):
                continue
            parts = {i: frozenset(s) for i, s in parts.items() if s != left[i]}
            if not parts:
                return left, [], False
            if len(parts) == 1:
                [(i, s)] = parts.items()
                left[i] = left[i] - s
                again = True
            else:
                kept[tuple(sorted(parts.items(), key=lambda p: p[0]))] = parts
        open_ = list(kept.values())
        if not again:
            return left, open_, all(left)


def whole_tables(model: Negotiation) -> tuple[list[Floats], Floats, bool]:
    """Tables of whole numbers (options, parties) per issue, the numbers per unit of utility, and whether exact.

    Kept beside the model's own views, as they hold for every variation that leaves preferences alone.
    """
    known: tuple[list[Floats], Floats, bool] | None = model.__dict__.get("whole_tables")
    if known is None:
        known = model.__dict__["whole_tables"] = _whole_tables(model)
    return known


def _whole_tables(model: Negotiation) -> tuple[list[Floats], Floats, bool]:
    parties = len(model.parties)
    flat = np.concatenate(model.values) if model.values else np.zeros((0, parties))
    w = denominators(model.weights.T)
    v = denominators(flat)
    exact = [bool(a and b and a * b <= _LARGEST) for a, b in zip(w, v, strict=True)]
    by = np.array([float(a or 1) if e else 1.0 for a, e in zip(w, exact, strict=True)])
    of = np.array([float(b or 1) if e else _FINE for b, e in zip(v, exact, strict=True)])
    weights, values = model.weights * by[:, None], flat * of
    if any(exact):
        weights[exact] = np.round(weights[exact])
        values[:, exact] = np.round(values[:, exact])
    ends = np.cumsum(model.counts)[:-1]
    tables = [np.round(weights[:, i] * part) + 0.0 for i, part in enumerate(np.split(values, ends))]
    return tables, by * of, all(exact)


def breaches(model: Negotiation, floors: Floats, outcomes: Indices) -> tuple[np.ndarray, Floats]:
    """Which clauses each outcome (n, issues) breaks, shape (n, clauses + 1), links in the last column; and its sums.

    Sums are whole numbers as in `whole_tables`, shape (n, parties); `floors` are those of `floors_of`.
    """
    number = {clause: k for k, clause in enumerate(model.clauses)}
    broken = np.zeros((len(outcomes), len(number) + 1), bool)
    for nogood in model.nogoods:
        hit = np.ones(len(outcomes), bool)
        for issue, options in nogood.parts:
            inside = np.zeros(model.counts[issue], bool)
            inside[list(options)] = True
            hit &= inside[outcomes[:, issue]]
        broken[:, -1 if nogood.clause is None else number[nogood.clause]] |= hit
    sums = sums_of(whole_tables(model)[0], outcomes)
    for p, name in enumerate(model.parties):
        k = number.get(Clause(name, "reservation"))
        if k is not None:
            broken[:, k] = sums[:, p] < floors[p]
    return broken, sums


def sums_of(tables: Sequence[Floats], outcomes: Indices) -> Floats:
    """What each outcome (n, issues) gives every party, shape (n, parties)."""
    total = np.zeros((len(outcomes), tables[0].shape[1]))
    for i, table in enumerate(tables):
        total += table[outcomes[:, i]]
    return total


def denominators(numbers: Floats) -> list[int | None]:
    """Per column (n, columns) the least common denominator that its numbers, 0 to 1, were written with; None for none.

    Decimals first; else fractions with denominators up to 10**5 that fall within rounding error of the number.
    """
    result: list[int | None] = [None] * numbers.shape[1]
    left = np.arange(numbers.shape[1])
    if len(numbers) > 2 * _FEW:  # what a few of its numbers have not, the column has not
        left = left[[known is not None for known in denominators(numbers[:_FEW])]]
        if not len(left):
            return result
    for digits in range(10):
        scaled = numbers[:, left] * 10.0**digits
        fits = (np.abs(scaled - np.round(scaled)) <= 4e-16 * 10.0**digits).all(axis=0)
        if fits.any():
            for k in left[fits]:
                result[k] = int(10**digits)
            left = left[~fits]
        if not len(left):
            return result
    found = _fractions(numbers[:, left])
    for k, column in zip(left, found.T, strict=True):
        result[k] = math.lcm(*map(int, np.unique(column))) if column.all() else None
        if (result[k] or 0) > _LARGEST:
            result[k] = None
    return result


def _fractions(numbers: Floats) -> Indices:
    """The denominator (up to 10**5) of the fraction that each number is, but for rounding; 0 where it is none.

    A fraction so close is a convergent of the number's continued fraction (Hardy and Wright, theorem 184).
    """
    found = np.zeros(numbers.shape, np.int64)
    above, below = np.floor(numbers), np.ones(numbers.shape)
    above_last, below_last = np.ones(numbers.shape), np.zeros(numbers.shape)
    rest = numbers - above
    while True:
        hit = (found == 0) & (below <= _FRACTION) & (np.abs(above / below - numbers) <= _CLOSE)
        found[hit] = below[hit]
        going = (found == 0) & (below <= _FRACTION) & (rest > 0)
        if not going.any():
            return found
        turned = 1 / np.where(going, rest, 1.0)
        whole = np.floor(turned)
        rest = turned - whole
        above, above_last = whole * above + above_last, above
        below, below_last = whole * below + below_last, below


_FEW = 8  # numbers of a column that are looked at first
