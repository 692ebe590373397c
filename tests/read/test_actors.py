"""Who is mentioned, where, and for which party: sentences from many different negotiations."""

from __future__ import annotations

from datetime import date

import pytest

from zopa.cases import Case, case_from_text
from zopa.ingest import Article
from zopa.read.actors import find_mentions
from zopa.read.parse import parse
from zopa.read.scene import Mention

OPEN_CASE = """\
zopa: 1
case: open
issues: {deal: {proposition: The sides reach a deal}}
"""


def mentions_of(text: str, case: Case | str = OPEN_CASE, on: date | None = date(2025, 8, 15)) -> list[Mention]:
    """The mentions in `text`."""
    read = case_from_text(case) if isinstance(case, str) else case
    doc = next(iter(parse([text])))
    return find_mentions(doc, Article(id="a", text=text, published=on), read)


def told(text: str, case: Case | str = OPEN_CASE, on: date | None = date(2025, 8, 15)) -> dict[str, tuple[str, ...]]:
    """Words of every mention that is no modifier, with the parties."""
    return {text[m.start : m.end]: m.parties for m in mentions_of(text, case, on) if not m.modifier}


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("Kyiv said it would not accept the terms.", "Kyiv", "Ukraine"),
        ("Moscow rejected the proposal.", "Moscow", "Russia"),
        ("The Kremlin has denied the report.", "Kremlin", "Russia"),
        ("Downing Street welcomed the plan.", "Downing Street", "United Kingdom"),
        ("The U.S. offered talks.", "U.S.", "United States"),
        ("Britain and France pledged troops.", "Britain", "United Kingdom"),
        ("Hamas refused to release the hostages.", "Hamas", "Hamas"),
        ("The EU wants tariffs cut.", "EU", "European Union"),
        ("Brussels wants tariffs cut.", "Brussels", "European Union"),
        ("The IMF demanded reforms.", "IMF", "International Monetary Fund"),
        ("Zelenskiy turned the offer down.", "Zelenskiy", "Ukraine"),
        ("Zelenskyy turned the offer down.", "Zelenskyy", "Ukraine"),
        ("President Volodymyr Zelensk turned the offer down.", "President Volodymyr Zelensk", "Ukraine"),
        ("The Ukrainians have not been invited.", "Ukrainians", "Ukraine"),
        ("Sergei Lavrov met reporters.", "Sergei Lavrov", "Russia"),
    ],
)
def test_a_name_tells_its_party(text: str, words: str, party: str) -> None:
    assert told(text)[words] == (party,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met in Washington on Tuesday.", "Washington"),
        ("The Washington Post reported it.", "Washington"),
        ("Talks were held in Geneva and Anchorage.", "Geneva"),
        ("The Minsk agreements have failed.", "Minsk"),
        ("Michael Jordan came to the game.", "Jordan"),
        ("It is up to us to decide.", "us"),
    ],
)
def test_a_place_or_part_of_a_name_is_no_party(text: str, words: str) -> None:
    assert words not in told(text) or told(text)[words] == ()


@pytest.mark.parametrize(
    ("on", "party"),
    [(date(2023, 5, 1), "Netherlands"), (date(2025, 5, 1), "NATO")],
)
def test_the_date_decides_for_whom_a_person_speaks(on: date, party: str) -> None:
    assert told("Mark Rutte called for patience.", on=on)["Mark Rutte"] == (party,)
