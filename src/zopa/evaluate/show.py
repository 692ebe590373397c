"""An evaluation as Markdown, or as tables in the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from zopa.evaluate.judge import Mistake
from zopa.evaluate.match import Count
from zopa.evaluate.score import Evaluation

HEAD = ("", "precision", "recall", "F1", "right", "missed", "wrong")


def share(value: float | None) -> str:
    """`0.75`, or a dash where there is nothing to measure."""
    return "–" if value is None else f"{value:.2f}"


def _cells(name: str, c: Count) -> tuple[str, ...]:
    return name, share(c.precision), share(c.recall), share(c.f1), str(c.right), str(c.missed), str(c.wrong)


def markdown(evaluation: Evaluation, *, misses: bool = False) -> str:
    """The report as Markdown."""
    lines = [
        "# Accuracy",
        "",
        "## All articles",
        "",
        *_table(HEAD, [_cells(k, c) for k, c in evaluation.total.items()]),
    ]
    for verdict in evaluation.verdicts:
        lines += ["", f"## {verdict.document}", ""]
        lines += _table(HEAD, [_cells(k, c) for k, c in verdict.counts.items()])
        if misses:
            for title, mistakes in (("Missed", verdict.misses), ("Wrong", verdict.wrong)):
                if mistakes:
                    lines += ["", f"### {title}", ""]
                    lines += [_mistake_line(m, title == "Missed") for m in mistakes]
    if evaluation.reliability:
        lines += ["", "## Confidence of statements", ""]
        lines += _table(RELIABILITY_HEAD, _reliability_rows(evaluation))
    if evaluation.causes:
        lines += ["", f"Missed statements: {causes(evaluation)}"]
    if evaluation.gold_errors:
        lines += ["", "## Errors of the gold", "", *(f"- {error}" for error in evaluation.gold_errors)]
    if evaluation.unread:
        lines += ["", "## Not judged", "", *(f"- {reason}" for reason in evaluation.unread)]
    return "\n".join(lines) + "\n"


RELIABILITY_HEAD = ("confidence", "statements", "mean confidence", "right")


def _reliability_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    return [
        (f"{b.low:.1f} to {b.high:.1f}", str(b.count), f"{b.confidence:.2f}", f"{b.right:.2f}")
        for b in evaluation.reliability
    ]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + "|".join([" --- "] + [" ---: "] * (len(head) - 1)) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def _mistake_line(m: Mistake, missed: bool) -> str:
    first, second = (m.expected, m.got) if missed else (m.got, m.expected)
    label = "got" if missed else "expected"
    more = f" ({label}: {second})" if second else ""
    return f"- {m.kind}: **{first}**{more}" + (f"  \n  {_shortened(m.sentence)}" if m.sentence else "")


def terminal(evaluation: Evaluation, *, misses: bool = False, colour: bool = False) -> str:
    """The report as tables for a terminal."""
    out = StringIO()
    console = Console(file=out, force_terminal=colour, color_system="auto" if colour else None, width=_width())
    _print(evaluation, console, misses)
    return out.getvalue()


def _width() -> int:
    return max(72, shutil.get_terminal_size((110, 24)).columns)


def _print(evaluation: Evaluation, console: Console, misses: bool) -> None:
    console.print(_rich_table("All articles", HEAD, [_cells(k, c) for k, c in evaluation.total.items()]))
    for verdict in evaluation.verdicts:
        console.print(_rich_table(verdict.document, HEAD, [_cells(k, c) for k, c in verdict.counts.items()]))
        if misses:
            for m in verdict.misses:
                console.print(_rich_mistake("missed", m.kind, m.expected, m.got, m.sentence))
            for m in verdict.wrong:
                console.print(_rich_mistake("wrong", m.kind, m.got, m.expected, m.sentence))
    if evaluation.reliability:
        console.print(_rich_table("Confidence of statements", RELIABILITY_HEAD, _reliability_rows(evaluation)))
    if evaluation.causes:
        console.print(Text(f"Missed statements: {causes(evaluation)}"))


def causes(evaluation: Evaluation) -> str:
    """What stands in the sentences of missed statements, in a line."""
    return ", ".join(f"{cause} {count}" for cause, count in evaluation.causes)


def _rich_table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=Text(title), title_justify="left")
    for i, name in enumerate(head):
        table.add_column(name, justify="right" if i else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _rich_mistake(label: str, kind: str, first: str | None, second: str | None, sentence: str) -> RenderableType:
    line = Text.assemble((f"{label} ", "bold red" if label == "wrong" else "bold yellow"), f"{kind}: {first}")
    if second:
        line.append(f"   [{'got' if label == 'missed' else 'expected'}: {second}]", style="cyan")
    return Group(line, Text(f"    {_shortened(sentence)}", style="dim")) if sentence else line


def _shortened(sentence: str, most: int = 320) -> str:
    return (
        sentence if len(sentence) <= most else f"{sentence[: most // 2].rstrip()} … {sentence[-most // 2 :].lstrip()}"
    )
