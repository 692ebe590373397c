"""The zone over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.solve.models import cases, in_zone, permitted, random_model
from zopa.model import Interval, Reservation
from zopa.model.negotiation import Negotiation
from zopa.solve.results import Status
from zopa.solve.time import zone_over_time

SIEGE = Negotiation.of(
    {
        "issues": {"share": ["a", "b", "c"]},
        "parties": {
            "City": {
                "values": {"share": {"a": 1, "b": 0.5, "c": 0}},
                "reservation": [{"value": 0.8}, {"from": date(2025, 3, 1), "value": 0.4}],
            },
            "Army": {
                "values": {"share": {"a": 0, "b": 0.5, "c": 1}},
                "reservation": [{"value": 0.3}, {"from": date(2025, 6, 1), "value": 0.7}],
            },
        },
    }
)


def test_zone_opens_and_closes_at_dates() -> None:
    stretches = zone_over_time(SIEGE)
    assert [s.status for s in stretches] == [Status.EMPTY, Status.NON_EMPTY, Status.EMPTY]
    assert [s.turn for s in stretches] == ["", "opens", "closes"]
    assert [(s.first, s.last) for s in stretches] == [
        (None, date(2025, 2, 28)),
        (date(2025, 3, 1), date(2025, 5, 31)),
        (date(2025, 6, 1), None),
    ]
    assert str(stretches[1].changes[0]) == "City: 0.8 becomes 0.4"
    assert stretches[1].count.low == 1
    assert stretches[1].nash is not None
    assert stretches[1].nash.outcome == {"share": "b"}
    assert stretches[2].nash is None


def test_without_dates_there_is_one_stretch() -> None:
    (only,) = zone_over_time(SIEGE.with_reservation("City", 0.0).with_reservation("Army", 0.0))
    assert (only.first, only.last, only.count.low) == (None, None, 3)


@cases(60)
@given(st.integers(0, 2**32 - 1))
def test_each_day_has_the_zone_that_listing_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model, start = random_model(rng), date(2025, 1, 1)
    parties = {}
    for name, party in model.parties.items():
        days = sorted({start + timedelta(int(d)) for d in rng.integers(1, 40, int(rng.integers(0, 3)))})
        changes = tuple((day, Interval.of(float(rng.integers(0, 13) / 20))) for day in days)
        base = party.reservation.base if party.reservation else Interval.of(0.0)
        parties[name] = replace(party, reservation=Reservation(base, changes))
    model = replace(model, parties=parties)
    stretches = zone_over_time(model)
    _, utilities = permitted(model)
    for k in range(-1, 42):
        day = start + timedelta(k)
        (found,) = (s for s in stretches if (s.first or day) <= day <= (s.last or day))
        assert found.count.low == found.count.high == int(in_zone(model.at(day), utilities).sum())
        assert (found.status is Status.NON_EMPTY) == (found.count.low > 0)
