"""Exchanges on the table: what would be given for what, linked so that neither goes alone.

Russia would exchange land in Kharkiv and Sumy for Kupyansk
Under a proposal by Turkey, Russia would leave Kherson in return for Sumy
It wants Donetsk. In return it would give back parts of Sumy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from zopa.read.acts_ground import Ground
from zopa.read.findings import Span, Swap, finding_id
from zopa.read.places import Places
from zopa.read.roles import Roles

_TRADING: Final = frozenset("exchange swap trade barter cede".split())
_FOR: Final = frozenset("for against".split())
_GOAL: Final = frozenset("secure gain get obtain win control take acquire keep".split())
_DRAFTS: Final = frozenset("proposal plan offer draft formula initiative blueprint roadmap".split())
_RETURN: Final = frozenset("return exchange".split())


@dataclass(frozen=True, slots=True)
class _Found:
    proposer: str | None
    gives: tuple[str, ...]
    gets: tuple[str, ...]
    partner: str | None
    first: int
    last: int
    other: tuple[int, int] | None = None
    giver: str | None = None


def read_swaps(roles: Roles) -> list[Swap]:
    """The exchanges of the article that name at least one region on one side, in text order."""
    if not roles.scene.mentions:
        return []
    tree, article = roles.tree, roles.scene.article.id
    made: dict[str, Swap] = {}
    for f in _Reader(roles).found():
        span = tree.trim((f.first, f.last))
        if span is None:
            continue
        start, end = tree.chars(span)
        other: Span | None = tree.chars(f.other) if f.other else None
        one = Swap(
            id=finding_id("swap", article, start, end, f.proposer, f.gives, f.gets),
            article=article,
            start=start,
            end=end,
            text=tree.text[start:end],
            proposer=f.proposer,
            gives=f.gives,
            gets=f.gets,
            partner=f.partner,
            other_half=other,
            giver=f.giver,
        )
        made.setdefault(one.id, one)
    return sorted(made.values(), key=lambda s: s.start)


class _Reader(Ground):
    def __init__(self, roles: Roles) -> None:
        super().__init__(roles)
        self.places = Places(roles)

    def found(self) -> list[_Found]:
        tree, kept = self.tree, list[_Found]()
        for i in range(tree.n):
            found = None
            if tree.lemma[i] in _TRADING and tree.tag[i][:2] == "VB":
                found = self._traded(i)
            elif tree.lower[i] in _RETURN and i and tree.lower[i - 1] == "in":
                found = self._in_return(i)
            if found is not None:
                found = self._authored(found, tree.sents[tree.sent[i]])
            if found is not None and (found.gives or found.gets) and not (set(found.gives) & set(found.gets)):
                kept.append(found)
        return kept

    def _authored(self, found: _Found, sentence: tuple[int, int]) -> _Found:
        """With whoever's proposal it is: `under a proposal by Qatar`, `Qatar's plan would have Peru leave`."""
        tree, roles = self.tree, self.roles
        for k in range(*sentence):
            if tree.lemma[k] not in _DRAFTS or tree.tag[k][:2] != "NN":
                continue
            by = roles.after(k, ("by", "of", "from"))
            by = roles.possessor(k) if by is None else by
            author = roles.parties(by) if by is not None else ()
            if author and author[0] != found.proposer:
                return replace(found, proposer=author[0], giver=found.giver or found.proposer)
        return found

    def _giver(self, i: int, proposer: str | None) -> str | None:
        """Who would do the giving, where that is not who proposes it: `Qatar proposed that Peru leave`."""
        tree, node = self.tree, i
        for _ in range(6):
            if tree.tag[node][:2] == "VB" or tree.head[node] == node:
                break
            node = tree.head[node]
        who = self._strictly(self.roles.subject(node))
        return who[0] if who and who[0] != proposer else None

    def _names(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in self.places.within(first, last)))

    def _traded(self, i: int) -> _Found | None:
        tree, roles = self.tree, self.roles
        if roles.negated(i):
            return None
        thing = next(iter(roles.objects(i)), None)
        price = self._reached(i, thing, _FOR)
        behind = range(i + 1, tree.right[i] + 1)
        goal = next((k for k in behind if tree.lemma[k] in _GOAL and tree.tag[k] == "VB"), None)
        if thing is None or (price is None and goal is None):
            return None
        stop = min(k for k in (price, goal) if k is not None)
        gives = self._names(i + 1, max(stop, i + 1))
        gets = self._names(stop, tree.right[i] + 1)
        subject = self._strictly(roles.subject(i)) or self._governing_actor(i)
        partner = self._reached(i, thing, frozenset({"with"}))
        whom = roles.parties(partner) if partner is not None else ()
        if not gives or not gets:
            return None
        return _Found(
            subject[0] if subject else None,
            gives,
            gets,
            next((p for p in whom if p not in subject), None),
            tree.left[thing] if tree.left[thing] < i else i,
            tree.right[i] + 1,
        )

    def _reached(self, i: int, thing: int | None, prepositions: frozenset[str]) -> int | None:
        wanted = tuple(prepositions)
        found = self.roles.after(i, wanted)
        if found is None and thing is not None:
            for k in range(self.tree.left[thing], self.tree.right[thing] + 1):
                found = self.roles.after(k, wanted)
                if found is not None:
                    return found
        return found

    def _in_return(self, i: int) -> _Found | None:
        """`In return`: what stands before is wanted, what stands here given; `in return for`: the reverse."""
        tree, roles = self.tree, self.roles
        sentence = tree.sent[i]
        first, last = tree.sents[sentence]
        root = next((k for k in range(first, last) if tree.dep[k] == "ROOT"), i)
        who = self._strictly(roles.subject(root))
        price = roles.after(i, ("for",)) if tree.lower[min(i + 1, tree.n - 1)] == "for" else None
        if price is not None:
            inside = self._names(tree.left[price], tree.right[price] + 1)
            rest = tuple(n for n in self._names(first, last) if n not in inside)
            proposer = who[0] if who else None
            return _Found(proposer, rest, inside, None, first, last, giver=self._giver(i, proposer))
        gives = self._names(first, last)
        if sentence == 0 or not gives or i - first > 3:
            return None
        before = tree.sents[sentence - 1]
        gets = tuple(n for n in self._names(*before) if n not in gives)
        top = next((k for k in range(*before) if tree.dep[k] == "ROOT"), before[0])
        asked = self._strictly(roles.subject(top)) or who
        return _Found((who or asked or (None,))[0], gives, gets, None, first, last, before) if gets else None
