"""The layouts in which interviews and transcripts are printed, told from the text alone.

turns_of   the turns of an article: `Q: ... A: ...`, `VANE: ...`, names on their own lines, questions set off or bare
lines_of   its lines
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zopa.read.findings import Span

_ASKING: Final = frozenset("q question interviewer moderator host reporter journalist".split())
_ANSWERING: Final = frozenset("a answer interviewee".split())
_NAME = r"(?:[A-Z][\w.'’&-]*)(?:[ ](?:[a-z]{2,3}[ ])?[A-Z][\w.'’&-]*){0,4}"
_LABELLED: Final = re.compile(rf"(?P<label>{_NAME})(?:[ ]?[(,][^():\n]{{1,60}}\)?)?:(?:[ \t]+|$)")
_LETTERED: Final = re.compile(r"(?P<label>Q|A|Question|Answer)(?:[:.]|[ ]?[-–—])[ ]?(?=\S)")
_ALONE: Final = re.compile(rf"(?P<label>{_NAME}):?$")
_TALKING: Final = re.compile(
    r"\binterview|\bspoke (?:to|with)\b|\bsp(?:eaks|eaking) (?:to|with)\b|\btalk(?:s|ed|ing) (?:to|with)\b"
    r"|\bconversation\b|\bQ ?& ?A\b|\bquestions? (?:and|for)\b|\bwe (?:asked|met)\b|\btells? (?:us|The)\b",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b")
_EMPHASIS: Final = ("**", "__", "*", "_")  # of whole lines, as Markdown marks them
_TURNS: Final = 3  # fewer are no interview
_QUESTION_WORDS: Final = 60  # of a line that is one question
_LABEL_CHARS: Final = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """What one label, or none, has said: code points of its words, with the words of the label."""

    label: str  # empty where the layout has none
    named: Span  # the label; empty at the start of the words where there is none
    words: Span
    asks: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks around it; `start` is the first of its letters in the text."""

    start: int
    text: str


def turns_of(text: str, speaks: Callable[[str], bool]) -> list[Turn]:
    """The turns of an article in order; none where it is neither interview nor transcript.

    `speaks` tells of a label whether it can be a person, an outlet or a body.
    """
    lines = lines_of(text)
    for found in (_lettered(lines), _labelled(lines, speaks), _on_lines(lines, speaks)):
        if found:
            return _closed(text, lines, found)
    return _closed(text, lines, _bare(text, lines))


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found, start = [], 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            found.append(Line(start + raw.index(bare[0]), bare))
        start += len(raw) + 1
    return found


def asks(label: str) -> bool:
    """Whether a label is that of whoever puts the questions: `Q`, `Interviewer`."""
    return label.lower() in _ASKING


def answers(label: str) -> bool:
    """Whether a label is that of whoever is asked, without a name: `A`, `Answer`."""
    return label.lower() in _ANSWERING


_Start = tuple[int, str, Span, int, bool]  # number of the line, label, where it stands, where the words begin, asks


def _lettered(lines: list[Line]) -> list[_Start]:
    """`Q: ...`, `A. ...`; not where a paper answers questions of its own, without an `I`."""
    found: list[_Start] = []
    for k, line in enumerate(lines):
        match = _LETTERED.match(line.text)
        if match is not None:
            found.append(_start(k, line, match, asks(match["label"])))
    asked = [f for f in found if f[4]]
    whole = "\n".join(line.text for line in lines)
    spoken = _FIRST_PERSON.search(whole) or _TALKING.search(whole)
    return found if spoken and asked and len(found) - len(asked) >= 2 else []


def _labelled(lines: list[Line], speaks: Callable[[str], bool]) -> list[_Start]:
    """`SPIEGEL: ...`, `Ann Vane (minister): ...`: labels that come again, one of which asks, or all of which speak."""
    matches = [(k, line, m) for k, line in enumerate(lines) if (m := _LABELLED.match(line.text)) is not None]
    if all(_LETTERED.match(line.text) for _, line, _ in matches):
        return []
    return _judged(lines, matches, speaks)


def _on_lines(lines: list[Line], speaks: Callable[[str], bool]) -> list[_Start]:
    """The same with the name on a line of its own."""
    matches = [
        (k, line, m)
        for k, line in enumerate(lines[:-1])
        if len(line.text) <= _LABEL_CHARS and (m := _ALONE.match(line.text)) is not None
    ]
    return _judged(lines, matches, speaks)


