"""Bytes to articles: formats, encodings, boilerplate, titles, outlets, dates, languages, near-duplicates.

`ingest(paths)` is the door; `Article` and `Unread` come out of it, `page_of(article)` is the page before cleaning.
"""

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from zopa.ingest.article import Article, Removed, Unread, page_of
from zopa.ingest.pipeline import ingest

__all__ = ["Article", "Removed", "Unread", "ingest", "page_of"]


class _Callable(ModuleType):
    """`zopa.ingest` names this package and the function in it: whichever is meant, calling it ingests."""

    def __call__(self, paths: Any, **options: Any) -> Iterator[Article | Unread]:
        return ingest(paths, **options)


sys.modules[__name__].__class__ = _Callable
