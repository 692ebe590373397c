"""Settling against going on, as a picture: for each party a panel with a line for each scenario, SVG.

A dot is what the party gains on average by settling for the proposal, the line about it the 80% interval over draws.
Right of the upright line it would settle, left of it go on; a line that crosses it is open. No line: nothing to judge.
"""

from __future__ import annotations

import math
from typing import Final

from zopa.present.drawing import label, title
from zopa.solve.scenarios import Choice, Comparison

NAMES: Final = 290  # pixels for the names of the scenarios
PANEL: Final = 150
GAP: Final = 14
ROW: Final = 24
HEAD: Final = 44
ACROSS: Final = 4  # panels beside each other; further parties follow below
LEAST: Final = 0.05  # half the width of the scale, where all gains are small


def settling_svg(found: Comparison) -> str:
    """The picture of all parties; empty where no proposal of any scenario can be judged."""
    gains = [c.gain for one in found.compared for c in one.choices.values() if not math.isnan(c.gain[1])]
    parties = list(found.preferred)
    if not gains or not parties:
        return ""
    reach = max(LEAST, *(abs(end) for gain in gains for end in gain))
    bands = [parties[i : i + ACROSS] for i in range(0, len(parties), ACROSS)]
    tall = HEAD + ROW * len(found.compared) + GAP
    width, height = NAMES + min(len(parties), ACROSS) * (PANEL + GAP), tall * len(bands)
    parts = [
        f'<svg class="choices" viewBox="0 0 {width} {height}" role="img"',
        f' aria-label="What each of {len(parties)} parties gains by settling, in {len(found.compared)} scenarios">',
    ]
    for number, band in enumerate(bands):
        parts += _band(found, band, number * tall, reach)
    return "".join([*parts, "</svg>"])


def _band(found: Comparison, parties: list[str], top: int, reach: float) -> list[str]:
    parts = []
    last = top + HEAD + ROW * len(found.compared)
    for row, one in enumerate(found.compared):
        parts.append(label(NAMES - GAP, _row(top, row) + 4, one.title, "key", 36, anchor="end"))
    for column, party in enumerate(parties):
        left = NAMES + column * (PANEL + GAP)
        middle = left + PANEL / 2
        parts.append(
            f'<rect class="tile" x="{left}" y="{top + HEAD - 8}" width="{PANEL}" height="{last - top - HEAD}"/>'
        )
        parts.append(label(middle, top + 14, party, "name", 22))
        parts.append(label(left, top + 30, "goes on", "small", anchor="start"))
        parts.append(label(left + PANEL, top + 30, "settles", "small", anchor="end"))
        parts.append(f'<path class="zero" d="M{middle:.1f} {top + HEAD - 8}V{last - 8}"/>')
        for row, one in enumerate(found.compared):
            choice = one.choices.get(party)
            if choice is not None and not math.isnan(choice.gain[1]):
                parts.append(_line(f"{party}, {one.title}", choice, middle, _row(top, row), reach))
    return parts


def _row(top: int, row: int) -> float:
    return top + HEAD + ROW * row + 4


def _line(name: str, choice: Choice, middle: float, y: float, reach: float) -> str:
    low, mean, high = (middle + value / reach * (PANEL / 2 - 8) for value in choice.gain)
    css = "yes" if choice.gain[0] >= 0 else "no" if choice.gain[2] <= 0 else "between"
    told = f"{name}: gains {choice.gain[1]:+.2f} ({choice.gain[0]:+.2f} to {choice.gain[2]:+.2f}) by settling"
    return (
        f'<g class="{css}">{title(told)}<path d="M{low:.1f} {y:.1f}H{max(high, low + 1):.1f}"/>'
        f'<circle cx="{mean:.1f}" cy="{y:.1f}" r="4.5"/></g>'
    )
