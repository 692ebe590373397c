"""`zopa import` and `zopa export` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zopa.cli import main
from zopa.model.modelfile import model_from_text

MODEL = """zopa: 1
model: talks
issues: {land: [none, all]}
parties:
  East: {values: {land: {none: 0, all: 1}}, red_lines: [{land: [none]}]}
  West: {values: {land: {none: 1, all: 0.2}}, reservation: 0.1}
"""


def test_out_and_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(MODEL)
    assert main(["export", str(file), "--to", "negmas", "-o", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    assert "lost: East, red line: no land: none" in captured.err
    assert len(captured.out.splitlines()) == 3
    assert main(["import", str(tmp_path / "out")]) == 0
    back = model_from_text(capsys.readouterr().out)
    assert back.utility({"land": "all"}) == {"East": 1.0, "West": 0.2}


def test_json_holds_the_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.csv"
    file.write_text("#A;East;The East\n#P;land\n#D;East;land;50;1;1\n#D;East;land;60;1;1\n")
    assert main(["import", str(file), "--format", "json"]) == 1
    assert "two positions" in capsys.readouterr().err
    file.write_text("#A;East;The East\n#P;land\n#M;land;0\n#M;land;100\n#D;East;land;50;1;1\n")
    assert main(["import", str(file), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "decide"
    assert data["notes"] == [{"kind": "lost", "where": "East", "what": "the actor's full name: The East"}]


def test_wrong_format_names_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(MODEL)
    assert main(["export", str(file), "--to", "excel", "-o", str(tmp_path / "out")]) == 2
    assert "formats: decide" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "none")]) == 1


def test_solve_takes_other_tools_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(MODEL)
    assert main(["export", str(file), "--to", "genius", "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert main(["solve", str(tmp_path / "out"), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["outcomes"] == 2
    assert data["zone"]["status"] == "non-empty"


def test_a_broken_model_is_still_told_as_a_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(MODEL.replace("zopa: 1\n", ""))
    assert main(["solve", str(file)]) == 1
    assert "'zopa' is missing" in capsys.readouterr().err
