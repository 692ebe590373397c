"""A parsed text answers as spaCy's own objects do, word by word and span by span."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as SourceDoc
from spacy.tokens import Span as SourceSpan
from spacy.tokens import Token as SourceToken

from zopa.read.document import Doc, Span, Token
from zopa.read.parse import language_model, parse

TEXTS = (
    "The union, which rejected the offer on Monday, wants wages and shorter shifts.\n\n“No,” said Maria Lopez.",
    "KYIV (Agency) - Ukraine’s  envoys won't give up the valley unless troops leave it, they said; talks go on.",
    "What the mayor said the council would never let the port do was close.",
    " \n two  spaces \t",
    "One",
)
WORDS = st.sampled_from(
    "the envoys of Norland and Sudmark who met on Monday , said : “ we will not sign ” . \n unless they go".split(" ")
)
PLAIN = ("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "whitespace_", "text_with_ws", "is_space",
         "is_alpha", "is_title")  # fmt: skip
SEVERAL = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


def both(text: str) -> tuple[Doc, SourceDoc]:
    (doc,) = parse([text])
    return doc, language_model()(text)


def same_span(ours: Span, theirs: SourceSpan) -> None:
    for name in ("start", "end", "start_char", "end_char", "text"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert [t.i for t in ours] == [t.i for t in theirs]
    if len(ours):
        assert ours.root.i == theirs.root.i


def same_word(ours: Token, theirs: SourceToken) -> None:
    for name in PLAIN:
        assert getattr(ours, name) == getattr(theirs, name), name
    assert ours.head.i == theirs.head.i
    below = [t.i for t in theirs.subtree]  # spaCy's own edges miss a word here and there where branches cross
    assert (ours.left_edge.i, ours.right_edge.i) == (min(below), max(below))
    for name in SEVERAL:
        assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
    same_span(ours.sent, theirs.sent)
    assert len(ours) == len(theirs)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_and_sentence_is_told_alike(text: str) -> None:
    doc, source = both(text)
    assert (doc.text, len(doc)) == (text, len(source))
    for ours, theirs in zip(doc, source, strict=True):
        same_word(ours, theirs)
        assert [ours.is_ancestor(t) for t in doc] == [theirs.is_ancestor(t) for t in source]
    for sentence, other in zip(doc.sents, source.sents, strict=True):
        same_span(sentence, other)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.data())
def test_any_text_and_any_span(text: str, data: st.DataObject) -> None:
    doc, source = both(text)
    for ours, theirs in zip(doc, source, strict=True):
        same_word(ours, theirs)
    word, last_word = sorted(data.draw(st.tuples(*[st.integers(0, len(doc) - 1)] * 2)))
    start = doc[word].idx + data.draw(st.integers(0, len(doc[word].text) - 1))
    end = doc[last_word].idx + len(doc[last_word].text)
    span, other = doc.char_span(start, end), source.char_span(start, end, alignment_mode="expand")
    assert span is not None
    assert other is not None
    same_span(span, other)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(span))] * 2)))
    if first < last:
        same_span(span[first:last], other[first:last])
    same_span(doc[span.start : span.end + 5], source[span.start : span.end + 5])


def test_no_words_outside_the_text() -> None:
    doc, _ = both("Talks go on.")
    assert doc.char_span(5, 5) is None
    assert doc.char_span(5, 99) is None
    assert len(doc[9:12]) == 0
    assert doc[9:12].text == ""
    with pytest.raises(IndexError):
        doc[0].nbor(-1)


def test_a_text_without_words() -> None:
    doc, _ = both("")
    assert (list(doc), list(doc.sents)) == ([], [])
    assert doc.char_span(0, 1) is None
