"""Sections of the network map and of the rounds of talks."""

from __future__ import annotations

from functools import partial

from zopa.ledger import Edge, LeftOut, Path, Round, unnamed
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.network_figure import network_svg
from zopa.present.parts import Line, Section, Tone, shortened
from zopa.present.safe import one_line

BROKERS_MOST = 8
UNNAMED_MOST = 12  # the latest
_HOSTILE = frozenset({"threatens", "presses", "criticises", "leaves out"})
_FRIENDLY = frozenset({"meets", "supports", "mediates", "promises", "praises"})


def network_section(brief: Brief) -> Section:
    """Who does what to whom, heaviest first, and who could carry a message between those at odds."""
    net = brief.network
    ties = [edge for edge in net.edges if edge.kind != "speaks for"]
    ties.sort(key=lambda e: (-e.weight, -len(e.findings), e.source, e.target))
    lines = [_edge_line(edge) for edge in ties]
    voices = _voices(net.edges)
    lines += voices
    for broker in brief.brokers[:BROKERS_MOST]:
        a, b = broker.between
        text = f"{w.start(w.party(broker.party))} could go between {w.party(a)} and {w.party(b)}, on terms with both"
        lines.append(Line(text, broker.findings, "open"))
    gap = "" if ties else "No tie between two parties was found: no meeting, pressure, support, threat or mediation."
    if ties and not brief.brokers:
        gap = "Nobody was found who is on terms with both sides of a pair that is at odds."
    drawn = "Whole lines: meetings, support, mediation, promises, praise, appeals; dashed: threats, pressure, criticism"
    note = (
        f"{drawn}, leaving out. Width counts independent articles; an arrow points at whom a tie is directed."
        if ties
        else ""
    )
    return Section("network", "Network map", lines=shortened(lines), gap=gap, note=note, draw=partial(network_svg, net))


def _edge_line(edge: Edge) -> Line:
    tone: Tone = "against" if edge.kind in _HOSTILE else "for" if edge.kind in _FRIENDLY else "plain"
    when = f", {w.span(edge.first, edge.last)}" if edge.first else ""
    does = w.agreeing(edge.kind, [edge.source])
    text = f"{w.start(w.party(one_line(edge.source)))} {does} {w.party(one_line(edge.target))}"
    return Line(f"{text} ({w.count(edge.weight, 'article')}{when})", edge.findings, tone)


def _voices(edges: tuple[Edge, ...]) -> list[Line]:
    """Who speaks for a party, a line a party."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.kind == "speaks for":
            found.setdefault(edge.target, []).append(edge)
    return [
        Line(
            f"Speaking for {w.party(party)}: {w.listed([one_line(e.source, 60) for e in voices], 8)}",
            tuple(i for e in voices for i in e.findings),
        )
        for party, voices in sorted(found.items())
    ]


def paths_section(first: str, second: str, found: tuple[Path, ...]) -> Section:
    """Chains of channels from one party to another."""
    title = f"From {first} to {second}"
    lines = []
    for path in found:
        steps = [
            f"{e.source} {w.agreeing(e.kind, [e.source])} {e.target} ({w.count(e.weight, 'article')})"
            for e in path.steps
        ]
        lines.append(
            Line(
                " → ".join(path.through), tuple(e.findings[0] for e in path.steps), lines=tuple(Line(s) for s in steps)
            )
        )
    gap = "" if lines else f"No chain of meetings, support, promises or mediation leads from {first} to {second}."
    return Section("paths", title, lines=tuple(lines), gap=gap)


def rounds_section(brief: Brief) -> Section:
    """Who met whom when, who was left out, and whose consent is missing."""
    lines = [_round_line(brief, one) for one in brief.rounds]
    case = brief.knowledge.case
    for need in brief.consents:
        why = []
        if need.issues:
            why.append(f"red lines on {w.listed([case.issue_title(i) for i in need.issues], 4)}")
        if need.objects:
            why.append("it objects to being left out")
        text = f"A deal would still need {w.party(need.party)}, which took no part in any round: {w.listed(why)}"
        lines.append(Line(text, need.findings, "warn"))
    lines += _unnamed_lines(brief)
    gap = ""
    if not brief.rounds:
        gap = "No meeting or call of two named parties was found."
    elif not brief.consents:
        gap = "Every party with a red line or an objection took part in some round."
    return Section("rounds", "Rounds", lines=shortened(lines), gap=gap)


def _unnamed_lines(brief: Brief) -> list[Line]:
    """Meetings that are told without their parties: whoever looks for one here is to see that it is not forgotten."""
    told = unnamed(brief.knowledge, brief.rounds)[-UNNAMED_MOST:]
    lines = []
    for events in told:
        one = next((e for e in events if e.place), events[0])
        place = f" in {one_line(one.place, 60)}" if one.place else ""
        who = next((e.participants for e in events if e.participants), ())
        named = f"only {w.parties(who)} named" if who else "its parties are not named"
        ids = tuple(e.id for e in events)
        lines.append(Line(f"{w.span(one.first, one.last)}: {one.kind}{place}, {named}", ids, "quiet"))
    return lines


def _round_line(brief: Brief, one: Round) -> Line:
    place = f" in {one_line(one.place, 60)}" if one.place else ""
    status = {"happened": "held", "planned": "announced", "called off": "called off"}[one.status]
    now = brief.knowledge.as_of
    if one.status == "planned" and now and one.last and one.last < now:
        status = "announced; whether it took place is not told"
    text = f"{w.span(one.first, one.last)}: {one.kind}{place} of {w.parties(one.parties)} ({one.format}, {status})"
    under = [_left_out_line(left) for left in one.left_out]
    if one.needs:
        case = brief.knowledge.case
        names = [
            f"{w.party(n.party)} ({w.listed([case.issue_title(i) for i in n.issues], 2) or 'objects'})"
            for n in one.needs
        ]
        ids = tuple(n.findings[0] for n in one.needs)
        under.append(Line(f"Not there, with red lines or objections of their own: {w.listed(names, 5)}", ids))
    tones: dict[str, Tone] = {"planned": "open", "called off": "against"}
    return Line(text, one.findings, tones.get(one.status, "plain"), tuple(under))


def _left_out_line(left: LeftOut) -> Line:
    who = [w.party(o) for o in left.objectors]
    objection = f"; {w.listed(who)} {w.agreeing('objects', left.objectors)}" if who else "; no objection was found"
    return Line(
        f"{w.start(w.party(left.party))} {w.agreeing('was', [left.party])} left out{objection}",
        (*left.findings, *left.objections),
        "warn",
    )
