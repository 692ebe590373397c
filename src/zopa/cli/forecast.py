"""`zopa forecast` and `zopa backtest`: forecasting models side by side, and how they fare on what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zopa.cli.answers import Output, Shape, chosen
from zopa.cli.app import app
from zopa.cli.talks import Model, Seed, negotiation_of, report

if TYPE_CHECKING:
    from zopa.solve.forecast import Calibration

Level = Annotated[float, typer.Option(min=1, max=99, help="How often, in per cent, an interval is to hold.")]
Power = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of actors and their power; actors that it does not name are left out."),
]


@app.command("forecast")
def forecast_command(
    model: Model,
    shape: Shape = None,
    output: Output = None,
    level: Level = 80,
    calibrate: Annotated[
        Path | None,
        typer.Option(metavar="DATA", help="Take ranks and intervals from these decided issues, not from those of DEU."),
    ] = None,
) -> None:
    """Where ordered issues may be settled: seven models side by side, with calibrated intervals."""
    from zopa.present.forecast import outlook_data, outlook_page
    from zopa.solve.forecast import SHIPPED, dossier_of, predict

    form = chosen(shape, output)
    calibration = _calibrated(calibrate, level / 100) if calibrate else SHIPPED
    found = predict(dossier_of(negotiation_of(model)), level=level / 100, calibration=calibration)
    report(form, output, lambda: outlook_page(found), lambda: outlook_data(found))


@app.command("backtest")
def backtest_command(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="CSV of decided issues, long or in the form of DEU.")],
    shape: Shape = None,
    output: Output = None,
    level: Level = 80,
    power: Power = None,
    seed: Seed = 0,
) -> None:
    """How the forecasting models fare on decided issues: errors, ranks, and whether their intervals hold."""
    from zopa.exchange.decided import read_decided, read_power
    from zopa.present.forecast import backtest_data, backtest_page
    from zopa.solve.forecast import LEVELS, SHIPPED, backtest

    form = chosen(shape, output)
    dossiers = read_decided(data, read_power(power) if power else None)
    shipped = SHIPPED.at(level / 100) if level / 100 in LEVELS else None
    found = backtest(dossiers, level=level / 100, shipped=shipped, seed=seed)
    source = SHIPPED.source if shipped else None
    report(form, output, lambda: backtest_page(found, str(data), source), lambda: backtest_data(found, str(data)))


def _calibrated(data: Path, level: float) -> Calibration:
    from zopa.exchange.decided import read_decided
    from zopa.solve.forecast import backtest, calibrated

    return calibrated(backtest(read_decided(data), level=level), str(data), level)
