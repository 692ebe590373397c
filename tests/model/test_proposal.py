"""From findings to numbers: each rule on a case of its own, and that a finding moves only what rests on it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import article, known, quote, said
from zopa.cases import case_from_text
from zopa.errors import InputError, UsageError
from zopa.ledger import Knowledge
from zopa.model import model_from_data
from zopa.model.alternatives import alternatives
from zopa.model.proposal import LADDER, Proposal, propose
from zopa.solve import solve

CASE_TEXT = """
zopa: 1
case: harbour
parties: {Dockers: {}, Port: {}, City: {}}
issues:
  wages:
    proposition: Wages rise by a tenth
    options: {frozen: {}, half: {}, tenth: {}}
  hours: {proposition: The night shift ends}
  robots: {proposition: Cranes run without drivers, options: {none: {}, some: {}, most: {}, all: {}}}
"""
CASE = case_from_text(CASE_TEXT)
WORDS = (
    "Dockers demand a tenth more. Dockers reject robots. Dockers can wait. Port rejects any rise. Port demands robots. "
    "Port needs a deal. Port would accept half. City is open on robots. City supports shorter nights. Port may bend."
)


def harbour(*drop: str) -> Knowledge:
    """Two articles of the same words, with findings of three parties; `drop` leaves out those of these words."""
    one, two = article("a", WORDS, "2025-03-01"), article("b", WORDS, "2025-03-09")
    found: list[Any] = []
    for where in (one, two):
        found += [
            said(where, "Dockers demand a tenth more", "Dockers", "wages", "for", confidence=0.9),
            said(where, "Dockers reject robots", "Dockers", "robots", "against", red_line=True),
            said(where, "Port rejects any rise", "Port", "wages", "against"),
            said(where, "Port demands robots", "Port", "robots", "for", option="most"),
            said(where, "City is open on robots", "City", "robots", "open"),
            said(where, "City supports shorter nights", "City", "hours", "for", "support"),
            quote(where, "Dockers can wait", party="Dockers"),
            quote(where, "Port needs a deal", party="Port"),
        ]
    return known([one, two], [f for f in found if f.text not in drop], CASE)


def party(made: Proposal, name: str) -> dict[str, Any]:
    found: dict[str, Any] = made.data["parties"][name]
    return found


def middle(amount: Any) -> float:
    return sum(amount) / 2 if isinstance(amount, list) else float(amount)


def test_the_end_of_the_ladder_is_best_and_the_rest_falls_off() -> None:
    made = propose(harbour())
    wages = party(made, "Dockers")["values"]["wages"]
    assert list(wages) == ["frozen", "half", "tenth"]
    assert middle(wages["frozen"]) < middle(wages["half"]) < middle(wages["tenth"])
    against = party(made, "Port")["values"]["wages"]
    assert middle(against["frozen"]) > middle(against["half"]) > middle(against["tenth"])


def test_an_option_that_is_asked_for_by_name_is_best() -> None:
    robots = party(propose(harbour()), "Port")["values"]["robots"]
    assert max(robots, key=lambda option: middle(robots[option])) == "most"
    assert middle(robots["all"]) == pytest.approx(middle(robots["some"]), abs=0.01)


def test_an_open_party_prefers_nothing_and_a_silent_one_has_no_values() -> None:
    made = propose(harbour())
    assert len({middle(v) for v in party(made, "City")["values"]["robots"].values()}) == 1
    assert "wages" not in party(made, "City")["values"]


def test_issues_without_options_get_a_ladder() -> None:
    made = propose(harbour())
    assert made.data["issues"]["hours"] == list(LADDER)
    assert any("hours" in note for note in made.notes)


def test_a_red_line_refuses_the_far_side_and_says_that_this_is_assumed() -> None:
    made = propose(harbour())
    (line,) = party(made, "Dockers")["red_lines"]
    assert line["robots"] == ["most", "all"]
    assert 0 < line["firmness"] <= 1
    assert "assumed" in made.grounds["Dockers.robots.red_line"].why
    assert "red_lines" not in party(made, "Port")


def test_doubt_widens_what_thin_or_divided_evidence_gives() -> None:
    def width(knowledge: Knowledge) -> float:
        low, high = party(propose(knowledge), "Port")["values"]["wages"]["half"]
        return float(high - low)

    full = harbour()
    thin = dataclasses.replace(full, statements=tuple(s for s in full.statements if s.article == "a"))
    extra = said(full.articles[1], "Port would accept half", "Port", "wages", "for", "accept")
    divided = dataclasses.replace(full, statements=(*full.statements, extra))
    assert width(full) < width(thin)
    assert width(full) < width(divided)


def test_more_and_harder_words_weigh_more() -> None:
    made = propose(harbour())
    weights = party(made, "Dockers")["weights"]
    assert middle(weights["robots"]) > middle(weights["wages"])  # a red line beats a demand
    full = harbour()
    thin = dataclasses.replace(full, statements=tuple(s for s in full.statements if s.article == "a"))
    assert middle(party(propose(thin), "Dockers")["weights"]["wages"]) < middle(weights["wages"])


def test_reservation_values_follow_what_is_said_of_no_deal() -> None:
    made = propose(harbour())
    assert middle(party(made, "Dockers")["reservation"]) > 0.35 > middle(party(made, "Port")["reservation"])
    assert party(made, "City")["reservation"] == [0, 0.7]  # nothing found: all that the rule can give
    assert made.grounds["City.reservation"].findings == ()
    assert "Nothing found" in made.grounds["City.reservation"].why
    assert any("no deal is worth to City" in note for note in made.notes)


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("We will fight on", True),
        ("He threatened to walk away from the talks", True),
        ("No deal is better than a bad deal", True),
        ("They continue their offensive", True),
        ("The union can wait", True),
        ("It needs a deal", False),
        ("The army is exhausted", False),
        ("They cannot go on", False),
        ("They do not want to walk away", None),
        ("The weather is fine", None),
    ],
)
def test_words_about_no_deal(words: str, good: bool | None) -> None:
    where = article("a", words + ".")
    found = alternatives(known([where], [quote(where, words, party="Dockers")], CASE), "Dockers")
    assert [one.good for one in found] == ([] if good is None else [good])


def test_every_number_names_findings_that_are_there_and_the_model_solves() -> None:
    knowledge = harbour()
    made = propose(knowledge)
    model = model_from_data(made.with_evidence())
    for name, one in model.parties.items():
        for issue in one.values:
            assert {f"{name}.{issue}", f"{name}.{issue}.weight"} <= made.grounds.keys()
            for line in one.red_lines:
                assert f"{name}.{'+'.join(line.options)}.red_line" in made.grounds
            assert f"{name}.reservation" in made.grounds
    for key, ground in made.grounds.items():
        assert ground.findings or key in {"City.reservation", *model.parties}
        assert ground.why.endswith(".")
        assert all(knowledge.find(i) is not None for i in ground.findings)
    assert solve(model).outcomes == 3 * 3 * 4


@given(st.integers(0, len(harbour().statements) - 1))
def test_without_one_statement_only_what_rests_on_it_differs(index: int) -> None:
    knowledge = harbour()
    gone = knowledge.statements[index]
    rest = tuple(s for s in knowledge.statements if s is not gone)
    before, after = propose(knowledge), propose(dataclasses.replace(knowledge, statements=rest))
    for name in before.data["parties"]:
        for kind, suffix in (("values", ""), ("weights", ".weight")):
            for issue, was in party(before, name)[kind].items():
                if gone.id not in before.grounds[f"{name}.{issue}{suffix}"].findings:
                    assert party(after, name)[kind][issue] == was
        assert party(before, name).get("reservation") == party(after, name).get("reservation")
    assert gone.id not in {i for ground in after.grounds.values() for i in ground.findings}


def test_choosing_and_what_cannot_be_chosen() -> None:
    knowledge = harbour()
    made = propose(knowledge, parties=["Port", "City"], issues=["robots"])
    assert list(made.data["parties"]) == ["Port", "City"]
    assert list(made.data["issues"]) == ["robots"]
    with pytest.raises(UsageError, match="Dockers"):
        propose(knowledge, parties=["Doctors"])
    with pytest.raises(UsageError, match="wages"):
        propose(knowledge, issues=["wage"])
    with pytest.raises(InputError, match="nothing to model"):
        propose(known([], [], CASE))
