from __future__ import annotations

from zopa.present.page import Grid, Heading, Page


def test_a_grid_is_a_markdown_table_and_its_words_are_not_markup() -> None:
    grid = Grid(("no.", "deal"), (("1", "a | *b*"),), right=(0,))
    lines = Page("Title", (Heading("Part"), grid)).markdown().splitlines()
    assert lines[-3:] == ["| no. | deal |", "| ---: | --- |", r"| 1 | a \| \*b\* |"]
