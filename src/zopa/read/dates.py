"""Time expressions of a parsed text and the days that they mean: `read_dates(doc, published, period)`.

A grammar over classes of words finds them (`dates_grammar`), calendar rules resolve them (`dates_resolve`); nothing
is resolved by guessing: without a day of publication `on Friday` stays a moment without days.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property

from zopa.read.dates_grammar import matches_at, next_start
from zopa.read.dates_parts import SKIPPED, Context, Parts, Resolved
from zopa.read.dates_resolve import RESOLVERS
from zopa.read.dates_words import Word, Words
from zopa.read.document import Doc, Token
from zopa.read.scene import Moment
from zopa.read.tense import direction

_MEETINGS = frozenset(  # what is held on a day that is set before
    "meeting visit summit election vote referendum talk round conference session hearing deal agreement accord pact "
    "treaty truce ceasefire settlement withdrawal strike signing".split()
)
_LEADING = frozenset("infb")  # prepositions belong to the grammar but not to the expression


def read_dates(
    doc: Doc, published: date | None, period: tuple[date | None, date | None] = (None, None)
) -> tuple[Moment, ...]:
    """Every time expression of `doc`, in order and without overlap.

    `published` anchors relative ones; without it, days and months that stand without a year take the one year in
    which they fall inside `period` (the case's), if there is just one.
    """
    return _Reader(doc, published, period).read()


class _Reader:
    def __init__(self, doc: Doc, published: date | None, period: tuple[date | None, date | None]) -> None:
        self._doc = doc
        self._words = Words(doc.text)
        self._bound = False  # does it stand after `before`?
        self._limit = False  # does the expression stand after `by` or `until`?
        self._context = Context(published, period, self._direction, self._is_noun, self._on_noun, doc.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self._doc]

    def _token(self, word: Word) -> Token:
        return self._doc[max(bisect_right(self._starts, word.start) - 1, 0)]

    def _direction(self, word: Word) -> int:
        token = self._token(word)
        if self._limit and not any(t.lower_ == "had" and t.dep_ == "aux" for t in token.sent):
            return 1  # a limit lies ahead of the telling, whatever its tense: `said it would be done by Friday`
        if self._bound and self._on_noun(word):
            return 1  # `a meeting before the end of August`
        return direction(token)

    def _on_noun(self, word: Word) -> bool:
        node = self._token(word)
        for _ in range(4):
            node = node.head
            if node.pos_ in ("VERB", "AUX"):
                return False
            if node.pos_ == "NOUN" and node.lemma_ in _MEETINGS:
                return True
        return False

    def _is_noun(self, word: Word) -> bool:
        return self._token(word).tag_[:2] in ("NN", "CD", "JJ")

    def read(self) -> tuple[Moment, ...]:
        words = self._words
        text = words.letters
        found: list[Moment] = []
        at = 0
        while (at := next_start(text, at)) >= 0:
            end = at + 1
            before = words[at - 1].value if at else None
            self._limit = before in ("by", "until", "till")
            self._bound = before == "before"
            for name, match in matches_at(text, at):
                try:
                    resolved = RESOLVERS[name](Parts(match, words, self._context))
                except (OverflowError, ValueError):
                    resolved = None  # before year 1 or after 9999: no such day to name
                if resolved is None:
                    continue
                if resolved is SKIPPED:
                    end = match.end()
                    break
                first, end = at, match.end()
                while words[first].letter in _LEADING and first < end - 1:
                    first += 1
                if text[first : first + 3] in ("AN-", "AD-", "dN-", "dD-"):
                    first += 1  # `a two-week truce` is about `two-week`
                while words[end - 1].letter in ".,'":
                    end -= 1
                found.append(_moment(words[first], words[end - 1], resolved))
                if resolved.stretch is not None:
                    self._context.last = resolved.stretch
                    if resolved.stretch.grain == "day":
                        self._context.last_day = resolved.stretch
                break
            at = end
        return tuple(found)


def _moment(first: Word, last: Word, resolved: Resolved) -> Moment:
    return Moment(first.start, last.end, resolved.first, resolved.last, resolved.kind, resolved.value)
