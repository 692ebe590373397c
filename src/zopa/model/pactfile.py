"""Pact files (docs/reference/pact-file.md): YAML in, `Pact` out, every fault in one line with its place and mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from zopa.errors import SchemaError, ZopaError
from zopa.model.negotiation_terms import Interval
from zopa.model.pact import NONE, Coupling, Design, Institution, Lead, Link, Pact, State, Threat, Tier
from zopa.model.pact_positions import Source, Stands
from zopa.model.ratification import RuleFile
from zopa.model.voting import VotingRule
from zopa.yamlfile import FileModel, parse_yaml, read_yaml_text


def _interval(value: Any) -> Interval:
    if isinstance(value, Interval):
        return value
    numbers = list(value) if isinstance(value, list | tuple) else [value, value]
    if len(numbers) != 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise ValueError(f"{value!r} is neither a number nor [low, high]")
    found = Interval(float(numbers[0]), float(numbers[1]))
    if not found.sound:
        raise ValueError(f"{value!r} is not finite or has its low end above its high end")
    return found


def _unit(value: Any) -> Interval:
    found = _interval(value)
    if found.low < 0 or found.high > 1:
        raise ValueError(f"{value!r} lies outside 0..1")
    return found


def _positive(value: Any) -> Interval:
    found = _interval(value)
    if found.low < 0:
        raise ValueError(f"{value!r} lies below 0")
    return found


Amount = Annotated[Interval, BeforeValidator(_interval)]
Unit = Annotated[Interval, BeforeValidator(_unit)]
Positive = Annotated[Interval, BeforeValidator(_positive)]
Names = tuple[str, ...]
ZERO, ONE = Interval(0.0, 0.0), Interval(1.0, 1.0)


class _ThreatFile(FileModel):
    likelihood: Unit
    severity: Unit = ONE
    deterred_by: Positive


class _TierFile(FileModel):
    title: str = ""
    strength: Unit
    cost: Positive = ZERO
    credible: Unit = ONE
    owed: str = ""
    when: str = ""


class _OnlyIfFile(FileModel):
    tiers: Names = ()
    needs: dict[str, str] = Field(min_length=1)


class _VoterFile(FileModel):
    votes: float = 1
    up_to: str = NONE


class _RatifiedFile(FileModel):
    rule: RuleFile = RuleFile(kind="majority")
    voters: dict[str, _VoterFile] = Field(min_length=1)


class _StateFile(FileModel):
    capability: Positive
    stake: Unit = ZERO
    reliability: Unit = ONE
    willingness: Literal["positions"] | dict[str, Amount] | Amount = ZERO
    cost: dict[str, Positive] = Field(default_factory=dict)
    at_most: str | None = None
    only_if: tuple[_OnlyIfFile, ...] = ()
    ratification: _RatifiedFile | None = None
    population: float | None = None
    votes: float | None = None


class _LeadFile(FileModel):
    state: str
    at_least: str
    lifts: dict[str, Amount] | Amount


class _InstitutionFile(FileModel):
    members: Names = Field(min_length=1)
    rule: RuleFile = RuleFile()


class _DesignFile(FileModel):
    title: str = ""
    kind: Literal["voluntary", "institution"] = "voluntary"
    institution: str = ""
    rule: RuleFile | None = None
    without: Names = ()
    tiers: Names = ()
    factor: float = Field(default=1.0, gt=0, le=10)
    lead: bool = True
    links: bool = True
    note: str = ""


class _CouplingFile(FileModel):
    issue: str
    party: str | None = None
    options: dict[str, str | None] = Field(min_length=1)
    reservation: dict[Literal["without", "with"], float] | None = None
    standing: str | None = None
    enough: float | None = Field(default=None, ge=0, le=1)


class _PositionsFile(FileModel):
    issue: str | dict[str, str]
    scale: float = Field(default=0.2, gt=0)


class _PactFile(FileModel):
    zopa: Literal[1]
    name: str = Field(alias="pact")
    protected: str
    against: str = ""
    units: str = ""
    threats: dict[str, _ThreatFile] = Field(default_factory=dict)
    tiers: dict[str, _TierFile] = Field(min_length=1)
    lead: _LeadFile | None = None
    states: dict[str, _StateFile] = Field(min_length=1)
    institutions: dict[str, _InstitutionFile] = Field(default_factory=dict)
    designs: dict[str, _DesignFile] = Field(default_factory=dict)
    sources: Names = ()
    couples: _CouplingFile | None = None
    positions: _PositionsFile | None = None


def read_pact(path: Path | str, stands: Stands | None = None) -> Pact:
    """The pact file at `path`; `stands` are the positions from which it may take willingness. Raises `FileError` or
    `SchemaError`."""
    return pact_from_text(read_yaml_text(path), where=str(path), stands=stands)


def pact_from_text(text: str, *, where: str = "pact", stands: Stands | None = None) -> Pact:
    """A pact from YAML text. Raises `SchemaError`."""
    return _Builder(parse_yaml(text, _PactFile, where=where), where, stands).pact()


class _Builder:
    """Checks names against each other and fills in what a state leaves to the tiers."""

    def __init__(self, file: _PactFile, where: str, stands: Stands | None) -> None:
        self.file, self.where, self.stands = file, where, stands
        self.taken: list[Source] = []
        self.tiers = tuple(file.tiers)
        if NONE in self.tiers:
            raise self.fault(f"a tier is called '{NONE}', which means staying out", "tiers", "rename it")

    def pact(self) -> Pact:
        file = self.file
        states = {name: self.state(name, state) for name, state in file.states.items()}
        institutions = {
            name: Institution(
                tuple(self.known(m, f"institutions.{name}", file.states, "state") for m in item.members),
                self.rule(item.rule, item.members, f"institutions.{name}"),
            )
            for name, item in file.institutions.items()
        }
        links = tuple(
            Link(
                name,
                tuple(self.tier(t, f"states.{name}.only_if") for t in item.tiers) or self.tiers,
                {
                    self.known(other, f"states.{name}.only_if", file.states, "state"): self.tier(
                        at, f"states.{name}.only_if"
                    )
                    for other, at in item.needs.items()
                },
            )
            for name, state in file.states.items()
            for item in state.only_if
        )
        odd = next((link for link in links if link.state in link.needs), None)
        if odd is not None:
            raise self.fault("a state waits for itself", f"states.{odd.state}.only_if", "name another state")
        return Pact(
            name=file.name,
            protected=file.protected,
            against=file.against,
            units=file.units,
            threats={n: Threat(t.likelihood, t.severity, t.deterred_by) for n, t in file.threats.items()},
            tiers={n: Tier(t.strength, t.cost, t.credible, t.title, t.owed, t.when) for n, t in file.tiers.items()},
            states=states,
            links=links,
            lead=self.lead(),
            institutions=institutions,
            designs={name: self.design(name, item, institutions) for name, item in file.designs.items()},
            sources=file.sources,
            coupling=self.coupling(),
            taken=tuple(self.taken),
        )

    def state(self, name: str, state: _StateFile) -> State:
        at = f"states.{name}"
        for key in state.cost:
            self.tier(key, f"{at}.cost")
        allowed = self.tiers
        if state.at_most is not None:
            up_to = 0 if state.at_most == NONE else self.tiers.index(self.tier(state.at_most, f"{at}.at_most")) + 1
            allowed = allowed[:up_to]
        if state.ratification is not None:
            allowed = tuple(t for t in allowed if self.carried(state.ratification, t, f"{at}.ratification"))
        return State(
            capability=state.capability,
            stake=state.stake,
            reliability=state.reliability,
            willingness=self.said(name)
            if state.willingness == "positions"
            else self.per_tier(state.willingness, f"{at}.willingness"),
            cost={t: state.cost.get(t, self.file.tiers[t].cost) for t in self.tiers},
            allowed=allowed,
            population=state.population,
            votes=state.votes,
        )

    def carried(self, ratified: _RatifiedFile, tier: str, at: str) -> bool:
        """Whether the voters who accept this tier carry it at home."""
        ranks = {NONE: -1} | {t: k for k, t in enumerate(self.tiers)}
        for voter in ratified.voters.values():
            self.known(voter.up_to, at, ranks, "tier")
        votes = {name: voter.votes for name, voter in ratified.voters.items()}
        try:
            rule = ratified.rule.rule(votes, votes, self.where)
        except ZopaError as error:
            raise self.fault(str(error), at, "mend the rule") from None
        return rule.wins([n for n, voter in ratified.voters.items() if ranks[voter.up_to] >= ranks[tier]])

    def said(self, state: str) -> dict[str, Interval]:
        """The willingness of a state at each tier, from what it said."""
        rule, at = self.file.positions, f"states.{state}.willingness"
        if rule is None:
            raise self.fault("willingness from positions of no issue", at, "add `positions: {issue: ...}` to the file")
        if self.stands is None:
            raise self.fault("willingness from positions, but no project to take them from", at, "add --project DIR")
        issues = dict.fromkeys(self.tiers, rule.issue) if isinstance(rule.issue, str) else rule.issue
        found = dict.fromkeys(self.tiers, ZERO)
        for issue in dict.fromkeys(issues.values()):
            tiers = tuple(self.tier(t, "positions.issue") for t, own in issues.items() if own == issue)
            self.known(issue, "positions.issue", self.stands.issues, "issue")
            self.taken.append(self.stands.source(state, tiers, issue, rule.scale))
            found |= dict.fromkeys(tiers, self.taken[-1].range)
        return found

    def per_tier(self, value: Mapping[str, Interval] | Interval, at: str) -> dict[str, Interval]:
        if isinstance(value, Interval):
            return dict.fromkeys(self.tiers, value)
        for key in value:
            self.tier(key, at)
        return {t: value.get(t, ZERO) for t in self.tiers}

    def lead(self) -> Lead | None:
        lead = self.file.lead
        if lead is None:
            return None
        state = self.known(lead.state, "lead.state", self.file.states, "state")
        return Lead(state, self.tier(lead.at_least, "lead.at_least"), self.per_tier(lead.lifts, "lead.lifts"))

    def design(self, name: str, item: _DesignFile, institutions: Mapping[str, Institution]) -> Design:
        at = f"designs.{name}"
        rule: VotingRule | None = None
        if item.kind == "institution":
            bloc = self.known(item.institution, f"{at}.institution", institutions, "institution")
            members = tuple(m for m in institutions[bloc].members if m not in item.without)
            rule = self.rule(item.rule or self.file.institutions[bloc].rule, members, at)
        return Design(
            kind=item.kind,
            title=item.title,
            institution=item.institution,
            rule=rule,
            without=tuple(self.known(s, f"{at}.without", self.file.states, "state") for s in item.without),
            tiers=tuple(self.tier(t, f"{at}.tiers") for t in item.tiers),
            factor=item.factor,
            lead=item.lead,
            links=item.links,
            note=item.note,
        )

    def coupling(self) -> Coupling | None:
        item = self.file.couples
        if item is None:
            return None
        for design in (*item.options.values(), item.standing):
            if design is not None:
                self.known(design, "couples", self.file.designs, "design")
        ends: tuple[float, float] | None = None
        if item.reservation is not None:
            if set(item.reservation) != {"without", "with"} or not all(0 <= v <= 1 for v in item.reservation.values()):
                raise self.fault("reservation needs `without` and `with`, both 0..1", "couples", "give both")
            if item.standing is None:
                raise self.fault("no design stands without a deal", "couples", "name one as `standing`")
            ends = (item.reservation["without"], item.reservation["with"])
        party = item.party or self.file.protected
        return Coupling(party, item.issue, item.options, ends, item.standing, item.enough)

    def rule(self, rule: RuleFile, members: Sequence[str], at: str) -> VotingRule:
        votes = {m: self.file.states[m].votes for m in members if m in self.file.states}
        people = {m: self.file.states[m].population for m in members if m in self.file.states}
        try:
            return rule.rule(votes, people, f"{self.where}, {at}")
        except SchemaError:
            raise
        except ZopaError as error:
            raise self.fault(str(error), at, "mend the rule") from None

    def tier(self, name: str, at: str) -> str:
        return self.known(name, at, self.tiers, "tier")

    def known(self, name: str, at: str, names: Mapping[str, object] | Sequence[str], what: str) -> str:
        if name not in names:
            raise self.fault(f"unknown {what} '{name}'", at, f"known: {', '.join(names)}")
        return name

    def fault(self, what: str, at: str, mend: str) -> SchemaError:
        return SchemaError(what, where=f"{self.where}, {at}", mend=mend)
