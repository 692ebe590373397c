"""`zopa brief`: what goes where, exit statuses, and one line for everything that cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zopa.cli import main

CASE = """zopa: 1
case: harbour
parties:
  Dockers: {names: [the dockers, dockers' union]}
  Port: {names: [the port authority]}
issues:
  wages: {proposition: Wages rise by ten percent}
"""
ARTICLE = """Dockers and port far apart

The dockers' union demanded on Monday that wages rise by ten percent. The port authority rejected the demand. "We will
never pay that," the port authority said in a statement. The talks will go on next week in the old customs house, and
the city has offered to host them, officials said. Nobody expects a quick end to the dispute, which began in May.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def brief(folder: Path, *more: str) -> int:
    return main(["brief", str(folder / "articles"), "--case", str(folder / "case.yaml"), *more])


def test_json_stands_alone_on_standard_output(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert brief(folder, "--format", "json") == 0
    captured = capfd.readouterr()
    made = json.loads(captured.out)
    assert made["case"] == "harbour"
    assert len(made["articles"]) == 1
    assert captured.err.startswith("zopa: ")


def test_a_pipe_gets_no_colour(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert brief(folder) == 0
    assert "\x1b" not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.html", "<!doctype html>"), ("out.md", "# harbour"), ("out.json", "{"), ("out.txt", "harbour")],
)
def test_the_ending_of_the_file_chooses_the_format(
    folder: Path, name: str, start: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert brief(folder, "-o", str(folder / name)) == 0
    assert capfd.readouterr().out == ""
    assert (folder / name).read_text(encoding="utf-8").startswith(start)
    assert sorted(p.name for p in folder.iterdir()) == sorted(["articles", "case.yaml", name])


def test_an_ending_that_tells_no_format_is_refused_before_reading(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert brief(folder, "-o", str(folder / "out.pdf")) == 2
    error = capfd.readouterr().err
    assert "out.pdf: the ending '.pdf' does not tell how to report" in error
    assert error.count("\n") == 1
    assert not (folder / "out.pdf").exists()


def test_a_ledger_keeps_what_was_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger = ["--ledger", str(folder / "h.zopa"), "--format", "json"]
    assert brief(folder, *ledger) == 0
    first = json.loads(capfd.readouterr().out)
    assert brief(folder, *ledger) == 0
    captured = capfd.readouterr()
    assert json.loads(captured.out) == first
    assert "read 1 articles" not in captured.err


def failure(status: int, wanted: int, capfd: pytest.CaptureFixture[str]) -> str:
    captured = capfd.readouterr()
    assert status == wanted
    last = captured.err.splitlines()[-1]
    assert last.startswith("zopa: ")
    assert "Traceback" not in captured.err
    return last


def test_a_missing_path(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status = main(["brief", str(folder / "none"), "--case", str(folder / "case.yaml")])
    assert "no such file" in failure(status, 1, capfd)


def test_no_path_and_bad_options_are_wrong_usage(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    failure(main(["brief"]), 2, capfd)
    assert "colour" in failure(brief(folder, "--format", "colour"), 2, capfd)
    assert "FIELD=NAME" in failure(brief(folder, "--map", "text"), 2, capfd)
    failure(brief(folder, "--map", "nonsense=x"), 2, capfd)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("none.yaml", "no such file"),
        ("nowhere", "no case named"),
        ("broken.yaml", "broken YAML"),
        ("unknown.yaml", "unknown key 'isues'"),
    ],
)
def test_a_case_that_cannot_be_used(folder: Path, case: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.yaml").write_text("zopa: 1\ncase: [", encoding="utf-8")
    (folder / "unknown.yaml").write_text("zopa: 1\ncase: x\nisues: {}\n", encoding="utf-8")
    name = str(folder / case) if case.endswith(".yaml") else case
    line = failure(main(["brief", str(folder / "articles"), "--case", name]), 1, capfd)
    assert message in line


def test_one_bad_file_does_not_stop_the_others(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "articles" / "empty.txt").write_text("", encoding="utf-8")
    (folder / "articles" / "binary.txt").write_bytes(bytes(range(256)) * 20)
    assert brief(folder, "--format", "json") == 0
    captured = capfd.readouterr()
    made = json.loads(captured.out)
    assert len(made["articles"]) == 1
    assert len(made["unread"]) == 2
    assert captured.err.count("not read: ") == 2


def test_a_named_file_that_cannot_be_read_fails(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    paths = [str(folder / "empty.txt"), str(folder / "articles")]
    status = main(["brief", *paths, "--case", str(folder / "case.yaml"), "--format", "json"])
    captured = capfd.readouterr()
    assert status == 1
    assert len(json.loads(captured.out)["articles"]) == 1
    assert captured.err.splitlines()[-1].startswith("zopa: 1 of the named")


def test_nothing_to_read_is_a_failure(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "articles" / "one.txt").write_text("", encoding="utf-8")
    assert "no article could be read" in failure(brief(folder), 1, capfd)


def test_a_ledger_that_is_none(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "is not a ledger" in failure(brief(folder, "--ledger", str(folder / "case.yaml")), 1, capfd)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == CASE
