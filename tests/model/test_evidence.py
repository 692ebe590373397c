"""Keys of `evidence` that are about nothing of the model are found, with the nearest key that is."""

from __future__ import annotations

import pytest

from zopa.model import model_from_text
from zopa.model.evidence import idle_evidence

MODEL = """zopa: 1
model: truce
issues: {truce: [now, later], force.size: [none, some]}
parties:
  North: {values: {truce: {now: 1, later: 0}, force.size: {none: 1, some: 0}}}
  U.N.: {values: {truce: {now: 1, later: 0}}}
evidence: {%s: [s1]}
"""
GOOD = [
    "North.truce", "North.truce.weight", "North.truce.red_line", "North.force.size", "North.force.size.weight",
    "U.N..truce", "North.reservation", "North.power", "North.truce+force.size.red_line", "North.truce#2.red_line",
    "status_quo.truce",
]  # fmt: skip
BAD = [
    ("North.truse", "North.truce"),
    ("Nort.truce.weight", "North.truce.weight"),
    ("North.ballots", None),
    ("truce", None),
    ("North.reservations", "North.reservation"),
    ("North.truce+ballot.red_line", None),
]


@pytest.mark.parametrize("key", GOOD)
def test_what_is_about_a_number(key: str) -> None:
    assert idle_evidence(model_from_text(MODEL % key)) == {}


@pytest.mark.parametrize(("key", "near"), BAD)
def test_what_is_about_none(key: str, near: str | None) -> None:
    idle = idle_evidence(model_from_text(MODEL % key))
    assert list(idle) == [key]
    assert near is None or idle[key] == near
