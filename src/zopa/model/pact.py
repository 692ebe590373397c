"""A pact: who would guarantee a protected party, at which tier, against which threats.

    Threat       what the pact should deter: how likely, how bad, and which response makes it not worth while
    Tier         a level of obligation: what share of a member's capability it brings, at which cost, how credibly
    State        one that may join: capability, stake in the protected party's safety, willingness, cost, reliability
    Link         a state that takes a tier only if others take theirs
    Lead         a state whose own part makes the others more willing
    Institution  a bloc that decides as one, by its rule
    Design       one way to build the pact, to be compared with others
    Coupling     how the pact enters a negotiation as options of one of its issues

Payoffs share one scale: 1 is what the fall of the protected party would cost the state that it would hurt most.
A response is counted in the units of `capability`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from zopa.model.negotiation_terms import Interval
from zopa.model.pact_positions import Source
from zopa.model.voting import VotingRule, as_written

NONE = "none"  # the level of a state that stays out


def middle(amount: Interval) -> Fraction:
    """The middle of a range, exactly, its ends taken as they were written: that of [0.1, 0.2] is 0.15."""
    return (as_written(amount.low) + as_written(amount.high)) / 2


@dataclass(frozen=True, slots=True)
class Threat:
    """An attack: `likelihood` if nothing deters it and `severity`, both 0..1; `deterred_by` is the response from which
    it does not pay."""

    likelihood: Interval
    severity: Interval
    deterred_by: Interval


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of obligation. `strength` is the share of a member's capability that it brings (0..1), `cost` what it
    costs a member by default, `credible` how surely such a promise is kept (0..1)."""

    strength: Interval
    cost: Interval
    credible: Interval
    title: str = ""
    owed: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One that may join. `stake` is what the fall of the protected party would cost it (0..1), `willingness` what it
    gains at home and abroad from each tier, `cost` what each tier costs it, `reliability` how surely it keeps its word.
    `allowed` are the tiers that its own laws, parliament and voters leave open."""

    capability: Interval
    stake: Interval
    reliability: Interval
    willingness: Mapping[str, Interval]
    cost: Mapping[str, Interval]
    allowed: tuple[str, ...]
    population: float | None = None
    votes: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`state` takes any of `tiers` only if every state in `needs` stands at its tier there or higher."""

    state: str
    tiers: tuple[str, ...]
    needs: Mapping[str, str]

    def __str__(self) -> str:
        needs = " and ".join(f"{name} is at {tier} or higher" for name, tier in self.needs.items())
        return f"{self.state} takes {' or '.join(self.tiers)} only if {needs}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Where `state` stands at `at_least` or higher, the willingness of all others rises by `lifts` at each tier."""

    state: str
    at_least: str
    lifts: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Institution:
    """A bloc whose members act together at a tier if those in favour carry it."""

    members: tuple[str, ...]
    rule: VotingRule


@dataclass(frozen=True, slots=True)
class Design:
    """One way to build the pact: tiers that states choose freely, or one institution that decides for its members.

    `without` are states that this design leaves out; `factor` scales the response (less than 1 where there is no joint
    command); `tiers` are those on offer (empty: all).
    """

    kind: Literal["voluntary", "institution"]
    title: str = ""
    institution: str = ""
    rule: VotingRule | None = None
    without: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    factor: float = 1.0
    lead: bool = True
    links: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coupling:
    """How the pact enters a negotiation: each option of `issue` is a design (by name) or no pact at all (None).

    `reservation` is the reservation value of `party` with no averted loss and with all of it averted; `enough` the
    share averted from which an option counts where a red line holds `unless` it is chosen; `standing` a design that
    stands whether or not there is a deal, and so moves the reservation value.
    """

    party: str
    issue: str
    options: Mapping[str, str | None]
    reservation: tuple[float, float] | None = None
    standing: str | None = None
    enough: float | None = None


@dataclass(frozen=True, eq=False)
class Pact:
    """Everything about one pact; `tiers` run from the least to the most binding."""

    name: str
    protected: str
    threats: Mapping[str, Threat]
    tiers: Mapping[str, Tier]
    states: Mapping[str, State]
    links: tuple[Link, ...] = ()
    lead: Lead | None = None
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    designs: Mapping[str, Design] = field(default_factory=dict)
    against: str = ""
    units: str = ""
    sources: tuple[str, ...] = ()
    coupling: Coupling | None = None
    taken: tuple[Source, ...] = ()  # willingness that comes from positions

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """`none`, then the tiers in order."""
        return (NONE, *self.tiers)

    def level(self, name: str) -> int:
        """The rank of a level: 0 for none."""
        return self.levels.index(name)

    def response(self, state: str, tier: str) -> Fraction:
        """The expected response that a state brings at a tier: capability, strength, credibility and reliability."""
        if tier == NONE:
            return Fraction(0)
        own, level = self.states[state], self.tiers[tier]
        return middle(own.capability) * middle(level.strength) * middle(level.credible) * middle(own.reliability)

    def net(self, state: str, tier: str, *, led: bool) -> Fraction:
        """What a state gains from a tier apart from security: willingness, lifted by the lead, less the cost."""
        if tier == NONE:
            return Fraction(0)
        own = self.states[state]
        lift = Fraction(0)
        if led and self.lead is not None and state != self.lead.state and tier in self.lead.lifts:
            lift = middle(self.lead.lifts[tier])
        return middle(own.willingness[tier]) + lift - middle(own.cost[tier])
