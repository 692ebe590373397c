"""What a clause that hangs on another one makes of the theme: a condition, a threat, an aim or a circumstance.

Owns the step from an adverbial clause to its main clause.
"""

from __future__ import annotations

from zopa.read.climb_path import Climber
from zopa.read.document import Token
from zopa.read.grammar_words import LEAVING, THREATENING
from zopa.read.lexicon import Lexicon
from zopa.read.tree import is_passive, is_verb, negated, possessor, subject_of


def adverbial(climber: Climber, node: Token, head: Token) -> None:
    """The clause of `node` is a condition, an aim or a circumstance of `head`."""
    path = climber.path
    before = [c for c in node.children if c.i < node.i and c.dep_ in ("mark", "advmod")]
    mark = next((c.lower_ for c in before if c.dep_ == "mark" or c.tag_ == "WRB"), before[0].lower_ if before else "")
    edge = node.left_edge.i
    only = any(t.lower_ == "only" for t in node.doc[max(edge - 1, 0) : edge + 2])
    called = climber.words.attitude("v", f"{head.lemma_.lower()}+for") if mark == "for" else None
    if called is not None:  # `called for X to be lifted`
        climber.add_attitude(called, head, subject_of(head), head)
    elif mark in ("if", "when", "once", "after", "provided") and only:
        path.condition = path.condition or "only"
        climber.add_attitude(climber.words.attitude("v", "demand"), node, subject_of(head), head)
    elif mark in ("unless", "until"):
        path.condition = path.condition or "unless"
        if mark == "unless" or negated(head) or climber.words.attitude("v", head.lemma_.lower()):
            climber.add_attitude(climber.words.attitude("v", "demand"), node, subject_of(head), head)
    elif mark == "if" and head.lemma_.lower() in THREATENING and negated(node):
        # `threatened them with tariffs if they did not agree to X`
        for level in path.levels:
            level.negated = level.negated and level.token.i != node.i
        path.condition = path.condition or "unless"
        climber.add_attitude(climber.words.attitude("v", "demand"), node, subject_of(head), head)
    elif mark == "if" and not negated(node) and threat(head):
        # `threatened to leave if the dam was built`
        for level in path.levels:
            level.negated = level.negated and level.token.i != node.i
        climber.add_attitude(climber.words.attitude("v", "oppose"), node, subject_of(head), head)
    elif mark in ("if", "provided") and (bidder := _bidder(climber.words, head)) is not None:
        # `is ready to stop the offensive if it is given the valley`
        path.condition = path.condition or "only"
        climber.add_attitude(climber.words.attitude("v", "hope"), node, bidder, head)
    elif mark in ("if", "whether"):
        path.condition = path.condition or "if"
        for level in path.levels:
            level.hypothetical = not (level.noun and level.holder is not None)  # `if he bows to Kyiv's demand for X`
        path.other = path.other or not path.levels
    elif node.tag_ == "VB" or mark == "so":
        if not climber.attitudes():
            climber.add_attitude(climber.words.attitude("v", "aim"), node, subject_of(head), head)
    elif mark in ("as", "while", "because", "since", "although", "though", "after", "before", "when", "whereas"):
        path.other = path.other or not path.levels
        path.closed = True


def _bidder(words: Lexicon, verb: Token) -> Token | None:
    """Who offers, or is ready, to do what `verb` says: the condition is what he asks in return."""
    node = verb
    for _ in range(4):
        if node.lemma_.lower() == "be":
            aim = next((c for c in node.children if c.dep_ == "nsubj" and c.lemma_.lower() in _BIDS), None)
            if aim is not None:
                return possessor(aim)
            ready = next((c for c in node.children if c.dep_ == "acomp"), None)
        else:
            ready = node if node.pos_ == "ADJ" else None
        found = words.attitude("a", ready.lemma_.lower()) if ready is not None else None
        if found is None and is_verb(node):
            found = words.attitude("v", node.lemma_.lower())
        if found is not None and found.act in ("accept", "offer"):
            clause = node.head if node.pos_ == "ADJ" else node
            return None if negated(clause) or is_passive(clause) else subject_of(clause)
        if node.dep_ not in ("xcomp", "ccomp", "acomp"):
            return None
        node = node.head
    return None


_BIDS = frozenset(["offer", "proposal"])


def threat(verb: Token) -> bool:
    """Whether `verb` is what somebody threatens to do: `would quit`, `threatened to quit`."""
    above = verb.head
    threatened = above.lemma_.lower() in THREATENING and verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VB"
    own = verb.lemma_.lower() == "threaten" or (
        verb.lemma_.lower() in LEAVING and any(c.lower_ in ("will", "would", "'ll", "’ll") for c in verb.children)
    )
    return threatened or own
