"""Nouns that stand for actors: `the Ukrainian president`, `Kremlin officials`, `the union`, `both sides`.

`find_nominals` only finds them and reads off what they say: role, number, whose they are. Who is meant is decided in
reading order by `zopa.read.actors_discourse`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zopa.read.actors_forms import Named
from zopa.read.actors_homes import unlisted
from zopa.read.actors_lexicon import Entity
from zopa.read.actors_roles import RoleWords, role_words
from zopa.read.actors_words import Words

_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_POSSESSIVE = frozenset(["his", "her", "their", "its", "our", "my", "your"])
_DUAL = frozenset(
    ["both", "two", "three", "four", "each", "either", "neither", "warring", "opposing", "rival", "respective"]
)
_PAIRS = frozenset(
    "side leader country party nation president government man state delegation camp minister team power capital foe "
    "neighbor neighbour ally enemy rival adversary superpower bloc union company chamber senator negotiator chancellor "
    "diplomat candidate contender official head faction group office majority minority community population".split()
)
_SKIP_LEFT = frozenset(["only", "even", "just", "also", "not", "but", "and", "or", "-", "—", "–", ",", ":", ";", "(",
                        '"', "“", "”", "'", "‘", "’"])  # fmt: skip
_FOR_WHOM = frozenset(["of", "for", "from", "with", "in", "at", "within"])
_ONLY_FOR = {
    "for": frozenset(
        "spokesman spokeswoman spokesperson lawyer attorney negotiator representative envoy candidate".split()
    ),
    "with": frozenset("official negotiator diplomat spokesman".split()),
    "from": frozenset(
        "official diplomat representative delegation team negotiator lawmaker minister leader senator envoy mediator "
        "delegate ambassador commander fighter force member mission spokesman".split()
    ),
    "in": frozenset("ally leadership official republican democrat leader".split()),
    "at": frozenset("official spokesman spokeswoman".split()),
    "within": frozenset(["official"]),
}
_NO_TITLES = frozenset(
    "person man woman child head staff power force state source office team side court bank company chair member "
    "country nation public opposition".split()
)


@dataclass(slots=True)
class Nominal:
    """A noun phrase [start, end) that may stand for an actor."""

    start: int
    end: int
    head: int
    lemma: str
    plural: bool
    definite: bool
    speaks: bool
    body: bool
    owners: list[Entity] = field(default_factory=list)  # whose: `Russian`, `Ukraine's`, `of the union`
    owner_pronoun: int | None = None
    owner_noun: int | None = None  # head of another noun phrase that owns this one: `the union's team`
    modifiers: frozenset[str] = frozenset()
    former: bool = False
    dual: int = 0  # how many parties a phrase like `both sides` stands for
    modifier: bool = False
    unlisted: frozenset[str] = frozenset()  # whose, by words that no list has: `Veldania`, `Veldanian`
    undetermined: bool = False  # a singular without any article: `the president and House speaker`

    @property
    def owned(self) -> bool:
        """Whether the phrase says whose it is."""
        return bool(self.owners) or self.owner_pronoun is not None or self.owner_noun is not None


def find_nominals(words: Words, names: list[Named]) -> list[Nominal]:
    """Every noun phrase headed by a word for a role or a body that no name covers."""
    roles = role_words()
    covered: dict[int, Named] = {}
    for named in names:
        for i in range(named.start, named.end):
            covered[i] = named
    found = []
    for i, tag in enumerate(words.tags):
        if not tag.startswith("N") and not (tag == "JJ" and words.folds[i] in ("official", "representative")):
            continue
        lemma = words.lemmas[i].lower() if tag in ("NN", "NNS") else words.folds[i]
        if tag == "NNPS" and lemma.endswith("s"):
            lemma = lemma[:-1]
        if i in covered or not (roles.is_role(lemma) or (lemma in _PAIRS)):
            continue
        if tag in ("NNP", "NNPS") and words.deps[i] in ("compound", "nmod"):
            continue
        if lemma == "pm" and (words.texts[i] != "PM" or words.texts[i - 1][:1].isdigit()):
            continue
        if words.deps[i] in ("compound", "amod", "nmod") and words.heads[i] > i and words.heads[i] not in covered:
            continue  # government offices: the noun after it heads the phrase
        if lemma == "opposition" and i + 1 < len(words) and words.folds[i + 1] == "to":
            continue
        if lemma in _THINGS_TOO and words.tags[i] == "NN" and not _animate(words, i):
            continue
        nominal = _read(words, covered, roles, i, lemma)
        if nominal is not None:
            found.append(nominal)
    return found


_THINGS_TOO = frozenset(["power", "force", "head", "host", "source", "principal", "steward", "premier", "side", "house",
                         "guard", "star", "office", "channel", "statement", "general", "chief", "state"])  # fmt: skip


def _animate(words: Words, i: int) -> bool:
    """For nouns that mostly name things: taken for an actor only where they act or are someone's."""
    if words.lemmas[i] in ("power", "force", "statement", "star", "head", "general", "principal", "channel", "state"):
        return words.deps[i] == "nsubj" and any(words.tags[c] in ("DT", "POS", "PRP$") for c in words.children(i))
    return True


