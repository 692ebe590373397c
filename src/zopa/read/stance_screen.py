"""A cheap look before the judge of stances: whether a sentence may take a position on an issue of the case at all.

A pass of the judge costs more than everything else that is read from a sentence. The screen weighs the sentence's
words against each proposition's, without regard to their order, by one hidden layer over vectors of word pieces.
Trained by `scripts/train_screen.py`; described in docs/explanation/stance-model.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

MARKS: Final = 12  # the first ids of the vocabulary: marks of parties and issues, no words
_SAME: Final = 0.7  # cosine from which two word pieces mean the same
_EQUAL: Final = 0.99  # and from which they are the same


@dataclass(frozen=True, slots=True)
class Propositions:
    """What the words of several propositions come to, one after the other."""

    units: Any  # (word pieces, width), of length 1
    weights: Any  # (word pieces,), how rare each is
    starts: Any  # (propositions,), the first word piece of each
    sizes: Any  # (propositions,)
    whole: Any  # (propositions,), the sum of their weights
    means: Any  # (propositions, width), weighted


class Screen:
    """Vectors of word pieces, how rare each is, and one hidden layer."""

    def __init__(self, vectors: Any, rarity: Any, layers: Sequence[Any] = ()) -> None:
        self._vectors = vectors
        self._units = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        self._rarity = rarity
        self._layers = layers

    def propositions(self, texts: Sequence[Sequence[int]]) -> Propositions:
        """Propositions, given as word pieces, ready to be compared with sentences."""
        words = [_words(ids) for ids in texts]
        flat = [i for ids in words for i in ids]
        sizes = np.array([len(ids) for ids in words])
        starts = np.cumsum(sizes) - sizes
        weights = self._rarity[flat]
        whole = np.maximum(np.add.reduceat(weights, starts), 1e-3)
        means = np.add.reduceat(self._vectors[flat] * weights[:, None], starts) / whole[:, None]
        return Propositions(self._units[flat], weights, starts, sizes, whole, means)

    def features(self, ids: Sequence[int], told: Propositions) -> Any:
        """Table (propositions, features) of a sentence given as word pieces."""
        words = _words(ids)
        vectors, rare = self._vectors[words], self._rarity[words]
        plain, mean = vectors.mean(axis=0), rare @ vectors / max(float(rare.sum()), 1e-3)
        closest = (told.units @ self._units[words].T).max(axis=1)
        telling = closest * told.weights
        best = np.maximum.reduceat(telling, told.starts)
        total = np.add.reduceat(telling, told.starts)
        norms = np.maximum(np.linalg.norm(mean) * np.linalg.norm(told.means, axis=1), 1e-6)
        signs = (
            total / told.whole,
            np.maximum.reduceat(closest, told.starts),
            best,
            told.means @ mean / norms,
            np.add.reduceat((closest > _SAME).astype(np.float32), told.starts) / told.sizes,
            np.add.reduceat(told.weights * (closest > _EQUAL), told.starts) / told.whole,
            np.full(len(told.starts), len(words) / 30),
        )
        rows = len(told.starts), len(mean)
        both = np.broadcast_to(plain, rows), np.broadcast_to(mean, rows)
        columns = [*both, told.means, mean * told.means, np.abs(mean - told.means), np.stack(signs, axis=1)]
        return np.concatenate(columns, axis=1).astype(np.float32)

    def scores(self, ids: Sequence[int], told: Propositions) -> Any:
        """For each proposition the probability, 0..1, that the sentence shows somebody's position on it."""
        inner, inner_bias, outer, outer_bias = self._layers
        hidden = np.maximum(self.features(ids, told) @ inner + inner_bias, 0.0)
        return 1.0 / (1.0 + np.exp(-(hidden @ outer + outer_bias)))


def _words(ids: Sequence[int]) -> list[int]:
    return [i for i in ids if i >= MARKS] or [MARKS]


def save_screen(path: Path, vectors: Any, rarity: Any, layers: Sequence[Any]) -> None:
    """Write a screen: bytes with a scale for each word piece, and half-precision numbers."""
    scale = (np.abs(vectors).max(axis=1, keepdims=True) / 127 + 1e-9).astype(np.float16)
    arrays = {
        "vectors": np.rint(vectors / np.maximum(scale, np.float16(1e-7))).clip(-127, 127).astype(np.int8),
        "scale": scale,
        "rarity": rarity.astype(np.float16),
    }
    named = zip(("inner", "inner_bias", "outer", "outer_bias"), layers, strict=True)
    np.savez_compressed(path, allow_pickle=False, **arrays, **{name: np.asarray(a, np.float16) for name, a in named})


def load_screen(path: Path) -> Screen:
    """The screen that `save_screen` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        vectors = stored["vectors"].astype(np.float32) * stored["scale"].astype(np.float32)
        layers = [stored[name].astype(np.float32) for name in ("inner", "inner_bias", "outer", "outer_bias")]
        return Screen(vectors, stored["rarity"].astype(np.float32), layers)
