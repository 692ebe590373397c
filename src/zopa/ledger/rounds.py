"""Rounds of talks: who met whom, when, in which format, who was left out and objected, whose consent is missing.

rounds(knowledge, rows)           meetings and calls of at least two parties, by date
consents(knowledge, rows, told)   parties with a red line or an objection that took no part in any of them
unnamed(knowledge, told)          meetings of other days of which fewer than two parties are named

A bloc counts as one party. That a party is left out is said only where an article says so; mere absence is no finding.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
SPAN_DAYS: Final = 31  # what is dated by no more than a quarter or a year is nobody's meeting of a day
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
    groups = _groups(knowledge)
    placed = _placed(knowledge, groups, [t for t in knowledge.ties if t.kind == "leaves out" and t.toward])
    objections = _Objections(knowledge)
    vetoes = _vetoes(knowledge, rows)
    beside: dict[dt.date, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.status == "happened" and not is_meeting(event):
            beside[event.first].append(event)
    made = [_round(knowledge, group, placed.get(i, []), objections, vetoes, beside) for i, group in enumerate(groups)]
    return tuple(sorted(made, key=lambda r: (r.first is None, r.first or dt.date.max, r.kind, r.parties)))


def _groups(knowledge: Knowledge) -> list[list[Event]]:
    """Events that are one meeting together; looked up by day, so that a year of them takes no longer than it must."""
    groups: list[list[Event]] = []
    inside: list[set[str]] = []  # the parties of each
    by_day: dict[tuple[bool, dt.date], list[int]] = defaultdict(list)
    by_parties: dict[tuple[bool, frozenset[str]], list[int]] = defaultdict(list)
    events = [e for e in knowledge.events if is_meeting(e)]
    for event in sorted(events, key=lambda e: (e.first is None, e.first or dt.date.max, -len(e.participants))):
        call, parties = event.kind == "call", frozenset(event.participants)
        near: list[int] = []
        if event.first and event.last and (event.last - event.first).days <= SPAN_DAYS:
            days = range(-SAME_MEETING_DAYS, (event.last - event.first).days + SAME_MEETING_DAYS + 1)
            near = [i for k in days for i in by_day[call, event.first + dt.timedelta(days=k)]]
        elif not event.first:
            near = _around(by_parties[call, parties], knowledge.date(event), groups)
        same = (i for i in near if parties <= inside[i] or inside[i] <= parties)
        home = next((i for i in same if not _elsewhere(event, groups[i])), None)
        if home is not None:
            groups[home].append(event)
            inside[home] |= parties
            continue
        groups.append([event])
        inside.append(set(parties))
        by_parties[call, parties].append(len(groups) - 1)
        if event.first and event.last and (event.last - event.first).days <= SPAN_DAYS:
            for k in range((event.last - event.first).days + 1):
                by_day[call, event.first + dt.timedelta(days=k)].append(len(groups) - 1)
    return groups


def _elsewhere(event: Event, group: Sequence[Event]) -> bool:
    """Whether it took place on another day in another place: in Geneva on Monday, in Lind on Tuesday."""
    placed = [other for other in group if other.place]
    if not event.place or not placed or any(other.place == event.place for other in placed):
        return False
    return not any(
        event.first
        and event.last
        and other.first
        and other.last
        and event.first <= other.last
        and other.first <= event.last
        for other in placed
    )


def consents(knowledge: Knowledge, rows: Sequence[Position], told: Sequence[Round]) -> tuple[Consent, ...]:
    """Parties outside every round (held or ahead) that could refuse what comes of them."""
    inside = {party for one in told if one.status != "called off" for party in one.parties}
    return _outside(_vetoes(knowledge, rows), inside, knowledge)


def unnamed(knowledge: Knowledge, told: Sequence[Round]) -> tuple[tuple[Event, ...], ...]:
    """Dated meetings of which fewer than two parties are named, by day; those near a round may be that round."""
    near = {
        one.first + dt.timedelta(days=k)
        for one in told
        if one.first
        for k in range(-SAME_MEETING_DAYS, ((one.last or one.first) - one.first).days + SAME_MEETING_DAYS + 1)
    }
    days: dict[dt.date, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.kind not in MEETING_KINDS or len(set(event.participants)) > 1 or not (event.first and event.last):
            continue
        if (event.last - event.first).days <= SAME_MEETING_DAYS and event.first not in near:
            days[event.first].append(event)
    return tuple(tuple(days[day]) for day in sorted(days))


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


def _sat(party: str, event: Event, knowledge: Knowledge) -> bool:
    """Whether a party, or a member of it, took part: who says that Europe is left out means no talks with Germany."""
    cases = knowledge.case.parties
    return any(p == party or (p in cases and party in cases[p].member_of) for p in event.participants)


def absences(knowledge: Knowledge) -> Iterator[tuple[Tie, Event]]:
    """Each tie that says who was left out, but not by whom, with the nearest meeting of that article without it."""
    ties = [tie for tie in knowledge.ties if tie.kind == "leaves out" and tie.toward and not tie.actor]
    wanted = {tie.article for tie in ties}
    met: dict[str, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.article in wanted and is_meeting(event):
            met[event.article].append(event)
    for tie in ties:
        without = [event for event in met[tie.article] if not _sat(tie.toward or "", event, knowledge)]
        if without:
            yield tie, min(without, key=lambda event: abs(event.start - tie.start))


def _around(same: Sequence[int], told: dt.date | None, groups: Sequence[Sequence[Event]]) -> list[int]:
    """Of the meetings of the same parties (dated ones first, by date), those of the days around a telling."""
    dated = bisect_left(same, True, key=lambda i: groups[i][0].first is None)
    undated = list(same[dated : dated + 1])
    if told is None or not dated:
        return undated
    days = range(dated)
    first = bisect_left(days, told - dt.timedelta(days=UNDATED_DAYS), key=lambda k: groups[same[k]][0].first or told)
    last = bisect_right(days, told + dt.timedelta(days=UNDATED_DAYS), key=lambda k: groups[same[k]][0].first or told)
    nearest = sorted(same[first:last], key=lambda i: abs(((groups[i][0].first or told) - told).days))
    return [*nearest, *undated]


def _placed(knowledge: Knowledge, groups: Sequence[Sequence[Event]], ties: Sequence[Tie]) -> dict[int, list[Tie]]:
    """Which round each `left out` is about: the nearest told in the same article, else the nearest in time."""
    by_article: dict[str, dict[int, int]] = defaultdict(dict)  # article: group: where it is first told
    by_day: dict[dt.date, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        for event in group:
            by_article[event.article].setdefault(i, event.start)
        if group[0].first:
            by_day[group[0].first].append(i)
    placed: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:

        def without(i: int, party: str = tie.toward or "") -> bool:
            return not any(_sat(party, event, knowledge) for event in groups[i])

        told = knowledge.date(tie)
        near = [(abs(start - tie.start), i) for i, start in by_article[tie.article].items() if without(i)]
        if not near and told:
            days = (told + dt.timedelta(days=k) for k in range(-UNDATED_DAYS, UNDATED_DAYS + 1))
            near = [(abs((told - day).days), i) for day in days for i in by_day.get(day, ()) if without(i)]
        if near:
            placed[min(near)[1]].append(tie)
    return placed


def _round(
    knowledge: Knowledge,
    group: Sequence[Event],
    ties: Sequence[Tie],
    objections: _Objections,
    vetoes: Sequence[Consent],
    beside: Mapping[dt.date, Sequence[Event]],
) -> Round:
    parties = tuple(dict.fromkeys(p for e in group for p in e.participants))
    dated = [e for e in group if e.first]
    day = dated[0].first if dated else None
    off = any(e.status == "called off" for e in group)
    # `faced the cameras on Friday`: whatever the parties of a meeting did together on its day shows that they met
    seen = [e for e in beside.get(day, ()) if set(parties) <= set(e.participants)] if day else []
    held = bool(seen) or any(e.status == "happened" for e in group)
    status: EventStatus = "called off" if off else "happened" if held else "planned"
    if not off and day and knowledge.as_of and day > knowledge.as_of:
        status = "planned"
    number = len(parties)
    left: list[LeftOut] = []
    for party in dict.fromkeys(t.toward for t in ties if t.toward):
        said = tuple(t.id for t in ties if t.toward == party)
        against = objections.near(party, day)
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


class _Objections:
    """Objections by, or on behalf of, a party, looked up by the day of a round."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._dated: dict[str, list[tuple[dt.date, Tie]]] = defaultdict(list)
        self._undated: dict[str, list[Tie]] = defaultdict(list)
        for tie in knowledge.ties:
            if tie.kind == "objects":
                told = knowledge.date(tie)
                for party in dict.fromkeys(p for p in (tie.actor, tie.toward) if p):
                    if told:
                        self._dated[party].append((told, tie))
                    else:
                        self._undated[party].append(tie)
        for every in self._dated.values():
            every.sort(key=lambda pair: pair[0])

    def near(self, party: str, day: dt.date | None) -> list[Tie]:
        """Those of the days around `day` (all of them for None), and undated ones."""
        dated = self._dated.get(party, [])
        if day is not None:
            first = bisect_left(dated, day - dt.timedelta(days=OBJECTION_DAYS), key=lambda pair: pair[0])
            last = bisect_right(dated, day + dt.timedelta(days=OBJECTION_DAYS), key=lambda pair: pair[0])
            dated = dated[first:last]
        return [*(tie for _, tie in dated), *self._undated.get(party, ())]
