"""Acts told by nouns: `Trump's ultimatum`, `pressure from`, `there will be consequences if`."""

from __future__ import annotations

from typing import Final

from zopa.read.acts_ground import CONSEQUENCES, TARGETS, Found, Ground, lexicon
from zopa.read.findings import ActKind
from zopa.read.roles import Roles

_RECEIVING: Final = frozenset(
    "face receive draw attract come meet suffer endure encounter feel resist withstand earn win get "
    "reject dismiss ignore defy shrug".split()
)
_MAKING: Final = frozenset("make give renew repeat reaffirm offer issue reiterate keep deliver".split())
_DOING: Final = frozenset(
    "issue make deliver give level launch offer repeat renew put step exert pile send carry follow "
    "voice express".split()
)
_SAID_OR_DONE: Final = frozenset("attack complaint retaliation warning ire allegation".split())
_GIVEN_ALONG: Final = frozenset("commitment guarantee assurance pledge".split())  # acts only with what they are of
_ENDING: Final = frozenset("drop withdraw lift avoid end ease relieve prevent retract deny".split())


class NounActs(Ground):
    """One method for each way in which a noun tells of an act."""

    def __init__(self, roles: Roles) -> None:
        super().__init__(roles)
        self.nouns = lexicon()["noun"]

    def noun_act(self, i: int) -> Found | None:
        """The act that the noun at `i` tells of."""
        lemma = self.tree.lemma[i]
        act = self._noun(i, self.nouns[lemma].kind) if lemma in self.nouns else None
        return (self._consequence(i) or act) if lemma in CONSEQUENCES else act

    def _noun(self, i: int, kind: ActKind) -> Found | None:
        tree, roles = self.tree, self.roles
        if any(tree.lower[c] in ("no", "any", "without") for c in tree.children[i]):
            return None
        verb = self._verb_over(i)
        if tree.tag[verb][:2] == "VB" and (tree.lemma[verb] in _ENDING or roles.negated(verb)):
            return None
        if kind in ("criticism", "threat") and tree.lemma[i] in _SAID_OR_DONE and not self._verbal(i):
            return None
        governing = tree.tag[verb][:2] == "VB" and tree.dep[i] in ("dobj", "pobj", "attr", "nsubjpass")
        subject = roles.subject(verb) if governing else None
        source, owner = self._source(i, verb), roles.possessor(i)
        actors, receiver = self._actors(i, verb, source, owner, subject)
        if not actors:
            return None
        targets, named = self._targets(i, verb, kind, receiver, subject)
        aimed = [t for t in targets if t not in actors]
        toward = aimed[0] if aimed else None
        if self._only_background(i, verb, kind, toward):
            return None
        tokens = (i, *(t for t in (named, source, owner) if t is not None), *(roles.joined(named) if named else ()))
        return self._found(i, kind, actors[0], toward, tokens, None, tuple(aimed[1:]))

    def _verb_over(self, i: int) -> int:
        tree, verb = self.tree, self.tree.head[i]
        while tree.dep[verb] in ("prep", "pobj", "conj") and tree.head[verb] != verb and tree.tag[verb][:2] != "VB":
            verb = tree.head[verb]
        return verb

    def _source(self, i: int, verb: int) -> int | None:
        source = self.roles.after(i, ("from", "by"))
        if source is None and self.tree.dep[i] == "dobj" and self.tree.lemma[verb] in _RECEIVING:
            return self.roles.after(verb, ("from", "by"))  # `drew criticism from`: the preposition hangs on the verb
        return source

    def _actors(
        self, i: int, verb: int, source: int | None, owner: int | None, subject: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Whose act it is, and whom its owner makes its receiver: `Kyiv's criticism from Moscow` comes from Moscow."""
        tree = self.tree
        actors = self._parties(source) if source is not None else ()
        owners = self._parties(owner) if owner is not None else ()
        if actors:
            return actors, owners
        if owners:
            return owners, ()
        for c in tree.children[i]:
            mention = self.roles.mention(c) if tree.dep[c] in ("amod", "compound", "nmod") else None
            if mention is not None and mention.parties:
                return mention.parties, ()
        if subject is not None and tree.dep[i] == "dobj" and tree.lemma[verb] in _DOING:
            return self._strictly(subject), ()
        return (), ()

    def _targets(
        self, i: int, verb: int, kind: ActKind, receiver: tuple[str, ...], subject: int | None
    ) -> tuple[tuple[str, ...], int | None]:
        """Toward whom it is, and the word that names them."""
        tree, roles = self.tree, self.roles
        words = ("to",) if kind == "promise" else tuple(p for p in TARGETS if p not in ("from", "with"))
        target = roles.after(i, words)
        targets = self._parties(target) if target is not None else ()
        if targets:
            return targets, target
        receives = tree.lemma[verb] in _RECEIVING or tree.lower[tree.head[i]] == "under"
        if not receiver and subject is not None and receives:
            receiver, target = self._strictly(subject), subject
        if receiver:
            return receiver, target
        if kind in ("threat", "ultimatum", "appeal"):
            done = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "relcl", "advcl")), None)
            targets = self._parties(self._harmed(done) if done is not None else None)
            if not targets and kind == "ultimatum":
                targets = self._parties(roles.after(i, ("for", "to"))) or self._parties(self._held_to(i))
        return targets, target if targets else None

    def _only_background(self, i: int, verb: int, kind: ActKind, toward: str | None) -> bool:
        """Is it told of without being made, or toward nobody where one is needed?"""
        lemma, above = self.tree.lemma[i], self.tree.lemma[verb]
        if toward is None and (
            (kind == "promise" and above not in _MAKING)
            or lemma == "deadline"
            or (kind in ("criticism", "praise", "pressure") and above not in ("voice", "express", "issue"))
        ):
            return True
        return kind in ("promise", "threat") and lemma in _GIVEN_ALONG and not self._clause_of(i)

    def _verbal(self, i: int) -> bool:
        """Is an attack or complaint one of words?"""
        tree = self.tree
        if tree.lemma[i] == "warning":
            return self._clause_of(i) and self._warns(i)
        if tree.lemma[i] == "retaliation":
            return False
        if tree.lemma[i] == "attack":
            return any(
                tree.lower[c] in ("verbal", "scathing", "personal", "political", "blistering") for c in tree.children[i]
            )
        return True

    def _consequence(self, i: int) -> Found | None:
        """`there would be severe consequences if ...`: the threat of whoever says so."""
        tree, node = self.tree, i
        ahead = False
        for _ in range(5):
            if tree.tag[node][:2] == "VB":
                ahead = ahead or any(tree.lower[c] in ("will", "would", "'ll") for c in tree.children[node])
                if tree.lemma[node] in ("warn", "threaten", "promise"):
                    return None  # told by the verb itself
                if ahead:
                    break
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        actors = self._speaker(i)
        if not ahead or not actors or self.roles.negated(node):
            return None
        for_whom = self.roles.after(i, ("for",))
        face = tree.head[i] if tree.lemma[tree.head[i]] in ("face", "suffer") else None
        target = for_whom if for_whom is not None else (self.roles.subject(face) if face is not None else None)
        return self._made(i, "threat", actors, target, (i,), node)
