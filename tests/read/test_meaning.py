"""Words and their closeness, the lexicon, and which words speak of which issue."""

from __future__ import annotations

import numpy as np
import pytest

from zopa.cases import case_from_text
from zopa.read.issues import frames_for
from zopa.read.lexicon import lexicon
from zopa.read.parse import parse
from zopa.read.vectors import closeness, word_vectors

CASE = case_from_text(
    """\
zopa: 1
case: port
issues:
  wages: {proposition: "Wages go up"}
  night_work: {proposition: "Dockers work at night"}
  pensions: {proposition: "Pensions are cut"}
  nato: {proposition: "Ruritania joins NATO"}
  prisoners: {proposition: "Prisoners of war are freed"}
"""
)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("wages", "salary", "border"), ("truce", "ceasefire", "pension"), ("tariff", "duty", "nurse")],
)
def test_synonyms_are_closer_than_strangers(word: str, near: str, far: str) -> None:
    vectors = word_vectors()
    row = closeness(vectors.of(word)[None, :], np.stack([vectors.of(near), vectors.of(far)]))[0]
    assert row[0] > row[1]


def test_unknown_words_are_close_to_nothing() -> None:
    vectors = word_vectors()
    assert "qzxvvk" not in vectors
    assert not closeness(vectors.of("qzxvvk")[None, :], vectors.of("peace")[None, :]).any()


def test_the_lexicon_knows_no_word_on_both_sides() -> None:
    words = lexicon()
    assert not set(words.attitudes["v"]) & {""}
    assert all(sign in (-1, 1) for table in (words.verbs, words.nouns, words.owning) for sign in table.values())
    assert all(0 < a.strength <= 1 for part in words.attitudes.values() for a in part.values())


@pytest.mark.parametrize(
    ("sentence", "issues"),
    [
        ("The salaries must rise.", {"wages"}),
        ("They rejected pension cuts.", {"pensions"}),
        ("They oppose NATO membership.", {"nato"}),
        ("Every prisoner should be released.", {"prisoners"}),
        ("The weather was fine in the harbour.", set()),
    ],
)
def test_words_speak_of_issues(sentence: str, issues: set[str]) -> None:
    doc = next(iter(parse([sentence])))
    found = {a.frame.issue for s in doc.sents for a in frames_for(CASE).anchors(s)}
    assert found == issues


def test_frames_are_built_once() -> None:
    assert frames_for(CASE) is frames_for(CASE)
