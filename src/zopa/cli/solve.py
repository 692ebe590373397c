"""`zopa solve` and `zopa unlock`: where a deal could be, what blocks one, and what would open it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from zopa.cli.answers import Output, Shape, chosen
from zopa.cli.app import app
from zopa.cli.talks import Model, Seed, negotiation_of, report

if TYPE_CHECKING:
    from zopa.model import Negotiation

Day = Annotated[
    datetime | None, typer.Option("--at", formats=["%Y-%m-%d"], help="The day whose reservation values count.")
]


@app.command("solve")
def solve_command(
    model: Model,
    shape: Shape = None,
    output: Output = None,
    listed: Annotated[int, typer.Option("--list", min=0, help="How many outcomes of the front to list.")] = 1000,
    day: Day = None,
    draws: Annotated[
        int | None,
        typer.Option(min=0, help="Draws of what is uncertain; by default 1000 where the model has ranges or orders."),
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time for what may be approximate.")] = 5.0,
    seed: Seed = 0,
) -> None:
    """The zone of possible agreement, the Pareto front and the bargaining solutions of a model."""
    from zopa.present.solution import solution_data, solution_page
    from zopa.solve import solve
    from zopa.solve.uncertainty import assess, uncertain

    form = chosen(shape, output)
    negotiation = _read(model, day)
    result = solve(negotiation, listed=listed, seconds=seconds, seed=seed)
    wanted = draws if draws is not None else (1000 if uncertain(negotiation) else 0)
    doubt = assess(negotiation, draws=wanted, seed=seed, listed=listed) if wanted else None
    report(form, output, lambda: solution_page(result, doubt, negotiation), lambda: solution_data(result, doubt))


@app.command("unlock")
def unlock_command(
    model: Model,
    shape: Shape = None,
    output: Output = None,
    price: Annotated[
        Literal["count", "loss", "firmness", "price"],
        typer.Option(
            help="Rank concessions by their number, the givers' loss, or the firmness or price that the model has."
        ),
    ] = "count",
    most: Annotated[int, typer.Option(min=1, help="How many keys to list.")] = 100,
    day: Day = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time to search.")] = 20.0,
) -> None:
    """What blocks a deal, the smallest concessions that open one; or what would close the zone that there is."""
    from zopa.present.solution import unlocking_data, unlocking_page
    from zopa.solve import unlock

    form = chosen(shape, output)
    negotiation = _read(model, day)
    found = unlock(negotiation, priced_by=price, most=most, seconds=seconds)
    report(form, output, lambda: unlocking_page(found, negotiation), lambda: unlocking_data(found, negotiation))


def _read(model: Path, day: datetime | None) -> Negotiation:
    negotiation = negotiation_of(model)
    return negotiation.at(day.date()) if day else negotiation
