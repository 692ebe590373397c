"""From the ledger to a model: what the findings say each number should be, with the findings and a sentence why.

`propose` gives a `Proposal`. The rules are in docs/explanation/evidence-to-model.md, and this follows them in order:
options, values, red lines, weights, reservation values. Every number rests on the findings of one party on one issue (a
reservation value on what one party says of no deal), so that withdrawing a finding changes only what rests on it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zopa.errors import InputError, UsageError
from zopa.ledger import Knowledge, Position, positions
from zopa.ledger.positions import DOUBT, DOUBT_LEFT, support
from zopa.ledger.stands import strength, weight
from zopa.model.alternatives import Alternative, alternatives
from zopa.read import Finding, Statement

LADDER: Final = ("none", "partial", "full")  # of an issue for which the case names no options
WANTS: Final = frozenset({"demand", "offer", "accept", "support", "promise", "appeal"})
HEARD: Final = 2  # statements that a party needs to be proposed
ONE_SOURCE: Final = 0.5  # half the width of a weight that rests on one article, as a share of the weight
RESERVATION: Final = 0.35  # where what a party says of no deal is evenly divided
SWAY: Final = 0.25  # how far plain words on one side move it
UNSURE: Final = 0.25  # half the width of a reservation value that rests on one finding
QUOTED: Final = 90  # characters of a finding in a sentence


@dataclass(frozen=True, slots=True)
class Ground:
    """What one number rests on: finding ids, those that weigh most first, and a sentence why."""

    findings: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Proposal:
    """A model as data of its file, without evidence; `grounds` by what they are for (`Russia.ceasefire`).

    Keys of grounds: `PARTY.ISSUE` for values, `PARTY.ISSUE.weight`, `PARTY.ISSUE.red_line`, `PARTY.reservation`.
    `notes` say what was left out and what is missing.
    """

    data: Mapping[str, Any]
    grounds: Mapping[str, Ground]
    notes: tuple[str, ...] = ()

    def with_evidence(self) -> dict[str, Any]:
        """The data with the findings behind each number."""
        return {**self.data, "evidence": {key: list(ground.findings) for key, ground in self.grounds.items()}}


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
    said: dict[str, int] = defaultdict(int)
    for row in rows:
        said[row.party] += len(row.statements)
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
        _reserve(building, party, alternatives(knowledge, party), knowledge, grounds, notes)
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
    said = [f for f in (knowledge.finding[s] for s in row.statements) if isinstance(f, Statement)]
    key = f"{row.party}.{row.issue}"
    building.values[row.issue], grounds[key] = _values(row, said, ladder, knowledge)
    building.weights[row.issue], grounds[f"{key}.weight"] = _weight(said, knowledge)
    if row.red_line and row.polarity in ("for", "against"):
        line, grounds[f"{key}.red_line"] = _red_line(row, said, ladder)
        building.red_lines.append(line)


# ---- values --------------------------------------------------------------------------------------------------------


def _values(
    row: Position, said: Sequence[Statement], ladder: Sequence[str], knowledge: Knowledge
) -> tuple[dict[str, Any], Ground]:
    newest = row.last
    shares = support(said, knowledge, newest)
    doubt = 1 - _agreement(row, shares) * _vouched(row, said, knowledge)
    last = len(ladder) - 1
    at = {option: k / last for k, option in enumerate(ladder)}
    named = _named(row, said, at)
    if row.polarity == "open":
        worth = dict.fromkeys(ladder, 0.5)
    else:
        ideal = at[named] if named else _end(row, shares)
        reach = max(ideal, 1 - ideal)
        worth = {option: 1 - abs(place - ideal) / reach for option, place in at.items()}
    half = doubt / 2
    values = {option: _amount(value - half, value + half) for option, value in worth.items()}
    findings = (*row.supporting, *(s for s in row.statements if s not in row.supporting))
    return values, Ground(findings, _why_values(row, ladder, named, doubt, knowledge))


def _end(row: Position, shares: Mapping[str, float]) -> float:
    """Where on the ladder the party stands: an end of it, or between for one of whom both are told."""
    if row.polarity == "contested":
        return shares.get("for", 0.0) / (shares.get("for", 0.0) + shares.get("against", 0.0))
    return 1.0 if row.polarity == "for" else 0.0


def _named(row: Position, said: Sequence[Statement], at: Mapping[str, float]) -> str | None:
    """The option that the party asks for by name, if it lies on the party's own side of the ladder."""
    if row.polarity not in ("for", "against"):
        return None
    asked: dict[str, float] = defaultdict(float)
    for one in said:
        wanted = one.option if one.polarity == row.polarity and one.act in WANTS and not one.negated else None
        if wanted in at and wanted is not None and abs(at[wanted] - (row.polarity == "for")) <= 0.5:
            asked[wanted] += weight(one)
    return max(asked, key=lambda option: asked[option]) if asked else None


def _agreement(row: Position, shares: Mapping[str, float]) -> float:
    if row.polarity == "contested":
        pro, con = shares.get("for", 0.0), shares.get("against", 0.0)
        return abs(pro - con) / (pro + con)
    return shares.get(row.polarity, 0.0) / sum(shares.values())


def _vouched(row: Position, said: Sequence[Statement], knowledge: Knowledge) -> float:
    """How far so much evidence can be relied on: 0.45 of no evidence at all, towards 1 with every further article."""
    best: dict[str, float] = defaultdict(float)
    for one in said:
        if row.polarity == "contested" or one.polarity == row.polarity:
            origin = knowledge.origin(one.article)
            best[origin] = max(best[origin], weight(one))
    return float(1 - DOUBT * DOUBT_LEFT ** sum(best.values()))


