"""`zopa moves`, `zopa windows` and `zopa ratify` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zopa.cli import main

MODEL = """zopa: 1
model: guarantees
issues: {troops: [none, some, many], aid: ["no", "yes"]}
parties:
  Union:
    weights: {troops: 0.5, aid: 0.5}
    values: {troops: {none: 1, some: 0.6, many: 0}, aid: {"no": 1, "yes": 0.4}}
    reservation: [{value: 0.6}, {from: 2025-06-01, value: 0.3}]
  State:
    weights: {troops: 0.6, aid: 0.4}
    values: {troops: {none: 0, some: 0.7, many: 1}, aid: {"no": 0, "yes": 1}}
    reservation: 0.5
status_quo: {troops: none, aid: "no"}
"""
COUNCIL = """zopa: 1
ratification: guarantees
parties:
  Union:
    rule: {kind: RULE}
    voters:
      North: {population: 60, reservation: 0.1}
      East: {population: 30, reservation: 0.2}
      Doubter: {population: 10, red_lines: [{troops: [some, many]}, {aid: ["yes"]}]}
"""
OFFERS = """zopa: 1
offers: guarantees
moves:
  - {party: State, day: 2025-01-10, outcome: {troops: many, aid: yes}}
  - {party: Union, day: 2025-01-20, outcome: {troops: none}}
  - {party: State, day: 2025-02-10, outcome: {troops: some}}
  - {party: Union, day: 2025-06-10, outcome: {aid: yes}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.yaml").write_text(MODEL)
    (tmp_path / "offers.yaml").write_text(OFFERS)
    for rule in ("unanimity", "majority", "qualified"):
        (tmp_path / f"{rule}.yaml").write_text(COUNCIL.replace("RULE", rule))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(a) for a in arguments]) == 0
    return capsys.readouterr().out


def test_unanimity_fails_on_the_doubter_and_a_majority_does_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        rule: json.loads(
            run(
                capsys,
                "ratify",
                folder / "model.yaml",
                folder / f"{rule}.yaml",
                "--day",
                "2025-07-01",
                "--format",
                "json",
            )
        )
        for rule in ("unanimity", "majority", "qualified")
    }
    assert found["unanimity"]["ratified"] == 0
    assert found["unanimity"]["zone"] > 0
    assert found["unanimity"]["constituencies"]["Union"]["vote"]["missing"] == ["Doubter"]
    assert found["majority"]["ratified"] == found["majority"]["zone"]
    power = found["qualified"]["constituencies"]["Union"]["power"]
    assert power["North"]["shapley_shubik"] > power["Doubter"]["shapley_shubik"]


def test_windows_and_moves(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    windows = json.loads(run(capsys, "windows", folder / "model.yaml", "--format", "json"))
    assert [s["from"] for s in windows["stretches"]] == [None, "2025-06-01"]
    moves = json.loads(run(capsys, "moves", folder / "model.yaml", folder / "offers.yaml", "--format", "json"))
    assert [m["step"] for m in moves["moves"]] == [None, None, "concession", "concession"]
    assert moves["moves"][1]["outcome"] == {"troops": "none", "aid": "no"}
    assert moves["moves"][3]["outcome"]["aid"] == "yes"


@pytest.mark.parametrize("shape", ["terminal", "markdown"])
def test_pages_speak(folder: Path, capsys: pytest.CaptureFixture[str], shape: str) -> None:
    model = folder / "model.yaml"
    page = run(capsys, "ratify", model, folder / "unanimity.yaml", "--day", "2025-07-01", "--format", shape)
    assert "it would if Doubter turned" in page
    assert "No deal of the zone is ratified" in page
    assert "concession" in run(capsys, "moves", model, folder / "offers.yaml", "--format", shape)
    assert "becomes" in run(capsys, "windows", model, "--format", shape)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Union:", "Onion:", "no party of the model"),
        ("kind: RULE", "kind: votes", "no quota"),
        ("population: 10", "votes: 1, like: Nobody", "no party"),
        ("kind: RULE", "kind: lottery", "rule.kind"),
        ("kind: RULE", "kind: qualified, veto: [Nobody]", "not a voter"),
        ("population: 60, ", "", "no population"),
    ],
)
def test_faults_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str) -> None:
    file = folder / "council.yaml"
    file.write_text(COUNCIL.replace(old, new).replace("RULE", "qualified"))
    assert main(["ratify", str(folder / "model.yaml"), str(file)]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
