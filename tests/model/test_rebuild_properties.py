"""Whatever an analyst does to a model file and whatever becomes of the findings: building again keeps it.

Random edits of every kind, with comments, then a rebuild from other findings or another case. What was set is still
set, what was taken out is still out, every comment is there, the file is a model, and building once more changes
nothing.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from typing import Any

import yaml
from hypothesis import Phase, given, reject, settings
from hypothesis import strategies as st

from tests.ledger.build import article, quote, said
from tests.model.test_proposal import CASE_TEXT, harbour
from zopa.cases import case_from_text
from zopa.errors import InputError, SchemaError
from zopa.ledger import Knowledge
from zopa.model import model_from_text, model_to_data
from zopa.model.negotiation_terms import Order
from zopa.model.rebuild import Built, build

Data = dict[str, Any]
FULL = harbour()
MORE = article(
    "c", "Port drops robots. Dockers want no night. City rejects wages of a tenth. Port would fight on.", "2025-04-02"
)
NEWS = (
    said(MORE, "Port drops robots", "Port", "robots", "against"),
    said(MORE, "Dockers want no night", "Dockers", "hours", "for"),
    said(MORE, "City rejects wages of a tenth", "City", "wages", "against", red_line=True),
    quote(MORE, "Port would fight on", party="Port"),
)
WIDER = case_from_text(CASE_TEXT.replace("frozen: {}, half", "frozen: {}, third: {}, half"))


@st.composite
def later(draw: st.DrawFn) -> Knowledge:
    """The findings after a while: some withdrawn, some new, perhaps another case."""
    gone = draw(st.sets(st.integers(0, len(FULL.statements) - 1), max_size=10))
    kept = [s for k, s in enumerate(FULL.statements) if k not in gone]
    quotes = list(FULL.quotes) if draw(st.booleans()) else []
    articles = list(FULL.articles)
    if draw(st.booleans()):
        articles.append(MORE)
        new = draw(st.lists(st.sampled_from(NEWS), unique=True))
        kept += [f for f in new if f in NEWS[:3]]  # type: ignore[misc]
        quotes += [f for f in new if f == NEWS[3]]  # type: ignore[misc]
    kept = kept or [FULL.statements[0], FULL.statements[1]]
    case = WIDER if draw(st.integers(0, 3)) == 0 else FULL.case
    return dataclasses.replace(FULL, case=case, articles=tuple(articles), statements=tuple(kept), quotes=tuple(quotes))


AMOUNTS = st.sampled_from([0, 0.123, 0.777, 1, [0.111, 0.222]])


@st.composite
def edited(draw: st.DrawFn, first: Data) -> Data:
    """A file after some edits; it is still a model."""
    data = copy.deepcopy(first)
    for _ in range(draw(st.integers(1, 5))):
        draw(st.sampled_from(EDITS))(draw, data)
        if not data["parties"]:
            data = copy.deepcopy(first)
    return data


def _party(draw: st.DrawFn, data: Data) -> Data:
    party: Data = data["parties"][draw(st.sampled_from(sorted(data["parties"])))]
    return party


def set_weight(draw: st.DrawFn, data: Data) -> None:
    party = _party(draw, data)
    if isinstance(party.get("weights"), dict) and party["weights"]:
        party["weights"][draw(st.sampled_from(sorted(party["weights"])))] = draw(st.sampled_from([0.3, 2, [1, 4]]))


def set_value(draw: st.DrawFn, data: Data) -> None:
    party = _party(draw, data)
    table = party["values"][draw(st.sampled_from(sorted(party["values"])))]
    if isinstance(table, dict):
        table[draw(st.sampled_from(sorted(table)))] = draw(AMOUNTS)


def set_order(draw: st.DrawFn, data: Data) -> None:
    party = _party(draw, data)
    issue = draw(st.sampled_from(sorted(party["values"])))
    party["values"][issue] = " > ".join(draw(st.permutations(data["issues"][issue])))


def order_weights(draw: st.DrawFn, data: Data) -> None:
    party = _party(draw, data)
    party["weights"] = " > ".join(draw(st.permutations(sorted(party["values"]))))


def drop_weights(draw: st.DrawFn, data: Data) -> None:
    _party(draw, data).pop("weights", None)


def drop_red_line(draw: st.DrawFn, data: Data) -> None:
    lines = _party(draw, data).get("red_lines", [])
    if lines:
        lines.pop(draw(st.integers(0, len(lines) - 1)))


def add_red_line(draw: st.DrawFn, data: Data) -> None:
    issue = draw(st.sampled_from(sorted(data["issues"])))
    option = draw(st.sampled_from(data["issues"][issue]))
    lines = _party(draw, data).setdefault("red_lines", [])
    lines.insert(draw(st.integers(0, len(lines))), {issue: [option], "price": 7})


def set_firmness(draw: st.DrawFn, data: Data) -> None:
    lines = _party(draw, data).get("red_lines", [])
    if lines:
        lines[draw(st.integers(0, len(lines) - 1))]["firmness"] = 0.987


def set_reservation(draw: st.DrawFn, data: Data) -> None:
    _party(draw, data)["reservation"] = draw(
        st.sampled_from([0.44, [0.1, 0.9], [{"value": 0.2}, {"from": dt.date(2025, 6, 1), "value": 0.3}]])
    )


def drop_reservation(draw: st.DrawFn, data: Data) -> None:
    if not data.get("status_quo"):
        _party(draw, data).pop("reservation", None)


def set_power(draw: st.DrawFn, data: Data) -> None:
    _party(draw, data)["power"] = 2.5


def drop_party(draw: st.DrawFn, data: Data) -> None:
    data["parties"].pop(draw(st.sampled_from(sorted(data["parties"]))))


def add_party(draw: st.DrawFn, data: Data) -> None:
    issue = draw(st.sampled_from(sorted(data["issues"])))
    name = draw(st.sampled_from(["Mayor", "City"]))
    data["parties"][name] = {"values": {issue: " > ".join(data["issues"][issue])}, "reservation": 0.1}


def add_issue(draw: st.DrawFn, data: Data) -> None:
    data["issues"]["pensions"] = ["low", "high"]
    party = _party(draw, data)
    party["values"]["pensions"] = {"low": 0.2, "high": 0.8}
    if isinstance(party.get("weights"), dict):
        party["weights"]["pensions"] = 0.9


def drop_issue(draw: st.DrawFn, data: Data) -> None:
    issue = draw(st.sampled_from(sorted(data["issues"])))
    if len(data["issues"]) < 2 or data.get("links") or data.get("status_quo"):
        return
    del data["issues"][issue]
    for name, party in list(data["parties"].items()):
        party["values"].pop(issue, None)
        if isinstance(party.get("weights"), dict):
            party["weights"].pop(issue, None)
        elif "weights" in party:
            del party["weights"]
        party["red_lines"] = [line for line in party.get("red_lines", []) if issue not in line]
        if not party["values"]:
            del data["parties"][name]


def add_link(_draw: st.DrawFn, data: Data) -> None:
    if len(data["issues"]) > 1 and not data.get("links"):
        one, two = list(data["issues"])[:2]
        data["links"] = [{one: [data["issues"][one][0]], two: [data["issues"][two][-1]]}]


def place_status_quo(_draw: st.DrawFn, data: Data) -> None:
    data["status_quo"] = {issue: options[0] for issue, options in data["issues"].items()}


def add_evidence(_draw: st.DrawFn, data: Data) -> None:
    data.setdefault("evidence", {})["Port.wages"] = [*data.get("evidence", {}).get("Port.wages", []), "mine1"]


EDITS = (
    set_weight, set_value, set_order, order_weights, drop_weights, drop_red_line, add_red_line, set_firmness,
    set_reservation, drop_reservation, set_power, drop_party, add_party, add_issue, drop_issue, add_link,
    place_status_quo, add_evidence,
)  # fmt: skip


def plain(text: str) -> Data:
    """The file as plain data that can be edited."""
    loaded: Data = yaml.safe_load(yaml.safe_dump(_bare(model_to_data(model_from_text(text)))))
    return loaded


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else value


def leaves(data: Data) -> dict[tuple[str, ...], Any]:
    """What an analyst can set, one by one; a party's red lines are compared apart."""
    found: dict[tuple[str, ...], Any] = {("issues", i): list(o) for i, o in data["issues"].items()}
    for name, party in data["parties"].items():
        found[name, "there"] = True
        found[name, "power"] = party.get("power", 1)
        found[name, "reservation"] = party.get("reservation")
        for kind in ("weights", "values"):
            own = party.get(kind)
            for key, value in own.items() if isinstance(own, dict) else ():
                for option, amount in value.items() if isinstance(value, dict) else (("", value),):
                    found[name, kind, key, option] = amount
            if not isinstance(own, dict):
                found[name, kind] = own
    found["links",] = data.get("links", [])
    found["status_quo",] = data.get("status_quo", {})
    return found


