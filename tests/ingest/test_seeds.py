"""The example pages beside the project, where present: nothing of an article lost, nothing of the page kept."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import yaml

from zopa.cases import case_from_text
from zopa.ingest import Article, ingest, page_of
from zopa.ingest.decode import decode

SHARED = Path(os.environ.get("ZOPA_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
CASE = case_from_text(
    """
zopa: 1
case: talks
period: {from: 2025-01-01, to: 2025-12-31}
events:
  - {date: 2025-08-15, names: [Alaska summit, Alaska meeting]}
"""
)

pytestmark = pytest.mark.skipif(not SEEDS, reason="the example pages are not beside the checkout")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    found = [item for item in ingest([SHARED / "seeds"], case=CASE) if isinstance(item, Article)]
    return {Path(article.path or "").name[:3]: article for article in found}


def test_all_are_read_and_restorable(articles: dict[str, Article]) -> None:
    assert sorted(articles) == ["000", "001", "002", "003"]
    for path in SEEDS:
        assert page_of(articles[path.name[:3]]) == decode(path.read_bytes())


def test_what_the_gold_calls_furniture_is_gone_and_repetitions_stand_once(articles: dict[str, Article]) -> None:
    for path in (SHARED / "gold" / "ukraine-2025").glob("0*.yaml"):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = articles[path.name[:3]].text
        assert not [words for words in gold.get("not_in_body", []) if words in text]
        assert all(text.count(words) == 1 for words in gold.get("repeated", []))
        for kind in ("positions", "acts", "estimates", "figures", "events"):
            assert all(item["evidence"] in text for item in gold[kind])
        assert all(item["text"] in text for item in gold["quotes"])


def test_only_lines_at_the_edges_went(articles: dict[str, Article]) -> None:
    words_removed = {key: sum(len(piece.text.split()) for piece in a.removed) for key, a in articles.items()}
    assert words_removed["000"] < 30
    assert words_removed["001"] < 45
    assert words_removed["003"] < 16
    assert {piece.reason for piece in articles["002"].removed} == {
        "menu",
        "repeated headline",
        "reference list",
        "summary of the article",
        "rewords the article",
        "teaser",
    }


def test_dates_come_from_the_text_or_are_said_to_be_unknown(articles: dict[str, Article]) -> None:
    assert articles["000"].published == date(2025, 8, 18)
    assert articles["001"].published in (date(2025, 8, 14), date(2025, 8, 15), date(2025, 8, 16))
    assert articles["002"].published is None
    assert articles["003"].published in (date(2025, 8, 14), date(2025, 8, 15))
    assert all(article.published_because for article in articles.values())
