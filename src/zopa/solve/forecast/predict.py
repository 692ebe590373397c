"""`predict`: every model's forecast for every question of a dossier, with calibrated intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zopa.model.scales import option_names
from zopa.solve.forecast.calibration import SHIPPED, Calibration
from zopa.solve.forecast.conformal import interval
from zopa.solve.forecast.models import MODELS, points
from zopa.solve.forecast.question import Dossier, Question


@dataclass(frozen=True, slots=True)
class Forecast:
    """One model's point and interval for one question, in units of its scale.

    `nearest` is the option nearest to the point and `within` those inside the interval, where the scale has options.
    """

    model: str
    rank: int
    point: float
    low: float
    high: float
    nearest: str | None
    within: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """Forecasts of all models, by question; `level` is how often such intervals held where they were calibrated."""

    name: str
    level: float
    calibration: Calibration
    questions: tuple[Question, ...]
    forecasts: Mapping[str, tuple[Forecast, ...]]


def predict(dossier: Dossier, *, level: float = 0.8, calibration: Calibration = SHIPPED) -> Outlook:
    """Forecast every question. Raises `UsageError` for a level that the calibration has no sizes for."""
    sizes = calibration.at(level)
    found = points(dossier)
    forecasts = {}
    for question in dossier.questions:
        own = []
        for model in sorted(MODELS, key=calibration.ranks.__getitem__):
            point = found[model][question.name]
            low, high = interval(question, point, sizes[model])
            nearest = _nearest(question.at, point)
            within = option_names(question.at, low, high)
            own.append(Forecast(model, calibration.ranks[model], point, low, high, nearest, within))
        forecasts[question.name] = tuple(own)
    return Outlook(dossier.name, level, calibration, dossier.questions, forecasts)


def _nearest(at: Mapping[str, float], point: float) -> str | None:
    return min(at, key=lambda option: (abs(at[option] - point), at[option]), default=None)
