"""Who stands where on which issue, and how firmly (docs/explanation/firmness.md).

    positions(knowledge)   one `Position` per party and issue that statements speak of
    strength(statement)    how hard one statement commits its holder, 0..1
    weight(statement)      how much one statement counts as evidence, 0..1

Reprints of one article are one origin, and an origin speaks once per polarity however often it repeats itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.read import Statement

Stand = Literal["for", "against", "open", "contested"]
Trend = Literal["steady", "hardening", "softening", "turned", "wavering"]

ACT_STRENGTH: Final[Mapping[str, float]] = {
    "threat": 0.85,
    "reject": 0.85,
    "demand": 0.75,
    "oppose": 0.65,
    "support": 0.55,
    "accept": 0.55,
    "promise": 0.55,
    "offer": 0.45,
    "appeal": 0.4,
    "open": 0.15,
}
CONDITION_EASES: Final = 0.75  # a condition names a price: the statement commits that much less
HEDGE_COUNTS: Final = 0.5  # "may", "reportedly": half the evidence
HALF_LIFE_DAYS: Final = 45.0  # how fast a statement gives way to newer ones by the same party on the same issue
CONTESTED_SHARE: Final = 0.3  # the lesser of for and against above this share of both makes the position contested
DOUBT: Final = 0.55  # of firmness where there is no evidence at all
DOUBT_LEFT: Final = 0.45  # of that doubt after one full origin of evidence; every further one multiplies it again
SURE: Final = 0.6  # confidence a statement needs to draw a red line for its party
MOVE_SURE: Final = 0.7  # confidence that both sides of a move need: two misreadings look just like a turn
FIRMER: Final = 0.2  # how much harder than everything before a statement must be to count as a move


@dataclass(frozen=True, slots=True)
class Move:
    """A party's position changed between two dates; `before` and `after` are statement ids."""

    party: str
    issue: str
    on: dt.date
    since: dt.date  # the date of the position before
    kind: Literal["turned", "hardening", "softening"]
    stood: Stand
    stands: Stand
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where `party` stands on `issue`; `statements` are ids, newest last."""

    party: str
    issue: str
    polarity: Stand
    red_line: bool
    firmness: float
    statements: tuple[str, ...]
    outlets: int  # independent origins: reprints count once
    first: dt.date | None
    last: dt.date | None
    trend: Trend | None  # None: fewer than two dates
    option: str | None = None  # the option named most, of the current polarity
    conditions: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()  # statements of the current polarity, the surest first, reprints last
    red_lines: tuple[str, ...] = ()  # statement ids
    moves: tuple[Move, ...] = ()


def strength(statement: Statement) -> float:
    """How hard a statement commits its holder, 0..1: by its act, its red line and its condition."""
    value = 1.0 if statement.red_line else ACT_STRENGTH.get(statement.act, 0.5)
    return value * CONDITION_EASES if statement.condition else value


def weight(statement: Statement) -> float:
    """How much a statement counts as evidence, 0..1: its confidence squared, halved when hedged.

    Squared, so that one sure statement outweighs two that are as likely wrong as right.
    """
    return statement.confidence**2 * (HEDGE_COUNTS if statement.hedge else 1.0)


def positions(knowledge: Knowledge) -> tuple[Position, ...]:
    """A row per party and issue, in the order of the case's issues, then of the party's name."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        groups[statement.holder, statement.issue].append(statement)
    order = {issue: i for i, issue in enumerate(knowledge.case.issues)}
    keys = sorted(groups, key=lambda key: (order.get(key[1], len(order)), key[1], key[0]))
    return tuple(_position(party, issue, groups[party, issue], knowledge) for party, issue in keys)


def _position(party: str, issue: str, said: list[Statement], knowledge: Knowledge) -> Position:
    dated = [(knowledge.date(s), s) for s in said]
    dates = sorted(d for d, _ in dated if d)
    ordered = [s for _, s in sorted(dated, key=lambda pair: pair[0] or dt.date.min)]
    newest = dates[-1] if dates else None
    shares = support(said, knowledge, newest)
    stand = stand_of(shares)
    current = [s for s in said if s.polarity == stand] if stand in ("for", "against", "open") else said
    now = {s.id for s in current}
    origins = {knowledge.origin(s.article) for s in said}
    red_lines = tuple(s.id for s in ordered if s.red_line and s.confidence >= SURE and s.id in now and stand != "open")
    moves = _moves(party, issue, ordered, knowledge)
    return Position(
        party=party,
        issue=issue,
        polarity=stand,
        red_line=bool(red_lines),
        firmness=round(_firmness(stand, shares, current, knowledge), 3),
        statements=tuple(s.id for s in ordered),
        outlets=len(origins),
        first=dates[0] if dates else None,
        last=newest,
        trend=_trend(moves, len(set(dates))),
        option=_most_named(s.option for s in current),
        conditions=tuple(dict.fromkeys(s.condition for s in ordered if s.condition and s.id in now)),
        supporting=tuple(s.id for s in sorted(current, key=lambda s: _rank(s, knowledge))),
        red_lines=red_lines,
        moves=moves,
    )


