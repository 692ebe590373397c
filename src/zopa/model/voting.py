"""Voting rules: which coalitions of voters carry a motion.

A `VotingRule` wins by any of its alternatives, each of which asks for several quotas at once: so many states *and* so
much of the population, *or* all states but three. Numbers are taken as they are written, so that a share of 0.55 of 20
is 11, not a hair more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import ceil, floor, isfinite, lcm

from zopa.errors import UsageError

Number = int | float | Fraction


def as_written(value: Number) -> Fraction:
    """A number as it was written: 0.1 is one tenth, not the nearest binary fraction."""
    return (
        value if isinstance(value, Fraction) else Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    )


@dataclass(frozen=True, slots=True)
class Quota:
    """A threshold on one kind of weight: the coalition's total must be `at_least` so much (or `more_than` that)."""

    weights: tuple[Number, ...]
    at_least: Number
    strictly: bool = False

    def integers(self) -> tuple[tuple[int, ...], int]:
        """The same threshold in whole numbers: weights, and the least total that passes."""
        exact = [as_written(w) for w in self.weights]
        scale = reduce(lcm, (w.denominator for w in exact), 1)
        bound = as_written(self.at_least) * scale
        least = floor(bound) + 1 if self.strictly else ceil(bound)
        return tuple(int(w * scale) for w in exact), least


@dataclass(frozen=True, slots=True)
class VotingRule:
    """Which coalitions win: those that pass every quota of at least one of the `alternatives`."""

    voters: tuple[str, ...]
    alternatives: tuple[tuple[Quota, ...], ...]

    def __post_init__(self) -> None:
        if not self.voters:
            raise UsageError("a voting rule without voters", mend="name at least one voter")
        if len(set(self.voters)) != len(self.voters):
            raise UsageError("a voter stands twice in a voting rule", mend="name each voter once")
        if not self.alternatives or not all(self.alternatives):
            raise UsageError("a voting rule without a quota", mend="give at least one quota")
        for quota in (q for alternative in self.alternatives for q in alternative):
            if len(quota.weights) != len(self.voters):
                raise UsageError(
                    f"{len(quota.weights)} weights for {len(self.voters)} voters", mend="give each voter one weight"
                )
            if any(w < 0 or not isfinite(w) for w in quota.weights):
                raise UsageError("a negative or infinite voting weight", mend="give weights of 0 or more")

    def wins(self, coalition: Sequence[str]) -> bool:
        """Whether these voters together carry a motion."""
        inside = [voter in set(coalition) for voter in self.voters]
        for alternative in self.alternatives:
            pairs = [quota.integers() for quota in alternative]
            if all(sum(w for w, yes in zip(ws, inside, strict=True) if yes) >= least for ws, least in pairs):
                return True
        return False


def weighted(weights: dict[str, Number], at_least: Number, *, strictly: bool = False) -> VotingRule:
    """Weighted voting: the votes in favour must reach the quota."""
    return VotingRule(tuple(weights), ((Quota(tuple(weights.values()), at_least, strictly),),))


def unanimity(voters: Sequence[str]) -> VotingRule:
    """Every voter must agree."""
    return VotingRule(tuple(voters), ((Quota((1,) * len(voters), len(voters)),),))


def majority(voters: Sequence[str]) -> VotingRule:
    """More than half of the voters, one vote each."""
    return VotingRule(tuple(voters), ((Quota((1,) * len(voters), Fraction(len(voters), 2), True),),))


def qualified_majority(
    populations: dict[str, Number],
    *,
    states: Number = Fraction(55, 100),
    people: Number = Fraction(65, 100),
    blocking: int = 4,
) -> VotingRule:
    """The double majority of the Council of the European Union (Treaty on European Union, Article 16(4)).

    At least the share `states` of the members with at least the share `people` of the population; a blocking minority
    needs at least `blocking` members, so all but `blocking - 1` of them always win (where that is more than `states`).
    """
    voters = tuple(populations)
    heads = (1,) * len(voters)
    people_quota = Quota(
        tuple(populations.values()),
        sum((as_written(p) for p in populations.values()), Fraction(0)) * as_written(people),
    )
    alternatives: list[tuple[Quota, ...]] = [(Quota(heads, len(voters) * as_written(states)), people_quota)]
    # in a council so small that the states' quota asks for more, this clause would undo it
    if len(voters) - blocking + 1 > len(voters) * as_written(states):
        alternatives.append((Quota(heads, len(voters) - blocking + 1),))
    return VotingRule(voters, tuple(alternatives))


def with_veto(rule: VotingRule, *holders: str) -> VotingRule:
    """The same rule, but nothing passes without each of the `holders`."""
    for holder in holders:
        if holder not in rule.voters:
            raise UsageError(f"'{holder}' is not a voter", mend=f"voters: {', '.join(rule.voters)}")
    veto = Quota(tuple(int(voter in holders) for voter in rule.voters), len(set(holders)))
    return VotingRule(rule.voters, tuple((*alternative, veto) for alternative in rule.alternatives))
