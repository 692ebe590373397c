"""Sections of the iceberg and of the common shared space."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from zopa.ledger import Iceberg, Position, Reasoning, Saying, Space, shared_space
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.parts import WORDS, Cell, Line, Section, Table, Tone, proposition, shortened
from zopa.present.safe import one_line
from zopa.present.sections_positions import evidence_of

SHOWN = 8  # parties of the brief's own sections; the JSON brief and `zopa iceberg` have the rest
SAYINGS = 3  # beside one position; the JSON brief has all
_MOTIVES = {
    "cause": "cause",
    "purpose": "aim",
    "prevention": "to prevent",
    "argument": "argument",
    "fear": "fear",
}


def icebergs_section(brief: Brief, party: str | None = None) -> Section:
    """Every known party's iceberg, or that of one."""
    chosen = [one for one in brief.icebergs if party in (None, one.party)]
    shown = chosen if party else [one for one in chosen if one.reasons or one.values][:SHOWN]
    lines = tuple(_iceberg(brief, one) for one in shown)
    silent = [one.party for one in chosen if not one.reasons and not one.values]
    gap = ""
    if not lines:
        gap = (
            f"Nothing was found of {w.party(party)}: no position and no reason."
            if party
            else "No reason of a party was found: no clause with “because”, “so that”, “in order to” or the like."
        )
    elif silent and not party:
        gap = f"Positions, but neither reasons nor words that tell of values, were found of {w.parties(silent)}."
    note = (
        "What each wants (firmness 0 to 1), why, in whose words, and the values that its reasons and quotes appeal to."
        if lines
        else ""
    )
    return Section("icebergs", "Icebergs", lines=shortened(lines), gap=gap, note=note)


def _iceberg(brief: Brief, one: Iceberg) -> Line:
    """Its three layers: what (each position, with why under it), why else, and the values below."""
    placed = {issue: [r for r in one.reasons if issue in r.issues] for issue in (row.issue for row in one.positions)}
    under = [_position(brief, row, placed[row.issue], one.sayings) for row in one.positions]
    shown = {reason for reasons in placed.values() for reason in reasons}
    under += [
        _reason(reason, "Also says why" if reason.explains else "Also") for reason in one.reasons if reason not in shown
    ]
    for value in one.values:
        words = w.listed([f"“{one_line(word, 40)}”" for word in value.words], 5)
        under.append(Line(f"Value: {value.value} ({value.share:.0%} of appeals): {words}", value.findings))
    if not one.reasons:
        under.append(Line("Missing: no reason was found for any of it.", tone="quiet"))
    elif one.unexplained:
        titles = w.listed([brief.knowledge.case.issue_title(issue) for issue in one.unexplained], 6)
        under.append(Line(f"Missing: no reason was found for its position on {titles}.", tone="quiet"))
    if not one.values:
        under.append(Line("Missing: no words of its reasons or quotes tell of a value.", tone="quiet"))
    return Line(w.start(w.party(one.party)), (), "head", tuple(under))


def _position(brief: Brief, row: Position, reasons: Sequence[Reasoning], sayings: Sequence[Saying]) -> Line:
    mark = ", red line" if row.red_line else ""
    wanted = proposition(brief, row.issue) or row.issue
    text = f"Position: {w.STANDS[row.polarity]} “{wanted}” ({row.firmness:.2f}{mark})"
    why = [_reason(reason, "Why") for reason in reasons]
    beside = [saying for saying in sayings if saying.issue == row.issue]
    why += [
        Line(f"Said with it: {w.quoted(one_line(said.words, WORDS))} ({one_line(said.speaker, 40)})", said.findings)
        for said in beside[:SAYINGS]
    ]
    return Line(text, evidence_of(row), row.polarity, tuple(why))


def _reason(reason: Reasoning, label: str) -> Line:
    explains = f", said of “{one_line(reason.explains, 80)}”" if reason.explains else ""
    origins = f"; {reason.outlets} origins" if reason.outlets > 1 else ""
    words = w.quoted(one_line(reason.words, WORDS))
    return Line(f"{label} ({_MOTIVES[reason.kind]}): {words}{explains} ({_voice(reason)}{origins})", reason.findings)


