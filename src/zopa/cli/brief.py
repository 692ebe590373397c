"""`zopa brief`: the main job in one go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from zopa.cli.answers import Form, chosen
from zopa.cli.app import app
from zopa.errors import FileError, UsageError


@app.command()
def brief(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files or folders of articles, - for one on standard input, or a project (default: the one in this "
            "folder).",
        ),
    ] = None,
    case: Annotated[
        str | None, typer.Option(metavar="FILE-or-NAME", help="The case file, or a shipped case (default: peace).")
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            metavar="terminal,markdown,html,json",
            help="How the brief is written (default: by the ending of -o).",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file, not standard output.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep what is read in this ledger and add to what it holds.")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=NAME", help="In JSON Lines and CSV, FIELD of an article is called NAME."),
    ] = None,
    scale: Annotated[
        str | None, typer.Option(metavar="NAME", help="The scale that turns words of probability into numbers.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="yesterday,DATE,RUN", help="Of a project: only what changed since then."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Of a project with very many articles: facts of all days, not the latest.")
    ] = False,
) -> None:
    """Articles in, the brief of their negotiation out.

    Who stands where, how firmly, what is stuck, what moved and what comes next, each line with its evidence.
    """
    from zopa import project
    from zopa.cli.output import mapping_of, tell, tell_waiting, write
    from zopa.present.formats import render

    shape: Form = cast("Form", chosen(form, output))
    if not paths:
        if not project.Project.is_one("."):
            raise UsageError(
                "no articles named, and this folder is no project", mend="name files, folders or a project"
            )
        paths = ["."]
    if len(paths) == 1 and project.Project.is_one(paths[0]):
        if case or ledger or mapping or scale:
            raise UsageError("a project has its own case and ledger", mend="leave out the options for reading")
        made = project.Project(paths[0]).brief(since, whole=whole or shape == "json")
        tell_waiting(made.extent.waiting if made.extent else 0)
    elif since is not None:
        raise UsageError(
            "--since asks a project what changed", mend="make one with `zopa init`, `zopa add`, `zopa read`"
        )
    else:
        made = project.brief(paths, case, ledger=ledger, mapping=mapping_of(mapping), scale=scale, progress=tell)
    if not made.knowledge.articles:
        raise FileError("no article could be read", where=" ".join(paths), mend="see the reasons above")
    if shape == "terminal" and output is None and sys.stdout.isatty():
        from zopa.present.terminal import show_terminal

        show_terminal(made, sys.stdout)
    else:
        write(render(made, shape), output)
    asked = [u for u in made.knowledge.unread if u.path in paths]
    if asked:
        raise FileError(f"{len(asked)} of the named files could not be read", mend="see the reasons above")
