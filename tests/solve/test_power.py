"""Voting power against enumeration over orders and coalitions, textbook councils and published values."""

from __future__ import annotations

import csv
import os
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.errors import UsageError
from zopa.model.voting import (
    Quota,
    VotingRule,
    majority,
    qualified_majority,
    unanimity,
    weighted,
    with_veto,
)
from zopa.solve.power import voting_power

SHARED = Path(os.environ.get("ZOPA_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))


def brute(rule: VotingRule) -> tuple[list[Fraction], list[int], int]:
    """Shapley-Shubik over all orders, swings and winning coalitions over all coalitions."""
    voters = rule.voters
    coalitions = [frozenset(some) for size in range(len(voters) + 1) for some in combinations(voters, size)]
    wins = {coalition: rule.wins(coalition) for coalition in coalitions}
    pivots = dict.fromkeys(voters, 0)
    for order in permutations(voters):
        for k in range(1, len(order) + 1):
            if wins[frozenset(order[:k])]:
                pivots[order[k - 1]] += 1
                break
    swings = dict.fromkeys(voters, 0)
    for members in coalitions:
        for voter in members if wins[members] else ():
            swings[voter] += not wins[members - {voter}]
    shares = [Fraction(pivots[v], factorial(len(voters))) for v in voters]
    return shares, [swings[v] for v in voters], sum(wins.values())


@st.composite
def rules(draw: st.DrawFn) -> VotingRule:
    n = draw(st.integers(1, 6))
    voters = tuple(f"v{i}" for i in range(n))
    alternatives = []
    for _ in range(draw(st.integers(1, 2))):
        quotas = []
        for _ in range(draw(st.integers(1, 2))):
            weights = tuple(draw(st.lists(st.sampled_from([0, 1, 2, 3, 5, 0.5, 1.25]), min_size=n, max_size=n)))
            bound = draw(st.sampled_from([0.5, 1, 2, 3.5, 4, 7, 9]))
            quotas.append(Quota(weights, bound, draw(st.booleans())))
        alternatives.append(tuple(quotas))
    return VotingRule(voters, tuple(alternatives))


@settings(max_examples=150, deadline=None)
@given(rules(), st.sampled_from(["table", "listing"]))
def test_equals_enumeration(rule: VotingRule, method: str) -> None:
    power = voting_power(rule, method=method)  # type: ignore[arg-type]
    shapley, swings, winning = brute(rule)
    assert power.swings == tuple(swings)
    assert power.winning == winning
    assert power.shapley_shubik == tuple(float(s) for s in shapley)
    assert power.dummies == tuple(v for v, s in zip(rule.voters, swings, strict=True) if s == 0)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=9),
    st.integers(1, 200),
    st.integers(1, 9),
    st.integers(1, 12),
)
def test_halves_equal_listing(weights: list[int], quota: int, heads: int, all_but: int) -> None:
    n = len(weights)
    ones = (1,) * n
    rule = VotingRule(
        tuple(f"v{i}" for i in range(n)), ((Quota(tuple(weights), quota), Quota(ones, heads)), (Quota(ones, all_but),))
    )
    halves, listing = voting_power(rule, method="halves"), voting_power(rule, method="listing")
    assert (halves.swings, halves.winning, halves.shapley_shubik) == (
        listing.swings,
        listing.winning,
        listing.shapley_shubik,
    )


def test_security_council() -> None:
    """Five vetoes and ten others, nine votes needed: the textbook shares (Shapley and Shubik 1954 had eleven seats)."""
    voters = [f"P{i}" for i in range(5)] + [f"E{i}" for i in range(10)]
    rule = with_veto(weighted(dict.fromkeys(voters, 1), 9), *voters[:5])
    power = voting_power(rule)
    assert power.vetoes == tuple(voters[:5])
    assert power.shapley_shubik[0] == pytest.approx(421 / 2145)
    assert power.shapley_shubik[14] == pytest.approx(4 / 2145)
    assert sum(power.shapley_shubik) == pytest.approx(1)


