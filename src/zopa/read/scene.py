"""What every reader of one article sees: the parsed text, who is mentioned where, the dates, the quotes.

A `Scene` is built by `zopa.read.pipeline` in the order parse, dates, mentions, quotes; a reader takes a scene and
returns its findings. Readers never change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from zopa.cases import Case
from zopa.ingest import Article
from zopa.read.document import Doc, Span, Token
from zopa.read.findings import Quote

MentionKind = Literal["name", "title", "pronoun", "group"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor. `parties` is empty where nobody could say for whom the actor speaks."""

    start: int  # code points of the article's text
    end: int
    head: int  # index of the head token in the document
    kind: MentionKind
    actor: str | None  # "Vladimir Putin", "European Union"; None for unresolved pronouns and unnamed persons
    parties: tuple[str, ...] = ()  # "Russia"; several for `both sides` or `Ukraine and EU countries`
    modifier: bool = False  # only qualifies another noun: `Russian gas`, `Kyiv's demand`
    person: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression and what it resolves to; both days included, None where it cannot be resolved."""

    start: int
    end: int
    first: date | None
    last: date | None
    kind: Literal["date", "time", "duration", "set"]
    value: str  # TIMEX3 value ("2025-08-15", "2025-W33", "P3W"), "" where unknown


@dataclass(frozen=True)
class Scene:
    """One article being read."""

    article: Article
    case: Case
    doc: Doc
    moments: Sequence[Moment] = ()
    mentions: Sequence[Mention] = ()
    quotes: Sequence[Quote] = ()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of the text, in order."""
        return tuple(self.doc.sents)

    @cached_property
    def _mention_heads(self) -> dict[int, Mention]:
        return {m.head: m for m in self.mentions}

    @cached_property
    def _mention_tokens(self) -> dict[int, Mention]:
        """Every token inside a mention, the innermost mention winning."""
        found: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):
            span = self.doc.char_span(mention.start, mention.end)
            if span is not None:
                found.update(dict.fromkeys(range(span.start, span.end), mention))
        return found

    def mention_of(self, token: Token) -> Mention | None:
        """The mention headed by `token`, else the innermost one that the token stands in."""
        return self._mention_heads.get(token.i) or self._mention_tokens.get(token.i)

    def moments_in(self, start: int, end: int) -> list[Moment]:
        """Time expressions that lie inside [start, end)."""
        return [m for m in self.moments if start <= m.start and m.end <= end]
