"""A proven bracket of the zone's size, and an estimate with its error, where an exact count would take too long.

The larger half of the issues is merged into cells: partial outcomes close to each other, with the number of outcomes
in the cell and each party's least and greatest sum. Counting with the least sums proves a lower bound, with the
greatest an upper one. Outcomes are then drawn from the cells with probability proportional to what the upper bound
counts there; the share of each draw that is truly in the zone gives an unbiased estimate however rare the zone is
(importance sampling with the bound as the proposal).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from zopa.model.negotiation import Floats, Indices
from zopa.solve.counting import BLOCK, Bits, BitTable, Plan, pack
from zopa.solve.pairs import weighed
from zopa.solve.results import Count

CELLS = 60_000  # cells kept after each issue, at most
MEMBERS = 1_200_000  # partial outcomes that can be merged in a second
DRAWS = 8192  # outcomes of the larger half drawn at a time
ENOUGH = 0.002  # relative standard error at which drawing stops


@dataclass(frozen=True, eq=False)
class _Stage:
    """Cells after one issue, with the members (cell of the stage before, option) that were merged into each."""

    issue: int
    low: Floats
    high: Floats
    open_: np.ndarray
    inner: np.ndarray
    counts: np.ndarray
    starts: Indices
    parent: Indices
    option: Indices
    share: Floats  # cumulative share of each member within all members, to draw by


def bracketed(plan: Plan, *, seconds: float, seed: int) -> Count:
    """The count of a plan's zone, bracketed and estimated within about `seconds`."""
    start = time.monotonic()
    small = plan.half(plan.small)
    stages = _stages(plan, seconds)
    if not len(small) or not stages:
        return Count.of(0, "grid")
    table, broken = BitTable(small.rows, small.counts), pack(small.open_.T)
    top = stages[-1]
    low = _total(table, broken, plan.floors - top.low, top)
    per_cell = _matches(table, broken, plan.floors - top.high, top.open_)
    high = weighed(per_cell, top.counts)
    if low == high:
        return Count.of(low, "grid")
    mass = per_cell * top.counts.astype(np.float64)
    rng = np.random.default_rng(seed)
    shares: list[Floats] = []
    drawn, left = 0, seconds
    while left > 0 or drawn < 2 * DRAWS:
        cells = np.searchsorted(np.cumsum(mass) / mass.sum(), rng.random(DRAWS), side="right").clip(max=len(mass) - 1)
        rows, open_ = _drawn(plan, stages, cells, rng)
        shares.append(_matches(table, broken, plan.floors - rows, open_) / per_cell[cells])
        drawn += DRAWS
        known = np.concatenate(shares)
        mean, error = float(known.mean()), float(known.std(ddof=1) / math.sqrt(drawn))
        if error <= ENOUGH * mean:
            break
        left = seconds - (time.monotonic() - start)
    guess = min(max(mean * float(mass.sum()), float(low)), float(high))
    return Count(low, high, guess, error * float(mass.sum()), "cells bracket it, random draws estimate it")


