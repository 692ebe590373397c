"""Three versions of a model into one: what was proposed last, what the analyst made of it, what is proposed now.

Each number, list of options and red line is decided by itself. Where the analyst changed nothing, the new proposal
counts; where the analyst changed something, that stays, and it is a `Conflict` when the proposal changed too. What the
analyst took out stays out. What an edit needs in order to mean anything stays with it: the other values and the weight
of its issue, the options of its red line, the issue itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zopa.model.modelfile import LINE_KEYS
from zopa.model.negotiation_terms import Order

Path = tuple[str, ...]
Names = Mapping[str, Sequence[str]]
"""Party -> the names that its red lines go by, in the order of the file."""


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()
ENTRY: Final = 3  # keys that lead to a table of entries, such as those to a party's weights


@dataclass(frozen=True, slots=True)
class Conflict:
    """Changed by the analyst and, differently, by the proposal: the analyst's version stays. `ABSENT` is not there."""

    path: Path
    before: Any
    yours: Any
    now: Any


@dataclass(frozen=True)
class Merged:
    """The data of a model file, and what the analyst had changed in it (paths, with what is proposed now).

    `names` are those of the red lines in `data`; they stand in the paths of edits and conflicts too.
    """

    data: dict[str, Any]
    edits: Mapping[Path, Any]
    conflicts: tuple[Conflict, ...]
    names: Names


def merge(before: Mapping[str, Any], yours: Mapping[str, Any], now: Mapping[str, Any]) -> Merged:
    """Merge plain data of three model files (`model_to_data`); an empty `before` says that it is not known."""
    edits: dict[Path, Any] = {}
    conflicts: list[Conflict] = []
    mine = _keyed(yours, line_names(yours, before))
    data = _merge((), _keyed(before, line_names(before)), mine, _keyed(now, line_names(now)), edits, conflicts)
    whole = _whole(data, mine, edits)
    edits |= dict.fromkeys(_restored(data, whole), ABSENT)
    data = _fitting(whole)
    for name in data["parties"]:
        if name not in now.get("parties", {}):  # all of it is the analyst's
            edits = {path: new for path, new in edits.items() if path[:2] != ("parties", name)}
            edits["parties", name] = ABSENT
    names = {name: tuple(party["red_lines"]) for name, party in data["parties"].items() if "red_lines" in party}
    data = _unkeyed(data)
    if evidence := _evidence(before.get("evidence", {}), yours.get("evidence", {}), now.get("evidence", {})):
        data["evidence"] = evidence
    return Merged(data, edits, tuple(conflicts), names)


