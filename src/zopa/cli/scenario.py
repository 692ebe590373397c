"""`zopa scenario`: how things could go, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zopa.cli.answers import Output, Shape, chosen
from zopa.cli.app import app
from zopa.cli.talks import Model, Seed, negotiation_of, report


@app.command("scenario")
def scenario_command(
    model: Model,
    scenarios: Annotated[Path, typer.Argument(metavar="SCENARIOS", help="A file of scenarios.")],
    shape: Shape = None,
    output: Output = None,
    draws: Annotated[int, typer.Option(min=1, max=100_000, help="Draws of what is uncertain.")] = 400,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time for each scenario's zone and keys.")] = 5.0,
    seed: Seed = 0,
) -> None:
    """Compare scenarios of a model: zone, keys, who would settle, and which each party would rather have."""
    from zopa.model.scenariofile import read_scenarios
    from zopa.present.scenarios import comparison_data, comparison_page
    from zopa.solve.scenarios import compare

    form = chosen(shape, output)
    found = compare(negotiation_of(model), read_scenarios(scenarios), draws=draws, seed=seed, seconds=seconds)
    report(form, output, lambda: comparison_page(found), lambda: comparison_data(found))
