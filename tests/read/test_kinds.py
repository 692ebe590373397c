"""Kinds of findings: one list that every holder of findings follows."""

from dataclasses import fields

from zopa.read import KINDS, Finding, Findings, by_kind


def of(kind: str, number: int) -> Finding:
    made = object.__new__(KINDS[kind])
    object.__setattr__(made, "id", f"{kind} {number}")
    return made


def test_every_kind_has_a_field_of_its_name_and_an_s() -> None:
    assert [f.name for f in fields(Findings)] == [f"{kind}s" for kind in KINDS]


def test_findings_of_every_kind_are_sorted_out_and_none_is_lost() -> None:
    mixed = [of(kind, number) for number in (1, 2) for kind in reversed(KINDS)]
    held = Findings(**by_kind(mixed))
    assert [finding.id for finding in held.every()] == [f"{kind} {n}" for kind in KINDS for n in (1, 2)]
