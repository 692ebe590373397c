"""Actors that could be parties: who is mentioned often, speaks, and takes positions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from zopa.read.lexicon import lexicon
from zopa.read.scene import Mention, Scene

PARTIES_MOST: Final = 12
VOICE_COUNTS: Final = 3  # a mention that speaks or takes a position weighs this much more than one that does not
LEAST_SHARE: Final = 0.08  # of the weight of the party that is mentioned most
NEAR: Final = 8  # tokens between a person and the body that the person speaks for
_SAY: Final = frozenset(
    {"say", "tell", "announce", "warn", "insist", "state", "declare", "add", "argue", "claim", "stress", "respond"}
)
_BODIES: Final = frozenset(
    {"union", "federation", "association", "council", "ministry", "government", "company", "authority", "party",
     "board", "bank", "commission", "league", "alliance", "coalition", "group", "operator", "airline", "employer",
     "management", "movement", "front", "army", "agency", "club", "committee", "institute", "corporation",
     "teacher", "worker", "nurse", "doctor", "driver", "farmer", "miner", "rebel", "militant", "creditor", "bondholder",
     "kidnapper", "fisherman", "republican", "democrat", "opposition", "administration", "parliament", "senate"}
)  # fmt: skip
_LEADING: Final = re.compile(r"^(?:the|a|an|its|their|our|his|her|both|all|some|many|most)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SuggestedParty:
    """A proposed party; `known` when zopa knows it without a case file."""

    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    known: bool
    mentions: int
    voices: int


class PartyFinder:
    """Collects mentions over many articles and says at the end who could be a party."""

    def __init__(self) -> None:
        self._mentions: Counter[str] = Counter()
        self._voices: Counter[str] = Counter()
        self._people: dict[str, Counter[str]] = defaultdict(Counter)
        self._known: set[str] = set()
        self._proper: set[str] = set()

    def look(self, scene: Scene) -> None:
        """Take note of every mention in one article."""
        named = [(m, name) for m in scene.mentions if (name := self._name(scene, m))]
        for mention, name in named:
            self._mentions[name] += 1
            if _speaks(scene, mention):
                self._voices[name] += 1
        told: set[str] = set()
        for mention in scene.mentions:
            if not mention.person or not mention.actor or mention.kind == "pronoun" or mention.actor in told:
                continue
            told.add(mention.actor)
            body = mention.parties[0] if len(mention.parties) == 1 else _body_of(scene, mention, named)
            if body:
                self._people[body][mention.actor] += 1
                if _speaks(scene, mention):
                    self._voices[body] += 1

    def _name(self, scene: Scene, mention: Mention) -> str | None:
        if len(mention.parties) == 1:
            self._known.add(mention.parties[0])
            return mention.parties[0]
        if mention.parties or mention.person or mention.modifier or mention.kind == "pronoun":
            return None
        text = " ".join(scene.article.text[mention.start : mention.end].split())
        bare = _LEADING.sub("", text).removesuffix("'s").removesuffix("’s").strip(" ,;")
        if not bare or any(c.isdigit() for c in bare) or len(bare) > 60:
            return None
        if mention.actor or any(w[:1].isupper() for w in bare.split()[1:]):
            name = mention.actor or bare
            self._proper.add(name)
            return name
        head = scene.doc[mention.head]
        return bare[:1].upper() + bare[1:] if head.lemma_.casefold() in _BODIES else None

    def parties(self) -> tuple[SuggestedParty, ...]:
        """The proposed parties, the weightiest first."""
        homes = self._merge()
        weight: Counter[str] = Counter()
        for name, home in homes.items():
            weight[home] += self._mentions[name] + VOICE_COUNTS * self._voices[name]
        voices: Counter[str] = Counter()
        for name, home in homes.items():
            voices[home] += self._voices[name]
        top = max(weight.values(), default=0)
        kept = [n for n, w in weight.most_common() if voices[n] and w >= max(2, LEAST_SHARE * top)][:PARTIES_MOST]
        return tuple(
            SuggestedParty(
                name=name,
                names=()
                if name in self._known
                else tuple(n for n, home in homes.items() if home == name and n != name),
                people=self._spoken_for(name, homes),
                known=name in self._known,
                mentions=sum(self._mentions[n] for n, home in homes.items() if home == name),
                voices=voices[name],
            )
            for name in kept
        )

    def _spoken_for(self, name: str, homes: dict[str, str]) -> tuple[str, ...]:
        found: Counter[str] = Counter()
        for body, people in self._people.items():
            if homes.get(body, body) == name:
                found.update(people)
        return tuple(person for person, _ in found.most_common(6))

    def _merge(self) -> dict[str, str]:
        """Every name to the name it belongs to: initials, a shorter form, or `the union` where only one is named."""
        homes = {name: name for name in self._mentions}
        proper = sorted(self._proper | self._known, key=lambda n: (-len(n.split()), -self._mentions[n]))
        for name in self._mentions:
            if name in self._known:
                continue
            longer = [p for p in proper if p != name and _belongs(name, p)]
            if len(longer) == 1 or (longer and name in self._proper):
                homes[name] = longer[0]
        return {name: homes.get(homes[name], homes[name]) for name in homes}


def _belongs(name: str, full: str) -> bool:
    words = re.findall(r"\w+", full)
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(name) > 1 and name.isupper() and name == initials and len(words) > 1:
        return True
    short = [w.casefold() for w in re.findall(r"\w+", name)]
    long = [w.casefold() for w in words]
    if len(short) >= len(long):
        return False
    return long[: len(short)] == short or (long[-len(short) :] == short and len(short) == 1 and short[0] in _BODIES)


def _speaks(scene: Scene, mention: Mention) -> bool:
    head = scene.doc[mention.head]
    if head.dep_ not in ("nsubj", "agent") and not (head.dep_ == "pobj" and head.head.dep_ == "agent"):
        return False
    verb = head.head if head.dep_ == "nsubj" else head.head.head
    return verb.lemma_ in _SAY or lexicon().attitude("v", verb.lemma_) is not None


def _body_of(scene: Scene, person: Mention, named: list[tuple[Mention, str]]) -> str | None:
    """The body that a person is introduced with: `Northline chief Jo Lee`, `Jo Lee, head of the union`."""
    here = scene.doc[person.head]
    best: tuple[int, str] | None = None
    for mention, name in named:
        other = scene.doc[mention.head]
        if other.sent.start != here.sent.start or (mention.start >= person.start and mention.end <= person.end):
            continue
        gap = abs(other.i - here.i)
        between = scene.doc[min(other.i, here.i) : max(other.i, here.i)]
        linked = any(t.dep_ in ("appos", "poss", "compound") or t.lemma_ in ("of", "for", "at") for t in between)
        broken = any(t.pos_ == "VERB" for t in between)
        if gap <= NEAR and linked and not broken and (best is None or gap < best[0]):
            best = (gap, name)
    return best[1] if best else None
