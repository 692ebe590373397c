"""Constituencies and offers: the files that stand beside a model (docs/reference/talks-files.md).

Constituency       who must carry a deal for a party, by which rule (Putnam's second level)
Offer              what a party put on the table, on a day where days are known
read_constituencies, read_offers
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from zopa.errors import SchemaError, ZopaError
from zopa.model.modelfile import model_from_data, model_to_data
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Party
from zopa.model.voting import Number, VotingRule, majority, qualified_majority, unanimity, weighted, with_veto
from zopa.yamlfile import FileModel, read_yaml


@dataclass(frozen=True, slots=True)
class Constituency:
    """Who must carry a deal for `party`, and by which rule; the rule's voters are the keys of `voters`."""

    party: str
    voters: Mapping[str, Party]
    rule: VotingRule


@dataclass(frozen=True, slots=True)
class Offer:
    """What a party put on the table: a complete package, on a day where days are known."""

    party: str
    outcome: Mapping[str, str]
    day: date | None = None


class RuleFile(FileModel):
    """A decision rule: `kind`, with its shares and quota; `veto` names who can stop anything."""

    kind: Literal["unanimity", "majority", "qualified", "votes"] = "unanimity"
    at_least: float | None = None
    states: float = 0.55
    people: float = 0.65
    blocking: int = 4
    veto: tuple[str, ...] = ()

    def rule(
        self, votes: Mapping[str, float | None], populations: Mapping[str, float | None], where: str
    ) -> VotingRule:
        """The rule over these voters. Raises `SchemaError` when it lacks a number."""
        names = tuple(votes)
        if self.kind == "unanimity":
            found = unanimity(names)
        elif self.kind == "majority":
            found = majority(names)
        elif self.kind == "qualified":
            people = _complete(populations, "population", where)
            found = qualified_majority(people, states=self.states, people=self.people, blocking=self.blocking)
        else:
            if self.at_least is None:
                raise SchemaError("a rule by votes has no quota", where=where, mend="add `at_least`")
            found = weighted(_complete(votes, "votes", where), self.at_least)
        return with_veto(found, *self.veto) if self.veto else found


def _complete(numbers: Mapping[str, float | None], what: str, where: str) -> dict[str, Number]:
    found = {name: value for name, value in numbers.items() if value is not None}
    missing = next((name for name in numbers if name not in found), None)
    if missing is not None:
        raise SchemaError(f"'{missing}' has no {what}", where=where, mend=f"add `{what}`")
    return dict(found)


class _VoterFile(FileModel):
    like: str | None = None
    votes: float | None = None
    population: float | None = None
    weights: Any = None
    values: Any = None
    red_lines: Any = None
    reservation: Any = None


class _ConstituencyFile(FileModel):
    rule: RuleFile = RuleFile()
    voters: dict[str, _VoterFile] = Field(min_length=1)


class _RatificationFile(FileModel):
    zopa: Literal[1]
    ratification: str
    parties: dict[str, _ConstituencyFile] = Field(min_length=1)


class _OfferFile(FileModel):
    party: str
    day: date | None = None
    outcome: dict[str, Any]


class _OffersFile(FileModel):
    zopa: Literal[1]
    offers: str
    moves: tuple[_OfferFile, ...] = Field(min_length=1)


def read_constituencies(path: Path | str, negotiation: Negotiation) -> tuple[Constituency, ...]:
    """The constituencies of a file. A voter is written like a party of a model file; what it leaves out it takes from
    the party named by `like`, by default the party for which it votes. Raises `FileError` or `SchemaError`."""
    file = read_yaml(path, _RatificationFile)
    known = model_to_data(negotiation)["parties"]
    found: list[Constituency] = []
    for party, hall in file.parties.items():
        where = f"{path}, {party}"
        if party not in known:
            raise SchemaError(f"'{party}' is no party of the model", where=where, mend=f"parties: {', '.join(known)}")
        voters: dict[str, dict[str, Any]] = {}
        for name, voter in hall.voters.items():
            model = voter.like or party
            if model not in known:
                mend = f"parties: {', '.join(known)}"
                raise SchemaError(f"'{name}' is like '{model}', who is no party", where=where, mend=mend)
            own = {key: getattr(voter, key) for key in ("weights", "values", "red_lines", "reservation")}
            base = {key: value for key, value in known[model].items() if key != "power"}
            if isinstance(own["values"], dict) and isinstance(base.get("values"), dict):
                own["values"] = {**base["values"], **own["values"]}
            voters[name] = {**base, **{key: value for key, value in own.items() if value is not None}}
        try:
            status_quo = dict(negotiation.status_quo)
            issues = {issue: list(options) for issue, options in negotiation.issues.items()}
            parties = model_from_data({"issues": issues, "parties": voters, "status_quo": status_quo}).parties
            votes = {name: voter.votes for name, voter in hall.voters.items()}
            populations = {name: voter.population for name, voter in hall.voters.items()}
            rule = hall.rule.rule(votes, populations, where)
        except ZopaError as error:
            raise SchemaError(str(error), where=where, mend="see docs/reference/talks-files.md") from None
        found.append(Constituency(party, parties, rule))
    return tuple(found)


def read_offers(path: Path | str, negotiation: Negotiation) -> tuple[Offer, ...]:
    """The offers of a file in its order. An issue that an offer leaves out stays as in that party's last offer, at
    first as in the status quo. Raises `FileError` or `SchemaError`."""
    file = read_yaml(path, _OffersFile)
    latest: dict[str, dict[str, str]] = {}
    found: list[Offer] = []
    for number, item in enumerate(file.moves, start=1):
        where = f"{path}, offer {number}"
        named = {issue: _option(value, negotiation.issues.get(issue, ())) for issue, value in item.outcome.items()}
        outcome = dict(latest.get(item.party, negotiation.status_quo)) | named
        missing = [issue for issue in negotiation.issues if issue not in outcome]
        if missing:
            what = f"{item.party} has said nothing yet on {', '.join(missing)}"
            raise SchemaError(what, where=where, mend="name an option, or give the model a status quo")
        latest[item.party] = outcome
        found.append(Offer(item.party, outcome, item.day))
    return tuple(found)


def _option(value: Any, options: tuple[str, ...]) -> str:
    """The option that a YAML value names: `yes` and `no` reach us as truth values."""
    if isinstance(value, bool):
        words = ("yes", "true", "on", "y") if value else ("no", "false", "off", "n")
        return next((option for option in options if option.lower() in words), words[0])
    return str(value)
