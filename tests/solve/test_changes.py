"""What changed between two models, what it rests on, and what it does to the zone and its keys."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings

from tests.model.test_proposal import harbour
from tests.solve.models import models
from zopa.model import Negotiation, RedLine, model_from_data
from zopa.model.merge import ABSENT
from zopa.model.proposal import propose
from zopa.solve import Status, solve
from zopa.solve.changes import changes, effect, evidence_key, standing
from zopa.solve.uncertainty import likelihood, uncertain


def built(*drop: str) -> Negotiation:
    return model_from_data(propose(harbour(*drop)).with_evidence())


def test_a_finding_less_is_named_at_all_that_changes_and_nothing_else_does() -> None:
    gone = {s.id for s in harbour().statements if s.text == "Dockers reject robots"}
    found = changes(built(), built("Dockers reject robots"))
    assert found
    for change in found:
        assert change.where[1] == "Dockers"
        assert set(change.gone) == gone
        assert not change.new
    assert {c.where[2] for c in found} == {"weights", "values", "red_lines"}
    assert all(c.after is ABSENT for c in found)


def test_only_the_cause_is_named_when_an_entry_goes() -> None:
    knowledge = harbour()
    drawn = [s for s in knowledge.statements if s.red_line]
    soft = dataclasses.replace(drawn[1], red_line=False, confidence=0.5)
    rest = [soft if s is drawn[1] else s for s in knowledge.statements if s is not drawn[0]]
    after = model_from_data(propose(dataclasses.replace(knowledge, statements=tuple(rest))).with_evidence())
    lines = [c for c in changes(built(), after) if c.where[2] == "red_lines"]
    assert [c.gone for c in lines] == [(drawn[0].id,)]


def test_what_a_red_line_does_to_zone_and_keys() -> None:
    before = built("Port demands robots")
    after = before.with_red_line("Port", RedLine({"robots": ("none", "some")}))
    (change,) = changes(before, after)
    assert change.where == ("parties", "Port", "red_lines", "robots")
    does = effect(before, after)
    assert does.before.status is Status.NON_EMPTY
    assert does.after.status is Status.EMPTY
    assert not does.gone_keys
    assert ("Port: no robots: none or some",) in does.new_keys


def test_under_which_key_the_findings_stand() -> None:
    assert evidence_key(("parties", "P", "values", "i")) == "P.i"
    assert evidence_key(("parties", "P", "weights", "i")) == "P.i.weight"
    assert evidence_key(("parties", "P", "red_lines", "i+j")) == "P.i+j.red_line"
    assert evidence_key(("parties", "P", "reservation")) == "P.reservation"


@settings(max_examples=30)
@given(models(), models())
def test_nothing_differs_from_itself_and_differences_run_both_ways(one: Negotiation, other: Negotiation) -> None:
    assert changes(one, one) == ()
    assert {c.where for c in changes(one, other)} == {c.where for c in changes(other, one)}


def test_a_number_that_stays_without_its_finding_names_what_is_left() -> None:
    before = built()
    one = harbour().statements[0]
    twin = dataclasses.replace(one, id="twin", confidence=one.confidence)
    knowledge = dataclasses.replace(harbour(), statements=(*harbour().statements, twin))
    both = model_from_data(propose(knowledge).with_evidence())
    stays = standing(both, before)
    assert {s.gone for s in stays} == {"twin"}
    assert {s.where[2] for s in stays} == {"weights", "values"}
    assert all(one.id in s.left for s in stays)
    assert not standing(before, before)


def test_a_red_line_that_goes_names_the_words_that_unmade_it() -> None:
    knowledge = harbour()
    soft = [
        dataclasses.replace(s, id=f"new{k}", polarity="for", act="demand", red_line=False, confidence=1.0)
        for k, s in enumerate(knowledge.statements)
        if s.red_line
    ]
    now = dataclasses.replace(knowledge, statements=(*knowledge.statements, *soft))
    after = model_from_data(propose(now).with_evidence())
    (gone,) = [c for c in changes(built(), after) if c.where[2] == "red_lines"]
    assert gone.after is ABSENT
    assert set(gone.new) == {s.id for s in soft}


def test_an_issue_that_goes_names_the_findings_on_it() -> None:
    gone = {s.id for s in harbour().statements if s.issue == "hours"}
    (change,) = [c for c in changes(built(), built("City supports shorter nights")) if c.where[0] == "issues"]
    assert set(change.gone) == gone


def test_how_sure_the_zone_and_its_keys_are() -> None:
    before = built("Port demands robots")
    after = before.with_red_line("Port", RedLine({"robots": ("none", "some")}))
    does = effect(before, after, draws=50)
    assert does.before.likely is not None
    assert does.before.likely.share > 0.5
    assert does.after.likely is not None
    assert does.after.likely.share == 0
    assert all(share.share > 0.5 for share in does.after.opens.values())
    assert set(does.after.opens) == {key.texts for key in does.after.keys}
    assert effect(before, after, draws=0).before.likely is None


@settings(max_examples=20, deadline=None)
@given(models())
def test_a_model_that_leaves_nothing_open_is_as_sure_as_its_zone(model: Negotiation) -> None:
    share, (low, high) = likelihood(model, draws=20)
    assert 0 <= low <= share <= high <= 1
    if not uncertain(model):
        assert share == (solve(model, listed=0).zone.status is Status.NON_EMPTY)
