"""What the rules of dates share: the parts of a match, the context it stands in, and answers made of days.

An expression is resolved against the day of publication (`anchor`), the direction that the sentence's tense points
to, and the last day told before it (`the next day`, `a year earlier`). What stays unknown stays None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from zopa.read import dates_calendar as cal
from zopa.read.dates_calendar import Grain, Part, Stretch
from zopa.read.dates_words import Word

Kind = Literal["date", "time", "duration", "set"]
_GRAINS: Final[dict[str, Grain]] = {"D": "day", "W": "week", "M": "month", "Y": "year", "E": "decade", "C": "century",
                                    "F": "week", "WE": "weekend"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression comes to; `stretch` is what later expressions lean on."""

    kind: Kind
    value: str
    first: date | None = None
    last: date | None = None
    stretch: Stretch | None = None


SKIPPED: Final = Resolved("date", "SKIPPED")  # words that are read as one thing and are no time expression: an age


@dataclass
class Context:
    """Where an expression stands: `direction(word)` is -1 for told as past, 1 as to come, 0 where nothing says."""

    anchor: date | None
    period: tuple[date | None, date | None]
    direction: Callable[[Word], int]
    is_noun: Callable[[Word], bool]
    on_noun: Callable[[Word], bool]  # does the expression hang on a noun (`a visit in October`)?
    text: str
    last: Stretch | None = None  # the last dated expression before this one
    last_day: Stretch | None = None  # the last one that named a day


class Parts:
    """The named parts of a match, as words."""

    def __init__(self, match: re.Match[str], words: Sequence[Word], context: Context) -> None:
        self._match = match
        self._words = words
        self.context = context
        self.first = words[match.start()]

    def __getitem__(self, name: str) -> Word | None:
        at = self._match.start(name) if name in self._match.re.groupindex else -1
        return self._words[at] if at >= 0 else None

    def last_of(self, name: str) -> Word | None:
        """The last word of a part (of a run such as `this coming`)."""
        at = self._match.end(name) - 1 if name in self._match.re.groupindex else -1
        return self._words[at] if at >= 0 else None

    def span(self, name: str) -> Sequence[Word]:
        """All words of a part, empty when it is absent."""
        start, end = self._match.span(name) if name in self._match.re.groupindex else (-1, -1)
        return self._words[start:end] if start >= 0 else ()

    def number(self, name: str) -> int | None:
        """The whole number of a part."""
        word = self[name]
        return int(word.value) if word is not None and isinstance(word.value, float) else None

    def words(self) -> Sequence[Word]:
        """All words of the match."""
        return self._words[self._match.start() : self._match.end()]

    def before(self) -> str:
        """The letter of the word before the match."""
        at = self._match.start()
        return self._words[at - 1].letter if at else "\n"

    def after(self) -> str:
        """The letter of the word after the match."""
        at = self._match.end()
        return self._words[at].letter if at < len(self._words) else "\n"

    def closes_quotation(self) -> bool:
        """Does a quotation mark close right after the match?"""
        end = self._words[self._match.end() - 1].end
        return self.context.text[end : end + 1] in ('"', "”", "’")

    def names_more(self) -> bool:
        """Does a capitalised word follow, so that the match is part of a longer name?"""
        end = self._words[self._match.end() - 1].end
        return self.context.text[end : end + 1] == " " and self.context.text[end + 1 : end + 2].isupper()

    @property
    def anchor(self) -> date | None:
        return self.context.anchor

    def towards(self, name: str) -> int:
        """The direction of time in the sentence, seen from a part."""
        word = self[name]
        return self.context.direction(word) if word is not None else 0


def quantity(words: Sequence[Word]) -> float | None:
    """The value of number words (`2 1/2`, `twenty-one`, `three and a half`, `a`), None for vague ones (`a few`)."""
    total, current = 0.0, 0.0
    seen = False
    for word in words:
        if word.letter == "A":
            if not seen:
                current = 1.0 if len([w for w in words if w.letter in "NDY"]) == 0 else 0.0
            continue
        if word.letter not in "NDYO":
            continue
        if not isinstance(word.value, float):
            return None
        seen = True
        if word.value == 100 and current:
            current *= 100
        elif word.value >= 1000 and word.value % 1000 == 0 and current:
            total += current * word.value
            current = 0.0
        else:
            current += word.value
    return total + current


