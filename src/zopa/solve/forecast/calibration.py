"""How large errors of each model get: what intervals are made from, and the sizes that ship with zopa.

The shipped sizes are the 50th, 80th, 90th and 95th percentiles of scores (`zopa.solve.forecast.conformal`) on 172
decided issues of 69 legislative proposals of the European Union, introduced 1995 to 2000, all actors counting the same:
R. Thomson, J. Arregui, D. Leuffen, R. Costello, J. Cross, R. Hertz and T. Jensen, "A new dataset on decision-making in
the European Union before and after the 2004 and 2007 enlargements (DEUII)", Journal of European Public Policy 19(4),
2012. Rounded up, so that a tie stays inside. `python -m benchmarks.forecasts` prints them anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zopa.errors import UsageError
from zopa.solve.forecast.backtest import Backtest
from zopa.solve.forecast.conformal import quantile
from zopa.solve.forecast.models import MODELS

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Calibration:
    """Sizes of error by level and model, each model's rank by mean absolute error, and what both rest on."""

    source: str
    questions: int
    dossiers: int
    sizes: Mapping[float, Mapping[str, float]]
    ranks: Mapping[str, int]

    def at(self, level: float) -> Mapping[str, float]:
        """Each model's size of error at a level. Raises `UsageError` for a level that there are no sizes for."""
        if level not in self.sizes:
            known = ", ".join(f"{100 * one:g}" for one in self.sizes)
            raise UsageError(f"no sizes of error for {100 * level:g} per cent", mend=f"ask for one of: {known}")
        return self.sizes[level]


def calibrated(found: Backtest, source: str, level: float) -> Calibration:
    """Sizes and ranks from decided questions, at the usual levels and at `level`."""
    scores = {model: found.scores(model) for model in MODELS}
    sizes = {one: {m: quantile(scores[m], one) for m in MODELS} for one in sorted({*LEVELS, level})}
    return Calibration(source, len(found.cases), found.dossiers, sizes, {f.model: f.rank for f in found.fared})


SHIPPED: Final = Calibration(
    source="EU legislation before 2004 (DEU; Thomson and others 2012)",
    questions=172,
    dossiers=69,
    sizes={
        level: dict(zip(MODELS, row, strict=True))
        for level, row in zip(
            LEVELS,
            (
                # mean, compromise, median, weighted_median, nash, challenge, exchange
                (0.3974, 0.4046, 0.4892, 0.5050, 0.5148, 0.5486, 0.4728),
                (0.8748, 0.8124, 1.1829, 1.1544, 0.8885, 1.3612, 0.8114),
                (1.0839, 1.0909, 1.4913, 1.4920, 1.0651, 1.6853, 1.2328),
                (1.4092, 1.4945, 1.7343, 1.7706, 1.4086, 2.0153, 1.6125),
            ),
            strict=True,
        )
    },
    ranks={
        "mean": 1,
        "compromise": 2,
        "median": 6,
        "weighted_median": 5,
        "nash": 3,
        "challenge": 7,
        "exchange": 4,
    },
)
