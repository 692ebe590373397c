"""What a one-time event happened to, by name: `Crimea, annexed in 2014`, `the Quay Treaty; it was signed in`."""

from __future__ import annotations

from typing import Final

from zopa.read.events_ground import NOMINAL, Ground

_NAMES: Final = ("NNP", "NNPS")
_BEFORE: Final = frozenset({"compound", "nmod", "amod"})
_DEFINITE: Final = frozenset("the this that these those".split())
_SENTENCES_BACK: Final = 2  # in which `it` finds the treaty that it stands for


class Things(Ground):
    """Looks for the thing of the event that a token tells of."""

    def thing_of(self, trigger: int) -> str | None:
        """Its name; None where the words name nothing, a party, or only a common noun that no name went before."""
        tree = self.tree
        thing = self._noun(trigger)
        if thing is None:
            return None
        if tree.tag[thing] == "PRP" or tree.lower[thing] in ("which", "that"):
            thing = self._meant(thing)
        if thing is None or self.roles.parties(thing):
            return None
        if tree.tag[thing] not in _NAMES and tree.dep[thing] == "appos":
            thing = tree.head[thing]  # `Corra, the isle annexed by`
        if tree.tag[thing] in _NAMES:
            return self._name_at(thing)
        return self._named_before(thing)

    def _noun(self, trigger: int) -> int | None:
        tree, roles = self.tree, self.roles
        if tree.tag[trigger] in NOMINAL:
            entry = self.entry(trigger)
            if entry is not None and entry[0] == "agreement":
                return trigger  # the treaty itself
            return roles.after(trigger, ("of", "on")) or next(
                (c for c in tree.children[trigger] if tree.dep[c] == "compound" and tree.tag[c] in _NAMES), None
            )
        if roles.passive(trigger):
            return roles.subject(trigger)
        if tree.dep[trigger] == "acl" and tree.tag[trigger] == "VBN":
            return tree.head[trigger]
        own = roles.objects(trigger)
        return own[0] if own else None

    def _meant(self, pronoun: int) -> int | None:
        """The last noun for something that is signed, in this sentence or the ones just before."""
        tree = self.tree
        if tree.lower[pronoun] != "it":
            return None
        start = tree.sents[max(0, tree.sent[pronoun] - _SENTENCES_BACK)][0]
        for i in range(pronoun - 1, start - 1, -1):
            if tree.tag[i] in NOMINAL and (self.entry(i) or ("", ""))[0] == "agreement":
                return i
        return None

    def _name_at(self, head: int) -> str | None:
        """`Treaty of Sarn`, `Cod Accord`: the name without the article and without what is said of it."""
        tree = self.tree
        first = min([head, *(c for c in tree.children[head] if tree.dep[c] in _BEFORE and tree.tag[c] in _NAMES)])
        of = next((c for c in tree.children[head] if c == head + 1 and tree.lower[c] == "of"), None)
        if of is not None:
            inner = next((g for g in tree.children[of] if tree.dep[g] == "pobj" and tree.tag[g] in _NAMES), None)
            if inner is not None:
                return self.roles.words(first, inner + 1)
        return self.roles.words(first, head + 1)

    def _named_before(self, noun: int) -> str | None:
        """`the accord`: the last name before it that ends in, or begins with, the same word."""
        tree = self.tree
        own = [c for c in tree.children[noun] if c < noun and tree.dep[c] in (*_BEFORE, "det", "poss")]
        if tree.tag[noun] not in ("NN", "NNS") or not any(tree.lower[c] in _DEFINITE for c in own) or len(own) > 1:
            return None
        for i in range(noun - 1, -1, -1):
            if tree.tag[i] in _NAMES and tree.lemma[i].lower() == tree.lemma[noun]:
                name = self._name_at(i)
                if name is not None and " " in name:
                    return name
        return None
