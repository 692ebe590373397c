"""The zone over time."""

from __future__ import annotations

from datetime import date

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
