"""A project on disk: `init`, `add`, `read`, `status`, and questions to what it holds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape, answer, brief_in, chosen
from zopa.cli.app import app

if TYPE_CHECKING:
    from zopa.present.brief import Brief


class AnswerFormat(StrEnum):
    """What an answer is written as."""

    terminal = "terminal"
    json = "json"


FormatOption = Annotated[
    AnswerFormat, typer.Option("--format", metavar="terminal,json", help="How the answer is written.")
]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    case: Annotated[
        str | None, typer.Option(metavar="FILE-or-NAME", help="The case file, or a shipped case (default: peace).")
    ] = None,
) -> None:
    """Make a project: a folder with a case file and a ledger."""
    from zopa.cli.output import tell
    from zopa.project import Project

    made = Project.create(folder, case)
    tell(f"made {made.folder} for the case {made.case.name}; next: zopa add -p {made.folder} ARTICLES")


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders of articles; - reads one.")],
    project: ProjectOption = HERE,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=NAME", help="In JSON Lines and CSV, FIELD of an article is called NAME."),
    ] = None,
) -> None:
    """Add articles to a project; those it has already are left alone."""
    from zopa.cli.output import mapping_of, tell
    from zopa.project import Project

    added = Project(project).add(paths, mapping=mapping_of(mapping), progress=tell)
    place = "" if project == HERE else f" -p {project}"
    if added:
        tell(f"added {added} new article{'' if added == 1 else 's'}; next: zopa read{place}")
    else:
        tell("nothing to add: no article that the project does not have already")


@app.command()
def read(project: ProjectOption = HERE) -> None:
    """Read the project's new articles; an interrupted run goes on where it stopped."""
    from zopa.cli.output import tell
    from zopa.project import Project

    if not Project(project).read(progress=tell):
        tell("nothing new to read")


@app.command()
def status(project: ProjectOption = HERE, form: FormatOption = AnswerFormat.terminal) -> None:
    """How much a project holds, what is still to be read, and the latest runs."""
    from zopa.cli.output import write_page
    from zopa.present.status import status_json, status_page
    from zopa.project import Project

    opened = Project(project)
    counts, runs = opened.counts(), opened.runs()
    if form is AnswerFormat.json:
        _write_json({"zopa": 1, "case": opened.case.name, **counts, "runs": status_json(runs)})
    else:
        write_page(status_page(opened.case.name, counts, runs))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help='Words to find; "two words" stand together.')],
    project: ProjectOption = HERE,
    form: FormatOption = AnswerFormat.terminal,
    most: Annotated[int, typer.Option(min=1, help="How many articles at most.")] = 20,
) -> None:
    """Find articles of a project by their words."""
    from zopa.cli.output import tell, write
    from zopa.present.safe import one_line
    from zopa.project import Project

    opened = Project(project)
    hits = opened.search(" ".join(words), most)
    if form is AnswerFormat.json:
        found = [
            {"article": a.id, "path": a.path, "url": a.url, "title": a.title, "words": h.words, "marks": h.marks}
            for a, h in hits
        ]
        _write_json({"zopa": 1, "case": opened.case.name, "hits": found})
        return
    lines = [f"{one_line(a.path or a.url or a.id)}: {one_line(hit.words)}" for a, hit in hits]
    if lines:
        write("\n".join(lines) + "\n", None)
    else:
        tell("no article of the project holds these words")


@app.command()
def matrix(project: ProjectOption = HERE, shape: Shape = None, output: Output = None) -> None:
    """The position matrix: who stands where on which issue, how firmly."""
    from zopa.present.asjson import position_json
    from zopa.present.sections_positions import matrix_section
    from zopa.read import to_json

    form = chosen(shape, output)
    brief = brief_in(project, form)

    def data() -> dict[str, Any]:
        return {
            "positions": [position_json(row) for row in brief.positions],
            "statements": [to_json(said) for said in brief.knowledge.statements],
        }

    answer(brief, [matrix_section(brief)], data, form, output)


