"""Long sentences in pieces: each clause with its own subject, said by whoever tells it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.stance_clauses import clauses, worded

from zopa.read.parse import parse

LONG = (
    "Prime Minister Ada Orr told her cabinet on Sunday that Kessaria was ready to leave the southern valley.",
    "Kessaria flatly refuses to give up any land and wants firm guarantees against another attack.",
    "While the eastern states support the plan for peace, the southern ones oppose any talks with the rebels.",
)


def pieces(text: str) -> list[tuple[str, str | None]]:
    """The clauses of the first sentence, each with the word for who tells it."""
    doc = next(iter(parse([text])))
    sentence = next(iter(doc.sents))
    return [
        (worded(sentence, c, [])[0], doc[c.teller].text if c.teller is not None else None) for c in clauses(sentence)
    ]


def test_what_is_said_stands_without_the_saying() -> None:
    assert pieces(LONG[0]) == [("Kessaria was ready to leave the southern valley", "Orr")]


def test_a_joined_clause_takes_over_the_subject() -> None:
    assert [text for text, _ in pieces(LONG[1])] == [
        "Kessaria flatly refuses to give up any land",
        "Kessaria wants firm guarantees against another attack",
    ]


def test_clauses_in_contrast_stand_apart() -> None:
    assert [text for text, _ in pieces(LONG[2])] == [
        "the eastern states support the plan for peace",
        "the southern ones oppose any talks with the rebels",
    ]


@pytest.mark.parametrize(
    "text",
    ["Kessaria refuses.", "Kessaria wants firm guarantees against any further attack on its southern harbours."],
)
def test_one_clause_is_the_sentence_itself(text: str) -> None:
    assert pieces(text) == []


def test_a_condition_stays_with_what_it_conditions() -> None:
    text = "Orr said on Monday that Kessaria would strike the depots unless the rebels opened all of their camps."
    assert [piece for piece, _ in pieces(text)] == [
        "Kessaria would strike the depots unless the rebels opened all of their camps"
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(" ".join(LONG).split()), min_size=1, max_size=40))
def test_the_words_of_a_clause_are_words_of_the_sentence(words: list[str]) -> None:
    doc = next(iter(parse([" ".join(words)])))
    for sentence in doc.sents:
        for clause in clauses(sentence):
            assert all(sentence.start <= i < sentence.end for i in clause.tokens)
            assert len(set(clause.tokens)) == len(clause.tokens)
            text, _ = worded(sentence, clause, [])
            assert set(text.split()) <= {w.strip(" ,;.") for w in sentence.text.split()} | set(sentence.text.split())
