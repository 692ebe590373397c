"""Bytes to articles: formats, encodings, boilerplate, titles, outlets, dates, languages, near-duplicates."""

from zopa.ingest.article import Article, Removed, Unread, page_of

__all__ = ["Article", "Removed", "Unread", "page_of"]
