"""A project on disk: made once, fed day by day, read where it stopped, asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zopa.cli import main
from zopa.cli.app import app

CASE = """zopa: 1
case: harbour
parties:
  Dockers: {names: [dockers' union]}
  Port: {names: [port authority]}
issues:
  wages: {title: Wages, proposition: Wages rise by ten percent}
"""
FIRST = (
    "The dockers' union demanded that wages rise by ten percent. The port authority rejected a rise of wages by ten "
    'percent. "We will never pay that," the port authority said on Monday, and nobody expects a quick end to it.'
)
SECOND = "The port authority accepted on Friday that wages rise by ten percent, to the surprise of the dockers' union."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, text, day in (("one", FIRST, "2025-03-03"), ("two", SECOND, "2025-03-07")):
        page = json.dumps({"text": text, "date": day, "outlet": name})
        (folder / f"{name}.jsonl").write_text(page, encoding="utf-8")
    made = folder / "harbour"
    assert main(["init", str(made), "--case", str(folder / "case.yaml")]) == 0
    assert main(["add", "-p", str(made), str(folder / "one.jsonl")]) == 0
    assert main(["read", "-p", str(made)]) == 0
    assert main(["add", "-p", str(made), str(folder / "one.jsonl"), str(folder / "two.jsonl")]) == 0
    return made


def answer(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capfd.readouterr()
    assert main([*arguments, "--format", "json"]) == 0
    made: dict[str, Any] = json.loads(capfd.readouterr().out)
    return made


def test_new_articles_wait_until_they_are_read(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = answer(capfd, "status", "-p", str(project))
    assert (before["case"], before["articles"], before["read"], before["pending"]) == ("harbour", 2, 1, 1)
    assert main(["status", "-p", str(project)]) == 0
    assert "1 article waits to be read" in capfd.readouterr().out
    assert main(["read", "-p", str(project)]) == 0
    assert "read 1 article" in capfd.readouterr().err
    assert answer(capfd, "status", "-p", str(project))["read"] == 2
    assert main(["read", "-p", str(project)]) == 0
    assert "nothing new" in capfd.readouterr().err


def test_every_answer_tells_what_is_left_out_of_it(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["read", "-p", str(project)])
    monkeypatch.setenv("ZOPA_STANCES", "rules")  # to another reader, nothing of the project is read yet
    place = ["-p", str(project)]
    for command in (["brief", str(project)], *(["matrix", *place], ["clock", *place], ["estimate", "list", *place])):
        assert main(command) == 0
        told = capfd.readouterr()
        assert "2 articles wait to be read and left out of this answer; run `zopa read`" in told.err, command
    assert main(["model", "build", *place]) == 1  # nothing read, nothing to model
    assert "2 articles wait to be read" in capfd.readouterr().err
    monkeypatch.undo()
    assert main(["matrix", *place]) == 0
    assert "wait" not in capfd.readouterr().err


def test_the_answers_agree_with_the_brief(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["read", "-p", str(project)])
    brief = answer(capfd, "brief", str(project))
    assert brief["statements"]
    assert answer(capfd, "matrix", "-p", str(project))["positions"] == brief["positions"]
    told = answer(capfd, "timeline", "-p", str(project))["statements"]
    assert sorted(s["id"] for s in told) == sorted(s["id"] for s in brief["statements"])
    only = answer(capfd, "timeline", "-p", str(project), "--party", "dockers", "--issue", "Wages")["statements"]
    assert only == [s for s in told if s["holder"] == "Dockers"]
    said = answer(capfd, "quotes", "-p", str(project), "--speaker", "port")["quotes"]
    assert any("never pay" in q["text"] for q in said)
    both = answer(capfd, "compare", "-p", str(project), "Dockers", "Port")
    assert both["parties"] == ["Dockers", "Port"]
    assert [i["issue"] for i in both["issues"]] == ["wages"]


def test_a_brief_without_a_path_is_that_of_the_project_one_stands_in(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["read", "-p", str(project)])
    monkeypatch.chdir(project)
    assert answer(capfd, "brief", "--since", "yesterday") == answer(
        capfd, "brief", str(project), "--since", "yesterday"
    )
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    assert main(["brief"]) == 2
    assert "no articles named, and this folder is no project" in capfd.readouterr().err


@pytest.mark.parametrize("since", ["yesterday", "2025-03-03", "1"])
def test_what_changed_since(project: Path, since: str, capfd: pytest.CaptureFixture[str]) -> None:
    main(["read", "-p", str(project)])
    found = answer(capfd, "brief", str(project), "--since", since)
    changes = found["changes"]
    (new,) = changes["articles"]
    assert next(a for a in found["articles"] if a["id"] == new)["outlet"] == "two"
    assert {(m["party"], m["issue"]) for m in changes["moved"]} <= {
        (p["party"], p["issue"]) for p in found["positions"]
    }
    for form in ("terminal", "markdown", "html"):
        capfd.readouterr()
        assert main(["brief", str(project), "--since", since, "--format", form]) == 0
        out = capfd.readouterr().out
        assert "1 new article" in out
        assert ("position matrix" in out.casefold()) == (form == "html")


@pytest.mark.parametrize(
    ("since", "message"), [("soon", "no day and no run"), ("99", "no run 99"), ("2025-13-01", "no day and no run")]
)
def test_since_when_means_nothing(project: Path, since: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(project), "--since", since]) == 2
    assert message in capfd.readouterr().err
    assert main(["brief", "x.txt", "--since", "yesterday"]) == 2
    assert "asks a project" in capfd.readouterr().err


def test_status_says_what_waits(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["read", "-p", str(project)])
    told = answer(capfd, "status", "-p", str(project))
    assert (told["pending"], told["read"]) == (0, told["articles"])
    assert [run["command"] for run in told["runs"]][:3] == ["add", "read", "add"]
    assert main(["status", "-p", str(project)]) == 0
    assert "Everything is read." in capfd.readouterr().out


def test_words_are_found_with_their_place(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (hit,) = answer(capfd, "search", "-p", str(project), "surprise")["hits"]
    start, end = hit["marks"][0]
    assert hit["words"][start:end] == "surprise"
    assert len(answer(capfd, "search", "-p", str(project), "wages rise")["hits"]) == 2
    assert answer(capfd, "search", "-p", str(project), '"rise wages"')["hits"] == []
    assert answer(capfd, "search", "-p", str(project), 'NEAR( AND "* OR x')["hits"] == []


@pytest.mark.parametrize("command", ["matrix", "timeline", "quotes", "status", "compare Dockers Port", "search wages"])
def test_a_terminal_answer_is_plain_text(project: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    main(["read", "-p", str(project)])
    capfd.readouterr()
    assert main([*command.split(), "-p", str(project)]) == 0
    out = capfd.readouterr().out
    assert out.strip()
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["timeline", "--party", "Dokers"], 2, "did you mean 'Dockers'"),
        (["timeline", "--issue", "moon"], 2, "no issue 'moon'"),
        (["search", "..."], 2, "nothing to search for"),
    ],
)
def test_questions_that_mean_nothing(
    project: Path, arguments: list[str], status: int, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    assert main([*arguments, "-p", str(project)]) == status
    captured = capfd.readouterr()
    assert captured.err.count("\n") == 1
    assert message in captured.err


def test_a_folder_without_a_project(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for command in (["add", "x.txt"], ["read"], ["status"], ["matrix"]):
        assert main([*command, "-p", str(tmp_path)]) == 1
        assert "is no project" in capfd.readouterr().err


def test_a_project_is_made_once(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(project)]) == 1
    assert "there is a project already" in capfd.readouterr().err
    assert main(["init", str(project / "case.yaml")]) == 1
    assert "case.yaml: is a file; name another folder" in capfd.readouterr().err
    assert main(["brief", str(project), "--case", "peace"]) == 2


def test_every_module_of_commands_is_loaded() -> None:
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert {"brief", "init", "add", "read", "status", "search", "matrix", "timeline", "quotes", "compare"} <= names


def test_the_same_file_again_and_an_edited_one(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "again"
    assert main(["init", str(folder), "--case", str(project / "case.yaml")]) == 0
    page = tmp_path / "one.txt"
    page.write_text(FIRST, encoding="utf-8")
    add = ["add", "-p", str(folder), str(page)]
    assert main(add) == 0
    assert "added 1 new article" in capfd.readouterr().err
    assert main(add) == 0
    assert "nothing to add" in capfd.readouterr().err
    page.write_text(FIRST.replace("Monday", "Tuesday"), encoding="utf-8")
    assert main(add) == 0
    told = capfd.readouterr().err
    assert f"{page}: another text than was added under this name before; both are kept" in told
    assert "added 1 new article" in told
    assert main(["status", "-p", str(folder), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["articles"] == 2
