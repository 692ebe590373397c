"""The forms as JSON: icebergs, network, rounds, territory; keys and meanings in docs/reference/forms.md."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from zopa.ledger import Iceberg, Islands, Network, Path, Space
from zopa.present.brief import Brief


def forms_json(brief: Brief) -> dict[str, Any]:
    """Keys of the brief that hold the forms."""
    return {
        "icebergs": [iceberg_json(one) for one in brief.icebergs],
        "network": network_json(brief.network),
        "brokers": plain([asdict(one) for one in brief.brokers]),
        "rounds": plain([asdict(one) for one in brief.rounds]),
        "consents": plain([asdict(one) for one in brief.consents]),
        "territory": plain(asdict(brief.territory)),
    }


def iceberg_json(one: Iceberg) -> dict[str, Any]:
    """Positions by issue (the rows themselves stand under `positions`), reasons and values with their findings."""
    return {
        "party": one.party,
        "positions": [
            {"issue": row.issue, "polarity": row.polarity, "firmness": row.firmness, "statements": list(row.statements)}
            for row in one.positions
        ],
        "reasons": plain([asdict(reason) for reason in one.reasons]),
        "values": plain([asdict(value) for value in one.values]),
        "unexplained": list(one.unexplained),
        "sayings": plain([asdict(saying) for saying in one.sayings]),
    }


def network_json(net: Network) -> dict[str, Any]:
    """Nodes and edges."""
    result: dict[str, Any] = plain(asdict(net))
    return result


def paths_json(found: tuple[Path, ...]) -> list[Any]:
    """Chains of channels, with the edges walked."""
    result: list[Any] = plain([asdict(path) for path in found])
    return result


def space_json(space: Space, four: Islands) -> dict[str, Any]:
    """What two parties share: issues with verdict and distance, reasons that meet, values, the island of agreement."""
    return {
        "parties": [space.first, space.second],
        "positions_apart": space.positions_apart,
        "values_apart": space.values_apart,
        "verdicts": {one.issue: one.verdict for one in space.issues},
        "reasons": plain([asdict(pair) for pair in space.reasons]),
        "values": plain([asdict(value) for value in space.values]),
        "island": plain(asdict(four)),
    }


def plain(value: Any) -> Any:
    """Dates as ISO text and tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
