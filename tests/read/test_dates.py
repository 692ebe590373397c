"""Time expressions found and resolved, on sentences of many negotiations. Published on Friday 15 August 2025."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.read.dates import read_dates
from zopa.read.dates_calendar import easter, nth_weekday, shift_date
from zopa.read.parse import parse
from zopa.read.scene import Moment

PUBLISHED = date(2025, 8, 15)


def moments(text: str, published: date | None = PUBLISHED) -> tuple[Moment, ...]:
    (doc,) = parse([text])
    return read_dates(doc, published)


def days(moment: Moment) -> str:
    first, last = moment.first, moment.last
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # weekdays, by tense
        ("The miners' union met the coal board on Wednesday.", "Wednesday", "2025-08-13"),
        ("The miners' union will meet the coal board on Wednesday.", "Wednesday", "2025-08-20"),
        ("Talks are scheduled for Monday in Geneva.", "Monday", "2025-08-18"),
        ("Negotiators are due to return on Tuesday.", "Tuesday", "2025-08-19"),
        ("Lufthansa cancelled 800 flights on Thursday.", "Thursday", "2025-08-14"),
        ("The pilots walked out last Friday.", "last Friday", "2025-08-08"),
        ("Ministers gather again next Monday.", "next Monday", "2025-08-18"),
        ("The ceasefire expires on Sunday.", "Sunday", "2025-08-17"),
        ("Hamas said on Friday it had received the proposal.", "Friday", "2025-08-15"),
        ("The parties meet this Saturday in Oslo.", "this Saturday", "2025-08-16"),
        ("A deal was signed late on Tuesday night.", "Tuesday night", "2025-08-12"),
        ("Monday's vote ended in a draw.", "Monday's", "2025-08-11"),
        # days
        ("The treaty was signed on 14 July 2015 in Vienna.", "14 July 2015", "2015-07-14"),
        ("The agreement of April 10, 1998, ended the violence.", "April 10, 1998", "1998-04-10"),
        ("They met on the 3rd of March, 2019.", "the 3rd of March, 2019", "2019-03-03"),
        ("Updated 2024-11-29 in Busan.", "2024-11-29", "2024-11-29"),
        ("The tariffs took effect on Aug. 7.", "Aug. 7", "2025-08-07"),
        ("The tariffs will take effect on Oct. 1.", "Oct. 1", "2025-10-01"),
        ("The strike began on December 12.", "December 12", "2024-12-12"),
        ("The dividend is payable Dec. 7.", "Dec. 7", "2025-12-07"),
        ("The summit opened on Monday, July 28.", "Monday, July 28", "2025-07-28"),
        ("They will hold talks on August 20-22 in Doha.", "August 20-22", "2025-08-20..2025-08-22"),
        ("They will hold talks from 20 to 22 August in Doha.", "20 to 22 August", "2025-08-20..2025-08-22"),
        ("The ceasefire held from 19 January to 18 March.", "19 January to 18 March", "2025-01-19..2025-03-18"),
        # around today
        ("The mediators met yesterday.", "yesterday", "2025-08-14"),
        ("The envoy flies to Cairo tomorrow morning.", "tomorrow morning", "2025-08-16"),
        ("The union rejected the offer today.", "today", "2025-08-15"),
        ("Shelling went on overnight.", "overnight", "2025-08-14..2025-08-15"),
        ("The cabinet votes tonight.", "tonight", "2025-08-15"),
        ("They spoke the day before yesterday.", "the day before yesterday", "2025-08-13"),
        ("Israel struck the port last night.", "last night", "2025-08-14"),
        # weeks, months, years
        ("The offer was withdrawn last week.", "last week", "2025-08-04..2025-08-10"),
        ("The parties return to Brussels next month.", "next month", "2025-09-01..2025-09-30"),
        ("Secondary tariffs will follow later this month.", "later this month", "2025-08-15..2025-08-31"),
        ("The board met earlier this week.", "earlier this week", "2025-08-11..2025-08-15"),
        ("The peace process collapsed last year.", "last year", "2024-01-01..2024-12-31"),
        ("A referendum is planned for early next year.", "early next year", "2026-01-01..2026-04-30"),
        ("The nurses walked out in late October.", "late October", "2024-10-21..2024-10-31"),
        ("The nurses will walk out in late October.", "late October", "2025-10-21..2025-10-31"),
        ("The accord was reached in mid-June.", "mid-June", "2025-06-11..2025-06-20"),
        ("The accord was reached in November 2016.", "November 2016", "2016-11-01..2016-11-30"),
        ("The accord fell apart in 2018.", "2018", "2018-01-01..2018-12-31"),
        ("The war that began in 2014 goes on.", "2014", "2014-01-01..2014-12-31"),
        ("It happened at the end of 2022.", "the end of 2022", "2022-09-01..2022-12-31"),
        ("The talks of March last year failed.", "March last year", "2024-03-01..2024-03-31"),
        ("Officials met last May.", "last May", "2025-05-01..2025-05-31"),
        ("A deal must be done by the end of the month.", "the end of the month", "2025-08-21..2025-08-31"),
        ("The lockout lasted from 2011 to 2013.", "2011 to 2013", "2011-01-01..2013-12-31"),
        ("The truce of 1998-99 failed.", "1998-99", "1998-01-01..1999-12-31"),
        # seasons, quarters, decades
        ("The first talks since the summer of 2011 failed.", "the summer of 2011", "2011-06-01..2011-08-31"),
        ("Rates rose in the third quarter of 2023.", "the third quarter of 2023", "2023-07-01..2023-09-30"),
        ("Rates rose in Q2 2024.", "Q2 2024", "2024-04-01..2024-06-30"),
        ("They fought through the 1990s.", "the 1990s", "1990-01-01..1999-12-31"),
        ("They fought in the late 1970s.", "the late 1970s", "1977-01-01..1979-12-31"),
        ("Elections are due this autumn.", "this autumn", "2025-09-01..2025-11-30"),
        ("The bill passed in the first half of 2021.", "the first half of 2021", "2021-01-01..2021-06-30"),
        # counted back and forth
        ("The rebels left three weeks ago.", "three weeks ago", "2025-07-21..2025-07-27"),
        ("The rebels left 10 days ago.", "10 days ago", "2025-08-05"),
        ("The rebels left two months ago.", "two months ago", "2025-06-01..2025-06-30"),
        ("The deal died a decade ago.", "a decade ago", "2010-01-01..2019-12-31"),
        ("They invaded three and a half years ago.", "three and a half years ago", "2022-02-01..2022-02-28"),
        ("Over the past two weeks the parties met twice.", "the past two weeks", "2025-08-01..2025-08-15"),
        ("In the next 90 days tariffs stay low.", "the next 90 days", "2025-08-15..2025-11-13"),
        ("They will meet in two weeks' time.", "two weeks' time", "2025-08-25..2025-08-31"),
        # told before
        ("They met on 3 June. The next day the talks broke down.", "The next day", "2025-06-04"),
        ("They met on 3 June 2021. Two weeks later they signed.", "Two weeks later", "2021-06-17"),
        ("It rose in the first quarter of 2020 from a year earlier.", "a year earlier", "2019-01-01..2019-03-31"),
        # limits lie ahead, whatever the tense of the telling
        ("He had until midnight Sunday to respond.", "midnight Sunday", "2025-08-17"),
        ("She said it would be done by Tuesday.", "Tuesday", "2025-08-19"),
        ("The tariffs, due to start on August 1, were postponed.", "August 1", "2025-08-01"),
        ("They meet in the first week of September.", "the first week of September", "2025-09-01..2025-09-07"),
        ("A decision is due in the second half of 2026.", "the second half of 2026", "2026-07-01..2026-12-31"),
        ("By mid-2026 the force would be gone.", "mid-2026", "2026-05-01..2026-08-31"),
        ("They will meet again a week from Monday.", "a week from Monday", "2025-08-25"),
        ("The fund was set up in the early 1990s.", "the early 1990s", "1990-01-01..1993-12-31"),
        ("COP29 ran from 11 to 22 November 2024.", "11 to 22 November 2024", "2024-11-11..2024-11-22"),
        ("It rained last weekend.", "last weekend", "2025-08-09..2025-08-10"),
        ("Britain left at 11pm on 31 January 2020.", "11pm on 31 January 2020", "2020-01-31"),
        ("Talks were held two Sundays ago and on 25/07/2025.", "25/07/2025", "2025-07-25"),
        ("The deadline was Friday the 13th.", "Friday the 13th", "2025-06-13"),
        ("The visit is on 20 August, due since 2022. They met on the same day.", "the same day", "2025-08-20"),
        # holidays
        ("The guns fell silent on Christmas Eve 1914.", "Christmas Eve 1914", "1914-12-24"),
        ("They met on New Year's Day.", "New Year's Day", "2025-01-01"),
        ("They met on Good Friday.", "Good Friday", "2025-04-18"),
        ("A deal by Christmas is now impossible.", "Christmas", "2025-12-25"),
        ("They met again at Easter.", "Easter", "2025-04-20"),
    ],
)  # fmt: skip
def test_resolved(text: str, words: str, expected: str) -> None:
    found = {text[m.start : m.end]: days(m) for m in moments(text)}
    assert words in found
    assert found[words] == expected


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The strike lasted three weeks.", "three weeks", "P3W"),
        ("A two-week truce began.", "two-week", "P2W"),
        ("The meeting lasted approximately 50 minutes.", "50 minutes", "PT50M"),
        ("After three and a half years of war.", "three and a half years", "P3Y6M"),
        ("He was held for 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("Talks dragged on for a few months.", "a few months", "PXM"),
        ("They meet every month.", "every month", "P1M"),
        ("It took twenty-one days.", "twenty-one days", "P21D"),
        ("The parties are now talking.", "now", "PRESENT_REF"),
        ("They spoke at 10:30 a.m. on Monday.", "10:30 a.m. on Monday", "2025-08-11T10:30"),
        ("They spoke on Friday evening.", "Friday evening", "2025-08-15TEV"),
        ("The village fell at the weekend.", "the weekend", "2025-W32-WE"),
    ],
)
def test_values(text: str, words: str, value: str) -> None:
    found = {text[m.start : m.end]: m.value for m in moments(text)}
    assert words in found
    assert found[words] == value


@pytest.mark.parametrize(
    "text",
    [
        "He may agree to march on the capital.",
        "The second round of talks opened in the fall of Kabul.",
        "He sat under the sun and they sat too.",
        "It cost $2000 and 2,000 men, and a quarter of them left.",
        "Section 14 of the treaty was struck out.",
        "Theresa May said no.",
        "The seat of power moved.",
        "She is 52.",
        "The Good Friday Agreement held, and so did the New York talks.",
        "Bloody Sunday was remembered.",
        "Jana Reiss, 37 years old, waited; her 12-year-old son waited too.",
        "He appeared on “Fox News Sunday” again.",
    ],
)
def test_no_days_where_none_are(text: str) -> None:
    assert [text[m.start : m.end] for m in moments(text) if m.first is not None] == []


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    found = moments("On Friday they met; in 2014 they had not. Last week they spoke.", None)
    assert [(m.first is None) for m in found] == [True, False, True]


def test_the_period_of_the_case_settles_a_bare_date() -> None:
    (doc,) = parse(["The summit was held on Monday, August 18th. A second one came in March."])
    in_one_year = read_dates(doc, None, (date(2025, 1, 1), date(2025, 12, 31)))
    assert [m.value for m in in_one_year] == ["2025-08-18", "2025-03"]
    in_many = read_dates(doc, None, (date(2020, 1, 1), date(2025, 12, 31)))
    assert in_many[0].value in ("2025-08-18", "")  # 18 August is a Monday in 2025 only
    assert in_many[1].value == ""


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(2000, (4, 23), (4, 30)), (2024, (3, 31), (5, 5)), (2025, (4, 20), (4, 20)), (1954, (4, 18), (4, 25))],
)
def test_easter(year: int, western: tuple[int, int], eastern: tuple[int, int]) -> None:
    assert easter(year) == date(year, *western)
    assert easter(year, orthodox=True) == date(year, *eastern)


def test_calendar_helpers() -> None:
    assert nth_weekday(2024, 11, 3, 4) == date(2024, 11, 28)
    assert nth_weekday(2025, 5, 0, -1) == date(2025, 5, 26)
    assert shift_date(date(2024, 3, 31), -1, "month") == date(2024, 2, 29)
    with pytest.raises(OverflowError):
        shift_date(date(2024, 1, 1), -300, "decade")


_pieces = st.sampled_from(
    "on Friday last week 3 2025 , - . the in ago years third quarter of May 10:30 p.m. é 👍🏽 \r\n \n ٣ ½ ’ 99999999 0 "
    "million 31 32 February 29 mid late early 1/1/1 0000-00-00 9999-12-31 99 centuries decades next the 12/31/99".split(
        " "
    )
)


_texts = st.one_of(st.text(max_size=200), st.lists(_pieces, max_size=30).map(" ".join))
_published = st.sampled_from([None, PUBLISHED, date(1, 1, 1), date(9999, 12, 31)])


@settings(max_examples=60, deadline=None)
@given(_texts, _published)
def test_any_text(text: str, published: date | None) -> None:
    (doc,) = parse([text])
    end = 0
    for m in read_dates(doc, published):
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert m.first is None or (m.last is not None and m.first <= m.last)
        end = m.end


SHARED = Path(os.environ.get("ZOPA_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


@pytest.mark.skipif(not (SHARED / "data" / "timebank").exists(), reason="TimeBank is not beside the checkout")
def test_timebank_stays_above_its_floor() -> None:
    from benchmarks.dates import load, ours, score

    documents = load()[::4]
    found, speed = ours(documents)
    result = score(documents, found)
    assert result.relaxed[2] > 90
    assert result.days > 80
    assert speed > 20_000


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("She expects to be elected in the week of December 8.", date(2025, 12, 8), date(2025, 12, 14)),
        ("The chances of a visit in October were poor.", date(2025, 10, 1), date(2025, 10, 31)),
        ("The odds of a summit before July were poor.", date(2026, 7, 1), date(2026, 7, 31)),
        ("They met in October and left.", date(2024, 10, 1), date(2024, 10, 31)),
    ],
)
def test_what_is_set_before_it_is_held(text: str, first: date, last: date) -> None:
    (doc,) = parse([text])
    assert [(m.first, m.last) for m in read_dates(doc, date(2025, 8, 15))] == [(first, last)]


def test_that_month_is_of_the_year_told_before() -> None:
    (doc,) = parse(["Under the 2011 draft the pact was shelved that September."])
    assert read_dates(doc, date(2025, 8, 15))[-1].first == date(2011, 9, 1)
