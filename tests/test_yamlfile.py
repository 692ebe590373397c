"""YAML files that users write: one clear line for whatever is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa import limits
from zopa.cases import Case, case_from_text
from zopa.errors import FileError, SchemaError
from zopa.yamlfile import read_yaml

GOOD = """\
zopa: 1
case: strike
period: {from: 2025-01-01, to: 2025-03-01}
parties:
  Union: {names: [the drivers]}
  Employer:
issues:
  pay:
    proposition: Wages rise by more than inflation
    options:
      freeze: {title: No rise}
      rise:
"""


def test_a_case_keeps_the_order_of_its_options() -> None:
    case = case_from_text(GOOD)
    assert list(case.issues["pay"].options) == ["freeze", "rise"]
    assert list(case.parties) == ["Union", "Employer"]
    assert case.issue_title("pay") == "Pay"


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (GOOD.replace("proposition", "propsition"), 9, "did you mean 'proposition'?"),
        (GOOD.replace("case: strike", "csae: strike"), 2, "did you mean 'case'?"),
        (GOOD.replace("{names:", "{name:"), 5, "did you mean 'names'?"),
        (GOOD.replace("zopa: 1", "zopa: 2"), 1, "zopa"),
        (GOOD.replace("  Employer:", "  Union:"), 6, "stands twice"),
        (GOOD.replace("2025-03-01", "2024-03-01"), 3, "'from' lies after 'to'"),
        (GOOD.replace("[the drivers]", "[the drivers"), 5, "broken YAML"),
        ("zopa: 1\ncase: strike\nissues: [a\n", 3, "broken YAML"),
        ('zopa: 1\ncase: "strike\n\n\n', 2, "broken YAML"),
        ("zopa: 1\ncase: strike\nissues", 3, "broken YAML"),
        ("zopa: 1\nissues:\n\ta: {}\n", 3, "spaces, not tabs"),
        ("zopa: 1\nmodel: m\nissues: {a: {titel: b}}\n", 2, "unknown key 'model'"),
        (GOOD + "fellows: {}\n", GOOD.count("\n") + 1, "unknown key 'fellows'"),
        ("zopa: 1\ncase: [strike]\nissues: {}\n", 2, "'case': is not text"),
        ("", 0, "empty"),
        ("- a\n- b\n", 1, "mapping"),
    ],
)
def test_a_broken_case_is_refused_with_its_line(broken: str, line: int, words: str) -> None:
    with pytest.raises(SchemaError) as caught:
        case_from_text(broken, where="case.yaml")
    message = str(caught.value)
    assert words in message
    assert "\n" not in message
    assert message.startswith(f"case.yaml, line {line}" if line else "case.yaml")


def test_more_issues_than_can_be_looked_for_are_refused() -> None:
    issues = "".join(f"  i{k}: {{proposition: A raises b}}\n" for k in range(limits.CASE_ISSUES + 1))
    with pytest.raises(SchemaError, match="line 3: 'issues' has more than 1000 entries; leave some out"):
        case_from_text(f"zopa: 1\ncase: many\nissues:\n{issues}", where="case.yaml")


def test_an_alias_bomb_is_refused() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, after in zip("abcdefg", "bcdefgh", strict=True):
        bomb += f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
    with pytest.raises(SchemaError, match="grows too large"):
        case_from_text(bomb)


def test_a_missing_file_and_a_binary_one_say_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        read_yaml(tmp_path / "none.yaml", Case)
    with pytest.raises(FileError, match="is a folder"):
        read_yaml(tmp_path, Case)
    (tmp_path / "bin.yaml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(FileError, match="UTF-8"):
        read_yaml(tmp_path / "bin.yaml", Case)
