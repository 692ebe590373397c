"""One sentence looked at for the issues of a case: which words tell which term, and what stands near them.

Owns what can be worked out once: for a frame before any sentence is seen (`Plan`), for a sentence before any frame is
tried (`Look`). `zopa.read.issues` weighs the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zopa.read.document import Token
from zopa.read.frames import Frame, Slot, Term, Way
from zopa.read.vectors import Table

TOLD = 0.5  # closeness from which a word tells a term
_NEARBY, _APART = 0.72, 0.35  # what words of other clauses count: beside a theme, and within one name


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that stands for an issue's theme, and how well the sentence fits the issue."""

    token: int
    frame: Frame
    slot: Slot
    score: float
    inert: frozenset[int] = frozenset()  # tokens that belong to the theme's own name
    used: frozenset[int] = frozenset()  # tokens of the clause that speak of the issue
    option: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedWay:
    """One way of naming a slot, with what does not depend on the sentence."""

    slot: Slot
    way: Way
    telling: tuple[int, ...]  # terms that may start an anchor
    alone: bool  # says too little without the frame's theme


@dataclass(frozen=True, slots=True)
class Plan:
    """A frame with what does not depend on the sentence."""

    frame: Frame
    theme: Slot
    whole: float  # the weight that a sentence with every slot would cover
    terms: tuple[int, ...]
    anchoring: tuple[int, ...]  # terms of the slots that may start an anchor
    ways: tuple[PlannedWay, ...]


def plan_of(frame: Frame, terms: Sequence[Term]) -> Plan:
    anchors = [s for s in frame.slots if s.weight >= 0.3]
    theme = max(frame.slots, key=lambda s: s.weight, default=Slot((), 0.0, 1))
    vivid = any(telling >= 0.6 for way in theme.ways for _, telling, _ in way.terms)
    ways: list[PlannedWay] = []
    for slot in anchors:
        for way in slot.ways:
            named = any(terms[i].name for i, _, _ in way.terms)
            most = max(telling for _, telling, _ in way.terms)
            telling = tuple(i for i, told, _ in way.terms if told >= 0.6 * most)
            ways.append(PlannedWay(slot, way, telling, vivid and slot.weight in (0.45, 0.75) and not named))
    return Plan(
        frame,
        theme,
        max(1e-6, sum(slot.weight * max((way.rarity for way in slot.ways), default=0.0) for slot in frame.slots)),
        tuple(sorted({i for s in frame.slots for way in s.ways for i, _, _ in way.terms})),
        tuple(i for s in anchors for way in s.ways for i, _, _ in way.terms),
        tuple(ways),
    )


class Look:
    """One sentence, looked at for all frames: which words tell which term, and how close the best of a clause comes."""

    def __init__(self, tokens: list[Token], table: Table, plans: Sequence[Plan], cued: list[Anchor]) -> None:
        self.tokens = tokens
        self.cued = cued  # by the cues of the case file
        self.told: list[list[int]] = [[] for _ in range(table.shape[1])]  # for each term, the words that tell it
        for i, n in zip(*(found.tolist() for found in np.nonzero(table.T >= TOLD)), strict=True):
            self.told[i].append(n)
        telling = {i for i, words in enumerate(self.told) if words}
        self.plans = [plan for plan in plans if not telling.isdisjoint(plan.anchoring)]  # frames worth a try
        if not self.plans:
            return
        self.rows: list[list[float]] = table.tolist()
        self.clause = [_clause_of(t) for t in tokens]
        self._anywhere: list[float] = table.max(axis=0).tolist()
        self._inside: dict[int, list[float]] = {}
        for clause in set(self.clause):
            own = [n for n, other in enumerate(self.clause) if other == clause]
            self._inside[clause] = table[own].max(axis=0).tolist()
        self._fits: dict[tuple[int, int], float] = {}

    def best(self, term: int, n: int, apart: float) -> float:
        """The closest any word comes to a term, seen from word `n`: words of other clauses count `apart`."""
        return max(self._inside[self.clause[n]][term], apart * self._anywhere[term])

    def fit(self, slot: Slot, n: int) -> float:
        """How well the best of the slot's alternatives is covered by words near word `n`, 0..1."""
        key = (id(slot), self.clause[n])
        known = self._fits.get(key)
        if known is None:
            known = 0.0
            for way in slot.ways:
                total = sum(telling for _, telling, _ in way.terms)
                got = sum(telling * self.best(i, n, _NEARBY) for i, telling, _ in way.terms)
                known = max(known, got / total * way.rarity)
            self._fits[key] = known
        return known


def whole_name(n: int, look: Look, way: Way) -> tuple[int, frozenset[int]]:
    """The head of the name that word `n` belongs to, and the tokens of the name, where its words stand together."""
    token = look.tokens[n]
    if len(way.terms) == 1:
        return token.i, frozenset()
    matched = {look.tokens[m].i for i, _, _ in way.terms for m in look.told[i]}
    head = token
    while head.dep_ in ("compound", "amod", "nmod") and head.head.i in matched:
        head = head.head
    inside = {t.i for t in head.children if t.i in matched and t.dep_ in ("compound", "amod", "nmod")}
    return head.i, frozenset({head.i, *inside})


def strength_of(way: Way, look: Look, n: int) -> float:
    """How surely word `n` stands for the way: alone, or as one of several words that only together are telling."""
    total = sum(telling for _, telling, _ in way.terms)
    row = look.rows[n]
    alone = max(telling * rare * row[i] * (1.0 if telling / total > 0.6 else 0.7) for i, telling, rare in way.terms)
    if len(way.terms) == 1:
        return alone
    # the words of one name stand together
    together = sum(telling * look.best(i, n, _APART) for i, telling, _ in way.terms) / total
    return max(alone, together * way.rarity)


def _clause_of(token: Token) -> int:
    """Index of the verb that heads the clause of `token`."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis") or (
            node.dep_ == "conj" and node.pos_ in ("VERB", "AUX")
        ):
            return node.i
        node = node.head
    return node.i
