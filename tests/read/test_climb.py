"""The grammar of positions: what governs a word, which way it is turned, who takes which attitude to it."""

from __future__ import annotations

import pytest

from zopa.read.climb import Path, climb
from zopa.read.lexicon import lexicon
from zopa.read.parse import parse


def _path(text: str, word: str) -> Path:
    doc = next(iter(parse([text])))
    return climb(next(t for t in doc if t.text == word), lexicon())


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("They demand an end to sanctions.", "sanctions", -1),
        ("They demand new sanctions.", "sanctions", 1),
        ("They want lower tariffs.", "tariffs", -1),
        ("They want to raise tariffs.", "tariffs", 1),
        ("They promised to refrain from raising tariffs.", "tariffs", -1),
        ("They oppose tax cuts.", "tax", -1),
        ("They want no sanctions.", "sanctions", -1),
        ("They called off the strike.", "strike", -1),
        ("They want the army to walk away from the valley.", "valley", -1),
        ("They want the army to pull out of the valley.", "valley", -1),
    ],
)
def test_words_between_turn_the_thing(text: str, word: str, sign: int) -> None:
    assert _path(text, word).sign == sign


@pytest.mark.parametrize(
    ("text", "word", "holders"),
    [
        ("Norland rejects the treaty.", "treaty", ["Norland"]),
        ("The treaty was rejected by Norland.", "treaty", ["Norland"]),
        ("Norland refused to sign the treaty.", "treaty", ["Norland", "Norland"]),
        ("Norland wants Sudland to sign the treaty.", "treaty", ["Sudland", "Norland"]),
        ("There is strong Norlandic opposition to the treaty.", "treaty", ["Norlandic"]),
        ("Norland said Sudland rejects the treaty.", "treaty", ["Sudland", "Norland"]),
    ],
)
def test_who_takes_an_attitude(text: str, word: str, holders: list[str]) -> None:
    assert [level.holder.text if level.holder else None for level in _path(text, word).levels] == holders


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("After the treaty they went home.", "treaty"),
        ("They met before the strike.", "strike"),
        ("The row over the treaty goes on.", "treaty"),
    ],
)
def test_what_only_dates_or_mentions_a_thing_is_no_attitude(text: str, word: str) -> None:
    path = _path(text, word)
    assert path.adjunct or path.other or not any(level.attitude for level in path.levels)


def test_conditions_are_named() -> None:
    assert _path("There will be no deal without guarantees.", "guarantees").condition == "without"
    assert _path("They will sign only if the troops leave.", "troops").condition == "only"
    assert _path("They will not sign unless the troops leave.", "troops").condition == "unless"


def test_who_ends_up_with_the_thing_is_told() -> None:
    assert _path("Norland ceded the island.", "island").owning == -1
    assert _path("Norland keeps the island.", "island").owning == 1
    gained = _path("Norland gained control over the island.", "island")
    assert (gained.owning, gained.owner.text if gained.owner else None) == (1, "Norland")


def test_who_takes_part_holds_nothing() -> None:
    assert _path("They take part in the talks.", "talks").owning == 0
    assert _path("They take the reef.", "reef").owning == 1
