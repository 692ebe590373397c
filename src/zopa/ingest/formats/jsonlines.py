"""JSON Lines, read one line at a time, and JSON files (one object, a list, or a list under `articles`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from zopa import limits
from zopa.errors import FileError
from zopa.ingest.article import Unread
from zopa.ingest.decode import decode, encoding_of
from zopa.ingest.formats.base import Page, Source
from zopa.ingest.formats.records import page_of_record

_LISTS = ("articles", "items", "results", "documents", "docs", "data")


class JsonLines:
    """`.jsonl`: an object a line."""

    name = "JSON Lines"
    suffixes = frozenset([".jsonl", ".ndjson"])

    def begins(self, head: bytes) -> bool:
        """A first line that is a whole object, and a second that starts one."""
        first, _, rest = head.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")
        return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page | Unread]:
        """A page for each line; memory holds one line."""
        encoding = encoding_of(source.head())
        if encoding.startswith(("utf-16", "utf-32")):
            lines = (line.encode() for line in decode(source.read()).split("\n"))
            yield from _pages_of_lines(lines, source.path, mapping, "utf-8")
            return
        with source.open() as stream:
            yield from _pages_of_lines(_lines(stream), source.path, mapping, encoding)


def _lines(stream: object) -> Iterator[bytes]:
    """Lines of a stream; one over the limit comes back cut at the limit, the rest of it skipped."""
    read = stream.readline  # type: ignore[attr-defined]
    while line := read(limits.RECORD_BYTES + 1):
        yield line
        while len(line) > limits.RECORD_BYTES and not line.endswith(b"\n"):
            line = read(limits.RECORD_BYTES + 1)
            if not line:
                return


def _pages_of_lines(
    lines: Iterator[bytes], path: str, mapping: Mapping[str, str], encoding: str
) -> Iterator[Page | Unread]:
    records = 0
    for number, line in enumerate(lines, 1):
        where = f"{path}#{number}"
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        records += 1
        if records > limits.RECORDS:
            yield Unread(path, f"more than {limits.RECORDS} records, the rest is left; split the file")
            return
        if len(line) > limits.RECORD_BYTES:
            yield Unread(
                where, f"a line of more than {limits.RECORD_BYTES // limits.MIB} MiB, the limit for one record"
            )
            continue
        try:
            record = json.loads(line.decode(encoding, errors="replace").lstrip("\ufeff"))
        except (ValueError, RecursionError):
            yield Unread(where, "the line is not JSON")
            continue
        yield _page(record, where, mapping)
    if not records:
        yield Unread(path, "empty")


def _page(record: object, where: str, mapping: Mapping[str, str]) -> Page | Unread:
    if not isinstance(record, dict):
        return Unread(where, "not a JSON object")
    try:
        return page_of_record(record, mapping, where)
    except FileError as error:
        return Unread(where, error.what)


class Json:
    """`.json`: one article, a list of them, or an object that holds the list."""

    name = "JSON"
    suffixes = frozenset([".json"])

    def begins(self, head: bytes) -> bool:
        """An object or a list of objects."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].split()
        return b"".join(start).startswith((b'{"', b"[{", b"{}"))

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page | Unread]:
        """A page for each object."""
        data = source.read()
        if not data.strip():
            raise FileError("empty")
        try:
            content = json.loads(data.decode(encoding_of(data), errors="replace").lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            if JsonLines().begins(data[: 64 * 1024]):
                yield from JsonLines().pages(source, mapping)
                return
            raise FileError(f"broken JSON{f', line {line}' if line else ''}: mend it or leave it out") from None
        if isinstance(content, dict):
            records = next((content[key] for key in _LISTS if isinstance(content.get(key), list)), None)
            if records is None:
                yield page_of_record(content, mapping, source.path)
                return
            content = records
        if not isinstance(content, list):
            raise FileError("the JSON holds neither an object nor a list of objects")
        if not content:
            raise FileError("empty")
        for number, record in enumerate(content, 1):
            if number > limits.RECORDS:
                yield Unread(source.path, f"more than {limits.RECORDS} records, the rest is left; split the file")
                return
            yield _page(record, f"{source.path}#{number}", mapping)
