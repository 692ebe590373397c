"""Where positions meet and where they do not.

sticking_points(positions)  issues that some parties want settled one way and others the other way, hardest first
common_ground(positions)    issues on which at least two parties want the same and none the opposite
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from zopa.ledger.positions import Position


@dataclass(frozen=True, slots=True)
class Side:
    """A party on one side of an issue; `statements` support that side, the surest first."""

    party: str
    firmness: float
    red_line: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StickingPoint:
    """An issue on which positions do not meet; `tension` 0..1 is the lesser of the two sides' greatest firmness."""

    issue: str
    favour: tuple[Side, ...]  # written `for` in files
    against: tuple[Side, ...]
    contested: tuple[Side, ...]  # parties of whom both are told
    open: tuple[Side, ...]
    tension: float
    blocked: bool  # a red line on both sides


@dataclass(frozen=True, slots=True)
class CommonGround:
    """An issue that at least two parties want settled the same way (`for` or `against` its proposition)."""

    issue: str
    polarity: str
    parties: tuple[Side, ...]
    open: tuple[Side, ...]
    bridges: bool  # two of the parties stand against each other on another issue
    silent: tuple[str, ...]  # parties to a sticking point of whom nothing is found here


def sticking_points(rows: Iterable[Position]) -> tuple[StickingPoint, ...]:
    """Sticking points, those with red lines on both sides first, then by tension."""
    found: list[StickingPoint] = []
    for issue, sides in _by_issue(rows).items():
        favour, against = sides.get("for", ()), sides.get("against", ())
        contested = sides.get("contested", ())
        # a party of whom both are told faces whoever is on either side, and cannot be said to meet them
        if not (favour and against) and not (contested and (favour or against)):
            continue
        left = favour or contested
        right = against or contested
        found.append(
            StickingPoint(
                issue=issue,
                favour=tuple(favour),
                against=tuple(against),
                contested=tuple(contested),
                open=tuple(sides.get("open", ())),
                tension=min(max(s.firmness for s in left), max(s.firmness for s in right)),
                blocked=any(s.red_line for s in favour) and any(s.red_line for s in against),
            )
        )
    return tuple(sorted(found, key=lambda p: (not p.blocked, -p.tension, p.issue)))


def common_ground(rows: Sequence[Position]) -> tuple[CommonGround, ...]:
    """Common ground: first what opponents share, then the firmest; a contested position counts on neither side."""
    opposed = {
        frozenset((a.party, b.party))
        for point in sticking_points(rows)
        for a in (*point.favour, *point.contested)
        for b in (*point.against, *point.contested)
        if a.party != b.party
    }
    sides_taken = sorted({party for pair in opposed for party in pair})
    found: list[CommonGround] = []
    for issue, sides in _by_issue(rows).items():
        heard = {side.party for stand in sides.values() for side in stand}
        for polarity, opposite in (("for", "against"), ("against", "for")):
            same = sides.get(polarity, ())
            if len(same) > 1 and not sides.get(opposite) and not sides.get("contested"):
                bridges = any(frozenset((a.party, b.party)) in opposed for a, b in combinations(same, 2))
                silent = tuple(party for party in sides_taken if party not in heard)
                found.append(CommonGround(issue, polarity, tuple(same), tuple(sides.get("open", ())), bridges, silent))
    return tuple(sorted(found, key=lambda g: (not g.bridges, -min(s.firmness for s in g.parties), g.issue)))


def _by_issue(rows: Iterable[Position]) -> dict[str, dict[str, Sequence[Side]]]:
    issues: dict[str, dict[str, list[Side]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        issues[row.issue][row.polarity].append(Side(row.party, row.firmness, row.red_line, row.supporting))
    return {
        issue: {stand: sorted(sides, key=lambda s: (-s.firmness, s.party)) for stand, sides in stands.items()}
        for issue, stands in issues.items()
    }
