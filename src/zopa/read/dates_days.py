"""Rules that come to a day or a month: `15 August`, `last Friday`, `late October`, `tomorrow evening`, `Christmas`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from zopa.read import dates_calendar as cal
from zopa.read.dates_calendar import Stretch
from zopa.read.dates_parts import (
    Parts,
    Resolved,
    anaphoric,
    base_of,
    clock_of,
    dated,
    grain_of,
    part_of,
    safe_date,
    sign,
    stretch_of,
    with_part,
)
from zopa.read.dates_words import Word

_FAR, _NEAR, _CLOSE = 240, 100, 45  # days


def _year_of_month(p: Parts, name: str, month: int, day: int | None = None) -> int | None:
    """The year of a month (and day) that stands without one: by its weekday, by tense, else the nearest.

    Without a day of publication the case's period decides, if just one of its years will do.
    """
    anchor, weekday_word = p.anchor, p["w"]
    weekday = int(weekday_word.value) if weekday_word and isinstance(weekday_word.value, float) else None
    if anchor is None:
        first, last = p.context.period
        if first is None or last is None:
            return None
        stretches = [(y, s) for y in range(first.year, last.year + 1) if (s := _month_or_day(y, month, day))]
        years = [y for y, s in stretches if s.first <= last and first <= s.last and _falls_on(s, weekday)]
        return years[0] if len(years) == 1 else None
    near = {y: s for y in range(anchor.year - 1, anchor.year + 2) if (s := _month_or_day(y, month, day))}
    matching = [y for y, s in near.items() if _falls_on(s, weekday)]
    if weekday is not None and day is not None:
        return matching[0] if len(matching) == 1 else None
    towards = p.towards(name)
    distance = {y: 0 if s.first <= anchor <= s.last else (s.first - anchor).days for y, s in near.items()}
    if not distance:
        return None
    nearest = min(distance, key=lambda y: abs(distance[y]))
    chosen = nearest
    if towards < 0:
        chosen = max((y for y in distance if distance[y] <= 0), default=nearest)
    elif towards > 0:
        chosen = min((y for y in distance if distance[y] >= 0), default=nearest)
    if day is None:
        planned = p.context.on_noun(word) if (word := p[name]) is not None and towards < 0 else False
        # `the chances of a visit in October were poor`: what the noun names may well be to come
        return nearest if planned and distance[nearest] > 0 and abs(distance[chosen]) > _FAR else chosen
    if p.before() in "inf":
        return nearest if abs(distance[chosen]) > _FAR and abs(distance[nearest]) < _CLOSE else chosen
    # a date most of a year away would carry its year: `payable Dec. 7` beside a past tense is still ahead
    return nearest if abs(distance[chosen]) > _FAR and abs(distance[nearest]) < _NEAR else chosen


def _month_or_day(year: int, month: int, day: int | None) -> Stretch | None:
    if not 1 <= year <= 9998:
        return None
    if day is None:
        return cal.month(year, month)
    found = safe_date(year, month, day)
    return cal.day(found) if found else None


def _falls_on(stretch: Stretch, weekday: int | None) -> bool:
    return weekday is None or stretch.first.weekday() == weekday


def _plausible(p: Parts, *names: str) -> bool:
    """`may`, `march` and `second` are only dates where the sentence uses them as nouns."""
    return all((word := p[name]) is None or word.value not in (3, 5) or p.context.is_noun(word) for name in names)


def _weekday(p: Parts, word: Word, rel: Word | None) -> date | None:
    anchor = p.anchor
    if anchor is None or not isinstance(word.value, int | float):
        return None
    back = (anchor.weekday() - int(word.value)) % 7
    ahead = (int(word.value) - anchor.weekday()) % 7
    if rel is not None:
        if anaphoric(rel) and p.context.last is not None:
            base = p.context.last.first
            step = (int(word.value) - base.weekday()) % 7 or 7
            return base + timedelta(days=step if rel.letter == "x" else step - 7)
        if sign(rel) < 0:
            return anchor - timedelta(days=back or 7)
        if sign(rel) > 0:
            return anchor + timedelta(days=ahead or 7)
    direction = p.context.direction(word)
    if direction > 0 or (rel is not None and rel.letter == "t" and direction == 0):
        return anchor + timedelta(days=ahead)
    return anchor - timedelta(days=back)


def iso(p: Parts) -> Resolved | None:
    y, m, d = p.number("y"), p.number("mo"), p.number("d")
    found = safe_date(y, m, d) if y and m and d else None
    return dated(p, found) if found else None


def numeric(p: Parts) -> Resolved | None:
    parts = [int(n) for n in re.split(r"[/.]", str(p.first.value))]
    if parts[0] > 31:
        y, m, d = parts
    else:
        y = parts[2] if parts[2] > 99 else parts[2] + (2000 if parts[2] < 70 else 1900)
        dotted = "." in str(p.first.value)
        american = safe_date(y, parts[0], parts[1])
        european = safe_date(y, parts[1], parts[0])
        if american and european and american != european and not dotted:
            near = p.anchor  # 03/04/2025 can be read two ways; only a close publication day settles it
            if near is None or abs((american - near).days) == abs((european - near).days):
                return Resolved("date", "")
            best = min(american, european, key=lambda x: abs((x - near).days))
            return dated(p, best)
        chosen = european if dotted or not american else american
        return dated(p, chosen) if chosen else None
    found = safe_date(y, m, d)
    return dated(p, found) if found else None


def _month_day(p: Parts, month_name: str, day_name: str, year: int | None = None) -> date | None:
    month, day = p.number(month_name), p.number(day_name)
    if month is None or day is None or not 1 <= day <= 31:
        return None
    year = p.number("y") or year or _year_of_month(p, month_name, month, day)
    if year is None:
        return None
    return safe_date(year, month, day)


def month_day(p: Parts) -> Resolved | None:
    day = p.number("d")
    if day is None or not 1 <= day <= 31 or not (p["d"] and p["mo"]):
        return None
    d = p["d"]
    month = p.number("mo")
    if month and d and d.letter == "O" and d.value is not None and not isinstance(d.value, float):
        return None
    if month and not safe_date(2000, month, day):
        return None
    return dated(p, _month_day(p, "mo", "d"))


def _day_range(first: date | None, last: date | None) -> Resolved | None:
    if first is None or last is None:
        return Resolved("date", "")
    if last < first:
        last = safe_date(first.year + 1, last.month, last.day) or first
        if (last - first).days > 200:
            return None
    stretch = Stretch(first, last, "day", first.isoformat())
    return Resolved("date", f"{first.isoformat()}/{last.isoformat()}", first, last, stretch)


def month_day_range(p: Parts) -> Resolved | None:
    d, d2 = p.number("d"), p.number("d2")
    if not d or not d2 or d2 <= d or d2 > 31:
        return None
    first = _month_day(p, "mo", "d")
    return _day_range(first, _month_day(p, "mo", "d2", first.year if first else None))


def month_to_month(p: Parts) -> Resolved | None:
    first = _month_day(p, "mo", "d")
    return _day_range(first, _month_day(p, "mo2", "d2", first.year if first else None))


def month_of_year(p: Parts) -> Resolved | None:
    month, year = p.number("mo"), p.number("y")
    if not month or not year:
        return None
    return stretch_of(cal.month(year, month), part_of(p["e"] or p["m"]))


def month_rel_year(p: Parts) -> Resolved | None:
    month = p.number("mo")
    if not month or grain_of(p["unit"]) != "year":
        return None
    base = base_of(p, p["rel"])
    if base is None:
        return Resolved("date", "")
    return stretch_of(cal.month(base.year + sign(p["rel"]), month), part_of(p["e"] or p["m"]))


def rel_month(p: Parts) -> Resolved | None:
    month, rel, anchor = p.number("mo"), p["rel"], p.anchor
    if not month or not _plausible(p, "mo"):
        return None
    if anchor is None:
        return Resolved("date", "")
    if sign(rel) < 0:
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif sign(rel) > 0:
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        told = p.context.last if rel is not None and rel.value in ("that", "same") else None
        year = told.first.year if told is not None else anchor.year  # `the 2011 draft ... that September`
    return stretch_of(cal.month(year, month), part_of(p["e"] or p["m"]))


def week_of_day(p: Parts) -> Resolved | None:
    """`The week of December 6`: that week, or the seven days from a Sunday on."""
    unit = p["unit"]
    if unit is None or unit.value != "W":
        return None
    found = month_day(p)
    if found is None or found.first is None:
        return found
    first = found.first
    return stretch_of(cal.week(cal.shift_date(first, 1, "day") if first.weekday() == 6 else first))


def month_alone(p: Parts) -> Resolved | None:
    month, word = p.number("mo"), p["mo"]
    if not month or word is None or not _plausible(p, "mo"):
        return None
    if word.end - word.start <= 3 and word.value != 5 and p.after() not in ".,":
        return None  # an abbreviation without its point (`Jan Egeland`) is more often a name
    if word.value == 5 and p.first == word and p.before() not in "infordbBajetlxg-(":
        return None  # `Theresa May said`
    year = _year_of_month(p, "mo", month)
    return stretch_of(cal.month(year, month), part_of(p["e"] or p["m"])) if year else Resolved("date", "")


def month_range(p: Parts) -> Resolved | None:
    m1, m2 = p.number("mo"), p.number("mo2")
    if not m1 or not m2 or not _plausible(p, "mo", "mo2"):
        return None
    y2 = p.number("y") or _year_of_month(p, "mo2", m2)
    if not y2:
        return Resolved("date", "")
    first, last = cal.month(y2 if m1 <= m2 else y2 - 1, m1), cal.month(y2, m2)
    return Resolved("date", f"{first.value}/{last.value}", first.first, last.last, last)


def weekday(p: Parts) -> Resolved | None:
    word = p["w"]
    if word is None:
        return None
    if word.end - word.start <= 3 and ((p.after() != "." and p.before() != "n") or not p.context.is_noun(word)):
        return None  # `Sat` and `Sun` are words and names as well
    if p.first == word and p.before() == "_" and p.closes_quotation():
        return None  # the name of a programme or a day of fame: “Fox News Sunday”
    found = _weekday(p, word, p.last_of("rel"))
    part = p["p"]
    if found is not None and part is not None and p.before() == "v":
        return Resolved("set", f"XXXX-WXX-{int(word.value or 0) + 1}T{part.value}")
    return dated(p, found)


def weekday_rel_week(p: Parts) -> Resolved | None:
    word, rel, anchor = p["w"], p["rel"], p.anchor
    if word is None or grain_of(p["unit"]) != "week":
        return None
    base = base_of(p, rel)
    if anchor is None or base is None:
        return Resolved("date", "")
    monday = cal.week(cal.shift_date(base, sign(rel), "week")).first
    return with_part(monday + timedelta(days=int(word.value or 0)), p["p"])


def weekday_range(p: Parts) -> Resolved | None:
    a, b = p["w"], p["w2"]
    if a is None or b is None:
        return None
    first = _weekday(p, a, None)
    if first is None:
        return Resolved("date", "")
    return _day_range(first, first + timedelta(days=(int(b.value or 0) - first.weekday()) % 7))


def week_from(p: Parts) -> Resolved | None:
    word = p["w"]
    if word is None or grain_of(p["unit"]) != "week" or p.anchor is None:
        return None
    ahead = (int(word.value or 0) - p.anchor.weekday()) % 7 or 7
    return with_part(p.anchor + timedelta(days=ahead + 7), None)


def weekdays(p: Parts) -> Resolved | None:
    word = p["w"] or p["w2"]
    part = p["p"] or p["p2"]
    if word is None:
        return None
    return Resolved("set", f"XXXX-WXX-{int(word.value or 0) + 1}" + (f"T{part.value}" if part else ""))


def today(p: Parts) -> Resolved | None:
    word, anchor = p["r"], p.anchor
    if word is None:
        return None
    if anchor is None:
        return Resolved("date", "")
    if word.value == "tonight":
        return Resolved("time", f"{anchor.isoformat()}TNI", anchor, anchor, cal.day(anchor))
    if word.value == "overnight":
        start = cal.shift_date(anchor, -1, "day")
        return Resolved("time", f"{anchor.isoformat()}TNI", start, anchor, cal.day(anchor))
    return dated(p, cal.shift_date(anchor, int(word.value or 0), "day"))


def day_beyond(p: Parts) -> Resolved | None:
    word, step = p["r"], p["b"]
    if grain_of(p["unit"]) != "day" or word is None or step is None or not isinstance(word.value, float):
        return None
    if p.anchor is None:
        return Resolved("date", "")
    return with_part(cal.shift_date(p.anchor, int(word.value) + (-1 if step.value == "before" else 1), "day"), None)


def part_clock(p: Parts) -> Resolved | None:
    part, anchor = p["p"], p.anchor
    clock = clock_of(p)
    if part is None and clock is None:
        return None
    base = p.context.last.first if p.context.last is not None and p.context.last.grain == "day" else anchor
    if base is None:
        return Resolved("time", "")
    if part is not None:
        return with_part(base, part)
    return Resolved("time", f"{base.isoformat()}{clock}", base, base)


def rel_part(p: Parts) -> Resolved | None:
    rel, part, anchor = p["rel"], p["p"], p.anchor
    if rel is None or part is None:
        return None
    if anchor is None:
        return Resolved("time", "")
    base = p.context.last.first if rel.value in ("that", "same") and p.context.last is not None else anchor
    return with_part(cal.shift_date(base, sign(rel), "day"), part)


def the_part(p: Parts) -> Resolved | None:
    part, anchor = p["p"] or p["p2"], p.anchor
    if part is None or part.value not in ("MO", "AF", "EV", "NI", "12:00", "24:00"):
        return None
    if p["p2"] is not None and p.before() != "n":
        return None
    last = p.context.last
    base = last.first if last is not None and last.grain == "day" else anchor
    return with_part(base, part) if base is not None else Resolved("time", "")


def weekday_the(p: Parts) -> Resolved | None:
    """`Friday the 13th`: the nearest day that is both."""
    word, day, anchor = p["w"], p.number("d"), p.anchor
    if word is None or day is None or not 1 <= day <= 31 or not isinstance(word.value, float):
        return None
    if anchor is None:
        return Resolved("date", "")
    months = [cal.shift_date(anchor.replace(day=1), k, "month") for k in range(-6, 7)]
    days = [d for m in months if (d := safe_date(m.year, m.month, day)) and d.weekday() == int(word.value)]
    return with_part(min(days, key=lambda d: abs((d - anchor).days)), None) if days else Resolved("date", "")


def week_of_month(p: Parts) -> Resolved | None:
    """`the first week of September`: its days 1 to 7."""
    number, month = p["n"], p.number("mo")
    if number is None or month is None or grain_of(p["unit"]) != "week":
        return None
    year = p.number("y") or _year_of_month(p, "mo", month)
    if year is None:
        return Resolved("date", "")
    whole = cal.month(year, month)
    if number.letter == "l":
        first, last = whole.last - timedelta(days=6), whole.last
    elif isinstance(number.value, float) and 1 <= number.value <= 4:
        first = whole.first + timedelta(days=7 * (int(number.value) - 1))
        last = first + timedelta(days=6)
    else:
        return None
    return Resolved("date", whole.value, first, last, whole)
