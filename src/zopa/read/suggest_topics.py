"""What a position is taken on: the noun phrase or clause that a word of position governs.

`topics(scene, sentence)` gives one `Topic` for each; `proposition` is a plain sentence that `for` and `against` can
refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zopa.read.document import Span, Token
from zopa.read.lexicon import Part, lexicon
from zopa.read.scene import Scene

SURE: Final = 0.75  # strength of a word of position below which what it governs is often no issue
WORDS_MOST: Final = 7  # of a phrase; longer ones are cut at a whole part

# nouns that only wrap the thing that is negotiated: what stands after them counts
_WRAPPERS: Final = frozenset(
    {"offer", "proposal", "plan", "demand", "idea", "call", "request", "suggestion", "bid", "move", "effort", "attempt",
     "notion", "prospect", "possibility", "form", "kind", "type", "sort", "part", "number", "set", "series", "package",
     "commitment", "pledge", "promise", "need", "right", "condition", "talk", "discussion", "negotiation", "issue",
     "question", "matter", "point", "term", "deal", "agreement", "settlement", "clause", "option", "decision", "step"}
)  # fmt: skip
_EMPTY: Final = frozenset(
    {"thing", "way", "people", "person", "man", "woman", "time", "day", "week", "month", "year", "side", "party",
     "something", "anything", "nothing", "everything", "one", "lot", "place", "result", "fact", "reason", "comment",
     "question", "report", "statement", "claim", "word", "letter", "interview", "reporter", "journalist", "role",
     "help", "chance", "hope", "change", "action", "measure", "approach", "case", "situation", "story", "view",
     "president", "minister", "leader", "official", "spokesman", "spokeswoman", "member", "colleague", "meeting",
     "percent", "per", "cent", "other", "rest", "both", "all", "none", "more", "less", "much"}
)  # fmt: skip
_LIGHT: Final = frozenset(
    {"be", "have", "do", "make", "take", "get", "give", "go", "come", "say", "tell", "see", "know", "think", "let",
     "help", "try", "continue", "begin", "start", "discuss", "talk", "comment", "speak", "answer", "work", "ensure",
     "find", "reach", "move", "want", "seek", "consider", "wait", "show", "look", "keep", "put", "use", "act"}
)  # fmt: skip
_DROPPED: Final = frozenset(
    {"new", "further", "full", "any", "last", "latest", "own", "such", "same", "other", "more", "recent", "current",
     "possible", "potential", "proposed", "final", "initial", "first", "second", "complete", "immediate", "so-called",
     "original", "main", "key", "major", "next", "previous", "earlier", "planned", "additional", "certain"}
)  # fmt: skip
_MEMBERSHIP: Final = frozenset({"join", "leave", "enter", "quit", "recognise", "recognize", "disarm", "fund"})
_LINKS: Final = frozenset({"of", "for", "on", "in", "to", "with", "from", "by", "against", "between", "over", "at"})


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a position is taken on."""

    phrase: str  # in the words of the text, without articles: "night shifts"
    proposition: str  # "Night shifts are agreed", "Ukraine joins NATO"
    words: frozenset[str]  # lemmas that carry the meaning
    holder: str | None  # who takes the position, where known
    is_clause: bool
    sentence: str


def topics(scene: Scene, sentence: Span) -> Iterator[Topic]:
    """What the words of position in one sentence govern."""
    for token in sentence:
        if token.pos_ == "VERB":
            holder = _subject(token)
            for governed in _of_verb(token):
                yield from _topic(scene, sentence, governed, holder)
        elif token.pos_ in ("NOUN", "ADJ"):
            for governed in _of_word(token):
                yield from _topic(scene, sentence, governed, _owner(token))


def _of_verb(verb: Token) -> Iterator[Token]:
    particles = [c.lemma_ for c in verb.children if c.dep_ == "prt"]
    plain = [f"{verb.lemma_}+{p}" for p in particles] or [verb.lemma_]
    if _sure("v", *plain):
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass", "xcomp", "ccomp"):
                yield child
    for child in verb.children:
        if child.dep_ in ("prep", "agent") and _sure("v", f"{verb.lemma_}+{child.lemma_}"):
            yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp"))


def _of_word(word: Token) -> Iterator[Token]:
    part: Part = "n" if word.pos_ == "NOUN" else "a"
    if not _sure(part, word.lemma_):
        return
    for child in word.children:
        if child.dep_ == "prep" and child.lemma_ in ("to", "for", "of", "on", "against", "over", "about"):
            yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp"))
        elif child.dep_ in ("acl", "xcomp") and child.pos_ == "VERB" and part == "a":
            yield child


def _sure(part: Part, *keys: str) -> bool:
    found = lexicon().attitude(part, *keys)
    return found is not None and found.strength >= SURE


def _subject(verb: Token) -> Token | None:
    for step in (verb, verb.head if verb.dep_ in ("conj", "xcomp") else verb):
        found = next((c for c in step.children if c.dep_ in ("nsubj", "agent")), None)
        if found is not None:
            return found
    return None


def _owner(word: Token) -> Token | None:
    own = next((c for c in word.children if c.dep_ in ("poss", "amod", "compound") and c.pos_ == "PROPN"), None)
    return own if own is not None else next((c for c in word.head.children if c.dep_ == "nsubj"), None)


