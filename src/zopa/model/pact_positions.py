"""Willingness from the ledger: what a state has said about an issue, as a range of what a tier is worth to it.

A position for the issue's proposition, of firmness f, is worth between f/2 and f of `scale`; one against it costs as
much; a red line stretches the far end to the whole scale. Open and contested positions lie either side of nothing, the
wider the less is known. A state without a position is given a quarter of the scale either side, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zopa.ledger.positions import Position
from zopa.model.negotiation_terms import Interval

UNKNOWN = 0.25  # of the scale, either side of nothing


@dataclass(frozen=True, slots=True)
class Source:
    """Where a state's willingness at `tiers` comes from: its position on `issue` (None: it has none) and its range."""

    state: str
    tiers: tuple[str, ...]
    issue: str
    range: Interval
    position: Position | None

    def __str__(self) -> str:
        span = f"{self.range.low:.3g} to {self.range.high:.3g}"
        head = f"{self.state} at {', '.join(self.tiers)}: {span}"
        found = self.position
        if found is None:
            return f"{head}, because no position on {self.issue} was found"
        line = ", a red line" if found.red_line else ""
        many = f"{len(found.statements)} statement{'' if len(found.statements) == 1 else 's'}"
        many += f" from {found.outlets} source{'' if found.outlets == 1 else 's'}"
        return f"{head}; it is {found.polarity} on {self.issue} (firmness {found.firmness:.2f}{line}; {many})"


def stance(position: Position | None) -> Interval:
    """A position as a range within -1..1, above 0 when it is for the proposition."""
    if position is None:
        return Interval(-UNKNOWN, UNKNOWN)
    firm = position.firmness
    far = 1.0 if position.red_line else firm
    if position.polarity == "for":
        return Interval(firm / 2, far)
    if position.polarity == "against":
        return Interval(-far, -firm / 2)
    wide = UNKNOWN if position.polarity == "open" else max(UNKNOWN, firm)
    return Interval(-wide, wide)


class Stands:
    """The positions of a ledger by party and issue; `issues` are those of its case."""

    def __init__(self, positions: Iterable[Position], issues: Iterable[str]) -> None:
        self._known: Mapping[tuple[str, str], Position] = {(p.party.casefold(), p.issue): p for p in positions}
        self.issues = tuple(issues)

    def source(self, state: str, tiers: tuple[str, ...], issue: str, scale: float) -> Source:
        """What `state` has said on `issue`, as willingness at `tiers`."""
        found = self._known.get((state.casefold(), issue))
        span = stance(found)
        return Source(state, tiers, issue, Interval(round(span.low * scale, 4), round(span.high * scale, 4)), found)
