"""How one name gives others: surnames, acronyms, singular and plural, and what a given name tells of gender."""

from __future__ import annotations

import re
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_lexicon import fold, split_name

_SURNAME_FIRST = frozenset(["China", "South Korea", "North Korea", "Taiwan", "Cambodia"])
_GIVEN_NAME_USED = frozenset(["Ethiopia", "Eritrea", "TPLF", "Malaysia", "Indonesia"])
_PARTICLES = frozenset(["de", "del", "der", "den", "di", "da", "dos", "van", "von", "bin", "al", "el", "le", "la"])
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_KOREAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_GENERIC_ENDS = frozenset(["party", "leadership"])
_FEMALE_ENDS = ("a", "ie", "ine", "ette", "elle", "een", "ah", "anne", "eth", "yn")


def gender_of(name: str) -> knowledge.Gender | None:
    """The gender that a given name or a title in `name` tells; None when unknown or both."""
    lists = knowledge.words("given")
    for part in split_name(name)[:2]:
        male, female = part in lists["m"], part in lists["f"]
        if male != female:
            return "m" if male else "f"
        if fold(part) in ("sheikh", "king", "prince", "lord", "sir", "ayatollah", "emir"):
            return "m"
        if fold(part) in ("queen", "princess", "lady", "dame"):
            return "f"
    return None


@lru_cache(maxsize=4096)
def likely_gender(name: str) -> knowledge.Gender | None:
    """A guess from the ending of a given name that no list has; None where endings tell nothing."""
    given = fold(split_name(name)[0]) if split_name(name) else ""
    if len(given) < 3 or " " not in name:
        return None
    return "f" if given.endswith(_FEMALE_ENDS) else "m" if given[-1] in "nrskdtlog" else None


def stem(word: str) -> str:
    """A folded word without its plural; Democratic and Democrats are one."""
    if word == "democratic":
        return "democrat"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def stems(name: str) -> frozenset[str]:
    """The stems of a name's words that tell it from others."""
    return frozenset(stem(fold(part)) for part in split_name(name)) - {"the", "of", "and", "party", "'", "'s"}


def short_names(name: str, party: str) -> list[str]:
    """The folded names by which a person of a party is called for short."""
    parts = split_name(name)
    surname_first = party in _SURNAME_FIRST or _KOREAN.fullmatch(name) is not None
    words = [fold(p) for p in parts]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    if len(words) == 1:
        return [words[0]]
    if surname_first and not words[1][0].isdigit():
        return [words[0]]
    if words[0] in ("king", "pope", "prince", "sheikh", "mullah"):
        return []
    at = len(words) - 1
    found = [words[at]]
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
        found.append(" ".join(words[at:]))
    if at > 1 and len(words) > 2 and len(words[at - 1]) > 2:
        found.append(" ".join(words[at - 1 :]))
    if party in _GIVEN_NAME_USED:
        found.append(words[0])
    return found


def variants(name: str) -> list[str]:
    """Other ways to write a party's or body's name: its acronym, plural, singular, without `Party`."""
    parts = name.split()
    found = []
    capitals = [p[0] for p in parts if p[0].isupper()]
    if len(parts) >= 2 and len(capitals) == len([p for p in parts if p.lower() not in ("of", "the", "and", "for")]):
        acronym = "".join(capitals)
        if len(acronym) >= 3:
            found.append(acronym)
    if parts[-1].lower() in _GENERIC_ENDS and len(parts) > 2:
        found.append(" ".join(parts[:-1]))
    return found
