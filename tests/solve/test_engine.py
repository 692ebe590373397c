"""The engine against listing every outcome: fronts, zones, counts and bargaining solutions of random models."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.models import (
    all_outcomes,
    cases,
    front_of_list,
    in_zone,
    keeps_rules,
    models,
    permitted,
    random_model,
)
from zopa.model import Interval, Negotiation, Party, RedLine, Reservation
from zopa.solve import bracket, counting, front
from zopa.solve.counting import count_permitted, count_zone
from zopa.solve.engine import solve
from zopa.solve.front import Cuts, front_of
from zopa.solve.program import feasible
from zopa.solve.results import Solution, Status
from zopa.solve.space import denominators, prepare

many = cases(120)
some = cases(60)


def named(model: Negotiation, rows: np.ndarray) -> set[tuple[str, ...]]:
    return {tuple(model.outcome(row).values()) for row in rows}


@many
@given(models())
def test_rules_mean_what_their_terms_say(model: Negotiation) -> None:
    outcomes = all_outcomes(model)
    assert model.permitted(outcomes).tolist() == [keeps_rules(model, model.outcome(o)) for o in outcomes]


@many
@given(models(), st.sampled_from([1, 8, 1024]))
def test_no_front_point_is_dominated_and_none_is_missing(model: Negotiation, block: int) -> None:
    outcomes, utilities = permitted(model)
    want = named(model, outcomes[front_of_list(utilities)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front, "BLOCK", block)
        result = solve(model, listed=10_000, binding=False)
    assert result.front is not None
    got = [tuple(deal.outcome[issue] for issue in model.issues) for deal in result.front.deals]
    assert len(got) == len(set(got)) == result.front.count
    assert set(got) == want
    assert result.exact


@many
@given(models(), st.integers(1, 40))
def test_counts_equal_enumeration(model: Negotiation, half: int) -> None:
    outcomes, utilities = permitted(model)
    space = prepare(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "HALF", half)
        count = count_zone(space)
    assert count.exact
    assert count.low == int(in_zone(model, utilities).sum())
    assert count_permitted(space).low == len(outcomes)


@some
@given(models())
def test_a_bracket_holds_the_truth_and_the_estimate_is_near(model: Negotiation) -> None:
    _, utilities = permitted(model)
    truth = int(in_zone(model, utilities).sum())
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("CELLS", 6), ("DRAWS", 64)):
            patch.setattr(bracket, name, value)
        patch.setattr(counting, "WORK", -1.0)
        patch.setattr(counting, "HALF", 8)
        patch.setattr(counting, "ROWS", 0)
        count = count_zone(prepare(model), seconds=0.0)
    assert count.low <= truth <= count.high
    assert abs(count.estimate - truth) <= 6 * count.error + 1e-6 * truth or count.error == 0


@many
@given(models())
def test_pairs_count_what_enumeration_counts(model: Negotiation) -> None:
    _, utilities = permitted(model)
    truth = int(in_zone(model, utilities).sum())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "WORK", -1.0)
        count = count_zone(prepare(model), seconds=60)
    assert count.exact
    assert count.low == truth


@some
@given(models(), st.integers(2, 12))
def test_a_thinned_front_keeps_its_guarantee(model: Negotiation, limit: int) -> None:
    _, utilities = permitted(model)
    found = front_of(prepare(model), limit=limit)
    space = prepare(model)
    reach = space.utilities(found.rows + found.epsilon) + 1e-9
    for row in utilities:
        assert (reach >= row).all(axis=1).any()


@some
@given(models(), st.sampled_from([1, 8, 1024]))
def test_cuts_leave_the_front_of_the_zone(model: Negotiation, block: int) -> None:
    _, utilities = permitted(model)
    inside = utilities[in_zone(model, utilities)]
    space = prepare(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front, "BLOCK", block)
        found = front_of(space, Cuts.floors(space))
    want = {tuple(np.round(row, 9)) for row in inside[front_of_list(inside)]} if len(inside) else set()
    assert {tuple(row) for row in np.round(space.utilities(found.rows), 9)} == want


def test_groups_of_coupled_issues_merge_with_no_issue_left_over() -> None:
    model = additive(2, 4, 3, 0.0)
    for first, second in (("i0", "i1"), ("i2", "i3")):
        model = model.with_red_line("P0", RedLine({first: ("o0",), second: ("o1",)}))
    outcomes, utilities = permitted(model)
    want = named(model, outcomes[front_of_list(utilities)])
    found = solve(model).front
    assert found is not None
    assert {tuple(deal.outcome.values()) for deal in found.deals} == want


def gains_of(model: Negotiation, solution: Solution) -> np.ndarray:
    rows = np.array([list(deal.utilities.values()) for deal in solution.deals])
    return np.maximum(rows - model.reservations, 0)


@many
@given(models(), st.sampled_from([None, None, None, 2, 5]))
def test_solutions_equal_brute_force(model: Negotiation, rows: int | None) -> None:
    _, utilities = permitted(model)
    utilities = utilities[in_zone(model, utilities)]
    result = solve(model, rows=rows, binding=False)
    assert result.zone.status is (Status.NON_EMPTY if len(utilities) else Status.EMPTY)
    if not len(utilities):
        assert not result.solutions
        return
    if rows and not all(s.exact for s in result.solutions.values()):
        return
    gains = np.maximum(utilities - model.reservations, 0)
    ideal = gains.max(axis=0)
    movers = ideal > 1e-9
    assert list(result.zone.slack.values()) == pytest.approx(ideal, abs=1e-9)
    assert gains_of(model, result.solutions["nash"]).prod(axis=1) == pytest.approx(gains.prod(axis=1).max(), abs=1e-9)
    if movers.any():
        ratios = (gains[:, movers] / ideal[movers]).min(axis=1)
        got = (gains_of(model, result.solutions["kalai_smorodinsky"])[:, movers] / ideal[movers]).min(axis=1)
        assert got == pytest.approx(ratios.max(), abs=1e-8)
    best = max(map(tuple, np.round(np.sort(gains, axis=1), 9)))
    for row in np.sort(gains_of(model, result.solutions["egalitarian"]), axis=1):
        assert row == pytest.approx(best, abs=1e-8)
    assert result.solutions["utilitarian"].value == pytest.approx(utilities.sum(axis=1).max(), abs=1e-9)
    assert ("nash_weighted" in result.solutions) == bool(np.ptp(model.powers) > 0)
    if "nash_weighted" not in result.solutions:
        return
    weights = model.powers / model.powers.mean()
    if (gains > 1e-9).all(axis=1).any():
        got = (gains_of(model, result.solutions["nash_weighted"]) ** weights).prod(axis=1)
        assert got == pytest.approx((gains**weights).prod(axis=1).max(), abs=1e-8)
    if movers.any():
        ratios = (gains[:, movers] / ideal[movers] / weights[movers]).min(axis=1)
        mine = gains_of(model, result.solutions["kalai_smorodinsky_weighted"])
        got = (mine[:, movers] / ideal[movers] / weights[movers]).min(axis=1)
        assert got == pytest.approx(ratios.max(), abs=1e-8)
    least = (gains_of(model, result.solutions["egalitarian_weighted"]) / weights).min(axis=1)
    assert least == pytest.approx((gains / weights).min(axis=1).max(), abs=1e-8)
    most = (utilities @ weights).max()
    assert result.solutions["utilitarian_weighted"].value == pytest.approx(most, abs=1e-8)


@some
@given(models(coarse=True))
def test_all_ties_of_a_solution_are_kept(model: Negotiation) -> None:
    outcomes, utilities = permitted(model)
    inside = in_zone(model, utilities)
    outcomes, utilities = outcomes[inside], utilities[inside]
    if not len(outcomes):
        return
    sums = utilities.sum(axis=1)
    want = named(model, outcomes[sums >= sums.max() - 1e-9])
    solution = solve(model, binding=False).solutions["utilitarian"]
    assert solution.count == len(want)
    if solution.count <= 100:
        assert {tuple(d.outcome[i] for i in model.issues) for d in solution.deals} == want


def scaled(model: Negotiation, name: str, factor: float) -> Negotiation:
    """One party's values and reservation value times `factor` (weights stay normalised)."""
    party = model.parties[name]
    values = {
        issue: {o: Interval(a.low * factor, a.high * factor) for o, a in options.items()}
        for issue, options in party.values.items()
        if isinstance(options, dict)
    }
    assert len(values) == len(party.values)
    base = party.reservation.base if party.reservation else Interval(0, 0)
    reservation = Reservation(Interval(base.low * factor, base.high * factor))
    return replace(model, parties={**model.parties, name: Party(values, party.weights, party.red_lines, reservation)})


