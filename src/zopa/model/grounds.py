"""What a proposed number rests on, and the small change of saying so: amounts to two digits, short quotes, counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from zopa.ledger import Knowledge
from zopa.ledger.stands import weight
from zopa.read import Statement

QUOTED: Final = 90  # characters of a finding in a sentence


@dataclass(frozen=True, slots=True)
class Ground:
    """What one number rests on: finding ids, those that weigh most first, and a sentence why."""

    findings: tuple[str, ...]
    why: str


def counts(statement: Statement) -> float:
    """How much a statement counts as evidence: above 0, for it was read."""
    return max(weight(statement), 0.01)


def origins(said: list[Statement], knowledge: Knowledge) -> int:
    """How many independent articles statements come from."""
    return len({knowledge.origin(one.article) for one in said})


def amount(low: float, high: float, most: float = 1.0) -> Any:
    """A number, or [low, high], to two digits, within 0 and `most`."""
    low, high = round(max(0.0, low), 2), round(min(most, high), 2)
    return tidy(low) if low >= high else [tidy(low), tidy(high)]


def tidy(number: float) -> float | int:
    """A whole number without its point."""
    return int(number) if math.isfinite(number) and number == int(number) else number


def short(text: str) -> str:
    """The first words of a finding."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rsplit(" ", 1)[0] + "…"


def number_of(number: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
