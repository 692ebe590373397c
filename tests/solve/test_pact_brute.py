"""Equilibria and stability of random pacts equal brute force exactly; thousands: `python -m benchmarks pact_random`."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks._pact_brute import Brute
from benchmarks.pact_random import core_differs, equilibria_differ, pact_of, stability_differs
from hypothesis import example, given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 1_000_000)


@settings(max_examples=25, deadline=None)
@example(135)  # here the lead's absence paid a state more than any response did
@example(214)
@given(SEEDS)
def test_equilibria_equal_brute_force(seed: int) -> None:
    pact = pact_of(seed)
    assert equilibria_differ(pact, Brute(pact), Counter()) == []


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_stability_equals_brute_force(seed: int) -> None:
    pact = pact_of(seed)
    assert stability_differs(pact, Brute(pact), seed, Counter()) == []


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_core_equals_brute_force(seed: int) -> None:
    pact = pact_of(seed)
    assert core_differs(pact, Brute(pact), Counter()) == []


@pytest.mark.parametrize("seed", range(3))
def test_one_seed_makes_one_pact(seed: int) -> None:
    assert Brute(pact_of(seed)).pays == Brute(pact_of(seed)).pays
