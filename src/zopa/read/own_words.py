"""Articles that are somebody's own words: statements, speeches, letters, opinion pieces. Their `we` is whoever signs.

Who signs is told by the head (`Statement of the African Group`, `By Ana Lund`, the name under `Press release`) or by
the foot (`Ana Lund is president of the union`, a name alone on the last line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zopa.read.actors import first_person
from zopa.read.findings import Quote, Span
from zopa.read.knowledge import words as word_list
from zopa.read.quotes_layouts import Line, lines_of
from zopa.read.scene import Mention, Scene

_PERSONAL: Final = re.compile(r"(?<!\w)(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s|[Mm]e|[Mm]yself|[Oo]urselves)(?!\w|\.)")
_OFTEN: Final = 3  # words of the first person outside quotation marks, fewer are a reporter's
_HEAD: Final = 5  # lines that may name who signs
_FOOT: Final = 2
_HEAD_CHARS: Final = 160  # of such a line: a longer one is a paragraph of the text
_DOCUMENT: Final = (
    r"(?:statement|communiqu[eé]|declaration|remarks|address|speech|message|letter|submission|testimony|appeal"
    r"|position paper|memorandum|manifesto|op-ed|opinion|commentary|viewpoint|resolution|response|briefing note"
    r"|(?:press|news|media) release)s?"
)
_TITLED: Final = r"(?:(?:the|[A-Z][\w.]*),? )*$"
_SIGNED_BY: Final = re.compile(rf"\b(?i:{_DOCUMENT})\b[^.?!]{{0,60}}\b(?i:of|by|from) {_TITLED}")
_BY: Final = re.compile(rf"^\W*[Bb][Yy] {_TITLED}")
_OWNED: Final = re.compile(rf"^(?:['’]s?)? (?:[\w-]+ ){{0,2}}{_DOCUMENT}\b", re.IGNORECASE)
_RELEASE: Final = re.compile(r"\b(?:press|news|media) release\b|\bfor immediate release\b", re.IGNORECASE)
_LEADS: Final = re.compile(r"^,? (?:leads|heads|chairs|represents|speaks for)\b")
_IS: Final = re.compile(r"^,? is (?:an? |the )?(?P<office>[\w -]{3,40})")
_SIGNATURE_CHARS: Final = 60
_OPENING_CHARS: Final = 3000  # in which `We, the ministers of Norland` present themselves
_WE_THE: Final = re.compile(r"\bWe, (?=the\b|[A-Z])")
_BESIDE: Final = re.compile(r"(?:,? and|,|,? &)(?: the)? ?")


@dataclass(frozen=True, slots=True)
class Author:
    """Whose words an article is; several parties where they sign together."""

    name: str
    parties: tuple[str, ...]
    person: bool


def author_of(scene: Scene, quotes: Sequence[Quote]) -> Author | None:
    """Whoever signs the article and speaks for a party; None for reporting."""
    text, marked = scene.article.text, _marked(quotes)
    if sum(not _inside(m.start(), marked) for m in _PERSONAL.finditer(text)) < _OFTEN:
        return None
    lines = lines_of(text)
    signer = _at_the_head(scene, lines) or _presented(scene, marked) or _at_the_foot(scene, lines)
    return None if signer is None else _with_others(scene, signer)


def _at_the_head(scene: Scene, lines: Sequence[Line]) -> Mention | None:
    released = False
    for line in lines[:_HEAD]:
        if len(line.text) > _HEAD_CHARS:
            continue
        for mention, before, after in _signers_on(scene, line):
            opens = released and not before.strip("*_# ")
            if opens or _SIGNED_BY.search(before) or _BY.match(before) or _OWNED.match(after):
                return mention
        released = released or _RELEASE.search(line.text) is not None
    return None


def _presented(scene: Scene, marked: Sequence[Span]) -> Mention | None:
    """`We, the ministers of Norland, have met`."""
    text = scene.article.text
    for told in _WE_THE.finditer(text, 0, _OPENING_CHARS):
        if not _inside(told.start(), marked):
            return next(iter(_signers(scene, told.end(), told.end() + _SIGNATURE_CHARS)), None)
    return None


def _at_the_foot(scene: Scene, lines: Sequence[Line]) -> Mention | None:
    for line in lines[-_FOOT:]:
        for mention, before, after in _signers_on(scene, line):
            signs = len(line.text) <= _SIGNATURE_CHARS and (not after.strip("*_ .") or after.startswith(","))
            if mention.person and len(before.split()) <= 1 and (signs or _in_office(after)):
                return mention
    return None


def _with_others(scene: Scene, signer: Mention) -> Author:
    """The signer with those who stand beside it: `Joint statement by Norland and Sudland`."""
    text = scene.article.text
    names, parties, end = [signer.actor or ""], list(signer.parties), signer.end
    for mention in scene.mentions:
        if mention.start >= end and mention.parties and mention.actor:
            if not _BESIDE.fullmatch(text[end : mention.start]):
                break
            end = mention.end
            if not set(mention.parties) <= set(parties):  # `Maria Costa, Sudland` is one
                names.append(mention.actor)
                parties += [party for party in mention.parties if party not in parties]
    *most, last = names
    name = f"{', '.join(most)} and {last}" if most else last
    return Author(name, tuple(parties), signer.person and not most)


def _in_office(after: str) -> bool:
    """Whether words after a name present it: `is president of the union`."""
    told = _IS.match(after)
    roles = word_list("role")
    return _LEADS.match(after) is not None or (
        told is not None and any(w in roles["speaks"] or w in roles["other"] for w in told["office"].lower().split())
    )


def in_own_words(scene: Scene, quotes: Sequence[Quote], author: Author) -> tuple[list[Quote], list[Mention]]:
    """The quotes and the mentions, what `I` and `we` say and are outside quotation marks given to the author."""
    text = scene.article.text
    marked = _marked(quotes)
    party = author.parties[0] if len(author.parties) == 1 else None
    said = [
        replace(q, speaker=author.name, party=party)
        if q.kind == "indirect" and q.speaker is None and q.speaker_span is not None
        and _PERSONAL.fullmatch(text[slice(*q.speaker_span)]) and not _inside(q.start, marked)
        else q
        for q in quotes
    ]  # fmt: skip
    meant = [
        first_person(m, text[m.start : m.end].lower(), author.name, author.parties, person=author.person)
        if m.kind == "pronoun" and m.actor is None and _PERSONAL.fullmatch(text[m.start : m.end])
        and not _inside(m.start, marked)
        else m
        for m in scene.mentions
    ]  # fmt: skip
    return said, meant


def _marked(quotes: Sequence[Quote]) -> list[Span]:
    return [part for q in quotes if q.kind in ("direct", "mixed") for part in q.parts]


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _signers(scene: Scene, start: int, end: int) -> list[Mention]:
    """The mentions between two offsets that speak for somebody of the case or of the world."""
    return [m for m in scene.mentions if start <= m.start < end and m.kind != "pronoun" and m.parties and m.actor]


def _signers_on(scene: Scene, line: Line) -> Iterator[tuple[Mention, str, str]]:
    """The same on a line, each with the words before it and behind it."""
    for mention in _signers(scene, line.start, line.start + len(line.text)):
        yield mention, line.text[: mention.start - line.start], line.text[mention.end - line.start :]
