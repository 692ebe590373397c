"""The forms: icebergs, shared space, network, rounds, territory. Every cell leads to findings that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.build import act, article, event, known, quote, said
from tests.ledger.forms_build import holding, reason, swap, tie
from zopa.cases import case_from_text
from zopa.ledger import (
    Knowledge,
    between,
    brokers,
    consents,
    contradictions,
    distance,
    icebergs,
    islands,
    network,
    paths,
    positions,
    rounds,
    shared_space,
    territory,
    unnamed,
)
from zopa.read import Finding

TEXT = (
    "The dockers want more pay because families cannot pay their rent. The port refuses, for fear of bankruptcy costs. "
    "“We must keep our families safe,” the dockers said. The dockers met the port on Monday. The city was not invited. "
    "The city says no deal holds without it. The port threatened the dockers. The city backs the port. "
    "The city supports the dockers. The dockers hold 30% of the quay. The port holds 80% of the quay. "
    "The port would give the mole for the quay."
)
A = article("a", TEXT, "2025-03-05")
COPY = article("copy", TEXT, "2025-03-06", duplicate_of="a")
MONDAY = "2025-03-03"


def findings(where: object = A) -> list[Finding]:
    one = where if isinstance(where, type(A)) else A
    return [
        said(one, "dockers want more pay", "Dockers", "wages", "for"),
        said(one, "The port refuses", "Port", "wages", "against"),
        said(one, "no deal holds without it", "City", "robots", "against", red_line=True),
        reason(one, "because families cannot pay their rent", "Dockers", issues=("wages",), speaker="Dockers"),
        reason(one, "for fear of bankruptcy costs", "Port", "prevention", issues=("wages",)),
        quote(one, "“We must keep our families safe,”", speaker="Ann Lee", party="Dockers"),
        event(one, "dockers met the port on Monday", "meeting", MONDAY, participants=("Dockers", "Port")),
        tie(one, "The city was not invited", "leaves out", None, "City"),
        tie(one, "The city says no deal holds without it", "objects", "City"),
        tie(one, "The city backs the port", "supports", "City", "Port"),
        tie(one, "The city supports the dockers", "supports", "City", "Dockers"),
        act(one, "The port threatened the dockers", "Port", "threat", toward="Dockers"),
        holding(one, "dockers hold 30% of the quay", "Dockers", "quay", 0.3, 0.3),
        holding(one, "port holds 80% of the quay", "Port", "quay", 0.8, 0.8, by="Port"),
        swap(one, "The port would give the mole for the quay", "Port", ("mole",), ("quay",)),
    ]


def base(*more: Finding) -> Knowledge:
    return known([A, COPY], [*findings(), *findings(COPY), *more])


def ids(view: object) -> Iterator[str]:
    """Every finding that a view names, however deep."""
    for name in getattr(view, "__slots__", ()):
        value = getattr(view, name)
        if name in ("findings", "objections", "at_odds", "statements"):
            yield from value
        elif isinstance(value, tuple):
            for item in value:
                yield from ids(item)
        elif hasattr(value, "__slots__"):
            yield from ids(value)


def test_an_iceberg_has_three_layers_and_says_what_is_missing() -> None:
    k = base()
    ice = {one.party: one for one in icebergs(k, positions(k))}
    dockers = ice["Dockers"]
    assert [row.issue for row in dockers.positions] == ["wages"]
    (why,) = dockers.reasons
    assert (why.words, why.outlets, len(why.findings)) == ("because families cannot pay their rent", 1, 2)
    assert {v.value for v in dockers.values} == {"economy", "humanitarian", "security"}
    assert dockers.unexplained == ()
    assert ice["City"].unexplained == ("robots",)
    assert ice["City"].values == ()


def test_shares_of_values_come_to_one() -> None:
    k = base()
    for one in icebergs(k, positions(k)):
        assert not one.values or sum(v.share for v in one.values) == pytest.approx(1, abs=0.01)


def test_the_shared_space_of_two() -> None:
    k = base()
    ice = {one.party: one for one in icebergs(k, positions(k))}
    space = shared_space(ice["Dockers"], ice["Port"])
    (issue,) = space.issues
    assert issue.verdict == "apart"
    assert space.positions_apart == issue.distance == distance(issue.first, issue.second)  # type: ignore[arg-type]
    economy = next(v for v in space.values if v.value == "economy")
    assert economy.first > 0 < economy.second
    assert space.values_apart is not None
    assert 0 < space.values_apart < 1
    other = shared_space(ice["Port"], ice["Dockers"])
    assert (other.positions_apart, other.values_apart) == (space.positions_apart, space.values_apart)
    same = shared_space(ice["Dockers"], ice["Dockers"])
    assert (same.positions_apart, same.values_apart) == (0.0, 0.0)
    assert shared_space(ice["City"], ice["Dockers"]).values_apart is None


def test_islands_of_two_parties_hold_only_theirs() -> None:
    k = base()
    four = islands(k, positions(k), contradictions(k))
    two = between(four, "Dockers", "Port")
    assert [n.issue for n in two.norms_divergent] == ["wages"]
    assert between(four, "City", "Port").norms_divergent == ()


def test_the_network_counts_reprints_once_and_finds_go_betweens() -> None:
    k = base()
    net = network(k)
    edges = {(e.source, e.kind, e.target): e for e in net.edges}
    assert edges["Dockers", "meets", "Port"].weight == 1
    assert ("Port", "threatens", "Dockers") in edges
    assert ("Ann Lee", "speaks for", "Dockers") in edges
    assert {n.name: n.kind for n in net.nodes}["Ann Lee"] == "actor"
    (broker,) = brokers(net)
    assert (broker.party, broker.between) == ("City", ("Dockers", "Port"))
    assert [p.through for p in paths(net, "City", "Port")] == [("City", "Port"), ("City", "Dockers", "Port")]
    assert paths(net, "Port", "City") == ()  # nothing says that the city hears the port
    assert paths(net, "Port", "Nobody") == ()


def test_rounds_tell_who_met_who_was_left_out_and_who_is_still_needed() -> None:
    k = base()
    rows = positions(k)
    (one,) = rounds(k, rows)
    assert (one.parties, one.format, one.status, one.outlets) == (("Dockers", "Port"), "two-party", "happened", 1)
    (left,) = one.left_out
    assert (left.party, left.objectors) == ("City", ("City",))
    assert [n.party for n in one.needs] == ["City"]
    (need,) = consents(k, rows, [one])
    assert (need.party, need.issues, need.objects) == ("City", ("robots",), True)


@pytest.mark.parametrize(
    ("parties", "form"),
    [(("A", "B"), "two-party"), (("A", "B", "C"), "three-party"), (("A", "B", "C", "D"), "wider")],
)
def test_formats(parties: tuple[str, ...], form: str) -> None:
    k = known([A], [event(A, "met the port", "talks", MONDAY, participants=parties)])
    assert [r.format for r in rounds(k, ())] == [form]


def test_one_meeting_told_twice_is_one_round_and_a_call_another() -> None:
    k = known(
        [A],
        [
            event(A, "met the port on Monday", "meeting", MONDAY, participants=("Dockers", "Port")),
            event(A, "dockers met", "summit", "2025-03-04", participants=("Dockers", "Port")),
            event(A, "port on Monday", "call", MONDAY, participants=("Dockers", "Port")),
            event(A, "dockers met the", "talks", None, participants=("Dockers", "Port")),
        ],
    )
    assert [(r.kind, len(r.findings)) for r in rounds(k, ())] == [("call", 1), ("summit", 3)]


def test_meetings_without_their_parties_are_not_forgotten() -> None:
    held = event(A, "met the port", "meeting", MONDAY, participants=("Dockers", "Port"))
    same = event(A, "on Monday", "talks", MONDAY)
    other = event(A, "port on Monday", "talks", "2025-04-07", participants=("Port",))
    more = event(A, "met the", "meeting", "2025-04-07")
    long = event(A, "port on", "talks", "2025-01-01", last="2025-01-31")
    k = known([A], [held, same, other, more, long])
    assert [{e.id for e in one} for one in unnamed(k, rounds(k, ()))] == [{other.id, more.id}]


def test_shares_that_come_to_more_than_the_whole_conflict() -> None:
    told = territory(base())
    assert [(c.of, c.holder, c.outlets) for c in told.held] == [("quay", "Dockers", 1), ("quay", "Port", 1)]
    (conflict,) = told.conflicts
    assert conflict.kind == "more than the whole"
    (one,) = told.swaps
    assert (one.goes_to, one.outlets) == ((("mole", None), ("quay", "Port")), 1)


SOON = article("soon", TEXT + " 40% of the quay.", "2025-03-15")


def test_what_is_far_apart_in_time_or_fits_does_not_conflict() -> None:
    late = article("late", TEXT, "2025-09-05")
    one = holding(A, "dockers hold 30% of the quay", "Dockers", "quay", 0.3, 0.3)
    assert (
        territory(known([A, late], [one, holding(late, "80% of the quay", "Dockers", "quay", 0.8, 0.8)])).conflicts
        == ()
    )
    assert territory(known([A], [one, holding(A, "80% of the quay", "Port", "quay", 0.6, 0.8)])).conflicts == ()
    own = [holding(x, "30% of the quay", "Dockers", "quay", n, n, by="Port") for x, n in ((A, 0.3), (SOON, 0.4))]
    assert territory(known([A, SOON], own)).conflicts == ()  # one account that moved with the days
    other = holding(SOON, "40% of the quay", "Dockers", "quay", 0.4, 0.4, by="Dockers")
    assert len(territory(known([A, SOON], [own[0], other])).conflicts) == 1
    wants = holding(A, "80% of the quay", "Dockers", "quay", 0.8, 0.8, kind="wants")
    told = territory(known([A], [one, wants]))
    assert told.conflicts == ()
    assert [c.low for c in told.wanted] == [0.8]


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 14)))
def test_every_view_names_findings_that_are_there_and_loses_them_with_them(chosen: set[int]) -> None:
    kept = [f for i, f in enumerate(findings()) if i in chosen]
    k = known([A], kept)
    rows = positions(k)
    net = network(k)
    ice = icebergs(k, rows)
    met = rounds(k, rows)
    views: list[object] = [net, territory(k), *brokers(net), *ice, *met, *consents(k, rows, met)]
    views += [shared_space(a, b) for a in ice for b in ice]
    there = {f.id for f in kept}
    assert {i for view in views for i in ids(view)} <= there
    for edge in net.edges:
        assert edge.findings
        assert edge.weight >= 1


def test_nothing_known_gives_empty_forms() -> None:
    k = known([], [])
    net = network(k)
    assert (icebergs(k, ()), net.edges, brokers(net), rounds(k, ()), consents(k, (), ()), territory(k).held) == (
        (), (), (), (), (), (),
    )  # fmt: skip


def test_a_reason_says_in_whose_words_it_stands() -> None:
    text = (
        "The dockers refuse because wages fell. The dockers said they refuse because the sea is rough. "
        "“We refuse because we are tired,” Ann Roe said. The city said the dockers refuse because they are rich."
    )
    one = article("v", text, "2025-03-01")
    words = ["because wages fell", "because the sea is rough", "because we are tired", "because they are rich"]
    given_reasons = [reason(one, w, "Dockers") for w in words]
    said_so = [
        quote(one, "they refuse because the sea is rough", kind="indirect", party="Dockers", cue="said"),
        quote(one, "“We refuse because we are tired,”", party="Dockers", speaker="Ann Roe", cue="said"),
        quote(one, "the dockers refuse because they are rich", kind="indirect", party="City", cue="said"),
    ]
    ice = icebergs(known([one], [*given_reasons, *said_so]), ())[0]
    voices = {r.words: (r.voice, r.speakers) for r in ice.reasons}
    assert voices == {
        words[0]: ("article", ()),
        words[1]: ("reported", ()),
        words[2]: ("own words", ("Ann Roe",)),
        words[3]: ("other account", ("City",)),
    }
    assert next(r.words for r in ice.reasons) == words[2]  # the party's own words come first


def test_words_beside_a_position_are_said_with_it() -> None:
    text = (
        "The dockers demand ten percent more. It has been a hard year. “Our children count the coins,” Ann Roe said. "
        "The port closed early that day.\n\nThe rain went on and on over the whole of the city, as it had all week, "
        "and nobody came.\n\n“Nobody tells us anything at all,” she said."
    )
    one = article("w", text, "2025-03-01")
    stands = said(one, "dockers demand ten percent", "Dockers", "wages", "for")
    near = quote(one, "“Our children count the coins,”", party="Dockers", speaker="Ann Roe", cue="said")
    far = quote(one, "“Nobody tells us anything at all,”", party="Dockers", speaker="Ann Roe", cue="said")
    other = quote(one, "“Our children count the coins,”", party="Port", speaker="Bo Li", cue="said")
    k = known([one], [stands, near, far])
    (ice,) = icebergs(k, positions(k))
    assert [(s.issue, s.findings) for s in ice.sayings] == [("wages", (near.id,))]
    k = known([one], [stands, other])
    assert all(not ice.sayings for ice in icebergs(k, positions(k)))


def test_whoever_met_without_a_party_left_it_out_but_not_the_go_between() -> None:
    text = "The dockers met the port and the mayor on Monday. The union was not invited. The mayor acted as mediator."
    one = article("n", text, "2025-03-05")
    met = event(one, "dockers met the port and the mayor", "meeting", MONDAY, participants=("Dockers", "Port", "City"))
    out = tie(one, "The union was not invited", "leaves out", None, "Union")
    between_them = [tie(one, "The mayor acted as mediator", "mediates", "City", party) for party in ("Dockers", "Port")]
    edges = network(known([one], [met, out, *between_them])).edges
    assert {(e.source, e.target) for e in edges if e.kind == "leaves out"} == {("Dockers", "Union"), ("Port", "Union")}
    other = article("o", "The union was not invited.", "2025-03-05")
    alone = tie(other, "The union was not invited", "leaves out", None, "Union")
    assert not [e for e in network(known([one, other], [met, alone])).edges if e.kind == "leaves out"]


def test_a_meeting_ahead_is_none_yet_and_pressure_between_those_who_meet_is_no_quarrel() -> None:
    text = (
        "The dockers met the port. The city met the port. The city met the dockers. They meet in May. "
        "The city set a limit."
    )
    one = article("m", text, "2025-03-05")
    met = [
        event(one, "dockers met the port", "meeting", MONDAY, participants=("Dockers", "Port")),
        event(one, "city met the port", "meeting", MONDAY, participants=("City", "Port")),
        event(one, "city met the dockers", "meeting", MONDAY, participants=("City", "Dockers")),
    ]
    limit = act(one, "The city set a limit", "City", "ultimatum", toward="Dockers")
    ahead = event(one, "They meet in May", "meeting", "2025-05-05", participants=("Dockers", "Union"), status="planned")
    net = network(known([one], [*met, limit, ahead]))
    assert ("City", "Dockers", "presses") in {(e.source, e.target, e.kind) for e in net.edges}
    assert "Union" not in {node.name for node in net.nodes}
    assert brokers(net) == ()
    quarrel = act(one, "The city set a limit", "Port", "threat", toward="Dockers")
    assert [b.party for b in brokers(network(known([one], [*met, limit, quarrel])))] == ["City"]


def test_a_swap_of_others_goes_to_whoever_gives() -> None:
    one = article("s", "The city proposed that the port give the mole for the quay.", "2025-03-05")
    given_up = replace(swap(one, "the port give the mole for the quay", "City", ("mole",), ("quay",)), giver="Port")
    (option,) = territory(known([one], [given_up])).swaps
    assert (option.proposer, option.giver) == ("City", "Port")
    assert option.goes_to == (("mole", None), ("quay", "Port"))


def test_a_bloc_is_not_left_out_of_a_meeting_with_its_member() -> None:
    case = case_from_text(
        "zopa: 1\ncase: ports\nparties: {Dockers: {member_of: [Unions]}, Unions: {}, Port: {}, City: {}}\n"
    )
    one = article("b", "The dockers met the port. No union was asked. The city met the port.", "2025-03-05")
    near = event(one, "dockers met the port", "meeting", MONDAY, participants=("Dockers", "Port"))
    far = event(one, "city met the port", "meeting", "2025-03-04", participants=("City", "Port"))
    out = tie(one, "No union was asked", "leaves out", None, "Unions")
    k = known([one], [near, far, out], case)
    assert [r.left_out[0].party for r in rounds(k, ()) if r.left_out] == ["Unions"]
    assert next(r for r in rounds(k, ()) if r.left_out).parties == ("City", "Port")
    leaving = {e.source for e in network(k).edges if e.kind == "leaves out"}
    assert leaving == {"City", "Port"}


@pytest.mark.parametrize(
    ("place", "day", "number"),
    [("Lind", "2025-03-11", 2), ("Geneva", "2025-03-11", 1), (None, "2025-03-11", 1), ("Lind", "2025-03-10", 1)],
)
def test_two_places_on_two_days_are_two_rounds(place: str | None, day: str, number: int) -> None:
    page = article("places", "The sides met on Monday. They met on Tuesday.", "2025-03-12")
    both = ("Dockers", "Port")
    first = event(page, "met on Monday", "meeting", "2025-03-10", participants=both, place="Geneva")
    other = event(page, "met on Tuesday", "meeting", day, participants=both, place=place)
    assert len(rounds(known([page], [first, other]), ())) == number
