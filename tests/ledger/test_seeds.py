"""What real articles hold that a ledger must find. Skipped where the articles are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.present import Brief
from zopa.project import brief

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not there")


@pytest.fixture(scope="module")
def found() -> Brief:
    return brief([SEEDS], "ukraine-2025")


def test_the_american_stance_swings_within_the_week(found: Brief) -> None:
    (swing,) = [s for s in found.shifts if s.kind == "wavering" and s.first and s.last]
    assert swing.parties == ("United States",)
    assert (swing.last - swing.first).days <= 7  # type: ignore[operator]
    words = [one.text for end in (*swing.before, *swing.after) if (one := found.knowledge.find(end))]
    assert (words[0], words[-1]) == (swing.stood, swing.stands)
    assert len(words) == 3
    assert all(word in swing.text for word in words)


def test_one_party_is_told_to_hold_its_position(found: Brief) -> None:
    assert ("Russia",) in {s.parties for s in found.shifts if s.kind == "steady"}


def test_what_is_told_two_ways(found: Brief) -> None:
    about = {(c.kind, c.inside_one_article): c.about for c in found.contradictions}
    assert all(region in about["figure", False] for region in ("Donetsk", "Kherson", "Luhansk", "Zaporizhzhia"))
    assert about["date", True] == "annexation of Crimea"


def test_a_stated_chance(found: Brief) -> None:
    (chance,) = [e for e in found.knowledge.estimates if e.scale == "stated"]
    assert (chance.holder, chance.low, chance.high) == ("Donald Trump", 0.25, 0.25)
