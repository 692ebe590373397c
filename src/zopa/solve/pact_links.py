"""Links that contradict: tiers that no state of affairs opens, and states of which none can be first.

A tier is dead when what it waits for can never be, whoever moves together with whom; states wait for each other when
their tiers can stand together but not be reached one step at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zopa.model.pact import Design, Pact
from zopa.solve.pact_game import Game


@dataclass(frozen=True)
class Waiting:
    """`dead` gives, for each state, the tiers that its links close for good and why; `circle` the states that can only
    move together."""

    dead: Mapping[str, tuple[tuple[str, str], ...]]
    circle: tuple[str, ...]


def waiting(pact: Pact, design: Design) -> Waiting:
    """What the links of a pact under a design rule out."""
    game = Game(pact, design)
    n, names = len(game.states), pact.levels
    top = [set(own) for own in game.open]
    dead: dict[str, list[tuple[str, str]]] = {}
    changed = True
    while changed:
        changed = False
        for i in range(n):
            for k in sorted(top[i]):
                why = _blocked(game, i, k, [max(own) for own in top])
                if why is not None:
                    top[i].discard(k)
                    dead.setdefault(game.states[i], []).append((names[k], why))
                    changed = True
    reached = [0] * n
    changed = True
    while changed:
        changed = False
        for i in range(n):
            best = max(k for k in top[i] if _blocked(game, i, k, reached) is None)
            if best > reached[i]:
                reached[i], changed = best, True
    circle = tuple(game.states[i] for i in range(n) if max(top[i]) > reached[i])
    return Waiting({state: tuple(found) for state, found in dead.items()}, circle)


def _blocked(game: Game, i: int, k: int, highest: list[int]) -> str | None:
    """Why a level cannot be, with others at most so high; None when it can."""
    needs = game.gates.get((i, k), ())
    if needs is None:
        return "a state that it waits for is not part of this design"
    names = game.pact.levels
    for other, least in needs:
        if highest[other] < least:
            most = f"at most {names[highest[other]]}" if highest[other] else "in no tier"
            return f"it waits for {game.states[other]} at {names[least]}, which can be {most}"
    return None
