"""The words that time expressions are made of: each becomes one letter, so that grammar can be a regular expression.

`Words(text)` gives the words of a text with their letter and value. Text without time words becomes a run of `_`,
which the grammar skips at the speed of the regular expression engine.

Letters: W weekday, w weekdays, M month, Y year, D 1..31, N other number, A a/an, O ordinal, U unit, Q quarter, q Q3,
S season, P part of the day, K clock, k am/pm, Z zone, C decade, I numeric date, R today..., L holiday, G ago,
E earlier/later, B before/after, t this, l last/past, x next/coming, g previous, c current, d the, o of, i in, n on/at,
e early/late/mid, m beginning/end, y fiscal, v each, V daily, r to, b between, f from, a and, j or, z period,
F fixed reference (now, recently), u soft words inside durations (additional, full, more).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, overload

_TOKEN = re.compile(
    r"[^\W\d_][ap]?(?:\.m\.?(?!\w))|[^\W\d_]\w*"  # p.m., words
    r"|\d{1,2}:\d\d(?!\d)|\d+/\d+(?:/\d+)?(?!\d)|\d+(?:st|nd|rd|th)\b|\d{2,4}s\b|\d+(?:[.,]\d+)*|\n|[^\w\s]|_",
    re.IGNORECASE,
)

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SMALL: Final = {w: float(i) for i, w in enumerate(
    ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
     "seventeen eighteen nineteen").split())}  # fmt: skip
TENS: Final = {w: float(10 * i) for i, w in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # fmt: skip
_ORDINALS = ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
             "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split()  # fmt: skip

Value = float | str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its span, its letter and what it stands for (a number, a code, or nothing)."""

    start: int
    end: int
    letter: str
    value: Value


def _table() -> dict[str, tuple[str, Value]]:
    table: dict[str, tuple[str, Value]] = {}

    def put(letter: str, words: str, value: Value = None) -> None:
        for word in words.split():
            table[word] = (letter, word if value is None else value)

    for i, name in enumerate(MONTHS, start=1):
        put("M", name, float(i))
    for i, names in enumerate("jan feb mar apr . jun jul aug sep,sept oct nov dec".split(), start=1):
        if names != ".":
            put("M", names.replace(",", " "), float(i))
    for i, name in enumerate(WEEKDAYS):
        put("W", name, float(i))
        put("w", f"{name}s", float(i))
    for i, names in enumerate("mon tue,tues wed thu,thur,thurs fri sat sun".split()):
        put("W", names.replace(",", " "), float(i))
    for word, number in {**SMALL, **TENS}.items():
        put("N", word, number)
    put("N", "hundred", 100.0)
    put("N", "thousand", 1000.0)
    put("N", "half", 0.5)
    put("N", "dozen", 12.0)
    put("N", "couple pair", 2.0)
    put("N", "few several many some numerous countless dozens scores hundreds", "X")
    put("A", "a an")
    for i, name in enumerate(_ORDINALS):
        put("O", name, float(i))
    put("O", "thirtieth", 30.0)
    for unit, code in {
        "second": "S",
        "minute": "TM",
        "hour": "TH",
        "day": "D",
        "week": "W",
        "month": "M",
        "year": "Y",
        "decade": "E",
        "century": "C",
        "fortnight": "F",
        "weekend": "WE",
    }.items():
        put("U", f"{unit} {unit}s", code)
    put("U", "centuries", "C")
    put("U", "millennia millennium", "L")
    put("U", "yr yrs", "Y")
    put("U", "hrs hr", "TH")
    put("U", "mins", "TM")
    put("O", "second", 2.0)
    put("Q", "quarter quarters")
    for season, code in {
        "spring": "SP",
        "summer": "SU",
        "autumn": "FA",
        "fall": "FA",
        "winter": "WI",
        "springtime": "SP",
        "summertime": "SU",
        "wintertime": "WI",
    }.items():
        put("S", season, code)
    put("S", "summers", "SU")
    put("S", "winters", "WI")
    for part, code in {
        "morning": "MO",
        "mornings": "MO",
        "afternoon": "AF",
        "afternoons": "AF",
        "evening": "EV",
        "evenings": "EV",
        "night": "NI",
        "nights": "NI",
        "noon": "12:00",
        "midday": "MI",
        "midnight": "24:00",
        "dawn": "DAWN",
        "dusk": "DUSK",
        "lunchtime": "MI",
        "daybreak": "MO",
        "nightfall": "NI",
        "sunrise": "MO",
        "sunset": "EV",
        "daytime": "DT",
    }.items():
        put("P", part, code)
    put("k", "am pm a.m. p.m. a.m p.m")
    put("Z", "gmt est edt et utc cet cest bst pst pdt pt cst cdt eet eest msk")
    put("R", "today", 0.0)
    put("R", "yesterday", -1.0)
    put("R", "tomorrow", 1.0)
    put("R", "tonight overnight")
    put("G", "ago")
    put("E", "earlier later")
    put("B", "before after afterwards afterward hence since")
    put("t", "this these")
    put("l", "last past")
    put("x", "next coming following upcoming ensuing forthcoming")
    put("g", "previous preceding prior same that latest")
    put("c", "current present")
    put("d", "the")
    put("o", "of")
    put("i", "in within inside")
    put("n", "on at by over during throughout")
    put("e", "early late mid")
    put("m", "beginning end start middle close turn outset eve")
    put("y", "fiscal financial")
    put("v", "each every per")
    put("V", "weekly monthly hourly yearly nightly biweekly fortnightly")
    put("r", "to through until till")
    put("b", "between")
    put("f", "from")
    put("a", "and")
    put("j", "or")
    put("z", "period periods time")
    put("u", "additional full more straight consecutive long short whole entire further extra solid trading working "
             "business successive uninterrupted so crucial critical")  # fmt: skip
    put("H", "ahead hence")
    put("J", "old long")
    put("F", "now currently recently", "PRESENT_REF")
    put("F", "recently lately", "PAST_REF")
    put("p", "future", "FUTURE_REF")
    put("p", "recent", "PAST_REF")
    put("s", "s")
    put("h", "new good bloody black super cyber palm ash")
    for symbol in ",.-\n()":
        table[symbol] = (symbol, None)
    table["–"] = ("-", None)
    table["‑"] = ("-", None)
    table["'"] = table["’"] = table["‘"] = ("'", None)
    for symbol in "$€£¥%#":
        table[symbol] = ("$", None)
    for name, code in _HOLIDAYS.items():
        put("L", name, code)
    for mark, number in {"½": 0.5, "¼": 0.25, "¾": 0.75}.items():
        put("N", mark, number)
    return table


