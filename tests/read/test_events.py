"""Events: kinds, days, participants, place, status; told twice, found once. Published on Friday 15 August 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import reading
from zopa.read.findings import Event


def events(text: str) -> tuple[Event, ...]:
    return reading(text).events


@pytest.mark.parametrize(
    ("text", "kind", "first", "participants", "status"),
    [
        ("The union met Northline on Wednesday.", "meeting", "2025-08-13", {"Rail Union", "Northline"}, "happened"),
        (
            "The union will meet Northline on Wednesday.",
            "meeting",
            "2025-08-20",
            {"Rail Union", "Northline"},
            "planned",
        ),
        (
            "Talks between France and Germany are scheduled for Monday.",
            "talks",
            "2025-08-18",
            {"France", "Germany"},
            "planned",
        ),
        ("Russia invaded Ukraine in 2022.", "invasion", "2022-01-01", {"Russia", "Ukraine"}, "happened"),
        (
            "Russia's invasion of Ukraine in 2022 changed Europe.",
            "invasion",
            "2022-01-01",
            {"Russia", "Ukraine"},
            "happened",
        ),
        ("Russia annexed Crimea in 2014.", "annexation", "2014-01-01", {"Russia"}, "happened"),
        (
            "Israel cancelled a meeting with Egypt on Tuesday.",
            "meeting",
            "2025-08-12",
            {"Israel", "Egypt"},
            "called off",
        ),
        (
            "A summit between India and China on Monday was called off.",
            "summit",
            "2025-08-11",
            {"India", "China"},
            "called off",
        ),
        ("Tomas Arendt travelled to Vienna on Thursday.", "visit", "2025-08-14", {"Kessaria"}, "happened"),
        ("Dana Mertens accused Northline of greed on Thursday.", "statement", "2025-08-14", {"Rail Union"}, "happened"),
        ("Iran and Oman signed the accord on 3 June.", "signing", "2025-06-03", {"Iran", "Oman"}, "happened"),
        (
            "The rebels attacked Kessarian posts last week.",
            "attack",
            "2025-08-04",
            {"Delta Front", "Kessaria"},
            "happened",
        ),
        ("Turkey held an election in May.", "election", "2025-05-01", {"Turkey"}, "happened"),
        (
            "The United States imposed sanctions on Iran in June.",
            "sanction",
            "2025-06-01",
            {"United States", "Iran"},
            "happened",
        ),
        (
            "Tomas Arendt held a phone call with Japan on Sunday.",
            "call",
            "2025-08-10",
            {"Kessaria", "Japan"},
            "happened",
        ),
        (
            "The strike by the rail union, due to begin on Thursday, was postponed.",
            "strike",
            "2025-08-21",
            {"Rail Union"},
            "called off",
        ),
        (
            "The summit, scheduled for 9 September in Istanbul, never took place.",
            "summit",
            "2025-09-09",
            set(),
            "called off",
        ),
        (
            "In a phone call on Monday, France urged Germany to act.",
            "call",
            "2025-08-11",
            {"France", "Germany"},
            "happened",
        ),
        (
            "Hamas and Israel agreed on a ceasefire on 15 January 2025.",
            "ceasefire",
            "2025-01-15",
            {"Hamas", "Israel"},
            "happened",
        ),
        (
            "The ceasefire between Israel and Hezbollah expires on Sunday.",
            "deadline",
            "2025-08-17",
            {"Israel", "Hezbollah"},
            "planned",
        ),
        ("North Korea launched two missiles on Tuesday.", "launch", "2025-08-12", {"North Korea"}, "happened"),
        ("Germany's foreign minister arrived in Beijing on Sunday.", "visit", "2025-08-10", {"Germany"}, "happened"),
        ("Sudan and Chad are to meet in Jeddah on 22 August.", "meeting", "2025-08-22", {"Sudan", "Chad"}, "planned"),
        ("The union must answer by Friday, 29 August.", "deadline", "2025-08-29", set(), "planned"),
    ],
)
def test_dated(text: str, kind: str, first: str, participants: set[str], status: str) -> None:
    found = events(text)
    assert [e.kind for e in found] == [kind]
    (event,) = found
    assert event.first == date.fromisoformat(first)
    assert participants <= set(event.participants)
    assert event.status == status


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        (
            "Poland met Iran on Wednesday. The summit came one week after Poland's ultimatum.",
            "ultimatum",
            "2025-08-06",
        ),
        ("Poland met Iran on Wednesday, two days before an American deadline.", "deadline", "2025-08-15"),
        ("The union met Northline on 1 July, three months after the strike.", "strike", "2025-04-01"),
    ],
)
def test_the_day_of_one_event_from_that_of_another(text: str, kind: str, first: str) -> None:
    days = {e.kind: e.first.isoformat() for e in events(text) if e.first}
    assert days[kind] == first


def test_the_day_of_an_announcement_is_not_that_of_what_is_announced() -> None:
    assert [e.kind for e in events("The summit of Poland and Iran was announced on Tuesday.") if e.first] == [
        "announcement"
    ]


def test_a_conference_called_for_a_day_lies_ahead() -> None:
    (one,) = events("Tomas Arendt has convened a conference with the rebels for Monday.")
    assert (one.first, one.status) == (date(2025, 8, 18), "planned")


def test_undated_meetings_need_two_parties() -> None:
    (event,) = events("The meeting in Alaska between Russia and the United States is about a ceasefire.")
    assert (event.kind, event.first, set(event.participants)) == ("meeting", None, {"Russia", "United States"})
    assert event.place == "Alaska"
    assert events("The meeting was short.") == ()


def test_an_event_told_twice_is_one() -> None:
    text = "France will meet Germany on Monday. Ahead of Monday's meeting with Germany, France was silent."
    assert len(events(text)) == 1


def test_nothing_without_a_party_or_a_named_event() -> None:
    assert events("It rained on Thursday.") == ()


def test_what_did_not_happen_is_no_event() -> None:
    assert events("Israel did not attack Iran on Monday.") == ()
    assert events("Iran and the United States have not met since 2015.") == ()


def test_place() -> None:
    (event,) = events("Serbia and Kosovo met in Brussels on Monday.")
    assert event.place == "Brussels"


_pieces = st.sampled_from(
    "France met Germany on Friday 2025 talks between and called off by \n 👍 é , . in Alaska".split(" ")
)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_pieces, max_size=25).map(" ".join)))
def test_any_text(text: str) -> None:
    for e in events(text):
        assert text[e.start : e.end] == e.text
        assert e.text
        assert (e.first is None) == (e.last is None)


@pytest.mark.parametrize(
    "text",
    [
        "Putin sees no reason for a meeting with Zelensky. NATO's military chiefs conferred by video on Wednesday.",
        "On a meeting between Putin and Zelensky he was cool. NATO's military chiefs met on Wednesday.",
        "There is no reason for a meeting between Putin and Zelensky. Discussions of compromises peaked on Tuesday.",
    ],
)
def test_meetings_of_others_and_talk_of_something_are_no_meeting_of_the_parties(text: str) -> None:
    assert not [e for e in events(text) if {"Russia", "Ukraine"} <= set(e.participants)]


def test_a_name_joined_to_a_modifier_takes_part() -> None:
    (one,) = events("Zelensky joined a video call with Trump and European leaders on Wednesday.")
    assert set(one.participants) == {"Ukraine", "United States", "European Union"}


def test_who_plans_a_measure_and_whom_it_hits() -> None:
    (one,) = events("Trump has indicated plans to impose tariffs on India later this month.")
    assert set(one.participants) == {"United States", "India"}


def test_whom_one_talks_with_is_a_side() -> None:
    found = events(
        "Northline agreed on Monday to let a mediator lead the talks with the union, a week after Poland proposed "
        "one. The two sides meet on Thursday."
    )
    assert {"Northline", "Rail Union"} in [set(e.participants) for e in found]


@pytest.mark.parametrize(
    ("text", "kind", "participants"),
    [
        (
            "France held a call with Germany on Wednesday, including Ukraine.",
            "call",
            {"France", "Germany", "Ukraine"},
        ),
        (
            "Ukraine's president flew to Berlin on Monday for talks with Germany, alongside French officials.",
            "talks",
            {"Ukraine", "Germany", "France"},
        ),
        (
            "Talks are planned for Monday. France, Germany and Ukraine will take part.",
            "talks",
            {"France", "Germany", "Ukraine"},
        ),
        (
            "The union met Northline on Wednesday. France attended.",
            "meeting",
            {"Rail Union", "Northline", "France"},
        ),
        ("The union met Northline on Wednesday. France will join the pact.", "meeting", {"Rail Union", "Northline"}),
        ("The union met Northline on Wednesday. France will not attend.", "meeting", {"Rail Union", "Northline"}),
        ("The union met Northline on Wednesday. France may attend.", "meeting", {"Rail Union", "Northline"}),
    ],
)
def test_who_else_took_part(text: str, kind: str, participants: set[str]) -> None:
    (one,) = [e for e in events(text) if e.first]
    assert (one.kind, set(one.participants)) == (kind, participants)
    assert text[one.start : one.end] == one.text
    if ". " in text and "France" in participants:
        assert "France" in one.text


def test_the_month_of_march_is_no_protest() -> None:
    found = events("Germany called off its attendance at the round of talks planned for 25 March 2026.")
    assert [e.kind for e in found] == ["talks"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Corra, the isle annexed by Kessaria in 2014, is calm.", ["Corra"]),
        ("After the 2022 annexation of Corra, silence.", ["Corra"]),
        ("The 2022 annexation of four regions came later.", [None]),
        ("The Quay Treaty was signed in 2016.", ["Quay Treaty"]),
        ("They met under the Cod Accord. The accord, which was signed in 1996, still binds them.", ["Cod Accord"]),
        ("They argue over the Treaty of Sarn. Since it was signed in 1977, nobody dug a well.", ["Treaty of Sarn"]),
        ("Under the pact, signed in 2004, they trade.", [None]),
    ],
)
def test_what_a_one_time_event_happened_to(text: str, things: list[str | None]) -> None:
    assert [e.of for e in events(text)] == things


def test_the_day_on_which_a_plan_was_changed_is_not_the_day_of_the_plan() -> None:
    assert events("Kessaria on Tuesday called off its deadline to the Delta Front.") == ()
    (off,) = events("Kessaria on Tuesday called off the talks that were due on 21 August.")
    assert (off.first, off.status) == (date(2025, 8, 21), "called off")
    old, new = events("A meeting of Kessaria and the Delta Front planned for Thursday was postponed to 20 October.")
    assert [(e.first, e.status) for e in (old, new)] == [
        (date(2025, 8, 21), "called off"),
        (date(2025, 10, 20), "planned"),
    ]


def test_a_limit_moved_to_a_day_is_a_limit_of_that_day() -> None:
    (one,) = events("Kessaria extended its ultimatum to the Delta Front to 24 August.")
    assert (one.kind, one.first, one.participants[0]) == ("ultimatum", date(2025, 8, 24), "Kessaria")
    (runs,) = events("The deadline that the Delta Front has set Kessaria runs out on Saturday.")
    assert (runs.kind, runs.first, runs.participants) == ("deadline", date(2025, 8, 16), ("Delta Front",))
    assert [e.kind for e in events("The ultimatum now runs until 24 August, Kessaria said.")] == ["deadline"]


def test_a_plan_that_came_to_nothing_lies_behind() -> None:
    (one,) = events("A summit of Kessaria and the Delta Front planned for Monday did not take place.")
    assert (one.first, one.status) == (date(2025, 8, 11), "called off")
    (ahead,) = events("A summit of Kessaria and the Delta Front planned for Monday was called off.")
    assert (ahead.first, ahead.status) == (date(2025, 8, 18), "called off")


def test_a_habit_is_no_event() -> None:
    assert events("Kessaria wants the Front to pay for the water that it releases in summer.") == ()


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Delegations from Egypt and Israel met in Cairo.", {"Egypt", "Israel"}),
        ("Envoys from Egypt met their counterparts from Israel on Tuesday.", {"Egypt", "Israel"}),
        ("The talks mediated by Norway will be held on Monday.", {"Norway"}),
        ("Norway hosted the talks between Egypt and Israel.", {"Egypt", "Israel", "Norway"}),
        ("Talks between the union and Northline were mediated by Norway.", {"Rail Union", "Northline", "Norway"}),
    ],
)
def test_who_met_and_who_brought_them_together(text: str, participants: set[str]) -> None:
    assert [set(e.participants) for e in events(text)] == [participants]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt and Israel met the deadline.",
        "The offer met resistance from Egypt and Israel.",
        "Egypt wants to meet Israel.",
        "If Egypt and Israel meet, the truce holds.",
        "Egypt did not meet Israel.",
    ],
)
def test_no_meeting(text: str) -> None:
    assert events(text) == ()
