"""A plain page of paragraphs and tables, for a terminal or as Markdown: what the engine's smaller answers need.

As HTML (`zopa.present.page_html`) it also shows its figures.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from zopa.present.safe import markdown, one_line

WIDTH = 100
BETWEEN = 2  # cells between two columns


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, and rows of as many cells; columns in `right` are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the page."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """SVG of our own making, all words in it escaped; the tables beside it say the same for pages without pictures."""

    draw: Callable[[], str]


Block = str | Grid | Heading | Figure


@dataclass(frozen=True, slots=True)
class Page:
    """A titled page."""

    title: str
    blocks: tuple[Block, ...]

    def markdown(self) -> str:
        """The page as Markdown."""
        lines = [f"# {markdown(self.title)}", ""]
        for block in self.blocks:
            if isinstance(block, Heading):
                lines += [f"## {markdown(block.text)}", ""]
            elif isinstance(block, Grid):
                rule = ["---:" if k in block.right else "---" for k in range(len(block.columns))]
                head, *rows = ([markdown(cell) for cell in row] for row in (block.columns, *block.rows))
                lines += [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
                lines.append("")
            elif isinstance(block, str):
                lines += [markdown(block), ""]
        return "\n".join(lines).rstrip() + "\n"

    def terminal(self, *, width: int | None = None, colour: bool = False) -> str:
        """The page for a terminal."""
        out = io.StringIO()
        console = Console(file=out, width=width or WIDTH, force_terminal=colour, highlight=False, no_color=not colour)
        console.print(Text(one_line(self.title), style="bold"))
        for block in self.blocks:
            if isinstance(block, Heading):
                console.print(Text(f"\n{one_line(block.text)}", style="bold"))
            elif isinstance(block, Grid):
                table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
                for k, least in enumerate(_least(block, console.width)):
                    name = Text(one_line(block.columns[k]))
                    side: Literal["left", "right"] = "right" if k in block.right else "left"
                    table.add_column(name, justify=side, min_width=least, overflow="fold")
                for row in block.rows:
                    table.add_row(*(Text(one_line(cell)) for cell in row))
                console.print(table)
            elif isinstance(block, str):
                console.print(Text(one_line(block)))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).rstrip() + "\n"


def _least(grid: Grid, width: int) -> list[int | None]:
    """How narrow each column may be: no word is broken where there is room for that, and no number anywhere."""
    words = [
        max(cell_len(word) for cell in column for word in (one_line(cell).split() or [""]))
        for column in zip(grid.columns, *grid.rows, strict=True)
    ]
    if sum(words) + BETWEEN * len(words) <= width:
        return [*words]
    return [
        max((cell_len(one_line(row[k])) for row in grid.rows), default=None) if k in grid.right else None
        for k in range(len(words))
    ]
