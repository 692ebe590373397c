"""`zopa solve` and `zopa unlock`: the fixed JSON shape, words for people, one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zopa.cli import main

TRUCE = """\
zopa: 1
model: truce
issues:
  truce: [now, later]
  force: [none, observers, troops]
parties:
  North:
    power: 2
    weights: {truce: 0.6, force: 0.4}
    values:
      truce: {now: 1, later: 0}
      force: {none: 1, observers: 0.5, troops: 0}
    red_lines:
      - {force: [troops]}
    reservation: 0.5
  South:
    values:
      truce: {now: 0.5, later: 1}
      force: {none: 0, observers: 0.6, troops: 1}
    reservation: RESERVATION
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "truce.yaml"
    path.write_text(TRUCE.replace("RESERVATION", "0.5"), encoding="utf-8")
    return path


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    path = tmp_path / "stuck.yaml"
    path.write_text(TRUCE.replace("RESERVATION", "0.7"), encoding="utf-8")
    return path


def test_solve_writes_the_fixed_shape(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(model), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["outcomes"] == 6
    assert data["zone"]["count"] == 1
    assert data["zone"]["status"] == "non-empty"
    assert data["exact"] is True
    for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert data["solutions"][rule]["outcome"] == {"truce": "now", "force": "observers"}
        assert data["solutions"][rule]["utilities"] == pytest.approx({"North": 0.8, "South": 0.55})
    assert data["pareto"]["count"] == len(data["pareto"]["outcomes"]) == 3
    assert "uncertainty" not in data


def test_an_empty_zone_is_an_answer(stuck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(stuck), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["zone"] == {"count": 0, "exact": True, "status": "empty", "best": {}, "slack": {}, "binding": []}
    assert data["solutions"]["nash"] is None
    assert main(["solve", str(stuck)]) == 0
    assert "No deal" in capsys.readouterr().out


def test_unlock_names_keys_and_what_clashes(stuck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unlock", str(stuck), "--format", "json", "--price", "loss"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["complete"] is True
    texts = {tuple(c["text"] for c in key["clauses"]) for key in data["keys"]}
    assert texts == {("North: no force: troops",), ("North: at least 0.5",), ("South: at least 0.7",)}
    assert [key["price"] for key in data["keys"]] == sorted(key["price"] for key in data["keys"])
    assert len(data["certificates"]) == 1
    out = tmp_path / "keys.md"
    assert main(["unlock", str(stuck), "--format", "markdown", "-o", str(out)]) == 0
    assert "| no. | give up | price |" in out.read_text(encoding="utf-8")


def test_unlock_says_what_would_close_an_open_zone(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unlock", str(model)]) == 0
    text = capsys.readouterr().out
    assert "A deal exists" in text
    assert "South wants more than 0.55" in text


def test_ranges_bring_a_probability(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(TRUCE.replace("RESERVATION", "[0.5, 0.6]"), encoding="utf-8")
    assert main(["solve", str(path), "--format", "json", "--draws", "400", "--seed", "3"]) == 0
    data = json.loads(capsys.readouterr().out)["uncertainty"]
    assert data["probability"] == pytest.approx(0.5, abs=0.1)
    assert data["unknowns"][0]["name"] == "South: reservation value"
    assert main(["solve", str(path), "--draws", "100", "--format", "markdown"]) == 0
    assert "## Not being sure" in capsys.readouterr().out


def test_a_broken_model_is_one_line_and_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(TRUCE.replace("observers: 0.5", "obsevers: 0.5").replace("RESERVATION", "0.5"), encoding="utf-8")
    assert main(["solve", str(path)]) == 1
    error = capsys.readouterr().err
    assert "did you mean 'observers'?" in error
    assert error.count("\n") == 1
    assert main(["solve", str(tmp_path / "none.yaml")]) == 1
    assert main(["unlock", str(path), "--price", "mood"]) == 2


def test_an_empty_front_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "refused.yaml"
    lines = "red_lines:\n      - {force: [troops]}\n      - {force: [none, observers]}"
    refused = TRUCE.replace("red_lines:\n      - {force: [troops]}", lines)
    path.write_text(refused.replace("RESERVATION", "0.5"), encoding="utf-8")
    assert main(["solve", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Empty: no outcome keeps every red line and link." in out
    assert "0 Pareto-optimal" not in out
