"""Random small pacts for properties, and helpers of the tests of pacts."""

from __future__ import annotations

from itertools import product
from typing import Any

import yaml
from hypothesis import strategies as st

from zopa.model.pact import Pact
from zopa.model.pactfile import pact_from_text
from zopa.solve.pact_game import Game, Levels


def pact_of(data: dict[str, Any]) -> Pact:
    """A pact from plain data shaped like a pact file."""
    return pact_from_text(yaml.safe_dump({"zopa": 1, "pact": "test", "protected": "P"} | data, sort_keys=False))


@st.composite
def pacts(draw: st.DrawFn, most: int = 4) -> Pact:
    """Up to `most` states and three tiers, with links, a lead and one or two threats."""
    tiers = ["money", "arms", "force"][: draw(st.integers(1, 3))]
    names = list("ABCDE")[: draw(st.integers(1, most))]
    share = st.sampled_from([0, 0.1, 0.25, 0.5, 0.75, 1])
    small = st.sampled_from([-0.1, 0, 0.05, 0.1, 0.2, 0.3])
    states: dict[str, Any] = {}
    for name in names:
        states[name] = {
            "capability": draw(st.sampled_from([1, 2, 5, 10])),
            "stake": draw(share),
            "willingness": {t: draw(small) for t in tiers},
            "at_most": draw(st.sampled_from([*tiers, tiers[-1], "none"])),
        }
        others = [n for n in names if n != name]
        if others and draw(st.integers(0, 2)) == 0:
            needs = {draw(st.sampled_from(others)): draw(st.sampled_from(tiers))}
            states[name]["only_if"] = [{"tiers": [draw(st.sampled_from(tiers))], "needs": needs}]
    data: dict[str, Any] = {
        "tiers": {
            t: {"strength": (k + 1) / len(tiers), "cost": draw(st.sampled_from([0, 0.05, 0.1, 0.2]))}
            for k, t in enumerate(tiers)
        },
        "states": states,
        "threats": {
            f"t{k}": {
                "likelihood": draw(share),
                "severity": 1,
                "deterred_by": sorted(
                    [draw(st.sampled_from([0, 2, 5, 8, 12])), draw(st.sampled_from([0, 2, 5, 8, 12]))]
                ),
            }
            for k in range(draw(st.integers(0, 2)))
        },
    }
    if draw(st.booleans()):
        data["lead"] = {"state": "A", "at_least": tiers[0], "lifts": draw(st.sampled_from([0.05, 0.15]))}
    return pact_of(data)


def every(game: Game) -> list[Levels]:
    """Every choice of levels that links allow."""
    return [levels for levels in product(*game.open) if all(game.is_open(i, k, levels) for i, k in enumerate(levels))]
