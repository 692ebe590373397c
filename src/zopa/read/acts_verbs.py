"""Acts told by verbs and phrases: `accused`, `urged to`, `threatened to`, `imposed sanctions on`, `put pressure on`."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from zopa.read.acts_ground import CONSEQUENCES, HARM, PUNITIVE, TARGETS, Found, Frame, Ground, lexicon
from zopa.read.grammar_words import POSSIBLE
from zopa.read.roles import Roles

_HOSTILE: Final = frozenset(
    "retaliate boycott blockade punish avenge attack bomb invade annihilate obliterate veto expel destroy "
    "crush sue".split()
)
_ENVOYS: Final = frozenset("ambassador envoy diplomat charge consul attache".split())
_INTENDING: Final = frozenset(
    "plan intend prepare vow threaten promise ready consider indicate signal mull weigh propose".split()
)
_ORDERING: Final = frozenset(["demand", "order", "require", "insist"])
_ABOUT: Final = ("over", "about", "against", "at", "of")
_INFLICTING: Final = frozenset(
    "impose slap levy introduce place raise reimpose tighten expand enact apply toughen hit increase".split()
)
_TARGETED: Final = frozenset(
    "welcome credit invite encourage push press slate pan bear honour honor cheer corner compel".split()
)  # idle without somebody whom they are done to
_PROMISED: Final = frozenset(
    "leave withdraw stop halt close quit cut resume raise increase respond pull cancel suspend".split()
)  # promised by somebody, often no harm to the other
_READY: Final = frozenset(
    "threat intention readiness ready willing prepared".split()
)  # words of one who means to do it


class VerbActs(Ground):
    """One method for each way in which a verb does an act."""

    def __init__(self, roles: Roles) -> None:
        super().__init__(roles)
        words = lexicon()
        self.verbs, self.phrases = words["verb"], words["phrase"]
        self.phrase_heads = frozenset(p.split()[0] for p in self.phrases)

    def verb_act(self, i: int) -> Found | None:
        """The act that the verb at `i` tells of."""
        lemma = self.tree.lemma[i]
        act = self._phrase(i) if lemma in self.phrase_heads else None
        if act is None and lemma in self.verbs:
            act = self._verb(i, self.verbs[lemma])
        if act is None and lemma in _INFLICTING:
            act = self._infliction(i)
        if act is None and lemma in _ORDERING:
            act = self._ordered_by(i)
        if act is None and lemma == "give":
            act = self._given_until(i)
        if act is None and lemma == "face":
            act = self._or_face(i)
        if act is None and (lemma in HARM or self._otherwise(i)):
            act = self._announced(i)
        if act is None and lemma == "summon":
            act = self._summons(i)
        return act

    def _verb(self, i: int, frame: Frame) -> Found | None:
        tree, roles = self.tree, self.roles
        if frame.frame == "punish":
            return self._punishment(i)
        if not self._done(i):
            return None
        doer, actors = self._doer(i)
        if not actors:
            return None
        kind = frame.kind
        target: int | None = None
        if roles.passive(i):
            target = next((c for c in tree.children[i] if tree.dep[c] == "nsubjpass"), None)
            if target is None and tree.dep[i] in ("acl", "relcl"):
                target = tree.head[i]
        elif frame.frame == "prep":
            if tree.lemma[i] == "call":
                if any(tree.lower[c] == "off" for c in tree.children[i]):
                    return None  # `called off the talks on Friday` appeals to nobody
                if not any(tree.lower[c] in ("for", "on", "upon") and tree.dep[c] == "prep" for c in tree.children[i]):
                    return None
                target = roles.after(i, ("on", "upon"))
                if target is not None and not self._parties(target):
                    return None if tree.tag[target][:2] == "CD" else self._made(i, kind, actors, None, (doer, target))
            else:
                prepositions = {
                    "appeal": ("to",), "plead": ("with", "to"), "complain": _ABOUT, "protest": _ABOUT,
                }.get(tree.lemma[i], TARGETS)  # fmt: skip
                target = roles.after(i, prepositions)
            told = tree.lemma[i] in ("protest", "complain") and self._complement(i) is not None
            if (
                tree.lemma[i] in ("lean", "bear", "balk", "protest", "complain")
                and not told
                and not self._parties(target)
            ):
                return None
        else:
            target = next(iter(roles.objects(i)), None)
            if target is not None and not self._parties(target):
                target = self._harmed(i) or target  # `threatened further action against Russia`
        if frame.frame == "person" and not self._asks(i, target):
            return None
        if frame.frame == "need" and not self._warns(i):
            return None
        if tree.lemma[i] in _TARGETED and target is None:
            return None
        if tree.lemma[i] in ("welcome", "invite", "push", "press") and not self._fits(i, target):
            return None
        if tree.lemma[i] == "threaten" and tree.lower[i] == "threatening" and tree.dep[i] == "amod":
            return None
        if frame.frame == "as":
            likened = any(tree.lower[c] == "as" and tree.dep[c] == "prep" for c in tree.children[i])
            if not likened or target is None or not self._parties(target):
                return None
        if frame.frame == "inf" and any(tree.lemma[o] in CONSEQUENCES for o in roles.objects(i)):
            kind = "threat"  # `promised Moscow severe consequences`
            target = next((o for o in roles.objects(i) if self._parties(o)), target)
        elif frame.frame == "inf":
            if not self._promises(i):
                return None
            harm = self._complement(i)
            if (
                harm is not None
                and tree.lemma[harm] in HARM
                and tree.lemma[i] in ("vow", "promise", "pledge", "swear")
                and not self.roles.negated(harm)
                and tree.lemma[harm] not in _PROMISED
            ):
                kind = "threat"
                target = self._harmed(harm) if target is None else target
        elif kind == "appeal" and self._or_else(i):
            kind = "ultimatum"
        elif tree.lemma[i] == "threaten" and target is None:
            harm = self._complement(i)
            target = self._harmed(harm) if harm is not None else roles.after(i, ("against",))
            if target is None and harm is not None and self._only_metaphor(doer):
                return None
        return self._made(i, kind, actors, target, (doer, target))

    def _or_else(self, i: int) -> bool:
        """`told the rebels to disarm or face attack`."""
        lower = self.tree.lower[i : self.tree.right[i] + 1]
        return any(a == "or" and b in ("face", "else", "risk", "suffer") for a, b in pairwise(lower))

    def _only_metaphor(self, doer: int | None) -> bool:
        """`his visit threatens to muddy the waters`: a thing threatens nobody."""
        return doer is None or not self.roles.parties(doer)

    def _asks(self, verb: int, target: int | None) -> bool:
        """`asked Israel to`, and not `asked a question`."""
        tree = self.tree
        if target is None:
            return (
                tree.lemma[verb] in ("ask", "request")
                and any(tree.lower[c] == "for" and tree.dep[c] == "prep" for c in tree.children[verb])
                and tree.lemma[verb] == "ask"
            )
        return bool(self._parties(target)) and any(
            tree.dep[c] in ("xcomp", "ccomp") and any(tree.lower[g] == "to" for g in tree.children[c])
            for c in tree.children[verb]
        )

    def _fits(self, verb: int, target: int | None) -> bool:
        tree = self.tree
        if tree.lemma[verb] == "welcome":
            return not any(tree.lower[c] in ("to", "at") and tree.dep[c] == "prep" for c in tree.children[verb])
        return bool(self._parties(target)) and (
            tree.lemma[verb] != "invite" or any(tree.dep[c] == "xcomp" for c in tree.children[verb])
        )

    def _promises(self, verb: int) -> bool:
        tree = self.tree
        if tree.lemma[verb] == "commit":
            return any(tree.lower[c] == "to" and tree.dep[c] == "prep" for c in tree.children[verb]) or (
                self._complement(verb) is not None
            )
        if tree.lemma[verb] in ("guarantee", "undertake", "swear"):
            return self._complement(verb) is not None
        return True

    def _punishment(self, i: int) -> Found | None:
        tree, roles = self.tree, self.roles
        if roles.negated(i) or tree.tag[i] in ("VBG",):
            return None
        if any(tree.lower[c] in ("whether", "if") and tree.dep[c] == "mark" for c in tree.children[i]):
            return None  # asked, not threatened
        doer, actors = self._doer(i)
        if not actors or tree.lemma[tree.head[i]] in ("threaten", "vow", "promise", "pledge"):
            return None
        target = next(iter(roles.objects(i)), None) or roles.after(i, ("against",))
        ahead = any(tree.lower[c] in ("will", "would", "'ll", "’ll") for c in tree.children[i])
        if not ahead:
            return None
        return self._made(i, "threat", actors, target, (doer, target))

    def _announced(self, i: int) -> Found | None:
        """`it will withdraw its force unless ...`: harm announced on a condition; without one only open hostility."""
        tree, roles = self.tree, self.roles
        if roles.negated(i) or not any(tree.lower[c] in ("will", "would", "'ll", "’ll") for c in tree.children[i]):
            return None
        if any(tree.lower[c] in ("whether", "if") for c in tree.children[i]):
            return None
        if not self._otherwise(i) and (
            tree.lemma[i] not in HARM or (tree.lemma[i] not in _HOSTILE and not self._unless(i))
        ):
            return None
        doer, actors = self._doer(i)
        if not actors or roles.passive(i):
            return None
        if tree.dep[i] in ("ccomp", "xcomp"):
            teller = self._strictly(roles.subject(tree.head[i]))
            if teller and not set(teller) & set(actors):
                return None  # `X said Y would attack` is X's charge or fear, no threat of Y's
            if tree.lemma[tree.head[i]] in ("threaten", "vow", "promise", "pledge", "warn", "fear", "believe", "think"):
                return None
        # `if Russia does not stop, we will arm Ukraine` is aimed at Russia
        target = None if self._otherwise(i) else self._harmed(i)
        return self._made(i, "threat", actors, target, (doer, target))

    def _otherwise(self, i: int) -> bool:
        """`if Russia does not stop, we will arm Ukraine`: what follows from another's refusal."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] == "advcl" and any(tree.lower[g] == "if" for g in tree.children[c]):
                denied = any(tree.dep[g] == "neg" for g in tree.children[c]) or tree.lemma[c] in ("fail", "refuse")
                other = set(self._strictly(self.roles.subject(c)))
                if denied and other and not other & set(self._doer(i)[1]):
                    return True
        return False

    def _unless(self, i: int) -> bool:
        tree = self.tree
        return any(
            tree.dep[c] == "advcl" and any(tree.lower[g] == "unless" for g in tree.children[c])
            for c in tree.children[i]
        )

    def _summons(self, i: int) -> Found | None:
        """`summoned the Russian ambassador`: a protest between states."""
        tree, roles = self.tree, self.roles
        target = next(iter(roles.objects(i)), None)
        if target is None or tree.lemma[target] not in _ENVOYS or not self._done(i):
            return None
        doer, actors = self._doer(i)
        return self._made(i, "criticism", actors, target, (doer, target)) if actors else None

    def _infliction(self, i: int) -> Found | None:
        """Sanctions and tariffs: pressure once imposed, a threat while announced."""
        tree, roles = self.tree, self.roles
        goods = [o for o in roles.objects(i) if tree.lemma[o] in PUNITIVE or tree.lower[o] in PUNITIVE]
        if roles.passive(i):
            goods = [c for c in tree.children[i] if tree.dep[c] == "nsubjpass" and tree.lemma[c] in PUNITIVE]
        if tree.lemma[i] == "hit":
            with_what = roles.after(i, ("with",))
            if with_what is None or tree.lemma[with_what] not in PUNITIVE:
                return None
            target = next(iter(roles.objects(i)), None)
        else:
            if not goods:
                return None
            target = roles.after(i, ("on", "against", "upon")) or roles.after(goods[0], ("on", "against", "upon"))
        if roles.negated(i):
            return None
        doer, actors = self._doer(i)
        ahead = self._ahead(i)
        if ahead is None:
            return None
        if not actors:
            actors = self._governing_actor(i)
        if not actors or (target is not None and not self._parties(target)):
            return None
        if tree.lemma[i] in ("raise", "increase", "apply") and target is None:
            return None
        return self._made(i, "threat" if ahead else "pressure", actors, target, (doer, target))

    def _ahead(self, i: int) -> bool | None:
        """True for announced, False for done, None for neither (`called for sanctions`, `could impose`)."""
        tree = self.tree
        aux = {tree.lower[c] for c in tree.children[i] if tree.dep[c] in ("aux", "auxpass")}
        if aux & {"will", "would", "shall", "'ll", "’ll"}:
            return True
        if aux & (POSSIBLE - {"would"}):
            return None
        if "to" in aux or (tree.tag[i] == "VBG" and not aux):
            node = i
            for _ in range(4):
                node = tree.head[node]
                if tree.lemma[node] in _INTENDING or tree.lemma[node] in _READY:
                    return None if tree.lemma[node] in ("threaten", "vow", "threat") else True
                if tree.tag[node][:2] == "VB":
                    return None
            return None
        return False if tree.tag[i] in ("VBD", "VBN", "VBZ", "VBP") else None

    def _given_until(self, i: int) -> Found | None:
        """`gave Moscow ten days to stop the war`: an ultimatum."""
        tree, roles = self.tree, self.roles
        if not self._done(i):
            return None
        held = [c for c in tree.children[i] if tree.dep[c] == "nsubjpass"] if roles.passive(i) else roles.objects(i)
        given = [o for o in held if self._parties(o)]
        if not given:
            return None
        first, last = tree.start[i if roles.passive(i) else given[0]], tree.end[tree.right[i]]
        moments = self.roles.scene.moments_in(first, last)
        before = i if roles.passive(i) else given[0]
        until = any(tree.lower[c] == "until" for c in range(before, min(tree.right[i] + 1, before + 6)))
        lasting = any(m.kind == "duration" and m.start - tree.end[before] < 12 for m in moments)
        if not moments or not (until or lasting):
            return None
        doer, actors = self._doer(i)
        return self._made(i, "ultimatum", actors, given[0], (doer, given[0])) if actors else None

    def _ordered_by(self, i: int) -> Found | None:
        """`demanded that the rebels leave by 20 August`: an order to another with a day is an ultimatum."""
        tree, roles = self.tree, self.roles
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("ccomp", "xcomp") and c > i), None)
        if clause is None or not self._done(i) or self._deadline(i) is None:
            return None
        doer, actors = self._doer(i)
        ordered = roles.subject(clause)
        if not actors or ordered is None or not set(self._parties(ordered)) - set(actors):
            return None
        return self._made(i, "ultimatum", actors, ordered, (doer, ordered))

    def _or_face(self, i: int) -> Found | None:
        """`stop the strikes or face sanctions`, told by somebody."""
        tree = self.tree
        if not any(tree.lower[k] == "or" for k in range(max(i - 3, 0), i)):
            return None
        actors = self._speaker(i) or self._governing_actor(i)
        target = self.roles.subject(i)
        targets = self._parties(target)
        if not actors or set(targets) & set(actors):
            return None
        return self._made(i, "ultimatum", actors, target if targets else None, (i,))

    def _phrase(self, i: int) -> Found | None:
        tree, roles = self.tree, self.roles
        lemma = tree.lemma[i]
        for c in tree.children[i]:
            if c < i:
                continue
            word = tree.lemma[c]
            frame = self.phrases.get(f"{lemma} {word}")
            if frame is None and tree.dep[c] == "prep":
                frame = next(
                    (
                        self.phrases[f"{lemma} {tree.lemma[g]}"]
                        for g in tree.children[c]
                        if f"{lemma} {tree.lemma[g]}" in self.phrases
                    ),
                    None,
                )
            if frame is None:
                continue
            if not self._done(i):
                return None
            doer, actors = self._doer(i)
            if not actors:
                return None
            target = None
            for node in (i, c):
                target = roles.after(node, TARGETS)
                if target is not None and self._parties(target):
                    break
            dative = next((o for o in roles.objects(i) if self._parties(o)), None) or self._held_to(c)
            return self._made(
                i, frame.kind, actors, target if target is not None and self._parties(target) else dative, (doer, c)
            )
        return None
