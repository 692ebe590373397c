"""Estimates with their outcomes and scores in words, and as JSON."""

from __future__ import annotations

from typing import Any, Final

from zopa.ledger import Scored
from zopa.present import wording as w
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


def scored_json(row: Scored) -> dict[str, Any]:
    """The estimate as a finding, with forecaster, probability, outcome and scores."""
    more = {k: v for k, v in to_json(row).items() if k != "estimate"}
    return {**to_json(row.estimate), **more}
