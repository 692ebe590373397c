from __future__ import annotations

import importlib
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.models import cases
from zopa.solve import dominance, pairs_kernel
from zopa.solve import pairs as counting


@pytest.fixture(scope="module", autouse=True)
def interpreted() -> Iterator[None]:
    """The loops as they stand, not compiled, with leaves so small that every branch is taken."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(over="ignore"):
        patch.setattr(dominance, "compiled", lambda loop: loop)
        importlib.reload(pairs_kernel)
        yield
    importlib.reload(pairs_kernel)


@given(
    st.integers(0, 2**32),
    st.integers(1, 5),
    st.tuples(st.integers(0, 70), st.integers(0, 70)),
    st.sampled_from([3, 20, 1000]),
    st.sampled_from([2, 8, 32]),
    st.booleans(),
)
@cases(60)
def test_pairs_are_those_that_reach(
    seed: int, parties: int, rows: tuple[int, int], levels: int, leaf: int, threads: bool
) -> None:
    rng = np.random.default_rng(seed)
    needs, gifts = (rng.integers(0, levels, (n, parties)).astype(float) for n in rows)
    times, counts = (rng.integers(1, 4, n) for n in rows)
    reach = (gifts[None] >= needs[:, None]).all(axis=2)
    with pytest.MonkeyPatch.context() as patch, np.errstate(over="ignore"):
        patch.setattr(pairs_kernel, "LEAF", leaf)
        patch.setattr(pairs_kernel, "FEW", leaf)
        patch.setattr(pairs_kernel, "FAN", 1 + leaf % 3)
        if threads:
            patch.setattr(counting, "MANY", 8)
            patch.setattr(counting, "processors", lambda: 1)  # the splits alone: errstate does not reach into threads
        assert counting.pairs(needs, times, gifts, counts) == int(times @ reach @ counts)


def test_counts_past_64_bits_are_exact() -> None:
    needs, gifts = np.array([[1.0], [3.0]]), np.array([[2.0], [2.0], [0.0]])
    times, counts = np.array([10**20, 1], dtype=object), np.array([10**20, 5, 7], dtype=object)
    assert counting.pairs(needs, times, gifts, counts) == 10**20 * (10**20 + 5)


@given(st.integers(0, 2**32), st.integers(0, 4))
@cases(40)
def test_rules_across_the_halves_are_taken_out(seed: int, rules: int) -> None:
    rng = np.random.default_rng(seed)

    class Half:
        def __init__(self, n: int) -> None:
            self.rows = rng.integers(0, 9, (n, 2)).astype(float)
            self.open_ = rng.random((n, rules)) < 0.4
            self.counts = rng.integers(1, 3, n)

    left, right, floors = Half(20), Half(15), np.array([8.0, 7.0])
    reach = (left.rows[:, None] + right.rows[None] >= floors).all(axis=2)
    reach &= ~(left.open_[:, None] & right.open_[None]).any(axis=2)
    found = counting.Pairs.of(left, right, floors)
    assert found is not None
    assert found.count() == int(left.counts @ reach @ right.counts)
    assert counting.Pairs.of(left, right, floors, most=1.0) is None
