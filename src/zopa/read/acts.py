"""Acts of pressure and regard between parties: threats, promises, ultimatums, pressure, appeals, criticism, praise.

An act needs an actor that stands for a party; toward whom it goes is told where the sentence tells it. Words are in
`act_words.tsv`; who does it to whom comes from the parse, so `X was accused by Y` and `X faces pressure from Y` give Y.
What is denied (`refused to condemn`), wished or only possible is no act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final, cast

from zopa.read.findings import Act, ActKind, finding_id
from zopa.read.roles import Roles

_FIRST_PERSON: Final = frozenset("i we us me our my".split())
_RECEIVING: Final = frozenset(
    "face receive draw attract come meet suffer endure encounter feel resist withstand earn win get".split()
)
_MAKING: Final = frozenset("make give renew repeat reaffirm offer issue reiterate keep deliver".split())
_ENDING: Final = frozenset(
    "drop withdraw lift avoid end ease relieve prevent retract deny ignore reject dismiss".split()
)
_PUNITIVE: Final = frozenset(
    "sanction sanctions tariff tariffs embargo duty duties blockade boycott penalty penalties levy levies restriction "
    "ban "
    "measures countermeasure fine".split()
)
_INFLICTING: Final = frozenset(
    "impose slap levy introduce place raise reimpose tighten expand enact apply toughen hit increase".split()
)
_HARM: Final = frozenset(
    "retaliate punish avenge attack strike destroy bomb invade annihilate obliterate hit crush respond withhold cut "
    "veto "
    "boycott walk quit leave withdraw suspend block close seize shut kill sue fire expel impose slap raise levy cancel "
    "pull halt stop tear scrap abandon resume escalate blockade dismiss veto sink collapse topple".split()
)
_CONSEQUENCES: Final = frozenset(
    "consequence consequences repercussion repercussions retaliation reprisal reprisals".split()
)
_SAYING: Final = frozenset(
    "say warn threaten tell add state insist declare promise vow indicate signal repeat suggest announce".split()
)
_INTENDING: Final = frozenset(
    "plan intend prepare vow threaten promise ready consider indicate signal mull weigh propose".split()
)
_POSSIBLE: Final = frozenset("would could might may should can must".split())
_TARGETS: Final = ("on", "against", "at", "to", "toward", "towards", "with", "over", "upon", "of", "for", "from")
_AGAINST: Final = ("on", "against", "at", "to", "toward", "towards", "upon")
_STATEMENTS: Final = frozenset(
    "statement remark comment speech letter tweet post government official address message communique appeal editorial "
    "resolution declaration report move decision".split()
)
_GOVERNED: Final = frozenset({"ccomp", "xcomp", "advcl", "conj", "acl", "relcl", "pcomp"})


@dataclass(frozen=True, slots=True)
class _Frame:
    kind: ActKind
    frame: str


@dataclass(frozen=True, slots=True)
class _Found:
    trigger: int
    kind: ActKind
    actor: str
    toward: str | None
    tokens: tuple[int, ...]
    condition: str | None
    deadline: date | None


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, dict[str, _Frame]]:
    table: dict[str, dict[str, _Frame]] = {}
    text = (resources.files("zopa.read") / "act_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, part, kind, frame = line.split("\t")
            table.setdefault(part, {})[word] = _Frame(cast(ActKind, kind), frame)
    return table


def read_acts(roles: Roles) -> list[Act]:
    """The acts of the article, in text order; the same act of the same parties counts once in a sentence."""
    return _Reader(roles).read()


class _Reader:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        lexicon = _lexicon()
        self.verbs, self.nouns, self.phrases = lexicon["verb"], lexicon["noun"], lexicon["phrase"]
        self.phrase_heads = frozenset(p.split()[0] for p in self.phrases)

    def read(self) -> list[Act]:
        if not self.roles.scene.mentions:
            return []
        tree, found = self.tree, list[_Found]()
        for i in range(tree.n):
            tag = tree.tag[i]
            lemma = tree.lemma[i]
            if tag[:2] == "VB":
                act = None
                if lemma in self.phrase_heads:
                    act = self._phrase(i)
                if act is None and lemma in self.verbs:
                    act = self._verb(i, self.verbs[lemma])
                if act is None and lemma in _INFLICTING:
                    act = self._infliction(i)
                if act is None and lemma == "give":
                    act = self._given_until(i)
                if act is None and lemma == "face":
                    act = self._or_face(i)
            elif tag[:2] == "NN":
                act = None
                if lemma in self.nouns:
                    act = self._noun(i, self.nouns[lemma].kind)
                if lemma in _CONSEQUENCES:
                    act = self._consequence(i) or act
            else:
                continue
            if act is not None:
                found.append(act)
        return [self._act(f) for f in _once(found, tree.sent)]

    # who

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
        if any(tree.lower[c] in _POSSIBLE for c in aux):
            return False
        if any(tree.lower[c] == "to" for c in aux):
            governor = tree.head[verb]
            return tree.lemma[governor] in ("continue", "begin", "start", "seek", "try", "move", "go", "use", "want")
        return True

    # verbs

    def _verb(self, i: int, frame: _Frame) -> _Found | None:
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
                if not any(tree.lower[c] in ("for", "on", "upon") and tree.dep[c] == "prep" for c in tree.children[i]):
                    return None
                target = roles.after(i, ("on", "upon"))
                if target is not None and not self._parties(target):
                    return None if tree.tag[target][:2] == "CD" else self._made(i, kind, actors, None, (doer, target))
            else:
                prepositions = {"appeal": ("to",), "plead": ("with", "to")}.get(tree.lemma[i], _TARGETS)
                target = roles.after(i, prepositions)
            if tree.lemma[i] in ("lean", "bear", "balk", "protest", "complain") and not self._parties(target):
                return None
        else:
            target = next(iter(roles.objects(i)), None)
        if frame.frame == "person" and not self._asks(i, target):
            return None
        if frame.frame == "need" and not self._warns(i):
            return None
        if (
            tree.lemma[i]
            in (
                "welcome",
                "credit",
                "invite",
                "encourage",
                "push",
                "press",
                "slate",
                "pan",
                "bear",
                "honour",
                "honor",
                "cheer",
                "corner",
                "compel",
            )
            and target is None
        ):
            return None
        if tree.lemma[i] in ("welcome", "invite", "push", "press") and not self._fits(i, target):
            return None
        if tree.lemma[i] == "threaten" and tree.lower[i] == "threatening" and tree.dep[i] == "amod":
            return None
        if frame.frame == "inf":
            if not self._promises(i):
                return None
            harm = self._complement(i)
            if (
                harm is not None
                and tree.lemma[harm] in _HARM
                and tree.lemma[i] in ("vow", "promise", "pledge", "swear")
                and not self.roles.negated(harm)
                and tree.lemma[harm]
                not in (
                    "leave",
                    "withdraw",
                    "stop",
                    "halt",
                    "close",
                    "quit",
                    "cut",
                    "resume",
                    "raise",
                    "increase",
                    "respond",
                    "pull",
                    "cancel",
                    "suspend",
                )
            ):
                kind = "threat"
                target = self._harmed(harm) if target is None else target
        elif tree.lemma[i] == "threaten" and target is None:
            harm = self._complement(i)
            target = self._harmed(harm) if harm is not None else roles.after(i, ("against",))
            if target is None and harm is not None and self._only_metaphor(doer):
                return None
        return self._made(i, kind, actors, target, (doer, target))

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

    def _warns(self, verb: int) -> bool:
        """A warning is a threat only with a consequence of the warner's own making, or a condition on another."""
        tree, roles = self.tree, self.roles
        first, last = tree.subtree(verb)
        words = {tree.lemma[k] for k in range(first, last)} | {tree.lower[k] for k in range(first, last)}
        if words & _CONSEQUENCES or words & _PUNITIVE or "retaliate" in words:
            return True
        for c in tree.children[verb]:
            if tree.dep[c] in ("ccomp", "advcl"):
                subject = roles.subject(c)
                own = subject is not None and set(self._strictly(subject)) & set(self._doer(verb)[1])
                if (
                    own
                    and any(tree.lower[g] in ("will", "would", "'ll") for g in tree.children[c])
                    and (tree.lemma[c] in _HARM or roles.condition(c) is not None)
                ):
                    return True
        return False

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

    def _punishment(self, i: int) -> _Found | None:
        tree, roles = self.tree, self.roles
        if roles.negated(i) or tree.tag[i] in ("VBG",):
            return None
        doer, actors = self._doer(i)
        if not actors or tree.lemma[tree.head[i]] in ("threaten", "vow", "promise", "pledge"):
            return None
        target = next(iter(roles.objects(i)), None) or roles.after(i, ("against",))
        ahead = any(tree.lower[c] in ("will", "would", "'ll", "’ll") for c in tree.children[i])
        if not ahead:
            return None
        return self._made(i, "threat", actors, target, (doer, target))

    def _infliction(self, i: int) -> _Found | None:
        """Sanctions and tariffs: pressure once imposed, a threat while announced."""
        tree, roles = self.tree, self.roles
        goods = [o for o in roles.objects(i) if tree.lemma[o] in _PUNITIVE or tree.lower[o] in _PUNITIVE]
        if roles.passive(i):
            goods = [c for c in tree.children[i] if tree.dep[c] == "nsubjpass" and tree.lemma[c] in _PUNITIVE]
        if tree.lemma[i] == "hit":
            with_what = roles.after(i, ("with",))
            if with_what is None or tree.lemma[with_what] not in _PUNITIVE:
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

    def _ahead(self, i: int) -> bool | None:
        """True for announced, False for done, None for neither (`called for sanctions`, `could impose`)."""
        tree = self.tree
        aux = {tree.lower[c] for c in tree.children[i] if tree.dep[c] in ("aux", "auxpass")}
        if aux & {"will", "would", "shall", "'ll", "’ll"}:
            return True
        if aux & (_POSSIBLE - {"would"}):
            return None
        if "to" in aux or (tree.tag[i] == "VBG" and not aux):
            node = i
            for _ in range(4):
                node = tree.head[node]
                if tree.lemma[node] in _INTENDING or tree.lemma[node] in (
                    "threat",
                    "intention",
                    "readiness",
                    "ready",
                    "willing",
                    "prepared",
                ):
                    return None if tree.lemma[node] in ("threaten", "vow", "threat") else True
                if tree.tag[node][:2] == "VB":
                    return None
            return None
        return False if tree.tag[i] in ("VBD", "VBN", "VBZ", "VBP") else None

    def _given_until(self, i: int) -> _Found | None:
        """`gave Moscow ten days to stop the war`: an ultimatum."""
        tree, roles = self.tree, self.roles
        if not self._done(i):
            return None
        given = [o for o in roles.objects(i) if self._parties(o)]
        if not given:
            return None
        first, last = tree.start[given[0]], tree.end[tree.right[i]]
        moments = self.roles.scene.moments_in(first, last)
        until = any(tree.lower[c] == "until" for c in range(given[0], min(tree.right[i] + 1, given[0] + 6)))
        lasting = any(m.kind == "duration" and m.start - tree.end[given[0]] < 12 for m in moments) and any(
            tree.lower[k] == "to" for k in range(given[0], tree.right[i] + 1)
        )
        if not moments or not (until or lasting):
            return None
        doer, actors = self._doer(i)
        return self._made(i, "ultimatum", actors, given[0], (doer, given[0])) if actors else None

    def _or_face(self, i: int) -> _Found | None:
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

    def _phrase(self, i: int) -> _Found | None:
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
                target = roles.after(node, _TARGETS)
                if target is not None and self._parties(target):
                    break
            dative = next((o for o in roles.objects(i) if self._parties(o)), None)
            return self._made(
                i, frame.kind, actors, target if target is not None and self._parties(target) else dative, (doer, c)
            )
        return None

    # nouns

    def _noun(self, i: int, kind: ActKind) -> _Found | None:
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
            i, tuple(p for p in _TARGETS if p not in ("from", "with")) if kind != "promise" else ("to",)
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
        if (
            kind in ("criticism", "praise", "pressure")
            and toward is None
            and tree.lemma[verb] not in ("voice", "express", "issue")
        ):
            return None
        reached = target if targets and target is not None else i
        return self._found(i, kind, actors[0], toward, (i, reached, source if source is not None else i))

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

    def _clause_of(self, i: int) -> bool:
        return any(
            self.tree.dep[c] in ("acl", "ccomp", "relcl") or (self.tree.dep[c] == "prep" and self.tree.lower[c] == "of")
            for c in self.tree.children[i]
        )

    def _consequence(self, i: int) -> _Found | None:
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

    # writing out

    def _made(
        self,
        i: int,
        kind: ActKind,
        actors: tuple[str, ...],
        target: int | None,
        tokens: tuple[int | None, ...],
        clause: int | None = None,
    ) -> _Found | None:
        targets = self._parties(target) if target is not None else ()
        toward = next((t for t in targets if t not in actors), None)
        if targets and toward is None:
            return None  # nobody threatens or praises only themselves
        condition = self.roles.condition(clause if clause is not None else i)
        if toward is None and kind == "threat" and condition:
            toward = self._conditioned(clause if clause is not None else i, actors)
        kept = tuple(t for t in tokens if t is not None)
        return self._found(i, kind, actors[0], toward, (i, *kept), condition)

    def _conditioned(self, verb: int, actors: tuple[str, ...]) -> str | None:
        """The party whose conduct the condition is about: `if Russia does not agree`."""
        tree, roles = self.tree, self.roles
        for k in range(verb, min(tree.right[verb] + 1, tree.n)):
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
    ) -> _Found:
        sentence = self.tree.sents[self.tree.sent[i]]
        inside = tuple(t for t in tokens if sentence[0] <= t < sentence[1])
        return _Found(i, kind, actor, toward, (i, *inside), condition or self.roles.condition(i), self._deadline(i))

    def _deadline(self, i: int) -> date | None:
        """The day by which: a date after `by`, `until` or `before` in what the act governs."""
        tree, roles = self.tree, self.roles
        first, last = tree.subtree(i)
        for m in roles.scene.moments_in(tree.start[i], tree.end[last - 1]):
            before = roles.token_at(m.start) - 1
            words = tree.lower[max(before - 1, first) : before + 1]
            if m.last is not None and {"by", "until", "before", "within", "till"} & set(words):
                return m.last
        return None

    def _act(self, f: _Found) -> Act:
        tree, article = self.tree, self.roles.scene.article
        start, end = tree.start[min(f.tokens)], tree.end[max(f.tokens)]
        return Act(
            id=finding_id("act", article.id, start, end, f.kind, f.actor, f.toward, f.trigger),
            article=article.id,
            start=start,
            end=end,
            text=tree.text[start:end],
            actor=f.actor,
            kind=f.kind,
            toward=f.toward,
            condition=f.condition,
            deadline=f.deadline,
        )


def _once(found: list[_Found], sentence_of: list[int]) -> list[_Found]:
    kept: dict[tuple[int, str, str], _Found] = {}
    for f in found:
        key = (sentence_of[f.trigger], f.kind, f.actor)
        other = kept.get(key)
        if other is None or (other.toward is None and f.toward is not None):
            kept[key] = f
    return sorted(kept.values(), key=lambda f: (min(f.tokens), f.trigger))
