"""What an exchange format is, and what it gives.

    Note        one thing that could not be carried over as it was, with its place
    Imported    a negotiation read from another tool's files, with notes
    Exported    the files that say a negotiation in another tool's format, with notes
    Format      one format: knows its own files, reads them, writes them

Nothing is dropped in silence: what a side cannot express is a note of kind `lost`, what was altered to fit is
`changed`, and a file that was left alone is `skipped`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from zopa.errors import FileError
from zopa.model.negotiation import Negotiation

Kind = Literal["lost", "changed", "skipped"]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that did not pass from one format to the other as it was."""

    kind: Kind
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}" if self.where else f"{self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A negotiation from other tools' files."""

    negotiation: Negotiation
    format: str
    files: tuple[Path, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of every file (by file name) that says a negotiation in a format."""

    format: str
    files: Mapping[str, str]
    notes: tuple[Note, ...] = ()

    def write(self, folder: Path | str) -> tuple[Path, ...]:
        """Write the files into `folder`, which is made if it is missing. Raises `FileError` rather than overwrite."""
        folder = Path(folder)
        paths = tuple(folder / name for name in self.files)
        there = next((path for path in paths if path.exists()), None)
        if there is not None:
            raise FileError("exists already", where=str(there), mend="name another folder or remove it")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path, text in zip(paths, self.files.values(), strict=True):
                path.write_text(text, encoding="utf-8")
        except OSError as error:
            mend = "name a folder that you can write to"
            raise FileError(f"cannot be written ({error.strerror})", where=str(folder), mend=mend) from None
        return paths


class Format(ABC):
    """One exchange format; `name` is what users call it."""

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def recognises(self, path: Path) -> bool:
        """Whether the file or folder at `path` looks like this format; never raises for a file that exists."""

    @abstractmethod
    def read(self, path: Path) -> Imported:
        """The negotiation at `path`. Raises `FileError`, `InputError` or `LimitError` in one line."""

    @abstractmethod
    def write(self, negotiation: Negotiation) -> Exported:
        """`negotiation` in this format, with a note for everything that it cannot say."""