@app.command()
def timeline(
    project: ProjectOption = HERE,
    party: Annotated[str | None, typer.Option(help="Only this party.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only this issue, by key or title.")] = None,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """What was said on what, day by day, with shifts, swings and drifts."""
    from zopa.present.asjson import position_json
    from zopa.present.questions import (
        known_issue,
        known_party,
        timeline_section,
        timeline_shifts,
        timeline_statements,
    )
    from zopa.project import Project
    from zopa.read import to_json

    form = chosen(shape, output)
    whole = form == "json"
    brief = brief_in(project, form)
    who = known_party(brief, party) if party else None
    what = known_issue(brief, issue) if issue else None
    brief = Project(project).said(brief, who, what)
    if not (who or what or whole):
        _newest_alone(brief, "--party or --issue")

    def data() -> dict[str, Any]:
        rows = [r for r in brief.positions if who in (None, r.party) and what in (None, r.issue)]
        keys = ("party", "issue", "polarity", "firmness", "uncertainty", "pattern", "series")
        return {
            "statements": [to_json(statement) for statement in timeline_statements(brief, who, what)],
            "shifts": [to_json(shift) for shift in timeline_shifts(brief, who, what)],
            "series": [{k: v for k, v in position_json(r).items() if k in keys} for r in rows],
        }

    answer(brief, [timeline_section(brief, who, what)], data, form, output)


@app.command()
def quotes(
    project: ProjectOption = HERE,
    speaker: Annotated[str | None, typer.Option(help="Only this speaker or party.")] = None,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """Who was quoted with which words."""
    from zopa.present.questions import quotes_of, quotes_section
    from zopa.project import Project
    from zopa.read import to_json

    form = chosen(shape, output)
    whole = form == "json" or speaker is not None
    brief = Project(project).quoted(brief_in(project, "terminal"), whole=whole)
    if not whole:
        _newest_alone(brief, "--speaker")
    section = quotes_section(brief, speaker)
    answer(brief, [section], lambda: {"quotes": [to_json(q) for q in quotes_of(brief, speaker)]}, form, output)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="PARTY", help="One party.")],
    second: Annotated[str, typer.Argument(metavar="PARTY", help="The other.")],
    project: ProjectOption = HERE,
    shape: Shape = None,
    output: Output = None,
) -> None:
    """The common shared space of two parties, and their island of agreement.

    Which positions, reasons and values they share, which are apart and how far; facts agreed and contested, norms
    shared and divergent.
    """
    from zopa.ledger import between, distance
    from zopa.present.asjson import position_json
    from zopa.present.asjson_forms import space_json
    from zopa.present.questions import compare_section, compared, known_party, space_of
    from zopa.present.sections_facts import islands_section

    form = chosen(shape, output)
    brief = brief_in(project, form)
    one, other = known_party(brief, first), known_party(brief, second)
    four = between(brief.islands, one, other)

    def data() -> dict[str, Any]:
        issues = [
            {
                "issue": issue,
                "positions": [position_json(row) if row else None for row in (a, b)],
                "distance": distance(a, b) if a and b else None,
            }
            for issue, a, b in compared(brief, one, other)
        ]
        return {**space_json(space_of(brief, one, other), four), "issues": issues}

    answer(brief, [compare_section(brief, one, other), *islands_section(brief, four)], data, form, output)


def _newest_alone(brief: Brief, option: str) -> None:
    """Say so where an answer shows the newest articles of a large ledger alone."""
    from zopa.cli.output import tell

    if brief.extent and brief.extent.facts_from:
        held = f"the newest {len(brief.knowledge.articles):,} of {brief.extent.articles:,} articles"
        tell(f"from {held}; {option} or --format json asks all of them")


def _write_json(value: dict[str, Any]) -> None:
    from zopa.cli.output import write
    from zopa.present.asjson import to_text

    write(to_text(value), None)
