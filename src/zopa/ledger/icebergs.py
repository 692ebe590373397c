"""The iceberg of a party: its position (what), its reasoning (how and why it says so), the values and motives below.

icebergs(knowledge, rows)   one for every party of whom a position or a reason was found, the best known first

Reasons are the findings of that kind; told again in other words they stay apart, told again in the same words (or in
a reprint) they are one. Values are counted in the words of a party's reasons and of its quotes, never in those of its
demands: that somebody demands land says nothing yet about why. Layers after the CCHN Field Manual, tool 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zopa.ledger.knowledge import Knowledge
from zopa.ledger.positions import Position
from zopa.read import Finding, Quote, Reason
from zopa.read.findings import ReasonKind
from zopa.read.values import values_in


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


def icebergs(knowledge: Knowledge, rows: Sequence[Position]) -> tuple[Iceberg, ...]:
    """Every party's iceberg, those with most evidence first."""
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for reason in knowledge.reasons:
        reasons[reason.holder].append(reason)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in knowledge.quotes:
        if quote.party and quote.kind in ("direct", "mixed"):
            quotes[quote.party].append(quote)
    positions: dict[str, list[Position]] = defaultdict(list)
    for row in rows:
        positions[row.party].append(row)
    parties = sorted(
        {*reasons, *positions},
        key=lambda p: (-sum(r.said for r in positions.get(p, ())) - len(reasons.get(p, ())), p),
    )
    return tuple(
        _iceberg(knowledge, party, positions.get(party, []), reasons.get(party, []), quotes.get(party, []))
        for party in parties
    )


def _iceberg(
    knowledge: Knowledge, party: str, rows: list[Position], reasons: list[Reason], quotes: list[Quote]
) -> Iceberg:
    reasoning = _reasoning(knowledge, party, reasons)
    explained = {issue for one in reasoning for issue in one.issues}
    return Iceberg(
        party=party,
        positions=tuple(rows),
        reasons=reasoning,
        values=_values(knowledge, [*reasons, *quotes]),
        unexplained=tuple(row.issue for row in rows if row.issue not in explained),
    )


def _reasoning(knowledge: Knowledge, party: str, reasons: list[Reason]) -> tuple[Reasoning, ...]:
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
            speakers=tuple(dict.fromkeys(r.speaker for r in told if r.speaker)),
            values=tuple(dict.fromkeys(appeal.value for appeal in values_in(told[0].text))),
            findings=tuple(r.id for r in told),
            outlets=len({knowledge.origin(r.article) for r in told}),
        )
        for told in groups.values()
    ]
    # reasons for a position first, then those that most origins carry
    return tuple(sorted(made, key=lambda r: (not r.issues, -r.outlets)))


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
