"""The cases that ship with zopa."""

from __future__ import annotations

from collections import Counter

import pytest

from zopa.cases import Case, load_case, shipped_cases

CASES = [load_case(name) for name in shipped_cases()]


def test_both_cases_ship() -> None:
    assert {"ukraine-2025", "peace"} <= set(shipped_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_no_cue_belongs_to_two_issues(case: Case) -> None:
    """An ambiguous cue would pull a sentence to whichever issue comes first."""
    owners = Counter(
        cue
        for issue in case.issues.values()
        for cue in {c.lower() for c in (*issue.cues, *(c for o in issue.options.values() for c in o.cues))}
    )
    assert not {cue for cue, count in owners.items() if count > 1}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_options_are_a_scale_of_two_or_more(case: Case) -> None:
    assert all(len(issue.options) != 1 for issue in case.issues.values())


def test_the_general_case_names_no_party() -> None:
    case = load_case("peace")
    assert not case.parties
    words = [w for i in case.issues.values() for w in i.proposition.split()[1:]]
    assert not [w for w in words if w[0].isupper()]


def test_every_party_of_the_first_case_has_a_voice() -> None:
    assert all(party.people for party in load_case("ukraine-2025").parties.values())


def test_issues_that_the_articles_turn_on_are_there() -> None:
    issues = set(load_case("ukraine-2025").issues)
    assert {"ceasefire", "territory", "nato_membership", "security_guarantees", "peacekeepers", "sanctions"} <= issues
    general = set(load_case("peace").issues)
    assert {"ceasefire", "withdrawal", "prisoners", "borders", "guarantees", "monitoring", "aid_access"} <= general