def _judged(
    lines: list[Line], matches: list[tuple[int, Line, re.Match[str]]], speaks: Callable[[str], bool]
) -> list[_Start]:
    counted = Counter(m["label"] for _, _, m in matches)
    questions: Counter[str] = Counter()
    for k, line, m in matches:
        own = line.text[m.end() :] or (lines[k + 1].text if k + 1 < len(lines) else "")
        questions[m["label"]] += own.rstrip("”\"’'").endswith("?")
    able = {label: asks(label) or answers(label) or speaks(label) for label in counted}
    if any(able.values()):  # whoever puts questions to somebody speaks, whatever the name
        able = {label: can or questions[label] > 0 for label, can in able.items()}
    again = {label for label, n in counted.items() if n > 1}
    if len(again) < 1 or len(counted) < 2 or not all(able[label] for label in again):
        return []
    turns = [match for match in matches if able[match[2]["label"]]]
    if len(turns) < _TURNS:
        return []
    asking = {label for label in counted if asks(label) or 2 * questions[label] > counted[label]}
    personal = any(_FIRST_PERSON.search(line.text) for _, line, _ in turns)
    if not asking and not (personal and len(again) > 1) and not all(label.isupper() for label in again):
        return []  # a digest: `Trump: a deal is near`
    return [_start(k, line, m, m["label"] in asking) for k, line, m in turns]


def _start(k: int, line: Line, match: re.Match[str], asking: bool) -> _Start:
    named = (line.start + match.start("label"), line.start + match.end("label"))
    return k, match["label"], named, line.start + match.end(), asking


def _bare(text: str, lines: list[Line]) -> list[_Start]:
    """Questions as paragraphs of their own and answers below, without labels.

    They are set off by emphasis, or what they stand in calls itself a conversation.
    """
    mark, questions = _set_off(lines)
    if not mark:
        questions = [k for k, line in enumerate(lines) if _question(line.text)]
    if len(questions) < _TURNS:
        return []
    outside = text[: lines[questions[0]].start] + "\n" + lines[-1].text
    blocks = [lines[a + 1 : b] for a, b in zip(questions, [*questions[1:], len(lines)], strict=True)]
    personal = sum(any(_FIRST_PERSON.search(line.text) for line in block) for block in blocks)
    if 2 * personal < len(blocks) or not (mark or (_TALKING.search(outside) and all(blocks[:-1]))):
        return []
    found: list[_Start] = []
    for k, block in zip(questions, blocks, strict=True):
        begin = lines[k].start + len(mark)
        found.append((k, "", (begin, begin), begin, True))
        if block:
            found.append((k + 1, "", (block[0].start, block[0].start), block[0].start, False))
    return found


def _set_off(lines: list[Line]) -> tuple[str, list[int]]:
    """The mark of emphasis and the numbers of the lines in it, where a third of these are questions; else nothing."""
    for mark in _EMPHASIS:
        rows = [k for k, line in enumerate(lines) if _emphasised(line.text, mark)]
        while rows and (rows[0] == 0 or rows[0] + 1 in rows[1:2]):
            del rows[0]  # a headline, or what stands between it and the first question
        asked = sum(lines[k].text.removesuffix(mark).endswith("?") for k in rows)
        if len(rows) >= _TURNS and 3 * asked >= len(rows):  # `But you refused.` is a question, too
            return mark, rows
    return "", []


def _emphasised(line: str, mark: str) -> bool:
    inner = line[len(mark) : -len(mark)]
    return line.startswith(mark) and line.endswith(mark) and bool(inner.strip("*_ ")) and mark not in inner


def _question(line: str) -> bool:
    return line.endswith("?") and len(line.split()) <= _QUESTION_WORDS and line[0] not in "\"“‘'"


def _closed(text: str, lines: list[Line], starts: list[_Start]) -> list[Turn]:
    """The turns with their ends: up to the next, the last one as long as its paragraphs say `I` or `we`."""
    found = []
    for n, (k, label, named, begin, asking) in enumerate(starts):
        if n + 1 < len(starts):
            stop = lines[starts[n + 1][0]].start
        else:
            last = k if begin < lines[k].start + len(lines[k].text) else min(k + 1, len(lines) - 1)
            while last + 1 < len(lines) and _FIRST_PERSON.search(lines[last + 1].text):
                last += 1
            stop = lines[last].start + len(lines[last].text)
        while begin < stop and text[begin].isspace():
            begin += 1
        inner = text[begin:stop].rstrip()
        if inner:
            found.append(Turn(label, named, (begin, begin + len(inner)), asking))
    return found