def with_comments(draw: st.DrawFn, text: str) -> tuple[str, list[str]]:
    """The file with comments above and beside some lines."""
    lines, notes = text.splitlines(), []
    for k in draw(st.sets(st.integers(0, len(lines) - 1), max_size=4)):
        note = f"# note {k} by hand"
        beside = draw(st.booleans()) and not lines[k].lstrip().startswith("#")
        lines[k] = f"{lines[k]}  {note}" if beside else f"{note}\n{lines[k]}"
        notes.append(note)
    return "\n".join(lines) + "\n", notes


FIRST = build(FULL)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking so large an example takes minutes


@given(st.data())
@settings(max_examples=12, deadline=None, phases=QUICK)
def test_building_again_keeps_every_edit(data: st.DataObject) -> None:
    last = plain(FIRST.text)
    yours = data.draw(edited(last))
    style = data.draw(st.sampled_from([None, False, True]))
    text = yaml.safe_dump(yours, sort_keys=False, default_flow_style=style, width=60)
    text, notes = data.draw(st.composite(lambda draw: with_comments(draw, text))())
    try:
        yours = plain(text)
    except SchemaError:  # a comment in the midst of a name, or numbers that contradict each other
        reject()
    knowledge = data.draw(later())
    try:
        made = build(knowledge, yours=text, before=FIRST.record)
    except InputError:  # what is left of the findings makes no model at all
        reject()
    result = plain(made.text)

    was, mine, has = leaves(last), leaves(yours), leaves(result)
    for path, value in mine.items():
        if was.get(path) != value and not (path in was and path[:1] == ("issues",)):
            assert has.get(path) == value, f"{path} was set to {value}"
    for path in was.keys() - mine.keys():
        if path[0] not in ("issues",) and (path[0], "there") in mine and len(path) > 2:
            whole = (path[0], path[1]) in mine or (*path[:3], "") in mine  # an order stands for the table
            assert path not in has or whole or not _issue_kept(mine, path), f"{path} was taken out"
    for name in {p[0] for p in was if p[1:] == ("there",)} - {p[0] for p in mine if p[1:] == ("there",)}:
        assert (name, "there") not in has
    for name, party in yours["parties"].items():
        before = last["parties"].get(name, {}).get("red_lines", [])
        kept = result["parties"].get(name, {}).get("red_lines", [])
        for line in party.get("red_lines", []):
            if line.get("price") == 7 or line.get("firmness") == 0.987:
                assert any(_says(own, line) for own in kept), f"{name} draws {line}"
        gone = [line for line in before if _about(line) not in map(_about, party.get("red_lines", []))]
        for line in gone:
            assert _about(line) not in map(_about, kept), f"{name} draws {line} no more"
    if "mine1" in yours.get("evidence", {}).get("Port.wages", []) and "wages" in yours["issues"]:
        assert "Port" not in result["parties"] or "mine1" in result["evidence"].get("Port.wages", ["mine1"])
    for note in notes:
        assert made.text.count(note) == 1
    again = build(knowledge, yours=made.text, before=made.record)
    assert _own_lines(again.text) == _own_lines(made.text)
    untouched(last, yours, result, made)


