"""Who is meant, in reading order: titles, groups and pronouns tied to what the article mentioned before.

A plain salience model: every mention leaves a trace that weighs by grammatical role and fades by sentence; a pronoun
takes the heaviest trace that agrees in gender, number and binding (Lappin and Leass 1994 use the same kinds of
weights). What nothing fits stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from zopa.read.actors_directory import Directory, likely_gender
from zopa.read.actors_lexicon import Entity
from zopa.read.actors_names import Named, name_words
from zopa.read.actors_nominals import Nominal
from zopa.read.actors_people import Known, People
from zopa.read.actors_roles import role_words, title_words
from zopa.read.actors_words import Words
from zopa.read.knowledge import Gender
from zopa.read.scene import Mention, MentionKind

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_OBJECTS = frozenset(["dobj", "dative", "iobj", "attr", "oprd"])
_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_IT = frozenset(["it", "its", "itself"])
_FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_RELATIVE = frozenset(["who", "which", "that", "whose"])
_REFLEXIVE = frozenset(["himself", "herself", "themselves", "itself"])
_REACH = 4  # sentences back that a pronoun can look
_ANIMATE = frozenset(["say", "insist", "want", "believe", "think", "demand", "refuse", "agree", "hope", "fear", "feel",
                      "argue", "claim", "warn", "tell", "ask", "seek", "reject", "accept", "oppose", "decide", "plan",
                      "know", "expect", "intend", "vow", "promise", "threaten", "negotiate", "discuss", "meet", "speak",
                      "talk", "offer", "propose", "suggest", "add", "note", "acknowledge", "admit", "deny", "complain",
                      "urge", "call", "support", "back", "sign", "try", "vote", "strike", "win"])  # fmt: skip
_LEAVE_IT = frozenset(["let", "make", "made", "find", "found", "take", "took", "put"])
_WEATHER = frozenset(
    ["seem", "appear", "rain", "take", "turn", "happen", "matter", "remain", "become", "relate", "come"]
)


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that pronouns can stand for; `actor` and `parties` None and empty for mere things."""

    actor: str | None
    parties: tuple[str, ...] = ()
    person: bool = False
    gender: Gender | None = None
    plural: bool = False
    thing: bool = False
    entity: Entity | None = None
    unnamed: int = -1  # token of an unnamed person or group, to tell them apart

    @property
    def key(self) -> object:
        """What makes two traces the same."""
        return (self.actor, self.parties, -1 if self.actor else self.unnamed)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a referent was mentioned."""

    referent: Referent
    token: int
    sentence: int
    role: str  # "subject", "object", "owner", "other", "modifier"
    quoted: bool


class Discourse:
    """One article's mentions in reading order."""

    def __init__(
        self, words: Words, directory: Directory, people: People, nominals: list[Nominal], on: date | None
    ) -> None:
        self._words = words
        self._directory = directory
        self._people = people
        self._on = on
        self._nominals = {n.head: n for n in nominals}
        self._traces: list[Trace] = []
        self._at: dict[int, Referent] = {}  # referent by head token
        self._count: dict[str, int] = {}
        self._party_count: dict[str, int] = {}
        self._by_noun: dict[tuple[str, bool], Referent] = {}
        self._quoted = _quoted(words)
        self._names: list[Named] = []
        self._name_at: dict[int, Named] = {}
        self._named: set[int] = set()
        self._domestic = _domestic(directory)

    def read(self, names: list[Named]) -> list[Mention]:
        """Every mention, in reading order."""
        words = self._words
        self._names = names
        self._name_at = {words.root(n.core, n.end): n for n in names}
        items: list[tuple[int, int, Named | Nominal | int]] = []
        for named in names:
            items.append((named.core, 0, named))
        for nominal in self._nominals.values():
            items.append((nominal.head, 1, nominal))
        self._named = named_tokens = {i for n in names for i in range(n.start, n.end)}
        heads = set(self._nominals)
        for i, tag in enumerate(words.tags):
            if i in named_tokens or i in heads:
                continue
            if tag in ("PRP", "PRP$") or (tag in ("WP", "WDT") and words.deps[i] in _SUBJECTS):
                items.append((i, 2, i))
            elif tag in ("NN", "NNS", "NNP", "NNPS") and words.deps[i] in ("nsubj", "nsubjpass", "dobj"):
                items.append((i, 3, i))  # things compete for `it` and `they`
            elif words.folds[i] in ("both", "neither") and words.deps[i] in _SUBJECTS:
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
        return mentions

    # ---- names

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
                parties = _merge([*(directory.parties(n.entity, self._on) for n in beside), parties])
                start, actor = beside[0].start, None
        modifier = named.modifier or named.place
        plural = not named.person and (
            entity.kind in ("plural", "faction", "group")
            or words.tags[root] in ("NNS", "NNPS")
            or named.form == "people"
        )
        referent = Referent(actor, parties, named.person, gender, plural, entity.kind == "outlet", entity)
        self._leave(root, referent, "modifier" if modifier and words.deps[root] != "poss" else None)
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

    # ---- titles and groups

    def _nominal(self, nominal: Nominal) -> Mention | None:
        words = self._words
        if nominal.dual:
            return self._dual(nominal)
        beside = self._people.beside.get(nominal.head)
        if beside is not None:
            known = self._people.of(beside)
            referent = Referent(
                beside.entity.name, known.parties, True, beside.entity.gender, False, False, beside.entity
            )
        else:
            referent = self._who(nominal)
        if referent.parties and not referent.thing and nominal.owners:
            self._by_noun[nominal.lemma, nominal.plural] = referent
        role = "modifier" if nominal.modifier and words.deps[nominal.head] != "poss" else None
        if words.deps[nominal.head] not in ("attr", "appos"):
            self._leave(nominal.head, referent, role)
        else:
            self._at[nominal.head] = referent
        kind: MentionKind = "group" if nominal.plural or nominal.body else "title"
        return self._mention(nominal.start, nominal.end, nominal.head, kind, referent, modifier=nominal.modifier)

    def _who(self, nominal: Nominal) -> Referent:
        directory, roles = self._directory, role_words()
        person = not nominal.body and not nominal.plural
        unnamed = Referent(
            None, (), person, None, nominal.plural, not person and not nominal.plural, None, nominal.head
        )
        wanted = title_words(" ".join([*self._title_modifiers(nominal), nominal.lemma]))
        described = set(nominal.modifiers) | {nominal.lemma}
        described |= {c for c in (_CHAMBER.get(nominal.lemma),) if c}
        composed = None if nominal.former else directory.compose(described)
        parties: tuple[str, ...] = ()
        owner: Entity | None = None
        if composed:
            parties = (composed,)
        elif nominal.owners:
            parties = _merge(directory.parties(o, self._on) for o in nominal.owners)
            owner = nominal.owners[0] if len(nominal.owners) == 1 else None
        elif nominal.owner_noun is not None and nominal.owner_noun in self._nominals:
            of = self._at.get(nominal.owner_noun) or self._who(self._nominals[nominal.owner_noun])
            parties, owner = of.parties, of.entity
        elif nominal.lemma in _PARTISANS:
            parties = directory.compose_single([nominal.lemma + "s"])
        elif "administration" in described and self._administration():
            parties = (self._administration(),)
        elif nominal.owner_pronoun is not None:
            mine = self._at.get(nominal.owner_pronoun) or self._resolve(nominal.owner_pronoun)
            if mine is not None and nominal.lemma == "counterpart":
                return self._counterpart(mine, ()) or unnamed
            parties = mine.parties if mine is not None else ()
        if nominal.lemma == "counterpart" and not nominal.plural:
            mine = self._at.get(nominal.owner_pronoun) if nominal.owner_pronoun is not None else None
            if nominal.owner_pronoun is not None and mine is None:
                mine = self._resolve(nominal.owner_pronoun)
            return self._counterpart(mine, parties) or replace(unnamed, parties=parties)
        if nominal.former:
            return unnamed
        if person:
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
        fitting = self._people.fitting(wanted, parties)
        if not parties and self._domestic and fitting:
            own = [f for f in fitting if set(f[1].parties) & set(self._directory.case.parties)]
            fitting = own or fitting
        if fitting:
            top = max(fit for fit, _ in fitting)
            chosen = self._nearest([known for fit, known in fitting if fit >= min(top, 2)], nominal, parties)
            if chosen is not None:
                return _as_referent(chosen.entity, chosen.parties)
        if len(parties) == 1 and nominal.lemma in _CHAIRS:
            holder = self._directory.office_holder(parties[0], wanted, self._on)
            if holder is not None:
                return _as_referent(holder, parties)
        holder = None if parties else self._directory.case_office_holder(wanted, self._on)
        if holder is not None:
            return _as_referent(holder, self._directory.parties(holder, self._on))
        if not parties and nominal.lemma == "president" and self._administration():
            holder = self._directory.office_holder("United States", wanted, self._on)
            if holder is not None:
                return _as_referent(holder, self._directory.parties(holder, self._on))
        return None

    def _nearest(self, candidates: list[Known], nominal: Nominal, parties: tuple[str, ...]) -> Known | None:
        """The candidate mentioned last before the title; a bare `the president` goes to the president at home first."""
        names = {known.entity.name: known for known in candidates}
        if len(candidates) == 1:
            return candidates[0]
        if not parties and nominal.lemma == "president":
            for name, known in names.items():
                if self._directory.party_of_built_in(name, self._on) == "United States":
                    return known
        for trace in reversed(self._traces):
            if trace.referent.actor in names:
                return names[trace.referent.actor]
        return min(candidates, key=lambda known: known.first)

    def _counterpart(self, mine: Referent | None, parties: tuple[str, ...]) -> Referent | None:
        """The other one: of the named party, with the same kind of office when that is known."""
        office = None
        if mine is not None and mine.entity is not None and mine.entity.terms:
            term = self._directory.term(mine.entity, self._on)
            office = title_words(term.office) if term else None
        for trace in reversed(self._traces):
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
                return _as_referent(holder, parties)
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
            return _as_referent(entity, (fitting[0],))
        return Referent(None, (fitting[0],), True, None, False, False, None, nominal.head)

    def _body(self, nominal: Nominal) -> Referent | None:
        """`the union`, `the bloc`, `the ministry`: the last thing of that sort, else the case's only one."""
        lemma = nominal.lemma
        bare = nominal.undetermined or (nominal.plural and not nominal.modifiers)
        if nominal.owned or not (nominal.definite or bare):
            return None
        sorts = [key for key in self._directory.case.parties if self._directory.party_is_a(key, lemma)]
        if nominal.plural:
            return self._bodies(nominal, sorts)
        if len(sorts) == 1:
            return self._party(sorts[0])
        if not nominal.definite:
            return None
        for trace in reversed(self._traces):
            referent = trace.referent
            if referent.person or referent.actor is None or referent.entity is None:
                continue
            if self._words.sentence[nominal.head] - trace.sentence > 12:
                break
            if self._directory.is_a(referent.entity, lemma):
                return referent
        return None

    def _bodies(self, nominal: Nominal, sorts: list[str]) -> Referent | None:
        """`the unions` for all of that sort; `the drivers`, `the rebels` for the one party that is called so."""
        if len(sorts) == 1 and (nominal.definite or self._words.deps[nominal.head] in _SUBJECTS):
            return replace(self._party(sorts[0]), plural=True)
        if len(sorts) > 1 and nominal.definite and nominal.body:
            return Referent(None, tuple(sorts), False, None, True, unnamed=nominal.head)
        for trace in reversed(self._traces):
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

    # ---- both sides

    def _dual(self, nominal: Nominal) -> Mention:
        persons = nominal.lemma in _PERSONS_IN_PAIRS
        referent = self._several(nominal.dual, nominal.head, persons=persons)
        if referent is None:
            referent = Referent(None, plural=True, unnamed=nominal.head)
        elif not persons:
            referent = replace(referent, actor=None, unnamed=nominal.head)
        self._leave(nominal.head, referent, None)
        return self._mention(nominal.start, nominal.end, nominal.head, "group", referent, modifier=nominal.modifier)

    def _pair(self, i: int) -> Mention:
        referent = self._several(2, i, persons=True) or self._several(2, i, persons=False)
        referent = referent or Referent(None, plural=True, unnamed=i)
        self._leave(i, referent, None)
        return self._mention(i, i + 1, i, "group", referent)

    def _several(self, n: int, at: int, *, persons: bool) -> Referent | None:
        """The `n` most salient parties before (or, at the very start, after) word `at`."""
        sentence = self._words.sentence[at]
        reach = 8 if persons else 4  # how far back a pair named together is still the pair that is meant
        own = list(self._directory.case.parties)
        weights: dict[str, float] = {}
        actors: dict[str, str] = {}
        for trace in reversed(self._traces):
            back = sentence - trace.sentence
            if back > 8:
                break
            referent = trace.referent
            if referent.thing or not referent.parties:
                continue
            together = referent.plural and len(set(referent.parties)) == len(referent.parties) == n and back <= reach
            if together and (not persons or (referent.actor and " and " in referent.actor)):
                return referent
            if len(referent.parties) != 1 or (persons and not referent.person):
                continue
            party = referent.parties[0]
            weight = {"topic": 1.1, "subject": 1.0, "owner": 0.7, "object": 0.8, "other": 0.7, "modifier": 0.35}[
                trace.role
            ] * 0.75**back
            if own and party not in own:
                weight *= 0.3
            weights[party] = weights.get(party, 0.0) + weight
            if referent.person and referent.actor:
                actors.setdefault(party, referent.actor)
        if len(weights) < n:
            if persons:
                return self._several(n, at, persons=False)
            return Referent(None, tuple(own), False, None, True, unnamed=at) if len(own) == n else None
        for party in weights:
            weights[party] += 0.03 * min(self._party_count.get(party, 0), 8)
        chosen = sorted(weights, key=lambda p: -weights[p])[:n]
        actor = " and ".join(actors[p] for p in chosen) if persons and all(p in actors for p in chosen) else None
        return Referent(actor, tuple(chosen), False, None, True, unnamed=at)

    # ---- pronouns

    def _pronoun(self, i: int) -> Mention | None:
        words = self._words
        word = words.folds[i]
        if i in self._at:
            referent: Referent | None = self._at[i]
        else:
            referent = self._resolve(i)
        if word in _FIRST:
            return self._mention(i, i + 1, i, "pronoun", Referent(None, (), word in ("i", "me", "my")))
        if word in _HE or word in _THEY or (word in _RELATIVE and referent is not None):
            found = referent or Referent(None, (), word in _HE, None, word in _THEY, False, None, i)
            if referent is not None and word not in _RELATIVE:
                self._leave(i, found, None)
            return self._mention(i, i + 1, i, "pronoun", found)
        if word in _IT and referent is not None and not referent.thing:
            self._leave(i, referent, None)
            return self._mention(i, i + 1, i, "pronoun", referent)
        return None

    def _resolve(self, i: int) -> Referent | None:
        words = self._words
        word = words.folds[i]
        found: Referent | None = None
        if word in _HE:
            found = self._best(i, person=True, gender="m" if _HE[word] == "m" else "f")
        elif word in _THEY:
            found = self._best(i, person=False, gender=None)
        elif word in _IT:
            found = self._it(i)
        elif word in _RELATIVE:
            verb = words.heads[i] if word != "whose" else words.heads[words.heads[i]]
            if words.deps[verb] == "relcl":
                found = self._at.get(words.heads[verb])
                if found is not None and found.thing and found.actor is None:
                    found = None
        if found is not None:
            self._at[i] = found
        return found

    def _it(self, i: int) -> Referent | None:
        words = self._words
        if words.folds[i] == "it":
            if words.deps[i] not in ("nsubj", "nsubjpass") or (i and words.folds[i - 1] in _LEAVE_IT):
                return None
            verb = words.heads[i]
            passive = words.deps[i] == "nsubjpass"
            if not passive and words.lemmas[verb] in ("be", *_WEATHER):
                return None  # it is clear, it seems: stands for a clause, or for a thing
            if passive and any(words.deps[c] in ("ccomp", "xcomp", "csubj") for c in words.children(verb)):
                return None
            if words.deps[i] == "expl":
                return None
        return self._best(i, person=None, gender=None)

    def _best(self, i: int, *, person: bool | None, gender: Gender | None) -> Referent | None:
        """The heaviest trace that agrees: `person` True for he and she, False for they, None for it."""
        words = self._words
        sentence = words.sentence[i]
        excluded = self._excluded(i)
        subject = words.deps[i] in _SUBJECTS
        owner = words.deps[i] == "poss"
        paragraph = words.paragraph[i]
        above = self._subjects_above(i)
        speaker = self._last_speaker(i) if self._quoted[i] and person else None
        lifeless = person is None and subject and words.lemmas[words.heads[i]] not in _ANIMATE
        animate = subject and words.lemmas[words.heads[i]] in _ANIMATE
        weights: dict[object, float] = {}
        referents: dict[object, Referent] = {}
        for trace in reversed(self._traces):
            back = sentence - trace.sentence
            if back > _REACH:
                break
            referent = trace.referent
            agrees = self._agreement(referent, person, gender)
            if agrees is not None and person is not True and not owner:
                # objects and subjects of verbs that things can do are things more often
                if not subject:
                    agrees += 0.4 if referent.thing else -0.6 if not referent.plural else 0.0
                elif person is None and words.lemmas[words.heads[i]] not in _ANIMATE:
                    agrees += 0.4 if referent.thing else 0.0
            if agrees is None or referent.key in excluded or trace.token >= i or (animate and referent.thing):
                continue
            weight = 3.9 if back == 0 else 2.3 * 0.65 ** (back - 1)
            weight += {"topic": 1.5, "subject": 1.0, "owner": 0.45, "object": 0.45, "other": 0.15, "modifier": -0.6}[
                trace.role
            ]
            if back == 0 and owner and trace.role in ("subject", "topic"):
                weight += 0.6
            if subject and trace.role in ("subject", "topic"):
                weight += 0.4
            if trace.quoted != self._quoted[i]:
                weight -= 0.5
            if words.paragraph[trace.token] != paragraph:
                weight -= 0.4
            if lifeless and back and not (back == 1 and trace.role == "topic"):
                continue
            weight += above.get(trace.token, 0.0)
            if self._quoted[i] and not trace.quoted and referent.key == speaker:
                weight -= 1.5
            weight += agrees
            key = referent.key
            if weight > weights.get(key, -9.0):
                weights[key] = weight
            referents.setdefault(key, referent)
        if not weights:
            return self._ahead(i, gender) if person and not self._quoted[i] else None
        for key, referent in referents.items():
            if referent.actor is not None:
                weights[key] += 0.08 * min(self._count.get(referent.actor, 0), 6)
        chosen = referents[max(weights, key=lambda k: weights[k])]
        return None if chosen.thing else chosen

    def _subjects_above(self, i: int) -> dict[int, float]:
        """Subjects of the verbs that a word hangs from, the nearest weighing most: they own what is said below them."""
        words = self._words
        found: dict[int, float] = {}
        at, weight = i, 1.2
        for _ in range(8):
            head = words.heads[at]
            if head == at:
                break
            if words.tags[head].startswith("V") or words.tags[head] == "MD":
                subjects = [c for c in words.children(head) if words.deps[c] in _SUBJECTS and c < i]
                found.update(dict.fromkeys(subjects, weight))
                weight *= 0.5 if subjects else 1.0
            at = head
        return found

    def _last_speaker(self, i: int) -> object:
        """Whoever spoke last outside quotation marks: a quote that follows is likely theirs, and `he` in it is not."""
        words = self._words
        for trace in reversed(self._traces):
            if words.sentence[i] - trace.sentence > 2:
                return None
            if trace.role in ("subject", "topic") and not trace.quoted and trace.referent.person:
                return trace.referent.key if words.lemmas[words.heads[trace.token]] in _ANIMATE else None
        return None

    def _agreement(self, referent: Referent, person: bool | None, gender: Gender | None) -> float | None:
        """0 for full agreement, less where something is unknown, None where it cannot be."""
        if person is True:
            if not referent.person or referent.plural:
                return None
            if referent.gender is None:
                guess = likely_gender(referent.actor) if referent.actor else None
                return -0.6 if guess is None else -0.3 if guess == gender else -1.4
            return 0.0 if referent.gender == gender else None
        if person is False:
            if referent.person:
                return None
            if referent.plural:
                return 0.0
            return -0.9 if referent.actor is not None and not referent.thing else None
        if referent.person or (referent.plural and (referent.entity is None or referent.entity.kind not in
                                                   ("group", "faction", "party"))):  # fmt: skip
            return None
        return -0.2 if referent.plural else 0.0

    def _excluded(self, i: int) -> set[object]:
        """Whom binding forbids: the subject for an object pronoun, the owned for its owner, a quote's own speaker."""
        words = self._words
        found: set[object] = set()
        head = words.heads[i]
        if words.deps[i] == "poss":
            if head in self._at:
                found.add(self._at[head].key)
        elif words.deps[i] not in _SUBJECTS and words.folds[i] not in _REFLEXIVE:
            verb = head
            steps = 0
            while words.tags[verb][:1] != "V" and words.tags[verb] != "MD" and words.heads[verb] != verb and steps < 6:
                verb = words.heads[verb]
                steps += 1
            for child in words.children(verb):
                if words.deps[child] in _SUBJECTS and child in self._at:
                    found.add(self._at[child].key)
        if not self._quoted[i] and words.folds[i] in _HE and words.deps[i] == "nsubj":
            if words.lemmas[words.heads[i]] in _ANIMATE:
                # "He has been to Detroit," he said: nobody whom the quote speaks of speaks it
                for trace in reversed(self._traces):
                    if words.paragraph[trace.token] != words.paragraph[i]:
                        break
                    if trace.quoted and trace.referent.person:
                        found.add(trace.referent.key)
        if self._quoted[i] and words.folds[i] in _HE:
            start = words.sentence_start[i]
            for k in range(start, min(start + 80, len(words))):
                if words.sentence[k] != words.sentence[i]:
                    break
                if not self._quoted[k] and words.deps[k] in _SUBJECTS:
                    if k in self._at:
                        found.add(self._at[k].key)
                    elif k in self._name_at and self._name_at[k].person:
                        known = self._people.of(self._name_at[k])
                        found.add(_as_referent(known.entity, known.parties).key)
        return found

    def _ahead(self, i: int, gender: Gender | None) -> Referent | None:
        """`In his speech, Putin said`: the subject that follows in the same sentence."""
        words = self._words
        for named in self._people.names_after(i):
            if words.sentence[named.core] != words.sentence[i]:
                break
            if words.deps[words.root(named.core, named.end)] in _SUBJECTS and named.entity.gender in (gender, None):
                return _as_referent(named.entity, self._people.of(named).parties)
        return None

    def _thing(self, i: int) -> None:
        words = self._words
        plural = words.tags[i] in ("NNS", "NNPS")
        self._leave(i, Referent(None, (), False, None, plural, True, None, i), None)

    # ---- common

    def _leave(self, head: int, referent: Referent, role: str | None) -> None:
        words = self._words
        self._at[head] = referent
        if role is None:
            first = head
            while words.deps[first] == "conj" and words.heads[first] < first:
                first = words.heads[first]
            dep = words.deps[first]
            role = (
                "topic" if dep in _SUBJECTS and self._main(words.heads[first])
                else "subject" if dep in _SUBJECTS or (dep == "ROOT" and words.tags[first].startswith("N"))
                else "object" if dep in _OBJECTS
                else "owner" if dep == "poss"
                else "modifier" if dep in ("compound", "amod", "nmod")
                else "other"
            )  # fmt: skip
            if first != head and first in self._at:
                self._join(first, head, referent, role)
        trace = Trace(referent, head, words.sentence[head], role, self._quoted[head])
        self._traces.append(trace)
        if referent.actor is not None:
            self._count[referent.actor] = self._count.get(referent.actor, 0) + 1
        if len(referent.parties) == 1:
            party = referent.parties[0]
            self._party_count[party] = self._party_count.get(party, 0) + 1

    def _main(self, verb: int) -> bool:
        """Whether a verb is the main one of its sentence, or joined to it."""
        words = self._words
        while words.deps[verb] == "conj" and words.heads[verb] < verb:
            verb = words.heads[verb]
        return words.deps[verb] == "ROOT"

    def _join(self, first: int, head: int, referent: Referent, role: str) -> None:
        """`Putin and Trump` are together one plural referent, of both parties."""
        other = self._at[first]
        if other.thing or referent.thing or (not other.parties and not referent.parties):
            return
        words = self._words
        previous = [t.referent for t in self._traces[-4:] if t.token == first and " and " in (t.referent.actor or "")]
        other = previous[-1] if previous else other
        parties = _merge([other.parties, referent.parties])
        names = [n for n in (other.actor, referent.actor) if n]
        actor = " and ".join(names) if len(names) == 2 else None
        joined = Referent(actor, parties, False, None, True, False, None, head)
        self._traces.append(Trace(joined, first, words.sentence[head], role, self._quoted[head]))

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


