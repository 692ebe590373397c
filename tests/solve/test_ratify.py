"""Two-level games against brute force, and unanimity against voters at the table."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.models import cases
from zopa.errors import UsageError
from zopa.model.negotiation import Negotiation
from zopa.model.voting import Quota, VotingRule, majority, unanimity, weighted, with_veto
from zopa.solve import ratify as module
from zopa.solve.ratify import Constituency, as_parties, by_unanimity, ratify, vote
from zopa.solve.results import Status

SHARES = st.sampled_from([0, 0.25, 0.5, 0.75, 1])


@st.composite
def games(draw: st.DrawFn) -> tuple[Negotiation, Constituency]:
    issues = {f"i{k}": [f"o{j}" for j in range(draw(st.integers(2, 3)))] for k in range(draw(st.integers(1, 3)))}

    def terms() -> dict[str, object]:
        return {
            "values": {i: {o: draw(SHARES) for o in own} for i, own in issues.items()},
            "reservation": draw(SHARES) / 2,
            "red_lines": [{"i0": ["o1"]}] if draw(st.integers(0, 3)) == 0 else [],
        }

    model = Negotiation.of({"issues": issues, "parties": {"A": terms(), "B": terms()}})
    names = [f"v{k}" for k in range(draw(st.integers(1, 4)))]
    voters = Negotiation.of({"issues": issues, "parties": {name: terms() for name in names}}).parties
    weights = {name: draw(st.integers(0, 3)) for name in names}
    rule = draw(
        st.sampled_from(
            [
                unanimity(names),
                majority(names),
                weighted(weights, max(1, sum(weights.values()) // 2 + 1)),
                with_veto(majority(names), names[0]),
                VotingRule(tuple(names), ((Quota((1,) * len(names), 1), Quota(tuple(weights.values()), 2)),)),
            ]
        )
    )
    return model, Constituency("A", voters, rule)


def brute(model: Negotiation, constituency: Constituency) -> tuple[int, int, int]:
    zone = ratified = wins = 0
    hall = Negotiation(issues=model.issues, parties=dict(constituency.voters))
    for at in product(*(range(c) for c in model.counts)):
        row = np.array([at])
        if not model.permitted(row)[0]:
            continue
        agreed = bool((model.utilities(row)[0] >= model.reservations - 1e-12).all())
        broken = {n.clause.party for n in hall.nogoods if n.clause and all(at[i] in options for i, options in n.parts)}
        worth = dict(zip(hall.parties, hall.utilities(row)[0], strict=True))
        floor = dict(zip(hall.parties, hall.reservations, strict=True))
        yes = [v for v in hall.parties if v not in broken and worth[v] >= floor[v] - 1e-12]
        carried = constituency.rule.wins(yes)
        wins += carried
        zone += agreed
        ratified += agreed and carried
    return zone, ratified, wins


@cases(150)
@given(games())
def test_counts_equal_brute_force(game: tuple[Negotiation, Constituency]) -> None:
    model, constituency = game
    found = ratify(model, (constituency,))
    assert (found.zone, found.ratified, found.win_sets["A"]) == brute(model, constituency)
    assert (found.status is Status.NON_EMPTY) == bool(found.ratified)
    assert found.alone_refuses["A"] == (found.zone or 0) - (found.ratified or 0)
    if found.after is not None:
        assert vote(model, constituency, found.after.outcome).carried
    for one in found.votes:
        if not one.carried and one.missing:
            assert constituency.rule.wins([*one.in_favour, *one.missing])
            assert all(
                not constituency.rule.wins([*one.in_favour, *(m for m in one.missing if m != left)])
                for left in one.missing
            )


@cases(60)
@given(games())
def test_program_agrees_with_listing(game: tuple[Negotiation, Constituency]) -> None:
    model, constituency = game
    halls = (module._Hall(model, constituency),)
    assert module._proven(model, halls, 20.0).status is module._listed(model, halls).status


def test_unanimity_is_voters_at_the_table() -> None:
    data = {"values": {"aid": {"no": 0, "yes": 1}}}
    model = Negotiation.of({"issues": {"aid": ["no", "yes"]}, "parties": {"EU": data, "Asker": data}})
    voters = Negotiation.of(
        {
            "issues": {"aid": ["no", "yes"]},
            "parties": {"Willing": data, "Wary": {**data, "red_lines": [{"aid": ["yes"]}], "reservation": 0}},
        }
    ).parties
    alone = ratify(model.with_reservation("Asker", 0.5), (by_unanimity("EU", voters),))
    assert (alone.zone, alone.ratified, alone.status) == (1, 0, Status.EMPTY)
    assert alone.votes[0].missing == ("Wary",)
    assert alone.against["EU"] == {"Willing": 0, "Wary": 1}
    assert "EU: Wary" in as_parties(model, by_unanimity("EU", voters)).parties
    some = Constituency("EU", voters, weighted({"Willing": 2, "Wary": 1}, 2))
    assert ratify(model.with_reservation("Asker", 0.5), (some,)).ratified == 1


def test_constituencies_that_do_not_fit() -> None:
    data = {"values": {"aid": {"no": 0, "yes": 1}}}
    model = Negotiation.of({"issues": {"aid": ["no", "yes"]}, "parties": {"EU": data}})
    with pytest.raises(UsageError, match="no party"):
        ratify(model, (by_unanimity("UN", model.parties),))
    with pytest.raises(UsageError, match="match them"):
        ratify(model, (Constituency("EU", model.parties, unanimity(["x"])),))
