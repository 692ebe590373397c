"""Who is mentioned, where, and for which party: sentences from many different negotiations."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from zopa.cases import Case, case_from_text, load_case
from zopa.ingest import Article
from zopa.read.actors import find_mentions
from zopa.read.parse import parse
from zopa.read.scene import Mention

OPEN_CASE = """\
zopa: 1
case: open
issues: {deal: {proposition: The sides reach a deal}}
"""
SENTENCES = Path(__file__).parent / "actors"
_MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")


def mentions_of(text: str, case: Case | str = OPEN_CASE, on: date | None = date(2025, 8, 15)) -> list[Mention]:
    """The mentions in `text`."""
    read = case_from_text(case) if isinstance(case, str) else case
    doc = next(iter(parse([text])))
    return find_mentions(doc, Article(id="a", text=text, published=on), read)


def told(text: str, case: Case | str = OPEN_CASE, on: date | None = date(2025, 8, 15)) -> dict[str, tuple[str, ...]]:
    """Words of every mention that is no modifier, with the parties."""
    return {text[m.start : m.end]: m.parties for m in mentions_of(text, case, on) if not m.modifier}


def without_marks(marked: str) -> str:
    """The text of marked sentences."""
    return _MARK.sub(lambda mark: mark.group(1), marked)


def check_mentions(marked: str, case: Case | str = OPEN_CASE, on: date | None = date(2025, 8, 15)) -> None:
    """Compare the mentions of a text with its marks: `[words|parties]` or `[words|actor|parties]`, `-` for none."""
    text = without_marks(marked)
    found = mentions_of(text, case, on)
    wrong = []
    shift = 0
    for mark in _MARK.finditer(marked):
        words, rest = mark.group(1), mark.group(2)
        start = mark.start() - shift
        shift += len(mark.group(0)) - len(words)
        actor, parties = rest.rsplit("|", 1) if "|" in rest else (None, rest)
        wanted = () if parties == "-" else tuple(parties.split(";"))
        end = start + len(words)
        core = [m for m in found if start <= m.start and m.end <= end]
        best = max(core, key=lambda m: m.end - m.start, default=None)
        if best is None:
            wrong.append(f"no mention in '{words}'")
        elif sorted(best.parties) != sorted(wanted) or (actor is not None and best.actor != actor):
            wrong.append(f"'{words}' is {best.actor} {best.parties}, not {actor} {wanted}")
    assert not wrong, f"{wrong} in: {text}"


def lines(name: str) -> list[str]:
    """The sentences of a file beside the tests."""
    text = (SENTENCES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("marked", lines("plain.txt"))
def test_built_in_knowledge_tells_actors_and_parties(marked: str) -> None:
    check_mentions(marked)


@pytest.mark.parametrize("line", lines("with_case.txt"))
def test_a_case_adds_to_built_in_knowledge_and_overrules_it(line: str) -> None:
    case, marked = line.split("#", 1)
    on = {"budget": date(2023, 5, 20), "commons": date(2019, 3, 1)}.get(case, date(2025, 8, 15))
    check_mentions(marked, load_case(SENTENCES / f"{case}.yaml"), on)


@pytest.mark.parametrize("line", lines("places.txt"))
def test_a_place_or_part_of_a_name_is_no_party(line: str) -> None:
    text, words = line.split("#")
    found = told(text)
    assert not [w for w in words.split(";") if found.get(w)]


@pytest.mark.parametrize(
    ("on", "parties"),
    [(date(2023, 5, 1), ("Netherlands",)), (date(2025, 5, 1), ("NATO",)), (date(2024, 8, 20), ())],
)
def test_the_date_decides_for_whom_a_person_speaks(on: date, parties: tuple[str, ...]) -> None:
    assert told("Mark Rutte called for patience.", on=on)["Mark Rutte"] == parties


@pytest.mark.parametrize(
    "marked",
    [
        "Army spokesman Phairoj Suwan met the press. [Phairoj|Phairoj Suwan|-] said it would hold.",
        "Cllr Des Vane hit back. [Cllr Vane|Des Vane|-] said no.",
        "For years Bishop Anselm Vane led the talks. [The bishop|Anselm Vane|-] will retire.",
        "In Dhaka, however, [Foreign Minister A.K. Rahman|A.K. Rahman|Bangladesh] struck a note.",
        "Greek Prime Minister Nikos Doukas left. [Eleni Marr|Eleni Marr|Greece], his culture minister, said it.",
        "Thai and Cambodian troops fought. Trump threatened to end talks with [both countries|Thailand;Cambodia].",
        "“They agreed to open up China,” [the president|Donald Trump|United States] said. Trump met Xi Jinping.",
        "Moscow spoke of two years. [Schaeuble|Wolfgang Schäuble|-] said no. Wolfgang Schäuble left.",
    ],
)
def test_names_titles_and_pairs_of_other_desks(marked: str) -> None:
    check_mentions(marked)
