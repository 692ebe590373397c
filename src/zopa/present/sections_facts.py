"""Sections about facts: islands of agreement, the clock, contradictions and sources."""

from __future__ import annotations

from collections.abc import Sequence

from zopa.ledger import Fact, Islands, Tick, TickChange
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.parts import (
    ISLAND,
    WORDS,
    Line,
    Section,
    Tone,
    article_name,
    lines_of,
    place_of,
    proposition,
    shortened,
)
from zopa.present.safe import one_line
from zopa.present.sections_territory import percent
from zopa.read import Contradiction, Event, Figure, Finding, Holding


def islands_section(brief: Brief, some: Islands | None = None) -> tuple[Section, ...]:
    four = some or brief.islands
    case = brief.knowledge.case

    def facts(found: Sequence[Fact]) -> tuple[Line, ...]:
        return lines_of(found, lambda fact: Line(_fact_text(brief, fact), fact.findings))

    shared: dict[tuple[str, str], list[str]] = {}
    ids: dict[tuple[str, str], list[str]] = {}
    for norm in four.norms_shared:
        key = (norm.issue, norm.stands[0])
        shared.setdefault(key, []).extend(p for p in norm.parties if p not in shared.get(key, []))
        ids.setdefault(key, []).extend(norm.statements)
    norms_shared = tuple(
        Line(
            f"{w.start(w.parties(names))} {'want' if stand == 'for' else 'do not want'}: {proposition(brief, issue)}",
            tuple(dict.fromkeys(ids[issue, stand])),
        )
        for (issue, stand), names in shared.items()
    )
    apart: dict[str, dict[str, list[str]]] = {}
    apart_ids: dict[str, list[str]] = {}
    for norm in four.norms_divergent:
        sides = apart.setdefault(norm.issue, {})
        for party, stand in zip(norm.parties, norm.stands, strict=True):
            sides.setdefault(stand, []).append(party)
        apart_ids.setdefault(norm.issue, []).extend(norm.statements)
    divergent = tuple(
        Line(
            f"{case.issue_title(issue)}: "
            f"{'; '.join(f'{w.parties(list(dict.fromkeys(sides[s])))} {s}' for s in ('for', 'against'))}",
            tuple(dict.fromkeys(apart_ids[issue])),
        )
        for issue, sides in apart.items()
    )
    missing = {
        "facts_agreed": "No fact was found that two sides state, one concedes, or independent articles tell alike.",
        "facts_contested": "No fact was found that one side denies, or that two sides or two articles tell apart.",
        "norms_shared": "No two parties were found on the same side of an issue.",
        "norms_divergent": "No two parties were found on opposite sides of an issue.",
    }
    fields = (
        ("facts_agreed", "Facts agreed", facts(four.facts_agreed)),
        ("facts_contested", "Facts contested", facts(four.facts_contested)),
        ("norms_shared", "Norms shared", norms_shared),
        ("norms_divergent", "Norms divergent", divergent),
    )
    return tuple(
        Section(key, f"{ISLAND}: {title.lower()}", lines=lines, gap="" if lines else missing[key])
        for key, title, lines in fields
    )


def _fact_text(brief: Brief, fact: Fact) -> str:
    if fact.stands:
        return f"{w.quoted(one_line(fact.about, WORDS))}: {_stands(fact)}"
    told = [_told(found) for i in fact.findings if (found := brief.knowledge.find(i))]
    values = " / ".join(dict.fromkeys(t for t in told if t))
    who = f"{w.parties(fact.parties)}: " if fact.parties else ""
    return f"{w.start(who)}{one_line(fact.about, WORDS)}" + (f" ({values})" if values else "") + f"; {fact.basis}"


def _stands(fact: Fact) -> str:
    """Who says so and who denies it: `the Front says so; the Government denies it: "that it fired"`."""
    doing: dict[str, list[str]] = {}
    for party, stand in zip(fact.parties, fact.stands, strict=True):
        doing.setdefault(stand, []).append(party)
    parts = [f"{w.parties(names)} {w.agreeing(stand, names)}" for stand, names in doing.items()]
    told = "; ".join(parts)
    return f"{told} ({one_line(fact.basis, WORDS)})" if fact.basis.startswith("denied: ") else told


def _told(finding: Finding) -> str:
    if isinstance(finding, Figure):
        return f"{w.number(finding.value)} {finding.unit}".strip()
    if isinstance(finding, Holding):
        return f"{w.party(finding.holder)} {percent(finding.low, finding.high)}"
    return w.span(finding.first, finding.last) if isinstance(finding, Event) and finding.first else ""


