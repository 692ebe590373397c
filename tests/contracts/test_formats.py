"""Every article format keeps the contract."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from typing import ClassVar

from tests.contracts.formats import FormatContract, Record
from zopa.ingest.formats import FORMATS, Format


def _format(name: str) -> Format:
    return next(kind for kind in FORMATS if kind.name == name)


def _fields(record: Record) -> dict[str, str]:
    fields = {"title": record.title, "date": record.date, "url": record.url, "outlet": record.outlet}
    return {key: value for key, value in fields.items() if value is not None}


ALL = frozenset(["title", "date", "url", "outlet"])


class TestPlainText(FormatContract):
    format: ClassVar[Format] = _format("plain text")
    suffix = ".txt"
    carries = ALL

    def content(self, records: list[Record]) -> str:
        (record,) = records
        head = "".join(f"{key.title()}: {value}\n" for key, value in _fields(record).items())
        return f"{head}\n{record.text}\n" if head else f"{record.text}\n"


class TestMarkdown(FormatContract):
    format: ClassVar[Format] = _format("Markdown")
    suffix = ".md"
    carries = ALL

    def content(self, records: list[Record]) -> str:
        (record,) = records
        head = "".join(f"{key}: {value}\n" for key, value in _fields(record).items())
        return f"---\n{head}---\n\n{record.text}\n" if head else f"{record.text}\n"


class TestHtml(FormatContract):
    format: ClassVar[Format] = _format("HTML")
    suffix = ".html"
    carries = ALL

    def content(self, records: list[Record]) -> str:
        (record,) = records
        body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in record.text.split("\n\n"))
        meta = ""
        if record.title:
            meta += f'<meta property="og:title" content="{escape(record.title)}">'
        if record.date:
            meta += f'<meta property="article:published_time" content="{record.date}T08:00:00Z">'
        if record.url:
            meta += f'<link rel="canonical" href="{record.url}">'
        if record.outlet:
            meta += f'<meta property="og:site_name" content="{escape(record.outlet)}">'
        return f"<!DOCTYPE html>\n<html><head>{meta}</head><body><article>\n{body}</article></body></html>\n"


class TestJsonLines(FormatContract):
    format: ClassVar[Format] = _format("JSON Lines")
    suffix = ".jsonl"
    many = True
    carries = ALL

    def content(self, records: list[Record]) -> str:
        return "".join(
            json.dumps({"text": record.text, **_fields(record)}, ensure_ascii=False) + "\n" for record in records
        )


class TestJson(FormatContract):
    format: ClassVar[Format] = _format("JSON")
    suffix = ".json"
    many = True
    carries = ALL

    def content(self, records: list[Record]) -> str:
        return json.dumps(
            [{"text": record.text, **_fields(record)} for record in records], ensure_ascii=False, indent=1
        )


class TestTable(FormatContract):
    format: ClassVar[Format] = _format("CSV")
    suffix = ".csv"
    many = True
    carries = ALL

    def content(self, records: list[Record]) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, ["title", "date", "url", "outlet", "text"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({"text": record.text, **_fields(record)} for record in records)
        return out.getvalue()
