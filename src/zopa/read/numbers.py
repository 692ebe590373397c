"""Numbers in words and digits: `$1.2 trillion`, `two and a half million`, `a third`, `14,000`, `3-4`.

`number_at(tree, i)` reads the longest number that begins at a token; what has no value (`dozens`, `some`) is None, but
`tens of thousands` is a range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from text_to_num import text2num

from zopa.read.quotes_tree import Tree

MAGNITUDES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6,
    "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "lakh": 1e5, "crore": 1e7, "dozen": 12.0,
    "b": 1e9, "mio": 1e6,
}  # fmt: skip
_WORDS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion".split()
)
_POWERS: Final = frozenset("hundred thousand million billion trillion dozen".split())
_SMALL: Final = {
    word: float(i) for i, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_LOOSE: Final = {"tens": 10.0, "hundreds": 100.0}  # `tens of thousands`: from two of them to ten
_LOOSE_POWERS: Final = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
FRACTIONS: Final = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5,
                    "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10, "sixth": 1 / 6, "eighth": 1 / 8}  # fmt: skip
SUFFIXES: Final = {  # units that are written onto their number
    "c": "degree", "km": "kilometre", "kg": "kilogram", "mw": "megawatt", "gw": "gigawatt", "ha": "hectare",
    "p": "penny", "mt": "megaton", "cm": "centimetre", "mm": "millimetre",
}  # fmt: skip
_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]{1,3})?", re.IGNORECASE)
_RANGE: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)([a-z]{1,3})?[-–][$€£¥]?(\d[\d,]*(?:\.\d+)?)([a-z]{1,3})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens `first` to `last` (excluded); `low` and `high` differ for a range."""

    first: int
    last: int
    low: float
    high: float
    fraction: bool = False  # `a third`: a share of something
    worded: bool = False  # written in words

    @property
    def value(self) -> float:
        """The number, or the middle of the range."""
        return self.low if self.low == self.high else (self.low + self.high) / 2


def written_unit(lower: str) -> str | None:
    """The unit that is written onto a number: `1.5C`, `220p`."""
    match = _DIGITS.fullmatch(lower)
    return SUFFIXES.get((match.group(2) or "").lower()) if match else None


def starts_number(lower: str, tag: str) -> bool:
    """Can a number begin at a word of this form and tag?"""
    if tag == "CD" or lower in ("a", "an", "half", "one") or ("0" <= lower[:1] <= "9"):
        return True
    return lower in _WORDS or lower in _LOOSE


def number_at(tree: Tree, i: int, end: int) -> Number | None:
    """The number that begins at token `i` and ends before `end`, a range included; None where there is none."""
    if tree.lower[i] in _LOOSE:
        return _loose(tree, i, end)
    first = _single(tree, i, end)
    if first is None:
        return None
    k = first.last
    link = k < end and tree.lower[k] in ("-", "–", "to", "or", "and")
    if link and k + 1 < end and not first.fraction:
        second = _single(tree, k + 1, end)
        between = tree.lower[k] != "and" or (i > 0 and tree.lower[i - 1] == "between")
        if second is not None and between and not second.fraction and tree.lower[k + 1] not in ("a", "an"):
            low = first.low
            if second.high >= 1000 and low < 1000 and low * _scale_of(second.high) <= second.high:
                low *= _scale_of(second.high)  # `10 to 15 million`
            if low < second.high:
                return Number(i, second.last, low, second.high, False, first.worded)
    return first


def _loose(tree: Tree, i: int, end: int) -> Number | None:
    """`tens of thousands of troops`, `hundreds of millions of euros`; what is counted follows."""
    k = i + 3
    if k >= end or tree.lower[i + 1] != "of" or tree.lower[i + 2] not in _LOOSE_POWERS:
        return None
    one = _LOOSE[tree.lower[i]] * _LOOSE_POWERS[tree.lower[i + 2]]
    return Number(i, k + 1 if tree.lower[k] == "of" and k + 1 < end else k, 2 * one, 10 * one, False, True)


def _scale_of(value: float) -> float:
    return next((s for s in (1e12, 1e9, 1e6, 1e3) if value >= s), 1.0)