def _own_lines(text: str) -> list[str]:
    """All but what zopa says itself."""
    return [line for line in text.splitlines() if not line.lstrip().startswith("#:")]


def _issue_kept(mine: dict[tuple[str, ...], Any], path: tuple[str, ...]) -> bool:
    return ("issues", path[2]) in mine


def _about(line: Data) -> set[str]:
    return line.keys() - {"firmness", "price", "unless"}  # type: ignore[return-value]


def _says(own: Data, line: Data) -> bool:
    """Whether a line still has the issues and what was set on it by hand."""
    by_hand = {key: line[key] for key in ("price",) if key in line}
    by_hand |= {"firmness": 0.987} if line.get("firmness") == 0.987 else {}
    return _about(own) == _about(line) and all(own.get(key) == value for key, value in by_hand.items())


def untouched(last: Data, yours: Data, result: Data, made: Built) -> None:
    """What nobody edited is what is proposed now, or was needed by an edit."""
    now = leaves(plain(made.record))
    was, mine, has = leaves(last), leaves(yours), leaves(result)
    touched = {path[:1] for path in mine.keys() | was.keys() if mine.get(path) != was.get(path)}
    if yours == last:
        assert has == now
    for path, value in has.items():
        if path[:1] not in touched and path in now and path[0] in result["parties"] and path[-1] != "there":
            assert value in (now[path], mine.get(path))


def test_an_order_of_weights_needs_the_values_it_names() -> None:
    data = plain(FIRST.text)
    data["parties"]["Dockers"]["weights"] = "robots > wages"
    without = dataclasses.replace(FULL, statements=tuple(s for s in FULL.statements if s.issue != "robots"))
    made = build(without, yours=yaml.safe_dump(data), before=FIRST.record)
    party = model_from_text(made.text).parties["Dockers"]
    assert isinstance(party.weights, Order)
    assert set(party.values) == {"robots", "wages"}
    assert "robots" in model_from_text(made.text).issues
