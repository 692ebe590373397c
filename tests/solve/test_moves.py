"""Moves: names of steps, distances against brute force, and forecasts of lines with known crossings."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.models import cases
from zopa.errors import UsageError
from zopa.model.negotiation import Negotiation
from zopa.solve.moves import Offer, analyse_moves, classify

PAY = Negotiation.of(
    {
        "issues": {"pay": [str(k) for k in range(11)]},
        "parties": {
            "Union": {"values": {"pay": {str(k): k / 10 for k in range(11)}}, "reservation": 0.4},
            "Firm": {"values": {"pay": {str(k): 1 - k / 10 for k in range(11)}}, "reservation": 0.3},
        },
    }
)


def offers(*pairs: tuple[str, int], days: bool = False) -> list[Offer]:
    return [
        Offer(party, {"pay": str(level)}, date(2025, 1, 1 + k) if days else None)
        for k, (party, level) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("own", "other", "name"),
    [
        (-1, 1, "concession"),
        (-1, 0, "concession"),
        (1, -1, "selfish"),
        (1, 0, "selfish"),
        (1, 1, "fortunate"),
        (-1, -1, "unfortunate"),
        (0, -1, "unfortunate"),
        (0, 1, "nice"),
        (0, 0, "silent"),
    ],
)
def test_names_of_steps(own: float, other: float, name: str) -> None:
    assert classify(own, other) == name


def test_a_pay_round() -> None:
    found = analyse_moves(PAY, offers(("Union", 10), ("Firm", 0), ("Union", 9), ("Firm", 2), ("Union", 10)))
    assert [move.step for move in found.moves] == [None, None, "concession", "concession", "selfish"]
    assert found.counts["Union"]["concession"] == 1
    first = found.moves[0]
    assert first.lacks == pytest.approx({"Firm": 0.3})
    assert first.issues_away == 1
    assert not first.in_zone
    assert first.wasted == pytest.approx(0, abs=1e-3)
    assert found.forecasts[0].parties == ("Union", "Firm")


def test_forecast_finds_the_day_on_which_a_straight_line_ends() -> None:
    steady = offers(("Union", 10), ("Firm", 0), ("Union", 9), ("Firm", 1), ("Union", 8), ("Firm", 2), days=True)
    (forecast,) = analyse_moves(PAY, steady).forecasts
    # the gap falls by 0.1 a day from 1.0 on the second day, so it is gone on the twelfth
    assert forecast.pace == pytest.approx(-0.1)
    assert forecast.meets == date(2025, 1, 12)
    assert forecast.earliest == forecast.latest == date(2025, 1, 12)
    assert forecast.never == 0


def test_those_who_stand_still_never_meet() -> None:
    (forecast,) = analyse_moves(PAY, offers(("Union", 10), ("Firm", 0), ("Union", 10), ("Firm", 0))).forecasts
    assert forecast.meets is None
    assert forecast.never == 1
    assert forecast.unit == "offers"


def test_noise_widens_the_doubt() -> None:
    wobbly = offers(("Union", 10), ("Firm", 0), ("Union", 7), ("Firm", 0), ("Union", 8), ("Firm", 3), ("Union", 8))
    (forecast,) = analyse_moves(PAY, wobbly).forecasts
    assert isinstance(forecast.meets, float)
    assert isinstance(forecast.earliest, float)
    assert isinstance(forecast.latest, float)
    assert forecast.earliest < forecast.meets < forecast.latest
    assert forecast.never is not None
    assert 0 < forecast.never < 0.5


def test_reservation_values_of_the_day_count() -> None:
    early = PAY.parties["Firm"].reservation
    assert early is not None
    from zopa.model.negotiation_terms import Interval, Reservation

    model = PAY.with_reservation("Firm", Reservation(Interval.of(0.9), ((date(2025, 1, 2), Interval.of(0.0)),)))
    found = analyse_moves(model, offers(("Union", 5), ("Union", 5), days=True))
    assert found.moves[0].lacks == pytest.approx({"Firm": 0.4})
    assert found.moves[1].in_zone


@st.composite
def tables(draw: st.DrawFn) -> tuple[Negotiation, list[Offer]]:
    shares = st.sampled_from([0, 0.2, 0.5, 0.8, 1])
    issues = {f"i{k}": [f"o{j}" for j in range(draw(st.integers(1, 3)))] for k in range(draw(st.integers(1, 3)))}
    parties = {
        p: {
            "values": {i: {o: draw(shares) for o in own} for i, own in issues.items()},
            "reservation": draw(shares),
            "red_lines": [{"i0": ["o0"]}] if draw(st.booleans()) and len(issues["i0"]) > 1 else [],
        }
        for p in "AB"
    }
    model = Negotiation.of({"issues": issues, "parties": parties})
    offer = {i: draw(st.sampled_from(own)) for i, own in issues.items()}
    return model, [Offer("A", offer)]


@cases(120)
@given(tables())
def test_distances_equal_brute_force(case: tuple[Negotiation, list[Offer]]) -> None:
    model, (offer,) = case
    (move,) = analyse_moves(model, [offer]).moves
    outcomes = np.array(list(product(*(range(c) for c in model.counts))))
    here = np.array(model.indices(offer.outcome))
    allowed = model.permitted(outcomes)
    utilities = model.utilities(outcomes)
    zone = allowed & (utilities >= model.reservations - 1e-12).all(axis=1)
    away = (outcomes[zone] != here).sum(axis=1)
    assert move.issues_away == (int(away.min()) if zone.any() else None)
    assert move.in_zone == bool(zone[(outcomes == here).all(axis=1)][0])
    if move.broken:
        assert move.wasted is None
    else:
        now = model.utilities(here[None])[0]
        gain = float((utilities[allowed] - now).min(axis=1).max())
        assert move.wasted == pytest.approx(gain, abs=1e-3)


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (Offer("Nobody", {"pay": "1"}), "unknown party"),
        (Offer("Firm", {}), "left out"),
        (Offer("Firm", {"pay": "99"}), "unknown option"),
        (Offer("Firm", {"pay": "1", "war": "x"}), "unknown issue"),
    ],
)
def test_offers_that_the_model_does_not_know(offer: Offer, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        analyse_moves(PAY, [offer])


def test_days_out_of_order() -> None:
    late, early = offers(("Union", 1), ("Firm", 1), days=True)
    with pytest.raises(UsageError, match="order of time"):
        analyse_moves(PAY, [early, late])
