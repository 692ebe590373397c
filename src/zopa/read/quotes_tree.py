"""The parsed document as plain columns: the shape in which attribution looks at words, at a fraction of the cost.

One `Tree` is made per document; token positions are document positions, spans are half-open pairs of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

from zopa.read.document import Doc
from zopa.read.quotes_marks import Quoted, quoted_stretches

_SMALL = frozenset(["of", "the", "and", "in", "a", "an", "to", "for", "on", "at", "with", "from", "by", "or"])
Tokens = tuple[int, int]


def tree_of(doc: Doc) -> Tree:
    """The tree of a document, made once and kept with it: several readers look at the same article."""
    kept = doc.kept.get("tree")
    if not isinstance(kept, Tree):
        kept = doc.kept["tree"] = Tree(doc)
    return kept


class Tree:
    """Words, tags, relations, heads, children and subtree edges of one document, with its quoted stretches."""

    __slots__ = (
        "breaks", "children", "dep", "doc", "end", "fuller", "head", "left", "lemma", "lower", "n", "quote_at",
        "quote_tokens", "quoted", "right", "sent", "sents", "start", "subjects", "tag", "text", "vectors", "verbs",
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.n = len(doc)
        self.fuller: dict[str, str] | None = None  # surnames to full names of the text, made when first asked for
        self.lower = [t.lower_ for t in doc]
        self.lemma = [t.lemma_ for t in doc]
        self.tag = [t.tag_ for t in doc]
        self.dep = [t.dep_ for t in doc]
        self.head = [t.head.i for t in doc]
        self.start = [t.idx for t in doc]
        self.end = [t.idx + len(t.text) for t in doc]
        self.children = [[c.i for c in t.children] for t in doc]
        self.vectors: Any = doc.tensor if len(doc.tensor) == self.n else None
        self.breaks = [i for i, tag in enumerate(self.tag) if tag == "_SP" and "\n" in self.lower[i]]
        # how many verbs and subjects stand before each token
        self.verbs = [0, *accumulate(tag[:2] == "VB" or tag == "MD" for tag in self.tag)]
        self.subjects = [0, *accumulate(dep in ("nsubj", "nsubjpass") for dep in self.dep)]
        self.sents: list[Tokens] = [(sentence.start, sentence.end) for sentence in doc.sents]
        self.sent: list[int] = [k for k, (a, b) in enumerate(self.sents) for _ in range(b - a)]
        self._edges()
        self._quotes()

    def _edges(self) -> None:
        n, head = self.n, self.head
        left, right = list(range(n)), list(range(n))
        changed = True
        while changed:
            changed = False
            for i in range(n):
                h = head[i]
                if left[i] < left[h]:
                    left[h] = left[i]
                if right[i] > right[h]:
                    right[h] = right[i]
                    changed = True
            for i in range(n - 1, -1, -1):
                h = head[i]
                if left[i] < left[h]:
                    left[h] = left[i]
                    changed = True
                if right[i] > right[h]:
                    right[h] = right[i]
        self.left, self.right = left, right

    def _quotes(self) -> None:
        self.quoted: list[Quoted] = [q for q in quoted_stretches(self.text) if not is_title(self.text, q)]
        self.quote_at: list[int] = [-1] * self.n  # index of the quoted stretch that a token stands in, marks included
        self.quote_tokens: list[Tokens] = []
        for k, quoted in enumerate(self.quoted):
            first = bisect_right(self.end, quoted.start)
            last = max(first + 1, bisect_left(self.start, quoted.end))
            self.quote_tokens.append((first, min(last, self.n)))
            for i in range(first, min(last, self.n)):
                self.quote_at[i] = k

    def subtree(self, i: int) -> Tokens:
        """Leftmost to rightmost token below `i`, itself included."""
        return self.left[i], self.right[i] + 1

    def line(self, i: int) -> Tokens:
        """The tokens of the line that `i` stands in, its break left out."""
        k = bisect_left(self.breaks, i)
        return (self.breaks[k - 1] + 1 if k else 0), (self.breaks[k] if k < len(self.breaks) else self.n)

    def above(self, span: Tokens) -> list[int]:
        """The words that a span hangs on, nearest first: heads outside it, up to the root."""
        i = next((i for i in range(*span) if not span[0] <= self.head[i] < span[1]), span[0])
        found: list[int] = []
        while self.head[i] != i:
            i = self.head[i]
            found.append(i)
        return found

    def chars(self, span: Tokens) -> tuple[int, int]:
        """The code points of a token span."""
        return self.start[span[0]], self.end[span[1] - 1]

    def trim(self, span: Tokens) -> Tokens | None:
        """The span without spaces and punctuation at its edges; quotation marks and brackets that pair stay."""
        a, b = span
        while a < b and self._loose(a, opening=True):
            a += 1
        while b > a and self._loose(b - 1, opening=False):
            b -= 1
        return (a, b) if a < b else None

    def _loose(self, i: int, *, opening: bool) -> bool:
        tag = self.tag[i]
        if tag == "_SP" or tag == "," or tag == ":" or (tag == "." and (opening or self.quote_at[i] < 0)):
            return True
        if tag in ("``", "''") and self.quote_at[i] >= 0:
            first, last = self.quote_tokens[self.quote_at[i]]
            return i == last - 1 if opening else i == first
        return tag in ("``", "''", "HYPH", "NFP")


def is_title(text: str, quoted: Quoted) -> bool:
    """Whether marked words are the name of a work or programme: all capitalised, and run on from a plain word."""
    before = text[: quoted.start].rstrip(" ")[-1:]
    words = text[slice(*quoted.inner)].strip(" .,;").split()
    if (
        not 2 <= len(words) <= 8
        or not (before.isalnum() or before in ("’", "'"))
        or quoted.inner[1] - quoted.inner[0] > 80
    ):
        return False
    large = [w for w in words if w.lower() not in _SMALL]
    return len(large) >= 2 and all(w[:1].isupper() or w[:1].isdigit() for w in large) and words[0][:1].isupper()
