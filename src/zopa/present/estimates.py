"""Estimates with their outcomes and scores: a page, JSON, and one estimate as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from zopa.ledger import Forecaster, Scored
from zopa.present import wording as w
from zopa.present.judgements import ID_SHOWN
from zopa.present.page import Block, Grid, Heading, Page
from zopa.present.parts import WORDS
from zopa.present.safe import one_line
from zopa.read import Estimate, to_json

_POINTERS: Final = frozenset({"it", "that", "this"})  # what an estimate is of, where nothing before it tells more


def interval(estimate: Estimate) -> str:
    """`25%`, `20 to 45%`."""
    low, high = round(estimate.low * 100), round(estimate.high * 100)
    return f"{low}%" if low == high else f"{low} to {high}%"


def about(estimate: Estimate) -> str:
    """What the probability is of; said so where the words do not tell."""
    told = one_line(estimate.about or estimate.text, WORDS)
    untold = not estimate.about and told == one_line(estimate.phrase, WORDS)
    return "of what is not told" if untold or told.casefold() in _POINTERS else told


def outcome_text(row: Scored) -> str:
    """What came of it, with the score; empty while that is open."""
    if row.outcome is None:
        return ""
    came = "came about" if row.outcome.happened else "did not come about"
    spread = "" if row.brier_low == row.brier_high else f", {row.brier_low:.2f} to {row.brier_high:.2f}"
    return f"{came} ({w.day(row.outcome.on)}; Brier {row.brier:.2f}{spread}, log {row.log:.2f})"


def estimates_page(rows: Sequence[Scored], forecasters: Sequence[Forecaster], case: str) -> Page:
    """Who gave which probability of what, what came of it, and how well each forecaster did."""
    if not rows:
        return Page(f"Estimates in {case}", ("Nobody was found giving a probability that fits.",))
    cells = tuple(
        (
            row.estimate.id[:ID_SHOWN],
            row.said.isoformat() if row.said else "undated",
            one_line(row.forecaster),
            f"{row.estimate.phrase} ({interval(row.estimate)})",
            about(row.estimate),
            row.estimate.horizon.isoformat() if row.estimate.horizon else "",
            outcome_text(row) or "open",
        )
        for row in rows
    )
    blocks: list[Block] = [Grid(("estimate", "said", "by", "probability", "of", "until", "outcome"), cells)]
    if forecasters:
        blocks += [Heading("Scores of what is resolved"), _scores(forecasters)]
        blocks.append(
            "Brier: 0 is best, 0.25 is what always saying 50% gets. Log: 0 is best, -0.69 is 50%. Bias above 0: "
            "probabilities were too high. Calibration: how far the probabilities lie from how often it happened, by "
            "fifths of the scale; 0 is best, and a handful of estimates tells little."
        )
    else:
        blocks.append("None is resolved yet: zopa estimate resolve ID yes --on DAY --because WHY")
    return Page(f"Estimates in {case}", tuple(blocks))


def _scores(forecasters: Sequence[Forecaster]) -> Grid:
    rows = tuple(
        (
            one_line(f.name) if f.name else "all",
            str(f.count),
            f"{f.brier:.3f}",
            f"{f.log:.2f}",
            f"{f.bias:+.2f}",
            f"{f.reliability:.3f}",
            f"{f.base_rate:.0%}",
        )
        for f in forecasters
    )
    columns = ("forecaster", "resolved", "Brier", "log", "bias", "calibration", "happened")
    return Grid(columns, rows, right=(1, 2, 3, 4, 5, 6))


def scored_json(row: Scored) -> dict[str, Any]:
    """The estimate as a finding, with forecaster, probability, outcome and scores."""
    more = {k: v for k, v in to_json(row).items() if k != "estimate"}
    return {**to_json(row.estimate), **more}
