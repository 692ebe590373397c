"""A negotiation's issues as scales: where options lie, which point a party wants, and how much an issue matters to it.

places(options)           the place of every option, from the numbers in the names or evenly over 0..100
saliences(model, party)   the weight of every issue for a party, 0..1
ideal(values, places)     the place that a party values most
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Order

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def leading_number(option: str) -> float | None:
    """The number that an option's name begins with (`10 years` is 10), None where it begins with none."""
    match = NUMBER.match(option)
    if match is None or (match.end() < len(option) and not option[match.end()].isspace()):
        return None
    return float(match.group())


def places(options: Sequence[str]) -> tuple[dict[str, float], bool]:
    """Where each option lies, and whether the names said so: different leading numbers in all, else 0..100 evenly."""
    numbers = [leading_number(option) for option in options]
    known = {o: n for o, n in zip(options, numbers, strict=True) if n is not None}
    if len(known) == len(options) and len(set(known.values())) == len(options):
        return known, True
    return {o: 100 * k / max(1, len(options) - 1) for k, o in enumerate(options)}, False


def saliences(model: Negotiation, party: str) -> dict[str, float]:
    """Weights as given where they are numbers up to 1 (a salience of its own for each issue), else normalised."""
    given = model.parties[party].weights
    if not isinstance(given, Order) and given and all(w.exact and w.high <= 1 for w in given.values()):
        return {issue: given[issue].high if issue in given else 0.0 for issue in model.issues}
    row = model.weights[list(model.parties).index(party)]
    return dict(zip(model.issues, row.tolist(), strict=True))


def ideal(values: Sequence[float], at: Sequence[float]) -> float | None:
    """The place with the highest value, the mean of several as good ones; None where all options are worth the same."""
    best = max(values)
    tops = [place for value, place in zip(values, at, strict=True) if value >= best - 1e-12]
    return None if len(tops) == len(values) else sum(tops) / len(tops)


def option_names(at: Mapping[str, float], low: float, high: float) -> tuple[str, ...]:
    """The options that lie from `low` to `high`, in order of place."""
    margin = 1e-9 * (1 + max(map(abs, at.values()), default=0.0))
    inside = [(place, name) for name, place in at.items() if low - margin <= place <= high + margin]
    return tuple(name for _, name in sorted(inside, key=lambda pair: pair[0]))
