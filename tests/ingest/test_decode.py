"""Bytes to text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zopa.errors import FileError
from zopa.ingest.decode import decode, repair

TEXT = "“Nobody leaves the table,” said Søren Åkesson — the talks in Kyïv cost €3 million…\nThe end."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_western_code_page() -> None:
    text = TEXT.replace("Kyïv", "Kyiv")
    assert decode(text.encode("cp1252")) == text


def test_cyrillic_code_page_is_told_from_western_ones() -> None:
    text = "Переговоры о прекращении огня продолжаются, стороны не договорились о порядке обмена пленными. " * 3
    assert decode(text.encode("cp1251")) == text


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = (TEXT * 20).encode().replace(b"table", b"ta\xffble", 1)
    assert decode(data).count("Søren Åkesson") == 20


def test_mojibake_is_mended_and_quotes_stay_curled() -> None:
    assert repair("Zelenskyâ€™s â€œred lineâ€\x9d is clear") == "Zelensky’s “red line” is clear"
    assert repair("He said “no” – and ‘never’") == "He said “no” – and ‘never’"
    assert repair("Tom &amp; Jerry&nbsp;Ltd") == "Tom & Jerry Ltd"


def test_newlines_blanks_and_invisible_characters() -> None:
    assert repair("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert repair("a\u00a0b\tc\u2009d") == "a b c d"
    assert repair("Zelen\u00adsky\u200b\ufeff\x00!") == "Zelensky!"
    assert repair("family 👨\u200d👩\u200d👧 and e\u0301") == "family 👨\u200d👩\u200d👧 and é"


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\x00\x01\x02\x03" * 99, b"\x89PNG\r\n"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(FileError):
        decode(data)


@given(st.text())
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert "\r" not in once
    once.encode()


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_left_alone(text: str) -> None:
    if "&" not in text:
        assert repair(text) == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_one_line(data: bytes) -> None:
    with contextlib.suppress(FileError):
        assert isinstance(decode(data), str)
