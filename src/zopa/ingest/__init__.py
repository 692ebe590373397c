"""Bytes to articles: formats, encodings, boilerplate, titles, outlets, dates, languages, near-duplicates.

`ingest(paths)` is the door; `Article` and `Unread` come out of it, `page_of(article)` is the page before cleaning.
"""

from zopa.ingest.article import Article, Removed, Unread, page_of
from zopa.ingest.pipeline import ingest

__all__ = ["Article", "Removed", "Unread", "ingest", "page_of"]
