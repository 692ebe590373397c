"""What an analyst thinks of findings, and what findings become by it.

A judgement never changes a finding's row. `judged(findings, judgements)` is a pure function: undoing a judgement and
asking again gives exactly what stood before.

    accept    the finding is right: a statement's confidence becomes 1
    withdraw  the finding is wrong: it is left out of every view
    correct   some fields are wrong: they take new values (never the article, the words or their place)
    note      a remark; changes nothing
    resolve   an estimate's outcome is known: `outcome` (true or false) and the day `on` which it was
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from zopa.errors import UsageError
from zopa.ledger.rows import finding_of, kind_of
from zopa.read import Estimate, Event, Finding, Shift, Statement, to_json

JudgementKind = Literal["accept", "withdraw", "correct", "note", "resolve"]
JUDGEMENT_KINDS: Final[tuple[str, ...]] = get_args(JudgementKind)
_FIXED: Final = frozenset({"id", "article", "start", "end", "text"})  # where the words stand is not an opinion
F = TypeVar("F", bound=Finding)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One opinion of one analyst on one finding; `undone` says when it was taken back."""

    id: int
    finding: str
    kind: JudgementKind
    by: str
    at: dt.datetime
    changes: Mapping[str, Any] = field(default_factory=dict)  # of a correction or a resolution: field -> value
    note: str = ""  # why
    undone: dt.datetime | None = None


def judged(findings: Iterable[Finding], judgements: Iterable[Judgement]) -> list[Finding]:
    """The findings as the judgements that still stand make them, in the same order."""
    standing: dict[str, list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda j: j.id):
        if judgement.undone is None:
            standing.setdefault(judgement.finding, []).append(judgement)
    result: list[Finding] = []
    for finding in findings:
        after = _judge(finding, standing[finding.id]) if finding.id in standing else finding
        if after is not None:
            result.append(after)
    return result


def _judge(finding: Finding, judgements: list[Judgement]) -> Finding | None:
    data = to_json(finding)
    verdict = next((j.kind for j in reversed(judgements) if j.kind in ("accept", "withdraw")), None)
    if verdict == "withdraw":
        return None
    for judgement in judgements:
        if judgement.kind == "correct":
            data.update(judgement.changes)
    if verdict == "accept" and isinstance(finding, Statement):
        data["confidence"] = 1.0
    return finding_of(kind_of(finding), data)


def checked_changes(finding: Finding, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The corrections as JSON values of the right type (text such as `true` or `0.8` is read as its field needs it).

    Raises `UsageError` for a field that the finding lacks or that no judgement may change, or a value it cannot take.
    """
    types = _types(finding)
    made: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _FIXED:
            raise UsageError(f"'{name}' of a finding cannot be corrected", mend="withdraw the finding instead")
        if name not in types:
            mend = f"its fields are {', '.join(sorted(types))}"
            raise UsageError(f"a {kind_of(finding)} has no field '{name}'", mend=mend)
        made[name] = _value(name, value, types[name])
    return made


def _types(finding: Finding) -> dict[str, Any]:
    hints = get_type_hints(type(finding))
    written = {"first": "from", "last": "to"} if isinstance(finding, Event | Shift) else {}
    return {written.get(f.name, f.name): hints[f.name] for f in fields(finding) if f.name not in _FIXED}


def _value(name: str, value: Any, wanted: Any) -> Any:
    choices = get_args(wanted) if get_origin(wanted) is Literal else ()
    if choices and value not in choices:
        raise UsageError(f"'{value}' is no {name}", mend=f"use one of {', '.join(choices)}")
    text = isinstance(value, str)
    if text and not value.strip():
        value = None
    try:
        # strings are taken apart as JSON where a number, a truth or a list is wanted: `0.8`, `true`, `["A", "B"]`
        made = TypeAdapter(wanted).validate_json(value) if text and _is_plain(wanted) else _validated(wanted, value)
    except ValueError:
        raise UsageError(
            f"'{value}' cannot be the {name} of a finding", mend=f"{name} is {_in_words(wanted)}"
        ) from None
    return TypeAdapter(wanted).dump_python(made, mode="json")


def _validated(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) is tuple and isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    return TypeAdapter(wanted).validate_python(value)


def _is_plain(wanted: Any) -> bool:
    return wanted in (bool, float, int)


def _in_words(wanted: Any) -> str:
    names = {bool: "true or false", float: "a number", int: "a whole number"}
    return names.get(wanted, "a day such as 2025-08-14" if dt.date in get_args(wanted) else "text")


def resolution(finding: Finding, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a resolution keeps: `outcome`, whether it came about, and the day `on` which that was known.

    Raises `UsageError` for a finding that is no estimate and for an outcome that is neither true nor false.
    """
    if not isinstance(finding, Estimate):
        raise UsageError(f"a {kind_of(finding)} has no outcome", mend="resolve an estimate; see `zopa estimate list`")
    if set(changes) != {"outcome", "on"} or not isinstance(changes["outcome"], bool):
        raise UsageError("a resolution gives an outcome and its day", mend="give yes or no, and the day")
    return {"outcome": changes["outcome"], "on": _value("on", changes["on"], dt.date)}
