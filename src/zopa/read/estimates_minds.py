"""Probabilities in what people think: `doubts that`, `my guess is`, `few expect`, `nobody believes`."""

from __future__ import annotations

from typing import Final

from zopa.read.estimates_ground import Found, Ground

_NOBODY: Final = {"nobody": "very_unlikely", "none": "very_unlikely", "few": "unlikely"}


class Minds(Ground):
    """Estimates whose word is a verb of thinking, or the noun of one."""

    def verb(self, i: int, rung: str) -> Found | None:
        tree, roles = self.tree, self.roles
        tag, lemma = tree.tag[i], tree.lemma[i]
        if tag[:2] == "NN":
            return self._mental_noun(i, rung)
        if tag[:2] != "VB" or roles.passive(i):
            return None
        if lemma in ("expect", "believe", "think", "anticipate"):
            return self._expecting(i)
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("ccomp",) and c > i), None)
        if clause is None:
            return None
        if lemma in ("suspect", "guess", "bet", "reckon", "foresee") and not self._first_person_or_present(i):
            return None
        negative = roles.negated(i)
        if negative:
            rung = "likely" if lemma == "doubt" else "unlikely"
        subject = roles.subject(i)
        holder = roles.actor(subject) if subject is not None else None
        low, high, scale = self.reading(rung)
        first = i
        if negative:
            first = min([i, *[c for c in tree.children[i] if tree.dep[c] == "neg"]])
        return Found(first, i + 1, low, high, scale, tree.subtree(clause), None, holder, told=holder is not None)

    def _expecting(self, i: int) -> Found | None:
        """`Few expect a breakthrough`, `nobody believes it will hold`, `does not expect an accord`."""
        tree, roles = self.tree, self.roles
        subject = next((c for c in tree.children[i] if tree.dep[c] == "nsubj"), None)
        if subject is None:
            return None
        word = tree.lower[subject]
        modifiers = {tree.lower[c] for c in tree.children[subject]}
        denied = any(tree.dep[c] == "neg" for c in tree.children[i])
        if word == "one" and "no" in modifiers:
            word = "nobody"
        rung = _NOBODY.get(word) or ("unlikely" if "few" in modifiers and "a" not in modifiers else None)
        if rung is None and denied and tree.lemma[i] in ("expect", "anticipate"):
            rung = "unlikely"
        if rung is None:
            return None
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("ccomp", "xcomp", "dobj") and c > i), None)
        if clause is None or (tree.dep[clause] == "dobj" and tree.tag[clause] == "PRP"):
            return None
        if tree.lemma[i] in ("believe", "think") and not any(tree.tag[c] == "MD" for c in tree.children[clause]):
            return None
        low, high, scale = self.reading(rung)
        negation = [c for c in tree.children[i] if tree.dep[c] == "neg"]
        first = min([subject if word in _NOBODY or word == "nobody" else i, *negation])
        if "few" in modifiers and rung == "unlikely":
            first = tree.left[subject]  # `few diplomats expect`
        holder = roles.actor(subject) if denied else None
        return Found(first, i + 1, low, high, scale, tree.subtree(clause), None, holder, told=holder is not None)

    def _first_person_or_present(self, i: int) -> bool:
        return self.tree.tag[i] in ("VBP", "VBZ", "VBD", "VB")

    def _mental_noun(self, i: int, rung: str) -> Found | None:
        """`My guess is that`, `her prediction that`."""
        tree, roles = self.tree, self.roles
        owner = roles.possessor(i)
        verb = tree.head[i]
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "ccomp") and c > i), None)
        if clause is None and tree.dep[i] in ("nsubj", "nsubjpass") and tree.lemma[verb] == "be":
            clause = next((c for c in tree.children[verb] if tree.dep[c] in ("ccomp", "attr") and c > i), None)
        if clause is None or (owner is None and self._putter(i) is None):
            return None
        holder = roles.actor(owner) if owner is not None else self._putter(i)
        low, high, scale = self.reading(rung)
        first = i if owner is None else owner
        return Found(first, i + 1, low, high, scale, tree.subtree(clause), None, holder, told=holder is not None)