@some
@given(models(), st.sampled_from([0.5, 0.3, 0.125]))
def test_scaling_a_party_changes_no_scale_free_answer(model: Negotiation, factor: float) -> None:
    name = next(iter(model.parties))
    if not all(isinstance(v, dict) for v in model.parties[name].values.values()):
        return
    model = scaled(model, name, 1.0)
    one, two = solve(model, listed=10_000), solve(scaled(model, name, factor), listed=10_000)
    assert one.front is not None
    assert two.front is not None
    assert {tuple(d.outcome.items()) for d in one.front.deals} == {tuple(d.outcome.items()) for d in two.front.deals}
    assert one.zone.count == two.zone.count
    for rule in ("nash", "kalai_smorodinsky"):
        if one.solutions:
            picks = [{tuple(d.outcome.items()) for d in r.solutions[rule].deals} for r in (one, two)]
            assert picks[0] == picks[1]


@some
@given(models())
def test_the_constraint_program_agrees_on_emptiness(model: Negotiation) -> None:
    assert feasible(model)[0] is solve(model, binding=False).zone.status


def test_multiplying_weights_changes_nothing() -> None:
    rng = np.random.default_rng(5)
    model = random_model(rng, parties=3, coarse=False)
    name = "P0"
    party = model.parties[name]
    weights = party.weights
    if isinstance(weights, dict):
        heavier = {i: Interval(a.low * 7, a.high * 7) for i, a in weights.items()}
        other = replace(model, parties={**model.parties, name: replace(party, weights=heavier)})
        assert other.weights == pytest.approx(model.weights)


