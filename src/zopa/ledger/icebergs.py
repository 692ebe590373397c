"""The iceberg of a party: its position (what), its reasoning (how and why it says so), the values and motives below.

icebergs(knowledge, rows)   one for every party of whom a position or a reason was found, the best known first

Reasons are the findings of that kind; told again in other words they stay apart, told again in the same words (or in
a reprint) they are one. Each says in whose words it stands: the party's own, as it is reported to say, by another's
account, or the article's. Direct words of a party beside a position of its own are said with it: no reason by their
grammar, but what it chose to say then. Values are counted in the words of a party's reasons and of its quotes, never
in those of its demands: that somebody demands land says nothing yet about why. Layers after the CCHN Field Manual,
tool 3.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.ledger.positions import Position
from zopa.read import Finding, Quote, Reason, Statement
from zopa.read.findings import ReasonKind
from zopa.read.values import values_in

Voice = Literal["own words", "reported", "other account", "article"]
SAYING_WORDS: Final = 4  # fewer are a name or a scrap
BESIDE: Final = 300  # characters between words and the position that they belong to
_ENDS: Final = re.compile(r"[.!?][”\"']?(?=\s|$)")
_FIRST: Final[tuple[Voice, ...]] = ("own words", "reported", "other account", "article")


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A reason that a party gives or is given; `findings` are ids, `outlets` independent origins."""

    party: str
    kind: ReasonKind
    words: str
    explains: str | None
    issues: tuple[str, ...]
    speakers: tuple[str, ...]  # who gives it; empty: the articles do
    values: tuple[str, ...]
    findings: tuple[str, ...]
    outlets: int
    voice: Voice  # whose words they are, of the telling nearest to the party


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of a party beside one of its positions, at most a sentence away."""

    issue: str
    words: str
    speaker: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a party's words appeal to; `share` is its part of all appeals found, 0..1."""

    value: str
    share: float
    words: tuple[str, ...]
    findings: tuple[str, ...]  # reasons and quotes


@dataclass(frozen=True, slots=True)
class Iceberg:
    """The three layers of one party, and what is missing from each."""

    party: str
    positions: tuple[Position, ...]
    reasons: tuple[Reasoning, ...]
    values: tuple[Value, ...]
    unexplained: tuple[str, ...]  # issues on which it takes a position and no reason was found
    sayings: tuple[Saying, ...] = ()


def icebergs(knowledge: Knowledge, rows: Sequence[Position]) -> tuple[Iceberg, ...]:
    """Every party's iceberg, those with most evidence first."""
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for reason in knowledge.reasons:
        reasons[reason.holder].append(reason)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in knowledge.quotes:
        if quote.party and quote.kind in ("direct", "mixed"):
            quotes[quote.party].append(quote)
    said: dict[str, list[Quote]] = defaultdict(list)
    for quote in knowledge.quotes:
        if quote.party or quote.speaker:
            said[quote.article].append(quote)
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        stated[statement.article].append(statement)
    positions: dict[str, list[Position]] = defaultdict(list)
    for row in rows:
        positions[row.party].append(row)
    parties = sorted(
        {*reasons, *positions},
        key=lambda p: (-sum(r.said for r in positions.get(p, ())) - len(reasons.get(p, ())), p),
    )
    return tuple(
        _iceberg(
            knowledge, party, positions.get(party, []), reasons.get(party, []), quotes.get(party, []), said, stated
        )
        for party in parties
    )


def _iceberg(
    knowledge: Knowledge,
    party: str,
    rows: list[Position],
    reasons: list[Reason],
    quotes: list[Quote],
    said: Mapping[str, list[Quote]],
    stated: Mapping[str, list[Statement]],
) -> Iceberg:
    reasoning = _reasoning(knowledge, party, reasons, said)
    explained = {issue for one in reasoning for issue in one.issues}
    return Iceberg(
        party=party,
        positions=tuple(rows),
        reasons=reasoning,
        values=_values(knowledge, [*reasons, *quotes]),
        unexplained=tuple(row.issue for row in rows if row.issue not in explained),
        sayings=_sayings(knowledge, rows, reasons, [q for q in quotes if q.party == party], stated),
    )


