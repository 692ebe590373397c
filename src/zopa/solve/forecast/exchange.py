"""The exchange model: actors trade their votes on issues that matter less to them for votes on issues that matter more.

F. N. Stokman and R. Van Oosten, "The exchange of voting positions: an object-oriented model of policy networks", in
B. Bueno de Mesquita and F. N. Stokman (eds), European Community Decision Making, Yale University Press 1994. The
expected outcome of an issue is the mean of voting positions weighted by power and salience. Two actors on opposite
sides of the expected outcome on two issues can trade: each moves its vote on the issue that matters relatively less to
it towards the other's position. The rate gives both the same gain; one of the two moves as far as it can: to the
other's position, and not so far that the outcome would pass the position of whom it serves. The trade with the
greatest gain is made, all others are reckoned anew, until none is left. A vote that was moved can only be moved on in
the same direction. The forecast is the expected outcome of the votes after trade; a question on its own has no trade
and gives the compromise.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from zopa import limits
from zopa.model.negotiation import Floats
from zopa.solve.forecast.question import Dossier

LEAST_GAIN: Final = 1e-9  # a smaller gain is none


@dataclass(frozen=True, slots=True)
class Trade:
    """`giver` moves its vote on `given` from `start` to `end` for `taker`, who moves its own on `taken` in return."""

    giver: str
    given: str
    given_from: float
    given_to: float
    taker: str
    taken: str
    taken_from: float
    taken_to: float
    gain: float


@dataclass(frozen=True)
class Traded:
    """The expected outcome of every question after trade, by name, and the trades in the order in which they are made.

    `complete` is False where trading was stopped because there were enough.
    """

    outcomes: dict[str, float]
    trades: tuple[Trade, ...]
    complete: bool = True


def exchange(dossier: Dossier) -> dict[str, float]:
    """The expected outcome of every question of a dossier after trade."""
    return trade(dossier).outcomes


def trade(dossier: Dossier, *, most: int = limits.TRADES) -> Traded:
    """Make the trades that serve both sides, the greatest gain first, at most `most` of them."""
    market = _Market(dossier)
    trades: list[Trade] = []
    while (best := market.best()) is not None and len(trades) < most:
        trades.append(market.make(best))
    return Traded(market.results(), tuple(trades), best is None)


@dataclass(frozen=True, slots=True)
class _Offer:
    gain: float
    giver: int
    given: int
    taker: int
    taken: int
    shift: float  # of the outcome of `given`
    returned: float  # of the outcome of `taken`


class _Market:
    """Positions, votes and weights as arrays of shape (actors, questions); NaN where an actor has no position.

    Positions are in shares of each question's scale, so that gains on different scales can be compared.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.questions = dossier.questions
        self.actors = tuple(dict.fromkeys(a for q in self.questions for a in q.actors))
        shape = (len(self.actors), len(self.questions))
        self.ideal = np.full(shape, np.nan)
        self.salience = np.zeros(shape)
        self.weight = np.zeros(shape)
        for k, question in enumerate(self.questions):
            rows = [self.actors.index(actor) for actor in question.actors]
            self.ideal[rows, k] = (question.positions - question.low) / question.width
            self.salience[rows, k] = question.saliences
            self.weight[rows, k] = question.weights
        self.vote = self.ideal.copy()
        self.moved = np.zeros(shape)  # direction in which a vote was moved
        self.side = np.sign(np.nan_to_num(self.ideal - self.outcome()))
        self.offers = {pair: self._offer(*pair) for pair in combinations(range(len(self.questions)), 2)}

    def outcome(self) -> Floats:
        return np.asarray(np.nansum(self.weight * self.vote, axis=0))

    def results(self) -> dict[str, float]:
        return {q.name: float(q.low + q.width * value) for q, value in zip(self.questions, self.outcome(), strict=True)}

    def best(self) -> _Offer | None:
        offers = [offer for offer in self.offers.values() if offer is not None]
        return max(offers, key=lambda o: (o.gain, -o.giver, -o.taker), default=None)

    def _offer(self, p: int, q: int) -> _Offer | None:
        """The best trade of two questions, if one is left: the giver, who cares relatively more for p, moves on q."""
        opposed = (self.side[:, None, p] * self.side[None, :, p] < 0) & (
            self.side[:, None, q] * self.side[None, :, q] < 0
        )
        s = self.salience
        # the giver cares relatively more for p
        opposed &= s[:, None, p] * s[None, :, q] > s[:, None, q] * s[None, :, p]
        if not opposed.any():
            return None
        now = self.outcome()
        given = self._reach(q, now[q])  # [giver, taker]
        returned = self._reach(p, now[p]).T  # the taker moves on p towards the giver
        on_p, on_q = s[:, None, p] + s[None, :, p], s[:, None, q] + s[None, :, q]
        with np.errstate(divide="ignore", invalid="ignore"):
            shift = np.where(opposed, np.minimum(given, returned * on_p / on_q), 0.0)
            back = np.where(opposed, shift * on_q / on_p, 0.0)
        gain = np.nan_to_num(s[:, None, p] * back - s[:, None, q] * shift, nan=-1.0)
        giver, taker = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[giver, taker] <= LEAST_GAIN:
            return None
        at = int(giver), int(taker)
        return _Offer(float(gain[at]), at[0], q, at[1], p, float(shift[at]), float(back[at]))

    def _reach(self, k: int, now: float) -> Floats:
        """How far the row's vote on question k can shift its outcome for the column, 0 where it cannot."""
        way = self.ideal[None, :, k] - self.vote[:, None, k]
        direction = np.sign(np.nan_to_num(way))
        free = (self.moved[:, None, k] == 0) | (self.moved[:, None, k] == direction)
        wanted = self.ideal[None, :, k] - now
        useful = np.sign(np.nan_to_num(wanted)) == direction
        most = np.minimum(self.weight[:, None, k] * np.abs(way), np.abs(wanted))
        return np.where(free & useful, np.nan_to_num(most), 0.0)

    def make(self, offer: _Offer) -> Trade:
        places = []
        for actor, other, k, shift in (
            (offer.giver, offer.taker, offer.given, offer.shift),
            (offer.taker, offer.giver, offer.taken, offer.returned),
        ):
            start = self.vote[actor, k]
            direction = np.sign(self.ideal[other, k] - start)
            self.vote[actor, k] = start + direction * shift / self.weight[actor, k]
            self.moved[actor, k] = direction
            question = self.questions[k]
            places.append([float(question.low + question.width * v) for v in (start, self.vote[actor, k])])
        for pair in self.offers:
            if offer.given in pair or offer.taken in pair:
                self.offers[pair] = self._offer(*pair)
        names = [q.name for q in self.questions]
        return Trade(
            self.actors[offer.giver],
            names[offer.given],
            places[0][0],
            places[0][1],
            self.actors[offer.taker],
            names[offer.taken],
            places[1][0],
            places[1][1],
            offer.gain,
        )
