"""HTML pages: trafilatura finds the body, the page's own metadata give title, date, address and outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zopa.errors import FileError
from zopa.ingest.decode import encoding_of, repair
from zopa.ingest.formats.base import Page, Source

_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|meta|p)\b", re.I)


class Html:
    """`.html` files as saved from a browser or a crawler."""

    name = "HTML"
    suffixes = frozenset([".html", ".htm", ".xhtml", ".shtml"])

    def begins(self, head: bytes) -> bool:
        """Markup among the first characters."""
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_MARKUP.search(head[:4096]))

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page]:  # noqa: ARG002 - fields are HTML's
        """One page, its text the body that was found. Raises `FileError` where there is none."""
        data = source.read()
        if not data.strip():
            raise FileError("empty")
        markup = data.decode(encoding_of(data), errors="replace").replace("\x00", "")
        yield page_of_markup(markup, source.path)


def page_of_markup(markup: str, path: str) -> Page:
    """The article of an HTML text. Raises `FileError` where no body is found."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        markup, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES
    )
    text = repair(found.text or "") if found is not None else ""
    if found is None or not text.strip():
        raise FileError("no article found in the page")
    return Page(
        text=text,
        path=path,
        title=_line(found.title),
        date=found.date or None,
        url=found.url or None,
        outlet=_line(found.sitename) or None,
    )


_DATES = {"original_date": True, "extensive_search": False}


def _line(value: str | None) -> str | None:
    return " ".join(repair(value).split()) or None if value else None
