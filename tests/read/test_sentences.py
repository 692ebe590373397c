"""Plain sentences as newspapers write them, with what must be found in each; the sentences are in `sentences/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.scenes import reading
from zopa.read.findings import Estimate
from zopa.read.pipeline import Reading

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


def missing(wanted: Any, found: Reading) -> bool:
    """Whether a reading lacks the event, act or change that is wanted."""
    if "event" in wanted:
        return not any(
            e.first == wanted["event"]
            and e.status == wanted["status"]
            and set(wanted.get("who", ())) <= set(e.participants)
            and wanted.get("place", e.place) == e.place
            for e in found.events
        )
    if "act" in wanted:
        return not any(
            (a.kind, a.actor) == (wanted["act"], wanted["by"])
            and wanted.get("toward", a.toward) == a.toward
            and wanted.get("deadline", a.deadline) == a.deadline
            for a in found.acts
        )
    return not any(c.kind == wanted["change"] for c in found.changes)


@pytest.mark.parametrize("entry", entries("events"), ids=lambda entry: entry["text"][:40])
def test_meetings_deadlines_ultimatums_and_threats(entry: Any) -> None:
    found = reading(entry["text"])
    assert not [wanted for wanted in entry["found"] if missing(wanted, found)]
    if not entry["found"]:
        assert not [a for a in found.acts if a.kind in ("threat", "ultimatum")]
        assert not [e for e in found.events if e.status != "called off" and e.kind not in ("statement", "event")]


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Brazil called on Iran, Israel and Egypt to stop.", {"Iran", "Israel", "Egypt"}),
        ("France urged both Israel and Iran to show restraint.", {"Israel", "Iran"}),
        ("Norway appealed to Iran and Israel to talk.", {"Iran", "Israel"}),
        ("Spain's appeal to Iran and Israel was heard.", {"Iran", "Israel"}),
        ("Germany condemned Kessaria and Israel.", {"Kessaria", "Israel"}),
    ],
)
def test_an_act_goes_toward_everybody_it_names(text: str, toward: set[str]) -> None:
    acts = reading(text).acts
    assert {a.toward for a in acts} == toward
    assert len({a.id for a in acts}) == len(acts)
    assert all(name in a.text for a in acts for name in toward)


@pytest.mark.parametrize("entry", entries("figures"), ids=lambda entry: entry["text"][:40])
def test_which_figures_of_what(entry: Any) -> None:
    found = reading(entry["text"]).figures
    told = [(round(f.value, 3), f.unit, f.approximate) for f in found]
    assert told == [(w["value"], w["unit"], w["approximate"]) for w in entry["found"]]
    assert all(inside(w["of"], f.of) for w, f in zip(entry["found"], found, strict=True) if "of" in w)
    assert all(entry["text"][f.start : f.end] == f.text for f in found)
