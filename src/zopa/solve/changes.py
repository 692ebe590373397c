"""What changed between two models of one negotiation, which findings that rests on, and what it does to the zone.

changes    the numbers that differ, each with the findings that came or went
effect     the zone, the keys and the Nash solution of both
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zopa.model import Negotiation, model_to_data
from zopa.model.merge import ABSENT, red_line_keys
from zopa.solve.engine import solve
from zopa.solve.keys import unlock
from zopa.solve.results import Count, Deal, Key, Result, Status

SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the model file that differs: `ABSENT` is not there. `gone` and `new` are finding ids.

    `where` is the path of keys, a red line under the issues it is about. Of a table
    only what differs is kept.
    """

    where: tuple[str, ...]
    before: Any
    after: Any
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """What the engine says of one of the two models."""

    status: Status
    count: Count
    outcomes: int
    nash: Deal | None
    keys: tuple[Key, ...]
    complete: bool  # all keys were found in time


@dataclass(frozen=True)
class Effect:
    """The zone and keys before and after; keys in words that only one of the two has."""

    before: Side
    after: Side

    @property
    def gone_keys(self) -> tuple[tuple[str, ...], ...]:
        return _only(self.before, self.after)

    @property
    def new_keys(self) -> tuple[tuple[str, ...], ...]:
        return _only(self.after, self.before)


def changes(before: Negotiation, after: Negotiation) -> tuple[Change, ...]:
    """The entries that differ, in the order of the model after, then of what is gone."""
    old, new = _entries(before), _entries(after)
    found = []
    for where in [*new, *(w for w in old if w not in new)]:
        a, b = old.get(where, ABSENT), new.get(where, ABSENT)
        if a == b:
            continue
        key = evidence_key(where)
        was, now = before.evidence.get(key, ()), after.evidence.get(key, ())
        gone = _moved([i for i in was if i not in now], after)
        came = _moved([i for i in now if i not in was], before)
        found.append(Change(where, *_differing(a, b), gone, came))
    return tuple(found)


def _moved(findings: Sequence[str], other: Negotiation) -> tuple[str, ...]:
    """Those that the other model rests on nowhere, if any: when an entry goes, the rest of its findings did not."""
    known = {i for ids in other.evidence.values() for i in ids}
    return tuple(i for i in findings if i not in known) or tuple(findings)


def effect(before: Negotiation, after: Negotiation, *, seconds: float = SECONDS, seed: int = 0) -> Effect:
    """Zone, keys and Nash solution of both models, each within `seconds` where it cannot be exact at once."""
    return Effect(side_of(before, seconds, seed), side_of(after, seconds, seed))


def evidence_key(where: tuple[str, ...]) -> str:
    """Under which key of `evidence` the findings behind an entry stand."""
    if where[0] != "parties":
        return ".".join(where)
    party, kind, *rest = where[1:]
    suffix = {"weights": ".weight", "red_lines": ".red_line"}.get(kind, "")
    return f"{party}.{'+'.join(rest) or kind}{suffix}"


def _entries(model: Negotiation) -> dict[tuple[str, ...], Any]:
    """The entries of a model file: an issue's options, its values, weight and red line for a party, and so on."""
    data = model_to_data(model)
    found: dict[tuple[str, ...], Any] = {("issues", issue): list(own) for issue, own in data["issues"].items()}
    for name, party in data["parties"].items():
        for kind, own in party.items():
            if kind == "red_lines":
                own = dict(zip(red_line_keys(own), own, strict=True))
            if isinstance(own, Mapping):
                found |= {("parties", name, kind, issue): value for issue, value in own.items()}
            else:
                found["parties", name, kind] = own
    found |= {("status_quo", issue): option for issue, option in data.get("status_quo", {}).items()}
    if "links" in data:
        found["links",] = data["links"]
    return found


def _differing(a: Any, b: Any) -> tuple[Any, Any]:
    """Of two tables only what differs."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        keys = [k for k in [*a, *(k for k in b if k not in a)] if a.get(k, ABSENT) != b.get(k, ABSENT)]
        return {k: a[k] for k in keys if k in a}, {k: b[k] for k in keys if k in b}
    return a, b


def side_of(model: Negotiation, seconds: float, seed: int) -> Side:
    """The zone, Nash solution and keys of a model, each within `seconds` where it cannot be exact at once."""
    found: Result = solve(model, listed=0, binding=False, seconds=seconds, seed=seed)
    nash = found.solutions.get("nash")
    deal = nash.deals[0] if nash and nash.deals else None
    keys: tuple[Key, ...] = ()
    complete = True
    if found.zone.status is Status.EMPTY:
        unlocking = unlock(model, seconds=seconds)
        keys, complete = unlocking.keys, unlocking.complete
    return Side(found.zone.status, found.zone.count, found.outcomes, deal, keys, complete)


def _only(one: Side, other: Side) -> tuple[tuple[str, ...], ...]:
    theirs = {key.texts for key in other.keys}
    return tuple(key.texts for key in one.keys if key.texts not in theirs)
