"""Where things stand, in five plain sentences made from the findings, each with the ids that it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zopa.ledger import CommonGround, Position, Side
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.safe import one_line
from zopa.present.sections_positions import UNSURE
from zopa.read import Shift, Statement

Sentence = tuple[str, tuple[str, ...]]
_CHANGED: Final = {
    "turned": "changed course",
    "wavering": "swung",
    "hardening": "hardened",
    "softening": "softened",
    "converging": "moved closer",
    "diverging": "moved apart",
}


def summary(brief: Brief) -> tuple[Sentence, ...]:
    """Five sentences: what is stuck, the red lines, what is accepted, what moved, what comes next."""
    return (_stuck(brief), _red_lines(brief), _accepted(brief), _moved(brief), _next(brief))


def _proposition(brief: Brief, issue: str) -> str:
    found = brief.knowledge.case.issues.get(issue)
    return f"“{found.proposition}”" if found else issue.replace("_", " ")


def _sides(sides: tuple[Side, ...]) -> str:
    return w.parties([side.party for side in sides], 4)


def _are(sides: tuple[Side, ...]) -> str:
    return "is" if len(sides) == 1 else "are"


def _stuck(brief: Brief) -> Sentence:
    issues = {row.issue for row in brief.positions}
    if not issues:
        return "No party's position was found, so nothing can be said about where things stand.", ()
    if not brief.sticking_points:
        return f"Positions were found on {w.count(len(issues), 'issue')}, and no two parties were found opposed.", ()
    point = brief.sticking_points[0]
    left, right = point.favour or point.contested, point.against or point.contested
    text = (
        f"Positions do not meet on {len(brief.sticking_points)} of {w.count(len(issues), 'issue')}; the hardest is "
        f"{_proposition(brief, point.issue)}: {_sides(left)} {_are(left)} "
        f"{'for' if point.favour else 'told both ways'}, {_sides(right)} {_are(right)} "
        f"{'against' if point.against else 'told both ways'}."
    )
    return text, tuple(side.statements[0] for side in (*left, *right) if side.statements)


def _red_lines(brief: Brief) -> Sentence:
    by_party: dict[str, list[Position]] = {}
    for row in brief.positions:
        if row.red_line:
            by_party.setdefault(row.party, []).append(row)
    if not by_party:
        return "No red line was found.", ()
    parts = []
    ids: list[str] = []
    for party, rows in sorted(by_party.items(), key=lambda item: -len(item[1]))[:4]:
        stands = [
            f"{'not ' if _drawn(brief, row) == 'against' else ''}{_proposition(brief, row.issue)}" for row in rows
        ]
        parts.append(f"{w.party(party)}: {w.listed(stands, 4)}")
        ids += [row.red_lines[-1] for row in rows]
    return f"Red lines: {'; '.join(parts)}.", tuple(ids)


def _drawn(brief: Brief, row: Position) -> str:
    """On which side the last red line is drawn: of a position told both ways it is not the position's own."""
    statement = brief.knowledge.find(row.red_lines[-1])
    return statement.polarity if isinstance(statement, Statement) else row.polarity


def _accepted(brief: Brief) -> Sentence:
    if not brief.common_ground:
        return "No issue was found on which two parties want the same and nobody the opposite.", ()
    parts = []
    ids: list[str] = []
    sure = _surely_shared(brief)
    shared = sure or brief.common_ground
    bridging = [ground for ground in shared if ground.bridges]
    for ground in (bridging or shared)[:3]:
        does = "accept" if ground.polarity == "for" else "reject"
        parts.append(f"{_sides(ground.parties)} {does} {_proposition(brief, ground.issue)}")
        ids += [side.statements[0] for side in ground.parties if side.statements]
    opening = "Opponents agree on this" if bridging else "Not in dispute"
    opening += "" if sure else ", on thin evidence"
    return f"{opening}: {'; '.join(parts)}.", tuple(ids)


def _surely_shared(brief: Brief) -> tuple[CommonGround, ...]:
    """Common ground of the parties whose position carries no mark of doubt in the matrix."""
    sure = {(row.party, row.issue) for row in brief.positions if row.uncertainty <= UNSURE}
    kept = (
        replace(ground, parties=tuple(side for side in ground.parties if (side.party, ground.issue) in sure))
        for ground in brief.common_ground
    )
    return tuple(ground for ground in kept if len(ground.parties) > 1)


def _moved(brief: Brief) -> Sentence:
    changed = [shift for shift in brief.shifts if shift.kind not in ("steady", "denied")]
    turns = [shift for shift in changed if shift.kind in ("turned", "wavering")] or changed
    turns = [shift for shift in turns if shift.issue or shift.about] or turns
    if not turns:
        return "No position was seen to change between two dates.", ()
    parts = []
    ids: list[str] = []
    first: dict[tuple[object, ...], Shift] = {}  # a turn may be seen and also be reported
    for shift in turns:
        first.setdefault((shift.parties, shift.issue or shift.about), shift)
    for shift in list(first.values())[:2]:
        what = _proposition(brief, shift.issue) if shift.issue else one_line(shift.about or "", 60)
        on = f" on {what}" if what else ""
        ends = f" from {shift.stood} to {shift.stands}" if shift.stood and shift.stands else ""
        when = f" by {w.day(shift.last)}" if shift.last else ""
        # a report that says neither on what nor from where is told in its own words
        words = "" if on or ends else f" ({w.quoted(one_line(shift.text, 120))})"
        parts.append(f"{w.parties(shift.parties)} {_CHANGED[shift.kind]}{ends}{on}{when}{words}")
        ids += [shift.before[0], shift.after[0]] if shift.basis == "observed" else [shift.id]
    return f"Latest movement: {'; '.join(parts)}.", tuple(ids)


def _next(brief: Brief) -> Sentence:
    coming = [tick for tick in brief.clock if tick.state in ("due", "ahead")]
    if coming:
        tick = coming[0]
        who = f" ({w.parties(tick.who, 4)})" if tick.who else ""
        words = w.quoted(one_line(tick.what, 120))
        return (
            f"Next on the clock: {w.span(tick.date, tick.until)}, {tick.kind}{who}: {words}.",
            tick.findings[:3],
        )
    if brief.clock:
        tick = brief.clock[-1]
        words = w.quoted(one_line(tick.what, 120))
        return f"Nothing dated lies ahead; last on the clock: {w.day(tick.date)}, {words}.", tick.findings[:3]
    return "No deadline or meeting with a date was found.", ()
