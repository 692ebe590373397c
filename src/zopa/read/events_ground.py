"""What the rules of events share: the lexicon, who took part, and where."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.read.events_course import Course
from zopa.read.roles import Roles

LIGHT: Final = frozenset(
    "hold have take occur happen convene schedule plan host begin start open resume conclude end finish set attend "
    "stage "
    "lead chair conduct mark announce make follow come launch carry reach strike reconvene postpone cancel delay "
    "suspend call break collapse be slate expect due join enter mediate broker arrange agree remain last see".split()
)
_INTENTIONS: Final = frozenset(
    "plan intention decision promise threat pledge vow proposal readiness willingness move".split()
)
_MEASURES: Final = frozenset(("sanction", "fight"))  # families of what is done to somebody
GATHERING: Final = frozenset(("meet", "call"))  # families that bring parties together
_JOINING: Final = frozenset("including alongside".split())
_CONVENING: Final = frozenset(
    "mediate broker host facilitate convene chair moderate sponsor arrange organise organize".split()
)
_TAKING_PART: Final = frozenset("attend participate join".split())
_THE: Final = frozenset("the this that these those their its his her both".split())
NOMINAL: Final = frozenset("NN NNS NNP NNPS".split())


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, str]]:
    table = {}
    text = (resources.files("zopa.read") / "event_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, kind, family = line.split("\t")
            table[lemma] = (kind, family)
    return table


def gathers(lemma: str) -> bool:
    """Whether a noun is something that people hold without owning it: talks, a vote, a rally."""
    return _lexicon().get(lemma, ("", ""))[1] in ("meet", "call", "vote", "say", "protest")


class Ground(Course):
    """Participants and places of what a noun or a verb tells of."""

    def __init__(self, roles: Roles) -> None:
        super().__init__(roles)
        self.lexicon = _lexicon()

    def family(self, i: int | None) -> str:
        """The family of what the token tells of; empty where it is none or no known kind of event."""
        return ((self.entry(i) if i is not None else None) or ("", ""))[1]

    def limits(self, i: int | None) -> bool:
        """Whether the token tells of a deadline or an ultimatum."""
        return self.family(i) in ("deadline", "ultimatum")

    def entry(self, i: int) -> tuple[str, str] | None:
        tree = self.tree
        entry = self.lexicon.get(tree.lemma[i]) or self.lexicon.get(tree.lower[i])
        if entry is None:
            return None
        if tree.tag[i][:2] == "VB" and tree.lemma[i] in (
            "call",
            "head",
            "address",
            "table",
            "walk",
            "strike",
            "free",
            "host",
            "phone",
            "round",
        ):
            objects = self.roles.objects(i)
            if tree.lemma[i] == "call" and not any(self.roles.parties(o) for o in objects):
                return None
            if tree.lemma[i] in ("head", "walk", "table", "round"):
                return (
                    ("visit", "visit")
                    if tree.lemma[i] == "head" and self.roles.after(i, ("to", "for", "back")) is not None
                    else None
                )
        if (
            tree.lemma[i] == "strike"
            and tree.tag[i][:2] == "NN"
            and any(
                tree.lower[c] in ("air", "missile", "drone", "military", "retaliatory", "israeli", "russian", "rocket")
                for c in tree.children[i]
            )
        ):
            return ("attack", "fight")
        if tree.lemma[i] == "strike" and tree.tag[i][:2] == "VB":
            return ("attack", "fight") if any(True for _ in self.roles.objects(i)) else ("strike", "strike")
        return entry

    def participants_of(self, trigger: int) -> tuple[str, ...]:
        tree, roles = self.tree, self.roles
        names: list[str] = []

        def add(i: int | None) -> None:
            if i is None:
                return
            found = roles.parties(i)
            for c in tree.children[i]:  # `a call with Trump and European leaders`: a name joined to a modifier
                if tree.dep[c] in ("nmod", "amod", "compound") and any(tree.dep[g] == "conj" for g in tree.children[c]):
                    mention = roles.mention(c)
                    found += mention.parties if mention is not None and mention.person else ()
            if not found:  # `attacked Kessarian posts`, `imposed sanctions on Iran`
                for c in tree.children[i]:
                    mention = roles.mention(c) if tree.dep[c] in ("poss", "amod", "compound", "nmod") else None
                    found += mention.parties if mention is not None else ()
                found += self._setters(i)
                links: tuple[str, ...] = ("on", "against", "with", "between")
                if self.family(trigger) in GATHERING:  # `met their counterparts from Chile`
                    links = (*links, "from", "of")
                reached = roles.after(i, links)
                found += roles.parties(reached) if reached is not None else ()
            names.extend(found)

        nominal = tree.tag[trigger] in NOMINAL
        if nominal:
            for c in tree.children[trigger]:
                if tree.dep[c] in ("poss", "compound", "amod", "nmod"):
                    mention = roles.mention(c)
                    if mention is not None:
                        names.extend(mention.parties)
                elif tree.dep[c] == "prep" and tree.lower[c] in (
                    "between",
                    "with",
                    "of",
                    "by",
                    "among",
                    "from",
                    "to",
                    "for",
                    "on",
                    "against",
                    "involving",
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj":
                            add(g)
            verb = tree.head[trigger]
            steps = 0
            while (
                tree.tag[verb][:2] != "VB"
                and tree.head[verb] != verb
                and steps < 4
                and tree.dep[verb] in ("prep", "pobj", "conj", "dobj", "attr")
            ):
                verb = tree.head[verb]
                steps += 1
            if tree.tag[verb][:2] == "VB" and (
                tree.dep[trigger] != "pobj"
                or tree.lemma[verb] in LIGHT
                or tree.lemma[verb] == "meet"
                or tree.lower[tree.head[trigger]] in ("in", "during", "at")
            ):
                add(self._doer(verb))
                if tree.dep[trigger] == "pobj" and self.family(trigger) == "call":
                    for o in roles.objects(verb):
                        add(o)
                with_whom = roles.after(verb, ("with", "between"))
                add(with_whom)
            names.extend(self._conveners(trigger))
        else:
            doer = self._doer(trigger)
            add(doer if doer is not None else self._planner(trigger))
            measure = self._kind_of_objects(trigger) in _MEASURES
            for left in self._beyond(trigger):  # `walked out of the talks with the company`
                if tree.tag[left] in NOMINAL and self.family(left) in GATHERING:
                    names.extend(self.own_participants(left))
            for o in roles.objects(trigger):
                add(o)
            for c in tree.children[trigger]:
                if tree.dep[c] in ("prep", "agent", "dative") and (
                    tree.lower[c] in ("with", "to", "by", "between", "against", "from", "for")
                    or (measure and tree.lower[c] == "on")
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj":
                            add(g)
        return tuple(dict.fromkeys(names))

    def joining(self, trigger: int) -> tuple[tuple[str, ...], int]:
        """Who else is named with a meeting: `including Italy`, `alongside EU leaders`, `joined by Chile`; and whoever
        the next sentence says will take part or attend. Also the last token that says so (the trigger for nobody)."""
        tree, roles = self.tree, self.roles
        sentence = tree.sent[trigger]
        first, last = tree.sents[sentence]
        names: list[str] = []
        end = trigger
        for i in range(trigger, last):
            joins = tree.lower[i] in _JOINING and tree.dep[i] == "prep"
            joins = joins or (tree.lower[i] == "with" and tree.lower[i - 1] in ("along", "together") and i - 1 > first)
            joins = joins or (tree.lower[i] == "by" and tree.lower[i - 1] == "joined")
            for c in tree.children[i] if joins else ():
                found = roles.parties(c) if tree.dep[c] == "pobj" else ()
                names, end = [*names, *found], tree.right[c] if found else end
        if sentence + 1 < len(tree.sents):
            found, verb = self._take_part(*tree.sents[sentence + 1])
            names, end = [*names, *found], verb if found else end
        return tuple(dict.fromkeys(names)), end

    def _take_part(self, first: int, last: int) -> tuple[tuple[str, ...], int]:
        """`Chile and Peru will take part`, told of what the sentence before is about."""
        tree, roles = self.tree, self.roles
        verb = next((k for k in range(first, last) if tree.dep[k] == "ROOT"), first)
        part = tree.lemma[verb] == "take" and any(tree.lower[c] == "part" for c in tree.children[verb])
        if not (part or tree.lemma[verb] in _TAKING_PART) or roles.negated(verb) or roles.passive(verb):
            return (), verb
        if any(tree.tag[c] == "MD" and tree.lower[c] not in ("will", "shall") for c in tree.children[verb]):
            return (), verb
        things = roles.objects(verb) + [g for g in (roles.after(verb, ("in",)),) if g is not None]
        other = [k for k in things if tree.lower[k] != "part" and tree.tag[k] in NOMINAL]
        if any(self.family(k) not in GATHERING for k in other):
            return (), verb  # `Chile will join the pact`
        subject = roles.subject(verb)
        return roles.parties(subject) if subject is not None else (), max([verb, *things])

    def _setters(self, limit: int) -> tuple[str, ...]:
        """`the deadline that the union has set`, `an ultimatum given by the city`."""
        tree, roles = self.tree, self.roles
        if not self.limits(limit):
            return ()
        for c in tree.children[limit]:
            if tree.dep[c] in ("acl", "relcl"):
                setter = roles.agent(c) if roles.passive(c) or tree.dep[c] == "acl" else roles.subject(c)
                if setter is not None and setter != limit:
                    return roles.parties(setter)
        return ()

    def _doer(self, verb: int) -> int | None:
        return (
            self.roles.agent(verb) or self.roles.subject(verb) if self.roles.passive(verb) else self.roles.subject(verb)
        )

    def _planner(self, verb: int) -> int | None:
        """Whose plan it is: `has indicated plans to impose`, `took the decision to lift`."""
        tree, noun = self.tree, self.tree.head[verb]
        if tree.dep[verb] != "acl" or tree.tag[noun] not in NOMINAL or tree.lemma[noun] not in _INTENTIONS:
            return None
        owner = self.roles.possessor(noun)
        above = tree.head[noun]
        if owner is not None or tree.tag[above][:2] != "VB" or tree.dep[noun] != "dobj":
            return owner
        return self._doer(above)

    def _kind_of_objects(self, verb: int) -> str | None:
        entries = (self.entry(o) for o in self.roles.objects(verb) if self.tree.tag[o] in NOMINAL)
        return next((entry[1] for entry in entries if entry is not None), None)

    def others(self, trigger: int) -> bool:
        """Whether it names who took part, and they are nobody known: `NATO's military chiefs conferred`."""
        tree = self.tree
        doer = self._doer(trigger) if tree.tag[trigger] not in NOMINAL else trigger
        if doer is None or self.roles.parties(doer):
            return False
        if doer == trigger:  # `discussions of compromises peaked`, `a conference of engineers`: not the one told before
            return not any(tree.lower[c] in _THE for c in tree.children[trigger])
        return any(tree.tag[k] in ("NNP", "NNPS") for k in range(tree.left[doer], tree.right[doer] + 1))

    def _beyond(self, verb: int) -> list[int]:
        """The nouns after `out of` and `from`."""
        tree = self.tree
        found, queue = list[int](), [c for c in tree.children[verb] if tree.dep[c] in ("prep", "prt", "advmod")]
        for k in queue:
            for g in tree.children[k]:
                if tree.dep[g] == "pobj":
                    found.append(g)
                elif tree.dep[g] == "prep":
                    queue.append(g)
        return found

    def own_participants(self, i: int) -> tuple[str, ...]:
        tree, roles, names = self.tree, self.roles, list[str]()
        for c in tree.children[i]:
            if tree.dep[c] == "prep" and tree.lower[c] in ("between", "with", "among"):
                for g in tree.children[c]:
                    if tree.dep[g] == "pobj":
                        names.extend(roles.parties(g))
            elif tree.dep[c] in ("poss", "compound", "amod", "nmod"):
                mention = roles.mention(c)
                if mention is not None:
                    names.extend(mention.parties)
        return tuple(dict.fromkeys((*names, *self._conveners(i))))

    def _conveners(self, noun: int) -> tuple[str, ...]:
        """Who brings the sides together: `talks mediated by Chile`, `Chile hosted the talks`."""
        tree, roles = self.tree, self.roles
        if self.family(noun) not in GATHERING:
            return ()
        verbs = [c for c in tree.children[noun] if tree.dep[c] in ("acl", "relcl")]
        if tree.dep[noun] in ("nsubjpass", "dobj"):
            verbs.append(tree.head[noun])
        found: list[str] = []
        for verb in verbs:
            if tree.lemma[verb] in _CONVENING and not roles.negated(verb) and self.real(verb):
                told = roles.agent(verb) if tree.tag[verb] == "VBN" else roles.subject(verb)
                found += roles.parties(told) if told is not None and told != noun else ()
        return tuple(found)

    def place_of(self, trigger: int) -> str | None:
        """The name after `in` or `at` on the event or on the verb that it hangs on."""
        tree, roles = self.tree, self.roles
        nodes = [trigger]
        for c in tree.children[trigger]:  # `a round of talks in Muscat`
            if tree.lower[c] == "of" and tree.tag[trigger] in NOMINAL:
                nodes += [g for g in tree.children[c] if tree.dep[g] == "pobj" and self.family(g) in GATHERING]
        if tree.tag[trigger] in NOMINAL and tree.tag[tree.head[trigger]][:2] == "VB":
            nodes.append(tree.head[trigger])
        for node in nodes:
            for c in tree.children[node]:
                if (tree.dep[c] == "prep" and tree.lower[c] in ("in", "at")) or (
                    tree.lower[c] == "to" and self._moves(node)
                ):
                    for g in tree.children[c]:
                        if tree.dep[g] == "pobj" and tree.tag[g] in ("NNP", "NNPS") and not self._is_time(g):
                            return roles.words(*self._name(g))
        return self._place_behind_day(nodes[-1])

    def _place_behind_day(self, node: int) -> str | None:
        """`set for 3 September in Vienna`: the parser hangs the place on the day."""
        tree = self.tree
        for k in range(node + 1, min(node + 12, tree.right[node] + 1)):
            if tree.lower[k] == "in" and tree.dep[k] == "prep" and self._is_time(tree.head[k]):
                for g in tree.children[k]:
                    if tree.dep[g] == "pobj" and tree.tag[g] in ("NNP", "NNPS") and not self._is_time(g):
                        return self.roles.words(*self._name(g))
        return None

    def _name(self, i: int) -> tuple[int, int]:
        """A place with what stands before it; titles and relative clauses after it stay out."""
        tree = self.tree
        first = min([i, *[c for c in tree.children[i] if tree.dep[c] in ("compound", "amod", "nmod", "poss")]])
        return first, i + 1

    def _moves(self, node: int) -> bool:
        return (self.lexicon.get(self.tree.lemma[node]) or ("", ""))[1] == "visit"

    def _is_time(self, i: int) -> bool:
        start = self.tree.start[i]
        return any(m.start <= start < m.end for m in self.roles.scene.moments)
