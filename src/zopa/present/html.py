"""The brief as one HTML file that needs nothing else: no server, no network, no other file.

A policy inside the file forbids every load; its scripts and its style sheet are allowed by their hashes. All words
of articles are escaped by Jinja, or stand as JSON that the script only ever sets as text.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from zopa.ingest import Article
from zopa.ledger.rows import kind_of
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.evidence import Numbers, every_finding, first_findings
from zopa.present.outline import heading, outline
from zopa.present.parts import ISLAND, Section, place_of
from zopa.present.safe import one_line, script_json, visible
from zopa.present.wording import source_name
from zopa.read import Finding

REMOVED_SHOWN: Final = 600  # characters of one removed piece; the JSON brief has all
REFS_MOST: Final = 200  # findings that one line can step through
STANDS: Final = frozenset({"for", "against", "open", "contested"})
_HIDDEN: Final = frozenset({"article", "start", "end", "text", "parts", "speaker_span", "cue_span"})


def html_text(brief: Brief, sections: Sequence[Section] | None = None) -> str:
    """The whole page; with `sections` one of these alone, and of the articles those that they point to."""
    numbers = Numbers(brief)
    shown = tuple(outline(brief) if sections is None else sections)
    pages = _Pages(brief, shown, whole=sections is None)
    css, scripts = stylesheet(), (_template("brief.js"), sorting())
    made = environment()
    made.globals.update(
        numbered=numbers.at,
        places=pages.places,
        place_of_article=pages.number_of,
        drawn=Markup,
        removed=lambda article: _removed(brief, article),
    )
    title = visible(brief.knowledge.case.title or brief.knowledge.case.name)
    views = _views(shown)
    return made.get_template("report.html.j2").render(
        policy=policy(css, *scripts),
        version=program_version(),
        title=title,
        name=title if sections is None else f"{views[0][1]}: {title}",
        legend=any(_has_stands(section) for section in shown),
        listed=any(section.key == "sources" for section in shown),
        heading=visible(heading(brief)),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        views=views,
        contents=[*((key, name) for key, name, _ in views), ("evidence", "Evidence")],
        evidence=_Evidence(brief, numbers, pages),
        articles=(Markup(script_json(data)) for data in pages.data()),
    )


def _views(sections: Sequence[Section]) -> list[tuple[str, str, tuple[Section, ...]]]:
    """Key, name and sections of each view, in order: the four fields of the island of agreement are one."""
    views: list[tuple[str, str, tuple[Section, ...]]] = []
    for section in sections:
        field = section.title.startswith(ISLAND)
        key, name = ("islands", ISLAND) if field else (section.key, section.title)
        if field and views and views[-1][0] == key:
            views[-1] = (key, name, (*views[-1][2], section))
        else:
            views.append((key, name, (section,)))
    return views


def _has_stands(section: Section) -> bool:
    """Whether the colours of stands mean anything in it."""
    return section.table is not None and any(
        cell.tone in STANDS for row in section.table.rows for cell in row[1:] if cell.measure == "firmness"
    )


def policy(css: str, *scripts: str) -> str:
    """The content security policy: nothing but this style sheet and these scripts may act; nothing may be loaded."""
    allowed = " ".join(f"'{_hash(script)}'" for script in scripts)
    acting = f"script-src {allowed}; " if scripts else ""
    return (
        f"default-src 'none'; {acting}style-src '{_hash(css)}'; "
        "base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
    )


def _hash(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


class Markup(str):
    """Text that Jinja leaves as it is: our own code and escaped JSON only."""

    def __html__(self) -> str:
        return self


def stylesheet() -> str:
    """What every page wears."""
    return _template("brief.css")


def sorting() -> str:
    """The script by which the rows of tables can be put in order."""
    return _template("tables.js")


@cache
def _template(name: str) -> str:
    return (resources.files("zopa.present") / "templates" / name).read_text(encoding="utf-8")


def environment() -> Environment:
    """Templates that escape all words."""
    made = Environment(
        loader=PackageLoader("zopa.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    return made


def program_version() -> str:
    """Of the zopa that makes the page."""
    try:
        return version("zopa")
    except PackageNotFoundError:
        return "0"


def _removed(brief: Brief, article: str) -> list[tuple[str, str]]:
    return [(piece.reason, one_line(piece.text, REMOVED_SHOWN)) for piece in brief.knowledge.article[article].removed]


class _Evidence:
    """The numbered list at the end; made while the page is written, since the page hands out the numbers."""

    def __init__(self, brief: Brief, numbers: Numbers, pages: _Pages) -> None:
        self._brief = brief
        self._numbers = numbers
        self._pages = pages

    def __iter__(self) -> Any:
        for number, finding in self._numbers.used():
            yield {
                "number": number,
                "words": w.quoted(one_line(finding.text, 400)),
                "place": visible(place_of(self._brief, finding)),
                "refs": self._pages.places((finding.id,)),
            }


class _Pages:
    """Articles as the script reads them; a finding's place is `article:finding`, both numbers."""

    def __init__(self, brief: Brief, sections: Iterable[Section], *, whole: bool) -> None:
        self._brief = brief
        sections = list(sections)
        ends = [side for one in brief.contradictions for side in (one.a, one.b)]
        ends += [side for shift in brief.shifts for side in (*shift.before, *shift.after)]
        shown = [f for one in sections for f in first_findings(one)] if brief.extent and brief.extent.facts_from else []
        known = brief.knowledge
        spans = [one for side in (*ends, *shown) if (one := known.find(side))]
        # of a large ledger only the newest articles are at hand: those whose words are shown join them
        self.articles = list(known.articles)
        if not whole:
            named = {line.article for one in sections for line in one.lines}
            cited = {f.article for one in sections for i in every_finding(one) if (f := known.find(i))}
            self.articles = [article for article in self.articles if article.id in cited | named]
            spans = [one for one in spans if one.article in cited]
        held = {article.id for article in self.articles}
        for finding in spans:
            if finding.article not in held and (article := known.article.get(finding.article)):
                held.add(article.id)
                self.articles.append(article)
        self._numbers = {article.id: i for i, article in enumerate(self.articles)}
        self._found: dict[str, list[Finding]] = {}
        self._place: dict[str, str] = {}
        every = {finding.id: finding for finding in (*known.finding.values(), *spans)}
        for finding in every.values():
            if finding.article in self._numbers:
                found = self._found.setdefault(finding.article, [])
                self._place[finding.id] = f"{self._numbers[finding.article]}:{len(found)}"
                found.append(finding)

    def places(self, findings: Sequence[str]) -> str:
        known = [self._place[f] for f in dict.fromkeys(findings) if f in self._place]
        return " ".join(known[:REFS_MOST])

    def number_of(self, article: str) -> int:
        return self._numbers[article]

    def data(self) -> Any:
        for article in self.articles:
            yield self._article(article)

    def _article(self, article: Article) -> dict[str, Any]:
        # JavaScript counts UTF-16 units: every character beyond the basic plane moves what follows it by one
        beyond = [i for i, char in enumerate(article.text) if ord(char) > 0xFFFF]

        def units(offset: int) -> int:
            return offset + bisect_left(beyond, offset)

        return {
            "title": visible(article.title or ""),
            "name": visible(source_name(article)),
            "outlet": visible(article.outlet or ""),
            "date": w.day(article.published),
            "where": visible(article.path or article.url or ""),
            "text": visible(article.text),
            "findings": [
                {
                    "start": units(finding.start),
                    "end": units(finding.end),
                    "kind": _kind(finding),
                    "about": _about(self._brief, finding),
                }
                for finding in self._found.get(article.id, ())
            ],
        }


def _kind(finding: Finding) -> str:
    return "words" if type(finding) is Finding else kind_of(finding)


def _about(brief: Brief, finding: Finding) -> list[tuple[str, str]]:
    """What was read from the words, as names and values for a reader."""
    shown = [("read as", _kind(finding))]
    for field in fields(finding):
        value = getattr(finding, field.name)
        if field.name in _HIDDEN or (field.name == "id" and type(finding) is Finding) or value in (None, "", (), False):
            continue
        if field.name == "issue":
            value = brief.knowledge.case.issue_title(value)
        elif isinstance(value, tuple):
            value = ", ".join(str(v) for v in value)
        elif isinstance(value, float):
            value = f"{value:g}"
        shown.append((field.name.replace("_", " "), visible("yes" if value is True else str(value))))
    return shown
