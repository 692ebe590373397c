"""Shifts of all positions: those that articles report, and those that statements of two dates show.

shifts(knowledge, rows)      both kinds, newest first; an observed one has statements on either side as evidence
taken_back(...)              a denial as a finding: no change of position, but what looks like one
observed(move, knowledge)    the finding that a `Move` of a position amounts to
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from zopa.ledger.denials import Denial
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.moves import Move
from zopa.ledger.positions import Position
from zopa.read import Shift, finding_id


def shifts(knowledge: Knowledge, rows: Sequence[Position], whole: Knowledge | None = None) -> tuple[Shift, ...]:
    """Reported and observed shifts, newest first; a report that reprints another is told once.

    `whole` holds the statements of all `rows`, where `knowledge` holds those of the latest days alone.
    """
    told: dict[tuple[object, ...], Shift] = {}
    for shift in knowledge.shifts:
        told.setdefault((knowledge.origin(shift.article), shift.kind, shift.parties, shift.text), shift)
    known = whole or knowledge
    seen = [observed(move, known) for row in rows for move in row.moves]
    denied = [taken_back(row, denial, known) for row in rows for denial in row.denials]
    every = [*(_as_denial(shift, denied) for shift in told.values()), *seen, *denied]
    return tuple(sorted(every, key=lambda s: (s.last or dt.date.min, s.basis, s.id), reverse=True))


def _as_denial(shift: Shift, denied: Sequence[Shift]) -> Shift:
    """`Norland backtracked on it`, in the words that take something back, tells no change of position."""
    for one in denied:
        same = shift.article == one.article and shift.start < one.end and one.start < shift.end
        if same and shift.kind in ("turned", "softening") and set(one.parties) <= set(shift.parties):
            return replace(shift, kind="denied", issue=one.issue)
    return shift


def taken_back(row: Position, denial: Denial, knowledge: Knowledge) -> Shift:
    """A denial as a finding: its words are those that deny, `before` is what they take back."""
    shown = knowledge.finding[denial.by]
    return Shift(
        id=finding_id("move", shown.article, shown.start, shown.end, "denied", row.party, row.issue),
        article=shown.article,
        start=shown.start,
        end=shown.end,
        text=shown.text,
        parties=(row.party,),
        kind="denied",
        basis="observed",
        issue=row.issue,
        before=denial.of,
        after=(denial.by,),
        first=denial.since,
        last=denial.on,
    )


def observed(move: Move, knowledge: Knowledge) -> Shift:
    """The move as a finding: its words are those of the first statement of the new position."""
    shown = knowledge.finding[move.after[0]]
    return Shift(
        id=finding_id("move", shown.article, shown.start, shown.end, "observed", move.party, move.issue, move.since),
        article=shown.article,
        start=shown.start,
        end=shown.end,
        text=shown.text,
        parties=(move.party,),
        kind=move.kind,
        basis="observed",
        issue=move.issue,
        stood=move.stood,
        stands=move.stands,
        before=move.before,
        after=move.after,
        first=move.since,
        last=move.on,
    )
