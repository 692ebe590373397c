"""Sections about what changed since a day or a run: new, moved, contradicted, lapsed, judged."""

from __future__ import annotations

from collections import Counter

from zopa.ledger import Changes, Moved, Position
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.judgements import judgement_line
from zopa.present.parts import WORDS, Line, Section, article_name, shortened
from zopa.present.safe import one_line
from zopa.present.sections_estimates import scored_line
from zopa.present.sections_facts import contradiction_line, tick_line
from zopa.present.sections_time import shift_line, told_once


def changes_sections(brief: Brief) -> tuple[Section, ...]:
    """Five sections, or none for a brief that asks for no changes."""
    if brief.changes is None:
        return ()
    found = brief.changes
    return (
        _new(brief, found),
        _moved(brief, found),
        _contradicted(brief, found),
        _lapsed(brief, found),
        *_judged(brief, found),
    )


def _new(brief: Brief, found: Changes) -> Section:
    title = f"New since {found.since.name}"
    if not found.articles:
        return Section("new", title, gap=f"No article is newer than {found.since.name}.")
    outlets = Counter(one_line(article_name(brief, a)) for a in found.articles)
    named = [f"{name} ({n})" if n > 1 else name for name, n in outlets.most_common()]
    lines = [Line(f"{w.count(len(found.articles), 'new article')}: {w.listed(named, 8)}")]
    lines += [_position_line(brief, row, "heard for the first time") for row in found.positions]
    lines += [_position_line(brief, row, "draws a red line") for row in found.red_lines]
    lines += [scored_line(brief, row) for row in brief.estimates if row.estimate.id in {e.id for e in found.estimates}]
    lines += [tick_line(brief, tick) for tick in found.coming]
    return Section("new", title, lines=shortened(lines))


def _position_line(brief: Brief, row: Position, what: str) -> Line:
    title = brief.knowledge.case.issue_title(row.issue)
    shown = brief.knowledge.find((row.red_lines or row.supporting)[0])
    words = f": {w.quoted(one_line(shown.text, WORDS))}" if shown else ""
    mark = ", red line" if row.red_line else ""
    text = (
        f"{w.start(w.party(row.party))}, {what} on {title}: {row.polarity} (firmness {row.firmness:.2f}{mark}){words}"
    )
    return Line(text, (*row.red_lines, *row.supporting), row.polarity)


def _moved(brief: Brief, found: Changes) -> Section:
    told = {(shift.parties[0], shift.issue) for shift in found.shifts if shift.basis == "observed"}
    lines = [shift_line(brief, shift) for shift in told_once(found.shifts)]
    lines += [_moved_line(brief, one) for one in found.moved if (one.party, one.issue) not in told]
    gap = "" if lines else "No position was seen to change, and no article reports a change."
    return Section("moved", "Moved", lines=shortened(lines), gap=gap)


def _moved_line(brief: Brief, one: Moved) -> Line:
    title = brief.knowledge.case.issue_title(one.issue)
    before, after = one.before, one.after
    if before.polarity != after.polarity:
        change = f"told {after.polarity} {title}, {before.polarity} before"
    else:
        firmer = abs(after.value) > abs(before.value)
        change = f"told {'more' if firmer else 'less'} firmly {after.polarity} {title}"
    days = f"{w.day(before.date)} to {w.day(after.date)}"
    text = f"{w.start(w.party(one.party))} {change} ({before.value:+.2f} to {after.value:+.2f}, {days})"
    return Line(text, (*one.statements, *before.statements), "warn" if before.polarity != after.polarity else "plain")


def _contradicted(brief: Brief, found: Changes) -> Section:
    lines = [contradiction_line(brief, one) for one in found.contradictions]
    gap = "" if lines else "Nothing new contradicts what was told before, or itself."
    return Section("contradicted", "Newly contradicted", lines=shortened(lines), gap=gap)


def _lapsed(brief: Brief, found: Changes) -> Section:
    lines = [tick_line(brief, tick) for tick in found.lapsed]
    gap = "" if lines else "No deadline, meeting or measure came to its day or its end."
    return Section("lapsed", "Lapsed, met or called off", lines=shortened(lines), gap=gap)


def _judged(brief: Brief, found: Changes) -> tuple[Section, ...]:
    lines = [line for one in found.judgements if (line := judgement_line(brief, one))]
    return (Section("judged", "Judged since", lines=shortened(lines)),) if lines else ()
