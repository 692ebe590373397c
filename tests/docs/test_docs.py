"""The documentation says what is so: every command is in it, its links lead somewhere, its commands run."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
from pathlib import Path

import pytest
from scripts.commands_page import PAGE, page

from zopa.cases import load_case
from zopa.cli import main
from zopa.ingest import Article, ingest
from zopa.ledger.doubt import HALF_LIFE_DAYS, LEFT, ONE_ORIGIN
from zopa.ledger.moves import FIRMER, MOVE_SURE
from zopa.ledger.periods import CARRIES, CHANGE_ODDS, SUREST
from zopa.ledger.positions import DOUBT, DOUBT_LEFT, SURE
from zopa.ledger.series import DRIFT_CHANCE, DRIFT_DAYS, DRIFT_LEAST, DRIFT_POINTS, SWING_DAYS
from zopa.ledger.stands import ACT_STRENGTH, CONDITION_EASES, CONTESTED_SHARE
from zopa.present.sections_positions import UNSURE

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*DOCS, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
KINDS = ("tutorial", "how-to", "reference", "explanation")
RUN = [ROOT / "docs" / "tutorial" / "first-brief.md", ROOT / "docs" / "how-to" / "read-your-own-articles.md"]
IN_A_PROJECT = ROOT / "docs" / "how-to" / "work-day-by-day.md"


def test_every_command_and_option_is_documented() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m scripts.commands_page`"


def links(file: Path) -> list[str]:
    """Targets of the links of a page, those to other sites left out."""
    prose = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
    return [t for t in re.findall(r"\]\(([^)\s]+)\)", prose) if not re.match(r"[a-z]+:", t)]


def headings(file: Path) -> set[str]:
    """Anchors of a page as GitHub makes them from its headings."""
    prose = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
    found = re.findall(r"^#+ (.+)$", prose, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("file", PAGES, ids=lambda f: str(f.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    for link in links(file):
        path, _, anchor = link.partition("#")
        target = file.parent / path if path else file
        assert target.exists(), link
        if anchor:
            assert anchor in headings(target), link


def test_the_index_links_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in links(index)}
    assert set(DOCS) - linked == {index}


def test_every_page_is_of_one_of_the_four_kinds() -> None:
    folders = {file.relative_to(ROOT / "docs").parts[0] for file in DOCS}
    assert folders == {*KINDS, "README.md", "accuracy.md"}


def test_pages_that_messages_and_docstrings_name_exist() -> None:
    for file in (ROOT / "src").rglob("*.py"):
        for named in re.findall(r"docs/[\w-]+/[\w-]+\.md", file.read_text(encoding="utf-8")):
            assert (ROOT / named).exists(), f"{file}: {named}"


@pytest.mark.parametrize("file", PAGES, ids=lambda f: str(f.relative_to(ROOT)))
def test_what_a_page_names_exists(file: Path) -> None:
    """Paths into the project, make targets and zopa's commands."""
    text = file.read_text(encoding="utf-8")
    for path in re.findall(r"\b((?:examples|docs|tests|benchmarks|scripts|src)/[\w./-]*\w)", text):
        assert (ROOT / path).exists(), path
    made = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.M)) <= set(made)
    known = set(re.findall(r"^## `zopa ([a-z]+)", PAGE.read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"(?:^    |^\$ |`)zopa ([a-z]+)", text, re.M)) <= known


def test_the_readme_names_every_command_and_the_test_command_of_ci() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    every = {
        line.split("`")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("## `zopa")
    }
    assert {command for command in every - {"zopa eval"} if command not in text} == set()
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "    make test" in text.splitlines()
    assert "make test" in ci


def test_the_words_quoted_in_the_readme_stand_in_the_example() -> None:
    (sample,) = re.findall(r"^```\n(Talks.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    found = ingest([ROOT / "examples" / "alaska-2025" / "articles"])
    texts = [" ".join(article.text.split()) for article in found if isinstance(article, Article)]
    quoted = {" ".join(words.split()) for words in re.findall(r"“([^”]+)”", sample)}
    titles = {issue.proposition for issue in load_case("ukraine-2025").issues.values()}
    assert len(quoted) > 5
    assert {words for words in quoted - titles if not any(words in text for text in texts)} == set()


def test_a_brief_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("zopa went to the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    articles = ROOT / "examples" / "strike" / "articles"
    case = ROOT / "examples" / "strike" / "case.yaml"
    assert main(["brief", str(articles), "--case", str(case), "-o", str(tmp_path / "brief.html")]) == 0
    assert "src=" not in re.sub(r"src=.data:", "", (tmp_path / "brief.html").read_text(encoding="utf-8"))


def commands(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    return [line[2:] for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


@pytest.mark.parametrize("file", [*RUN, IN_A_PROJECT], ids=lambda f: f.name)
def test_the_commands_of_a_page_run_in_order(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "strike", tmp_path / "examples" / "strike")
    shutil.copytree(ROOT / "examples" / "strike" / "articles", tmp_path / "my-articles")
    text = "The port authority rejected the demand of the union that wages rise, and the talks go on next week."
    (tmp_path / "news.csv").write_text(f'body,published_at\n"{text}",2025-03-01\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = commands(file)
    assert found
    if file == IN_A_PROJECT:
        assert main(["init", "talks", "--case", "examples/strike/case.yaml"]) == 0
    for command in found:
        name, *arguments = shlex.split(command)
        assert name == "zopa"
        assert main(arguments) == 0, command


def test_the_page_on_firmness_gives_the_numbers_of_the_code() -> None:
    text = (ROOT / "docs" / "explanation" / "firmness.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z, ]+) \| (0\.\d+) \|$", text, re.MULTILINE)
    assert {act: float(value) for acts, value in rows for act in acts.split(", ")} == ACT_STRENGTH
    assert f"1 − {DOUBT:g} × {DOUBT_LEFT:g}^evidence" in text
    assert f"{HALF_LIFE_DAYS:g} days" in text
    assert f"more than {CONTESTED_SHARE:g} of the two" in text
    assert f"by {CONDITION_EASES:g}, because" in text
    assert f"at least {SURE:g} draws" in text
    assert f"at least {MOVE_SURE:g} and without" in text
    assert f"harder by {FIRMER:g} than" in text
    assert f"{SUREST:g} at most" in text
    assert CHANGE_ODDS == 7
    assert "seven times likelier" in text
    assert f"a confidence of {CARRIES:g} at least" in text


def test_the_page_on_time_gives_the_numbers_of_the_code() -> None:
    text = (ROOT / "docs" / "explanation" / "positions-over-time.md").read_text(encoding="utf-8")
    assert f"1 − (1 − {LEFT:g}^evidence) × (1 − {ONE_ORIGIN:g} / origins) × agreement" in text
    assert f"for every {HALF_LIFE_DAYS:g}\n  days" in text
    assert f"within {SWING_DAYS} days" in text
    assert f"at least {DRIFT_POINTS} points over {DRIFT_DAYS} days" in text
    assert f"at most {DRIFT_CHANCE:g}) and covers at least {DRIFT_LEAST:g}" in text
    assert f"an uncertainty above {UNSURE:g}" in text
