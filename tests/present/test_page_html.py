"""Pages of the engine as HTML: nothing acts, nothing loads, foreign words stay words, pictures say what tables say."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest

from tests.present.build import ATTACK
from tests.process import ROOT
from zopa.model import Negotiation, read_model
from zopa.model.scenariofile import read_scenarios
from zopa.present.page import Figure, Grid, Heading, Page
from zopa.present.page_html import page_html
from zopa.present.scenario_figure import settling_svg
from zopa.present.scenarios import choice_in_words, comparison_data, comparison_page
from zopa.solve.scenarios import Choice, Comparison, compare

EXAMPLE = ROOT / "examples" / "winter-2025"
ZERO = (0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(read_model(EXAMPLE / "model.yaml"), read_scenarios(EXAMPLE / "scenarios.yaml"), draws=30)


def test_foreign_words_stay_words_and_nothing_may_act() -> None:
    page = Page(ATTACK, (ATTACK, Heading(ATTACK), Grid((ATTACK, "b"), ((ATTACK, ATTACK),), right=(1,))))
    text = page_html(page)
    assert "<script" not in text
    assert "<img" not in text
    assert "script-src" not in text
    assert "default-src &#39;none&#39;" in text
    assert 'class="number"' in text


def test_parts_are_linked_from_the_contents() -> None:
    text = page_html(Page("T", (Heading("One & two"), "a", Heading("One & two"), "b")))
    keys = re.findall(r'<section id="([^"]+)"', text)
    assert len(set(keys)) == 2
    assert re.findall(r'<li><a href="#([^"]+)"', text) == keys
    assert "One &amp; two" in text


def test_figures_are_drawn_by_html_alone() -> None:
    page = Page("T", (Figure(lambda: "<svg><title>drawn</title></svg>"), "said"))
    assert "drawn" in page_html(page)
    assert "drawn" not in page.markdown() + page.terminal()


def test_the_picture_has_a_line_for_each_choice_and_is_well_formed(found: Comparison) -> None:
    root = ET.fromstring(settling_svg(found))
    lines = [g for g in root.iter("g") if g.get("class") in ("yes", "no", "between")]
    judged = [c for one in found.compared for c in one.choices.values() if not math.isnan(c.gain[1])]
    assert len(lines) == len(judged) > 20
    width = float(str(root.get("viewBox")).split()[2])
    assert all(0 <= float(str(c.get("cx"))) <= width for c in root.iter("circle"))


@pytest.mark.parametrize(
    ("gain", "choice"),
    [
        ((0.1, 0.2, 0.3), "settles"),
        ((-0.1, 0.2, 0.3), "leans to settling"),
        ((-0.4, -0.1, 0.1), "leans to going on"),
        ((-0.3, -0.2, -0.1), "goes on"),
        ((math.nan,) * 3, "goes on"),
    ],
)
def test_a_choice_is_told_from_its_interval(gain: tuple[float, float, float], choice: str) -> None:
    assert choice_in_words(Choice(0.5, gain, ZERO, ZERO)) == choice


def test_the_page_says_for_each_scenario_what_each_party_would_do(found: Comparison) -> None:
    grids = [block for block in comparison_page(found).blocks if isinstance(block, Grid)]
    (choices,) = [grid for grid in grids if grid.columns == ("scenario", *found.preferred)]
    assert len(choices.rows) == len(found.compared)
    leaves = next(row for row in choices.rows if row[0].startswith("The mediator walks away"))
    assert leaves[1 + list(found.preferred).index("United States")] == "need not agree"
    told = comparison_data(found)["scenarios"]["as things stand"]["parties"]["Ukraine"]
    assert told["choice"] in ("settles", "goes on", "leans to settling", "leans to going on")


def test_a_model_that_says_nothing_of_going_on_is_told_so(found: Comparison) -> None:
    assert not [
        b for b in comparison_page(found).blocks if isinstance(b, str) and b.startswith("Missing: what going on")
    ]
    model = read_model(EXAMPLE / "model.yaml")
    bare = Negotiation.of(
        {
            "issues": {"share": ["low", "high"]},
            "parties": {name: {"values": {"share": {"low": 0.2, "high": 0.8}}} for name in list(model.parties)[:2]},
        }
    )
    (said,) = [b for b in comparison_page(compare(bare, [], draws=5)).blocks if isinstance(b, str) and "Missing" in b]
    assert "Ukraine and Russia" in said
