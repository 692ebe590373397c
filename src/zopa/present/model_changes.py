"""What changed between two models, which findings caused it, and what that does: in words and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zopa.model.merge import ABSENT
from zopa.present.page import Block, Grid, Heading, Page
from zopa.present.solution import SHOWN, deal_data, in_words
from zopa.present.wording import count
from zopa.solve import Status
from zopa.solve.changes import Change, Effect, Share, Side, Standing

Words = Callable[[str], str]
"""A finding's id to what it says and what was judged of it."""
Origin = Callable[[str], str | None]
"""A finding's id to the article that it comes from, reprints taken for what they reprint; None where unknown."""
LEFT_SHOWN: Final = 3  # findings named that a number still rests on


@dataclass(frozen=True)
class Compared:
    """What two models differ in, what stays although a finding went, and what that does (None where nothing differs).

    `idle` are findings judged since the first was built that no number of either rests on, with the reason.
    """

    names: tuple[str, str]
    changes: Sequence[Change]
    standing: Sequence[Standing] = ()
    effect: Effect | None = None
    idle: Mapping[str, str] = field(default_factory=dict)
    judged: frozenset[str] = frozenset()  # findings with a judgement that stands
    edited: frozenset[tuple[str, ...]] = frozenset()  # entries, or parts of entries, that the analyst set

    @property
    def findings(self) -> list[str]:
        """All that are named, once each."""
        moved = [i for c in self.changes for i in (*c.gone, *c.new, *self.behind(c))]
        stood = [i for s in self.standing for i in (s.gone, *s.left[:LEFT_SHOWN])]
        return list(dict.fromkeys([*moved, *stood, *self.idle]))

    def behind(self, change: Change) -> tuple[str, ...]:
        """The judged findings behind an entry of which none came or went: they were judged anew."""
        return () if change.gone or change.new else tuple(i for i in change.behind if i in self.judged)


def changes_page(found: Compared, words: Words, origin: Origin) -> Page:
    """Changes with their findings, what stands though its finding went, then the zone and its keys before and after."""
    blocks: list[Block] = []
    if found.effect is not None:
        zone = f"Zone before: {zone_in_words(found.effect.before)} After: {zone_in_words(found.effect.after)}"
        blocks.append(f"{count(len(found.changes), 'entry differs', 'entries differ')}. {zone}")
    if found.changes:
        rows = tuple((_where(c.where), shown(c.before), shown(c.after), _because(c, found)) for c in found.changes)
        blocks += [Heading("What changed"), Grid(("entry", "before", "after", "findings"), rows)]
    else:
        blocks.append("No number differs.")
    if found.standing:
        stood = tuple((_where(s.where), s.gone, standing_in_words(s, found.edited, origin)) for s in found.standing)
        blocks += [Heading("What stays although a finding went"), Grid(("entry", "finding", "why it stays"), stood)]
    if found.idle:
        idle = tuple(found.idle.items())
        blocks += [Heading("Judged, and no number rests on it"), Grid(("finding", "why"), idle)]
    if found.findings:
        named = tuple((i, words(i)) for i in found.findings)
        blocks += [Heading("The findings"), Grid(("finding", "what it says"), named)]
    if found.effect is not None:
        blocks += _effect_blocks(found.effect)
    return Page(f"What changed from {found.names[0]} to {found.names[1]}", tuple(blocks))


def _effect_blocks(effect: Effect) -> list[Block]:
    before, after = effect.before, effect.after
    blocks: list[Block] = [
        Heading("What that does"),
    ]
    if before.likely and after.likely:
        blocks.append(
            f"A deal exists in {share_in_words(before.likely)} of the draws of what is uncertain before, in "
            f"{share_in_words(after.likely)} after. Red lines are taken as they stand in every draw."
        )
    for side, label in ((before, "before"), (after, "after")):
        if side.nash is not None:
            worth = ", ".join(f"{party} {value:.3f}" for party, value in side.nash.utilities.items())
            blocks.append(f"Nash solution {label}: {in_words(side.nash.outcome)} ({worth}).")
    same = [(side.status, side.count, side.nash, side.likely) for side in (before, after)]
    if same[0] == same[1] and not (effect.gone_keys or effect.new_keys):
        blocks.append("The zone, its Nash solution and its keys are the same: nothing turns on these numbers.")
    return [*blocks, *_keys(effect)]


