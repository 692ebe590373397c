from __future__ import annotations

import pytest

from zopa.present.page import Grid, Heading, Page


def test_a_grid_is_a_markdown_table_and_its_words_are_not_markup() -> None:
    grid = Grid(("no.", "deal"), (("1", "a | *b*"),), right=(0,))
    lines = Page("Title", (Heading("Part"), grid)).markdown().splitlines()
    assert lines[-3:] == ["| no. | deal |", "| ---: | --- |", r"| 1 | a \| \*b\* |"]


WIDE = Page(
    "Forecasts",
    (
        Grid(
            ("issue", "mean", "compromise", "what is told of it"),
            (("withdrawal", "100.0", "45.3", "no more than a few words"), ("observers", "33.3", "80.1", "")),
            (1, 2),
        ),
    ),
)


@pytest.mark.parametrize("width", [48, 60, 80, 120])
def test_a_table_breaks_no_word_where_there_is_room_for_it(width: int) -> None:
    text = WIDE.terminal(width=width)
    assert max(map(len, text.splitlines())) <= width
    words = text.split()
    assert {"withdrawal", "observers", "compromise", "100.0", "45.3", "33.3", "80.1"} <= set(words)


def test_no_number_is_broken_where_there_is_none() -> None:
    assert {"100.0", "45.3", "33.3", "80.1"} <= set(WIDE.terminal(width=30).split())


def test_nothing_is_cut_from_a_narrow_table() -> None:
    told = Page("x", (Grid(("word", "another"), (("antidisestablishmentarianism", "so it is"),)),)).terminal(width=24)
    assert "…" not in told
    assert "antidisestablishmentarianism" in "".join(line.strip().split("  ")[0] for line in told.splitlines()[3:])
