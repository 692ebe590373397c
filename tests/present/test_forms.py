"""The forms on the page: every line leads to findings, pictures hold no markup of articles, gaps are said."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from tests.ledger.build import act, article, day, event, known
from tests.ledger.forms_build import change, holding, reason, swap, tie
from tests.ledger.test_forms import base
from tests.present.build import ATTACK
from zopa.cases import case_from_text
from zopa.ledger import paths
from zopa.present import brief_of, render
from zopa.present.brief import Brief
from zopa.present.outline import outline
from zopa.present.parts import Line, Section
from zopa.present.questions import compare_section
from zopa.present.sections_network import paths_section

FORMS = ("icebergs", "space", "network", "rounds", "territory")


def sections(brief: Brief) -> dict[str, Section]:
    return {section.key: section for section in outline(brief)}


def every(lines: tuple[Line, ...]) -> list[Line]:
    return [one for line in lines for one in (line, *every(line.lines))]


def attacked() -> Brief:
    one = article("x", ATTACK, "2025-03-01", title=ATTACK, outlet=ATTACK)
    more = [
        reason(one, ATTACK, ATTACK, explains=ATTACK, speaker=ATTACK),
        tie(one, ATTACK, "leaves out", ATTACK, "Port"),
        tie(one, ATTACK, "supports", ATTACK, "Port"),
        act(one, ATTACK, ATTACK, "threat", toward="Port"),
        change(one, ATTACK, "paused", "deadline"),
        holding(one, ATTACK, ATTACK, ATTACK, 0.3, 0.3, by=ATTACK),
        holding(one, ATTACK, "Port", ATTACK, 0.9, 0.9),
        swap(one, ATTACK, ATTACK, (ATTACK,), ("b",)),
        event(one, ATTACK, "meeting", "2025-03-01", participants=(ATTACK, "Port"), place=ATTACK),
    ]
    return brief_of(known([one], more))


@pytest.mark.parametrize("key", FORMS)
def test_every_form_has_lines_with_findings(key: str) -> None:
    brief = brief_of(base())
    section = sections(brief)[key]
    named = [i for line in every(section.lines) for i in line.findings]
    if section.table:
        named += [i for row in section.table.rows for cell in row for i in cell.findings]
    assert named
    assert all(brief.knowledge.find(i) for i in named)


@pytest.mark.parametrize("key", FORMS)
def test_an_empty_form_says_so(key: str) -> None:
    section = sections(brief_of(known([article("a", "Nothing.", "2025-03-01")], [])))[key]
    assert section.gap
    assert not section.lines
    assert not section.figure


@pytest.mark.parametrize("made", [lambda: brief_of(base()), attacked])
def test_pictures_are_well_formed_and_hold_no_foreign_markup(made: object) -> None:
    brief = made()  # type: ignore[operator]
    for key in ("network", "territory"):
        root = ET.fromstring(sections(brief)[key].figure)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "defs", "pattern", "path", "circle", "polygon", "rect", "text", "title", "g"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_hostile_words_stay_words(form: str) -> None:
    text = render(attacked(), form)  # type: ignore[arg-type]
    assert "\x1b" not in text
    if form == "html":
        assert "<script>document" not in text
        assert "<img" not in text


def test_the_same_findings_give_the_same_picture() -> None:
    first, second = (sections(brief_of(base())) for _ in range(2))
    assert first["network"].figure == second["network"].figure
    assert first["territory"].figure == second["territory"].figure


def test_regions_stand_on_their_tiles_and_parts_take_over_what_is_said_of_the_whole() -> None:
    case = case_from_text(
        "zopa: 1\ncase: land\nparties: {Port: {}}\n"
        "regions: {East: {tile: [1, 0]}, West: {tile: [0, 0]}, Coast: {parts: [East, West]}}\n"
    )
    one = article("a", "The port holds most of the coast.", "2025-03-01")
    k = known([one], [holding(one, "holds most of the coast", "Port", "Coast", 0.5, 0.99)], case)
    figure = sections(brief_of(k))["territory"].figure
    assert len(re.findall(r'class="tile"', figure)) == 2
    assert len(re.findall(r'class="h0"', figure)) == 3  # both parts and the legend


def test_json_has_the_forms() -> None:
    made = json.loads(render(brief_of(base()), "json"))
    known_ids = {f["id"] for kind in KINDS for f in made["clock_changes" if kind == "changes" else kind]}
    assert {i for edge in made["network"]["edges"] for i in edge["findings"]} <= known_ids
    assert {i for one in made["rounds"] for i in one["findings"]} <= known_ids
    assert made["territory"]["conflicts"][0]["kind"] == "more than the whole"
    assert made["icebergs"][0]["reasons"][0]["findings"][0] in known_ids


KINDS = (
    "statements", "quotes", "estimates", "figures", "events", "acts", "reasons", "ties", "changes", "holdings", "swaps",
)  # fmt: skip


def test_chains_and_comparisons() -> None:
    brief = brief_of(base())
    found = paths_section("City", "Port", paths(brief.network, "City", "Port"))
    assert [line.text for line in found.lines] == ["City → Port", "City → Dockers → Port"]
    assert paths_section("Port", "City", ()).gap
    two = compare_section(brief, "Dockers", "Port")
    assert any("economy" in line.text for line in two.lines)
    assert compare_section(brief, "City", "Nobody").lines


def test_the_clock_says_what_a_threat_hangs_on_and_where_it_was_moved() -> None:
    one = article(
        "one", "The port warned that it would leave. The deadline was extended. It was called off.", "2025-03-05"
    )
    threat = act(one, "The port warned", "Port", "threat", deadline=day("2025-03-10"), condition="unless fines fall")
    moved = change(one, "deadline was extended", "extended", "deadline", until="2025-03-20")
    off = change(article("two", one.text, "2025-03-07"), "It was called off", "called off", "deadline")
    made = brief_of(known([one, article("two", one.text, "2025-03-07")], [threat, moved, off]))
    (line,) = sections(made)["clock"].lines
    assert line.text == (
        "10 March 2025, moved to 20 March 2025, called off: Port: threat: “The port warned” (“unless fines fall”)"
    )


SHARES = (("The Port", 0.3, "A"), ("holds the quay", 0.5, "B"), ("three accounts", 0.7, "C"))


def test_accounts_of_one_share_that_clash_stand_together() -> None:
    one = article("a", "The Port holds the quay, in three accounts of it.", "2025-03-01")
    told = [holding(one, words, "Port", "quay", n, n, by=by) for words, n, by in SHARES]
    lines = sections(brief_of(known([one], told)))["territory"].lines
    (clash,) = [line for line in lines if line.text.startswith("Conflict")]
    assert clash.text == "Conflict on quay: one holder, 3 shares"
    assert [line.text.split(",")[1].strip() for line in clash.lines] == [f"by the account of {x}" for x in "ABC"]


def test_what_one_of_two_parties_alone_says_is_named() -> None:
    compared = compare_section(brief_of(base()), "Dockers", "City")
    assert compared.table is not None
    assert {row[3].text for row in compared.table.rows if not (row[1].text and row[2].text)} == {"one side only"}
    assert "Missing: no words of City were found that tell of a value." in [line.text for line in compared.lines]


def test_rounds_name_a_meeting_whose_parties_are_not_told() -> None:
    one = article("a", "The Port met the Dockers. Talks in Oslo were planned for March.", "2025-03-20")
    both = event(one, "met the Dockers", "meeting", "2025-03-10", status="planned", participants=("Dockers", "Port"))
    bare = event(one, "Talks in Oslo", "talks", "2025-03-14", status="planned", place="Oslo", participants=("Port",))
    lines = [line.text for line in sections(brief_of(known([one], [both, bare])))["rounds"].lines]
    assert lines == [
        "10 March 2025: meeting of Dockers and Port (two-party, announced; whether it took place is not told)",
        "14 March 2025: talks in Oslo, only Port named",
    ]
