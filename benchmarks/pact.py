"""Values of members, voting power and pacts: Shapley values of 20 players beside tucoopy 0.1, same machine, same run.

The game is random (seed 1): every coalition's worth is drawn evenly and grows with its size. Times of zopa are medians
of five runs; tucoopy runs once, its game made beforehand. Voting power: a council of 27 by populations in persons,
55 per cent of the states with 65 per cent of the people. The pact has 27 states, four tiers, links and a lead.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from zopa.model.pact import Design
from zopa.model.pactfile import pact_from_text
from zopa.model.voting import qualified_majority
from zopa.solve.coalition import banzhaf, shapley
from zopa.solve.pact_equilibrium import equilibria
from zopa.solve.power import voting_power

PLAYERS = 20
PEER = """
import sys, time, json, numpy as np
from tucoopy.base.game import Game
from tucoopy.solutions.shapley import shapley_value
v = np.load(sys.argv[1])
game = Game(n_players=len(v).bit_length() - 1, v={m: float(x) for m, x in enumerate(v)})
start = time.perf_counter()
values = shapley_value(game)
print(json.dumps([time.perf_counter() - start, list(values)]))
"""


def run() -> None:
    """Print the table."""
    rng = np.random.default_rng(1)
    sizes = np.array([m.bit_count() for m in range(1 << PLAYERS)])
    game = rng.random(1 << PLAYERS) * sizes
    game[0] = 0.0
    seconds, ours = _median(lambda: shapley(game))
    theirs = _peer(game)
    line = f"Shapley, {PLAYERS} players: zopa {seconds:.4f} s"
    if theirs is None:
        print(f"{line}; tucoopy is not at hand (set ZOPA_PEER_PYTHON to a Python that has it)")
    else:
        away = float(np.max(np.abs(ours - np.array(theirs[1]))))
        print(f"{line}, tucoopy {theirs[0]:.2f} s, {theirs[0] / seconds:.0f} times; largest difference {away:.1e}")
    print(f"Banzhaf, {PLAYERS} players: zopa {_median(lambda: banzhaf(game))[0]:.4f} s")
    council = qualified_majority({f"s{k}": 500_000 + 99_991 * k * k for k in range(27)})
    seconds, power = _median(lambda: voting_power(council))
    print(f"Voting power, council of 27: zopa {seconds:.4f} s, {power.method}, exact {power.exact}")
    pact = pact_from_text(_pact())
    seconds, found = _median(lambda: equilibria(pact, Design("voluntary")), times=3)
    told = f"{found.status}, proven {found.proven}"
    print(f"Pact, 27 states, 4 tiers: best and worst equilibrium in {seconds:.2f} s, {told}")


def _pact() -> str:
    lines = ["zopa: 1", "pact: large", "protected: P", "lead: {state: s0, at_least: t1, lifts: 0.03}"]
    lines += [
        "threats: {war: {likelihood: 0.5, deterred_by: [100, 300]}, raid: {likelihood: 0.2, deterred_by: [20, 60]}}"
    ]
    lines += ["tiers:", *(f"  t{k}: {{strength: {0.25 * k}, cost: {0.02 * k * k}}}" for k in range(1, 5)), "states:"]
    for i in range(27):
        willing = ", ".join(f"t{k}: {round(0.01 * ((i * 7 + k * 5) % 11) - 0.02, 3)}" for k in range(1, 5))
        link = f", only_if: [{{tiers: [t2], needs: {{s{(i + 1) % 27}: t1}}}}]" if i % 6 == 0 else ""
        stake = round(0.05 + (i * 13 % 27) / 40, 3)
        head = f"capability: {3 + i * 37 % 50}, stake: {stake}, at_most: t{1 + i * 5 % 4}"
        lines.append(f"  s{i}: {{{head}, willingness: {{{willing}}}{link}}}")
    return "\n".join(lines) + "\n"


def _median(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    result = work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), result


def _peer(game: np.ndarray) -> tuple[float, list[float]] | None:
    """Seconds and values of tucoopy in an environment of its own; None where there is none."""
    import json

    home = Path(__file__).resolve().parent.parent / ".bench-venv" / "bin" / "python"
    python = os.environ.get("ZOPA_PEER_PYTHON") or str(home)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "game.npy"
        np.save(file, game)
        try:
            done = subprocess.run(
                [python, "-c", PEER, str(file)], capture_output=True, text=True, timeout=300, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            print(f"tucoopy did not run ({type(error).__name__})", file=sys.stderr)
            return None
    seconds, values = json.loads(done.stdout)
    return seconds, values
