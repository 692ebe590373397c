"""A name belongs to one party of a case; a file that gives it to two is refused in one line."""

from __future__ import annotations

import pytest

from zopa.cases import case_from_text
from zopa.errors import SchemaError

TWICE = [
    ("  A: {names: [Foo]}\n  B:\n    names:\n      - Bar\n      - the foo\n", 8, "the foo"),
    ("  A: {people: [Jo Lee]}\n  B: {people: [Jo Lee]}\n", 5, "Jo Lee"),
    ("  A: {bodies: [Board]}\n  B: {names: [Board]}\n", 5, "Board"),
    ("  A: {}\n  B: {names: [A]}\n", 5, "A"),
    ("  A: {names: [B]}\n  B: {}\n", 4, "B"),
    ("  Front: {}\n  the Front: {}\n", 5, "the Front"),
]


@pytest.mark.parametrize(("parties", "line", "name"), TWICE)
def test_a_name_of_two_parties_is_refused_with_its_line(parties: str, line: int, name: str) -> None:
    with pytest.raises(SchemaError) as told:
        case_from_text(f"zopa: 1\ncase: x\nparties:\n{parties}", where="case.yaml")
    assert str(told.value).startswith(f"case.yaml, line {line}: the name '{name}' is given to two parties, ")
    assert str(told.value).endswith("; leave it with one")


def test_one_party_may_say_a_name_twice() -> None:
    case = case_from_text("zopa: 1\ncase: x\nparties:\n  A: {names: [Foo, the Foo, a], bodies: [Foo]}\n  B:\n")
    assert list(case.parties) == ["A", "B"]
