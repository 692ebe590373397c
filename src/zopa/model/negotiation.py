"""`Negotiation`: what the engine solves. Frozen; one variation is made from another without checking it all again.

Names are strings everywhere in the type; the numeric views (`tables`, `reservations`, `nogoods`, ...) number issues,
options and parties in the order in which they stand in the model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from zopa.model.negotiation_checks import check_negotiation, check_red_line, check_reservation
from zopa.model.negotiation_rules import Nogood, Numbering, link_nogoods, red_line_nogoods
from zopa.model.negotiation_terms import Clause, Interval, Link, Order, Party, RedLine, Reservation

Floats: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Negotiation:
    """Parties, issues with their options, and the rules that deals must keep.

    Raises `ModelError` (naming the place and the mend) when the parts do not fit together.
    """

    issues: Mapping[str, tuple[str, ...]]
    parties: Mapping[str, Party]
    links: tuple[Link, ...] = ()
    status_quo: Mapping[str, str] = field(default_factory=dict)
    name: str = "negotiation"
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_negotiation(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Negotiation) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.issues), tuple(self.parties)))

    @classmethod
    def read(cls, path: Path | str) -> Negotiation:
        """The model file at `path`. Raises `FileError`, `SchemaError` or `ModelError` with the line."""
        from zopa.model.modelfile import read_model

        return read_model(path)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Negotiation:
        """A negotiation from plain data shaped like a model file (`zopa` and `model` may be left out)."""
        from zopa.model.modelfile import model_from_data

        return model_from_data(data)

    # ---- names and numbers -------------------------------------------------------------------------------------

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(options) for options in self.issues.values())

    @property
    def size(self) -> int:
        """How many outcomes there are, broken rules or not."""
        return math.prod(self.counts)

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering(self.issues)

    def indices(self, outcome: Mapping[str, str]) -> tuple[int, ...]:
        """Option numbers of an outcome, one per issue. KeyError for an unknown or missing name."""
        return tuple(self.numbering.option[i][outcome[issue]] for i, issue in enumerate(self.issues))

    def outcome(self, indices: Iterable[int]) -> dict[str, str]:
        """The option of every issue, by name."""
        return {issue: options[int(o)] for (issue, options), o in zip(self.issues.items(), indices, strict=True)}

    # ---- numbers -----------------------------------------------------------------------------------------------

    @cached_property
    def weights(self) -> Floats:
        """Normalised weights, shape (parties, issues); intervals count by their middle, orders by their centroid."""
        return np.array([middle_weights(party, tuple(self.issues)) for party in self.parties.values()])

    @cached_property
    def values(self) -> tuple[Floats, ...]:
        """Per issue the values 0..1, shape (options, parties); middles, and means of orders. 0 where none is given."""
        tables = []
        for issue, options in self.issues.items():
            columns = [middle_values(party, issue, options) for party in self.parties.values()]
            tables.append(np.array(columns).T.reshape(len(options), len(self.parties)))
        return tuple(tables)

    @cached_property
    def tables(self) -> tuple[Floats, ...]:
        """Per issue what each option adds to each party's utility, shape (options, parties)."""
        return tuple(self.weights[:, i] * values for i, values in enumerate(self.values))

    @cached_property
    def reservations(self) -> Floats:
        """Reservation values, shape (parties,): given, else the status quo's utility, else 0."""
        result = np.zeros(len(self.parties))
        for p, party in enumerate(self.parties.values()):
            if party.reservation is not None:
                result[p] = party.reservation.base.middle
            elif self.status_quo:
                result[p] = self.utilities(np.array([self.indices(self.status_quo)]))[0, p]
        return result

    @cached_property
    def powers(self) -> Floats:
        return np.array([party.power for party in self.parties.values()])

    def utilities(self, outcomes: Indices) -> Floats:
        """Utilities of outcomes (option numbers, shape (n, issues)), shape (n, parties)."""
        total = np.zeros((len(outcomes), len(self.parties)))
        for i, table in enumerate(self.tables):
            total += table[outcomes[:, i]]
        return total

    def utility(self, outcome: Mapping[str, str]) -> dict[str, float]:
        """Each party's utility of one outcome, by name."""
        row = self.utilities(np.array([self.indices(outcome)]))[0]
        return dict(zip(self.parties, map(float, row), strict=True))

    # ---- rules -------------------------------------------------------------------------------------------------

    @cached_property
    def nogoods(self) -> tuple[Nogood, ...]:
        """What every red line and link forbids; those of red lines name their clause."""
        found: list[Nogood] = []
        for name, party in self.parties.items():
            for k, line in enumerate(party.red_lines):
                found += red_line_nogoods(line, self.numbering, Clause(name, "red line", k))
        for link in self.links:
            found += link_nogoods(link, self.numbering)
        return tuple(found)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Everything a party could give up: red lines, and reservation values above 0."""
        found = [Clause(n, "red line", k) for n, party in self.parties.items() for k in range(len(party.red_lines))]
        above = zip(self.parties, self.reservations, strict=True)
        return (*found, *(Clause(name, "reservation") for name, value in above if value > 0))

    def describe(self, clause: Clause) -> str:
        """A clause in words: `Russia: no nato_membership: member`."""
        if clause.kind == "red line":
            return f"{clause.party}: {self.parties[clause.party].red_lines[clause.index]}"
        value = self.reservations[list(self.parties).index(clause.party)]
        return f"{clause.party}: at least {value:.4g}"

    def permitted(self, outcomes: Indices) -> npt.NDArray[np.bool_]:
        """Which outcomes (shape (n, issues)) break no red line and no link."""
        good = np.ones(len(outcomes), dtype=bool)
        for nogood in self.nogoods:
            broken = np.ones(len(outcomes), dtype=bool)
            for issue, options in nogood.parts:
                broken &= np.isin(outcomes[:, issue], list(options))
            good &= ~broken
        return good

    # ---- variations --------------------------------------------------------------------------------------------

    def with_reservation(self, party: str, value: float | Sequence[float] | Interval | Reservation) -> Negotiation:
        """The same with another reservation value for `party`."""
        reservation = Reservation.of(value)
        check_reservation(reservation, party)
        return self._with_party(party, reservation=reservation)

    def with_red_line(self, party: str, line: RedLine) -> Negotiation:
        """The same with one more red line of `party`."""
        check_red_line(line, self.issues, ("parties", party, "red_lines", len(self.parties[party].red_lines)))
        return self._with_party(party, red_lines=(*self.parties[party].red_lines, line))

    def without(self, clauses: Iterable[Clause]) -> Negotiation:
        """The same with these clauses given up: red lines removed, reservation values 0."""
        result, given = self, set(clauses)
        for name, party in self.parties.items():
            changes: dict[str, Any] = {}
            kept = tuple(x for k, x in enumerate(party.red_lines) if Clause(name, "red line", k) not in given)
            if len(kept) < len(party.red_lines):
                changes["red_lines"] = kept
            if Clause(name, "reservation") in given:
                changes["reservation"] = Reservation(Interval(0.0, 0.0))
            if changes:
                result = result._with_party(name, **changes)
        return result

    def without_red_line(self, party: str, index: int) -> Negotiation:
        return self.without([Clause(party, "red line", index)])

    def at(self, day: date) -> Negotiation:
        """The same with the reservation values that hold on `day`."""
        result = self
        for name, party in self.parties.items():
            if party.reservation and party.reservation.changes:
                result = result._with_party(name, reservation=Reservation(party.reservation.at(day)))
        return result

    def dates(self) -> tuple[date, ...]:
        """Dates at which some reservation value changes, in order."""
        found = {d for p in self.parties.values() if p.reservation for d, _ in p.reservation.changes}
        return tuple(sorted(found))

    def _with_party(self, name: str, **changes: Any) -> Negotiation:
        old = self.parties[name]
        parts = {f: getattr(old, f) for f in Party.__dataclass_fields__} | changes
        result = self._varied(parties={**self.parties, name: Party(**parts)})
        # weights, values and tables hold for every variation that leaves preferences alone
        for view in ("counts", "numbering", "weights", "values", "tables", "whole_tables"):
            if view in self.__dict__:
                result.__dict__[view] = self.__dict__[view]
        return result

    def _varied(self, **changes: Any) -> Negotiation:
        """A copy with some fields replaced and no check: every caller changes only what it has checked."""
        result = object.__new__(Negotiation)
        for f in self.__dataclass_fields__:
            object.__setattr__(result, f, changes.get(f, getattr(self, f)))
        return result

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, f) for f in self.__dataclass_fields__)


def middle_weights(party: Party, issues: Sequence[str]) -> list[float]:
    """One party's normalised weights, in the order of `issues`."""
    if isinstance(party.weights, Order):
        given = party.weights.weights()
    elif party.weights:
        given = {issue: amount.middle for issue, amount in party.weights.items()}
    else:
        given = dict.fromkeys(party.values, 1.0)
    total = math.fsum(given.values())
    return [given.get(issue, 0.0) / total for issue in issues]


def middle_values(party: Party, issue: str, options: Sequence[str]) -> list[float]:
    """One party's values of the options of an issue; 0 for an issue on which it has none."""
    values = party.values.get(issue)
    if values is None:
        return [0.0] * len(options)
    known = values.values() if isinstance(values, Order) else {o: amount.middle for o, amount in values.items()}
    return [known[option] for option in options]
