"""Rounds of talks: who met whom, when, in which format, who was left out and objected, whose consent is missing.

rounds(knowledge, rows)           meetings and calls of at least two parties, by date
consents(knowledge, rows, told)   parties with a red line or an objection that took no part in any of them

A bloc counts as one party. That a party is left out is said only where an article says so; mere absence is no finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.ledger.positions import Position
from zopa.read import Event, Tie
from zopa.read.findings import EventStatus

Format = Literal["two-party", "three-party", "wider"]
MEETING_KINDS: Final = frozenset({"meeting", "summit", "talks", "conference", "call", "visit"})
# words of visits that bring two sides together; `bombers flew over` is a visit of another kind
_VISITING: Final = ("visit", "host", "welcom", "receiv", "trip", "travel")
SAME_MEETING_DAYS: Final = 1  # midnight and time zones put one meeting on two days
UNDATED_DAYS: Final = 10  # an article about `the meeting` of the same parties means the one within so many days
OBJECTION_DAYS: Final = 30  # how far from a round an objection to being left out still speaks of it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A party that an article says was left out; `objections` are findings in which it, or another for it, objects."""

    party: str
    findings: tuple[str, ...]
    objections: tuple[str, ...]
    objectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting or call; undated where no article gives a day."""

    first: dt.date | None
    last: dt.date | None
    kind: str
    parties: tuple[str, ...]
    format: Format
    place: str | None
    status: EventStatus
    left_out: tuple[LeftOut, ...]
    needs: tuple[Consent, ...]  # parties outside it that could refuse what it comes to
    findings: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True)
class Consent:
    """A party whose consent a deal would still need: `issues` of its red lines, or it objects to its absence."""

    party: str
    issues: tuple[str, ...]
    objects: bool
    findings: tuple[str, ...]


def rounds(knowledge: Knowledge, rows: Sequence[Position]) -> tuple[Round, ...]:
    """Every round, dated ones first and by date."""
    groups: list[list[Event]] = []
    events = [e for e in knowledge.events if is_meeting(e)]
    for event in sorted(events, key=lambda e: (e.first is None, e.first or dt.date.max, -len(e.participants))):
        home = next((g for g in groups if _same(g, event, knowledge)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    ties = [t for t in knowledge.ties if t.kind == "leaves out" and t.toward]
    objections = [t for t in knowledge.ties if t.kind == "objects"]
    placed = _placed(knowledge, groups, ties)
    vetoes = _vetoes(knowledge, rows)
    made = [_round(knowledge, group, placed.get(i, []), objections, vetoes) for i, group in enumerate(groups)]
    return tuple(sorted(made, key=lambda r: (r.first is None, r.first or dt.date.max, r.kind, r.parties)))


def consents(knowledge: Knowledge, rows: Sequence[Position], told: Sequence[Round]) -> tuple[Consent, ...]:
    """Parties outside every round (held or ahead) that could refuse what comes of them."""
    inside = {party for one in told if one.status != "called off" for party in one.parties}
    return _outside(_vetoes(knowledge, rows), inside, knowledge)


def _vetoes(knowledge: Knowledge, rows: Iterable[Position]) -> tuple[Consent, ...]:
    """Every party with a red line, or with an objection to decisions without it."""
    issues: dict[str, list[str]] = {}
    findings: dict[str, list[str]] = {}
    objecting: set[str] = set()
    for row in rows:
        if row.red_line:
            issues.setdefault(row.party, []).append(row.issue)
            findings.setdefault(row.party, []).extend(row.red_lines)
    for tie in knowledge.ties:
        if tie.kind == "objects" and tie.actor and tie.toward is None:
            objecting.add(tie.actor)
            findings.setdefault(tie.actor, []).append(tie.id)
    return tuple(
        Consent(party, tuple(issues.get(party, ())), party in objecting, tuple(dict.fromkeys(findings[party])))
        for party in sorted(findings)
    )


def _outside(vetoes: Sequence[Consent], inside: Set[str], knowledge: Knowledge) -> tuple[Consent, ...]:
    """Whoever belongs to a bloc that sat there was there."""
    cases = knowledge.case.parties
    return tuple(
        one
        for one in vetoes
        if one.party not in inside and not (one.party in cases and set(cases[one.party].member_of) & inside)
    )


def is_meeting(event: Event) -> bool:
    """Whether an event brings at least two parties together."""
    if event.kind not in MEETING_KINDS or len(set(event.participants)) < 2:
        return False
    return event.kind != "visit" or any(stem in event.text.lower() for stem in _VISITING)


def _same(group: Sequence[Event], event: Event, knowledge: Knowledge) -> bool:
    one = group[0]
    if (one.kind == "call") != (event.kind == "call"):
        return False
    mine = {p for e in group for p in e.participants}
    theirs = set(event.participants)
    if not (theirs <= mine or mine <= theirs):
        return False
    if event.first and event.last and one.first and one.last:
        gap = max((event.first - one.last).days, (one.first - event.last).days)
        return gap <= SAME_MEETING_DAYS and (event.last - event.first).days <= 31
    told = knowledge.date(event)
    if event.first is None and one.first is not None:
        return told is not None and abs((told - one.first).days) <= UNDATED_DAYS
    return event.first is None and one.first is None


def _placed(knowledge: Knowledge, groups: Sequence[Sequence[Event]], ties: Sequence[Tie]) -> dict[int, list[Tie]]:
    """Which round each `left out` is about: the nearest told in the same article, else the nearest in time."""
    placed: dict[int, list[Tie]] = {}
    for tie in ties:
        best: tuple[tuple[int, int], int] | None = None
        for i, group in enumerate(groups):
            if tie.toward in {p for e in group for p in e.participants}:
                continue
            near = min((abs(e.start - tie.start) for e in group if e.article == tie.article), default=None)
            told, day = knowledge.date(tie), group[0].first
            apart = abs((told - day).days) if told and day else None
            if near is not None:
                rank = (0, near)
            elif apart is not None and apart <= UNDATED_DAYS:
                rank = (1, apart)
            else:
                continue
            if best is None or rank < best[0]:
                best = (rank, i)
        if best is not None:
            placed.setdefault(best[1], []).append(tie)
    return placed


def _round(
    knowledge: Knowledge,
    group: Sequence[Event],
    ties: Sequence[Tie],
    objections: Sequence[Tie],
    vetoes: Sequence[Consent],
) -> Round:
    parties = tuple(dict.fromkeys(p for e in group for p in e.participants))
    dated = [e for e in group if e.first]
    day = dated[0].first if dated else None
    off = any(e.status == "called off" for e in group)
    # `faced the cameras on Friday`: whatever the parties of a meeting did together on its day shows that they met
    beside = [e for e in knowledge.events if day and e.first == day and e.status == "happened" and not is_meeting(e)]
    seen = [e for e in beside if set(parties) <= set(e.participants)]
    held = bool(seen) or any(e.status == "happened" for e in group)
    status: EventStatus = "called off" if off else "happened" if held else "planned"
    if not off and day and knowledge.as_of and day > knowledge.as_of:
        status = "planned"
    number = len(parties)
    left: list[LeftOut] = []
    for party in dict.fromkeys(t.toward for t in ties if t.toward):
        said = tuple(t.id for t in ties if t.toward == party)
        against = [t for t in objections if party in (t.actor, t.toward) and _near(knowledge, t, day)]
        left.append(
            LeftOut(
                party,
                said,
                tuple(t.id for t in against),
                tuple(dict.fromkeys(t.actor for t in against if t.actor)),
            )
        )
    return Round(
        first=day,
        last=max((e.last for e in dated if e.last), default=None),
        kind=_kind(group),
        parties=parties,
        format="two-party" if number == 2 else "three-party" if number == 3 else "wider",
        place=next((e.place for e in group if e.place), None),
        status=status,
        left_out=tuple(left),
        needs=() if off else _outside(vetoes, set(parties), knowledge),
        findings=tuple(e.id for e in (*group, *seen)),
        outlets=len({knowledge.origin(e.article) for e in (*group, *seen)}),
    )


def _kind(group: Sequence[Event]) -> str:
    """The most telling name: a summit is a meeting too."""
    kinds = {e.kind for e in group}
    return next((k for k in ("summit", "conference", "talks", "meeting", "call", "visit") if k in kinds), group[0].kind)


def _near(knowledge: Knowledge, tie: Tie, day: dt.date | None) -> bool:
    told = knowledge.date(tie)
    return day is None or told is None or abs((told - day).days) <= OBJECTION_DAYS
