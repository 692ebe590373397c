"""Acts of pressure and regard between parties: threats, promises, ultimatums, pressure, appeals, criticism, praise.

An act needs an actor that stands for a party; toward whom it goes is told where the sentence tells it. Words are in
`act_words.tsv`; who does it to whom comes from the parse, so `X was accused by Y` and `X faces pressure from Y` give Y.
What is denied (`refused to condemn`), wished or only possible is no act.
"""

from __future__ import annotations

from zopa.read.acts_ground import Found
from zopa.read.acts_nouns import NounActs
from zopa.read.acts_verbs import VerbActs
from zopa.read.findings import Act, finding_id
from zopa.read.roles import Roles


def read_acts(roles: Roles) -> list[Act]:
    """The acts of the article, in text order; the same act of the same parties counts once in a sentence."""
    if not roles.scene.mentions:
        return []
    tree, found = roles.tree, list[Found]()
    verbs, nouns = VerbActs(roles), NounActs(roles)
    for i, tag in enumerate(tree.tag):
        act = verbs.verb_act(i) if tag[:2] == "VB" else nouns.noun_act(i) if tag[:2] == "NN" else None
        if act is not None:
            found.append(act)
    return [_act(roles, f) for f in _once(found, tree.sent)]


def _act(roles: Roles, f: Found) -> Act:
    tree, article = roles.tree, roles.scene.article
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


def _once(found: list[Found], sentence_of: list[int]) -> list[Found]:
    kept: dict[tuple[int, str, str], Found] = {}
    for f in found:
        key = (sentence_of[f.trigger], f.kind, f.actor)
        other = kept.get(key)
        if other is None or (other.toward is None and f.toward is not None):
            kept[key] = f
    return sorted(kept.values(), key=lambda f: (min(f.tokens), f.trigger))
