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
        verb = tree.head[i]
        while tree.dep[verb] in ("prep", "pobj", "conj") and tree.head[verb] != verb and tree.tag[verb][:2] != "VB":
            verb = tree.head[verb]
        if tree.tag[verb][:2] == "VB" and (tree.lemma[verb] in _ENDING or roles.negated(verb)):
            return None
        if (
            kind in ("criticism", "threat")
            and tree.lemma[i] in ("attack", "complaint", "retaliation", "warning", "ire", "allegation")
            and not self._verbal(i)
        ):
            return None
        actor = roles.possessor(i)
        source = roles.after(i, ("from", "by"))
        if source is None and tree.dep[i] == "dobj" and tree.lemma[verb] in _RECEIVING:
            source = roles.after(verb, ("from", "by"))  # `drew criticism from`: the preposition hangs on the verb
        actors = self._parties(source) if source is not None else ()
        receiver: tuple[str, ...] = ()
        if not actors and actor is not None:
            actors = self._parties(actor)
        elif actor is not None:
            receiver = self._parties(actor)
        if not actors:
            for c in tree.children[i]:
                if tree.dep[c] in ("amod", "compound", "nmod"):
                    mention = roles.mention(c)
                    if mention is not None and mention.parties:
                        actors = mention.parties
                        break
        governing = tree.tag[verb][:2] == "VB" and tree.dep[i] in ("dobj", "pobj", "attr", "nsubjpass")
        subject = roles.subject(verb) if governing else None
        if (
            not actors
            and governing
            and subject is not None
            and tree.dep[i] == "dobj"
            and tree.lemma[verb]
            in (
                "issue",
                "make",
                "deliver",
                "give",
                "level",
                "launch",
                "offer",
                "repeat",
                "renew",
                "put",
                "step",
                "exert",
                "pile",
                "send",
                "carry",
                "follow",
                "voice",
                "express",
            )
        ):
            actors = self._strictly(subject)
        if not actors:
            return None
        target = roles.after(
            i, tuple(p for p in TARGETS if p not in ("from", "with")) if kind != "promise" else ("to",)
        )
        targets = self._parties(target) if target is not None else ()
        if (
            not targets
            and not receiver
            and subject is not None
            and (tree.lemma[verb] in _RECEIVING or tree.lower[tree.head[i]] == "under")
        ):
            receiver = self._strictly(subject)
            target = subject
        if not targets and receiver:
            targets = receiver
        if not targets and kind in ("threat", "ultimatum", "appeal"):
            done = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "relcl", "advcl")), None)
            hit = self._harmed(done) if done is not None else None
            targets = self._parties(hit)
            if not targets and kind == "ultimatum":
                for_whom = roles.after(i, ("for", "to"))
                targets = self._parties(for_whom)
        toward = next((t for t in targets if t not in actors), None)
        if kind == "promise" and toward is None and tree.lemma[verb] not in _MAKING:
            return None  # a promise told of as background
        if (
            kind in ("promise", "threat")
            and tree.lemma[i] in ("commitment", "guarantee", "assurance", "pledge")
            and not self._clause_of(i)
        ):
            return None
        if tree.lemma[i] == "deadline" and toward is None:
            return None
        if (
            kind in ("criticism", "praise", "pressure")
            and toward is None
            and tree.lemma[verb] not in ("voice", "express", "issue")
        ):
            return None
        named = tuple(t for t in (target if targets else None, source, actor) if t is not None)
        return self._found(i, kind, actors[0], toward, (i, *named))

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
