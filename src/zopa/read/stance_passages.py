"""What the learned judge of stances is shown: a sentence, the parties in it, and where each is mentioned.

Owns which mentions count, who speaks a quoted sentence, and which sentence stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zopa import limits
from zopa.read.document import Span
from zopa.read.findings import Quote
from zopa.read.scene import Mention, Scene

PARTIES = 8  # parties that one passage can tell apart
_SHORTEST = 12  # characters: shorter lines are bylines and captions
_TOGETHER = 3  # parties that one mention may stand for; `the allies` of a larger bloc take no side one by one


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence as the judge sees it."""

    sentence: int
    text: str
    parties: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]  # (offset in `text`, index in `parties`), in order of the text
    lead: tuple[str, int] | None = None  # the speaker of a sentence that stands in a quotation, with his party
    before: str = ""  # the sentence before: what this one takes up, and what it is about


def passages(scene: Scene) -> Iterator[Passage]:
    """A passage for each sentence in which a party is mentioned or speaks."""
    before = ""
    mentions = _by_sentence(scene)
    for number, sentence in enumerate(scene.sentences):
        text = scene.article.text[sentence.start_char : sentence.end_char]
        if not _SHORTEST <= len(text.strip()) <= limits.SENTENCE_CHARS:
            before = ""
            continue
        passage = _passage(scene, number, sentence, text, mentions.get(number, ()), before)
        if passage is not None:
            yield passage
        before = text.strip()


def _passage(
    scene: Scene, number: int, sentence: Span, text: str, mentions: Sequence[Mention], before: str
) -> Passage | None:
    parties, marks = _marked(mentions, sentence.start_char)
    lead = None
    quote = spoken(scene, sentence)
    if quote is not None and quote.party is not None:
        named = any(quote.party in m.parties and m.kind != "pronoun" for m in mentions)
        if quote.party not in parties and len(parties) < PARTIES:
            parties.append(quote.party)
        if not named and quote.party in parties:
            lead = (quote.speaker or quote.party, parties.index(quote.party))
    if not parties:
        return None
    return Passage(number, text, tuple(parties), tuple(marks), lead, before)


def _marked(mentions: Sequence[Mention], begin: int) -> tuple[list[str], list[tuple[int, int]]]:
    """The parties of mentions, and the party of each mark with its offset from `begin`."""
    parties: list[str] = []
    marks: list[tuple[int, int]] = []
    for mention in mentions:
        for party in mention.parties[:_TOGETHER]:
            if party not in parties and len(parties) < PARTIES:
                parties.append(party)
            if party in parties:
                marks.append((mention.start - begin, parties.index(party)))
    return parties, marks


def spoken(scene: Scene, sentence: Span) -> Quote | None:
    """The quotation that `sentence` belongs to, where its speaker is named in another sentence."""
    for quote in scene.quotes:
        if quote.kind == "scare" or quote.party is None:
            continue
        if quote.start < sentence.end_char and sentence.start_char < quote.end:
            at = quote.speaker_span
            if at is None or not sentence.start_char <= at[0] < sentence.end_char:
                return quote
    return None


def _by_sentence(scene: Scene) -> dict[int, list[Mention]]:
    """Mentions of parties by sentence, outermost only: `the Russian foreign minister` is one."""
    found: dict[int, list[Mention]] = {}
    starts = [s.start_char for s in scene.sentences]
    at, reach = 0, -1
    for mention in sorted(scene.mentions, key=lambda m: (m.start, -m.end)):
        if not mention.parties or mention.start < reach:
            continue
        reach = mention.end
        while at + 1 < len(starts) and starts[at + 1] <= mention.start:
            at += 1
        found.setdefault(at, []).append(mention)
    return found
