"""The brief for a terminal: colour and width from the terminal, plain text anywhere else.

Nothing of an article reaches the terminal before `zopa.present.safe` has taken its control characters away, and no
text is ever read as markup.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from typing import Final, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.evidence import Numbers
from zopa.present.outline import heading, shown
from zopa.present.parts import Cell, Line, Section, Table, id_of, place_of
from zopa.present.safe import one_line, visible

STYLES: Final = {
    "plain": "",
    "for": "green",
    "against": "red",
    "open": "cyan",
    "contested": "magenta",
    "warn": "yellow",
    "quiet": "dim",
    "head": "bold",
}
WIDTH: Final = 100  # where nothing tells how wide the reader's page is
MOST_COLUMNS: Final = 6  # parties beside each other; the rest follow in further tables


def show_terminal(brief: Brief, stream: TextIO, sections: Sequence[Section] | None = None) -> None:
    """Write the brief, or only some `sections`, to `stream`; colours only when it is a terminal."""
    page = _Page(brief, _console(stream))
    if sections is None:
        page.show()
    else:
        page.show_sections(sections)


def _console(stream: TextIO) -> Console:
    is_terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if is_terminal else WIDTH,
        no_color=None if is_terminal else True,
        force_terminal=is_terminal,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def terminal_text(brief: Brief, sections: Sequence[Section] | None = None) -> str:
    """The brief as a terminal would show it, without colours and without the spaces that fill its lines."""
    stream = io.StringIO()
    show_terminal(brief, stream, sections)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().split("\n")).rstrip() + "\n"


# letters and marks one cell wide that most texts are made of: counting cells takes longer than wrapping
_NARROW: Final = re.compile("[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]*")


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most so many cells; letters that are two cells wide are left to Rich, which is slower."""
    if _NARROW.fullmatch(words) or cell_len(words) == len(words):
        return textwrap.wrap(words, width, break_on_hyphens=False)
    pieces = Text(words).wrap(Console(width=width), width, overflow="fold")
    return [piece.plain.rstrip() for piece in pieces]


class _Page:
    def __init__(self, brief: Brief, console: Console) -> None:
        self._brief = brief
        self._console = console
        self._numbers = Numbers(brief)
        self._width = console.width  # Rich asks the terminal each time
        self._terminal = console.is_terminal

    def show(self) -> None:
        case = self._brief.knowledge.case
        self._print(Text(visible(case.title or case.name), style="bold"))
        self._print(Text(heading(self._brief), style="dim"))
        self.show_sections(shown(self._brief))

    def show_sections(self, sections: Sequence[Section]) -> None:
        for section in sections:
            self._section(section)
        self._evidence()

    def _print(self, text: Text, indent: int = 0) -> None:
        self._console.print(Padding(text, (0, 0, 0, indent)) if indent else text)

    def _section(self, section: Section) -> None:
        self._console.print()
        self._print(Text(section.title.upper(), style="bold"))
        if section.table:
            self._table(section.table)
        for line in section.lines:
            self._line(line, "- ")
        for remark in (section.note, section.gap):
            if remark:
                self._print(Text(visible(remark), style="dim italic"), 2)

    def _line(self, line: Line, bullet: str, indent: int = 0) -> None:
        text = Text(visible(line.text), style=STYLES[line.tone])
        text.append_text(self._refs(line.findings))
        self._hanging(" " * indent + bullet, text)
        for under in line.lines:
            self._line(under, "· ", indent + 2)

    def _hanging(self, first: str, text: Text) -> None:
        """The text behind `first`, further lines set in as far; a table would do it ten times as slowly."""
        width = max(self._width - len(first), 1)
        rest = " " * len(first)
        if self._terminal:
            for number, piece in enumerate(text.wrap(self._console, width, overflow="fold")):
                piece.rstrip()
                self._console.print(Text(rest if number else first) + piece)
        else:
            pieces = wrapped(text.plain, width) or [""]
            lines = (f"{rest if number else first}{piece}\n" for number, piece in enumerate(pieces))
            self._console.file.write("".join(lines))

    def _refs(self, findings: Sequence[str]) -> Text:
        numbers = self._numbers.of(findings)
        return Text(f" [{','.join(map(str, numbers))}]" if numbers else "", style="dim")

    def _table(self, table: Table) -> None:
        parties = range(1, len(table.columns))
        for first in parties[::MOST_COLUMNS]:
            columns = [0, *parties[first - 1 : first - 1 + MOST_COLUMNS]]
            grid = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
            for i in columns:
                grid.add_column(Text(visible(table.columns[i])), overflow="fold")
            for row in table.rows:
                if any(row[i].text for i in columns[1:]):
                    grid.add_row(*(self._cell(row[i]) for i in columns))
            self._console.print(grid)

    def _cell(self, cell: Cell) -> Text:
        if cell.tone == "head":
            return Text(visible(cell.text), style="bold")
        text = Text(visible(cell.text), style=STYLES[cell.tone])
        if cell.level is not None:
            text.append(f" {cell.level:.2f}")
        if cell.red_line:
            text.append(" RED LINE", style="bold red")
        if cell.beside:
            text.append(f" ({visible(cell.beside)})", style="yellow")
        return text.append_text(self._refs(cell.findings[:1]))

    def _evidence(self) -> None:
        used = list(self._numbers.used())
        if not used:
            return
        self._console.print()
        self._print(Text("EVIDENCE", style="bold"))
        width = len(str(len(used))) + 3
        for number, finding in used:
            words = f"{w.quoted(one_line(finding.text, 240))} {place_of(self._brief, finding)}"
            words += f", characters {finding.start} to {finding.end}{id_of(finding)}"
            self._hanging(f"[{number}]".ljust(width), Text(words))
