"""What changed between two models, which findings caused it, and what that does: in words and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zopa.model.merge import ABSENT
from zopa.present.page import Block, Grid, Heading, Page
from zopa.present.solution import SHOWN, deal_data, in_words
from zopa.present.wording import count
from zopa.solve import Status
from zopa.solve.changes import Change, Effect, Side

Words = Callable[[str], str]
"""A finding's id to what it says and what was judged of it."""


def changes_page(found: Sequence[Change], effect: Effect, names: tuple[str, str], words: Words) -> Page:
    """Changes with their findings, then the zone and its keys before and after."""
    title = f"{names[0]} and {names[1]}"
    if not found:
        return Page(title, ("No number differs.",))
    rows = tuple((_where(c), shown(c.before), shown(c.after), _because(c)) for c in found)
    blocks: list[Block] = [Heading("What changed"), Grid(("entry", "before", "after", "findings"), rows)]
    ids = list(dict.fromkeys(i for c in found for i in (*c.gone, *c.new)))
    if ids:
        blocks += [Heading("The findings"), Grid(("finding", "what it says"), tuple((i, words(i)) for i in ids))]
    blocks += [
        Heading("What that does"),
        f"Zone before: {zone_in_words(effect.before)} After: {zone_in_words(effect.after)}",
    ]
    for side, label in ((effect.before, "before"), (effect.after, "after")):
        if side.nash is not None:
            worth = ", ".join(f"{party} {value:.3f}" for party, value in side.nash.utilities.items())
            blocks.append(f"Nash solution {label}: {in_words(side.nash.outcome)} ({worth}).")
    blocks += _keys(effect)
    return Page(title, tuple(blocks))


def changes_data(found: Sequence[Change], effect: Effect, names: tuple[str, str], words: Words) -> dict[str, Any]:
    """The same as plain data; null stands for nothing."""
    ids = list(dict.fromkeys(i for c in found for i in (*c.gone, *c.new)))
    return {
        "zopa": 1,
        "before": names[0],
        "after": names[1],
        "changes": [
            {
                "entry": list(c.where),
                "before": _plain(c.before),
                "after": _plain(c.after),
                "gone": list(c.gone),
                "new": list(c.new),
            }
            for c in found
        ],
        "findings": {i: words(i) for i in ids},
        "zone": {"before": side_data(effect.before), "after": side_data(effect.after)},
        "keys": {"gone": [list(k) for k in effect.gone_keys], "new": [list(k) for k in effect.new_keys]},
    }


def shown(value: Any) -> str:
    """A number, range or table as a file would say it."""
    if value is ABSENT:
        return "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) or "-"
    if isinstance(value, list | tuple):
        ends = len(value) == 2 and all(isinstance(v, int | float) for v in value)
        return f"{value[0]} to {value[1]}" if ends else ", ".join(shown(item) for item in value)
    return str(value)


def _where(change: Change) -> str:
    first, *rest = change.where
    return (
        ", ".join([rest[0], *(part.replace("_", " ") for part in rest[1:])])
        if first == "parties"
        else ".".join(change.where)
    )


def _because(change: Change) -> str:
    parts = [
        f"without {', '.join(change.gone)}" if change.gone else "",
        f"with {', '.join(change.new)}" if change.new else "",
    ]
    return "; ".join(part for part in parts if part) or "the same: set by hand, or judged anew"


def zone_in_words(side: Side) -> str:
    """`12 of 81 outcomes.`"""
    if side.status is Status.UNKNOWN:
        return f"not settled for {side.outcomes:,} outcomes."
    number = f"{side.count.low:,}" if side.count.exact else f"some {side.count.estimate:,.0f}"
    return f"{number} of {side.outcomes:,} outcomes."


def _keys(effect: Effect) -> list[Block]:
    if not (effect.before.keys or effect.after.keys):
        return []
    blocks: list[Block] = [
        Heading("Keys"),
        f"{count(len(effect.before.keys), 'key')} before, {count(len(effect.after.keys), 'key')} after"
        + ("." if effect.before.complete and effect.after.complete else "; the search for keys ran out of time."),
    ]
    rows = [("gone", "; ".join(texts)) for texts in effect.gone_keys[:SHOWN]]
    rows += [("new", "; ".join(texts)) for texts in effect.new_keys[:SHOWN]]
    if rows:
        blocks.append(Grid(("", "give up"), tuple(rows)))
    left = max(0, len(effect.gone_keys) - SHOWN) + max(0, len(effect.new_keys) - SHOWN)
    if left:
        blocks.append(f"{left} more differ; “--format json” lists them.")
    return blocks


def side_data(side: Side) -> dict[str, Any]:
    """Zone, Nash solution and keys as plain data."""
    return {
        "status": side.status.value,
        "outcomes": side.outcomes,
        "count": side.count.low if side.count.exact else None,
        "low": side.count.low,
        "high": side.count.high,
        "nash": deal_data(side.nash) if side.nash else None,
        "keys": [list(key.texts) for key in side.keys],
        "keys_complete": side.complete,
    }


def _plain(value: Any) -> Any:
    if value is ABSENT:
        return None
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
