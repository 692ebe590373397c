"""Bytes to text: the encoding found, mojibake repaired, newlines and invisible characters made plain.

`decode(data)` gives text or raises `FileError` (binary, empty); `repair(text)` is the part that text from records
goes through as well. Every offset of zopa counts code points of what `repair` returned.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Any, Final

from zopa.errors import FileError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF document; save it as text or HTML"),
    (b"PK\x03\x04", "a zip archive or office document; save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text or HTML"),
    (b"{\\rtf", "a rich text document; save it as text or HTML"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
_SAMPLE: Final = 256 * 1024  # bytes that are enough to tell the encoding
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BLANKS = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0b]"
)  # a parser takes only the plain space as one
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ROUNDS: Final = 4  # mending can bare what wants mending again
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_NEWLINES = re.compile("\r\n?|[\u2028\u2029\x85\x0c]")
_SUSPECT = re.compile(
    "[\u0080-\u036f\u02c6\u02dc\u20ac\u2122\u0152\u0153\u0160\u0161\ufffd]|&[a-zA-Z#]|[\ufb00-\ufb06\ud800-\udfff]|\x1b"
)


def decode(data: bytes) -> str:
    """The text of a file. Raises `FileError` for what is empty or no text."""
    if not data.strip():
        raise FileError("empty")
    return repair(data.decode(encoding_of(data), errors="replace"))


def encoding_of(data: bytes) -> str:
    """The name of a codec for `data` (a whole file or its first part). Raises `FileError` for what is no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise FileError(f"not text but {what}")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    sample = data[:_SAMPLE]
    wide = _utf16_without_bom(sample)
    if wide:
        return wide
    if len(_CONTROL.findall(sample)) > len(sample) * 0.002:
        raise FileError("not text but binary data")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) == len(data))
        if len(sample) < len(data):
            data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(sample, error)
    return "utf-8"


def _utf16_without_bom(sample: bytes) -> str | None:
    head = sample[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) < len(head) * 0.3 or min(odd, even) > len(head) * 0.05:
        return None
    text = head[: len(head) // 2 * 2].decode(name, errors="replace")
    return name if sum(char.isprintable() or char.isspace() for char in text) > 0.9 * len(text) else None


def _guess(sample: bytes, error: UnicodeDecodeError) -> str:
    broken = sample.decode("utf-8", errors="replace").count("\ufffd")
    wide = sum(byte >= 0x80 for byte in sample)
    if broken * 4 < wide or (broken <= 2 and wide > 8):
        return "utf-8"  # UTF-8 with a few damaged bytes: another codec would spoil all the others
    declared = re.search(rb"charset=[\"']?([\w-]+)", sample[:4096])
    if declared:
        try:
            return codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            pass
    from charset_normalizer import from_bytes

    # a window around the first odd byte says more than a long start in plain ASCII
    at = max(0, error.start - 16_000)
    best = from_bytes(sample[at : at + 32_000], cp_isolation=None).best()
    if best is None:
        return "cp1252"
    # Western code pages differ in letters that English text hardly has, and only cp1252 has typographic quotes
    return "cp1252" if best.encoding in _WESTERN else best.encoding


_WESTERN: Final = frozenset(
    """
    ascii latin_1 iso8859_1 iso8859_2 iso8859_3 iso8859_4 iso8859_9 iso8859_10 iso8859_13 iso8859_14 iso8859_15
    iso8859_16 cp437 cp775 cp850 cp858 cp860 cp861 cp865 cp1140 cp1250 cp1252 cp1254 cp1257 cp1258 hp_roman8
    mac_iceland mac_latin2 mac_roman mac_turkish
    """.split()
)


def repair(text: str) -> str:
    """`text` with mojibake mended, newlines as \\n, and no invisible or control characters.

    Typographic quotes and dashes stay as they are. `repair(repair(t)) == repair(t)`.
    """
    text = _ZERO_WIDTH.sub("", text)
    for _ in range(_ROUNDS):
        before = text
        if _SUSPECT.search(text):
            text = "".join(_mend(line) for line in text.splitlines(keepends=True))
        text = _NEWLINES.sub("\n", text)
        text = _BLANKS.sub(" ", text)
        text = _INVISIBLE.sub("", text)
        if text == before:
            break
    return text


def _mend(line: str) -> str:
    if not _SUSPECT.search(line):
        return line
    import ftfy

    return str(ftfy.fix_text(line, _settings()))


@cache
def _settings() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html="auto",
        uncurl_quotes=False,
        fix_character_width=False,
        fix_line_breaks=False,
        normalization="NFC",
        explain=False,
    )
