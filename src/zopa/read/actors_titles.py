"""Whom a role phrase means: `the Ukrainian president`, `his counterpart`, `the union`, `Kremlin officials`.

Reads the phrase's owners, its title and the article's persons, then offices by date, then what the case calls its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from zopa.read.actors_directory import Directory
from zopa.read.actors_homes import akin
from zopa.read.actors_lexicon import Entity
from zopa.read.actors_memory import SUBJECTS, Memory, Referent, merge, person
from zopa.read.actors_nominals import Nominal
from zopa.read.actors_people import Known, People
from zopa.read.actors_roles import role_words, title_words
from zopa.read.knowledge import Gender

_OWN_BODIES = frozenset(
    "company firm union agency bank airline federation commission board council association institution".split()
)
_FACTIONS = frozenset(["party", "caucus", "faction", "wing", "lobby", "movement"])
_PEOPLES = frozenset("majority minority community population".split())
_COUNTED = frozenset(
    "several many most some few hundred hundreds thousand thousands dozen dozens more than all the about around nearly "
    "almost over".split()
)
_PARTISANS = frozenset(["republican", "democrat"])
_CHAMBER = {"senator": "senate", "congressman": "house", "congresswoman": "house"}
_SPOKES_GENDER: dict[str, Gender] = {"spokesman": "m", "spokeswoman": "f", "king": "m", "queen": "f"}
_OF_OFFICES = frozenset(["secretary", "minister", "counsellor", "director", "chief"])
_CHAIRS = frozenset(["president", "premier", "chancellor", "king", "minister", "leader", "secretary", "pope", "emir",
                     "speaker", "chief", "pontiff"])  # fmt: skip


class Titles:
    """Resolves the role phrases of one article; `resolve` resolves a pronoun by its token."""

    def __init__(
        self,
        memory: Memory,
        directory: Directory,
        people: People,
        nominals: dict[int, Nominal],
        named: set[int],
        on: date | None,
        resolve: Callable[[int], Referent | None],
    ) -> None:
        self._memory = memory
        self._words = memory.words
        self._directory = directory
        self._people = people
        self._nominals = nominals
        self._named = named  # tokens inside names
        self._on = on
        self._resolve = resolve
        self._domestic = _domestic(directory)
        self._by_noun: dict[tuple[str, bool], Referent] = {}

    def who(self, nominal: Nominal) -> Referent:
        """Whoever a role phrase stands for; an unnamed referent when nobody can tell."""
        directory, roles = self._directory, role_words()
        single = not nominal.body and not nominal.plural
        thing = nominal.body and not nominal.plural
        unnamed = Referent(None, (), single, None, nominal.plural, thing, None, nominal.head)
        wanted = title_words(" ".join([*self._title_modifiers(nominal), nominal.lemma]))
        described = set(nominal.modifiers) | {nominal.lemma}
        described |= {c for c in (_CHAMBER.get(nominal.lemma),) if c}
        several = len({owner.name for owner in nominal.owners}) > 1  # `the British and Irish governments`
        composed = None if nominal.former or several else directory.compose(described)
        parties: tuple[str, ...] = ()
        owner: Entity | None = None
        if composed:
            parties = (composed,)
        elif nominal.owners:
            parties = merge(directory.parties(o, self._on) for o in nominal.owners)
            owner = nominal.owners[0] if len(nominal.owners) == 1 else None
        elif nominal.owner_noun is not None and nominal.owner_noun in self._nominals:
            of = self._memory.at.get(nominal.owner_noun) or self.who(self._nominals[nominal.owner_noun])
            parties, owner = of.parties, of.entity
        elif nominal.lemma in _PARTISANS:
            parties = directory.compose_single([nominal.lemma + "s"])
        elif "administration" in described and self._administration():
            parties = (self._administration(),)
        elif nominal.owner_pronoun is not None:
            mine = self._memory.at.get(nominal.owner_pronoun) or self._resolve(nominal.owner_pronoun)
            if mine is not None and nominal.lemma == "counterpart":
                return self._counterpart(mine, ()) or unnamed
            parties = mine.parties if mine is not None else ()
        if nominal.lemma == "counterpart" and not nominal.plural:
            mine = self._memory.at.get(nominal.owner_pronoun) if nominal.owner_pronoun is not None else None
            if nominal.owner_pronoun is not None and mine is None:
                mine = self._resolve(nominal.owner_pronoun)
            return self._counterpart(mine, parties) or replace(unnamed, parties=parties)
        if nominal.former:
            return unnamed
        if nominal.lemma in _PEOPLES:  # the Protestant majority are the Protestants, a Russian minority is not Russia
            foreign = any(directory.is_built_in_state(p) for p in parties)
            return unnamed if foreign else replace(unnamed, parties=parties, person=False, plural=True)
        if single:
            if nominal.speaks:
                found = self._office(nominal, wanted, parties)
                if found is not None:
                    return found
                if parties and (owner is None or owner.kind != "outlet"):
                    actor = None
                    if nominal.lemma in ("spokesman", "spokeswoman", "spokesperson"):
                        actor = composed or (directory.actor_name(owner) if owner is not None else None)
                    return replace(unnamed, parties=parties, actor=actor, gender=_SPOKES_GENDER.get(nominal.lemma))
                if not parties and nominal.definite and nominal.owner_pronoun is None:
                    return self._again(nominal) or self._minister(nominal) or unnamed
            return unnamed
        if nominal.body:
            if nominal.lemma in _FACTIONS and any(directory.is_built_in_state(p) for p in parties):
                return unnamed  # his party is not his country
            if parties and nominal.lemma in roles.state_bodies:
                actor = composed or self._body_name(owner, parties)
                entity = owner if owner is not None and not owner.person else None
                return Referent(actor, parties, False, None, nominal.plural, False, entity)
            if nominal.owner_pronoun is not None and parties and nominal.lemma in _OWN_BODIES:
                return Referent(parties[0] if len(parties) == 1 else None, parties, False, None, nominal.plural)
            return (self._body(nominal) or self._again(nominal) or unnamed) if not parties else unnamed
        if parties and (nominal.speaks or nominal.lemma in roles.state_bodies):
            actor = composed or (self._body_name(owner, ()) if owner is not None else None)
            return Referent(actor, parties, False, None, True, False, None, nominal.head)
        if not parties:
            return self._again(nominal) or self._body(nominal) or unnamed
        return replace(unnamed, parties=parties if nominal.speaks else ())

    def remember(self, nominal: Nominal, referent: Referent) -> None:
        """`Qadira's envoy` is whom `the envoy` means from here on."""
        self._by_noun[nominal.lemma, nominal.plural] = referent

    def _body_name(self, owner: Entity | None, parties: tuple[str, ...]) -> str | None:
        """Russia for the Russian government, the party itself for the Trump administration."""
        if owner is None or owner.person:
            return parties[0] if len(parties) == 1 else None
        return self._directory.actor_name(owner)

    def _title_modifiers(self, nominal: Nominal) -> list[str]:
        """The words before (or after `of`) that tell which office it is: `deputy foreign`, `water`, `of state`."""
        words, special = self._words, role_words().special
        found = []
        for i in range(nominal.start, nominal.head):
            qualifies = words.deps[i] == "compound" and nominal.lemma in _OF_OFFICES and i not in self._named
            if words.folds[i] in special or (qualifies and words.texts[i].isalpha()):
                found.append(words.folds[i])
        if nominal.end < len(words) and words.folds[nominal.end] in ("of", "for") and nominal.lemma in _OF_OFFICES:
            after = range(nominal.end + 1, min(nominal.end + 3, len(words)))
            found += [words.folds[i] for i in after if words.folds[i] in special]
        return found

    def _office(self, nominal: Nominal, wanted: frozenset[str], parties: tuple[str, ...]) -> Referent | None:
        """The one person whom a title with a definite sense means."""
        definite = nominal.definite or nominal.owners or self._words.capital(nominal.head) or nominal.undetermined
        if not definite or {"a", "an", "another", "one", "some", "any", "every"} & nominal.modifiers:
            return None
        if not parties and not nominal.unlisted and not nominal.owned:
            parties = self._hosted(nominal, wanted)
        fitting = self._people.fitting(wanted, parties)
        if self._people.homes.foreign and not parties:  # no listed president is meant before being named
            fitting = [(fit, k) for fit, k in fitting if not k.entity.terms or k.first < nominal.head]
        if nominal.unlisted:
            fitting = _of_home(fitting, nominal.unlisted)
        if not parties and self._domestic and fitting:
            own = [f for f in fitting if set(f[1].parties) & set(self._directory.case.parties)]
            fitting = own or fitting
        again = self._again(nominal) if not parties and not nominal.unlisted else None
        if again is not None and again.person and again.actor is None and all(k.entity.terms for _, k in fitting):
            return again  # `the Veldanian president met Donald Trump. The president ...`
        if fitting:
            top = max(fit for fit, _ in fitting)
            chosen = self._nearest([known for fit, known in fitting if fit >= min(top, 2)], nominal, parties)
            if chosen is not None:
                return person(chosen.entity, chosen.parties)
        if nominal.unlisted:
            return None  # of a country that nobody lists, and of no other
        if len(parties) == 1 and nominal.lemma in _CHAIRS:
            holder = self._directory.office_holder(parties[0], wanted, self._on)
            if holder is not None:
                return person(holder, parties)
        return self._at_home(nominal, wanted) if not parties else None

    def _hosted(self, nominal: Nominal, wanted: frozenset[str]) -> tuple[str, ...]:
        """`In Berlin, the chancellor`: the state named at the start, where somebody is known to have the title."""
        host = self._people.host(nominal.head)
        if len(host) != 1:
            return ()
        holder = self._directory.office_holder(host[0], wanted, self._on)
        listed = holder is not None and self._has_title(holder, wanted)
        return host if listed or self._people.fitting(wanted, host) else ()

    def _at_home(self, nominal: Nominal, wanted: frozenset[str]) -> Referent | None:
        """A bare title that fits nobody in the article: of the country spoken of here, else of the article's own."""
        directory, homes = self._directory, self._people.homes
        holder = directory.case_office_holder(wanted, self._on)
        if holder is not None and self._has_title(holder, wanted):
            parties = directory.parties(holder, self._on)
            within = any(key in directory.case.parties and not directory.is_state(key) for key in homes.parties)
            if within or set(parties) & set(homes.parties):  # parties within a country share its one government
                return person(holder, parties)
        if nominal.lemma in ("president", "chancellor", "premier", "minister", "king"):
            found = self._of_the_last_named(nominal, wanted)
            if found is not None:
                return found
        home = self._administration() if nominal.lemma == "president" else ""
        if home and homes.about(home, nominal.head):
            holder = directory.office_holder("United States", wanted, self._on)
            if holder is not None:
                return person(holder, directory.parties(holder, self._on))
        return None

    def _of_the_last_named(self, nominal: Nominal, wanted: frozenset[str]) -> Referent | None:
        """In `Veldania said it would not pay. The president ...`: of the country named in this sentence or the last."""
        directory, homes = self._directory, self._people.homes
        here = self._words.sentence[nominal.head]
        able: dict[str, str] = {}
        near = [t for t in self._memory.traces[-8:] if here - t.sentence <= 1]
        for trace in reversed(near):
            one = trace.referent.parties[0] if len(trace.referent.parties) == 1 else ""
            if not one or (trace.role == "object" and not homes.about(one, nominal.head)):
                continue  # who thanks the United States is not of it
            holder = directory.office_holder(one, wanted, self._on)
            if holder is not None and self._has_title(holder, wanted) and not able:
                return person(holder, (one,))
            named = trace.referent.person and trace.referent.actor is not None
            if not named and homes.may_have(one, wanted):
                able.setdefault(one, trace.role)
        if len(able) > 1 and any(set(able) <= set(trace.referent.parties) for trace in near):
            return None  # the ministers of both met
        topics = [party for party, role in able.items() if role in ("topic", "subject")]
        meant = topics if len(topics) == 1 else list(able)
        return Referent(None, (meant[0],), True, None, unnamed=nominal.head) if len(meant) == 1 else None

    def _has_title(self, holder: Entity, wanted: frozenset[str]) -> bool:
        """Whether somebody is called so without a country's name: nobody calls a secretary of state the minister."""
        term = self._directory.term(holder, self._on)
        return term is not None and bool(wanted & title_words(term.office) & role_words().speaks)

    def _nearest(self, candidates: list[Known], nominal: Nominal, parties: tuple[str, ...]) -> Known | None:
        """The candidate mentioned last before the title; a bare `the president` goes to the president at home first."""
        names = {known.entity.name: known for known in candidates}
        if len(candidates) == 1:
            return candidates[0]
        here = self._words.sentence[nominal.head]
        for trace in reversed(self._memory.traces):
            if trace.sentence != here or parties:
                break
            if trace.quoted and not self._memory.quoted[nominal.head]:
                continue  # whom the quotation speaks of tells nothing about who speaks it
            if trace.referent.person:
                continue  # nobody is called by name and by title in one breath
            same = [known for known in candidates if known.parties and set(known.parties) & set(trace.referent.parties)]
            if len(same) == 1:
                return same[0]  # the Kremlin said the president would not come
        if not parties and nominal.lemma == "president":
            introduced = [known for known in candidates if not known.entity.terms]
            if introduced:  # beside the listed ones: whoever the article speaks of most
                return max(candidates, key=lambda known: (self._memory.count.get(known.entity.name, 0), -known.first))
            for name, known in names.items():
                if self._directory.party_of_built_in(name, self._on) == "United States":
                    return known
        for trace in reversed(self._memory.traces):
            if trace.referent.actor in names:
                return names[trace.referent.actor]
        return min(candidates, key=lambda known: known.first)

    def _counterpart(self, mine: Referent | None, parties: tuple[str, ...]) -> Referent | None:
        """The other one: of the named party, with the same kind of office when that is known."""
        office = None
        if mine is not None and mine.entity is not None and mine.entity.terms:
            term = self._directory.term(mine.entity, self._on)
            office = title_words(term.office) if term else None
        for trace in reversed(self._memory.traces):
            other = trace.referent
            if not other.person or other.actor is None or (mine is not None and other.actor == mine.actor):
                continue
            if parties and not set(parties) & set(other.parties):
                continue
            if not parties and (mine is None or set(mine.parties) & set(other.parties)):
                continue
            known = self._people.known.get(other.actor)
            if parties or (office and known and self._people.fitting(office, other.parties)):
                return other
        if parties and office and len(parties) == 1:
            holder = self._directory.office_holder(parties[0], office, self._on)
            if holder is None:
                holder = self._directory.office_holder(parties[0], frozenset(["leader"]), self._on)
            if holder is not None:
                return person(holder, parties)
        return None

    def _again(self, nominal: Nominal) -> Referent | None:
        """`the envoy` after `Qadira's envoy`: the same noun with the definite article means the same."""
        if not nominal.definite or nominal.owned:
            return None
        return self._by_noun.get((nominal.lemma, nominal.plural))

    def _minister(self, nominal: Nominal) -> Referent | None:
        """`the minister` where the case has one ministry: for its party, without a name."""
        fitting = [key for key in self._directory.case.parties if self._directory.party_is_a(key, nominal.lemma)]
        if len(fitting) != 1:
            return None
        people = self._directory.case.parties[fitting[0]].people
        entity = self._directory.entity(people[0]) if len(people) == 1 else None
        if entity is not None:
            return person(entity, (fitting[0],))
        return Referent(None, (fitting[0],), True, None, False, False, None, nominal.head)

    def _body(self, nominal: Nominal) -> Referent | None:
        """`the union`, `the bloc`, `the ministry`: the last thing of that sort, else the case's only one."""
        lemma = nominal.lemma
        bare = nominal.undetermined or (nominal.plural and self._only_counted(nominal))
        if nominal.owned or not (nominal.definite or bare):
            return None
        sorts = [key for key in self._directory.case.parties if self._directory.party_is_a(key, lemma)]
        if nominal.plural:
            return self._bodies(nominal, sorts)
        if len(sorts) == 1:
            return self._party(sorts[0])
        if not nominal.definite:
            return None
        for trace in reversed(self._memory.traces):
            referent = trace.referent
            if referent.person or referent.actor is None or referent.entity is None:
                continue
            if self._words.sentence[nominal.head] - trace.sentence > 12:
                break
            if self._directory.is_a(referent.entity, lemma):
                return referent
            if referent.entity.kind == "organ" and len(referent.parties) == 1:
                whole = self._directory.entity(referent.parties[0])  # the bloc, after the European Commission
                if whole is not None and self._directory.is_a(whole, lemma):
                    return Referent(referent.parties[0], referent.parties, False, None, False, False, whole)
        return None

    def _only_counted(self, nominal: Nominal) -> bool:
        """`teachers`, `several thousand teachers`."""
        words = self._words
        return all(words.folds[i] in _COUNTED or words.tags[i] == "CD" for i in range(nominal.start, nominal.head))

    def _acts(self, nominal: Nominal) -> bool:
        """Whether the phrase does something, also as `hundreds of teachers`."""
        words, node = self._words, nominal.head
        of = words.heads[node]
        if words.deps[node] == "pobj" and words.folds[of] == "of" and words.folds[words.heads[of]] in _COUNTED:
            node = words.heads[of]
        return words.deps[node] in SUBJECTS

    def _bodies(self, nominal: Nominal, sorts: list[str]) -> Referent | None:
        """`the unions` for all of that sort; `the drivers`, `the rebels` for the one party that is called so."""
        if len(sorts) == 1 and (nominal.definite or self._acts(nominal)):
            return replace(self._party(sorts[0]), plural=True)
        if len(sorts) > 1 and nominal.definite and nominal.body:
            return Referent(None, tuple(sorts), False, None, True, unnamed=nominal.head)
        for trace in reversed(self._memory.traces):
            referent = trace.referent
            if not nominal.definite or self._words.sentence[nominal.head] - trace.sentence > 8:
                break
            entity = referent.entity
            armed = entity is not None and entity.kind == "group" and not nominal.body
            if entity is not None and armed and self._directory.is_a(entity, nominal.lemma):
                return replace(referent, plural=True)
        return None

    def _party(self, key: str) -> Referent:
        return Referent(key, (key,), False, None, False, False, self._directory.entity(key))

    def _administration(self) -> str:
        """The party that `the administration` speaks for: that of the President of the United States."""
        holder = self._directory.office_holder("United States", frozenset(["president"]), self._on)
        if holder is None:
            return ""
        parties = self._directory.parties(holder, self._on)
        return parties[0] if parties else ""


def _of_home(fitting: list[tuple[int, Known]], homes: frozenset[str]) -> list[tuple[int, Known]]:
    """Those whom the article ties to a country by one of these words, else those whom it ties to none."""
    tied = [f for f in fitting if any(akin(one, other) for one in f[1].homes for other in homes)]
    return tied or [f for f in fitting if not f[1].homes and not f[1].parties]


def _domestic(directory: Directory) -> bool:
    """Whether the case's parties are factions, firms and unions rather than states and blocs."""
    return bool(directory.case.parties) and not any(directory.is_state(key) for key in directory.case.parties)