_OWN_BODIES = frozenset(
    "company firm union agency bank airline federation commission board council association institution".split()
)
_PARTISANS = frozenset(["republican", "democrat"])
_CHAMBER = {"senator": "senate", "congressman": "house", "congresswoman": "house"}
_SPOKES_GENDER: dict[str, Gender] = {"spokesman": "m", "spokeswoman": "f", "king": "m", "queen": "f"}
_PERSONS_IN_PAIRS = frozenset("leader president man minister senator negotiator chancellor diplomat".split())
_OF_OFFICES = frozenset(["secretary", "minister", "counsellor", "director", "chief"])
_CHAIRS = frozenset(["president", "premier", "chancellor", "king", "minister", "leader", "secretary", "pope", "emir",
                     "speaker", "chief", "pontiff"])  # fmt: skip


def _as_referent(entity: Entity, parties: tuple[str, ...]) -> Referent:
    return Referent(entity.name, parties, True, entity.gender, False, False, entity)


def _merge(groups: object) -> tuple[str, ...]:
    found: list[str] = []
    for group in groups:  # type: ignore[attr-defined]
        found.extend(p for p in group if p not in found)
    return tuple(found)


def _domestic(directory: Directory) -> bool:
    """Whether the case's parties are factions, firms and unions rather than states and blocs."""
    return bool(directory.case.parties) and not any(directory.is_state(key) for key in directory.case.parties)


def _quoted(words: Words) -> list[bool]:
    """Which words stand between double quotation marks; a paragraph's end closes what was left open."""
    found = [False] * len(words)
    inside = False
    for i, text in enumerate(words.texts):
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text in ('"', "``", "''"):
            inside = not inside
        elif "\n" in text:
            inside = False
        found[i] = inside
    return found
