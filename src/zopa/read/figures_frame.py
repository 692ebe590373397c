"""What is said of a figure: its verb, whose it is and when, which tell `nine killed` from `nine arrested`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from zopa.read.roles import Roles

_HAVING: Final = frozenset("with including among".split())
_LACKING: Final = frozenset("be leave go remain stay live".split())
_AUXILIARY: Final = frozenset("expect say believe report think estimate know find feel schedule".split())
_OWN: Final = frozenset("its their his her".split())
_OPEN: Final = frozenset("the a an this that these those its their his her our some all any each every".split())
_INSIDE: Final = (
    "pobj",
    "prep",
    "nummod",
    "compound",
    "nmod",
    "amod",
    "quantmod",
    "appos",
    "npadvmod",
    "advmod",
    "dep",
)
WHOSE_WORDS: Final = 8  # of what a figure belongs to


@dataclass(frozen=True, slots=True)
class Frame:
    """`verb` is a lemma, with its preposition where one leads to the figure (`rise to`); unknown is None."""

    verb: str | None = None
    whose: str | None = None
    first: date | None = None
    last: date | None = None


def frame_of(roles: Roles, first: int, tail: int, of: str | None) -> Frame:
    """The frame of the figure in the tokens `first` to `tail` (excluded), measured as `of` says."""
    return _Look(roles, roles.root_of(first, tail), first).frame(of)


class _Look:
    def __init__(self, roles: Roles, head: int, figure: int) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.head = head
        self.figure = figure

    def frame(self, of: str | None) -> Frame:
        verb, clause, whose = self._said()
        owned = self._owner(self.head)
        if whose is None and of and of.split(" ", 1)[0].lower() in _OWN and clause is not None:
            whose = self.roles.subject(clause)
        named = self._named(owned if owned is not None else whose)
        first, last = self._days(clause)
        return Frame(verb, named, first, last)

    def _owner(self, noun: int) -> int | None:
        """`the Alliance's 47 seats`"""
        owner = self.roles.possessor(noun)
        return owner if owner is not None and self.tree.tag[owner] != "PRP$" else None

    def _said(self) -> tuple[str | None, int | None, int | None]:
        """The verb with its preposition, the token of the clause, and whose the figure is."""
        tree, roles, node = self.tree, self.roles, self.head
        participle = next((c for c in tree.children[node] if self._done_to(c, node)), None)
        if participle is not None:
            return tree.lemma[participle], participle, None
        through = ""
        for _ in range(6):
            above, dep = tree.head[node], tree.dep[node]
            if above == node:
                return self._predicate(node, through)
            if dep in ("nsubj", "nsubjpass") and tree.tag[above][:2] in ("VB", "MD"):
                if (lacked := self._lacked(above)) is not None:
                    return f"{tree.lemma[above]} without", above, lacked
                objects = roles.objects(above)
                if dep == "nsubjpass" or not objects:
                    verb, clause, _ = self._predicate(self._whole(above), "")
                    return verb, clause, roles.agent(above) if dep == "nsubjpass" else None
                return f"{tree.lemma[above]} something", above, objects[0]  # `14 people signed the letter`
            if dep == "prep" or (dep == "agent" and tree.lower[node] == "by"):
                through = tree.lower[node]
                if tree.tag[above][:2] == "NN":
                    return (None, self._clause(above), above if through in ("with", "of", "at") else None)
                if through in _HAVING:
                    return None, above, roles.subject(above)
            if tree.tag[above][:2] == "VB" and dep not in ("conj", "acl", "relcl"):
                return self._predicate(above, through)
            if dep not in _INSIDE:
                return None, self._clause(above), None
            node = above
        return None, None, None

    def _lacked(self, verb: int) -> int | None:
        """`40,000 homes are without power`, `left 80,000 people without water`: what they are without."""
        return self.roles.after(verb, ("without",)) if self.tree.lemma[verb] in _LACKING else None

    def _whole(self, verb: int) -> int:
        """`are said to have died`: the verb that carries the meaning."""
        tree = self.tree
        if tree.lemma[verb] in _AUXILIARY:
            return next((c for c in tree.children[verb] if tree.dep[c] == "xcomp" and tree.tag[c] == "VB"), verb)
        return verb

    def _predicate(self, verb: int, through: str) -> tuple[str | None, int | None, int | None]:
        tree, roles = self.tree, self.roles
        if tree.tag[verb][:2] not in ("VB", "MD"):
            return None, None, None
        if (lacked := self._lacked(verb)) is not None and not through:
            return f"{tree.lemma[verb]} without", verb, lacked
        if tree.lemma[verb] == "be":
            said = next((c for c in tree.children[verb] if tree.dep[c] == "acomp"), None)
            if said is not None:
                return tree.lemma[said], verb, None  # `nine people are dead`
        particle = next((tree.lower[c] for c in tree.children[verb] if tree.dep[c] == "prt"), "")
        words = [tree.lemma[verb], *([particle] if particle else []), *([through] if through else [])]
        subject = None if roles.passive(verb) else roles.subject(verb)
        if subject is not None and tree.left[subject] <= self.figure <= tree.right[subject]:
            subject = None
        return " ".join(words), verb, subject

    def _done_to(self, token: int, noun: int) -> bool:
        """`11 men arrested in Vikby`, `11 arrested men`."""
        tree = self.tree
        return tree.tag[token] == "VBN" and tree.dep[token] in (("acl",) if token > noun else ("amod",))

    def _clause(self, node: int) -> int | None:
        tree = self.tree
        for _ in range(6):
            if tree.tag[node][:2] == "VB":
                return node
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        return None

    def _named(self, noun: int | None) -> str | None:
        """The party, else the words without article or owner; None for a pronoun that stands for nobody known."""
        if noun is None:
            return None
        tree, roles = self.tree, self.roles
        parties = roles.parties(noun)
        if parties:
            return " and ".join(parties)
        if tree.tag[noun][:2] not in ("NN", "CD"):
            return None
        first, last = tree.subtree(noun)
        last = next((c for c in tree.children[noun] if c > noun and tree.dep[c] in ("relcl", "acl", "punct")), last)
        while first < noun and tree.lower[first] in _OPEN:
            first += 1
        return roles.words(first, min(last, first + WHOSE_WORDS))

    def _days(self, clause: int | None) -> tuple[date | None, date | None]:
        """The days that the clause or the figure itself is dated with."""
        tree, roles = self.tree, self.roles
        first: date | None = None
        last: date | None = None
        for moment in roles.scene.moments_in(*roles.sentence(self.figure)):
            if moment.kind not in ("date", "time") or moment.first is None or moment.last is None:
                continue
            node = roles.root_of(*roles.span_of(moment))
            for _ in range(8):
                if node in (clause, self.head):
                    first = min(first, moment.first) if first else moment.first
                    last = max(last, moment.last) if last else moment.last
                    break
                if tree.tag[node][:2] == "VB" or tree.head[node] == node:
                    break
                node = tree.head[node]
        return first, last
