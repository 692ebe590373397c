"""Shifts that an article reports: whose stance changed, wavered or held, from what to what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import lake_case, reading
from zopa.ingest import Article
from zopa.read import Shift
from zopa.read.pipeline import read_articles


def shifts(text: str) -> tuple[Shift, ...]:
    return reading(text).shifts


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("China's stance has hardened.", "hardening", ("China",)),
        ("The Chinese position has softened since Monday.", "softening", ("China",)),
        ("Japan softened its demand for inspections.", "softening", ("Japan",)),
        ("Egypt's tone oscillated over the week.", "wavering", ("Egypt",)),
        ("Iran has swung from threats to open praise.", "turned", ("Iran",)),
        ("Turkey went from refusing talks to proposing a summit.", "turned", ("Turkey",)),
        ("France reversed course on the treaty.", "turned", ("France",)),
        ("Spain made a U-turn on the tariffs.", "turned", ("Spain",)),
        ("Israel backed down.", "softening", ("Israel",)),
        ("A shift in the Japanese position became visible.", "turned", ("Japan",)),
        ("Brazil sent mixed signals.", "wavering", ("Brazil",)),
        ("Iran's position remains unchanged.", "steady", ("Iran",)),
        ("Iran has not changed its position.", "steady", ("Iran",)),
        ("Greece refused to soften its stance.", "steady", ("Greece",)),
        ("The gap between Greece and Turkey has narrowed.", "converging", ("Greece", "Turkey")),
        ("Greece and Turkey moved closer on the border.", "converging", ("Greece", "Turkey")),
        ("The differences between India and China have widened.", "diverging", ("India", "China")),
    ],
)
def test_a_reported_shift(text: str, kind: str, parties: tuple[str, ...]) -> None:
    (shift,) = shifts(text)
    assert (shift.kind, shift.parties, shift.basis) == (kind, parties, "reported")


@pytest.mark.parametrize(
    "text",
    [
        "China's stance may still soften.",
        "Japan should change its position.",
        "Egypt urged Iran to soften its stance.",
        "If Iran changes its mind, talks resume.",
        "Did France change course?",
        "Prices swung from ten to twenty dollars.",
        "China denied that its position had shifted.",
        "The talks moved to Geneva.",
        "Greece and Turkey moved closer to a deal on the border.",
        "Iran fired from the coast to the islands.",
    ],
)
def test_no_shift(text: str) -> None:
    assert shifts(text) == ()


def test_the_ends_of_a_shift_are_spans_of_the_article() -> None:
    text = "Over the week the Chinese stance on the tariffs swung, ranging from hopeful to wary to hostile."
    (shift,) = shifts(text)
    words = [text[slice(*map(int, end.rpartition(":")[2].split("-")))] for end in (*shift.before, *shift.after)]
    assert words == ["hopeful", "wary", "hostile"]
    assert (shift.kind, shift.stood, shift.stands) == ("wavering", "hopeful", "hostile")
    assert shift.about == "the tariffs"
    assert shift.first is not None
    assert shift.last is not None
    assert (shift.last - shift.first).days < 7


def test_a_length_of_time_ends_with_the_article() -> None:
    (shift,) = shifts("Egypt has toughened its stance within a week.")
    assert shift.last == reading("x").article.published
    assert shift.first is not None
    assert shift.last is not None
    assert (shift.last - shift.first).days == 7
    (other,) = shifts("Egypt toughened its stance on 3 August 2025.")
    assert other.first == date(2025, 8, 3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["China", "stance", "has", "shifted", "from", "to", "hope", ",", ".", "not", "Iran's", "softened"]
        ),
        min_size=3,
        max_size=14,
    )
)
def test_whatever_stands_there_every_shift_has_its_words(words: list[str]) -> None:
    text = " ".join(words)
    for shift in shifts(text):
        assert text[shift.start : shift.end] == shift.text
        assert shift.parties


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Japan dropped its demand for a higher toll.", "a higher toll"),
        ("Japan softened its opposition to the toll.", "the toll"),
    ],
)
def test_what_was_demanded_or_opposed_is_what_the_shift_is_about(text: str, about: str) -> None:
    (shift,) = shifts(text)
    assert (shift.about, shift.issue) == (about, None)


def test_a_fronted_its_is_that_of_the_subject() -> None:
    found = shifts("China is watching. In a shift of its stance, Japan accepted the toll.")
    assert [s.parties for s in found] == [("Japan",)]


def test_a_shift_that_names_nothing_is_about_the_issue_of_its_sentence() -> None:
    text = (
        "Norland agreed to a ceasefire, reversing its position. Sudland softened its stance. "
        "Sudland supports a ceasefire and dropped its demand for a toll."
    )
    (reading,) = read_articles([Article(id="a", text=text)], lake_case())
    found = {(s.parties, s.about): s.issue for s in reading.shifts}
    assert found[("Norland",), None] == "ceasefire"
    assert found[("Sudland",), None] is None
    assert found[("Sudland",), "a toll"] is None