def clock_section(brief: Brief) -> Section:
    now = brief.knowledge.as_of
    lines = lines_of(brief.clock, lambda tick: tick_line(brief, tick))
    note = f"Seen from {w.day(now)}, the day of the latest article." if now else ""
    gap = "" if lines else "No deadline, ultimatum or announced meeting with a date was found."
    return Section("clock", "Clock", lines=lines, gap=gap, note=note if lines else "")


def tick_line(brief: Brief, tick: Tick) -> Line:
    """One entry of the calendar, with what became of it."""
    who = f"{w.start(w.parties(tick.who))}: " if tick.who else ""
    toward = f" toward {w.party(tick.toward)}" if tick.toward else ""
    tones: dict[str, Tone] = {
        "ahead": "open",
        "due": "warn",
        "extended": "open",
        "paused": "contested",
        "called off": "against",
    }
    words = w.quoted(one_line(tick.what, WORDS))
    state: str = tick.state
    if tick.moved_to:
        moved = f"to {w.day(tick.moved_to)}"
        state = f"{tick.state} {moved}" if tick.state == "extended" else f"moved {moved}, {tick.state}"
    condition = one_line(tick.condition or "", WORDS)
    terms = f" ({w.quoted(condition)})" if condition and condition not in words else ""
    text = f"{w.span(tick.date, tick.until)}, {state}: {who}{tick.kind}{toward}: {words}{terms}"
    under = tuple(_change_line(brief, change) for change in tick.changes)
    return Line(text, tick.findings, tones.get(tick.state, "quiet"), under)


def _change_line(brief: Brief, change: TickChange) -> Line:
    found = brief.knowledge.find(change.finding)
    words = w.quoted(one_line(found.text, WORDS)) if found else ""
    return Line(f"{change.kind}, told {w.day(change.told)}: {words}", (change.finding,))


def contradictions_section(brief: Brief) -> Section:
    lines = lines_of(brief.contradictions, lambda one: contradiction_line(brief, one))
    gap = "" if lines else "No figure, date, event or position was found told in two ways."
    return Section("contradictions", "Contradictions", lines=lines, gap=gap)


def contradiction_line(brief: Brief, one: Contradiction) -> Line:
    """What is told two ways, with both ways under it."""
    where = "inside one article" if one.inside_one_article else "between two articles"
    sides = tuple(
        Line(f"{w.quoted(one_line(found.text, WORDS))} ({place_of(brief, found)})", (side,))
        for side in (one.a, one.b)
        if (found := brief.knowledge.find(side))
    )
    return Line(f"{w.start(one_line(one.about, WORDS))} ({one.kind}, {where})", (), "warn", sides)


def sources_section(brief: Brief) -> Section:
    found: dict[str, int] = {}
    for finding in brief.knowledge.finding.values():
        found[finding.article] = found.get(finding.article, 0) + 1
    lines = []
    for article in brief.knowledge.articles:
        name = article.path or article.url or article.id
        parts = [w.count(article.words, "word"), w.count(found.get(article.id, 0), "finding")]
        if article.published and article.published_from:
            told = {"meta": "page data", "text": "its text", "file": "the file", "user": "you"}[article.published_from]
            parts.append(f"dated {w.day(article.published)} from {told}")
        else:
            parts.append("date could not be told")
        if article.duplicate_of:
            parts.append(f"reprints {article_name(brief, article.duplicate_of)}")
        under = []
        if article.removed:
            reasons: dict[str, list[int]] = {}
            for piece in article.removed:
                reasons.setdefault(piece.reason, []).append(len(piece.text))
            what = w.listed([f"{reason} ({sum(n):,} characters)" for reason, n in sorted(reasons.items())], 12)
            under.append(Line(f"removed: {what}", tone="quiet"))
        title = f"{article.title} " if article.title else ""
        outlet = f"{article.outlet}, " if article.outlet else ""
        text = one_line(f"{title}({outlet}{name}): {', '.join(parts)}")
        lines.append(Line(text, lines=tuple(under), article=article.id))
    failed = [Line(one_line(f"Not read: {u.path}: {u.reason}"), tone="warn") for u in brief.knowledge.unread]
    lines = [*failed, *lines]
    gap = "" if lines else "No article was read."
    more = brief.extent.articles - len(brief.knowledge.articles) if brief.extent else 0
    if more:
        gap = f"{more:,} earlier articles are not listed; “zopa search” finds them."
    return Section("sources", "Sources", lines=shortened(lines), gap=gap)
