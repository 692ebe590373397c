"""Deadlines, ultimatums, measures and meetings ahead or behind, as a calendar, with what became of each.

'Now' is the day of the latest article, never the machine's clock: the same articles always give the same calendar.
Where no article is dated, it is the first day of the case's period: what happened before does not lie ahead.

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

from zopa.ledger.clock_changes import family, linked
from zopa.ledger.knowledge import Knowledge
from zopa.read import Act, Change, Event
from zopa.read.findings import ChangeKind

ClockState = Literal["ahead", "due", "passed", "met", "lapsed", "extended", "paused", "called off"]
NEAR_DAYS: Final = 45  # how far behind now an event still belongs on the clock
_HELD: Final = frozenset({"meet", "call", "vote", "signing"})  # families of what parties hold together
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
    now = knowledge.as_of or knowledge.case.period.first
    ticks = [*_deadlines(knowledge, now), *_meetings(knowledge, now)]
    changes = linked(knowledge, ticks)
    joined = _moved(knowledge, ticks, changes)
    if len(joined) < len(ticks):
        ticks, changes = joined, linked(knowledge, joined)
    changed = [_changed(tick, changes.get(i, []), knowledge, now) for i, tick in enumerate(ticks)]
    return tuple(sorted(changed, key=lambda t: (t.date, t.kind, t.who, t.what)))


def _moved(knowledge: Knowledge, ticks: list[Tick], changes: dict[int, list[Change]]) -> list[Tick]:
    """The entries, those of a new day joined to the one that was moved to it: they are one deadline, one meeting."""
    by_day: dict[tuple[str, dt.date], list[int]] = defaultdict(list)
    for i, tick in enumerate(ticks):
        by_day[family(tick.kind), tick.date].append(i)
    into: dict[int, int] = {}
    for i, told in changes.items():
        for change in told:
            if STATE_OF.get(change.kind) != "extended" or change.until is None or i in into:
                continue
            fits = [
                j
                for j in by_day[family(ticks[i].kind), change.until]
                if j != i and j not in into and i not in into.values() and _may_be_one(ticks[i], ticks[j])
            ]
            same = [j for j in fits if _told_in(change, ticks[j], knowledge)] or fits
            if len(same) == 1:
                into[same[0]] = i
    kept: dict[int, Tick] = {i: tick for i, tick in enumerate(ticks) if i not in into}
    for j, i in into.items():
        if i in kept:
            kept[i] = _with(kept[i], ticks[j])
        else:
            kept[j] = ticks[j]
    return [kept[i] for i in sorted(kept)]


def _may_be_one(a: Tick, b: Tick) -> bool:
    mine, theirs = {*a.who, *filter(None, [a.toward])}, {*b.who, *filter(None, [b.toward])}
    return not mine or not theirs or bool(mine & theirs)


def _told_in(change: Change, tick: Tick, knowledge: Knowledge) -> bool:
    """Whether the words of the change are those of the entry too."""
    found = (knowledge.find(i) for i in tick.findings)
    return any(f and f.article == change.article and f.start < change.end and change.start < f.end for f in found)


def _with(tick: Tick, later: Tick) -> Tick:
    ends: tuple[ClockState, ...] = ("met", "called off")
    return replace(
        tick,
        toward=tick.toward or later.toward,
        condition=tick.condition or later.condition,
        state=later.state if later.state in ends else tick.state,
        findings=tuple(dict.fromkeys((*tick.findings, *later.findings))),
        outlets=max(tick.outlets, later.outlets),
    )


def _deadlines(knowledge: Knowledge, now: dt.date | None) -> list[Tick]:
    groups: dict[dt.date, list[list[Act | Event]]] = defaultdict(list)
    found: list[tuple[dt.date, Act | Event]] = [(a.deadline, a) for a in knowledge.acts if a.deadline]
    found += [(e.last, e) for e in knowledge.events if e.kind in LIMITS and e.last and not _old(e.last, now)]
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
    if isinstance(a, Event) and isinstance(b, Event):
        return mine <= theirs or theirs <= mine  # what two parties set a third is not what binds all three
    return not mine or not theirs or bool(mine & theirs)


def _old(day: dt.date, now: dt.date | None) -> bool:
    return now is not None and (now - day).days > NEAR_DAYS


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
    done: dict[dt.date, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.status == "happened":
            done[event.first].append(event)
    ticks: list[Tick] = []
    for day, who, events in _gatherings(knowledge):
        happened = [e for e in events if e.status == "happened"]
        if not happened and len(who) > 1:  # whatever they did together on that day shows that they met
            happened = [e for e in done[day] if who <= set(e.participants)]
        off = [e for e in events if e.status == "called off"]
        announced = [e for e in events if e.status == "planned"]
        if not off and not announced:
            continue  # what merely happened is history, not the clock
        last = max((e.last or day for e in events), default=day)
        if not off and _old(last, now):
            continue
        state: ClockState = "called off" if off else "met" if happened else _state(day, last, now)
        shown = (off or announced)[0]
        ticks.append(
            Tick(
                date=day,
                until=last if last != day else None,
                kind=shown.kind,
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


def _gatherings(knowledge: Knowledge) -> list[tuple[dt.date, frozenset[str], list[Event]]]:
    """Events of one kind, day and parties; one that names fewer parties is the only one that has them all.

    `The next round is due on Monday` is what both held on Monday, where they held one thing of the kind that day.
    """
    groups: dict[tuple[str, dt.date], dict[frozenset[str], list[Event]]] = defaultdict(dict)
    for event in knowledge.events:
        if event.first and event.kind not in LIMITS:
            of_day = groups[family(event.kind), event.first]
            of_day.setdefault(frozenset(event.participants), []).append(event)
    found: list[tuple[dt.date, frozenset[str], list[Event]]] = []
    for (kind, day), of_day in groups.items():
        for who in sorted(of_day, key=len) if kind in _HELD else ():
            fuller = [other for other in of_day if who < other and _one_place(of_day[who], of_day[other])]
            largest = [one for one in fuller if not any(one < other for other in fuller)]
            if len(largest) == 1:
                of_day[largest[0]] = [*of_day[largest[0]], *of_day.pop(who)]
        found += [(day, who, events) for who, events in of_day.items()]
    return found


def _one_place(some: list[Event], others: list[Event]) -> bool:
    places, elsewhere = {e.place for e in some if e.place}, {e.place for e in others if e.place}
    return not places or not elsewhere or bool(places & elsewhere)


def _changed(tick: Tick, changes: list[Change], knowledge: Knowledge, now: dt.date | None) -> Tick:
    """The entry as the last word on it leaves it."""
    if not changes:
        return tick
    # an undated telling may be of any day: it never overrules a dated one
    told = sorted(changes, key=lambda c: (knowledge.date(c) is not None, knowledge.date(c) or dt.date.min, c.start))
    kept = tuple(TickChange(c.kind, knowledge.date(c), c.until, c.id) for c in told)
    last = told[-1]
    state = STATE_OF.get(last.kind)
    if state not in ("extended", None):
        return replace(tick, state=state, changes=kept, moved_to=_new_day(told, knowledge))
    moved = last.until if state == "extended" else None
    if moved is not None and tick.state in ("met", "called off"):
        state = tick.state  # what came of it on its new day
    elif state is None or (moved is not None and now is not None and moved < now):
        state = _state(moved or tick.date, moved or tick.until or tick.date, now)
    return replace(tick, state=state, changes=kept, moved_to=moved)


def _new_day(told: list[Change], knowledge: Knowledge) -> dt.date | None:
    """The day that an entry was moved to before its last word; none where it is said to be over before that day."""
    last = told[-1]
    days = [c.until for c in told[:-1] if STATE_OF.get(c.kind) == "extended" and c.until]
    if not days or (last.kind in ("lapsed", "missed") and (knowledge.date(last) or days[-1]) < days[-1]):
        return None
    return days[-1]


def _state(first: dt.date, last: dt.date, now: dt.date | None) -> ClockState:
    if now is None or first > now:
        return "ahead"
    return "due" if last >= now else "passed"
