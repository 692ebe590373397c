"""How models fare on questions whose outcome is known: errors, ranks, and whether intervals hold on held-out dossiers.

Intervals of a dossier are calibrated on all the others (leave-one-out cross-conformal; Vovk 2015), so that no question
helps to judge itself or what was decided together with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zopa.errors import InputError
from zopa.model.negotiation import Floats
from zopa.solve.forecast.conformal import interval, quantile, score
from zopa.solve.forecast.models import MODELS, points
from zopa.solve.forecast.question import Dossier, Question

NEAR: Final = 0.1  # of the scale: what counts as close
RESAMPLES: Final = 2000
MARGIN: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Case:
    """One decided question: every model's forecast, its interval from the other dossiers, and its score."""

    dossier: str
    question: Question
    forecasts: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fared:
    """How one model fared; errors and widths in shares of the scale.

    `behind_mean` is its mean absolute error less that of the plain mean, with the 95% interval from resampling whole
    dossiers; 0 inside it says that the two cannot be told apart. `held` is the share of outcomes inside its interval.
    `shipped` is the same for the calibration that comes with zopa.
    """

    model: str
    rank: int
    error: float
    behind_mean: float
    behind_interval: tuple[float, float]
    near: float
    held: float
    width: float
    shipped: float | None


@dataclass(frozen=True)
class Backtest:
    """All models on one set of decided questions; `left_out` counts those without an outcome."""

    level: float
    cases: tuple[Case, ...]
    fared: tuple[Fared, ...]
    dossiers: int
    left_out: int
    seed: int

    def scores(self, model: str) -> list[float]:
        """The scores of a model, to calibrate other forecasts with."""
        return [case.scores[model] for case in self.cases]


def backtest(
    dossiers: Sequence[Dossier], *, level: float = 0.8, shipped: Mapping[str, float] | None = None, seed: int = 0
) -> Backtest:
    """Forecast every decided question. `shipped` gives each model's size of error from elsewhere, to be tried too.

    Undecided questions still take part in trades. Raises `InputError` where fewer than two dossiers are decided.
    """
    named: list[tuple[str, Question, dict[str, float], dict[str, float]]] = []
    left_out = 0
    for dossier in dossiers:
        found = points(dossier)
        for question in dossier.questions:
            if question.outcome is None:
                left_out += 1
                continue
            forecasts = {model: found[model][question.name] for model in MODELS}
            sizes = {model: score(question, value) for model, value in forecasts.items()}
            named.append((dossier.name, question, forecasts, sizes))
    groups = {name for name, *_ in named}
    if len(groups) < 2:
        raise InputError(
            f"{len(named)} decided questions of {len(groups)} dossiers", mend="give at least two decided dossiers"
        )
    size_without = {
        group: {m: quantile([s[m] for name, _, _, s in named if name != group], level) for m in MODELS}
        for group in groups
    }
    cases = tuple(
        Case(
            name,
            question,
            forecasts,
            {m: interval(question, forecasts[m], size_without[name][m]) for m in MODELS},
            sizes,
        )
        for name, question, forecasts, sizes in named
    )
    return Backtest(level, cases, _fared(cases, shipped, seed), len(groups), left_out, seed)


def _fared(cases: Sequence[Case], shipped: Mapping[str, float] | None, seed: int) -> tuple[Fared, ...]:
    errors = {m: np.array([_share(c, c.forecasts[m]) for c in cases]) for m in MODELS}
    order = sorted(MODELS, key=lambda m: errors[m].mean())
    rows = _resampled([c.dossier for c in cases], seed)
    result = []
    for rank, model in enumerate(order, start=1):
        behind = errors[model] - errors["mean"]
        low, high = np.quantile(_means(rows, behind), [0.025, 0.975])
        ranges = [c.intervals[model] for c in cases]
        held = np.mean([_inside(c, r) for c, r in zip(cases, ranges, strict=True)])
        width = np.mean([(r[1] - r[0]) / c.question.width for c, r in zip(cases, ranges, strict=True)])
        given = None
        if shipped is not None:
            fixed = [interval(c.question, c.forecasts[model], shipped[model]) for c in cases]
            given = float(np.mean([_inside(c, r) for c, r in zip(cases, fixed, strict=True)]))
        result.append(
            Fared(
                model,
                rank,
                float(errors[model].mean()),
                float(behind.mean()),
                (float(low), float(high)),
                float((errors[model] <= NEAR + MARGIN).mean()),
                float(held),
                float(width),
                given,
            )
        )
    return tuple(result)


def _share(case: Case, forecast: float) -> float:
    assert case.question.outcome is not None
    return abs(case.question.outcome - forecast) / case.question.width


def _inside(case: Case, ends: tuple[float, float]) -> bool:
    assert case.question.outcome is not None
    margin = MARGIN * case.question.width
    return ends[0] - margin <= case.question.outcome <= ends[1] + margin


def _resampled(dossiers: Sequence[str], seed: int) -> Floats:
    """How often each case counts in each resample of whole dossiers, shape (resamples, cases)."""
    names = list(dict.fromkeys(dossiers))
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    return np.asarray(drawn[:, [names.index(name) for name in dossiers]], dtype=float)


def _means(rows: Floats, values: Floats) -> Floats:
    return np.asarray((rows @ values) / rows.sum(axis=1))