def _read(words: Words, covered: dict[int, Named], roles: RoleWords, head: int, lemma: str) -> Nominal | None:
    start = words.doc[head].left_edge.i
    if head - start > 12 or words.sentence[start] != words.sentence[head]:
        start = head
    while start < head and (words.texts[start] in _SKIP_LEFT or words.tags[start] in ("IN", "CC", "_SP", "``", "''")):
        start += 1
    folds = [words.folds[i] for i in range(start, head)]
    plural = words.tags[head] in ("NNS", "NNPS") or lemma in ("people", "staff", "police")
    nominal = Nominal(
        start=start,
        end=head + 1,
        head=head,
        lemma=lemma,
        plural=plural,
        definite=bool(folds) and (folds[0] in _DEFINITE or folds[0] in _POSSESSIVE),
        speaks=lemma in roles.speaks,
        body=lemma in roles.bodies,
        modifiers=frozenset(folds),
        former=bool(roles.former & set(folds)),
        modifier=words.modifies(start, head + 1, head),
    )
    nominal.undetermined = not plural and not any(
        words.tags[i] in ("DT", "PRP$", "POS", "CD") for i in range(start, head)
    )
    if nominal.undetermined and not folds and lemma in _NO_TITLES and words.deps[head] != "nsubj":
        return None
    if plural and lemma in _PAIRS and _DUAL & set(folds):
        counted = {"two", "three", "four"} & set(folds)
        if not counted or nominal.definite or "both" in folds or lemma == "side":
            nominal.dual = 4 if "four" in counted else 3 if "three" in counted else 2
    elif lemma in _PAIRS and {"each", "either", "neither"} & set(folds):
        nominal.dual = 2
    _read_owners(words, covered, nominal)
    if (nominal.speaks or lemma in roles.state_bodies) and not nominal.owners:
        nominal.unlisted = unlisted(words, start, head, covered)
    if (
        plural
        and lemma in ("side", "leader", "country", "party")
        and folds in (["the"], ["these"])
        and not nominal.owners
    ):
        nominal.dual = 2  # `the sides`, `the leaders`
    if (lemma == "office" or not roles.is_role(lemma)) and not nominal.dual and not nominal.owned:
        return None
    return nominal


def _read_owners(words: Words, covered: dict[int, Named], nominal: Nominal) -> None:
    for i in range(nominal.start, nominal.head):
        named = covered.get(i)
        if words.deps[i] == "poss" and words.heads[i] == nominal.head and named is None and words.tags[i][0] == "N":
            nominal.owner_noun = i
        if words.tags[i] in ("PRP$", "WP$") and words.heads[i] == nominal.head:
            nominal.owner_pronoun = i
        if named is None or named.end - 1 != i or named.place:
            continue
        after = words.texts[i + 1] if i + 1 <= nominal.head else ""
        if after == "-" and words.starts[i + 1] == words.ends[i]:
            continue  # Iran-backed, US-led: not theirs
        nominal.owners.append(named.entity)
    if nominal.owners:
        return
    for child in words.children(nominal.head):
        preposition = words.folds[child]
        if child < nominal.head or words.deps[child] != "prep" or preposition not in _FOR_WHOM:
            continue
        if preposition != "of" and nominal.lemma not in _ONLY_FOR.get(preposition, ()):
            continue
        for below in words.children(child):
            if words.deps[below] == "pobj":
                nominal.owners.extend(_named_with_conjuncts(words, covered, below))
                if below not in covered:
                    nominal.owner_noun = below


def _named_with_conjuncts(words: Words, covered: dict[int, Named], i: int) -> list[Entity]:
    named = covered.get(i)
    found = [named.entity] if named is not None else []
    for child in words.children(i):
        if words.deps[child] == "conj":
            found.extend(_named_with_conjuncts(words, covered, child))
    return found
