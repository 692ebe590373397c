"""Whole articles of many styles, written for the purpose, with what a careful reader finds in each (`articles/`).

A file has `published`, `text` (mentions marked as in `test_actors`: `[words|parties]`, `[words|actor|parties]`) and
- `quotes`: words of a quote, `by` whom (null: nobody named), its `kind`, who carried it (`via`); direct and mixed ones
  that are not listed, here or under `optional`, are wrong;
- `scare`: marked words that nobody spoke; `nobody`: words that are no quote at all;
- `chances`, `figures`: words of the finding and any of its fields; `no_chance`: words that give none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.test_actors import OPEN_CASE, check_mentions, without_marks
from zopa.cases import case_from_text
from zopa.ingest import Article
from zopa.read.findings import Estimate, Figure, Quote
from zopa.read.pipeline import Reading, read_articles

FOLDER = Path(__file__).parent / "articles"
_EDGES = " \"'“”‘’«»„.,;:!?"


@dataclass(frozen=True)
class Written:
    """An article with what is expected of it."""

    text: str
    marked: str
    published: dt.date
    expected: dict[str, Any]


@lru_cache(maxsize=1)
def written() -> dict[str, Written]:
    """Every article of the folder by its name."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        marked = raw.pop("text")
        found[path.stem] = Written(without_marks(marked), marked, raw.pop("published"), raw)
    return found


@lru_cache(maxsize=1)
def readings() -> dict[str, Reading]:
    """What is read in each, all in one go."""
    articles = [Article(id=name, text=a.text, published=a.published) for name, a in written().items()]
    return {r.article.id: r for r in read_articles(articles, case_from_text(OPEN_CASE))}


def expectations(kind: str) -> Iterator[Any]:
    """Every expectation of a kind, with the name of its article."""
    for name, article in written().items():
        for item in article.expected.get(kind) or ():
            words = item if isinstance(item, str) else item["words"]
            yield pytest.param(name, item, id=f"{name}: {words}")


def folded(text: str) -> str:
    """Words for comparison: plain marks, single spaces, no marks or stops at the edges."""
    plain = text.translate(str.maketrans("“”„«»‘’", '"""""\'\''))
    return " ".join(plain.split()).strip(_EDGES)


def said(quote: Quote, text: str) -> str:
    return folded(" ".join(text[a:b] for a, b in quote.parts))


def name_of(name: str | None) -> str | None:
    return None if name is None else re.sub(r"^(?:the|an?|his|her) ", "", name, flags=re.IGNORECASE)


@pytest.mark.parametrize(("name", "wanted"), list(expectations("quotes")))
def test_a_quote_has_its_speaker_form_and_carriers(name: str, wanted: dict[str, Any]) -> None:
    reading = readings()[name]
    words = folded(wanted["words"])
    near = [q for q in reading.quotes if words in said(q, reading.article.text) and q.kind != "scare"]
    told = [(said(q, reading.article.text), q.speaker, q.party, q.kind, q.via) for q in near]
    fits = [
        q
        for q in near
        if name_of(wanted["by"]) in (name_of(q.speaker), q.party if name_of(q.speaker) != wanted["by"] else None)
        and wanted.get("kind", q.kind) == q.kind
        and {name_of(v) for v in wanted.get("via", ())} <= {name_of(v) for v in q.via}
    ]
    assert fits, f"{wanted} but found {told}"


@pytest.mark.parametrize("name", [n for n, a in written().items() if "quotes" in a.expected])
def test_nothing_else_is_quoted(name: str) -> None:
    reading, expected = readings()[name], written()[name].expected
    known = [folded(q["words"]) for q in expected.get("quotes", ())]
    known += [folded(w) for w in expected.get("optional", ())]
    found = [said(q, reading.article.text) for q in reading.quotes if q.kind in ("direct", "mixed")]
    wrong = [f for f in found if not any(k in f or f in k for k in known)]
    marked = [q.text for q in reading.quotes if q.kind == "scare"]
    apart = [folded(w) for w in (*expected.get("scare", ()), *expected.get("optional", ()))]
    assert not wrong
    assert [m for m in marked if folded(m) not in apart] == []
    for words in expected.get("nobody", ()):
        assert not [q for q in reading.quotes if words in q.text], words


@pytest.mark.parametrize(("name", "words"), list(expectations("scare")))
def test_marked_words_that_nobody_spoke_are_apart(name: str, words: str) -> None:
    found = [q for q in readings()[name].quotes if folded(q.text) == words]
    if words in written()[name].expected.get("optional", ()):
        return
    assert [q.kind for q in found] == ["scare"]


@pytest.mark.parametrize(("name", "wanted"), list(expectations("chances")))
def test_a_chance_has_its_holder_object_and_day(name: str, wanted: dict[str, Any]) -> None:
    found = [e for e in readings()[name].estimates if wanted["words"] in e.text]
    assert any(_chance(e, wanted) for e in found), f"{wanted} but found {found}"


def _chance(found: Estimate, wanted: dict[str, Any]) -> bool:
    return (
        (found.phrase in wanted["words"] or wanted["words"] in found.phrase)
        and ("by" not in wanted or name_of(found.holder) == wanted["by"])
        and wanted.get("about", "") in (found.about or "")
        and abs(wanted.get("low", found.low) - found.low) < 0.006
        and abs(wanted.get("high", found.high) - found.high) < 0.006
        and wanted.get("horizon", found.horizon) == found.horizon
    )


@pytest.mark.parametrize(("name", "words"), list(expectations("no_chance")))
def test_words_that_give_no_chance(name: str, words: str) -> None:
    assert not [e for e in readings()[name].estimates if words in e.text]


@pytest.mark.parametrize(("name", "wanted"), list(expectations("figures")))
def test_a_figure_has_its_value_unit_and_source(name: str, wanted: dict[str, Any]) -> None:
    found = [f for f in readings()[name].figures if wanted["words"] in f.text or f.text in wanted["words"]]
    assert any(_figure(f, wanted) for f in found), f"{wanted} but found {found}"


def _figure(found: Figure, wanted: dict[str, Any]) -> bool:
    return (
        abs(found.value - wanted["value"]) <= 0.005 * wanted["value"]
        and wanted.get("unit", found.unit) == found.unit
        and wanted.get("of", "") in (found.of or "")
        and ("by" not in wanted or name_of(found.by) == wanted["by"])
        and wanted.get("approximate", found.approximate) == found.approximate
    )


@pytest.mark.parametrize("name", [n for n, a in written().items() if "|" in a.marked and a.text != a.marked])
def test_every_marked_mention_is_resolved(name: str) -> None:
    article = written()[name]
    check_mentions(article.marked, on=article.published)
