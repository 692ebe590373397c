"""The corpus of stances: its format, and that every line of it can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from scripts.stance_corpus import WORDINGS, Negotiation, Reworded, corpus, in_other_words, read, reword
from scripts.stance_reported import LABELS

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


def test_a_row_of_other_words_finds_its_issue(tmp_path: Path) -> None:
    case, table = written(tmp_path, "[They|W] met. => none"), tmp_path / "wordings.tsv"
    here = f"{tmp_path.name}/one"
    table.write_text(f"file\tissue\tsame\topposite\n{here}\tpay\tPay grows\tPay is frozen\n{here}\train\tx\ty\n")
    reword([case], table)
    assert case.reworded == {"pay": Reworded("Pay grows", "Pay is frozen")}
    assert case.errors == ["wordings.tsv: no issue rain in one.txt"]


def test_issues_come_in_other_words_and_turned(tmp_path: Path) -> None:
    case = written(tmp_path, "[They|W] met. => none")
    case.reworded["pay"] = Reworded("Pay grows", "Pay is frozen")
    seen: Counter[tuple[str, bool]] = Counter()
    for seed in range(300):
        (pay, sundays), turned = in_other_words(case, ("pay", "sundays"), Random(seed))
        assert sundays == ("sundays", "Mills run on Sundays")
        assert turned <= {"pay"}
        seen[pay[1], "pay" in turned] += 1
    assert set(seen) == {("Wages rise", False), ("Pay grows", False), ("Pay is frozen", True)}
    assert all(count > 40 for count in seen.values())


def test_every_issue_has_other_words() -> None:
    rows = [line.split("\t") for line in WORDINGS.read_text(encoding="utf-8").splitlines()[1:]]
    assert all(len(row) == 4 and row[2] and row[2] != row[3] for row in rows)
    assert len({tuple(row[:2]) for row in rows}) == len(rows)
    cases = corpus()
    reword(cases)
    assert [error for case in cases for error in case.errors] == []
    assert [(case.path.name, key) for case in cases for key in case.issues if key not in case.reworded] == []
    files = {f"{path.parent.name}/{path.stem}" for path in [*(c.path for c in cases), *LABELS.glob("*.yaml")]}
    assert {row[0] for row in rows} <= files


def test_in_a_whole_article_each_line_stands_behind_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "mill.txt"
    path.write_text(
        "party W: Weavers\nissue pay: Wages rise\n"
        "It rained. => skip\n[The weavers|W] spoke. => none\n< They met. | [They|W] want more. => W +pay\n",
        encoding="utf-8",
    )
    assert [item.before for item in read(path).items] == ["It rained.", "They met."]
