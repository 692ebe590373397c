"""A pact as a picture: the protected party in the middle, a ring for each tier, the states as discs, SVG.

The area of a disc grows with the response that the state brings; a disc is the paler, the less often the state stands
in that ring when the figures that are ranges are drawn anew.
"""

from __future__ import annotations

import math
from xml.sax.saxutils import escape, quoteattr

from zopa.model.pact import NONE
from zopa.present.pact import PactReport
from zopa.present.safe import one_line
from zopa.solve.pact_design import members_at
from zopa.solve.pact_game import Game

RING = 95  # pixels from ring to ring
CORE = 46
LEAST, MOST = 5.0, 30.0  # radius of a disc
LABEL = 80  # half the width that the name of a ring and the discs beside it need


def pact_svg(report: PactReport) -> str:
    """The best assignment of the report's design as one SVG file."""
    pact, chosen = report.pact, report.chosen
    levels = [*reversed(tuple(pact.tiers)), NONE]
    size = 2 * (CORE + RING * len(levels)) + 40
    middle = size / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size + 60}" role="img"',
        ' font-family="sans-serif">',
        f"<title>{_text(pact.name)}: who stands in which ring</title>",
        f'<rect width="{size}" height="{size + 60}" fill="#ffffff"/>',
    ]
    for k, level in reversed(list(enumerate(levels))):
        radius = CORE + RING * (k + 1)
        fill = "#ffffff" if level == NONE else f"hsl(212, 60%, {94 - 8 * (len(levels) - 2 - k)}%)"
        dash = ' stroke-dasharray="4 4"' if level == NONE else ""
        name = "stays out" if level == NONE else (pact.tiers[level].title or level)
        parts.append(f'<circle cx="{middle}" cy="{middle}" r="{radius}" fill="{fill}" stroke="#8aa0b8"{dash}/>')
        parts.append(
            f'<text x="{middle}" y="{middle - radius + 16}" text-anchor="middle" font-size="13" fill="#33475b">'
            f"{_text(name)}</text>"
        )
    parts.append(f'<circle cx="{middle}" cy="{middle}" r="{CORE}" fill="#f4c542" stroke="#8a6d00"/>')
    parts.append(
        f'<text x="{middle}" y="{middle + 5}" text-anchor="middle" font-size="15" font-weight="bold">'
        f"{_text(pact.protected)}</text>"
    )
    if chosen.assignment is not None:
        game = Game(pact, chosen.design)
        placed = zip(game.states, game.levels(chosen.assignment), strict=True)
        brings = {state: int(game.brings[i, k]) for i, (state, k) in enumerate(placed)}
        top = max(brings.values(), default=0) or 1
        at = members_at(chosen.assignment)
        for k, level in enumerate(levels):
            states = at.get(level, ())
            # the top of each ring is kept free for its name
            free = math.asin(min(0.9, LABEL / (CORE + RING * (k + 0.5))))
            for j, state in enumerate(states):
                angle = -math.pi / 2 + free + (2 * math.pi - 2 * free) * (j + 0.5) / len(states)
                # in a crowded ring every other state steps inwards, so that names keep apart
                path = CORE + RING * (k + 0.5) + (0 if len(states) <= 10 else -16 if j % 2 else 10)
                x, y = middle + path * math.cos(angle), middle + path * math.sin(angle)
                parts.append(_disc(report, state, level, x, y, math.sqrt(brings[state] / top)))
    title = chosen.design.title or chosen.name
    parts.append(
        f'<text x="{middle}" y="{size + 22}" text-anchor="middle" font-size="14" fill="#33475b">'
        f"{_text(title)}: {_text(chosen.summary)}</text>"
    )
    doubt = "" if report.doubt is None else f"; the paler, the fewer of {report.doubt.draws} draws put the state there"
    parts.append(
        f'<text x="{middle}" y="{size + 44}" text-anchor="middle" font-size="11" fill="#33475b">'
        f"Area of a disc: the response that the state brings{doubt}</text>"
    )
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _disc(report: PactReport, state: str, level: str, x: float, y: float, share: float) -> str:
    radius = LEAST + (MOST - LEAST) * share
    sure = report.doubt.levels[state][level] if report.doubt is not None else 1.0
    hint = f"{state}: {level}" + (f", in {sure:.0%} of the draws" if report.doubt is not None else "")
    colour = "#9aa5b1" if level == NONE else "#1f5fa8"
    inside = radius >= 24
    ink, below = ("#ffffff", 3.0) if inside else ("#1b2733", radius + 11)
    return (
        f"<g><title>{_text(hint)}</title>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="{0.25 + 0.75 * sure:.2f}" '
        f'stroke={quoteattr(colour)}/><text x="{x:.1f}" y="{y + below:.1f}" text-anchor="middle" font-size="10" '
        f'fill="{ink}">{_text(state)}</text></g>'
    )


def _text(text: str) -> str:
    return escape(one_line(text))
