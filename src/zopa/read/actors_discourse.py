"""An article's mentions in reading order: names, role phrases, pairs and pronouns, each tied to an actor.

Owns the order and the making of `Mention`; who is meant is told by `actors_titles`, `actors_pairs` and
`actors_pronouns` over the shared `actors_memory`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zopa.read.actors_directory import Directory
from zopa.read.actors_forms import Named, name_words
from zopa.read.actors_memory import SUBJECTS, Memory, Referent, merge
from zopa.read.actors_nominals import Nominal
from zopa.read.actors_pairs import several
from zopa.read.actors_people import People
from zopa.read.actors_pronouns import FIRST, HE, IT, RELATIVE, THEY, Pronouns
from zopa.read.actors_titles import Titles
from zopa.read.actors_words import Words
from zopa.read.knowledge import Gender
from zopa.read.scene import Mention, MentionKind

_PERSONS_IN_PAIRS = frozenset(
    "leader president man minister senator negotiator chancellor diplomat candidate contender".split()
)


class Discourse:
    """Makes the mentions of one article."""

    def __init__(
        self,
        words: Words,
        directory: Directory,
        people: People,
        names: list[Named],
        nominals: list[Nominal],
        on: date | None,
    ) -> None:
        self._words = words
        self._directory = directory
        self._people = people
        self._names = names
        self._on = on
        self._own = list(directory.case.parties)
        self._nominals = {n.head: n for n in nominals}
        self._named = {i for n in names for i in range(n.start, n.end)}
        self._memory = Memory(words)
        self._name_at = {words.root(n.core, n.end): n for n in names}
        self._pronouns = Pronouns(self._memory, people, self._name_at)
        self._titles = Titles(self._memory, directory, people, self._nominals, self._named, on, self._pronouns.resolve)

    def read(self) -> list[Mention]:
        """Every mention, in reading order."""
        words = self._words
        items: list[tuple[int, int, Named | Nominal | int]] = []
        for named in self._names:
            items.append((named.core, 0, named))
        for nominal in self._nominals.values():
            items.append((nominal.head, 1, nominal))
        heads = set(self._nominals)
        for i, tag in enumerate(words.tags):
            if i in self._named or i in heads:
                continue
            if tag in ("PRP", "PRP$") or (tag in ("WP", "WDT") and words.deps[i] in SUBJECTS):
                items.append((i, 2, i))
            elif tag in ("NN", "NNS", "NNP", "NNPS") and words.deps[i] in ("nsubj", "nsubjpass", "dobj"):
                items.append((i, 3, i))  # things compete for `it` and `they`
            elif (words.folds[i] in ("both", "neither") or self._the_two(i)) and words.deps[i] in SUBJECTS:
                items.append((i, 4, i))
        items.sort(key=lambda item: (item[0], item[1]))
        mentions: list[Mention] = []
        for at, kind, item in items:
            mention: Mention | None = None
            if isinstance(item, Named):
                mention = self._name(item)
            elif isinstance(item, Nominal):
                mention = self._nominal(item)
            elif kind == 3:
                self._thing(at)
            elif kind == 4:
                mention = self._pair(at)
            else:
                mention = self._pronoun(at)
            if mention is not None:
                mentions.append(mention)
        return [self._as_tied_later(m) for m in mentions]

    def _as_tied_later(self, mention: Mention) -> Mention:
        """A person named before the words that tie him or her to a party: `Ann Vane, its minister`."""
        known = (
            self._people.known.get(mention.actor) if mention.person and mention.actor and not mention.parties else None
        )
        return replace(mention, parties=known.parties) if known is not None and known.parties else mention

    def _name(self, named: Named) -> Mention | None:
        words, directory = self._words, self._directory
        if named.place and named.form in ("capital", "seat"):
            return None
        root = words.root(named.core, named.end)
        entity = named.entity
        if entity.from_case and not named.person and words.texts[named.end - 1].islower():
            left = words.doc[root].left_edge.i
            others = [n for n in self._names if left <= n.start < named.start and n.modifier and not n.person]
            if any(set(directory.parties(n.entity, self._on)) - {entity.name} for n in others):
                return None  # British skippers are not the case's skippers
        if named.person:
            known = self._people.of(named)
            parties, gender = known.parties, entity.gender or self._gender_by_title(named)
        else:
            parties, gender = directory.parties(entity, self._on), None
        actor: str | None = directory.actor_name(entity)
        start, end = named.start, named.end
        if entity.kind in ("faction", "party", "organ") and not named.modifier:
            composed = self._composed(named, root)
            if composed is not None:
                actor, parties = composed[0], (composed[0],)
                start = composed[1]
        if entity.kind == "plural" and named.start > 1 and words.folds[named.start - 2] in ("the", "both", "these"):
            number = {"two": 2, "three": 3, "four": 4}.get(words.folds[named.start - 1], 0)
            meant = several(self._memory, self._own, number, root, persons=True) if number else None
            if meant is not None:  # the two European leaders
                self._memory.leave(root, meant, None)
                return self._mention(named.start - 2, end, root, "group", meant)
        if entity.kind == "plural" and not named.modifier:
            # Ukrainian and European leaders
            left = words.doc[root].left_edge.i
            beside = [
                n
                for n in self._names
                if left <= n.start < named.start
                and words.heads[n.core] == root
                and words.folds[n.end] in ("and", "or", ",", "&")
            ]
            if beside:
                parties = merge([*(directory.parties(n.entity, self._on) for n in beside), parties])
                start, actor = beside[0].start, None
        modifier = named.modifier or named.place
        plural = not named.person and (
            entity.kind in ("plural", "faction", "group")
            or words.tags[root] in ("NNS", "NNPS")
            or named.form == "people"
        )
        referent = Referent(actor, parties, named.person, gender, plural, entity.kind == "outlet", entity)
        self._memory.leave(root, referent, "modifier" if modifier and words.deps[root] != "poss" else None)
        return self._mention(start, end, root, "name", referent, modifier=modifier)

    def _composed(self, named: Named, root: int) -> tuple[str, int] | None:
        """House + Republicans, when the case has such a party: its key and where the phrase starts."""
        words = self._words
        left = words.doc[root].left_edge.i
        if not left < named.start:
            return None
        span = range(max(left, named.start - 4), named.end)
        key = self._directory.compose(words.folds[i] for i in span)
        if key is None or key == self._directory.actor_name(named.entity):
            return None
        start = next((i for i in span if words.capital(i) and words.tags[i] != "DT"), named.start)
        return key, start

    def _gender_by_title(self, named: Named) -> Gender | None:
        lists = name_words()
        for i in range(named.start, named.core):
            if self._words.folds[i] in lists.female_titles:
                return "f"
            if self._words.folds[i] in lists.male_titles:
                return "m"
        return None

    def _nominal(self, nominal: Nominal) -> Mention | None:
        words = self._words
        if nominal.dual:
            return self._dual(nominal)
        beside = self._people.beside.get(nominal.head)
        if beside is not None:
            known = self._people.of(beside)
            if not known.parties and nominal.owner_pronoun is not None and nominal.speaks and not nominal.former:
                owner = self._memory.at.get(nominal.owner_pronoun) or self._pronouns.resolve(nominal.owner_pronoun)
                if owner is not None and owner.actor != beside.entity.name:
                    known.parties = owner.parties
            referent = Referent(
                beside.entity.name, known.parties, True, beside.entity.gender, False, False, beside.entity
            )
        else:
            referent = self._beside(nominal) or self._titles.who(nominal)
        if referent.parties and not referent.thing and nominal.owners:
            self._titles.remember(nominal, referent)
        role = "modifier" if nominal.modifier and words.deps[nominal.head] != "poss" else None
        if words.deps[nominal.head] not in ("attr", "appos"):
            self._memory.leave(nominal.head, referent, role)
        else:
            self._memory.at[nominal.head] = referent
        kind: MentionKind = "group" if nominal.plural or nominal.body else "title"
        return self._mention(nominal.start, nominal.end, nominal.head, kind, referent, modifier=nominal.modifier)

    def _beside(self, nominal: Nominal) -> Referent | None:
        """`the machinists' union, IAM`; `Saudi Arabia, its de facto leader`: the body named beside the phrase."""
        words = self._words
        if nominal.plural:
            return None
        near = [c for c in words.children(nominal.head) if words.deps[c] == "appos"]
        if words.deps[nominal.head] == "appos":
            near.append(words.heads[nominal.head])
        for i in near:
            named = self._name_at.get(i)
            if named is not None and not named.person and not named.place:
                parties = self._directory.parties(named.entity, self._on)
                return Referent(self._directory.actor_name(named.entity), parties, entity=named.entity)
        return None

    def _dual(self, nominal: Nominal) -> Mention:
        persons = nominal.lemma in _PERSONS_IN_PAIRS
        between = self._words.lemmas[self._words.heads[nominal.head]] == "between"
        referent = several(self._memory, self._own, nominal.dual, nominal.head, persons=persons, between=between)
        if referent is None:
            referent = Referent(None, plural=True, unnamed=nominal.head)
        elif not persons:
            referent = replace(referent, actor=None, unnamed=nominal.head)
        self._memory.leave(nominal.head, referent, None)
        return self._mention(nominal.start, nominal.end, nominal.head, "group", referent, modifier=nominal.modifier)

    def _pair(self, i: int) -> Mention:
        referent = several(self._memory, self._own, 2, i, persons=True) or several(
            self._memory, self._own, 2, i, persons=False
        )
        referent = referent or Referent(None, plural=True, unnamed=i)
        self._memory.leave(i, referent, None)
        return self._mention(i - self._the_two(i), i + 1, i, "group", referent)

    def _the_two(self, i: int) -> bool:
        """`The two agreed`."""
        return i > 0 and self._words.folds[i - 1 : i + 1] == ["the", "two"]

    def _pronoun(self, i: int) -> Mention | None:
        words = self._words
        word = words.folds[i]
        if i in self._memory.at:
            referent: Referent | None = self._memory.at[i]
        else:
            referent = self._pronouns.resolve(i)
        if word in FIRST:
            return self._mention(i, i + 1, i, "pronoun", Referent(None, (), word in ("i", "me", "my")))
        if word in HE or word in THEY or (word in RELATIVE and referent is not None):
            found = referent or Referent(None, (), word in HE, None, word in THEY, False, None, i)
            if referent is not None and word not in RELATIVE:
                self._memory.leave(i, found, None)
            return self._mention(i, i + 1, i, "pronoun", found)
        if word in IT and referent is not None and not referent.thing:
            self._memory.leave(i, referent, None)
            return self._mention(i, i + 1, i, "pronoun", referent)
        return None

    def _thing(self, i: int) -> None:
        words = self._words
        plural = words.tags[i] in ("NNS", "NNPS")
        self._memory.leave(i, Referent(None, (), False, None, plural, True, None, i), None)

    def _mention(
        self, start: int, end: int, head: int, kind: MentionKind, referent: Referent, *, modifier: bool = False
    ) -> Mention:
        words = self._words
        pronoun_owner = kind == "pronoun" and words.deps[head] == "poss"
        return Mention(
            start=words.starts[start],
            end=words.ends[end - 1],
            head=head,
            kind=kind,
            actor=referent.actor,
            parties=referent.parties,
            modifier=modifier or pronoun_owner,
            person=referent.person,
        )