def stretch_of(stretch: Stretch | None, part: Part = "", *, kind: Kind = "date", value: str = "") -> Resolved | None:
    """A dated answer, narrowed to its first, middle or last third."""
    if stretch is None:
        return None
    first, last = cal.narrowed(stretch, part)
    return Resolved(kind, value or stretch.value, first, last, stretch)


def part_of(word: Word | None) -> Part:
    """`early` and `beginning` name the first third of what follows, `late` and `end` the last."""
    if word is None:
        return ""
    text = str(word.value)
    if text in ("early", "beginning", "start", "outset", "turn"):
        return "start"
    return "mid" if text in ("mid", "middle") else "end"


def grain_of(word: Word | None) -> Grain | None:
    """The calendar grain of a unit word; None for hours, minutes and seconds."""
    if word is None:
        return None
    return "quarter" if word.letter == "Q" else _GRAINS.get(str(word.value))


def sign(word: Word | None) -> int:
    """-1 for `last`, 0 for `this`, 1 for `next`."""
    if word is None or word.letter in "tc" or word.value in ("same", "that", "latest"):
        return 0
    return 1 if word.letter == "x" else -1


def anaphoric(word: Word | None) -> bool:
    """Does the word point at the day told before (`the following year`) rather than at the day of publication?"""
    if word is None:
        return False
    return (word.letter == "g" and word.value != "latest") or word.value in ("following", "ensuing")


_SINGULAR: Final = {"S": 6, "TM": 6, "TH": 4, "D": 3, "W": 4, "M": 5, "Y": 4, "E": 6, "C": 7, "F": 9, "WE": 7}


def is_plural(unit: Word) -> bool:
    """Does a unit word stand in the plural? (Told by its length: the word itself is not kept.)"""
    return unit.end - unit.start > (7 if unit.letter == "Q" else _SINGULAR.get(str(unit.value), 99))


def length_value(count: float | None, unit: Word) -> str:
    """A TIMEX3 length: `P3W`, `PT50M`, `P3Y6M`, `PXM` for a vague one."""
    code = "Q" if unit.letter == "Q" else str(unit.value)
    time = "T" if code[0] in "TS" and code != "SP" else ""
    code = code.removeprefix("T")
    if code == "F":
        code, count = "W", None if count is None else count * 2
    if code == "Q":
        code, count = "M", None if count is None else count * 3
    if count is None:
        return f"P{time}X{code}"
    whole = int(count)
    if count != whole:
        finer = {"Y": ("M", 12), "H": ("M", 60), "E": ("Y", 10), "C": ("Y", 100), "W": ("D", 7)}.get(code)
        if finer is None:
            return f"P{time}{count:g}{code}"
        tail = f"{round((count - whole) * finer[1])}{finer[0]}"
        return f"P{time}{whole}{code}{tail}" if whole else f"P{time}{tail}"
    return f"P{time}{whole}{code}"


def base_of(p: Parts, rel: Word | None) -> date | None:
    """The day that `last`, `next` or `the following` counts from."""
    if anaphoric(rel) and p.context.last is not None:
        return p.context.last.first
    return p.anchor


def with_part(d: date, part: Word | None) -> Resolved:
    """A day, or a part of one (`Friday evening`)."""
    if part is None:
        return Resolved("date", d.isoformat(), d, d, cal.day(d))
    return Resolved("time", f"{d.isoformat()}T{part.value}", d, d, cal.day(d))


def clock_of(p: Parts) -> str | None:
    """`T22:00` of a clock time in the match."""
    for name in ("clock", "clock2"):
        word = p[name]
        if word is None:
            continue
        late = next((str(w.value)[0] for n in ("k", "k2") if (w := p[n]) is not None), "")
        if word.letter == "K":
            hour, minute = (int(part) for part in str(word.value).split(":"))
        else:
            hour, minute = int(word.value) if isinstance(word.value, float) else 99, 0
            if not late:
                return None
        if late == "p" and hour < 12:
            hour += 12
        if late == "a" and hour == 12:
            hour = 0
        return f"T{hour:02d}:{minute:02d}" if hour <= 24 else None
    noon = p["noon"]
    return f"T{noon.value}" if noon is not None else None


def dated(p: Parts, d: date | None, part: Part = "") -> Resolved | None:
    """A day with its clock time or part of the day, where the match has one."""
    if d is None:
        return Resolved("date", "")
    clock = clock_of(p)
    if clock:
        return Resolved("time", d.isoformat() + clock, d, d, cal.day(d))
    del part
    return with_part(d, p["p"])


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