def _rank(statement: Statement, knowledge: Knowledge) -> tuple[bool, float]:
    return knowledge.origin(statement.article) != statement.article, -weight(statement)


def support(said: Iterable[Statement], knowledge: Knowledge, newest: dt.date | None) -> dict[str, float]:
    """Evidence for each polarity: the best statement of every origin, fading with its age; at least one is above 0."""
    best: dict[tuple[str, str], float] = {}
    for statement in said:
        day = knowledge.date(statement)
        # an undated statement among dated ones could be of any age: it counts as one half-life old
        fade = 0.5 ** ((newest - day).days / HALF_LIFE_DAYS) if newest and day else (0.5 if newest else 1.0)
        key = (knowledge.origin(statement.article), statement.polarity)
        best[key] = max(best.get(key, 0.0), max(weight(statement), 0.01) * fade)
    shares: dict[str, float] = defaultdict(float)
    for (_, polarity), value in best.items():
        shares[polarity] += value
    return dict(shares)


def stand_of(shares: Mapping[str, float]) -> Stand:
    """The polarity that the evidence supports; contested when for and against both have a real share."""
    pro, con, undecided = shares.get("for", 0.0), shares.get("against", 0.0), shares.get("open", 0.0)
    if undecided >= pro + con:
        return "open"
    if min(pro, con) > CONTESTED_SHARE * (pro + con):
        return "contested"
    return "for" if pro > con else "against"


def _firmness(stand: Stand, shares: Mapping[str, float], current: Sequence[Statement], knowledge: Knowledge) -> float:
    """Mean strength by origin, times agreement of the evidence, times what so much evidence can vouch for."""
    by_origin: dict[str, list[Statement]] = defaultdict(list)
    for statement in current:
        by_origin[knowledge.origin(statement.article)].append(statement)
    top = 0.0
    total = 0.0
    for said in by_origin.values():
        counts = max(max(weight(s), 0.01) for s in said)
        top += counts * max(strength(s) for s in said)
        total += counts
    if stand == "contested":
        pro, con = shares.get("for", 0.0), shares.get("against", 0.0)
        agreement = abs(pro - con) / (pro + con)
    else:
        agreement = shares.get(stand, 0.0) / sum(shares.values())
    vouched: float = 1 - DOUBT * DOUBT_LEFT**total
    return top / total * agreement * vouched


def _moves(party: str, issue: str, ordered: Sequence[Statement], knowledge: Knowledge) -> tuple[Move, ...]:
    """Changes between one date and the next on which the party spoke."""
    days: dict[dt.date, list[Statement]] = {}
    for statement in ordered:
        day = knowledge.date(statement)
        if day and statement.confidence >= MOVE_SURE and not statement.hedge:
            days.setdefault(day, []).append(statement)
    found: list[Move] = []
    earlier: list[Statement] = []  # said since the party last turned
    since: dt.date | None = None
    stood: Stand | None = None
    for day, said in sorted(days.items()):
        stands = stand_of(support(said, knowledge, None))
        if since and stood:
            kind = "turned" if stood != stands else _change(earlier, said)
            if kind:
                before = [s for s in earlier if knowledge.date(s) == since]
                ids = (tuple(s.id for s in before), tuple(s.id for s in said))
                found.append(Move(party, issue, day, since, kind, stood, stands, *ids))
        earlier = said if stood != stands else earlier + said
        since, stood = day, stands
    return tuple(found)


def _change(earlier: Sequence[Statement], later: Sequence[Statement]) -> Literal["hardening", "softening"] | None:
    """Harder than anything said before, or the first sign of giving way; a milder report alone is neither."""
    if max(strength(s) for s in later) - max(strength(s) for s in earlier) >= FIRMER:
        return "hardening"
    if any(_gives(s) for s in later) and not any(_gives(s) for s in earlier):
        return "softening"
    return None


def _gives(statement: Statement) -> bool:
    """Whether a statement offers, accepts, opens, or names the condition on which it would move."""
    return not statement.red_line and (statement.act in ("offer", "accept", "open") or bool(statement.condition))


def _trend(moves: Sequence[Move], dates: int) -> Trend | None:
    if dates < 2:
        return None
    turns = [m for m in moves if m.kind == "turned"]
    if len(turns) > 1 and any(a.stood == b.stands for a in turns for b in turns if a.on < b.on):
        return "wavering"
    if turns:
        return "turned"
    return moves[-1].kind if moves else "steady"


def _most_named(names: Iterable[str | None]) -> str | None:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        if name:
            counts[name] += 1
    return max(counts, key=lambda name: counts[name]) if counts else None
