"""The kinds of findings, listed once.

KINDS      the name of each kind in the file format, and its type
Findings   a tuple of findings for each kind: what an article or a case holds
by_kind    any findings as the values of such tuples
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zopa.read.findings import (
    Act,
    Change,
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
)

KINDS: Final[Mapping[str, type[Finding]]] = {
    "statement": Statement,
    "quote": Quote,
    "estimate": Estimate,
    "figure": Figure,
    "event": Event,
    "act": Act,
    "shift": Shift,
    "reason": Reason,
    "tie": Tie,
    "change": Change,
    "holding": Holding,
    "swap": Swap,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Findings of every kind, each kind in the order of its articles; the field of a kind is its name with an `s`."""

    statements: tuple[Statement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    acts: tuple[Act, ...] = ()
    shifts: tuple[Shift, ...] = ()  # those that articles report
    reasons: tuple[Reason, ...] = ()
    ties: tuple[Tie, ...] = ()
    changes: tuple[Change, ...] = ()
    holdings: tuple[Holding, ...] = ()
    swaps: tuple[Swap, ...] = ()

    def every(self) -> Iterator[Finding]:
        """All of them, kind by kind."""
        for kind in KINDS:
            yield from getattr(self, f"{kind}s")


def by_kind(findings: Iterable[Finding]) -> dict[str, Any]:
    """The fields of `Findings` that hold these."""
    found = tuple(findings)
    return {f"{kind}s": tuple(f for f in found if isinstance(f, made)) for kind, made in KINDS.items()}
