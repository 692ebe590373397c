"""Which single change by one party would empty a zone that is not empty: where a deal hangs by a thread."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import RedLine
from zopa.solve.engine import solve
from zopa.solve.listing import LISTED, Listing
from zopa.solve.oracle import settle
from zopa.solve.results import Closing, Status

WITNESSES = 2_000  # outcomes of the zone that most changes are held against first


def closing_changes(model: Negotiation, *, seconds: float = 10.0) -> tuple[Closing, ...]:
    """Single hardenings that close the zone: a new red line on one option or on all from one on (in the order of the
    issue; the shortest that does), a red line that loses its conditions or one of the issues it was tied to, and each
    party's reservation value past the best it can get.

    A new red line is ascribed to the party that values the best of its options least: anybody could draw it.
    """
    start = time.monotonic()
    small = model.size <= LISTED and len(model.clauses) <= 62
    result = solve(model, listed=0 if small else WITNESSES, rows=WITNESSES, count=False, binding=False)
    if small:
        zone = Listing(model).zone()
    else:
        deals = [
            *(result.front.deals if result.front else ()),
            *(d for s in result.solutions.values() for d in s.deals),
        ]
        zone = np.array([model.indices(deal.outcome) for deal in deals])
        zone = zone[(model.utilities(zone) >= model.reservations).all(axis=1)]
    found: list[Closing] = []
    for party, text, index, line in _hardenings(model):
        if time.monotonic() - start > seconds:
            break
        if index is None and any(_within(known.red_line, line) for known in found):
            continue
        harder = model.without_red_line(party, index) if index is not None else model
        harder = harder.with_red_line(party, line)
        if harder.permitted(zone).any():
            continue
        if small or settle(harder, seconds=2.0) is Status.EMPTY:
            found.append(Closing(party, text, red_line=line))
    best = result.zone.best.items()
    return (*found, *(Closing(p, f"{p} wants more than {most:.4g}", reservation=most) for p, most in best))


def _within(known: RedLine | None, line: RedLine) -> bool:
    """Whether a red line found already refuses no more than a new one on the same issue."""
    return (
        known is not None
        and not known.unless
        and all(
            issue in line.options and set(options) <= set(line.options[issue])
            for issue, options in known.options.items()
        )
    )


def _hardenings(model: Negotiation) -> Iterator[tuple[str, str, int | None, RedLine]]:
    """Each as (party, in words, the red line that it replaces or None, the new red line)."""
    names = list(model.parties)
    for i, (issue, options) in enumerate(model.issues.items()):
        runs = [(o, o + 1) for o in range(len(options))]
        for size in range(2, len(options)):
            runs += [(0, size), (len(options) - size, len(options))]
        for first, last in runs:
            chosen = options[first:last]
            party = names[int(model.values[i][first:last].max(axis=0).argmin())]
            yield party, f"{party} refuses {issue}: {' or '.join(chosen)}", None, RedLine({issue: chosen})
    for party, terms in model.parties.items():
        for k, line in enumerate(terms.red_lines):
            if line.unless:
                yield party, f"{party} drops the conditions of: {line}", k, replace(line, unless=())
            if len(line.options) > 1:
                for issue in line.options:
                    rest = {i: names_ for i, names_ in line.options.items() if i != issue}
                    harder = replace(line, options=rest)
                    yield party, f"{party} widens '{line}' to '{harder}'", k, harder
