"""Designs of a pact side by side: free tiers with or without the lead, a bloc by unanimity or majority, and others."""

from __future__ import annotations

from dataclasses import dataclass

from zopa.errors import UsageError
from zopa.model.pact import NONE, Design, Pact
from zopa.solve.pact_equilibrium import Equilibria, Found, equilibria
from zopa.solve.pact_game import Assignment, Game, Levels
from zopa.solve.pact_worth import Deterrence, deterrence


@dataclass(frozen=True)
class Ballot:
    """A bloc's vote on acting at one tier: who gains by it, who loses and by how much, whether it carries."""

    tier: str
    in_favour: tuple[str, ...]
    against: tuple[tuple[str, float], ...]
    barred: tuple[str, ...]
    carried: bool


@dataclass(frozen=True)
class Outcome:
    """What one design comes to. `assignment` is the best for the protected party, `worst` the worst equilibrium (the
    same for a bloc); None when there is no equilibrium. `ballots` are a bloc's votes from the highest tier down."""

    name: str
    design: Design
    assignment: Assignment | None
    worst: Assignment | None
    deterrence: tuple[Deterrence, ...]
    ballots: tuple[Ballot, ...]
    equilibria: Equilibria | None
    summary: str


def default_designs(pact: Pact) -> dict[str, Design]:
    """The designs of a pact that names none: free tiers with and without the lead, and each bloc by its own rule."""
    found = {"voluntary": Design("voluntary", "Tiers that states join by choice")}
    if pact.lead is not None:
        title = f"The same without {pact.lead.state}"
        found["without lead"] = Design("voluntary", title, without=(pact.lead.state,))
    for name, bloc in pact.institutions.items():
        found[name] = Design("institution", f"{name} as a whole", institution=name, rule=bloc.rule)
    return found


def designs_of(pact: Pact) -> dict[str, Design]:
    """The designs to compare: those of the file, else the default ones."""
    return dict(pact.designs) or default_designs(pact)


def evaluate(
    pact: Pact, name: str, design: Design, *, each: bool = False, seconds: float = 10.0, seed: int = 0
) -> Outcome:
    """What one design comes to; `each` also asks for the best and worst equilibrium of every state."""
    if design.kind == "institution":
        return _institution(pact, name, design, seed)
    found = equilibria(pact, design, each=each, seconds=seconds, seed=seed)
    held = deterrence(pact, design, found.best, seed=seed) if found.best else ()
    if found.best is None:
        words = "no assignment is stable" if found.status is Found.NONE else "none was found in time"
    else:
        words = f"{len(found.best.members)} of {len(found.best.levels)} states join"
        if found.worst is not None and found.worst.response < found.best.response:
            words += f" at best, {len(found.worst.members)} at worst"
    return Outcome(name, design, found.best, found.worst, held, (), found, words)


def vote_of(pact: Pact, design: Design, game: Game) -> tuple[Levels, tuple[Ballot, ...]]:
    """How a bloc votes on acting together at each tier, from the highest down; the first that carries holds for all.

    A member is in favour when acting together pays it no less than no action at all. One whose own rules bar it from
    the tier stays out of the act and votes against it. Non-members do nothing.
    """
    bloc = pact.institutions.get(design.institution)
    if bloc is None or design.rule is None:
        raise UsageError(f"'{design.institution}' is no institution of the pact", mend="mend the design")
    members = [game.index[m] for m in bloc.members if m in game.index]
    idle = (0,) * len(game.states)
    nothing = game.worths(idle)
    ballots: list[Ballot] = []
    for tier in reversed(tuple(pact.tiers)):
        if design.tiers and tier not in design.tiers:
            continue
        k = pact.level(tier)
        acting = tuple(k if i in members and k in game.open[i] else 0 for i in range(len(game.states)))
        pays = game.worths(acting)
        barred = [i for i in members if k not in game.open[i]]
        favour = [i for i in members if i not in barred and pays[i] >= nothing[i]]
        against = [i for i in members if i not in favour]
        carried = design.rule.wins([game.states[i] for i in favour])
        ballots.append(
            Ballot(
                tier,
                tuple(game.states[i] for i in favour),
                tuple((game.states[i], (nothing[i] - pays[i]) / game.scales[i]) for i in against),
                tuple(game.states[i] for i in barred),
                carried,
            )
        )
        if carried:
            return acting, tuple(ballots)
    return idle, tuple(ballots)


def _institution(pact: Pact, name: str, design: Design, seed: int) -> Outcome:
    """What a bloc's vote comes to."""
    game = Game(pact, design)
    chosen, ballots = vote_of(pact, design, game)
    assignment = game.assignment(chosen)
    held = deterrence(pact, design, assignment, seed=seed)
    if not ballots:
        words = "nothing is on offer"
    elif ballots[-1].carried:
        words = f"{design.institution} acts at {ballots[-1].tier}"
    else:
        last = ballots[-1]
        blockers = ", ".join(state for state, _ in last.against[:4])
        more = f" and {len(last.against) - 4} more" if len(last.against) > 4 else ""
        words = f"{design.institution} does not act: even {last.tier} is refused by {blockers}{more}"
    return Outcome(name, design, assignment, assignment, held, ballots, None, words)


def compare(pact: Pact, *, depth: str | None = None, seconds: float = 10.0, seed: int = 0) -> tuple[Outcome, ...]:
    """Every design of the pact, in its order; that called `depth` with the best and worst of every state."""
    return tuple(
        evaluate(pact, name, design, each=name == depth, seconds=seconds, seed=seed)
        for name, design in designs_of(pact).items()
    )


def members_at(assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """Who stands at each level, outsiders under `none`."""
    found: dict[str, list[str]] = {NONE: []}
    for state, level in assignment.levels.items():
        found.setdefault(level, []).append(state)
    return {level: tuple(states) for level, states in found.items()}