def _voice(reason: Reasoning) -> str:
    """Whose words these are."""
    who = w.listed([w.party(one_line(s, 40)) for s in reason.speakers], 3)
    if reason.voice == "own words":
        return f"own words of {who}" if who else "own words"
    if reason.voice == "reported":
        return f"as {who or w.party(reason.party)} {'say' if len(reason.speakers) > 1 else 'says'}, told by the article"
    if reason.voice == "other account":
        return f"by the account of {who}" if who else "by another's account"
    return "the article's words"


def space_section(brief: Brief) -> Section:
    """How far every two of the best known parties are apart, with what they share."""
    title = "Common shared space"
    chosen = [one for one in brief.icebergs if one.positions][:SHOWN]
    pairs = {(a.party, b.party): shared_space(a, b, with_reasons=False) for a, b in combinations(chosen, 2)}
    placed = {pair: space for pair, space in pairs.items() if space.positions_apart is not None}
    if not placed:
        gap = "No two parties were found taking a position on the same issue, so no space between them can be drawn."
        return Section("space", title, gap=gap)
    rows = []
    for a in chosen[:-1]:
        cells = [Cell(a.party, tone="head")]
        for b in chosen[1:]:
            cells.append(_pair(brief, placed.get((a.party, b.party))))
        if any(cell.text for cell in cells[1:]):
            rows.append(tuple(cells))
    note = (
        "On how many of the issues on which both take a position they want the same, and the mean distance of their "
        "positions there: 0 the same, 1 opposite and both firm. "
        "The command compare shows two parties in full."
    )
    table = Table(("", *(b.party for b in chosen[1:])), tuple(rows))
    return Section("space", title, table=table, note=note)


def _pair(brief: Brief, space: Space | None) -> Cell:
    if space is None or space.positions_apart is None:
        return Cell("")
    case = brief.knowledge.case
    shared = [one for one in space.issues if one.verdict == "shared"]
    both = [one for one in space.issues if one.distance is not None]
    values = [v.value for v in space.values if v.first and v.second]
    detail = f"{len(shared)} of {w.count(len(both), 'issue')} shared"
    if shared:
        detail += f": {w.listed([case.issue_title(one.issue) for one in shared], 5)}"
    if values:
        detail += f"; values shared: {w.listed(values)}"
    evidence = [i for one in (shared or both) for row in (one.first, one.second) if row for i in evidence_of(row)[:1]]
    tone: Tone = "for" if space.positions_apart < 0.2 else "against" if space.positions_apart > 0.5 else "open"
    text = f"{len(shared)} of {len(both)}"
    return Cell(text, tuple(dict.fromkeys(evidence)), tone, space.positions_apart, detail=detail, measure="distance")


def reasons_and_values(space: Space) -> tuple[Line, ...]:
    """What two parties share below their positions, as lines with the findings of both."""
    lines = [
        Line(
            f"Reasons that meet{f' ({w.listed(list(pair.values))})' if pair.values else ''}: {w.party(space.first)}: "
            f"{w.quoted(one_line(pair.first.words, 80))}; {w.party(space.second)}: "
            f"{w.quoted(one_line(pair.second.words, 80))} (closeness {pair.closeness:.2f})",
            (*pair.first.findings[:1], *pair.second.findings[:1]),
        )
        for pair in space.reasons
    ]
    for value in space.values:
        shares = f"{space.first} {value.first:.0%}, {space.second} {value.second:.0%}"
        both = value.first > 0 and value.second > 0
        lines.append(
            Line(
                f"Value {'shared' if both else 'of one side'}: {value.value} ({shares})",
                value.findings,
                "for" if both else "quiet",
            )
        )
    if not space.reasons:
        lines.append(Line("Missing: no reasons of the two were found that meet.", tone="quiet"))
    if space.values_apart is None:
        silent = [
            party
            for party, told in (
                (space.first, [v.first for v in space.values]),
                (space.second, [v.second for v in space.values]),
            )
            if not any(told)
        ]
        lines.append(Line(f"Missing: no words of {w.parties(silent)} were found that tell of a value.", tone="quiet"))
    else:
        lines.append(Line(f"Values apart: {space.values_apart:.2f} (0 the same profile, 1 nothing in common)"))
    return tuple(lines)
