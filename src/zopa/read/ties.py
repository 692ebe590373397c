"""Ties: who supports whom, who is left out and by whom, who mediates, who objects to its absence.

Only what is told as so: a tie that is denied, wished for or merely possible is none. Threats, pressure, appeals,
criticism and praise are acts (`zopa.read.acts`), meetings are events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zopa.read.acts_ground import Ground
from zopa.read.findings import Tie, TieKind, finding_id
from zopa.read.roles import NEGATIONS, Roles

_BACKING: Final = frozenset(
    "back support endorse aid arm defend bankroll fund assist protect help supply finance".split()
)
_STANDING: Final = {  # verb: particles or prepositions before the one that is supported
    "stand": ("by", "with", "behind", "alongside"), "side": ("with",), "rally": ("behind", "around", "to"),
    "line": ("behind",), "stick": ("by", "with"), "unite": ("behind",),
}  # fmt: skip
_BACKING_NOUNS: Final = frozenset("support backing solidarity aid assistance help".split())
_EFFORTS: Final = frozenset(
    "mediation effort initiative position plan proposal stance demand line bid campaign candidacy call cause fight "
    "struggle request push right claim government army".split()
)
_GO_BETWEENS: Final = frozenset("mediator intermediary go-between facilitator broker moderator".split())
_LEAVING: Final = frozenset("exclude sideline bypass omit".split())
_LEAVING_OUT: Final = {"leave": "out", "shut": "out", "push": "aside", "freeze": "out", "keep": "out", "cut": "out"}
_MEDIATING: Final = frozenset("mediate broker facilitate intercede arbitrate".split())
_SEATS: Final = frozenset("seat chair place voice say".split())
_DECIDED: Final = frozenset(
    "deal agreement decision settlement peace talk talks negotiation negotiations solution treaty accord pact plan "
    "arrangement summit meeting outcome discussion guarantee".split()
)
_DECIDING: Final = frozenset("decide settle agree negotiate discuss impose conclude reach make strike sign".split())
_VOID: Final = frozenset(
    "void worthless invalid ineffective dead unacceptable meaningless illegitimate pointless nowhere null unworkable "
    "reject refuse fail never nothing no not cannot n't n’t oppose impossible".split()
)
_SEEKING: Final = frozenset("demand seek insist want request require ask claim".split())
_HEARING: Final = frozenset("involve include consult hear ask invite".split())
_PART: Final = frozenset("part role".split())


@dataclass(frozen=True, slots=True)
class _Found:
    kind: TieKind
    actors: tuple[str, ...]
    toward: tuple[str, ...]
    tokens: tuple[int, ...]


def read_ties(roles: Roles) -> list[Tie]:
    """The ties of the article, in text order; the same tie of the same two counts once in a sentence."""
    if not roles.scene.mentions:
        return []
    made: dict[tuple[object, ...], Tie] = {}
    for f in _Reader(roles).found():
        for actor in f.actors or (None,):
            for toward in f.toward or (None,):
                if actor == toward:
                    continue
                key = (roles.tree.sent[f.tokens[0]], f.kind, actor, toward)
                made.setdefault(key, _tie(roles, f, actor, toward))
    return sorted(made.values(), key=lambda t: (t.start, t.kind, t.actor or "", t.toward or ""))


def _tie(roles: Roles, f: _Found, actor: str | None, toward: str | None) -> Tie:
    tree, article = roles.tree, roles.scene.article.id
    start, end = tree.start[min(f.tokens)], tree.end[max(f.tokens)]
    return Tie(
        id=finding_id("tie", article, start, end, f.kind, actor, toward),
        article=article,
        start=start,
        end=end,
        text=tree.text[start:end],
        kind=f.kind,
        actor=actor,
        toward=toward,
    )


class _Reader(Ground):
    def found(self) -> Iterator[_Found]:
        tree = self.tree
        for i in range(tree.n):
            tag, lemma = tree.tag[i][:2], tree.lemma[i]
            if tag == "VB":
                if lemma in _BACKING or lemma in _STANDING:
                    yield from self._backing(i)
                elif lemma in _LEAVING or lemma in _LEAVING_OUT or lemma in ("invite", "represent"):
                    yield from self._leaving_out(i)
                elif lemma in _MEDIATING or (lemma == "host" and self._hosts_talks(i)):
                    yield from self._mediating(i)
                if lemma in _SEEKING:
                    yield from self._seeking(i)
                elif lemma == "bind":
                    yield from self._not_bound(i)
            elif tag == "NN":
                if lemma in _BACKING_NOUNS:
                    yield from self._backing_noun(i)
                elif lemma in _SEATS:
                    yield from self._no_seat(i)
                    yield from self._unless_seated(i)
                elif lemma in _GO_BETWEENS:
                    yield from self._as_mediator(i)
                elif lemma in ("back", "head"):
                    yield from self._behind_its_back(i)
                elif lemma == "table":
                    yield from self._not_at_the_table(i)
            if tree.lower[i] == "without" or (tree.lower[i] == "absence" and tree.lower[tree.head[i]] == "in"):
                yield from self._not_without(i)

    def _backing(self, i: int) -> Iterator[_Found]:
        tree = self.tree
        if not self._done(i):
            return
        doer, actors = self._doer(i)
        if tree.lemma[i] in _STANDING:
            target = self.roles.after(i, _STANDING[tree.lemma[i]])
            if target is None:  # `stands firmly behind`, `lined up behind`: the preposition may hang on a particle
                inner = [c for c in tree.children[i] if tree.dep[c] in ("prt", "advmod")]
                target = next((t for c in inner if (t := self.roles.after(c, _STANDING[tree.lemma[i]]))), None)
        elif self.roles.passive(i):
            target = next((c for c in tree.children[i] if tree.dep[c] == "nsubjpass"), None)
        else:
            target = next(iter(self.roles.objects(i)), None)
        toward = self.roles.parties(target) if target is not None else ()
        if target is not None and not toward and tree.lemma[target] in _EFFORTS:
            owner = self.roles.possessor(target)  # `supports Oman's mediation`
            toward = self.roles.parties(owner) if owner is not None else ()
        if doer is not None and target is not None and actors and toward:
            yield _Found("supports", actors, toward, (i, doer, target))

    def _backing_noun(self, i: int) -> Iterator[_Found]:
        """`Poland's support for Ukraine`, `Kyiv has the backing of London`."""
        tree, roles = self.tree, self.roles
        if any(tree.lower[c] in NEGATIONS for c in tree.children[i]) or roles.negated(i):
            return
        receiver = roles.after(i, ("for", "to", "with"))
        owner = roles.possessor(i)
        giver = owner if owner is not None else roles.after(i, ("from", "of", "by"))
        has = tree.lemma[tree.head[i]] in ("have", "enjoy", "win")
        if receiver is None and owner is None and giver is not None and has:
            receiver = roles.subject(tree.head[i])
        if receiver is None or giver is None:
            return
        actors, toward = roles.parties(giver), roles.parties(receiver)
        mention = roles.mention(giver)
        if not actors and mention is not None:
            actors = mention.parties
        if actors and toward:
            yield _Found("supports", actors, toward, (i, receiver, giver))

    def _leaving_out(self, i: int) -> Iterator[_Found]:
        tree, roles = self.tree, self.roles
        lemma = tree.lemma[i]
        particle = _LEAVING_OUT.get(lemma)
        if particle and not any(tree.lower[c] == particle for c in tree.children[i]):
            return
        negated = any(tree.dep[c] == "neg" or tree.lower[c] in ("never", "hardly") for c in tree.children[i])
        if negated != (lemma in ("invite", "represent")):
            return
        if lemma == "represent" and not roles.passive(i):
            return
        if any(tree.tag[c] == "MD" and tree.lower[c] != "will" for c in tree.children[i]):
            return
        if roles.passive(i) or (tree.tag[i] == "VBN" and tree.dep[i] in ("pcomp", "acl", "advcl")):
            victim, doer = self._victim(i), roles.agent(i)
        else:
            victim, doer = next(iter(roles.objects(i)), None), roles.subject(i)
        toward = roles.parties(victim) if victim is not None else ()
        actors = roles.parties(doer) if doer is not None else ()
        if victim is not None and toward:
            yield _Found("leaves out", tuple(a for a in actors if a not in toward), toward, (i, victim))

    def _victim(self, i: int) -> int | None:
        """Who is left out: the subject of the passive, borrowed from the clause above (`while being left out`)."""
        tree, node = self.tree, i
        for _ in range(5):
            own = next((c for c in tree.children[node] if tree.dep[c] in ("nsubjpass", "nsubj")), None)
            if own is not None and self.roles.parties(own):
                return own
            if tree.dep[node] in ("acl", "relcl") and self.roles.parties(tree.head[node]):
                return tree.head[node]
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        return None

    def _no_seat(self, i: int) -> Iterator[_Found]:
        """`No European has a chair`, `Kyiv has no seat at the table`, `neither has Ukraine`."""
        tree, roles = self.tree, self.roles
        verb = tree.head[i]
        if tree.lemma[verb] not in ("have", "get", "find") or tree.dep[i] not in ("dobj", "attr"):
            return
        subject = roles.subject(verb)
        if subject is None:
            return
        denied = any(tree.lower[c] in NEGATIONS for k in (i, subject, verb) for c in tree.children[k])
        parties = roles.parties(subject)
        if not parties or not denied:
            return
        also = [c for c in tree.children[verb] if tree.dep[c] == "conj" and tree.lemma[c] in ("have", "do", "be")]
        more = [k for c in also if any(tree.lower[g] in ("neither", "nor") for g in tree.children[c])
                for k in tree.children[c] if tree.dep[k] in ("nsubj", "attr", "dobj")]  # fmt: skip
        for k in more:
            parties += roles.parties(k)
        yield _Found("leaves out", (), tuple(dict.fromkeys(parties)), (i, subject, *more))

    def _hosts_talks(self, i: int) -> bool:
        """`hosted talks between`: only with the parties named is a host a go-between."""
        thing = next(iter(self.roles.objects(i)), None)
        return thing is not None and self.tree.lemma[thing] in _DECIDED and (
            self.roles.after(thing, ("between", "among")) or self.roles.after(i, ("between", "among"))
        ) is not None  # fmt: skip

    def _mediating(self, i: int) -> Iterator[_Found]:
        if not self._done(i):
            return
        doer, actors = self._doer(i)
        if doer is None or not actors:
            return
        between = self.roles.after(i, ("between", "among"))
        thing = next(iter(self.roles.objects(i)), None)
        if between is None and thing is not None:
            between = self.roles.after(thing, ("between", "among"))
        toward = self.roles.parties(between) if between is not None else ()
        tokens = tuple(t for t in (i, doer, thing, between) if t is not None)
        yield _Found("mediates", actors, tuple(t for t in toward if t not in actors), tokens)

    def _not_without(self, i: int) -> Iterator[_Found]:
        """`No deal can hold without us`, `nothing may be decided about his country in its absence`."""
        tree, roles = self.tree, self.roles
        first, last = tree.sents[tree.sent[i]]
        words = range(first, last)
        relations = ("pobj", "pcomp") if tree.lower[i] == "without" else ("poss",)
        held = next((c for c in tree.children[i] if tree.dep[c] in relations), None)
        if held is None:
            return
        if tree.dep[held] == "pcomp" and tree.lemma[held] not in _HEARING:
            return
        who = self._parties(held) or (roles.parties_below(held) if tree.dep[held] == "pcomp" else ())
        quoted = roles.speaking_party(tree.start[i], tree.end[i])
        if not who and tree.lower[held] in ("us", "me", "it", "him", "her", "them") and quoted:
            who = (quoted,)
        about = any(tree.lemma[k] in _DECIDED or tree.lemma[k] in _DECIDING for k in words)
        void = any(tree.lemma[k] in _VOID or tree.lower[k] in _VOID for k in words if k != i)
        if not who or not about or not void:
            return
        yield from self._objecting(i, who, held)

    def _as_mediator(self, i: int) -> Iterator[_Found]:
        """`met, with Oman's minister acting as mediator`, `Oman has served as go-between for A and B`."""
        tree, roles = self.tree, self.roles
        verb = tree.head[tree.head[i]]
        if tree.lower[tree.head[i]] != "as" or tree.tag[verb][:2] != "VB" or roles.negated(verb):
            return
        if tree.lemma[verb] not in ("act", "serve", "work", "function") or not self._done(verb):
            return
        doer = roles.subject(verb)
        actors = roles.parties(doer) if doer is not None else ()
        mention = roles.mention(doer) if doer is not None else None
        actors = actors or (mention.parties if mention is not None else ())
        if doer is not None and not actors:
            owner = roles.possessor(doer)
            actors = roles.parties(owner) if owner is not None else ()
        between = roles.after(i, ("for", "between", "among"))
        noun = tree.head[verb] if tree.dep[verb] == "acl" else verb
        beside = tree.head[noun]
        if between is None and tree.dep[noun] in ("pcomp", "pobj") and tree.lower[beside] == "with":
            between = roles.subject(tree.head[beside])  # those who met
        toward = roles.parties(between) if between is not None else ()
        if between is not None and not toward:
            toward = roles.parties_below(between)
        if doer is not None and between is not None and actors and toward:
            yield _Found("mediates", actors, tuple(t for t in toward if t not in actors), (i, doer, between))

    def _objecting(self, i: int, who: tuple[str, ...], *shown: int) -> Iterator[_Found]:
        """An objection at token `i` by whoever says so: for itself, or for `who` was left out."""
        tree, roles = self.tree, self.roles
        first, last = tree.sents[tree.sent[i]]
        quoted = roles.speaking_party(tree.start[i], tree.end[i])
        sayers = (quoted,) if quoted else self._speaker(i)
        if not sayers:
            verb = next((k for k in range(first, last) if tree.dep[k] == "ROOT"), i)
            subject = roles.subject(verb)
            sayers = roles.parties(subject) if subject is not None else ()
        tokens = (i, *shown, *self._about(range(first, last)))
        for sayer in dict.fromkeys(sayers):
            yield _Found("objects", (sayer,), tuple(p for p in who if p != sayer), tokens)

    def _behind_its_back(self, i: int) -> Iterator[_Found]:
        """`no deal struck behind its back`, `nobody can trade our gas over our heads`."""
        tree, roles = self.tree, self.roles
        above = "behind" if tree.lemma[i] == "back" else "over"
        owner = roles.possessor(i)
        first, last = tree.sents[tree.sent[i]]
        void = any(tree.lemma[k] in _VOID or tree.lower[k] in _VOID | {"nobody", "none"} for k in range(first, last))
        if tree.lower[tree.head[i]] == above and owner is not None and void:
            yield from self._objecting(i, roles.parties(owner))

    def _not_bound(self, i: int) -> Iterator[_Found]:
        """`it would not be bound by the deal`."""
        tree, roles = self.tree, self.roles
        by = roles.agent(i)
        if roles.passive(i) and roles.negated(i) and by is not None and tree.lemma[by] in _DECIDED:
            subject = roles.subject(i)
            parties = roles.parties(subject) if subject is not None else ()
            if parties:
                yield _Found("objects", parties, (), (i, by))

    def _unless_seated(self, i: int) -> Iterator[_Found]:
        """`threatened to leave unless it was given a seat at the table`."""
        tree, roles = self.tree, self.roles
        verb = tree.head[i]
        condition = any(tree.dep[c] == "mark" and tree.lower[c] in ("unless", "until") for c in tree.children[verb])
        if condition and tree.dep[i] in ("dobj", "oprd", "nsubjpass") and roles.after(i, ("at", "in")) is not None:
            subject = roles.subject(verb)
            yield from self._objecting(i, roles.parties(subject) if subject is not None else ())

    def _not_at_the_table(self, i: int) -> Iterator[_Found]:
        """`a ceasefire was impossible while it was not at the table`."""
        tree, roles = self.tree, self.roles
        verb = tree.head[tree.head[i]]
        if tree.lower[tree.head[i]] != "at" or tree.lemma[verb] not in ("be", "sit") or not roles.negated(verb):
            return
        if any(
            tree.dep[c] == "mark" and tree.lower[c] in ("while", "if", "as", "when", "until")
            for c in tree.children[verb]
        ):
            subject = roles.subject(verb)
            yield from self._objecting(i, roles.parties(subject) if subject is not None else ())

    def _about(self, words: range) -> tuple[int, ...]:
        return tuple(k for k in words if self.tree.lemma[k] in _DECIDED or self.tree.lemma[k] in _DECIDING)[:1]

    def _seeking(self, i: int) -> Iterator[_Found]:
        """`demanded a seat at the table`, `sought an invitation`, `insists on taking part`."""
        tree, roles = self.tree, self.roles
        if not self._done(i):
            return
        doer, actors = self._doer(i)
        if doer is None or not actors:
            return
        things = [*roles.objects(i)]
        reached = roles.after(i, ("on", "for", "to"))
        things += [reached] if reached is not None else []
        for k in things:
            seat = tree.lemma[k] in _SEATS and any(
                tree.lower[g] in ("table", "talks", "negotiations", "summit", "meeting", "room")
                for c in tree.children[k] if tree.dep[c] == "prep" for g in tree.children[c]
            )  # fmt: skip
            part = tree.lemma[k] == "take" and any(tree.lemma[c] in _PART for c in tree.children[k])
            if seat or part or tree.lemma[k] in ("invitation", "participation", "inclusion"):
                yield _Found("objects", actors, (), (i, doer, k))
                return
