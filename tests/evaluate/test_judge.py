"""What counts as right, missed and wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate import made
from zopa.evaluate import KINDS, Verdict, judge
from zopa.evaluate.agree import unit_of
from zopa.evaluate.goldfile import GoldPosition
from zopa.read import Reading

RIGHT = made.perfect(made.gold())


def verdict(reading: Reading, **changes: object) -> Verdict:
    return judge(made.gold(**changes), reading, made.case())


def test_the_gold_itself_is_perfect() -> None:
    result = verdict(RIGHT)
    assert list(result.counts) == list(KINDS)
    assert all(c.f1 == 1.0 for c in result.counts.values())
    assert result.misses == result.wrong == result.gold_errors == ()


def test_an_empty_reading_misses_every_required_item() -> None:
    result = verdict(Reading(article=made.article()))
    assert result.counts["statement"].missed == 3
    assert result.counts["matrix"].missed == 3
    assert result.counts["quote"].missed == 1
    assert all(c.recall == 0.0 and c.precision is None for c in result.counts.values())


def test_optional_gold_is_neither_missed_nor_wrong() -> None:
    without = replace(RIGHT, statements=RIGHT.statements[:3], quotes=RIGHT.quotes[:1])
    assert all(c.f1 == 1.0 for c in verdict(without).counts.values())


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"holder": "Operator"}, "other holder"),
        ({"issue": "nights"}, "other issue"),
        ({"polarity": "open"}, "other polarity"),
        ({"holder": "Operator", "issue": "nights"}, "other holder and issue"),
        ({"start": 0, "end": 5}, "nothing found"),
    ],
)
def test_a_statement_must_agree_in_holder_issue_and_polarity(change: dict[str, Any], cause: str) -> None:
    first, second, *rest = RIGHT.statements
    result = verdict(replace(RIGHT, statements=(first, replace(second, **change), *rest)))
    assert (result.counts["statement"].missed, result.counts["statement"].wrong) == (1, 1)
    assert result.misses[0].expected == "Union against pay (reject)"
    assert bool(result.misses[0].got) == (cause != "nothing found")
    assert result.causes == (cause,)
    assert "will not accept any cut" in result.misses[0].sentence


def test_a_statement_in_another_sentence_is_wrong_but_right_in_the_matrix() -> None:
    first, *rest = RIGHT.statements
    moved = replace(first, start=0, end=20, text=made.TEXT[:20])
    result = verdict(replace(RIGHT, statements=(moved, *rest)))
    assert result.counts["statement"].wrong == 1
    assert result.counts["matrix"].f1 == 1.0


def test_half_of_a_span_in_the_sentence_is_enough() -> None:
    start = made.TEXT.index("The port operator")
    first, *rest = RIGHT.statements
    for begin, end, wrong in ((start - 10, start + 10, 0), (start - 12, start + 10, 1)):
        half = replace(first, start=begin, end=end, text=made.TEXT[begin:end])
        assert verdict(replace(RIGHT, statements=(half, *rest))).counts["statement"].wrong == wrong


def test_the_same_statement_twice_is_right_once() -> None:
    result = verdict(replace(RIGHT, statements=(*RIGHT.statements, RIGHT.statements[0])))
    assert result.counts["statement"].wrong == 1
    assert result.counts["matrix"].wrong == 0


def test_evidence_that_is_not_in_the_text_is_an_error_of_the_gold() -> None:
    position = {"holder": "Union", "issue": "pay", "polarity": "for", "evidence": "no such words"}
    result = verdict(RIGHT, positions=[position])
    assert result.gold_errors == ("port.txt: the evidence 'no such words' is not in the article",)
    assert result.counts["statement"].missed == 1


def test_kinds_that_were_not_annotated_are_not_judged() -> None:
    assert set(verdict(RIGHT, figures=None, acts=None).counts) == set(KINDS) - {"figure", "act"}


def test_a_quote_needs_its_speaker() -> None:
    nobody = replace(RIGHT.quotes[0], speaker=None)
    result = verdict(replace(RIGHT, quotes=(nobody, RIGHT.quotes[1])))
    assert result.counts["quote"].right == 0
    assert result.counts["quote words"].f1 == 1.0


def test_the_other_speaker_of_a_joint_statement_is_right_too() -> None:
    wanted = [{"speaker": "Port Authority", "also_speaker": "Ana Brkic", "text": "“We have nothing left to give”"}]
    assert verdict(replace(RIGHT, quotes=RIGHT.quotes[:1]), quotes=wanted).counts["quote"].f1 == 1.0


def test_a_quote_in_two_parts_matches_gold_whole_or_apart() -> None:
    start = made.TEXT.index("We have")
    two = replace(RIGHT.quotes[0], parts=((start, start + 15), (start + 16, start + 29)))
    for texts in (["We have nothing left to give"], ["We have nothing", "left to give"]):
        wanted = [{"speaker": "Brkić", "text": text} for text in texts]
        assert verdict(replace(RIGHT, quotes=(two,)), quotes=wanted).counts["quote"].f1 == 1.0


def test_indirect_speech_is_not_judged_as_a_quote() -> None:
    indirect = replace(RIGHT.quotes[0], kind="indirect")
    assert verdict(replace(RIGHT, quotes=(*RIGHT.quotes, indirect))).counts["quote"].wrong == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("years", "year"),
        ("%", "percent"),
        ("countries", "country"),
        ("USD", "dollar"),
        ("tonnes", "ton"),
        ("boss", "boss"),
    ],
)
def test_units_are_compared_in_plain_singular(one: str, other: str) -> None:
    assert unit_of(one) == unit_of(other)


parties = st.sampled_from(["Union", "Operator"])
issues = st.sampled_from(["pay", "nights", "hearing"])
polarities = st.sampled_from(["for", "against", "open"])
evidence = st.sampled_from([p["evidence"] for p in made.GOLD["positions"]])
position = st.builds(
    GoldPosition, holder=parties, issue=issues, polarity=polarities, evidence=evidence, optional=st.booleans()
)
positions = st.lists(position, max_size=8)


@given(gold=positions, found=positions, data=st.data())
def test_order_does_not_matter(gold: list[GoldPosition], found: list[GoldPosition], data: st.DataObject) -> None:
    reading = made.perfect(made.gold(positions=found))
    mixed = made.perfect(made.gold(positions=data.draw(st.permutations(found))))
    one = verdict(reading, positions=gold)
    two = verdict(mixed, positions=data.draw(st.permutations(gold)))
    assert one.counts["statement"] == two.counts["statement"]
    assert one.counts["matrix"] == two.counts["matrix"]


@given(gold=positions, found=positions)
def test_every_required_item_is_right_or_missed_and_no_finding_counts_twice(
    gold: list[GoldPosition], found: list[GoldPosition]
) -> None:
    result = verdict(made.perfect(made.gold(positions=found)), positions=gold)
    count = result.counts["statement"]
    assert count.right + count.missed == sum(not g.optional for g in gold)
    assert count.right + count.wrong <= len(found)
    assert len(result.judged) == count.right + count.wrong


@given(gold=positions)
def test_any_gold_matches_itself(gold: list[GoldPosition]) -> None:
    count = verdict(made.perfect(made.gold(positions=gold)), positions=gold).counts
    assert count["statement"].missed == count["statement"].wrong == 0
    assert count["matrix"].missed == count["matrix"].wrong == 0
