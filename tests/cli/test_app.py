"""The command line as a process: one-line failures, exit statuses, speed of the help."""

from __future__ import annotations

import pytest

from tests.process import python
from zopa.cli import main
from zopa.cli.app import app
from zopa.errors import FileError, UsageError


def test_help_names_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "negotiation" in capsys.readouterr().out


def test_no_command_prints_help_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Usage" in captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["estimate", "resolve", "x"],
        ["brief", "x", "--map", "text=a", "--map", "text=b"],
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("zopa: ")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FileError("no such file", where="a\x1b[31m.txt", mend="check the path"), 1),
        (UsageError("nothing to do"), 2),
        (KeyboardInterrupt(), 1),
        (PermissionError(13, "Permission denied", "out.html"), 1),
    ],
)
def test_errors_become_one_line(
    error: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("zopa.cli.app", fail)
    assert main(["x"]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "\x1b" not in captured.err


def test_importing_zopa_and_its_command_line_loads_nothing_heavy() -> None:
    heavy = "('spacy', 'numpy', 'sqlalchemy', 'pydantic', 'jinja2', 'ortools', 'lxml')"
    loaded = python(
        f"import sys, zopa, zopa.cli; zopa.cli.load_commands(); print([m for m in {heavy} if m in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_the_application_is_named_zopa() -> None:
    assert app.info.name == "zopa"


def test_usage_has_one_pair_of_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["brief"], ["model", "build"], ["model", "diff"], ["sources"], ["iceberg"], ["case", "suggest"]):
        assert main([*command, "--help"]) == 0
        told = capsys.readouterr().out
        assert "[[" not in told
        assert "]]" not in told
