"""`zopa case suggest` writes a case file that `zopa brief` takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.cases import load_case
from zopa.cli import main

ARTICLE = (
    "The Bakers' Union demanded a shorter working week on Monday. Hollis Mills rejected a shorter working week and "
    "insisted on night work. The Bakers' Union opposes night work, and the talks will go on, both of them said."
)


def test_the_draft_goes_where_it_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "one.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    file = tmp_path / "case.yaml"
    assert main(["case", "suggest", str(article), "-o", str(file), "--name", "bakers"]) == 0
    assert capfd.readouterr().out == ""
    case = load_case(file)
    assert case.name == "bakers"
    assert case.parties
    assert case.issues
    assert main(["brief", str(article), "--case", str(file), "--format", "json"]) == 0


def test_nothing_to_read_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert main(["case", "suggest", str(tmp_path)]) == 1
    assert capfd.readouterr().err.splitlines()[-1].startswith("zopa: ")


def test_case_alone_is_wrong_usage() -> None:
    assert main(["case"]) == 2


def test_who_spoke_for_two_parties_is_proposed_for_one(tmp_path: Path) -> None:
    for day, party in (("2023-03-06", "the Netherlands"), ("2025-03-05", "NATO")):
        text = f"Mark Rutte demanded a ceasefire. {party} rejected a blockade, Mark Rutte said. "
        text += "Russia rejected a ceasefire and said that talks would go on for as long as they took, whatever came."
        page = f'{{"text": "{text}", "date": "{day}"}}'
        (tmp_path / f"{day}.jsonl").write_text(page, encoding="utf-8")
    file = tmp_path / "case.yaml"
    assert main(["case", "suggest", str(tmp_path), "-o", str(file)]) == 0
    people = [one for party in load_case(file).parties.values() for one in party.people]
    assert people.count("Mark Rutte") == 1
