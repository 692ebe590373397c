"""Markdown: front matter gives the fields, marks of layout go, the words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import yaml

from zopa import limits
from zopa.ingest.decode import decode
from zopa.ingest.formats.base import Page, Source
from zopa.ingest.formats.records import page_of_record

_FRONT = re.compile(r"\A---[ ]*\n(.*?\n)(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.S)
_FENCE = re.compile(r"^(```|~~~).*$", re.M)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ ]+(.*?)[ ]*#*[ ]*$", re.M)
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,}|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])[ ]*$\n?", re.M)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
_TARGET = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ ]+\S+.*$\n?", re.M)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"
)
_CODE = re.compile(r"`([^`\n]+)`")
_QUOTED = re.compile(r"^ {0,3}>[ ]?", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BREAK = re.compile(r"(?<=\S)(?:[ ]{2,}|\\)$", re.M)


class Markdown:
    """`.md` files, with or without YAML front matter."""

    name = "Markdown"
    suffixes = frozenset([".md", ".markdown"])

    def begins(self, head: bytes) -> bool:
        """Only front matter tells; a lone `#` may as well be plain text."""
        return head.startswith(b"---\n") and b"\n---" in head[4:4000]

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page]:
        """One page."""
        text = decode(source.read())
        fields: dict[str, object] = {}
        front = _FRONT.match(text)
        if front and len(front[1]) <= limits.RECORD_BYTES:
            fields = _front_matter(front[1])
            text = text[front.end() :] if fields else text
        heading = _HEADING.search(text)
        if heading and not text[: heading.start()].strip():
            fields.setdefault(mapping.get("title", "title"), strip_marks(heading[1]))
        named = {**mapping, "text": "text"}
        yield page_of_record({**fields, "text": strip_marks(text)}, named, source.path)


def _front_matter(block: str) -> dict[str, object]:
    try:
        data = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {str(k): v.isoformat() if isinstance(v, date) else v for k, v in data.items()}


def strip_marks(text: str) -> str:
    """`text` without Markdown's marks: headings, emphasis, links and quotes keep their words, list marks stay."""
    text = _COMMENT.sub("", text)
    text = _FENCE.sub("", text)
    text = _TARGET.sub("", text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _UNDERLINE.sub("", text)
    text = _HEADING.sub(r"\1", text)
    text = _QUOTED.sub("", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    text = _CODE.sub(r"\1", text)
    text = _BREAK.sub("", text)
    return _ESCAPED.sub(r"\1", text).lstrip("\n")
