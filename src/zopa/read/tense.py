"""Whether a sentence tells of the past or of what is to come, seen from one of its words.

`direction(token)` climbs from the word to the verb that governs it and reads tense, auxiliaries and the words that
plan things (`scheduled`, `upcoming`). Shared by dates and events.
"""

from __future__ import annotations

from typing import Final

from zopa.read.document import Token

PLANNING: Final = frozenset(
    "schedule plan slate expect due intend aim hope prepare anticipate pledge promise vow propose order invite bill "
    "tentatively set book time pencil".split()
)
# in the plain present these tell of what is arranged (`the ceasefire expires on Friday`)
ARRANGED: Final = frozenset(
    "meet arrive visit travel leave depart begin start open resume host hold convene expire end go take vote sit head "
    "fly gather attend return face address deliver sign run kick join come close fall lapse reconvene welcome greet "
    "launch conclude".split()
)
AHEAD: Final = frozenset("upcoming forthcoming scheduled planned looming anticipated next coming".split())
_BEFORE: Final = frozenset("ahead advance run-up lead-up buildup build-up runup eve".split())
_OVER: Final = frozenset(
    "take happen occur materialise materialize begin start open end fail collapse conclude go".split()
)
_VERBAL = frozenset({"VERB", "AUX"})


def direction(token: Token) -> int:
    """-1 past, 1 future, 0 unknown."""
    node = token
    for _ in range(12):
        if node.lower_ == "since" or _is_over(node):
            return -1
        if node.lower_ == "due" and node.tag_ == "JJ":
            return 1
        if node.lower_ == "for" and node.dep_ == "prep" and node.i + 1 == token.i and _arranged(node.head):
            return -1 if _is_over(node.head) else 1  # `called a conference for Wednesday`
        if node.lower_ in _BEFORE and any(child.lower_ in ("of", "to") for child in node.rights):
            return 1
        if node.pos_ in ("NOUN", "PROPN") and any(child.lower_ in AHEAD for child in node.lefts):
            return 1
        if node.pos_ in _VERBAL and node.dep_ not in ("aux", "auxpass"):
            found = tense(node)
            if found:
                return found
        if node.head.i == node.i:
            break
        node = node.head
    return 0


def _is_over(plan: Token) -> bool:
    """`the summit planned for Monday did not take place`, `the talks due on Monday ended`: that Monday lies behind."""
    if plan.dep_ not in ("acl", "relcl") or not (plan.lemma_ in PLANNING or plan.lemma_ == "be"):
        return False
    thing = plan.head
    while thing.dep_ in ("pobj", "prep") and thing.head.i < thing.i:
        thing = thing.head  # `the round of talks planned for`
    verb = thing.head
    return thing.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _OVER and tense(verb) < 0


def _arranged(head: Token) -> bool:
    return head.pos_ == "NOUN" or head.lemma_ in PLANNING or head.lemma_ in ("convene", "call", "arrange", "summon")


def tense(verb: Token) -> int:
    """-1 past, 1 future, 0 for the plain present or a form without a tense of its own."""
    tag = verb.tag_
    aux = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in aux}
    if verb.lemma_ == "be" and any(c.lower_ == "due" and c.dep_ in ("acomp", "advmod") for c in verb.children):
        return 1  # `is due in Geneva on Monday`, `was due on Friday`: ahead of whoever tells it
    if any(c.tag_ == "MD" for c in aux):
        return -1 if "have" in words else 1
    if "to" in words and tag in ("VB", "VBN"):
        return -1 if "have" in words and tag == "VBN" else 1
    if words & {"was", "were", "had", "did", "has", "have", "been", "'d", "’d"}:
        return -1
    if words & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "be"}:
        if tag == "VBG":
            return 1
        if tag == "VBN":
            return 1 if verb.lemma_ in PLANNING else 0
        return 0
    if tag == "VBD":
        return -1
    if tag == "VBN" and not aux:
        return 1 if verb.lemma_ in PLANNING and verb.lemma_ != "set" else -1
    if tag in ("VBZ", "VBP"):
        return 1 if verb.lemma_ in ARRANGED else 0
    return 0
