"""What is told while articles are read: nothing where it is quick, else how many and how long the rest takes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from zopa import intake
from zopa.project import brief

STRIKE = Path(__file__).resolve().parents[1] / "examples" / "strike"


def told(monkeypatch: pytest.MonkeyPatch, times: Iterable[float]) -> list[str]:
    """The lines told while the example is read, begun at the first of the times; each of the rest brings an article."""
    clock = iter(times)
    monkeypatch.setattr(intake, "monotonic", lambda: next(clock))
    monkeypatch.setenv("ZOPA_STANCES", "rules")
    lines: list[str] = []
    brief([STRIKE / "articles"], STRIKE / "case.yaml", progress=lines.append)
    return lines


def test_a_long_reading_tells_how_far_it_is_and_how_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, itertools.count(0.0, intake.TOLD_EVERY))
    steps = [re.fullmatch(r"read (\d+) of (\d+) articles, about \d+ (?:seconds|minutes) left", line) for line in lines]
    numbers = [(int(step[1]), int(step[2])) for step in steps if step]
    assert [n for n, _ in numbers] == list(range(1, numbers[0][1]))
    assert lines[-1].startswith(f"read {numbers[0][1]} articles, ")


def test_a_quick_reading_tells_only_what_it_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, itertools.count(0.0, 0.01))
    assert [line for line in lines if line.startswith("read ")] == [lines[-1]]


def test_articles_that_come_together_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    late = 4 * intake.TOLD_EVERY
    lines = told(monkeypatch, itertools.chain([0.0, late, late, late], itertools.count(late + 1)))
    assert next(line for line in lines if line.startswith("read ")).startswith("read 3 of ")
