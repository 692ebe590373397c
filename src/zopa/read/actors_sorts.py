"""Which nouns can stand for whom: `the bloc`, `the union`, `the ministry`, by the sort of a body or by its own name.

is_called    for anybody whom built-in knowledge or the articles name
is_named     by the last word of a name
is_of_sort   by the sort of a body
sorts_of     the sort of every party of a case
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from zopa.cases import Case
from zopa.read import knowledge
from zopa.read.actors_lexicon import Entity, fold, split_name
from zopa.read.actors_naming import stem

_CALLED_BY_A_WORD: Final = frozenset(["organ", "organisation", "unknown", "union", "company", "group"])
_NOUNS_OF: Final[dict[str, frozenset[str]]] = {  # of kinds of entities
    "state": frozenset("country nation state government army military kingdom republic emirate".split()),
    "bloc": frozenset("bloc alliance organization organisation body group union".split()),
    "organisation": frozenset("organization organisation agency watchdog body group fund bank lender charity".split()),
    "group": frozenset("group movement organization organisation militia militant rebel insurgent fighter guerrilla "
                       "gunman captor kidnapper hijacker faction separatist".split()),
    "faction": frozenset(["party", "caucus"]),
}  # fmt: skip
_NOUNS_FOR: Final[dict[str, frozenset[str]]] = {  # of sorts that only a name tells
    "union": frozenset(["union", "striker"]),
    "company": frozenset("company firm employer airline carrier manufacturer operator carmaker automaker corporation "
                         "management board".split()),
    "government": frozenset("government ministry cabinet army military minister authority administration".split()),
}  # fmt: skip
_SORTS: Final = ("union", "government", "group", "company", "faction")


def is_called(entity: Entity, noun: str) -> bool:
    """Whether a noun can stand for an entity that is no party of the case."""
    name = entity.name.lower()
    if noun in _NOUNS_OF.get(entity.kind, ()):
        return noun != "alliance" or entity.name == "NATO" or "alliance" in name
    if noun in _NOUNS_FOR.get(entity.kind, ()):
        return True
    if entity.kind == "unknown":
        folded, marks = set(name.replace("'", " ").split()), knowledge.words("kind")
        if any(noun in nouns and folded & set(marks[sort]) for sort, nouns in _NOUNS_FOR.items()):
            return True
    return entity.kind in _CALLED_BY_A_WORD and noun in name.split()


def is_named(noun: str, names: Iterable[str]) -> bool:
    """Whether a noun ends one of the names, in whatever number."""
    return any(stem(fold(split_name(name)[-1])) == stem(noun) for name in names if split_name(name))


def is_of_sort(sort: str, noun: str) -> bool:
    """Whether a noun can stand for a body of this sort."""
    return noun in _NOUNS_FOR.get(sort, ()) or noun in _NOUNS_OF.get(sort, ())


def sorts_of(case: Case, built_in_kind: Callable[[str], str | None]) -> dict[str, str]:
    """What sort of body each party of a case is, by built-in knowledge, its names, or those around it; else empty."""
    marks, sorts = knowledge.words("kind"), {}
    for key, party in case.parties.items():
        folded = {fold(part) for name in (key, *party.names) for part in split_name(name)}
        named = next((sort for sort in _SORTS if folded & set(marks[sort])), "")
        sorts[key] = built_in_kind(key) or named
    if "union" in sorts.values():
        # beside a union, whoever is neither union nor government is the employer
        sorts |= {key: "company" for key, sort in sorts.items() if not sort}
    return sorts
