"""Contradictions: comparable things only, both sides named, reprints never against each other."""

from __future__ import annotations

import time

from tests.ledger.build import article, event, figure, known, said
from zopa.ledger import contradictions
from zopa.read import Contradiction, Finding

A = "The port lost 40 ships in May. It lost 55 ships in May, the city said. Up from 10 ships. The treaty was signed."


def found(articles: list[object], findings: list[Finding]) -> tuple[Contradiction, ...]:
    return contradictions(known(articles, findings))  # type: ignore[arg-type]


def test_one_figure_told_two_ways_in_one_article() -> None:
    a = article("a", A, "2025-03-01")
    first = figure(a, "40 ships", 40, "ship", "ships lost in May")
    second = figure(a, "55 ships", 55, "ship", "lost ships in May")
    (one,) = found([a], [first, second])
    assert (one.kind, one.a, one.b, one.inside_one_article) == ("figure", first.id, second.id, True)


def test_figures_of_other_things_units_or_names_are_not_compared() -> None:
    a = article("a", A, "2025-03-01")
    first = figure(a, "40 ships", 40, "ship", "ships lost in May")
    for unit, of in (
        ("crew", "ships lost in May"),
        ("ship", "ships lost in June"),
        ("ship", "cranes built"),
        ("ship", None),
    ):
        assert found([a], [first, figure(a, "55 ships", 55, unit, of)]) == ()


def test_rounding_is_no_contradiction() -> None:
    a, b = article("a", A), article("b", A)
    first = figure(a, "40 ships", 40, "ship", "ships lost")
    assert found([a, b], [first, figure(b, "40 ships", 41, "ship", "ships lost")]) == ()
    assert found([a, b], [first, figure(b, "40 ships", 45, "ship", "ships lost", approximate=True)]) == ()
    assert len(found([a, b], [first, figure(b, "40 ships", 45, "ship", "ships lost")])) == 1


def test_ends_of_one_range_are_no_contradiction() -> None:
    a = article("a", "Between 40 ships and 55 ships were lost.")
    low = figure(a, "40 ships", 40, "ship", "ships lost")
    assert found([a], [low, figure(a, "55 ships", 55, "ship", "ships lost")]) == ()


def test_later_news_updates_earlier_news() -> None:
    a, b = article("a", A, "2025-03-01"), article("b", A, "2025-04-01")
    assert found([a, b], [figure(x, "40 ships", v, "ship", "ships lost") for x, v in ((a, 40), (b, 60))]) == ()


def test_reprints_do_not_contradict_each_other() -> None:
    a, b = article("a", A, "2025-03-01"), article("b", A, "2025-03-01", duplicate_of="a")
    assert found([a, b], [figure(x, "40 ships", v, "ship", "ships lost") for x, v in ((a, 40), (b, 60))]) == ()


def test_the_year_of_one_signing_told_two_ways() -> None:
    text = "After the 2014 signing of the Quay Treaty, calm. The Quay Treaty was signed in 2016."
    a = article("a", text, "2025-03-01")
    early = event(a, "2014 signing of the Quay Treaty", "signing", "2014-01-01", last="2014-12-31", of="Quay Treaty")
    late = event(
        a, "Quay Treaty was signed in 2016", "signing", "2016-01-01", last="2016-12-31", of="Treaty of the Quay"
    )
    (one,) = found([a], [early, late])
    assert one.kind == "date"
    assert {one.a, one.b} == {early.id, late.id}


def test_recurring_events_and_overlapping_days_are_not_compared() -> None:
    text = "Talks on 3 March, on 4 March. The Quay Treaty was signed in 2016, on 5 May 2016 the Quay Treaty was kept."
    a = article("a", text, "2025-03-05")
    talks = [event(a, f"on {d} March", "talks", f"2025-03-0{d}", participants=("Port", "City")) for d in (3, 4)]
    whole = event(
        a, "Quay Treaty was signed in 2016", "signing", "2016-01-01", last="2016-12-31", of="Treaty of the Quay"
    )
    exact = event(a, "5 May 2016 the Quay Treaty was kept", "signing", "2016-05-05", of="Quay Treaty")
    assert found([a], [*talks, whole, exact]) == ()


def test_one_meeting_told_for_two_days() -> None:
    a, b = (
        article("a", "They met in Oslo on Friday.", "2025-03-08"),
        article("b", "They met in Oslo on Thursday.", "2025-03-08"),
    )
    who = ("City", "Port")
    findings: list[Finding] = [
        event(a, "met in Oslo on Friday", "meeting", "2025-03-07", place="Oslo", participants=who),
        event(b, "met in Oslo on Thursday", "meeting", "2025-03-06", place="Oslo", participants=who),
    ]
    assert [c.kind for c in found([a, b], findings)] == ["date"]
    far = event(b, "met in Oslo on Thursday", "meeting", "2025-01-06", place="Oslo", participants=who)
    assert found([a, b], [findings[0], far]) == ()


def test_an_event_told_as_held_and_as_called_off() -> None:
    a, b = article("a", "The talks took place.", "2025-03-08"), article("b", "The talks were called off.", "2025-03-08")
    held = event(a, "talks took place", "talks", "2025-03-07", participants=("City",))
    off = event(b, "talks were called off", "talks", "2025-03-07", participants=("City",), status="called off")
    assert [c.kind for c in found([a, b], [held, off])] == ["event"]


def test_a_party_for_and_against_within_days() -> None:
    text = "The port wants robots. The port rejects robots. The port may reject robots."
    a, b, later = article("a", text, "2025-03-01"), article("b", text, "2025-03-03"), article("c", text, "2025-06-01")
    pro = said(a, "port wants robots", "Port", "robots", "for")
    (one,) = found([a, b], [pro, said(b, "port rejects robots", "Port", "robots", "against")])
    assert (one.kind, one.about, one.inside_one_article) == ("position", "Port on Automation", False)
    assert found([a, later], [pro, said(later, "port rejects robots", "Port", "robots", "against")]) == ()
    hedged = said(b, "port may reject robots", "Port", "robots", "against", hedge="may")
    assert found([a, b], [pro, hedged]) == ()


def test_a_number_told_often_contradicts_once() -> None:
    articles = [article(str(i), A, "2025-03-01") for i in range(4)]
    copies = [articles[0], *(article(str(i), A, "2025-03-01", duplicate_of="0") for i in range(1, 4))]
    findings: list[Finding] = [figure(a, "40 ships", 40, "ship", "ships lost") for a in copies]
    other = article("z", A, "2025-03-01")
    findings.append(figure(other, "55 ships", 55, "ship", "ships lost"))
    assert len(found([*copies, other], findings)) == 1


def test_people_who_meet_every_day_contradict_nobody() -> None:
    who = ("City", "Port")
    articles = [article(str(i), "They met in Oslo again.", f"2025-03-0{i}") for i in range(1, 6)]
    findings: list[Finding] = [
        event(a, "met in Oslo", "meeting", f"2025-03-0{i}", place="Oslo", participants=who)
        for i, a in enumerate(articles, 1)
    ]
    assert found(list(articles), findings) == ()


def test_thousands_of_figures_are_compared_in_moments() -> None:
    articles = [article(str(i), A, "2025-03-01") for i in range(3000)]
    findings: list[Finding] = [
        figure(a, "40 ships", 40 + i % 50, "ship", f"ships lost near pier {i % 300}") for i, a in enumerate(articles)
    ]
    start = time.process_time()
    found(list(articles), findings)
    assert time.process_time() - start < 5  # every figure against every other would take minutes
