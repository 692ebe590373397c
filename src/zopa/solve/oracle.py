"""Whether a deal exists once some clauses are given up: the question that keys and certificates are made of.

Answered by merging issues with the floors as cuts, in the eyes of those parties only whose reservation values still
stand, first with few rows kept (any outcome found is proof), then with more; the constraint program decides the rest.
"""

from __future__ import annotations

import time

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.solve.front import Cuts, FrontRows, front_of
from zopa.solve.results import Deal, Status
from zopa.solve.space import Space, prepare
from zopa.solve.witnesses import Given, Witnesses

ROWS = (1_000, 20_000)
WITNESSES = 200  # outcomes kept of one search
MEANS = 4  # weighted means of gains that cut a search


class Oracle:
    """Answers for one model; remembers what it met on the way."""

    def __init__(self, model: Negotiation, *, seconds: float = 20.0) -> None:
        self.model = model
        self.until = time.monotonic() + seconds
        self.witnesses = Witnesses(model)
        self._alone: dict[str, float] = {}

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    def opens(self, given: Given) -> tuple[Status, Given]:
        """Whether giving up `given` leaves a zone that is not empty; if it does not, a certificate: a minimal set of
        clauses, none of them in `given`, that cannot all hold. Unknown when the time is up.

        A set that all known witnesses break in some clause, none of its clauses to spare, is a certificate as soon as
        it is shown to be empty; if it is not, that shows another witness (Gunopulos and others 1997, 'dualize and
        advance').
        """
        while self.witnesses.opening(given) is None:
            if self.left <= 0:
                return Status.UNKNOWN, frozenset()
            held = self.witnesses.held(given)
            answer = self._settle(frozenset(self.model.clauses) - held)
            if answer is not Status.NON_EMPTY:
                return answer, held if answer is Status.EMPTY else frozenset()
        return Status.NON_EMPTY, frozenset()

    def _settle(self, given: Given) -> Status:
        """Whether the zone without `given` is empty; outcomes found inside become witnesses."""
        answer, outcomes = _searched(self.model, given, self.left)
        if answer is not Status.NON_EMPTY:
            return answer
        self.witnesses.add(outcomes)
        return answer if self.witnesses.opening(given) is not None else Status.UNKNOWN

    def best_alone(self, party: str) -> float:
        """The best utility that a party could have within its own terms and the links, whatever the others want."""
        if party not in self._alone:
            others = frozenset(c for c in self.model.clauses if c.party != party)
            p = list(self.model.parties).index(party)
            space = prepare(self.model, without=others).of_parties(np.array([p]))
            rows: Floats = front_of(space).rows
            self._alone[party] = float(rows.max() / space.scale[0]) if len(rows) else 1.0
        return self._alone[party]

    def best_deal(self, given: Given) -> Deal | None:
        """The deal that `given` opens with the largest smallest gain, then the largest sum; None out of time.

        A party that gave up its reservation value may gain less than nothing.
        """
        space = prepare(self.model, without=given)
        wanted = self.model.reservations
        witness = self.witnesses.opening(given)
        if witness is None and self._settle(given) is Status.NON_EMPTY:
            witness = self.witnesses.opening(given)
        if witness is None:
            return None
        outcome = self.model.outcome(self.witnesses.climbed(given, witness))
        deal = Deal(outcome, self.model.utility(outcome))
        gains = np.array(list(deal.utilities.values())) - wanted
        best = (round(float(gains.min()), 9), sum(deal.utilities.values()))
        cuts = _raised(space, wanted, best[0])
        for limit in (ROWS[-1], ROWS[-1], 4 * ROWS[-1]):
            if self.left <= 0:
                break
            found = front_of(space, cuts, limit=limit)
            inside = np.flatnonzero((found.rows >= space.floors).all(axis=1))
            if found.layer is not None and len(inside):
                utilities = space.utilities(found.rows[inside])
                least = np.round((utilities - wanted).min(axis=1), 9)
                k = int(np.lexsort((utilities.sum(axis=1), least))[-1])
                value = (float(least[k]), float(utilities[k].sum()))
                if value > best:
                    best, deal = value, _deal(self.model, space, found, int(inside[k]))
                cuts = _raised(space, wanted, best[0])
            if found.exact:
                break
        return deal


def settle(model: Negotiation, *, seconds: float = 10.0) -> Status:
    """Whether the zone is empty, proven either way, or unknown when the time is up."""
    return _searched(model, frozenset(), seconds)[0]


def _searched(model: Negotiation, given: Given, seconds: float) -> tuple[Status, Indices]:
    """Whether the zone without the clauses in `given` is empty; if it is not, some outcomes inside (n, issues)."""
    until = time.monotonic() + seconds
    space, none = prepare(model, without=given), np.zeros((0, len(model.counts)), np.int64)
    for limit in ROWS:
        found, inside, standing = _standing(space, limit)
        if found.layer is not None and len(inside):
            numbers, _ = found.layer.outcomes(inside[:WITNESSES], len(space.options), ties=False)
            return Status.NON_EMPTY, np.stack([o[numbers[:, i]] for i, o in enumerate(standing.options)], axis=1)
        if found.exact:
            return Status.EMPTY, none
        if time.monotonic() > until:
            return Status.UNKNOWN, none
    from zopa.solve.program import feasible

    answer, outcome = feasible(model.without(given), seconds=until - time.monotonic())
    return answer, none if outcome is None else np.array([model.indices(outcome)])


def _standing(space: Space, limit: int) -> tuple[FrontRows, Indices, Space]:
    """The zone's front in the eyes of the parties whose floors still stand, and which of its rows meet them."""
    standing = np.flatnonzero(space.floors > 0)
    space = space.of_parties(standing if len(standing) else np.array([0]))
    found = front_of(space, Cuts.floors(space), limit=limit)
    return found, np.flatnonzero((found.rows >= space.floors).all(axis=1)), space


def _raised(space: Space, reservations: Floats, least: float) -> Cuts:
    """Floors; for every party a gain of at least `least`; and so for weighted means of gains.

    The means follow from the rest, but a partial outcome that could still please each party by itself can often no
    longer please all of them on average.
    """
    shares = np.hstack([np.eye(space.parties), _shares(space, reservations)])
    return Cuts.floors(space).and_(shares / space.scale[:, None], reservations @ shares + least - 1e-9)


def _shares(space: Space, reservations: Floats) -> Floats:
    """Weights (parties, several), each column summing to 1, by which the greatest weighted mean of gains is small.

    Steps of the Lagrangian dual by multiplicative weights (Arora, Hazan and Kale 2012): who gains most where the
    weighted mean is greatest counts for less from then on.
    """
    weights = np.full(space.parties, 1 / space.parties)
    kept = [weights]
    for step in range(1, 1 << MEANS):
        best = [table[np.argmax(table @ (weights / space.scale))] for table in space.tables]
        gains = np.sum(best, axis=0) / space.scale - reservations
        weights = weights * np.exp((gains.mean() - gains) * 4 / np.sqrt(step))
        weights /= weights.sum()
        if step & (step + 1) == 0:
            kept.append(weights)
    return np.stack(kept, axis=1)


def _deal(model: Negotiation, space: Space, found: FrontRows, row: int) -> Deal:
    assert found.layer is not None
    numbers, _ = found.layer.outcomes(np.array([row]), len(space.options), ties=False)
    outcome = model.outcome(int(space.options[i][o]) for i, o in enumerate(numbers[0]))
    return Deal(outcome, model.utility(outcome))
