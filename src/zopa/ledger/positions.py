"""Who stands where on which issue, and how firmly (docs/explanation/firmness.md).

    positions(knowledge)   one `Position` per party and issue that statements speak of
    revised(kept, ...)     the same after some statements were judged, at the price of these

Reprints of one article are one origin, and an origin speaks once per polarity however often it repeats itself. Where a
party changed sides, what it said before the change is no evidence of where it stands (zopa.ledger.periods).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.cases import Case
from zopa.ledger.denials import Denial
from zopa.ledger.doubt import HALF_LIFE_DAYS, doubt, firmness_range
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.moves import Move, moves, unconfirmed
from zopa.ledger.periods import Course, Key, courses
from zopa.ledger.series import Pattern, Point, pattern, series
from zopa.ledger.stands import Stand, stand_of, strength, weight
from zopa.read import Statement
from zopa.read.findings import Polarity

Trend = Literal["steady", "hardening", "softening", "turned", "wavering"]

DOUBT: Final = 0.55  # of firmness where there is no evidence at all
DOUBT_LEFT: Final = 0.45  # of that doubt after one full origin of evidence; every further one multiplies it again
SURE: Final = 0.6  # confidence a statement needs to draw a red line for its party


@dataclass(frozen=True, slots=True)
class Position:
    """Where `party` stands on `issue`; `statements` are ids, newest last.

    Where it changed sides, `polarity` and all that tells how firm and sure it is rest on what was said since.
    """

    party: str
    issue: str
    polarity: Stand
    red_line: bool
    firmness: float
    statements: tuple[str, ...]
    outlets: int  # independent origins: reprints count once
    first: dt.date | None
    last: dt.date | None
    trend: Trend | None  # None: fewer than two dates
    option: str | None = None  # that it asked for last on an issue with ordered options, else the one named most
    place: float | None = None  # of that option on the ladder of the issue, 0 (against) to 1 (for)
    conditions: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()  # statements of the current polarity, the surest first, reprints last
    red_lines: tuple[str, ...] = ()  # statement ids
    moves: tuple[Move, ...] = ()
    denials: tuple[Denial, ...] = ()  # what it took back counts no more
    unconfirmed: Move | None = None  # the latest news is of another side, and too little carries it
    said: int = 0  # how many statements there are, where `statements` may hold a part alone
    uncertainty: float = 0.0  # 0..1, see zopa.ledger.doubt
    firmness_range: tuple[float, float] = (0.0, 1.0)
    doubts: tuple[str, ...] = ()  # why it is uncertain, in words
    series: tuple[Point, ...] = ()  # day by day
    pattern: Pattern | None = None  # swings within days or a drift over months, where there is either
    since: dt.date | None = None  # the first day on the present side, where it was on another before
    stood: Polarity | None = None  # that other side
    earlier: tuple[str, ...] = ()  # statements that count no more: before a change of sides, or taken back


def positions(knowledge: Knowledge) -> tuple[Position, ...]:
    """A row per party and issue, in the order of the case's issues, then of the party's name."""
    heard = _heard(knowledge)
    against = opponents({key: stand_of(one.shares) for key, one in heard.items()})
    rows = (_position(*key, one, against.get(key[0], frozenset()), knowledge) for key, one in heard.items())
    return _in_order(rows, knowledge.case)


def revised(
    kept: Sequence[Position], touched: Collection[Key], said_by: Callable[[Collection[Key]], Knowledge], case: Case
) -> tuple[Position, ...]:
    """The rows after statements of the parties and issues in `touched` were judged.

    `said_by` gives the statements of some rows as they are now. Besides the touched rows, those of a party change
    whose opponents are others now: what an opponent tells of it counts less.
    """
    rows = {(row.party, row.issue): row for row in kept}
    before = opponents({key: row.polarity for key, row in rows.items()})
    knowledge = said_by(touched)
    stands = {key: row.polarity for key, row in rows.items() if key not in touched}
    stands |= {key: stand_of(one.shares) for key, one in _heard(knowledge).items()}
    against = opponents(stands)
    changed = {key for key in rows if before.get(key[0]) != against.get(key[0])} | set(touched)
    if changed > set(touched):
        knowledge = said_by(changed)
    fresh = [
        _position(*key, one, against.get(key[0], frozenset()), knowledge) for key, one in _heard(knowledge).items()
    ]
    return _in_order([*(row for key, row in rows.items() if key not in changed), *fresh], case)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said of one party on one issue."""

    course: Course
    lately: tuple[Statement, ...]
    shares: Mapping[str, float]  # the evidence of these for each polarity


def _heard(knowledge: Knowledge) -> dict[Key, _Heard]:
    return {key: _heard_of(course, knowledge) for key, course in courses(knowledge).items()}


def _heard_of(course: Course, knowledge: Knowledge) -> _Heard:
    lately = course.lately
    newest = max((day for s in lately if (day := knowledge.date(s))), default=None)
    return _Heard(course, lately, support(lately, knowledge, newest))


def _in_order(rows: Iterable[Position], case: Case) -> tuple[Position, ...]:
    order = {issue: i for i, issue in enumerate(case.issues)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.issue, len(order)), row.issue, row.party)))


