"""The units of a page (paragraphs, lines of a menu, items of a list) and what can be seen of one without meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s*\[\d{1,3}\])*\s*$")
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|net|tv|info|me|ly)/\S*", re.I)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[•·▪◦‣●–—*-])\s+(?=\S)")
_ENDING = re.compile(r"(?:(?:ing|ed|er|ment|ion|ive|al)?s?|ies|y|ly|es|e)$")
_QUOTE = re.compile(r"[\"“”«»]")

STOPWORDS: Final = frozenset(
    """
    a an the and or but nor so yet of in on at to from by with for as into onto over under about after before
    between through during against within without among is are was were be been being am do does did has have had
    having will would shall should can could may might must this that these those it its he she they them his her
    their our your my we you i who whom which what when where why how if than then there here also just very more
    most some any each such own same too up down out off again further while because until amid toward towards upon
    via per s t
    """.split()
)


@dataclass(frozen=True)
class Unit:
    """One unit; `start` and `end` bound its text on the page without the blanks around it."""

    index: int
    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words in lower case."""
        return tuple(_WORD.findall(self.text.lower().replace("’", "'")))

    @cached_property
    def key(self) -> str:
        """The words alone: equal for units that differ in case, punctuation or marks only."""
        return " ".join(self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of the words that carry meaning."""
        return frozenset(stem(word) for word in self.words if word not in STOPWORDS and not word[0].isdigit())

    @cached_property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_STOP.search(self.text))

    @cached_property
    def is_item(self) -> bool:
        """Whether it begins with a number or mark of a list."""
        return bool(_ITEM.match(self.text))

    @cached_property
    def quoted(self) -> bool:
        """Whether it has marks of quotation."""
        return bool(_QUOTE.search(self.text))

    @cached_property
    def link_share(self) -> float:
        """Share of the characters that stand in web addresses."""
        if "/" not in self.text and "www." not in self.text:
            return 0.0
        return sum(len(url) for url in _URL.findall(self.text)) / len(self.text)

    @cached_property
    def foreign_share(self) -> float:
        """Share of the letters that are not Latin."""
        if self.text.isascii():
            return 0.0
        letters = len(_LETTER.findall(self.text))
        return 1 - len(_LATIN.findall(self.text)) / letters if letters else 0.0

    @cached_property
    def solid(self) -> bool:
        """A paragraph of prose by its looks: a sentence of some length, or several."""
        return self.stops and len(self.words) >= 12


def stem(word: str) -> str:
    """The beginning of a word that its inflections and most derivations share."""
    word = word.replace("'s", "").replace("'", "").replace(".", "")
    bare = _ENDING.sub("", word)
    return (bare if len(bare) >= 4 else word)[:6]


def units_of(page: str) -> list[Unit]:
    """The units of a page in order. Lines of a hard-wrapped paragraph make one unit."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in page.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    spans: list[tuple[int, int]] = []
    joins = _joins(page, lines)
    for number, (start, end) in enumerate(lines):
        if number in joins:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    found: list[Unit] = []
    for start, end in spans:
        text = page[start:end]
        bare = text.strip()
        if bare:
            left = start + len(text) - len(text.lstrip())
            found.append(Unit(len(found), left, left + len(bare), bare))
    return found


def _joins(page: str, lines: list[tuple[int, int]]) -> frozenset[int]:
    """Numbers of the lines that go on the paragraph of the line before, where the page is wrapped by hand."""
    lengths = [end - start for start, end in lines]
    if not lengths or max(lengths) > 200:
        return frozenset()
    texts = [page[start:end].strip() for start, end in lines]
    pairs = [n for n in range(1, len(lines)) if texts[n] and texts[n - 1] and not _ITEM.match(texts[n])]
    running = [n for n in pairs if lengths[n - 1] >= 40 and not _STOP.search(texts[n - 1]) and texts[n][0].islower()]
    if len(running) < 3 or len(running) < 0.25 * len(pairs):
        return frozenset()
    width = sorted(lengths[n - 1] for n in running)[len(running) // 2]
    return frozenset(n for n in pairs if lengths[n - 1] >= 0.7 * width)