def test_european_economic_community_of_1958() -> None:
    """Luxembourg had a vote and no power (Brams and Affuso 1976)."""
    votes = {"Germany": 4, "France": 4, "Italy": 4, "Netherlands": 2, "Belgium": 2, "Luxembourg": 1}
    power = voting_power(weighted(votes, 12))
    assert power.dummies == ("Luxembourg",)
    assert power.swings == (10, 10, 10, 6, 6, 0)
    assert power.shapley_shubik[0] == pytest.approx(14 / 60)


def test_unanimity_and_majority() -> None:
    assert voting_power(unanimity("abcd")).shapley_shubik == (0.25,) * 4
    assert voting_power(unanimity("abcd")).vetoes == tuple("abcd")
    assert voting_power(majority("abcd")).winning == 5
    assert voting_power(majority("abc")).winning == 4


def test_a_quota_that_nobody_can_reach_gives_nobody_power() -> None:
    power = voting_power(weighted({"a": 1, "b": 2}, 9))
    assert power.shapley_shubik == (0.0, 0.0)
    assert power.winning == 0
    assert power.vetoes == ()


def test_council_of_27_with_populations_in_persons_is_exact() -> None:
    populations = {f"state{i}": 500_000 + 1_234_567 * i * i % 83_000_001 for i in range(27)}
    rule = qualified_majority(populations)
    power = voting_power(rule)
    assert power.method == "halves"
    assert sum(power.shapley_shubik) == pytest.approx(1, abs=1e-12)
    assert power.dummies == ()
    assert rule.wins(list(populations)[:24])
    assert not rule.wins(list(populations)[:14])


def test_sampling_comes_close_and_says_how_close() -> None:
    rule = weighted({"a": 4, "b": 3, "c": 2, "d": 1}, 6)
    exact, sampled = voting_power(rule), voting_power(rule, method="sampling", samples=40_000)
    assert exact.exact
    assert not sampled.exact
    assert 0 < sampled.error < 0.01
    for a, b in zip(exact.shapley_shubik, sampled.shapley_shubik, strict=True):
        assert a == pytest.approx(b, abs=5 * sampled.error)
    for a, b in zip(exact.banzhaf_absolute, sampled.banzhaf_absolute, strict=True):
        assert a == pytest.approx(b, abs=5 * sampled.error)
    assert sampled.vetoes == exact.vetoes


def test_many_voters_are_sampled() -> None:
    rule = VotingRule(
        tuple(f"v{i}" for i in range(70)), ((Quota(tuple(range(1, 71)), 1300), Quota(tuple(range(70, 0, -1)), 1200)),)
    )
    power = voting_power(rule, samples=500)
    assert power.method == "sampling"
    assert sum(power.shapley_shubik) == pytest.approx(1)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: VotingRule((), ()), "without voters"),
        (lambda: VotingRule(("a",), ()), "without a quota"),
        (lambda: weighted({"a": -1}, 1), "negative"),
        (lambda: weighted({"a": float("nan")}, 1), "negative"),
        (lambda: VotingRule(("a", "a"), ((Quota((1, 1), 1),),)), "twice"),
        (lambda: VotingRule(("a",), ((Quota((1, 1), 1),),)), "2 weights for 1"),
        (lambda: with_veto(unanimity("ab"), "c"), "not a voter"),
    ],
)
def test_bad_rules_say_so(build, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match=words):
        build()


@pytest.mark.skipif(not (SHARED / "data/deu/council_EU15.csv").exists(), reason="needs the shared data folder")
def test_published_values_of_the_council_of_fifteen() -> None:
    with (SHARED / "data/deu/council_EU15.csv").open() as file:
        rows = list(csv.DictReader(file))
    power = voting_power(weighted({r["abbr"]: int(r["weights"]) for r in rows}, int(rows[0]["quota"])))
    for row, shapley, banzhaf in zip(rows, power.shapley_shubik, power.banzhaf, strict=True):
        assert shapley == pytest.approx(float(row["shapleyshubik"]), abs=5e-5)
        assert banzhaf == pytest.approx(float(row["banzhaf"]), abs=5e-5 + 1e-9)
