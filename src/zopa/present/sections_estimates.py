"""Sections of the forecast ledger: who gave which probability of what, what came of it, and how good each was at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zopa.ledger import Forecaster, Scored
from zopa.present import wording as w
from zopa.present.brief import Brief
from zopa.present.estimates import about, interval, outcome_text
from zopa.present.judgements import ID_SHOWN
from zopa.present.parts import Cell, Line, Section, Table, shortened
from zopa.present.safe import one_line
from zopa.read import Finding

TITLE: Final = "Who said what will happen, with which probability"
SCORES: Final = (
    "Brier: 0 is best, 0.25 is what always saying 50% gets. Log: 0 is best, -0.69 is 50%. Bias above 0: probabilities "
    "were too high. Calibration: how far the probabilities lie from how often it happened, by fifths of the scale; "
    "0 is best, and a handful of estimates tells little."
)


def estimates_section(brief: Brief) -> Section:
    """The estimates of a brief, and in short how its forecasters did."""
    lines = [scored_line(brief, row) for row in brief.estimates]
    lines += [_forecaster_line(one) for one in brief.forecasters[1:]]
    gap = "" if lines else "Nobody was found giving a probability, in numbers or in words."
    return Section("estimates", TITLE, shortened(lines), gap=gap, note=_scales(brief.estimates))


def estimates_sections(brief: Brief, rows: Sequence[Scored], people: Sequence[Forecaster]) -> tuple[Section, ...]:
    """Chosen estimates, each with how long it is open and its id, then the scores of every forecaster."""
    lines = [_listed(brief, row) for row in rows]
    gap = "" if lines else "Nobody was found giving a probability that fits."
    listed = Section("estimates", TITLE, shortened(lines), gap=gap, note=_scales(rows))
    if people:
        return listed, Section("scores", "Scores of what is resolved", table=_scores(people), note=SCORES)
    how = (
        "None is resolved yet; when it is known what came of one: zopa estimate resolve ID yes --on DAY --because WHY."
    )
    return (listed, Section("scores", "Scores of what is resolved", gap=how)) if rows else (listed,)


def scored_line(brief: Brief, row: Scored) -> Line:
    """Who gave which probability of what, and what came of it."""
    came = f"; {outcome_text(row)}" if row.outcome else ""
    return Line(f"{_told(brief, row)} ({w.day(row.said)}){came}", (row.estimate.id,))


def _listed(brief: Brief, row: Scored) -> Line:
    until = f"; until {w.day(row.estimate.horizon)}" if row.estimate.horizon else ""
    state = outcome_text(row) or "open"
    text = f"{_told(brief, row)} ({w.day(row.said)}{until}): {state}, id {row.estimate.id[:ID_SHOWN]}"
    return Line(text, (row.estimate.id,))


def _told(brief: Brief, row: Scored) -> str:
    estimate = row.estimate
    who = w.start(w.party(estimate.holder)) if estimate.holder else _source(brief, estimate)
    amount = interval(estimate)
    spelt = "" if amount in estimate.phrase else f" ({amount})"
    return f"{one_line(who)}: “{one_line(estimate.phrase)}”{spelt}: {about(estimate)}"


def _scales(rows: Sequence[Scored]) -> str:
    used = sorted({row.estimate.scale for row in rows if row.estimate.scale != "stated"})
    return f"Words are turned into probabilities by the scale {w.listed(used)}." if used else ""


def _forecaster_line(one: Forecaster) -> Line:
    text = f"{w.start(one_line(one.name or 'all'))}: {w.count(one.count, 'estimate')} resolved, Brier {one.brier:.2f}, "
    return Line(f"{text}log {one.log:.2f}, bias {one.bias:+.2f}", tone="quiet")


def _source(brief: Brief, finding: Finding) -> str:
    article = brief.knowledge.article.get(finding.article)
    return f"The article ({article.outlet})" if article and article.outlet else "The article"


def _scores(forecasters: Sequence[Forecaster]) -> Table:
    rows = tuple(
        (
            Cell(one_line(f.name) if f.name else "all", tone="head"),
            *(
                Cell(told)
                for told in (
                    str(f.count),
                    f"{f.brier:.3f}",
                    f"{f.log:.2f}",
                    f"{f.bias:+.2f}",
                    f"{f.reliability:.3f}",
                    f"{f.base_rate:.0%}",
                )
            ),
        )
        for f in forecasters
    )
    return Table(("Forecaster", "Resolved", "Brier", "Log", "Bias", "Calibration", "Happened"), rows)
