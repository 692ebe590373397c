"""The clock: what lies ahead, is due, was met or lapsed, seen from the day of the latest article."""

from __future__ import annotations

import pytest

from tests.ledger.build import CASE, act, article, day, event, known
from tests.ledger.forms_build import change
from zopa.cases.casefile import Period
from zopa.ledger import Tick, clock
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


def test_among_undated_articles_what_lies_before_the_case_is_not_ahead() -> None:
    undated = article("a", TEXT)
    findings = [
        event(undated, "They meet on Friday", "meeting", "2022-03-04", status="planned", participants=("Port",)),
        event(undated, "They meet on Friday", "meeting", "2025-03-04", status="planned", participants=("Port",)),
        act(undated, "will strike on Monday", "Dockers", "ultimatum", deadline=day("2024-12-31")),
    ]
    year = Period.model_validate({"from": day("2025-01-01"), "to": day("2025-12-31")})
    told = clock(known([undated], findings, CASE.model_copy(update={"period": year})))
    assert [(t.date.isoformat(), t.state) for t in told] == [("2024-12-31", "passed"), ("2025-03-04", "ahead")]
    assert {t.state for t in clock(known([undated], findings))} == {"ahead"}  # a case without a period tells nothing


FULL = (
    "The port must pay by 10 March or face new fines and sanctions. They meet on Friday. The deadline was extended. "
    "The sanctions countdown was paused. The ultimatum ran out. The talks were called off. The deadline holds again."
)
B = article("b", FULL, "2025-03-05")
LATER = article("later", FULL, "2025-03-12")


def limit(**more: object) -> Finding:
    return act(B, "must pay by 10 March", "City", "ultimatum", toward="Port", deadline=day("2025-03-10"), **more)


def ticks(*found: Finding) -> tuple[Tick, ...]:
    return clock(known([B, LATER], list(found)))


def test_without_a_word_about_it_a_day_has_merely_passed() -> None:
    (one,) = ticks(limit())
    assert (one.state, one.changes, one.moved_to) == ("passed", (), None)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("extended", "extended"), ("paused", "paused"), ("called off", "called off"), ("lapsed", "lapsed"),
        ("missed", "lapsed"), ("met", "met"), ("resumed", "passed"),
    ],
)  # fmt: skip
def test_the_text_says_what_became_of_it(kind: str, state: str) -> None:
    told = change(LATER, "deadline was extended", kind, "deadline")
    (one,) = ticks(limit(), told)
    assert one.state == state
    assert [(c.kind, c.finding, c.told) for c in one.changes] == [(kind, told.id, day("2025-03-12"))]


def test_the_last_word_counts() -> None:
    first = change(B, "deadline was extended", "extended", "deadline", until="2025-03-20")
    (one,) = ticks(limit(), first)
    assert (one.state, one.moved_to) == ("extended", day("2025-03-20"))
    last = change(LATER, "ultimatum ran out", "lapsed", "deadline")
    (one,) = ticks(limit(), first, last)
    assert (one.state, one.moved_to, len(one.changes)) == ("lapsed", None, 2)


def test_the_clock_of_a_measure_finds_the_limit_that_threatens_it() -> None:
    told = change(LATER, "sanctions countdown was paused", "paused", "sanction", moved=True)
    (one,) = ticks(limit(), told)
    assert one.state == "paused"


@pytest.mark.parametrize(
    "told",
    [
        change(LATER, "deadline was extended", "extended", "deadline", parties=("Dockers",)),
        change(LATER, "talks were called off", "called off", "meet"),
        change(LATER, "deadline was extended", "extended", "deadline", day="2025-05-01"),
        change(article("early", FULL, "2025-01-01"), "deadline was extended", "extended", "deadline"),
        change(article("late", FULL, "2025-12-01"), "deadline was extended", "extended", "deadline"),
    ],
)
def test_changes_of_something_else(told: Finding) -> None:
    early, late = article("early", FULL, "2025-01-01"), article("late", FULL, "2025-12-01")
    (one,) = clock(known([B, LATER, early, late], [limit(), told]))
    assert one.changes == ()


def test_two_that_fit_alike_are_left_alone() -> None:
    other = act(B, "They meet on Friday", "City", "ultimatum", toward="Dockers", deadline=day("2025-03-10"))
    told = change(LATER, "ultimatum ran out", "lapsed", "deadline", parties=("City",))
    found = ticks(limit(), other, told)
    assert sum(len(t.changes) for t in found) <= 1


