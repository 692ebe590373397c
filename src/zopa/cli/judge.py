"""`zopa judge`: what an analyst thinks of findings. A judgement is a row of its own and can be undone."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zopa.cli.answers import HERE, ProjectOption
from zopa.cli.app import app
from zopa.cli.projects import AnswerFormat, FormatOption
from zopa.errors import UsageError

if TYPE_CHECKING:
    from zopa.ledger import JudgementKind

judge = typer.Typer(
    help="What you think of findings; every view follows, nothing is overwritten.", no_args_is_help=True
)
app.add_typer(judge, name="judge")

Finding = Annotated[
    str, typer.Argument(metavar="FINDING", help="Its id, as the evidence of a brief shows it; the first letters do.")
]
Because = Annotated[str, typer.Option(metavar="WHY", help="The reason, kept with the judgement.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who judges (default: your login name).")]


@judge.callback()
def _judge() -> None:
    """What you think of findings; every view follows, nothing is overwritten."""


@judge.command()
def accept(finding: Finding, project: ProjectOption = HERE, because: Because = "", by: By = None) -> None:
    """The finding is right: a statement's confidence becomes 1."""
    _judged(project, finding, "accept", because, by)


@judge.command()
def withdraw(finding: Finding, because: Because, project: ProjectOption = HERE, by: By = None) -> None:
    """The finding is wrong: leave it out of every view."""
    _judged(project, finding, "withdraw", because, by)


@judge.command()
def correct(
    finding: Finding,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="What its fields should say.")],
    project: ProjectOption = HERE,
    because: Because = "",
    by: By = None,
) -> None:
    """Some of what was read is wrong: `holder=Ukraine`, `issue=territory`, `polarity=against`."""
    new: dict[str, str] = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"'{change}' is not FIELD=VALUE", mend="write it like polarity=against")
        new[name.strip()] = value.strip()
    _judged(project, finding, "correct", because, by, new)


@judge.command()
def note(
    finding: Finding,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")],
    project: ProjectOption = HERE,
    by: By = None,
) -> None:
    """Keep a remark on a finding; it changes nothing."""
    _judged(project, finding, "note", words, by)


@judge.command()
def undo(
    judgement: Annotated[
        int, typer.Argument(metavar="NUMBER", help="Of the judgement, as `zopa judge list` shows it.")
    ],
    project: ProjectOption = HERE,
) -> None:
    """Take a judgement back; its row stays and says when."""
    from zopa.cli.output import tell
    from zopa.project import Project

    one = Project(project).undo(judgement)
    tell(f"undid judgement {one.id} ({one.kind} {one.finding})")


@judge.command("list")
def list_command(
    project: ProjectOption = HERE,
    every: Annotated[bool, typer.Option("--all", help="Those that were undone too.")] = False,
    form: FormatOption = AnswerFormat.terminal,
) -> None:
    """The judgements that stand, newest first."""
    from zopa.cli.output import write, write_page
    from zopa.present.asjson import to_text
    from zopa.present.judgements import judgement_json, judgements_page
    from zopa.project import Project

    opened = Project(project)
    rows = [row for row in opened.judgements() if every or row[0].undone is None]
    if form is AnswerFormat.json:
        found = [judgement_json(row) for row in rows]
        write(to_text({"zopa": 1, "case": opened.case.name, "judgements": found}), None)
    else:
        write_page(judgements_page(rows, opened.case.name))


def who(name: str | None) -> str:
    """The name to keep with a judgement: the one given, else the login name."""
    if name and name.strip():
        return name.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"


def _judged(
    project: Path,
    finding: str,
    kind: JudgementKind,
    because: str,
    by: str | None,
    changes: dict[str, str] | None = None,
) -> None:
    from zopa.cli.output import tell
    from zopa.present.judgements import DONE, changed
    from zopa.project import Project

    one = Project(project).judge(finding, kind, because=because, by=who(by), changes=changes)
    tell(f"{DONE[one.kind]} {one.finding}{changed(one)}; `zopa judge undo {one.id}` takes it back")
