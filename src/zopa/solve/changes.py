"""What changed between two models of one negotiation, which findings that rests on, and what it does to the zone.

changes    the numbers that differ, each with the findings that came or went
standing   the numbers that stay although a finding behind them went
effect     the zone, the keys and the Nash solution of both, and how sure the zone and the keys are
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from zopa.model import Negotiation, model_to_data
from zopa.model.merge import ABSENT, red_line_keys
from zopa.solve.engine import solve
from zopa.solve.keys import unlock
from zopa.solve.results import Count, Deal, Key, Result, Status
from zopa.solve.uncertainty import likelihood

SECONDS: Final = 5.0
DRAWS: Final = 200
DRAWN: Final = 10  # keys whose chance is drawn


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the model file that differs: `ABSENT` is not there.

    `gone`, `new` and `behind` (those behind it in both) are finding ids. `where` is the path of keys, a red line under
    the issues it is about. Of a table only what differs is kept.
    """

    where: tuple[str, ...]
    before: Any
    after: Any
    gone: tuple[str, ...]
    new: tuple[str, ...]
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry that is the same although `gone`, a finding behind it, went; `left` are the findings behind it now."""

    where: tuple[str, ...]
    value: Any
    gone: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the draws of what a model leaves open, with its 95% interval."""

    share: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Side:
    """What the engine says of one of the two models.

    `likely` is the share of draws in which a deal exists, `opens` for each key (by its texts) the share in which it
    opens one; empty where nothing was drawn.
    """

    status: Status
    count: Count
    outcomes: int
    nash: Deal | None
    keys: tuple[Key, ...]
    complete: bool  # all keys were found in time
    likely: Share | None = None
    opens: Mapping[tuple[str, ...], Share] = field(default_factory=dict)


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
        was, now = _behind(before, where), _behind(after, where)
        if not (was or now) and where[0] == "parties":  # a default: it came or went with its party
            was, now = (
                [i for key, ids in m.evidence.items() if key.startswith(f"{where[1]}.") for i in ids]
                for m in (before, after)
            )
        gone = _moved([i for i in was if i not in now], after)
        came = _moved([i for i in now if i not in was], before)
        found.append(Change(where, *_differing(a, b), gone, came, tuple(i for i in now if i in was)))
    return tuple(found)


def standing(before: Negotiation, after: Negotiation) -> tuple[Standing, ...]:
    """The entries that are the same in both, for every finding behind them that `after` does not rest on any more."""
    old, new = _entries(before), _entries(after)
    known = {i for ids in after.evidence.values() for i in ids}
    return tuple(
        Standing(where, new[where], finding, after.evidence.get(key, ()))
        for where in new
        if old.get(where, ABSENT) == new[where]
        for key in (evidence_key(where),)
        for finding in before.evidence.get(key, ())
        if finding not in known
    )


def _behind(model: Negotiation, where: tuple[str, ...]) -> list[str]:
    """The findings behind an entry.

    Whether there is a red line at all rests on all that the party says on the issue, and whether the issue is there on
    all that anybody says on it.
    """
    if where[0] == "issues":
        keys = [f"{party}.{where[1]}" for party in model.parties]
        return list(dict.fromkeys(i for key in keys for i in model.evidence.get(key, ())))
    key = evidence_key(where)
    behind = [*model.evidence.get(key, ())]
    if where[0] == "parties" and where[2] == "red_lines":
        behind += model.evidence.get(key.removesuffix(".red_line"), ())
    return list(dict.fromkeys(behind))


def _moved(findings: Sequence[str], other: Negotiation) -> tuple[str, ...]:
    """Those that the other model rests on nowhere, if any: when an entry goes, the rest of its findings did not."""
    known = {i for ids in other.evidence.values() for i in ids}
    return tuple(i for i in findings if i not in known) or tuple(findings)


def effect(
    before: Negotiation, after: Negotiation, *, seconds: float = SECONDS, seed: int = 0, draws: int = DRAWS
) -> Effect:
    """Zone, keys and Nash solution of both models, each within `seconds` where it cannot be exact at once.

    With `draws` above 0 how sure the zone and the first keys are: the same draws for all.
    """
    return Effect(*(_drawn(one, side_of(one, seconds, seed), draws, seed) for one in (before, after)))


def _drawn(model: Negotiation, side: Side, draws: int, seed: int) -> Side:
    if not draws:
        return side
    opens = {
        key.texts: Share(*likelihood(model.without(key.clauses), draws=draws, seed=seed)) for key in side.keys[:DRAWN]
    }
    return replace(side, likely=Share(*likelihood(model, draws=draws, seed=seed)), opens=opens)


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
