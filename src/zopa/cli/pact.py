"""`zopa pact`: who would join a pact at which tier, and would it hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from zopa.cli.answers import Output, chosen
from zopa.cli.app import app
from zopa.cli.output import tell, write
from zopa.cli.talks import Seed, negotiation_of, report

if TYPE_CHECKING:
    from zopa.model.pact_positions import Stands


@app.command("pact")
def pact_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pact file.")],
    design: Annotated[
        str | None, typer.Option("--design", help="Look at this design alone; else all, the first in depth.")
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option("-p", "--project", metavar="DIR", help="A project whose positions give willingness."),
    ] = None,
    wished: Annotated[
        float | None, typer.Option("--reach", min=0, max=1, help="Share of the loss that the pact should avert.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="Time for each proof.")] = 10.0,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="MODEL", help="Write this model with the pact as options in it.")
    ] = None,
    draws: Annotated[int, typer.Option(min=0, max=10_000, help="How often to draw what is given as ranges.")] = 200,
    core: Annotated[
        bool, typer.Option("--core", help="Also in a large pact: side payments that keep every group.")
    ] = False,
    shape: Annotated[
        Literal["terminal", "markdown", "html", "json", "svg"] | None,
        typer.Option("--format", help="How to report; svg: a picture."),
    ] = None,
    output: Output = None,
    seed: Seed = 0,
) -> None:
    """Who joins which tier of their own will, does it deter, would it hold, what would be enough; designs compared."""
    from zopa.errors import UsageError
    from zopa.model.pactfile import read_pact
    from zopa.present.pact import examine, pact_page
    from zopa.present.pact_data import pact_data
    from zopa.solve.pact_design import designs_of

    pact = read_pact(file, _stands(project))
    if into is not None:
        from zopa.model.modelfile import model_to_text
        from zopa.solve.pact_coupling import couple

        coupled = couple(pact, negotiation_of(into), draws=draws, seed=seed)
        for option, (low, middle, high) in coupled.shares.items():
            weak = "; too weak to lift a red line" if option in coupled.weak else ""
            tell(f"{option}: averts {middle:.0%} of the expected loss ({low:.0%} to {high:.0%}){weak}")
        write(model_to_text(coupled.negotiation), output)
        return
    form = chosen(shape, output, "svg")
    names = designs_of(pact)
    if design is not None and design not in names:
        raise UsageError(f"no design called '{design}'", where=str(file), mend=f"designs: {', '.join(names)}")
    found = examine(pact, design=design, wished=wished, seconds=seconds, draws=draws, core=core, seed=seed)
    if form == "svg":
        from zopa.present.pact_figure import pact_svg

        write(pact_svg(found), output)
        return
    report(form, output, lambda: pact_page(found), lambda: pact_data(found))


def _stands(folder: Path | None) -> Stands | None:
    """Where the parties of a project stand."""
    if folder is None:
        return None
    from zopa.model.pact_positions import Stands
    from zopa.project import Project

    made = Project(folder).brief()
    return Stands(made.positions, made.knowledge.case.issues)
