from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.solve import dominance


def by_pairs(rows: np.ndarray) -> np.ndarray:
    better = (rows[:, None] >= rows[None]).all(axis=2) & (rows[:, None] > rows[None]).any(axis=2)
    return ~better.any(axis=0)


@pytest.fixture
def trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trees for every size, their loops not compiled."""
    monkeypatch.setattr(dominance, "NUMBERS", 0)
    monkeypatch.setattr(dominance, "PARTIES", 1)
    monkeypatch.setattr(dominance, "BASE", 8)
    monkeypatch.setattr(dominance, "_kernels", lambda: (dominance._tree, dominance._search))


@pytest.mark.usefixtures("trees")
@pytest.mark.parametrize(("parties", "levels"), [(2, 4), (3, 1000), (5, 3), (6, 50), (9, 2)])
def test_trees_drop_what_pairs_drop(parties: int, levels: int) -> None:
    for seed in range(4):
        rows = np.random.default_rng(seed).integers(0, levels, (120, parties)).astype(float)
        assert (dominance.nondominated(rows) == by_pairs(rows)).all()


@pytest.mark.usefixtures("trees")
def test_sums_that_round_alike_are_told_apart() -> None:
    rows = np.array([[2.0**51, 2.0**51, x] for x in range(40)])
    assert dominance.nondominated(rows).sum() == 1


@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_few_rows_are_told_as_by_pairs(seed: int, parties: int, count: int) -> None:
    rows = np.random.default_rng(seed).integers(0, 4, (count, parties)).astype(float)
    assert (dominance.nondominated(rows) == by_pairs(rows)).all()
