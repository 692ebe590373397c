"""The network map as a picture: parties as discs where springs pull them, ties as lines, SVG.

Friendly ties (meetings, support, mediation, promises, praise) and hostile ones (threats, pressure, criticism, leaving
out) are two lines between a pair; width counts independent articles. An arrow points at whoever a tie is directed to;
meetings have none. Few lines carry their kinds in words. The layout is the same for the same network.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any, Final

from zopa.ledger import Edge, Network
from zopa.ledger.network import AT_ODDS, MUTUAL
from zopa.present.drawing import label, title

WIDTH: Final = 760
HEIGHT: Final = 460
EDGE: Final = 60  # pixels kept free at the sides
PARTIES_MOST: Final = 24  # of the picture: more of them cannot be told apart
RADIUS: Final = 9
BEND: Final = 20  # how far the two lines of a pair stand apart
ARROW: Final = 9
LABELLED: Final = 14  # lines up to which they carry words: more words would cover each other
WORDS_AT: Final = 0.36  # of the way along a line stand its words: at the middle they would cover those of other lines
KINDS_MOST: Final = 2  # named on one line; the list below the picture has all


def network_svg(net: Network) -> str:
    """The parties and their ties as one SVG element; empty where there is no tie to draw."""
    parties = {node.name for node in net.nodes if node.kind == "party"}
    ties = [e for e in net.edges if e.source in parties and e.target in parties]
    weight: dict[str, int] = defaultdict(int)
    for edge in ties:
        weight[edge.source] += edge.weight
        weight[edge.target] += edge.weight
    shown = sorted(weight, key=lambda name: (-weight[name], name))[:PARTIES_MOST]
    if not shown:
        return ""
    drawn = [e for e in ties if e.source in shown and e.target in shown]
    places = _places(shown, drawn)
    parts = [
        f'<svg class="net" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Network map of {len(shown)} parties">'
    ]
    groups: dict[tuple[str, str, bool], list[Edge]] = defaultdict(list)
    for edge in drawn:
        a, b = sorted((edge.source, edge.target))
        groups[a, b, edge.kind in AT_ODDS].append(edge)
    sizes = {name: RADIUS + 2 * math.sqrt(weight[name]) for name in shown}
    for (a, b, hostile), edges in sorted(groups.items()):
        curve = _Curve(places[a], places[b], BEND if hostile else -BEND)
        parts.append(_line(curve, (sizes[a], sizes[b]), hostile, edges))
        if len(groups) <= LABELLED:
            parts.append(_kinds(curve.at(WORDS_AT if hostile else 1 - WORDS_AT), edges))
    for name in shown:
        x, y = places[name]
        size = sizes[name]
        parts.append(f'<circle class="party" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}">{title(name)}</circle>')
        parts.append(label(x, y - size - 5, name, "name"))
    return "".join([*parts, "</svg>"])


def _places(names: list[str], edges: list[Edge]) -> dict[str, tuple[float, float]]:
    """Where each party stands: springs where they are connected, spread over the whole picture."""
    import networkx as nx  # pages without a picture need not wait for it

    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(names))
    for edge in edges:
        known = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=known + edge.weight)
    start = nx.circular_layout(graph)
    laid = nx.spring_layout(graph, pos=start, seed=1, k=2.4 / math.sqrt(len(names)), iterations=120, weight=None)
    xs, ys = [float(p[0]) for p in laid.values()], [float(p[1]) for p in laid.values()]

    def scaled(value: float, values: list[float], size: int) -> float:
        spread = max(values) - min(values)
        part = (value - min(values)) / spread if spread > 1e-9 else 0.5
        return EDGE + part * (size - 2 * EDGE)

    return {name: (scaled(float(x), xs, WIDTH), scaled(float(y), ys, HEIGHT)) for name, (x, y) in laid.items()}


class _Curve:
    """A line from one place to another that bends to one side, so that two of a pair stand apart."""

    def __init__(self, a: tuple[float, float], b: tuple[float, float], bend: float) -> None:
        (ax, ay), (bx, by) = a, b
        length = math.hypot(bx - ax, by - ay) or 1.0
        self.a, self.b = a, b
        self.mid = (ax + bx) / 2 - (by - ay) / length * bend, (ay + by) / 2 + (bx - ax) / length * bend

    @property
    def path(self) -> str:
        (ax, ay), (mx, my), (bx, by) = self.a, self.mid, self.b
        return f"M{ax:.1f} {ay:.1f}Q{mx:.1f} {my:.1f} {bx:.1f} {by:.1f}"

    def at(self, part: float) -> tuple[float, float]:
        """The place that far along the line, 0 at its start and 1 at its end."""
        (ax, ay), (mx, my), (bx, by) = self.a, self.mid, self.b
        first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
        return first * ax + second * mx + third * bx, first * ay + second * my + third * by

    def arrow(self, size: float, css: str, *, at_start: bool) -> str:
        """A head that touches the disc of radius `size` at one end."""
        x, y = self.a if at_start else self.b
        dx, dy = x - self.mid[0], y - self.mid[1]
        length = math.hypot(dx, dy) or 1.0
        ux, uy = dx / length, dy / length
        tip = x - ux * (size + 1), y - uy * (size + 1)
        foot = tip[0] - ux * ARROW, tip[1] - uy * ARROW
        half = ARROW / 2
        points = (tip, (foot[0] - uy * half, foot[1] + ux * half), (foot[0] + uy * half, foot[1] - ux * half))
        return f'<polygon class="{css} head" points="{" ".join(f"{px:.1f},{py:.1f}" for px, py in points)}"/>'


def _line(curve: _Curve, sizes: tuple[float, float], hostile: bool, edges: list[Edge]) -> str:
    a = min(edges[0].source, edges[0].target)
    width = 1.2 + 1.3 * math.log2(1 + sum(e.weight for e in edges))
    told = "; ".join(f"{e.source} {e.kind} {e.target} ({e.weight})" for e in edges)
    css = "odds" if hostile else "open"
    directed = [e for e in edges if e.kind not in MUTUAL]
    heads = [curve.arrow(sizes[1], css, at_start=False)] if any(e.source == a for e in directed) else []
    heads += [curve.arrow(sizes[0], css, at_start=True)] if any(e.target == a for e in directed) else []
    return f'<path class="{css}" d="{curve.path}" stroke-width="{width:.1f}">{title(told)}</path>{"".join(heads)}'


def _kinds(place: tuple[float, float], edges: list[Edge]) -> str:
    """The kinds of a line in words, the best attested first."""
    weight: dict[str, int] = defaultdict(int)
    for edge in edges:
        weight[edge.kind] += edge.weight
    kinds = sorted(weight, key=lambda kind: (-weight[kind], kind))
    more = ", …" if len(kinds) > KINDS_MOST else ""
    return label(*place, ", ".join(kinds[:KINDS_MOST]) + more, "kind", 40)
