"""The rules behind each proposed number, each on a case of its own."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.build import act, article, known, quote, said
from tests.model.test_proposal import middle, party
from zopa.cases import CaseIssue, case_from_text
from zopa.errors import SchemaError
from zopa.ledger import Knowledge, reading_key
from zopa.model.alternatives import alternatives
from zopa.model.proposal import propose
from zopa.model.proposed_red_lines import refuses
from zopa.model.proposed_values import proposed_values
from zopa.read import Statement

CASE = case_from_text(
    """
zopa: 1
case: truce
parties: {North: {}, South: {}}
issues:
  truce: {proposition: The fighting stops, options: {none: {}, local: {}, full: {}}}
  land:
    proposition: South cedes land to North
    holds_from: half
    options: {none: {}, strip: {}, half: {}, all: {}}
"""
)
TEXT = (
    "South accepts a truce. South wants a truce. South rejects a truce. South would take a local truce. "
    "North warns South. North must have land. South will not cede any land. North rejects an unconditional truce. "
    "North wants half. North refuses half. South can wait."
)
ONE, TWO = article("a", TEXT, "2025-03-01"), article("b", TEXT, "2025-03-02")


def numbers(*found: Any, issue: str = "truce", who: str = "South") -> tuple[dict[str, float], str]:
    """The middle of every value, and the sentence why."""
    made = propose(known([ONE, TWO], [*found], CASE), parties=[who])
    return (
        {option: middle(v) for option, v in party(made, who)["values"][issue].items()},
        made.grounds[f"{who}.{issue}"].why,
    )


def test_what_is_merely_accepted_tells_less_than_what_is_demanded() -> None:
    accepts, why = numbers(said(ONE, "South accepts a truce", "South", "truce", "for", "accept"))
    wants, _ = numbers(said(ONE, "South wants a truce", "South", "truce", "for"))
    assert accepts["full"] == wants["full"]
    assert accepts["none"] > wants["none"] + 0.3
    assert "what it can live with" in why


def test_reports_that_differ_widen_the_ranges_where_they_differ() -> None:
    made = propose(
        known(
            [ONE, TWO],
            [
                said(ONE, "South wants a truce", "South", "truce", "for"),
                said(TWO, "South rejects a truce", "South", "truce", "against"),
            ],
            CASE,
        )
    )
    truce = party(made, "South")["values"]["truce"]
    width = {option: high - low for option, (low, high) in truce.items()}
    assert width["none"] > 0.8 < width["full"]
    assert width["local"] < 0.5  # both ends agree on what lies between
    assert "Reports differ (against 50%, for 50%)" in made.grounds["South.truce"].why


def test_words_that_name_an_option_speak_for_their_article() -> None:
    plain = said(ONE, "South wants a truce", "South", "truce", "for", confidence=0.95)
    named = said(ONE, "South would take a local truce", "South", "truce", "for", option="local", confidence=0.6)
    values, why = numbers(plain, named)
    assert max(values, key=lambda option: values[option]) == "local"
    assert "asks for 'local'" in why


def test_an_open_party_is_level_and_a_sentence_says_so() -> None:
    values, why = numbers(said(ONE, "South wants a truce", "South", "truce", "open"))
    assert len(set(values.values())) == 1
    assert "no option is better than another" in why


@given(st.lists(st.tuples(st.sampled_from(["for", "against", "open"]), st.floats(0.05, 1)), min_size=1, max_size=6))
def test_values_are_ranges_within_0_and_1_with_the_best_reading_inside(told: list[tuple[str, float]]) -> None:
    articles = [article(f"n{k}", TEXT, f"2025-03-{k + 1:02}") for k in range(len(told))]
    found = [
        said(where, "South wants a truce", "South", "truce", side, confidence=sure)
        for where, (side, sure) in zip(articles, told, strict=True)
    ]
    knowledge = known(articles, list(found), CASE)
    made = propose(knowledge, parties=["South"])
    for low, high in (v if isinstance(v, list) else (v, v) for v in party(made, "South")["values"]["truce"].values()):
        assert 0 <= low <= high <= 1
    assert set(made.grounds["South.truce"].findings) == {s.id for s in found}


def test_one_more_article_that_agrees_never_widens() -> None:
    first = said(ONE, "South wants a truce", "South", "truce", "for")
    second = said(TWO, "South wants a truce", "South", "truce", "for")

    def widths(knowledge: Knowledge) -> list[float]:
        made = party(propose(knowledge, parties=["South"]), "South")["values"]["truce"]
        return [high - low for low, high in made.values()]

    alone, both = widths(known([ONE], [first], CASE)), widths(known([ONE, TWO], [first, second], CASE))
    assert all(b <= a for a, b in zip(alone, both, strict=True))


# ---- red lines -----------------------------------------------------------------------------------------------------

LAND = CASE.issues["land"]
SILENT = LAND.model_copy(update={"holds_from": None})
LADDER = ("none", "strip", "half", "all")


def line(words: str, polarity: str, **more: Any) -> Statement:
    return said(ONE, words, "North", "land", polarity, red_line=True, **more)


@pytest.mark.parametrize(
    ("one", "issue", "refused", "told"),
    [
        (line("South will not cede any land", "against"), LAND, {"half", "all"}, "by the case"),
        (line("South will not cede any land", "against"), SILENT, {"strip", "half", "all"}, "“any”"),
        (line("North must have land", "for"), LAND, {"none", "strip"}, "by the case"),
        (line("North must have land", "for"), SILENT, {"none", "strip"}, "assumed"),
        (line("North refuses half", "against", option="half"), LAND, {"half", "all"}, "refuse 'half'"),
        (line("North wants half", "for", option="half"), SILENT, {"none", "strip"}, "ask for 'half'"),
    ],
)
def test_which_options_a_red_line_covers(one: Statement, issue: CaseIssue, refused: set[str], told: str) -> None:
    options, extent = refuses([one], LADDER, issue, against=one.polarity == "against")
    assert options == refused
    assert told in extent


def test_a_word_for_the_whole_leaves_the_middle_open() -> None:
    one = said(ONE, "North rejects an unconditional truce", "North", "truce", "against", red_line=True)
    issue = CaseIssue.model_validate({**CASE.issues["truce"].model_dump(), "proposition": "A truce begins"})
    options, extent = refuses([one], ("none", "local", "full"), issue, against=True)
    assert options == {"full"}
    assert "“unconditional”" in extent


def test_where_a_proposition_holds_must_be_an_option_after_the_first() -> None:
    text = "zopa: 1\ncase: x\nissues: {land: {proposition: p, holds_from: %s, options: {a: {}, b: {}}}}\n"
    assert case_from_text(text % "b").issues["land"].holds_from == "b"
    for wrong in ("a", "c"):
        with pytest.raises(SchemaError, match="holds_from"):
            case_from_text(text % wrong)


def test_no_article_is_read_again_for_where_a_proposition_holds() -> None:
    other = CASE.model_copy(update={"issues": {**CASE.issues, "land": SILENT}})
    assert reading_key(CASE, "r") == reading_key(other, "r")


def test_a_red_line_too_unsure_to_be_drawn_is_told() -> None:
    hedged = said(ONE, "South wants a truce", "South", "truce", "for", red_line=True, confidence=0.5)
    made = propose(known([ONE], [hedged], CASE), parties=["South"])
    assert "red_lines" not in party(made, "South")
    assert "too unsure to be drawn" in made.grounds["South.truce"].why


# ---- reservation values --------------------------------------------------------------------------------------------


def test_a_threat_of_another_party_makes_no_deal_worse() -> None:
    base = [said(ONE, "South wants a truce", "South", "truce", "for")]
    threat = act(ONE, "North warns South", "North", "threat", toward="South")
    own = act(ONE, "North warns South", "South", "threat", toward="North")
    free = propose(known([ONE], list(base), CASE), parties=["South"])
    pressed = propose(known([ONE], [*base, threat], CASE), parties=["South"])
    assert middle(party(pressed, "South")["reservation"]) < middle(party(free, "South")["reservation"])
    assert pressed.grounds["South.reservation"].findings == (threat.id,)
    assert propose(known([ONE], [*base, own], CASE), parties=["South"]).grounds["South.reservation"].findings == ()


def test_the_sentence_shows_words_of_the_side_that_prevails() -> None:
    base = said(ONE, "South wants a truce", "South", "truce", "for")
    found = [base, quote(ONE, "South can wait", party="South"), quote(TWO, "South can wait", party="South")]
    made = propose(known([ONE, TWO], list(found), CASE), parties=["South"])
    assert "2 independent articles tell that it could do without a deal, such as “South can wait”" in (
        made.grounds["South.reservation"].why
    )


def test_the_defeat_of_others_is_no_need_of_a_deal() -> None:
    where = article("c", "We will defeat them. We face defeat.")
    found = alternatives(
        known(
            [where], [quote(where, "We will defeat them", party="North"), quote(where, "We face defeat", party="North")]
        ),
        "North",
    )
    assert [one.finding.text for one in found] == ["We face defeat"]


@given(st.data())
def test_without_any_finding_only_what_names_it_differs(data: st.DataObject) -> None:
    """Statements, quotes and acts alike: a number that does not list a finding does not move without it."""
    found: list[Any] = []
    for where in (ONE, TWO):
        found += [
            said(where, "South accepts a truce", "South", "truce", "for", "accept"),
            said(where, "South rejects a truce", "South", "truce", "against", red_line=True),
            said(where, "North must have land", "North", "land", "for", red_line=True),
            said(where, "South will not cede any land", "South", "land", "against", red_line=True),
            quote(where, "South can wait", party="South"),
            act(where, "North warns South", "North", "threat", toward="South"),
        ]
    gone = data.draw(st.sampled_from(found))
    versions = (found, [f for f in found if f is not gone])
    both = [propose(known([ONE, TWO], kept, CASE), keep=["North"]) for kept in versions]
    before, after = (_named(made.data) for made in both)
    for key, ground in both[0].grounds.items():
        if gone.id not in ground.findings:
            assert before.get(key) == after.get(key)
    assert gone.id not in {i for ground in both[1].grounds.values() for i in ground.findings}


def _named(data: Any) -> dict[str, Any]:
    """Every number under the key of its ground."""
    found: dict[str, Any] = {}
    for name, own in data["parties"].items():
        found[f"{name}.reservation"] = own["reservation"]
        found |= {f"{name}.{issue}": table for issue, table in own["values"].items()}
        found |= {f"{name}.{issue}.weight": weight for issue, weight in own["weights"].items()}
        found |= {f"{name}.{next(iter(one))}.red_line": one for one in own.get("red_lines", [])}
    return found


def test_values_of_a_position_are_those_of_its_statements() -> None:
    from zopa.ledger import positions

    knowledge = known([ONE], [said(ONE, "South wants a truce", "South", "truce", "for")], CASE)
    (row,) = positions(knowledge)
    values, ground = proposed_values(row, knowledge.statements, ("none", "full"), knowledge)
    assert values["full"][1] == 1
    assert "1 statement in 1 independent article, the last of 2025-03-01" in ground.why
    undated = dataclasses.replace(knowledge, articles=(dataclasses.replace(ONE, published=None),))
    (row,) = positions(undated)
    assert "undated" in proposed_values(row, undated.statements, ("none", "full"), undated)[1].why
