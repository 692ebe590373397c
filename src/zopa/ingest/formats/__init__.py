"""The file formats that articles come in, one module each; a new one is a `Format` added to `FORMATS`.

`format_of(source)` chooses by the file's name, else by its first bytes.
"""

from __future__ import annotations

from typing import Final

from zopa.ingest.formats.base import Format, Page, Source
from zopa.ingest.formats.html import Html
from zopa.ingest.formats.jsonlines import Json, JsonLines
from zopa.ingest.formats.markdown import Markdown
from zopa.ingest.formats.plain import PlainText
from zopa.ingest.formats.table import Table

__all__ = ["FORMATS", "Format", "Page", "Source", "format_of", "suffixes"]

FORMATS: Final[tuple[Format, ...]] = (PlainText(), Markdown(), Html(), JsonLines(), Json(), Table())


def suffixes() -> frozenset[str]:
    """Every ending of a file name that some format claims, lower case with its dot."""
    return frozenset(suffix for kind in FORMATS for suffix in kind.suffixes)


def format_of(source: Source) -> Format:
    """The format of a source: by its name, else by how it begins, else plain text."""
    for kind in FORMATS:
        if source.suffix in kind.suffixes:
            return kind
    head = source.head()
    return next((kind for kind in reversed(FORMATS) if kind.begins(head)), FORMATS[0])
