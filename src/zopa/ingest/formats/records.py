"""Records with named fields (JSON objects, table rows, front matter) as pages: which key means which field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from zopa.errors import FileError, UsageError
from zopa.ingest.decode import repair
from zopa.ingest.formats.base import Page

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "articlebody", "article_text", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline", "heading", "name"),
    "date": (
        "date",
        "published",
        "publication_date",
        "published_at",
        "date_published",
        "datepublished",
        "date_publish",
        "pubdate",
    ),
    "url": ("url", "link", "uri", "source_url"),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "publication",
        "site",
        "sitename",
        "site_name",
        "source_domain",
        "newspaper",
    ),
}
"""What each field may be called without a mapping, best first; compared without case."""


def check_mapping(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """The mapping as a plain dict. Raises `UsageError` for a field that zopa does not know."""
    for name in mapping or {}:
        if name not in FIELDS:
            raise UsageError(f"no field '{name}'", where="mapping", mend=f"use some of {', '.join(FIELDS)}")
    return dict(mapping or {})


def page_of_record(record: Mapping[str, object], mapping: Mapping[str, str], path: str) -> Page:
    """The record as a page. Raises `FileError` where it has no text; `a.b` in a mapping goes into nested objects."""
    text = _field(record, "text", mapping)
    if not text or not text.strip():
        key = mapping.get("text", "text")
        raise FileError(f"the record has no field '{key}' with text in it; map the field that holds the text")
    return Page(
        text=repair(without_tags(text)),
        path=path,
        title=_line(_field(record, "title", mapping)),
        date=_line(_field(record, "date", mapping)),
        url=_line(_field(record, "url", mapping)),
        outlet=_line(_field(record, "outlet", mapping)),
    )


_MARKUP = re.compile(r"</(?:p|div|li|h[1-6])\s*>|<br\s*/?>", re.I)
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "br")


def without_tags(text: str) -> str:
    """The words of a text field that holds HTML, a line for each block; any other text as it is."""
    if not _MARKUP.search(text):
        return text
    from lxml import etree
    from lxml import html as markup

    try:
        tree = markup.fragment_fromstring(text.replace("\x00", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return text
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    for block in tree.iter(*_BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    return str(tree.text_content()).strip()


def _line(value: str | None) -> str | None:
    return " ".join(repair(value).split()) or None if value else None


def _field(record: Mapping[str, object], field: str, mapping: Mapping[str, str]) -> str | None:
    read = _prose if field == "text" else _text
    if field in mapping:
        return read(_walk(record, mapping[field]))
    lowered = {str(key).strip().lower(): value for key, value in record.items()}
    for name in FIELDS[field]:
        value = read(lowered.get(name))
        if value:
            return value
    return None


def _walk(record: Mapping[str, object], key: str) -> object:
    if key in record:
        return record[key]
    value: object = record
    for part in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _prose(value: object) -> str | None:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)  # paragraphs
    return value if isinstance(value, str) else None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _text(value[0])
    if isinstance(value, Mapping):
        return _text(value.get("name") or value.get("title"))  # {"source": {"name": ...}} as news services write it
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None
