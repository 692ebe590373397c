"""When a position was held, where an article looks back: `had long opposed`, `in March it agreed`, `until then`.

    dated(scene, statements)   each with the day that its clause names, or marked as past where it names none

An article that tells how things were is no evidence of how they are. What its words do not date, and do not put into
the past, was said when the article was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from zopa.read.document import Span, Token
from zopa.read.findings import Statement
from zopa.read.scene import Moment, Scene

SHORT: Final = timedelta(days=31)  # a longer time (`last year`, `in 2014`) names no day on which it was said
_NAMED: Final = re.compile(r"\d|\blast\b", re.IGNORECASE)
FORMER: Final = frozenset("previously formerly originally initially historically once".split())
ENDING: Final = frozenset({"until", "till"})
_NAMING: Final = frozenset({"prep", "npadvmod", "advmod", "pcomp", "pobj", "nmod", "tmod"})
_VERBAL: Final = frozenset({"VERB", "AUX"})
_ABOVE: Final = 4  # verbs from the position up to whoever reports it


def dated(scene: Scene, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those of an earlier time with their day, or `past` where the words tell no day."""
    return [_dated(scene, statement) for statement in statements]


def _dated(scene: Scene, statement: Statement) -> Statement:
    span = scene.doc.char_span(statement.start, statement.end)
    if span is None:
        return statement
    verbs = list(_verbs(_verb_of(span)))
    published = scene.article.published
    for verb in verbs:
        for moment, ended in _moments(scene, verb):
            if ended:
                return replace(statement, date=None, past=True)
            if moment.first is None or moment.last is None or published is None or moment.last >= published:
                return statement  # `on Friday` of the same day: nothing looks back
            if moment.last - moment.first <= SHORT:
                return replace(statement, date=moment.last)
            if not _NAMED.search(scene.article.text[moment.start : moment.end]):
                continue  # `demanded more water in summer`: no summer that is over
            return replace(statement, date=None, past=True)
    return replace(statement, date=None, past=True) if any(map(_former, verbs)) or _before_all(verbs) else statement


def _verb_of(words: Span) -> Token:
    """The verb that tells the position: of the words themselves, else the one that governs them."""
    node = words.root
    if node.pos_ not in _VERBAL:
        inside = [t for t in words if t.pos_ in _VERBAL and t.dep_ not in ("aux", "auxpass")]
        node = min(inside, key=lambda t: sum(1 for _ in t.ancestors), default=node)
    while node.pos_ not in _VERBAL and node.head.i != node.i:
        node = node.head
    return node


def _verbs(verb: Token) -> Iterator[Token]:
    """The verb, then those that report or govern it."""
    node = verb
    for _ in range(_ABOVE):
        if node.pos_ in _VERBAL:
            yield node
        if node.dep_ not in ("ccomp", "xcomp", "parataxis") or node.head.i == node.i:
            return
        node = node.head


def _moments(scene: Scene, verb: Token) -> Iterator[tuple[Moment, bool]]:
    """The times that a past verb is told to be of, each with whether it was over then already.

    So it was `until last month`, and `earlier this year`.
    """
    if not _past(verb):
        return
    sentence = verb.sent
    children = list(verb.children)
    for moment in scene.moments_in(sentence.start_char, sentence.end_char):
        token = _at(scene, moment)
        before = token.nbor(-1) if token.i > sentence.start else None
        opens = (before or token).i == sentence.start and verb.head.i == verb.i
        node, above = token, token
        while node.dep_ in _NAMING and node.head.i != verb.i and node.head.i != node.i:
            above, node = node, node.head
        own = node in children and (node.dep_ in _NAMING or _day_of_object(above, node, moment))
        if moment.kind in ("date", "time") and (own or opens):
            long = moment.first != moment.last
            earlier = long and any(t.lower_ == "earlier" for t in (token, *token.children, *children, before or token))
            yield moment, earlier or (before is not None and before.lower_ in ENDING)


def _at(scene: Scene, moment: Moment) -> Token:
    span = scene.doc.char_span(moment.start, moment.end)
    assert span is not None
    return span[0]


def _day_of_object(preposition: Token, thing: Token, moment: Moment) -> bool:
    """`rejected a truce on Monday`: parsed as the truce's day, and as likely that of the verb."""
    return preposition.lower_ == "on" and thing.dep_ in ("dobj", "pobj") and moment.first == moment.last


def _past(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return (
        verb.tag_ == "VBD"
        or (verb.tag_ == "VBN" and bool(helpers & {"had", "was", "were", "'d", "’d"}))
        or (verb.tag_ == "VB" and "did" in helpers)
    )


def _former(verb: Token) -> bool:
    """`previously said`, `used to oppose`."""
    if verb.lower_ == "used" and any(c.dep_ == "xcomp" for c in verb.children):
        return True
    return _past(verb) and any(c.lower_ in FORMER and c.dep_ == "advmod" for c in verb.children)


def _before_all(verbs: Sequence[Token]) -> bool:
    """`had long opposed`, unless it is what somebody said just now: `said that it had accepted`."""
    if not verbs:
        return False
    last = verbs[-1]
    return last.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("had", "’d", "'d") for c in last.children)
