"""Words for roles and bodies (`president`, `officials`, `the government`), and matching them to offices.

Owns the question whether a title in the text can mean a given office: `secretary of state` and `foreign minister`
can be the same chair, `vice president` and `president` cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zopa.read import knowledge
from zopa.read.actors_lexicon import fold


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Nouns for those who act: `speaks` for officials of a party, `other` for people, `bodies` for what they form."""

    speaks: frozenset[str]
    other: frozenset[str]
    bodies: frozenset[str]
    state_bodies: frozenset[str]
    former: frozenset[str]
    special: frozenset[str]

    def is_role(self, lemma: str) -> bool:
        """Whether a noun can head a mention."""
        return lemma in self.speaks or lemma in self.other or lemma in self.bodies


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """The lists `role.*` of `words.tsv`."""
    lists = knowledge.words("role")
    return RoleWords(
        speaks=frozenset(lists["speaks"]),
        other=frozenset(lists["other"]) - frozenset(lists["speaks"]),
        bodies=frozenset(lists["body"]),
        state_bodies=frozenset(lists["state"]),
        former=frozenset(lists["former"]),
        special=frozenset(lists["special"]),
    )


HEADS_OF_STATE = frozenset(["president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan",
                            "supreme leader", "leader", "crown prince", "state counsellor", "chief adviser",
                            "taoiseach", "pope", "first minister"])  # fmt: skip
_SAME = {"defence": "defense", "foreign affairs": "foreign", "spokeswoman": "spokesman", "spokesperson": "spokesman",
         "chairwoman": "chair", "chairman": "chair", "chairperson": "chair", "premier": "minister prime",
         "taoiseach": "minister prime", "pontiff": "pope", "monarch": "king", "congresswoman": "representative",
         "congressman": "representative", "rep": "representative", "sen": "senator", "gov": "governor",
         "advisor": "adviser", "lawmaker": "senator", "legislator": "senator", "negotiators": "negotiator",
         "secretary-general": "secretary general", "boss": "head", "chief": "chief",
         "pm": "minister prime"}  # fmt: skip
_SKIPPED = frozenset(["of", "the", "to", "for", "and", "acting", "former", "senior", "top", "new", "us", "u.s."])
_RANKS = frozenset(["deputy", "vice"])
_TOP_DIPLOMAT = tuple(
    frozenset(title.split())
    for title in ("foreign minister", "foreign secretary", "state secretary", "foreign policy chief", "top diplomat")
)


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell which office it is, with one spelling for each."""
    found: set[str] = set()
    for part in title.replace("-", " ").split() if "secretary-general" not in title else title.split():
        word = fold(part)
        if word not in _SKIPPED:
            found.update(_SAME.get(word, word).split())
    return frozenset(found)


def fits(wanted: frozenset[str], office: str) -> int:
    """How well a title of words `wanted` (with its head noun) can mean `office`: 0 not at all, higher is better."""
    have = title_words(office)
    nouns = role_words().speaks - _RANKS
    if wanted == {"leader"}:
        return 2 if office in HEADS_OF_STATE or "leader" in have else 0
    if wanted in _TOP_DIPLOMAT and have in _TOP_DIPLOMAT:
        return 4
    if not wanted & have & nouns:
        return 0
    told, kept = wanted - nouns, have - nouns
    if told - have:
        return 0
    more = kept - told
    if {"vice", "deputy"} & more:
        return 0
    return 4 if not more else 1 if "prime" in more else 2


def best_fit(wanted: frozenset[str], offices: Iterable[str]) -> int:
    """The best of `fits` over several offices."""
    return max((fits(wanted, office) for office in offices), default=0)
