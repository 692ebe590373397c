"""The words of one parsed article as plain columns, and the small questions about them that all of `actors` asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from zopa.read.actors_lexicon import fold
from zopa.read.document import Doc

_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "inside", "outside", "across", "throughout", "around", "within",
                                 "into", "through"])  # fmt: skip
_GOING = frozenset(
    "fly travel go come return arrive visit trip head move drive tour journey flight way flee fled plane rush".split()
)
_CALLED_AT = frozenset(
    ["visit", "leave", "tour", "reach", "enter", "shell", "bomb", "strike", "hit", "capture", "seize"]
)


class Words:
    """Columns of a document, one value per token."""

    def __init__(self, doc: Doc) -> None:
        tokens = list(doc)
        self.doc = doc
        self.texts = [t.text for t in tokens]
        self.folds = [fold(t) for t in self.texts]
        self.tags = [t.tag_ for t in tokens]
        self.deps = [t.dep_ for t in tokens]
        self.lemmas = [t.lemma_ for t in tokens]
        self.heads = [t.head.i for t in tokens]
        self.starts = [t.idx for t in tokens]
        self.ends = [s + len(t) for s, t in zip(self.starts, self.texts, strict=True)]
        self.paragraph = []
        paragraph = 0
        for text in self.texts:
            self.paragraph.append(paragraph)
            paragraph += "\n" in text
        self.sentence = [0] * len(tokens)
        self.sentence_start = [0] * len(tokens)
        for n, sent in enumerate(doc.sents):
            for i in range(sent.start, sent.end):
                self.sentence[i] = n
                self.sentence_start[i] = sent.start

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every folded word of the article."""
        return frozenset(self.folds)

    def __len__(self) -> int:
        return len(self.texts)

    def capital(self, i: int) -> bool:
        """Whether word `i` starts with a capital."""
        return self.texts[i][0].isupper()

    def root(self, start: int, end: int) -> int:
        """The word of [start, end) whose head lies outside; the last such one that is no punctuation."""
        found = end - 1
        for i in range(end - 1, start - 1, -1):
            head = self.heads[i]
            if (head < start or head >= end or head == i) and self.texts[i][0].isalnum():
                # a mangled parse gives several: nouns before the rest
                if self.tags[i].startswith(("N", "P")):
                    return i
                found = i
        return found

    def modifies(self, start: int, end: int, root: int) -> bool:
        """Whether [start, end) only qualifies the noun after it: `Russian gas`, `Kyiv's demand`, `US-led`."""
        if self.deps[root] in ("compound", "amod", "nmod", "poss", "npadvmod", "nummod") and self.heads[root] >= end:
            return True
        if end < len(self.texts):
            after = self.texts[end]
            if after in ("'s", "’s") and self.tags[end] == "POS":
                return True
            if after == "-" and end + 1 < len(self.texts) and self.starts[end] == self.ends[end - 1]:
                return self.starts[end + 1] == self.ends[end]
        return (
            start > 1
            and self.texts[start - 1] == "-"
            and self.ends[start - 1] == self.starts[start]
            and self.deps[start] == "pobj"
        )

    def is_place(self, root: int) -> bool:
        """Whether the name headed by `root` is where something is or goes, not who acts: `in Kyiv`, `flew to Paris`."""
        first = root
        while self.deps[first] in ("conj", "appos") and self.heads[first] < first:
            first = self.heads[first]
        head = self.heads[first]
        if self.deps[first] == "pobj":
            preposition = self.folds[head]
            if preposition in _PLACE_PREPOSITIONS:
                return True
            if preposition in ("to", "from", "for"):
                return self.lemmas[self.heads[head]] in _GOING
        if self.deps[first] == "dobj":
            return self.lemmas[head] in _CALLED_AT
        return False

    def is_dateline(self, start: int, end: int) -> bool:
        """Whether [start, end) opens a paragraph as the place of writing: `KYIV, Ukraine (AP) --`."""
        opens = start == 0 or self.paragraph[start - 1] != self.paragraph[start]
        # the country after the city: Tallinn, Estonia -
        if not opens and (start < 2 or self.texts[start - 1] != "," or not self.is_dateline(start - 2, end)):
            return False
        for i in range(end, min(end + 12, len(self.texts))):
            text = self.texts[i]
            if "\n" in text or self.tags[i].startswith(("V", "MD")):
                return False
            if text in ("—", "–", "--", "-", "―"):
                return self.starts[i] > self.ends[i - 1] or text != "-"
        return False

    def children(self, i: int) -> Iterator[int]:
        """Words whose head is `i`."""
        for child in self.doc[i].children:
            yield child.i
