"""The documentation says what is so: every command is in it, its links lead somewhere, its commands run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from scripts.commands_page import PAGE, page

from zopa.cli import main
from zopa.ledger.positions import (
    ACT_STRENGTH,
    CONDITION_EASES,
    CONTESTED_SHARE,
    DOUBT,
    DOUBT_LEFT,
    FIRMER,
    HALF_LIFE_DAYS,
    MOVE_SURE,
    SURE,
)

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
RUN = [ROOT / "docs" / "tutorial" / "first-brief.md", ROOT / "docs" / "how-to" / "read-your-own-articles.md"]


def test_every_command_and_option_is_documented() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m scripts.commands_page`"


@pytest.mark.parametrize("file", DOCS, ids=lambda f: str(f.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("http:", "https:")):
            assert (file.parent / target).exists(), target


def commands(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    return [line[2:] for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


@pytest.mark.parametrize("file", RUN, ids=lambda f: f.name)
def test_the_commands_of_a_page_run_in_order(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "strike", tmp_path / "examples" / "strike")
    shutil.copytree(ROOT / "examples" / "strike" / "articles", tmp_path / "my-articles")
    text = "The port authority rejected the demand of the union that wages rise, and the talks go on next week."
    (tmp_path / "news.csv").write_text(f'body,published_at\n"{text}",2025-03-01\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = commands(file)
    assert found
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
