"""The network map: who speaks for, presses, threatens, meets, supports, mediates between, leaves out whom.

network(knowledge)        nodes and edges, each edge with its findings
paths(net, first, second) who could influence whom: chains of open channels, strongest first
brokers(net)              parties on terms with both sides of a pair that is at odds

A channel is a tie through which one side can reach the other: a meeting or mediation (both ways), support or a promise
(from who gives it to who gets it), speaking for (both ways). Pressure, threats and criticism show who is at odds. Who
threatens, supports or leaves out whom is a claim of the articles that the edge names, never a guess; where an article
does not say by whom a party was left out of a meeting, it is by those who met. Two parties that meet or support each
other are at odds over threats and criticism, not over mere pressure or absence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import Any, Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.ledger.rounds import absences, is_meeting
from zopa.read import Finding

EdgeKind = Literal[
    "speaks for", "meets", "supports", "mediates", "promises", "praises", "appeals to", "presses", "threatens",
    "criticises", "leaves out",
]  # fmt: skip
_ACTS: Final[Mapping[str, EdgeKind]] = {
    "threat": "threatens", "ultimatum": "presses", "pressure": "presses", "appeal": "appeals to",
    "criticism": "criticises", "praise": "praises", "promise": "promises",
}  # fmt: skip
_TIES: Final[Mapping[str, EdgeKind]] = {"supports": "supports", "leaves out": "leaves out", "mediates": "mediates"}
MUTUAL: Final = frozenset({"meets"})
OPEN_BOTH_WAYS: Final = frozenset({"meets", "mediates", "speaks for"})
OPEN_ONE_WAY: Final = frozenset({"supports", "promises"})
AT_ODDS: Final = frozenset({"threatens", "presses", "criticises", "leaves out"})
MILD: Final = frozenset({"presses", "leaves out"})  # no quarrel between two who meet or support each other
STEPS_MOST: Final = 3  # of a path: influence through four hands is a guess
PATHS_MOST: Final = 5
NAME_WORDS: Final = 6  # of somebody who speaks; longer ones are phrases


@dataclass(frozen=True, slots=True)
class Node:
    """A party, or an actor who speaks for one (`party`)."""

    name: str
    kind: Literal["party", "actor"]
    party: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` does `kind` to `target` (both ways for `meets`); `weight` counts independent origins."""

    source: str
    target: str
    kind: EdgeKind
    weight: int
    findings: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by name and edges by source, target and kind."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of channels; `steps` are the edges walked, in order."""

    through: tuple[str, ...]  # names from the first to the last
    steps: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """`party` has a channel to both of `between`, which are at odds."""

    party: str
    between: tuple[str, str]
    findings: tuple[str, ...]  # of the two channels
    at_odds: tuple[str, ...]  # findings that show the pair at odds
    strength: int  # origins behind the weaker channel


def network(knowledge: Knowledge) -> Network:
    """The network of everything that was found."""
    told: dict[tuple[str, str, EdgeKind], list[Finding]] = defaultdict(list)
    actors: dict[str, str] = {}
    for source, target, kind, finding in _told(knowledge, actors):
        if source != target:
            told[source, target, kind].append(finding)
    edges = tuple(_edge(knowledge, *key, found) for key, found in sorted(told.items()))
    names = {name for edge in edges for name in (edge.source, edge.target)}
    parties = names - actors.keys()
    nodes = [Node(name, "party", None) for name in sorted(parties)]
    nodes += [Node(name, "actor", actors[name]) for name in sorted(names & actors.keys())]
    return Network(tuple(nodes), edges)


def _told(knowledge: Knowledge, actors: dict[str, str]) -> Iterator[tuple[str, str, EdgeKind, Finding]]:
    for quote in knowledge.quotes:
        if quote.speaker and quote.party and quote.speaker != quote.party and _is_name(quote.speaker):
            actors.setdefault(quote.speaker, quote.party)
            yield quote.speaker, quote.party, "speaks for", quote
    for said in knowledge.statements:
        if said.speaker and said.speaker != said.holder and actors.get(said.speaker) == said.holder:
            yield said.speaker, said.holder, "speaks for", said
    for act in knowledge.acts:
        if act.toward and act.kind in _ACTS:
            yield act.actor, act.toward, _ACTS[act.kind], act
    for tie in knowledge.ties:
        if tie.actor and tie.toward and tie.kind in _TIES:
            yield tie.actor, tie.toward, _TIES[tie.kind], tie
    for event in knowledge.events:
        ahead = event.first and knowledge.as_of and event.first > knowledge.as_of
        if is_meeting(event) and event.status != "called off" and not ahead:
            for a, b in combinations(sorted(set(event.participants)), 2):
                yield a, b, "meets", event
    go_betweens = {(tie.actor, tie.toward) for tie in knowledge.ties if tie.kind == "mediates"}
    for tie, event in absences(knowledge):
        for party in event.participants:
            if tie.toward and not any((party, other) in go_betweens for other in event.participants):
                yield party, tie.toward, "leaves out", tie


