"""Terminal, Markdown and HTML: the same content, every line with evidence, nothing hostile gets through."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.ledger.build import article, known
from tests.present.build import attack_brief, harbour_brief
from zopa.present import brief_of, render
from zopa.present.formats import BriefFormat
from zopa.present.outline import heading, outline
from zopa.present.safe import markdown, one_line, script_json, visible

SECTIONS = [
    "Where things stand",
    "Position matrix",
    "Red lines and sticking points",
    "What both sides accept already",
    "Island of agreement",
    "What moved and when",
    "Clock",
    "Who said what will happen",
    "Who carries what",
    "Contradictions",
    "Sources",
    "Evidence",
]


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_the_sections_come_in_order(form: BriefFormat) -> None:
    text = render(harbour_brief(), form)
    headings = {
        "terminal": [f"\n{title.upper()}" for title in SECTIONS],
        "markdown": [f"\n## {title}" for title in SECTIONS],
        "html": [f">{title}" for title in SECTIONS],
    }[form]
    main = text[text.index("<main") :] if form == "html" else text
    places = [main.index(heading) for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_an_empty_brief_says_what_is_missing(form: BriefFormat) -> None:
    text = render(brief_of(known([article("a", "Nothing of note.")], [])), form)
    for gap in ("No red line was found", "No deadline, ultimatum", "No figure, date"):
        assert gap in re.sub(r"\s+", " ", text.replace("\\", ""))


def test_every_line_of_a_view_leads_to_evidence() -> None:
    brief = harbour_brief()
    for section in outline(brief):
        if section.key == "sources":
            continue
        assert section.lines or section.table or section.gap, section.key
        for line in section.lines:
            if line.text.startswith("No "):
                continue
            assert line.findings or any(under.findings for under in line.lines), line.text
            assert set(line.findings) <= set(brief.knowledge.finding)


def test_where_things_stand_is_five_sentences() -> None:
    (standing, *_) = outline(harbour_brief())
    assert len(standing.lines) == 5
    assert all(line.text.endswith(".") and line.text[0].isupper() for line in standing.lines)


def test_terminal_numbers_lead_to_the_evidence_list() -> None:
    text = render(harbour_brief(), "terminal")
    body, evidence = text.split("\nEVIDENCE\n")
    used = {int(n) for group in re.findall(r"\[([\d,]+)\]", body) for n in group.split(",")}
    listed = {int(n) for n in re.findall(r"^\[(\d+)\]", evidence, re.MULTILINE)}
    assert used == listed == set(range(1, len(listed) + 1))


def test_markdown_numbers_lead_to_anchors() -> None:
    text = render(harbour_brief(), "markdown")
    assert set(re.findall(r"\(#(e\d+)\)", text)) == set(re.findall(r'<a id="(e\d+)">', text))


def test_a_terminal_gets_no_codes_from_an_article() -> None:
    text = render(attack_brief(), "terminal")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_markdown_gets_no_markup_from_an_article() -> None:
    text = render(attack_brief(), "markdown")
    assert not re.search(r"(?<!\\)<(?!a id=\"e\d+\">|/a>)", text)
    assert not re.search(r"(?<!\\)\]\((?!#e\d+\))", text)
    assert "\x1b" not in text
    assert "\u202e" not in text
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def seen(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Seen()
    parser.feed(text)
    return parser.tags


@pytest.mark.parametrize("brief", [harbour_brief, attack_brief])
def test_html_holds_only_our_own_elements_and_loads_nothing(brief: object) -> None:
    tags = seen(render(brief(), "html"))  # type: ignore[operator]
    scripts = [attrs for tag, attrs in tags if tag == "script"]
    assert [attrs for attrs in scripts if attrs.get("type") != "application/json"] == [{}, {}]
    assert not {"img", "b", "iframe", "object", "embed", "link", "base", "form"} & {tag for tag, _ in tags}
    for tag, attrs in tags:
        assert not {"src", "onerror", "onclick", "onload", "style", "srcset", "action"} & set(attrs), (tag, attrs)
        assert (attrs.get("href") or "#").startswith("#")


def test_html_has_a_policy_that_forbids_loading() -> None:
    (policy,) = [a["content"] for _, a in seen(render(harbour_brief(), "html")) if "http-equiv" in a]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_html_hides_nothing_hostile_in_its_data() -> None:
    text = render(attack_brief(), "html")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u2028]", text)
    assert text.count("</script>") == text.count("<script")
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|49", text)


def test_ids_in_html_are_unique_and_every_link_has_its_target() -> None:
    tags = seen(render(harbour_brief(), "html"))
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {str(attrs["href"])[1:] for tag, attrs in tags if tag == "a"}
    assert targets <= set(ids)


def test_cut_words_end_in_an_ellipsis() -> None:
    assert one_line("one two three four", 12) == "one two…"
    assert one_line(" a\n\tb ") == "a b"


def test_control_characters_are_replaced_one_for_one() -> None:
    text = "a\x1b\x00\u202e\ud800b\r\n🚢"
    assert len(visible(text)) == len(text)
    assert visible(text) == "a\ufffd\ufffd\ufffd\ufffdb \n🚢"


def test_markdown_marks_are_escaped() -> None:
    assert markdown("*a* [b](c) <d> | e") == r"\*a\* \[b\]\(c\) \<d\> \| e"


def test_json_cannot_leave_its_script() -> None:
    assert script_json("</script>&\u2028") == '"\\u003c/script\\u003e\\u0026\\u2028"'


def test_the_heading_of_articles_without_a_date() -> None:
    brief = harbour_brief()
    assert brief.extent is not None
    undated = replace(brief.extent, first=None, last=None, reprints=0)
    told = [heading(replace(brief, extent=replace(undated, articles=count))) for count in (1, 2)]
    assert told == ["1 article, not dated", "2 articles, none of them dated"]
