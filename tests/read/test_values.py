"""Values that words appeal to: a closed list, found as whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.read.values import VALUES, values_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so that nobody attacks us again", [("security", "attacks")]),
        ("unlawfully occupied", [("law", "unlawfully"), ("sovereignty", "occupied")]),
        ("it breaks international law", [("law", "international law")]),
        ("families cannot pay their rent", [("humanitarian", "families"), ("economy", "pay"), ("economy", "rent")]),
        ("they want to be treated as equals", [("justice", "equals")]),
        ("the weather was mild", []),
        ("lawn and coastal", []),
    ],
)  # fmt: skip
def test_appeals(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(a.value, text[a.start : a.end]) for a in values_in(text)] == expected


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = list(values_in(text))
    assert all(a.value in VALUES and 0 <= a.start < a.end <= len(text) for a in found)
    assert found == sorted(found, key=lambda a: a.start)
