"""Draws of what a model leaves open: intervals as uniform, orders as uniform over everything that fits them.

Every unknown takes some columns of a unit cube, so that the same mapping serves plain random draws and the designed
samples of a sensitivity analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats, Negotiation
from zopa.model.negotiation_terms import Interval, Order, Reservation


@dataclass(frozen=True)
class Source:
    """One unknown: its name for people, and the columns of the unit cube that it takes."""

    name: str
    first: int
    last: int


class Sampler:
    """Maps unit-cube points (n, width) to option tables and reservation values."""

    def __init__(self, model: Negotiation) -> None:
        self.model = model
        self.sources: list[Source] = []
        self.width = 0
        self._weights = [
            self._scale(p.weights or dict.fromkeys(p.values, Interval(1.0, 1.0)), f"{name}: weight of", "weights")
            for name, p in model.parties.items()
        ]
        self._values = [
            {i: self._scale(v, f"{name}: {i},", f"order of {i}") for i, v in party.values.items()}
            for name, party in model.parties.items()
        ]
        self._reservations = [
            self._amount(p.reservation.base, f"{name}: reservation value") if p.reservation else None
            for name, p in model.parties.items()
        ]

    def _amount(self, amount: Interval, name: str) -> tuple[Interval, int | None]:
        if amount.exact:
            return amount, None
        self.sources.append(Source(name, self.width, self.width + 1))
        self.width += 1
        return amount, self.width - 1

    def _scale(
        self, scale: Mapping[str, Interval] | Order, name: str, whole: str
    ) -> tuple[Order, int] | dict[str, tuple[Interval, int | None]]:
        if not isinstance(scale, Order):
            return {key: self._amount(amount, f"{name} {key}") for key, amount in scale.items()}
        count = len(scale.names) if whole == "weights" else max(0, len(scale.ranks) - 2)
        first = self.width
        if count:
            self.sources.append(Source(f"{name.split(':')[0]}: {whole}", first, first + count))
            self.width += count
        return scale, first

    def tables(self, cube: Floats) -> tuple[list[Floats], Floats]:
        """Per issue what each option adds, shape (n, options, parties); reservation values, shape (n, parties)."""
        n, issues = len(cube), self.model.issues
        tables = [np.zeros((n, len(options), len(self.model.parties))) for options in issues.values()]
        for p in range(len(self.model.parties)):
            weights = self._weight_draws(self._weights[p], cube)
            for i, (issue, options) in enumerate(issues.items()):
                known = self._values[p].get(issue)
                if known is not None and issue in weights:
                    tables[i][:, :, p] = weights[issue][:, None] * self._value_draws(known, options, cube)
        reservations = np.zeros((n, len(self.model.parties)))
        for p, amount in enumerate(self._reservations):
            if amount is not None:
                reservations[:, p] = _uniform(amount, cube)
            elif self.model.status_quo:
                for i, o in enumerate(self.model.indices(self.model.status_quo)):
                    reservations[:, p] += tables[i][:, o, p]
        return tables, reservations

    def _weight_draws(self, weights: object, cube: Floats) -> dict[str, Floats]:
        if isinstance(weights, dict):
            drawn = {issue: _uniform(amount, cube) for issue, amount in weights.items()}
        else:
            assert isinstance(weights, tuple)
            order, first = weights
            # exponential spacings are uniform on the simplex; sorting them keeps that on the part that fits the order
            spaced = np.sort(-np.log1p(-cube[:, first : first + len(order.names)] * (1 - 1e-12)), axis=1)[:, ::-1]
            drawn, at = {}, 0
            for rank in order.ranks:
                share = spaced[:, at : at + len(rank)].mean(axis=1)
                drawn.update(dict.fromkeys(rank, share))
                at += len(rank)
        total = np.sum(list(drawn.values()), axis=0)
        total = np.where(total > 0, total, 1.0)
        return {issue: amount / total for issue, amount in drawn.items()}

    def _value_draws(self, values: object, options: Sequence[str], cube: Floats) -> Floats:
        if isinstance(values, dict):
            return np.stack([_uniform(values[o], cube) for o in options], axis=1)
        assert isinstance(values, tuple)
        order, first = values
        inner = max(0, len(order.ranks) - 2)
        middle = np.sort(cube[:, first : first + inner], axis=1)[:, ::-1]
        levels = [np.ones(len(cube)), *middle.T, np.zeros(len(cube))]
        known = {o: levels[k] for k, rank in enumerate(order.ranks) for o in rank}
        return np.stack([known[o] for o in options], axis=1)


def _uniform(amount: tuple[Interval, int | None], cube: Floats) -> Floats:
    interval, column = amount
    if column is None:
        return np.full(len(cube), interval.low)
    return np.asarray(interval.low + (interval.high - interval.low) * cube[:, column])


def uncertain(model: Negotiation) -> bool:
    """Whether anything in the model is a range or an order that leaves room."""
    return Sampler(model).width > 0


def drawn_model(model: Negotiation, tables: Sequence[Floats], reservations: Floats) -> Negotiation:
    """The model with the numbers of one draw: tables (options, parties) per issue, reservation values (parties,).

    Only the numeric views are replaced; the terms keep their ranges.
    """
    result = model
    for name, value in zip(model.parties, reservations, strict=True):
        result = result.with_reservation(name, Reservation(Interval(float(value), float(value))))
    for view in ("whole_tables", "values", "weights"):
        result.__dict__.pop(view, None)
    result.__dict__["tables"] = tuple(tables)
    result.__dict__["weights"] = np.ones((len(model.parties), len(model.issues)))
    result.__dict__["values"] = tuple(tables)
    return result
