"""`zopa iceberg`, `network`, `rounds`, `territory` and `clock`: the forms that practitioners fill in, from findings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from zopa.cli.app import app
from zopa.cli.projects import HERE, ProjectOption, brief_of_project
from zopa.errors import UsageError

if TYPE_CHECKING:
    from zopa.present.brief import Brief
    from zopa.present.parts import Section

Shape = Annotated[Literal["terminal", "markdown", "json"], typer.Option("--format", help="How to report.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead.")]
_ENDINGS = {".md": "markdown", ".json": "json", ".graphml": "graphml", ".gexf": "gexf", ".ics": "ics"}


@app.command()
def iceberg(
    party: Annotated[str | None, typer.Argument(metavar="[PARTY]", help="Only this party.")] = None,
    project: ProjectOption = HERE,
    shape: Shape = "terminal",
    output: Output = None,
) -> None:
    """A party's position, the reasons it gives, and the values below them; what is missing is said."""
    from zopa.present.asjson_forms import iceberg_json
    from zopa.present.questions import known_party
    from zopa.present.sections_forms import icebergs_section

    brief = brief_in(project, chosen(shape, output))
    who = known_party(brief, party) if party else None
    data = {"icebergs": [iceberg_json(one) for one in brief.icebergs if who in (None, one.party)]}
    answer(brief, [icebergs_section(brief, who)], data, chosen(shape, output), output)


@app.command()
def network(
    project: ProjectOption = HERE,
    source: Annotated[str | None, typer.Option("--from", metavar="PARTY", help="Who would influence ...")] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="PARTY", help="... whom: show the chains.")] = None,
    shape: Annotated[
        Literal["terminal", "markdown", "json", "graphml", "gexf"],
        typer.Option("--format", help="How to report; graphml and gexf are for network tools."),
    ] = "terminal",
    output: Output = None,
) -> None:
    """Who speaks for, presses, threatens, meets, supports, praises, criticises or leaves out whom."""
    from zopa.exchange.graphs import graph_text
    from zopa.ledger import paths
    from zopa.present.asjson_forms import network_json, paths_json, plain
    from zopa.present.questions import known_party
    from zopa.present.sections_network import network_section, paths_section

    if bool(source) != bool(target):
        raise UsageError("a chain needs both ends", mend="give --from PARTY and --to PARTY")
    form = chosen(shape, output)
    brief = brief_in(project, form)
    if source and target:
        first, second = known_party(brief, source), known_party(brief, target)
        found = paths(brief.network, first, second)
        data: dict[str, Any] = {"from": first, "to": second, "paths": paths_json(found)}
        if form in ("graphml", "gexf"):
            raise UsageError(f"chains are not written as {form}", mend="leave out --from and --to, or use json")
        answer(brief, [paths_section(first, second, found)], data, form, output)
    elif form in ("graphml", "gexf"):
        _write(graph_text(brief.network, form), output)
    else:
        from dataclasses import asdict

        data = {"network": network_json(brief.network), "brokers": plain([asdict(b) for b in brief.brokers])}
        answer(brief, [network_section(brief)], data, form, output)


@app.command()
def rounds(project: ProjectOption = HERE, shape: Shape = "terminal", output: Output = None) -> None:
    """Who met whom, when and in which format; who was left out and objected; whose consent is missing."""
    from zopa.present.asjson_forms import forms_json
    from zopa.present.sections_network import rounds_section

    brief = brief_in(project, chosen(shape, output))
    data = {k: v for k, v in forms_json(brief).items() if k in ("rounds", "consents")}
    answer(brief, [rounds_section(brief)], data, chosen(shape, output), output)


@app.command()
def territory(project: ProjectOption = HERE, shape: Shape = "terminal", output: Output = None) -> None:
    """Who controls what share of which region by whose account, where accounts conflict, and proposed swaps."""
    from zopa.present.asjson_forms import forms_json
    from zopa.present.sections_territory import territory_section

    brief = brief_in(project, chosen(shape, output))
    data = {"territory": forms_json(brief)["territory"]}
    answer(brief, [territory_section(brief)], data, chosen(shape, output), output)


@app.command()
def clock(
    project: ProjectOption = HERE,
    shape: Annotated[
        Literal["terminal", "markdown", "json", "ics"],
        typer.Option("--format", help="How to report; ics is for calendar programs."),
    ] = "terminal",
    output: Output = None,
) -> None:
    """Deadlines, ultimatums, measures and meetings, each with its state and the words that changed it."""
    from zopa.exchange.calendar import calendar_text
    from zopa.present.asjson import tick_json
    from zopa.present.sections_facts import clock_section

    form = chosen(shape, output)
    brief = brief_in(project, form)
    if form == "ics":
        _write(calendar_text(brief.knowledge, brief.clock), output)
        return
    data = {"clock": [tick_json(tick) for tick in brief.clock]}
    answer(brief, [clock_section(brief)], data, form, output)


def chosen(shape: str, output: Path | None) -> str:
    """What was asked for, else what the ending of the file says."""
    return _ENDINGS.get(output.suffix.lower(), shape) if output is not None and shape == "terminal" else shape


def brief_in(project: Path, form: str) -> Brief:
    """The brief; data for programs are never cut, whatever that takes with very many articles."""
    return brief_of_project(project, whole=form in ("json", "graphml", "gexf"))


def _write(text: str, output: Path | None) -> None:
    from zopa.cli.output import write

    write(text, output)


def answer(brief: Brief, sections: list[Section], data: dict[str, Any], shape: str, output: Path | None) -> None:
    """Write sections in the shape that was asked for; JSON as one object."""
    from zopa.present.asjson import to_text
    from zopa.present.asmarkdown import markdown_text
    from zopa.present.terminal import show_terminal, terminal_text

    if shape == "json":
        _write(to_text({"zopa": 1, "case": brief.knowledge.case.name, **data}), output)
    elif shape == "markdown":
        _write(markdown_text(brief, sections), output)
    elif shape != "terminal":
        raise UsageError(f"this is not written as {shape}", mend="use another ending, or --format")
    elif output is None and sys.stdout.isatty():
        show_terminal(brief, sys.stdout, sections)
    else:
        _write(terminal_text(brief, sections).lstrip("\n"), output)
