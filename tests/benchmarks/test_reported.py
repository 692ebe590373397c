"""Hand-made answers are laid over real articles only where these are present and the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml
from benchmarks._reported import REPORTED, laid_out, text_of
from benchmarks.statements import SHARED

from zopa.evaluate.goldfile import read_gold
from zopa.evaluate.score import case_beside

DATA = SHARED / "data"
TEXT = "The union wants more pay.\nThe mill has yet to answer.\n"


def answers(folder: Path, **changed: object) -> None:
    case = {
        "zopa": 1, "case": "mill", "title": "Mill", "period": {"from": "2020-01-01", "to": "2020-12-31"},
        "parties": {"Union": {"names": ["the union"]}}, "issues": {"pay": {"proposition": "Pay rises"}},
    }  # fmt: skip
    stored: dict[str, object] = {
        "article": "a.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "published": "2020-03-01",
        "case": case,
        "positions": [{"holder": "Union", "issue": "pay", "polarity": "for", "optional": True, "at": [0, 25]}],
    }
    (folder / "part").mkdir(parents=True, exist_ok=True)
    (folder / "part" / "mill.yaml").write_text(yaml.safe_dump(stored | changed))


def test_an_article_gets_its_case_and_gold(tmp_path: Path) -> None:
    answers(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    (folder,) = laid_out("part", tmp_path, tmp_path)
    (position,) = read_gold(folder / "gold.yaml").positions or ()
    assert (position.evidence, position.optional, position.act) == ("The union wants more pay.", True, None)
    assert case_beside(folder).issues["pay"].proposition == "Pay rises"
    assert (folder / "text.txt").read_text() == TEXT


def test_an_article_that_is_absent_or_another_is_left_out(tmp_path: Path) -> None:
    answers(tmp_path)
    assert laid_out("part", tmp_path, tmp_path) == ()
    (tmp_path / "a.txt").write_text("The union wants less work.\n")
    assert laid_out("part", tmp_path, tmp_path) == ()


def test_the_text_of_each_kind_of_data_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.\n")
    (tmp_path / "b.tml").write_text(
        "<TimeML><TEXT>\nThey <EVENT>met</EVENT> on <TIMEX3>Monday</TIMEX3>.\n</TEXT></TimeML>"
    )
    (tmp_path / "c.json").write_text('{"12ab": {"articleBody": " They met.\\n"}}')
    assert text_of(tmp_path, "a.txt") == "They met.\n"
    assert text_of(tmp_path, "b.tml") == "They met on Monday."
    assert text_of(tmp_path, "c.json#12ab") == "They met."
    assert text_of(tmp_path, "c.json#13") is text_of(tmp_path, "d.txt") is None


@pytest.mark.skipif(not DATA.is_dir(), reason="the articles are not beside the checkout")
@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_answers_lie_on_their_articles(part: str) -> None:
    folders = laid_out(part, DATA)
    assert len(folders) == len(list((REPORTED / part).glob("*.yaml"))) > 10
    for folder in folders:
        case, gold = case_beside(folder), read_gold(folder / "gold.yaml")
        text = (folder / "text.txt").read_text(encoding="utf-8")
        for position in gold.positions or ():
            assert position.holder in case.parties, folder.name
            assert position.issue in case.issues, folder.name
            assert text.count(position.evidence) == 1, folder.name


@pytest.mark.skipif(not DATA.is_dir(), reason="the articles are not beside the checkout")
def test_no_article_of_the_answers_trained_the_judge() -> None:
    def named(folder: Path) -> set[str]:
        return {yaml.safe_load(path.read_text(encoding="utf-8"))["article"] for path in folder.glob("**/*.yaml")}

    assert not named(REPORTED) & named(REPORTED.parents[1] / "training" / "reported")
