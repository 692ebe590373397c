"""Article to findings: statements, quotes, estimates, figures, events, acts and shifts, each with its exact words."""

from zopa.read.findings import (
    Act,
    Contradiction,
    Estimate,
    Event,
    Figure,
    Finding,
    Quote,
    Shift,
    Statement,
    finding_id,
    to_json,
)
from zopa.read.pipeline import READER, Reading, read_articles

__all__ = [
    "READER",
    "Act",
    "Contradiction",
    "Estimate",
    "Event",
    "Figure",
    "Finding",
    "Quote",
    "Reading",
    "Shift",
    "Statement",
    "finding_id",
    "read_articles",
    "to_json",
]
