"""The corpus of stances: its format, and that every line of it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.stance_corpus import Negotiation, corpus, read

HEAD = "case: mill\nparty W: Weavers\nparty O: Owners\nissue pay: Wages rise\nissue sundays: Mills run on Sundays\n\n"


def written(tmp_path: Path, line: str) -> Negotiation:
    path = tmp_path / "one.txt"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    return read(path)


def test_labels_parties_and_the_sentence_before(tmp_path: Path) -> None:
    line = "< The owners spoke. | [Both|W,O] want more; [she|W] would not work. => W +pay; O ~pay; W -sundays"
    (item,) = written(tmp_path, line).items
    assert item.before == "The owners spoke."
    assert item.parties == {"W", "O"}
    assert item.labels == {("W", "pay"): "for", ("O", "pay"): "debatable", ("W", "sundays"): "against"}


def test_no_position_and_nobody(tmp_path: Path) -> None:
    assert written(tmp_path, "[They|W] met. => none").items[0].labels == {}
    assert written(tmp_path, "It rained. => skip").items == []


@pytest.mark.parametrize(
    "line",
    [
        "[They|W] met.",
        "Nobody met. => none",
        "[They|X] met. => none",
        "[They|W] met. => W +rain",
        "[They|W] met. => O +pay",
        "[They|W met. => none",
        "< They met. [She|W] left. => none",
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    found = written(tmp_path, line)
    assert found.items == []
    assert [error.split(": ")[0] for error in found.errors] == ["one.txt:7"]


def test_every_line_of_the_corpus_can_be_read() -> None:
    cases = corpus()
    assert len(cases) > 250
    assert [error for case in cases for error in case.errors] == []
    assert all(len(case.issues) >= 4 and len(case.items) >= 8 for case in cases)


def test_no_sentence_stands_twice() -> None:
    texts = [item.before + item.text for case in corpus() for item in case.items]
    assert len(set(texts)) == len(texts)
