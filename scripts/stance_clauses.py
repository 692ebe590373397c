"""Long sentences in pieces for the training of the judge of stances: each clause that says something of its own.

The judge learns more from a long sentence when it is also shown each clause alone. A clause stands with its own
subject, taken over from the clause that governs it where it has none; the words of `said that` go, who said it is
named in front. Conditions stay with what they condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.read.document import Span, Token
from zopa.read.scene import Mention
from zopa.read.stance_passages import Passage, marked
from zopa.read.tree import QUOTES, is_verb

CLAUSES: Final = 5  # of one sentence
_LEAST: Final = 3  # words of a clause
_LONG: Final = 9  # words of a sentence from which it is taken apart
_TELLING: Final = frozenset(
    "say tell add state note announce write argue insist claim explain report declare stress repeat reiterate suggest "
    "indicate signal emphasize emphasise maintain comment reply respond believe think acknowledge show confirm".split()
)
_CONDITIONS: Final = frozenset(
    "if unless until till provided providing once so that whether lest before except to in".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens of one clause in reading order, and the subject of the verb that reports it."""

    tokens: tuple[int, ...]
    teller: int | None = None


def pieces(whole: Passage, sentence: Span, mentions: Sequence[Mention]) -> tuple[Passage, ...]:
    """Of a long sentence, the clauses that hold or tell of one of its parties."""
    found = (_piece(whole, sentence, clause, mentions) for clause in clauses(sentence))
    return tuple(piece for piece in found if piece.parties)


def _piece(whole: Passage, sentence: Span, clause: Clause, mentions: Sequence[Mention]) -> Passage:
    """A clause with the parties that are mentioned in it, and with who tells it or speaks the sentence."""
    text, told = worded(sentence, clause, mentions)
    parties, marks = marked(told, whole.parties)
    lead = (whole.lead[0], whole.parties[whole.lead[1]]) if whole.lead is not None else None
    if clause.teller is not None:
        teller = sentence.doc[clause.teller].idx
        own = next((m for m in mentions if m.start <= teller < m.end and len(m.parties) == 1), None)
        begin = sentence.start_char
        lead = (whole.text[own.start - begin : own.end - begin], own.parties[0]) if own is not None else None
    if lead is None or lead[1] in parties or lead[1] not in whole.parties:
        return Passage(whole.sentence, text, tuple(parties), tuple(marks))
    parties.append(lead[1])
    return Passage(whole.sentence, text, tuple(parties), tuple(marks), (lead[0], len(parties) - 1))


def clauses(sentence: Span) -> Iterator[Clause]:
    """The clauses of a long sentence, in the order of their verbs; none where it has but one."""
    if sum(1 for t in sentence if t.pos_ not in ("PUNCT", "SPACE")) < _LONG:
        return
    heads = [t for t in sentence if is_verb(t) and _own(t)]
    if len(heads) < 2:
        return
    inside = {t.i for t in heads}
    for head in heads[: CLAUSES + 1]:
        if _only_tells(head, inside):
            continue
        tokens = [t for t in _below(head, inside) if not _opening(t, head)]
        if not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in head.children):
            tokens = [*_subject(head, inside), *tokens]
        else:
            tokens = _whoever(head, tokens, inside)
        kept = tuple(t.i for t in tokens)
        if sum(1 for t in tokens if t.pos_ != "PUNCT") >= _LEAST:
            yield Clause(kept, _teller(head))


def _own(verb: Token) -> bool:
    """Whether the verb makes a clause that can stand alone."""
    if verb.dep_ in ("ROOT", "parataxis"):
        return True
    if verb.dep_ == "ccomp":
        return verb.head.lemma_ in _TELLING
    if verb.dep_ == "conj":
        return is_verb(verb.head) and verb.tag_ not in ("VB", "VBG")
    if verb.dep_ == "advcl":
        opening = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i), "")
        return verb.tag_ not in ("VB", "VBN") and opening not in _CONDITIONS
    return verb.dep_ == "relcl" and any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in _WHO for c in verb.children)


_WHO: Final = frozenset(["who", "which", "that"])
_KEPT: Final = _CONDITIONS - {"that"}  # openings without which a clause says something else


def _only_tells(verb: Token, inside: set[int]) -> bool:
    return verb.lemma_ in _TELLING and any(c.dep_ == "ccomp" and c.i in inside for c in verb.children)


def _below(head: Token, inside: set[int]) -> list[Token]:
    """The words of the clause, without the clauses in it that stand alone."""
    found: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        if token.pos_ != "SPACE":
            found.append(token)
        stack += [c for c in token.children if c.i not in inside and not _aside(c)]
    return sorted(found, key=lambda t: t.i)


def _aside(token: Token) -> bool:
    """`reached by the government last week`: a participle that only tells which thing is meant."""
    return token.dep_ == "acl" and token.tag_ == "VBN" and token.right_edge.i - token.i > 2


def _opening(token: Token, head: Token) -> bool:
    return token.head == head and token.dep_ in ("mark", "cc") and token.lower_ not in _KEPT


def _subject(head: Token, inside: set[int]) -> list[Token]:
    """The subject of the clause that this one is joined to."""
    node = head
    while node.dep_ in ("conj", "advcl", "xcomp") and node.head != node:
        node = node.head
        own = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return _below(own, inside)
    return []


def _whoever(head: Token, tokens: Sequence[Token], inside: set[int]) -> list[Token]:
    """`..., which opposes it`: the noun in place of the pronoun."""
    if head.dep_ != "relcl":
        return list(tokens)
    noun = [t for t in _below(head.head, inside) if t.i < head.left_edge.i]
    return [*noun, *(t for t in tokens if not (t.head == head and t.lower_ in _WHO))]


def _teller(head: Token) -> int | None:
    if head.dep_ != "ccomp":
        return None
    own = next((c for c in head.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return own.i if own is not None else None


def worded(sentence: Span, clause: Clause, mentions: Sequence[Mention]) -> tuple[str, list[tuple[int, Mention]]]:
    """The clause as text, with the offset of each mention that it holds whole or in part."""
    doc = sentence.doc
    starts = {m.start: m for m in mentions}
    text = ""
    marks: list[tuple[int, Mention]] = []
    last = None
    for i in clause.tokens:
        token = doc[i]
        if last is not None and i != last + 1 and text and not text[-1].isspace() and token.pos_ != "PUNCT":
            text += " "
        if not text and token.pos_ == "PUNCT" and token.text not in QUOTES:
            continue
        if token.idx in starts:
            marks.append((len(text), starts[token.idx]))
        text += token.text_with_ws
        last = i
    while True:  # what stood between the clauses
        left = text.rstrip(" ,;.–—-")
        left = left.removesuffix(" and").removesuffix(" but").removesuffix(" or")
        if left == text:
            return text, marks
        text = left
