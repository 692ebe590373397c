"""What analysts judged: as a section of the brief, as a page of its own, as JSON.

judgements_section(brief)   the judgements that the brief rests on; none where nothing was judged
judgements_page(rows)       every judgement ever made, undone ones too
judgement_json(row)         one judgement with its finding's words
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zopa.ledger import Judgement
from zopa.ledger.rows import kind_of
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.page import Grid, Page
from zopa.present.parts import WORDS, Line, Section, shortened
from zopa.present.safe import one_line
from zopa.read import Finding

Row = tuple[Judgement, Finding]
ID_SHOWN = 9  # first characters of an id: enough to name it on a command line, short enough for a table
DONE = {
    "accept": "accepted",
    "withdraw": "withdrawn",
    "correct": "corrected",
    "note": "note",
    "resolve": "resolved",
}


def judgements_section(brief: Brief) -> tuple[Section, ...]:
    """A line per judgement that stands, newest first."""
    lines = [line for one in reversed(brief.knowledge.judgements) if (line := judgement_line(brief, one))]
    if not lines:
        return ()
    return (Section("judgements", "What analysts judged", lines=shortened(lines)),)


def judgement_line(brief: Brief, one: Judgement) -> Line | None:
    """A judgement with the words that it judges; None for a finding of another reading."""
    found = brief.knowledge.find(one.finding)
    if found is None:
        return None
    return Line(f"{_told(one)}: {w.quoted(one_line(found.text, WORDS))}{_because(one)}", (found.id,), "quiet")


def _told(one: Judgement) -> str:
    return f"{w.start(DONE[one.kind])} by {one_line(one.by)}, {w.day(one.at.date())}{changed(one)}"


def _because(one: Judgement) -> str:
    return f"; {one_line(one.note, WORDS)}" if one.note else ""


def changed(one: Judgement) -> str:
    """What a correction or a resolution says, to follow its verb; empty for the others."""
    if one.kind == "resolve":
        return f" ({'yes' if one.changes.get('outcome') else 'no'} on {one.changes.get('on')})"
    new = [f"{name} = {one_line(str(value), 60)}" for name, value in one.changes.items()]
    return f" ({', '.join(new)})" if new else ""


def judgements_page(rows: Sequence[Row], case: str) -> Page:
    """A table of judgements, newest first."""
    if not rows:
        return Page(
            f"Judgements in {case}", ("None yet. Judge a finding by its id: zopa judge withdraw ID --because WHY",)
        )
    cells = tuple(
        (
            str(one.id),
            one.at.date().isoformat(),
            one.by,
            f"{DONE[one.kind]}{changed(one)}" + (f", undone {one.undone.date().isoformat()}" if one.undone else ""),
            one.finding[:ID_SHOWN],
            w.quoted(one_line(found.text, 80)),
            one.note,
        )
        for one, found in reversed(rows)
    )
    return Page(f"Judgements in {case}", (Grid(("No.", "day", "by", "judged", "finding", "words", "because"), cells),))


def judgement_json(row: Row) -> dict[str, Any]:
    """The judgement as an object: times as ISO text."""
    one, found = row
    return {
        "id": one.id,
        "finding": one.finding,
        "finding_kind": kind_of(found),
        "article": found.article,
        "words": found.text,
        "kind": one.kind,
        "changes": dict(one.changes),
        "because": one.note,
        "by": one.by,
        "at": one.at.isoformat(),
        "undone": one.undone.isoformat() if one.undone else None,
    }
