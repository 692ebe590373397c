"""Deadlines, ultimatums, measures and meetings ahead or behind, as a calendar, with what became of each.

'Now' is the day of the latest article, never the machine's clock: the same articles always give the same calendar.

    ahead       lies after now
    due         is now
    passed      lies behind; nothing found says what came of it
    met         another finding tells that it was met, took effect or took place
    lapsed      the text says that it ran out or was missed
    extended    the text moves it; to `moved_to` where it says so
    paused      the text suspends it
    called off  the text takes it back

States from `met` on rest on words: `changes` names them, in the order in which they were told; the last one counts.
How a change finds its entry: `zopa.ledger.clock_changes`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final, Literal

from zopa.ledger.clock_changes import linked
from zopa.ledger.knowledge import Knowledge
from zopa.read import Act, Change, Event
from zopa.read.findings import ChangeKind

ClockState = Literal["ahead", "due", "passed", "met", "lapsed", "extended", "paused", "called off"]
NEAR_DAYS: Final = 45  # how far behind now an event still belongs on the clock
LIMITS: Final = frozenset({"deadline", "ultimatum"})  # events that are a limit set to somebody
STATE_OF: Final[dict[ChangeKind, ClockState]] = {
    "extended": "extended", "postponed": "extended", "shortened": "extended", "paused": "paused",
    "called off": "called off", "lapsed": "lapsed", "missed": "lapsed", "met": "met",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TickChange:
    """What a text says became of an entry, and when it said so."""

    kind: ChangeKind
    told: dt.date | None
    until: dt.date | None
    finding: str


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
    changes: tuple[TickChange, ...] = ()
    moved_to: dt.date | None = None


def clock(knowledge: Knowledge) -> tuple[Tick, ...]:
    """Limits, acts with a deadline, measures and dated events that were announced, ahead or called off, by date."""
    now = knowledge.as_of
    ticks = [*_deadlines(knowledge, now), *_meetings(knowledge, now)]
    changes = linked(knowledge, ticks)
    changed = [_changed(tick, changes.get(i, []), knowledge, now) for i, tick in enumerate(ticks)]
    return tuple(sorted(changed, key=lambda t: (t.date, t.kind, t.who, t.what)))


def _deadlines(knowledge: Knowledge, now: dt.date | None) -> list[Tick]:
    groups: dict[dt.date, list[list[Act | Event]]] = defaultdict(list)
    found: list[tuple[dt.date, Act | Event]] = [(a.deadline, a) for a in knowledge.acts if a.deadline]
    found += [(e.last, e) for e in knowledge.events if e.kind in LIMITS and e.first and e.last and e.first == e.last]
    for day, one in found:
        home = next((g for g in groups[day] if _one_limit(g[0], one)), None)
        if home is None:
            groups[day].append([one])
        else:
            home.append(one)
    return [_limit(day, told, knowledge, now) for day, every in groups.items() for told in every]


def _one_limit(a: Act | Event, b: Act | Event) -> bool:
    """The same actor, or one is told without an actor; two acts also need the same target."""
    if isinstance(a, Act) and isinstance(b, Act):
        return (a.actor, a.toward) == (b.actor, b.toward)
    mine, theirs = set(_who(a)), set(_who(b))
    return not mine or not theirs or bool(mine & theirs)


def _who(one: Act | Event) -> tuple[str, ...]:
    return (one.actor,) if isinstance(one, Act) else one.participants


def _limit(day: dt.date, told: list[Act | Event], knowledge: Knowledge, now: dt.date | None) -> Tick:
    acts = [one for one in told if isinstance(one, Act)]
    events = [one for one in told if isinstance(one, Event)]
    shown = next((a for a in acts if a.kind == "ultimatum"), acts[0] if acts else events[0])
    named = tuple(dict.fromkeys(p for one in told for p in _who(one)))
    toward = next((a.toward for a in acts if a.toward), None)
    off = any(e.status == "called off" for e in events)
    return Tick(
        date=day,
        until=None,
        kind=shown.kind,
        who=(acts[0].actor,) if acts else named,
        toward=toward,
        what=shown.text,
        condition=next((a.condition for a in acts if a.condition), None),
        state="called off" if off else _state(day, day, now),
        findings=tuple(one.id for one in (shown, *(o for o in told if o is not shown))),
        outlets=len({knowledge.origin(one.article) for one in told}),
    )


def _meetings(knowledge: Knowledge, now: dt.date | None) -> list[Tick]:
    groups: dict[tuple[str, dt.date, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and not (event.kind in LIMITS and event.first == event.last):
            groups[event.kind, event.first, frozenset(event.participants)].append(event)
    done: dict[dt.date, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.status == "happened":
            done[event.first].append(event)
    ticks: list[Tick] = []
    for (kind, day, who), events in groups.items():
        happened = [e for e in events if e.status == "happened"]
        if not happened and len(who) > 1:  # whatever they did together on that day shows that they met
            happened = [e for e in done[day] if who <= set(e.participants)]
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
                findings=tuple(dict.fromkeys(e.id for e in (shown, *events, *happened))),
                outlets=len({knowledge.origin(e.article) for e in (*events, *happened)}),
            )
        )
    return ticks


def _changed(tick: Tick, changes: list[Change], knowledge: Knowledge, now: dt.date | None) -> Tick:
    """The entry as the last word on it leaves it."""
    if not changes:
        return tick
    # an undated telling may be of any day: it never overrules a dated one
    told = sorted(changes, key=lambda c: (knowledge.date(c) is not None, knowledge.date(c) or dt.date.min, c.start))
    kept = tuple(TickChange(c.kind, knowledge.date(c), c.until, c.id) for c in told)
    last = told[-1]
    state = STATE_OF.get(last.kind)
    moved = last.until if state == "extended" else None
    if state is None or (moved is not None and now is not None and moved < now):
        state = _state(moved or tick.date, moved or tick.until or tick.date, now)
    return replace(tick, state=state, changes=kept, moved_to=moved)


def _state(first: dt.date, last: dt.date, now: dt.date | None) -> ClockState:
    if now is None or first > now:
        return "ahead"
    return "due" if last >= now else "passed"
