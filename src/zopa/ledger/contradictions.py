"""The same thing told differently in two articles or inside one.

Only comparable things are set against each other, because a false alarm costs the analyst more than a silence:

    figure    (also: all of a place and part of it, held by the same party)
              same unit, same measured thing (same names, mostly the same words), values further apart than rounding
    date      one-time events (an annexation, an invasion, a signing) of the same names on days that do not overlap,
              and meetings of the same people in the same place told for different days of one week
    event     the same dated event told as having happened and as called off, by articles of the same days
    position  a party for and against the same issue, said plainly, within a few days and not on either side of a change

Reprints of one article never contradict each other, and later news updates earlier news rather than contradict it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Final

from zopa.ledger.knowledge import Knowledge
from zopa.ledger.measures import (
    SAME_NEWS_DAYS,
    comparable,
    measure_of,
    near_in_time,
    same_value,
    told_of,
    updates,
    words_of,
)
from zopa.ledger.periods import courses
from zopa.read import Contradiction, Event, Finding, Holding, Statement, finding_id
from zopa.read.findings import ContradictionKind

SHARES_APART: Final = 0.005  # how far two shares of one thing may miss each other and still be one
MEETING_DAYS: Final = 6  # the same people in the same place further apart met twice
VERSIONS_MOST: Final = 8  # of one measure: one that is told in more ways is not one measure
PLAIN: Final = 0.7  # confidence below which a statement accuses nobody of contradicting themselves


_DATED_BY: Final = {"agreement": "signing"}  # `the Cod Accord of 1998` is one signed in 1998
ONE_TIME: Final = frozenset(
    {"annexation", "invasion", "signing", "founding", "independence", "assassination", "resignation", "death",
     "referendum", "coup", "accession", "ratification"}
)  # fmt: skip


def contradictions(knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """Every contradiction, in the order of the articles."""
    found: dict[str, Contradiction] = {}
    for source in (_figures, _dates, _events, _positions, _holdings):
        for one in source(knowledge):
            found.setdefault(one.id, one)
    order = {article.id: i for i, article in enumerate(knowledge.articles)}

    def place(one: Contradiction) -> tuple[int, int]:
        first = knowledge.find(one.a)
        return (order.get(first.article, 0), first.start) if first else (0, 0)

    return tuple(sorted(found.values(), key=place))


def _make(kind: ContradictionKind, about: str, a: Finding, b: Finding) -> Contradiction:
    if (b.article, b.start) < (a.article, a.start) and a.article == b.article:
        a, b = b, a
    pair = sorted((a.id, b.id))
    return Contradiction(
        id=finding_id("contradiction", a.article, a.start, b.start, kind, *pair),
        about=about,
        kind=kind,
        a=a.id,
        b=b.id,
        inside_one_article=a.article == b.article,
    )


def _figures(knowledge: Knowledge) -> Iterator[Contradiction]:
    told: set[tuple[tuple[str, frozenset[str]], frozenset[float]]] = set()
    versions: Counter[tuple[str, frozenset[str]]] = Counter()
    for a, b in comparable(knowledge.figures, knowledge):
        if same_value(a, b):
            continue
        measure = measure_of(a)
        key = (measure, frozenset((a.value, b.value)))
        if (
            versions[measure] < VERSIONS_MOST
            and key not in told
            and not updates(a, b, knowledge)
            and _may_contradict(a, b, knowledge)
        ):
            told.add(key)
            versions[measure] += 1
            yield _make("figure", told_of(a), a, b)


def _may_contradict(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    """Not reprints of each other, not the two ends of one range, and told at about the same time."""
    if a.article == b.article:
        return not _same_sentence(a, b, knowledge)
    if knowledge.origin(a.article) == knowledge.origin(b.article):
        return False
    first, second = knowledge.article[a.article].published, knowledge.article[b.article].published
    return not first or not second or abs((first - second).days) <= SAME_NEWS_DAYS


def _same_sentence(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    text = knowledge.article[a.article].text
    between = text[min(a.end, b.end) : max(a.start, b.start)]
    return not re.search(r"[.!?][\"”’')\]]*\s|\n", between)


def _holdings(knowledge: Knowledge) -> Iterator[Contradiction]:
    """One holder's shares of a region that do not overlap, the regions of two articles taken together."""
    held: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in knowledge.holdings:
        if one.kind == "holds":
            held[one.holder, one.of].append(one)
    disputed: dict[tuple[str, str, str], dict[str, tuple[Holding, Holding]]] = defaultdict(dict)
    for (holder, of), told in held.items():
        for a, b in near_in_time(told, knowledge):
            if max(a.low, b.low) - min(a.high, b.high) > SHARES_APART and _may_contradict(a, b, knowledge):
                pair = (knowledge.origin(a.article), knowledge.origin(b.article))
                disputed[holder, *pair].setdefault(of, (a, b))
    told_before: set[tuple[str, frozenset[str]]] = set()
    for (holder, first, second), regions in disputed.items():
        plain = any(a.plain and b.plain for a, b in regions.values())
        # a bare `controlled by` may be loose talk of one place; of several named together it claims them all
        if (plain or len(regions) > 1) and (holder, frozenset((first, second))) not in told_before:
            told_before.add((holder, frozenset((first, second))))
            # the longest words name the most of the regions
            a = max((a for a, _ in regions.values()), key=lambda one: len(one.text))
            b = max((b for _, b in regions.values()), key=lambda one: len(one.text))
            yield _make("figure", f"how much {holder} holds of {', '.join(sorted(regions))}", a, b)


