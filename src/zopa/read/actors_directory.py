"""Who is who in one case: built-in knowledge with the case file's parties laid over it.

A party of the case that is also built in (`Russia`, or a party with the name `Moscow`) takes over everything that is
known of it under the case's own key; what a case lists wins over what is built in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from zopa.cases import Case
from zopa.read import knowledge
from zopa.read.actors_lexicon import Entity, Entry, Lexicon, fold, spelling, split_name
from zopa.read.actors_naming import gender_of, short_names, stem, stems, variants
from zopa.read.actors_roles import fits
from zopa.read.actors_sorts import is_called, is_named, is_of_sort, sorts_of

GRACE_DAYS = 30  # handovers and late mentions: an office still tells the party this long before and after the term
_OWN_PARTY = frozenset(["bloc", "organisation", "group", "region", "faction", "union", "company"])


class Directory:
    """Lookups of names for one case. Get one with `Directory.for_case`; it is built once per case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lexicon = Lexicon()
        self.short: dict[str, tuple[Entity, ...]] = {}  # folded surname or short name to persons
        self._key_of: dict[str, str] = {}  # built-in party name to the case's key
        self._members: dict[str, tuple[str, ...]] = {}
        self._entities: dict[str, Entity] = {}
        self._spelt: dict[str, tuple[Entity, ...]] = {}
        self._shorts: dict[str, list[tuple[str, tuple[Entity, ...]]]] = {}
        self._state_words: dict[str, frozenset[str]] = {}
        self._add_built_in()
        self._built_in_kind = {name: e.kind for name, e in self._entities.items() if not e.person}
        self._add_case(case)
        self._sorts = sorts_of(case, lambda key: self._built_in_kind.get(self._built_in(key)))
        self._composed = self._compositions()
        self._holders: dict[str, list[Entity]] = {}
        for entity in self._entities.values():
            for party in {self._key_of.get(t.party, t.party) for t in entity.terms}:
                self._holders.setdefault(party, []).append(entity)

    @classmethod
    def for_case(cls, case: Case) -> Directory:
        """The directory of a case, cached by the case's parties."""
        key = case.model_dump_json(include={"parties", "period"})
        found = _BUILT.get(key)
        if found is None:
            if len(_BUILT) >= _KEPT:
                _BUILT.pop(next(iter(_BUILT)))
            found = _BUILT[key] = cls(case)
        return found

    # ---- questions

    def canonical(self, name: str) -> str | None:
        """The canonical name of whoever `name` means; None when it is unknown."""
        entity = self.entity(name)
        return self._key_of.get(entity.name, entity.name) if entity else None

    def entity(self, name: str) -> Entity | None:
        """Whoever is meant by exactly this name, or by this surname alone when only one person bears it."""
        entry = self.lexicon.knows(name.removeprefix("the ").removeprefix("The "))
        if entry is not None and entry.entity.kind != "block":
            return entry.entity
        persons = self.short.get(" ".join(fold(p) for p in split_name(name)), ())
        return persons[0] if len(persons) == 1 else None

    def party_of(self, name: str, on: date | None = None) -> str | None:
        """The party that `name` speaks for on a day; None when unknown, or when there are several."""
        entity = self.entity(name)
        parties = self.parties(entity, on) if entity else ()
        return parties[0] if len(parties) == 1 else None

    def parties(self, entity: Entity, on: date | None = None) -> tuple[str, ...]:
        """The parties that an entity speaks for on a day (None: the case's period, else the latest office)."""
        if entity.parties or not entity.terms:
            return tuple(self._key_of.get(p, p) for p in entity.parties)
        term = self.term(entity, on)
        return (self._key_of.get(term.party, term.party),) if term else ()

    def term(self, entity: Entity, on: date | None = None) -> knowledge.Term | None:
        """The office of a person on a day; the latest one when no day is known."""
        on = on or self.case.period.last or self.case.period.first
        if on is None:
            return entity.terms[-1] if entity.terms else None
        exact = [t for t in entity.terms if t.covers(on)]
        near = exact or [t for t in entity.terms if t.covers(on, grace_days=GRACE_DAYS)]
        return near[-1] if near else None

    def actor_name(self, entity: Entity) -> str:
        """How findings call an entity: the case's own key where the case has it as a party."""
        return self._key_of.get(entity.name, entity.name)

    def namesakes(self, party: str, name: str) -> list[Entity]:
        """The people of a party of the case whose own name a name of the party is: Ann Vane for the party Vane."""
        called = {fold(part) for part in split_name(name)}
        people = [self._entities[full] for full in self.case.parties[party].people if full in self._entities]
        return [one for one in people if called and called <= {fold(part) for part in split_name(one.name)}]

    def short_by_spelling(self, folded: str) -> tuple[Entity, ...]:
        """Persons whose short name is spelt nearly like this: Zelenskiy, or Zelensk cut off."""
        if not self._spelt:
            for short, persons in self.short.items():
                if len(short) > 4 and " " not in short:
                    self._spelt.setdefault(spelling(short), persons)
        return self._spelt.get(spelling(folded), ())

    def shorts_of(self, entity: Entity) -> list[tuple[str, tuple[Entity, ...]]]:
        """Every short name of an entity, with all who share it."""
        if not self._shorts:
            for short, persons in self.short.items():
                for person in persons:
                    self._shorts.setdefault(person.name, []).append((short, persons))
        return self._shorts.get(entity.name, [])

    def members_of(self, bloc: str) -> tuple[str, ...]:
        """Members of a bloc, built-in and by `member_of` of the case; empty when it is none."""
        name = self.canonical(bloc) or bloc
        return self._members.get(name, ())

    def blocs_of(self, party: str) -> tuple[str, ...]:
        """The blocs that a party belongs to."""
        name = self.canonical(party) or party
        return tuple(bloc for bloc, members in self._members.items() if name in members)

    def compose(self, folded: Iterable[str]) -> str | None:
        """The party whose several-word name lies within these words: `top Senate Republican aide`."""
        stems = {stem(word) for word in folded}
        fitting = [(len(name), key) for name, key in self._composed if name <= stems]
        return max(fitting)[1] if fitting else None

    def compose_single(self, folded: Iterable[str]) -> tuple[str, ...]:
        """The parties of the first of these words that names any."""
        for word in sorted(folded):
            entry = self.lexicon.knows(word)
            if entry is not None and entry.entity.kind in ("faction", "party"):
                return self.parties(entry.entity)
        return ()

    def may_have_offices(self, party: str) -> bool:
        """Whether a party can be a state: a built-in one, or one of the case that nothing makes a firm or a faction."""
        kind = self._built_in_kind.get(self._built_in(party))
        return kind == "state" or (kind is None and self._sorts.get(party) in ("", "government"))

    def office_holder(self, party: str, wanted: frozenset[str], on: date | None) -> Entity | None:
        """Who held the office for a party on a day; None when unknown or when the title could mean several."""
        best: list[tuple[int, Entity]] = []
        for entity in self._holders.get(party, ()):
            term = self.term(entity, on)
            if term is not None and self._key_of.get(term.party, term.party) == party:
                fit = fits(wanted, term.office)
                if fit:
                    best.append((fit, entity))
        if not best:
            return None
        top = max(fit for fit, _ in best)
        fitting = [entity for fit, entity in best if fit == top]
        return fitting[0] if len(fitting) == 1 else None

    def party_of_built_in(self, name: str, on: date | None) -> str | None:
        """The party of somebody's office before a case renames it."""
        entity = self._entities.get(name)
        term = self.term(entity, on) if entity is not None else None
        return term.party if term else None

    def is_state(self, key: str) -> bool:
        """Whether a party of the case is a state or bloc of built-in knowledge."""
        return self._built_in_kind.get(self._built_in(key)) in ("state", "bloc", "region")

    def words_of(self, state: str) -> frozenset[str]:
        """The folded single words that name a state, its people or its capital; empty for anything else."""
        if not self._state_words:
            for one in knowledge.states():
                names = (one.name, *one.aliases, *one.adjectives, *one.people, *one.seats)
                last = {fold(split_name(n)[-1]) for n in names if split_name(n)}
                self._state_words[one.name] = frozenset(last)
        return self._state_words.get(state, frozenset())

    def is_built_in_state(self, party: str) -> bool:
        """Whether a party is a state."""
        return self._built_in_kind.get(self._built_in(party)) == "state"

    def _built_in(self, key: str) -> str:
        """The built-in name of a party of the case, else the key itself."""
        return next((name for name, held in self._key_of.items() if held == key), key)

    def is_a(self, entity: Entity, noun: str) -> bool:
        """Whether a noun such as `bloc`, `union` or `ministry` can stand for an entity."""
        return self.party_is_a(entity.name, noun) if entity.name in self.case.parties else is_called(entity, noun)

    def party_is_a(self, key: str, noun: str) -> bool:
        """Whether a party of the case can be called by a noun: by its own names, or by what sort of body it is."""
        return is_named(noun, (key, *self.case.parties[key].names)) or is_of_sort(self._sorts[key], noun)

    # ---- building

    def _add_built_in(self) -> None:
        for outlet in knowledge.words("outlet")["outlet"]:
            self.lexicon.add(outlet, Entity(outlet.removeprefix("The "), "outlet"))
        for blocked in knowledge.words("block")["block"]:
            self.lexicon.add(blocked, Entity(blocked, "block"))
        for state in knowledge.states():
            self._add_state(state)
        for body in knowledge.bodies():
            self._add_body(body)
        for person in knowledge.people():
            self._add_person(Entity(person.name, "person", (), person.gender, person.terms), person.aliases)

    def _add_state(self, state: knowledge.State) -> None:
        entity = self._entities[state.name] = Entity(state.name, "state", (state.name,))
        for word in state.adjectives:
            self.lexicon.add(word, entity, "adjective")
        for word in state.people:
            self.lexicon.add(word.removeprefix("the "), entity, "people")
        for name in (state.name, *state.aliases):
            self.lexicon.add(name.removeprefix("the "), entity)
        for n, seat in enumerate(state.seats):
            capital = n == 0 or seat in _MORE_CAPITALS
            self.lexicon.add(seat, entity if capital else replace(entity, name=seat), "capital" if capital else "seat")

    def _add_body(self, body: knowledge.Body) -> None:
        kind = body.kind
        parties: tuple[str, ...] = (body.name,) if kind in _OWN_PARTY else (body.of,) if body.of else ()
        if kind == "plural" and not parties:
            parties = body.members if 0 < len(body.members) <= _SPELT_OUT else (body.name,)
        entity = Entity(body.name, kind, parties)  # type: ignore[arg-type]
        self._entities[body.name] = entity
        if body.members:
            self._members[body.name] = body.members
        for name in (body.name, *body.aliases):
            form = "adjective" if name in _ADJECTIVES else "capital" if name == "Brussels" else "name"
            self.lexicon.add(name.removeprefix("the "), entity, form)  # type: ignore[arg-type]

    def _add_person(self, entity: Entity, aliases: Iterable[str], *, any_party: str = "") -> None:
        self._entities[entity.name] = entity
        party = any_party or (entity.terms[0].party if entity.terms else "")
        for name in (entity.name, *aliases):
            parts = split_name(name)
            if len(parts) > 1:
                self.lexicon.add(name, entity)
            for short in short_names(name, party):
                if entity not in self.short.get(short, ()):
                    # the case's own people come first
                    held = self.short.get(short, ())
                    self.short[short] = (entity, *held) if entity.from_case else (*held, entity)

    def _add_case(self, case: Case) -> None:
        for key, party in case.parties.items():
            for name in (key, *party.names):
                entry = self.lexicon.knows(name.removeprefix("the "))
                if entry and entry.form != "short" and entry.entity.kind in _TIED:
                    built_in = entry.entity
                    if built_in.parties == (built_in.name,) and name != key and built_in.name in case.parties:
                        continue
                    if _stands_for(key, name, entry):
                        self._key_of.setdefault(built_in.parties[0], key)
        for key, party in case.parties.items():
            self._add_case_party(key, party.names, party.bodies)
        self._add_called_for_short(case)
        for key, party in case.parties.items():
            for bloc in party.member_of:
                bloc_name = self.canonical(bloc) or bloc
                held = self._members.get(bloc_name, ())
                self._members[bloc_name] = held if key in held else (*held, key)
        for key, party in case.parties.items():
            for name in party.people:
                known = self.lexicon.knows(name)
                held_entity = known.entity if known and known.entity.person else None
                gender = held_entity.gender if held_entity else gender_of(name)
                terms = held_entity.terms if held_entity else ()
                aliases = _aliases_of(held_entity) if held_entity else ()
                entity = Entity(name, "person", (key,), gender, terms, from_case=True)
                if held_entity:
                    self._drop_short(held_entity)
                self._add_person(entity, aliases, any_party=terms[0].party if terms else key)
        self._members = {
            self._key_of.get(bloc, bloc): tuple(self._key_of.get(m, m) for m in members)
            for bloc, members in self._members.items()
        }

    def _add_called_for_short(self, case: Case) -> None:
        """`the Front` for the Sierra Front, `the city` for a party City: where one party alone can be meant."""
        called: dict[str, set[str]] = {}
        for key, party in case.parties.items():
            for name in (key, *party.names):
                parts = split_name(name)
                listed = name.lower() in party.names  # `protesters` beside Protesters needs no article
                if parts and (len(parts) > 1 or name == key) and parts[-1][0].isupper() and not listed:
                    called.setdefault(parts[-1], set()).add(key)
        for word, keys in called.items():
            if len(keys) == 1 and (word in keys or self.lexicon.knows(word) is None):
                key = next(iter(keys))
                entry = self.lexicon.knows(word)
                if entry is None or entry.entity.name == key:
                    self.lexicon.add(word, self._entities[key], "short", any_case=word == key)

    def _compositions(self) -> list[tuple[frozenset[str], str]]:
        found = [(stems(b.name), self._key_of.get(b.name, b.name)) for b in knowledge.bodies() if b.kind == "faction"]
        for key, party in self.case.parties.items():
            found += [(stems(name), key) for name in (key, *party.names)]
        return [(stems, key) for stems, key in found if len(stems) > 1]

    def _numbers(self, name: str) -> list[str]:
        """Kessarian and Kessarians, Liberals and Liberal: one capitalised word in its other number."""
        if not name.isalpha() or not name.istitle() or len(name) < 4 or name in self._key_of.values():
            return []
        return (
            [name[:-1]] if name.endswith("s") and name[-2] not in "sau" else [] if name.endswith("s") else [name + "s"]
        )

    def _free(self, variant: str) -> bool:
        """Whether a variant that nobody wrote down may stand for a case's party: not where it names a state or bloc."""
        entry = self.lexicon.knows(variant)
        return entry is None or (not entry.entity.from_case and entry.entity.kind not in ("state", "bloc"))

    def case_office_holder(self, wanted: frozenset[str], on: date | None) -> Entity | None:
        """The only one among the case's people who held an office on a day."""
        found = []
        for party in self.case.parties.values():
            for name in party.people:
                entity = self._entities.get(name)
                term = self.term(entity, on) if entity is not None else None
                if entity is not None and term is not None and fits(wanted, term.office) >= 2:
                    found.append(entity)
        return found[0] if len(found) == 1 else None

    def _drop_short(self, entity: Entity) -> None:
        for short, persons in list(self.short.items()):
            if entity in persons:
                self.short[short] = tuple(p for p in persons if p != entity)

    def _add_case_party(self, key: str, names: Iterable[str], bodies: Iterable[str]) -> None:
        entity = Entity(key, "party", (key,), from_case=True)
        self._entities[key] = entity
        for name in (key, *names):
            bare = name.removeprefix("the ").removeprefix("The ")
            any_case = bare.islower() or _of_plain_words(bare)
            self.lexicon.add(bare, entity, any_case=any_case)
            for variant in (*variants(bare), *self._numbers(bare)):
                if self._free(variant):
                    self.lexicon.add(variant, entity, any_case=any_case)
        for name in bodies:
            bare = name.removeprefix("the ").removeprefix("The ")
            body = Entity(bare, "organ", (key,), from_case=True)
            self._entities.setdefault(bare, body)
            self.lexicon.add(bare, body, any_case=bare.islower())
            for variant in variants(bare):
                if self._free(variant):
                    self.lexicon.add(variant, body)


