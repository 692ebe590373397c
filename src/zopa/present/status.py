"""The state of a project: how much it holds, what waits to be read, what was run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zopa.ledger import Run
from zopa.present import wording as w
from zopa.present.page import Block, Grid, Heading, Page

RUNS_SHOWN: Final = 8


def status_page(case: str, counts: Mapping[str, int], runs: Sequence[Run]) -> Page:
    """What waits first, then the counts and the latest runs."""
    waiting = counts["pending"]
    if not counts["articles"]:
        news = "No article yet; next: zopa add"
    elif waiting:
        news = f"{w.count(waiting, 'article waits', 'articles wait')} to be read; next: zopa read"
    else:
        news = "Everything is read."
    held = tuple((name.replace("_", " "), f"{number:,}") for name, number in counts.items())
    blocks: list[Block] = [news, Grid(("", "how many"), held, right=(1,))]
    if runs:
        latest = tuple(
            (
                str(run.id),
                run.command,
                f"{run.started:%Y-%m-%d %H:%M}",
                "done" if run.finished else "interrupted, or still going",
            )
            for run in reversed(runs[-RUNS_SHOWN:])
        )
        blocks += [Heading("Latest runs (times are UTC)"), Grid(("run", "command", "started", ""), latest)]
    return Page(f"case: {case}", tuple(blocks))


def status_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Every run as an object."""
    return [
        {
            "id": run.id,
            "command": run.command,
            "started": run.started.isoformat(),
            "finished": run.finished.isoformat() if run.finished else None,
        }
        for run in runs
    ]
