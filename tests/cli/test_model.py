"""`zopa model build` and `zopa model diff` from the outside, on the examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.process import ROOT
from zopa.cli import main
from zopa.model import Negotiation
from zopa.project import Project

STRIKE = ROOT / "examples" / "strike"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strike") / "project"
    assert main(["init", str(folder), "--case", str(STRIKE / "case.yaml")]) == 0
    assert main(["add", "-p", str(folder), str(STRIKE / "articles")]) == 0
    assert main(["read", "-p", str(folder)]) == 0
    return folder


def test_build_edit_withdraw_diff(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model.yaml"
    capsys.readouterr()
    assert main(["model", "build", "-p", str(project), "-o", str(model)]) == 0
    assert "next: zopa solve" in capsys.readouterr().err
    first = Negotiation.read(model)
    assert main(["solve", str(model), "--draws", "10"]) == 0
    capsys.readouterr()
    # a finding that a number rests on is withdrawn: the diff names it wherever something changed
    key, ids = next((k, v) for k, v in first.evidence.items() if k.count(".") == 1 and "reservation" not in k)
    arguments = ["judge", "withdraw", ids[0], "-p", str(project), "--because", "misread", "--by", "Ann"]
    assert main(arguments) == 0
    assert main(["model", "diff", str(model), "-p", str(project), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["changes"]
    assert all(ids[0] in change["gone"] for change in made["changes"])
    assert "withdrawn by Ann: misread" in made["findings"][ids[0]]
    assert {c["entry"][1] for c in made["changes"]} == {key.split(".")[0]}
    assert main(["model", "diff", str(model), "-p", str(project)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith(f"What changed from {model} to the model as built now")
    assert out.index("Zone before: ") < out.index("entry")  # what it comes to stands first
    assert Negotiation.read(model) == first  # a diff writes nothing
    # building again takes the change and keeps an edit
    party = next(p for p in first.parties if not key.startswith(f"{p}."))
    text = model.read_text()
    model.write_text(text.replace(f"  {party}:\n", f"  {party}:\n    power: 2\n", 1))
    assert main(["model", "build", "-p", str(project), "-o", str(model)]) == 0
    assert f"kept what you changed: {party}.power" in capsys.readouterr().err
    second = Negotiation.read(model)
    assert second.parties[party].power == 2
    assert ids[0] not in {i for own in second.evidence.values() for i in own}
    old = tmp_path / "old.yaml"
    old.write_text(text)
    assert main(["model", "diff", str(old), str(model)]) == 0
    assert "power" in capsys.readouterr().out


def test_faults_in_one_line(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("zopa: 1\nmodel: x\n")
    capsys.readouterr()
    assert main(["model", "build", "-p", str(project), "-o", str(broken)]) == 1
    assert broken.read_text() == "zopa: 1\nmodel: x\n"
    assert main(["model", "build", "-p", str(project), "--party", "Nobody"]) == 2
    assert main(["model", "build", "-p", str(tmp_path)]) == 1
    assert main(["model", "build", "-p", str(project), "--case", "peace"]) == 2
    error = capsys.readouterr().err
    assert "no party 'Nobody'" in error
    assert error.count("\nzopa: ") <= 5


def test_evidence_of_what_the_model_has_not_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(
        "zopa: 1\nmodel: x\nissues: {pay: [low, high]}\nparties: {Union: {values: {pay: {low: 0, high: 1}}}}\n"
        "evidence: {Union.pays: [s1], Onion.hours: [s2]}\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["solve", str(model)]) == 0
    told = capsys.readouterr()
    assert "1 of 2 outcomes" in told.out or "2 of 2 outcomes" in told.out
    assert told.err == (
        f"zopa: {model}: evidence 'Union.pays' is about no party and issue of the model (and 1 more); "
        "did you mean 'Union.pay'?\n"
    )


def test_a_choice_of_parties_is_kept_until_all_is_asked_for(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "some.yaml"
    build = ["model", "build", "-p", str(project), "-o", str(model)]
    assert main([*build, "--party", "Kestrel Hospitals", "--issue", "pay"]) == 0
    assert main(build) == 0
    assert list(Negotiation.read(model).parties) == ["Kestrel Hospitals"]
    assert list(Negotiation.read(model).issues) == ["pay"]
    assert main([*build, "--all"]) == 0
    assert len(Negotiation.read(model).parties) > 1
    capsys.readouterr()
    assert main([*build, "--all", "--issue", "pay"]) == 2
    assert "--all takes in everything" in capsys.readouterr().err


def test_a_diff_says_why_nothing_changes(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding that another of its article outdoes, and one of a party that the model leaves out."""
    model = tmp_path / "kestrel.yaml"
    build = ["model", "build", "-p", str(project), "-o", str(model), "--party", "Kestrel Hospitals"]
    diff = ["model", "diff", str(model), "-p", str(project), "--format", "json"]
    assert main(build) == 0
    said = Project(project).knowledge().statements
    own = [s for s in said if s.holder == "Kestrel Hospitals"]
    weaker = next(
        s
        for s in own
        for more in own
        if (s.article, s.issue, s.polarity, s.act) == (more.article, more.issue, more.polarity, more.act)
        and s.confidence < more.confidence
        and not s.red_line
    )
    other = next(s for s in said if s.holder == "City")
    for one in (weaker, other):
        assert main(["judge", "withdraw", one.id, "-p", str(project), "--because", "x", "--by", "Ann"]) == 0
    capsys.readouterr()
    assert main(diff) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["changes"] == []
    assert made["zone"] is None
    assert {one["gone"] for one in made["unchanged"]} == {weaker.id}
    assert all("in the same article" in one["why"] for one in made["unchanged"])
    assert "the model leaves out" in made["idle"][other.id]
    assert main(diff[:-2]) == 0
    page = capsys.readouterr().out
    assert "No number differs." in page
    assert "What stays although a finding went" in page
    assert main(build) == 0
    capsys.readouterr()
    assert main(diff) == 0
    assert json.loads(capsys.readouterr().out)["idle"] == {}  # told once: the build knows of them


def test_keys_name_the_findings_that_their_clauses_rest_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "land.yaml"
    model.write_text(
        "zopa: 1\nmodel: land\nissues: {land: [none, half, all]}\nparties:\n"
        "  A: {values: {land: all > half > none}, red_lines: [{land: [none]}], reservation: 0.6}\n"
        "  B: {values: {land: none > half > all}, red_lines: [{land: [half, all]}]}\n"
        "evidence: {B.land.red_line: [s1, s2], A.reservation: []}\n"
    )
    assert main(["unlock", str(model)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "s1, s2" in page
    assert "set by hand: the file names no finding" in page
    assert main(["unlock", str(model), "--format", "json"]) == 0
    clauses = [c for key in json.loads(capsys.readouterr().out)["keys"] for c in key["clauses"]]
    assert ["s1", "s2"] in [c.get("evidence") for c in clauses]
