"""`zopa eval`: accuracy against gold files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from zopa.cli.app import app


@app.command("eval")
def evaluate_command(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")],
    case: Annotated[
        str | None, typer.Option("--case", help="Case file or shipped case; else case.yaml beside the gold.")
    ] = None,
    articles: Annotated[
        list[Path] | None, typer.Option("--articles", help="Folder with the articles that the gold names; repeatable.")
    ] = None,
    shape: Annotated[
        Literal["terminal", "markdown", "json"] | None,
        typer.Option("--format", help="How to report; by default the ending of -o tells."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss and every wrong finding.")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
) -> None:
    """Precision, recall and F1 by kind of finding, per article and over all."""
    import json

    from zopa.cli.answers import chosen
    from zopa.cli.output import write
    from zopa.cli.text import printable
    from zopa.errors import UsageError
    from zopa.evaluate import evaluate, show, to_json

    form = chosen(shape, output)
    if form == "html":
        raise UsageError("accuracy is not written as HTML", where=str(output), mend="end it in .txt, .md or .json")
    evaluation = evaluate(gold, case=case, articles=articles or ())
    if form == "json":
        report = json.dumps(to_json(evaluation, misses=misses), ensure_ascii=False, indent=2) + "\n"
    elif form == "markdown":
        report = show.markdown(evaluation, misses=misses)
    else:
        report = show.terminal(evaluation, misses=misses, colour=output is None and sys.stdout.isatty())
    write(report, output)
    for error in (*evaluation.gold_errors, *evaluation.unread):
        print(f"zopa: {printable(error)}", file=sys.stderr)  # noqa: T201 - the command line's own output
    if evaluation.unread:
        raise typer.Exit(1)
