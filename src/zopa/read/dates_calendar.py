"""Calendar arithmetic for time expressions: days, ISO weeks, months, quarters, seasons, years, decades, holidays.

A `Stretch` is a piece of the calendar with its grain; `shift` moves it by whole units and keeps the grain.
Values are written as TIMEX3 (TimeML 1.2.1, section 2.2.2): `2025-08-15`, `2025-W33`, `2025-Q3`, `2025-SU`, `202`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
Part = Literal["start", "mid", "end", ""]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `first` to `last`, both included, as one `grain` written `value`."""

    first: date
    last: date
    grain: Grain
    value: str


def day(d: date) -> Stretch:
    """One day."""
    return Stretch(d, d, "day", d.isoformat())


def week(d: date) -> Stretch:
    """The ISO week (Monday to Sunday) that `d` lies in."""
    year, number, weekday = d.isocalendar()
    monday = _plus(d, 1 - weekday)
    return Stretch(monday, _plus(monday, 6), "week", f"{year:04d}-W{number:02d}")


def weekend(d: date) -> Stretch:
    """Saturday and Sunday of the ISO week of `d`."""
    whole = week(d)
    return Stretch(_plus(whole.first, 5), whole.last, "weekend", f"{whole.value}-WE")


def month(year: int, number: int) -> Stretch:
    """A month; `number` is 1..12."""
    last = calendar.monthrange(year, number)[1]
    return Stretch(date(year, number, 1), date(year, number, last), "month", f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Stretch:
    """A quarter of the calendar year; `number` is 1..4."""
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return Stretch(first.first, last.last, "quarter", f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Stretch:
    """A half of the calendar year; `number` is 1 or 2."""
    first, last = month(year, 6 * number - 5), month(year, 6 * number)
    return Stretch(first.first, last.last, "half", f"{year:04d}-H{number}")


def season(year: int, code: str) -> Stretch:
    """A northern season (`SP`, `SU`, `FA`, `WI`); a winter is named after the year that it begins in."""
    first, last = _SEASONS[code]
    end = month(min(year + 1, 9999) if last < first else year, last)
    return Stretch(month(year, first).first, end.last, "season", f"{year:04d}-{code}")


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04d}")


def decade(first_year: int) -> Stretch:
    """The ten years from `first_year`."""
    return Stretch(date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade", f"{first_year // 10:03d}")


def century(number: int) -> Stretch:
    """The 20th century is 1900 to 1999 here, as TIMEX3 writes it (`19`)."""
    first = max((number - 1) * 100, 1)
    return Stretch(date(first, 1, 1), date((number - 1) * 100 + 99, 12, 31), "century", f"{number - 1:02d}")


def enclosing(d: date, grain: Grain) -> Stretch:
    """The stretch of `grain` that `d` lies in."""
    match grain:
        case "day":
            return day(d)
        case "week":
            return week(d)
        case "weekend":
            return weekend(d)
        case "month":
            return month(d.year, d.month)
        case "quarter":
            return quarter(d.year, (d.month + 2) // 3)
        case "half":
            return half(d.year, 1 if d.month < 7 else 2)
        case "season":
            code = ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")[d.month - 1]
            return season(d.year - 1 if d.month < 3 else d.year, code)
        case "decade":
            return decade(d.year // 10 * 10)
        case "century":
            return century(d.year // 100 + 1)
        case _:
            return year(d.year)


def shift_date(d: date, count: int, grain: Grain) -> date:
    """`d` moved by `count` units; the day of the month is cut to the month's length. Raises `OverflowError`."""
    if grain in ("day", "week", "weekend"):
        return d + timedelta(days=count * (1 if grain == "day" else 7))
    months = d.year * 12 + d.month - 1 + count * _MONTHS_IN[grain]
    new_year, new_month = divmod(months, 12)
    if not 1 <= new_year <= 9998:
        raise OverflowError("date out of range")
    return date(new_year, new_month + 1, min(d.day, calendar.monthrange(new_year, new_month + 1)[1]))


def shift(stretch: Stretch, count: int, by: Grain) -> Stretch:
    """`stretch` moved by `count` units of `by`, keeping its own grain (a quarter a year earlier is a quarter)."""
    if stretch.grain == "season":
        moved = shift_date(stretch.first, count, by)
        return season(moved.year, stretch.value[-2:])
    return enclosing(shift_date(stretch.first, count, by), stretch.grain)


def narrowed(stretch: Stretch, part: Part) -> tuple[date, date]:
    """The first, middle or last third of a stretch (`late October`); the whole of it without a part."""
    days = (stretch.last - stretch.first).days + 1
    if not part or days < 3:
        return stretch.first, stretch.last
    if stretch.grain == "year":
        first_month = {"start": 1, "mid": 5, "end": 9}[part]
        return month(stretch.first.year, first_month).first, month(stretch.first.year, first_month + 3).last
    if stretch.grain == "decade":
        begins, ends = {"start": (0, 3), "mid": (4, 6), "end": (7, 9)}[part]
        return date(stretch.first.year + begins, 1, 1), date(stretch.first.year + ends, 12, 31)
    third = days // 3
    if part == "start":
        return stretch.first, _plus(stretch.first, third - 1)
    if part == "end":
        return _plus(stretch.last, -(third if days != 31 else 11) + 1), stretch.last
    return _plus(stretch.first, third), _plus(stretch.last, -third)


def easter(year_number: int, *, orthodox: bool = False) -> date:
    """Easter Sunday (Meeus, Astronomical Algorithms, chapter 8: Gregorian and Julian computus)."""
    if orthodox:
        a, b, c = year_number % 4, year_number % 7, year_number % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        number, rest = divmod(d + e + 114, 31)
        century_drift = year_number // 100 - year_number // 400 - 2  # days between the two calendars
        return date(year_number, number, rest + 1) + timedelta(days=century_drift)
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    number, rest = divmod(h + ell - 7 * m + 114, 31)
    return date(year_number, number, rest + 1)


def nth_weekday(year_number: int, month_number: int, weekday: int, nth: int) -> date:
    """The `nth` (1.., or -1 for the last) given weekday (Monday is 0) of a month."""
    whole = month(year_number, month_number)
    if nth > 0:
        return _plus(whole.first, (weekday - whole.first.weekday()) % 7 + 7 * (nth - 1))
    return _plus(whole.last, -((whole.last.weekday() - weekday) % 7))


def _plus(d: date, days: int) -> date:
    """`d` plus days, held inside the calendar that Python knows."""
    return date.fromordinal(min(max(d.toordinal() + days, 1), date.max.toordinal()))