def _is_name(speaker: str) -> bool:
    """Somebody by name or office, not `Putin's primary goal` or `the meeting`: names are written large."""
    words = speaker.split()
    small = ("of", "the", "de", "van", "von", "der", "den", "la", "al", "bin", "for", "and")
    large = all(word[:1].isupper() or word in small for word in words)
    named = words[:1] and words[0] not in ("The", "His", "Her", "Its", "Their") and not re.search(r"[’']s\b", speaker)
    return bool(named) and large and len(words) <= NAME_WORDS


def _edge(knowledge: Knowledge, source: str, target: str, kind: EdgeKind, found: list[Finding]) -> Edge:
    dates = sorted(d for f in found if (d := knowledge.date(f)))
    return Edge(
        source=source,
        target=target,
        kind=kind,
        weight=len({knowledge.origin(f.article) for f in found}),
        findings=tuple(dict.fromkeys(f.id for f in found)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _channels(net: Network) -> Any:
    """Directed graph of open channels; the stronger the evidence, the shorter the step."""
    import networkx as nx  # chains of influence alone need it

    graph: Any = nx.DiGraph()
    graph.add_nodes_from(node.name for node in net.nodes)

    def add(a: str, b: str, edge: Edge) -> None:
        length = 1 / edge.weight
        if not graph.has_edge(a, b) or graph[a][b]["length"] > length:
            graph.add_edge(a, b, length=length, edge=edge)

    for edge in net.edges:
        if edge.kind in OPEN_BOTH_WAYS:
            add(edge.source, edge.target, edge)
            add(edge.target, edge.source, edge)
        elif edge.kind in OPEN_ONE_WAY:
            add(edge.source, edge.target, edge)
    return graph


def paths(net: Network, first: str, second: str, most: int = PATHS_MOST) -> tuple[Path, ...]:
    """Chains of at most `STEPS_MOST` channels from one to the other, the strongest first; none is an answer too."""
    import networkx as nx

    graph = _channels(net)
    if first not in graph or second not in graph:
        return ()
    found: list[Path] = []
    try:
        # paths come by length of evidence, not by steps: look a little further than what is shown
        for names in islice(nx.shortest_simple_paths(graph, first, second, weight="length"), most * 10):
            if len(names) <= STEPS_MOST + 1:
                steps = tuple(graph[a][b]["edge"] for a, b in pairwise(names))
                found.append(Path(tuple(names), steps))
            if len(found) == most:
                break
    except nx.NetworkXNoPath:
        return ()
    return tuple(found)


def brokers(net: Network) -> tuple[Broker, ...]:
    """Go-betweens for every two parties at odds, the best connected first."""
    parties = {node.name for node in net.nodes if node.kind == "party"}
    channel: dict[frozenset[str], list[Edge]] = defaultdict(list)
    odds: dict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in net.edges:
        pair = frozenset((edge.source, edge.target))
        if not pair <= parties:
            continue
        if edge.kind in AT_ODDS:
            odds[pair].append(edge)
        elif edge.kind in OPEN_BOTH_WAYS | OPEN_ONE_WAY:
            channel[pair].append(edge)
    mild = [pair for pair, edges in odds.items() if pair in channel and {e.kind for e in edges} <= MILD]
    for pair in mild:
        del odds[pair]
    found: list[Broker] = []
    for pair, quarrels in odds.items():
        a, b = sorted(pair)
        for party in sorted(parties - pair):
            if frozenset((party, a)) in odds or frozenset((party, b)) in odds:
                continue  # a side to another quarrel with one of them is no go-between
            one, other = channel.get(frozenset((party, a))), channel.get(frozenset((party, b)))
            if one and other:
                strength = min(max(e.weight for e in one), max(e.weight for e in other))
                evidence = (*_findings(one), *_findings(other))
                found.append(Broker(party, (a, b), evidence, _findings(quarrels), strength))
    return tuple(sorted(found, key=lambda k: (-k.strength, k.between, k.party)))


def _findings(edges: list[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f for edge in edges for f in edge.findings))
