"""Equilibria of pacts: games of the textbooks, size, odd pacts; brute force is in test_pact_brute."""

from __future__ import annotations

import time

from tests.solve.pacts import pact_of
from zopa.model.pact import Design, Pact
from zopa.solve.pact_equilibrium import Found, equilibria
from zopa.solve.pact_game import Game

FREE = Design("voluntary")


def stable(game: Game, levels: tuple[int, ...]) -> bool:
    """By the definition, from payoffs of whole assignments."""
    now = game.worths(levels)
    for i in range(len(levels)):
        for k in game.open[i]:
            moved = (*levels[:i], k, *levels[i + 1 :])
            if game.is_open(i, k, levels) and game.worths(moved)[i] > now[i]:
                return False
    return True


def test_a_game_of_assurance_has_two_equilibria() -> None:
    """Two states that each join only if the other does (Sen 1967): all or nothing."""
    both = {"capability": 1, "stake": 1, "willingness": 0}
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.4}},
            "threats": {"war": {"likelihood": 1, "deterred_by": 2}},
            "states": {"A": both, "B": both},
        }
    )
    found = equilibria(pact, FREE)
    assert found.best is not None
    assert found.worst is not None
    assert found.best.members == ("A", "B")
    assert found.worst.members == ()


def test_a_prisoners_dilemma_has_one() -> None:
    """Each unit saves both 0.3 and costs its giver 0.4: nobody gives, though both giving would pay both."""
    both = {"capability": 1, "stake": 0.6, "willingness": 0}
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.4}},
            "threats": {"war": {"likelihood": 1, "deterred_by": [0, 2]}},
            "states": {"A": both, "B": both},
        }
    )
    found = equilibria(pact, FREE)
    assert found.best is not None
    assert found.best.members == ()
    assert "nearest is A" in found.empty["in"]
    game = Game(pact, FREE)
    assert sum(game.payoffs((1, 1))) > sum(game.payoffs((0, 0)))


def test_chicken_leaves_it_to_one() -> None:
    both = {"capability": 1, "stake": 1, "willingness": 0}
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.4}},
            "threats": {"war": {"likelihood": 1, "deterred_by": 1}},
            "states": {"A": both, "B": both},
        }
    )
    found = equilibria(pact, FREE, each=True)
    assert found.best is not None
    assert len(found.best.members) == 1
    assert found.best_for["A"].members == ("B",)
    assert found.worst_for["A"].members == ("A",)


def test_twenty_seven_states_four_tiers_within_ten_seconds() -> None:
    pact = large()
    start = time.process_time()
    found = equilibria(pact, FREE, seconds=10)
    assert found.proven
    assert time.process_time() - start < 20  # the machine of a test may be busy; the benchmark holds the figure
    if found.best is not None:
        assert stable(Game(pact, FREE), Game(pact, FREE).levels(found.best))


def large() -> Pact:
    tiers = {f"t{k}": {"strength": 0.25 * k, "cost": 0.02 * k * k} for k in range(1, 5)}
    states = {
        f"s{i}": {
            "capability": 3 + (i * 37) % 50,
            "stake": round(0.05 + ((i * 13) % 27) / 40, 3),
            "willingness": {f"t{k}": round(0.01 * ((i * 7 + k * 5) % 11) - 0.02, 3) for k in range(1, 5)},
            "at_most": f"t{1 + (i * 5) % 4}",
            "only_if": [{"tiers": ["t2"], "needs": {f"s{(i + 1) % 27}": "t1"}}] if i % 6 == 0 else [],
        }
        for i in range(27)
    }
    threats = {
        "war": {"likelihood": 0.5, "deterred_by": [100, 300]},
        "raids": {"likelihood": 0.8, "severity": 0.2, "deterred_by": [20, 60]},
    }
    return pact_of(
        {"tiers": tiers, "states": states, "threats": threats, "lead": {"state": "s0", "at_least": "t1", "lifts": 0.03}}
    )


def test_odd_pacts_have_plain_answers() -> None:
    lonely = pact_of({"tiers": {"in": {"strength": 1, "cost": 1}}, "states": {"A": {"capability": 5}}})
    found = equilibria(lonely, FREE)
    assert found.status is Found.EXISTS
    assert found.best is not None
    assert found.best.members == ()
    assert found.best.averted == 0  # no threat: nothing to avert
    waiting = pact_of(
        {
            "tiers": {"in": {"strength": 1}},
            "states": {
                "A": {"capability": 5, "willingness": 1, "only_if": [{"needs": {"B": "in"}}]},
                "B": {"capability": 5, "willingness": 1, "only_if": [{"needs": {"A": "in"}}]},
            },
        }
    )
    both = equilibria(waiting, FREE)
    assert both.best is not None
    assert both.worst is not None
    assert (both.best.members, both.worst.members) == (("A", "B"), ())
    assert "wait for others" not in str(both.empty)
