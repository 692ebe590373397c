"""Shifts of all positions: those that articles report, and those that statements of two dates show.

shifts(knowledge, rows)      both kinds, newest first; an observed one has statements on either side as evidence
observed(move, knowledge)    the finding that a `Move` of a position amounts to
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
    seen = [observed(move, whole or knowledge) for row in rows for move in row.moves]
    every = [*told.values(), *seen]
    return tuple(sorted(every, key=lambda s: (s.last or dt.date.min, s.basis, s.id), reverse=True))


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
