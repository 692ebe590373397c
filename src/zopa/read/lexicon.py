"""The words of negotiation reporting: who takes a position by them, and which way they turn what they govern.

Reads data/attitudes.txt, data/valence.txt and data/concepts.txt once; the files say what their columns mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal, cast

from zopa.read.findings import Move, Polarity

Part = Literal["v", "n", "a", "e", "p"]


@dataclass(frozen=True, slots=True)
class Attitude:
    """What a word says about its holder's position."""

    word: str
    polarity: Polarity
    act: Move
    strength: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Look-ups by lemma; multi-word entries are joined by `+` (verb and particles) or `_` (fixed words)."""

    attitudes: dict[Part, dict[str, Attitude]]
    verbs: dict[str, int]  # +1 or -1: what the verb does to its object
    nouns: dict[str, int]
    modifiers: dict[str, int]
    owning: dict[str, int]  # verbs that say who holds the thing afterwards
    owning_nouns: dict[str, int]
    concepts: dict[str, frozenset[int]]
    signed: dict[str, int]  # words that carry a direction of their own

    def attitude(self, part: Part, *keys: str) -> Attitude | None:
        """The first of `keys` that is known."""
        table = self.attitudes[part]
        return next((table[key] for key in keys if key in table), None)


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("zopa.read") / "data" / name).read_text(encoding="utf-8")
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if line:
            yield line


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with zopa."""
    attitudes: dict[Part, dict[str, Attitude]] = {"v": {}, "n": {}, "a": {}, "e": {}, "p": {}}
    for line in _lines("attitudes.txt"):
        left, words = line.split("|", 1)
        part, polarity, act, strength, *star = left.split()
        for word in words.split():
            entry = Attitude(word, cast(Polarity, polarity), cast(Move, act), float(strength), bool(star))
            attitudes[cast(Part, part)].setdefault(word, entry)
    tables: dict[str, dict[str, int]] = {}
    for line in _lines("valence.txt"):
        kind, *entries = line.split()
        sign = 1 if kind.endswith("+") or kind == "own+n" else -1
        tables.setdefault(kind.rstrip("+-").replace("+n", "n").replace("-n", "n"), {}).update(
            dict.fromkeys(entries, sign)
        )
    concepts: dict[str, frozenset[int]] = {}
    signed: dict[str, int] = {}
    for number, line in enumerate(_lines("concepts.txt")):
        for item in line.split():
            word = item.lstrip("-")
            for form in (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word,):
                concepts[form] = concepts.get(form, frozenset()) | {number}
                if item.startswith("-"):
                    signed[form] = -1
    return Lexicon(
        attitudes, tables[""], tables["n"], tables["m"], tables["own"], tables["ownn"], concepts, signed
    )  # fmt: skip