def changes_data(found: Compared, words: Words, origin: Origin) -> dict[str, Any]:
    """The same as plain data; null stands for nothing."""
    effect = found.effect
    return {
        "zopa": 1,
        "before": found.names[0],
        "after": found.names[1],
        "changes": [
            {
                "entry": list(c.where),
                "before": _plain(c.before),
                "after": _plain(c.after),
                "gone": list(c.gone),
                "new": list(c.new),
                "judged": list(found.behind(c)),
            }
            for c in found.changes
        ],
        "unchanged": [
            {
                "entry": list(s.where),
                "value": _plain(s.value),
                "gone": s.gone,
                "left": list(s.left),
                "why": standing_in_words(s, found.edited, origin),
            }
            for s in found.standing
        ],
        "idle": dict(found.idle),
        "findings": {i: words(i) for i in found.findings},
        "zone": {"before": side_data(effect.before), "after": side_data(effect.after)} if effect else None,
        "keys": {
            "gone": [list(k) for k in effect.gone_keys] if effect else [],
            "new": [list(k) for k in effect.new_keys] if effect else [],
        },
    }


def standing_in_words(standing: Standing, edited: Collection[tuple[str, ...]], origin: Origin) -> str:
    """Why a number stays although a finding behind it went."""
    if any(path[: len(standing.where)] == standing.where or standing.where[: len(path)] == path for path in edited):
        return "you set it"
    if not standing.left:
        return "nothing else is known to stand behind it: it was set by hand"
    same = [i for i in standing.left if origin(i) is not None and origin(i) == origin(standing.gone)]
    shown_ids = ", ".join((same or standing.left)[:LEFT_SHOWN])
    if same:
        return f"{shown_ids} in the same article, or a reprint of it, says as much or more, and an article counts once"
    return f"it weighed too little to show in two digits beside {shown_ids}"


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


def _where(where: tuple[str, ...]) -> str:
    first, *rest = where
    return (
        ", ".join([rest[0], *(part.replace("_", " ") for part in rest[1:])]) if first == "parties" else ".".join(where)
    )


def _because(change: Change, found: Compared) -> str:
    judged = found.behind(change)
    parts = [
        f"without {', '.join(change.gone)}" if change.gone else "",
        f"with {', '.join(change.new)}" if change.new else "",
        f"judged: {', '.join(judged)}" if judged else "",
    ]
    return "; ".join(part for part in parts if part) or "the same: set by hand, or by another rule"


def zone_in_words(side: Side) -> str:
    """`12 of 81 outcomes.`"""
    if side.status is Status.UNKNOWN:
        return f"not settled for {side.outcomes:,} outcomes."
    number = f"{side.count.low:,}" if side.count.exact else f"some {side.count.estimate:,.0f}"
    return f"{number} of {side.outcomes:,} outcomes."


def share_in_words(share: Share) -> str:
    """`31% (24% to 37%)`."""
    low, high = share.interval
    return f"{share.share:.0%} ({low:.0%} to {high:.0%})"


def _keys(effect: Effect) -> list[Block]:
    if not (effect.before.keys or effect.after.keys):
        return []
    blocks: list[Block] = [
        Heading("Keys"),
        f"{count(len(effect.before.keys), 'key')} before, {count(len(effect.after.keys), 'key')} after"
        + ("." if effect.before.complete and effect.after.complete else "; the search for keys ran out of time."),
    ]
    gone, new = effect.gone_keys, effect.new_keys
    kept = [key.texts for key in effect.after.keys if key.texts not in new]
    rows = [("gone", texts) for texts in gone[:SHOWN]] + [("new", texts) for texts in new[:SHOWN]]
    rows += [("stays", texts) for texts in kept[:SHOWN]]
    if rows:
        columns = ("", "give up", "opens a deal before, in draws", "after")
        blocks.append(
            Grid(
                columns,
                tuple((what, "; ".join(t), _opens(effect.before, t), _opens(effect.after, t)) for what, t in rows),
            )
        )
    left = sum(max(0, len(keys) - SHOWN) for keys in (gone, new, kept))
    if left:
        blocks.append(f"{left} more; “--format json” lists them.")
    return blocks


def _opens(side: Side, texts: tuple[str, ...]) -> str:
    return share_in_words(side.opens[texts]) if texts in side.opens else "-"


def side_data(side: Side) -> dict[str, Any]:
    """Zone, Nash solution and keys as plain data."""
    return {
        "status": side.status.value,
        "outcomes": side.outcomes,
        "count": side.count.low if side.count.exact else None,
        "low": side.count.low,
        "high": side.count.high,
        "nash": deal_data(side.nash) if side.nash else None,
        "likely": _share_data(side.likely),
        "keys": [list(key.texts) for key in side.keys],
        "opens": [_share_data(side.opens.get(key.texts)) for key in side.keys],
        "keys_complete": side.complete,
    }


def _share_data(share: Share | None) -> dict[str, Any] | None:
    return {"share": share.share, "interval": list(share.interval)} if share else None


def _plain(value: Any) -> Any:
    if value is ABSENT:
        return None
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
