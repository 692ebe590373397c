"""Findings against gold, one to one: what is right, missed and wrong.

The pairing is the best there is (an assignment problem), so counts do not depend on the order of anything: first as
many required gold items as can be are matched, then optional ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Count:
    """Right, missed and wrong; the shares are None where there is nothing to share."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of what is there, the share that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices: `pairs` of (gold, found) that match a required item, `spared` that match an optional one."""

    pairs: tuple[tuple[int, int], ...]
    spared: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    wrong: tuple[int, ...]

    @property
    def count(self) -> Count:
        """Of the three numbers."""
        return Count(len(self.pairs), len(self.missed), len(self.wrong))


def pair(
    gold: Sequence[A], found: Sequence[B], matches: Callable[[A, B], bool], optional: Callable[[A], bool]
) -> Pairing:
    """The best one-to-one pairing of `gold` with `found`."""
    spare = [optional(g) for g in gold]
    pairs: list[tuple[int, int]] = []
    if gold and found:
        many = float(len(gold) + 1)
        worth = np.zeros((len(gold), len(found)))
        for i, g in enumerate(gold):
            for j, f in enumerate(found):
                if matches(g, f):
                    worth[i, j] = 1.0 if spare[i] else many
        rows, columns = linear_sum_assignment(worth, maximize=True)
        pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]
    used_gold = {i for i, _ in pairs}
    used_found = {j for _, j in pairs}
    return Pairing(
        pairs=tuple(p for p in pairs if not spare[p[0]]),
        spared=tuple(p for p in pairs if spare[p[0]]),
        missed=tuple(i for i in range(len(gold)) if i not in used_gold and not spare[i]),
        wrong=tuple(j for j in range(len(found)) if j not in used_found),
    )
