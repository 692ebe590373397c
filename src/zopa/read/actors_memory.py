"""What an article has mentioned so far: a trace for every mention, with its grammatical role and place.

Owns the two types that the resolvers share: `Referent`, whoever a mention stands for, and `Trace`, where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zopa.read.actors_lexicon import Entity
from zopa.read.actors_words import Words
from zopa.read.knowledge import Gender

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_OBJECTS = frozenset(["dobj", "dative", "iobj", "attr", "oprd"])


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that pronouns can stand for; `actor` and `parties` None and empty for mere things."""

    actor: str | None
    parties: tuple[str, ...] = ()
    person: bool = False
    gender: Gender | None = None
    plural: bool = False
    thing: bool = False
    entity: Entity | None = None
    unnamed: int = -1  # token of an unnamed person or group, to tell them apart

    @property
    def key(self) -> object:
        """What makes two traces the same."""
        return (self.actor, self.parties, -1 if self.actor else self.unnamed)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a referent was mentioned."""

    referent: Referent
    token: int
    sentence: int
    role: str  # "subject", "object", "owner", "other", "modifier"
    quoted: bool


class Memory:
    """The traces of one article, in reading order."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.traces: list[Trace] = []
        self.at: dict[int, Referent] = {}  # referent by head token
        self.count: dict[str, int] = {}  # mentions by actor
        self.party_count: dict[str, int] = {}
        self.quoted = _quoted(words)

    def leave(self, head: int, referent: Referent, role: str | None) -> None:
        """Record a mention headed by `head`; `role` None reads the role off the parse."""
        words = self.words
        self.at[head] = referent
        if role is None:
            first = head
            while words.deps[first] == "conj" and words.heads[first] < first:
                first = words.heads[first]
            dep = words.deps[first]
            role = (
                "topic" if dep in SUBJECTS and self._main(words.heads[first])
                else "subject" if dep in SUBJECTS or (dep == "ROOT" and words.tags[first].startswith("N"))
                else "object" if dep in _OBJECTS
                else "owner" if dep == "poss"
                else "modifier" if dep in ("compound", "amod", "nmod")
                else "other"
            )  # fmt: skip
            if first != head and first in self.at:
                self._join(first, head, referent, role)
        trace = Trace(referent, head, words.sentence[head], role, self.quoted[head])
        self.traces.append(trace)
        if referent.actor is not None:
            self.count[referent.actor] = self.count.get(referent.actor, 0) + 1
        if len(referent.parties) == 1:
            party = referent.parties[0]
            self.party_count[party] = self.party_count.get(party, 0) + 1

    def _main(self, verb: int) -> bool:
        """Whether a verb is the main one of its sentence, or joined to it."""
        words = self.words
        while words.deps[verb] == "conj" and words.heads[verb] < verb:
            verb = words.heads[verb]
        return words.deps[verb] == "ROOT"

    def _join(self, first: int, head: int, referent: Referent, role: str) -> None:
        """`Putin and Trump` are together one plural referent, of both parties."""
        other = self.at[first]
        if other.thing or referent.thing or (not other.parties and not referent.parties):
            return
        words = self.words
        previous = [t.referent for t in self.traces[-4:] if t.token == first and " and " in (t.referent.actor or "")]
        other = previous[-1] if previous else other
        parties = merge([other.parties, referent.parties])
        names = [n for n in (other.actor, referent.actor) if n]
        actor = " and ".join(names) if len(names) == 2 else None
        joined = Referent(actor, parties, False, None, True, False, None, head)
        self.traces.append(Trace(joined, first, words.sentence[head], role, self.quoted[head]))


def person(entity: Entity, parties: tuple[str, ...]) -> Referent:
    """One named human being."""
    return Referent(entity.name, parties, True, entity.gender, False, False, entity)


def merge(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All parties of several groups, each once, in order."""
    found: list[str] = []
    for group in groups:
        found.extend(p for p in group if p not in found)
    return tuple(found)


def _quoted(words: Words) -> list[bool]:
    """Which words stand between double quotation marks; a paragraph's end closes what was left open."""
    found = [False] * len(words)
    inside = False
    for i, text in enumerate(words.texts):
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text in ('"', "``", "''"):
            inside = not inside
        elif "\n" in text:
            inside = False
        found[i] = inside
    return found
