"""What an article tells of an earlier time carries its day, or is marked as past."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.read.scenes import lake_scene
from zopa.read import Statement
from zopa.read.statements import read_statements
from zopa.read.told_when import dated

PUBLISHED = dt.date(2025, 4, 9)  # a Wednesday


def read(text: str, published: dt.date | None = PUBLISHED) -> list[Statement]:
    scene = lake_scene(text, published)
    return dated(scene, read_statements(scene))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On March 3, Norland rejected a ceasefire.", dt.date(2025, 3, 3)),
        ("Norland rejected a ceasefire on Monday.", dt.date(2025, 4, 7)),
        ("Last week Norland agreed to a ceasefire.", dt.date(2025, 4, 6)),
        ("Norland said on Sunday that it would accept a ceasefire.", dt.date(2025, 4, 6)),
        ("In February Erik Dahl ruled out a ceasefire.", dt.date(2025, 2, 28)),
    ],
)
def test_a_position_has_the_day_that_its_clause_names(text: str, day: dt.date) -> None:
    (statement,) = read(text)
    assert (statement.date, statement.past) == (day, False)


@pytest.mark.parametrize(
    "text",
    [
        "For years Norland had opposed a ceasefire.",
        "Norland, which had long rejected a ceasefire, declined to comment.",
        "Until last month Norland refused to accept a ceasefire.",
        "Earlier this year Erik Dahl ruled out a ceasefire.",
        "Norland previously demanded a ceasefire.",
        "Norland used to oppose a ceasefire.",
        "In 2019 Norland opposed a ceasefire.",
    ],
)
def test_what_is_over_without_a_day_is_past(text: str) -> None:
    (statement,) = read(text)
    assert (statement.date, statement.past) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "Norland rejects a ceasefire.",
        "Norland rejected a ceasefire on Wednesday.",
        "Norland rejected a ceasefire earlier on Wednesday.",
        "Norland demanded a ceasefire by Friday.",
        "Norland said that it had agreed to a ceasefire.",
        "Norland has long opposed a ceasefire.",
        "Norland demanded a ceasefire in the war that began in 2019.",
        "Norland demanded a ceasefire in summer.",
        "Norland will accept a ceasefire until Friday.",
    ],
)
def test_what_is_said_now_has_the_day_of_the_article(text: str) -> None:
    (statement,) = read(text)
    assert (statement.date, statement.past) == (PUBLISHED, False)


def test_without_a_day_of_the_article_a_relative_one_stays_unknown() -> None:
    (statement,) = read("Norland rejected a ceasefire on Monday.", None)
    assert (statement.date, statement.past) == (None, False)
