"""Every claim with who carries it: which sources independently, which alone, and what contradicts it.

corroboration(knowledge, contradictions)   the claims, those of most independent sources first

A claim is one thing that findings of any number of articles tell alike:

    position   a party for, against or open on an issue (and, apart, that this is a red line)
    share      a holder's share of a region
    figure     a number of one measure, within rounding
    event      what happened or is planned, on the same days, with the same parties
    act        a threat, a promise, pressure and so on of one party toward another, within a few days
    estimate   one forecaster's probability, said within a few days
    quote      one speaker's words, or a good part of them

Sources are counted by `zopa.ledger.independence`: copies, wires and rewordings once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.independence import Independence, Source
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.measures import SAME_NEWS_DAYS, comparable, same_value, says_little
from zopa.read import Contradiction, Finding, Quote, Statement

ClaimKind = Literal["position", "red line", "share", "figure", "event", "act", "estimate", "quote"]
QUOTE_RUN: Final = 5  # words in a row that two quotes of one speaker share when they are one
_WORD: Final = re.compile(r"[^\W_]+")
_KINDS: Final[tuple[ClaimKind, ...]] = (
    "red line", "position", "share", "figure", "event", "estimate", "act", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim: its kind, its independent sources, and the contradictions that a telling of it is a side of."""

    kind: ClaimKind
    sources: tuple[Source, ...]
    disputed: tuple[str, ...]  # ids of contradictions
    inside: bool  # one of them stands inside one article
    first: dt.date | None
    last: dt.date | None

    @property
    def findings(self) -> tuple[str, ...]:
        """Every telling, the first of each source first."""
        firsts = [source.findings[0] for source in self.sources]
        return tuple(dict.fromkeys((*firsts, *(f for source in self.sources for f in source.findings))))


def corroboration(knowledge: Knowledge, found: Sequence[Contradiction]) -> tuple[Carried, ...]:
    """Every claim; those of most sources first, then those in dispute, then by kind and by place."""
    sides: dict[str, list[Contradiction]] = defaultdict(list)
    for dispute in found:
        for side in (dispute.a, dispute.b):
            sides[side].append(dispute)
    judge = Independence(knowledge)
    order = {article.id: i for i, article in enumerate(knowledge.articles)}
    claims: list[tuple[tuple[int, ...], Carried]] = []
    for kind, findings in _claims(knowledge):
        findings.sort(key=lambda f: (order.get(f.article, 0), f.start))
        disputes = tuple(dict.fromkeys(d for f in findings for d in sides.get(f.id, ())))
        days = [day for f in findings if (day := knowledge.date(f))]
        sources = judge.sources(findings)
        one = Carried(
            kind=kind,
            sources=sources,
            disputed=tuple(d.id for d in disputes),
            inside=any(d.inside_one_article for d in disputes),
            first=min(days, default=None),
            last=max(days, default=None),
        )
        place = (order.get(findings[0].article, 0), findings[0].start)
        claims.append(((-len(sources), not disputes, _KINDS.index(kind), *place), one))
    return tuple(one for _, one in sorted(claims, key=lambda pair: pair[0]))


def _claims(knowledge: Knowledge) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    yield from _positions(knowledge)
    shares = ((h, (h.holder, h.of, h.low, h.high)) for h in knowledge.holdings if h.kind == "holds")
    yield from _keyed("share", shares)
    yield from _figures(knowledge)
    events = (
        (e, (e.kind, e.first, e.last, frozenset(e.participants), e.status))
        for e in knowledge.events
        if e.first and e.participants
    )
    yield from _keyed("event", events)
    acts = ((a, (a.actor, a.kind, a.toward)) for a in knowledge.acts if a.toward)
    yield from _by_days("act", knowledge, acts)
    estimates = ((e, (e.holder, e.phrase.casefold())) for e in knowledge.estimates if e.holder)
    yield from _by_days("estimate", knowledge, estimates)
    yield from _quotes(knowledge)


def _positions(knowledge: Knowledge) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    """Stands, and apart from them that one is called a red line; one that is told as nothing else is that alone."""
    groups: dict[Hashable, list[Statement]] = defaultdict(list)
    for said in knowledge.statements:
        groups[said.holder, said.issue, said.polarity].append(said)
    for group in groups.values():
        lines: list[Finding] = [said for said in group if said.red_line]
        if lines:
            yield "red line", lines
        if len(lines) < len(group):
            yield "position", list(group)


def _keyed(kind: ClaimKind, told: Iterable[tuple[Finding, Hashable]]) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    groups: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding, key in told:
        groups[key].append(finding)
    for group in groups.values():
        yield kind, group


def _by_days(
    kind: ClaimKind, knowledge: Knowledge, told: Iterable[tuple[Finding, Hashable]]
) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    """The same, cut where more days than the news lives lie between two tellings; undated ones go with the latest."""
    for _, group in _keyed(kind, told):
        group.sort(key=lambda f: knowledge.date(f) or dt.date.max)
        run: list[Finding] = []
        for finding in group:
            last = knowledge.date(run[-1]) if run else None
            day = knowledge.date(finding)
            if last and day and (day - last).days > SAME_NEWS_DAYS:
                yield kind, run
                run = []
            run.append(finding)
        yield kind, run


def _figures(knowledge: Knowledge) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    """Numbers of one measure that agree within rounding; a number without a measure is nothing to carry."""
    joined = _Joined()
    for a, b in comparable(knowledge.figures, knowledge):
        if same_value(a, b):
            joined.join(a.id, b.id)
    # `comparable` takes a number that one origin tells again once
    again: dict[Hashable, str] = {}
    for one in knowledge.figures:
        if one.of:
            origin = knowledge.origin(one.article) if says_little(one) else None  # three people elsewhere are others
            joined.join(again.setdefault((one.value, one.unit, one.of, one.by, one.verb, origin), one.id), one.id)
    yield from _keyed("figure", ((one, joined.root(one.id)) for one in knowledge.figures if one.of))


def _quotes(knowledge: Knowledge) -> Iterator[tuple[ClaimKind, list[Finding]]]:
    """Words in quotation marks of a speaker who is known, joined where they share a run of words."""
    joined = _Joined()
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    kept: list[Quote] = []
    for quote in knowledge.quotes:
        if quote.kind != "direct" or not quote.speaker:
            continue
        words = [m.group().casefold() for m in _WORD.finditer(quote.text)]
        runs = list(zip(*(words[k:] for k in range(QUOTE_RUN)), strict=False))
        if runs:
            kept.append(quote)
        for run in runs:
            joined.join(seen.setdefault((quote.speaker, run), quote.id), quote.id)
    yield from _keyed("quote", ((quote, joined.root(quote.id)) for quote in kept))


class _Joined:
    """Ids that belong together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first
