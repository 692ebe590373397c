"""What an analyst thinks of findings, and what findings become by it.

A judgement never changes a finding's row. `judged(findings, judgements)` is a pure function: withdrawing a judgement
and asking again gives exactly what stood before.

    accept   the finding is right: a statement's confidence becomes 1
    reject   the finding is wrong: it is left out
    correct  some fields are wrong: they take new values (never the article, the words or their place)
    note     a remark; changes nothing
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeVar, get_args

from zopa.errors import UsageError
from zopa.ledger.rows import finding_of, kind_of
from zopa.read import Finding, Statement, to_json

JudgementKind = Literal["accept", "reject", "correct", "note"]
JUDGEMENT_KINDS: Final[tuple[str, ...]] = get_args(JudgementKind)
_FIXED: Final = frozenset({"id", "article", "start", "end", "text"})  # where the words stand is not an opinion
F = TypeVar("F", bound=Finding)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One opinion of one analyst on one finding; `withdrawn` says when it was taken back."""

    id: int
    finding: str
    kind: JudgementKind
    by: str
    at: dt.datetime
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    withdrawn: dt.datetime | None = None


def judged(findings: Iterable[Finding], judgements: Iterable[Judgement]) -> list[Finding]:
    """The findings as the judgements that still stand make them, in the same order."""
    standing: dict[str, list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda j: j.id):
        if judgement.withdrawn is None:
            standing.setdefault(judgement.finding, []).append(judgement)
    result: list[Finding] = []
    for finding in findings:
        after = _judge(finding, standing[finding.id]) if finding.id in standing else finding
        if after is not None:
            result.append(after)
    return result


def _judge(finding: Finding, judgements: list[Judgement]) -> Finding | None:
    data = to_json(finding)
    verdict = next((j.kind for j in reversed(judgements) if j.kind in ("accept", "reject")), None)
    if verdict == "reject":
        return None
    for judgement in judgements:
        if judgement.kind == "correct":
            data.update(judgement.changes)
    if verdict == "accept" and isinstance(finding, Statement):
        data["confidence"] = 1.0
    return finding_of(kind_of(finding), data)


def check_changes(finding: Finding, changes: Mapping[str, Any]) -> None:
    """Raises `UsageError` when `changes` name a field that the finding lacks or that no judgement may change."""
    known = {f.name for f in fields(finding)} - _FIXED
    for name in changes:
        if name in _FIXED:
            raise UsageError(f"'{name}' of a finding cannot be corrected", mend="reject the finding instead")
        if name not in known and name not in ("from", "to"):
            mend = f"its fields are {', '.join(sorted(known))}"
            raise UsageError(f"a {kind_of(finding)} has no field '{name}'", mend=mend)
