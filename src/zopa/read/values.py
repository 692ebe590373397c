"""Values and motives that words appeal to: security, sovereignty, law, justice, economy, honour, humanitarian.

values_in(text)   each value with the words that tell of it, in text order
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

VALUES: Final = ("security", "sovereignty", "law", "justice", "economy", "honour", "humanitarian")


@dataclass(frozen=True, slots=True)
class Appeal:
    """A value and the code points of the words in the text that tell of it."""

    value: str
    start: int
    end: int


_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def values_in(text: str) -> Iterator[Appeal]:
    """Every appeal to a value in `text`; words that tell of two values give two."""
    words = _lexicon()
    found = [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text)]
    i = 0
    while i < len(found):
        taken, values = words.at([word for _, _, word in found[i : i + words.longest]])
        for value in values:
            yield Appeal(value, found[i][0], found[i + taken - 1][1])
        i += taken


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Expressions by their first word (longest first), and stems by their length."""

    phrases: dict[str, list[tuple[tuple[str, ...], bool, tuple[str, ...]]]]
    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    lengths: tuple[int, ...]
    longest: int

    def at(self, words: list[str]) -> tuple[int, tuple[str, ...]]:
        """How many of the words the expression that begins here takes, and the values that it tells of."""
        for expression, open_ended, values in self.phrases.get(words[0], ()):
            size = len(expression)
            here = words[:size]
            if len(here) == size and here[:-1] == list(expression[:-1]):
                last = here[-1]
                if last == expression[-1] or (open_ended and last.startswith(expression[-1])):
                    return size, values
        word = words[0]
        told = list(self.words.get(word, ()))
        for length in self.lengths:
            if length <= len(word):
                told += self.stems.get(word[:length], ())
        return 1, tuple(dict.fromkeys(told))


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    raw = (resources.files("zopa.read") / "data" / "values.txt").read_text(encoding="utf-8")
    told: dict[str, list[str]] = {}
    value = ""
    for line in raw.splitlines():
        if not line or line.startswith("#"):
            continue
        head, colon, rest = line.partition(":")
        if colon and not line.startswith(" "):
            value, words = head, rest.split()
        else:
            words = line.split()
        for word in words:
            told.setdefault(word, []).append(value)
    phrases: dict[str, list[tuple[tuple[str, ...], bool, tuple[str, ...]]]] = {}
    plain: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for written, values in told.items():
        open_ended = written.endswith("*")
        parts = tuple(written.removesuffix("*").split("_"))
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, open_ended, tuple(values)))
        elif open_ended:
            stems[parts[0]] = tuple(values)
        else:
            plain[parts[0]] = tuple(values)
    for expressions in phrases.values():
        expressions.sort(key=lambda one: -len(one[0]))
    longest = max((len(one[0]) for every in phrases.values() for one in every), default=1)
    return _Lexicon(phrases, plain, stems, tuple(sorted({len(stem) for stem in stems})), longest)
