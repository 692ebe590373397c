"""Denials and walk-backs name the statement that they take back."""

from __future__ import annotations

import pytest

from tests.read.scenes import lake_scene
from zopa.read import Statement
from zopa.read.statements import read_statements
from zopa.read.walkbacks import linked


def read(text: str) -> list[Statement]:
    scene = lake_scene(text)
    return linked(scene, read_statements(scene))


@pytest.mark.parametrize(
    "text",
    [
        "Norland agreed to a ceasefire, Maria Costa said. Norland denied that it had agreed to a ceasefire.",
        "Erik Dahl accepted a lower cod quota. A day later Norland walked it back and rejected a lower cod quota.",
        "Norland supports a ceasefire. In a sudden about-face, Norland ruled out a ceasefire.",
    ],
)
def test_what_is_taken_back_is_named(text: str) -> None:
    first, second = read(text)
    assert (first.holder, first.polarity) == ("Norland", "for")
    assert (second.holder, second.polarity) == ("Norland", "against")
    assert second.denies == first.id
    assert first.denies is None


@pytest.mark.parametrize(
    "text",
    [
        "Norland supports a ceasefire. Norland rejected a lower cod quota and denied any haste.",  # another issue
        "Sudland supports a ceasefire. Norland denied that it wants a ceasefire.",  # another holder
        "Norland supports a ceasefire. Norland now rejects a ceasefire.",  # a change, but nothing is taken back
        "Norland denied that it wants a ceasefire.",  # nothing before it
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert all(statement.denies is None for statement in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for Erik Dahl denied on Tuesday that Norland had agreed to a ceasefire.",
        "Norland's foreign minister dismissed reports that Norland had accepted a ceasefire.",
        "On Wednesday Norland backtracked and rejected a ceasefire.",
    ],
)
def test_what_the_holder_takes_back_is_marked_and_its_words_say_so(text: str) -> None:
    (statement,) = read(text)
    assert (statement.holder, statement.polarity, statement.takes_back) == ("Norland", "against", True)
    assert any(word in statement.text for word in ("denied", "dismissed", "backtracked"))
    assert text[statement.start : statement.end] == statement.text


@pytest.mark.parametrize(
    "text",
    [
        "Norland rejected a ceasefire.",
        "Norland dismissed the demand for a ceasefire.",  # a demand is no report
        "Sudland denied that Norland had agreed to a ceasefire.",  # another's account
        "In a reversal, Norland ruled out a ceasefire.",  # a change of mind
        "Norland did not deny that it had agreed to a ceasefire.",
    ],
)
def test_nothing_else_is_taken_back(text: str) -> None:
    assert not any(statement.takes_back for statement in read(text))