_BUILT: dict[str, Directory] = {}
_KEPT = 8  # directories kept at a time
_TIED = frozenset(["state", "bloc", "organisation", "group", "region", "faction", "union", "company"])
_SPELT_OUT = 8  # plurals of up to so many members stand for the members themselves
_MORE_CAPITALS = frozenset(["Tel Aviv", "Delhi", "Peking", "Kiev", "Washington DC", "Teheran", "Rangoon", "Yangon",
                            "Amsterdam", "Jeddah", "Ulan Bator", "Prishtina", "Nur-Sultan", "Naypyitaw", "Abidjan",
                            "Yamoussoukro", "Dar es Salaam", "Sana'a", "Port Sudan", "Rawalpindi"])  # fmt: skip
_ADJECTIVES = frozenset(["European", "Western", "Republican", "Scottish", "Welsh", "Catalan", "Kurdish", "Abkhaz",
                         "Houthi", "South Ossetian", "Transnistrian", "Turkish Cypriot", "Bosnian Serb", "Greenlandic",
                         "Northern Irish", "Tory", "Crimean Tatar"])  # fmt: skip


def _of_plain_words(name: str) -> bool:
    """`Farm Workers`, `Health boards`: papers write such names without capitals; `New Democracy` they do not."""
    parts = split_name(name)
    last = parts[-1] if parts else ""
    return len(parts) > 1 and last[1:].islower() and last.endswith("s") and last[-2] not in "su'"


def _stands_for(key: str, name: str, entry: Entry) -> bool:
    """Whether a party that a case calls `key` and `name` is the built-in one, not just somebody in its capital."""
    if entry.entity.parties != (entry.entity.name,):
        return False  # a seat such as the White House may be a party beside its state
    if name != key and name.isupper() and entry.entity.kind not in ("state", "bloc"):
        return False  # many bodies share an acronym: ADF in a strike is no rebel army
    return entry.form in ("name", "capital", "people") or name == key


def _aliases_of(entity: Entity) -> tuple[str, ...]:
    return next(((*p.aliases, p.name) for p in knowledge.people() if p.name == entity.name), ())
