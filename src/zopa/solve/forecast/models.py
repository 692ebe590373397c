"""The forecasting models under one face: each gives every question of a dossier a point on its scale.

`MODELS` holds them in the order in which tables show them. The challenge and exchange models simulate; the others
average. None of them is known to predict better than the plain mean by much (docs/explanation/forecasts.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from zopa.solve.forecast import averages, challenge, exchange
from zopa.solve.forecast.question import Dossier, Question


@dataclass(frozen=True, slots=True)
class Model:
    """A forecasting model: its name in files, what it does in a few words, and what computes it."""

    name: str
    title: str
    compute: Callable[[Dossier], Mapping[str, float]]


def _each(work: Callable[[Question], float]) -> Callable[[Dossier], Mapping[str, float]]:
    return lambda dossier: {question.name: work(question) for question in dossier.questions}


MODELS: Final[Mapping[str, Model]] = {
    model.name: model
    for model in (
        Model("mean", "plain mean of positions", _each(averages.mean)),
        Model("compromise", "mean by power and salience", _each(averages.compromise)),
        Model("median", "middle position", _each(averages.median)),
        Model("weighted_median", "middle by power and salience", _each(averages.weighted_median)),
        Model("nash", "Nash bargaining solution", _each(averages.nash)),
        Model("challenge", "challenges and concessions", _each(challenge.challenge)),
        Model("exchange", "votes traded between issues", exchange.exchange),
    )
}


def points(dossier: Dossier) -> dict[str, dict[str, float]]:
    """The forecast of every model for every question: `[model][question]`."""
    return {name: dict(model.compute(dossier)) for name, model in MODELS.items()}
