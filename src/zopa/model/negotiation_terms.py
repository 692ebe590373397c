"""The pieces of a negotiation: amounts that may be uncertain, red lines, links, reservation values, parties.

Interval     a number, or the bounds that it lies between
Order        names from best to worst, ties allowed: all that is known where numbers are not
RedLine      what a party refuses: options of one issue, or of several together, with conditions that lift it
Link         what cannot go together, or must, whoever wants it
Reservation  the utility of no deal, which may change at dates
Party        one side: weights, values, red lines, reservation, power
Clause       the name of one constraint that a party could give up
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Options: TypeAlias = Mapping[str, tuple[str, ...]]
"""Issue -> the options meant; several issues mean all of them together."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number between `low` and `high`, both possible; exact when they are equal."""

    low: float
    high: float

    @classmethod
    def of(cls, value: float | Interval | Sequence[float]) -> Interval:
        """An interval from a number, a pair of numbers, or an interval."""
        if isinstance(value, Interval):
            return value
        if isinstance(value, Sequence):
            low, high = value
            return cls(float(low), float(high))
        return cls(float(value), float(value))

    @property
    def middle(self) -> float:
        return self.low if self.low == self.high else (self.low + self.high) / 2

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def sound(self) -> bool:
        """Both ends are finite and in order."""
        return math.isfinite(self.low) and math.isfinite(self.high) and self.low <= self.high


@dataclass(frozen=True, slots=True)
class Order:
    """Names from best to worst; names in one rank are equal: `barred > deferred = frozen > member`."""

    ranks: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str) -> Order:
        """An order from its words, with `>` for better than and `=` for as good as."""
        return cls(tuple(tuple(name.strip() for name in rank.split("=")) for rank in text.split(">")))

    def __str__(self) -> str:
        return " > ".join(" = ".join(rank) for rank in self.ranks)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for rank in self.ranks for name in rank)

    def values(self) -> dict[str, float]:
        """The mean value of every name when all values that fit the order, best 1 and worst 0, are as likely.

        These are the means of uniform order statistics: equally spaced. A single rank is worth 1 for all.
        """
        last = len(self.ranks) - 1
        return {name: 1 - i / last if last else 1.0 for i, rank in enumerate(self.ranks) for name in rank}

    def weights(self) -> dict[str, float]:
        """Rank-order-centroid weights (Barron and Barrett 1996), shared out equally within a rank.

        They are the mean of all weight vectors that sum to 1 and fit the order.
        """
        count = len(self.names)
        centroids = [sum(1 / k for k in range(i, count + 1)) / count for i in range(1, count + 1)]
        result: dict[str, float] = {}
        for rank in self.ranks:
            share = sum(centroids[len(result) : len(result) + len(rank)]) / len(rank)
            result.update(dict.fromkeys(rank, share))
        return result


@dataclass(frozen=True, slots=True)
class RedLine:
    """Outcomes that a party refuses: all named issues take one of the named options, and no condition lifts it.

    `unless` holds alternatives; the line is lifted where one of them holds in full. `firmness` (0..1) says how hard
    it stands, `price` what giving it up costs by the user's own measure.
    """

    options: Options
    unless: tuple[Options, ...] = ()
    firmness: float | None = None
    price: float | None = None

    def __str__(self) -> str:
        text = "no " + in_words(self.options)
        return text + "".join(f" unless {in_words(one)}" for one in self.unless)


@dataclass(frozen=True, slots=True)
class Link:
    """Options that cannot go together, or (`together`) that come all or none, whoever wants them."""

    options: Options
    together: bool = False
    unless: tuple[Options, ...] = ()

    def __str__(self) -> str:
        text = ("all or none of " if self.together else "never ") + in_words(self.options)
        return text + "".join(f" unless {in_words(one)}" for one in self.unless)


@dataclass(frozen=True, slots=True)
class Reservation:
    """The utility of no deal (0..1): `base`, replaced from each date in `changes` (in order of time) on."""

    base: Interval
    changes: tuple[tuple[date, Interval], ...] = ()

    @classmethod
    def of(cls, value: float | Interval | Sequence[float] | Reservation) -> Reservation:
        return value if isinstance(value, Reservation) else cls(Interval.of(value))

    def at(self, day: date) -> Interval:
        """The value that holds on `day`."""
        return next((amount for start, amount in reversed(self.changes) if start <= day), self.base)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the table.

    `weights` (salience) are normalised to sum to 1 when read; empty means equal over the issues in `values`.
    `values` give 0..1 for every option of an issue, or an order. Without a reservation the status quo's utility
    is the reservation value, and 0 where there is no status quo. `power` weighs parties against each other.
    """

    values: Mapping[str, Mapping[str, Interval] | Order]
    weights: Mapping[str, Interval] | Order = field(default_factory=dict)
    red_lines: tuple[RedLine, ...] = ()
    reservation: Reservation | None = None
    power: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Clause:
    """One constraint that a party could give up: its red line number `index`, or its reservation value."""

    party: str
    kind: Literal["red line", "reservation"]
    index: int = 0


def in_words(options: Options) -> str:
    """`donbas: swapped or frozen, with nato: member`."""
    return ", with ".join(f"{issue}: {' or '.join(names)}" for issue, names in options.items())
