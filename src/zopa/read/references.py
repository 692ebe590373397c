"""Words that take up what was said before: `that`, `it`, `the idea`, `the increase`.

Owns which of them stand where an attitude can reach them; what they take up is for the reader of statements to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from zopa.read.document import Span, Token
from zopa.read.lexicon import lexicon
from zopa.read.tree import is_passive, negated

_POINTERS = frozenset("that this it they them these those one".split())
_THINGS = frozenset(
    "idea proposal plan move suggestion notion demand step measure offer request concept scheme prospect condition "
    "proposition arrangement option change point formula deal concession compromise package text claim call appeal "
    "goal target approach legislation bill agreement provision pact treaty".split()
)
_TAKING_UP = frozenset("the that this such any both these those".split())


def references(sentence: Span) -> Iterator[Token]:
    """Words that take up what was said before and stand where an attitude can reach them."""
    for token in sentence:
        slot = (
            token.dep_ in ("dobj", "pobj", "nsubjpass")
            or _wanted_so(token)
            or (token.dep_ == "nsubj" and token.head.lemma_ in ("be", "remain", "seem", "look", "sound"))
        )
        if not slot:
            continue
        if (
            (token.lower_ in _POINTERS and not (token.lower_ == "it" and token.dep_ == "nsubj" and _expletive(token)))
            or (token.lemma_.lower() in _THINGS and _bare(token))
            or is_change(token)
        ):
            yield token


def undecided(sentence: Span) -> Token | None:
    """The verb by which somebody leaves open what was said before: `has yet to decide`, `has not made up its mind`."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma == "decide" or (lemma == "make" and any(c.lower_ == "mind" for c in token.children)):
            around = (token, token.head) if token.dep_ == "xcomp" else (token,)
            open_still = any(negated(verb) or any(c.lower_ == "yet" for c in verb.children) for verb in around)
            about = any(
                c.dep_ in ("ccomp", "xcomp", "prep") or (c.dep_ == "dobj" and lemma != "make") for c in token.children
            )
            if open_still and not about:
                return token
    return None


def answers(sentence: Span) -> Iterator[Token]:
    """Verbs of an answer whose thing is not named: `accepted at once`, `has so far refused`."""
    for token in sentence:
        if (
            token.pos_ == "VERB"
            and token.lemma_.lower() in _ANSWERING
            and token.dep_ in ("ROOT", "conj", "ccomp")
            and not is_passive(token)
            and not any(
                c.dep_ in ("dobj", "xcomp", "ccomp", "prt", "dative") or (c.dep_ == "prep" and c.lower_ in _LEADING_ON)
                for c in token.children
            )
        ):
            yield token


_ANSWERING = frozenset("accept agree consent acquiesce refuse decline object balk".split())
_LEADING_ON = frozenset("to on with about for over upon".split())


def _wanted_so(token: Token) -> bool:
    """`wants them released`, `wants the limit scrapped`."""
    clause = token.head
    return (
        token.dep_ == "nsubj"
        and clause.dep_ in ("ccomp", "xcomp")
        and clause.tag_ in ("VBN", "VBD")
        and token.i == clause.left_edge.i + sum(c.i < token.i for c in token.children)
        and clause.i - token.i == 1
    )


def is_change(token: Token) -> bool:
    """`the increase`, `any reduction`, `a freeze`: what grows or ends was said before."""
    return (
        token.tag_ == "NN"
        and token.dep_ in ("dobj", "pobj", "nsubjpass", "nsubj")
        and token.lemma_.lower() in lexicon().nouns
        and _bare(token, also=("a", "an"))
    )


def _bare(token: Token, also: tuple[str, ...] = ()) -> bool:
    """Whether nothing but an article and adjectives say which thing is meant."""
    articles = [c.lower_ for c in token.children if c.dep_ == "det"]
    return any(a in _TAKING_UP or a in also for a in articles) and not any(
        c.dep_ in ("prep", "acl", "compound", "poss") or (c.dep_ == "relcl" and c.i == token.i + 1)
        for c in token.children
    )


def _expletive(token: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in token.head.children)
