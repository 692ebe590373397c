"""Regions named in a sentence: those of the case file by any of their names, else places that are no party.

places.regions(first, last)   names of regions whose words stand in these tokens, in text order
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zopa.read.roles import Roles

_KIND: Final = frozenset(
    "region regions oblast oblasts province provinces district districts state states county counties peninsula city "
    "town area areas territory valley island islands prefecture department canton".split()
)
_NAMED: Final = frozenset("NNP NNPS".split())


@dataclass(frozen=True, slots=True)
class Place:
    """A region's name and the tokens that name it."""

    name: str
    first: int
    last: int


class Places:
    """The regions of one article."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        names = self._names
        if not names:
            return None
        longest = sorted(names, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in longest)})\b")

    @cached_property
    def _names(self) -> dict[str, str]:
        regions = self.roles.scene.case.regions
        return {word: name for name, region in regions.items() for word in (name, *region.names)}

    @cached_property
    def of_case(self) -> tuple[Place, ...]:
        """Every mention of a region of the case."""
        if self._known is None:
            return ()
        roles = self.roles
        return tuple(
            Place(self._names[m.group()], roles.token_at(m.start()), roles.token_at(m.end() - 1) + 1)
            for m in self._known.finditer(self.tree.text)
        )

    def within(self, first: int, last: int) -> list[Place]:
        """Regions of the case inside the tokens; where the case names none there, places by their capitals."""
        found = [p for p in self.of_case if first <= p.first and p.last <= last]
        return found or self._unlisted(first, last)

    def _unlisted(self, first: int, last: int) -> list[Place]:
        """Names that are nobody's: `the whole of Belt and Ardal`, not `Russian troops` and not a party's own name."""
        tree, found = self.tree, list[Place]()
        i = first
        while i < last:
            if not self._is_name(i) or self.roles.mention(i) is not None:
                i += 1
                continue
            end = i + 1
            while end < last and self._is_name(end) and self.roles.mention(end) is None:
                end += 1
            core = end
            while core > i + 1 and tree.lower[core - 1] in _KIND:
                core -= 1
            if tree.dep[end - 1] not in ("compound", "amod", "nmod", "poss") or tree.lower[tree.head[end - 1]] in _KIND:
                found.append(Place(tree.text[slice(*tree.chars((i, core)))], i, end))
            i = end
        return found

    def _is_name(self, i: int) -> bool:
        """A proper noun, or what a tagger takes for an adjective of `province`."""
        tree = self.tree
        if tree.tag[i] in _NAMED:
            return True
        large = tree.text[tree.start[i]].isupper() and tree.sents[tree.sent[i]][0] != i
        return large and tree.dep[i] in ("amod", "compound") and tree.lower[tree.head[i]] in _KIND

    def whole_country(self, i: int) -> str | None:
        """A party that is itself the thing held: `a fifth of Ukraine`."""
        mention = self.roles.mention(i)
        if mention is None or mention.head != i or mention.person or len(mention.parties) != 1:
            return None
        # the capital or the leader stands for a party that acts, never for the land
        words = self.tree.text[mention.start : mention.end]
        return mention.parties[0] if words == mention.parties[0] else None
