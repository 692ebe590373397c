"""The forms on real reading: the deadline of the summer of 2025, seen in two articles of the example."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.project import brief

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "alaska-2025" / "articles"
SEEDS = ROOT.parent / "shared" / "seeds"


def test_the_deadline_of_8_august_is_paused_by_the_words_of_another_article() -> None:
    made = brief([EXAMPLE / "03-deadline.html", EXAMPLE / "05-no-deal-yet.txt"], "ukraine-2025")
    (tick,) = [t for t in made.clock if t.date.isoformat() == "2025-08-08" and t.kind == "deadline"]
    assert (tick.state, tick.who) == ("paused", ("United States",))
    (change,) = tick.changes
    found = made.knowledge.find(change.finding)
    assert found is not None
    assert found.text == "sanctions that were to hit buyers of Russian oil are off"
    assert made.knowledge.article[found.article].path == str(EXAMPLE / "05-no-deal-yet.txt")


def test_shares_and_swaps_of_the_example() -> None:
    made = brief([EXAMPLE / "08-map-of-the-front.txt"], "ukraine-2025")
    told = made.territory
    assert ("Luhansk", "Russia") in {(c.of, c.holder) for c in told.held}
    accounts = {c.by: (c.low, c.high) for c in told.held if (c.of, c.holder) == ("Donetsk", "Ukraine")}
    assert accounts["Ukraine"] == (0.3, 0.3)
    assert [c.of for c in told.conflicts] == ["Donetsk"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_the_seeds() -> None:
    made = brief([SEEDS], "ukraine-2025")
    (tick,) = [t for t in made.clock if t.date.isoformat() == "2025-08-08"]
    assert (tick.kind, tick.state) == ("ultimatum", "paused")
    assert [c.kind for c in tick.changes] == ["paused"]
    summit = next(r for r in made.rounds if r.first and r.first.isoformat() == "2025-08-15")
    assert (summit.format, summit.place, [left.party for left in summit.left_out]) == (
        "two-party",
        "Alaska",
        ["Ukraine"],
    )
    assert {c.of for c in made.territory.conflicts} >= {"Donetsk", "Luhansk"}
