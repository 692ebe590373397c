"""Sections about positions: the matrix, what is stuck, what is accepted, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zopa.ledger import Position, Side
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.parts import WORDS, Cell, Line, Section, Table, Tone, proposition, shortened
from zopa.present.safe import one_line
from zopa.read import Finding, Statement

LOOKED_AT: Final = 200  # statements of a side, the surest first, among which the one to show is looked for
UNSURE: Final = 0.75  # uncertainty above which a cell of the matrix carries a mark
UNSURE_MARK: Final = "?"


def matrix_section(brief: Brief) -> Section:
    if not brief.positions:
        gap = "No statement of a party's position was found; the case may have other issues than these articles."
        return Section("positions", "Position matrix", gap=gap)
    case = brief.knowledge.case
    said: dict[str, int] = {}
    for row in brief.positions:
        said[row.party] = said.get(row.party, 0) + row.said
    named = [p for p in case.parties if p in said]
    parties = tuple(sorted(said, key=lambda p: (-said[p], named.index(p) if p in named else len(named), p)))
    cells = {(row.party, row.issue): row for row in brief.positions}
    issues = list(dict.fromkeys(row.issue for row in brief.positions))
    rows = tuple(
        (
            Cell(case.issue_title(issue), tone="head", detail=proposition(brief, issue)),
            *(stand_cell(brief, cells.get((party, issue))) for party in parties),
        )
        for issue in issues
    )
    silent = [case.issue_title(issue) for issue in case.issues if issue not in set(issues)]
    gap = f"Nobody's position was found on {w.listed(silent, 8)}." if silent else ""
    note = (
        "Firmness runs from 0 (loose) to 1 (unshakeable): hard words, red lines and independent articles raise it. "
        f"A “{UNSURE_MARK}” marks a position whose evidence leaves it more uncertain than {UNSURE:g}: thin, old, from "
        "one origin, or an opponent's account. Where a party changed sides, only what was said since counts."
    )
    return Section("positions", "Position matrix", table=Table(("Issue", *parties), rows), gap=gap, note=note)


def stand_cell(brief: Brief, row: Position | None) -> Cell:
    """Where a party stands, how firmly, and where it stood before it changed sides."""
    if row is None:
        return Cell("", tone="quiet")
    detail = [w.count(row.said, "statement"), w.count(row.outlets, "independent article")]
    low, high = row.firmness_range
    why = f", {w.listed(row.doubts)}" if row.doubts else ""
    detail.append(f"uncertainty {row.uncertainty:.2f} (firmness {low:.2f} to {high:.2f}{why})")
    if row.first:
        detail.append(w.span(row.first, row.last))
    if row.trend:
        detail.append(row.trend)
    if row.conditions:
        detail.append(f"on condition: {one_line(row.conditions[0], 80)}")
    found = brief.knowledge.case.issues.get(row.issue)
    if row.option and found and row.option in found.options:
        detail.append(f"option: {found.options[row.option].title or row.option}")
    return Cell(
        text=row.polarity + (UNSURE_MARK if row.uncertainty > UNSURE else ""),
        findings=evidence_of(row),
        tone=row.polarity,
        level=row.firmness,
        red_line=row.red_line,
        detail=", ".join(detail),
        beside=w.stood_before(row.stood, row.since, brief.knowledge.as_of),
    )


def evidence_of(row: Position) -> tuple[str, ...]:
    """Statements behind a position: its red lines, then what supports it, then the rest from the newest on."""
    return tuple(dict.fromkeys((*row.red_lines, *row.supporting, *reversed(row.statements))))


def sticking_section(brief: Brief) -> Section:
    lines: list[Line] = []
    for point in brief.sticking_points:
        case = brief.knowledge.case
        title = f"{case.issue_title(point.issue)}: {proposition(brief, point.issue) or point.issue}"
        under = [
            _side_line(brief, point.issue, stand, side)
            for stand, sides in (
                ("for", point.favour),
                ("against", point.against),
                ("contested", point.contested),
                ("open", point.open),
            )
            for side in sides
        ]
        blocked = " (red lines on both sides)" if point.blocked else ""
        lines.append(Line(f"{title}{blocked}", tone="warn" if point.blocked else "head", lines=tuple(under)))
    stuck = {point.issue for point in brief.sticking_points}
    for row in brief.positions:
        if row.red_line and row.issue not in stuck:
            title = brief.knowledge.case.issue_title(row.issue)
            whose = f"a red line of {w.party(row.party)}, which is {w.STANDS[row.polarity]} it"
            lines.append(Line(f"{title}: {whose}; nobody is found opposite", row.red_lines))
    gap = "" if lines else "No two parties were found on opposite sides of an issue, and no red line was found."
    return Section("sticking", "Red lines and sticking points", lines=shortened(lines), gap=gap)


def _side_line(brief: Brief, issue: str, stand: str, side: Side) -> Line:
    said = [found for s in side.statements[:LOOKED_AT] if (found := brief.knowledge.find(s))]
    shown = _best(said, side.red_line)
    mark = ", red line" if side.red_line else ""
    row = next((row for row in brief.positions if (row.party, row.issue) == (side.party, issue)), None)
    if row is not None and row.stood:
        mark += f", {w.stood_before(row.stood, row.since, brief.knowledge.as_of)}"
    words = f": {w.quoted(one_line(shown.text, WORDS))}" if shown else ""
    ids = (shown.id, *(s for s in side.statements if s != shown.id)) if shown else side.statements
    verb = {"for": "is for", "against": "is against", "open": "is open", "contested": "is told both ways"}[stand]
    tone: Tone = stand  # type: ignore[assignment]
    return Line(f"{w.start(w.party(side.party))} {verb} (firmness {side.firmness:.2f}{mark}){words}", ids, tone)


def _best(said: Sequence[Finding], red_line: bool) -> Statement | None:
    """The statement to show: a red line where there is one, then the surest, then the newest."""
    statements = [s for s in said if isinstance(s, Statement)]
    wanted = [s for s in statements if s.red_line] if red_line else statements
    return max(wanted or statements, key=lambda s: s.confidence, default=None)


def common_section(brief: Brief) -> Section:
    lines = []
    for ground in brief.common_ground:
        names = [side.party for side in ground.parties]
        does = "accept" if ground.polarity == "for" else "reject"
        wanted = proposition(brief, ground.issue) or ground.issue
        text = f"{w.start(w.parties(names))} {'both' if len(names) == 2 else 'all'} {does}: {wanted}"
        if ground.open:
            text += (
                f"; {w.parties([s.party for s in ground.open])} {'is' if len(ground.open) == 1 else 'are'} open to it"
            )
        if ground.silent:
            text += f"; nothing found from {w.parties(ground.silent, 4)}"
        ids = tuple(side.statements[0] for side in ground.parties if side.statements)
        lines.append(Line(text, ids))
    gap = "" if lines else "No issue was found on which two parties want the same and none the opposite."
    return Section("common", "What both sides accept already", lines=shortened(lines), gap=gap)
