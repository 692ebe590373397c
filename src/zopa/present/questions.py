"""Answers to questions about a project, as sections that the renderers of the brief show too.

timeline   what a party said on an issue, day by day
quotes     who was quoted with which words
compare    two parties side by side: what they share, what keeps them apart, and how far
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process

from zopa.errors import UsageError
from zopa.ledger import Iceberg, Position, Space, distance, shared_space
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.parts import WORDS, Cell, Line, Section, Table, Tone, proposition, shortened
from zopa.present.safe import one_line
from zopa.present.sections_forms import reasons_and_values
from zopa.present.sections_positions import stand_cell
from zopa.present.sections_time import growing_closer, pattern_line, shift_line, told_once
from zopa.read import Quote, Shift, Statement


def known_party(brief: Brief, name: str) -> str:
    """The party that `name` means, whatever its case. Raises `UsageError` with the nearest name."""
    names = {row.party for row in brief.positions} | set(brief.knowledge.case.parties)
    names |= {node.name for node in brief.network.nodes if node.kind == "party"}
    return _known(name, sorted(names), "party")


def known_issue(brief: Brief, name: str) -> str:
    """The issue that `name` means, by key or title. Raises `UsageError` with the nearest name."""
    case = brief.knowledge.case
    titles = {case.issue_title(key).casefold(): key for key in case.issues}
    return titles.get(name.casefold()) or _known(name, list(case.issues), "issue")


def _known(name: str, names: Sequence[str], what: str) -> str:
    found = next((n for n in names if n.casefold() == name.casefold()), None)
    if found:
        return found
    near = process.extractOne(name, names, score_cutoff=50)
    mend = f"did you mean '{near[0]}'?" if near else f"known: {w.listed(list(names), 8) or 'none yet'}"
    raise UsageError(f"no {what} '{name}' in the case or its articles", mend=mend)


def timeline_statements(brief: Brief, party: str | None, issue: str | None) -> list[Statement]:
    """Statements by date, undated ones last."""
    known = brief.knowledge
    wanted = [s for s in known.statements if party in (None, s.holder) and issue in (None, s.issue)]
    dated = [(known.date(s), s) for s in wanted]
    return [s for d, s in sorted(((d, s) for d, s in dated if d), key=lambda pair: pair[0])] + [
        s for d, s in dated if not d
    ]


def timeline_shifts(brief: Brief, party: str | None, issue: str | None) -> list[Shift]:
    """Shifts that fit, the oldest first; one that names no issue fits every issue of its party."""
    return [
        shift
        for shift in reversed(brief.shifts)
        if (party is None or party in shift.parties) and (issue is None or shift.issue in (None, issue))
    ]


def timeline_section(brief: Brief, party: str | None, issue: str | None) -> Section:
    """What was said, by date, reprints of the same words once; shifts stand on their last day."""
    seen: set[tuple[str, str, str]] = set()
    dated: list[tuple[dt.date | None, Line]] = []
    for s in timeline_statements(brief, party, issue):
        key = (brief.knowledge.origin(s.article), s.holder, s.text)
        if key in seen:
            continue
        seen.add(key)
        title = brief.knowledge.case.issue_title(s.issue)
        mark = ", red line" if s.red_line else ""
        day = brief.knowledge.date(s)
        text = f"{w.day(day)}: {w.start(w.party(s.holder))} {w.STANDS[s.polarity]} {title} ({s.act}{mark}): "
        dated.append((day, Line(text + w.quoted(one_line(s.text, WORDS)), (s.id,), s.polarity)))
    for shift in told_once(timeline_shifts(brief, party, issue)):
        line = shift_line(brief, shift)
        dated.append((shift.last, replace(line, text=f"Shift, {line.text}")))
    dated.sort(key=lambda pair: pair[0] or dt.date.max)
    rows = [row for row in brief.positions if row.pattern and party in (None, row.party) and issue in (None, row.issue)]
    lines = [line for _, line in dated] + [pattern_line(brief, row) for row in rows]
    gap = "" if lines else "No statement was found that fits."
    return Section("timeline", "Timeline", lines=shortened(lines), gap=gap)


def quotes_of(brief: Brief, speaker: str | None) -> list[Quote]:
    """Quotes of a speaker or a party (of everybody for None), as the articles tell them."""
    wanted = speaker.casefold() if speaker is not None else ""
    return [q for q in brief.knowledge.quotes if not wanted or any(wanted in n.casefold() for n in _who(q))]


def _who(quote: Quote) -> list[str]:
    return [name for name in (quote.speaker, quote.party) if name]


def quotes_section(brief: Brief, speaker: str | None) -> Section:
    """Quotes of a speaker or a party (of everybody for None)."""
    lines = []
    for q in quotes_of(brief, speaker):
        who = next(iter(_who(q)), "nobody named")
        of = f" ({one_line(q.party)})" if q.party and q.party != who else ""
        via = f" (through {w.listed(list(q.via), 3)})" if q.via else ""
        said = f"{w.day(brief.knowledge.date(q))}: {w.start(one_line(who))}{of}{via}, {q.kind}"
        lines.append(Line(f"{said}: {w.quoted(one_line(q.text, 400))}", (q.id,)))
    gap = "" if lines else "No quote was found that fits."
    return Section("quotes", "Quotes", lines=shortened(lines), gap=gap)


def compared(brief: Brief, first: str, second: str) -> list[tuple[str, Position | None, Position | None]]:
    """Every issue on which either of two parties has a position, with both positions."""
    rows = {(row.party, row.issue): row for row in brief.positions}
    issues = dict.fromkeys(row.issue for row in brief.positions if row.party in (first, second))
    return [(issue, rows.get((first, issue)), rows.get((second, issue))) for issue in issues]


def compare_section(brief: Brief, first: str, second: str) -> Section:
    """The common shared space of two parties: position by position, and how far apart."""
    rows = []
    for issue, a, b in compared(brief, first, second):
        apart = distance(a, b) if a and b else None
        said = (
            "one side only"
            if not (a and b)
            else "cannot be told"
            if apart is None
            else "shared"
            if apart == 0
            else "apart"
        )
        tone: Tone = "for" if said == "shared" else "against" if said == "apart" else "quiet"
        head = Cell(brief.knowledge.case.issue_title(issue), tone="head", detail=proposition(brief, issue))
        rows.append(
            (
                head,
                stand_cell(brief, a),
                stand_cell(brief, b),
                Cell(said, tone=tone, level=apart if said == "apart" else None, measure="distance"),
            )
        )
    gap = "" if rows else f"No position of {w.parties([first, second])} was found."
    table = Table(("Issue", first, second, "Together"), tuple(rows)) if rows else None
    lines = (*growing_closer(brief, first, second), *reasons_and_values(space_of(brief, first, second)))
    return Section("compare", f"{first} and {second}: the common shared space", lines=lines, table=table, gap=gap)


def space_of(brief: Brief, first: str, second: str) -> Space:
    """The common shared space of two parties; one of whom nothing is known has an empty iceberg."""
    known = {one.party: one for one in brief.icebergs}
    a, b = (known.get(party, Iceberg(party, (), (), (), ())) for party in (first, second))
    return shared_space(a, b)
