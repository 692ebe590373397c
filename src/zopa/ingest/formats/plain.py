"""Plain text, also copied from a page: the whole file is one article, perhaps under lines such as `Date: ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zopa.ingest.decode import decode
from zopa.ingest.formats.base import Page, Source

_FIELD = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]{1,24}):[ ]*(?P<value>\S.*)")
_KEYS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "load-date": "date",
    "outlet": "outlet",
    "source": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "newspaper": "outlet",
    "url": "url",
    "link": "url",
}
_OTHERS = frozenset(
    ["author", "byline", "by", "section", "length", "language", "tags", "keywords", "description", "body"]
)


class PlainText:
    """`.txt` and whatever else is text."""

    name = "plain text"
    suffixes = frozenset([".txt", ".text"])

    def begins(self, head: bytes) -> bool:  # noqa: ARG002 - every text is plain text
        """Always: the choice when no other format fits."""
        return True

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page]:  # noqa: ARG002 - no fields to map
        """One page. The header lines stay in the text; what they say is taken from them."""
        text = decode(source.read())
        fields = header_fields(text)
        yield Page(text=text, path=source.path, **fields)


def header_fields(text: str) -> dict[str, str]:
    """Fields from the `Key: value` lines that a text starts with; nothing unless at least two known keys lead it."""
    found: dict[str, str] = {}
    known = 0
    for line in text[:4000].split("\n")[:12]:
        if not line.strip():
            if known:
                break
            continue
        match = _FIELD.fullmatch(line.strip())
        key = match["key"].lower() if match else ""
        if match is None or (key not in _KEYS and key not in _OTHERS):
            break
        known += 1
        if key in _KEYS:
            found.setdefault(_KEYS[key], match["value"].strip())
    return found if known >= 2 else {}