def _why_values(row: Position, ladder: Sequence[str], named: str | None, doubt: float, knowledge: Knowledge) -> str:
    proposition = knowledge.case.issues[row.issue].proposition
    heard = f"{_count(len(row.statements), 'statement')} in {_count(row.outlets, 'independent article')}"
    last = f", the last of {row.last.isoformat()}" if row.last else ""
    stand = {
        "for": "For",
        "against": "Against",
        "open": "Open to",
        "contested": "Both for and against are told of",
    }[row.polarity]
    if row.polarity == "open":
        best = "no option is better than another"
    elif row.polarity == "contested":
        best = "the best point lies between the ends, as the evidence is divided"
    elif named:
        best = f"asks for '{named}', so that is best"
    else:
        best = f"so '{ladder[-1] if row.polarity == 'for' else ladder[0]}' is best and others fall off evenly"
    named_conditions = [c for c in row.conditions if " " in c.strip()]  # a lone `unless` tells nothing
    conditions = f" Condition: “{_short(named_conditions[0])}”." if named_conditions else ""
    return f"{stand} “{proposition}”: {heard}{last}; {best}; ranges by doubt {doubt:.2f}.{conditions}"


# ---- weights -------------------------------------------------------------------------------------------------------


def _weight(said: Sequence[Statement], knowledge: Knowledge) -> tuple[Any, Ground]:
    """Emphasis summed over independent articles: the hardest words of each, by how sure they are."""
    best: dict[str, tuple[float, Statement]] = {}
    for one in said:
        origin = knowledge.origin(one.article)
        emphasis = strength(one) * weight(one)
        if origin not in best or emphasis > best[origin][0]:
            best[origin] = emphasis, one
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    total = max(0.01, sum(emphasis for emphasis, _ in ranked))
    half = total * ONE_SOURCE / math.sqrt(len(ranked))
    top = ranked[0][1]
    hardest = "a red line" if top.red_line else f"'{top.act}'"
    why = f"Spoken of in {_count(len(ranked), 'independent article')}, at most as {hardest}: emphasis {total:.2f}."
    rest = tuple(s.id for s in said if s.id not in {one.id for _, one in ranked})
    return _amount(max(0.01, total - half), total + half, most=math.inf), Ground(
        (*(one.id for _, one in ranked), *rest), why
    )


# ---- red lines -----------------------------------------------------------------------------------------------------


def _red_line(row: Position, said: Sequence[Statement], ladder: Sequence[str]) -> tuple[dict[str, Any], Ground]:
    """The options on the far side of the middle, or from the refused option on where the words name one."""
    drawn = [one for one in said if one.id in row.red_lines]
    against = row.polarity == "against"
    order = list(ladder) if against else list(reversed(ladder))
    refused = {one.option for one in drawn if one.option in order and one.act not in WANTS} - {order[0]}
    if refused:
        options = order[min(order.index(option) for option in refused if option) :]
        extent = "the words name it"
    else:
        options = order[len(order) // 2 + len(order) % 2 :] or order[-1:]
        extent = "which options it covers is assumed (those beyond the middle)"
    firmness = round(min(1.0, max(0.0, row.firmness)), 2)
    line = {row.issue: [option for option in ladder if option in options], "firmness": firmness}
    why = f"Red line by {_count(len(drawn), 'statement')}, such as “{_short(drawn[-1].text)}”; {extent}."
    # how firm it is rests on all that was said
    return line, Ground((*row.red_lines, *(s for s in row.statements if s not in row.red_lines)), why)


# ---- reservation values --------------------------------------------------------------------------------------------


def _reserve(
    building: _Party,
    party: str,
    told: Sequence[Alternative],
    knowledge: Knowledge,
    grounds: dict[str, Ground],
    notes: list[str],
) -> None:
    by_origin: dict[str, list[Alternative]] = defaultdict(list)
    for one in told:
        by_origin[knowledge.origin(one.finding.article)].append(one)
    if not by_origin:
        notes.append(f"{party}: nothing found on what no deal is worth to it; any deal counts as better than none.")
        return
    # an article speaks once, for what most of its findings say
    leans = [sum(1 if one.good else -1 for one in own) for own in by_origin.values()]
    good, bad = sum(lean > 0 for lean in leans), sum(lean < 0 for lean in leans)
    middle = RESERVATION + SWAY * (good - bad) / (good + bad + 1)
    half = UNSURE / math.sqrt(len(leans))
    building.reservation = _amount(middle - half, middle + half)
    findings = [one.finding for one in told]
    why = (
        f"{_count(good, 'independent article')} where it could do without a deal, {bad} where it needs one, such as "
        f"“{_short(findings[-1].text)}”; a rule of thumb, check it first."
    )
    grounds[f"{party}.reservation"] = Ground(tuple(f.id for f in _sorted(findings)), why)


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.article, f.start))


# ---- small change --------------------------------------------------------------------------------------------------


def _amount(low: float, high: float, most: float = 1.0) -> Any:
    """A number, or [low, high], to two digits."""
    low, high = round(max(0.0, low), 2), round(min(most, high), 2)
    return _tidy(low) if low >= high else [_tidy(low), _tidy(high)]


def _tidy(number: float) -> float | int:
    return int(number) if number == int(number) else number


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


def _check_names(names: Sequence[str], known: Mapping[str, object], what: str, where: str) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"no {what} '{name}'", mend=f"{where}: {', '.join(sorted(known))}")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rsplit(" ", 1)[0] + "…"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
