"""A pact inside a negotiation: its designs are options of one issue, and its strength moves the protected party.

The protected party values each option by the share of the expected loss that the design averts, as the range over the
draws of what is uncertain. A pact that stands even without a deal moves the protected party's reservation value. A red
line that is lifted by such an option is lifted only by designs that avert enough: a promise too weak opens nothing, and
`unlock` then asks for a stronger one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zopa.errors import UsageError
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Interval, RedLine, Reservation
from zopa.model.pact import Coupling, Pact
from zopa.solve.pact_doubt import doubt


@dataclass(frozen=True)
class Coupled:
    """The negotiation with the pact in it; `shares` is the averted share of each option (10%, median, 90%), `weak`
    the options that no longer lift the red lines in `changed`."""

    negotiation: Negotiation
    shares: Mapping[str, tuple[float, float, float]]
    weak: tuple[str, ...]
    changed: tuple[str, ...]


def couple(pact: Pact, negotiation: Negotiation, *, draws: int = 200, seed: int = 0) -> Coupled:
    """The negotiation with the pact's designs as options. Raises `UsageError` when the names do not meet."""
    coupling = pact.coupling
    if coupling is None:
        raise UsageError("the pact names no issue of a negotiation", mend="add `couples` to the pact file")
    _check(coupling, negotiation)
    names = {d for d in (*coupling.options.values(), coupling.standing) if d is not None}
    spreads = {}
    for name in names:
        design = pact.designs[name]
        own = doubt(pact, {name: design}, name, draws=draws, seed=seed).spreads[name]
        spreads[name] = (own.low, own.middle, own.high)
    shares = {o: spreads[d] if d is not None else (0.0, 0.0, 0.0) for o, d in coupling.options.items()}
    old = negotiation.parties[coupling.party]
    values = dict(old.values)
    values[coupling.issue] = {o: Interval(low, high) for o, (low, _, high) in shares.items()}
    reservation = old.reservation
    if coupling.reservation is not None and coupling.standing is not None:
        without, with_ = coupling.reservation
        ends = sorted(without + (with_ - without) * spreads[coupling.standing][k] for k in (0, 2))
        reservation = Reservation(Interval(ends[0], ends[1]))
    weak: tuple[str, ...] = ()
    if coupling.enough is not None:
        weak = tuple(o for o, (_, middle, _) in shares.items() if middle < coupling.enough)
    lines = tuple(_strict(line, coupling.issue, weak) for line in old.red_lines)
    party = replace(old, values=values, reservation=reservation, red_lines=lines)
    return Coupled(
        replace(negotiation, parties={**negotiation.parties, coupling.party: party}),
        shares,
        weak,
        tuple(str(line) for line, before in zip(lines, old.red_lines, strict=True) if line != before),
    )


def _check(coupling: Coupling, negotiation: Negotiation) -> None:
    if coupling.party not in negotiation.parties:
        known = ", ".join(negotiation.parties)
        raise UsageError(f"'{coupling.party}' is no party of the model", mend=f"parties: {known}")
    options = negotiation.issues.get(coupling.issue)
    if options is None:
        raise UsageError(
            f"'{coupling.issue}' is no issue of the model", mend=f"issues: {', '.join(negotiation.issues)}"
        )
    if set(options) != set(coupling.options):
        odd = min(set(options) ^ set(coupling.options))
        what = f"option '{odd}' of '{coupling.issue}' stands only in the model or only in the pact"
        raise UsageError(what, mend="name every option in both")


def _strict(line: RedLine, issue: str, weak: tuple[str, ...]) -> RedLine:
    """The red line, lifted no longer by options that are too weak."""
    kept = []
    for alternative in line.unless:
        if issue not in alternative:
            kept.append(alternative)
            continue
        strong = tuple(option for option in alternative[issue] if option not in weak)
        if strong:
            kept.append({**alternative, issue: strong})
    return replace(line, unless=tuple(kept))
