"""Acts of pressure and regard between parties: threats, promises, ultimatums, pressure, appeals, criticism, praise.

An act needs an actor that stands for a party; toward whom it goes is told where the sentence tells it. Words are in
`act_words.tsv`; who does it to whom comes from the parse, so `X was accused by Y` and `X faces pressure from Y` give Y.
What is denied (`refused to condemn`), wished or only possible is no act.
"""

from __future__ import annotations

from dataclasses import replace

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
    return [_act(roles, f, toward) for f in _once(found, tree.sent) for toward in (f.toward, *f.others)]


def _act(roles: Roles, f: Found, toward: str | None) -> Act:
    tree, article = roles.tree, roles.scene.article
    start, end = tree.start[min(f.tokens)], tree.end[max(f.tokens)]
    return Act(
        id=finding_id("act", article.id, start, end, f.kind, f.actor, toward, f.trigger),
        article=article.id,
        start=start,
        end=end,
        text=tree.text[start:end],
        actor=f.actor,
        kind=f.kind,
        toward=toward,
        condition=f.condition,
        deadline=f.deadline,
    )


def _once(found: list[Found], sentence_of: list[int]) -> list[Found]:
    """Of acts of one kind by one party in a sentence those toward somebody, each once; else the first."""
    kept: dict[tuple[int, str, str], list[Found]] = {}
    for f in found:
        same = kept.setdefault((sentence_of[f.trigger], f.kind, f.actor), [])
        known = {t for other in same for t in (other.toward, *other.others)}
        if not same or known == {None}:
            same[:] = [f] if f.toward is not None or not same else same
        elif f.toward is not None and f.toward not in known:
            same.append(replace(f, others=tuple(t for t in f.others if t not in known)))
    return sorted((f for same in kept.values() for f in same), key=lambda f: (min(f.tokens), f.trigger))
