"""What a page says twice: headlines above themselves, pulled-out sentences, summaries that reword the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from zopa.ingest.clean.units import STOPWORDS, Unit, stem

_NUMBER = re.compile(r"\d+")
_NEGATION: Final = frozenset(
    """
    not no never none neither nor without cannot can't won't don't doesn't didn't isn't aren't
    """.split()
)


def repeated(units: Sequence[Unit], head: int) -> dict[int, str]:
    """Units whose words all stand elsewhere: index to reason. `head` is the index of the first paragraph of prose."""
    gone: dict[int, str] = {}
    seen: dict[str, int] = {}
    for unit in units:
        least = 2 if unit.index <= head else 4
        if len(unit.words) >= least and unit.key in seen:
            gone[unit.index] = "repeated headline" if unit.index <= head + 1 and not unit.solid else "repeated"
        elif len(unit.words) >= 2:
            seen.setdefault(unit.key, unit.index)
    for unit in units[: head + 1]:
        if unit.index in gone or unit.solid:
            continue
        for other in units[: unit.index]:
            if other.index not in gone and _same_headline(other, unit):
                gone[unit.index] = "repeated headline"
                break
    gone.update(_pulled_out(units, gone))
    return gone


def _same_headline(first: Unit, second: Unit) -> bool:
    """Two lines of the head that are one headline, perhaps with the site's name behind it."""
    if min(len(first.words), len(second.words)) < 4:
        return False
    if _NUMBER.findall(first.text) != _NUMBER.findall(second.text):
        return False
    rest = set(second.words) - set(first.words)
    if len(second.words) <= len(first.words) and not rest:
        return fuzz.partial_ratio(first.key, second.key) > 95
    return rest <= STOPWORDS - _NEGATION and fuzz.ratio(first.key, second.key) > 90


def _pulled_out(units: Sequence[Unit], gone: dict[int, str]) -> dict[int, str]:
    """Short units whose every word stands, in the same order, inside a longer paragraph (pull quotes)."""
    short = [u for u in units if 8 <= len(u.words) <= 45 and u.index not in gone]
    found: dict[int, str] = {}
    if not short:
        return found
    whole = "\n".join(f" {unit.key} " for unit in units if unit.index not in gone)
    for unit in short:
        if whole.count(f" {unit.key} ") > 1 and not unit.text.endswith(":"):
            found[unit.index] = "repeated"
    return found


def covered(unit: Unit, before: Sequence[Unit]) -> float:
    """How much of a unit's meaning the paragraphs before it hold, 0..1; 0 where it brings a new number or name."""
    if len(unit.stems) < 4:
        return 0.0
    known: set[str] = set().union(*(other.stems for other in before)) if before else set()
    numbers = set(_NUMBER.findall(re.sub(r"^\s*\(?\d{1,2}[.)]\s", "", unit.text)))
    if not numbers <= {number for other in before for number in _NUMBER.findall(other.text)}:
        return 0.0
    if any(stem(name.lower()) not in known for name in _names(unit.text)):
        return 0.0
    return len(unit.stems & known) / len(unit.stems)


def closest(unit: Unit, others: Sequence[Unit]) -> float:
    """The largest share of a unit's stems that any one other paragraph holds, 0..1."""
    if len(unit.stems) < 4:
        return 0.0
    return max((len(unit.stems & other.stems) / len(unit.stems) for other in others), default=0.0)


def _names(text: str) -> list[str]:
    """Capitalised words that do not open a sentence."""
    return re.findall(r"(?<![.!?:\n”\"] )(?<!^)(?<=[a-z,;’'] )([A-Z][a-z]{2,})\b", text)
