"""The exchange model: a trade by hand, the realised trades of a published run, and what holds of every trade."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.solve.forecast.build import SHARED, dossiers, needs_shared, question
from zopa.exchange.formats import read_any
from zopa.solve.forecast import Dossier, dossier_of
from zopa.solve.forecast.averages import compromise
from zopa.solve.forecast.exchange import trade


def two_by_two() -> Dossier:
    """Two actors at opposite ends of two issues; each cares more for another."""
    return Dossier("d", (question([0, 100], [0.8, 0.2], name="p"), question([0, 100], [0.2, 0.8], name="q")))


def test_a_trade_by_hand() -> None:
    found = trade(two_by_two())
    one = found.trades[0]
    assert {(one.giver, one.given), (one.taker, one.taken)} == {("a0", "q"), ("a1", "p")}
    # each moves its fifth of the vote all the way: the outcomes shift by 20 to the end that the other wants
    assert found.outcomes == pytest.approx({"p": 0.0, "q": 100.0})
    assert one.gain == pytest.approx(0.8 * 0.2 - 0.2 * 0.2)
    assert found.complete


def test_one_question_alone_gives_the_compromise() -> None:
    q = question([0, 30, 100], [0.5, 1, 0.25])
    assert trade(Dossier("d", (q,))).outcomes["q"] == pytest.approx(compromise(q))


@given(dossiers())
def test_every_trade_serves_both_equally_and_outcomes_stay_among_the_positions(dossier: Dossier) -> None:
    found = trade(dossier)
    by_name = {q.name: q for q in dossier.questions}
    outcomes = {q.name: compromise(q) for q in dossier.questions}

    def shift(actor: str, issue: str, start: float, end: float) -> float:
        q = by_name[issue]
        return float(q.weights[q.actors.index(actor)] * (end - start) / q.width)

    for one in found.trades:
        given = shift(one.giver, one.given, one.given_from, one.given_to)
        taken = shift(one.taker, one.taken, one.taken_from, one.taken_to)
        for actor, own, theirs, lost, won in (
            (one.giver, one.given, one.taken, given, taken),
            (one.taker, one.taken, one.given, taken, given),
        ):
            worth = [float(by_name[i].saliences[by_name[i].actors.index(actor)]) for i in (own, theirs)]
            assert worth[1] * abs(won) - worth[0] * abs(lost) == pytest.approx(one.gain, abs=1e-7)
        assert one.gain > 0
        outcomes[one.given] += given * by_name[one.given].width
        outcomes[one.taken] += taken * by_name[one.taken].width
    for q in dossier.questions:
        assert found.outcomes[q.name] == pytest.approx(outcomes[q.name], abs=1e-6)
        assert q.positions.min() - 1e-6 <= found.outcomes[q.name] <= q.positions.max() + 1e-6


@needs_shared
def test_the_first_trades_of_a_published_run() -> None:
    negotiation, _ = read_any(Path(SHARED / "cop" / "equal-gain_CoP21.csv"))
    found = trade(dossier_of(negotiation), most=6).trades
    lines = (SHARED / "cop" / "equal-gain_CoP21.output.csv").read_text().splitlines()
    for line, one in zip(lines[:6], found, strict=True):
        cells = [cell.strip('"') for cell in line.split(";")]
        sides = {(one.giver, one.given, round(one.given_to, 6)), (one.taker, one.taken, round(one.taken_to, 6))}
        assert {cells[0], cells[2]} == {side[0] for side in sides}
        assert {cells[1], cells[3]} == {side[1] for side in sides}
        assert 100 * one.gain == pytest.approx(float(cells[4]), abs=1e-6)
