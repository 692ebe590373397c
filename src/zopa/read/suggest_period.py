"""The period that a draft of a case proposes: the days of the dated articles, else a year.

A day named with its weekday (`Friday, 15 August`) fits every fifth to eleventh year only. Articles of one negotiation
fit together: the year that fits all such days, after every year that is told of and not after today, is proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from zopa.ingest.dates.daywords import Named, named_days

YEARS_BACK: Final = 12
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def period_of(days: Sequence[date], undated: Sequence[str]) -> tuple[date | None, date | None, str]:
    """First and last day, and why where the days of dated articles alone do not say it; `undated` are texts."""
    named = [one for text in undated for one in named_days(text) if one.year is None]
    if days:
        first, last = min(days), max(days)
        if not named:
            return first, last, ""
        return (
            date(first.year, 1, 1),
            date(last.year, 12, 31),
            "whole years: some articles name days without their year",
        )
    if not named:
        return None, None, ""
    years = _fitting(named, undated)
    if len(years) != 1:
        told = f"fill in: days are named without their year, and {_told(years)}"
        return None, None, told
    return (
        date(years[0], 1, 1),
        date(years[0], 12, 31),
        "no article tells its year; the weekdays of the days named fit this",
    )


def _fitting(named: Sequence[Named], texts: Sequence[str]) -> list[int]:
    """Years in which the most of the named days fall on their weekday; none where no weekday is named."""
    today = date.today()
    told = [int(m.group()) for text in texts for m in _YEAR.finditer(text)]
    earliest = max([today.year - YEARS_BACK, *(year for year in told if year <= today.year)])
    fits: Counter[int] = Counter()
    for one in named:
        if one.weekday is not None:
            fits.update(
                year for year in range(earliest, today.year + 1) if one.on(date(year, 1, 1), date(year, 12, 31))
            )
    most = max(fits.values(), default=0)
    return sorted(year for year, count in fits.items() if count == most)


def _told(years: Sequence[int]) -> str:
    if not years:
        return "nothing tells the year"
    return f"their weekdays fit {', '.join(map(str, years[:-1]))} and {years[-1]}"
