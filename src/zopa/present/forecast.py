"""Forecasts and backtests, in words and as plain data."""

from __future__ import annotations

import math
from typing import Any

from zopa.present.page import Block, Grid, Heading, Page
from zopa.present.wording import count, listed
from zopa.solve.forecast import MODELS, Backtest, Forecast, Outlook, Question

CAUTION = (
    "A rank says which model erred least on average on the decided issues named above, and the first few can hardly be "
    "told apart. An interval says how often outcomes fell inside it there. Neither promises anything for this "
    "negotiation."
)


def outlook_page(outlook: Outlook) -> Page:
    """Forecasts in words: all models side by side, then each question with its intervals."""
    if not outlook.questions:
        return Page(f"{outlook.name}: forecasts", ("No issue has two options or more and a party that prefers one.",))
    rest = outlook.calibration
    ranked = sorted(MODELS, key=rest.ranks.__getitem__)
    rows = [
        (question.name, *(f"{f.point:.1f}" for f in outlook.forecasts[question.name])) for question in outlook.questions
    ]
    blocks: list[Block] = [
        f"{len(MODELS)} models. Ranks and intervals rest on {count(rest.questions, 'decided issue')} of "
        f"{count(rest.dossiers, 'dossier')}: {rest.source}.",
        Heading("Where each issue may be settled"),
        *_answer(outlook, ranked[0]),
        Heading("Side by side"),
        "Each number is a place on the scale of its issue, told below; models from the one that erred least.",
        Grid(
            ("issue", *(_name(model) for model in ranked)),
            (("rank", *(str(rest.ranks[m]) for m in ranked)), *rows),
            tuple(range(1, 8)),
        ),
    ]
    for question in outlook.questions:
        blocks += [Heading(question.name), _scale(question)]
        found = outlook.forecasts[question.name]
        body = tuple((_name(f.model), f"{f.point:.1f}", f.nearest or "", _ends(f), _within(f, question)) for f in found)
        columns = ("model", "point", "nearest option", f"{outlook.level:.0%} interval", "inside it")
        blocks.append(Grid(columns, body, (1,)))
    blocks += [Heading("The models"), "; ".join(f"{_name(m)}: {MODELS[m].title}" for m in ranked) + ".", CAUTION]
    return Page(f"{outlook.name}: where its issues may be settled", tuple(blocks))


def _answer(outlook: Outlook, best: str) -> list[Block]:
    """What the model that erred least says of every issue; on which of them there is nothing to weigh."""
    rows, alone = [], []
    for question in outlook.questions:
        one = next(f for f in outlook.forecasts[question.name] if f.model == best)
        rows.append((question.name, one.nearest or f"{one.point:.1f}", _within(one, question) or _ends(one)))
        if len(set(question.actors)) == 1:
            alone.append(question.name)
    columns = ("issue", f"nearest to the {_name(best)}", f"inside its {outlook.level:.0%} interval")
    blocks: list[Block] = [Grid(columns, tuple(rows))]
    if alone:
        blocks.append(f"One party alone takes a position on {listed(alone, 12)}: the models can only repeat it.")
    return blocks


def _name(model: str) -> str:
    return model.replace("_", " ")


def _scale(question: Question) -> str:
    places = ", ".join(f"{option} at {place:g}" for option, place in question.at.items())
    stands = "; ".join(
        f"{actor} at {position:g}" for actor, position in zip(question.actors, question.positions, strict=True)
    )
    return f"Scale: {places or f'{question.low:g} to {question.high:g}'}. Positions: {stands}."


def _ends(forecast: Forecast) -> str:
    return f"{forecast.low:.1f} to {forecast.high:.1f}"


def _within(forecast: Forecast, question: Question) -> str:
    if question.at and len(forecast.within) == len(question.at):
        return "every option"
    return ", ".join(forecast.within) or ("none: between options" if question.at else "")


def outlook_data(outlook: Outlook) -> dict[str, Any]:
    """Forecasts as plain data."""
    rest = outlook.calibration
    return {
        "zopa": 1,
        "model": outlook.name,
        "level": outlook.level,
        "calibration": {
            "source": rest.source,
            "questions": rest.questions,
            "dossiers": rest.dossiers,
            "ranks": dict(rest.ranks),
        },
        "issues": [
            {
                "issue": question.name,
                "scale": [question.low, question.high],
                "options": dict(question.at),
                "positions": dict(zip(question.actors, question.positions.tolist(), strict=True)),
                "forecasts": {
                    f.model: {
                        "rank": f.rank,
                        "point": f.point,
                        "interval": [f.low, f.high],
                        "nearest": f.nearest,
                        "inside": list(f.within),
                    }
                    for f in outlook.forecasts[question.name]
                },
            }
            for question in outlook.questions
        ],
    }


def backtest_page(found: Backtest, name: str, shipped: str | None) -> Page:
    """How the models fared, in words."""
    left = f" {count(found.left_out, 'issue')} without an outcome left out." if found.left_out else ""
    head = (
        f"{count(len(found.cases), 'decided issue')} of {count(found.dossiers, 'dossier')}.{left} Errors and widths "
        f"are in hundredths of the scale. Intervals at {found.level:.0%}."
    )
    columns = ["model", "rank", "mean error", "behind plain mean (95%)", "within 10", "held", "width"]
    columns += ["held, shipped"] if shipped else []
    rows = []
    for f in found.fared:
        low, high = (100 * v for v in f.behind_interval)
        behind = "itself" if f.model == "mean" else f"{100 * f.behind_mean:+.1f} ({low:+.1f} to {high:+.1f})"
        row = [_name(f.model), str(f.rank), f"{100 * f.error:.1f}", behind, f"{f.near:.0%}", f"{f.held:.1%}"]
        row.append(f"{100 * f.width:.0f}")
        rows.append((*row, *([f"{f.shipped:.1%}"] if shipped and f.shipped is not None else [])))
    blocks: list[Block] = [head, Grid(tuple(columns), tuple(rows), (1, 2, 4, 5, 6, 7)[: 5 + bool(shipped)])]
    blocks.append(
        "held: outcomes inside the interval that was calibrated on all other dossiers. Where 0 lies inside the range "
        f"in brackets, the model cannot be told apart from the plain mean ({count(found.dossiers, 'dossier')} "
        f"resampled whole; seed {found.seed})."
    )
    if shipped:
        blocks.append(
            f"held, shipped: the same with the sizes of error that come with zopa, from {shipped}; no test on those."
        )
    if any(math.isclose(f.width, 1.0) for f in found.fared):
        blocks.append("Too few issues to calibrate on: some intervals are the whole scale.")
    return Page(f"{name}: forecasts against outcomes", tuple(blocks))


def backtest_data(found: Backtest, name: str) -> dict[str, Any]:
    """The backtest as plain data, down to every forecast."""
    return {
        "zopa": 1,
        "data": name,
        "level": found.level,
        "questions": len(found.cases),
        "dossiers": found.dossiers,
        "left_out": found.left_out,
        "seed": found.seed,
        "models": {
            f.model: {
                "rank": f.rank,
                "mean_absolute_error": f.error,
                "behind_mean": f.behind_mean,
                "behind_mean_interval": list(f.behind_interval),
                "within_a_tenth": f.near,
                "held": f.held,
                "width": f.width,
                "held_shipped": f.shipped,
            }
            for f in found.fared
        },
        "cases": [
            {
                "dossier": case.dossier,
                "issue": case.question.name,
                "outcome": case.question.outcome,
                "forecasts": dict(case.forecasts),
                "intervals": {model: list(ends) for model, ends in case.intervals.items()},
            }
            for case in found.cases
        ],
    }