_HOLIDAYS = {
    "christmas": "christmas", "xmas": "christmas", "thanksgiving": "thanksgiving", "easter": "easter",
    "halloween": "halloween", "epiphany": "epiphany", "passover": "passover", "juneteenth": "juneteenth",
    "hanukkah": "hanukkah", "ramadan": "ramadan", "eid": "eid", "diwali": "diwali", "nowruz": "nowruz",
}  # fmt: skip


_TABLE: Final = _table()
_CAPITAL_ONLY = frozenset(
    "may march mon sat sun wed fri thu jan mar dec sep jun second pt et august new good bloody black "
    "super cyber palm ash".split()
)
# `sat`, `sun`, `may` and `march` are words of their own; only a capital makes them dates (and `et al` no zone)


class Words(Sequence[Word]):
    """The words of a text; `letters` has one letter for each. A `Word` is made only when it is looked at."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self._spans = [m.span() for m in found]
        self._classes = [_classify(m.group()) for m in found]
        self.letters = "".join([letter for letter, _ in self._classes])

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        start, end = self._spans[at]
        return Word(start, end, *self._classes[at])


@lru_cache(maxsize=65536)
def _classify(token: str) -> tuple[str, Value]:
    first = token[0]
    if first.isdigit():
        return _classify_number(token) if token.isascii() else ("_", None)
    lower = token.lower()
    found = _TABLE.get(lower)
    if found is None:
        match = re.fullmatch(r"q([1-4])", lower)
        return ("q", float(match.group(1))) if match else ("_", None)
    if lower in _CAPITAL_ONLY and not first.isupper() and lower != "second":
        return ("_", None)
    return found


def _classify_number(token: str) -> tuple[str, Value]:
    if ":" in token:
        hour, minute = token.split(":")
        return ("K", f"{int(hour):02d}:{minute}") if int(hour) < 25 and int(minute) < 60 else ("_", None)
    if "/" in token:
        parts = token.split("/")
        if len(parts) == 3 and all(len(p) <= 4 for p in parts):
            return ("I", token)
        if len(parts) == 2 and len(token) <= 5 and 0 < int(parts[0]) < int(parts[1]):
            return ("N", int(parts[0]) / int(parts[1]))
        return ("_", None)
    if token[-1] in "hd" or token[-2:] in ("st", "ST", "TH", "RD", "ND"):
        number = int(token[:-2])
        return ("O", float(number)) if number < 3000 else ("_", None)
    if token[-1] in "sS":
        number = int(token[:-1])
        if len(token) == 5 and 1000 <= number <= 2100 and number % 10 == 0:
            return ("C", float(number))
        return ("C", float(number)) if len(token) == 3 and number % 10 == 0 else ("_", None)
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", token):
        return ("I", token)
    if len(token) == 4 and token.isdigit() and 1000 <= int(token) <= 2199:
        return ("Y", float(token))
    if len(token) <= 2 and token.isdigit() and 1 <= int(token) <= 31:
        return ("D", float(token))
    plain = token.replace(",", "")
    if plain.count(".") <= 1 and len(plain) <= 12:
        return ("N", float(plain))
    return ("_", None)
