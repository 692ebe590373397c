"""Probabilities given in words: adjectives, adverbs and, from their own files, graded nouns and verbs.

Each rule asks first whether the word tells of the chance of an event at all: `the likely outcome`, `not sure what`,
`impossible to verify` and `more likely` do not.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.read.estimates_ground import Found
from zopa.read.estimates_nouns import NEARLY, OUTER, RAISING, GradedNouns

_OPPOSITE: Final = {
    "likely": "unlikely", "probable": "unlikely", "unlikely": "possible", "improbable": "possible",
    "impossible": "possible", "certain": "unknown", "virtually_certain": "unknown", "almost_certain": "unknown",
    "possible": "impossible", "very_likely": "unlikely", "realistic_possibility": "very_unlikely",
    "almost_no_chance": "possible", "very_unlikely": "possible", "better_than_even": "unlikely",
}  # fmt: skip
_COMPARED: Final = frozenset("more less likelier equally".split())
_CALLING: Final = frozenset("call consider deem think judge regard rate declare see describe view find".split())
_ADVERBIAL: Final = frozenset("as because while since after before so in".split())
_NOT: Final = frozenset("not n't n’t never hardly scarcely barely no neither nor".split())
_ABOUT_IT: Final = frozenset("likely unlikely probable improbable doubtful inconceivable unthinkable".split())
_MINDS: Final = {
    "sure": "almost_certain", "certain": "almost_certain", "convinced": "almost_certain", "confident": "likely",
    "optimistic": "likely",
}  # fmt: skip
_SOMEWHAT: Final = frozenset("pretty fairly reasonably quite rather".split())
_INWARDS: Final = {"almost_certain": "very_likely"}
_AHEAD: Final = frozenset("will would 'll ’ll wo 'd ’d shall can could".split())
_OUTWARDS: Final = {
    "certain": "almost_certain",
    "impossible": "almost_no_chance",
    "virtually_certain": "almost_certain",
}


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """Words of probability by part: {part: {word: rung}}."""
    table: dict[str, dict[str, str]] = {}
    text = (resources.files("zopa.read") / "estimate_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, part, rung = line.split("\t")
            table.setdefault(part, {})[word] = rung
    return table


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    return frozenset(word for part in _words().values() for word in part)


class WordedChances(GradedNouns):
    """One method for each part of speech."""

    def at(self, i: int) -> Found | None:
        """The estimate that the word at `i` gives."""
        tree, words = self.tree, _words()
        lower, tag, found = tree.lower[i], tree.tag[i][:2], None
        if lower in words["adj"] and tag in ("JJ", "VB", "RB"):
            found = self._adjective(i, words["adj"][lower])
        if found is None and lower in words["adv"] and tag == "RB":
            found = self._adverb(i, words["adv"][lower])
        if found is None and lower in words["noun"] and tag == "NN":
            found = self.noun(i)
        if found is None and tree.lemma[i] in words["verb"]:
            found = self.verb(i, words["verb"][tree.lemma[i]])
        return found

    def may_be(self, i: int) -> bool:
        """Is the word at `i` one of probability? (A cheap question before the dear one.)"""
        return self.tree.lower[i] in _all_words() or self.tree.lemma[i] in _all_words()

    def _adjective(self, i: int, rung: str) -> Found | None:
        tree = self.tree
        if tree.lower[i] == "surprised":
            return self._surprised(i)
        if tree.lower[i] in _MINDS:
            sure = self._mind(i)
            if sure is not None or tree.lower[i] in ("confident", "convinced", "optimistic"):
                return sure
        if tree.lower[max(i - 2, 0) : i] in (["all", "but"], ["far", "from"], ["anything", "but"]):
            return self._hedged(i, rung)
        called = self._called(i, rung)
        if called is not None:
            return called
        dep, head = tree.dep[i], tree.head[i]
        clause = self._complement(i)
        if dep in ("amod", "compound", "nmod") and clause is None:
            return None  # `the likely outcome`
        if dep == "advmod":
            return None
        verb = (
            head if dep in ("acomp", "oprd", "attr", "xcomp", "conj", "ccomp", "advcl", "relcl", "acl", "amod") else i
        )
        if tree.lower[i] == "sure" and (clause is None or not self._infinitive(clause)):
            return None  # `not sure that` tells of a person's mind, `sure to` of the event
        if tree.lower[i] in ("certain", "assured", "poised", "bound", "guaranteed") and not (
            (clause is not None and (self._infinitive(clause) or self._expletive(verb)))
            or (
                clause is None
                and tree.lower[i] in ("certain", "guaranteed")
                and dep in ("acomp", "attr")
                and self._abstract_subject(verb)
            )
        ):
            return None
        if (
            tree.lower[i]
            in (
                "possible",
                "unclear",
                "uncertain",
                "questionable",
                "realistic",
                "unrealistic",
                "hopeless",
                "imminent",
                "dubious",
            )
            and clause is None
        ) and (
            dep not in ("acomp",)
            or tree.lower[i] not in ("imminent", "unrealistic")
            or not self._abstract_subject(verb)
        ):
            return None
        if (
            tree.lower[i] in ("possible", "impossible")
            and clause is not None
            and self._infinitive(clause)
            and not self._telling(clause)
        ):
            return None  # `it is impossible to verify`: ability, not chance
        if tree.lower[i] == "bound" and (
            any(tree.dep[c] == "neg" for c in tree.children[i]) or self.roles.negated(verb)
        ):
            return None  # `not bound to`: an obligation
        modifiers = [c for c in tree.children[i] if tree.dep[c] in ("advmod", "neg") and c < i]
        words = {tree.lower[c] for c in modifiers}
        if words & _COMPARED or tree.lower[i - 1 : i] in (["as"], ["how"], ["more"], ["less"], ["so"]):
            return None
        rung = self.graded(rung, words)
        if any(
            tree.dep[c] == "neg" or tree.lower[c] in _NOT
            for c in [*modifiers, *(tree.children[verb] if verb != i else [])]
            if c < i
        ) or self._doubted(verb):
            rung = _OPPOSITE.get(rung, rung)
        if verb != i and any(tree.dep[c] == "neg" for c in tree.children[verb]):
            modifiers = [*modifiers, *[c for c in tree.children[verb] if tree.dep[c] == "neg" and c < i and i - c <= 2]]
        first = min([i, *[c for c in modifiers if i - c <= 3]])
        subject = self._subject_of(verb, i)
        low, high, scale = self.reading(rung)
        about = clause
        if about is None and subject is None and (tree.lower[i] not in _ABOUT_IT or dep not in ("acomp", "conj")):
            return None
        if about is not None and not self._infinitive(about):
            subject = None
        return Found(first, i + 1, low, high, scale, about, subject, None)

    def _called(self, i: int, rung: str) -> Found | None:
        """`called an early vote improbable`, `consider a deal unlikely`: the thing, not whoever says so."""
        tree = self.tree
        thing = verb = tree.head[i]
        if tree.lower[i + 1 : i + 2] == ["as"]:
            return None  # a comparison
        if tree.lower[verb] == "as":
            thing = verb = tree.head[verb]  # `regard a deal as likely`
        if tree.tag[verb][:2] == "VB":
            objects = [c for c in tree.children[verb] if tree.dep[c] in ("dobj", "nsubj") and verb < c < i]
            thing = objects[-1] if objects else verb
        elif tree.dep[i] == "amod" and thing < i and tree.dep[thing] in ("dobj", "nsubj", "ccomp"):
            verb = tree.head[thing]
        if thing == verb or tree.lemma[verb] not in _CALLING or tree.tag[verb][:2] != "VB" or tree.lower[i] in _MINDS:
            return None
        beside = [c for c in tree.children[i] if tree.dep[c] in ("advmod", "neg") and c < i]
        modifiers = [c for c in beside if tree.lower[c] != "as"]
        words = {tree.lower[c] for c in modifiers}
        if words & _COMPARED:
            return None
        rung = self.graded(rung, words)
        if words & _NOT:
            rung = _OPPOSITE.get(rung, rung)
        first = min([i, *modifiers])
        about = tree.left[thing], first - (tree.lower[first - 1] == "as")
        subject = self.roles.subject(verb) if not self.roles.passive(verb) else None
        holder = None
        if subject is not None and tree.tag[subject] not in ("PRP", "WP"):
            holder = self.roles.actor(subject) or self.roles.words(*tree.subtree(subject))
        elif subject is not None:
            holder = self.roles.actor(subject)
        low, high, scale = self.reading(rung)
        return Found(first, i + 1, low, high, scale, about, None, holder, told=holder is not None)

    def _doubted(self, verb: int) -> bool:
        """`I do not think that it is certain`: the denial of thinking denies the thought."""
        tree = self.tree
        head = tree.head[verb]
        return (
            tree.dep[verb] == "ccomp"
            and tree.lemma[head] in ("think", "believe", "expect", "see")
            and any(tree.dep[c] == "neg" for c in tree.children[head])
        )

    def _hedged(self, i: int, rung: str) -> Found | None:
        """`all but certain` is almost certain, `far from certain` leaves it open."""
        tree = self.tree
        if tree.lower[i - 2] == "all":
            rung = _OUTWARDS.get(rung, rung)
        else:
            rung = "unknown" if rung in ("certain", "virtually_certain") else _OPPOSITE.get(rung, rung)
        verb = i
        for _ in range(6):  # `is within reach but far from certain`
            if tree.tag[verb][:2] == "VB" or tree.head[verb] == verb:
                break
            verb = tree.head[verb]
        low, high, scale = self.reading(rung)
        subject, clause = self._subject_of(verb, i), self._complement(i)
        if subject is None and clause is None:
            return None
        return Found(i - 2, i + 1, low, high, scale, clause, subject, None)

    def _mind(self, i: int) -> Found | None:
        """`He was pretty sure there would be a deal`: how sure somebody is of what is to come."""
        tree, roles = self.tree, self.roles
        verb = tree.head[i] if tree.dep[i] in ("acomp", "attr", "oprd") else i
        clause = next((c for h in (i, verb) for c in tree.children[h] if tree.dep[c] == "ccomp" and c > i), None)
        subject = next((c for c in tree.children[verb] if tree.dep[c] == "nsubj" and c < i), None)
        if clause is None or subject is None or tree.lower[subject] in ("it", "there", "that", "which"):
            return None
        ahead = any(tree.lower[c] in _AHEAD for c in tree.children[clause]) or tree.lower[clause] == "going"
        denied = roles.negated(verb) or roles.negated(i)
        if (
            not ahead
            or (denied and tree.lower[i] not in ("confident", "optimistic"))
            or tree.lower[tree.left[clause]] in ("if", "whether")
        ):
            return None
        words = {tree.lower[c] for c in tree.children[i] if tree.dep[c] == "advmod"}
        if words & (_COMPARED | {"so", "how", "too", "as", "less"}):
            return None
        rung = _MINDS[tree.lower[i]]
        rung = _INWARDS.get(rung, rung) if words & _SOMEWHAT else self.graded(rung, words)
        rung = "unlikely" if denied else rung
        low, high, scale = self.reading(rung)
        beside = [c for h in {i, verb} for c in tree.children[h] if tree.dep[c] in ("advmod", "neg") and 0 < i - c <= 2]
        first = min([i, *beside])
        holder = roles.actor(subject)
        return Found(first, i + 1, low, high, scale, tree.subtree(clause), None, holder, told=holder is not None)

    def _surprised(self, i: int) -> Found | None:
        """`I would be surprised if they came back`: unlikely."""
        tree = self.tree
        verb = tree.head[i] if tree.dep[i] in ("acomp", "attr") else i
        would = any(tree.lower[c] in ("would", "'d", "’d") for c in tree.children[verb])
        clause = next((c for k in (i, verb) for c in tree.children[k] if tree.dep[c] == "advcl" and c > i), None)
        if not would or clause is None or tree.lower[tree.left[clause]] != "if":
            return None
        rung = "likely" if any(tree.dep[c] == "neg" for c in tree.children[verb]) else "unlikely"
        low, high, scale = self.reading(rung)
        return Found(i, i + 1, low, high, scale, tree.subtree(clause), None, None)

    def rung(self, adjective: str) -> str | None:
        """The rung of an adjective of probability."""
        return _words()["adj"].get(adjective)

    def graded(self, rung: str, words: set[str]) -> str:
        """The rung moved outwards by the words beside it: `very`, `almost`."""
        if words & NEARLY:
            return _OUTWARDS.get(rung, rung)
        if words & RAISING - {"increasingly", "quite", "pretty", "all"}:
            return OUTER.get(rung, rung)
        return rung

    def _complement(self, i: int) -> tuple[int, int] | None:
        """The clause that a word of probability governs: `that ...`, `to ...`, `whether ...`."""
        tree = self.tree
        heads = [i]
        if tree.dep[i] in ("acomp", "attr", "oprd", "xcomp", "ccomp") and tree.head[i] != i:
            heads.append(tree.head[i])
        for h in heads:
            for c in tree.children[h]:
                if c > i and tree.dep[c] in (
                    "ccomp",
                    "xcomp",
                    "csubj",
                    "acl",
                    "advcl",
                    "csubjpass",
                    "nsubj",
                    "prep",
                    "relcl",
                ):
                    if tree.dep[c] == "prep":
                        continue
                    if tree.dep[c] == "nsubj" or tree.tag[c] == "VBG":
                        continue
                    if tree.dep[c] == "advcl" and not any(
                        tree.lower[g] in ("that", "whether", "to") for g in tree.children[c] if g < c
                    ):
                        continue
                    if tree.dep[c] == "advcl" and tree.lower[tree.left[c]] in _ADVERBIAL:
                        continue
                    return max(tree.left[c], i + 1), tree.right[c] + 1
        return None

    def _infinitive(self, span: tuple[int, int]) -> bool:
        return self.tree.lower[span[0]] == "to" or self.tree.lower[span[0] : span[0] + 2] == ["not", "to"]

    def _telling(self, span: tuple[int, int]) -> bool:
        """Does the infinitive have its own subject, or name an outcome (`for a deal to be struck`)?"""
        tree = self.tree
        return any(
            tree.lemma[k] in ("reach", "agree", "strike", "win", "sign", "settle", "happen") for k in range(*span)
        )

    def _expletive(self, verb: int) -> bool:
        return any(
            self.tree.lower[c] in ("it", "there")
            for c in self.tree.children[verb]
            if self.tree.dep[c] in ("nsubj", "expl", "nsubjpass")
        )

    def _abstract_subject(self, verb: int) -> bool:
        """Is the subject a happening and no person: `a deal is certain`, not `he is certain`?"""
        tree = self.tree
        subject = next((c for c in tree.children[verb] if tree.dep[c] in ("nsubj", "nsubjpass", "csubj")), None)
        if subject is None or tree.tag[subject] in ("PRP", "NNP", "NNPS", "WP"):
            return subject is not None and tree.lower[subject] in ("it", "that", "this", "anything", "nothing")
        mention = self.roles.mention(subject)
        return mention is None or not mention.person

    def _subject_of(self, verb: int, i: int) -> tuple[int, int] | None:
        tree = self.tree
        for c in tree.children[verb]:
            if (
                tree.dep[c] in ("nsubj", "nsubjpass", "csubj")
                and c < i
                and tree.lower[c] not in ("it", "there", "that", "which", "who")
            ):
                return tree.subtree(c)
        if tree.dep[verb] == "relcl" and tree.head[verb] != verb:
            return tree.left[tree.head[verb]], tree.head[verb] + 1
        return None

    def _adverb(self, i: int, rung: str) -> Found | None:
        tree = self.tree
        verb = tree.head[i]
        words = {tree.lower[c] for c in tree.children[i]}
        if words & _COMPARED or (tree.tag[verb][:2] not in ("VB", "MD") and tree.lemma[verb] != "be"):
            return None
        if tree.lower[i] in ("perhaps", "possibly", "conceivably", "surely", "certainly", "undoubtedly"):
            # as a comment on the past or on taste these give no probability of anything to come
            if not any(tree.tag[c] == "MD" for c in tree.children[verb]):
                return None
            if tree.lower[i] in ("perhaps", "possibly", "conceivably"):
                return None
        ahead = tree.lower[verb] == "going" and any(tree.dep[c] == "xcomp" for c in tree.children[verb])
        if (
            not ahead
            and not any(tree.tag[c] == "MD" or tree.lower[c] == "to" for c in tree.children[verb])
            and tree.lower[i] != "inevitably"
        ):
            return None  # `it probably rained` judges the past
        first = min([i, *[c for c in tree.children[i] if tree.dep[c] == "advmod"]])
        rung = self.graded(rung, words)
        negation = [c for c in tree.children[verb] if tree.dep[c] == "neg"]
        if negation:
            rung = _OPPOSITE.get(rung, rung) if rung != "virtually_certain" else "almost_no_chance"
        low, high, scale = self.reading(rung)
        return Found(first, i + 1, low, high, scale, self._clause(verb), None, None)

    def _clause(self, verb: int) -> tuple[int, int]:
        return self.tree.subtree(verb)
