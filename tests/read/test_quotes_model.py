"""The learned judge: its file, its fallback, and that it is used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from zopa.read.document import Doc
from zopa.read.parse import parse
from zopa.read.quotes_attribution import attributions, attributions_of
from zopa.read.quotes_model import AttributionModel, Net, load_model, save_model, shipped_model, with_zeros
from zopa.read.quotes_tree import Tree

TEXT = "“We will keep the mines open,” said Maria Lopez. The owner wants the pits to close by June."


def parsed(text: str) -> Doc:
    (doc,) = parse([text])
    return doc


def tiny_net(positions: int, numbers: int = 0) -> Net:
    random = np.random.default_rng(5)
    return Net(
        rows={"b": 0, "none": 1, "l=say\n": 2},
        sparse=random.standard_normal((3, 4)).astype(np.float32),
        dense=random.standard_normal((positions * 2 + numbers, 4)).astype(np.float32),
        bias=np.zeros(4, dtype=np.float32),
        out=np.ones(4, dtype=np.float32),
        out_bias=-0.5,
    )


def test_a_model_comes_back_from_its_file(tmp_path: Path) -> None:
    model = AttributionModel(tiny_net(5), tiny_net(4, 1), tiny_net(2), frozenset(["claim"]), 2, {"cue": 0.1})
    save_model(model, tmp_path / "m.npz")
    again = load_model(tmp_path / "m.npz")
    assert again.nouns == model.nouns
    assert again.thresholds == model.thresholds
    assert again.cue.rows == model.cue.rows
    vectors = with_zeros(np.ones((3, 2), dtype=np.float32))
    example = [([0, 2], (0, 1, 2, -1, -1), ())]
    assert again.cue.scores(example, vectors) == pytest.approx(model.cue.scores(example, vectors), abs=0.02)


def test_no_examples_no_scores() -> None:
    assert len(tiny_net(1).scores([], with_zeros(np.ones((1, 2), dtype=np.float32)))) == 0


def test_unknown_features_leave_the_bias() -> None:
    assert tiny_net(1).known(["never seen"]) == [0]


def test_the_shipped_model_is_small_and_suits_the_shipped_parser() -> None:
    model = shipped_model()
    assert model is not None
    assert model.suits(Tree(parsed(TEXT)))
    file = Path(__file__).resolve().parents[2] / "src" / "zopa" / "read" / "quotes_model.npz"
    assert file.stat().st_size < 10_000_000


def test_it_finds_wishes_that_rules_need_words_for() -> None:
    doc = parsed("The envoy scoffed that the plan was a joke.")
    assert [a.kind for a in attributions(doc)] == ["indirect"]
    assert attributions(doc, learned=False) == []


def test_rules_judge_where_the_vectors_do_not_suit() -> None:
    model = shipped_model()
    assert model is not None
    doc = parsed(TEXT)
    by_rule = attributions_of(Tree(doc), None)
    assert attributions_of(Tree(doc), replace(model, width=model.width + 1)) == by_rule
    assert by_rule


def test_the_same_text_gives_the_same_attributions() -> None:
    doc = parsed(TEXT)
    assert attributions(doc) == attributions(doc)
