"""Quotation marks to quoted stretches of text: curly, straight, doubled apostrophes, single and angled marks.

Owns the pairing of marks. A stretch never leaves its paragraph: a mark that is never closed loses the rest of the
paragraph at most, and only up to the next mark that clearly opens a new quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\n|[“”„«»\"‘’‹›]|''|``|'")
_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")
_GERMAN_CLOSER = "“"  # closes what „ opened
_DOUBLES = frozenset(['"', "''", "``"])
_SENTENCE_END = re.compile(r"[.!?…][\"'’”)\]]*(?=\s)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks: `start` and `end` include the marks, `inner` is what stands between them.

    Offsets count code points of the text. `single` tells single marks from double ones; `closed` is false where the
    closing mark is missing.
    """

    start: int
    end: int
    inner: tuple[int, int]
    single: bool
    closed: bool


def quoted_stretches(text: str) -> list[Quoted]:
    """The outermost quoted stretches of `text`, in order, never overlapping, never across a line break."""
    found: list[Quoted] = []
    opened: tuple[int, int, str] | None = None  # start, end and mark of the double mark that waits for its partner
    singles: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if mark == "\n":
            if opened is not None:
                found.append(_unclosed(text, opened, start))
                opened = None
            singles.clear()
        elif mark in ("‘", "’", "'", "‹", "›"):
            if opened is None:
                _single_mark(text, mark, start, end, singles, found)
        elif opened is None:
            if mark in _OPENERS or (
                mark in _DOUBLES and (not _closes_only(text, start, end) or _misplaced(text, start, end))
            ):
                opened = (start, end, mark)
        elif (
            mark in _CLOSERS
            or (opened[2] == "„" and mark == _GERMAN_CLOSER)
            or (mark in _DOUBLES and not _opens_only(text, start, end))
        ):
            if opened[2] in _OPENERS and mark in _DOUBLES and not _closes_only(text, start, end):
                continue
            found.append(Quoted(opened[0], end, (opened[1], start), single=False, closed=True))
            opened = None
        elif mark in _OPENERS or mark in _DOUBLES:
            found.append(_unclosed(text, opened, start))
            opened = (start, end, mark)
    if opened is not None:
        found.append(_unclosed(text, opened, len(text)))
    return _outermost(found)


def _single_mark(
    text: str, mark: str, start: int, end: int, singles: list[tuple[int, int]], found: list[Quoted]
) -> None:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = mark in "‘‹" or (mark == "'" and not before.isalnum() and before not in ".,!?…”\"'" and after.isalnum())
    if opens:
        singles.append((start, end))
        return
    closes = mark == "›" or (not after.isalnum() and not before.isspace())
    if not (closes and singles):
        return
    if before in "sz" and mark != "›" and after == " " and _later_single(text, end):
        return  # `the workers' demand` inside single marks: a better partner follows
    opener = singles.pop()
    singles.clear()
    if start - opener[1] > 1:
        found.append(Quoted(opener[0], end, (opener[1], start), single=True, closed=True))


def _later_single(text: str, position: int) -> bool:
    """Whether a clear closing single mark (after a full stop or comma) follows before another one opens."""
    line = text.find("\n", position)
    rest = text[position : line if line >= 0 else len(text)]
    match = re.search(r"[.,!?]['’]|[\s(]['‘](?=\w)", rest)
    return match is not None and match.group()[0] in ".,!?"


def _opens_only(text: str, start: int, end: int) -> bool:
    """A straight mark with space before and a word after it cannot close."""
    return (start == 0 or text[start - 1] in " \t\n([—–-") and end < len(text) and not text[end].isspace()


def _closes_only(text: str, start: int, end: int) -> bool:
    """A straight mark with a word before and space or a stop after it cannot open."""
    return (
        start > 0 and not text[start - 1].isspace() and (end == len(text) or text[end].isspace() or text[end] in ".,;")
    )


def _misplaced(text: str, start: int, end: int) -> bool:
    """Whether a mark with nothing to close has slipped to the wrong side of a space: `he said," and then."`."""
    line = text.find("\n", end)
    rest = re.search(r'"', text[end : line if line >= 0 else len(text)])
    if rest is None or text[start - 1] not in ",:":
        return False
    following = end + rest.start()
    return _closes_only(text, following, following + 1)


def _unclosed(text: str, opened: tuple[int, int, str], stop: int) -> Quoted:
    """A stretch without its closing mark: to `stop`, or to the last sentence end before a mark that opens anew."""
    end = stop
    if stop < len(text) and text[stop] != "\n":
        ends = [m.end() for m in _SENTENCE_END.finditer(text, opened[1], stop)]
        end = ends[0] if ends else stop
    while end > opened[1] and text[end - 1].isspace():
        end -= 1
    return Quoted(opened[0], end, (opened[1], end), single=False, closed=False)


def _outermost(found: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for quoted in sorted(found, key=lambda q: (q.start, -q.end)):
        if quoted.inner[1] <= quoted.inner[0] or (kept and quoted.start < kept[-1].end):
            continue
        kept.append(quoted)
    return kept
