"""What a page says twice: headlines above themselves, pulled-out sentences, summaries that reword the article."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from rapidfuzz import fuzz

from zopa.ingest.clean.units import STOPWORDS, Unit, stem

_NUMBER = re.compile(r"\d+")
_NEGATION: Final = frozenset(
    """
    not no never none neither nor without cannot can't won't don't doesn't didn't isn't aren't
    """.split()
)

_FEWEST_WORDS: Final = 8
_MOST_PULLED: Final = 45
_MOST_SITE_WORDS: Final = 5
_SITE = re.compile(r" [|–—·:-] [^|–—·]{2,50}$")
_LONGEST_HEAD: Final = 60  # units; a longer one is a list, and comparing all with all would take too long
_MOST_COMPARED: Final = 20
_FEW_REPEATS: Final = 4
_LEAST_COPIED: Final = 60  # words
_LEAST_COPY: Final = 0.3  # share of the page


def repeated(units: Sequence[Unit], head: int) -> dict[int, str]:
    """Units whose words all stand elsewhere: index to reason. `head` is the index of the first paragraph of prose."""
    seen: dict[str, int] = {}
    for unit in units:
        if len(unit.words) >= 2:
            seen.setdefault(unit.key, unit.index)
    gone = _repeated_head(units, seen, head)
    again = {u.index: seen[u.key] for u in units if seen.get(u.key, u.index) < u.index and u.index not in gone}
    copied = _longest_copy(units, again)
    gone.update(dict.fromkeys(copied, "repeated"))
    lone = [at for at in again if at not in copied and len(units[at].words) >= _FEWEST_WORDS and not _form(units[at])]
    lone += _pulled_out(units, {*gone, *again, *range(head)})
    if len(lone) <= max(_FEW_REPEATS, len(units) // 10):  # more, and the page is a form that is filled anew
        gone.update(dict.fromkeys(lone, "repeated"))
    return gone


def _longest_copy(units: Sequence[Unit], again: dict[int, int]) -> range:
    """The longest run of units that stand twice in one order, where it makes up much of the page."""
    best = range(0)
    start = 0
    for at in range(len(units)):
        if again.get(at) is None or again[at] != again.get(at - 1, -2) + 1:
            start = at
        if at in again and at + 1 - start > len(best):
            best = range(start, at + 1)
    words = sum(len(units[at].words) for at in best)
    whole = words >= _LEAST_COPIED and words >= _LEAST_COPY * sum(len(unit.words) for unit in units)
    return best if whole else range(0)


def _repeated_head(units: Sequence[Unit], seen: dict[str, int], head: int) -> dict[int, str]:
    """Lines of the head and the first paragraph that stand twice there, and headlines that come again anywhere."""
    gone: dict[int, str] = {}
    for unit in units:
        first = seen.get(unit.key, unit.index)
        headline = first < head and len(unit.words) >= 4
        if first < unit.index and (unit.index <= head or headline or (unit.index == head + 1 and not _form(unit))):
            gone[unit.index] = "repeated" if unit.solid else "repeated headline"
        elif unit.index <= min(head, _LONGEST_HEAD) and not unit.solid:
            others = (other for other in units[: unit.index] if other.index not in gone)
            if any(same_headline(other, unit) for other in others):
                gone[unit.index] = "repeated headline"
    return gone


def _form(unit: Unit) -> bool:
    """Whether a line may well stand twice: a question put to each, a label, a line of a table."""
    return unit.text.endswith(("?", ":")) or not unit.stops


def same_headline(first: Unit, second: Unit) -> bool:
    """Two lines of the head that are one headline, perhaps with the site's name behind it."""
    if min(len(first.words), len(second.words)) < 4:
        return False
    if _NUMBER.findall(first.text) != _NUMBER.findall(second.text):
        return False
    rest = set(second.words) - set(first.words)
    if second.key.startswith(first.key) and len(second.words) - len(first.words) <= _MOST_SITE_WORDS:
        return bool(_SITE.search(second.text))
    if len(second.words) <= len(first.words) and not rest:
        return fuzz.partial_ratio(first.key, second.key) > 95
    return rest <= STOPWORDS - _NEGATION and fuzz.ratio(first.key, second.key) > 90


def _pulled_out(units: Sequence[Unit], gone: Container[int]) -> list[int]:
    """Short units whose every word stands, in the same order, inside a longer paragraph (pull quotes)."""
    left = [u for u in units if u.index not in gone and len(u.words) >= _FEWEST_WORDS]
    short = [u for u in left if len(u.words) <= _MOST_PULLED and not u.text.endswith(":")]
    starts = {u.words[:_FEWEST_WORDS] for u in short}
    where: dict[tuple[str, ...], list[Unit]] = {}
    for u in left:
        for at in range(1, len(u.words) - _FEWEST_WORDS + 1):
            run = u.words[at : at + _FEWEST_WORDS]
            if run in starts:
                where.setdefault(run, []).append(u)
        if len(u.words) > _FEWEST_WORDS and u.words[:_FEWEST_WORDS] in starts:
            where.setdefault(u.words[:_FEWEST_WORDS], []).append(u)
    return [
        u.index
        for u in short
        if any(
            len(other.words) > len(u.words) and f" {u.key} " in f" {other.key} "
            for other in where.get(u.words[:_FEWEST_WORDS], [])[:_MOST_COMPARED]
        )
    ]


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
