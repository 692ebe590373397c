"""Positions: polarity, firmness, reprints, movement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import article, day, known, said
from zopa.ledger import positions
from zopa.ledger.positions import Position
from zopa.ledger.stands import ACT_STRENGTH
from zopa.read import Statement

TEXT = "The dockers demand more pay. The port refuses. The dockers may settle. The city is open to it."


def one(statements: list[Statement], articles: list[object]) -> Position:
    (row,) = positions(known(articles, statements))  # type: ignore[arg-type]
    return row


def test_a_demand_makes_a_position_for() -> None:
    a = article("a", TEXT, "2025-03-01")
    row = one([said(a, "dockers demand more pay", "Dockers", "wages", "for")], [a])
    assert (row.party, row.issue, row.polarity, row.red_line) == ("Dockers", "wages", "for", False)
    assert (row.outlets, row.first, row.last, row.trend) == (1, day("2025-03-01"), day("2025-03-01"), None)
    assert 0 < row.firmness < 1


def test_a_red_line_is_firmer_and_a_condition_or_hedge_softer() -> None:
    a = article("a", TEXT, "2025-03-01")
    words = "The port refuses"
    plain = one([said(a, words, "Port", "wages", "against", "oppose")], [a]).firmness
    red = one([said(a, words, "Port", "wages", "against", "oppose", red_line=True)], [a]).firmness
    bound = one([said(a, words, "Port", "wages", "against", "oppose", condition="if pressed")], [a]).firmness
    assert bound < plain < red


def test_harder_acts_are_firmer() -> None:
    a = article("a", TEXT)
    by_act = {
        act: one([said(a, "The port refuses", "Port", "wages", "against", act)], [a]).firmness for act in ACT_STRENGTH
    }
    assert by_act["reject"] > by_act["oppose"] > by_act["appeal"] > by_act["open"]


def test_independent_articles_make_firmer_and_reprints_do_not() -> None:
    a, b = article("a", TEXT, "2025-03-01"), article("b", TEXT, "2025-03-01")
    copy = article("c", TEXT, "2025-03-01", duplicate_of="a")
    words = "dockers demand more pay"
    alone = one([said(a, words, "Dockers", "wages", "for")], [a])
    twice = one([said(x, words, "Dockers", "wages", "for") for x in (a, b)], [a, b])
    reprinted = one([said(x, words, "Dockers", "wages", "for") for x in (a, copy)], [a, copy])
    assert (alone.outlets, twice.outlets, reprinted.outlets) == (1, 2, 1)
    assert twice.firmness > alone.firmness
    assert reprinted.firmness == alone.firmness
    assert len(reprinted.statements) == 2


def test_both_told_on_one_day_is_contested() -> None:
    a = article("a", TEXT, "2025-03-01")
    row = one(
        [
            said(a, "The dockers demand", "Dockers", "wages", "for"),
            said(a, "The dockers may settle", "Dockers", "wages", "against"),
        ],
        [a],
    )
    assert row.polarity == "contested"
    assert row.firmness == 0.0


def test_new_words_outweigh_old_ones_and_the_move_is_told() -> None:
    old, new, more = (article(i, TEXT, d) for i, d in (("o", "2025-01-01"), ("n", "2025-08-01"), ("m", "2025-08-02")))
    before = said(old, "The port refuses", "Port", "wages", "against")
    after = said(new, "The port refuses", "Port", "wages", "for", "accept")
    again = said(more, "The port refuses", "Port", "wages", "for", "support")
    row = one([before, after, again], [old, new, more])
    assert row.polarity == "for"
    assert row.trend == "turned"
    (move,) = row.moves
    assert (move.stood, move.stands, move.on, move.since) == ("against", "for", day("2025-08-01"), day("2025-01-01"))
    assert (move.before, move.after) == ((before.id,), (after.id,))


def test_there_and_back_is_wavering() -> None:
    days = [article(d, TEXT, d) for d in ("2025-03-01", "2025-03-03", "2025-03-05")]
    stands = ("for", "against", "for")
    row = one([said(a, "The city is open", "City", "robots", s) for a, s in zip(days, stands, strict=True)], days)
    assert row.trend == "wavering"
    assert row.pattern is not None
    assert row.pattern.turns == 2


def test_harder_words_later_is_hardening() -> None:
    first, second = article("a", TEXT, "2025-03-01"), article("b", TEXT, "2025-03-09")
    row = one(
        [
            said(first, "The port refuses", "Port", "wages", "against", "oppose"),
            said(second, "The port refuses", "Port", "wages", "against", red_line=True),
        ],
        [first, second],
    )
    assert row.trend == "hardening"
    assert row.red_line


def test_open_words_stay_open() -> None:
    a = article("a", TEXT)
    row = one([said(a, "The city is open to it", "City", "robots", "open")], [a])
    assert (row.polarity, row.first, row.trend) == ("open", None, None)
    assert row.firmness < 0.2


def test_rows_follow_the_case_and_then_the_name() -> None:
    a = article("a", TEXT)
    rows = positions(
        known(
            [a],
            [
                said(a, "The port refuses", "Port", "robots", "for"),
                said(a, "The city is open", "City", "wages", "open"),
                said(a, "The dockers demand", "Dockers", "wages", "for"),
            ],
        )
    )
    assert [(r.issue, r.party) for r in rows] == [("wages", "City"), ("wages", "Dockers"), ("robots", "Port")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["for", "against", "open"]),
            st.sampled_from(sorted(ACT_STRENGTH)),
            st.booleans(),
            st.sampled_from([None, "may"]),
            st.floats(0, 1),
            st.sampled_from(["2025-01-01", "2025-02-01", "2025-03-01", None]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_said_the_row_stays_within_its_bounds(
    rows: list[tuple[str, str, bool, str | None, float, str]],
) -> None:
    articles = [article(str(i), TEXT, when) for i, (*_, when) in enumerate(rows)]
    statements = [
        said(a, "The port refuses", "Port", "wages", polarity, act, red_line=red, hedge=hedge, confidence=sure)
        for a, (polarity, act, red, hedge, sure, _) in zip(articles, rows, strict=True)
    ]
    forward = positions(known(articles, list(statements)))
    (row,) = forward
    assert 0 <= row.firmness <= 1
    assert row.polarity in ("for", "against", "open", "contested")
    assert set(row.statements) == {s.id for s in statements}
    assert set(row.red_lines) <= set(row.statements)
    assert row.red_line == bool(row.red_lines)
    (backward,) = positions(known(articles, list(reversed(statements))))
    assert (backward.polarity, backward.trend) == (row.polarity, row.trend)
    assert backward.firmness == pytest.approx(row.firmness)
