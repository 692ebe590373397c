"""Statements, letters and opinion pieces: `we` and `I` outside quotation marks are whoever signs them."""

from __future__ import annotations

import time

import pytest

from tests.read.scenes import lake_scene, reading

BODY = """
We came to the lake to talk. We have not been heard.

We reject a smaller quota, and we shall say so again. "We are patient people," the old fishermen say.
"""
RELEASE = "FOR IMMEDIATE RELEASE\n\nSudland: what we want"
BYLINE = "Why the lake is ours\n\nBy Maria Costa"
NEWS = """Statement by Sudland angers Norland

Sudland rejected a smaller quota on Monday. "We are patient. We wait. We are not giving in," Maria Costa said.
"""


def who(text: str) -> set[tuple[str, ...]]:
    """The parties that `we` outside quotation marks stands for."""
    scene = lake_scene(text)
    body = scene.article.text.index(BODY.strip()[:12])
    quoted = scene.article.text.index('"')
    return {
        m.parties for m in scene.mentions
        if m.kind == "pronoun" and m.start >= body and m.start < quoted and text[m.start : m.end].lower() == "we"
    }  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        RELEASE,
        BYLINE,
        "News release of the Foreign Ministry of Sudland",
        "PRESS STATEMENT OF THE SUDLAND DELEGATION",
        "An open letter to Norland from the government of Sudland",
    ],
)
def test_we_is_whoever_signs_at_the_head(head: str) -> None:
    assert who(f"{head}\n{BODY}") == {("Sudland",)}


@pytest.mark.parametrize("foot", ["Maria Costa is the president of Sudland.", "Maria Costa, President"])
def test_we_is_whoever_signs_at_the_foot(foot: str) -> None:
    assert who(f"Why the lake is ours\n\nThe lake is wide.\n{BODY}\n{foot}\n") == {("Sudland",)}


def test_a_speech_is_whoever_gives_it() -> None:
    assert who(f"Erik Dahl's address to the assembly\n{BODY}") == {("Norland",)}


@pytest.mark.parametrize(
    "head",
    [
        "Joint communiqué of the governments of Norland and Sudland",
        "Joint op-ed by Erik Dahl and Maria Costa",
        "The shores of the lake\n\nWe, the ministers of Norland and Sudland, have met in Port Hale.",
    ],
)
def test_those_who_sign_together_are_both(head: str) -> None:
    assert who(f"{head}\n{BODY}") == {("Norland", "Sudland")}


def test_a_reporters_we_is_nobodys() -> None:
    foot = "Erik Dahl was not available. Maria Costa is angry."
    assert who(f"A week at the lake\n\nBy Tom Aldous\n{BODY}\n{foot}\n") == {()}


@pytest.mark.parametrize("head", [RELEASE, BYLINE])
def test_quotation_marks_hold_the_words_of_others(head: str) -> None:
    scene = lake_scene(f"{head}\n{BODY}")
    quoted = scene.article.text.index('"We are patient') + 1
    assert [m.parties for m in scene.mentions if m.start == quoted] == [()]


def test_news_of_a_statement_is_news() -> None:
    scene = lake_scene(NEWS)
    assert {m.parties for m in scene.mentions if m.kind == "pronoun"} == {("Sudland",)}
    assert {q.speaker for q in scene.quotes if q.kind == "direct"} == {"Maria Costa"}


def test_a_heading_made_to_be_slow_is_not() -> None:
    text = "Statement of " + "the The " * 16 + "Sudland\n" + BODY
    started = time.perf_counter()
    who(text)
    assert time.perf_counter() - started < 5.0


def test_what_we_demand_is_the_signers_position() -> None:
    text = (
        "STATEMENT BY THE RAIL UNION\n\nWe have waited for a year.\n\nWe demand that wages go up with prices. "
        "We have said so to Northline, and we say that the company must answer.\n"
    )
    found = [s for s in reading(text).statements if s.issue == "wages"]
    assert {(s.holder, s.polarity) for s in found} == {("Rail Union", "for")}
    assert all(text[s.start : s.end] == s.text for s in found)
    assert {q.speaker for q in reading(text).quotes if q.party} == {"Rail Union"}
