"""Numbers for findings: every line of a brief on paper or in a terminal points to numbered words of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zopa.present.brief import Brief
from zopa.read import Finding

SHOWN: Final = 3  # numbers after one line; the JSON brief has them all


class Numbers:
    """Hands out numbers in the order in which findings are first pointed to."""

    def __init__(self, brief: Brief) -> None:
        self._findings = brief.knowledge.finding
        self._numbers: dict[str, int] = {}

    def of(self, findings: Sequence[str], most: int = SHOWN) -> list[int]:
        """Numbers of the first `most` findings that are known."""
        known = list(dict.fromkeys(f for f in findings if f in self._findings))
        return [self._numbers.setdefault(f, len(self._numbers) + 1) for f in known[:most]]

    def used(self) -> Iterator[tuple[int, Finding]]:
        """Every number given so far with its finding, in order."""
        for finding, number in self._numbers.items():
            yield number, self._findings[finding]
