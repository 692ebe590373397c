"""Which regions a claim to hold something speaks of: in the thing held, beside the verb, in front, or listed behind."""

from __future__ import annotations

from typing import Final

from zopa.read.places import Place, Places
from zopa.read.roles import Roles

AREAS: Final = frozenset("area region province territory oblast land district city county part place".split())
_LISTING: Final = frozenset(", and or along together with as well plus also".split())
_JOINING: Final = frozenset("and along together well plus".split())
_NAMED_SO: Final = frozenset("called known named termed dubbed".split())
REACH: Final = 18  # tokens between a claim and regions that are listed after it


class Regions:
    """The regions of the claims of one article."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.places = Places(roles)

    def of_claim(self, i: int, thing: int) -> list[Place]:
        """Regions in the thing held, else after `in` or `of` beside the verb, else in front, else listed behind."""
        return self._called(thing) or self._inside(i, thing) or self._beside(i) or self._around(i, thing)

    def _called(self, thing: int) -> list[Place]:
        """`Ardal and Belt, the provinces that`: what they are called comes first."""
        tree = self.tree
        if tree.lemma[thing] not in AREAS or tree.dep[thing] != "appos":
            return []
        head = tree.head[thing]
        while tree.dep[head] == "conj":
            head = tree.head[head]
        return [p for p in self.places.within(tree.left[head], thing) if self._same_claim(p.first, head)]

    def _inside(self, i: int, thing: int) -> list[Place]:
        tree = self.tree
        held, said = range(tree.left[thing], tree.right[thing] + 1), range(tree.left[i], tree.right[i] + 1)
        own = [k for k in held if k not in said] if i in held else list(held)
        found = self.places.within(own[0], own[-1] + 1) if own else []
        inside = [p for p in found if p.first in own and self._same_claim(p.first, thing)]
        return self._listed_on(inside) if inside else []

    def _beside(self, i: int) -> list[Place]:
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] != "prep" or tree.lower[c] not in ("in", "of"):
                continue
            object_of = next((g for g in tree.children[c] if tree.dep[g] == "pobj"), None)
            if object_of is None:
                continue
            joined = self.roles.joined(object_of)
            span = (tree.left[object_of], max(joined) + 1)
            found = [p for p in self.places.within(*span) if p.last - 1 in joined or p.first in joined]
            if found:
                return found
        return []

    def _around(self, i: int, thing: int) -> list[Place]:
        tree, area = self.tree, self.tree.lemma[thing] in AREAS
        fronted = self._fronted(i)
        if fronted and not area:
            return fronted
        if not area or any(self.places.whole_country(k) for k in self.of(thing)):
            return []
        first, last = tree.sents[tree.sent[i]]
        return self.places.within(max(first, min(i, thing)), min(last, max(i, tree.right[thing]) + REACH))

    def _listed_on(self, found: list[Place]) -> list[Place]:
        """The same list with what it goes on with: `Ardal and Belt, together called the March, along with Corra`."""
        tree, listed = self.tree, list(found)
        stop = tree.sents[tree.sent[found[-1].first]][1]
        while True:
            k, joined = listed[-1].last, False
            while k < stop and (tree.lower[k] in _LISTING or (tree.lower[k] == "," and self._aside(k + 1, stop))):
                joined = joined or tree.lower[k] in _JOINING
                k = (self._aside(k + 1, stop) if tree.lower[k] == "," else 0) or k + 1
            more = next((p for p in self.places.within(k, min(k + 4, stop)) if p.first == k), None)
            # `holds Ardal, and Belt is empty`: that is a clause of its own
            if more is None or not joined or tree.dep[more.last - 1] in ("nsubj", "nsubjpass"):
                return listed
            listed.append(more)

    def _aside(self, k: int, stop: int) -> int | None:
        """The comma that ends an aside of names beginning at `k`: `collectively called the March,`."""
        tree = self.tree
        verb = k + 1 if k < stop and tree.tag[k] == "RB" else k
        if verb >= stop or tree.lower[verb] not in _NAMED_SO:
            return None
        return next((j for j in range(verb, min(verb + 8, stop)) if tree.lower[j] == ","), None)

    def _fronted(self, i: int) -> list[Place]:
        """`Of the Donbas, it holds most`; parsers hang what stands before the subject on all sorts of words."""
        tree = self.tree
        first = tree.sents[tree.sent[i]][0]
        if tree.lower[first] not in ("in", "of", "across") or first > i:
            return []
        subject = self.roles.subject(i)
        stop = next((k for k in range(first, i) if tree.lower[k] == ","), i)
        if subject is not None and first < tree.left[subject] < stop:
            stop = tree.left[subject]
        return self.places.within(first, stop)

    def _same_claim(self, k: int, thing: int) -> bool:
        """Not inside a clause of its own below the thing, nor behind `near`, `around` or `like`."""
        tree, node = self.tree, k
        for _ in range(12):
            if node == thing or tree.head[node] == node:
                return True
            if tree.dep[node] in ("relcl", "advcl", "acl"):
                return False
            if tree.dep[node] == "prep" and tree.lower[node] in ("near", "around", "from", "with", "including", "like"):
                return tree.lower[node] == "with" and tree.lower[node - 1] in ("along", "together")
            node = tree.head[node]
        return True

    def of(self, thing: int) -> list[int]:
        """The thing, and what it is `of`: `most of Ardal`."""
        held = self.roles.after(thing, ("of",))
        return [thing, held] if held is not None else [thing]
