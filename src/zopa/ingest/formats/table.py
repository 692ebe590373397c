"""CSV and its kin: the first row names the columns, every other row is an article; read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from zopa import limits
from zopa.errors import FileError
from zopa.ingest.article import Unread
from zopa.ingest.decode import encoding_of
from zopa.ingest.formats.base import Page, Source
from zopa.ingest.formats.records import FIELDS, page_of_record

_DELIMITERS = (",", ";", "\t", "|")


class Table:
    """`.csv` and `.tsv`, with comma, semicolon, tab or bar between the columns."""

    name = "CSV"
    suffixes = frozenset([".csv", ".tsv"])

    def begins(self, head: bytes) -> bool:
        """A first line of two or more short names, one of them a name for the text."""
        first = head.partition(b"\n")[0].decode("utf-8", errors="replace").strip().lstrip("\ufeff").lower()
        names = [name.strip(' "') for name in first.split(_delimiter(first))]
        return len(first) < 500 and len(names) > 1 and any(name in FIELDS["text"] for name in names)

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page | Unread]:
        """A page for each row; memory holds one row. Raises `FileError` where the columns cannot be told."""
        head = source.head()
        if not head.strip():
            raise FileError("empty")
        encoding = encoding_of(head)
        csv.field_size_limit(limits.RECORD_BYTES)
        with source.open() as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as stream:
            lines = _bounded(stream)
            first = next(lines, "")
            if len(first) > limits.RECORD_BYTES:
                raise FileError("the first line is too long to name columns; put column names there")
            delimiter = _delimiter(first)
            rows = _Rows(_chain(first, lines), delimiter)
            try:
                columns = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
            except csv.Error as error:
                raise FileError(f"no table: {error}") from None
            wanted = {mapping["text"]} if "text" in mapping else set(FIELDS["text"])
            if not any(name in wanted or name.lower() in wanted for name in columns):
                names = ", ".join(columns[:8])
                raise FileError(
                    f"no column '{mapping.get('text', 'text')}' among: {names}; map the one that holds the text"
                )
            yield from _pages(rows, columns, source.path, mapping)


class _Rows:
    """The rows of a table; those whose cells cannot be told apart are errors, never guesses."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines: list[str] = []  # those of the row
        self._delimiter = delimiter
        self._rows = csv.reader(self._noted(lines), delimiter=delimiter)

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        """Raises `csv.Error`."""
        self._lines.clear()
        row = next(self._rows)
        if any("\n" in cell for cell in row) and self._never_closes():
            raise csv.Error("a quote that never closes; close it, and double those inside the text")
        return row

    def _noted(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._lines.append(line)
            yield line

    def _never_closes(self) -> bool:
        try:
            list(csv.reader(self._lines, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


def _pages(
    rows: Iterator[list[str]], columns: list[str], path: str, mapping: Mapping[str, str]
) -> Iterator[Page | Unread]:
    number = 0
    while True:
        number += 1
        where = f"{path}#{number}"
        try:
            row = next(rows)
        except StopIteration:
            if number == 1:
                yield Unread(path, "no rows below the column names")
            return
        except csv.Error as error:
            if "field larger" in str(error):
                yield Unread(
                    where, f"a field of more than {limits.RECORD_BYTES // limits.MIB} MiB, the limit for one record"
                )
            else:
                yield Unread(where, f"a broken row ({error})")
            continue
        if number > limits.RECORDS:
            yield Unread(path, f"more than {limits.RECORDS} records, the rest is left; split the file")
            return
        if not any(row):
            continue
        if any(row[len(columns) :]):
            shape = f"{len(row)} cells in {len(columns)} columns"
            yield Unread(where, f"{shape}; put a text that holds the delimiter into quotes")
            continue
        try:
            yield page_of_record(dict(zip(columns, row, strict=False)), mapping, where)
        except FileError as error:
            yield Unread(where, error.what)


def _bounded(stream: io.TextIOWrapper) -> Iterator[str]:
    """The lines; in place of one that is too long a cell that the reader of rows refuses."""
    while line := stream.readline(limits.RECORD_BYTES + 1):
        if len(line) > limits.RECORD_BYTES:
            while line and not line.endswith("\n"):
                line = stream.readline(limits.RECORD_BYTES + 1)
            line = "x" * (limits.RECORD_BYTES + 1)
        yield line.replace("\x00", "")


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)
