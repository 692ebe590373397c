"""Estimates and what came of them: Brier and log score of each, calibration of each forecaster.

An outcome is a judgement (`resolve`), so it can be undone. An estimate in words is scored at the middle of the interval
that its scale gives, with the scores at both ends beside it. Sources: Brier (1950) for the quadratic score; Good (1952)
for the logarithmic one; Murphy (1973) for its parts (reliability, resolution, uncertainty).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.ledger.knowledge import Knowledge
from zopa.read import Estimate

CLIP: Final = 0.01  # probabilities are held this far from 0 and 1 for the log score, which is endless there
BINS: Final = 5  # of equal width, for reliability


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an estimate, by whose judgement."""

    happened: bool
    on: dt.date
    because: str
    by: str
    judgement: int


@dataclass(frozen=True, slots=True)
class Scored:
    """An estimate with its probability, and its scores once the outcome is known.

    `brier` is the squared error (0 best, 1 worst); `log` the natural logarithm of the probability given to what
    happened (0 best). `brier_low` and `brier_high` are the best and worst score inside the estimate's interval.
    """

    estimate: Estimate
    forecaster: str
    said: dt.date | None
    probability: float
    outcome: Outcome | None = None
    brier: float | None = None
    brier_low: float | None = None
    brier_high: float | None = None
    log: float | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Resolved estimates with probabilities from `low` to `high`: how many, their mean, and how often it happened."""

    low: float
    high: float
    count: int
    mean: float
    happened: float


@dataclass(frozen=True, slots=True)
class Forecaster:
    """How well somebody's resolved estimates did; `name` None is all of them together.

    brier = reliability - resolution + uncertainty + what lies inside the bins (`within`). `bias` above 0 means that
    probabilities were too high on the whole.
    """

    name: str | None
    count: int
    brier: float
    log: float
    bias: float
    base_rate: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    bins: tuple[Bin, ...]


def scored(knowledge: Knowledge) -> tuple[Scored, ...]:
    """Every estimate, reprints once, in the order of the articles."""
    outcomes = {
        j.finding: Outcome(bool(j.changes["outcome"]), dt.date.fromisoformat(j.changes["on"]), j.note, j.by, j.id)
        for j in knowledge.judgements
        if j.kind == "resolve"
    }
    told: dict[tuple[object, ...], Estimate] = {}
    for estimate in knowledge.estimates:
        key = (knowledge.origin(estimate.article), estimate.holder, estimate.phrase, estimate.about)
        kept = told.setdefault(key, estimate)
        if kept is not estimate and estimate.id in outcomes:
            outcomes.setdefault(kept.id, outcomes[estimate.id])  # whoever resolves a reprint resolves its origin
    return tuple(_scored(e, knowledge, outcomes.get(e.id)) for e in told.values())


def _scored(estimate: Estimate, knowledge: Knowledge, outcome: Outcome | None) -> Scored:
    article = knowledge.article.get(estimate.article)
    outlet = article.outlet if article else None
    who = estimate.holder or (f"the article ({outlet})" if outlet else "the article")
    probability = round((estimate.low + estimate.high) / 2, 6)
    if outcome is None:
        return Scored(estimate, who, knowledge.date(estimate), probability)
    truth = 1.0 if outcome.happened else 0.0
    ends = sorted(brier(p, truth) for p in (estimate.low, estimate.high))
    best = 0.0 if estimate.low <= truth <= estimate.high else ends[0]
    return Scored(
        estimate=estimate,
        forecaster=who,
        said=knowledge.date(estimate),
        probability=probability,
        outcome=outcome,
        brier=round(brier(probability, truth), 6),
        brier_low=round(best, 6),
        brier_high=round(ends[1], 6),
        log=round(log_score(probability, truth), 6),
    )


def brier(probability: float, truth: float) -> float:
    """The squared error."""
    return (probability - truth) ** 2


def log_score(probability: float, truth: float) -> float:
    """The natural logarithm of the probability of what happened, probabilities held within 0.01 to 0.99."""
    held = min(max(probability, CLIP), 1 - CLIP)
    return math.log(held if truth else 1 - held)


def calibration(rows: Iterable[Scored]) -> tuple[Forecaster, ...]:
    """All resolved estimates together, then each forecaster, those with most first; empty where nothing is resolved."""
    known = [row for row in rows if row.outcome]
    if not known:
        return ()
    people: dict[str, list[Scored]] = defaultdict(list)
    for row in known:
        people[row.forecaster].append(row)
    ordered = sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))
    return (_forecaster(None, known), *(_forecaster(name, found) for name, found in ordered))


def _forecaster(name: str | None, rows: Sequence[Scored]) -> Forecaster:
    given = [(row.probability, 1.0 if row.outcome and row.outcome.happened else 0.0) for row in rows]
    n = len(given)
    rate = sum(truth for _, truth in given) / n
    binned: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for pair in given:
        binned[min(int(pair[0] * BINS), BINS - 1)].append(pair)
    bins = tuple(
        Bin(
            low=k / BINS,
            high=(k + 1) / BINS,
            count=len(found),
            mean=sum(p for p, _ in found) / len(found),
            happened=sum(t for _, t in found) / len(found),
        )
        for k, found in sorted(binned.items())
    )
    score = sum(brier(p, t) for p, t in given) / n
    reliability = sum(b.count * (b.mean - b.happened) ** 2 for b in bins) / n
    resolution = sum(b.count * (b.happened - rate) ** 2 for b in bins) / n
    uncertainty = rate * (1 - rate)
    return Forecaster(
        name=name,
        count=n,
        brier=score,
        log=sum(log_score(p, t) for p, t in given) / n,
        bias=sum(p for p, _ in given) / n - rate,
        base_rate=rate,
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within=score - (reliability - resolution + uncertainty),
        bins=bins,
    )
