"""A negotiation made ready for search: whole-number tables, floors, and rules brought down to what still matters.

Utilities become whole numbers held in float64 (each party on its own scale), so that sums, ties and dominance are
exact wherever the model's numbers have a common denominator below 2**52; where they have none they are rounded to
2**-50 of the scale. Scaling a party changes no dominance relation and no floor.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.model.negotiation_terms import Clause

_FINE = 2.0**50
_LARGEST = 2**52
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
    scale = np.empty(parties)
    whole = True
    weights = np.empty_like(model.weights)
    values = np.empty_like(flat)
    for p in range(parties):
        w, v = denominator(model.weights[p]), denominator(flat[:, p])
        if w and v and w * v <= _LARGEST:
            scale[p] = w * v
            weights[p] = np.round(model.weights[p] * w)
            values[:, p] = np.round(flat[:, p] * v)
        else:
            whole = False
            scale[p] = _FINE
            weights[p] = model.weights[p]
            values[:, p] = flat[:, p] * _FINE
    ends = np.cumsum(model.counts)[:-1]
    tables = [np.round(weights[:, i] * part) + 0.0 for i, part in enumerate(np.split(values, ends))]
    return tables, scale, whole


def denominator(numbers: Floats) -> int | None:
    """The least common denominator that these numbers were written with, or None when they have no small one.

    Decimals first; else fractions with denominators up to 10**5 that fall within rounding error of the number.
    """
    for digits in range(10):
        scaled = numbers * 10.0**digits
        if np.all(np.abs(scaled - np.round(scaled)) <= 4e-16 * 10.0**digits):
            return int(10**digits)
    result = 1
    for x in set(map(float, numbers)):
        near = Fraction(x).limit_denominator(100_000)
        if abs(float(near) - x) > 2.3e-16:
            return None
        result = math.lcm(result, near.denominator)
        if result > _LARGEST:
            return None
    return result


def best_rest(tables: Sequence[Floats]) -> Floats:
    """The sum over issues of each party's best option, shape (parties,)."""
    return np.asarray(np.sum([t.max(axis=0) for t in tables], axis=0))
