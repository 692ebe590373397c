"""The day of publication, from wherever it can be known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.cases import Case, case_from_text
from zopa.ingest.dates import published
from zopa.ingest.dates.daywords import bare_weekdays, named_days

CASE = case_from_text(
    """
zopa: 1
case: t
period: {from: 2025-01-01, to: 2025-12-31}
events:
  - {date: 2025-06-26, names: [Lisbon conference, Lisbon meeting]}
"""
)
BODY = "The two sides met again in the capital and agreed on nothing, said people who were in the room for hours.\n" * 3


def dated(text: str = BODY, case: Case | None = CASE, **known: str) -> tuple[date | None, str | None]:
    found = published(text, case=case, **known)
    assert found.because
    assert (found.day is None) == (found.source is None)
    return found.day, found.source


@pytest.mark.parametrize(
    "value",
    ["2025-03-04", "2025-03-04T22:10:00Z", "2025-03-04 09:00:00+02:00", "20250304", "4 March 2025", "March 4, 2025",
     "Tue, 04 Mar 2025 10:00:00 GMT", "Mar 4 2025", "1741046400"],
)  # fmt: skip
def test_a_given_date(value: str) -> None:
    assert dated(given=value) == (date(2025, 3, 4), "meta")


@pytest.mark.parametrize("value", ["yesterday", "2025-13-40", "n/a", "03/04/2025"])
def test_a_given_date_that_says_nothing_certain(value: str) -> None:
    assert dated(given=value)[0] is None


def test_the_address_comes_before_the_name_of_the_file() -> None:
    url = "https://news.example/world/2025/03/04/talks-resume"
    assert dated(url=url, path="2025-03-05.txt") == (date(2025, 3, 4), "meta")
    assert dated(url="https://news.example/2025-03-04-talks") == (date(2025, 3, 4), "meta")
    assert dated(url="https://news.example/article/20250399111") == (None, None)


@pytest.mark.parametrize(
    "name",
    ["2025-03-04.txt", "wire_20250304_talks.txt", "a/b/2025_03_04-x.md", "2025.03.04.html", "x-2025-03-04.jsonl#7"],
)
def test_the_name_of_the_file(name: str) -> None:
    assert dated(path=name) == (date(2025, 3, 4), "file")


@pytest.mark.parametrize(
    "line",
    [
        "Published: 4 March 2025",
        "Published on Mar 4, 2025 at 10:30 | Updated Mar 6, 2025",
        "By Ana Moreira | March 4, 2025",
        "March 4, 2025",
        "Tuesday, March 4",
        "Tuesday 4 March 2025 11.42 GMT",
        "GENEVA, March 4 (Reuters) - Delegates failed to agree on a cap and said they would try again in December.",
        "GENEVA — March 4, 2025: Delegates failed to agree on a cap and said they would try again in December.",
        "ROTTERDAM, 4 March 2025 – The association of port operators today accepted the mediation that it was offered.",
        "2025-03-04 18:22",
    ],
)
def test_a_line_at_the_top(line: str) -> None:
    assert dated(f"Talks resume\n\n{line}\n\n{BODY}") == (date(2025, 3, 4), "text")


@pytest.mark.parametrize(
    "line",
    [
        "Updated 4 March 2025",
        "Monday, March 4",
        "On 4 March 2025 the parties signed the agreement that they had negotiated for the better part of a year.",
        "The deadline of 4 March 2025 will pass without a deal, according to two people who know what is on the table.",
        "The ultimatum of March 4",
    ],
)
def test_a_line_that_gives_no_date_of_publication(line: str) -> None:
    assert dated(f"Talks resume\n\n{line}\n\n{BODY}") == (None, None)


def test_a_weekday_with_its_date_told_as_past() -> None:
    text = BODY + "On Monday, August 18th, the president flew to Washington with six others.\n"
    assert dated(text) == (date(2025, 8, 18), "text")
    assert dated(text.replace("18th", "19th")) == (None, None)  # not a Monday in any year of the period
    assert dated(text, case=None) == (None, None)
    assert dated(text.replace("flew", "will fly")) == (None, None)


def test_the_latest_past_day_counts() -> None:
    text = (
        BODY
        + "They met on Friday, August 15. On Monday, August 18, they talked again. "
        + "A round is planned for Friday, August 22.\n"
    )
    assert dated(text) == (date(2025, 8, 18), "text")


def test_weekdays_alone_say_nothing() -> None:
    assert dated(BODY + "On Friday they met. On Thursday he had warned them.\n") == (None, None)


def test_an_event_of_the_case_that_lies_ahead() -> None:
    text = (
        "Envoys are set to gather in Lisbon ahead of a meeting on Thursday that many have waited for.\n"
        "On Tuesday one of them called it a last chance. On Wednesday another one laughed at that.\n"
    )
    assert dated(text) == (date(2025, 6, 25), "text")


def test_an_event_spoken_of_as_going_on() -> None:
    assert dated("The meeting in Lisbon is about water and who pays for it.\nNobody expects miracles.\n") == (
        date(2025, 6, 26),
        "text",
    )


@pytest.mark.parametrize(
    "text",
    [
        "After the Lisbon conference failed, nobody talked for months. Now there are new contacts.\n",
        "The Lisbon meeting was a disaster. That is the view of all who took part in it.\n",
        "A meeting in Lisbon will take place some day, diplomats say.\n",
        BODY * 3 + "Some think of the Lisbon conference, which is a warning.\n",
    ],
)
def test_an_event_that_settles_nothing(text: str) -> None:
    assert dated(text) == (None, None)


def test_days_in_text() -> None:
    text = (
        "on Aug. 15th, 2025, 3 May, the 21 of June 2024, 2025-07-01, 31/12/2025 and 12/31/2025; may 5 people, 5/6/2025"
    )
    found = [(n.day, n.month, n.year) for n in sorted(named_days(text), key=lambda n: n.start)]
    assert found == [(15, 8, 2025), (3, 5, None), (21, 6, 2024), (1, 7, 2025), (31, 12, 2025), (31, 12, 2025)]
    assert [w.which for w in bare_weekdays("last Friday, on Monday, Monday, August 18th, this Sunday")] == [
        "last",
        "",
        "this",
    ]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    published(text, case=CASE, given=text, url=text, path=text)


@given(st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_every_day_of_the_period_is_found(day: date) -> None:
    line = f"{day:%A}, {day:%B} {day.day}"
    assert dated(f"Talks resume\n{line}\n{BODY}") == (day, "text")
