"""The unseen negotiations of the benchmarks are sound: evidence is in the text, names and issues are the case's."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.cases import load_case
from zopa.evaluate.goldfile import gold_paths, read_gold
from zopa.evaluate.place import Places

ROOT = Path(__file__).resolve().parents[2] / "benchmarks" / "negotiations"
GOLD = gold_paths([ROOT])


@pytest.mark.parametrize("path", GOLD, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_gold_is_sound(path: Path) -> None:
    gold = read_gold(path)
    case = load_case(path.parent / "case.yaml")
    places = Places((path.parent / gold.document).read_text(encoding="utf-8"))
    assert case.name == path.parent.name
    for position in gold.positions or ():
        assert position.holder in case.parties
        assert position.issue in case.issues
        assert places.all_of(position.evidence), position.evidence
    for quote in gold.quotes or ():
        assert places.all_of(quote.text), quote.text


def test_no_issue_has_cues() -> None:
    for path in ROOT.rglob("case.yaml"):
        assert not any(issue.cues or issue.options for issue in load_case(path).issues.values())
