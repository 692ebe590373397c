"""Names that mean the same, and names that do not."""

from __future__ import annotations

import pytest

from tests.evaluate import made
from zopa.evaluate.names import Roll, is_description, same_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("Volodymyr Zelenskiy", "President Volodymyr Zelensky"),
        ("the White House", "White House"),
        ("Nicolás Maduro", "Nicolas Maduro"),
        ("J. Ott", "Jane Ott"),
        ("John A. Boehner", "John Boehner"),
        ("BOEHNER", "Speaker John Boehner"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Petrov", "Pavlov"),
        ("John Boehner", "John Kerry"),
        ("Ana Ott", "Ben Ott"),
        (None, "Ott"),
        ("", ""),
        (None, None),
    ],
)
def test_different(a: str | None, b: str | None) -> None:
    assert not same_name(a, b)


def test_a_person_agrees_with_the_party_but_not_with_a_colleague() -> None:
    roll = Roll(made.case())
    assert roll.agree("Ana Brkić", "Union")
    assert roll.agree("dockers", "Union")
    assert not roll.agree("Ana Brkić", "Operator")
    assert not roll.agree("Ana Brkić", None)


def test_descriptions_name_nobody() -> None:
    assert is_description("a staff officer in Kramatorsk")
    assert is_description("One official")
    assert not is_description("Ana Brkić")
    assert not is_description("The White House")
