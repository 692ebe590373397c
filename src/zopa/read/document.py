"""A parsed text as plain objects: what the grammar of the reader walks over, many times a word.

`Doc`, `Span` and `Token` answer the questions that spaCy's objects of these names answer, by the same names; a spaCy
token looks each answer up when it is asked, which took a third of the reader's time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final, overload
from unicodedata import category

import numpy as np
from spacy.tokens import Doc as Source

_COLUMNS: Final[list[int | str]] = [
    "LOWER", "LEMMA", "TAG", "POS", "DEP", "HEAD", "IDX", "LENGTH", "SENT_START",
]  # fmt: skip


class Token:
    """One word, its tags, and its place in the tree. `head` of a root is the root itself."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "pos_", "sent", "tag_", "text",
    )  # fmt: skip

    head: Token
    sent: Span

    def __init__(self, doc: Doc, i: int, idx: int, text: str, lower: str, lemma: str, tag: str, pos: str, dep: str):
        self.doc = doc
        self.i = i
        self.idx = idx  # code points of the text
        self.text = text
        self.lower_ = lower
        self.lemma_ = lemma
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.children: list[Token] = []  # in order of the text

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """All that hangs below, itself included, in order of the text where no branches cross."""
        here = False
        for child in self.children:
            if child.i > self.i and not here:
                yield self
                here = True
            if child.children:
                yield from child.subtree
            else:
                yield child
        if not here:
            yield self

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def is_ancestor(self, other: Token) -> bool:
        """Whether `other` hangs below."""
        return any(node is self for node in other.ancestors)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words that `and` joins to this one, itself left out."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += (c for c in word.rights if c.dep_ == "conj")
        return tuple(word for word in found if word is not self)

    @property
    def left_edge(self) -> Token:
        """The first word of the subtree, also where branches cross."""
        return min(self.subtree, key=_place)

    @property
    def right_edge(self) -> Token:
        """The last word of the subtree."""
        return max(self.subtree, key=_place)

    def nbor(self, step: int) -> Token:
        """The word so many places on; raises IndexError outside the text."""
        if self.i + step < 0:
            raise IndexError(self.i + step)
        return self.doc.tokens[self.i + step]

    @property
    def whitespace_(self) -> str:
        return self.text_with_ws[len(self.text) :]

    @property
    def text_with_ws(self) -> str:
        """The word with the space after it."""
        tokens = self.doc.tokens
        return self.doc.text[self.idx : tokens[self.i + 1].idx if self.i + 1 < len(tokens) else None]

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()


def _place(token: Token) -> int:
    return token.i


class _Words:
    """The words of `doc` from number `start` on."""

    __slots__ = ("doc", "start", "tokens")

    doc: Doc
    start: int
    tokens: list[Token]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        first, last, _ = at.indices(len(self.tokens))
        return Span(self.doc, self.start + first, self.start + max(first, last))


class Span(_Words):
    """The words [start, end) of a document."""

    __slots__ = ("end",)

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.tokens = doc.tokens[start:end]

    @property
    def start_char(self) -> int:
        return self.tokens[0].idx if self.tokens else self.doc.start_of(self.start)

    @property
    def end_char(self) -> int:
        return self.tokens[-1].idx + len(self.tokens[-1].text) if self.tokens else self.start_char

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    def __repr__(self) -> str:
        return self.text

    @property
    def root(self) -> Token:
        """The highest word, the first of several; no punctuation that nothing hangs on, where there is any other."""
        top = next((t for t in self.tokens if t.head is t), None)
        if top is not None:
            return top
        return min((t for t in self.tokens if not self.start <= t.head.i < self.end), key=_depth)


def _depth(token: Token) -> float:
    if not token.children and all(c.isspace() or category(c)[0] == "P" for c in token.text):
        return float("inf")
    return sum(1 for _ in token.ancestors)


class Doc(_Words):
    """A text with its words, sentences and tree."""

    __slots__ = ("kept", "sents", "tensor", "text")

    def __init__(self, source: Source) -> None:
        self.doc, self.start = self, 0
        self.text: str = source.text
        self.tensor: Any = source.tensor  # (words, width), the parser's vectors
        self.kept: dict[str, object] = {}  # what readers work out once for the text
        table: Any = source.to_array(_COLUMNS).astype(np.int64).reshape(-1, len(_COLUMNS))
        names = source.vocab.strings
        known = {key: names[key & 0xFFFFFFFFFFFFFFFF] if key else "" for key in np.unique(table[:, :5]).tolist()}
        lower, lemma, tag, pos, dep = ([known[key] for key in table[:, column].tolist()] for column in range(5))
        ends = (table[:, 6] + table[:, 7]).tolist()
        starts = table[:, 6].tolist()
        text = self.text
        self.tokens = tokens = [
            Token(self, i, start, text[start:end], *told)
            for i, (start, end, *told) in enumerate(zip(starts, ends, lower, lemma, tag, pos, dep, strict=True))
        ]
        for token, step in zip(tokens, table[:, 5].tolist(), strict=True):
            token.head = head = tokens[token.i + step]
            if step:
                head.children.append(token)
        firsts = [i for i, flag in enumerate(table[:, 8].tolist()) if flag == 1 or i == 0]
        self.sents = [Span(self, a, b) for a, b in zip(firsts, [*firsts[1:], len(tokens)], strict=False)]
        for sentence in self.sents:
            for token in sentence.tokens:
                token.sent = sentence

    def start_of(self, i: int) -> int:
        """Where word `i` starts; the end of the text for the word after the last."""
        return self.tokens[i].idx if i < len(self.tokens) else len(self.text)

    def char_span(self, start: int, end: int) -> Span | None:
        """The words that have any of the code points [start, end), or the space before one; None outside the text."""
        if not 0 <= start < end <= len(self.text) or not self.tokens:
            return None
        first = bisect_right(self.tokens, start, key=_start) - 1
        return Span(self, first, bisect_right(self.tokens, end - 1, key=_start))


def _start(token: Token) -> int:
    return token.idx
