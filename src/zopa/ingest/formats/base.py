"""What a format takes and gives: a `Source` of bytes in, `Page`s out, each before any cleaning."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from zopa import limits
from zopa.errors import FileError
from zopa.ingest.article import Unread


@dataclass(frozen=True, slots=True)
class Page:
    """One article as its file holds it. `date` is still the words of the file; None is unknown."""

    text: str
    path: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None


@dataclass(slots=True)
class Source:
    """A file or a stream that somebody asked for; `path` is how messages and articles name it."""

    path: str
    file: Path | None = None
    data: bytes | None = None
    suffix: str = field(default="")

    def open(self) -> BinaryIO:
        """The bytes, to be read in pieces. Raises `FileError`."""
        if self.data is not None:
            return io.BytesIO(self.data)
        try:
            return (self.file or Path(self.path)).open("rb")
        except OSError as error:
            raise FileError(f"cannot be read ({error.strerror})") from None

    def read(self) -> bytes:
        """All bytes, at most `limits.FILE_BYTES`. Raises `FileError`."""
        with self.open() as stream:
            try:
                data = stream.read(limits.FILE_BYTES + 1)
            except OSError as error:
                raise FileError(f"cannot be read ({error.strerror})") from None
        if len(data) > limits.FILE_BYTES:
            raise FileError(f"larger than {limits.FILE_BYTES // limits.MIB} MiB, the limit for one article's file")
        return data

    def head(self) -> bytes:
        """The first bytes, enough to tell the format. Raises `FileError`."""
        with self.open() as stream:
            try:
                return stream.read(64 * 1024)
            except OSError as error:
                raise FileError(f"cannot be read ({error.strerror})") from None


class Format(Protocol):
    """One file format. Stateless; one instance serves all files."""

    name: str
    suffixes: frozenset[str]

    def begins(self, head: bytes) -> bool:
        """Whether a file without a known name is of this format, from its first bytes."""
        ...

    def pages(self, source: Source, mapping: Mapping[str, str]) -> Iterator[Page | Unread]:
        """The articles of a file, in order, without holding more than one where the format allows.

        `mapping` names the keys or columns that hold `text`, `title`, `date`, `url` and `outlet` where they are not
        called so. Raises `FileError` where nothing of the file can be used; a bad record is an `Unread` of its own.
        """
        ...
