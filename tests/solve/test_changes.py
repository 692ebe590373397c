"""What changed between two models, what it rests on, and what it does to the zone and its keys."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings

from tests.model.test_proposal import harbour
from tests.solve.models import models
from zopa.model import Negotiation, RedLine, model_from_data
from zopa.model.merge import ABSENT
from zopa.model.proposal import propose
from zopa.solve import Status
from zopa.solve.changes import changes, effect, evidence_key


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
