"""Evidence is found whatever its quote marks and white space; sentences end where they end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zopa.evaluate.place import Places, fold, sentences, within


def test_evidence_is_found_whatever_its_quotes_and_spaces() -> None:
    text = "He said:\n“We won’t  sign — ever…” and left."
    (span,) = Places(text).all_of('"We won\'t sign - ever..." and')
    assert text[slice(*span)] == "“We won’t  sign — ever…” and"
    assert Places(text).all_of("nowhere") == []


def test_every_place_is_found() -> None:
    assert Places("No. No. No.").all_of("no.") == [(0, 3), (4, 7), (8, 11)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = (
        'Sen. Bob Corker, R-Tenn., said the U.S. delegation left at 9 p.m. on Jan. 3. "No," he said. Mr. J. Ott agreed.'
    )
    assert [text[a:b] for a, b in sentences(text)] == [
        "Sen. Bob Corker, R-Tenn., said the U.S. delegation left at 9 p.m. on Jan. 3.",
        '"No," he said.',
        "Mr. J. Ott agreed.",
    ]


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("Headline here\n\nBody here.") == ((0, 13), (15, 25))


def test_evidence_over_two_sentences_has_both() -> None:
    places = Places("One is here. Two is there. Three.")
    assert places.sentences_of(places.all_of("here. Two")[0]) == (0, 26)


def test_half_of_the_span_must_lie_inside() -> None:
    assert within((0, 10), [(5, 20)])
    assert not within((0, 10), [(6, 20)])
    assert within((7, 8), [(0, 2), (5, 20)])


@given(st.text(max_size=200))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_words_of_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    places = Places(text)
    found = places.all_of(words)
    assert bool(found) == bool(fold(words)[0].strip())
    for span in found:
        first, last = places.sentences_of(span)
        assert first <= span[0]
        assert span[1] <= last
