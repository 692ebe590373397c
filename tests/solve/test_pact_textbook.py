"""Known games: self-enforcing agreements of three, reciprocity in a public good, a veto, cores, contradictory links."""

from __future__ import annotations

from typing import Any

import pytest

from tests.solve.pacts import pact_of
from zopa.model.pact import Design, Pact
from zopa.solve.pact_bonds import bonds, pledges
from zopa.solve.pact_core import pact_core
from zopa.solve.pact_design import evaluate
from zopa.solve.pact_equilibrium import equilibria
from zopa.solve.pact_game import Game
from zopa.solve.pact_links import waiting
from zopa.solve.pact_stability import stability

FREE = Design("voluntary")
NAMES = "ABCDEF"


def linear_quadratic(states: str) -> Pact:
    """Each unit of abatement is worth 0.01 to everybody; q units cost their giver 0.01 q^2 / 2 (Barrett 1994)."""
    return pact_of(
        {
            "tiers": {f"q{q}": {"strength": q / 5, "cost": round(0.01 * q * q / 2, 3)} for q in range(1, 6)},
            "threats": {"harm": {"likelihood": 1, "deterred_by": [0, 100]}},
            "states": {name: {"capability": 5, "stake": 1} for name in states},
        }
    )


def test_self_enforcing_agreements_have_three_members() -> None:
    """Linear benefits, quadratic costs: no agreement of more than three is internally stable (Barrett 1994)."""
    game = Game(linear_quadratic(NAMES), FREE)
    alone = equilibria(linear_quadratic(NAMES), FREE)
    assert alone.best is not None
    assert set(alone.best.levels.values()) == {"q1"}

    def with_signatories(k: int) -> list[float]:
        joint = pact_core(linear_quadratic(NAMES[:k]), FREE)
        assert joint is not None
        assert set(joint.together.levels.values()) == {f"q{k}"}  # they weigh what a unit is worth to all of them
        return game.payoffs(tuple(k if i < k else 1 for i in range(6)))

    signed = {k: with_signatories(k) for k in range(1, 5)}
    stays = [k for k in range(2, 5) if signed[k][0] >= signed[k - 1][k - 1] - 1e-12]
    assert stays == [2, 3]


@pytest.mark.parametrize("size", range(1, 6))
def test_a_bloc_acts_from_the_size_at_which_it_pays(size: int) -> None:
    """A step costs 2.5 of what it is worth to each: an agreement of three is the least that pays (Barrett 2003)."""
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.25}},
            "threats": {"harm": {"likelihood": 1, "deterred_by": [0, 10]}},
            "states": {name: {"capability": 1, "stake": 1} for name in NAMES},
            "institutions": {"Bloc": {"members": list(NAMES[:size])}},
            "designs": {"bloc": {"kind": "institution", "institution": "Bloc"}},
        }
    )
    found = evaluate(pact, "bloc", pact.designs["bloc"])
    assert found.assignment is not None
    assert len(found.assignment.members) == (size if size >= 3 else 0)


DILEMMA: dict[str, Any] = {
    "tiers": {"in": {"strength": 1, "cost": 0.3}},
    "threats": {"war": {"likelihood": 1, "deterred_by": [0, 30]}},
    "states": {name: {"capability": 10, "stake": 0.8} for name in "ABC"},
}


def test_reciprocity_mends_a_public_good() -> None:
    """One alone gains 0.8/3 for 0.3: all would leave, and a promise that hangs on theirs keeps them."""
    pact = pact_of(DILEMMA)
    everyone = Game(pact, FREE).assignment((1, 1, 1))
    found = bonds(pact, FREE, everyone, stability(pact, FREE, everyone))
    assert [(b.state, b.partners) for b in found] == [("A", ("B",)), ("B", ("A",)), ("C", ("A",))]
    assert found[0].gain == pytest.approx(0.3 - 0.8 / 3)
    assert found[0].loss == pytest.approx(0.8 * 2 / 3 - 0.3)


def test_a_group_that_steps_up_may_need_links() -> None:
    pact = pact_of(DILEMMA)
    nobody = Game(pact, FREE).assignment((0, 0, 0))
    group = stability(pact, FREE, nobody).group
    assert group is not None
    after, kept = pledges(pact, FREE, nobody, group)
    assert len(after.members) == 2
    assert all(bond.partners for bond in kept)
    assert len(kept) == 2


def test_no_link_keeps_one_to_whom_it_is_worth_nothing() -> None:
    pact = pact_of(DILEMMA | {"states": {**DILEMMA["states"], "C": {"capability": 10, "stake": 0}}})
    everyone = Game(pact, FREE).assignment((1, 1, 1))
    found = {b.state: b.partners for b in bonds(pact, FREE, everyone, stability(pact, FREE, everyone))}
    assert found["C"] == ()


def test_the_core_pays_the_one_that_gives_for_others() -> None:
    """Strong guards Near at a cost that only Near has reason to bear: Near must pay it."""
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.3}},
            "threats": {"war": {"likelihood": 1, "deterred_by": 10}},
            "states": {"Strong": {"capability": 10}, "Near": {"capability": 0, "stake": 1}},
        }
    )
    found = pact_core(pact, FREE)
    assert found is not None
    assert not found.empty
    assert found.proven
    assert found.total == pytest.approx(0.7)
    assert found.payments == pytest.approx({"Strong": 0.3, "Near": -0.3})


def test_a_core_can_be_empty() -> None:
    """A lead that puts others off: any two do better without the third."""
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1}},
            "lead": {"state": "A", "at_least": "in", "lifts": -0.5},
            "states": {
                "A": {"capability": 1, "willingness": 0.6},
                "B": {"capability": 1, "willingness": 0.4},
                "C": {"capability": 1, "willingness": 0.4},
            },
        }
    )
    found = pact_core(pact, FREE)
    assert found is not None
    assert found.empty
    assert found.subsidy > 0
    assert found.blocking


def test_a_leaders_veto_stops_the_rest() -> None:
    data = DILEMMA | {
        "states": {**DILEMMA["states"], "C": {"capability": 10, "stake": 0}},
        "institutions": {"Bloc": {"members": ["A", "B", "C"], "rule": {"kind": "majority"}}},
        "designs": {
            "most": {"kind": "institution", "institution": "Bloc"},
            "veto": {"kind": "institution", "institution": "Bloc", "rule": {"kind": "majority", "veto": ["C"]}},
        },
    }
    pact = pact_of(data)
    most, veto = (evaluate(pact, name, pact.designs[name]).assignment for name in ("most", "veto"))
    assert most is not None
    assert veto is not None
    assert (len(most.members), len(veto.members)) == (3, 0)


def test_links_that_contradict_are_named() -> None:
    pact = pact_of(
        {
            "tiers": {"aid": {"strength": 0.5}, "force": {"strength": 1}},
            "states": {
                "A": {"capability": 1, "only_if": [{"needs": {"B": "force"}}]},
                "B": {"capability": 1, "at_most": "aid"},
                "C": {"capability": 1, "only_if": [{"tiers": ["force"], "needs": {"D": "force"}}]},
                "D": {"capability": 1, "only_if": [{"tiers": ["force"], "needs": {"C": "force"}}]},
            },
        }
    )
    found = waiting(pact, FREE)
    why = "it waits for B at force, which can be at most aid"
    assert found.dead == {"A": (("aid", why), ("force", why))}
    assert found.circle == ("C", "D")
