"""Judgements from the command line: every view follows, all of it can be taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_projects import CASE, FIRST, answer
from zopa.cli import main


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "one.jsonl").write_text(json.dumps({"text": FIRST, "date": "2025-03-03"}), encoding="utf-8")
    made = folder / "harbour"
    assert main(["init", str(made), "--case", str(folder / "case.yaml")]) == 0
    assert main(["add", "-p", str(made), str(folder / "one.jsonl")]) == 0
    assert main(["read", "-p", str(made)]) == 0
    return made


def judge(project: Path, *arguments: str, by: str = "ana") -> int:
    return main(["judge", *arguments, "-p", str(project), *(["--by", by] if arguments[0] != "undo" else [])])


def listed(capfd: pytest.CaptureFixture[str], project: Path, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(capfd, "judge", "list", "-p", str(project), *more)["judgements"]
    return found


def test_every_judgement_shows_in_the_brief_and_undoing_all_gives_the_first_brief_again(
    read_once: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = read_once
    before = answer(capfd, "brief", str(project))
    first, second = (s["id"] for s in before["statements"][:2])
    assert judge(project, "withdraw", first, "--because", "misread") == 0
    assert judge(project, "correct", second, "polarity=open", "confidence=0.4", "via=Reuters, a paper") == 0
    assert judge(project, "note", second, "ask again") == 0
    after = answer(capfd, "brief", str(project))
    assert first not in {s["id"] for s in after["statements"]}
    assert not any(first in row["statements"] for row in after["positions"])
    (changed,) = [s for s in after["statements"] if s["id"] == second]
    assert (changed["polarity"], changed["confidence"], changed["via"]) == ("open", 0.4, ["Reuters", "a paper"])
    assert [j["kind"] for j in after["judgements"]] == ["withdraw", "correct", "note"]
    assert after["judgements"][0]["because"] == "misread"
    for one in after["judgements"]:
        assert judge(project, "undo", str(one["id"])) == 0
    assert answer(capfd, "brief", str(project)) == before
    assert listed(capfd, project) == []
    every = listed(capfd, project, "--all")
    assert [(j["by"], bool(j["undone"])) for j in every] == [("ana", True)] * 3


def test_the_first_letters_of_an_id_do_and_accepting_makes_sure(
    read_once: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    statement = answer(capfd, "brief", str(read_once))["statements"][0]["id"]
    assert judge(read_once, "accept", statement[:9]) == 0
    (one,) = listed(capfd, read_once)
    assert one["finding"] == statement
    brief = answer(capfd, "brief", str(read_once))
    assert next(s for s in brief["statements"] if s["id"] == statement)["confidence"] == 1.0
    assert main(["judge", "list", "-p", str(read_once)]) == 0
    assert statement[:9] in capfd.readouterr().out
    assert main(["brief", str(read_once)]) == 0
    assert "WHAT ANALYSTS JUDGED" in capfd.readouterr().out
    assert judge(read_once, "undo", str(one["id"])) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["withdraw", "s0000", "--because", "x"], "no finding 's0000'"),
        (["withdraw", "", "--because", "x"], "no finding ''"),
        (["withdraw", "s", "--because", "x"], "begins several ids"),
        (["withdraw", "STATEMENT"], "--because"),
        (["correct", "STATEMENT", "polarity"], "not FIELD=VALUE"),
        (["correct", "STATEMENT", "polarity=perhaps"], "use one of for, against, open"),
        (["correct", "STATEMENT", "issue=moon"], "no issue 'moon' in the case"),
        (["correct", "STATEMENT", "date=soon"], "date is a day such as"),
        (["correct", "STATEMENT", "red_line=maybe"], "true or false"),
        (["correct", "STATEMENT", "text=other words"], "cannot be corrected"),
        (["undo", "99"], "no standing judgement 99"),
    ],
)
def test_judgements_that_mean_nothing_get_one_line(
    read_once: Path, arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    statement = answer(capfd, "brief", str(read_once))["statements"][0]["id"]
    assert judge(read_once, *(statement if a == "STATEMENT" else a for a in arguments)) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert message in err
    assert listed(capfd, read_once) == []
