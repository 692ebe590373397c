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
Form = Literal["terminal", "markdown", "html", "json"]
Shape = Annotated[Form | None, typer.Option("--format", help="How to report; by default the ending of -o tells.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead.")]
ENDINGS: Final = {
    ".txt": "terminal",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}


def chosen(shape: str | None, output: Path | None, *more: str) -> str:
    """What was asked for, else what the ending of the file says; a file without one gets text, as a terminal does.

    `more` are shapes of this command alone, each called like its ending. Raises `UsageError` for any other ending and
    `FileError` where `output` cannot be written, so that nobody waits for what could not have been had.
    """
    from zopa.cli.output import check_writable

    check_writable(output)
    if shape is not None:
        return shape
    special = output is not None and (str(output) == "-" or (output.exists() and not output.is_file()))
    ending = output.suffix.lower() if output is not None and not special else ""
    known = ENDINGS | {f".{one}": one for one in more}
    if ending and ending not in known:
        told = [".txt", ".md", ".html", ".json", *(f".{one}" for one in more)]
        mend = f"end it in {', '.join(told[:-1])} or {told[-1]}, or name the shape with --format"
        raise UsageError(f"the ending '{ending}' does not tell how to report", where=str(output), mend=mend)
    return known.get(ending, "terminal")


def brief_in(project: Path, form: str) -> Brief:
    """The brief; data for programs are never cut, whatever that takes with very many articles."""
    from zopa.cli.output import tell_waiting
    from zopa.project import Project

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
    else:
        from zopa.present.terminal import show_terminal, terminal_text

        if output is None and sys.stdout.isatty():
            show_terminal(brief, sys.stdout, sections)
        else:
            write(terminal_text(brief, sections).lstrip("\n"), output)
