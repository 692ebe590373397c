"""Pages as people copy them, written for these tests: lines marked `+` are the article's, lines marked `-` are not.

Every `+` line must stay word for word: an article's sentence is never lost. Every `-` line must go.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.ingest.article import Article, page_of
from zopa.ingest.clean import clean

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def marked(path: Path) -> list[tuple[bool, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(("+ ", "- ")) for line in lines)
    return [(line.startswith("+"), line[2:]) for line in lines]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n"], ids=["lines", "paragraphs", "trailing blanks"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_stays_and_the_furniture_goes(path: Path, gap: str) -> None:
    lines = marked(path)
    if path.stem == "hard_wrapped" and gap == "\n\n":
        pytest.skip("lines of a wrapped paragraph have no blank lines between them")
    page = gap.join(text for _, text in lines)
    text = clean(page).text
    kept = [line.strip() for line in text.split("\n") if line.strip()]
    assert [line for mine, line in lines if mine and line not in kept] == []
    wanted = [line for mine, line in lines if mine]
    assert [line for line in kept if line not in wanted] == []
    assert len(kept) == len(wanted)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_cleaning_twice_changes_nothing_more(path: Path) -> None:
    once = clean("\n".join(text for _, text in marked(path))).text
    assert clean(once).text == once


LINES = [text for path in PAGES for _, text in marked(path)]


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=40), st.sampled_from(["\n", "\n\n"]))
def test_any_page_can_be_restored(lines: list[str], gap: str) -> None:
    page = gap.join(lines)
    cleaned = clean(page)
    article = Article(id="a", text=cleaned.text, removed=cleaned.removed)
    assert page_of(article) == page
    assert all(page[piece.start : piece.end] == piece.text and piece.text for piece in cleaned.removed)
    assert all(a.end <= b.start for a, b in zip(cleaned.removed, cleaned.removed[1:], strict=False))


def test_a_page_of_furniture_only_is_left_as_it_is() -> None:
    page = "Log in\nSubscribe\n"
    assert clean(page).text == page
    assert clean(page).removed == ()


def test_a_title_known_from_elsewhere_need_not_open_the_page() -> None:
    body = "The ferry crews accepted the new roster on Monday after a week of talks with the company."
    cleaned = clean(f"Ferry crews accept roster\n\n{body}", "Ferry crews accept roster")
    assert cleaned.text == body
    assert [piece.reason for piece in cleaned.removed] == ["repeated headline"]


BODY = (
    "Envoys of four governments sat down again on Tuesday to revive a corridor for grain ships, after two idle months.",
    "Turkey, which hosts the talks, wants inspections at sea. Exporters say this would halve the waiting time.",
    "Insurers have not said whether they would cover the route. Their association asked for a guarantee by the state.",
)
TITLE = "Grain corridor talks resume in Istanbul"


def lines_of(name: str) -> list[str]:
    return (Path(__file__).parent / "lines" / name).read_text(encoding="utf-8").splitlines()


def kept_at(line: str, place: str) -> bool:
    page = [line, TITLE, *BODY] if place == "top" else [TITLE, *BODY, line]
    text = clean("\n\n".join(page)).text.split("\n")
    assert all(part in text for part in (TITLE, *BODY))
    return line in text


@pytest.mark.parametrize("place", ["top", "end"])
@pytest.mark.parametrize("line", lines_of("furniture.txt"))
def test_a_line_of_furniture_goes(line: str, place: str) -> None:
    assert not kept_at(line, place)


@pytest.mark.parametrize("place", ["top", "end"])
@pytest.mark.parametrize("line", lines_of("article.txt"))
def test_a_headline_or_last_sentence_that_resembles_furniture_stays(line: str, place: str) -> None:
    assert kept_at(line, place)