def test_written_fractions_are_found_again() -> None:
    columns = [[0.25, 0.1, 1.0], [1 / 3, 2 / 7, 0.0], [*np.random.default_rng(0).random(3)], [0.3, 1 / 99_991, 1.0]]
    assert denominators(np.array(columns).T) == [100, 21, None, 10 * 99_991]


def test_a_fraction_is_told_from_its_neighbours() -> None:
    rng = np.random.default_rng(3)
    below = rng.integers(1, 100_000, 500)
    above = (rng.random(500) * below).astype(np.int64)
    divisor = np.gcd(above, below)
    found = denominators((above / below)[None, :])
    for k, count in enumerate(found):
        assert count is not None
        assert count % (below[k] // divisor[k]) == 0 or count in {10**d for d in range(10)}
        assert round(above[k] / below[k] * count) * int(below[k]) == int(above[k]) * count


def additive(parties: int, issues: int, options: int, reservation: float, seed: int = 1) -> Negotiation:
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(issues), parties)
    names = {f"i{k}": tuple(f"o{o}" for o in range(options)) for k in range(issues)}
    built = {}
    for p in range(parties):
        values = {
            i: {o: Interval.of(float(v)) for o, v in zip(n, rng.random(options), strict=True)} for i, n in names.items()
        }
        weight = {i: Interval.of(float(w)) for i, w in zip(names, weights[p], strict=True)}
        built[f"P{p}"] = Party(values, weight, (), Reservation.of(reservation))
    return Negotiation(names, built)


def test_large_zones_are_counted_exactly_or_bracketed() -> None:
    whole = solve(additive(4, 8, 10, 0.6), rows=2000, binding=False)
    assert whole.outcomes == 10**8
    assert whole.zone.count.exact
    vast = count_zone(prepare(additive(4, 14, 10, 0.6)), seconds=1.0)
    assert not vast.exact
    assert vast.low < vast.estimate < vast.high
    assert vast.error < 0.05 * vast.estimate


def test_the_answer_says_that_the_front_was_thinned() -> None:
    result = solve(additive(4, 6, 8, 0.5), rows=300, binding=False)
    assert result.front is not None
    assert 0 < result.front.epsilon < 0.2
    assert not result.exact
    assert "thinned" in result.methods["front"]
    exact = solve(additive(4, 6, 8, 0.5), binding=False)
    for name, solution in result.solutions.items():
        if solution.exact:
            assert solution.value == pytest.approx(exact.solutions[name].value, abs=1e-9)


def test_the_same_seed_gives_the_same_estimate() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "WORK", -1.0)
        space = prepare(additive(4, 8, 6, 0.55))
        assert count_zone(space, seconds=0, seed=3) == count_zone(space, seconds=0, seed=3)
