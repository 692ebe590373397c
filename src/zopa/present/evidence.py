"""Numbers for findings: every line of a brief on paper or in a terminal points to numbered words of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from zopa.present.brief import Brief
from zopa.present.parts import Section
from zopa.read import Finding

SHOWN: Final = 3  # numbers after one line; the JSON brief has them all


def first_findings(section: Section) -> Iterator[str]:
    """Ids of the findings that the lines and the table of a section point to first."""
    return every_finding(section, SHOWN)


def every_finding(section: Section, most: int | None = None) -> Iterator[str]:
    """Ids of the findings (the first `most` each) that the lines and the table of a section point to."""
    lines = list(section.lines)
    for line in lines:
        yield from line.findings[:most]
        lines += line.lines
    for row in section.table.rows if section.table else ():
        for cell in row:
            yield from cell.findings[:most]


class Numbers:
    """Hands out numbers in the order in which findings are first pointed to; the same words have one number."""

    def __init__(self, brief: Brief) -> None:
        self._find = brief.knowledge.find
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._first: list[Finding] = []

    def of(self, findings: Sequence[str], most: int = SHOWN) -> list[int]:
        """Numbers of the first `most` findings that are known."""
        return [number for number, _ in self.at(findings, most)]

    def at(self, findings: Sequence[str], most: int = SHOWN) -> list[tuple[int, int]]:
        """The same, each with the place of its finding among the known ones."""
        places: dict[int, int] = {}
        known = (found for f in dict.fromkeys(findings) if (found := self._find(f)))
        for i, finding in enumerate(islice(known, most)):
            places.setdefault(self._number(finding), i)
        return list(places.items())

    def _number(self, finding: Finding) -> int:
        place = (finding.article, finding.start, finding.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self._first.append(finding)
        return self._numbers[place]

    def used(self) -> Iterator[tuple[int, Finding]]:
        """Every number given so far with its finding, in order."""
        yield from enumerate(self._first, 1)
