"""Which way the words of attitude in a sentence lean, whatever they are about."""

from __future__ import annotations

import pytest

from tests.read.scenes import case
from zopa.ingest import Article
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.scene import Scene
from zopa.read.stance_words import Lean, attitudes, lean_of


def _lean(text: str, party: str) -> Lean:
    doc = next(iter(parse([text])))
    scene = scene_of(Scene(article=Article(id="a", text=text), case=case(), doc=doc))
    return lean_of([a for sentence in scene.sentences for a in attitudes(scene, sentence)], party)


@pytest.mark.parametrize(
    ("text", "party", "plain"),
    [
        ("Northline rejected the proposal.", "Northline", -1),
        ("Northline has rejected it.", "Northline", -1),  # the thing stands in an earlier sentence
        ("Northline has refused.", "Northline", -1),
        ("Kessaria is reluctant.", "Kessaria", -1),
        ("Kessaria did not object.", "Kessaria", 0),
        ("The rail union welcomed it, while Northline balked.", "Rail Union", 1),
        ("The rail union welcomed it, while Northline balked.", "Northline", -1),
        ("Northline runs four hundred trains.", "Northline", 0),
        ("The proposal was rejected by Northline.", "Northline", -1),
    ],
)
def test_words_of_attitude_lean_with_or_without_their_thing(text: str, party: str, plain: float) -> None:
    assert _lean(text, party).plain == plain
