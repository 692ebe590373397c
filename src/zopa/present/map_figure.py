"""The regions as a schematic map of tiles, each filled by the shares that articles give each holder, SVG.

Tiles stand where the case file puts them; regions that it does not place stand in rows below. A tile is a bar of
shares: a colour a holder, what nobody is said to hold left blank, hatched where accounts conflict.
"""

from __future__ import annotations

from typing import Final

from zopa.cases import Case
from zopa.ledger import Claim, Territory
from zopa.ledger.territory import current
from zopa.present.drawing import label, title

SIZE: Final = 84
GAP: Final = 6
HOLDERS: Final = 6  # colours of the style sheet; later holders share the last
BELOW: Final = 8  # tiles a row for regions that stand nowhere
UNPLACED_MOST: Final = 24
NARROWEST: Final = 720  # of the picture: few tiles are not blown up to the width of the page
LEGEND_ROW: Final = 20
LETTER: Final = 7.2  # width of a letter of the legend, about


def map_svg(case: Case, told: Territory) -> str:
    """The map as one SVG element; empty where no article says who holds what."""
    held = current(told)
    if not held:
        return ""
    placed = {name: region.tile for name, region in case.regions.items() if region.tile}
    # what is said of a region made of others is shown on its parts, unless they have claims of their own
    for name, region in case.regions.items():
        if region.parts and name in held:
            for part in region.parts:
                held.setdefault(part, held[name])
    loose = [name for name in held if name not in placed and not (name in case.regions and case.regions[name].parts)]
    tiles: dict[str, tuple[int, int]] = dict(placed) if any(name in held for name in placed) else {}
    bottom = max((row for _, row in tiles.values()), default=-1) + 1
    for i, name in enumerate(loose[:UNPLACED_MOST]):
        tiles[name] = (i % BELOW, bottom + i // BELOW)
    if not tiles:
        return ""
    holders = list(dict.fromkeys(claim.holder for name in tiles for claim in held.get(name, ())))
    disputed = {conflict.of for conflict in told.conflicts}
    columns = max(column for column, _ in tiles.values()) + 1
    rows = max(row for _, row in tiles.values()) + 1
    width, top = max(columns * (SIZE + GAP) + GAP, NARROWEST), rows * (SIZE + GAP) + GAP
    legend, lines = _legend(holders, width, top + 16, bool(disputed & tiles.keys()))
    height = top + 10 + lines * LEGEND_ROW
    parts = [
        f'<svg class="map" viewBox="0 0 {width} {height}" role="img"',
        f' aria-label="Map of {len(tiles)} regions in tiles">',
        '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M0 0V7"/></pattern></defs>',
    ]
    for name, (column, row) in sorted(tiles.items(), key=lambda item: (item[1][1], item[1][0])):
        x, y = GAP + column * (SIZE + GAP), GAP + row * (SIZE + GAP)
        parts.append(_tile(name, x, y, held.get(name, ()), holders, name in disputed))
    return "".join([*parts, legend, "</svg>"])


def _tile(name: str, x: int, y: int, claims: tuple[Claim, ...], holders: list[str], disputed: bool) -> str:
    told = "; ".join(
        f"{c.holder}: {c.low:.0%} to {c.high:.0%}" if c.low < c.high else f"{c.holder}: {c.low:.0%}" for c in claims
    )
    parts = [f"<g>{title(f'{name}: {told}' if told else f'{name}: nothing found')}"]
    parts.append(f'<rect class="tile" x="{x}" y="{y}" width="{SIZE}" height="{SIZE}"/>')
    shares = [(claim.holder, (claim.low + claim.high) / 2) for claim in claims]
    total = max(sum(share for _, share in shares), 1.0)
    at = float(y + SIZE)
    for holder, share in sorted(shares, key=lambda s: holders.index(s[0])):
        tall = SIZE * share / total
        at -= tall
        css = f"h{min(holders.index(holder), HOLDERS - 1)}"
        parts.append(f'<rect class="{css}" x="{x}" y="{at:.1f}" width="{SIZE}" height="{tall:.1f}"/>')
    if disputed:
        parts.append(f'<rect fill="url(#hatch)" x="{x}" y="{y}" width="{SIZE}" height="{SIZE}"/>')
    parts.append(label(x + SIZE / 2, y + 16, name, "name", 14))
    return "".join([*parts, "</g>"])


def _legend(holders: list[str], width: int, y: int, disputed: bool) -> tuple[str, int]:
    """What the colours mean, and how many lines that takes; it breaks at the edge of the picture."""
    swatch = 'width="12" height="12"'
    keys: list[tuple[tuple[str, ...], str]] = [
        ((f'<rect class="h{i}"',), holder) for i, holder in enumerate(holders[:HOLDERS])
    ]
    if disputed:
        keys.append((('<rect class="tile"', '<rect fill="url(#hatch)"'), "accounts conflict"))
    parts, x, lines = [], float(GAP), 1
    for marks, text in keys:
        taken = 34 + LETTER * min(len(text), 24)
        if x > GAP and x + taken > width - GAP:
            x, y, lines = float(GAP), y + LEGEND_ROW, lines + 1
        parts += [f'{mark} x="{x:.1f}" y="{y - 10}" {swatch}/>' for mark in marks]
        parts.append(f'<g transform="translate({x + 18:.1f} {y})">{_key(text)}</g>')
        x += taken
    return "".join(parts), lines


def _key(text: str) -> str:
    return label(0, 0, text, "key", anchor="start")
