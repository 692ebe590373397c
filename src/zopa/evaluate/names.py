"""Do two names mean the same person, body or party? Tolerant of spelling, titles and missing first names."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from zopa.cases import Case

_IDLE = frozenset(
    ["the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "president", "prime", "minister", "speaker",
     "senator", "sen", "rep", "representative", "secretary"]
)  # fmt: skip
_COUNTED = frozenset(["a", "an", "the", "one", "two", "another", "several", "some"])
_ALIKE = 84  # of 100: `Zelenskyy` and `Zelensky`, but not `Petrov` and `Pavlov`


def folded(name: str) -> str:
    """Lower case, no diacritics, single spaces, no possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain.lower())
    return " ".join(re.findall(r"[^\W_]+", plain))


def same_name(a: str | None, b: str | None) -> bool:
    """The same name, spelled alike: the last words agree and no word of the shorter is foreign to the longer."""
    if not a or not b:
        return False
    one, two = folded(a), folded(b)
    if one == two:
        return bool(one)
    short, long = sorted((_words(one), _words(two)), key=len)
    if not short or not _alike(short[-1], long[-1]):
        return False
    return all(any(_alike(word, other) for other in long) for word in short)


def is_description(name: str) -> bool:
    """`a staff officer`, `One official`: words that describe somebody and name nobody."""
    first, _, rest = name.partition(" ")
    return first[:1].islower() or (first.lower() in _COUNTED and rest[:1].islower())


def _words(name: str) -> list[str]:
    words = name.split()
    return [w for w in words if w not in _IDLE] or words


def _alike(a: str, b: str) -> bool:
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    return min(len(a), len(b)) > 4 and fuzz.ratio(a, b) >= _ALIKE


class Roll:
    """The case's people, bodies and names, each with its party."""

    def __init__(self, case: Case) -> None:
        self._party: dict[str, str] = {}
        for key, party in case.parties.items():
            for name in (key, *party.names, *party.people, *party.bodies):
                self._party.setdefault(folded(name), key)

    def party(self, name: str | None) -> str | None:
        """The party that a name of the case belongs to, else None."""
        return self._party.get(folded(name)) if name else None

    def agree(self, a: str | None, b: str | None) -> bool:
        """The same name, or a person and the party that the person speaks for."""
        if same_name(a, b):
            return True
        party_a, party_b = self.party(a), self.party(b)
        if not party_a or party_a != party_b:
            return False
        return party_a in (a, b) or not (a and b and self._is_person(a) and self._is_person(b))

    def _is_person(self, name: str) -> bool:
        return name not in self._party.values()
