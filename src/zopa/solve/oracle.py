"""Whether a deal exists once some clauses are given up: the question that keys and certificates are made of.

Answered by merging issues with the floors as cuts, in the eyes of those parties only whose reservation values still
stand, first with few rows kept (any outcome found is proof), then with more; the constraint program decides the rest.
"""

from __future__ import annotations

import time

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.solve.front import Cuts, FrontRows, front_of
from zopa.solve.results import Deal, Status
from zopa.solve.space import Space, prepare

Given = frozenset[Clause]
ROWS = (1_000, 20_000)


class Oracle:
    """Answers for one model; remembers them, and what follows from them."""

    def __init__(self, model: Negotiation, *, seconds: float = 20.0) -> None:
        self.model = model
        self.all = frozenset(model.clauses)
        self.until = time.monotonic() + seconds
        self.opened: list[Given] = []
        self.closed: list[Given] = []

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    def opens(self, given: Given) -> Status:
        """Whether giving up `given` leaves a zone that is not empty."""
        if any(known <= given for known in self.opened):
            return Status.NON_EMPTY
        if any(known >= given for known in self.closed):
            return Status.EMPTY
        answer = settle(self.model, given, seconds=self.left)
        if answer is Status.NON_EMPTY:
            self.opened.append(given)
        elif answer is Status.EMPTY:
            self.closed.append(given)
        return answer

    def certificate(self, given: Given) -> Given | None:
        """A minimal set of clauses, none of them in `given`, that cannot all hold; None when the time is up.

        `given` must leave the zone empty.
        """
        needed = self.all - given
        for clause in sorted(needed):
            if self.left <= 0:
                return None
            answer = self.opens(self.all - needed | {clause})
            if answer is Status.EMPTY:
                needed -= {clause}
            elif answer is Status.UNKNOWN:
                return None
        return needed

    def best_deal(self, given: Given) -> Deal | None:
        """The deal that `given` opens with the largest smallest gain, then the largest sum; None out of time.

        A party that gave up its reservation value may gain less than nothing.
        """
        space = prepare(self.model, without=given)
        wanted = self.model.reservations
        witness = _witness(self.model, space)
        if witness is None:
            return None
        deal = Deal(witness, self.model.utility(witness))
        gains = np.array(list(deal.utilities.values())) - wanted
        best = (float(gains.min()), float("-inf"))
        cuts = _raised(space, wanted, best[0])
        for limit in (*ROWS, *ROWS[1:] * 4):
            if self.left <= 0:
                break
            found = front_of(space, cuts, limit=limit)
            inside = np.flatnonzero((found.rows >= space.floors).all(axis=1))
            if found.layer is not None and len(inside):
                utilities = space.utilities(found.rows[inside])
                least = np.round((utilities - wanted).min(axis=1), 9)
                k = int(np.lexsort((utilities.sum(axis=1), least))[-1])
                value = (float(least[k]), float(utilities[k].sum()))
                if value <= best and not found.exact:
                    break
                if value > best:
                    best, deal = value, _deal(self.model, space, found, int(inside[k]))
                cuts = _raised(space, wanted, best[0])
            if found.exact:
                break
        return deal


def settle(model: Negotiation, given: Given = frozenset(), *, seconds: float = 10.0) -> Status:
    """Whether the zone without the clauses in `given` is empty, proven either way, or unknown when the time is up."""
    start = time.monotonic()
    for limit in ROWS:
        found, inside, _ = _standing(prepare(model, without=given), limit)
        if len(inside):
            return Status.NON_EMPTY
        if found.exact:
            return Status.EMPTY
        if time.monotonic() - start > seconds:
            return Status.UNKNOWN
    from zopa.solve.program import feasible

    return feasible(model.without(given), seconds=seconds - (time.monotonic() - start))


def _standing(space: Space, limit: int) -> tuple[FrontRows, Indices, Space]:
    """The zone's front in the eyes of the parties whose floors still stand, and which of its rows meet them."""
    standing = np.flatnonzero(space.floors > 0)
    space = space.of_parties(standing if len(standing) else np.array([0]))
    found = front_of(space, Cuts.floors(space), limit=limit)
    return found, np.flatnonzero((found.rows >= space.floors).all(axis=1)), space


def _witness(model: Negotiation, space: Space) -> dict[str, str] | None:
    """Some outcome of the zone."""
    for limit in ROWS:
        found, inside, standing = _standing(space, limit)
        if len(inside):
            return dict(_deal(model, standing, found, int(inside[0])).outcome)
    return None


def _raised(space: Space, reservations: Floats, least: float) -> Cuts:
    """Floors, and for every party a gain of at least `least`."""
    directions = np.eye(space.parties) / space.scale[:, None]
    return Cuts.floors(space).and_(directions, reservations + least - 1e-9)


def _deal(model: Negotiation, space: Space, found: FrontRows, row: int) -> Deal:
    assert found.layer is not None
    numbers, _ = found.layer.outcomes(np.array([row]), len(space.options), ties=False)
    outcome = model.outcome(int(space.options[i][o]) for i, o in enumerate(numbers[0]))
    return Deal(outcome, model.utility(outcome))


def best_alone(model: Negotiation, party: str) -> float:
    """The best utility that a party could have within its own terms and the links, whatever the others want."""
    others = frozenset(c for c in model.clauses if c.party != party)
    p = list(model.parties).index(party)
    space = prepare(model, without=others).of_parties(np.array([p]))
    rows: Floats = front_of(space).rows
    return float(rows.max() / space.scale[0]) if len(rows) else 1.0
