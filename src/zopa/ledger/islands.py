"""The island of agreement: facts agreed and contested, norms shared and divergent, for every two parties.

Facts are figures that both parties claim, shares that cannot both be held, events that independent origins tell alike
or apart, and what parties deny, concede or say together. Norms are the positions of two parties on one issue. Nothing
stands here that its findings do not say; an empty field says that the articles hold nothing
comparable, not that nothing is agreed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from zopa.ledger.facts import Fact, conceded, denied, joint
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.measures import comparable, same_value, told_of
from zopa.ledger.positions import Position
from zopa.ledger.territory import territory
from zopa.read import Contradiction, Event, Figure, Holding


@dataclass(frozen=True, slots=True)
class Norm:
    """An issue on which two parties want the same (shared) or the opposite (divergent)."""

    issue: str
    parties: tuple[str, str]
    stands: tuple[str, str]
    firmness: float  # of the less firm of the two
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Islands:
    """The four fields."""

    facts_agreed: tuple[Fact, ...]
    facts_contested: tuple[Fact, ...]
    norms_shared: tuple[Norm, ...]
    norms_divergent: tuple[Norm, ...]


def islands(knowledge: Knowledge, rows: Sequence[Position], found: Sequence[Contradiction]) -> Islands:
    """The four fields over all parties; each entry names the parties or origins that it compares."""
    agreed, contested = _claimed_figures(knowledge)
    claimed = {frozenset(fact.findings) for fact in contested}
    in_dispute = {one.a for one in found} | {one.b for one in found}
    told = _told_alike(knowledge, in_dispute)
    for one in found:
        if one.kind != "position":
            parties = tuple(sorted({*_who(knowledge, one.a), *_who(knowledge, one.b)}))
            place = "one article tells it two ways" if one.inside_one_article else "two articles tell it apart"
            fact = Fact(one.about, place, parties, (one.a, one.b))
            if frozenset(fact.findings) not in claimed:
                contested.append(fact)
    contested = [*denied(knowledge), *contested, *_shares(knowledge)]
    agreed = [*joint(knowledge), *agreed, *told, *conceded(knowledge)]
    shared, divergent = _norms(rows)
    return Islands(tuple(agreed), tuple(contested), shared, divergent)


def between(four: Islands, first: str, second: str) -> Islands:
    """The four fields for two parties: their norms, facts that name both, and what one alone denies or concedes."""
    both = {first, second}

    def facts(found: Sequence[Fact]) -> tuple[Fact, ...]:
        return tuple(
            fact for fact in found if both <= set(fact.parties) or (len(fact.parties) == 1 and both & set(fact.parties))
        )

    def norms(found: Sequence[Norm]) -> tuple[Norm, ...]:
        return tuple(norm for norm in found if set(norm.parties) == both)

    return Islands(
        facts(four.facts_agreed),
        facts(four.facts_contested),
        norms(four.norms_shared),
        norms(four.norms_divergent),
    )


def _who(knowledge: Knowledge, finding_id: str) -> tuple[str, ...]:
    finding = knowledge.find(finding_id)
    if isinstance(finding, Figure):
        return (finding.by,) if finding.by else ()
    if isinstance(finding, Holding):
        return tuple(dict.fromkeys(p for p in (finding.by, finding.holder) if p))
    return finding.participants if isinstance(finding, Event) else ()


def _shares(knowledge: Knowledge) -> list[Fact]:
    """Shares that two holders are said to have and that come to more than the whole."""
    return [
        Fact(
            f"who holds how much of {one.of}",
            "shares that come to more than the whole",
            tuple(sorted({one.a.holder, one.b.holder})),
            (one.a.findings[0], one.b.findings[0]),
        )
        for one in territory(knowledge).conflicts
        if one.kind == "more than the whole"
    ]


def _claimed_figures(knowledge: Knowledge) -> tuple[list[Fact], list[Fact]]:
    """Figures that two different parties claim for the same measure."""
    agreed: list[Fact] = []
    contested: list[Fact] = []
    told: set[tuple[object, ...]] = set()
    for a, b in comparable((f for f in knowledge.figures if f.by), knowledge):
        parties = tuple(sorted((str(a.by), str(b.by))))
        key = (parties, frozenset((a.value, b.value)), a.unit)
        if a.by == b.by or key in told:
            continue
        told.add(key)
        fact = Fact(told_of(a), "both parties give a figure", parties, (a.id, b.id))
        (agreed if same_value(a, b) else contested).append(fact)
    return agreed, contested


def _told_alike(knowledge: Knowledge, in_dispute: set[str]) -> list[Fact]:
    """Dated events with two parties that at least two independent origins tell and no finding disputes."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.status == "happened" and len(event.participants) > 1:
            groups[event.kind, event.first, event.last, frozenset(event.participants)].append(event)
    facts: list[Fact] = []
    for events in groups.values():
        origins = {knowledge.origin(e.article) for e in events}
        ids = tuple(e.id for e in events)
        if len(origins) > 1 and not in_dispute & set(ids):
            one = events[0]
            day = one.first.isoformat() if one.first else ""
            facts.append(
                Fact(f"{one.kind}, {day}", f"{len(origins)} independent articles agree", one.participants, ids)
            )
    return facts


def _woven(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """One of each in turn, so that the first few shown speak for both."""
    pairs = zip_longest(first, second)
    return tuple(one for pair in pairs for one in pair if one)


def _norms(rows: Sequence[Position]) -> tuple[tuple[Norm, ...], tuple[Norm, ...]]:
    by_issue: dict[str, list[Position]] = defaultdict(list)
    for row in rows:
        if row.polarity in ("for", "against"):
            by_issue[row.issue].append(row)
    shared: list[Norm] = []
    divergent: list[Norm] = []
    for issue, positions in by_issue.items():
        for a, b in combinations(positions, 2):
            norm = Norm(
                issue=issue,
                parties=(a.party, b.party),
                stands=(a.polarity, b.polarity),
                firmness=min(a.firmness, b.firmness),
                statements=_woven(a.supporting, b.supporting),
            )
            (shared if a.polarity == b.polarity else divergent).append(norm)
    return tuple(shared), tuple(divergent)
