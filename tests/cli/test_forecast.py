"""`zopa forecast` and `zopa backtest` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.test_decided import LONG
from zopa.cli import main

MODEL = """zopa: 1
model: talks
issues: {truce: [none, local, full], lag: ["2 years", "4 years", "10 years"], fixed: [only]}
parties:
  North:
    weights: {truce: 0.8, lag: 0.2}
    values: {truce: {none: 0, local: 0.5, full: 1}, lag: {"2 years": 1, "4 years": 0.5, "10 years": 0}}
  South:
    weights: {truce: 0.3, lag: 0.7}
    values: {truce: none > local > full, lag: {"2 years": 0, "4 years": 0, "10 years": 1}}
  Idle:
    weights: {truce: 1}
    values: {truce: {none: 0.4, local: 0.4, full: 0.4}}
"""
DECIDED = LONG.splitlines()[0] + "".join(
    f"\nd{k},i{k},Union,{k % 11},{10 * k % 90},2,{3 * k % 11},0,10\nd{k},i{k},Firm,{7 * k % 11},50,1,,0,10"
    for k in range(1, 15)
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(a) for a in arguments]) == 0
    return capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.yaml").write_text(MODEL)
    (tmp_path / "decided.csv").write_text(DECIDED + "\n")
    return tmp_path


def test_all_models_side_by_side(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(run(capsys, "forecast", folder / "model.yaml", "--format", "json"))
    assert [issue["issue"] for issue in made["issues"]] == ["truce", "lag"]
    truce, lag = made["issues"]
    assert truce["positions"] == {"North": 100, "South": 0}  # whom all options suit alike takes no part
    assert truce["forecasts"]["mean"]["point"] == 50
    assert truce["forecasts"]["compromise"]["point"] == pytest.approx(100 * 0.8 / 1.1)
    assert lag["scale"] == [2, 10]
    assert lag["forecasts"]["exchange"]["point"] > lag["forecasts"]["compromise"]["point"]
    for issue in made["issues"]:
        for found in issue["forecasts"].values():
            low, high = found["interval"]
            assert issue["scale"][0] <= low <= found["point"] <= high <= issue["scale"][1]
    page = run(capsys, "forecast", folder / "model.yaml")
    assert page.index("Where each issue may be settled") < page.index("Side by side")
    assert "weighted median" in page
    assert "One party alone" not in page
    assert "172 decided issues" in page


def test_an_issue_of_one_party_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "zopa: 1\nmodel: x\nissues: {truce: [now, later], fee: [low, high]}\nparties:\n"
        "  North: {values: {truce: now > later, fee: low > high}}\n  South: {values: {truce: later > now}}\n",
        encoding="utf-8",
    )
    page = run(capsys, "forecast", file)
    assert "One party alone takes a position on fee: the models can only repeat it." in page


def test_another_calibration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("forecast", folder / "model.yaml", "--calibrate", folder / "decided.csv", "--level", "70")
    page = run(capsys, *arguments)
    assert "14 decided issues of 14 dossiers" in page
    assert "70% interval" in page
    assert main(["forecast", str(folder / "model.yaml"), "--level", "70"]) == 2
    assert "ask for one of: 50, 80, 90, 95" in capsys.readouterr().err


@pytest.mark.parametrize("shape", ["terminal", "markdown"])
def test_a_backtest(folder: Path, capsys: pytest.CaptureFixture[str], shape: str) -> None:
    page = run(capsys, "backtest", folder / "decided.csv", "--format", shape)
    assert "14 decided issues of 14 dossiers" in page
    made = json.loads(run(capsys, "backtest", folder / "decided.csv", "--format", "json"))
    assert len(made["cases"]) == 14
    assert {m["rank"] for m in made["models"].values()} == set(range(1, 8))


def test_nothing_to_forecast(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.yaml").write_text("zopa: 1\nmodel: one\nissues: {a: [x]}\nparties: {P: {values: {a: {x: 1}}}}\n")
    assert "No issue has two options" in run(capsys, "forecast", folder / "one.yaml")
