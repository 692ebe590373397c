"""Rules that count units: `three weeks ago`, `later this month`, `the past two years`, `every month`, `50 minutes`."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from zopa.read import dates_calendar as cal
from zopa.read.dates_parts import (
    SKIPPED,
    Parts,
    Resolved,
    base_of,
    grain_of,
    is_plural,
    length_value,
    part_of,
    quantity,
    sign,
    stretch_of,
)
from zopa.read.dates_words import Word


def ago(p: Parts) -> Resolved | None:
    count, unit, step = quantity(p.span("num")), p["unit"], p["dir"]
    grain = grain_of(unit)
    if unit is None or step is None:
        return None
    if grain is None:
        if p.anchor is None or step.letter not in "GE":
            return Resolved("date", "")
        if step.letter == "G" and str(unit.value) in ("TM", "S"):
            return Resolved("time", f"{p.anchor.isoformat()}", p.anchor, p.anchor)
        return Resolved("duration", length_value(count, unit))
    backwards = step.letter == "G" or step.value == "earlier"
    leaning = step.letter == "E" and p.context.last is not None
    if count is None:
        return Resolved("date", "PAST_REF" if backwards else "FUTURE_REF")
    if unit.value == "F":
        count *= 2
    whole, rest = int(count), count - int(count)
    base = p.context.last if leaning else None
    try:
        if base is not None:
            moved = cal.shift(base, -whole if backwards else whole, grain)
            if cal.shift_date(base.first, 1, grain) <= base.last:  # a day earlier than a month is a day
                moved = cal.enclosing(moved.first, grain)
            return stretch_of(moved)
        if p.anchor is None:
            return Resolved("date", "")
        last = p.context.last
        if grain == "year" and last is not None and last.grain == "quarter" and whole == 1 and backwards:
            return stretch_of(cal.shift(last, -1, "year"))
        moved_day = cal.shift_date(p.anchor, -whole if backwards else whole, grain)
        if rest and grain in ("year", "decade", "century"):
            months = round(rest * {"year": 12, "decade": 120, "century": 1200}[grain])
            moved_day = cal.shift_date(moved_day, -months if backwards else months, "month")
            return stretch_of(cal.enclosing(moved_day, "month" if grain == "year" else "year"))
    except OverflowError:
        return Resolved("date", "")
    return stretch_of(cal.enclosing(moved_day, grain))


def time_hence(p: Parts) -> Resolved | None:
    count, grain, z = quantity(p.span("num")), grain_of(p["unit"]), p["z"]
    if count is None or grain is None or z is None or z.value != "time" or p.anchor is None:
        return None
    return stretch_of(cal.enclosing(cal.shift_date(p.anchor, int(count), grain), grain))


def year_ago(p: Parts) -> Resolved | None:
    grain = grain_of(p["unit"])
    if grain is None:
        return None
    step = p["dir"]
    back = -1 if step is None or step.value != "later" else 1
    number = p.number("n")
    if number is not None and p["q"] is not None and p.anchor is not None and 1 <= number <= 4:
        base_year = p.context.last.first.year if p.context.last is not None else p.anchor.year
        return stretch_of(cal.quarter(base_year + back, number))
    base = p.context.last
    if base is not None and base.grain in ("quarter", "month", "year"):
        return stretch_of(cal.shift(base, back, grain))
    return stretch_of(cal.enclosing(cal.shift_date(p.anchor, back, grain), grain)) if p.anchor else Resolved("date", "")


def past_units(p: Parts) -> Resolved | None:
    unit, rel = p["unit"], p["rel"]
    if unit is None or rel is None:
        return None
    count = quantity(p.span("num"))
    value = length_value(count, unit)
    if rel.letter in "Om":
        return Resolved("duration", value)
    grain = grain_of(unit)
    if rel.letter == "t" or grain is None or count is None or p.anchor is None or p.span("num")[0].letter == "Y":
        return Resolved("duration", value)
    if unit.value == "F":
        count *= 2
    try:
        other = cal.shift_date(p.anchor, int(count) * (1 if rel.letter == "x" else -1), grain)
    except OverflowError:
        return Resolved("duration", value)
    return Resolved("duration", value, min(other, p.anchor), max(other, p.anchor))


def first_units(p: Parts) -> Resolved | None:
    unit = p["unit"]
    return Resolved("duration", length_value(quantity(p.span("num")), unit)) if unit is not None else None


def rel_unit(p: Parts) -> Resolved | None:
    rel, unit, el = p.last_of("rel"), p["unit"], p["el"]
    if rel is None or unit is None:
        return None
    if unit.letter == "z":
        return _period(p, rel, unit)
    grain, anchor, told = grain_of(unit), p.anchor, p.context.last
    if grain is None:
        return None
    if is_plural(unit):
        return Resolved("duration", length_value(None, unit))
    base = base_of(p, rel)
    if base is None or (rel.value in ("that", "same") and told is None):
        return Resolved("date", "")
    if grain == "day":
        if rel.letter in "tc":
            return None
        if rel.value in ("same", "that"):
            return stretch_of(p.context.last_day) or Resolved("date", "")
        if rel.letter == "x" and told is not None and told.grain == "day":
            base = told.first  # `the next day` follows the day told
    if rel.value == "latest" and grain == "quarter" and told is not None and told.grain == "quarter":
        return stretch_of(told)
    step = (-1 if grain == "quarter" else 0) if rel.value == "latest" else sign(rel)
    try:
        moved = cal.shift_date(base, step, grain)
    except OverflowError:
        return Resolved("date", "")
    if p["q0"] is not None:
        return stretch_of(cal.shift(cal.enclosing(base, "quarter"), step * 4, "quarter"))
    stretch = cal.enclosing(moved, grain)
    if el is not None and anchor is not None and stretch.first <= anchor <= stretch.last:
        first, last = (stretch.first, anchor) if el.value == "earlier" else (anchor, stretch.last)
        return Resolved("date", stretch.value, first, last, stretch)
    return stretch_of(stretch, part_of(p["e"]))


def _period(p: Parts, rel: Word, unit: Word) -> Resolved | None:
    last = p.context.last
    if unit.value == "time":
        return Resolved("date", "PAST_REF") if rel.value == "that" and p.before() == "n" else None
    if last is None or rel.letter not in "tg":
        return None
    if rel.value in ("same", "that", "latest") or rel.letter == "t":
        return stretch_of(last)
    return None


def in_unit(p: Parts) -> Resolved | None:
    el, grain = p["el"], grain_of(p["unit"])
    if el is None or grain is None:
        return None
    if p.anchor is None:
        return Resolved("date", "")
    stretch = cal.enclosing(p.anchor, grain)
    first, last = (stretch.first, p.anchor) if el.value == "earlier" else (p.anchor, stretch.last)
    return Resolved("date", stretch.value, first, last, stretch)


def fixed(p: Parts) -> Resolved | None:
    word = p["f"]
    if word is None:
        return None
    text = word.value
    return Resolved("date", str(text))


def vague_ref(p: Parts) -> Resolved | None:
    word, unit = p["p"], p["unit"]
    if word is not None:
        if unit is None and (word.value != "FUTURE_REF" or p.first.letter != "d"):
            return None  # `recent collapse`, `future strategy`: no time of their own
        return Resolved("date", str(word.value))
    if p["c"] is not None:
        return Resolved("date", "PRESENT_REF") if str(p.first.value) == "current" else None
    mark = p["l"]
    if mark is not None and mark.value == "past" and p.context.is_noun(mark):
        return Resolved("date", "PAST_REF")
    return None


def these_days(p: Parts) -> Resolved | None:
    unit = p["unit"]
    if unit is None or p.first.value != "these":
        return None
    return Resolved("date", "PRESENT_REF") if unit.value == "D" else Resolved("duration", length_value(None, unit))


_OFTEN: Final = {"weekly": "P1W", "monthly": "P1M", "hourly": "PT1H", "nightly": "XXXX-XX-XXTNI",
                 "biweekly": "P2W", "fortnightly": "P2W"}  # fmt: skip


def set_of(p: Parts) -> Resolved | None:
    daily = p["daily"]
    if daily is not None:
        return Resolved("set", _OFTEN.get(str(daily.value), "P1Y"))
    unit = p["unit"]
    if unit is None:
        return None
    number = p["num"]
    if unit.letter in "UQ":
        count = number.value if number is not None and isinstance(number.value, float) else 1.0
        return Resolved("set", length_value(count, unit))
    if unit.letter == "P":
        return Resolved("set", f"XXXX-XX-XXT{unit.value}")
    return Resolved("set", f"XXXX-{unit.value}" if unit.letter == "S" else f"XXXX-{int(unit.value or 0):02d}")


def length(p: Parts) -> Resolved | None:
    unit, words = p["unit"], p.span("num")
    if unit is None or not words:
        return None
    old = p["old"]
    if old is not None and old.value == "old":
        return SKIPPED
    count = quantity(words)
    if words[0].letter == "Y" and unit.letter == "Q":
        return None
    if len(words) == 1 and words[0].letter == "A" and p.before() == "$":
        return Resolved("set", length_value(1.0, unit))
    if unit.value == "S" and (len(words) == 1 and words[0].letter == "A"):
        return None  # `a second round`
    if p["tail"] is not None and count is not None:
        count += 0.5
    return Resolved("duration", length_value(count, unit))


def units_ahead(p: Parts) -> Resolved | None:
    unit = p["unit"]
    return Resolved("duration", length_value(None, unit)) if unit is not None else None


def the_unit(p: Parts) -> Resolved | None:
    grain, unit = grain_of(p["unit"]), p["unit"]
    if unit is None or grain is None:
        return None
    if grain == "weekend" and p.anchor is not None:
        back = p.anchor.weekday() < 5 and p.context.direction(unit) <= 0
        return stretch_of(cal.weekend(p.anchor - timedelta(days=7 if back else 0)))
    last = p.context.last
    if unit.letter == "Q" and p.anchor is not None:
        if last is not None and last.grain == "quarter":
            return stretch_of(last)
        return stretch_of(cal.shift(cal.enclosing(p.anchor, "quarter"), -1, "quarter"))
    if grain in ("year", "week", "month") and p.anchor is not None:
        return stretch_of(cal.enclosing(p.anchor, grain))
    return None


def vague_units(p: Parts) -> Resolved | None:
    unit = p["unit"]
    if unit is None:
        return None
    return Resolved("duration", length_value(None, unit)) if is_plural(unit) and unit.value != "WE" else None