def _single(tree: Tree, i: int, end: int) -> Number | None:
    lower = tree.lower
    word = lower[i]
    if word[:1].isdigit():
        ranged = _RANGE.fullmatch(word)
        if ranged:
            low, high = (float(ranged[k].replace(",", "")) for k in (1, 3))
            first, second = ranged[2] or ranged[4] or "", ranged[4] or ""  # `1.5bn-2bn`, `1.5-2bn`
            if not {first, second} <= {"", *MAGNITUDES}:
                return None
            factor, last = _magnitude(tree, i + 1, end)
            low, high = low * MAGNITUDES.get(first, 1.0) * factor, high * MAGNITUDES.get(second, 1.0) * factor
            return Number(i, last, low, high) if low < high else None
        match = _DIGITS.fullmatch(word)
        if match is None:
            return None
        suffix = (match.group(2) or "").lower()
        if suffix and suffix not in MAGNITUDES:
            written = suffix in SUFFIXES and (suffix != "c" or tree.text[tree.end[i] - 1] == "C")
            value = float(match.group(1).replace(",", ""))
            return Number(i, i + 1, value, value) if written else None
        value = float(match.group(1).replace(",", "")) * MAGNITUDES.get(suffix, 1.0)
        factor, last = _magnitude(tree, i + 1, end)
        return Number(i, last, value * factor, value * factor)
    if word in ("a", "an", "half") or word in _WORDS:
        return _worded(tree, i, end)
    return None


def _magnitude(tree: Tree, k: int, end: int) -> tuple[float, int]:
    factor = 1.0
    if k + 1 < end and tree.lower[k] == "-" and tree.lower[k + 1] in MAGNITUDES:
        k += 1  # `a 1.5-billion loan`
    if k + 1 >= end and k < end and tree.lower[k][-1:] == "." and tree.end[k - 1] == tree.start[k]:
        short = MAGNITUDES.get(tree.lower[k][:-1])  # `€300m.`, where the full stop ends the sentence
        if short is not None:
            return short, k + 1
    while k < end and tree.lower[k] in MAGNITUDES and (len(tree.lower[k]) > 2 or tree.end[k - 1] == tree.start[k]):
        factor *= MAGNITUDES[tree.lower[k]]
        k += 1
    return factor, k


def _worded(tree: Tree, i: int, end: int) -> Number | None:
    lower, k = tree.lower, i
    if lower[k] in ("a", "an", "half", "one"):
        fraction = _fraction(tree, k, end)
        if fraction is not None:
            return fraction
    words: list[str] = []
    while k < end and (lower[k] in _WORDS or (words and k + 1 < end and _continues(words, lower[k], lower[k + 1]))):
        words.append(lower[k])
        k += 1
    if not words:
        if lower[i] in ("a", "an") and i + 1 < end and lower[i + 1] in _POWERS:
            factor, k = _magnitude(tree, i + 1, end)
            return Number(i, k, factor, factor, False, True)
        return None
    value = _value(" ".join(w for w in words if w != "-"))
    if value is None:
        return None
    if k + 1 < end and lower[k] == "-" and lower[k + 1] in FRACTIONS and value < 20:
        share = value * FRACTIONS[lower[k + 1]]
        return Number(i, k + 2, share, share, True, True)
    if k < end and lower[k] in FRACTIONS and lower[k].endswith("s") and value < 20:
        share = value * FRACTIONS[lower[k]]
        return Number(i, k + 1, share, share, True, True)
    if k + 2 < end and lower[k] == "and" and lower[k + 1] in ("a", "one") and lower[k + 2] in ("half", "quarter"):
        value += FRACTIONS[lower[k + 2]]
        k += 3
    factor, k = _magnitude(tree, k, end)
    return Number(i, k, value * factor, value * factor, False, True)


def _continues(words: list[str], link: str, following: str) -> bool:
    """`twenty-one` and `two hundred and five` go on, `two and three` does not."""
    if following not in _WORDS:
        return False
    if link == "-":
        return words[-1].endswith("ty") and following in _SMALL
    return link == "and" and words[-1] in ("hundred", "thousand", "million")


def _fraction(tree: Tree, i: int, end: int) -> Number | None:
    lower = tree.lower
    k = i
    share = 1.0
    if lower[k] in ("a", "an", "one"):
        k += 1
        if k < end and lower[k] == "-":
            k += 1
        if k >= end or lower[k] not in ("half", "third", "quarter", "fifth", "tenth", "sixth", "eighth"):
            return None
    share = FRACTIONS[lower[k]]
    k += 1
    if k + 2 < end and lower[k] == "of" and lower[k + 1] in ("a", "one") and lower[k + 2] in MAGNITUDES:
        factor, after = _magnitude(tree, k + 2, end)
        return Number(i, after, share * factor, share * factor, False, True)
    if lower[k - 1] == "half" and k < end and lower[k] in ("a", "an"):
        factor, after = _magnitude(tree, k + 1, end)
        return Number(i, after, share * factor, share * factor, False, True) if after > k + 1 else None
    if lower[k - 1] == "half" and k < end and lower[k] in MAGNITUDES:
        factor, after = _magnitude(tree, k, end)
        return Number(i, after, share * factor, share * factor, False, True)
    return Number(i, k, share, share, True, True)


@lru_cache(maxsize=4096)
def _value(words: str) -> float | None:
    if words in _SMALL:
        return _SMALL[words]
    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None
