"""An article as the rest of zopa knows it: clean text, and the record of how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PublishedFrom = Literal["meta", "text", "file", "user"]


@dataclass(frozen=True, slots=True)
class Removed:
    """Words that were taken out of a page: `start` and `end` count code points of the page before removal.

    Putting every `text` back at its `start`, in order, restores the page exactly.
    """

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article; every offset of every finding counts code points of `text`."""

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    published_because: str | None = None  # the words or field that gave the date, or why there is none
    language: str | None = None
    words: int = 0
    duplicate_of: str | None = None
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was asked for and could not be read, and why."""

    path: str
    reason: str


def page_of(article: Article) -> str:
    """The page as it was before removal: the article's text with everything removed put back."""
    parts: list[str] = []
    taken = 0  # characters of `article.text` used so far
    length = 0  # characters of the page rebuilt so far
    for piece in article.removed:
        gap = piece.start - length
        parts += [article.text[taken : taken + gap], piece.text]
        taken += gap
        length = piece.end
    parts.append(article.text[taken:])
    return "".join(parts)
