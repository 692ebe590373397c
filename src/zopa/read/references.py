"""Words that take up what was said before: `that`, `it`, `the idea`.

Owns which of them stand where an attitude can reach them; what they take up is for the reader of statements to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

_POINTERS = frozenset("that this it them".split())
_THINGS = frozenset(
    "idea proposal plan move suggestion notion demand step measure offer request concept scheme prospect condition "
    "proposition arrangement option request change point formula deal concession compromise package text".split()
)


def references(sentence: Span) -> Iterator[Token]:
    """Words that take up what was said before and stand where an attitude can reach them."""
    for token in sentence:
        slot = token.dep_ in ("dobj", "pobj", "nsubjpass") or (
            token.dep_ == "nsubj" and token.head.lemma_ in ("be", "remain", "seem", "look", "sound")
        )
        if not slot:
            continue
        if (
            token.lower_ in _POINTERS and not (token.lower_ == "it" and token.dep_ == "nsubj" and _expletive(token))
        ) or (
            token.lemma_.lower() in _THINGS
            and any(
                c.dep_ == "det" and c.lower_ in ("the", "that", "this", "such", "any", "both") for c in token.children
            )
            and not any(c.dep_ in ("prep", "acl", "relcl", "compound") for c in token.children)
        ):
            yield token


def _expletive(token: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in token.head.children)
