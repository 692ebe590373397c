"""Sections about positions over time: what moved and when, and who grows closer to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zopa.ledger import Convergence, Move, Position
from zopa.ledger.convergence import POINTS
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.parts import WORDS, Line, Section, Tone, shortened
from zopa.present.safe import one_line
from zopa.read import Shift

PAIRS_SHOWN: Final = 40
_TOLD: Final = {
    "turned": "changed",
    "hardening": "hardened",
    "softening": "softened",
    "wavering": "wavered on",
    "steady": "held to",
    "denied": "took back",
    "converging": "moved closer",
    "diverging": "moved apart",
}


def moves_section(brief: Brief) -> Section:
    """Shifts, reported and observed, then series that swing or drift."""
    lines = [shift_line(brief, shift) for shift in told_once(brief.shifts)]
    lines += [pattern_line(brief, row) for row in brief.positions if row.pattern]
    lines += [_unconfirmed_line(brief, row.unconfirmed) for row in brief.positions if row.unconfirmed]
    note = (
        "Reported: an article says so. Observed: statements of two dates show it, and the new side is carried by two "
        "independent articles, or by one where the change is reported. Swings within two weeks are told apart from "
        "drifts over months."
    )
    if lines:
        return Section("moves", "What moved and when", lines=shortened(lines), note=note)
    dates = {row.party for row in brief.positions if row.first != row.last}
    gap = (
        "No position was seen to change, and no article reports a change."
        if dates
        else "No article reports a change, and no party was found speaking on the same issue on two dates, so nothing "
        "can be said about movement."
    )
    return Section("moves", "What moved and when", gap=gap)


def told_once(found: Sequence[Shift]) -> list[Shift]:
    """Without the reports that tell of a denial in its own words."""
    return [shift for shift in found if (shift.kind, shift.basis) != ("denied", "reported")]


def shift_line(brief: Brief, shift: Shift) -> Line:
    """One shift in a sentence; under a reported one, the article's words for what stood before and after."""
    case = brief.knowledge.case
    who = w.start(w.parties(shift.parties))
    about = case.issue_title(shift.issue) if shift.issue else one_line(shift.about or "", WORDS)
    tone: Tone = "warn" if shift.kind in ("turned", "wavering") else "plain"
    if shift.kind == "denied":
        told = f" on {w.day(shift.first, now=shift.last)}" if shift.first else ""
        does = "deny or take" if len(shift.parties) > 1 or w.plural(shift.parties[0]) else "denies or takes"
        text = f"{w.day(shift.last)}: {who} {does} back what was told of it{told}, on {about}"
        return Line(f"{text}: {w.quoted(one_line(shift.text, WORDS))}", (*(shift.after or (shift.id,)), *shift.before))
    if shift.basis == "observed":
        if shift.kind == "turned":
            change = f"moved from {shift.stood} to {shift.stands} on {about}"
        else:
            change = f"{_TOLD[shift.kind]} its stand ({shift.stands}) on {about}"
        text = f"{w.day(shift.last)}: {who} {change} (before: {w.day(shift.first, now=shift.last)})"
        return Line(text, (*shift.after, *shift.before), tone)
    change = _TOLD[shift.kind] if shift.kind in ("converging", "diverging") else f"{_TOLD[shift.kind]} its stance"
    ends = (
        f", from {w.quoted(one_line(shift.stood, 60))} to {w.quoted(one_line(shift.stands or '', 60))}"
        if shift.stood
        else ""
    )
    said = f", {one_line(shift.reporter)} says" if shift.reporter else ", it is reported"
    on = f" on {about}" if about else ""
    ends += "" if about else ", on what is not said"
    when = w.span(shift.first, shift.last)
    text = f"{when}: {who} {change}{on}{ends}{said}: {w.quoted(one_line(shift.text, WORDS))}"
    return Line(text, (shift.id, *shift.before, *shift.after), tone)


def _unconfirmed_line(brief: Brief, move: Move) -> Line:
    """What looks like a change of side and is carried by too little to count as one."""
    title = brief.knowledge.case.issue_title(move.issue)
    text = (
        f"{w.day(move.on)}: {w.party(move.party)} is told {w.STANDS[move.stands]} {title}, {move.stood} before "
        f"({w.day(move.since, now=move.on)}); no second independent article surely bears it out yet"
    )
    return Line(text, (*move.after, *move.before), "quiet")


