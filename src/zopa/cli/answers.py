"""How an answer about a project is written: in which shape, to where, from which brief."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from zopa.errors import UsageError

if TYPE_CHECKING:
    from zopa.present.brief import Brief
    from zopa.present.parts import Section

HERE: Final = Path()
ProjectOption = Annotated[
    Path, typer.Option("-p", "--project", metavar="DIR", help="The project's folder (default: this one).")
]
Shape = Annotated[
    Literal["terminal", "markdown", "html", "json"],
    typer.Option("--format", help="How to report; by default the ending of -o tells."),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead.")]
ENDINGS: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".ics": "ics",
    ".svg": "svg",
}


def chosen(shape: str, output: Path | None) -> str:
    """What was asked for, else what the ending of the file says."""
    return ENDINGS.get(output.suffix.lower(), shape) if output is not None and shape == "terminal" else shape


def brief_in(project: Path, form: str, output: Path | None = None) -> Brief:
    """The brief; data for programs are never cut, whatever that takes with very many articles.

    Raises `FileError` before anything is read where `output` cannot be written.
    """
    from zopa.cli.output import check_writable, tell_waiting
    from zopa.project import Project

    check_writable(output)
    made = Project(project).brief(whole=form in ("json", "graphml", "gexf"))
    tell_waiting(made.extent.waiting if made.extent else 0)
    return made


def answer(
    brief: Brief, sections: Sequence[Section], data: Callable[[], dict[str, Any]], shape: str, output: Path | None
) -> None:
    """Write sections in the shape that was asked for; JSON as one object, HTML as one file with its evidence."""
    from zopa.cli.output import write

    if shape == "json":
        from zopa.present.asjson import to_text

        write(to_text({"zopa": 1, "case": brief.knowledge.case.name, **data()}), output)
    elif shape == "markdown":
        from zopa.present.asmarkdown import markdown_text

        write(markdown_text(brief, sections), output)
    elif shape == "html":
        from zopa.present.html import html_text

        write(html_text(brief, sections), output)
    elif shape == "terminal":
        from zopa.present.terminal import show_terminal, terminal_text

        if output is None and sys.stdout.isatty():
            show_terminal(brief, sys.stdout, sections)
        else:
            write(terminal_text(brief, sections).lstrip("\n"), output)
    else:
        raise UsageError(f"this is not written as {shape}", mend="use another ending, or --format")
