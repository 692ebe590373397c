"""The clock: what lies ahead, is due, was met or lapsed, seen from the day of the latest article."""

from __future__ import annotations

import pytest

from tests.ledger.build import act, article, day, event, known
from zopa.ledger import clock
from zopa.read import Finding

TEXT = "They will strike on Monday. They meet on Friday. They met on Friday. The talks are off."


def states(*findings: Finding, published: str = "2025-03-05") -> list[tuple[str, str]]:
    a = article("a", TEXT, published)
    return [(tick.date.isoformat(), tick.state) for tick in clock(known([a], list(findings)))]


A = article("a", TEXT, "2025-03-05")


@pytest.mark.parametrize(
    ("deadline", "state"), [("2025-03-06", "ahead"), ("2025-03-05", "due"), ("2025-03-04", "passed")]
)
def test_deadlines(deadline: str, state: str) -> None:
    assert states(act(A, "will strike on Monday", "Dockers", "ultimatum", deadline=day(deadline))) == [
        (deadline, state)
    ]


def test_a_planned_meeting_that_happened_is_met() -> None:
    planned = event(A, "They meet on Friday", "meeting", "2025-03-04", status="planned", participants=("Port",))
    held = event(A, "met on Friday", "meeting", "2025-03-04", participants=("Port",))
    assert states(planned) == [("2025-03-04", "passed")]
    assert states(planned, held) == [("2025-03-04", "met")]
    assert states(held) == []


def test_a_meeting_called_off_says_so() -> None:
    off = event(A, "The talks are off", "talks", "2025-03-07", status="called off", participants=("Port",))
    assert states(off) == [("2025-03-07", "called off")]


def test_old_plans_and_undated_acts_are_not_on_the_clock() -> None:
    old = event(A, "They meet on Friday", "meeting", "2024-03-04", status="planned", participants=("Port",))
    assert states(old, act(A, "will strike on Monday", "Dockers", "threat")) == []