def _stages(plan: Plan, seconds: float) -> list[_Stage]:
    """The larger half merged into cells, issue by issue; [] when nothing in it can reach the floors."""
    parties, crossing = len(plan.floors), plan.crossing()
    rules = [r for r in plan.space.rules if set(r.issues) <= set(plan.large)]
    low = high = np.zeros((1, parties))
    open_, inner = np.ones((1, len(crossing)), bool), np.ones((1, len(rules)), bool)
    counts: np.ndarray = np.ones(1, dtype=np.int64 if plan.sizes()[1] < 2**62 else object)
    budget = MEMBERS * max(seconds, 0.5) / 2 / (1 if counts.dtype == np.int64 else 6)
    most = max(64, min(CELLS, int(budget / sum(len(plan.tables[i]) for i in plan.large)))) if CELLS > 64 else CELLS
    stages: list[_Stage] = []
    for k, issue in enumerate(plan.large):
        table, done = plan.tables[issue], set(plan.large[: k + 1])
        others = [plan.tables[i] for i in range(len(plan.tables)) if i not in done]
        rest = np.sum([t.max(axis=0) for t in others], axis=0)
        sure = plan.floors - np.sum([t.min(axis=0) for t in others], axis=0)
        low = np.minimum((low[:, None] + table[None]).reshape(-1, parties), sure)
        high = np.minimum((high[:, None] + table[None]).reshape(-1, parties), sure)
        n = len(low)
        open_ = (open_[:, None] & plan.masks(crossing, issue)[None]).reshape(n, len(crossing))
        inner = (inner[:, None] & plan.masks(rules, issue)[None]).reshape(n, len(rules))
        counts = np.repeat(counts, len(table))
        keep = (high + rest >= plan.floors).all(axis=1)
        closed = [j for j, r in enumerate(rules) if set(r.issues) <= done]
        keep &= ~inner[:, closed].any(axis=1)
        parent, option = (x[keep] for x in np.divmod(np.arange(n), len(table)))
        low, high, open_, inner, counts = low[keep], high[keep], open_[keep], inner[keep], counts[keep]
        if not len(low):
            return []
        order, starts = _cells(low, high, np.hstack([open_, inner]), most)
        heads = starts[:-1]
        members = counts[order].astype(np.float64)
        stage = _Stage(
            issue,
            np.minimum.reduceat(low[order], heads),
            np.maximum.reduceat(high[order], heads),
            open_[order[heads]],
            inner[order[heads]],
            np.add.reduceat(counts[order], heads),
            starts,
            parent[order],
            option[order],
            np.cumsum(members / members.sum()),
        )
        stages.append(stage)
        low, high, open_, inner, counts = stage.low, stage.high, stage.open_, stage.inner, stage.counts
    return stages


def _cells(low: Floats, high: Floats, flags: np.ndarray, most: int) -> tuple[Indices, Indices]:
    """An order that puts rows of one cell side by side, and where each cell starts; at most `most` cells."""
    middle = (low + high) / 2
    base, span = middle.min(axis=0), np.maximum(np.ptp(middle, axis=0), 1e-9)
    state = np.zeros(len(middle), np.int64)
    if flags.any():
        _, state = np.unique(flags, axis=0, return_inverse=True)
        state = state.reshape(-1)
    levels = 1024
    while levels ** middle.shape[1] * (int(state.max()) + 1) > 2**62:
        levels //= 2
    while True:
        cell = state
        for p in range(middle.shape[1]):
            cell = cell * levels + np.minimum((middle[:, p] - base[p]) / span[p] * levels, levels - 1).astype(np.int64)
        order = np.argsort(cell, kind="stable")
        new = np.ones(len(cell), bool)
        new[1:] = np.diff(cell[order]) != 0
        if int(new.sum()) <= most or levels == 1:
            return order, np.concatenate([np.flatnonzero(new), [len(cell)]])
        levels = max(1, int(levels * max(0.5, min(0.9, (most / new.sum()) ** (1 / middle.shape[1])))))


def _drawn(plan: Plan, stages: list[_Stage], cells: Indices, rng: np.random.Generator) -> tuple[Floats, np.ndarray]:
    """One outcome drawn evenly from within each cell: its true sums and the crossing rules open to it."""
    crossing = plan.crossing()
    rows, open_ = np.zeros((len(cells), len(plan.floors))), np.ones((len(cells), len(crossing)), bool)
    for stage in reversed(stages):
        first, last = stage.starts[cells], stage.starts[cells + 1] - 1
        before = np.where(first > 0, stage.share[first - 1], 0.0)
        at = before + rng.random(len(cells)) * (stage.share[last] - before)
        member = np.clip(np.searchsorted(stage.share, at, side="right"), first, last)
        option = stage.option[member]
        rows += plan.tables[stage.issue][option]
        open_ &= plan.masks(crossing, stage.issue)[option]
        cells = stage.parent[member]
    return rows, open_


def _matches(table: BitTable, broken: Bits, need: Floats, open_: np.ndarray) -> Indices:
    """How many outcomes of the smaller half suit each row."""
    parts = [table.tally(need[k : k + BLOCK], open_[k : k + BLOCK], broken) for k in range(0, len(need), BLOCK)]
    return np.concatenate(parts)


def _total(table: BitTable, broken: Bits, need: Floats, top: _Stage) -> int:
    return weighed(_matches(table, broken, need, top.open_), top.counts)
