"""The one-file report in a real browser, opened from the disk as a reader would open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chrome import Page, browser
from tests.ledger.build import article, known, said
from tests.ledger.forms_build import holding
from tests.ledger.test_forms import base
from tests.present.build import attack_brief, harbour_brief
from tests.process import ROOT
from zopa.cases import case_from_text
from zopa.ledger import Knowledge
from zopa.model import read_model
from zopa.model.scenariofile import read_scenarios
from zopa.present import brief_of, render
from zopa.present.html import html_text
from zopa.present.page import Grid
from zopa.present.page import Page as PlainPage
from zopa.present.page_html import page_html
from zopa.present.questions import compare_section
from zopa.present.safe import visible
from zopa.present.scenarios import comparison_page
from zopa.present.sections_facts import islands_section
from zopa.present.sections_network import network_section
from zopa.present.sections_territory import territory_section
from zopa.solve.scenarios import compare

EXAMPLE = ROOT / "examples" / "winter-2025"

PROGRAM = browser()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome is installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert PROGRAM is not None
    with Page(PROGRAM, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    brief = brief_of(base())
    views = [compare_section(brief, "Dockers", "Port"), *islands_section(brief), network_section(brief)]
    compared = compare(read_model(EXAMPLE / "model.yaml"), read_scenarios(EXAMPLE / "scenarios.yaml"), draws=20)
    made = {
        "harbour": render(harbour_brief(), "html"),
        "attack": render(attack_brief(), "html"),
        "views": html_text(brief, views),
        "small map": html_text(held := brief_of(_holders()), [territory_section(held)]),
        "scenarios": page_html(comparison_page(compared)),
        "path": page_html(PlainPage(f"{'/a/folder/that/goes/deep' * 4}/data.csv: forecasts against outcomes", ("x",))),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def _holders() -> Knowledge:
    """Two tiles, held by several whose names fill more than a line of the legend."""
    case = case_from_text("zopa: 1\ncase: harbour\nregions: {Quay: {tile: [0, 0]}, Yard: {tile: [0, 1]}}\n")
    one = article("one", "Who holds the Quay and the Yard is told in more ways than one.", "2025-03-01")
    names = ["Dockers of the Northern Quays", "Harbour Pilots Association", "Port", "Free Yard Movement of the South"]
    told = [holding(one, "holds the Quay", name, "Quay", 0.3, 0.3) for name in names]
    return known([one], [*told, holding(one, "the Yard", "Port", "Yard", 1, 1)], case)


def show(page: Page, file: Path) -> None:
    page.trouble.clear()
    page.requests.clear()
    page.open(file)


def test_it_opens_without_trouble_and_loads_nothing_else(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    assert page.run("document.querySelectorAll('main section').length") >= 10
    assert page.trouble == []
    assert page.requests == [files["harbour"].as_uri()]


def test_the_policy_stops_what_would_be_loaded(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    page.run("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    page.run("new Promise(done => setTimeout(done, 200))")
    assert any("Content Security Policy" in line for line in page.trouble)


@pytest.mark.parametrize("name", ["harbour", "views"])
def test_a_click_on_any_evidence_shows_its_words_marked(page: Page, files: dict[str, Path], name: str) -> None:
    show(page, files[name])
    brief = harbour_brief() if name == "harbour" else brief_of(base())
    words = {visible(finding.text) for finding in brief.knowledge.finding.values()}
    links = page.run("document.querySelectorAll('main [data-refs]').length")
    assert links > 20
    for i in range(links):
        marked = page.run(
            f"""(() => {{
                document.querySelectorAll('main [data-refs]')[{i}].click();
                const marks = [...document.querySelectorAll('#text mark')];
                return document.getElementById('reader').hidden ? null : marks.map(m => m.textContent).join('');
            }})()"""
        )
        assert marked in words, i
    assert page.trouble == []


def test_marks_are_in_view(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    page.run("document.querySelector('main [data-refs]').click()")
    box = page.run(
        "(() => { const b = document.querySelector('#text mark').getBoundingClientRect(); return [b.top, b.bottom] })()"
    )
    assert 0 <= box[0] < box[1] <= page.run("innerHeight")


def test_it_works_by_keyboard_alone(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    page.run("document.querySelector('#standing .ref').focus()")
    page.press("Enter")
    assert page.run("document.getElementById('reader').hidden") is False
    assert page.run("document.activeElement.id") == "reader"
    page.press("ArrowRight")
    assert page.run("document.getElementById('counter').textContent").startswith("2 of ")
    page.press("Escape")
    assert page.run("document.getElementById('reader').hidden") is True
    assert page.run("document.activeElement.className") == "ref"
    page.press("/")
    assert page.run("document.activeElement.id") == "filter"


def test_the_filter_keeps_only_lines_with_the_word(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    page.run("document.getElementById('filter').value = 'automation'")
    page.run("document.getElementById('filter').dispatchEvent(new Event('input'))")
    page.run("new Promise(done => setTimeout(done, 300))")
    rows = "[...document.querySelectorAll('.matrix tbody tr')].filter(r => r.offsetParent).map(r => r.textContent)"
    shown = page.run(rows)
    assert len(shown) == 1
    assert "Automation" in shown[0]


def test_hostile_articles_stay_text(page: Page, files: dict[str, Path]) -> None:
    show(page, files["attack"])
    for i in range(page.run("document.querySelectorAll('main [data-refs]').length")):
        page.run(f"document.querySelectorAll('main [data-refs]')[{i}].click()")
    page.run("document.querySelector('[data-article]').click()")
    assert page.run("document.title") == "The harbour talks"
    assert page.run("document.querySelectorAll('img, iframe, main b, #reader b').length") == 0
    assert page.run("document.getElementById('text').textContent").startswith("</script><script>")
    assert page.trouble == []
    assert page.requests == [files["attack"].as_uri()]


def test_without_script_the_evidence_is_still_there(page: Page, files: dict[str, Path]) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        show(page, files["harbour"])
        page.send("Emulation.setScriptExecutionDisabled", value=False)
        target = page.run("document.querySelector('#standing .ref').getAttribute('href')")
        assert page.run(f"document.querySelector('.evidence {target} q').textContent.length") > 5
        assert page.run("document.querySelector('.tools').offsetParent") is None
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)


def test_everything_that_can_be_used_has_a_name(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    page.send("Accessibility.enable")
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    usable = [n for n in nodes if n.get("role", {}).get("value") in ("link", "button", "searchbox", "navigation")]
    assert len(usable) > 20
    assert all(n.get("name", {}).get("value", "").strip() for n in usable)


CONTRAST = """(() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$|transparent/.test(c)) return c } return 'rgb(255,255,255)' };
  let worst = [99, ''];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.offsetParent || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = light(getComputedStyle(e).color), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, e.className + ' ' + e.textContent.slice(0, 40)];
  }
  return worst })()"""


@pytest.mark.parametrize("name", ["harbour", "views", "scenarios"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(page: Page, files: dict[str, Path], scheme: str, name: str) -> None:
    page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    show(page, files[name])
    page.run("document.querySelector('main [data-refs]')?.click()")
    ratio, where = page.run(CONTRAST)
    assert ratio >= 4.5, where
    page.send("Emulation.setEmulatedMedia", features=[])


@pytest.mark.parametrize("name", ["harbour", "attack", "views", "scenarios", "path"])
def test_a_narrow_screen_does_not_scroll_sideways(page: Page, files: dict[str, Path], name: str) -> None:
    page.send("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=1, mobile=True)
    try:
        show(page, files[name])
        assert page.run("document.documentElement.scrollWidth") <= 390
    finally:
        page.send("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("name", ["harbour", "views", "small map"])
def test_no_word_of_a_picture_is_cut_off(page: Page, files: dict[str, Path], name: str) -> None:
    show(page, files[name])
    outside = page.run(
        """[...document.querySelectorAll('.drawn svg')].flatMap(svg => { const v = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => { const b = t.getBoundingClientRect();
              return b.left < v.left - 1 || b.right > v.right + 1 || b.top < v.top - 1 || b.bottom > v.bottom + 1 })
              .map(t => t.textContent) })"""
    )
    assert outside == []
    if name == "small map":
        assert page.run("document.title") == "Territory and shares: harbour"
        assert page.run("document.querySelectorAll('.drawn text').length") >= 6
        assert page.run("document.querySelector('.legend')") is None  # nothing on this page is marked that way


def test_print_shows_the_evidence_and_hides_the_tools(page: Page, files: dict[str, Path]) -> None:
    page.send("Emulation.setEmulatedMedia", media="print")
    try:
        show(page, files["harbour"])
        assert page.run("document.querySelector('.tools').offsetParent") is None
        assert page.run("document.querySelector('.evidence').offsetParent !== null")
    finally:
        page.send("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("name", ["harbour", "views", "scenarios", "path"])
def test_a_printed_page_is_not_cut_at_its_side(page: Page, files: dict[str, Path], name: str) -> None:
    page.send("Emulation.setEmulatedMedia", media="print")
    page.send("Emulation.setDeviceMetricsOverride", width=718, height=1000, deviceScaleFactor=1, mobile=False)  # A4
    try:
        show(page, files[name])
        assert page.run("document.documentElement.scrollWidth") <= 718
    finally:
        page.send("Emulation.clearDeviceMetricsOverride")
        page.send("Emulation.setEmulatedMedia", media="")


def test_every_number_of_the_evidence_can_be_seen(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    seen = page.run(
        """[...document.querySelectorAll('.evidence li')].map(li => { li.scrollIntoView();
            const n = li.querySelector('.number'), b = n.getBoundingClientRect(), l = li.getBoundingClientRect();
            return [n.textContent, b.width > 0 && b.left >= l.left && b.bottom <= l.bottom + 1] })"""
    )
    assert [number for number, _ in seen] == [str(i) for i in range(1, len(seen) + 1)]
    assert all(shown for _, shown in seen)


@pytest.mark.parametrize("name", ["views", "scenarios"])
def test_what_scrolls_sideways_can_be_reached_by_keyboard_and_has_a_name(
    page: Page, files: dict[str, Path], name: str
) -> None:
    show(page, files[name])
    boxes = page.run(
        "[...document.querySelectorAll('.scroll, .drawn')].map(e => [e.tabIndex, e.getAttribute('aria-label')])"
    )
    assert boxes
    assert all(index == 0 and label for index, label in boxes)
    assert page.trouble == []


def test_a_thousand_articles_stay_responsive(page: Page, tmp_path: Path) -> None:
    text = (
        "The dockers demand ten percent more pay. The port says it will never pay that. " + "More of the same. " * 200
    )
    articles = [article(f"n{i}", f"{i} {text}", "2025-03-01") for i in range(1000)]
    findings = [said(a, "dockers demand ten percent", "Dockers", "wages", "for") for a in articles]
    file = tmp_path / "big.html"
    file.write_text(render(brief_of(known(articles, list(findings))), "html"), encoding="utf-8")
    show(page, file)
    spent = page.run(
        """(() => { const start = performance.now();
            document.querySelector('#positions .cell').click();
            document.getElementById('text').getBoundingClientRect();
            return performance.now() - start })()"""
    )
    assert spent < 1000  # milliseconds on a busy machine; a tenth of it at rest


def test_rows_are_put_in_order_by_a_heading_and_back(page: Page, files: dict[str, Path]) -> None:
    show(page, files["harbour"])
    names = "[...document.querySelectorAll('#positions tbody th')].map((h) => h.textContent)"
    heading = "document.querySelector('#positions thead th')"
    written = page.run(names)
    assert len(written) > 1
    orders = []
    for _ in range(3):
        page.run(f"{heading}.querySelector('button').click()")
        orders.append((page.run(f"{heading}.getAttribute('aria-sort')"), page.run(names)))
    down = sorted(written, key=str.casefold)
    assert orders == [("ascending", down), ("descending", down[::-1]), (None, written)]
    page.run("document.querySelector('#positions thead th:nth-child(2) button').click()")
    cells = page.run(
        "[...document.querySelectorAll('#positions tbody td:nth-child(2)')].map((c) => c.textContent.trim())"
    )
    assert "" not in cells[: len([c for c in cells if c])]  # empty cells last
    assert page.trouble == []


def test_a_page_of_numbers_is_put_in_order_by_number(page: Page, tmp_path: Path) -> None:
    grid = Grid(
        ("party", "worth", "day"), (("A", "9%", "7 March 2025"), ("B", "10%", "3 May 2024"), ("C", "", "")), (1,)
    )
    (tmp_path / "p.html").write_text(page_html(PlainPage("Worth", (grid,))), encoding="utf-8")
    show(page, tmp_path / "p.html")
    order = "[...document.querySelectorAll('tbody th')].map((h) => h.textContent).join('')"
    got = []
    for column in (2, 3):
        for _ in range(2):
            page.run(f"document.querySelector('thead th:nth-child({column}) button').click()")
            got.append(page.run(order))
    assert got == ["ABC", "BAC", "BAC", "ABC"]
    assert page.trouble == []
