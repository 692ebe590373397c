"""Building again: edits win, comments stay, clashes are told, nothing that was written is lost."""

from __future__ import annotations

import dataclasses

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_proposal import harbour
from zopa.errors import SchemaError
from zopa.model import model_from_text, model_to_data
from zopa.model.merge import ABSENT, merge
from zopa.model.rebuild import Built, build, conflict_in_words, record_beside


def first() -> Built:
    return build(harbour())


def again(text: str, *drop: str, before: str | None = None) -> Built:
    return build(harbour(*drop), yours=text, before=first().record if before is None else before)


def test_a_built_model_reads_back_and_building_again_changes_nothing() -> None:
    made = first()
    assert made.text == made.record
    model = model_from_text(made.text)
    assert model.evidence["Port.wages"]
    assert again(made.text).text == made.text


def test_edits_stay_when_the_proposal_does_not_change_and_are_shown_beside_it() -> None:
    text = first().text.replace("tenth: [0.", "tenth: [0.1", 1).replace("- {robots: [most, all]", "- {robots: [all]")
    assert text != first().text
    made = again(text)
    assert not made.conflicts
    assert "- {robots: [all]" in made.text
    assert "Set by you; proposed: robots: [most, all]." in made.text
    assert model_to_data(model_from_text(made.text)) == model_to_data(model_from_text(text))


def test_where_both_changed_yours_is_kept_and_the_clash_is_told() -> None:
    port = model_to_data(model_from_text(first().text))["parties"]["Port"]
    old = f"reservation: {yaml.safe_dump(list(port['reservation']), default_flow_style=True).strip()}"
    text = first().text.replace(old, "reservation: 0.6  # the mayor told us")
    assert text != first().text
    made = again(text, "Port needs a deal")
    (conflict,) = made.conflicts
    assert conflict.path == ("parties", "Port", "reservation")
    assert conflict.now is ABSENT
    assert "yours 0.6, proposed now nothing; yours is kept" in conflict_in_words(conflict)
    assert "# the mayor told us\n    reservation: 0.6" in made.text
    assert model_from_text(made.text).parties["Port"].reservation is not None


def test_what_you_did_not_touch_follows_the_findings() -> None:
    made = again(first().text, "Dockers reject robots")
    model = model_from_text(made.text)
    assert model.parties["Dockers"].red_lines == ()
    assert "robots" not in model.parties["Dockers"].values
    assert "wages" in model.parties["Dockers"].values


def test_what_you_took_out_stays_out_and_what_you_added_stays_in() -> None:
    lines = first().text.splitlines()
    at = next(k for k, line in enumerate(lines) if line.startswith("  City:"))
    end = lines.index("evidence:")
    text = "\n".join([*lines[:at], "  # spoken to on Monday", "  Mayor: {values: {hours: none > partial > full}}"])
    text += "\nlinks: [{wages: [tenth], hours: [full]}]\n" + "\n".join(lines[end:]) + "\n# the end"
    made = again(text)
    model = model_from_text(made.text)
    assert list(model.parties) == ["Dockers", "Port", "Mayor"]
    assert len(model.links) == 1
    assert "# spoken to on Monday\n  Mayor:" in made.text
    assert made.text.rstrip().endswith("# the end")
    assert again(made.text).text == made.text


def test_another_ladder_is_kept_and_no_old_option_comes_back() -> None:
    text = first().text.replace("hours: [none, partial, full]", "hours: [as now, shorter]")
    own = "      hours: {as now: 0.2, shorter: 0.9}"
    lines = [own if line.strip().startswith("hours: {") else line for line in text.splitlines()]
    made = again("\n".join(lines) + "\n")
    model = model_from_text(made.text)
    assert model.issues["hours"] == ("as now", "shorter")
    hours = model_to_data(model)["parties"]["City"]["values"]["hours"]
    assert hours == {"as now": 0.2, "shorter": 0.9}


def test_without_the_record_all_that_differs_is_yours() -> None:
    text = first().text.replace("tenth: [0.", "tenth: [0.1", 1)
    made = build(harbour(), yours=text, before=None)
    assert model_to_data(model_from_text(made.text))["parties"] == model_to_data(model_from_text(text))["parties"]


def test_a_file_that_is_no_model_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"mine\.yaml"):
        build(harbour(), yours="zopa: 1\nmodle: x\n", where="mine.yaml")


def test_the_name_of_the_record() -> None:
    from pathlib import Path

    assert record_beside(Path("x/model.yaml")) == Path("x/model.proposed.yaml")
    assert record_beside(Path("model")) == Path("model.proposed.yaml")


NUMBERS = st.fixed_dictionaries({}, optional={k: st.sampled_from([0, 0.5, 1]) for k in ("a", "b", "c")})


def _model(values: dict[str, float]) -> dict[str, object]:
    return {"issues": {"i": ["a", "b", "c"]}, "parties": {"P": {"values": {"i": values}}}}


@given(NUMBERS, NUMBERS, NUMBERS)
def test_merging_keeps_every_edit_and_takes_every_other_change(
    before: dict[str, float], yours: dict[str, float], now: dict[str, float]
) -> None:
    merged = merge(_model(before), _model(yours), _model(now))
    own = merged.data["parties"].get("P", {"values": {"i": {}}})["values"]["i"]
    for key in ("a", "b", "c"):
        edited = before.get(key) != yours.get(key)
        assert own.get(key) == (yours if edited else now).get(key)
        clash = edited and len({before.get(key), yours.get(key), now.get(key)}) == 3
        assert clash == any(c.path[-1] == key for c in merged.conflicts)


@given(NUMBERS, NUMBERS)
def test_merging_with_itself(one: dict[str, float], other: dict[str, float]) -> None:
    assert merge(_model(one), _model(one), _model(other)).edits == {}
    assert merge(_model(one), _model(other), _model(one)).conflicts == ()
    assert dataclasses.asdict(merge(_model(one), _model(one), _model(one)))["conflicts"] == ()
