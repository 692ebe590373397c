"""Names as the reader looks them up: folded words in one table, the longest name winning.

`fold` brings spellings together (accents, dots of acronyms, curly apostrophes, case); `Lexicon` finds the longest
known name that starts at a word, and checks that capitals stand where the name needs them (`US` is not `us`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zopa.read.knowledge import Gender, Term

EntityKind = Literal["state", "bloc", "organisation", "organ", "group", "region", "faction", "plural", "person",
                     "party", "union", "company", "outlet", "unknown",
                     "block"]  # fmt: skip
Form = Literal["name", "adjective", "people", "seat", "capital", "short"]

_NAME_PARTS = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"  # U.S., B.A.T
    r"|'s\b|[^\W_]+(?:(?!'s\b)['.][^\W_]+)*(?:\.(?=\s|$)|\+(?=\s|$))?"  # McDonald's is two words to the parser
    r"|[&+/]|'"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or some body that can act; `terms` decide the parties of a person by date, else `parties` do."""

    name: str
    kind: EntityKind
    parties: tuple[str, ...] = ()
    gender: Gender | None = None
    terms: tuple[Term, ...] = ()
    from_case: bool = False

    @property
    def person(self) -> bool:
        """Whether this is one human being."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write an entity's name."""

    entity: Entity
    form: Form
    capitals: tuple[bool, ...]  # which words must start with a capital
    upper: bool = False  # an acronym so short that it must stand in capitals


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Lower case, no accents, no dots in acronyms, straight apostrophes."""
    if word.isascii():
        low = word.lower()
    else:
        plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        low = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return low.replace(".", "") if "." in low and len(low) > 1 else low


_LETTERS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d",
                          "ß": "ss", "æ": "ae", "œ": "oe", "–": "-", "‑": "-"})  # fmt: skip


@lru_cache(maxsize=1 << 14)
def spelling(folded: str) -> str:
    """One spelling for the ways a foreign name is written in English: Zelensky, Zelenskyy; Sergei, Sergey."""
    for pattern, to in _SPELLINGS:
        folded = pattern.sub(to, folded)
    return folded


_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?:yy|iy|yi|ii|ij|ei|ey|ay|ai|i|y)$", "y"),
        (r"sk(?:j|y)", "sk"),
        (r"(?<=[^aeiou])([aou])e(?=[^aeio])", r"\1"),  # Schaeuble is Schäuble, Goering Göring
        (r"kh", "h"),
        (r"gh", "h"),
        (r"ou", "u"),
        (r"ee", "i"),
        (r"oo", "u"),
        (r"q", "k"),
        (r"ks", "x"),
        (r"([a-z])\1", r"\1"),
        (r"iy|yi|y", "i"),
        (r"e", "i"),
        (r"o", "a"),
        (r"w", "v"),
    )
)


def split_name(name: str) -> list[str]:
    """The words of a name as the reader sees them; hyphens separate words and count for nothing."""
    return _NAME_PARTS.findall(name.replace("’", "'"))


class Lexicon:
    """Names to entries. Later additions win over earlier ones, so a case overrules what is built in."""

    def __init__(self) -> None:
        self._names: dict[str, dict[tuple[str, ...], Entry]] = {}
        self._first: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]] = {}

    def add(self, name: str, entity: Entity, form: Form = "name", *, any_case: bool = False) -> None:
        """Make `name` mean `entity`. With `any_case`, capitals are not needed."""
        parts = split_name(name)
        if not parts:
            return
        folded = tuple(fold(p) for p in parts)
        capitals = tuple(not any_case and p[0].isupper() for p in parts)
        letters = parts[0].replace(".", "")
        upper = len(parts) == 1 and len(letters) <= 3 and letters.isupper()
        held = self._names.get(folded[0], {}).get(folded[1:])
        if held is not None and held.entity == entity:
            capitals = tuple(a and b for a, b in zip(capitals, held.capitals, strict=True))
        self._names.setdefault(folded[0], {})[folded[1:]] = Entry(entity, form, capitals, upper)
        self._first.pop(folded[0], None)

    def knows(self, name: str) -> Entry | None:
        """The entry of exactly this name."""
        folded = tuple(fold(p) for p in split_name(name))
        return self._names.get(folded[0], {}).get(folded[1:]) if folded else None

    def starts(self, folded: str) -> bool:
        """Whether any name starts with this folded word."""
        return folded in self._names

    def match(self, texts: Sequence[str], folds: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """The longest name that starts at word `at`: the index after its last word, and its entry."""
        candidates = self._first.get(folds[at])
        if candidates is None:
            rest = self._names.get(folds[at])
            if rest is None:
                return None
            candidates = tuple(sorted(rest.items(), key=lambda item: -len(item[0])))
            self._first[folds[at]] = candidates
        for rest_words, entry in candidates:
            end = _fits(texts, folds, at, rest_words, entry)
            if end:
                return end, entry
        return None


def _fits(texts: Sequence[str], folds: Sequence[str], at: int, rest: tuple[str, ...], entry: Entry) -> int:
    first = texts[at]
    if entry.capitals[0] and not first[0].isupper():
        return 0
    if entry.upper and not first.isupper():
        return 0
    here = at + 1
    for n, word in enumerate(rest, start=1):
        if here < len(folds) and folds[here] == "-":
            here += 1
        if here >= len(folds) or folds[here] != word:
            return 0
        if entry.capitals[n] and not texts[here][0].isupper():
            return 0
        here += 1
    return here
