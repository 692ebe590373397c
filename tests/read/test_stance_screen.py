"""The look before the judge: what it thinks likely, and what it may never depend on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import case_from_text
from zopa.read.stance_model import stance_model
from zopa.read.stance_passages import Passage
from zopa.read.stance_screen import MARKS, Screen, load_screen, save_screen

WIDTH, PIECES = 6, 40
LAYERS = 5 * WIDTH + 7
RANDOM = np.random.default_rng(1)
VECTORS = RANDOM.normal(size=(PIECES, WIDTH)).astype(np.float32)
RARITY = RANDOM.uniform(size=PIECES).astype(np.float32)
NET = [RANDOM.normal(size=(LAYERS, 4)), RANDOM.normal(size=4), RANDOM.normal(size=4), np.zeros(())]

IDS = st.lists(st.integers(0, PIECES - 1), max_size=12)

CASE = case_from_text(
    "zopa: 1\ncase: dam\nparties:\n  Upland: {}\n  Lowland: {}\nissues:\n"
    "  turbines: {proposition: 'Turbines are imported from abroad'}\n"
    "  fishing: {proposition: 'Villagers keep their fishing rights'}\n"
    "  visas: {proposition: 'Students need no visas'}\n"
)


def likely(text: str) -> dict[str, float]:
    model = stance_model()
    assert model is not None
    keys = list(CASE.issues)
    told = model.screen(Passage(0, text, ("Upland",), ((0, 0),)), keys, CASE)
    return dict(zip(keys, told.tolist(), strict=True))


@given(IDS, st.lists(IDS, min_size=1, max_size=5))
def test_each_proposition_is_weighed_for_itself(ids: list[int], texts: list[list[int]]) -> None:
    screen = Screen(VECTORS, RARITY, NET)
    together = screen.scores(ids, screen.propositions(texts))
    alone = [screen.scores(ids, screen.propositions([text]))[0] for text in texts]
    assert together.shape == (len(texts),)
    assert ((together >= 0) & (together <= 1)).all()
    assert np.allclose(together, alone, atol=1e-4)


@given(IDS, st.lists(st.integers(0, MARKS - 1), max_size=4))
def test_marks_of_parties_are_no_words(ids: list[int], marks: list[int]) -> None:
    screen = Screen(VECTORS, RARITY, NET)
    told = screen.propositions([[20, 21], [30]])
    words = [i for i in ids if i >= MARKS]
    assert np.array_equal(screen.features([*marks, *words], told), screen.features(words, told))


def test_a_screen_is_kept_whole_in_its_file(tmp_path: Path) -> None:
    save_screen(tmp_path / "screen.npz", VECTORS, RARITY, NET)
    screen, kept = Screen(VECTORS, RARITY, NET), load_screen(tmp_path / "screen.npz")
    ids, texts = [15, 22, 31], [[14, 20], [33]]
    assert kept.scores(ids, kept.propositions(texts)) == pytest.approx(
        screen.scores(ids, screen.propositions(texts)), abs=0.1
    )


def test_the_issue_that_a_sentence_is_about_is_likeliest_also_in_other_words() -> None:
    told = likely("Upland will not let the river people lose their right to fish.")
    assert max(told, key=told.__getitem__) == "fishing"
    told = likely("Upland refuses to buy foreign-made turbines.")
    assert max(told, key=told.__getitem__) == "turbines"


def test_a_sentence_about_nothing_of_the_case_is_unlikely() -> None:
    assert max(likely("The delegates of Upland arrived at noon and went to the hotel.").values()) < 0.1


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_probabilities(text: str) -> None:
    assert all(0 <= p <= 1 for p in likely(text).values())
