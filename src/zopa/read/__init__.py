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
from zopa.read.pipeline import Reading, read_articles, reader_name

__all__ = [
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
    "reader_name",
    "to_json",
]
