"""Days as texts name them: `Monday, August 18th`, `15 Aug. 2025`, `2025-08-15`, and the bare `on Friday`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember)?\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?P<weekday>Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_PATTERNS: Final = (
    re.compile(rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY}\b(?!\s*[:%]|[.,]\d){_YEAR}", re.I),
    re.compile(rf"\b{_WEEKDAY}(?<![\d.,:$€£/-]){_DAY}(?:\s+of)?\s+{_MONTH}(?![a-z]){_YEAR}", re.I),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>0[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<day>1[3-9]|2\d|3[01])[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)(?!\d)"),
)
_DIGIT = re.compile(r"\d")
_BARE = re.compile(
    r"\b(?:(?P<which>last|next|this|this past|this coming|past|coming)\s+)?(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day\b(?!['’]s\b)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A day named in a text: month and day always, year and weekday (0 is Monday) where they are given."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None

    def on(self, first: date | None, last: date | None) -> date | None:
        """The one day meant, given a period; None where none or several fit, or the weekday says otherwise."""
        if self.year is not None:
            found = _date(self.year, self.month, self.day)
            return found if found and self.weekday in (None, found.weekday()) else None
        if first is None or last is None or (last - first).days > 366 * 12:
            return None
        fits = [
            found
            for year in range(first.year, last.year + 1)
            if (found := _date(year, self.month, self.day))
            and first <= found <= last
            and self.weekday in (None, found.weekday())
        ]
        return fits[0] if len(fits) == 1 else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A bare weekday: `on Friday`, `last Friday` (`which` is then "last")."""

    start: int
    end: int
    weekday: int
    which: str


def named_days(text: str) -> Iterator[Named]:
    """Every day with month and day that `text` names, by pattern, then by place."""
    if not _DIGIT.search(text):
        return  # most lines: looking for each pattern takes long
    taken: set[int] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start("day") in taken or (match["month"].lower() == "may" and not match["month"][0].isupper()):
                continue
            taken.add(match.start("day"))
            groups = match.groupdict()
            year = groups.get("year")
            weekday = groups.get("weekday")
            yield Named(
                match.start(),
                match.end(),
                _month(match["month"]),
                int(match["day"]),
                int(year) if year else None,
                _weekday(weekday) if weekday else None,
            )


def bare_weekdays(text: str) -> Iterator[Weekday]:
    """Every weekday that stands without a date."""
    for match in _BARE.finditer(text):
        if re.match(r",?\s+(?:the\s+)?\d|,?\s+[A-Z][a-z]{2,8}\.?\s+\d", text[match.end() : match.end() + 20]):
            continue  # `Monday, August 18th` is a named day
        which = (match["which"] or "").lower()
        yield Weekday(match.start(), match.end(), _weekday(match["weekday"]), which.removeprefix("this ") or which)


def _month(word: str) -> int:
    return (
        int(word)
        if word.isdigit()
        else next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))
    )


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(_DAYS) if name.startswith(word.lower()[:3]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
