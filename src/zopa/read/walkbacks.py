"""Denials and walk-backs tied to what they take back: `aides later played down her offer` to the offer.

Owns the words by which somebody takes a position back, and which earlier statement of the article is meant: the last
one with the same holder and issue and another polarity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from zopa.read.findings import Statement
from zopa.read.scene import Scene

_VERBS = frozenset(
    "deny retract backtrack backpedal disavow recant rescind renege repudiate disown contradict refute rebut clarify "
    "qualify unsay".split()
)
# a verb and the word that makes it one of taking back
_WITH = {
    "back": frozenset("walk row take pull draw step roll go".split()),
    "down": frozenset("play climb back".split()),
    "away": frozenset("walk back step move shy pull".split()),
    "off": frozenset("back call".split()),
    "from": frozenset("distance retreat".split()),
}
_NOUNS = frozenset(
    "denial retraction walkback walk-back climbdown climb-down u-turn about-face about-turn reversal".split()
)


def linked(scene: Scene, statements: Sequence[Statement]) -> list[Statement]:
    """The statements in the order of the text, those that take an earlier one back with its id in `denies`."""
    ends = [sentence.end_char for sentence in scene.sentences]
    found: list[Statement] = []
    for statement in sorted(statements, key=lambda s: (s.start, s.end, s.issue, s.holder)):
        sentence = scene.sentences[min(bisect_right(ends, statement.start), len(ends) - 1)]
        if any(_takes_back(token) for token in sentence):
            earlier = _earlier(found, statement, sentence)
            if earlier is not None:
                statement = replace(statement, denies=earlier.id)
        found.append(statement)
    return found


def _earlier(found: Sequence[Statement], statement: Statement, sentence: Span) -> Statement | None:
    for before in reversed(found):
        same = before.holder == statement.holder and before.issue == statement.issue
        if same and before.end <= sentence.start_char and before.polarity != statement.polarity:
            return before
    return None


def _takes_back(token: Token) -> bool:
    lemma = token.lemma_.lower()
    doc = token.doc
    joined = doc[max(0, token.i - 2) : token.i + 1].text.lower() if token.i > 1 and doc[token.i - 1].text == "-" else ""
    if lemma in _NOUNS or joined in _NOUNS:
        return True
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if lemma in _VERBS:
        return True
    near = [t.lower_ for t in doc[token.i + 1 : token.i + 5]] + [c.lower_ for c in token.children]
    return any(particle in near and lemma in verbs for particle, verbs in _WITH.items())
