"""Deadlines, ultimatums and events ahead or behind, as a calendar.

'Now' is the day of the latest article, never the machine's clock: the same articles always give the same calendar.

    ahead       lies after now
    due         is now
    met         lies behind, and another finding tells that it happened
    passed      lies behind; nothing found says what came of it
    called off  the text says so
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.read import Act, Event

ClockState = Literal["ahead", "due", "met", "passed", "called off"]
NEAR_DAYS: Final = 45  # how far behind now an event still belongs on the clock


@dataclass(frozen=True, slots=True)
class Tick:
    """One entry of the calendar; `findings` are ids, the one whose words it shows first."""

    date: dt.date
    until: dt.date | None
    kind: str  # "ultimatum", "threat", "meeting", ...
    who: tuple[str, ...]
    toward: str | None
    what: str  # the words
    condition: str | None
    state: ClockState
    findings: tuple[str, ...]
    outlets: int


def clock(knowledge: Knowledge) -> tuple[Tick, ...]:
    """Acts with a deadline and dated events that were announced, ahead or called off, by date."""
    now = knowledge.as_of
    ticks = [*_deadlines(knowledge, now), *_meetings(knowledge, now)]
    return tuple(sorted(ticks, key=lambda t: (t.date, t.kind, t.who, t.what)))


def _deadlines(knowledge: Knowledge, now: dt.date | None) -> list[Tick]:
    groups: dict[tuple[str, str | None, dt.date], list[Act]] = defaultdict(list)
    for act in knowledge.acts:
        if act.deadline:
            groups[act.actor, act.toward, act.deadline].append(act)
    return [
        Tick(
            date=day,
            until=None,
            kind=acts[0].kind,
            who=(actor,),
            toward=toward,
            what=acts[0].text,
            condition=next((a.condition for a in acts if a.condition), None),
            state=_state(day, day, now),
            findings=tuple(a.id for a in acts),
            outlets=len({knowledge.origin(a.article) for a in acts}),
        )
        for (actor, toward, day), acts in groups.items()
    ]


def _meetings(knowledge: Knowledge, now: dt.date | None) -> list[Tick]:
    groups: dict[tuple[str, dt.date, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first:
            groups[event.kind, event.first, frozenset(event.participants)].append(event)
    ticks: list[Tick] = []
    for (kind, day, who), events in groups.items():
        happened = [e for e in events if e.status == "happened"]
        off = [e for e in events if e.status == "called off"]
        announced = [e for e in events if e.status == "planned"]
        if not off and not announced:
            continue  # what merely happened is history, not the clock
        last = max((e.last or day for e in events), default=day)
        if now and not off and (now - last).days > NEAR_DAYS:
            continue
        state: ClockState = "called off" if off else "met" if happened else _state(day, last, now)
        shown = (off or announced)[0]
        ticks.append(
            Tick(
                date=day,
                until=last if last != day else None,
                kind=kind,
                who=tuple(sorted(who)),
                toward=None,
                what=shown.text,
                condition=None,
                state=state,
                findings=tuple(e.id for e in [shown, *(e for e in events if e is not shown)]),
                outlets=len({knowledge.origin(e.article) for e in events}),
            )
        )
    return ticks


def _state(first: dt.date, last: dt.date, now: dt.date | None) -> ClockState:
    if now is None or first > now:
        return "ahead"
    return "due" if last >= now else "passed"
