"""The brief as data: every view of what is known of a case, computed once and shown by every renderer."""

from __future__ import annotations

from dataclasses import dataclass

from zopa.ledger import (
    CommonGround,
    Convergence,
    Islands,
    Knowledge,
    Move,
    Position,
    StickingPoint,
    Tick,
    clock,
    common_ground,
    contradictions,
    convergence,
    islands,
    positions,
    shifts,
    sticking_points,
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
    shifts: tuple[Shift, ...] = ()  # newest first
    convergence: tuple[Convergence, ...] = ()


def brief_of(knowledge: Knowledge) -> Brief:
    """Every view over `knowledge`."""
    rows = positions(knowledge)
    found = contradictions(knowledge)
    moves = sorted((m for row in rows for m in row.moves), key=lambda m: (m.on, m.kind == "turned"), reverse=True)
    return Brief(
        knowledge=knowledge,
        positions=rows,
        sticking_points=sticking_points(rows),
        common_ground=common_ground(rows),
        contradictions=found,
        islands=islands(knowledge, rows, found),
        moves=tuple(moves),
        clock=clock(knowledge),
        shifts=shifts(knowledge, rows),
        convergence=convergence(rows),
    )
