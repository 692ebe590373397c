"""Who does what in a clause: subjects, objects, agents, negation and the parties behind them.

Works on the columns of a `Tree` by token position; `Roles(scene)` is made once per article and shared by the readers
of events, estimates, figures and acts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Final

from zopa.read.findings import Quote
from zopa.read.quotes_tree import tree_of
from zopa.read.scene import Mention, Moment, Scene

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NEGATIONS: Final = frozenset("not n't n’t never no neither nor hardly scarcely without nobody none nothing".split())
_CARRIED: Final = frozenset({"xcomp", "conj", "advcl", "ccomp"})
_DENYING: Final = frozenset("refuse decline deny fail stop avoid cease forbear refrain abstain".split())


class Roles:
    """The clause structure of one article, seen from token positions."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tree = tree_of(scene.doc)

    # parties

    def mention(self, i: int) -> Mention | None:
        """The mention that token `i` heads or stands in."""
        return self.scene.mention_of(self.scene.doc[i]) if self.scene.mentions else None

    def parties(self, i: int) -> tuple[str, ...]:
        """The parties that the noun at `i` stands for: its own mention, else that of its title or of its possessor's
        office (`Putin's spokesman`), with everything joined to it by `and`."""
        found: list[str] = []
        for k in self.joined(i):
            found += self._parties_of_one(k)
        return tuple(dict.fromkeys(found))

    def _parties_of_one(self, i: int) -> tuple[str, ...]:
        mention = self.mention(i)
        if mention is not None:
            if mention.head == i or not mention.modifier:
                return mention.parties
            if self.tree.lemma[i] in _SPEAKING_FOR:
                return mention.parties
        for c in self.tree.children[i]:
            if (
                self.tree.dep[c] in ("poss", "compound", "amod", "nmod", "appos")
                and self.tree.lemma[i] in _SPEAKING_FOR
            ):
                mention = self.mention(c)
                if mention is not None and mention.parties:
                    return mention.parties
        return ()

    def actor(self, i: int) -> str | None:
        """The name to show for the noun at `i`: the actor, else the party."""
        mention = self.mention(i)
        if mention is not None and mention.actor:
            return mention.actor
        parties = self.parties(i)
        return parties[0] if parties else None

    def parties_below(self, i: int, *, stop: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Every party mentioned in the subtree of `i`, not going below relations in `stop`."""
        tree, found, queue = self.tree, list[str](), [i]
        while queue:
            k = queue.pop(0)
            mention = self.scene.mention_of(self.scene.doc[k]) if self.scene.mentions else None
            if mention is not None and mention.head == k:
                found += mention.parties
            queue += [c for c in tree.children[k] if tree.dep[c] not in stop]
        return tuple(dict.fromkeys(found))

    # clauses

    def joined(self, i: int) -> list[int]:
        """`i` and what is coordinated with it."""
        found = [i]
        for k in found:
            found += [c for c in self.tree.children[k] if self.tree.dep[c] == "conj" and c not in found]
        return found

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, borrowed from the verb that governs it where it has none of its own."""
        tree, node = self.tree, verb
        for _ in range(6):
            for c in tree.children[node]:
                if tree.dep[c] in ("nsubj", "nsubjpass") and c < node:
                    if tree.dep[c] == "nsubjpass" and node != verb:
                        return c
                    return self._antecedent(c, node)
            if tree.dep[node] == "acomp" and node != verb:
                node = tree.head[node]  # `X is due to meet Y`
                continue
            if tree.dep[node] in ("acl", "relcl") and tree.head[node] != node:
                return tree.head[node] if tree.tag[node] == "VBG" or tree.dep[node] == "relcl" else None
            if tree.dep[node] not in _CARRIED or tree.head[node] == node:
                return None
            governor = tree.head[node]
            if tree.dep[node] == "xcomp" or tree.dep[node] == "ccomp":
                named = next((c for c in tree.children[governor] if tree.dep[c] in ("dobj", "dative")), None)
                if named is not None and tree.lemma[governor] not in ("promise", "threaten", "vow"):
                    return named
            node = governor
        return None

    def _antecedent(self, subject: int, verb: int) -> int:
        tree = self.tree
        if tree.lower[subject] in ("who", "which", "that") and tree.dep[verb] == "relcl" and tree.head[verb] != verb:
            return tree.head[verb]
        return subject

    def passive(self, verb: int) -> bool:
        """Is the verb in the passive?"""
        return any(self.tree.dep[c] in ("nsubjpass", "auxpass") for c in self.tree.children[verb])

    def objects(self, verb: int) -> list[int]:
        """Direct objects and datives."""
        return [c for c in self.tree.children[verb] if self.tree.dep[c] in ("dobj", "dative", "dobj", "oprd")]

    def agent(self, verb: int) -> int | None:
        """The doer of a passive: the noun after `by`."""
        return self.after(verb, ("by",))

    def after(self, head: int, prepositions: tuple[str, ...]) -> int | None:
        """The noun after one of the prepositions that hang on `head`."""
        tree = self.tree
        for c in tree.children[head]:
            if tree.lower[c] in prepositions and tree.dep[c] in ("prep", "agent", "dative", "mark"):
                for g in tree.children[c]:
                    if tree.dep[g] in ("pobj", "pcomp"):
                        return g
        return None

    def possessor(self, noun: int) -> int | None:
        """The owner of a noun (`Trump's ultimatum`)."""
        return next((c for c in self.tree.children[noun] if self.tree.dep[c] == "poss"), None)

    def negated(self, i: int) -> bool:
        """Is the verb or noun at `i` denied in its own clause, or by the verb that governs it (`refused to`)?"""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] == "neg" or (tree.lower[c] in NEGATIONS and c < i):
                return True
            if tree.lower[c] == "longer" and any(tree.lower[g] == "no" for g in tree.children[c]):
                return True
            if tree.dep[c] == "nsubj" and any(tree.lower[g] == "no" for g in tree.children[c]):
                return True
        head = tree.head[i]
        if tree.dep[i] == "conj" and any(tree.lower[c] == "nor" and c < i for c in tree.children[head]):
            return True  # `neither condemned nor praised`
        if tree.dep[i] in ("xcomp", "pcomp", "dobj") and head != i:
            governor = tree.head[head] if tree.dep[i] == "pcomp" else head
            if tree.lemma[governor] in _DENYING:
                return True
            if tree.dep[i] == "xcomp":
                return any(tree.dep[c] == "neg" for c in tree.children[head])
        return False

    def condition(self, verb: int) -> str | None:
        """The words of an `if` or `unless` clause on the verb or on what governs it."""
        tree = self.tree
        node = verb
        for _ in range(3):
            queue = [node]
            for k in queue:
                for c in tree.children[k]:
                    if tree.dep[c] == "advcl" and self._is_conditional(c):
                        return self.words(*tree.subtree(c))
                    if tree.dep[c] in ("ccomp", "xcomp", "conj", "prep", "pobj", "dobj", "pcomp", "relcl", "attr"):
                        queue.append(c)
            if tree.dep[node] not in ("ccomp", "xcomp", "conj") or tree.head[node] == node:
                return None
            node = tree.head[node]
        return None

    def _is_conditional(self, clause: int) -> bool:
        tree = self.tree
        return any(
            tree.lower[c] in ("if", "unless") or (tree.lower[c] == "until" and tree.dep[c] == "mark")
            for c in tree.children[clause]
        )

    def words(self, first: int, last: int) -> str | None:
        """The text of tokens `first` to `last` (excluded), without loose punctuation."""
        span = self.tree.trim((first, last))
        if span is None:
            return None
        start, end = self.tree.chars(span)
        return " ".join(self.tree.text[start:end].split())

    # dates and quotes

    @cached_property
    def _quotes(self) -> list[tuple[int, int, Quote]]:
        parts = [(a, b, q) for q in self.scene.quotes if q.kind != "scare" for a, b in q.parts]
        return sorted(parts, key=lambda p: p[1] - p[0])

    def quote_at(self, start: int, end: int) -> Quote | None:
        """The innermost quote whose words hold these code points."""
        return next((q for a, b, q in self._quotes if a <= start and end <= b), None)

    def speaker_at(self, start: int, end: int) -> str | None:
        """Who says these words: the speaker or the party of the innermost quote; None is the article itself."""
        quote = self.quote_at(start, end)
        return (quote.speaker or quote.party) if quote is not None else None

    def speaking_party(self, start: int, end: int) -> str | None:
        """The party that says these words."""
        quote = self.quote_at(start, end)
        return quote.party if quote is not None else None

    def sentence(self, i: int) -> tuple[int, int]:
        """The code points of the sentence of token `i`."""
        first, last = self.tree.sents[self.tree.sent[i]]
        return self.tree.start[first], self.tree.end[last - 1]

    def token_at(self, offset: int) -> int:
        """The token that covers a code point (the one before it in white space)."""
        return max(bisect_right(self.tree.start, offset) - 1, 0)

    def span_of(self, moment: Moment) -> tuple[int, int]:
        """The tokens of a moment."""
        first = self.token_at(moment.start)
        return first, self.token_at(moment.end - 1) + 1

    def root_of(self, first: int, last: int) -> int:
        """The token of a span that hangs on something outside it."""
        tree = self.tree
        return next((i for i in range(first, last) if not first <= tree.head[i] < last or tree.head[i] == i), first)


_SPEAKING_FOR = frozenset(
    "spokesman spokeswoman spokesperson official officials minister ministry envoy negotiator delegation team side "
    "government leader leadership president premier chancellor king parliament army military force diplomat aide "
    "adviser ambassador administration commander general camp counterpart delegate representative chief head chair "
    "chairman chairwoman secretary regime authority authorities union party lawmaker mediator office".split()
)
