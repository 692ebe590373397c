"""What the rules of acts share: the lexicon, who a noun or a speaker stands for, and how an act is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final, cast

from zopa.read.findings import ActKind
from zopa.read.grammar_words import POSSIBLE
from zopa.read.lapses import end_of
from zopa.read.roles import Roles

_FIRST_PERSON: Final = frozenset("i we us me our my".split())
PUNITIVE: Final = frozenset(
    "sanction sanctions tariff tariffs embargo duty duties blockade boycott penalty penalties levy levies restriction "
    "ban "
    "measures countermeasure fine".split()
)
HARM: Final = frozenset(
    "retaliate punish avenge attack strike destroy bomb invade annihilate obliterate hit crush respond withhold cut "
    "veto "
    "boycott walk quit leave withdraw suspend block close seize shut kill sue fire expel impose slap raise levy cancel "
    "pull halt stop tear scrap abandon resume escalate blockade dismiss veto sink collapse topple "
    "sack evict deport shoot besiege occupy".split()
)
CONSEQUENCES: Final = frozenset(
    "consequence consequences repercussion repercussions retaliation reprisal reprisals".split()
)
_DEEDS: Final = frozenset("walkout lockout stoppage action boycott blockade response countermeasure".split())
_BLOWS: Final = frozenset("strike attack assault war force".split())  # of somebody else, unless on a condition
_FOLLOWING: Final = frozenset("end mean trigger provoke bring draw prompt cost lead meet".split())
_SAYING: Final = frozenset(
    "say warn threaten tell add state insist declare promise vow indicate signal repeat suggest announce".split()
)
_AGAINST: Final = ("on", "against", "at", "to", "toward", "towards", "upon")
_STATEMENTS: Final = frozenset(
    "statement remark comment speech letter tweet post government official address message communique appeal editorial "
    "resolution declaration report move decision".split()
)
TARGETS: Final = ("on", "against", "at", "to", "toward", "towards", "with", "over", "upon", "of", "for", "from")


@dataclass(frozen=True, slots=True)
class Frame:
    kind: ActKind
    frame: str


@dataclass(frozen=True, slots=True)
class Found:
    trigger: int
    kind: ActKind
    actor: str
    toward: str | None
    tokens: tuple[int, ...]
    condition: str | None
    deadline: date | None
    others: tuple[str, ...] = ()  # further parties that it goes toward, as firmly as toward the first


@lru_cache(maxsize=1)
def lexicon() -> dict[str, dict[str, Frame]]:
    table: dict[str, dict[str, Frame]] = {}
    text = (resources.files("zopa.read") / "act_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, part, kind, frame = line.split("\t")
            table.setdefault(part, {})[word] = Frame(cast(ActKind, kind), frame)
    return table


class Ground:
    """Parties behind words, and the making of an act; the rules for verbs and nouns build on it."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree

    def _parties(self, i: int | None) -> tuple[str, ...]:
        """The parties of a noun, else of its possessor (`the president's itinerary`), else in its `by` or `of`."""
        if i is None:
            return ()
        tree, roles = self.tree, self.roles
        if tree.lower[i] in _FIRST_PERSON:
            party = roles.speaking_party(tree.start[i], tree.end[i])
            return (party,) if party else roles.parties(i)
        direct = roles.parties(i)
        if direct:
            return direct
        for c in tree.children[i]:
            if tree.dep[c] in ("poss", "nmod", "amod", "compound"):
                mention = roles.mention(c)
                if mention is not None and mention.parties:
                    return mention.parties
        owner = roles.after(i, ("of", "by", "from"))
        return roles.parties(owner) if owner is not None else ()

    def _strictly(self, i: int | None) -> tuple[str, ...]:
        """The parties of a doer: the noun itself, or whose statement it is."""
        if i is None:
            return ()
        tree = self.tree
        if tree.lower[i] in _FIRST_PERSON or self.roles.parties(i):
            return self._parties(i)
        return self._parties(i) if tree.lemma[i] in _STATEMENTS else ()

    def _doer(self, verb: int) -> tuple[int | None, tuple[str, ...]]:
        roles, tree = self.roles, self.tree
        doer = roles.agent(verb) if roles.passive(verb) else roles.subject(verb)
        parties = self._strictly(doer)
        if not parties and doer is None and not roles.passive(verb) and tree.dep[verb] == "advcl":
            doer = roles.subject(tree.head[verb])
            parties = self._strictly(doer)
        return doer, parties

    def _speaker(self, i: int) -> tuple[str, ...]:
        """Who says the words at `i`: the party of the quote, else the subject of the verb of saying above."""
        tree, roles = self.tree, self.roles
        party = roles.speaking_party(tree.start[i], tree.end[i])
        if party:
            return (party,)
        node = i
        for _ in range(8):
            if tree.tag[node][:2] == "VB" and tree.lemma[node] in _SAYING:
                parties = self._strictly(roles.subject(node))
                if parties:
                    return parties
            if tree.head[node] == node:
                return ()
            node = tree.head[node]
        return ()

    def _done(self, verb: int) -> bool:
        """Is it told as done or being done: not denied, not merely possible, not only wanted?"""
        tree = self.tree
        if self.roles.negated(verb):
            return False
        aux = [c for c in tree.children[verb] if tree.dep[c] in ("aux", "auxpass")]
        if any(tree.lower[c] in POSSIBLE for c in aux):
            return False
        if any(tree.lower[c] == "to" for c in aux):
            governor = tree.head[verb]
            return tree.lemma[governor] in ("continue", "begin", "start", "seek", "try", "move", "go", "use", "want")
        return True

    def _complement(self, verb: int) -> int | None:
        return next((c for c in self.tree.children[verb] if self.tree.dep[c] in ("xcomp", "ccomp") and c > verb), None)

    def _harmed(self, verb: int) -> int | None:
        """Whom the threatened deed would hit: its object, else who stands after `on` or `against`."""
        roles, tree = self.roles, self.tree
        for o in roles.objects(verb):
            if self._parties(o):
                return o
            hit = roles.after(o, _AGAINST)
            if hit is not None and self._parties(hit):
                return hit
        hit = roles.after(verb, _AGAINST)
        if hit is not None and self._parties(hit):
            return hit
        for c in tree.children[verb]:
            if tree.dep[c] in ("xcomp", "conj") and c > verb:
                found = self._harmed(c)
                if found is not None:
                    return found
        return None

    def _governing_actor(self, i: int) -> tuple[str, ...]:
        """`he has indicated plans to impose tariffs`: the planner."""
        tree, node = self.tree, i
        for _ in range(6):
            node = tree.head[node]
            if tree.tag[node][:2] == "VB":
                parties = self._strictly(self.roles.subject(node))
                if parties:
                    return parties
            elif tree.tag[node][:2] == "NN":
                owner = self.roles.possessor(node)
                if owner is not None and self._strictly(owner):
                    return self._strictly(owner)
            if tree.head[node] == node:
                break
        return ()

    def _clause_of(self, i: int) -> bool:
        return any(
            self.tree.dep[c] in ("acl", "ccomp", "relcl") or (self.tree.dep[c] == "prep" and self.tree.lower[c] == "of")
            for c in self.tree.children[i]
        )

    def _warns(self, verb: int) -> bool:
        """A warning is a threat only with a consequence of the warner's own making, or a condition on another."""
        tree, roles = self.tree, self.roles
        first, last = tree.subtree(verb)
        words = {tree.lemma[k] for k in range(first, last)} | {tree.lower[k] for k in range(first, last)}
        if words & CONSEQUENCES or words & PUNITIVE or "retaliate" in words:
            return True
        for warned in roles.objects(verb):  # `warned the company of a walkout`: its own; an attack may be another's
            deed = roles.after(warned, ("of",)) or roles.after(verb, ("of",))
            deeds = _DEEDS | _BLOWS if self._if_between(verb, warned) else _DEEDS
            if deed is not None and tree.lemma[deed] in deeds and not self._parties(deed):
                return True
        for c in tree.children[verb]:
            if tree.dep[c] in ("ccomp", "advcl"):
                subject = roles.subject(c)
                own = subject is not None and set(self._strictly(subject)) & set(self._doer(verb)[1])
                if subject is not None and self._any_more(subject) and tree.lemma[c] in _FOLLOWING:
                    return True  # `warned Kessaria that any new shelling would end the truce`
                if (
                    own
                    and any(tree.lower[g] in ("will", "would", "'ll") for g in tree.children[c])
                    and (tree.lemma[c] in HARM or roles.condition(c) is not None)
                ):
                    return True
        return False

    def _if_between(self, verb: int, warned: int) -> bool:
        """`if talks fail`, `unless it withdraws`: on a condition, and on nobody but the one warned."""
        tree = self.tree
        for c in tree.children[verb]:
            if tree.dep[c] == "advcl" and any(tree.lower[g] in ("if", "unless") for g in tree.children[c]):
                return set(self._strictly(self.roles.subject(c))) <= set(self._parties(warned))
        return False

    def _any_more(self, noun: int) -> bool:
        tree = self.tree
        return any(tree.lower[c] in ("any", "further", "another", "more") for c in tree.children[noun])

    def _made(
        self,
        i: int,
        kind: ActKind,
        actors: tuple[str, ...],
        target: int | None,
        tokens: tuple[int | None, ...],
        clause: int | None = None,
    ) -> Found | None:
        targets = self._parties(target) if target is not None else ()
        aimed = [t for t in targets if t not in actors]
        toward = aimed[0] if aimed else None
        if targets and toward is None and kind not in ("threat", "promise"):
            return None  # nobody presses or praises only themselves
        condition = self.roles.condition(clause if clause is not None else i)
        if toward is None and kind == "threat" and condition:
            toward = self._conditioned(clause if clause is not None else i, actors)
        kept = tuple(t for t in tokens if t is not None)
        named = [k for t in kept if t == target for k in self.roles.joined(t)]
        return self._found(i, kind, actors[0], toward, (i, *kept, *named), condition, tuple(aimed[1:]))

    def _conditioned(self, verb: int, actors: tuple[str, ...]) -> str | None:
        """The party whose conduct the condition is about: `if Russia does not agree`."""
        tree, roles = self.tree, self.roles
        for k in range(*tree.subtree(verb)):
            if tree.lower[k] in ("if", "unless") and tree.dep[k] == "mark":
                subject = roles.subject(tree.head[k])
                return next((p for p in self._strictly(subject) if p not in actors), None)
        return None

    def _found(
        self,
        i: int,
        kind: ActKind,
        actor: str,
        toward: str | None,
        tokens: tuple[int, ...],
        condition: str | None = None,
        others: tuple[str, ...] = (),
    ) -> Found:
        sentence = self.tree.sents[self.tree.sent[i]]
        inside = tuple(t for t in tokens if sentence[0] <= t < sentence[1])
        condition = condition or self.roles.condition(i)
        return Found(i, kind, actor, toward, (i, *inside), condition, self._deadline(i), others)

    def _held_to(self, i: int) -> int | None:
        """`set a deadline for the rebels to disarm`: the subject of the infinitive after `for`."""
        tree = self.tree
        for node in (i, tree.head[i]):
            for c in tree.children[node]:
                marked = c > i and any(tree.lower[g] == "for" and tree.dep[g] == "mark" for g in tree.children[c])
                doer = next((g for g in tree.children[c] if tree.dep[g] == "nsubj"), None) if marked else None
                if doer is not None:
                    return doer
        return None

    def _deadline(self, i: int) -> date | None:
        """The day by which: a date after `by`, `until` or `before` in what the act governs, or the end of a length
        (`within ten days`, `gave them 48 hours`)."""
        tree, roles = self.tree, self.roles
        first, last = tree.subtree(i)
        given = tree.lemma[i] == "give"
        for m in roles.scene.moments_in(tree.start[first], tree.end[last - 1]):
            before = roles.token_at(m.start) - 1
            words = set(tree.lower[max(before - 1, first) : before + 1])
            if m.last is not None and {"by", "until", "before", "within", "till"} & words:
                return m.last
            if m.last is not None and tree.lemma[before - 1 : before + 1] == ["deadline", "of"]:
                return m.last
            if m.last is None and (given or {"within", "inside"} & words):
                return end_of(m, self._said_on(i))
        return None

    def _said_on(self, i: int) -> date | None:
        """The day from which a told length runs: that of the act where its clause names one, else of publication."""
        tree, roles = self.tree, self.roles
        published = roles.scene.article.published
        for m in roles.scene.moments_in(tree.start[tree.left[i]], tree.end[tree.right[i]]):
            at = roles.token_at(m.start)
            on = tree.lower[at - 1] == "on" or tree.head[roles.root_of(at, roles.token_at(m.end - 1) + 1)] == i
            if on and m.first is not None and m.first == m.last and (published is None or m.first <= published):
                return m.first
        return published