def _topic(scene: Scene, sentence: Span, governed: Token, holder: Token | None) -> Iterator[Topic]:
    for token in (governed, *(c for c in governed.conjuncts if c.dep_ == "conj" and c.i > governed.i)):
        if token.pos_ == "VERB":
            made = _of_clause(scene, token, holder)
        elif token.pos_ in ("NOUN", "PROPN"):
            made = _of_noun(scene, token)
        else:
            continue
        if made:
            phrase, proposition, words = made
            yield Topic(phrase, proposition, words, _party(scene, holder), token.pos_ == "VERB", sentence.text)


def _of_clause(scene: Scene, verb: Token, holder: Token | None) -> tuple[str, str, frozenset[str]] | None:
    if verb.lemma_ in _LIGHT or any(c.dep_ == "neg" for c in verb.children):
        return None
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN") or thing.lemma_.casefold() in _EMPTY:
        return None
    whom = scene.mention_of(thing)
    if whom and whom.head == thing.i and not whom.modifier and verb.lemma_ not in _MEMBERSHIP:
        return None  # done to somebody: `pressure Ukraine`, `brief the president`
    noun = _phrase(scene, thing)
    if not noun:
        return None
    phrase, words = noun
    doer = next((c for c in verb.children if c.dep_ == "nsubj"), holder)
    who = _party(scene, doer)
    words |= {verb.lemma_}
    off = next((f" {c.text}" for c in verb.children if c.dep_ == "prt"), "")
    if who and thing.dep_ != "nsubjpass":
        return f"{verb.lemma_}{off} {phrase}", f"{who} {_third(verb.lemma_)}{off} {phrase}", words
    participle = verb.text.lower() if verb.tag_ == "VBN" else _participle(verb.lemma_)
    return f"{phrase} {participle}{off}", f"{_start(phrase)} {_is(thing)} {participle}{off}", words


def _of_noun(scene: Scene, noun: Token) -> tuple[str, str, frozenset[str]] | None:
    for _ in range(3):
        if noun.lemma_.casefold() not in _WRAPPERS:
            break
        inner = next((c for p in noun.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"), None)
        if inner is None:
            clause = next((c for c in noun.children if c.dep_ == "acl" and c.pos_ == "VERB"), None)
            return _of_clause(scene, clause, None) if clause is not None else None
        noun = inner
    if noun.pos_ not in ("NOUN", "PROPN") or not noun.is_alpha:
        return None
    mention = scene.mention_of(noun)
    if mention and mention.head == noun.i and not mention.modifier:
        return None  # somebody is welcomed, attacked or called upon: no issue
    found = _phrase(scene, noun)
    if not found:
        return None
    phrase, words = found
    return phrase, f"{_start(phrase)} {_is(noun)} agreed", words


def _phrase(scene: Scene, noun: Token) -> tuple[str, frozenset[str]] | None:
    """The noun with what narrows it, and the lemmas that carry its meaning."""
    parts = [noun]
    for child in noun.children:
        if child.dep_ in ("compound", "nmod", "poss") and child.pos_ in ("NOUN", "PROPN"):
            parts += list(child.subtree)
        elif child.dep_ == "amod" and child.lemma_.casefold() not in _DROPPED and child.is_alpha:
            parts.append(child)
    if any(scene.moments_in(t.idx, t.idx + len(t)) for t in parts):
        return None
    linked = next((c for c in noun.children if c.dep_ == "prep" and c.lemma_ in _LINKS), None)
    if linked is not None:
        inner = next((c for c in linked.children if c.dep_ == "pobj"), None)
        tail = _short(linked, inner)
        if inner is not None and tail and len(parts) + len(tail) <= WORDS_MOST:
            parts += tail
    parts = sorted(set(parts), key=lambda t: t.i)
    text = "".join(t.text_with_ws for t in parts).strip()
    words = frozenset(t.lemma_.casefold() for t in parts if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and t.is_alpha)
    words -= _EMPTY | _WRAPPERS
    if not words or len(parts) > WORDS_MOST or "\n" in text or len(text) < 3:
        return None
    return text if noun.pos_ == "PROPN" else text[:1].lower() + text[1:] if parts[0].pos_ != "PROPN" else text, words


def _short(link: Token, inner: Token | None) -> list[Token]:
    if inner is None or inner.pos_ not in ("NOUN", "PROPN"):
        return []
    own = [c for c in inner.children if c.dep_ in ("compound", "amod", "det", "poss") and not list(c.children)]
    return [link, *own, inner]


def _party(scene: Scene, token: Token | None) -> str | None:
    if token is None:
        return None
    mention = scene.mention_of(token)
    if mention is None:
        return None
    return mention.parties[0] if len(mention.parties) == 1 else mention.actor if not mention.person else None


def _is(noun: Token) -> str:
    return "are" if noun.tag_ in ("NNS", "NNPS") else "is"


def _start(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else f"{lemma}s"


_PARTICIPLES: Final = {
    "withdraw": "withdrawn", "cut": "cut", "hold": "held", "keep": "kept", "pay": "paid", "leave": "left",
    "sell": "sold", "send": "sent", "build": "built", "buy": "bought", "lose": "lost", "meet": "met", "set": "set",
    "shut": "shut", "give": "given", "bring": "brought", "lead": "led", "win": "won", "spend": "spent", "lend": "lent",
    "raise": "raised", "freeze": "frozen", "choose": "chosen", "drive": "driven", "write": "written", "split": "split",
    "put": "put", "draw": "drawn", "break": "broken", "forgive": "forgiven", "undo": "undone", "rewrite": "rewritten",
}  # fmt: skip


def _participle(lemma: str) -> str:
    if lemma in _PARTICIPLES:
        return _PARTICIPLES[lemma]
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ied"
    return f"{lemma}ed"
