"""Findings and judgements to a knowledge base: positions, common ground, contradictions, islands and the clock.

Ledger           the SQLite file: written once, never overwritten
Knowledge        what the ledger knows of a case, a pure function of its rows
positions        party by issue, with firmness, red lines and moves
sticking_points  issues on which positions do not meet; `common_ground` where they do
shifts           stances that changed, wavered or held: as reported, and as statements of two dates show
convergence      whether two parties grow closer on an issue, and since when
changes          what is new, moved, newly contradicted or lapsed since a day or a run
contradictions   the same thing told differently
islands          facts and norms, agreed and apart
clock            deadlines and meetings as a calendar
scored           estimates with their outcomes and scores; `calibration` of each forecaster
"""

from zopa.ledger.changes import Changes, Moved, Since, changes, fresh_after
from zopa.ledger.clock import Tick, clock
from zopa.ledger.common import CommonGround, Side, StickingPoint, common_ground, sticking_points
from zopa.ledger.contradictions import contradictions
from zopa.ledger.convergence import Convergence, convergence
from zopa.ledger.islands import Fact, Islands, Norm, islands
from zopa.ledger.judgements import Judgement, JudgementKind, judged
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.positions import Move, Position, positions
from zopa.ledger.scores import Bin, Forecaster, Outcome, Scored, calibration, scored
from zopa.ledger.search import Hit
from zopa.ledger.series import Pattern, Point
from zopa.ledger.shifts import shifts
from zopa.ledger.store import Ledger, ReadingKey, Run, findings_of, reading_key

__all__ = [
    "Bin",
    "Changes",
    "CommonGround",
    "Convergence",
    "Fact",
    "Forecaster",
    "Hit",
    "Islands",
    "Judgement",
    "JudgementKind",
    "Knowledge",
    "Ledger",
    "Move",
    "Moved",
    "Norm",
    "Outcome",
    "Pattern",
    "Point",
    "Position",
    "ReadingKey",
    "Run",
    "Scored",
    "Side",
    "Since",
    "StickingPoint",
    "Tick",
    "calibration",
    "changes",
    "clock",
    "common_ground",
    "contradictions",
    "convergence",
    "findings_of",
    "fresh_after",
    "islands",
    "judged",
    "knowledge_of",
    "positions",
    "reading_key",
    "scored",
    "shifts",
    "sticking_points",
]
