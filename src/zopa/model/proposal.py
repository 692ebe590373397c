"""From the ledger to a model: what the findings say each number should be, with the findings and a sentence why.

`propose` gives a `Proposal`. The rules are in docs/explanation/evidence-to-model.md. Every number rests on the findings
of one party on one issue (a reservation value on what is said of no deal for one party), so that withdrawing a finding
changes only what rests on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zopa.errors import InputError, UsageError
from zopa.ledger import Knowledge, Position, positions
from zopa.model.alternatives import alternatives
from zopa.model.grounds import Ground, number_of, origins
from zopa.model.proposed_red_lines import proposed_red_line
from zopa.model.proposed_reservation import proposed_reservation
from zopa.model.proposed_values import proposed_values, proposed_weight
from zopa.read import Statement

LADDER: Final = ("none", "partial", "full")  # of an issue for which the case names no options
HEARD: Final = 2  # statements that a party needs to be proposed


@dataclass(frozen=True)
class Proposal:
    """A model as data of its file, without evidence; `grounds` by what they are for (`Russia.ceasefire`).

    Keys of grounds: `PARTY.ISSUE` for values, `PARTY.ISSUE.weight`, `PARTY.ISSUE.red_line`, `PARTY.reservation`; and
    `PARTY` for what was not found of it. `notes` say what was left out and what is missing.
    """

    data: Mapping[str, Any]
    grounds: Mapping[str, Ground]
    notes: tuple[str, ...] = ()

    def with_evidence(self) -> dict[str, Any]:
        """The data with the findings behind each number."""
        behind = {key: list(g.findings) for key, g in self.grounds.items() if key not in self.data["parties"]}
        return {**self.data, "evidence": behind}


@dataclass
class _Party:
    """A party under construction."""

    weights: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    red_lines: list[Any] = field(default_factory=list)
    reservation: Any = None

    def data(self) -> dict[str, Any]:
        made: dict[str, Any] = {"weights": self.weights, "values": self.values}
        if self.red_lines:
            made["red_lines"] = self.red_lines
        if self.reservation is not None:
            made["reservation"] = self.reservation
        return made


def heard(knowledge: Knowledge) -> dict[str, int]:
    """How many statements on the issues of the case there are of each party."""
    said: dict[str, int] = defaultdict(int)
    for one in knowledge.statements:
        if one.issue in knowledge.case.issues:
            said[one.holder] += 1
    return dict(said)


def propose(
    knowledge: Knowledge,
    *,
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    options: Mapping[str, Sequence[str]] | None = None,
    keep: Collection[str] = (),
) -> Proposal:
    """What the findings say the model should be.

    `parties` and `issues` choose whom and what to take in. By default that is every issue of the case that somebody
    speaks of, and every party with two statements or more (with one, for a party to `keep`). `options` replaces the
    options of some issues. Raises `UsageError` for a name that the ledger does not know, and `InputError` when nothing
    is left to make a model of.
    """
    rows = [row for row in positions(knowledge) if row.issue in knowledge.case.issues]
    said = heard(knowledge)
    _check_names(parties, said, "party", "parties that something was found of")
    _check_names(issues, knowledge.case.issues, "issue", "issues of the case")
    chosen = [i for i in knowledge.case.issues if i in issues or not issues]
    rows = [row for row in rows if row.issue in chosen]
    listed = parties or sorted(
        (p for p, count in said.items() if (count >= HEARD or p in keep) and any(row.party == p for row in rows)),
        key=lambda p: (_place(knowledge, p), -said[p], p),
    )
    rows = [row for row in rows if row.party in listed]
    if not rows:
        mend = "add articles, or name parties with --party"
        raise InputError("no party has two statements on an issue: there is nothing to model", mend=mend)
    ladders = {
        i: tuple((options or {}).get(i) or knowledge.case.issues[i].options or LADDER)
        for i in chosen
        if any(row.issue == i for row in rows)
    }
    ladders = {issue: ladder for issue, ladder in ladders.items() if len(ladder) > 1}
    made = {party: _Party() for party in listed if any(row.party == party for row in rows)}
    grounds: dict[str, Ground] = {}
    notes = _left_out(knowledge, said, made, chosen, ladders)
    for party, building in made.items():
        for row in sorted((r for r in rows if r.party == party), key=lambda r: chosen.index(r.issue)):
            if row.issue in ladders:
                _take_in(building, row, ladders[row.issue], knowledge, grounds)
        if building.values:
            key = f"{party}.reservation"
            building.reservation, grounds[key] = proposed_reservation(alternatives(knowledge, party), knowledge)
            if silent := [issue for issue in ladders if issue not in building.values]:
                why = f"Nothing found of it on {', '.join(silent)}: these weigh nothing for it."
                grounds[party] = Ground((), why)
    notes += _thin(made, grounds, knowledge)
    data = {
        "zopa": 1,
        "model": knowledge.case.name,
        "issues": {issue: list(ladder) for issue, ladder in ladders.items()},
        "parties": {party: building.data() for party, building in made.items() if building.values},
    }
    return Proposal(data, grounds, tuple(notes))


def _take_in(
    building: _Party, row: Position, ladder: Sequence[str], knowledge: Knowledge, grounds: dict[str, Ground]
) -> None:
    """Values, weight and red line of one party on one issue."""
    every = [f for f in (knowledge.finding[s] for s in row.statements) if isinstance(f, Statement)]
    said = [one for one in every if one.id not in row.earlier]
    key = f"{row.party}.{row.issue}"
    building.values[row.issue], grounds[key] = proposed_values(row, said, ladder, knowledge)
    building.weights[row.issue], grounds[f"{key}.weight"] = proposed_weight(every, knowledge)
    if row.red_line and row.polarity in ("for", "against"):
        line, grounds[f"{key}.red_line"] = proposed_red_line(row, said, ladder, knowledge)
        building.red_lines.append(line)


# ---- who and what ----------------------------------------------------------------------------------------------


def _place(knowledge: Knowledge, party: str) -> int:
    names = list(knowledge.case.parties)
    return names.index(party) if party in names else len(names)


def _left_out(
    knowledge: Knowledge,
    said: Mapping[str, int],
    made: Mapping[str, object],
    chosen: Sequence[str],
    ladders: Mapping[str, object],
) -> list[str]:
    notes = []
    if quiet := [f"{party} ({count})" for party, count in sorted(said.items()) if party not in made]:
        notes.append(f"Left out, with their statements: {', '.join(quiet)}; --party NAME takes one in.")
    if silent := [issue for issue in chosen if issue not in ladders]:
        notes.append(f"Nothing found on: {', '.join(silent)}.")
    if invented := [issue for issue in ladders if not knowledge.case.issues[issue].options]:
        notes.append(f"The case names no options for {', '.join(invented)}: {', '.join(LADDER)} stand in.")
    return notes


def _thin(made: Mapping[str, _Party], grounds: Mapping[str, Ground], knowledge: Knowledge) -> list[str]:
    """What the reader has to know of how much the numbers rest on."""
    behind = {
        key: [f for i in g.findings if isinstance(f := knowledge.finding[i], Statement)] for key, g in grounds.items()
    }
    lines = [[f for f in said if f.red_line] for key, said in behind.items() if key.endswith(".red_line")]
    places = [behind[f"{party}.{issue}"] for party, building in made.items() for issue in building.values]
    alone, thin = (sum(origins(said, knowledge) == 1 for said in found) for found in (places, lines))
    drawn = f", {thin} of {number_of(len(lines), 'red line')}" if lines else ""
    unknown = [p for p, b in made.items() if b.values and not grounds[f"{p}.reservation"].findings]
    notes = [f"Resting on one independent article alone: {alone} of {number_of(len(places), 'position')}{drawn}."]
    if unknown:
        notes.append(f"Nothing found on what no deal is worth to {', '.join(unknown)}: their ranges are the full ones.")
    return notes


def _check_names(names: Sequence[str], known: Mapping[str, object], what: str, where: str) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"no {what} '{name}'", mend=f"{where}: {', '.join(sorted(known))}")
