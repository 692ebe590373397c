"""`zopa case`: case files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zopa.cli.app import app

case = typer.Typer(help="Case files: the parties and issues of a negotiation.", no_args_is_help=True)
app.add_typer(case, name="case")


@case.callback()
def _case() -> None:
    """Case files: the parties and issues of a negotiation."""


@case.command()
def suggest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders of articles; - reads one.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file, not standard output.")
    ] = None,
    name: Annotated[str, typer.Option(help="The name of the case.")] = "draft",
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=NAME", help="In JSON Lines and CSV, FIELD of an article is called NAME."),
    ] = None,
) -> None:
    """Propose parties and issues as a case file to edit.

    Comments beside each line say what the proposal rests on.
    """
    from zopa import project
    from zopa.cli.output import check_writable, mapping_of, tell, write

    check_writable(output)
    made = project.suggest_case(paths, name=name, title=title, mapping=mapping_of(mapping), progress=tell)
    write(made, output)
