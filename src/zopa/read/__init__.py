"""Article to findings of every kind (`zopa.read.findings`), each with its exact words.

Findings are shown far more often than they are made: `read_articles` and its language models load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zopa.read.findings import (
    Act,
    Change,
    Contradiction,
    Estimate,
    Event,
    Figure,
    Finding,
    Holding,
    Quote,
    Reason,
    Shift,
    Statement,
    Swap,
    Tie,
    finding_id,
    to_json,
)
from zopa.read.kinds import KINDS, Findings, by_kind
from zopa.read.reading import Reading, reader_name

if TYPE_CHECKING:
    from zopa.read.pipeline import read_articles

__all__ = [
    "KINDS",
    "Act",
    "Change",
    "Contradiction",
    "Estimate",
    "Event",
    "Figure",
    "Finding",
    "Findings",
    "Holding",
    "Quote",
    "Reading",
    "Reason",
    "Shift",
    "Statement",
    "Swap",
    "Tie",
    "by_kind",
    "finding_id",
    "read_articles",
    "reader_name",
    "to_json",
]


def __getattr__(name: str) -> Any:
    if name != "read_articles":
        raise AttributeError(f"module 'zopa.read' has no attribute '{name}'")
    from zopa.read.pipeline import read_articles

    return read_articles
