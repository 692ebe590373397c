"""Questions for the tests of forecasts: random ones for invariants, the emission standards of 1994, decided issues."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from zopa.exchange.decided import read_decided
from zopa.solve.forecast import Backtest, Dossier, Question, backtest

SHARED = Path(os.environ.get("ZOPA_SHARED", Path(__file__).resolve().parents[3].parent / "shared")) / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data folder")

# capability, position in years, salience: Bueno de Mesquita 1994, as printed by Scholz, Calbert and Smith 2011, table 1
EMISSIONS = {
    "Netherlands": (0.08, 4, 0.8),
    "Belgium": (0.08, 7, 0.4),
    "Luxembourg": (0.03, 4, 0.2),
    "Germany": (0.16, 4, 0.8),
    "France": (0.16, 10, 0.6),
    "Italy": (0.16, 10, 0.6),
    "United Kingdom": (0.16, 10, 0.9),
    "Ireland": (0.05, 7, 0.1),
    "Denmark": (0.05, 4, 1.0),
    "Greece": (0.08, 7, 0.7),
}


def question(
    positions: list[float],
    saliences: list[float] | None = None,
    powers: list[float] | None = None,
    name: str = "q",
    **more: object,
) -> Question:
    """A question on 0 to 100; saliences and powers are 1 where they are left out."""
    n = len(positions)
    return Question(
        name,
        tuple(f"a{k}" for k in range(n)),
        np.array(positions, dtype=float),
        np.array(saliences or [1.0] * n, dtype=float),
        np.array(powers or [1.0] * n, dtype=float),
        **more,  # type: ignore[arg-type]
    )


def emissions() -> Question:
    """The emission standards."""
    power, position, salience = (np.array(column, dtype=float) for column in zip(*EMISSIONS.values(), strict=True))
    return Question("lag", tuple(EMISSIONS), position, salience, power, 4.0, 10.0)


def random_question(rng: np.random.Generator, name: str = "q", outcome: bool = False, actors: int = 0) -> Question:
    """Coarse numbers, so that ties, zeros and agreement are common."""
    n = actors or int(rng.integers(1, 9))
    return question(
        (rng.integers(0, 11, n) * 10.0).tolist(),
        (rng.integers(0, 5, n) / 4).tolist(),
        (rng.integers(0, 4, n) * 1.0).tolist(),
        name,
        outcome=float(rng.integers(0, 101)) if outcome else None,
    )


def random_dossier(rng: np.random.Generator, name: str = "d", outcome: bool = False) -> Dossier:
    """One to four questions with the same actors."""
    count, actors = int(rng.integers(1, 5)), int(rng.integers(2, 8))
    return Dossier(name, tuple(random_question(rng, f"{name}.{k}", outcome, actors) for k in range(count)))


@cache
def decided_in_europe() -> Backtest:
    """The backtest on the shared data of decided issues, run once."""
    return backtest(read_decided(SHARED / "deu" / "deu1_issues.csv"), level=0.8)


def questions() -> st.SearchStrategy[Question]:
    """Random questions for hypothesis, by seed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_question(np.random.default_rng(seed)))


def dossiers() -> st.SearchStrategy[Dossier]:
    """Random dossiers for hypothesis, by seed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_dossier(np.random.default_rng(seed)))
