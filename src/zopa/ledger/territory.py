"""Territory and other shares: who controls which share of what, by whose account and when; conflicts; swaps.

territory(knowledge)   the claims by region, where accounts conflict, and the exchanges on the table

Two claims conflict when, within `SAME_STATE_DAYS` of each other, one holder's shares by two tellings do not overlap, or
the shares of two holders come to more than the whole. Reprints never conflict with what they reprint, and one account
that names another share on a later day tells of a change.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from zopa.ledger.contradictions import SHARES_APART
from zopa.ledger.knowledge import Knowledge
from zopa.read import Holding, Swap

ClashKind = Literal["one holder, two shares", "more than the whole"]
SAME_STATE_DAYS: Final = 45  # fronts and shareholdings move: claims further apart may both have been right
WHOLE: Final = 1.05  # two holders' lowest shares together, rounding allowed for
CONFLICTS_MOST: Final = 12  # of one region: one that is told in more ways is not one region


@dataclass(frozen=True, slots=True)
class Claim:
    """`holder` holds between `low` and `high` (0..1) of `of`; `by` is whose account it is (None: the articles')."""

    of: str
    holder: str
    low: float
    high: float
    by: str | None
    plain: bool
    first: dt.date | None
    last: dt.date | None
    findings: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True)
class ShareConflict:
    """Two claims on one region that cannot both hold."""

    of: str
    kind: ClashKind
    a: Claim
    b: Claim


@dataclass(frozen=True, slots=True)
class SwapOption:
    """A swap as linked options: each region with who would have it afterwards (None: not told); all of them or none.

    `giver` is who would give where somebody else proposes it.
    """

    proposer: str | None
    giver: str | None
    goes_to: tuple[tuple[str, str | None], ...]
    findings: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True)
class Territory:
    """The ledger of shares; regions in the order of the case, then as they come."""

    held: tuple[Claim, ...]
    wanted: tuple[Claim, ...]
    conflicts: tuple[ShareConflict, ...]
    swaps: tuple[SwapOption, ...]


def territory(knowledge: Knowledge) -> Territory:
    """Every claim, conflict and swap of the articles."""
    order = {name: i for i, name in enumerate(knowledge.case.regions)}
    claims = _claims(knowledge, [h for h in knowledge.holdings if h.kind == "holds"], order)
    wanted = _claims(knowledge, [h for h in knowledge.holdings if h.kind == "wants"], order)
    return Territory(claims, wanted, _conflicts(knowledge, claims), _swaps(knowledge))


def current(told: Territory) -> dict[str, tuple[Claim, ...]]:
    """For a map: of each region, the newest and plainest claim of each holder."""
    best: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in told.held:
        other = best[claim.of].get(claim.holder)
        if other is None or (claim.plain, claim.last or dt.date.min) > (other.plain, other.last or dt.date.min):
            best[claim.of][claim.holder] = claim
    return {of: tuple(held.values()) for of, held in best.items()}


def _claims(knowledge: Knowledge, holdings: Sequence[Holding], order: dict[str, int]) -> tuple[Claim, ...]:
    groups: dict[tuple[str, str, float, float, str | None], list[Holding]] = defaultdict(list)
    for one in holdings:
        groups[one.of, one.holder, one.low, one.high, one.by].append(one)
    made: list[Claim] = []
    for (of, holder, low, high, by), told in groups.items():
        dates = sorted(d for h in told if (d := knowledge.date(h)))
        made.append(
            Claim(
                of=of,
                holder=holder,
                low=low,
                high=high,
                by=by,
                plain=any(h.plain for h in told),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                findings=tuple(h.id for h in told),
                outlets=len({knowledge.origin(h.article) for h in told}),
            )
        )
    last = len(order)
    return tuple(sorted(made, key=lambda c: (order.get(c.of, last), c.of, c.last or dt.date.min, c.holder, c.low)))


def _conflicts(knowledge: Knowledge, claims: Sequence[Claim]) -> tuple[ShareConflict, ...]:
    by_region: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_region[claim.of].append(claim)
    found: list[ShareConflict] = []
    for of, held in by_region.items():
        here: list[ShareConflict] = []
        for a, b in combinations(held, 2):
            kind = _clash(a, b)
            if kind and not _one_origin(knowledge, a, b):
                here.append(ShareConflict(of, kind, a, b))
                if len(here) == CONFLICTS_MOST:
                    break
        found += here
    return tuple(found)


def _clash(a: Claim, b: Claim) -> ClashKind | None:
    """Whether two claims on one region cannot both hold."""
    if not (a.plain or b.plain) or not _same_time(a, b):
        return None
    if a.holder == b.holder and a.by is not None and a.by == b.by and _one_after_the_other(a, b):
        return None
    if a.holder == b.holder:
        return "one holder, two shares" if max(a.low, b.low) - min(a.high, b.high) > SHARES_APART else None
    return "more than the whole" if a.low + b.low > WHOLE else None


def _one_after_the_other(a: Claim, b: Claim) -> bool:
    return bool(a.first and a.last and b.first and b.last and (a.last < b.first or b.last < a.first))


def _same_time(a: Claim, b: Claim) -> bool:
    if not (a.first and a.last and b.first and b.last):
        return True
    return max((a.first - b.last).days, (b.first - a.last).days) <= SAME_STATE_DAYS


def _one_origin(knowledge: Knowledge, a: Claim, b: Claim) -> bool:
    """The same words of one article and of its reprint."""
    first = {(knowledge.origin(f.article), f.text) for i in a.findings if (f := knowledge.find(i))}
    second = {(knowledge.origin(f.article), f.text) for i in b.findings if (f := knowledge.find(i))}
    return first == second


def _swaps(knowledge: Knowledge) -> tuple[SwapOption, ...]:
    groups: dict[tuple[object, ...], list[Swap]] = defaultdict(list)
    for swap in knowledge.swaps:
        groups[swap.proposer, swap.giver, frozenset(swap.gives), frozenset(swap.gets)].append(swap)
    made: list[SwapOption] = []
    for told in groups.values():
        one = told[0]
        partner = next((s.partner for s in told if s.partner), None)
        giver = one.giver or one.proposer
        goes = (*((region, partner) for region in one.gives), *((region, giver) for region in one.gets))
        made.append(
            SwapOption(
                proposer=one.proposer,
                giver=one.giver,
                goes_to=goes,
                findings=tuple(s.id for s in told),
                outlets=len({knowledge.origin(s.article) for s in told}),
            )
        )
    return tuple(made)
