"""Denials and walk-backs tied to what they take back, across articles: on Tuesday a spokesman denies what Monday told.

    denials(said, day_of, origin_of)   of one party on one issue

What a party says is not so is no position that it then gave up. So what is taken back counts for nothing, and the
position is that of the rest; both sides are shown, for the reports may be right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.read import Statement

LINK_DAYS: Final = 14  # how old what is denied may be
SAME_NEWS_DAYS: Final = 4  # before its latest telling: what other articles told as the same news
SURE: Final = 0.6  # confidence that a denial needs
_OPPOSITE: Final = {"for": "against", "against": "for"}


@dataclass(frozen=True, slots=True)
class Denial:
    """The statement `by` takes back the statements `of`, the latest first; `since` is the day of that one."""

    by: str
    of: tuple[str, ...]
    on: dt.date | None
    since: dt.date | None


def denials(
    said: Sequence[Statement],
    day_of: Callable[[Statement], dt.date | None],
    origin_of: Callable[[str], str],
) -> tuple[Denial, ...]:
    """The denials among the statements of one party on one issue, by date, one for an article."""
    found: list[Denial] = []
    told: set[tuple[str, dt.date | None]] = set()  # an article that denies one thing twice denies it once
    for one in sorted(said, key=lambda s: (day_of(s) or dt.date.min, -s.confidence)):
        if not (one.takes_back or one.denies) or one.confidence < SURE or one.polarity not in _OPPOSITE:
            continue
        meant = [s for s in said if _meant(one, s, day_of, origin_of)]
        latest = max((day for s in meant if (day := day_of(s))), default=None)
        kept = [s for s in meant if s.id == one.denies or _same_news(day_of(s), latest)]
        if kept and (origin_of(one.article), latest) not in told:
            told.add((origin_of(one.article), latest))
            kept.sort(key=lambda s: (day_of(s) or dt.date.min, s.confidence, s.id), reverse=True)
            found.append(Denial(one.id, tuple(s.id for s in kept), day_of(one), latest))
    return tuple(found)


def _meant(
    denial: Statement,
    other: Statement,
    day_of: Callable[[Statement], dt.date | None],
    origin_of: Callable[[str], str],
) -> bool:
    """Whether `other` says the opposite shortly before, in this article as the reader tied it or in another."""
    if other.id == denial.denies:
        return True
    day, then = day_of(denial), day_of(other)
    if not denial.takes_back or other.takes_back or not day or not then:
        return False
    apart = origin_of(denial.article) != origin_of(other.article)
    return apart and other.polarity == _OPPOSITE[denial.polarity] and 0 <= (day - then).days <= LINK_DAYS


def _same_news(day: dt.date | None, latest: dt.date | None) -> bool:
    return bool(day and latest and (latest - day).days <= SAME_NEWS_DAYS)
