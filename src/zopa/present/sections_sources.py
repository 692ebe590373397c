"""Sources against each other: each claim with who carries it independently, who alone, and what contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final

from zopa.ledger import Carried, Source
from zopa.present import wording as w
from zopa.present.asjson_forms import plain
from zopa.present.brief import Brief
from zopa.present.estimates import interval
from zopa.present.parts import WORDS, Cell, Line, Section, Table, Tone, article_name, place_of, proposition, shortened
from zopa.present.safe import one_line
from zopa.present.sections_facts import contradiction_line
from zopa.present.sections_territory import percent
from zopa.read import Act, Estimate, Event, Figure, Finding, Holding, Quote, Statement, to_json

IN_BRIEF: Final = 12  # claims that the brief itself shows; the command shows all
OUTLETS_SHOWN: Final = 40
_DOES: Final = {
    "threat": "threatens", "ultimatum": "sets an ultimatum to", "pressure": "presses", "appeal": "appeals to",
    "criticism": "criticises", "praise": "praises", "promise": "promises",
}  # fmt: skip


def carried_section(brief: Brief) -> Section:
    """For the brief: outlets, and the claims of most independent sources."""
    several = [claim for claim in brief.claims if len(claim.sources) > 1]
    lines = [claim_line(brief, claim) for claim in several[:IN_BRIEF]]
    note = _counted(brief.claims)
    if len(several) > IN_BRIEF:
        note += (
            f" The first {IN_BRIEF} of several sources are shown; “zopa sources” shows all, and who alone says what."
        )
    gap = "" if lines else "No claim is carried by more than one independent source: nothing here is corroborated."
    return Section("carried", "Who carries what", lines=tuple(lines), table=outlets_table(brief), gap=gap, note=note)


def sources_sections(brief: Brief, claims: Sequence[Carried], *, whole: bool) -> tuple[Section, ...]:
    """For the command: what several carry, what one alone, and what is told in two ways, all among `claims`."""
    if not claims:
        gap = "No claim was found that fits."
        return (Section("carried", "Who carries what", gap=gap),)
    several = [claim_line(brief, claim) for claim in claims if len(claim.sources) > 1]
    alone: dict[str, list[Line]] = defaultdict(list)
    for claim in claims:
        if len(claim.sources) == 1:
            alone[source_title(brief, claim.sources[0])].append(_alone_line(brief, claim))
    lone = [
        Line(f"{who} alone: {w.count(len(lines), 'claim')}", tone="head", lines=shortened(lines))
        for who, lines in sorted(alone.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    wanted = {i for claim in claims for i in claim.disputed}
    disputed = [one for one in brief.contradictions if whole or one.id in wanted]
    inside = [contradiction_line(brief, one) for one in disputed if one.inside_one_article]
    between = [contradiction_line(brief, one) for one in disputed if not one.inside_one_article]
    first = Section(
        "carried",
        "Carried by several independent sources",
        lines=shortened(several),
        table=outlets_table(brief) if whole else None,
        gap="" if several else "None of these claims is carried by more than one independent source.",
        note=_counted(claims),
    )
    none = "Nothing of this is told in two ways by different articles."
    shared = "Each of these claims is carried by several."
    return (
        first,
        Section("alone", "Carried by one source alone", lines=tuple(lone), gap="" if lone else shared),
        Section("apart", "Sources that contradict each other", lines=shortened(between), gap="" if between else none),
        Section(
            "inside",
            "Articles that contradict themselves",
            lines=shortened(inside),
            gap="" if inside else "No article was found that tells one of these in two ways.",
        ),
    )


def outlets_table(brief: Brief) -> Table | None:
    """By outlet, or article where none is known: its claims, how many it carries alone, with others, and in dispute."""
    rows = brief.outlets
    if not rows:
        return None
    keys = ("articles", "claims", "shared", "alone", "disputed", "inside")
    head = ("Outlet or file", "Articles", "Claims", "With others", "Alone", "In dispute", "Against itself")
    cells = tuple(
        (
            Cell(one_line(row.name, 60), tone="head"),
            *(Cell(str(getattr(row, k)), row.findings if k == "alone" else ()) for k in keys),
        )
        for row in rows[:OUTLETS_SHOWN]
    )
    return Table(head, cells)


def claim_line(brief: Brief, claim: Carried) -> Line:
    """A claim with a line for each independent source, and for each telling that contradicts it."""
    count = w.count(len(claim.sources), "independent source") if len(claim.sources) > 1 else "one source alone"
    under = [_source_line(brief, source) for source in claim.sources]
    under += _against(brief, claim)
    tone: Tone = "warn" if claim.disputed else "for" if len(claim.sources) > 1 else "quiet"
    return Line(
        f"{claim_text(brief, claim)}: {count}{', in dispute' if claim.disputed else ''}", (), tone, tuple(under)
    )


def _alone_line(brief: Brief, claim: Carried) -> Line:
    (source,) = claim.sources
    found = brief.knowledge.find(source.findings[0])
    # the text of a quote holds its words already
    words = f": {w.quoted(one_line(found.text, WORDS))}" if found and not isinstance(found, Quote) else ""
    under = tuple(_against(brief, claim))
    text = f"{claim_text(brief, claim)}{words}{_bonds(brief, source)}"
    return Line(text, source.findings, "warn" if under else "plain", under)


def _source_line(brief: Brief, source: Source) -> Line:
    found = brief.knowledge.find(source.findings[0])
    if found is None:
        return Line(source_title(brief, source), source.findings)
    by = f", by way of {w.listed([one_line(c, 60) for c in source.carriers], 3)}" if source.carriers else ""
    words = w.quoted(one_line(found.text, WORDS))
    return Line(f"{place_of(brief, found)}{by}: {words}{_bonds(brief, source)}", source.findings)


def _bonds(brief: Brief, source: Source) -> str:
    """What else counts as this source."""
    if len(source.articles) < 2:
        return ""
    others = w.listed([one_line(article_name(brief, a), 60) for a in source.articles[1:]], 4)
    return f"; counted once with {others} ({w.listed(list(source.bonds))})" if source.bonds else ""


def _against(brief: Brief, claim: Carried) -> list[Line]:
    own = set(claim.findings)
    lines = []
    for one in brief.contradictions:
        if one.id in claim.disputed:
            for side in (one.a, one.b):
                found = brief.knowledge.find(side)
                if found and side not in own:
                    where = ", the same article" if one.inside_one_article else ""
                    words = w.quoted(one_line(found.text, WORDS))
                    lines.append(Line(f"against it: {words} ({place_of(brief, found)}{where})", (side,), "against"))
    return lines


def source_title(brief: Brief, source: Source) -> str:
    """The outlets of a source, else its first article."""
    return one_line(w.listed(list(source.outlets), 3) or article_name(brief, source.articles[0]), 80)


def _counted(claims: Sequence[Carried]) -> str:
    several = sum(len(claim.sources) > 1 for claim in claims)
    disputed = sum(bool(claim.disputed) for claim in claims)
    what = f"{w.count(len(claims), 'claim')}: {several} carried by several independent sources, "
    what += f"{len(claims) - several} by one alone, {disputed} in dispute."
    return f"{what} Reprints, articles of one outlet or by one agency, and rewordings count once."


def claim_text(brief: Brief, claim: Carried) -> str:
    """What is claimed, in a few words."""
    found = brief.knowledge.find(claim.findings[0]) if claim.findings else None
    return w.start(_text(brief, claim, found)) if found else claim.kind


def _text(brief: Brief, claim: Carried, found: Finding) -> str:
    if isinstance(found, Statement):
        on = f"“{proposition(brief, found.issue) or brief.knowledge.case.issue_title(found.issue)}”"
        line = ", a red line" if claim.kind == "red line" else ""
        return f"{w.party(found.holder)} {w.agreeing('is', [found.holder])} {w.STANDS[found.polarity]} {on}{line}"
    if isinstance(found, Holding):
        bare = "" if found.plain else " (no share named)"
        has = w.agreeing("holds", [found.holder])
        return f"{w.party(found.holder)} {has} {percent(found.low, found.high)} of {one_line(found.of, 60)}{bare}"
    if isinstance(found, Figure):
        many = found.value != 1 and found.unit.isalpha() and found.unit not in ("percent", "people")
        return one_line(f"{found.of or found.text}: {found.value:g} {found.unit}{'s' if many else ''}", WORDS)
    if isinstance(found, Event):
        state = {"happened": "", "planned": ", planned", "called off": ", called off"}[found.status]
        return f"{found.kind}, {w.span(found.first, found.last)}, {w.parties(found.participants)}{state}"
    if isinstance(found, Estimate):
        about = f": {one_line(found.about, WORDS)}" if found.about else ""
        return f"“{found.phrase}” ({interval(found)}) by {w.party(found.holder or 'the article')}{about}"
    if isinstance(found, Act):
        return f"{w.party(found.actor)} {_DOES[found.kind]} {w.party(found.toward or 'nobody named')}"
    if isinstance(found, Quote):
        return f"{one_line(found.speaker or 'somebody', 80)} said {w.quoted(one_line(found.text, WORDS))}"
    return one_line(found.text, WORDS)


def chosen_claims(
    brief: Brief, wanted: str | None, party: str | None, issue: str | None, outlet: str | None
) -> tuple[Carried, ...]:
    """Claims that fit: all words stand in the claim or in a telling, or begin a finding's id; and the other wishes."""
    words = wanted.casefold().split() if wanted else []
    about = {one.id: one.about for one in brief.contradictions}

    def said(claim: Carried) -> bool:
        if not words:
            return True
        if len(words) == 1 and len(words[0]) > 5 and any(i.startswith(words[0]) for i in claim.findings):
            return True
        texts = [found.text for i in claim.findings if (found := brief.knowledge.find(i))]
        texts += [claim_text(brief, claim), *(about[i] for i in claim.disputed)]
        return any(all(word in text.casefold() for word in words) for text in texts)

    def concerns(claim: Carried) -> bool:
        found = brief.knowledge.find(claim.findings[0])
        return (party is None or party in _parties(found)) and (
            issue is None or (isinstance(found, Statement) and found.issue == issue)
        )

    def carried(claim: Carried) -> bool:
        names = (n for s in claim.sources for n in (*s.outlets, *(article_name(brief, a) for a in s.articles)))
        return outlet is None or any(outlet.casefold() in name.casefold() for name in names)

    fits: tuple[Callable[[Carried], bool], ...] = (said, concerns, carried)
    return tuple(claim for claim in brief.claims if all(fit(claim) for fit in fits))


def _parties(found: Finding | None) -> set[str | None]:
    if isinstance(found, Event):
        return set(found.participants)
    names = ("holder", "actor", "toward", "by", "party", "speaker")
    return {getattr(found, name, None) for name in names}


def claims_json(brief: Brief, claims: Sequence[Carried]) -> list[dict[str, Any]]:
    """The claims as data; every id is one of a finding, an article or a contradiction of the same object."""
    return [
        {
            "kind": claim.kind,
            "text": claim_text(brief, claim),
            "independent": len(claim.sources),
            "alone": source_title(brief, claim.sources[0]) if len(claim.sources) == 1 else None,
            "sources": plain([to_json(source) for source in claim.sources]),
            "disputed": list(claim.disputed),
            "inside_one_article": claim.inside,
            "first": plain(claim.first),
            "last": plain(claim.last),
        }
        for claim in claims
    ]
