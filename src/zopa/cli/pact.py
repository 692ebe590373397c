"""`zopa pact`: who would join a pact at which tier, and would it hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from zopa.cli.app import app
from zopa.cli.output import tell, write
from zopa.cli.talks import Output, Seed, negotiation_of, report


@app.command("pact")
def pact_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pact file.")],
    design: Annotated[
        str | None, typer.Option("--design", help="Look at this design alone; else all, the first in depth.")
    ] = None,
    wished: Annotated[
        float | None, typer.Option("--reach", min=0, max=1, help="Share of the loss that the pact should avert.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="Time for each proof.")] = 10.0,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="MODEL", help="Write this model with the pact as options in it.")
    ] = None,
    draws: Annotated[int, typer.Option(min=0, max=10_000, help="How often to draw what is given as ranges.")] = 200,
    shape: Annotated[
        Literal["terminal", "markdown", "json", "svg"], typer.Option("--format", help="How to report; svg: a picture.")
    ] = "terminal",
    output: Output = None,
    seed: Seed = 0,
) -> None:
    """Who joins which tier of their own will, does it deter, would it hold, what would be enough; designs compared."""
    from zopa.errors import UsageError
    from zopa.model.pactfile import read_pact
    from zopa.present.pact import examine, pact_data, pact_page
    from zopa.solve.pact_design import designs_of

    pact = read_pact(file)
    if into is not None:
        from zopa.model.modelfile import model_to_text
        from zopa.solve.pact_coupling import couple

        coupled = couple(pact, negotiation_of(into), draws=draws, seed=seed)
        for option, (low, middle, high) in coupled.shares.items():
            weak = "; too weak to lift a red line" if option in coupled.weak else ""
            tell(f"{option}: averts {middle:.0%} of the expected loss ({low:.0%} to {high:.0%}){weak}")
        write(model_to_text(coupled.negotiation), output)
        return
    names = designs_of(pact)
    if design is not None and design not in names:
        raise UsageError(f"no design called '{design}'", where=str(file), mend=f"designs: {', '.join(names)}")
    found = examine(pact, design=design, wished=wished, seconds=seconds, draws=draws, seed=seed)
    if shape == "svg":
        from zopa.present.pact_figure import pact_svg

        write(pact_svg(found), output)
        return
    report(shape, output, lambda: pact_page(found), lambda: pact_data(found))
