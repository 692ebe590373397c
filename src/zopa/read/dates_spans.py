"""Rules that come to a piece of the calendar: quarters, halves, seasons, years, decades, centuries and their ends."""

from __future__ import annotations

from datetime import date

from zopa.read import dates_calendar as cal
from zopa.read.dates_parts import (
    Parts,
    Resolved,
    base_of,
    grain_of,
    part_of,
    sign,
    stretch_of,
)
from zopa.read.dates_words import Word


def quarter_of(p: Parts) -> Resolved | None:
    number = p.number("n")
    if number is None or not 1 <= number <= 4 or (p["q"] is None and p["half"] is None):
        return None
    if p["half"] is not None and p["q"] is None:
        return None
    return _quarter(p, number, p.number("y") or p.number("y0"), p["rel"] or p["rel0"], p["unit"] or p["unit0"])


def quarter(p: Parts) -> Resolved | None:
    number = p.number("n")
    if number is None or not 1 <= number <= 4 or p["q"] is None:
        return None
    return _quarter(p, number, p.number("y0"), p["rel0"], p["unit0"])


def q_number(p: Parts) -> Resolved | None:
    return _quarter(p, p.number("q") or p.number("q2") or 1, p.number("y") or p.number("y2"), None, None)


def _quarter(p: Parts, number: int, year: int | None, rel: Word | None, unit: Word | None) -> Resolved | None:
    if year is None and p.anchor is not None:
        if rel is not None and grain_of(unit) == "year":
            base = base_of(p, rel)
            year = (base or p.anchor).year + sign(rel)
        else:
            current = (p.anchor.month + 2) // 3
            name = "q" if p["q"] is not None else "n"
            towards = p.towards(name)
            year = p.anchor.year
            if towards > 0 and current - number >= 2:
                year += 1
            elif towards <= 0 and number > current and (towards < 0 or number - current >= 2):
                year -= 1
    return stretch_of(cal.quarter(year, number)) if year else Resolved("date", "")


def half_of(p: Parts) -> Resolved | None:
    word, half = p["n"], p["half"]
    if word is None or half is None or half.value != 0.5:
        return None
    number = 2 if word.value in ("last", "past", 2.0) else 1
    y = p["y"]
    if y is not None and y.letter == "Y" and isinstance(y.value, float):
        return stretch_of(cal.half(int(y.value), number))
    unit = p["unit"] or p["unit2"]
    if grain_of(unit) != "year":
        return None
    if p.anchor is None:
        return Resolved("date", "")
    return stretch_of(cal.half(p.anchor.year + sign(p["rel"]), number))


def season_of(p: Parts) -> Resolved | None:
    word, year = p["s"], p.number("y")
    if word is None:
        return None
    if year is None:
        if grain_of(p["unit"]) != "year":
            return None
        base = base_of(p, p["rel"])
        if base is None:
            return Resolved("date", "")
        year = base.year + sign(p["rel"])
    return stretch_of(cal.season(year, str(word.value)), part_of(p["e"]))


def rel_season(p: Parts) -> Resolved | None:
    word, rel, anchor = p["s"], p.last_of("rel"), p.anchor
    if word is None:
        return None
    if anchor is None:
        return Resolved("date", "")
    return _season(p, str(word.value), sign(rel))


def _season(p: Parts, code: str, step: int) -> Resolved | None:
    anchor = p.anchor
    if anchor is None:
        return Resolved("date", "")
    near = [cal.season(y, code) for y in (anchor.year - 1, anchor.year, anchor.year + 1)]
    if step < 0:
        chosen = max((s for s in near if s.last < anchor), key=lambda s: s.first)
    elif step > 0:
        chosen = min((s for s in near if s.first > anchor), key=lambda s: s.first, default=near[-1])
    else:
        chosen = next((s for s in near if s.first <= anchor <= s.last), None) or (
            near[0] if code == "WI" and anchor.month < 3 else near[1]
        )
    return stretch_of(chosen, part_of(p["e"]))


