"""What holds of mentions whatever the text: exact offsets, order, and the same answer twice."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import case_from_text, load_case
from zopa.ingest import Article
from zopa.read.actors import find_mentions, resolve_first_person
from zopa.read.findings import Quote
from zopa.read.parse import parse
from zopa.read.scene import Moment

OPEN = case_from_text("zopa: 1\ncase: open\nissues: {deal: {proposition: The sides reach a deal}}\n")
SHARED = Path(os.environ.get("ZOPA_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))
_WORDS = st.sampled_from(
    ["Kyiv", "Moscow", "President", "Trump", "the", "he", "they", "both sides", "said", "told", "'s", "’s", "“", "”",
     '"', ",", ".", "—", "\n", "\r\n", "U.S.", "leaders", "of", "and", "his", "counterpart", "Zelensky", "é", "ﬁ", "😀",
     "a\u0301", "-", "in", "Hamas", "R-Ohio", "(", ")", "Sen.", "Bob", "Corker", "we", "it", "who", "\u00a0",
     "İ", "ß", "talks"]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=80))


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_are_exact_and_ordered(text: str) -> None:
    doc = next(iter(parse([text])))
    mentions = find_mentions(doc, Article(id="a", text=text), OPEN)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        head = doc[mention.head]
        assert mention.start <= head.idx < mention.end
    assert mentions == sorted(mentions, key=lambda m: (m.start, -m.end))
    assert len({m.head for m in mentions}) == len(mentions), "one mention for each head word"
    assert find_mentions(doc, Article(id="a", text=text), OPEN) == mentions


def test_first_persons_in_a_quote_stand_for_its_speaker() -> None:
    text = '"I will go, and we will win," Mark Rutte said. We shall see.'
    doc = next(iter(parse([text])))
    mentions = find_mentions(doc, Article(id="a", text=text, published=date(2025, 3, 1)), OPEN)
    quote = Quote(
        id="q", article="a", start=1, end=27, text=text[1:27], parts=((1, 27),), kind="direct",
        speaker="Mark Rutte", party="NATO",
    )  # fmt: skip
    said = {text[m.start : m.end]: m for m in resolve_first_person(mentions, [quote])}
    assert (said["I"].actor, said["I"].parties) == ("Mark Rutte", ("NATO",))
    assert (said["we"].actor, said["we"].parties) == ("NATO", ("NATO",))
    assert (said["We"].actor, said["We"].parties) == (None, ())


def test_a_month_is_no_person() -> None:
    text = "Theresa May will speak. May is a busy month."
    doc = next(iter(parse([text])))
    article = Article(id="a", text=text, published=date(2017, 3, 1))
    moment = Moment(start=24, end=27, first=None, last=None, kind="date", value="2017-05")
    assert 24 in {m.start for m in find_mentions(doc, article, OPEN)}
    assert 24 not in {m.start for m in find_mentions(doc, article, OPEN, [moment])}


def _gold() -> list[Path]:
    folders = [SHARED / "gold", Path(__file__).resolve().parents[2] / "benchmarks" / "negotiations" / "dev"]
    return sorted(p for folder in folders for p in folder.glob("*/*.yaml") if p.name != "case.yaml")


@pytest.mark.parametrize("path", _gold(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_holder_of_the_gold_is_mentioned(path: Path) -> None:
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    text_path = path.with_name(gold["document"])
    if not text_path.exists():
        text_path = SHARED / "seeds" / gold["document"]
    if not text_path.exists():
        pytest.skip("the article is not here")
    case = load_case(path.with_name("case.yaml"))
    text = text_path.read_text(encoding="utf-8")
    published = gold.get("published") if isinstance(gold.get("published"), date) else None
    mentions = find_mentions(next(iter(parse([text]))), Article(id="a", text=text, published=published), case)
    parties = {party for mention in mentions for party in mention.parties}
    assert {position["holder"] for position in gold["positions"]} <= parties
