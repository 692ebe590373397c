"""`zopa scenario` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.process import ROOT
from zopa.cli import main

EXAMPLE = ROOT / "examples" / "winter-2025"
ARGUMENTS = ["scenario", str(EXAMPLE / "model.yaml"), str(EXAMPLE / "scenarios.yaml"), "--draws", "50"]


def test_scenarios_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ARGUMENTS) == 0
    page = capsys.readouterr().out
    assert "Which each party would rather have" in page
    assert "The mediator walks away, and aid with it" in page
    assert main([*ARGUMENTS, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert next(iter(made["scenarios"])) == "as things stand"
    for one in made["scenarios"].values():
        assert 0 <= one["deal_exists"] <= 1
        for party in one["parties"].values():
            assert party["gain"][0] <= party["gain"][1] <= party["gain"][2]
    assert set(made["preferred"]["Russia"]) == set(made["scenarios"])


def test_a_file_that_does_not_fit(capsys: pytest.CaptureFixture[str]) -> None:
    other = str(ROOT / "examples" / "kyoto-1997" / "model.yaml")
    assert main(["scenario", other, ARGUMENTS[2]]) == 1
    error = capsys.readouterr().err
    assert "scenario 'mediator_leaves_aid_goes_on'" in error
    assert error.count("\n") == 1


def test_the_ending_of_a_file_tells_its_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending, start in (("md", "# winter"), ("json", "{"), ("html", "<!doctype html>"), ("txt", "winter-2025")):
        file = tmp_path / f"made.{ending}"
        assert main([*ARGUMENTS, "-o", str(file)]) == 0
        assert file.read_text(encoding="utf-8").startswith(start)
    assert main([*ARGUMENTS, "-o", str(tmp_path / "made.ics")]) == 2
    assert "the ending '.ics' does not tell how to report; end it in .txt" in capsys.readouterr().err
