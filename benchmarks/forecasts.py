"""Forecasts of decided issues: errors, ranks, and whether intervals hold on dossiers that nobody calibrated on.

The data are 172 decided issues of 69 legislative proposals of the European Union before 2004 (DEU; Thomson and others
2012), all actors counting the same; they do not come with zopa. `held` counts outcomes inside the interval that was
calibrated on all other dossiers. Halves: dossiers are split at random 500 times, one half calibrates for the other;
shuffled errors show what luck alone does. The published runs are table 2 of Scholz, Calbert and Smith 2011 and the
trades that the equal-gain program makes on the Paris climate conference. The sizes of error at the end are those that
ship in `zopa/solve/forecast/calibration.py`.
"""

from __future__ import annotations

import math
import os
import sys
import time
from pathlib import Path

import numpy as np
from tests.solve.forecast.build import emissions, question

from zopa.exchange.decided import read_decided
from zopa.exchange.formats import read_any
from zopa.present.forecast import backtest_page
from zopa.solve.forecast import LEVELS, MODELS, SHIPPED, Backtest, backtest, calibrated, dossier_of
from zopa.solve.forecast.challenge import rounds
from zopa.solve.forecast.conformal import quantile
from zopa.solve.forecast.exchange import trade

SHARED = Path(os.environ.get("ZOPA_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
PUBLISHED = (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6)
SPLITS = 500


def run() -> None:
    """Print every figure."""
    _emissions()
    _trades(SHARED / "cop" / "equal-gain_CoP21.csv", SHARED / "cop" / "equal-gain_CoP21.output.csv")
    data = SHARED / "deu" / "deu1_issues.csv"
    if not data.exists():
        print(f"no decided issues at hand ({data.name}); set ZOPA_SHARED to the folder with data/deu", file=sys.stderr)
        return
    start = time.process_time()
    found = backtest(read_decided(data), level=0.8, shipped=SHIPPED.at(0.8))
    print(f"\nBacktest of seven models: {time.process_time() - start:.1f} s of processor time.\n")
    print(backtest_page(found, "DEU before 2004", SHIPPED.source).terminal())
    _halves(found)
    _sizes(found)


def _emissions() -> None:
    found = rounds(emissions(), len(PUBLISHED))
    print("Challenge model, emission standards, median after each round:")
    print("  here      ", "  ".join(f"{one.median:5.2f}" for one in found))
    print("  published ", "  ".join(f"{value:5.1f}" for value in PUBLISHED))
    rng = np.random.default_rng(1)
    large = question((rng.random(27) * 100).tolist(), rng.random(27).tolist(), rng.random(27).tolist())
    start = time.process_time()
    rounds(large, 1)
    print(f"  a round with 27 actors: {time.process_time() - start:.4f} s of processor time")


def _trades(model: Path, output: Path) -> None:
    if not (model.exists() and output.exists()):
        return
    made = trade(dossier_of(read_any(model)[0])).trades
    lines = [[cell.strip('"') for cell in line.split(";")] for line in output.read_text().splitlines() if line]
    same = 0
    for cells, one in zip(lines, made, strict=False):
        names = {(one.giver, one.given), (one.taker, one.taken)} == {(cells[0], cells[1]), (cells[2], cells[3])}
        if not names or abs(100 * one.gain - float(cells[4])) > 1e-6:
            break
        same += 1
    print(f"Exchange model, Paris climate conference: the first {same} of {len(lines)} published trades are the same.")


def _halves(found: Backtest) -> None:
    rng = np.random.default_rng(0)
    names = sorted({case.dossier for case in found.cases})
    of = np.array([case.dossier for case in found.cases])
    print("Held at 80% on the other half of the dossiers: mean, and the middle 90% of splits; so with errors shuffled")
    for model in MODELS:
        scores = np.array([case.scores[model] for case in found.cases])
        held: list[list[float]] = [[], []]
        for _ in range(SPLITS):
            half = np.isin(of, rng.permutation(names)[: len(names) // 2])
            for shares, errors in zip(held, (scores, rng.permutation(scores)), strict=True):
                size = quantile(errors[half].tolist(), 0.8)
                shares.append(float(np.mean(errors[~half] <= size + 1e-9)))
        told = [f"{np.mean(s):.1%}  {np.quantile(s, 0.05):.0%} to {np.quantile(s, 0.95):.0%}" for s in held]
        print(f"  {model:16} {told[0]}   shuffled {told[1]}")


def _sizes(found: Backtest) -> None:
    again = calibrated(found, SHIPPED.source, 0.8)
    print(f"Sizes of error, in the order {', '.join(MODELS)}:")
    for level in LEVELS:
        print(f"  {level:.0%}", *(f"{math.ceil(1e4 * again.at(level)[m] - 1e-6) / 1e4:.4f}" for m in MODELS))
