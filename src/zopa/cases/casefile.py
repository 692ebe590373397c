"""The case file (docs/reference/cases.md): parties, issues and options of one negotiation.

A `Case` is frozen and keeps the order of the file. Parties and options may be left out; issues need a proposition.
"""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from zopa import limits
from zopa.errors import FileError
from zopa.yamlfile import FileModel, fault, parse_yaml, read_yaml

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Names = tuple[Text, ...]


def _none_is_empty(value: object) -> object:
    return {} if value is None else value


class Period(FileModel):
    """The months under study, both days included; resolves bare dates."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.first and self.last and self.first > self.last:
            raise ValueError("'from' lies after 'to'")
        return self


class CaseParty(FileModel):
    """A party: other names, the people and bodies who speak for it, and the blocs it belongs to."""

    title: Text | None = None
    names: Names = ()
    people: Names = ()
    bodies: Names = ()
    member_of: Names = ()


class CaseOption(FileModel):
    """One way to settle an issue."""

    title: Text | None = None
    cues: Names = ()


class CaseIssue(FileModel):
    """A question on the table; `options` run from against to for the proposition, which holds from `holds_from` on."""

    proposition: Text
    title: Text | None = None
    cues: Names = ()
    options: dict[str, Annotated[CaseOption, BeforeValidator(_none_is_empty)]] = Field(default_factory=dict)
    holds_from: Text | None = None

    @model_validator(mode="after")
    def _holds_from_an_option(self) -> CaseIssue:
        if self.holds_from is not None and self.holds_from not in list(self.options)[1:]:
            raise ValueError(f"holds_from '{self.holds_from}' is no option after the first")
        return self


class CaseEvent(FileModel):
    """A dated event that articles refer to by a name; lets an undated article be dated by what it says of the event.

    A name is found where all its words stand in one sentence: `Alaska meeting` finds `the meeting in Alaska`.
    """

    first: date = Field(alias="date")
    last: date | None = Field(default=None, alias="to")
    names: Annotated[Names, Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> CaseEvent:
        if self.last and self.first > self.last:
            raise ValueError("'date' lies after 'to'")
        return self


class CaseRegion(FileModel):
    """A region that the talks are about; `tile` is its place on a schematic map, column and row from the north-west."""

    names: Names = ()
    title: Text | None = None
    tile: tuple[Annotated[int, Field(ge=0, lt=60)], Annotated[int, Field(ge=0, lt=60)]] | None = None
    parts: Names = ()  # regions of this file that it is made of


def bare_name(name: str) -> str:
    """A party's name without what does not tell it from another: capitals and a leading `the`."""
    return name.casefold().removeprefix("the ")


def _two_parties(name: str, first: str, second: str, loc: tuple[str | int, ...]) -> ValidationError:
    return fault(
        f"the name '{name}' is given to two parties, '{first}' and '{second}'", loc=loc, mend="leave it with one"
    )


_INITIALS = frozenset({"eu", "un", "us", "uk", "uae", "nato", "who", "imf", "wto", "icc", "iaea", "osce"})


class Case(FileModel):
    """One negotiation under study."""

    zopa: Literal[1]
    name: Text = Field(alias="case")
    title: Text | None = None
    period: Period = Field(default_factory=lambda: Period.model_validate({}))
    parties: dict[str, Annotated[CaseParty, BeforeValidator(_none_is_empty)]] = Field(
        default_factory=dict, max_length=limits.CASE_PARTIES
    )
    issues: dict[str, CaseIssue] = Field(default_factory=dict, max_length=limits.CASE_ISSUES)
    events: tuple[CaseEvent, ...] = ()
    regions: dict[str, Annotated[CaseRegion, BeforeValidator(_none_is_empty)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _parts_are_regions(self) -> Case:
        tiles: dict[tuple[int, int], str] = {}
        for name, region in self.regions.items():
            unknown = next((part for part in region.parts if part not in self.regions or part == name), None)
            if unknown:
                raise ValueError(f"region '{name}' has the part '{unknown}', which is no other region of the file")
            if region.tile and tiles.setdefault(region.tile, name) != name:
                raise ValueError(f"regions '{tiles[region.tile]}' and '{name}' stand on the same tile")
        return self

    @model_validator(mode="after")
    def _names_mean_one_party(self) -> Case:
        """A name of two parties would be read as the last of them, without a word."""
        owner: dict[str, str] = {bare_name(key): key for key in reversed(self.parties)}
        for key, party in self.parties.items():
            if owner[bare_name(key)] != key:
                raise _two_parties(key, owner[bare_name(key)], key, ("parties", key))
            for kind in ("names", "people", "bodies"):
                for i, name in enumerate(getattr(party, kind)):
                    if owner.setdefault(bare_name(name), key) != key:
                        raise _two_parties(name, owner[bare_name(name)], key, ("parties", key, kind, i))
        return self

    def issue_title(self, issue: str) -> str:
        """The title of an issue, else its key in words."""
        found = self.issues.get(issue)
        if found and found.title:
            return found.title
        # the proposition knows how the key's words are written: `nato_membership` of `Ukraine joins NATO`
        written = {word.casefold(): word for word in (found.proposition.split() if found else [])[1:]}
        words = [word.upper() if word in _INITIALS else written.get(word, word) for word in issue.split("_")]
        return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def case_from_text(text: str, *, where: str = "case") -> Case:
    """A case from YAML text. Raises `SchemaError`."""
    return parse_yaml(text, Case, where=where)


def shipped_cases() -> tuple[str, ...]:
    """Names of the cases that ship with zopa."""
    files = resources.files("zopa.cases").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))


def load_case(name_or_path: str | Path) -> Case:
    """A shipped case by name, or the case file at a path. Raises `FileError` or `SchemaError`."""
    name = str(name_or_path)
    if name in shipped_cases():
        text = (resources.files("zopa.cases") / f"{name}.yaml").read_text(encoding="utf-8")
        return case_from_text(text, where=name)
    if not name or (not Path(name).exists() and "/" not in name and not name.endswith((".yaml", ".yml"))):
        known = ", ".join(shipped_cases())
        raise FileError(f"no case named '{name}'", mend=f"name a case file or one of: {known}")
    return read_yaml(name, Case)


def case_text(name_or_path: str | Path) -> str:
    """The text of a shipped case by name, or of the case file at a path; raises what `load_case` raises."""
    name = str(name_or_path)
    if name in shipped_cases():
        return (resources.files("zopa.cases") / f"{name}.yaml").read_text(encoding="utf-8")
    load_case(name)
    return Path(name).read_text(encoding="utf-8-sig")
