"""Pairing of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.read.quotes_marks import quoted_stretches


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ('He said "we go" and "no".', ['"we go"', '"no"']),
        ("“We go,” he said.", ["“We go,”"]),
        ("''We're it,'' he said. ''So 'don't' go.''", ["''We're it,''", "''So 'don't' go.''"]),
        ("‘It’s the workers’ right,’ he said. ‘No.’", ["‘It’s the workers’ right,’", "‘No.’"]),
        ("the 'Personal Insult' if they don't go, said workers' unions", ["'Personal Insult'"]),
        ("the workers' demand and the bosses' answer", []),
        ("“He said ‘no way’ to me,” she said", ["“He said ‘no way’ to me,”"]),
        ("„Nein“ and «non»", ["„Nein“", "«non»"]),
        ('"A b c. D, he said. "E f," she said.', ['"A b c.', '"E f,"']),
        ("“One.\n“Two,” she said.", ["“One.", "“Two,”"]),
        ("“One and then nothing\nplain words here", ["“One and then nothing"]),
        ("it was 5' 11\" tall", []),
    ],
)
def test_pairing(text: str, stretches: list[str]) -> None:
    assert [text[q.start : q.end] for q in quoted_stretches(text)] == stretches


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»`", max_size=60))
def test_stretches_stay_in_their_line_and_apart(text: str) -> None:
    last = 0
    for quoted in quoted_stretches(text):
        assert last <= quoted.start < quoted.inner[0] < quoted.inner[1] <= quoted.end <= len(text)
        assert "\n" not in text[quoted.start : quoted.end]
        last = quoted.end
