"""The examples' gold is sound: every article is read, the evidence is in its text, names and issues are the case's."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.cases import load_case
from zopa.evaluate.articles import Finder
from zopa.evaluate.goldfile import gold_paths, read_gold
from zopa.evaluate.place import Places
from zopa.evaluate.score import case_beside

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOLD = gold_paths(sorted(EXAMPLES.glob("*/gold")))
FINDER = Finder()


@pytest.mark.parametrize("path", GOLD, ids=lambda p: f"{p.parents[1].name}-{p.stem}")
def test_gold_is_sound(path: Path) -> None:
    gold = read_gold(path)
    case = load_case(gold.case) if gold.case else case_beside(path.parent)
    places = Places(FINDER.article(gold, path.parent, case).text)
    for position in gold.positions or ():
        assert position.issue in case.issues
        assert places.all_of(position.evidence), position.evidence
    for quote in gold.quotes or ():
        assert places.all_of(quote.text), quote.text
    for items in (gold.estimates, gold.figures, gold.events, gold.acts):
        for item in items or ():
            assert places.all_of(item.evidence), item.evidence
