"""Pact files: faults told in one line, with their place."""

from __future__ import annotations

import pytest

from zopa.errors import SchemaError
from zopa.model.pactfile import pact_from_text

GOOD = """zopa: 1
pact: shield
protected: Border
threats:
  war: {likelihood: [0.2, 0.4], deterred_by: [10, 20]}
tiers:
  aid: {strength: 0.1, cost: 0.01}
  force: {strength: 1, cost: 0.2}
lead: {state: A, at_least: aid, lifts: 0.1}
states:
  A: {capability: 10, stake: 0.5, willingness: {aid: 0.1}}
  B:
    capability: [5, 8]
    at_most: force
    only_if: [{tiers: [force], needs: {A: force}}]
    ratification:
      rule: {kind: majority}
      voters: {Left: {votes: 40, up_to: aid}, Right: {votes: 30, up_to: force}, Centre: {votes: 20, up_to: aid}}
institutions:
  Club: {members: [A, B]}
designs:
  club: {kind: institution, institution: Club}
"""


def test_a_good_file() -> None:
    pact = pact_from_text(GOOD)
    assert pact.levels == ("none", "aid", "force")
    assert pact.states["B"].allowed == ("aid",)
    assert str(pact.links[0]) == "B takes force only if A is at force or higher"
    assert pact.states["A"].willingness["force"].middle == 0
    assert pact.designs["club"].rule is not None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("deterred_by: [10, 20]", "deterred_by: [20, 10]", "low end above"),
        ("likelihood: [0.2, 0.4]", "likelihood: 1.4", "outside 0..1"),
        ("willingness: {aid: 0.1}", "willingness: {help: 0.1}", "unknown tier 'help'"),
        ("needs: {A: force}", "needs: {C: force}", "unknown state 'C'"),
        ("needs: {A: force}", "needs: {B: force}", "waits for itself"),
        ("institution: Club", "institution: Union", "unknown institution"),
        ("members: [A, B]", "members: [A, Z]", "unknown state 'Z'"),
        ("at_most: force", "at_most: war", "unknown tier 'war'"),
        ("state: A, at_least: aid", "state: Q, at_least: aid", "unknown state 'Q'"),
        ("  aid: {strength: 0.1", "  none: {strength: 0.1", "'none'"),
        ("capability: 10", "capability: .nan", "not finite"),
        ("protected: Border", "protectd: Border", "did you mean 'protected'"),
        ("up_to: force", "up_to: war", "unknown tier 'war'"),
    ],
)
def test_faults(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError, match=words) as caught:
        pact_from_text(GOOD.replace(old, new))
    assert "\n" not in str(caught.value)
