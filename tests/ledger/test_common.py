"""Sticking points and common ground: who stands opposite whom, what opponents share, who is silent."""

from __future__ import annotations

from tests.ledger.build import article, known, said
from zopa.ledger import common_ground, positions, sticking_points
from zopa.ledger.positions import Position

TEXT = "The dockers want it. The port refuses it. The city is open. The port may want it."
WORDS = {"for": "The dockers want it", "against": "The port refuses it", "open": "The city is open"}


def rows(*stands: tuple[str, str, str, bool]) -> tuple[Position, ...]:
    a = article("a", TEXT, "2025-03-01")
    return positions(known([a], [said(a, WORDS[p], who, issue, p, red_line=red) for who, issue, p, red in stands]))


def test_for_and_against_make_a_sticking_point() -> None:
    made = rows(
        ("Dockers", "wages", "for", False), ("Port", "wages", "against", True), ("City", "wages", "open", False)
    )
    (point,) = sticking_points(made)
    assert [s.party for s in point.favour] == ["Dockers"]
    assert [(s.party, s.red_line) for s in point.against] == [("Port", True)]
    assert [s.party for s in point.open] == ["City"]
    assert not point.blocked
    assert 0 < point.tension <= 1


def test_red_lines_on_both_sides_block_and_come_first() -> None:
    made = rows(
        ("Dockers", "wages", "for", False),
        ("Port", "wages", "against", False),
        ("Dockers", "hours", "for", True),
        ("Port", "hours", "against", True),
    )
    assert [(p.issue, p.blocked) for p in sticking_points(made)] == [("hours", True), ("wages", False)]


def test_the_same_side_is_common_ground() -> None:
    made = rows(("Dockers", "hours", "for", False), ("Port", "hours", "for", False), ("City", "hours", "open", False))
    (ground,) = common_ground(made)
    assert {s.party for s in ground.parties} == {"Dockers", "Port"}
    assert [s.party for s in ground.open] == ["City"]
    assert not ground.bridges
    assert sticking_points(made) == ()


def test_what_opponents_share_comes_first_and_the_silent_are_named() -> None:
    made = rows(
        ("Dockers", "wages", "for", False),
        ("Port", "wages", "against", False),
        ("City", "wages", "against", False),
        ("Port", "robots", "for", False),
        ("City", "robots", "for", False),
        ("Dockers", "hours", "for", False),
        ("Port", "hours", "for", False),
    )
    first, second = common_ground(made)
    assert (first.issue, first.bridges, first.silent) == ("hours", True, ("City",))
    assert (second.issue, second.bridges, second.silent) == ("robots", False, ("Dockers",))


def test_one_party_alone_is_neither() -> None:
    made = rows(("Dockers", "wages", "for", False))
    assert sticking_points(made) == ()
    assert common_ground(made) == ()
