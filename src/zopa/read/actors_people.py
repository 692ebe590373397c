"""The persons of one article: every title the text gives them, and the party that it ties them to.

Somebody whom neither the case nor the built-in knowledge lists still speaks for a party when the article says so:
`Tom Cole, an Oklahoma Republican`, `Russian lawmaker Leonid Ivlev`, `Rep. Kevin McCarthy, R-Calif.`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zopa.read.actors_directory import Directory
from zopa.read.actors_forms import Named
from zopa.read.actors_homes import CHAIRS, Homes, unlisted
from zopa.read.actors_lexicon import Entity
from zopa.read.actors_nominals import Nominal
from zopa.read.actors_roles import best_fit, role_words, title_words
from zopa.read.actors_words import Words

_CHAMBERS = {"senator": "senate", "sen": "senate", "sens": "senate", "representative": "house", "rep": "house",
             "reps": "house", "congressman": "house", "congresswoman": "house"}  # fmt: skip
_MAKING = frozenset("be become remain appoint elect name swear install inaugurate".split())
_PREDICATES = frozenset(["attr", "oprd", "acomp"])
_LETTERS = {"r": "republicans", "d": "democrats"}


@dataclass(slots=True)
class Known:
    """What one article and the directory together say of a person."""

    entity: Entity
    parties: tuple[str, ...]
    titles: set[str] = field(default_factory=set)
    mentions: int = 0
    first: int = 0  # token of the first mention
    homes: set[str] = field(default_factory=set)  # whose, by words that no list has: `Veldania`


class People:
    """The persons of an article by name, and the role phrases that stand beside their names."""

    def __init__(
        self, words: Words, directory: Directory, names: list[Named], nominals: list[Nominal], on: date | None
    ) -> None:
        self._words = words
        self._directory = directory
        self._names = names
        self.known: dict[str, Known] = {}
        self.beside: dict[int, Named] = {}  # head of a role phrase to the person named beside it
        self._covered = {i: n for n in names for i in range(n.start, n.end)}
        self._on = on
        self.homes = Homes(directory, names, on, foreign=any(n.unlisted for n in nominals))
        by_head = {n.head: n for n in nominals}
        for named in names:
            if named.person:
                self._add(named, by_head, on)

    def of(self, named: Named) -> Known:
        """What is known of a named person."""
        return self.known[named.entity.name]

    def names_after(self, token: int) -> Iterator[Named]:
        """Names of persons that start after a word, in order."""
        return (n for n in self._names if n.person and n.core > token)

    def fitting(self, wanted: frozenset[str], parties: tuple[str, ...] = ()) -> list[tuple[int, Known]]:
        """Persons of the article whom a title can mean, with how well it fits; of one of `parties` when given."""
        found = []
        for known in self.known.values():
            if parties and not set(parties) & set(known.parties):
                continue
            fit = best_fit(wanted, known.titles)
            if fit:
                found.append((fit, known))
        return found

    def _add(self, named: Named, by_head: dict[int, Nominal], on: date | None) -> None:
        words, directory = self._words, self._directory
        entity = named.entity
        known = self.known.get(entity.name)
        if known is None:
            known = self.known[entity.name] = Known(entity, directory.parties(entity, on), first=named.core)
            term = directory.term(entity, on) if entity.terms else None
            if term:
                known.titles.add(term.office)
        known.mentions += 1
        if named.core > named.start:
            known.titles.add(" ".join(words.folds[named.start : named.core]))
        root = words.root(named.core, named.end)
        beside = [by_head[i] for i in words.children(root) if words.deps[i] == "appos" and i in by_head]
        if words.deps[root] == "appos" and words.heads[root] in by_head:
            beside.append(by_head[words.heads[root]])
        for nominal in self._made(root, by_head):
            known.titles.add(" ".join(words.folds[nominal.start : nominal.end]))
            known.homes |= nominal.unlisted
            beside.append(nominal)
        for nominal in beside:
            if nominal.plural or words.deps[nominal.head] in _PREDICATES:
                continue
            self.beside[nominal.head] = named
            known.titles.add(" ".join(words.folds[nominal.start : nominal.end]))
            known.homes |= nominal.unlisted
        if known.titles:
            left = max(words.doc[root].left_edge.i, words.sentence_start[root], named.start - 8)
            known.homes |= unlisted(words, left, named.end - 1, self._covered)
        if not known.parties and not entity.from_case:
            known.parties = self._tied(named, root, beside)

    def _made(self, root: int, by_head: dict[int, Nominal]) -> list[Nominal]:
        """The office that a person is told to have or get: `became prime minister of`, `was sworn in as president`."""
        words = self._words
        verb = words.heads[root]
        if words.deps[root] not in ("nsubj", "nsubjpass") or words.lemmas[verb] not in _MAKING:
            return []
        found = [c for c in words.children(verb) if words.deps[c] in _PREDICATES]
        for c in words.children(verb):
            if words.folds[c] == "as" and words.deps[c] == "prep":
                found += [g for g in words.children(c) if words.deps[g] == "pobj"]
        denied = any(words.deps[c] == "neg" for c in words.children(verb))
        return [
            by_head[i] for i in found if i in by_head and not by_head[i].plural and not by_head[i].former and not denied
        ]

    def _tied(self, named: Named, root: int, beside: list[Nominal]) -> tuple[str, ...]:
        words, directory, roles = self._words, self._directory, role_words()
        title = words.folds[named.start : named.core]
        before = words.doc[root].left_edge.i
        left = [
            i for i in range(max(before, named.start - 8), named.start) if words.sentence[i] == words.sentence[root]
        ]
        described = {words.folds[i] for i in left} | set(title)
        chamber = {_CHAMBERS[t] for t in described if t in _CHAMBERS}
        letter = self._letter(named.end)
        after = self._affiliation_after(named)
        speaks = bool(described & roles.speaks) or bool(title)
        if not roles.former & described:
            composed = directory.compose(described | chamber | letter | after)
            if composed:
                return (composed,)
            if letter or after:
                parties = directory.compose_single(letter | after)
                if parties:
                    return parties
            near = [self._covered[i].entity for i in left if i in self._covered]
            owners = [entity for entity in near if entity.from_case or not entity.person]
            owned = named.start > 1 and words.tags[named.start - 1] == "POS" and named.start - 2 in self._covered
            if owners and (speaks or (owned and owners[-1].kind in ("state", "bloc"))):  # Gabon's Tanguy Gahouma-Bekale
                return directory.parties(owners[-1])
            of = self._of_after(named) if title and not owners else None
            if of is not None:
                return directory.parties(of)
            host = self.host(named.core) if "minister" in title and not owners else ()
            if host:
                return host
        for nominal in beside:
            if nominal.former or not nominal.speaks:
                continue
            composed = directory.compose(set(nominal.modifiers) | {nominal.lemma} | chamber)
            if composed:
                return (composed,)
            if nominal.owners:
                return directory.parties(nominal.owners[0])
        return self._only_home(named, title) if title and not roles.former & described else ()

    def _of_after(self, named: Named) -> Entity | None:
        """`Foreign Minister Oskar Dahl of Gabon`."""
        words = self._words
        at = named.end + 1 + (words.folds[named.end + 1 : named.end + 2] == ["the"])
        owner = self._covered.get(at) if words.folds[named.end : named.end + 1] == ["of"] else None
        return owner.entity if owner is not None and not owner.person else None

    def _only_home(self, named: Named, title: list[str]) -> tuple[str, ...]:
        """`President Ana Roka` in an article that names one country only that she can be of: one without a listed
        president."""
        wanted = title_words(" ".join(title))
        if not wanted & CHAIRS or self.known[named.entity.name].homes or named.end - named.core < 2:
            return ()
        able = self.homes.without(wanted)
        return able if len(able) == 1 else ()

    def host(self, token: int) -> tuple[str, ...]:
        """`In Dhaka, Foreign Minister A.K. Rahman said`: the party of the capital or state named at the start of the
        sentence; no other country's minister is told so."""
        words = self._words
        start = words.sentence_start[token]
        while start < token and not words.texts[start][0].isalnum():
            start += 1
        place = self._covered.get(start + 1)
        if words.folds[start] != "in" or place is None or place.form not in ("capital", "name") or place.end > token:
            return ()
        return self._directory.parties(place.entity) if place.entity.kind in ("state", "party") else ()

    def _letter(self, end: int) -> set[str]:
        """`R-Calif.` or `(D)` after a name."""
        words = self._words
        for i in range(end, min(end + 3, len(words))):
            if words.texts[i] in ("R", "D") and words.texts[i - 1] in (",", "(", "["):
                return {_LETTERS[words.folds[i]]}
            if words.texts[i][:2] in ("R-", "D-") and words.texts[i - 1] in (",", "(", "["):
                return {_LETTERS[words.texts[i][0].lower()]}
        return set()

    def _affiliation_after(self, named: Named) -> set[str]:
        """`, Republican of Tennessee` or `, an Oklahoma Republican` after a name."""
        words = self._words
        if named.end >= len(words) or words.texts[named.end] != ",":
            return set()
        for i in range(named.end + 1, min(named.end + 6, len(words))):
            if words.texts[i] in (",", ".", ";") or words.tags[i].startswith("V"):
                break
            other = self._covered.get(i)
            if other is not None and other.entity.kind in ("faction", "party") and words.tags[i] != "NNPS":
                return {words.folds[i] if words.folds[i].endswith("s") else words.folds[i] + "s"}
        return set()
