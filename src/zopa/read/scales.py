"""Scales that turn words of probability into intervals: `interval('very_unlikely', 'icd203')`.

A phrase is first brought to a rung (`slim` is `very_unlikely`), then the named scale gives the rung's interval. Where
a scale has no such rung and none near it, the survey's stands in, and the estimate says so. The scales and their
sources are in `scales.tsv`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.errors import UsageError

SCALE_SETTING: Final = "ZOPA_SCALE"
DEFAULT_SCALE: Final = "icd203"
STATED: Final = "stated"  # the scale of numbers that somebody gave as numbers

# every rung from impossible to certain, with where it lies: this orders rungs and finds the nearest of a scale
_PLACES: Final = {
    "impossible": 0.0, "exceptionally_unlikely": 0.005, "almost_no_chance": 0.02, "extremely_unlikely": 0.025,
    "remote_chance": 0.05, "very_unlikely": 0.10, "little_chance": 0.12, "improbable": 0.16, "unlikely": 0.22,
    "possible": 0.40, "realistic_possibility": 0.45, "even": 0.50, "better_than_even": 0.58, "probable": 0.70,
    "likely": 0.71, "very_good_chance": 0.80, "very_likely": 0.88, "almost_certain": 0.96, "virtually_certain": 0.985,
    "certain": 1.0,
}  # fmt: skip
_FIXED: Final = {"impossible": (0.0, 0.01), "certain": (0.99, 1.0), "unknown": (0.0, 1.0)}
# rungs that most scales have under another of their names
_ALIASES: Final = {"probable": "likely", "improbable": "unlikely", "little_chance": "very_unlikely",
                   "remote_chance": "almost_no_chance", "almost_no_chance": "remote_chance",
                   "virtually_certain": "almost_certain", "very_good_chance": "very_likely",
                   "realistic_possibility": "possible",
                   "possible": "realistic_possibility", "extremely_unlikely": "almost_no_chance"}  # fmt: skip
_NEAR = 0.03  # rungs that lie this close mean the same to a reader
_WIDEST: Final = "survey"  # people were asked about more phrases than any institution defines
RUNGS: Final = frozenset(_PLACES) | {"unknown"}


@lru_cache(maxsize=1)
def scales() -> dict[str, dict[str, tuple[float, float]]]:
    """Every scale with its rungs as intervals of 0..1."""
    table: dict[str, dict[str, tuple[float, float]]] = {}
    text = (resources.files("zopa.read") / "scales.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            scale, rung, low, high = line.split("\t")
            table.setdefault(scale, {})[rung] = (float(low) / 100, float(high) / 100)
    return table


def chosen_scale(name: str | None = None) -> str:
    """`name`, else the setting ZOPA_SCALE, else the default. Raises `UsageError` for a scale that is not there."""
    name = name or os.environ.get(SCALE_SETTING) or DEFAULT_SCALE
    if name not in scales():
        raise UsageError(f"no scale named '{name}'", mend=f"use one of: {', '.join(sorted(scales()))}")
    return name


def reading(rung: str, scale: str) -> tuple[float, float, str]:
    """Low and high (0..1) of a rung, and the scale that gave them: the one asked for, else the survey.

    `unknown` is the whole interval; impossible and certain mean the same by every scale. Raises `KeyError` for no such
    rung.
    """
    table = scales()[scale]
    for name in (rung, _ALIASES.get(rung)):
        if name in table:
            return (*table[name], scale)
    if rung in _FIXED:
        return (*_FIXED[rung], scale)
    place = _PLACES[rung]
    nearest = min(table, key=lambda r: abs(_PLACES[r] - place))
    if abs(_PLACES[nearest] - place) <= _NEAR:
        return (*table[nearest], scale)
    survey = scales()[_WIDEST]
    nearest = min(survey, key=lambda r: abs(_PLACES[r] - place))
    return (*survey[nearest], _WIDEST)


def interval(rung: str, scale: str) -> tuple[float, float]:
    """Low and high of `reading`."""
    low, high, _ = reading(rung, scale)
    return low, high
