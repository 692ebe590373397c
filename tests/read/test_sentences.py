"""Plain sentences as newspapers write them, with what must be found in each; the sentences are in `sentences/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.scenes import reading
from zopa.read.findings import Estimate

FOLDER = Path(__file__).parent / "sentences"


def entries(name: str) -> list[Any]:
    """The sentences of a file."""
    found: list[Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def inside(wanted: str | None, got: str | None) -> bool:
    """Whether the words wanted are in the words found; None is found only as None."""
    return got is None if wanted is None else got is not None and wanted.lower() in got.lower()


def of_value(wanted: str | list[float], estimate: Estimate) -> bool:
    """Whether an interval is the one wanted, or on the side of even that is wanted."""
    low, high = estimate.low, estimate.high
    if isinstance(wanted, list):
        return [round(low, 4), round(high, 4)] == wanted
    sides = {"likely": low >= 0.5, "unlikely": high <= 0.5, "even": 0.2 < low <= 0.6 and high >= 0.4}
    return sides[wanted]


@pytest.mark.parametrize("entry", entries("estimates"), ids=lambda entry: entry["text"][:40])
def test_who_gives_which_chance_by_when(entry: Any) -> None:
    found = reading(entry["text"]).estimates
    assert len(found) == len(entry["found"])
    for wanted, estimate in zip(entry["found"], found, strict=True):
        assert inside(wanted["holder"], estimate.holder)
        assert inside(wanted["about"], estimate.about)
        assert of_value(wanted["value"], estimate)
        assert estimate.horizon == wanted.get("by")
        assert entry["text"][estimate.start : estimate.end] == estimate.text
