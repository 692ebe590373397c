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


def values_in(text: str) -> Iterator[Appeal]:
    """Every appeal to a value in `text`; words that tell of two values give two."""
    pattern, values = _lexicon()
    for match in pattern.finditer(text):
        for value in values[match.lastgroup or ""]:
            yield Appeal(value, match.start(), match.end())


@lru_cache(maxsize=1)
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
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
    # longer expressions first, so that `territorial integrity` is one appeal
    ordered = sorted(told, key=lambda word: (-word.count("_"), -len(word)))
    groups = {f"g{k}": tuple(dict.fromkeys(told[word])) for k, word in enumerate(ordered)}
    parts = (f"(?P<g{k}>{_written(word)})" for k, word in enumerate(ordered))
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE), groups


def _written(word: str) -> str:
    stem = r"\s+".join(re.escape(part) for part in word.removesuffix("*").split("_"))
    return stem + (r"\w*" if word.endswith("*") else "")
