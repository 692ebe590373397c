"""Positions over time: series, uncertainty, swings told from drifts, two parties growing closer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.ledger.build import article, known, moved, quote, said
from zopa.ingest import Article
from zopa.ledger import Position, convergence, positions, shifts
from zopa.ledger.convergence import gaps
from zopa.ledger.doubt import firmness_range
from zopa.ledger.series import SWING_DAYS, pattern, series
from zopa.read import Finding, Shift, Statement

TEXT = "The dockers and the port said their word on wages."
START = dt.date(2025, 1, 1)


def day(number: int) -> str:
    return (START + dt.timedelta(days=number)).isoformat()


def talk(*turns: tuple[int, str, str], holder: str = "Dockers", **more: Any) -> tuple[list[Article], list[Finding]]:
    """An article and a statement on wages for each day, polarity and act."""
    articles = [article(f"{holder}{i}", TEXT, day(when)) for i, (when, _, _) in enumerate(turns)]
    findings: list[Finding] = [
        said(a, "their word", holder, "wages", polarity, act, **more)
        for a, (_, polarity, act) in zip(articles, turns, strict=True)
    ]
    return articles, findings


def row_of(*parts: tuple[list[Article], list[Finding]], party: str = "Dockers") -> Position:
    articles = [a for some, _ in parts for a in some]
    found = [f for _, some in parts for f in some]
    (row,) = [row for row in positions(known(articles, found)) if row.party == party]
    return row


# series


def test_a_point_for_each_day_with_its_evidence() -> None:
    row = row_of(talk((0, "against", "reject"), (3, "open", "open"), (9, "for", "accept")))
    assert [(p.date.isoformat(), p.polarity) for p in row.series] == [
        (day(0), "against"),
        (day(3), "open"),
        (day(9), "for"),
    ]
    assert [p.value for p in row.series] == [-0.85, 0.0, 0.55]
    assert [p.statements for p in row.series] == [(s,) for s in row.statements]


def test_a_reprint_adds_no_weight_to_a_day() -> None:
    first = article("a", TEXT, day(0))
    other = article("b", TEXT, day(0))
    again = [article(f"r{i}", TEXT, day(0), duplicate_of="a") for i in range(5)]
    found: list[Finding] = [said(a, "their word", "Dockers", "wages", "for", "demand") for a in (first, *again)]
    found.append(said(other, "their word", "Dockers", "wages", "against", "reject"))
    (row,) = positions(known([first, other, *again], found))
    (point,) = row.series
    assert point.origins == 2
    assert abs(point.value + 0.05) < 1e-9  # 0.75 for and 0.85 against, evenly


# uncertainty: what it must never do

WEIGHTS = st.floats(0.2, 1.0)
DAYS = st.integers(0, 300)


@given(st.lists(st.tuples(DAYS, WEIGHTS), min_size=1, max_size=5), DAYS, WEIGHTS)
def test_an_independent_origin_that_agrees_never_raises_uncertainty(
    had: list[tuple[int, float]], when: int, sure: float
) -> None:
    assume(when <= max(d for d, _ in had))  # a newer article would make the others older
    parts = [talk((d, "for", "demand"), holder="Dockers", confidence=c) for d, c in had]
    for i, (articles, found) in enumerate(parts):
        parts[i] = renamed(articles, found, f"p{i}")
    more = renamed(*talk((when, "for", "demand"), confidence=sure), "more")
    assert row_of(*parts, more).uncertainty <= row_of(*parts).uncertainty + 1e-9


@given(DAYS, st.integers(1, 300), WEIGHTS)
def test_age_never_lowers_uncertainty(when: int, later: int, sure: float) -> None:
    said_then = talk((when, "for", "demand"), confidence=sure)
    other = renamed(*talk((when + later, "against", "reject"), holder="Port"), "o")
    assert row_of(said_then, other).uncertainty >= row_of(said_then).uncertainty


@given(st.lists(WEIGHTS, min_size=1, max_size=4))
def test_the_same_words_from_an_opponent_are_less_certain(sure: list[float]) -> None:
    port = renamed(*talk((0, "against", "reject"), holder="Port"), "port")
    own = [renamed(*talk((0, "for", "demand"), confidence=c), f"o{i}") for i, c in enumerate(sure)]
    told = [renamed(*talk((0, "for", "demand"), confidence=c, via=("Port",)), f"o{i}") for i, c in enumerate(sure)]
    assert row_of(port, *told).uncertainty > row_of(port, *own).uncertainty
    assert "by an opponent's account only" in row_of(port, *told).doubts
    assert "by an opponent's account only" not in row_of(port, *own).doubts


def test_a_friend_who_passes_it_on_is_no_opponent() -> None:
    city = renamed(*talk((0, "for", "support"), holder="City"), "city")
    own = renamed(*talk((0, "for", "demand")), "o")
    told = renamed(*talk((0, "for", "demand"), via=("City",)), "o")
    assert row_of(city, told).uncertainty == row_of(city, own).uncertainty


def test_a_person_stands_for_the_party_that_quotes_give() -> None:
    page = article("q", TEXT, day(0))
    findings: list[Finding] = [
        quote(page, "their word", speaker="Ms Quay", party="Port"),
        said(page, "The dockers", "Dockers", "wages", "for", via=("Ms Quay",)),
        said(page, "the port", "Port", "wages", "against"),
    ]
    (row,) = [r for r in positions(known([page], findings)) if r.party == "Dockers"]
    assert "by an opponent's account only" in row.doubts


def test_one_origin_is_less_certain_than_two_of_half_the_weight_each() -> None:
    one = row_of(talk((0, "for", "demand"), confidence=0.8))
    two = row_of(*(renamed(*talk((0, "for", "demand"), confidence=0.8 / 2**0.5), f"o{i}") for i in range(2)))
    assert two.uncertainty < one.uncertainty
    assert "one origin" in one.doubts
    assert "one origin" not in two.doubts


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_range_of_firmness_holds_it_and_grows_with_uncertainty(firm: float, one: float, other: float) -> None:
    low, high = firmness_range(firm, min(one, other))
    lower, higher = firmness_range(firm, max(one, other))
    assert lower <= low <= round(firm, 3) + 1e-3
    assert higher >= high >= round(firm, 3) - 1e-3


# patterns


def points(*turns: tuple[int, str, str]) -> Any:
    articles, found = talk(*turns)
    days = {f.id: a.published for a, f in zip(articles, found, strict=True)}
    statements = [f for f in found if isinstance(f, Statement)]
    return series(statements, lambda s: days[s.id], lambda s: s.article)


def test_there_and_back_within_days_is_an_oscillation() -> None:
    found = pattern(points((0, "for", "demand"), (3, "against", "reject"), (6, "for", "demand")))
    assert found is not None
    assert (found.kind, found.turns) == ("oscillating", 2)
    assert (found.first, found.last) == (START, START + dt.timedelta(days=6))
    slow = points((0, "for", "demand"), (SWING_DAYS, "against", "reject"), (3 * SWING_DAYS, "for", "demand"))
    assert pattern(slow) is None


def test_a_steady_move_over_months_is_a_drift() -> None:
    acts = ("reject", "reject", "oppose", "oppose", "open", "open")
    turns = [(20 * i, "open" if act == "open" else "against", act) for i, act in enumerate(acts)]
    found = pattern(points(*turns))
    assert found is not None
    assert found.kind == "drifting"
    assert found.per_month is not None
    assert found.per_month > 0
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.per_month <= found.high
    quick = [(2 * i, polarity, act) for i, (_, polarity, act) in enumerate(turns)]
    assert pattern(points(*quick)) is None


def test_the_same_stand_for_months_is_neither() -> None:
    assert pattern(points(*((20 * i, "for", "demand") for i in range(8)))) is None


# two parties


def test_parties_that_grow_closer_and_since_when() -> None:
    hard = ("reject", "reject", "oppose", "appeal", "open", "open")
    mine = renamed(*talk(*((15 * i, "open" if a == "open" else "against", a) for i, a in enumerate(hard))), "d")
    other = renamed(*talk(*((15 * i + 1, "for", "demand") for i in range(6)), holder="Port"), "p")
    (pair,) = convergence([row_of(mine, other), row_of(mine, other, party="Port")])
    assert pair.going == "converging"
    assert pair.high is not None
    assert pair.high < 0
    assert pair.distance < pair.before
    assert pair.since is not None
    assert pair.since <= pair.last
    assert pair.uncertainty >= row_of(mine, other).uncertainty


def test_distance_is_symmetric_and_within_its_bounds() -> None:
    mine, other = points((0, "for", "threat"), (9, "open", "open")), points((2, "against", "threat"))
    assert gaps(mine, other) == gaps(other, mine)
    assert [v for _, v in gaps(mine, other)] == [0.85, 0.425]
    assert gaps(mine, points()) == []


# shifts


def test_an_observed_shift_names_both_sides_and_their_days() -> None:
    articles, found = talk((0, "against", "reject"), (5, "for", "accept"), (6, "for", "support"))
    knowledge = known(articles, found)
    (shift,) = shifts(knowledge, positions(knowledge))
    assert (shift.basis, shift.kind, shift.stood, shift.stands) == ("observed", "turned", "against", "for")
    assert (shift.before, shift.after) == ((found[0].id,), (found[1].id,))
    assert (shift.first, shift.last) == (START, START + dt.timedelta(days=5))
    assert shift.text == articles[1].text[shift.start : shift.end]


def test_a_reported_shift_is_told_once_however_often_it_is_reprinted() -> None:
    first = article("a", TEXT, day(0))
    again = article("b", TEXT, day(1), duplicate_of="a")

    def reported(page: Article) -> Shift:
        return moved(page, "The dockers", "Dockers", "wavering")

    knowledge = known([first, again], [reported(first), reported(again)])
    (shift,) = shifts(knowledge, ())
    assert shift.article == "a"


def renamed(articles: list[Article], found: list[Finding], name: str) -> tuple[list[Article], list[Finding]]:
    """The same articles and findings under ids of their own."""
    from dataclasses import replace

    new = {a.id: f"{name}-{a.id}" for a in articles}
    return (
        [replace(a, id=new[a.id]) for a in articles],
        [replace(f, id=f"{name}-{f.id}", article=new[f.article]) for f in found],
    )
