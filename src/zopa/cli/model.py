"""`zopa model`: from the ledger to a model file, and what changed between two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape
from zopa.cli.app import app
from zopa.cli.talks import negotiation_of, report

if TYPE_CHECKING:
    from zopa.ledger import Knowledge
    from zopa.model.rebuild import Built

model = typer.Typer(help="Model files: built from what was read, and compared.", no_args_is_help=True)
app.add_typer(model, name="model")

MOST_TOLD = 12  # edits and conflicts told one by one


@model.callback()
def _model() -> None:
    """Model files: built from what was read, and compared."""


@model.command()
def build(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles; left out, those of the project.")
    ] = None,
    project: ProjectOption = HERE,
    case: Annotated[
        str | None, typer.Option(metavar="FILE-or-NAME", help="With paths: the case file, or a shipped case.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The model file; one that is there keeps your edits."),
    ] = None,
    party: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these parties; repeatable.")] = None,
    issue: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these issues; repeatable.")] = None,
) -> None:
    """Propose a model from what was read, each number with its findings and a sentence why.

    A file that is there already is built again: what you changed stays, and what clashes with it is told.
    """
    from zopa.cli.output import check_writable, tell, write
    from zopa.model.rebuild import build as build_model
    from zopa.model.rebuild import conflict_in_words, record_beside

    output = None if output == Path("-") else output
    check_writable(output)
    knowledge = _knowledge(paths, project, case)
    parties, issues = tuple(party or ()), tuple(issue or ())
    if output is None or not output.exists():
        made = build_model(knowledge, parties=parties, issues=issues)
    else:
        made = _rebuilt(knowledge, output, parties, issues)
    write(made.text, output)
    if output is None:
        return
    write(made.record, record_beside(output))
    if made.edits:
        names = [".".join(path[1:] if path[0] == "parties" else path) for path in made.edits]
        more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
        tell(f"kept what you changed: {', '.join(names[:MOST_TOLD])}{more}")
    for conflict in made.conflicts[:MOST_TOLD]:
        tell(f"conflict: {conflict_in_words(conflict)}")
    if len(made.conflicts) > MOST_TOLD:
        tell(f"{len(made.conflicts) - MOST_TOLD} more conflicts: the file says at each what is proposed")
    tell(f"wrote {output}; next: zopa solve {output}")


@model.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="MODEL", help="A model file.")],
    after: Annotated[
        Path | None,
        typer.Argument(metavar="[OTHER]", help="Another; left out, what `model build` would make of MODEL now."),
    ] = None,
    project: ProjectOption = HERE,
    shape: Shape = "terminal",
    output: Output = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time for each model's zone and keys.")] = 5.0,
) -> None:
    """What changed between two models, which findings caused it, and what that does to the zone and its keys."""
    from zopa.model import model_from_text
    from zopa.present.model_changes import changes_data, changes_page
    from zopa.project import Project
    from zopa.solve.changes import changes, effect

    old = negotiation_of(before)
    if after is None:
        made = _rebuilt(_knowledge(None, project, None), before, (), ())
        new, names = model_from_text(made.text, where=str(before)), (str(before), "as built now")
    else:
        new, names = negotiation_of(after), (str(before), str(after))
    found, does = changes(old, new), effect(old, new, seconds=seconds)
    words = Project(project).words_of if Project.is_one(project) else str
    report(
        shape,
        output,
        lambda: changes_page(found, does, names, words),
        lambda: changes_data(found, does, names, words),
    )


def _rebuilt(knowledge: Knowledge, file: Path, parties: tuple[str, ...], issues: tuple[str, ...]) -> Built:
    from zopa.cli.output import tell
    from zopa.model.rebuild import build, record_beside
    from zopa.yamlfile import read_yaml_text

    record = record_beside(file)
    if not record.exists():
        tell(f"{record} is gone, which says what was proposed last: all that differs counts as yours")
    before = read_yaml_text(record) if record.exists() else None
    return build(knowledge, yours=read_yaml_text(file), before=before, where=str(file), parties=parties, issues=issues)


def _knowledge(paths: list[str] | None, project: Path, case: str | None) -> Knowledge:
    from zopa.cli.output import tell, tell_waiting
    from zopa.errors import UsageError
    from zopa.project import Project, knowledge_of_paths

    if paths:
        return knowledge_of_paths(paths, case, progress=tell)
    if case:
        raise UsageError("a project has its own case", mend="leave out --case, or name articles")
    opened = Project(project)
    tell_waiting(opened.waiting())
    return opened.knowledge()
