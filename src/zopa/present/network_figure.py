"""The network map as a picture: parties as discs on a circle or where springs pull them, ties as lines, SVG.

Friendly ties (meetings, support, mediation, promises, praise) and hostile ones (threats, pressure, criticism, leaving
out) are two lines between a pair; width counts independent articles. The layout is the same for the same network.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any, Final

from zopa.ledger import Edge, Network
from zopa.ledger.network import AT_ODDS
from zopa.present.drawing import label, title

WIDTH: Final = 760
HEIGHT: Final = 460
EDGE: Final = 60  # pixels kept free at the sides
PARTIES_MOST: Final = 24  # of the picture: more of them cannot be told apart
RADIUS: Final = 9
BEND: Final = 14  # how far the two lines of a pair stand apart


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
    for (a, b, hostile), edges in sorted(groups.items()):
        parts.append(_line(places[a], places[b], hostile, edges))
    for name in shown:
        x, y = places[name]
        size = RADIUS + 2 * math.sqrt(weight[name])
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


def _line(a: tuple[float, float], b: tuple[float, float], hostile: bool, edges: list[Edge]) -> str:
    (ax, ay), (bx, by) = a, b
    length = math.hypot(bx - ax, by - ay) or 1.0
    side = BEND if hostile else -BEND
    mx, my = (ax + bx) / 2 - (by - ay) / length * side, (ay + by) / 2 + (bx - ax) / length * side
    width = 1.2 + 1.3 * math.log2(1 + sum(e.weight for e in edges))
    told = "; ".join(f"{e.source} {e.kind} {e.target} ({e.weight})" for e in edges)
    css = "odds" if hostile else "open"
    path = f"M{ax:.1f} {ay:.1f}Q{mx:.1f} {my:.1f} {bx:.1f} {by:.1f}"
    return f'<path class="{css}" d="{path}" stroke-width="{width:.1f}">{title(told)}</path>'