def opponents(stands: Mapping[tuple[str, str], Stand]) -> dict[str, frozenset[str]]:
    """For each party those that stand on the other side of it on some issue; `stands` go by party and issue."""
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"for": set(), "against": set()})
    for (party, issue), stand in stands.items():
        if stand in ("for", "against"):
            sides[issue][stand].add(party)
    found: dict[str, set[str]] = defaultdict(set)
    for both in sides.values():
        for one, other in (("for", "against"), ("against", "for")):
            for party in both[one]:
                found[party] |= both[other]
    return {party: frozenset(names) for party, names in found.items()}


def _position(party: str, issue: str, heard: _Heard, against: frozenset[str], knowledge: Knowledge) -> Position:
    ladder = tuple(knowledge.case.issues[issue].options) if issue in knowledge.case.issues else ()
    said, every, course = heard.lately, heard.course.said, heard.course.periods
    days = {s.id: knowledge.date(s) for s in every}
    dates = sorted(d for d in days.values() if d)
    stand = stand_of(heard.shares)
    current = [s for s in said if s.polarity == stand] if stand in ("for", "against", "open") else said
    now = {s.id for s in current}
    lately = {s.id for s in said}
    origin = {s.id: knowledge.origin(s.article) for s in every}
    red_lines = tuple(s.id for s in said if s.red_line and s.confidence >= SURE and s.id in now and stand != "open")
    moved = moves(party, issue, course, knowledge.date)
    firmness = round(_firmness(stand, heard.shares, current, knowledge), 3)
    doubtful = doubt(
        stand,
        said,
        now=knowledge.as_of,
        day_of=days,
        origin_of=origin,
        told_by_opponent={s.id for s in said if against and knowledge.tellers(s) & against},
    )
    denied = {i for denial in heard.course.denials for i in denial.of}
    points = series((s for s in every if s.id not in denied), lambda s: days[s.id], lambda s: origin[s.id], ladder)
    swings = pattern(points)
    latest = next((p for p in reversed(points) if p.option and lately & set(p.statements)), None)
    return Position(
        party=party,
        issue=issue,
        polarity=stand,
        red_line=bool(red_lines),
        firmness=firmness,
        statements=tuple(s.id for s in every),
        outlets=len(set(origin.values())),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        trend=_trend(moved, swings, len(set(dates))),
        option=latest.option if latest else _most_named(s.option for s in current),
        place=latest.place if latest else None,
        conditions=tuple(dict.fromkeys(s.condition for s in said if s.condition and s.id in now)),
        supporting=tuple(s.id for s in sorted(current, key=lambda s: _rank(s, knowledge))),
        red_lines=red_lines,
        moves=moved,
        denials=heard.course.denials,
        unconfirmed=unconfirmed(party, issue, course, knowledge.date),
        said=len(every),
        uncertainty=doubtful.uncertainty,
        firmness_range=firmness_range(firmness, doubtful.uncertainty),
        doubts=doubtful.reasons,
        series=points,
        pattern=swings,
        since=course[-1].first if len(course) > 1 else None,
        stood=course[-2].stand if len(course) > 1 else None,
        earlier=tuple(s.id for s in every if s.id not in lately),
    )


def _rank(statement: Statement, knowledge: Knowledge) -> tuple[bool, float]:
    return knowledge.origin(statement.article) != statement.article, -weight(statement)


def support(said: Iterable[Statement], knowledge: Knowledge, newest: dt.date | None) -> dict[str, float]:
    """Evidence for each polarity: the best statement of every origin, fading with its age; at least one is above 0."""
    best: dict[tuple[str, str], float] = {}
    for statement in said:
        day = knowledge.date(statement)
        # an undated statement among dated ones could be of any age: it counts as one half-life old
        fade = 0.5 ** ((newest - day).days / HALF_LIFE_DAYS) if newest and day else (0.5 if newest else 1.0)
        key = (knowledge.origin(statement.article), statement.polarity)
        best[key] = max(best.get(key, 0.0), max(weight(statement), 0.01) * fade)
    shares: dict[str, float] = defaultdict(float)
    for (_, polarity), value in best.items():
        shares[polarity] += value
    return dict(shares)


def _firmness(stand: Stand, shares: Mapping[str, float], current: Sequence[Statement], knowledge: Knowledge) -> float:
    """Mean strength by origin, times agreement of the evidence, times what so much evidence can vouch for."""
    by_origin: dict[str, list[Statement]] = defaultdict(list)
    for statement in current:
        by_origin[knowledge.origin(statement.article)].append(statement)
    top = 0.0
    total = 0.0
    for said in by_origin.values():
        counts = max(max(weight(s), 0.01) for s in said)
        top += counts * max(strength(s) for s in said)
        total += counts
    if stand == "contested":
        pro, con = shares.get("for", 0.0), shares.get("against", 0.0)
        agreement = abs(pro - con) / (pro + con)
    else:
        agreement = shares.get(stand, 0.0) / sum(shares.values())
    vouched: float = 1 - DOUBT * DOUBT_LEFT**total
    return top / total * agreement * vouched


def _trend(moves: Sequence[Move], swings: Pattern | None, dates: int) -> Trend | None:
    if dates < 2:
        return None
    turns = [m for m in moves if m.kind == "turned"]
    if swings and swings.kind == "oscillating":
        return "wavering"
    if any(a.stood == b.stands for a in turns for b in turns if a.on < b.on):
        return "wavering"
    if turns:
        return "turned"
    return moves[-1].kind if moves else "steady"


def _most_named(names: Iterable[str | None]) -> str | None:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        if name:
            counts[name] += 1
    return max(counts, key=lambda name: counts[name]) if counts else None
