"""Random small models for the engine's tests, and answers to hold it against, by listing every outcome.

Kept in one place: every property of the engine is tested on the same models (numbers, intervals, orders, red lines on
one issue or several, conditions, links, ties).
"""

from __future__ import annotations

import os
from itertools import product
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from zopa.errors import ModelError
from zopa.model import Interval, Link, Negotiation, Order, Party, RedLine, Reservation

TIMES = int(os.environ.get("ZOPA_CASES", "1"))


def cases(count: int) -> settings:
    """So many random models for a property, always the same; ZOPA_CASES times as many, and others, where it is set."""
    return settings(max_examples=count * TIMES, deadline=None, derandomize=TIMES == 1, database=None)


def random_model(
    rng: np.random.Generator, *, parties: int | None = None, coarse: bool | None = None, rules: int | None = None
) -> Negotiation:
    """A model of at most some thousand outcomes; `coarse` numbers make ties common."""
    while True:
        try:
            return _random_model(rng, parties, coarse, rules)
        except ModelError as error:  # links that contradict each other are refused: draw again
            if "contradict" not in str(error):
                raise


def _random_model(rng: np.random.Generator, parties: int | None, coarse: bool | None, rules: int | None) -> Negotiation:
    coarse = bool(rng.random() < 0.6) if coarse is None else coarse
    issues = {f"i{k}": tuple(f"o{o}" for o in range(int(rng.integers(1, 5)))) for k in range(int(rng.integers(1, 6)))}
    names = [f"P{p}" for p in range(parties or int(rng.integers(1, 5)))]

    def number() -> float:
        return float(rng.integers(0, 5) / 4) if coarse else float(rng.random())

    def amount() -> Interval:
        if rng.random() < 0.15:
            low, high = sorted((number(), number()))
            return Interval(low, high)
        return Interval.of(number())

    def order(items: tuple[str, ...]) -> Order:
        ranks: list[list[str]] = []
        for item in rng.permutation(items):
            if ranks and rng.random() < 0.2:
                ranks[-1].append(str(item))
            else:
                ranks.append([str(item)])
        return Order(tuple(tuple(r) for r in ranks))

    def options(most: int) -> dict[str, tuple[str, ...]]:
        chosen = rng.permutation(list(issues))[: int(rng.integers(1, most + 1))]
        result = {}
        for issue in chosen:
            count = int(rng.integers(1, max(2, len(issues[issue]))))
            result[str(issue)] = tuple(str(o) for o in rng.permutation(issues[issue])[:count])
        return result

    def unless() -> tuple[dict[str, tuple[str, ...]], ...]:
        return tuple(options(2) for _ in range(int(rng.integers(1, 3)))) if rng.random() < 0.3 else ()

    built = {}
    for name in names:
        values: dict[str, Any] = {
            issue: order(opts) if rng.random() < 0.2 else {o: amount() for o in opts} for issue, opts in issues.items()
        }
        weights: Any = {issue: Interval.of(float(rng.integers(1, 5))) for issue in issues}
        if rng.random() < 0.2:
            weights = order(tuple(issues))
        elif not coarse:
            weights = {issue: Interval.of(float(rng.random() + 0.01)) for issue in issues}
        lines = rules if rules is not None else int(rng.integers(0, 3))
        built[name] = Party(
            values,
            weights,
            tuple(RedLine(options(3), unless()) for _ in range(lines)),
            Reservation.of(float(rng.integers(0, 13) / 20)) if rng.random() < 0.7 else None,
            power=float(rng.integers(1, 4)),
        )
    links = tuple(
        Link(options(3), unless=unless()) if rng.random() < 0.6 else _package(options(3))
        for _ in range(int(rng.integers(0, 3)))
    )
    return Negotiation(issues, built, links)


def _package(options: dict[str, tuple[str, ...]]) -> Link:
    return Link(options, together=len(options) > 1)


def models(**fixed: Any) -> st.SearchStrategy[Negotiation]:
    """The same models for hypothesis, by seed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_model(np.random.default_rng(seed), **fixed))


def all_outcomes(model: Negotiation) -> np.ndarray:
    """Every outcome as option numbers, shape (size, issues)."""
    return np.array(list(product(*(range(c) for c in model.counts))), dtype=np.int64)


def keeps_rules(model: Negotiation, outcome: dict[str, str]) -> bool:
    """Whether an outcome breaks no red line and no link, straight from what the terms say."""

    def holds(options: Any) -> bool:
        return all(outcome[issue] in names for issue, names in options.items())

    for party in model.parties.values():
        for line in party.red_lines:
            if holds(line.options) and not any(holds(one) for one in line.unless):
                return False
    for link in model.links:
        if any(holds(one) for one in link.unless):
            continue
        if link.together:
            if len({outcome[issue] in names for issue, names in link.options.items()}) > 1:
                return False
        elif holds(link.options):
            return False
    return True


def permitted(model: Negotiation) -> tuple[np.ndarray, np.ndarray]:
    """All outcomes that keep the rules, and their utilities, by listing."""
    outcomes = all_outcomes(model)
    good = np.array([keeps_rules(model, model.outcome(o)) for o in outcomes], dtype=bool)
    return outcomes[good], model.utilities(outcomes[good])


def in_zone(model: Negotiation, utilities: np.ndarray) -> np.ndarray:
    return (utilities >= model.reservations - 1e-9).all(axis=1)


def front_of_list(utilities: np.ndarray) -> np.ndarray:
    """Which rows no other dominates, with the engine's idea of equal (1e-9)."""
    n = len(utilities)
    good = np.ones(n, dtype=bool)
    for k in range(n):
        better = (utilities >= utilities[k] - 1e-9).all(axis=1) & (utilities > utilities[k] + 1e-9).any(axis=1)
        good[k] = not better.any()
    return good
