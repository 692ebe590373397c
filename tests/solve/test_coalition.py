"""Values of coalitional games: against the definition, textbook games and voting power."""

from __future__ import annotations

import time
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.errors import UsageError
from zopa.model.voting import weighted
from zopa.solve.coalition import banzhaf, in_core, least_core, sampled, shapley
from zopa.solve.power import voting_power


@st.composite
def games(draw: st.DrawFn) -> np.ndarray:
    n = draw(st.integers(1, 5))
    worth = draw(st.lists(st.integers(-5, 9), min_size=2**n - 1, max_size=2**n - 1))
    return np.array([0.0, *map(float, worth)])


def by_orders(game: np.ndarray) -> np.ndarray:
    n = len(game).bit_length() - 1
    total, count = np.zeros(n), 0
    for order in permutations(range(n)):
        mask = 0
        count += 1
        for player in order:
            total[player] += game[mask | 1 << player] - game[mask]
            mask |= 1 << player
    return total / count


@settings(max_examples=150, deadline=None)
@given(games())
def test_shapley_and_banzhaf_by_definition(game: np.ndarray) -> None:
    n = len(game).bit_length() - 1
    assert np.allclose(shapley(game), by_orders(game), atol=1e-9)
    for player in range(n):
        gains = [game[m | 1 << player] - game[m] for m in range(len(game)) if not m >> player & 1]
        assert banzhaf(game)[player] == pytest.approx(np.mean(gains), abs=1e-9)
    assert shapley(game).sum() == pytest.approx(game[-1], abs=1e-9)


def test_gloves() -> None:
    """One left glove, two right ones: the rare glove is worth two thirds; the core gives it everything."""
    game = np.array([0, 0, 0, 1, 0, 1, 0, 1], dtype=float)  # player 0 owns the left glove
    assert shapley(game) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    core = least_core(game)
    assert not core.empty
    assert in_core(game, np.array([1.0, 0.0, 0.0]))
    assert not in_core(game, shapley(game))


def test_majority_of_three_has_no_core() -> None:
    game = np.array([0, 0, 0, 1, 0, 1, 1, 1], dtype=float)
    core = least_core(game)
    assert core.empty
    assert core.subsidy == pytest.approx(1 / 3)


@settings(max_examples=80, deadline=None)
@given(games())
def test_least_core_is_least(game: np.ndarray) -> None:
    n = len(game).bit_length() - 1
    core = least_core(game)
    assert core.division.sum() == pytest.approx(game[-1])
    worst = max(
        (
            game[sum(1 << p for p in group)] - sum(core.division[p] for p in group)
            for size in range(1, n)
            for group in combinations(range(n), size)
        ),
        default=0.0,
    )
    assert worst == pytest.approx(core.subsidy, abs=1e-7)
    if not core.empty:
        assert in_core(game, core.division, 1e-7)


def test_voting_games_agree_with_the_counts() -> None:
    votes = {"a": 4, "b": 3, "c": 2, "d": 1}
    masks = np.arange(16)
    total = sum(((masks >> k) & 1) * w for k, w in enumerate(votes.values()))
    game = (total >= 6).astype(float)
    assert shapley(game) == pytest.approx(voting_power(weighted(votes, 6)).shapley_shubik)


def test_twenty_players_quickly() -> None:
    n = 20
    weights = np.arange(1, n + 1, dtype=float)
    total = np.zeros(1)
    for w in weights:
        total = np.concatenate([total, total + w])
    game = np.minimum(total, 100.0)
    start = time.process_time()
    values = shapley(game)
    assert time.process_time() - start < 0.5
    assert values.sum() == pytest.approx(100)
    drawn = sampled(lambda flags: np.minimum(flags @ weights, 100.0), n, orders=4000)
    assert np.all(np.abs(drawn.values - values) <= 5 * drawn.errors + 1e-12)
    assert drawn.errors.max() < 0.1


def test_no_games() -> None:
    with pytest.raises(UsageError, match="no game"):
        shapley(np.zeros(3))
    with pytest.raises(UsageError, match="empty coalition"):
        shapley(np.ones(4))
