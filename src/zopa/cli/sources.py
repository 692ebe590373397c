"""`zopa sources`: who carries a claim independently, who alone, and what contradicts it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape, answer, brief_in, chosen
from zopa.cli.app import app


@app.command()
def sources(
    claim: Annotated[
        list[str] | None, typer.Argument(metavar="CLAIM", help="Words of the claim, or a finding's id.")
    ] = None,
    project: ProjectOption = HERE,
    party: Annotated[str | None, typer.Option(help="Only claims of or about this party.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only positions on this issue, by key or title.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only claims that this outlet or file carries.")] = None,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """Who else carries a claim, independently, and who carries it alone; what contradicts it, with both spans.

    Reprints, articles of one outlet, what came by one agency, and rewordings of one text count as one source.
    """
    from zopa.present.questions import known_issue, known_party
    from zopa.present.sections_sources import chosen_claims, claims_json, sources_sections
    from zopa.read import to_json

    form = chosen(shape, output)
    brief = brief_in(project, form)
    words = " ".join(claim) if claim else None
    who = known_party(brief, party) if party else None
    what = known_issue(brief, issue) if issue else None
    fitting = chosen_claims(brief, words, who, what, outlet)
    whole = not (words or who or what or outlet)
    wanted = {i for one in fitting for i in one.disputed}

    def data() -> dict[str, Any]:
        told = [to_json(one) for one in brief.contradictions if whole or one.id in wanted]
        return {"claims": claims_json(brief, fitting), "contradictions": told}

    answer(brief, list(sources_sections(brief, fitting, whole=whole)), data, form, output)
