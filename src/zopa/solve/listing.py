"""Small models by listing every outcome: which clauses each outcome breaks, as one bit mask per outcome."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zopa.model.negotiation import Indices, Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.solve.results import Deal, Status
from zopa.solve.space import breaches, floors_of, sums_of, whole_tables

LISTED = 2_000_000  # outcomes that are listed at most
CHUNK = 200_000


class Listing:
    """All outcomes that keep the links, with the set of clauses that each breaks (bit k for clause k, 62 at most)."""

    def __init__(self, model: Negotiation) -> None:
        self.model = model
        self.tables, self.scale, _ = whole_tables(model)
        self.floors = floors_of(model.reservations, self.scale)
        self.bits = {clause: k for k, clause in enumerate(model.clauses)}
        numbers, broken = [], []
        for chunk, outcomes in self._chunks():
            mask, allowed = self._broken(outcomes)
            numbers.append(chunk[allowed])
            broken.append(mask[allowed])
        self.numbers = np.concatenate(numbers)
        self.broken = np.concatenate(broken)
        self.masks: Indices = np.unique(self.broken)

    @property
    def nothing(self) -> bool:
        """The links leave no outcome at all."""
        return not len(self.masks)

    @property
    def status(self) -> Status:
        return Status.NON_EMPTY if len(self.masks) and self.masks[0] == 0 else Status.EMPTY

    def minimal_broken(self) -> list[frozenset[Clause]]:
        """The minimal sets of clauses that some outcome breaks: the keys of an empty zone."""
        order = np.argsort(np.bitwise_count(self.masks), kind="stable")
        left = self.masks[order]
        found = []
        while len(left):
            least = left[0]
            found.append(frozenset(c for c, k in self.bits.items() if int(least) >> k & 1))
            left = left[(left & least) != least]
        return found

    def best_deal(self, given: frozenset[Clause]) -> Deal | None:
        """The outcome that breaks no other clause with the largest smallest gain, then the largest sum."""
        mask = sum(1 << self.bits[c] for c in given)
        fitting = self.numbers[(self.broken & ~mask) == 0]
        best: tuple[tuple[float, float], Indices] | None = None
        for first in range(0, len(fitting), CHUNK):
            outcomes = self._outcomes(fitting[first : first + CHUNK])
            utilities = sums_of(self.tables, outcomes) / self.scale
            least = (utilities - self.model.reservations).min(axis=1)
            close = np.flatnonzero(least >= least.max() - 1e-9)
            k = close[np.argmax(utilities[close].sum(axis=1))]
            value = (round(float(least[k]), 9), float(utilities[k].sum()))
            if best is None or value > best[0]:
                best = value, outcomes[k]
        if best is None:
            return None
        return Deal(self.model.outcome(best[1]), self.model.utility(self.model.outcome(best[1])))

    def zone(self) -> Indices:
        """Outcomes of the zone as option numbers, shape (n, issues)."""
        return self._outcomes(self.numbers[self.broken == 0])

    def _chunks(self) -> Iterator[tuple[Indices, Indices]]:
        for first in range(0, self.model.size, CHUNK):
            chunk = np.arange(first, min(first + CHUNK, self.model.size))
            yield chunk, self._outcomes(chunk)

    def _outcomes(self, numbers: Indices) -> Indices:
        return np.stack(np.unravel_index(numbers, self.model.counts), axis=1)

    def _broken(self, outcomes: Indices) -> tuple[Indices, np.ndarray]:
        broken, _ = breaches(self.model, self.floors, outcomes)
        packed = np.packbits(broken[:, :-1], axis=1, bitorder="little")
        masks = np.zeros((len(outcomes), 8), np.uint8)
        masks[:, : packed.shape[1]] = packed
        return masks.view("<i8")[:, 0], ~broken[:, -1]
