"""Findings of the forms made by hand, for the harbour of `tests.ledger.build`."""

from __future__ import annotations

from typing import Any

from tests.ledger.build import _place, day
from zopa.ingest import Article
from zopa.read import Change, Holding, Reason, Swap, Tie


def reason(where: Article, words: str, holder: str, kind: str = "cause", **more: Any) -> Reason:
    """A reason in `words` of the article."""
    place = _place("reason", where, words, holder, kind)
    return Reason(**place, **{"holder": holder, "kind": kind, "cue": words.split()[0], **more})


def tie(where: Article, words: str, kind: str, actor: str | None, toward: str | None = None) -> Tie:
    """A tie in `words` of the article."""
    return Tie(**_place("tie", where, words, kind, actor, toward), kind=kind, actor=actor, toward=toward)  # type: ignore[arg-type]


def change(where: Article, words: str, kind: str, thing: str, **more: Any) -> Change:
    """A change in `words` of the article; `until` and `day` are ISO dates."""
    dates = {name: day(more.pop(name)) for name in ("until", "day") if name in more}
    return Change(**_place("change", where, words, kind), kind=kind, thing=thing, **dates, **more)  # type: ignore[arg-type]


def holding(where: Article, words: str, holder: str, of: str, low: float, high: float, **more: Any) -> Holding:
    """A share in `words` of the article."""
    place = _place("holding", where, words, holder, of)
    return Holding(**place, holder=holder, of=of, low=low, high=high, **more)


def swap(where: Article, words: str, proposer: str | None, gives: tuple[str, ...], gets: tuple[str, ...]) -> Swap:
    """A swap in `words` of the article."""
    return Swap(**_place("swap", where, words, gives), proposer=proposer, gives=gives, gets=gets)
