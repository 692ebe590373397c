"""What forecasting models are given: a `Question` per ordered issue, a `Dossier` of those decided together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from zopa.errors import InputError
from zopa.model.negotiation import Floats, Negotiation
from zopa.model.scales import ideal, places, saliences


@dataclass(frozen=True, eq=False)
class Question:
    """An issue as a scale from `low` to `high` with the actors that have a position on it, and only these.

    `positions`, `saliences` and `powers` have shape (actors,); positions are in the scale's units, the others from 0
    up. `reference` is the point that holds if nothing is decided; `outcome` what was decided, where it is known.
    `at` names places on the scale. Raises `InputError` for no actor, NaN, a negative weight or a scale without width.
    """

    name: str
    actors: tuple[str, ...]
    positions: Floats
    saliences: Floats
    powers: Floats
    low: float = 0.0
    high: float = 100.0
    reference: float | None = None
    outcome: float | None = None
    at: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.actors)
        numbers = (self.positions, self.saliences, self.powers)
        if not n:
            raise InputError("nobody has a position on it", where=self.name, mend="leave the issue out")
        if any(a.shape != (n,) or not np.isfinite(a).all() for a in numbers):
            raise InputError("positions, saliences and powers do not match the actors", where=self.name)
        if (self.saliences < 0).any() or (self.powers < 0).any():
            raise InputError("a salience or power is below 0", where=self.name, mend="give numbers from 0 up")
        if not (np.isfinite([self.low, self.high]).all() and self.low < self.high):
            raise InputError("the scale has no width", where=self.name, mend="give two different ends")

    @property
    def width(self) -> float:
        return self.high - self.low

    @cached_property
    def weights(self) -> Floats:
        """Power times salience, summing to 1; power alone where the issue matters to nobody, else all the same."""
        for weights in (self.powers * self.saliences, self.powers, np.ones(len(self.actors))):
            total = weights.sum()
            if total > 0:
                return np.asarray(weights / total)
        raise AssertionError("ones sum to more than 0")


@dataclass(frozen=True)
class Dossier:
    """Questions that are decided together, so that parties can trade one for another."""

    name: str
    questions: tuple[Question, ...]


def dossier_of(model: Negotiation) -> Dossier:
    """The issues of a model as questions: a party's position is its best option, its salience the issue's weight.

    Options lie where the numbers that their names begin with say, else evenly over 0..100. Parties that have no values
    on an issue, or to which all its options are worth the same, have no position on it. Issues with one option, and
    issues on which nobody has a position, are left out.
    """
    weight = {party: saliences(model, party) for party in model.parties}
    questions = []
    for i, (issue, options) in enumerate(model.issues.items()):
        at, _ = places(options)
        ends = [at[o] for o in options]
        stands: list[tuple[str, float, float, float]] = []
        for p, (name, party) in enumerate(model.parties.items()):
            place = ideal(model.values[i][:, p].tolist(), ends) if issue in party.values else None
            if place is not None:
                stands.append((name, place, weight[name][issue], party.power))
        if len(options) < 2 or not stands:
            continue
        status_quo = model.status_quo.get(issue)
        questions.append(
            Question(
                name=issue,
                actors=tuple(s[0] for s in stands),
                positions=np.array([s[1] for s in stands]),
                saliences=np.array([s[2] for s in stands]),
                powers=np.array([s[3] for s in stands]),
                low=min(ends),
                high=max(ends),
                reference=None if status_quo is None else at[status_quo],
                at=at,
            )
        )
    return Dossier(model.name, tuple(questions))
