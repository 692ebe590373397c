"""Article to findings: statements, quotes, estimates, figures, events and acts, each with its exact words."""

from zopa.read.findings import (
    Act,
    Contradiction,
    Estimate,
    Event,
    Figure,
    Finding,
    Quote,
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
    "Statement",
    "finding_id",
    "read_articles",
    "to_json",
]
