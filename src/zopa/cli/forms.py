"""`zopa iceberg`, `network`, `rounds`, `territory` and `clock`: the forms that practitioners fill in, from findings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape, answer, brief_in, chosen
from zopa.cli.app import app
from zopa.errors import UsageError


@app.command()
def iceberg(
    party: Annotated[str | None, typer.Argument(metavar="PARTY", help="Only this party.")] = None,
    project: ProjectOption = HERE,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """A party's position, the reasons it gives, and the values below them; what is missing is said."""
    from zopa.present.asjson_forms import iceberg_json
    from zopa.present.questions import known_party
    from zopa.present.sections_forms import icebergs_section

    form = chosen(shape, output)
    brief = brief_in(project, form)
    who = known_party(brief, party) if party else None
    chosen_ones = [one for one in brief.icebergs if who in (None, one.party)]
    answer(
        brief,
        [icebergs_section(brief, who)],
        lambda: {"icebergs": [iceberg_json(one) for one in chosen_ones]},
        form,
        output,
    )


@app.command()
def network(
    project: ProjectOption = HERE,
    source: Annotated[str | None, typer.Option("--from", metavar="PARTY", help="Who would influence ...")] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="PARTY", help="... whom: show the chains.")] = None,
    shape: Annotated[
        Literal["terminal", "markdown", "html", "json", "graphml", "gexf"] | None,
        typer.Option("--format", help="How to report; graphml and gexf are for network tools."),
    ] = None,
    output: Output = None,
) -> None:
    """Who speaks for, presses, threatens, meets, supports, praises, criticises or leaves out whom."""
    from zopa.cli.output import write
    from zopa.exchange.graphs import graph_text
    from zopa.ledger import paths
    from zopa.present.asjson_forms import network_json, paths_json, plain
    from zopa.present.questions import known_party
    from zopa.present.sections_network import network_section, paths_section

    if bool(source) != bool(target):
        raise UsageError("a chain needs both ends", mend="give --from PARTY and --to PARTY")
    form = chosen(shape, output, "graphml", "gexf")
    brief = brief_in(project, form)
    if source and target:
        first, second = known_party(brief, source), known_party(brief, target)
        found = paths(brief.network, first, second)
        if form in ("graphml", "gexf"):
            raise UsageError(f"chains are not written as {form}", mend="leave out --from and --to, or use json")
        told = {"from": first, "to": second}
        answer(
            brief,
            [paths_section(first, second, found)],
            lambda: {**told, "paths": paths_json(found)},
            form,
            output,
        )
    elif form in ("graphml", "gexf"):
        write(graph_text(brief.network, form), output)
    else:
        from dataclasses import asdict

        def data() -> dict[str, Any]:
            return {"network": network_json(brief.network), "brokers": plain([asdict(b) for b in brief.brokers])}

        answer(brief, [network_section(brief)], data, form, output)


@app.command()
def rounds(project: ProjectOption = HERE, shape: Shape = None, output: Output = None) -> None:
    """Who met whom, when and in which format; who was left out and objected; whose consent is missing."""
    from zopa.present.asjson_forms import forms_json
    from zopa.present.sections_network import rounds_section

    form = chosen(shape, output)
    brief = brief_in(project, form)

    def data() -> dict[str, Any]:
        return {k: v for k, v in forms_json(brief).items() if k in ("rounds", "consents")}

    answer(brief, [rounds_section(brief)], data, form, output)


@app.command()
def territory(project: ProjectOption = HERE, shape: Shape = None, output: Output = None) -> None:
    """Who controls what share of which region by whose account, where accounts conflict, and proposed swaps."""
    from zopa.present.asjson_forms import forms_json
    from zopa.present.sections_territory import territory_section

    form = chosen(shape, output)
    brief = brief_in(project, form)

    def data() -> dict[str, Any]:
        return {"territory": forms_json(brief)["territory"]}

    answer(brief, [territory_section(brief)], data, form, output)


@app.command()
def clock(
    project: ProjectOption = HERE,
    shape: Annotated[
        Literal["terminal", "markdown", "html", "json", "ics"] | None,
        typer.Option("--format", help="How to report; ics is for calendar programs."),
    ] = None,
    output: Output = None,
) -> None:
    """Deadlines, ultimatums, measures and meetings, each with its state and the words that changed it."""
    from zopa.cli.output import write
    from zopa.exchange.calendar import calendar_text
    from zopa.present.asjson import tick_json
    from zopa.present.sections_facts import clock_section

    form = chosen(shape, output, "ics")
    brief = brief_in(project, form)
    if form == "ics":
        write(calendar_text(brief.knowledge, brief.clock), output)
        return
    answer(brief, [clock_section(brief)], lambda: {"clock": [tick_json(tick) for tick in brief.clock]}, form, output)
