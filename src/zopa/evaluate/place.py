"""Where gold evidence stands in a text, and in which sentences.

The sentences are found by rules of their own, apart from the reader's parser, so that the measure does not depend
on what it measures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

Span = tuple[int, int]

_FOLDED = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
})  # fmt: skip
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")

# a full stop after these, or after a single capital, does not end a sentence
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Adm|Amb|Pres|Hon|Rev|St|Jr|Sr|No|vs|etc|Inc|Ltd|"
    r"Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|cf|al|e\.g|i\.e|a\.m|p\.m|[A-Z]\.[A-Z]|"
    r"R-[A-Z][a-z]+|D-[A-Z][a-z]+)\.)$"
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")


def fold(text: str) -> tuple[str, list[int]]:
    """`text` with plain quotes and dashes, single spaces, lower case; and for each character its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        plain = "..." if char == "…" else char.translate(_FOLDED).lower()
        if plain.isspace():
            if letters and letters[-1] == " ":
                continue
            plain = " "
        for letter in plain:
            letters.append(letter)
            places.append(i)
    return "".join(letters), places


class Places:
    """One text, prepared for looking up evidence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._at = fold(text)
        self.sentences: tuple[Span, ...] = sentences(text)
        self._starts = [start for start, _ in self.sentences]

    def all_of(self, words: str) -> list[Span]:
        """Every place where `words` stand, tolerant of quotes, dashes, white space and case; empty if nowhere."""
        wanted = fold(words)[0].strip()
        found: list[Span] = []
        if not wanted:
            return found
        at = self._folded.find(wanted)
        while at >= 0:
            found.append((self._at[at], self._at[at + len(wanted) - 1] + 1))
            at = self._folded.find(wanted, at + 1)
        return found

    def sentences_of(self, span: Span) -> Span:
        """From the start of the first sentence that `span` touches to the end of the last."""
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        last = max(first, bisect_right(self._starts, max(span[0], span[1] - 1)) - 1)
        return min(span[0], self._starts[first]), max(span[1], self.sentences[last][1])


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order; a line break ends one."""
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if end.group()[0] != "\n":
            if end.group().rstrip("\"'”’»)]") == "." and _ABBREVIATED.search(
                text, max(start, end.start() - 12), end.start() + 1
            ):
                continue
            following = text[end.end() : end.end() + 3].lstrip()
            if following[:1].islower():
                continue
        _keep(text, start, end.end(), found)
        start = end.end()
    _keep(text, start, len(text), found)
    return tuple(found) or ((0, len(text)),)


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    piece = text[start:end]
    if piece.strip():
        found.append((start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))))


def within(span: Span, frames: Sequence[Span]) -> bool:
    """Does `span` lie in one of `frames`, or overlap it by at least half of its own length?"""
    start, end = span
    return any(2 * (min(end, last) - max(start, first)) >= max(1, end - start) for first, last in frames)
