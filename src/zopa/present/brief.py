"""The brief as data: every view of what is known of a case, computed once and shown by every renderer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from zopa.ledger import (
    Broker,
    Carried,
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
    corroboration,
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
from zopa.present.outlets import Outlet, outlets
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
    claims: tuple[Carried, ...] = ()  # those of most independent sources first
    outlets: tuple[Outlet, ...] = ()
    shifts: tuple[Shift, ...] = ()  # newest first
    convergence: tuple[Convergence, ...] = ()
    estimates: tuple[Scored, ...] = ()
    forecasters: tuple[Forecaster, ...] = ()  # of resolved estimates: all, then each
    extent: Extent | None = None
    changes: Changes | None = None  # since when somebody asked for them


@dataclass(frozen=True, slots=True)
class Extent:
    """What a brief covers; `facts_from` is the first day of the articles that its facts come from, None for all."""

    articles: int
    reprints: int
    first: dt.date | None
    last: dt.date | None
    facts: int
    facts_from: dt.date | None = None
    waiting: int = 0  # articles of a project that were not read with its case and reader as they are now


def brief_of(
    knowledge: Knowledge,
    since: Since | None = None,
    *,
    rows: tuple[Position, ...] | None = None,
    whole: Knowledge | None = None,
    extent: Extent | None = None,
) -> Brief:
    """Every view over `knowledge`, with what changed `since`.

    Of a large ledger `knowledge` holds the latest days; `rows` are the positions that all statements give, `whole`
    finds these, and `extent` is what the ledger covers.
    """
    rows = positions(knowledge) if rows is None else rows
    found = contradictions(knowledge)
    moves = sorted((m for row in rows for m in row.moves), key=lambda m: (m.on, m.kind == "turned"), reverse=True)
    told = scored(knowledge)
    net = network(knowledge)
    met = rounds(knowledge, rows)
    made = Brief(
        knowledge=knowledge,
        positions=rows,
        sticking_points=sticking_points(rows),
        common_ground=common_ground(rows),
        contradictions=found,
        islands=islands(knowledge, rows, found),
        claims=(carried := corroboration(knowledge, found)),
        outlets=outlets(knowledge, carried, found),
        moves=tuple(moves),
        clock=clock(knowledge),
        shifts=shifts(knowledge, rows, whole),
        convergence=convergence(rows),
        estimates=told,
        forecasters=calibration(told),
        icebergs=icebergs(knowledge, rows),
        network=net,
        brokers=brokers(net),
        rounds=met,
        consents=consents(knowledge, rows, met),
        territory=territory(knowledge),
        extent=extent or _extent(knowledge),
    )
    return with_changes(made, since)


def with_changes(brief: Brief, since: Since | None) -> Brief:
    """The same brief with what changed; unchanged for None."""
    if since is None:
        return brief
    found = changes(
        brief.knowledge,
        since,
        positions=brief.positions,
        shifts=brief.shifts,
        contradictions=brief.contradictions,
        clock=brief.clock,
        estimates=brief.estimates,
    )
    return replace(brief, changes=found)


def _extent(knowledge: Knowledge) -> Extent:
    days = [a.published for a in knowledge.articles if a.published]
    origins = {knowledge.origin(a.id) for a in knowledge.articles}
    return Extent(
        articles=len(knowledge.articles),
        reprints=len(knowledge.articles) - len(origins),
        first=min(days, default=None),
        last=max(days, default=None),
        facts=len(knowledge.articles),
    )
