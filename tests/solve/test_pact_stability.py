"""Stability, cascades, commitments, deterrence and designs of pacts: against brute force and by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.solve.pacts import every, pact_of, pacts
from zopa.model.pact import Design, Pact
from zopa.solve.pact_design import compare, evaluate
from zopa.solve.pact_game import Game
from zopa.solve.pact_stability import cascade, commitments, stability
from zopa.solve.pact_worth import deterrence, pivots, riding

FREE = Design("voluntary")


def chosen(data: st.DataObject, game: Game) -> tuple[int, ...]:
    return data.draw(st.sampled_from(every(game)))


@settings(max_examples=80, deadline=None)
@given(pacts(), st.data(), st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_commitments_are_cheapest(pact: Pact, data: st.DataObject, wished: float) -> None:
    game = Game(pact, FREE)
    levels = chosen(data, game)
    found = commitments(pact, FREE, game.assignment(levels), wished)
    best = None
    for after in product(*game.open):
        if any(a < b for a, b in zip(after, levels, strict=True)):
            continue
        if not all(game.is_open(i, k, after) for i, k in enumerate(after)):
            continue
        if game.averted(after) < wished - 1e-12:
            continue
        led = game.led(after)
        price = sum(
            max(0.0, float(game.net(i, b, led) - game.net(i, a, led)))
            for i, (a, b) in enumerate(zip(after, levels, strict=True))
            if a != b
        )
        best = price if best is None else min(best, price)
    assert found.proven
    if game.security.most == 0:
        assert not found.possible
        return
    if game.averted(levels) >= wished - 1e-12:
        assert found.total == 0
        return
    assert found.possible == (best is not None)
    if best is not None:
        assert found.total == pytest.approx(best, abs=1e-6)
        assert found.reached >= wished - 1e-9


@settings(max_examples=60, deadline=None)
@given(pacts())
def test_pivots_share_out_what_is_averted(pact: Pact) -> None:
    game = Game(pact, FREE)
    top = tuple(max(levels) for levels in game.open)
    found = pivots(pact, FREE, game.assignment(top))
    assert found.exact
    averted = game.averted(top) - game.security.share(0)
    assert sum(found.shapley.values()) == pytest.approx(averted, abs=1e-9)
    for name, value in found.shapley.items():
        if game.brings[game.index[name], top[game.index[name]]] == 0:
            assert value == 0


DOMINOES = pact_of(
    {
        "tiers": {"in": {"strength": 1, "cost": 0.1}},
        "threats": {"war": {"likelihood": 1, "deterred_by": [0, 30]}},
        "states": {
            "First": {"capability": 10, "stake": 0.5},
            "Second": {"capability": 10, "stake": 0.1, "willingness": 0.2, "only_if": [{"needs": {"First": "in"}}]},
            "Third": {"capability": 10, "stake": 0.1, "willingness": 0.2, "only_if": [{"needs": {"Second": "in"}}]},
        },
    }
)


def test_dominoes_fall_in_order() -> None:
    game = Game(DOMINOES, FREE)
    everyone = game.assignment((1, 1, 1))
    fallen = cascade(DOMINOES, FREE, everyone, "First")
    assert fallen.moves == (("Second", "none"), ("Third", "none"))
    assert fallen.settled
    assert fallen.lost == pytest.approx(1.0)
    last = cascade(DOMINOES, FREE, everyone, "Third")
    assert last.moves == ()
    assert last.lost == pytest.approx(1 / 3)


def test_payments_keep_the_tempted_when_others_can_pay() -> None:
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "cost": 0.4}},
            "threats": {"war": {"likelihood": 1, "deterred_by": [0, 20]}},
            "states": {
                "Near": {"capability": 10, "stake": 1},
                "Far": {"capability": 10, "stake": 0.6},
            },
        }
    )
    found = stability(pact, FREE, Game(pact, FREE).assignment((1, 1)))
    assert not found.internal
    assert found.payments == pytest.approx({"Far": 0.1})
    assert found.payers == pytest.approx({"Near": 0.1})
    alone = riding(pact, FREE, Game(pact, FREE).assignment((1, 0)))
    assert [r.state for r in alone] == ["Far"]


def test_deterrence_tells_sure_from_possible() -> None:
    pact = pact_of(
        {
            "tiers": {"in": {"strength": 1, "credible": [0.5, 1]}},
            "threats": {
                "raid": {"likelihood": 1, "deterred_by": 4},
                "war": {"likelihood": 1, "deterred_by": 7.5},
                "siege": {"likelihood": 1, "deterred_by": 11},
            },
            "states": {"A": {"capability": 10, "willingness": 1}},
        }
    )
    raid, war, siege = deterrence(pact, FREE, Game(pact, FREE).assignment((1,)))
    assert (raid.probability, raid.surely) == (1.0, True)
    assert war.probability == pytest.approx(0.5, abs=5 * war.error)
    assert (war.surely, war.possibly) == (False, True)
    assert (siege.probability, siege.possibly) == (0.0, False)
    again = deterrence(pact, FREE, Game(pact, FREE).assignment((1,)))
    assert again[1] == war


BLOC = {
    "tiers": {"arms": {"strength": 0.5, "cost": 0.05}, "force": {"strength": 1, "cost": 0.3}},
    "threats": {"war": {"likelihood": 1, "deterred_by": [0, 30]}},
    "states": {
        "Near": {"capability": 10, "stake": 1, "population": 40},
        "Middle": {"capability": 10, "stake": 0.5, "population": 50},
        "Far": {"capability": 10, "stake": 0, "population": 10},
    },
    "institutions": {"Bloc": {"members": ["Near", "Middle", "Far"]}},
    "designs": {
        "all": {"kind": "institution", "institution": "Bloc"},
        "most": {"kind": "institution", "institution": "Bloc", "rule": {"kind": "majority"}},
        "free": {"kind": "voluntary"},
    },
}


def test_unanimity_fails_on_the_indifferent() -> None:
    everyone, most, free = compare(pact_of(BLOC))
    assert everyone.assignment is not None
    assert everyone.assignment.members == ()
    assert everyone.summary == "Bloc does not act: even arms is refused by Far"
    assert [b.carried for b in everyone.ballots] == [False, False]
    assert most.assignment is not None
    assert most.assignment.levels == {"Near": "force", "Middle": "force", "Far": "force"}
    assert free.assignment is not None
    assert "Far" not in free.assignment.members
    assert "Near" in free.assignment.members


def test_barred_members_vote_against_and_stay_out() -> None:
    data = {**BLOC, "states": {**BLOC["states"], "Far": {"capability": 10, "stake": 1, "at_most": "none"}}}  # type: ignore[dict-item]
    found = evaluate(
        pact_of(data), "most", Design("institution", institution="Bloc", rule=pact_of(data).designs["most"].rule)
    )
    assert found.ballots[0].barred == ("Far",)
    assert found.assignment is not None
    assert found.assignment.levels["Far"] == "none"


def test_security_function_and_its_inverse() -> None:
    pact = pact_of(
        BLOC
        | {
            "threats": {
                "a": {"likelihood": 0.5, "deterred_by": [10, 20]},
                "b": {"likelihood": 0.5, "severity": 0.5, "deterred_by": 15},
            }
        }
    )
    game = Game(pact, FREE)
    security, point = game.security, int(game.grid.points)
    assert [security.share(r * point) for r in (0, 10, 15, 20)] == pytest.approx([0, 0, 2 / 3, 1])
    assert security.shares(np.array([0, 10, 15, 20]) * point) == pytest.approx([0, 0, 2 / 3, 1])
    for wished in (1, security.most // 3, security.most // 2, 2 * security.most // 3, security.most):
        least = security.least(wished)
        assert least is not None
        assert security.at(least) >= wished > security.at(least - 1)
    assert security.least(security.most + 1) is None
