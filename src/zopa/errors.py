"""Everything that zopa raises on purpose, under one base class.

    ZopaError
    ├── InputError            a file or value that the user gave cannot be used
    │   ├── FileError         missing, unreadable, empty, binary, too large
    │   └── SchemaError       a YAML or JSON file that breaks its format (names the line)
    │       └── ModelError    a negotiation model that contradicts itself (names the place in it)
    ├── LimitError            untrusted input passed a ceiling of `zopa.limits`
    ├── ReadingError          a process that read articles was ended before it was done
    ├── LedgerError           the ledger file is not one, is newer than this zopa, or is locked
    └── UsageError            a call or command that cannot mean anything (exit status 2)

An answer is never an exception: 'no agreement exists' and 'nothing was found' are results.
Every message is one line that says what is wrong, where, and how to mend it.
"""

from __future__ import annotations


class ZopaError(Exception):
    """Base of every error that zopa raises on purpose; `str(error)` is one line for the user."""

    exit_status = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = " ".join(what.split())
        self.where = " ".join(where.split())
        self.mend = " ".join(mend.split())
        line = f"{self.where}: {self.what}" if self.where else self.what
        super().__init__(f"{line}; {self.mend}" if self.mend else line)


class InputError(ZopaError):
    """Something that the user gave cannot be used."""


class FileError(InputError):
    """A file is missing, unreadable, empty, binary or too large."""


class SchemaError(InputError):
    """A YAML or JSON file breaks its format."""


class ModelError(SchemaError):
    """A negotiation model breaks its rules; `loc` is the path of keys to the place."""

    def __init__(self, what: str, *, loc: tuple[str | int, ...] = (), where: str = "", mend: str = "") -> None:
        self.loc = loc
        super().__init__(what, where=where or ".".join(str(part) for part in loc), mend=mend)


class LimitError(ZopaError):
    """Untrusted input passed a ceiling of `zopa.limits`."""


class ReadingError(ZopaError):
    """A process that read articles was ended before it was done."""


class LedgerError(ZopaError):
    """The ledger file is not one, is newer than this zopa, or is locked."""


class UsageError(ZopaError):
    """A call or command that cannot mean anything."""

    exit_status = 2
