"""How close in meaning two words are: small vectors distilled from a sentence encoder (scripts/build_vectors.py).

Owns the table and its scale. A cosine of 0.3 is already 'same field'; `closeness` maps cosines so that 0 is unrelated
and 1 is the same word. Closeness knows no direction: `raise` and `cut` are told apart by `zopa.read.lexicon`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]
_FLOOR, _CEILING = 0.3, 0.75  # cosines of unrelated and of interchangeable words, read off pairs of the field


class Vectors:
    """A table of unit vectors by word."""

    def __init__(self, words: list[str], table: Table) -> None:
        self._rows = {word: i for i, word in enumerate(words)}
        self._table = table
        self._zero: Table = np.zeros(table.shape[1], dtype=np.float32)

    def of(self, word: str) -> Table:
        """The unit vector of a lower-case word; hyphenated words by their parts; zeros when unknown."""
        row = self._rows.get(word)
        if row is not None:
            known: Table = self._table[row]
            return known
        parts = [self._rows[p] for p in word.replace("_", "-").split("-") if p in self._rows]
        if len(parts) < 2:
            return self._zero
        mean = self._table[parts].mean(axis=0)
        unit: Table = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return unit

    def __contains__(self, word: str) -> bool:
        return word in self._rows


def closeness(words: Table, terms: Table) -> Table:
    """Closeness 0..1 of each word (rows, n x d) to each term (m x d), as an n x m table."""
    scaled: Table = np.clip((words @ terms.T - _FLOOR) / (_CEILING - _FLOOR), 0.0, 1.0)
    return scaled


@lru_cache(maxsize=1)
def word_vectors() -> Vectors:
    """The table that ships with zopa (41,000 English words, 96 dimensions)."""
    with (resources.files("zopa.read") / "data" / "vectors.npz").open("rb") as file, np.load(file) as stored:
        words = str(stored["words"]).split("\n")
        table: Any = stored["vectors"].astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    return Vectors(words, table)
