"""`zopa estimate`: who gave which probability of what, what came of it, and how good the forecasters were."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape, answer, brief_in, chosen
from zopa.cli.app import app
from zopa.cli.judge import By, who

estimate = typer.Typer(help="Probabilities that somebody gave, and what came of them.", no_args_is_help=True)
app.add_typer(estimate, name="estimate")


@estimate.callback()
def _estimate() -> None:
    """Probabilities that somebody gave, and what came of them."""


@estimate.command("list")
def list_command(
    project: ProjectOption = HERE,
    holder: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only those of this forecaster.")] = None,
    state: Annotated[
        Literal["all", "open", "resolved"], typer.Option(help="Only those still open, or resolved.")
    ] = "all",
    shape: Shape = None,
    output: Output = None,
) -> None:
    """Every estimate with its outcome and scores, then how well each forecaster did."""
    from zopa.ledger import calibration
    from zopa.present.estimates import scored_json
    from zopa.present.sections_estimates import estimates_sections
    from zopa.project import Project
    from zopa.read import to_json

    form = chosen(shape, output)
    brief = brief_in(project, "terminal")
    every = Project(project).estimates()
    rows = [row for row in every if not holder or holder.casefold() in row.forecaster.casefold()]
    people = calibration(rows)
    if state != "all":
        rows = [row for row in rows if (row.outcome is not None) == (state == "resolved")]

    def data() -> dict[str, Any]:
        return {"estimates": [scored_json(row) for row in rows], "forecasters": [to_json(one) for one in people]}

    answer(brief, estimates_sections(brief, rows, people), data, form, output)


@estimate.command()
def resolve(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Of the estimate; its first letters do.")],
    outcome: Annotated[Literal["yes", "no"], typer.Argument(metavar="yes|no", help="Whether it came about.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="When that was known.")],
    because: Annotated[str, typer.Option(metavar="WHY", help="What shows it, kept with the judgement.")],
    project: ProjectOption = HERE,
    by: By = None,
) -> None:
    """Record what came of an estimate: a judgement, which `zopa judge undo` takes back."""
    from zopa.cli.output import tell
    from zopa.present.estimates import outcome_text
    from zopa.project import Project

    opened = Project(project)
    made = opened.resolve(identity, outcome == "yes", on=on.date(), because=because, by=who(by))
    row = next((r for r in opened.estimates() if r.outcome and r.outcome.judgement == made.id), None)
    told = f": {outcome_text(row)}" if row else ""
    tell(f"resolved {made.finding}{told}; `zopa judge undo {made.id}` takes it back")
