"""The brief as data: every view of what is known of a case, computed once and shown by every renderer."""

from __future__ import annotations

from dataclasses import dataclass

from zopa.ledger import (
    Broker,
    Changes,
    CommonGround,
    Consent,
    Convergence,
    Forecaster,
    Iceberg,
    Islands,
    Knowledge,
    Move,
    Network,
    Position,
    Round,
    Scored,
    Since,
    StickingPoint,
    Territory,
    Tick,
    brokers,
    calibration,
    changes,
    clock,
    common_ground,
    consents,
    contradictions,
    convergence,
    icebergs,
    islands,
    network,
    positions,
    rounds,
    scored,
    shifts,
    sticking_points,
    territory,
)
from zopa.read import Contradiction, Shift


@dataclass(frozen=True)
class Brief:
    """All views over one `Knowledge`; renderers read it and compute nothing of their own."""

    knowledge: Knowledge
    positions: tuple[Position, ...]
    sticking_points: tuple[StickingPoint, ...]
    common_ground: tuple[CommonGround, ...]
    contradictions: tuple[Contradiction, ...]
    islands: Islands
    moves: tuple[Move, ...]  # newest first
    clock: tuple[Tick, ...]
    icebergs: tuple[Iceberg, ...]
    network: Network
    brokers: tuple[Broker, ...]
    rounds: tuple[Round, ...]
    consents: tuple[Consent, ...]
    territory: Territory
    shifts: tuple[Shift, ...] = ()  # newest first
    convergence: tuple[Convergence, ...] = ()
    estimates: tuple[Scored, ...] = ()
    forecasters: tuple[Forecaster, ...] = ()  # of resolved estimates: all, then each
    changes: Changes | None = None  # since when somebody asked for them


def brief_of(knowledge: Knowledge, since: Since | None = None) -> Brief:
    """Every view over `knowledge`, with what changed `since`."""
    rows = positions(knowledge)
    found = contradictions(knowledge)
    moves = sorted((m for row in rows for m in row.moves), key=lambda m: (m.on, m.kind == "turned"), reverse=True)
    ticks, shifted = clock(knowledge), shifts(knowledge, rows)
    changed = (
        changes(knowledge, since, positions=rows, shifts=shifted, contradictions=found, clock=ticks) if since else None
    )
    told = scored(knowledge)
    net = network(knowledge)
    met = rounds(knowledge, rows)
    return Brief(
        knowledge=knowledge,
        positions=rows,
        sticking_points=sticking_points(rows),
        common_ground=common_ground(rows),
        contradictions=found,
        islands=islands(knowledge, rows, found),
        moves=tuple(moves),
        clock=ticks,
        shifts=shifted,
        convergence=convergence(rows),
        estimates=told,
        forecasters=calibration(told),
        changes=changed,
        icebergs=icebergs(knowledge, rows),
        network=net,
        brokers=brokers(net),
        rounds=met,
        consents=consents(knowledge, rows, met),
        territory=territory(knowledge),
    )
