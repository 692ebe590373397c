"""Three versions of a model into one: what was proposed last, what the analyst made of it, what is proposed now.

Each number, list of options and red line is decided by itself. Where the analyst changed nothing, the new proposal
counts; where the analyst changed something, that stays, and it is a `Conflict` when the proposal changed too. What the
analyst took out stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Path = tuple[str, ...]


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Changed by the analyst and, differently, by the proposal: the analyst's version stays. `ABSENT` is not there."""

    path: Path
    before: Any
    yours: Any
    now: Any


@dataclass(frozen=True)
class Merged:
    """The data of a model file, and what the analyst had changed in it (paths, with what is proposed now)."""

    data: dict[str, Any]
    edits: Mapping[Path, Any]
    conflicts: tuple[Conflict, ...]


def merge(before: Mapping[str, Any], yours: Mapping[str, Any], now: Mapping[str, Any]) -> Merged:
    """Merge plain data of three model files (`model_to_data`); evidence is not merged but taken from `now`."""
    edits: dict[Path, Any] = {}
    conflicts: list[Conflict] = []
    data = _merge((), _keyed(before), _keyed(yours), _keyed(now), edits, conflicts)
    data = _unkeyed(_fitting(data))
    own = {k: v for k, v in yours.get("evidence", {}).items() if k not in before.get("evidence", {})}
    if evidence := {**now.get("evidence", {}), **own}:
        data["evidence"] = evidence
    return Merged(data, edits, tuple(conflicts))


def _merge(
    path: Path, before: Any, yours: Any, now: Any, edits: dict[Path, Any], conflicts: list[Conflict]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key in [*yours, *(k for k in now if k not in yours)]:
        one, mine, new = (version.get(key, ABSENT) for version in (before, yours, now))
        at = (*path, key)
        if isinstance(mine, Mapping) and isinstance(new, Mapping):
            result[key] = _merge(at, one if isinstance(one, Mapping) else {}, mine, new, edits, conflicts)
            continue
        chosen = new if mine == one else mine
        if mine not in (one, new):
            edits[at] = new
            if one != new:
                conflicts.append(Conflict(at, one, mine, new))
        if chosen is not ABSENT:
            result[key] = chosen
    return result


# ---- red lines by the issues that they are about -----------------------------------------------------------------


def red_line_keys(lines: list[Mapping[str, Any]]) -> list[str]:
    """A name for each red line: its issues, with a number where several are about the same."""
    seen: dict[str, int] = {}
    names = []
    for line in lines:
        name = "+".join(k for k in line if k not in ("firmness", "price", "unless")) or "firmness"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _keyed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without evidence, and with red lines as a mapping."""
    result = {key: value for key, value in data.items() if key != "evidence"}
    result["parties"] = _each_party(
        data.get("parties", {}), lambda lines: dict(zip(red_line_keys(lines), lines, strict=True))
    )
    return result


def _unkeyed(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "parties": _each_party(data["parties"], lambda lines: list(lines.values()))}


def _each_party(parties: Mapping[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    return {
        name: {k: change(v) if k == "red_lines" else v for k, v in party.items()} for name, party in parties.items()
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
