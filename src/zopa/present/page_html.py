"""A page of paragraphs, tables and figures as one HTML file that needs nothing else; its one script orders tables.

Cells that were given by the same words stay text: everything but our own figures is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from zopa.present.html import Markup, environment, policy, program_version, sorting, stylesheet
from zopa.present.page import Block, Figure, Grid, Heading, Page
from zopa.present.safe import visible

_NOT_KEY: Final = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Part:
    """A heading with what stands under it; the first part has no heading of its own."""

    key: str
    title: str
    blocks: list[tuple[str, object]] = field(default_factory=list)


def page_html(page: Page) -> str:
    """The page as one HTML file."""
    css = stylesheet()
    scripts = [sorting()] if any(isinstance(block, Grid) and len(block.rows) > 1 for block in page.blocks) else []
    parts = [part for part in _parts(page.blocks) if part.title or part.blocks]
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            policy=policy(css, *scripts),
            script=Markup(scripts[0]) if scripts else "",
            version=program_version(),
            title=visible(page.title),
            css=Markup(css),
            parts=parts,
            contents=[part for part in parts if part.title],
        )
    )


def _parts(blocks: tuple[Block, ...]) -> list[_Part]:
    parts = [_Part("start", "")]
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            key = _NOT_KEY.sub("-", block.text.lower()).strip("-")
            parts.append(_Part(f"{key or 'part'}-{number}", block.text))
        elif isinstance(block, Grid):
            parts[-1].blocks.append(("table", block))
        elif isinstance(block, Figure):
            parts[-1].blocks.append(("figure", Markup(block.draw())))
        else:
            parts[-1].blocks.append(("text", block))
    return parts