def _merge(
    path: Path, before: Any, yours: Any, now: Any, edits: dict[Path, Any], conflicts: list[Conflict]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key in [*yours, *(k for k in now if k not in yours)]:
        one, mine, new = (version.get(key, ABSENT) for version in (before, yours, now))
        at = (*path, key)
        # of a party of which nothing is found any more only the edits stay, and what they need
        emptied = new is ABSENT and isinstance(one, Mapping) and mine != one and len(at) <= ENTRY
        if isinstance(mine, Mapping) and (isinstance(new, Mapping) or emptied):
            # what the analyst added is one thing: nothing is mixed into it that is proposed under the same name
            if one is ABSENT and before and path and mine != new:
                conflicts.append(Conflict(at, one, mine, new))
                one = new
            one, new = (version if isinstance(version, Mapping) else {} for version in (one, new))
            merged = _merge(at, one, mine, new, edits, conflicts)
            if merged or not emptied:
                result[key] = merged
            continue
        chosen = new if mine == one else mine
        if mine not in (one, new):
            edits[at] = new
            if one != new:
                conflicts.append(Conflict(at, one, mine, new))
        if chosen is not ABSENT:
            result[key] = chosen
    return result


def _evidence(
    before: Mapping[str, Sequence[str]], yours: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """The findings behind each number now, with those that the analyst added and without those taken out."""
    result: dict[str, list[str]] = {}
    for key in [*now, *(k for k in yours if k not in now)]:
        was, mine, new = (version.get(key, ()) for version in (before, yours, now))
        taken = {i for i in was if i not in mine} if key in yours else set()
        ids = [i for i in new if i not in taken] + [i for i in mine if i not in was and i not in new]
        if ids or key in now:
            result[key] = ids
    return result


# ---- red lines by the issues that they are about -----------------------------------------------------------------


def red_line_keys(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """A name for each red line: its issues, with a number where several are about the same."""
    names: list[str] = []
    for line in lines:
        names.append(_free(_issues_of(line), names))
    return names


def line_names(data: Mapping[str, Any], like: Mapping[str, Any] | None = None) -> dict[str, list[str]]:
    """The names of every party's red lines; a line goes by the name of the one that it is or was made of in `like`."""
    names = {}
    for party, own in data.get("parties", {}).items():
        lines = own.get("red_lines", [])
        known = (like or {}).get("parties", {}).get(party, {}).get("red_lines", [])
        names[party] = _names_like(lines, known) if known else red_line_keys(lines)
    return names


def _names_like(lines: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]) -> list[str]:
    names = red_line_keys(known)
    found: dict[int, str] = {}
    for same in (dict, _options_of, _issues_of):  # the same line, one about the same options, about the same issues
        left = [k for k in range(len(known)) if names[k] not in found.values()]
        for n, line in enumerate(lines):
            match = next((k for k in left if n not in found and same(known[k]) == same(line)), None)
            if match is not None:
                found[n] = names[match]
                left.remove(match)
    taken = list(names)
    for n, line in enumerate(lines):
        if n not in found:
            found[n] = _free(_issues_of(line), taken)
            taken.append(found[n])
    return [found[n] for n in range(len(lines))]


def _issues_of(line: Mapping[str, Any]) -> str:
    return "+".join(key for key in line if key not in LINE_KEYS) or "firmness"


def _options_of(line: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key not in LINE_KEYS}


def _free(name: str, taken: Sequence[str]) -> str:
    number = 1
    while (name if number == 1 else f"{name}#{number}") in taken:
        number += 1
    return name if number == 1 else f"{name}#{number}"


def _keyed(data: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Without evidence, and with the red lines of every party as a mapping."""
    result = {key: value for key, value in data.items() if key != "evidence"}
    result["parties"] = {
        name: {**party, "red_lines": dict(zip(names[name], party.get("red_lines", ()), strict=True))}
        for name, party in data.get("parties", {}).items()
    }
    return result


def _unkeyed(data: dict[str, Any]) -> dict[str, Any]:
    parties = {
        name: {k: list(v.values()) if k == "red_lines" else v for k, v in party.items()}
        for name, party in data["parties"].items()
    }
    return {**data, "parties": parties}


# ---- what edits need -----------------------------------------------------------------------------------------------


def _whole(data: dict[str, Any], mine: Mapping[str, Any], edits: Iterable[Path]) -> dict[str, Any]:
    """With all that an edit needs, as the analyst had it, where the proposal has it no more."""
    touched = {edit[:4] for edit in edits if len(edit) > 3 and edit[0] == "parties"}
    issues: dict[str, Any] = dict(data.get("issues", {}))
    parties: dict[str, Any] = {}
    for name, party in data.get("parties", {}).items():
        had = mine.get("parties", {}).get(name)
        if had is None:
            parties[name] = party
            continue
        edited = any(edit[:2] == ("parties", name) for edit in edits)
        if edited and not party.get("values"):
            parties[name] = had
            continue
        made: dict[str, Any] = {kind: dict(v) if isinstance(v, Mapping) else v for kind, v in party.items()}
        for _, _, _, key in (t for t in touched if t[1] == name and t[2] in ("values", "weights")):
            if key in (made.get("values") or {}) or key in (made.get("weights") or {}):
                _refill(made, had, "values", key)
                _refill(made, had, "weights", key)
        if "reservation" in had:
            made.setdefault("reservation", had["reservation"])
        order = made.get("weights")
        if isinstance(order, str) and order == had.get("weights"):
            for key in Order.parse(order).names:
                _refill(made, had, "values", key)
        parties[name] = made
    named = {issue for party in parties.values() for issue in party.get("values", {})}
    named |= {k for p in parties.values() for line in p.get("red_lines", {}).values() for k in _options_of(line)}
    named |= set(data.get("status_quo", {})) | {k for link in data.get("links", []) for k in link_issues(link)}
    gone = {i: o for i, o in mine.get("issues", {}).items() if i in named and i not in issues}
    return {**data, "issues": {**issues, **gone}, "parties": parties}


def _restored(data: Mapping[str, Any], whole: Mapping[str, Any]) -> list[Path]:
    """The entries that stay only because an edit needs them."""
    found: list[Path] = [("issues", issue) for issue in whole["issues"] if issue not in data.get("issues", {})]
    for name, party in whole["parties"].items():
        merged = data["parties"].get(name, {})
        for kind in ("weights", "values"):
            if isinstance(own := party.get(kind), Mapping):
                had = merged.get(kind)
                found += [("parties", name, kind, key) for key in own if key not in (had or {})]
    return found


def _refill(made: dict[str, Any], had: Mapping[str, Any], kind: str, key: str) -> None:
    """The values or the weight of an issue as the analyst had it, where the merged party has none."""
    whole, table = had.get(kind), made.get(kind)
    if isinstance(whole, Mapping) and key in whole and (table is None or isinstance(table, Mapping)):
        made[kind] = {key: whole[key], **(table or {})} if key not in (table or {}) else table


def link_issues(link: Mapping[str, Any]) -> set[str]:
    """The issues that a link of a model file is about."""
    body = link["together"] if isinstance(link.get("together"), Mapping) else link
    return set(_options_of(body)) - {"together"}


def without_issues(data: Mapping[str, Any], gone: Collection[str]) -> dict[str, Any]:
    """The data of a model file without some issues, and without what is about them."""
    issues = {issue: options for issue, options in data["issues"].items() if issue not in gone}
    names = line_names(data)
    return _unkeyed(_fitting({**_keyed(data, names), "issues": issues})) | {
        key: value for key, value in data.items() if key == "evidence"
    }


# ---- what no longer fits -------------------------------------------------------------------------------------------


def _fitting(data: dict[str, Any]) -> dict[str, Any]:
    """Without proposals about issues and options that the analyst took out."""
    issues: Mapping[str, list[str]] = data.get("issues", {})
    parties = {}
    for name, party in data.get("parties", {}).items():
        fitting = dict(party)
        for key in ("weights", "values"):
            if isinstance(party.get(key), Mapping):
                fitting[key] = {issue: v for issue, v in party[key].items() if issue in issues}
        fitting["values"] = {
            issue: {o: v for o, v in own.items() if o in issues[issue]} if isinstance(own, Mapping) else own
            for issue, own in fitting.get("values", {}).items()
        }
        if isinstance(fitting.get("weights"), Mapping):
            fitting["weights"] = {i: w for i, w in fitting["weights"].items() if i in fitting["values"]}
        lines = {k: _fitting_line(line, issues) for k, line in party.get("red_lines", {}).items()}
        fitting["red_lines"] = {k: line for k, line in lines.items() if line is not None}
        if not fitting["red_lines"]:
            del fitting["red_lines"]
        if fitting["values"]:
            parties[name] = fitting
    return {**data, "parties": parties}


def _fitting_line(line: Mapping[str, Any], issues: Mapping[str, list[str]]) -> dict[str, Any] | None:
    result: dict[str, Any] = {}
    for key, value in line.items():
        if key in issues and isinstance(value, list):
            value = [option for option in value if option in issues[key]]
            if not value:
                return None
        elif key not in issues and isinstance(value, list) and key != "unless":
            return None
        result[key] = value
    return result
