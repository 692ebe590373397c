"""What the reader knows about the world before it reads: states, bodies and persons with their terms of office.

Owns the data files of this folder and their loading (once, on first use). Written by hand for zopa from public
facts; `states.tsv` uses ISO 3166-1 alpha-2 codes, and dates of office are ISO dates, both days included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class State:
    """A state: other names, adjectives, names of its people, and the places its government is called by."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]  # the capital first


@dataclass(frozen=True, slots=True)
class Body:
    """A bloc, organisation, organ of a state or bloc, armed group, region, faction or plural (`Gulf states`)."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]  # names of states and bodies
    of: str  # the party an organ or plural speaks for; "" for a party of its own


@dataclass(frozen=True, slots=True)
class Term:
    """An office held for a party from `first` to `last` (None: still held when the data were written)."""

    party: str
    office: str
    first: date
    last: date | None

    def covers(self, day: date, *, grace_days: int = 0) -> bool:
        """Whether the office was held on `day`, or at most `grace_days` before or after it."""
        past = 0 if self.last is None else (day - self.last).days
        return (self.first - day).days <= grace_days and past <= grace_days


@dataclass(frozen=True, slots=True)
class Person:
    """A person and the offices that make the person speak for a party."""

    name: str
    gender: Gender | None
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Every state, with a few that only some recognise."""
    return tuple(
        State(iso, name, _list(aliases), _list(adjectives), _list(people), _list(seats))
        for iso, name, aliases, adjectives, people, seats in _rows("states.tsv", 6)
    )


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """Blocs, organisations, organs, groups, regions, factions and plurals."""
    names = _state_names()
    return tuple(
        Body(name, kind, _list(aliases), tuple(names.get(m, m) for m in _list(members)), of)
        for name, kind, aliases, members, of in _rows("bodies.tsv", 5)
    )


@lru_cache(maxsize=1)
def people() -> tuple[Person, ...]:
    """Heads of state and government, foreign ministers, envoys and others who speak for a party."""
    names = _state_names()
    return tuple(
        Person(name, "m" if gender == "m" else "f" if gender == "f" else None, _list(aliases), _terms(terms, names))
        for name, gender, aliases, terms in _rows("people.tsv", 4)
    )


@cache
def words(name: str) -> dict[str, tuple[str, ...]]:
    """A word list of `words.tsv`: `name` to its members, in groups where it has any."""
    found: dict[str, tuple[str, ...]] = {}
    for key, members in _rows("words.tsv", 2):
        found[key] = _list(members)
    return {k.removeprefix(f"{name}."): v for k, v in found.items() if k == name or k.startswith(f"{name}.")}


@lru_cache(maxsize=1)
def _state_names() -> dict[str, str]:
    return {state.iso: state.name for state in states()}


def _terms(text: str, names: dict[str, str]) -> tuple[Term, ...]:
    found = []
    for part in text.split(";"):
        party, office, days = part.split(":")
        first, last = days.split(">")
        found.append(Term(names.get(party, party), office, date.fromisoformat(first), _day(last)))
    return tuple(found)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        row = line.split("\t")
        row += [""] * (columns - len(row))
        yield row
