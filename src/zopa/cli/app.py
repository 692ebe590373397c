"""The typer application that every command registers on; imports nothing heavy, so that help is instant.

A command lives in a module of its own beside this one, registers with `@app.command()` (or a sub-application with
`app.add_typer`), imports the rest of zopa inside its function, and is named in `zopa.cli.COMMANDS`.
"""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="zopa",
    help="Read what is written about a negotiation; see who wants what and how firmly, and where a deal could be.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"zopa {version('zopa')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    del version
