"""Whether an event that is told of happened, is planned, was called off, or is only thought of."""

from __future__ import annotations

from typing import Final

from zopa.read.findings import EventStatus
from zopa.read.grammar_words import POSSIBLE
from zopa.read.roles import Roles
from zopa.read.scene import Moment
from zopa.read.tense import direction

SPEECH: Final = frozenset(
    "say tell estimate warn suggest add note insist argue claim report write tweet post state comment predict declare "
    "acknowledge admit confirm deny reiterate stress accuse chide criticise criticize condemn urge vow pledge promise "
    "threaten demand call propose offer reject dismiss signal hint indicate explain ask reply respond remark describe "
    "counter denounce blame praise thank speak".split()
)
_OCCURRING: Final = frozenset("meet happen take attend go occur materialise materialize proceed".split())
_CALLED_OFF: Final = frozenset(
    "cancel postpone scrap shelve abort abandon suspend delay adjourn scuttle scupper nix defer halt".split()
)
_OFF_WORDS: Final = frozenset(
    "cancelled canceled postponed scrapped shelved aborted abandoned suspended delayed".split()
)
_PLANNED: Final = frozenset(
    "set schedule plan slate expect due propose prepare aim intend await plan hope agree".split()
)
_PLANNED_WORDS: Final = frozenset(
    "upcoming forthcoming planned scheduled proposed next expected possible potential looming anticipated "
    "future".split()
)


class Course:
    """What became of what a noun or a verb tells of."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree

    def real(self, verb: int) -> bool:
        """Not only offered or possible: `hosted`, `will host`, never `could host` or `offered to host`."""
        tree = self.tree
        marks = {tree.lower[c] for c in tree.children[verb] if tree.dep[c] in ("aux", "mark")}
        return marks.isdisjoint(POSSIBLE | {"to", "if", "unless"})

    def status_of(self, trigger: int, moment: Moment | None) -> EventStatus:
        tree, roles = self.tree, self.roles
        node = trigger
        moved = moment is not None and self._new_day(moment)
        for _ in range(5):
            if self._called_off(node) and not moved:
                return "called off"
            head = tree.head[node]
            if head == node or tree.dep[node] not in ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "acl"):
                break
            node = head
        for verb in (trigger, tree.head[trigger]):
            if tree.lemma[verb] in _OCCURRING and tree.tag[verb][:2] == "VB" and self._negated(verb):
                return "called off"
        published = roles.scene.article.published
        if moment is not None and moment.first is not None and moment.last is not None and published is not None:
            if moment.first > published:
                return "planned"
            if moment.last < published:
                return "happened"
        if any(tree.lower[c] in _PLANNED_WORDS for c in tree.children[trigger]):
            return "planned"
        verb = trigger
        for _ in range(4):
            if tree.tag[verb][:2] == "VB" or tree.head[verb] == verb:
                break
            verb = tree.head[verb]
        if tree.lemma[verb] in _PLANNED and tree.tag[verb] in ("VBN", "VBG") and tree.lemma[verb] != "agree":
            return "planned"
        return "planned" if direction(roles.scene.doc[trigger]) > 0 else "happened"

    def _new_day(self, moment: Moment) -> bool:
        """`postponed to 20 October`: the day that it is on now."""
        tree = self.tree
        first, last = self.roles.span_of(moment)
        before = tree.head[self.roles.root_of(first, last)]
        return tree.lower[before] in ("to", "until", "till") and self._called_off(tree.head[before])

    def _negated(self, verb: int) -> bool:
        tree = self.tree
        return any(tree.dep[c] == "neg" or tree.lower[c] == "never" for c in tree.children[verb])

    def denied(self, trigger: int) -> bool:
        """Told not to have happened (`did not attack`): no event; meetings that did not take place are called off."""
        tree = self.tree
        if tree.tag[trigger][:2] != "VB" or not self._negated(trigger):
            return False
        return tree.lemma[trigger] not in _OCCURRING and tree.lemma[trigger] not in SPEECH

    def _called_off(self, i: int) -> bool:
        tree = self.tree
        lemma = tree.lemma[i]
        if lemma in _CALLED_OFF and tree.tag[i][:2] == "VB":
            return not self.roles.negated(i) and not any(tree.tag[c] == "MD" for c in tree.children[i])
        if lemma == "call" and any(tree.lower[c] == "off" for c in tree.children[i]):
            return not any(tree.tag[c] == "MD" for c in tree.children[i])
        return any(tree.lower[c] in _OFF_WORDS and tree.dep[c] == "amod" for c in tree.children[i])
