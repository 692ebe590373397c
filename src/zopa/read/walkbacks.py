"""Denials and walk-backs tied to what they take back: `aides later played down her offer` to the offer.

Owns the words by which somebody takes a position back, and which earlier statement of the article is meant: the last
one with the same holder and issue and another polarity. Which statement of another article is meant, the ledger finds
(`zopa.ledger.denials`): for that the holder itself must deny, dismiss as a report, or walk back. A reversal is no such
thing but a change. The words of such a statement hold the verb that denies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from zopa.read.document import Span, Token
from zopa.read.findings import Statement, finding_id
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
# of these the holder says that it is not so, or never meant it; the others are a change of mind as well
_OWN = frozenset("deny retract backtrack backpedal disavow recant disown refute rebut clarify unsay".split())
_DISMISSING = frozenset("dismiss reject dispute contradict refute rebut".split())
_REPORTS = frozenset(
    "report claim suggestion rumour rumor assertion speculation account story allegation statement".split()
)
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
        verb = _taken_back_at(scene, statement, sentence) if statement.polarity != "open" else None
        if verb is not None:
            statement = _with_verb(scene, replace(statement, takes_back=True), verb)
        found.append(statement)
    return found


def _with_verb(scene: Scene, statement: Statement, verb: Token) -> Statement:
    start, end = min(statement.start, verb.idx), max(statement.end, verb.idx + len(verb))
    if (start, end) == (statement.start, statement.end):
        return statement
    distinct = (statement.holder, statement.issue, statement.polarity)
    identity = finding_id("statement", statement.article, start, end, *distinct)
    return replace(statement, id=identity, start=start, end=end, text=scene.article.text[start:end])


def _taken_back_at(scene: Scene, statement: Statement, sentence: Span) -> Token | None:
    """The verb by which the holder takes the statement back: one that it hangs on, or that stands in it."""
    words = scene.doc.char_span(statement.start, statement.end)
    if words is None:
        return None
    for token in sentence:
        if not (_is_own(token) and any(token.i == t.i or token.is_ancestor(t) for t in words)):
            continue
        subject = _subject(token)
        mention = scene.mention_of(subject) if subject is not None else None
        if mention is None or not mention.parties or statement.holder in mention.parties:
            return token
    return None


def _is_own(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.lemma_ in _DISMISSING and any(c.dep_ == "dobj" and c.lemma_ in _REPORTS for c in token.children):
        return True
    near = [t.lower_ for t in token.doc[token.i + 1 : token.i + 5]]
    back = any(p in near and token.lemma_ in verbs for p, verbs in _WITH.items() if p != "off")
    return (token.lemma_ in _OWN or back) and not any(c.dep_ == "neg" for c in token.children)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, borrowed from the verb that it is joined to."""
    node = verb
    for _ in range(3):
        for child in node.children:
            if child.dep_ == "nsubj":
                return child
        if node.dep_ != "conj":
            return None
        node = node.head
    return None


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
