"""Articles that are somebody's own words: statements, speeches, letters, opinion pieces. Their `we` is whoever signs.

Who signs is told by the head (`Statement of the African Group`, `By Ana Lund`, the name under `Press release`) or by
the foot (`Ana Lund is president of the union`, a name alone on the last line).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zopa.read.findings import Quote, Span
from zopa.read.knowledge import words as word_list
from zopa.read.scene import Mention, Scene

_PERSONAL: Final = re.compile(r"(?<!\w)(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s|[Mm]e|[Mm]yself|[Oo]urselves)(?!\w|\.)")
_OFTEN: Final = 3  # words of the first person outside quotation marks, fewer are a reporter's
_HEAD: Final = 5  # lines that may name who signs
_FOOT: Final = 2
_HEAD_CHARS: Final = 160  # of such a line: a longer one is a paragraph of the text
_DOCUMENT: Final = (
    r"(?:statement|communiqu[eé]|declaration|remarks|address|speech|message|letter|submission|testimony|appeal"
    r"|position paper|memorandum|manifesto|op-ed|opinion|commentary|viewpoint|resolution|response|briefing note)s?"
)
_TITLED: Final = r"(?:(?:the|[A-Z][\w.]*),? )*$"
_SIGNED_BY: Final = re.compile(rf"\b(?i:{_DOCUMENT})\b[^.?!]{{0,60}}\b(?i:of|by|from) {_TITLED}")
_BY: Final = re.compile(rf"^\W*[Bb][Yy] {_TITLED}")
_OWNED: Final = re.compile(rf"^(?:['’]s?)? (?:[\w-]+ ){{0,2}}{_DOCUMENT}\b", re.IGNORECASE)
_RELEASE: Final = re.compile(r"\b(?:press|news|media) release\b|\bfor immediate release\b", re.IGNORECASE)
_LEADS: Final = re.compile(r"^,? (?:leads|heads|chairs|represents|speaks for)\b")
_IS: Final = re.compile(r"^,? is (?:an? |the )?(?P<office>[\w -]{3,40})")
_SIGNATURE_CHARS: Final = 60


def author_of(scene: Scene, quotes: Sequence[Quote]) -> Mention | None:
    """The mention of whoever signs the article, who speaks for one party; None for reporting."""
    if _spoken_for_oneself(scene.article.text, quotes) < _OFTEN:
        return None
    lines = [line for line in _lines(scene.article.text) if line[1].strip()]
    head = [line for line in lines[:_HEAD] if len(line[1]) <= _HEAD_CHARS]
    released = False
    for start, line in head:
        for mention in _signers(scene, start, line):
            before, after = line[: mention.start - start], line[mention.end - start :]
            opens = released and not before.strip("*_# ")
            if opens or _SIGNED_BY.search(before) or _BY.match(before) or _OWNED.match(after):
                return mention
        released = released or _RELEASE.search(line) is not None
    for start, line in lines[-_FOOT:]:
        for mention in _signers(scene, start, line):
            before, after = line[: mention.start - start], line[mention.end - start :]
            signs = len(line) <= _SIGNATURE_CHARS and (not after.strip("*_ .") or after.startswith(","))
            if mention.person and len(before.split()) <= 1 and (signs or _in_office(after)):
                return mention
    return None


def _in_office(after: str) -> bool:
    """Whether words after a name present it: `is president of the union`."""
    told = _IS.match(after)
    roles = word_list("role")
    return _LEADS.match(after) is not None or (
        told is not None and any(w in roles["speaks"] or w in roles["other"] for w in told["office"].lower().split())
    )


def in_own_words(scene: Scene, quotes: Sequence[Quote], author: Mention) -> tuple[list[Quote], list[Mention]]:
    """The quotes and the mentions with what `I` and `we` say and are outside quotation marks given to the author."""
    text = scene.article.text
    marked = _marked(quotes)
    said = [
        replace(q, speaker=author.actor, party=author.parties[0])
        if q.kind == "indirect" and q.speaker is None and q.speaker_span is not None
        and _PERSONAL.fullmatch(text[slice(*q.speaker_span)]) and not _inside(q.start, marked)
        else q
        for q in quotes
    ]  # fmt: skip
    meant = [
        replace(m, actor=author.actor, parties=author.parties, person=author.person)
        if m.kind == "pronoun" and m.actor is None and _PERSONAL.fullmatch(text[m.start : m.end])
        and not _inside(m.start, marked)
        else m
        for m in scene.mentions
    ]  # fmt: skip
    return said, meant


def _spoken_for_oneself(text: str, quotes: Sequence[Quote]) -> int:
    """How often the first person stands outside quotation marks."""
    marked = _marked(quotes)
    return sum(not _inside(m.start(), marked) for m in _PERSONAL.finditer(text))


def _marked(quotes: Sequence[Quote]) -> list[Span]:
    return [part for q in quotes if q.kind in ("direct", "mixed") for part in q.parts]


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _lines(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found


def _signers(scene: Scene, start: int, line: str) -> list[Mention]:
    """The mentions on a line that speak for one party."""
    return [
        m for m in scene.mentions
        if start <= m.start < start + len(line) and m.kind != "pronoun" and len(m.parties) == 1 and m.actor
    ]  # fmt: skip
