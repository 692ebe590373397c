"""`zopa model`: from the ledger to a model file, and what changed between two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zopa.cli.answers import HERE, Output, ProjectOption, Shape, chosen
from zopa.cli.app import app
from zopa.cli.talks import negotiation_of, report, tell_idle_evidence

if TYPE_CHECKING:
    from zopa.ledger import Knowledge
    from zopa.model import Negotiation
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
        list[str] | None, typer.Argument(metavar="PATH", help="Articles; left out, those of the project.")
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
    everything: Annotated[
        bool, typer.Option("--all", help="All parties and issues again, where a build before was asked for some.")
    ] = False,
) -> None:
    """Propose a model from what was read, each number with its findings and a sentence why.

    A file that is there already is built again, with the parties and issues asked for before: what you changed stays,
    and what clashes with it is told.
    """
    from zopa.cli.output import check_writable, tell, write
    from zopa.errors import UsageError
    from zopa.model.rebuild import build as build_model
    from zopa.model.rebuild import conflict_in_words, record_beside

    if everything and (party or issue):
        raise UsageError("--all takes in everything, --party and --issue some", mend="leave out one of them")
    output = None if output == Path("-") else output
    check_writable(output)
    knowledge = _knowledge(paths, project, case)
    parties, issues = tuple(party or ()), tuple(issue or ())
    if output is None or not output.exists():
        made = build_model(knowledge, parties=parties, issues=issues)
    else:
        made = _rebuilt(knowledge, output, parties, issues, everything=everything)
    write(made.text, output)
    if output is None:
        return
    write(made.record, record_beside(output))
    if made.edits:
        names = [".".join(path[1:] if path[0] == "parties" else path) for path in made.edits]
        more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
        tell(f"kept what you changed: {', '.join(names[:MOST_TOLD])}{more}")
    for note in made.notes:
        tell(note)
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
        typer.Argument(metavar="OTHER", help="Another; left out, what `model build` would make of MODEL now."),
    ] = None,
    project: ProjectOption = HERE,
    shape: Shape = None,
    output: Output = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time for each model's zone and keys.")] = 5.0,
    draws: Annotated[int, typer.Option(min=0, help="Draws of what is uncertain, for the zone and its keys.")] = 200,
) -> None:
    """What changed between two models, which findings caused it, and what that does to the zone and its keys."""
    from zopa.model import model_from_text
    from zopa.present.model_changes import Compared, changes_data, changes_page
    from zopa.project import Project
    from zopa.solve.changes import changes, effect, standing

    form = chosen(shape, output)
    old = negotiation_of(before)
    knowledge = _knowledge(None, project, None) if after is None or Project.is_one(project) else None
    edited: frozenset[tuple[str, ...]] = frozenset()
    if after is None:
        assert knowledge is not None
        made = _rebuilt(knowledge, before, (), ())
        new, names = model_from_text(made.text, where=str(before)), (str(before), "the model as built now")
        edited = frozenset(made.edits)
    else:
        new, names = negotiation_of(after), (str(before), str(after))
    found = changes(old, new)
    compared = Compared(
        names,
        found,
        standing(old, new),
        effect(old, new, seconds=seconds, draws=draws) if found else None,
        _idle(knowledge, before, old, new) if knowledge and after is None else {},
        frozenset(j.finding for j in knowledge.judgements if j.kind != "note") if knowledge else frozenset(),
        edited,
    )
    words = Project(project).words_of if Project.is_one(project) else str
    origin = _origins(knowledge)
    report(
        form,
        output,
        lambda: changes_page(compared, words, origin),
        lambda: changes_data(compared, words, origin),
    )


def _origins(knowledge: Knowledge | None) -> Callable[[str], str | None]:
    def origin(finding: str) -> str | None:
        found = knowledge.find(finding) if knowledge else None
        return knowledge.origin(found.article) if knowledge and found else None

    return origin


def _idle(knowledge: Knowledge, file: Path, old: Negotiation, new: Negotiation) -> dict[str, str]:
    """Findings judged since `file` was built that no number rests on, with why."""
    from zopa.model.modelfile import build_from_text
    from zopa.model.rebuild import record_beside, without_number
    from zopa.yamlfile import read_yaml_text

    record = record_beside(file)
    since = build_from_text(read_yaml_text(record), where=str(record)).judged if record.exists() else 0
    named = {i for model in (old, new) for ids in model.evidence.values() for i in ids}
    return {
        j.finding: without_number(knowledge, j.finding, new)
        for j in knowledge.judgements
        if j.id > since and j.kind in ("withdraw", "accept", "correct") and j.finding not in named
    }


def _rebuilt(
    knowledge: Knowledge, file: Path, parties: tuple[str, ...], issues: tuple[str, ...], *, everything: bool = False
) -> Built:
    from zopa.cli.output import tell
    from zopa.model import read_model
    from zopa.model.rebuild import build, record_beside
    from zopa.yamlfile import read_yaml_text

    record = record_beside(file)
    if not record.exists():
        tell(f"{record} is gone, which says what was proposed last: all that differs counts as yours")
    before = read_yaml_text(record) if record.exists() else None
    tell_idle_evidence(file, read_model(file))
    return build(
        knowledge,
        yours=read_yaml_text(file),
        before=before,
        where=str(file),
        parties=parties,
        issues=issues,
        everything=everything,
    )


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
