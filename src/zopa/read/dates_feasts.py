"""Rules for days with names of their own: `Christmas Eve 1914`, `New Year's Day`, `Good Friday`."""

from __future__ import annotations

from datetime import date, timedelta

from zopa.read import dates_calendar as cal
from zopa.read.dates_parts import SKIPPED, Parts, Resolved, with_part


def holiday(p: Parts) -> Resolved | None:
    word = p["h"]
    if word is None:
        return None
    name = str(word.value)
    eve, year = p["m"], p.number("y")
    if eve is not None and eve.value != "eve":
        return None
    back = timedelta(days=1 if eve is not None else 0)
    if year is not None:
        named = holiday_date(name, year) if 1 < year < 9999 else None
        return with_part(named - back, None) if named else Resolved("date", "")
    if p.anchor is None:
        return Resolved("date", "")
    near = (p.anchor.year - 1, p.anchor.year, p.anchor.year + 1)
    dates = [d - back for y in near if (d := holiday_date(name, y))]
    if not dates:
        return Resolved("date", "")
    towards = p.towards("h")
    anchor = p.anchor
    if towards < 0:
        d = max((d for d in dates if d <= anchor), default=dates[0])
    elif towards > 0:
        d = min((d for d in dates if d >= anchor), default=dates[-1])
    else:
        d = min(dates, key=lambda x: abs((x - anchor).days))
    return with_part(d, None)


def holiday_date(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None for those of the moon's calendars."""
    match name:
        case "christmas":
            return date(year, 12, 25)
        case "halloween":
            return date(year, 10, 31)
        case "epiphany":
            return date(year, 1, 6)
        case "juneteenth":
            return date(year, 6, 19)
        case "nowruz":
            return date(year, 3, 20)
        case "thanksgiving":
            return cal.nth_weekday(year, 11, 3, 4)
        case "easter":
            return cal.easter(year)
        case _:
            return None


def named_day(p: Parts) -> Resolved | None:
    """`New Year's Eve`, `Good Friday`; `Bloody Sunday` and `the Good Friday Agreement` are names and no days."""
    mark, weekday_word, unit, anchor = p["h"], p["w"], p["unit"], p.anchor
    if mark is None:
        return None
    if weekday_word is not None:
        if mark.value != "good" or p.names_more():
            return SKIPPED
        candidates = [cal.easter(y) - timedelta(days=2) for y in _years_near(p)]
    elif mark.value == "new" and unit is not None and unit.value == "Y":
        eve = p["m"]
        if eve is not None and eve.value != "eve":
            return None
        back = timedelta(days=1 if eve is not None else 0)
        candidates = [date(y, 1, 1) - back for y in _years_near(p)]
    else:
        return None
    if anchor is None or not candidates:
        return Resolved("date", "")
    towards = p.towards("h")
    fitting = [d for d in candidates if (d - anchor).days * towards >= 0] or candidates
    return with_part(min(fitting, key=lambda d: abs((d - anchor).days)), None)


def _years_near(p: Parts) -> list[int]:
    year = p.number("y")
    if year is not None:
        return [year] if 1 < year < 9999 else []
    return [y for y in range(p.anchor.year - 1, p.anchor.year + 2) if 1 < y < 9999] if p.anchor is not None else []
