"""Games of coalitions with side payments: what each member is worth, and divisions that no group can better.

A game is an array of 2^n values: entry `m` is the worth of the coalition whose members are the bits of `m` (bit `i` is
player `i`); entry 0 must be 0.

    shapley    mean marginal contribution over all orders (Shapley 1953), exact to 25 players and beyond memory's end
    banzhaf    mean marginal contribution over all coalitions of the others (Banzhaf 1965)
    sampled    Shapley values from random orders with their standard errors, for any worth that can be asked for
    least_core the smallest subsidy that keeps every group from leaving, and a division that needs no more
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np

from zopa.errors import UsageError
from zopa.model.negotiation import Floats

EXACT_PLAYERS = 25
CORE_PLAYERS = 16


def players_of(game: Floats) -> int:
    """How many players a game has. Raises `UsageError` when it is no game."""
    n = len(game).bit_length() - 1
    if len(game) != 1 << n or n == 0:
        raise UsageError(f"{len(game)} values are no game of coalitions", mend="give 2^n values, n from 1 up")
    if game[0] != 0:
        raise UsageError("the empty coalition has a worth", mend="subtract it from every value")
    return n


def _halved(weighted: Floats, n: int) -> Floats:
    """For each player the sum of `weighted` over coalitions that hold it, folding the array once per player."""
    sums = np.empty(n)
    rest = weighted
    for player in range(n - 1, -1, -1):
        half = len(rest) // 2
        sums[player] = rest[half:].sum()
        rest = rest[:half] + rest[half:]
    return sums


def _sizes(n: int) -> np.ndarray:
    """The number of members of every coalition."""
    sizes = np.zeros(1, dtype=np.uint8)
    for _ in range(n):
        sizes = np.concatenate([sizes, sizes + 1])
    return sizes


def shapley(game: Floats) -> Floats:
    """The Shapley value of every player, shape (n,); 2^n steps, 20 players in some hundredths of a second."""
    n = players_of(game)
    # a coalition of s members counts 1 / (n * C(n-1, s-1)) for members and 1 / (n * C(n-1, s)) against others
    for_members = np.array([0.0, *(1 / (n * comb(n - 1, s - 1)) for s in range(1, n + 1))])
    for_others = np.array([*(1 / (n * comb(n - 1, s)) for s in range(n)), 0.0])
    sizes = _sizes(n)
    weights = for_others[sizes]
    lost = float(weights @ game)
    np.take(for_members + for_others, sizes, out=weights)
    weights *= game
    return _halved(weights, n) - lost


def banzhaf(game: Floats) -> Floats:
    """The Banzhaf value of every player, shape (n,): its mean marginal contribution."""
    n = players_of(game)
    result: Floats = (2 * _halved(game, n) - game.sum()) / (1 << (n - 1))
    return result


@dataclass(frozen=True)
class Sampled:
    """Values from random orders, with the standard error of each."""

    values: Floats
    errors: Floats
    orders: int


def sampled(worth: Callable[[np.ndarray], Floats], n: int, *, orders: int = 20_000, seed: int = 0) -> Sampled:
    """Shapley values by drawing `orders` random orders; each order is also run backwards, which cancels much noise.

    `worth` gives the worth of many coalitions, from flags of shape (coalitions, n).
    """
    rng = np.random.default_rng(seed)
    total, squares, pairs = np.zeros(n), np.zeros(n), max(1, orders // 2)
    block = max(1, 200_000 // (n + 1))
    for start in range(0, pairs, block):
        count = min(block, pairs - start)
        forward = rng.permuted(np.broadcast_to(np.arange(n), (count, n)), axis=1)
        mean = np.zeros((count, n))
        for order in (forward, forward[:, ::-1]):
            rank = np.argsort(order, axis=1)
            inside = rank[:, None, :] < np.arange(n + 1)[None, :, None]
            worths = worth(inside.reshape(-1, n)).reshape(count, n + 1)
            gains = np.diff(worths, axis=1)
            mean += np.take_along_axis(gains, rank, axis=1) / 2
        total += mean.sum(axis=0)
        squares += (mean**2).sum(axis=0)
    values = total / pairs
    variance = np.maximum(squares / pairs - values**2, 0.0)
    return Sampled(values, np.sqrt(variance / pairs), 2 * pairs)


@dataclass(frozen=True)
class Core:
    """`subsidy` is what every proper group would have to be given to stay (Shapley and Shubik's strong epsilon): at or
    below 0 the core is not empty. `division` is a division of the whole that needs no more."""

    subsidy: float
    division: Floats

    @property
    def empty(self) -> bool:
        """Whether every division leaves some group better off on its own."""
        return self.subsidy > 1e-9


def least_core(game: Floats) -> Core:
    """The least core by linear programming. Raises `UsageError` beyond 16 players."""
    from scipy.optimize import linprog

    n = players_of(game)
    if n > CORE_PLAYERS:
        raise UsageError(f"{n} players, the limit is {CORE_PLAYERS}", mend="merge players who act alike")
    if n == 1:
        return Core(0.0, game[1:].copy())
    masks = np.arange(1, (1 << n) - 1)
    inside = ((masks[:, None] >> np.arange(n)) & 1).astype(float)
    # smallest e such that every group's share plus e covers its worth, and the shares sum to the whole
    upper = np.column_stack([-inside, -np.ones(len(masks))])
    result = linprog(
        np.array([*np.zeros(n), 1.0]),
        A_ub=upper,
        b_ub=-game[masks],
        A_eq=np.array([[*np.ones(n), 0.0]]),
        b_eq=np.array([game[-1]]),
        bounds=[(None, None)] * (n + 1),
        method="highs",
    )
    return Core(float(result.x[-1]), np.array(result.x[:-1]))


def in_core(game: Floats, division: Floats, tolerance: float = 1e-9) -> bool:
    """Whether a division shares out the whole and gives every group at least its worth."""
    n = players_of(game)
    shares = np.zeros(1)
    for player in range(n):
        shares = np.concatenate([shares, shares + division[player]])
    return bool(abs(shares[-1] - game[-1]) <= tolerance and (shares >= game - tolerance).all())
