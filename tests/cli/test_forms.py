"""The forms as commands: each in every shape, files by their ending, wrong usage in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zopa.cli import main

CASE = (
    "zopa: 1\ncase: land\nparties: {Freedonia: {}, Sylvania: {}, Ostia: {}}\nregions: {Ardal: {tile: [0, 0]}}\n"
    "issues: {leaving: {proposition: Sylvania withdraws from Ardal}}\n"
)
TEXT = (
    "Freedonia gave Sylvania an ultimatum to leave Ardal by 20 March 2025. Sylvania met Freedonia in Ostia on Monday. "
    "Freedonia holds 30% of Ardal. Freedonia backs Ostia because Ostia trades with Sylvania. Ostia was not invited. "
    "The deadline was extended to 30 March 2025. Freedonia demands that Sylvania withdraw "
    "from Ardal, and nobody knows what will come of it in the end."
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    page = json.dumps({"text": TEXT, "date": "2025-03-12", "outlet": "Gazette"})
    (folder / "one.jsonl").write_text(page, encoding="utf-8")
    made = folder / "land"
    assert main(["init", str(made), "--case", str(folder / "case.yaml")]) == 0
    assert main(["add", "-p", str(made), str(folder / "one.jsonl")]) == 0
    assert main(["read", "-p", str(made)]) == 0
    return made


VIEWS = ["iceberg", "network", "rounds", "territory", "clock", "sources", "matrix", "timeline", "quotes", "compare"]


@pytest.mark.parametrize("command", VIEWS)
def test_every_shape(command: str, project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    asked = [command, *(["Freedonia", "Sylvania"] if command == "compare" else []), "-p", str(project)]
    assert main(asked) == 0
    assert "Freedonia" in capfd.readouterr().out
    for ending in ("md", "json", "html"):
        file = tmp_path / f"made.{ending}"
        assert main([*asked, "-o", str(file)]) == 0
        assert "Freedonia" in file.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))["case"] == "land"


def test_files_of_other_tools(project: Path, tmp_path: Path) -> None:
    for command, name, start in (
        ("network", "net.graphml", "<?xml"),
        ("network", "net.gexf", "<?xml"),
        ("clock", "talks.ics", "BEGIN:VCALENDAR"),
    ):
        file = tmp_path / name
        assert main([command, "-p", str(project), "-o", str(file)]) == 0
        assert file.read_text(encoding="utf-8").startswith(start)


def test_one_party_and_chains(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert main(["iceberg", "freedonia", "-p", str(project), "--format", "json"]) == 0
    assert [i["party"] for i in json.loads(capfd.readouterr().out)["icebergs"]] == ["Freedonia"]
    assert main(["network", "-p", str(project), "--from", "Freedonia", "--to", "Sylvania", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["paths"][0]["through"] == ["Freedonia", "Sylvania"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["network", "--from", "Freedonia"], "give --from PARTY and --to PARTY"),
        (["network", "--from", "Freedonia", "--to", "Sylvania", "--format", "gexf"], "leave out --from"),
        (["rounds", "-o", "x.ics"], "the ending '.ics' does not tell"),
        (["iceberg", "Fredonia"], "did you mean 'Freedonia'"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "-p", str(project)]) == 2
    assert said in capfd.readouterr().err


def test_who_carries_a_claim(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert main(["sources", "ardal", "-p", str(project), "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)["claims"]
    assert [(one["kind"], one["alone"], one["independent"]) for one in found if one["kind"] == "share"] == [
        ("share", "Gazette", 1)
    ]
    (finding,) = next(one for one in found if one["kind"] == "share")["sources"][0]["findings"]
    assert main(["sources", finding[:9], "-p", str(project)]) == 0
    assert "Freedonia holds 30% of Ardal" in capfd.readouterr().out
    for wish in (["--party", "sylvania"], ["--outlet", "gaz"]):
        assert main(["sources", "-p", str(project), *wish]) == 0
        assert "Gazette alone" in capfd.readouterr().out
    assert main(["sources", "nothing like it", "-p", str(project)]) == 0
    assert "No claim was found that fits." in capfd.readouterr().out
    assert main(["sources", "-p", str(project), "--party", "Nobody"]) == 2


def test_a_page_of_one_view_holds_only_the_articles_that_it_points_to(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "quotes.html"
    assert main(["quotes", "-p", str(project), "--speaker", "nobody at all", "-o", str(file)]) == 0
    assert 'id="a0"' not in file.read_text(encoding="utf-8")
    assert main(["network", "-p", str(project), "-o", str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert 'id="a0"' in page
    assert page.count("<section") == 2  # the view and its evidence


@pytest.mark.parametrize("command", VIEWS)
def test_an_ending_that_tells_no_shape_is_refused(
    command: str, project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    asked = [command, *(["Freedonia", "Sylvania"] if command == "compare" else []), "-p", str(project)]
    file = tmp_path / "made.pdf"
    assert main([*asked, "-o", str(file)]) == 2
    error = capfd.readouterr().err
    assert "made.pdf: the ending '.pdf' does not tell how to report; end it in .txt, .md, .html" in error
    assert error.count("\n") == 1
    assert not file.exists()
    assert main([*asked, "-o", str(file), "--format", "markdown"]) == 0
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_a_shape_that_was_asked_for_counts_more_than_the_ending(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "made.html"
    assert main(["rounds", "-p", str(project), "-o", str(file), "--format", "terminal"]) == 0
    assert file.read_text(encoding="utf-8").startswith("ROUNDS")
    bare = tmp_path / "rounds"
    assert main(["rounds", "-p", str(project), "-o", str(bare)]) == 0
    assert bare.read_text(encoding="utf-8").startswith("ROUNDS")


def test_shapes_of_one_command_are_named_where_it_refuses(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "-p", str(project), "-o", "net.ics"]) == 2
    assert ".json, .graphml or .gexf" in capfd.readouterr().err
    assert main(["clock", "-p", str(project), "-o", "clock.gexf"]) == 2
    assert ".json or .ics" in capfd.readouterr().err


def test_an_unwritable_file_is_told_before_anything_is_read(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rounds", "-p", str(project), "-o", "/nowhere/at/all.html"]) == 1
    assert "cannot be written" in capfd.readouterr().err


def test_estimates_in_every_shape(project: Path, tmp_path: Path) -> None:
    for ending, start in (("md", "# land"), ("json", "{"), ("html", "<!doctype html>")):
        file = tmp_path / f"estimates.{ending}"
        assert main(["estimate", "list", "-p", str(project), "-o", str(file)]) == 0
        assert file.read_text(encoding="utf-8").lstrip().startswith(start)
