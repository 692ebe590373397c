"""What changed since a day or a run: new, moved, newly contradicted, lapsed.

`changes(views, since)` takes views that are computed already and asks of each entry whether its evidence is fresh, that
is whether it stands in an article that came after. It computes no second state of the ledger, so it costs the same
however much went before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.ledger.clock import Tick
from zopa.ledger.judgements import Judgement
from zopa.ledger.knowledge import Knowledge
from zopa.ledger.positions import Position
from zopa.ledger.scores import Scored
from zopa.ledger.series import Point
from zopa.read import Contradiction, Estimate, Shift

MOVED: Final = 0.2  # of the scale of 2 between a party's last value before and its last after, to be told as a move
PENDING: Final = ("ahead", "due")  # states of the clock in which nothing has come of an entry yet


@dataclass(frozen=True, slots=True)
class Since:
    """From when on things count as new: articles in `fresh`, and days after `day`.

    `name` says it for a reader: `14 August 2025`, `run 12`.
    """

    name: str
    day: dt.date | None
    fresh: frozenset[str]
    at: dt.datetime | None = None  # judgements made after this are new
    findings: frozenset[str] | None = None  # of the fresh articles, where the knowledge does not hold them all


@dataclass(frozen=True, slots=True)
class Moved:
    """A party's value on an issue (-1 against .. 1 for) before and after; `statements` are the new ones."""

    party: str
    issue: str
    before: Point
    after: Point
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed, each entry leading to its evidence."""

    since: Since
    articles: tuple[str, ...]  # ids
    positions: tuple[Position, ...]  # of parties that had not been heard on the issue
    red_lines: tuple[Position, ...]  # that had none before
    moved: tuple[Moved, ...]
    shifts: tuple[Shift, ...]
    contradictions: tuple[Contradiction, ...]
    estimates: tuple[Estimate, ...]
    coming: tuple[Tick, ...]  # newly announced
    lapsed: tuple[Tick, ...]  # came to their day, or to an end, since
    judgements: tuple[Judgement, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all changed."""
        return not (self.articles or self.judgements or self.lapsed)


def changes(
    knowledge: Knowledge,
    since: Since,
    *,
    positions: Sequence[Position],
    shifts: Sequence[Shift],
    contradictions: Sequence[Contradiction],
    clock: Sequence[Tick],
    estimates: Sequence[Scored],
) -> Changes:
    """What the views hold that was not so at `since`."""

    def is_fresh(finding: str) -> bool:
        if since.findings is not None:
            return finding in since.findings or finding.partition(":")[0] in since.fresh
        found = knowledge.find(finding)
        return found is not None and found.article in since.fresh

    return Changes(
        since=since,
        articles=tuple(sorted(since.fresh)),
        positions=tuple(row for row in positions if _all_new(row, is_fresh)),
        red_lines=tuple(
            row
            for row in positions
            if row.red_lines and all(map(is_fresh, row.red_lines)) and not _all_new(row, is_fresh)
        ),
        moved=tuple(m for row in positions if (m := _moved(row, is_fresh))),
        shifts=tuple(s for s in shifts if s.article in since.fresh),
        contradictions=tuple(c for c in contradictions if is_fresh(c.a) or is_fresh(c.b)),
        estimates=tuple(row.estimate for row in estimates if row.estimate.article in since.fresh),
        coming=tuple(t for t in clock if t.state in PENDING and all(map(is_fresh, t.findings))),
        lapsed=tuple(t for t in clock if _lapsed(t, since, is_fresh)),
        judgements=tuple(j for j in knowledge.judgements if since.at and j.at > since.at),
    )


def _all_new(row: Position, is_fresh: Callable[[str], bool]) -> bool:
    """Whether everything ever said is fresh; a row that keeps a part of its statements says how many there are."""
    return bool(row.statements) and row.said == len(row.statements) and all(map(is_fresh, row.statements))


def _moved(row: Position, is_fresh: Callable[[str], bool]) -> Moved | None:
    new = [p for p in row.series if any(map(is_fresh, p.statements))]
    old = [p for p in row.series if not all(map(is_fresh, p.statements))]
    if not new or not old or new[-1].date < old[-1].date:
        return None  # fresh news of older days moves nothing that is known of later ones
    before, after = old[-1], new[-1]
    if before == after or (abs(after.value - before.value) < MOVED and before.polarity == after.polarity):
        return None
    said = tuple(s for p in new for s in p.statements if is_fresh(s))
    return Moved(row.party, row.issue, before, after, said)


def _lapsed(tick: Tick, since: Since, is_fresh: Callable[[str], bool]) -> bool:
    """Whether an entry that was ahead, or not there, came to its day or its end since."""
    if tick.state in PENDING:
        return False
    end = tick.until or tick.date
    if any(is_fresh(change.finding) for change in tick.changes):
        return True  # what became of it was told since
    came_due = since.day is not None and end >= since.day
    return came_due or (any(map(is_fresh, tick.findings)) and not all(map(is_fresh, tick.findings)))


def fresh_after(articles: Iterable[tuple[str, dt.date | None, int]], day: dt.date) -> frozenset[str]:
    """The articles published after `day`; `articles` are ids, days and runs.

    An undated one is fresh when it arrived after every run that brought an article of that day or before.
    """
    rows = list(articles)
    last_old_run = max((run for _, published, run in rows if published and published <= day), default=-1)
    return frozenset(
        article for article, published, run in rows if (published > day if published else run > last_old_run)
    )
