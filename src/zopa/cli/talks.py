"""`zopa moves`, `zopa windows` and `zopa ratify`: offers, dates and constituencies against a model."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zopa.cli.answers import Output, Shape, chosen
from zopa.cli.app import app
from zopa.cli.output import tell, write, write_page

if TYPE_CHECKING:
    from zopa.model import Negotiation
    from zopa.present.page import Page

Model = Annotated[Path, typer.Argument(metavar="MODEL", help="A model file, or files of another tool.")]
Seed = Annotated[int, typer.Option(help="Makes what is drawn at random repeatable.")]


@app.command("moves")
def moves_command(
    model: Model,
    offers: Annotated[Path, typer.Argument(metavar="OFFERS", help="A file of offers in order of time.")],
    shape: Shape = None,
    output: Output = None,
    seed: Seed = 0,
) -> None:
    """Place offers against the zone: who concedes, how far off each is, when they meet at this pace."""
    from zopa.model.ratification import read_offers
    from zopa.present.talks import moves_data, moves_page
    from zopa.solve.moves import analyse_moves

    form = chosen(shape, output)
    negotiation = negotiation_of(model)
    found = analyse_moves(negotiation, read_offers(offers, negotiation), seed=seed)
    report(form, output, lambda: moves_page(found, negotiation.name), lambda: moves_data(found, negotiation.name))


@app.command("windows")
def windows_command(model: Model, shape: Shape = None, output: Output = None, seed: Seed = 0) -> None:
    """When the zone opens and closes, as reservation values change at dates."""
    from zopa.present.talks import time_data, time_page
    from zopa.solve.time import zone_over_time

    form = chosen(shape, output)
    negotiation = negotiation_of(model)
    found = zone_over_time(negotiation, seed=seed)
    report(form, output, lambda: time_page(found, negotiation.name), lambda: time_data(found, negotiation.name))


@app.command("ratify")
def ratify_command(
    model: Model,
    constituencies: Annotated[Path, typer.Argument(metavar="FILE", help="Who must carry the deal, by which rule.")],
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day whose reservation values count.")
    ] = None,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """What is left of the zone once parliaments or councils must carry the deal, and who decides there."""
    from zopa.model.ratification import read_constituencies
    from zopa.present.talks import ratify_data, ratify_page
    from zopa.solve.ratify import ratify

    form = chosen(shape, output)
    negotiation = negotiation_of(model)
    negotiation = negotiation.at(day.date()) if day else negotiation
    halls = read_constituencies(constituencies, negotiation)
    found, name = ratify(negotiation, halls), negotiation.name
    report(form, output, lambda: ratify_page(found, halls, name), lambda: ratify_data(found, halls, name))


def negotiation_of(path: Path) -> Negotiation:
    """The negotiation in a model file or in another tool's files; what did not come along is counted on the side."""
    from zopa.exchange.formats import read_any

    negotiation, notes = read_any(path)
    if notes:
        tell(f"{path}: {len(notes)} things changed on the way in or were lost; `zopa import` lists them")
    tell_idle_evidence(path, negotiation)
    return negotiation


def tell_idle_evidence(path: Path, negotiation: Negotiation) -> None:
    """Say in one line which findings stand behind no number of the model."""
    from zopa.model.evidence import idle_evidence

    idle = idle_evidence(negotiation)
    if not idle:
        return
    key, near = next(iter(idle.items()))
    more = f" (and {len(idle) - 1} more)" if len(idle) > 1 else ""
    mend = f"did you mean '{near}'?" if near else "write PARTY.ISSUE as the model has them, or take it out"
    tell(f"{path}: evidence '{key}' is about no party and issue of the model{more}; {mend}")


def report(form: str, output: Path | None, page: Callable[[], Page], data: Callable[[], dict[str, Any]]) -> None:
    """Write an answer in the shape that `chosen` told."""
    if form == "json":
        write(json.dumps(data(), ensure_ascii=False, indent=2) + "\n", output)
    elif form == "markdown":
        write(page().markdown(), output)
    elif form == "html":
        from zopa.present.page_html import page_html

        write(page_html(page()), output)
    else:
        write_page(page(), output)
