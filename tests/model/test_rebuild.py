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
from zopa.model.merge import merge
from zopa.model.rebuild import Built, build, conflict_in_words, record_beside


def first() -> Built:
    return build(harbour())


def again(text: str, *drop: str, before: str | None = None) -> Built:
    return build(harbour(*drop), yours=text, before=first().record if before is None else before)


def test_a_built_model_reads_back_and_building_again_changes_nothing() -> None:
    made = first()
    assert made.record == made.text.replace("issues:\n", "judged: 0\nissues:\n", 1)
    model = model_from_text(made.text)
    assert model.evidence["Port.wages"]
    assert again(made.text).text == made.text


def test_edits_stay_when_the_proposal_does_not_change_and_are_shown_beside_it() -> None:
    text = first().text.replace("tenth: [0.", "tenth: [0.1", 1).replace("- {robots: [most, all]", "- {robots: [all]")
    assert text != first().text
    made = again(text)
    assert not made.conflicts
    assert "- {robots: [all]" in made.text
    assert "Yours; proposed: robots: [most, all]." in made.text
    assert model_to_data(model_from_text(made.text)) == model_to_data(model_from_text(text))


def test_where_both_changed_yours_is_kept_and_the_clash_is_told() -> None:
    port = model_to_data(model_from_text(first().text))["parties"]["Port"]
    old = f"reservation: {yaml.safe_dump(list(port['reservation']), default_flow_style=True).strip()}"
    text = first().text.replace(old, "reservation: 0.6  # the mayor told us")
    assert text != first().text
    made = again(text, "Port needs a deal")
    (conflict,) = made.conflicts
    assert conflict.path == ("parties", "Port", "reservation")
    assert conflict.now == [0, 0.7]
    assert "yours 0.6, proposed now [0, 0.7]; yours is kept" in conflict_in_words(conflict)
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


# ---- the selection -------------------------------------------------------------------------------------------------


def test_what_was_asked_for_is_remembered_until_all_is_asked_for() -> None:
    some = build(harbour(), parties=["Port", "City"], issues=["robots"])
    assert "selection:" in some.record
    assert "selection:" not in some.text
    assert "Asked for: Port, City, robots" in some.text
    kept = build(harbour(), yours=some.text, before=some.record)
    assert kept.text == some.text
    wider = build(harbour(), yours=some.text, before=some.record, issues=["robots", "wages"])
    assert list(model_from_text(wider.text).issues) == ["robots", "wages"]
    assert list(model_from_text(wider.text).parties) == ["Port", "City"]
    every = build(harbour(), yours=some.text, before=some.record, everything=True)
    assert set(model_from_text(every.text).parties) == {"Dockers", "Port", "City"}
    assert "selection:" not in every.record


def test_a_party_asked_for_of_which_nothing_is_found_any_more_is_left_out() -> None:
    some = build(harbour(), parties=["Port", "City"])
    gone = ("City is open on robots", "City supports shorter nights")
    made = build(harbour(*gone), yours=some.text, before=some.record)
    assert list(model_from_text(made.text).parties) == ["Port"]


def test_a_record_is_a_model_file() -> None:
    record = build(harbour(), parties=["Port", "City"]).record
    assert list(model_from_text(record).parties) == ["Port", "City"]
    with pytest.raises(SchemaError, match="unknown key 'partys'"):
        model_from_text(record.replace("selection:\n  parties: [", "selection:\n  partys: ["))


# ---- what edits need -----------------------------------------------------------------------------------------------


def test_your_red_line_above_a_proposed_one_is_not_taken_for_it() -> None:
    text = first().text.replace(
        "      - {robots: [most, all]", "      - {robots: [some]}\n      - {robots: [most, all]"
    )
    lines = model_from_text(again(text).text).parties["Dockers"].red_lines
    assert [line.options["robots"] for line in lines] == [("some",), ("most", "all")]
    lines = model_from_text(again(text, "Dockers reject robots").text).parties["Dockers"].red_lines
    assert [line.options["robots"] for line in lines] == [("some",)]


def test_an_edit_keeps_the_rest_of_its_issue() -> None:
    data = yaml.safe_load(first().text)
    data["parties"]["Dockers"]["weights"]["robots"] = 3
    made = again(yaml.safe_dump(data), "Dockers reject robots")
    dockers = model_from_text(made.text).parties["Dockers"]
    assert dockers.values["robots"]
    assert "Yours; proposed: nothing." in made.text
    assert again(made.text, "Dockers reject robots", before=made.record).text == made.text


def test_new_options_of_the_case_wait_where_you_set_something() -> None:
    knowledge = harbour()
    wages = knowledge.case.issues["wages"]
    options = {"frozen": wages.options["frozen"], "third": wages.options["half"], **wages.options}
    case = knowledge.case.model_copy(
        update={"issues": {**knowledge.case.issues, "wages": wages.model_copy(update={"options": options})}}
    )
    now = dataclasses.replace(knowledge, case=case)
    untouched = build(now, yours=first().text, before=first().record)
    assert "third" in model_from_text(untouched.text).issues["wages"]
    data = yaml.safe_load(first().text)
    data["parties"]["Port"]["values"]["wages"]["half"] = 0.9
    made = build(now, yours=yaml.safe_dump(data), before=first().record)
    assert "third" not in model_from_text(made.text).issues["wages"]
    assert made.notes == ("wages: the case has other options now; yours are kept, because you set something on it.",)


def test_a_new_issue_that_your_status_quo_does_not_place_is_left_out_and_told() -> None:
    some = build(harbour(), issues=["wages", "robots"])
    data = yaml.safe_load(some.text)
    data["status_quo"] = {"wages": "frozen", "robots": "none"}
    del data["parties"]["Port"]["reservation"]
    made = build(harbour(), yours=yaml.safe_dump(data), before=some.record, everything=True)
    assert set(model_from_text(made.text).issues) == {"wages", "robots"}
    assert "hours: left out, because your status quo does not say where it stands" in made.notes[0]


def test_evidence_that_you_added_stays_and_what_you_took_out_stays_out() -> None:
    data = yaml.safe_load(first().text)
    taken = data["evidence"]["Port.wages"].pop(0)
    data["evidence"]["Port.wages"].append("a-letter")
    evidence = model_from_text(again(yaml.safe_dump(data)).text).evidence["Port.wages"]
    assert taken not in evidence
    assert evidence[-1] == "a-letter"


def test_of_a_party_of_which_nothing_is_found_any_more_only_your_edits_stay() -> None:
    data = yaml.safe_load(first().text)
    data["parties"]["Dockers"]["values"]["wages"]["half"] = 0.9
    text = yaml.safe_dump(data)
    gone = ("Dockers reject robots", "Dockers demand a tenth more", "Dockers can wait")
    dockers = model_from_text(again(text, *gone).text).parties["Dockers"]
    assert set(dockers.values) == set(dockers.weights) == {"wages"}
    assert (
        dockers.reservation == model_from_text(text).parties["Dockers"].reservation
    )  # what its values are held against
    assert dockers.red_lines == ()
