"""What the rules of estimates share: a found estimate before it is written out, and the words around a chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zopa.read.roles import Roles
from zopa.read.scales import reading

_HOLDING: Final = frozenset(
    "put give place rate see set estimate reckon assess offer believe cut raise lower trim reduce lift revise increase "
    "assign peg price quote".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """An estimate before it is written out: token spans of the phrase and of what it is about."""

    first: int
    last: int
    low: float
    high: float
    scale: str
    about: tuple[int, int] | None
    subject: tuple[int, int] | None
    holder: str | None
    told: bool = False  # the holder comes from the clause itself (`he doubts`), not from a quote


class Ground:
    """The article's tree and roles, and the scale that words are read by."""

    def __init__(self, roles: Roles, scale: str) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.scale = scale

    def reading(self, rung: str) -> tuple[float, float, str]:
        """Low, high and the scale that gives them."""
        return reading(rung, self.scale)

    def _putter(self, i: int) -> str | None:
        """Who puts the chance somewhere: the subject of the verb that governs the number."""
        tree, roles, node = self.tree, self.roles, i
        for _ in range(7):
            if tree.tag[node][:2] == "VB" and tree.lemma[node] in _HOLDING:
                subject = roles.agent(node) if roles.passive(node) else roles.subject(node)
                if subject is None:
                    return None
                unnamed = roles.words(*tree.subtree(subject)) if tree.tag[subject][:2] in ("NN", "CD") else None
                return roles.actor(subject) or unnamed
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        return None

    def _of_noun(self, i: int) -> tuple[int, int] | None:
        tree = self.tree
        for c in tree.children[i]:
            if c > i and tree.dep[c] == "prep" and tree.lower[c] in ("of", "for", "that"):
                return c + 1, tree.right[c] + 1
            if c > i and tree.dep[c] in ("acl", "ccomp", "relcl"):
                return tree.subtree(c)
        for c in tree.children[tree.head[i]]:
            if c > i and tree.dep[c] in ("ccomp", "acl") and tree.lower[tree.left[c]] == "that":
                return tree.subtree(c)
        return None
