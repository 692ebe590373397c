"""Article to findings of every kind (`zopa.read.findings`), each with its exact words."""

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
from zopa.read.pipeline import READER, Reading, read_articles

__all__ = [
    "READER",
    "Act",
    "Change",
    "Contradiction",
    "Estimate",
    "Event",
    "Figure",
    "Finding",
    "Holding",
    "Quote",
    "Reading",
    "Reason",
    "Shift",
    "Statement",
    "Swap",
    "Tie",
    "finding_id",
    "read_articles",
    "to_json",
]
