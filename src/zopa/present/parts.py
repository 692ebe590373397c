"""The parts of an outline: sentences and tables whose every piece knows its findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.safe import one_line
from zopa.present.wording import source_name
from zopa.read import Finding

T = TypeVar("T")
Tone = Literal["plain", "for", "against", "open", "contested", "warn", "quiet", "head"]
MOST = 250  # lines of one view: a reader wants no more, and a page with more is slow
WORDS = 160  # characters of an excerpt
ISLAND = "Island of agreement"  # begins the titles of its four fields


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `findings` lead to its evidence, `lines` are what belongs under it."""

    text: str
    findings: tuple[str, ...] = ()
    tone: Tone = "plain"
    lines: tuple[Line, ...] = ()
    article: str | None = None  # the article that the whole line is about


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; `level` 0..1 draws a bar, `red_line` a mark."""

    text: str
    findings: tuple[str, ...] = ()
    tone: Tone = "plain"
    level: float | None = None
    red_line: bool = False
    detail: str = ""
    measure: str = "firmness"  # what the level measures
    beside: str = ""  # a few words to show with it


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by rows; the first cell of a row names it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A view of the brief."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    gap: str = ""
    note: str = ""
    draw: Callable[[], str] | None = None  # HTML alone draws: a page in words need not wait for it

    @property
    def figure(self) -> str:
        """SVG of our own making, all words in it escaped; empty where there is nothing to draw."""
        return self.draw() if self.draw else ""


def shortened(lines: Sequence[Line], most: int = MOST) -> tuple[Line, ...]:
    """The first lines, and one that says how many follow in the JSON brief."""
    return lines_of(lines, lambda line: line, most)


def lines_of(found: Sequence[T], line: Callable[[T], Line], most: int = MOST) -> tuple[Line, ...]:
    """A line for each of the first, and one that says how many follow in the JSON brief."""
    shown = tuple(line(one) for one in found[:most])
    if len(found) <= most:
        return shown
    return (*shown, Line(f"{len(found) - most:,} more stand in the JSON brief.", tone="quiet"))


def proposition(brief: Brief, issue: str) -> str:
    """What `for` and `against` refer to; empty for an issue that is not in the case."""
    found = brief.knowledge.case.issues.get(issue)
    return found.proposition if found else ""


def place_of(brief: Brief, finding: Finding) -> str:
    """Where a finding stands: outlet or file, and the article's date."""
    article = brief.knowledge.article.get(finding.article)
    if article is None:
        return finding.article
    return one_line(f"{source_name(article)}, {w.day(article.published)}")


def id_of(finding: Finding) -> str:
    """The finding's id, to follow its place; empty for a bare span of words, which nobody can judge."""
    return "" if type(finding) is Finding else f", {finding.id}"


def article_name(brief: Brief, article_id: str) -> str:
    """The name of an article by id."""
    article = brief.knowledge.article.get(article_id)
    return source_name(article) if article else article_id
