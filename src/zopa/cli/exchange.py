"""`zopa import` and `zopa export`: other tools' files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from zopa.cli.app import app
from zopa.cli.output import tell, write
from zopa.cli.text import printable

FORMATS = "genius, geniusweb, negmas, ktab, decide or gmcr"


@app.command("import")
def import_command(
    source: Annotated[Path, typer.Argument(metavar="PATH", help="A file or folder of another tool.")],
    name: Annotated[str | None, typer.Option("--from", help=f"Its format ({FORMATS}); else told by looking.")] = None,
    evaluations: Annotated[
        Literal["written", "per-issue"],
        typer.Option(help="GENIUS only: weigh evaluations as written (as NegMAS does) or by each issue's best."),
    ] = "written",
    shape: Annotated[Literal["yaml", "json"], typer.Option("--format", help="A model file, or JSON with notes.")] = (
        "yaml"
    ),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
) -> None:
    """Turn another tool's negotiation into a model file; what it cannot say is told on standard error."""
    import json

    from zopa.exchange.formats import import_from
    from zopa.model.modelfile import model_to_data, model_to_text

    found = import_from(source, name, evaluations=evaluations)
    if shape == "json":
        data = {
            "zopa": 1,
            "format": found.format,
            "files": [str(file) for file in found.files],
            "notes": [{"kind": note.kind, "where": note.where, "what": note.what} for note in found.notes],
            "model": model_to_data(found.negotiation),
        }
        report = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        report = model_to_text(found.negotiation)
    for note in found.notes:
        tell(str(note))
    write(report, output)


@app.command("export")
def export_command(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="A model file, or anything that `import` reads.")],
    name: Annotated[str, typer.Option("--to", help=f"The format to write: {FORMATS}.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
) -> None:
    """Write a model in another tool's format; what that format cannot say is told on standard error."""
    from zopa.exchange.formats import export_to, read_any

    negotiation, notes = read_any(model)
    written = export_to(negotiation, name)
    paths = written.write(output)
    for note in (*notes, *written.notes):
        tell(str(note))
    write("".join(f"{printable(str(path))}\n" for path in paths), None)
