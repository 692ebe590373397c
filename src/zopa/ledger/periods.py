"""Periods in which a party keeps to one side of an issue: the likeliest course of its stand, lone misreadings aside.

    courses(knowledge)         for each party and issue what was said, and its periods (`Course`)
    periods(statements, ...)   one `Period` for each side that the party was on, in the order of time

A statement read with certainty c shows the party's stand with probability c, and otherwise any of the three at random.
A change of stand makes what was read `CHANGE_ODDS` times likelier than no change does. The likeliest course under this
hidden Markov model is found as Viterbi (1967) does. Two misreadings of one article look just like a change, so it
counts only once two independent articles surely carry the new side, or one does and an article reports the change.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from zopa.ledger.denials import Denial, denials
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.stands import HEDGE_COUNTS
from zopa.read import Statement
from zopa.read.findings import Polarity

STANDS: Final[tuple[Polarity, ...]] = ("for", "against", "open")
CHANGE_ODDS: Final = 7.0  # what one statement read with a certainty of 0.67 overcomes, and two with one of 0.35
SUREST: Final = 0.85  # of unseen negotiations, what is read as most certain is right five times in six
CARRIES: Final = 0.6  # confidence of a statement by which an article carries a side
CARRIERS: Final = 2  # independent articles that do
CHANGES: Final = frozenset({"turned", "softening", "hardening"})  # reported shifts that bear out a change of side
Key = tuple[str, str]  # party and issue
OPEN_TELLS: Final = 0.5  # of what other words tell: who is on a side may well be ready to talk about it


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last` in which a party kept to `stand`, with all that was read on them, by date."""

    stand: Polarity
    first: dt.date
    last: dt.date
    statements: tuple[Statement, ...]
    otherwise: tuple[Period, ...] = ()  # stretches that look like another side, and that too little carries

    @property
    def agreeing(self) -> tuple[Statement, ...]:
        """The statements that show the stand; there is one at least."""
        return tuple(s for s in self.statements if s.polarity == self.stand)


@dataclass(frozen=True, slots=True)
class Course:
    """What was said of a party on an issue, by date, undated ones first; what it took back is in no period."""

    said: tuple[Statement, ...]
    periods: tuple[Period, ...]
    denials: tuple[Denial, ...]

    @property
    def lately(self) -> tuple[Statement, ...]:
        """What tells where the party stands: what was said since it changed sides, and was not taken back."""
        if len(self.periods) > 1:
            return self.periods[-1].statements
        denied = {i for denial in self.denials for i in denial.of}
        return tuple(s for s in self.said if s.id not in denied)


def courses(knowledge: Knowledge) -> dict[Key, Course]:
    """The course of each party on each issue."""
    groups: dict[Key, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        groups[statement.holder, statement.issue].append(statement)
    reported: dict[Key, set[dt.date]] = defaultdict(set)
    for shift in knowledge.shifts:
        if shift.issue and shift.last and shift.kind in CHANGES:
            for party in shift.parties:
                reported[party, shift.issue].add(shift.last)
    made = {}
    for key, said in groups.items():
        every = tuple(sorted(said, key=lambda s: knowledge.date(s) or dt.date.min))
        told: Collection[dt.date] = reported.get(key, ())
        taken_back = denials(every, knowledge.date, knowledge.origin)
        denied = {i for denial in taken_back for i in denial.of}
        kept = [s for s in every if s.id not in denied]
        found = periods(kept, knowledge.date, lambda s: knowledge.origin(s.article), told)
        made[key] = Course(every, found, taken_back)
    return made


def periods(
    said: Iterable[Statement],
    day_of: Callable[[Statement], dt.date | None],
    origin_of: Callable[[Statement], str],
    reported: Collection[dt.date] = (),
) -> tuple[Period, ...]:
    """The periods of one party on one issue; undated statements have no place in them.

    Of the statements of one origin on one day the surest of each polarity speaks. `reported` holds the days on which
    articles say that the party changed on the issue. A side that too little carries makes no period of its own: its
    days belong to the one before.
    """
    days: dict[dt.date, list[Statement]] = {}
    for statement in said:
        day = day_of(statement)
        if day:
            days.setdefault(day, []).append(statement)
    order = sorted(days)
    course = _course([_evidence(days[day], origin_of) for day in order])
    found: list[Period] = []
    for stand, run in itertools.groupby(zip(course, order, strict=True), key=itemgetter(0)):
        on = [day for _, day in run]
        found.append(Period(stand, on[0], on[-1], tuple(s for day in on for s in days[day])))
    return tuple(_joined(found, origin_of, reported))


def _joined(
    found: Sequence[Period], origin_of: Callable[[Statement], str], reported: Collection[dt.date]
) -> Iterator[Period]:
    kept: Period | None = None
    for period in found:
        if kept is None:
            kept = period
        elif kept.stand == period.stand or not _carried(period, origin_of, reported):
            other = () if kept.stand == period.stand else (period,)
            every, otherwise = (*kept.statements, *period.statements), (*kept.otherwise, *other)
            kept = Period(kept.stand, kept.first, period.last, every, otherwise)
        else:
            yield kept
            kept = period
    if kept is not None:
        yield kept


def _carried(period: Period, origin_of: Callable[[Statement], str], reported: Collection[dt.date]) -> bool:
    carriers = {origin_of(s) for s in period.agreeing if s.confidence >= CARRIES and not s.hedge}
    return len(carriers) >= CARRIERS or (bool(carriers) and any(period.first <= day <= period.last for day in reported))


def _evidence(said: Sequence[Statement], origin_of: Callable[[Statement], str]) -> dict[Polarity, float]:
    """For each stand the logarithm of how much likelier it makes the day's statements than another stand would."""
    best: dict[tuple[str, Polarity], float] = {}
    for statement in said:
        key = (origin_of(statement), statement.polarity)
        best[key] = max(best.get(key, 0.0), _tells(statement))
    found = dict.fromkeys(STANDS, 0.0)
    for (_, polarity), tells in best.items():
        found[polarity] += tells
    return found


def _tells(statement: Statement) -> float:
    sure = min(statement.confidence, SUREST) * (HEDGE_COUNTS if statement.hedge else 1.0)
    ratio = math.log((sure + (1 - sure) / len(STANDS)) / ((1 - sure) / len(STANDS)))
    return ratio * (OPEN_TELLS if statement.polarity == "open" else 1.0)


def _course(evidence: Sequence[dict[Polarity, float]]) -> list[Polarity]:
    """The likeliest stand on each day; of two that are as likely, the one with fewer changes."""
    cost = math.log(CHANGE_ODDS)
    best = dict.fromkeys(STANDS, 0.0)
    came_from: list[dict[Polarity, Polarity]] = []
    for i, day in enumerate(evidence):
        leader = max(STANDS, key=lambda stand: best[stand])
        stays = {stand: i == 0 or best[stand] >= best[leader] - cost for stand in STANDS}
        came_from.append({stand: stand if stays[stand] else leader for stand in STANDS})
        best = {s: (best[s] if stays[s] else best[leader] - cost) + day[s] for s in STANDS}
    course: list[Polarity] = []
    stand = max(STANDS, key=lambda s: best[s])
    for choices in reversed(came_from):
        course.append(stand)
        stand = choices[stand]
    course.reverse()
    for i in range(1, len(course)):
        if not evidence[i][course[i]]:
            course[i] = course[i - 1]  # a side begins on the first day that shows it
    return course
