"""Of which country a title is, where no list knows the country: `Veldania's president`, `the Tavrian premier`.

unlisted   the words of a role phrase that name whose it is, though no list has them
CHAIRS     the offices that a state has
akin       whether two such words name one country (`Veldania`, `Veldanian`)
Homes      which country an article is about at a word, so that a bare `the president` is not taken for another's
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date
from typing import Final

from zopa.read.actors_directory import Directory
from zopa.read.actors_forms import Named, name_words
from zopa.read.actors_roles import role_words
from zopa.read.actors_words import Words

CHAIRS: Final = frozenset(["president", "chancellor", "minister", "king", "queen", "emir", "sultan"])  # of states
_SEATED: Final = frozenset(["organ", "faction"])  # the White House, the Republicans: only at home spoken of so
_TWICE: Final = 2  # mentions from which an article is about a country, where nothing else tells
_ALIKE: Final = 4  # letters that the names of a country and of its people share
_LONGER: Final = 4
_PEOPLES: Final = ("an", "ese", "ish", "i", "ic", "ite", "ine")  # Veldanian, but not the Transport minister


def unlisted(words: Words, start: int, head: int, named: Container[int]) -> frozenset[str]:
    """Folded words that qualify the role at `head` by a place nobody lists: before it, or after `of`."""
    lists, roles = name_words(), role_words()
    found = set()
    for i in range(start, head):
        qualifies = words.deps[i] in ("amod", "compound", "nmod", "poss")
        if i in named or not words.capital(i) or not qualifies or words.tags[i] not in ("NNP", "NNPS", "JJ", "NN"):
            continue
        fold = words.folds[i]
        plain = fold in lists.title_starts or fold in lists.not_persons or fold in roles.special
        plain = plain or (words.deps[i] != "poss" and words.tags[i] != "JJ" and not fold.endswith(_PEOPLES))
        if not plain and not roles.is_role(fold) and fold.isalpha() and len(fold) >= _ALIKE:
            found.add(fold)
    if head + 2 < len(words) and words.folds[head + 1] == "of":
        i = head + 3 if words.folds[head + 2] == "the" and head + 3 < len(words) else head + 2
        proper = words.tags[i] in ("NNP", "NNPS") and words.capital(i)
        if i not in named and proper and words.folds[i] not in lists.not_persons:
            found.add(words.folds[i])
    return frozenset(found)


def akin(one: str, other: str) -> bool:
    """Whether two words can name a country and its people."""
    shorter, longer = sorted((one, other), key=len)
    shared = max(len(shorter) - (shorter[-1] in "aeiouy"), _ALIKE - 1)  # Veldania, Veldanian; Peru, Peruvian
    return longer.startswith(shorter[:shared]) and len(longer) - shared <= _LONGER + 1


class Homes:
    """How often an article names each country, up to a word."""

    def __init__(self, directory: Directory, names: Iterable[Named], on: date | None, *, foreign: bool) -> None:
        self._named: list[tuple[int, str, bool]] = []
        for name in names:
            parties = directory.parties(name.entity, on)
            if len(parties) == 1 and name.entity.kind != "outlet":
                self._named.append((name.core, parties[0], name.entity.kind in _SEATED))
        self._directory, self._on = directory, on
        self.foreign = foreign  # whether the article speaks of a country that nobody lists
        self.parties = tuple(dict.fromkeys(party for _, party, _ in self._named))

    def about(self, party: str, token: int) -> bool:
        """Whether the article up to a word is most of all about a party, so that its office holders go without its
        name."""
        count = Counter(named for at, named, _ in self._named if at < token)
        if not count or self.foreign:
            return False
        ours = count[party]
        seated = any(named == party and seat for at, named, seat in self._named if at < token)
        return ours == max(count.values()) and (seated or ours >= _TWICE)

    def without(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """The parties named in the article that can have such an office, but of whom nobody is listed in it."""
        return tuple(party for party in self.parties if self.may_have(party, wanted))

    def may_have(self, party: str, wanted: frozenset[str]) -> bool:
        """Whether a party can have an office that nobody is listed in: any, where no list has the state; else a
        minister's."""
        directory = self._directory
        if not directory.may_have_offices(party) or directory.office_holder(party, wanted, self._on) is not None:
            return False
        return not directory.is_built_in_state(party) or ("minister" in wanted and "prime" not in wanted)
