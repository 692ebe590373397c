"""Findings and judgements to a knowledge base: positions, common ground, contradictions, islands and the clock.

Ledger           the SQLite file: written once, never overwritten; `counts` of what it holds
Knowledge        what the ledger knows of a case, a pure function of its rows
positions        party by issue, with firmness, red lines and moves
sticking_points  issues on which positions do not meet; `common_ground` where they do
shifts           stances that changed, wavered or held: as reported, and as statements of two dates show
convergence      whether two parties grow closer on an issue, and since when
changes          what is new, moved, newly contradicted or lapsed since a day or a run
contradictions   the same thing told differently
corroboration    every claim with its independent sources, who carries it alone, what contradicts it
islands          facts and norms, agreed and apart
icebergs         positions, reasoning and values of each party; `shared_space` of two
network          who stands how to whom; `paths` of influence, `brokers` between those at odds
rounds           who met whom, who was left out; `consents` that a deal would still need
territory        who holds which share of what by whose account, conflicts, swaps
clock            deadlines and meetings as a calendar
scored           estimates with their outcomes and scores; `calibration` of each forecaster
"""

from zopa.ledger.amounts import counts
from zopa.ledger.changes import Changes, Moved, Since, changes, fresh_after
from zopa.ledger.clock import Tick, TickChange, clock
from zopa.ledger.common import CommonGround, Side, StickingPoint, common_ground, sticking_points
from zopa.ledger.contradictions import contradictions
from zopa.ledger.convergence import Convergence, convergence
from zopa.ledger.corroboration import Carried, corroboration
from zopa.ledger.facts import Fact
from zopa.ledger.icebergs import Iceberg, Reasoning, Saying, Value, icebergs
from zopa.ledger.independence import Independence, Source
from zopa.ledger.islands import Islands, Norm, between, islands
from zopa.ledger.judgements import Judgement, JudgementKind, judged
from zopa.ledger.knowledge import Knowledge, knowledge_of
from zopa.ledger.moves import Move
from zopa.ledger.network import Broker, Edge, Network, Path, brokers, network, paths
from zopa.ledger.positions import Position, positions, revised
from zopa.ledger.queries import ReadingKey
from zopa.ledger.rounds import Consent, LeftOut, Round, consents, rounds, unnamed
from zopa.ledger.scores import Bin, Forecaster, Outcome, Scored, calibration, scored
from zopa.ledger.search import Hit
from zopa.ledger.series import Pattern, Point
from zopa.ledger.shifts import shifts
from zopa.ledger.space import Space, distance, shared_space
from zopa.ledger.store import Ledger, Run, reading_key
from zopa.ledger.territory import Claim, ShareConflict, SwapOption, Territory, territory

__all__ = [
    "Bin",
    "Broker",
    "Carried",
    "Changes",
    "Claim",
    "CommonGround",
    "Consent",
    "Convergence",
    "Edge",
    "Fact",
    "Forecaster",
    "Hit",
    "Iceberg",
    "Independence",
    "Islands",
    "Judgement",
    "JudgementKind",
    "Knowledge",
    "Ledger",
    "LeftOut",
    "Move",
    "Moved",
    "Network",
    "Norm",
    "Outcome",
    "Path",
    "Pattern",
    "Point",
    "Position",
    "ReadingKey",
    "Reasoning",
    "Round",
    "Run",
    "Saying",
    "Scored",
    "ShareConflict",
    "Side",
    "Since",
    "Source",
    "Space",
    "StickingPoint",
    "SwapOption",
    "Territory",
    "Tick",
    "TickChange",
    "Value",
    "between",
    "brokers",
    "calibration",
    "changes",
    "clock",
    "common_ground",
    "consents",
    "contradictions",
    "convergence",
    "corroboration",
    "counts",
    "distance",
    "fresh_after",
    "icebergs",
    "islands",
    "judged",
    "knowledge_of",
    "network",
    "paths",
    "positions",
    "reading_key",
    "revised",
    "rounds",
    "scored",
    "shared_space",
    "shifts",
    "sticking_points",
    "territory",
    "unnamed",
]
