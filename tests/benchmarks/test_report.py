"""The report of the benchmarks: sections replaced one by one, tables in line."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import statements


def test_sections_that_were_not_run_stay() -> None:
    first = command.written("", {"dates": "old figures", "statements": "some"})
    second = command.written(first, {"dates": "new figures"})
    assert "new figures" in second
    assert "old figures" not in second
    assert "## statements\n\nsome\n" in second
    assert second.index("## dates") < second.index("## statements")
    assert command.written(second, {}) == second


def test_unknown_names_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nonsense"]) == 2
    assert "no benchmark named nonsense; known: " in capsys.readouterr().err


def test_what_a_benchmark_prints_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(statements, "rows", list)
    target = tmp_path / "accuracy.md"
    assert command.main(["statements", "--write", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert "## statements" in text
    assert "precision" in text
    assert "precision" in capsys.readouterr().out


def test_several_run_apart_and_one_that_fails_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "== $3"; echo "of $3"; test "$3" != dates\n')
    python.chmod(0o755)
    monkeypatch.setattr(command.sys, "executable", str(python))
    target = tmp_path / "accuracy.md"
    assert command.main(["dates", "statements", "--write", str(target)]) == 1
    text = target.read_text(encoding="utf-8")
    assert "of statements" in text
    assert "## dates" not in text
    shown = capsys.readouterr()
    assert shown.out.splitlines() == ["== dates", "of dates", "== statements", "of statements"]
    assert shown.err == "dates failed with status 1; its section is left as it was\n"


def test_columns_are_in_line() -> None:
    lines = statements.table(("set", "n", "who"), [("a", "100", "x"), ("long name", "1", "baseline")]).splitlines()
    assert lines == ["set          n  who", "a          100  x", "long name    1  baseline"]


def test_the_baseline_reads_a_plain_sentence() -> None:
    from zopa.cases import case_from_text
    from zopa.ingest import Article

    case = case_from_text(
        "{zopa: 1, case: c, parties: {Union: {people: [Ana Ott]}}, issues: {pay: {proposition: Wages rise}}}"
    )
    (reading,) = statements.naive([Article(id="a", text="Ott will not let wages rise. It rained.")], case)
    assert [(s.holder, s.issue, s.polarity) for s in reading.statements] == [("Union", "pay", "against")]
