"""`zopa pact` from the outside, and the shipped example."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zopa.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "guarantee-2025" / "pact.yaml"
SMALL = """zopa: 1
pact: shield
protected: Border
threats: {war: {likelihood: 1, deterred_by: [0, 20]}}
tiers: {aid: {strength: 0.2, cost: 0.01}, force: {strength: 1, cost: 0.3}}
states:
  Near: {capability: 10, stake: 1}
  Far: {capability: 10, stake: 0.2, willingness: 0.005}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "pact.yaml"
    file.write_text(SMALL)
    return file


def test_a_small_pact_in_every_shape(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pact", str(small), "--reach", "0.9", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (design,) = data["designs"]
    assert design["proven"]
    assert design["best"]["levels"] == {"Near": "force", "Far": "aid"}
    assert design["best"]["averted"] == pytest.approx(0.6)
    assert data["stability"]["internal"]
    assert data["commitments"]["moves"] == {"Far": "force"}
    assert data["commitments"]["total"] == pytest.approx(0.29)
    for shape in ("terminal", "markdown"):
        assert main(["pact", str(small), "--format", shape]) == 0
        page = capsys.readouterr().out
        assert "No group gains by moving together" in page
        assert "Near" in page


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("threats: {war: {likelihood: 1, deterred_by: [0, 20]}}", "threats: {}", "names no threat"),
        ("  Far: {capability: 10, stake: 0.2, willingness: 0.005}\n", "", "1 of 1 states join"),
        ("stake: 1}", "stake: 0}", "1 of 2 states join"),
        ("stake: 1}", "stake: 0, at_most: none}", "1 of 2 states join"),
        (
            "aid: {strength: 0.2, cost: 0.01}, force: {strength: 1, cost: 0.3}",
            "aid: {strength: 1, cost: 9}",
            "Nobody joins",
        ),
    ],
)
def test_odd_pacts_are_answered_in_plain_words(
    small: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    assert old in SMALL
    small.write_text(SMALL.replace(old, new))
    assert main(["pact", str(small)]) == 0
    assert words in capsys.readouterr().out


def test_unknown_design(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pact", str(small), "--design", "empire"]) == 2
    assert "designs: voluntary" in capsys.readouterr().err


def test_the_shipped_example_shows_the_argument(capsys: pytest.CaptureFixture[str]) -> None:
    """Unanimity fails on the indifferent; tiers by choice under a lead do not."""
    assert main(["pact", str(EXAMPLE), "--format", "json", "--draws", "20"]) == 0
    data = json.loads(capsys.readouterr().out)
    found = {design["name"]: design for design in data["designs"]}
    assert found["union by unanimity"]["best"]["averted"] == 0
    assert not any(ballot["carried"] for ballot in found["union by unanimity"]["ballots"])
    led, alone = found["tiers under a lead"], found["tiers without the lead"]
    assert led["proven"]
    assert led["best"]["averted"] > 3 * alone["best"]["averted"]
    assert data["cascades"][0]["state"] == "United States"
    assert data["sources"]
    assert data["doubt"]["designs"]["union by unanimity"]["beaten"] == 1


def test_the_picture_is_sound_xml_with_every_state(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(SMALL.replace("Far:", '"<b>Far & wide</b>":'))
    assert main(["pact", str(small), "--format", "svg"]) == 0
    root = ElementTree.fromstring(capsys.readouterr().out)
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<b>Far & wide</b>" in words
    assert "Near" in words
    assert "Border" in words


def test_into_a_model(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(
        SMALL
        + "designs: {tiers: {kind: voluntary}}\n"
        + "couples: {issue: guard, options: {none: null, shield: tiers}}\n"
    )
    model = tmp_path / "model.yaml"
    model.write_text(
        "zopa: 1\nmodel: m\nissues: {guard: [none, shield]}\n"
        "parties: {Border: {values: {guard: {none: 0, shield: 1}}}}\n"
    )
    assert main(["pact", str(small), "--into", str(model)]) == 0
    captured = capsys.readouterr()
    assert "shield: 0.6" in captured.out
    assert "shield: averts 60%" in captured.err


def test_the_shipped_pact_inside_the_shipped_talks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A union that averts next to nothing lifts no red line; the tiers do, and a deal opens."""
    out = tmp_path / "with.yaml"
    assert (
        main(["pact", str(EXAMPLE), "--into", str(EXAMPLE.with_name("talks.yaml")), "--draws", "20", "-o", str(out)])
        == 0
    )
    assert "union: averts" in capsys.readouterr().err
    assert main(["solve", str(out), "--format", "json", "--draws", "0"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["zone"]["status"] == "non-empty"
    assert data["solutions"]["nash"]["outcome"]["security_guarantees"] == "tiers"
