"""Labels laid over an article: what the judge would be shown, with the labels that its words bear."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from benchmarks._reported import text_of
from scripts.stance_corpus import MENTION, Item, Negotiation
from scripts.stance_reported import ARTICLES, laid

TEXT = (
    "The weavers rejected Sunday shifts on Monday.\n\n"
    "The owners said that wages could rise in spring, but the weavers refused to wait that long.\n\n"
    "It rained in the valley.\n"
)


def labelled(tmp_path: Path, *positions: list[object], **more: object) -> Negotiation:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    stored = {
        "article": "mill.txt",
        "published": "2020-03-04",
        "parties": {"Weavers": {"names": ["the weavers"]}, "Owners": {"names": ["the owners"]}},
        "issues": {"sundays": "The mills run on Sundays", "pay": "Wages rise by a tenth"},
        "positions": list(positions),
    } | more
    path = tmp_path / "mill.yaml"
    written = yaml.safe_dump(stored, sort_keys=False).replace("'2020-03-04'", "2020-03-04")
    path.write_text(written, encoding="utf-8")
    return laid(path, tmp_path)


def said(words: str, party: str, issue: str, polarity: str) -> list[object]:
    at = TEXT.index(words)
    return [party, issue, polarity, at, at + len(words)]


def item(found: Negotiation, words: str) -> Item:
    return next(i for i in found.items if MENTION.sub(r"\1", i.text).startswith(words))


def test_a_sentence_bears_its_labels(tmp_path: Path) -> None:
    found = labelled(tmp_path, said("rejected Sunday shifts", "Weavers", "sundays", "against"))
    one = item(found, "The weavers rejected")
    assert found.errors == []
    assert one.labels == {("P1", "sundays"): "against"}
    assert one.parties == {"P1"}
    assert not any(i.labels for i in found.items if i is not one)


def test_two_sides_in_one_sentence_are_debatable(tmp_path: Path) -> None:
    here = [said("rejected Sunday shifts", "Weavers", "sundays", polarity) for polarity in ("for", "against")]
    assert item(labelled(tmp_path, *here), "The weavers rejected").labels == {("P1", "sundays"): "debatable"}


def test_what_cannot_be_laid_is_named(tmp_path: Path) -> None:
    nobody = labelled(tmp_path, said("It rained", "Owners", "pay", "for"))
    assert nobody.errors == ["mill.yaml: no mention of Owners beside 'It rained'"]
    assert labelled(tmp_path, article="no.txt").errors == ["mill.yaml: no article no.txt"]
    shared = {name: {"names": ["the mill"]} for name in ("Weavers", "Owners")}
    assert "the mill" in labelled(tmp_path, parties=shared).errors[0]


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles are not beside the checkout")
def test_labels_lie_on_their_articles() -> None:
    files = sorted(Path("training/reported").glob("*.yaml"))
    assert len(files) > 250
    for path in files:
        stored = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = text_of(ARTICLES, stored["article"])
        assert text is not None, path
        assert all(0 <= start < end <= len(text) for *_, start, end in stored["positions"]), path
        assert stored["article"].startswith(("polnear/data/train/", "timebank/", "article-extraction-benchmark/")), path
    assert any(i.labels for i in laid(files[0]).items)
