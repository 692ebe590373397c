"""Links that would make an assignment hold: promises of others that lapse if a state leaves.

A state that gains by leaving while the others stand still stays when enough of them make their promise conditional on
its own (`France joins only if Germany does`): the security that lapses with it then costs it more than it saves. Such
reciprocity is what makes agreements on public goods enforce themselves (Barrett 1994). For a group that would move
together, each member's step is made conditional on the others'.
"""

from __future__ import annotations

from dataclasses import dataclass

from zopa.model.pact import Design, Pact
from zopa.solve.pact_game import Assignment, Game, Levels
from zopa.solve.pact_stability import Group, Stability


@dataclass(frozen=True)
class Bond:
    """`state` stays at `level` when the promises of `partners` lapse unless it does; no partners: none would suffice.
    `gain` is what it would gain by leaving now, `loss` what it would lose by leaving then."""

    state: str
    level: str
    partners: tuple[str, ...]
    gain: float
    loss: float


def bonds(pact: Pact, design: Design, assignment: Assignment, found: Stability) -> tuple[Bond, ...]:
    """For every member that would rather leave, the fewest promises that must hang on its own to keep it."""
    game = Game(pact, design)
    levels = game.levels(assignment)
    return tuple(_bond(game, levels, t.state, t.gain) for t in found.leaving)


def pledges(pact: Pact, design: Design, assignment: Assignment, group: Group) -> tuple[Assignment, tuple[Bond, ...]]:
    """Where a group's common step leads, and for each member that would then rather step back, what would keep it."""
    game = Game(pact, design)
    levels = list(game.levels(assignment))
    before = tuple(levels)
    for state, level in group.moves.items():
        levels[game.index[state]] = pact.level(level)
    after = tuple(levels)
    worths = game.worths(after)
    found = []
    for state in group.moves:
        i = game.index[state]
        if after[i] > before[i] and (gain := max(game.replies(i, after).values()) - worths[i]) > 0:
            own = _bond(game, after, state, gain / game.scales[i], among=tuple(group.moves))
            found.append(own if own.partners else _bond(game, after, state, gain / game.scales[i]))
    return game.assignment(after), tuple(found)


def _bond(game: Game, levels: Levels, state: str, gain: float, *, among: tuple[str, ...] = ()) -> Bond:
    """The fewest partners (`among` these, if any), those who bring most first, whose promises must lapse with the
    state's."""
    i = game.index[state]
    now = game.worths(levels)[i]
    others = [j for j, k in enumerate(levels) if j != i and k and (not among or game.states[j] in among)]
    others.sort(key=lambda j: -int(game.brings[j, levels[j]]))
    lapsed = list(levels)
    partners: list[str] = []
    for j in others:
        lapsed[j] = 0
        partners.append(game.states[j])
        then = max(game.replies(i, lapsed).values())
        if then <= now:
            return Bond(state, game.pact.levels[levels[i]], tuple(partners), gain, (now - then) / game.scales[i])
    return Bond(state, game.pact.levels[levels[i]], (), gain, 0.0)
