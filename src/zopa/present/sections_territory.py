"""The section of territory and other shares: claims, conflicts, swaps, and a map of tiles."""

from __future__ import annotations

from functools import partial

from zopa.ledger import Claim, SwapOption
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.map_figure import map_svg
from zopa.present.parts import WORDS, Line, Section, shortened
from zopa.present.safe import one_line


def territory_section(brief: Brief) -> Section:
    """Who holds what by whose account, what does not fit together, and what would be exchanged."""
    told = brief.territory
    lines: list[Line] = []
    for of in dict.fromkeys(claim.of for claim in told.held):
        under = tuple(_claim_line(claim) for claim in told.held if claim.of == of)
        lines.append(Line(one_line(of, 80), (), "head", under))
    clashes: dict[tuple[str, str, str], dict[Claim, None]] = {}
    for one in told.conflicts:
        holder = one.a.holder if one.a.holder == one.b.holder else ""
        clashes.setdefault((one.of, one.kind, holder), {}).update(dict.fromkeys((one.a, one.b)))
    for (of, kind, _), sides in clashes.items():
        what = kind if kind != "one holder, two shares" or len(sides) == 2 else f"one holder, {len(sides)} shares"
        under = tuple(_claim_line(claim) for claim in sides)
        lines.append(Line(f"Conflict on {one_line(of, 80)}: {what}", (), "warn", under))
    lines += [_swap_line(brief, swap) for swap in told.swaps]
    for claim in told.wanted:
        by = f", by the account of {w.party(claim.by)}" if claim.by else ""
        lines.append(Line(f"Wanted: {_share(claim)}{by}", claim.findings, "open"))
    gap = "" if lines else "No claim was found about who controls what share of a region or of anything else."
    if told.held and not told.conflicts:
        gap = "No two accounts of one share were found that cannot both hold."
    bands = "“About” is read as a band of 15 percent, “partly” as anything between, a bare “controls” as all."
    note = bands if lines else ""
    draw = partial(map_svg, brief.knowledge.case, told)
    return Section("territory", "Territory and shares", lines=shortened(lines), gap=gap, note=note, draw=draw)


def percent(low: float, high: float) -> str:
    """`30%`, `17 to 23%`, `part`."""
    if (low, high) == (0.01, 0.99):
        return "part"
    if low == high:
        return "all" if low == 1 else f"{low:.0%}"
    if low == 0 or high == 1:
        return f"at most {high:.0%}" if low == 0 else f"at least {low:.0%}"
    return f"{low * 100:.0f} to {high * 100:.0f}%"


def _share(claim: Claim) -> str:
    bare = "" if claim.plain else " (no share named)"
    return f"{w.start(w.party(claim.holder))}: {percent(claim.low, claim.high)} of {one_line(claim.of, 60)}{bare}"


def _claim_line(claim: Claim) -> Line:
    by = f"by the account of {w.party(claim.by)}" if claim.by else "by the articles' own account"
    when = w.span(claim.first, claim.last)
    return Line(f"{_share(claim)}, {by}, {when}, {w.count(claim.outlets, 'article')}", claim.findings)


def _swap_line(brief: Brief, swap: SwapOption) -> Line:
    who = f" proposed by {w.party(swap.proposer)}" if swap.proposer else ""
    groups: dict[str | None, list[str]] = {}
    for region, receiver in swap.goes_to:
        groups.setdefault(receiver, []).append(region)
    sides = [f"{w.listed(regions)} to {w.party(to) if to else 'the other side'}" for to, regions in groups.items()]
    together = f"{w.listed(sides)}; all of it or none"
    if len(groups) == 1 and None in groups:
        found = brief.knowledge.find(swap.findings[0])
        words = f", in {w.quoted(one_line(found.text, WORDS))}" if found else ""
        giver = f" by {w.party(swap.giver)}" if swap.giver else ""
        together = f"{w.listed([region for region, _ in swap.goes_to], 12)} given{giver}{words}; to whom is not told"
        if len({region for region, _ in swap.goes_to}) > 1 and not swap.giver:
            together = f"{w.listed([region for region, _ in swap.goes_to], 12)}; who gets which is not told"
    return Line(f"Swap{who}: {together}", swap.findings, "open")
