"""A page on a terminal is as wide as that; in a file it has one width."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zopa.cli.output import write_page
from zopa.present.page import Page

PAGE = Page("Long", ("word " * 60,))


@pytest.mark.parametrize("width", [50, 140])
def test_a_page_is_as_wide_as_the_terminal(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write_page(PAGE)
    longest = max(map(len, capsys.readouterr().out.splitlines()))
    assert width - 10 < longest <= width + len("\x1b[1m\x1b[0m")
    file = tmp_path / "page.txt"
    write_page(PAGE, file)
    assert 90 < max(map(len, file.read_text(encoding="utf-8").splitlines())) <= 100
