"""The network map for other tools: GraphML (yEd, Gephi, igraph) and GEXF 1.2 (Gephi).

A directed multigraph: nodes carry `kind` (`party`, `actor`) and `party`, edges `kind`, `weight` (independent origins),
`findings` (ids, separated by spaces), `first` and `last` (ISO dates, empty where undated) and `mutual`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from zopa.ledger import Network
from zopa.ledger.network import MUTUAL

# characters that XML 1.0 cannot hold, escaped or not
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph_text(net: Network, form: str) -> str:
    """The network in `form` (`graphml` or `gexf`), ending in a line break."""
    text = "\n".join(WRITERS[form](_graph(net)))
    # the day on which a file was written says nothing about the network, and would make two of the same differ
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _graph(net: Network) -> Any:
    import networkx as nx

    graph: Any = nx.MultiDiGraph()
    for node in net.nodes:
        name = _clean(node.name)
        graph.add_node(name, label=name, kind=node.kind, party=_clean(node.party or ""))
    for number, edge in enumerate(net.edges):
        graph.add_edge(
            _clean(edge.source),
            _clean(edge.target),
            key=f"e{number}",
            kind=edge.kind,
            weight=float(edge.weight),
            findings=" ".join(edge.findings),
            first=edge.first.isoformat() if edge.first else "",
            last=edge.last.isoformat() if edge.last else "",
            mutual=edge.kind in MUTUAL,
        )
    return graph


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _graphml(graph: Any) -> Any:
    import networkx as nx

    return nx.generate_graphml(graph, named_key_ids=True)


def _gexf(graph: Any) -> Any:
    import networkx as nx

    # GEXF keeps `kind` of an edge for itself in no version, but readers take `label` as what is shown
    for _, _, data in graph.edges(data=True):
        data["label"] = data["kind"]
    return nx.generate_gexf(graph, version="1.2draft")


WRITERS: Final[Mapping[str, Callable[[Any], Any]]] = {"graphml": _graphml, "gexf": _gexf}