def season_alone(p: Parts) -> Resolved | None:
    word = p["s"]
    if word is None or not p.context.is_noun(word):
        return None
    before, after = p.before(), p.after()
    named = p.first.letter in "de"
    if not named and before not in "in" and not (before in "frb" or p["e"] is not None):
        return None
    if word.value == "FA" and after == "o":
        return None  # `the fall of Kabul`
    if word.value in ("FA", "SP") and named and p["e"] is None and before not in "infrbo":
        return None
    code = str(word.value)
    if p.anchor is None:
        return Resolved("date", "")
    towards = p.towards("s")
    current = cal.enclosing(p.anchor, "season")
    if current.value.endswith(code):
        return stretch_of(current, part_of(p["e"]))
    return _season(p, code, towards or -1)


def decade(p: Parts) -> Resolved | None:
    number = p.number("c")
    if number is None:
        return None
    if number < 100:
        if p.before() not in "'-" and "'" not in [w.letter for w in p.words()]:
            return None
        number += 1900
    return stretch_of(cal.decade(number), part_of(p["e"]))


def century(p: Parts) -> Resolved | None:
    number = p.number("n")
    if number is None or grain_of(p["unit"]) != "century" or not 1 <= number <= 30:
        return None
    return stretch_of(cal.century(number), part_of(p["e"]))


def end_of(p: Parts) -> Resolved | None:
    grain, rel = grain_of(p["unit"]), p["rel"]
    if grain is None or grain == "day":
        return None
    base = base_of(p, rel)
    if base is None:
        return Resolved("date", "")
    return stretch_of(cal.enclosing(cal.shift_date(base, sign(rel), grain), grain), part_of(p["m"]))


def end_of_year(p: Parts) -> Resolved | None:
    year = p.number("y")
    return stretch_of(cal.year(year), part_of(p["m"])) if year else None


def unit_end(p: Parts) -> Resolved | None:
    grain, mark = grain_of(p["unit"]), p["m"]
    if grain is None or mark is None or mark.value not in ("end", "start", "beginning", "close"):
        return None
    if p.anchor is None:
        return Resolved("date", "")
    return stretch_of(cal.enclosing(p.anchor, grain), part_of(mark))


def mid_unit(p: Parts) -> Resolved | None:
    grain, mark = grain_of(p["unit"]), p["e"]
    if grain not in ("year", "week", "month", "century", "decade") or mark is None:
        return None
    plural = p["unit"]
    if plural is not None and mark.value != "mid":
        return None
    return stretch_of(cal.enclosing(p.anchor, grain), "mid") if p.anchor else Resolved("date", "")


def fiscal(p: Parts) -> Resolved | None:
    year, unit = p.number("y"), p["unit"]
    if year is not None:
        return stretch_of(cal.year(year))
    if grain_of(unit) != "year":
        return None
    return stretch_of(cal.year(p.anchor.year + sign(p["rel"]))) if p.anchor else Resolved("date", "")


def year_range(p: Parts) -> Resolved | None:
    first, second = p.number("y"), p["y2"]
    if not first or second is None or not isinstance(second.value, float):
        return None
    last = int(second.value)
    if second.letter != "Y":
        text_length = second.end - second.start
        if text_length != 2 or p.after() in "UQ":
            return None
        last += first // 100 * 100
    if not first < last <= first + 100 or (first < 1500 or last > 2150):
        return None
    return Resolved("date", f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), cal.year(last))


def year_alone(p: Parts) -> Resolved | None:
    number = p.number("y")
    if number is None or not 1500 <= number <= 2099:
        return None
    before, after = p.before(), p.after()
    if before in "$KD-" or after in "$kUQ" or (before == "." and after == "."):
        return None
    if not 1750 <= number <= 2060 and before not in "infr":
        return None
    return stretch_of(cal.year(number), part_of(p["e"]))


def named_year(p: Parts) -> Resolved | None:
    number = p.number("y")
    return stretch_of(cal.year(number)) if number and grain_of(p["unit"]) == "year" else None


def spoken_year(p: Parts) -> Resolved | None:
    hi, lo, lo2 = p["hi"], p["lo"], p["lo2"]
    if hi is None or lo is None or not isinstance(hi.value, float) or not isinstance(lo.value, float):
        return None
    low = lo.value + (lo2.value if lo2 is not None and isinstance(lo2.value, float) else 0.0)
    if hi.value == 2 and lo.value == 1000 and p.before() in "iUf":
        return stretch_of(cal.year(2000 + int(low - 1000)))
    if hi.value not in (17, 18, 19, 20) or not 10 <= low <= 99 or lo.value < 10:
        return None
    return stretch_of(cal.year(int(hi.value * 100 + low)))