def pattern_line(brief: Brief, row: Position) -> Line:
    """A series that swings or drifts, in a sentence."""
    assert row.pattern is not None
    found = row.pattern
    what = f"{w.start(w.party(row.party))} on {brief.knowledge.case.issue_title(row.issue)}"
    days = w.span(found.first, found.last)
    ids = tuple(point.statements[0] for point in row.series if found.first <= point.date <= found.last)
    if found.kind == "oscillating":
        return Line(f"{what}: swings, {w.count(found.turns, 'change')} of side ({days})", ids, "warn")
    way = "for" if (found.per_month or 0) > 0 else "against"
    slope = f"{abs(found.per_month or 0):.2f} a month, {found.low:.2f} to {found.high:.2f} at 80%"
    return Line(f"{what}: drifts toward {way} ({days}; {slope}, on a scale from -1 to 1)", (ids[-1], ids[0]), "plain")


def convergence_section(brief: Brief) -> Section:
    """Pairs of parties whose distance on an issue was measured on at least two days."""
    followed = [pair for pair in brief.convergence if _followed(pair)]
    lines = [pair_line(brief, pair) for pair in followed]
    note = (
        "Distance runs from 0 (the same stand) to 1 (the firmest opposites); along the options of an issue where both "
        "named some. An interval that holds 0 tells nothing."
    )
    few = len(brief.convergence) - len(followed)
    left = f"{w.count(few, 'pair')} of parties spoke on an issue on too few days for a trend; the JSON brief has them."
    gap = "" if lines else "No two parties were found speaking on one issue on enough days to follow their distance."
    gap = " ".join(part for part in (gap, left if few else "") if part)
    return Section(
        "convergence",
        "Who grows closer to whom",
        lines=shortened(lines, PAIRS_SHOWN),
        gap=gap,
        note=note if lines else "",
    )


def _followed(pair: Convergence) -> bool:
    return pair.per_month is not None or pair.points >= POINTS


def growing_closer(brief: Brief, first: str, second: str) -> list[Line]:
    """Whether two parties grow closer, issue by issue, as far as it can be followed."""
    pairs = [pair for pair in brief.convergence if set(pair.parties) == {first, second} and _followed(pair)]
    return [pair_line(brief, pair) for pair in pairs]


def _between_options(brief: Brief, pair: Convergence) -> str:
    """`; Norland from No extra water to A fifth more, Sudmark from Half more to A fifth more`."""
    titles = brief.knowledge.case.issues[pair.issue].options if pair.issue in brief.knowledge.case.issues else {}
    parts = []
    for party, ends in zip(pair.parties, pair.options, strict=False):
        first, last = (w.quoted(titles[key].title or key) if key in titles else key for key in ends)
        parts.append(f"{w.party(party)} {f'from {first} to {last}' if first != last else f'stays at {last}'}")
    return f" ({', '.join(parts)})" if parts else ""


def pair_line(brief: Brief, pair: Convergence) -> Line:
    title = brief.knowledge.case.issue_title(pair.issue)
    who = w.start(w.parties(pair.parties))
    told = {
        "converging": f"grow closer since {w.day(pair.since)}",
        "diverging": f"grow apart since {w.day(pair.since)}",
        "level": "keep their distance",
        "unclear": "no direction can be told",
    }[pair.going]
    slope = (
        f"{pair.per_month:+.2f} a month ({pair.low:+.2f} to {pair.high:+.2f} at 80%)"
        if pair.per_month is not None
        else "too few days for a trend"
    )
    told += _between_options(brief, pair)
    text = (
        f"{who} on {title}: {told}; distance {pair.before:.2f}, now {pair.distance:.2f}, {slope}; "
        f"{w.count(pair.points, 'day')}, {w.span(pair.first, pair.last)}, uncertainty {pair.uncertainty:.2f}"
    )
    tones: dict[str, Tone] = {"converging": "for", "diverging": "against"}
    return Line(text, pair.statements, tones.get(pair.going, "quiet"))