def test_a_dated_ultimatum_and_an_act_of_the_same_day_are_one_entry() -> None:
    told = event(B, "ultimatum ran out", "ultimatum", "2025-03-10", participants=("City",))
    (one,) = ticks(limit(), told)
    assert len(one.findings) == 2
    alone = ticks(told)
    assert [(t.kind, t.state) for t in alone] == [("ultimatum", "passed")]


def test_a_round_announced_without_parties_is_the_one_that_was_held() -> None:
    both = ("City", "Port")
    planned = event(A, "They meet on Friday", "talks", "2025-03-04", status="planned")
    held = event(A, "met on Friday", "meeting", "2025-03-04", participants=both)
    (one,) = clock(known([A], [planned, held]))
    assert (one.state, one.findings[0]) == ("met", planned.id)
    other = event(A, "The talks are off", "talks", "2025-03-04", participants=("Dockers", "Port"))
    assert "met" not in {tick.state for tick in clock(known([A], [planned, held, other]))}  # which of the two?
    elsewhere = event(A, "They meet on Friday", "talks", "2025-03-04", status="planned", place="Velden")
    at_home = event(A, "met on Friday", "meeting", "2025-03-04", participants=both, place="Oslo")
    assert [tick.state for tick in clock(known([A], [elsewhere, at_home]))] == ["passed"]


def test_a_limit_and_its_new_day_are_one_entry() -> None:
    told = change(LATER, "deadline was extended", "extended", "deadline", until="2025-03-20")
    new = event(LATER, "deadline was extended", "deadline", "2025-03-20", status="planned", participants=("City",))
    (one,) = ticks(limit(), told, new)
    assert (one.date, one.state, one.moved_to) == (day("2025-03-10"), "extended", day("2025-03-20"))
    assert {told.id, new.id} & set(one.findings) == {new.id}
    off = change(LATER, "talks were called off", "called off", "deadline", parties=("City",))
    (one,) = ticks(limit(), told, new, off)
    assert [c.kind for c in one.changes] == ["extended", "called off"]
    assert (one.state, one.moved_to) == ("called off", day("2025-03-20"))


def test_an_ultimatum_called_off_is_not_the_threat_told_beside_it() -> None:
    words = "The City called off its ultimatum. The port warned that it would leave unless fines fell by 2 April."
    beside = article("beside", words, "2025-03-10")
    threat = act(beside, "The port warned", "Port", "threat", toward="City", deadline=day("2025-04-02"))
    off = change(beside, "called off its ultimatum", "called off", "deadline", parties=("City",))
    found = {tick.kind: tick.state for tick in clock(known([B, beside], [limit(), threat, off]))}
    assert found == {"ultimatum": "called off", "threat": "ahead"}
    alone = clock(known([beside], [threat, off]))  # the press calls a threat with a day an ultimatum too
    assert [(tick.kind, tick.state) for tick in alone] == [("threat", "called off")]


def test_a_meeting_held_on_its_new_day_was_met() -> None:
    both = ("City", "Port")
    planned = event(B, "They meet on Friday", "meeting", "2025-03-07", status="called off", participants=both)
    told = change(
        B, "The talks were called off", "postponed", "meet", day="2025-03-07", until="2025-03-11", parties=both
    )
    new = event(LATER, "They meet on Friday", "talks", "2025-03-11", participants=both)
    plan = event(B, "The talks were called off", "meeting", "2025-03-11", status="planned", participants=both)
    (one,) = ticks(planned, told, new, plan)
    assert (one.date, one.state, one.moved_to) == (day("2025-03-07"), "met", day("2025-03-11"))


def test_nothing_is_extended_to_an_earlier_day_or_lapses_before_its_own() -> None:
    (one,) = ticks(limit(), change(LATER, "deadline was extended", "extended", "deadline", until="2025-03-08"))
    assert one.changes == ()
    (one,) = ticks(limit(), change(B, "ultimatum ran out", "lapsed", "deadline"))
    assert one.changes == ()


def test_what_one_sets_another_is_not_what_binds_a_third() -> None:
    accord = event(B, "They meet on Friday", "deadline", "2025-03-10", status="planned", participants=("City", "Port"))
    mine = event(
        B, "must pay by 10 March", "deadline", "2025-03-10", status="planned", participants=("Dockers", "Port")
    )
    assert len(ticks(accord, mine)) == 2
