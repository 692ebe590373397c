"""The sets with their issues put otherwise: every issue has other words, and the gold turns with the opposite."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from benchmarks.wordings import MINE, SETS, reworded, wordings

from zopa.cases import load_case
from zopa.evaluate.goldfile import gold_paths, read_gold


@pytest.mark.parametrize("case", sorted(path for name in SETS for path in (MINE / name).glob("*/case.yaml")))
def test_every_issue_is_worded_otherwise(case: Path) -> None:
    told = wordings(f"{case.parent.parent.name}/{case.parent.name}")
    issues = load_case(case).issues
    assert set(told) == set(issues)
    for key, (same, opposite) in told.items():
        assert len({issues[key].proposition, same, opposite}) == 3, key


def test_gold_turns_with_the_opposite_alone(tmp_path: Path) -> None:
    source = MINE / "plain-dev"
    same = reworded(source, tmp_path / "same", "other words")
    turned = reworded(source, tmp_path / "turned", "opposite")
    seen = 0
    for path in gold_paths([source]):
        before = read_gold(path).positions or ()
        with_same = read_gold(same / path.relative_to(source)).positions or ()
        with_opposite = read_gold(turned / path.relative_to(source)).positions or ()
        told = wordings(f"plain-dev/{path.parent.name}")
        for one, other, opposite in zip(before, with_same, with_opposite, strict=True):
            assert one == other
            flips = one.polarity != "open" and bool(told[one.issue][1])
            assert (one.polarity != opposite.polarity) == flips
            seen += flips
    assert seen > 50
    case = yaml.safe_load((turned / "sugar-quota" / "case.yaml").read_text(encoding="utf-8"))
    assert {key: issue["proposition"] for key, issue in case["issues"].items()} == {
        key: opposite or same for key, (same, opposite) in wordings("plain-dev/sugar-quota").items()
    }
