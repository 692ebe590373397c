"""Outcomes met so far, each with the clauses that it breaks: proof that giving these up opens the zone.

Witnesses come from searches of all kinds; a local search that starts from random outcomes finds most of those that
break few clauses. Only witnesses are kept whose clauses hold no other's.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from zopa.model.negotiation import Indices, Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.solve.space import breaches, floors_of, whole_tables

Given = frozenset[Clause]
STARTS = 256  # random outcomes that the local search starts from
NEAR = 40_000  # neighbours of an outcome looked at together
ROUNDS = 4  # times that it goes through the issues


class Witnesses:
    """The minimal sets of clauses known to open the zone of one model, each with an outcome that does."""

    def __init__(self, model: Negotiation) -> None:
        self.model = model
        self.clauses = model.clauses
        self.known: dict[Given, Indices] = {}
        self.scale = whole_tables(model)[1]
        self.floors = floors_of(model.reservations, self.scale)

    def opening(self, given: Given) -> Indices | None:
        """A known outcome that breaks no clause but those of `given`."""
        return next((outcome for broken, outcome in self.known.items() if broken <= given), None)

    def add(self, outcomes: Indices) -> None:
        """Takes in outcomes (n, issues); those that break a link are passed over."""
        broken, _ = self._broken(outcomes)
        outcomes, broken = outcomes[broken[:, -1] == 0], broken[broken[:, -1] == 0, :-1]
        if not len(outcomes):
            return
        sets, first = np.unique(broken, axis=0, return_index=True)
        for k in np.argsort(sets.sum(axis=1), kind="stable"):
            clauses = frozenset(c for c, hit in zip(self.clauses, sets[k], strict=True) if hit)
            if not any(known <= clauses for known in self.known):
                self.known = {known: o for known, o in self.known.items() if not clauses <= known}
                self.known[clauses] = outcomes[first[k]]

    def held(self, given: Given) -> Given:
        """A minimal set of clauses outside `given` of which every known witness breaks one.

        There must be no known outcome that `given` opens.
        """
        left = set(self.clauses) - given
        often = {c: sum(c in known for known in self.known) for c in left}
        for clause in sorted(left, key=lambda c: (often[c], c)):
            if all(known & (left - {clause}) for known in self.known):
                left.discard(clause)
        return frozenset(left)

    def seek(self, seed: int = 0) -> None:
        """Local search: from random outcomes, issue by issue to the option that breaks least by weights of its own.

        Each start weighs clauses at random, so that different starts end with different clauses broken.
        """
        rng = np.random.default_rng(seed)
        counts = self.model.counts
        outcomes = np.stack([rng.integers(0, c, STARTS) for c in counts], axis=1)
        weights = rng.exponential(size=(STARTS, len(self.clauses) + 1))
        weights[:, -1] = len(self.clauses) * 10.0
        short = rng.exponential(size=(STARTS, len(self.floors)))
        for _ in range(ROUNDS):
            for issue in rng.permutation(len(counts)):
                choices = np.repeat(outcomes, counts[issue], axis=0)
                choices[:, issue] = np.tile(np.arange(counts[issue]), STARTS)
                broken, missing = self._broken(choices)
                cost = (broken * np.repeat(weights, counts[issue], axis=0)).sum(axis=1)
                cost += (missing * np.repeat(short, counts[issue], axis=0)).sum(axis=1)
                outcomes[:, issue] = cost.reshape(STARTS, counts[issue]).argmin(axis=1)
            self.add(outcomes)

    def climbed(self, given: Given, outcome: Indices) -> Indices:
        """From an outcome that `given` opens, by changes on one or two issues, to where none raises the least gain.

        Of equal least gains the larger sum is better. Not proven best: a start from which little is left to search.
        """
        spare = np.array([c in given for c in self.clauses] + [False])
        wanted = self.model.reservations
        best = (-np.inf, -np.inf)
        while True:
            near = self._near(outcome)
            broken, _ = self._broken(near)
            near = near[~(broken & ~spare).any(axis=1)]
            utilities = self.model.utilities(near)
            least = np.round((utilities - wanted).min(axis=1), 9)
            sums = utilities.sum(axis=1)
            k = int(np.lexsort((sums, least))[-1])
            if (least[k], sums[k]) <= (best[0], best[1] + 1e-9):
                return outcome
            best, outcome = (float(least[k]), float(sums[k])), near[k]

    def _near(self, outcome: Indices) -> Indices:
        """The outcome and all that differ from it on one or two issues, NEAR at most."""
        single = [(i, o) for i, c in enumerate(self.model.counts) for o in range(c)]
        pairs = [(a, b) for a, b in combinations(single, 2) if a[0] != b[0]] if len(single) ** 2 < NEAR else []
        found = np.repeat(outcome[None], 1 + len(single) + len(pairs), axis=0)
        for row, (i, o) in enumerate(single, start=1):
            found[row, i] = o
        if pairs:
            changes = np.array(pairs)
            rows = np.arange(1 + len(single), len(found))
            for k in range(2):
                found[rows, changes[:, k, 0]] = changes[:, k, 1]
        return found

    def _broken(self, outcomes: Indices) -> tuple[np.ndarray, np.ndarray]:
        """Which clauses each outcome breaks (n, clauses), with links as the last column; what it lacks of each floor.

        What is lacking is in units of utility, shape (n, parties).
        """
        broken, sums = breaches(self.model, self.floors, outcomes)
        return broken, np.maximum(self.floors - sums, 0) / self.scale
