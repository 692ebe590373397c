"""The page on the shipped cases says what the files say."""

from __future__ import annotations

from pathlib import Path

from zopa.cases import load_case, shipped_cases

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "cases.md").read_text(encoding="utf-8")


def test_every_shipped_case_has_its_section() -> None:
    assert all(f"## {name}\n" in PAGE for name in shipped_cases())


def test_the_table_has_every_issue_of_the_first_case() -> None:
    for key, issue in load_case("ukraine-2025").issues.items():
        assert f"| `{key}` | {issue.proposition} |" in PAGE


def test_the_general_issues_are_listed() -> None:
    text = " ".join(PAGE.split("## peace")[1].lower().split())
    assert [i.title for i in load_case("peace").issues.values() if (i.title or "").lower() not in text] == []
