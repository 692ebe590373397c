"""What the engine answers with: frozen data. An empty zone is an answer, and so is 'not settled within the budget'.

Every number says whether it is exact; where it is not, the proven bounds stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zopa.model.negotiation_terms import Clause, RedLine


class Status(StrEnum):
    """Whether some outcome keeps every rule and gives every party its reservation value."""

    NON_EMPTY = "non-empty"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Deal:
    """An outcome by name, with each party's utility (0..1)."""

    outcome: Mapping[str, str]
    utilities: Mapping[str, float]


@dataclass(frozen=True)
class Count:
    """A number of outcomes: `low` <= truth <= `high`, proven; equal when exact.

    `estimate` is the best guess and `error` its standard error, both from random draws where the count is not exact.
    """

    low: int
    high: int
    estimate: float
    error: float = 0.0
    method: str = "counting"

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @classmethod
    def of(cls, value: int, method: str = "counting") -> Count:
        return cls(value, value, float(value), 0.0, method)


@dataclass(frozen=True)
class Binding:
    """What one clause takes away: outcomes that would join the zone if it alone were given up."""

    clause: Clause
    text: str
    freed: int


@dataclass(frozen=True)
class Zone:
    """The zone of possible agreement (Raiffa 1982).

    `best` is the most each party can get inside it and `slack` how far its reservation value could rise before the
    zone closes; both empty when the zone is. `binding` lists the clauses that take most away, where it was counted.
    """

    status: Status
    count: Count
    best: Mapping[str, float]
    slack: Mapping[str, float]
    binding: tuple[Binding, ...] = ()


@dataclass(frozen=True)
class Front:
    """Outcomes that keep the rules and that no other such outcome dominates.

    `count` counts outcomes, `vectors` distinct utility vectors, `in_zone` the outcomes that also meet every
    reservation value. With `epsilon` above 0, every outcome has a listed one that is worse for no party by more.
    """

    count: int
    vectors: int
    in_zone: int
    deals: tuple[Deal, ...]
    epsilon: float = 0.0

    @property
    def exact(self) -> bool:
        return self.epsilon == 0


@dataclass(frozen=True)
class Solution:
    """What a bargaining rule picks inside the zone: `deals` are all its ties, up to a limit (`count` has them all)."""

    name: str
    value: float
    deals: tuple[Deal, ...]
    count: int
    exact: bool = True


@dataclass(frozen=True)
class Result:
    """The answer of `solve`."""

    model: str
    outcomes: int
    permitted: Count | None
    zone: Zone
    front: Front | None
    solutions: Mapping[str, Solution]
    methods: Mapping[str, str]
    exact: bool


@dataclass(frozen=True)
class Key:
    """A set of clauses whose giving up opens the zone, none of them to spare.

    `price` is in the units of `Unlocking.priced_by`; `deal` is the best deal that it opens and `loss` what each giving
    party gives away in it, against the best that it could have within its own terms.
    """

    clauses: tuple[Clause, ...]
    texts: tuple[str, ...]
    price: float
    deal: Deal | None
    loss: Mapping[str, float]


@dataclass(frozen=True)
class Certificate:
    """Clauses that cannot all hold at once; without any one of them the others can."""

    clauses: tuple[Clause, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    """One change by one party that would empty the zone."""

    party: str
    text: str
    red_line: RedLine | None = None
    reservation: float | None = None


@dataclass(frozen=True)
class Unlocking:
    """The answer of `unlock`: keys and certificates when the zone is empty, closing changes when it is not.

    `complete` says that every key is listed; otherwise every key not listed costs at least `bound`.
    `beyond` is True when the links leave nothing at all, so that no concession can help.
    """

    model: str
    status: Status
    priced_by: str
    keys: tuple[Key, ...]
    certificates: tuple[Certificate, ...]
    closing: tuple[Closing, ...]
    complete: bool
    bound: float | None
    method: str
    beyond: bool = False