def _dates(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        kind = _DATED_BY.get(event.kind, event.kind)
        # a plan may change; of an article without a day nobody can say what was still ahead of it
        told = event.status == "happened" or not knowledge.article[event.article].published
        if event.first and event.of and told and event.status != "called off" and kind in ONE_TIME:
            groups[kind, words_of(event.of)].append(event)
    for (kind, _), events in groups.items():
        for a, b in combinations(_one_per_day(events), 2):
            if _apart(a, b) and not _reprints(a, b, knowledge):
                yield _make("date", f"{kind} of {a.of}", a, b)
    meetings: dict[tuple[str, str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.place and len(event.participants) > 1 and event.kind not in ONE_TIME:
            meetings[event.kind, event.place, frozenset(event.participants)].append(event)
    for (kind, place, people), events in meetings.items():
        days = sorted(_one_per_day(events), key=lambda e: (e.first or dt.date.min, e.last or dt.date.min))
        for i, (a, b) in enumerate(pairwise(days)):
            others = [days[j] for j in (i - 1, i + 2) if 0 <= j < len(days)]
            # people who meet on a third day of the same week meet often: no teller need be wrong
            is_series = any(min(_gap(o, a), _gap(o, b)) <= MEETING_DAYS for o in others)
            if _apart(a, b) and _gap(a, b) <= MEETING_DAYS and not is_series and _may_contradict(a, b, knowledge):
                yield _make("date", f"{kind} in {place}: {', '.join(sorted(people))}", a, b)


def _one_per_day(events: Iterable[Event]) -> list[Event]:
    """The first telling of every date that an event is told with."""
    kept: dict[tuple[dt.date | None, dt.date | None], Event] = {}
    for event in events:
        kept.setdefault((event.first, event.last), event)
    return list(kept.values())


def _apart(a: Event, b: Event) -> bool:
    """Whether the days of two dated events do not overlap."""
    if a.first is None or b.first is None:
        return False
    return (a.last or a.first) < b.first or (b.last or b.first) < a.first


def _gap(a: Event, b: Event) -> int:
    return abs((a.first - b.first).days) if a.first and b.first else 0


def _reprints(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    return a.article != b.article and knowledge.origin(a.article) == knowledge.origin(b.article)


def _events(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, dt.date, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.first == (event.last or event.first) and event.participants:
            groups[event.kind, event.first, frozenset(event.participants)].append(event)
    for (kind, day, people), events in groups.items():
        held = [e for e in events if e.status == "happened"]
        off = [e for e in events if e.status == "called off"]
        if held and off and _may_contradict(held[0], off[0], knowledge):
            yield _make("event", f"{kind} on {day.isoformat()}: {', '.join(sorted(people))}", held[0], off[0])


def _positions(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    period: dict[str, int] = {}
    linked: dict[tuple[str, str], set[frozenset[str]]] = {}
    for key, course in courses(knowledge).items():
        period |= {s.id: n for n, one in enumerate(course.periods) for s in one.statements}
        groups[key] = [s for s in course.said if _plain(s)]
        for denial in course.denials:
            about = f"{key[0]} on {knowledge.case.issue_title(key[1])}"
            denied, by = knowledge.finding[denial.of[0]], knowledge.finding[denial.by]
            linked.setdefault(key, set()).add(
                frozenset((knowledge.origin(denied.article), knowledge.origin(by.article)))
            )
            yield _make("position", about, denied, by)
    for (party, issue), said in groups.items():
        pro = [s for s in said if s.polarity == "for"]
        con = [s for s in said if s.polarity == "against"]
        told: set[frozenset[str]] = linked.get((party, issue), set())
        # each of the fewer side meets the one nearest in time on the other: all pairs would say the same many times
        fewer, more = (pro, con) if len(pro) <= len(con) else (con, pro)
        by_day = sorted(((d, s.id, s) for s in more if (d := knowledge.date(s))), key=lambda row: row[:2])
        days = [row[0] for row in by_day]
        for a in fewer:
            pair = next((b for b in more if b.article == a.article), None) or _nearest(a, days, by_day, knowledge)
            if pair is None or _reprints(a, pair, knowledge) or not _same_days(a, pair, knowledge):
                continue
            if a.id in period and pair.id in period and period[a.id] != period[pair.id]:
                continue
            origins = frozenset((knowledge.origin(a.article), knowledge.origin(pair.article)))
            if origins not in told:
                told.add(origins)
                yield _make("position", f"{party} on {knowledge.case.issue_title(issue)}", a, pair)


def _plain(s: Statement) -> bool:
    return s.polarity != "open" and s.confidence >= PLAIN and not (s.hedge or s.condition or s.past)


def _nearest(
    a: Statement, days: list[dt.date], by_day: list[tuple[dt.date, str, Statement]], knowledge: Knowledge
) -> Statement | None:
    day = knowledge.date(a)
    if not day or not days:
        return None
    at = bisect_left(days, day)
    near = [by_day[i] for i in (at - 1, at) if 0 <= i < len(by_day)]
    return min(near, key=lambda row: abs((row[0] - day).days))[2]


def _same_days(a: Statement, b: Statement, knowledge: Knowledge) -> bool:
    first, second = knowledge.date(a), knowledge.date(b)
    if a.article == b.article and (not a.date or not b.date):
        return True
    return bool(first and second and abs((first - second).days) <= SAME_NEWS_DAYS)
