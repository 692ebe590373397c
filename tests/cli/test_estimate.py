"""Estimates from the command line: listed, resolved, scored, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_projects import CASE, answer
from zopa.cli import main

TEXT = (
    "The dockers' union demanded that wages rise by ten percent. There is a 30% chance of a strike next week, "
    "the port authority said on Monday. A quick end to the dispute is unlikely, and nobody works at night."
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chances")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "one.jsonl").write_text(json.dumps({"text": TEXT, "date": "2025-03-03"}), encoding="utf-8")
    made = folder / "harbour"
    assert main(["init", str(made), "--case", str(folder / "case.yaml")]) == 0
    assert main(["add", "-p", str(made), str(folder / "one.jsonl")]) == 0
    assert main(["read", "-p", str(made)]) == 0
    return made


def test_an_outcome_is_scored_shown_and_undone(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    listed = answer(capfd, "estimate", "list", "-p", str(project))
    stated = next(e for e in listed["estimates"] if e["scale"] == "stated")
    assert (stated["probability"], stated["brier"], listed["forecasters"]) == (0.3, None, [])
    resolve = ["estimate", "resolve", stated["id"][:8], "no", "--because", "no strike", "-p", str(project)]
    assert main([*resolve, "--on", "2025-03-10"]) == 0
    assert "Brier 0.09" in capfd.readouterr().err
    after = answer(capfd, "estimate", "list", "-p", str(project), "--state", "resolved")
    (row,) = after["estimates"]
    assert (row["brier"], row["outcome"]["happened"], row["outcome"]["because"]) == (0.09, False, "no strike")
    assert [f["count"] for f in after["forecasters"]] == [1, 1]
    assert answer(capfd, "brief", str(project))["forecasts"] == after["estimates"]
    assert main(["estimate", "list", "-p", str(project)]) == 0
    assert "no strike" not in (out := capfd.readouterr().out)  # the reason stands with the judgement
    assert "SCORES OF WHAT IS RESOLVED" in out
    (judgement,) = answer(capfd, "judge", "list", "-p", str(project))["judgements"]
    assert main(["judge", "undo", str(judgement["id"]), "-p", str(project)]) == 0
    assert answer(capfd, "estimate", "list", "-p", str(project)) == listed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["STATEMENT", "yes", "--on", "2025-03-10"], "a statement has no outcome"),
        (["STATED", "perhaps", "--on", "2025-03-10"], "perhaps"),
        (["STATED", "yes", "--on", "2025-03-01"], "later than its outcome"),
        (["e000", "yes", "--on", "2025-03-10"], "no finding 'e000'"),
        (["STATED", "yes", "--on", "soon"], "soon"),
    ],
)
def test_outcomes_that_mean_nothing(
    project: Path, arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = answer(capfd, "brief", str(project))
    ids = {"STATED": found["estimates"][0]["id"], "STATEMENT": found["statements"][0]["id"]}
    given = [ids.get(a, a) for a in arguments]
    assert main(["estimate", "resolve", *given, "--because", "x", "-p", str(project)]) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert message in err


def test_each_estimate_leads_to_its_words(project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", "list", "-p", str(project)]) == 0
    out = capfd.readouterr().out
    assert "“30% chance”: a strike next week (3 March 2025" in out  # not told twice: “30% chance” (30%)
    assert "open, id e" in out
    assert "None is resolved yet" in out
    page = tmp_path / "estimates.html"
    assert main(["estimate", "list", "-p", str(project), "-o", str(page)]) == 0
    assert "data-refs" in page.read_text(encoding="utf-8")
