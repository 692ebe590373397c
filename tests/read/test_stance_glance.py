"""The glance before the judge: what it thinks likely, and what it may never depend on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import case_from_text
from zopa.read.stance_model import stance_model
from zopa.read.stance_passages import Passage

CASE = case_from_text(
    "zopa: 1\ncase: dam\nparties:\n  Upland: {}\n  Lowland: {}\nissues:\n"
    "  turbines: {proposition: 'Turbines are imported from abroad'}\n"
    "  fishing: {proposition: 'Villagers keep their fishing rights'}\n"
    "  visas: {proposition: 'Students need no visas'}\n"
)
RIVER = "Upland will not let the river people lose their right to fish."


def likely(text: str, keys: tuple[str, ...] = tuple(CASE.issues)) -> dict[str, float]:
    model = stance_model()
    assert model is not None
    told = model.glance(Passage(0, text, ("Upland",), ((0, 0),)), keys, CASE)
    return dict(zip(keys, told.tolist(), strict=True))


def test_each_proposition_is_glanced_at_for_itself() -> None:
    together = likely(RIVER)
    for key, probability in together.items():
        assert likely(RIVER, (key,))[key] == pytest.approx(probability, abs=1e-5)
    assert likely(RIVER, ()) == {}


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        (RIVER, "fishing"),
        ("Upland refuses to buy foreign-made turbines.", "turbines"),
        ("Upland says that young people from Lowland may study there without any paper.", "visas"),
    ],
)
def test_the_issue_that_a_sentence_is_about_is_likeliest_also_in_other_words(text: str, issue: str) -> None:
    told = likely(text)
    assert max(told, key=told.__getitem__) == issue
    assert told[issue] > 0.3


def test_a_sentence_about_nothing_of_the_case_is_unlikely() -> None:
    assert max(likely("The delegates of Upland arrived at noon and went to the hotel.").values()) < 0.1


def test_what_a_caller_does_to_an_answer_does_not_come_back() -> None:
    model = stance_model()
    assert model is not None
    passage = Passage(0, RIVER, ("Upland",), ((0, 0),))
    first = model.glance(passage, list(CASE.issues), CASE)
    kept = first.copy()
    first[:] = -1.0
    assert np.array_equal(model.glance(passage, list(CASE.issues), CASE), kept)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_probabilities(text: str) -> None:
    assert all(0 <= p <= 1 for p in likely(text).values())
