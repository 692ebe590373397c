"""How hard one statement commits its holder, how much it counts, and what side the evidence supports.

strength(statement)   how hard it commits its holder, 0..1
asked_for(...)        the option that it asks for, offers or accepts by name
weight(statement)     how much it counts as evidence, 0..1
stand_of(shares)      the polarity that the evidence for each supports
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from zopa.read import Statement

Stand = Literal["for", "against", "open", "contested"]

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
CONTESTED_SHARE: Final = 0.3  # the lesser of for and against above this share of both makes the position contested


WANTS: Final = frozenset({"demand", "support", "promise", "appeal", "threat"})
GIVES: Final = frozenset({"offer", "accept"})


def asked_for(statement: Statement, ladder: Sequence[str]) -> str | None:
    """The option that a statement asks for, offers or accepts by name.

    One that is asked for lies on its own side of the ladder; an offer may lie anywhere on it.
    """
    option = statement.option
    if option not in ladder or option is None or statement.negated or statement.act not in WANTS | GIVES:
        return None
    place = ladder.index(option) / max(len(ladder) - 1, 1)
    side = {"for": 1.0, "against": 0.0}.get(statement.polarity)
    return option if side is not None and (statement.act in GIVES or abs(place - side) <= 0.5) else None


def strength(statement: Statement) -> float:
    """How hard a statement commits its holder, 0..1: by its act, its red line and its condition."""
    value = 1.0 if statement.red_line else ACT_STRENGTH.get(statement.act, 0.5)
    return value * CONDITION_EASES if statement.condition else value


def weight(statement: Statement) -> float:
    """How much a statement counts as evidence, 0..1: its confidence squared, halved when hedged.

    Squared, so that one sure statement outweighs two that are as likely wrong as right.
    """
    return statement.confidence**2 * (HEDGE_COUNTS if statement.hedge else 1.0)


def stand_of(shares: Mapping[str, float]) -> Stand:
    """The polarity that the evidence supports; contested when for and against both have a real share."""
    pro, con, undecided = shares.get("for", 0.0), shares.get("against", 0.0), shares.get("open", 0.0)
    if undecided >= pro + con:
        return "open"
    if min(pro, con) > CONTESTED_SHARE * (pro + con):
        return "contested"
    return "for" if pro > con else "against"
