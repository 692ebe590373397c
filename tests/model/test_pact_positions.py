"""Willingness from positions: ranges by polarity and firmness, and plain words where something is missing."""

from __future__ import annotations

import pytest

from zopa.errors import SchemaError
from zopa.ledger.positions import Position, Stand
from zopa.model.pact_positions import Stands, stance
from zopa.model.pactfile import pact_from_text

FILE = """zopa: 1
pact: shield
protected: Border
tiers: {aid: {strength: 0.1}, force: {strength: 1}}
positions: {issue: {force: troops}, scale: 0.5}
states:
  Italy: {capability: 10, willingness: positions}
  Malta: {capability: 1, willingness: positions}
  Spain: {capability: 10, willingness: 0.1}
"""


def position(party: str, polarity: Stand, firmness: float, *, red_line: bool = False) -> Position:
    return Position(party, "troops", polarity, red_line, firmness, ("s1", "s2"), 1, None, None, None)


@pytest.mark.parametrize(
    ("polarity", "red_line", "ends"),
    [
        ("for", False, (0.3, 0.6)),
        ("for", True, (0.3, 1.0)),
        ("against", False, (-0.6, -0.3)),
        ("against", True, (-1.0, -0.3)),
        ("open", False, (-0.25, 0.25)),
        ("contested", False, (-0.6, 0.6)),
    ],
)
def test_stances(polarity: Stand, red_line: bool, ends: tuple[float, float]) -> None:
    found = stance(position("Italy", polarity, 0.6, red_line=red_line))
    assert (found.low, found.high) == pytest.approx(ends)


def test_a_file_takes_willingness_from_positions() -> None:
    pact = pact_from_text(FILE, stands=Stands([position("Italy", "against", 0.6)], ["troops"]))
    force = pact.states["Italy"].willingness["force"]
    assert (force.low, force.high) == (-0.3, -0.15)
    assert pact.states["Italy"].willingness["aid"].high == 0
    assert pact.states["Spain"].willingness["force"].low == 0.1
    assert [str(source) for source in pact.taken] == [
        "Italy at force: -0.3 to -0.15; it is against on troops (firmness 0.60; 2 statements from 1 source)",
        "Malta at force: -0.125 to 0.125, because no position on troops was found",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("positions: {issue: {force: troops}, scale: 0.5}\n", "", "positions of no issue"),
        ("force: troops", "force: tanks", "unknown issue 'tanks'"),
        ("force: troops", "fleet: troops", "unknown tier 'fleet'"),
    ],
)
def test_what_is_missing_is_said(old: str, new: str, words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        pact_from_text(FILE.replace(old, new), stands=Stands([], ["troops"]))


def test_without_a_project() -> None:
    with pytest.raises(SchemaError, match="no project to take them from"):
        pact_from_text(FILE)