def _reasoning(
    knowledge: Knowledge, party: str, reasons: list[Reason], said: Mapping[str, list[Quote]]
) -> tuple[Reasoning, ...]:
    heard = {reason.id: _heard(reason, said.get(reason.article, ())) for reason in reasons}
    groups: dict[tuple[str, str], list[Reason]] = defaultdict(list)
    for reason in reasons:
        groups[reason.kind, " ".join(reason.text.casefold().split())].append(reason)
    made = [
        Reasoning(
            party=party,
            kind=told[0].kind,
            words=told[0].text,
            explains=next((r.explains for r in told if r.explains), None),
            issues=tuple(dict.fromkeys(issue for r in told for issue in r.issues)),
            speakers=tuple(dict.fromkeys(name for r in told if (name := heard[r.id][1]))),
            values=tuple(dict.fromkeys(appeal.value for appeal in values_in(told[0].text))),
            findings=tuple(r.id for r in told),
            outlets=len({knowledge.origin(r.article) for r in told}),
            voice=min((heard[r.id][0] for r in told), key=_FIRST.index),
        )
        for told in groups.values()
    ]
    # reasons for a position first, then the party's own words, then those that most origins carry
    return tuple(sorted(made, key=lambda r: (not r.issues, _FIRST.index(r.voice), -r.outlets)))


def _heard(reason: Reason, quotes: Sequence[Quote]) -> tuple[Voice, str | None]:
    """Whose words a reason stands in, and who speaks them: told by the quotes that cover it."""
    within = [q for q in quotes if q.start < reason.end and reason.start < q.end]
    own = [q for q in within if q.party == reason.holder]
    direct = next((q for q in own if q.kind in ("direct", "mixed")), None)
    if direct is not None:
        return "own words", direct.speaker or reason.speaker
    if own:
        return "reported", own[0].speaker or reason.speaker
    other = next((q for q in within if q.start <= reason.start), None)
    if other is not None:
        return "other account", other.speaker or other.party
    if reason.kind in ("argument", "fear"):  # `arguing that`, `fears that`: the clause itself says whose view it is
        return "reported", reason.speaker or reason.holder
    return "article", reason.speaker


def _sayings(
    knowledge: Knowledge,
    rows: Sequence[Position],
    reasons: Sequence[Reason],
    quotes: Sequence[Quote],
    stated: Mapping[str, list[Statement]],
) -> tuple[Saying, ...]:
    """Direct words of the party near a statement of its own: the nearest statement before them, else after."""
    wanted = {row.issue for row in rows}
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for r in reasons:
        told[r.article].append((r.start, r.end))
    made: dict[tuple[str, str], Saying] = {}
    for quote in quotes:
        here = stated.get(quote.article, [])
        if any(_meet(quote, s.start, s.end) for s in here):
            continue
        if any(_meet(quote, start, end) for start, end in told.get(quote.article, ())):
            continue
        text = knowledge.article[quote.article].text
        near = [s for s in here if s.holder == quote.party and s.issue in wanted and _beside(text, s, quote)]
        if near and len(quote.text.split()) >= SAYING_WORDS:
            one = min(near, key=lambda s: (s.start > quote.start, abs(s.start - quote.start)))
            key = (one.issue, " ".join(quote.text.casefold().split()))
            made.setdefault(key, Saying(one.issue, quote.text, quote.speaker or quote.party or "", (quote.id,)))
    return tuple(made.values())


def _meet(quote: Quote, start: int, end: int) -> bool:
    return quote.start < end and start < quote.end


def _beside(text: str, statement: Statement, quote: Quote) -> bool:
    """Whether at most two ends of sentences lie between the two, and no whole paragraph."""
    first, last = sorted(((statement.start, statement.end), (quote.start, quote.end)))
    between = text[first[1] : last[0]]
    return len(between) <= BESIDE and "\n" not in between.strip() and len(_ENDS.findall(between)) <= 2


def _values(knowledge: Knowledge, findings: Sequence[Finding]) -> tuple[Value, ...]:
    words: dict[str, dict[str, None]] = defaultdict(dict)
    ids: dict[str, dict[str, None]] = defaultdict(dict)
    counted: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for finding in findings:
        for appeal in values_in(finding.text):
            said = finding.text[appeal.start : appeal.end]
            words[appeal.value][said.casefold()] = None
            ids[appeal.value][finding.id] = None
            # an origin appeals once with the same words, however often it is reprinted or quoted within a reason
            counted[appeal.value].add((knowledge.origin(finding.article), said.casefold()))
    total = sum(len(told) for told in counted.values())
    shares = {value: round(len(told) / total, 3) for value, told in counted.items()}
    made = [Value(value, shares[value], tuple(words[value]), tuple(ids[value])) for value in words]
    return tuple(sorted(made, key=lambda v: (-v.share, v.value)))
