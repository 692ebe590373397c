"""What commands share: where output goes (standard output, or a file that is complete or not there), and options."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from zopa.cli.text import printable
from zopa.errors import FileError, UsageError

if TYPE_CHECKING:
    from zopa.present.page import Page


def tell(line: str) -> None:
    """Progress and warnings: one line on standard error."""
    print(f"zopa: {printable(line)}", file=sys.stderr)  # noqa: T201 - the command line's own output


def tell_waiting(articles: int) -> None:
    """Say that so many articles of a project were not read yet as things are now: answers leave them out."""
    if articles:
        verb = "articles wait" if articles > 1 else "article waits"
        tell(f"{articles:,} {verb} to be read and left out of this answer; run `zopa read`")


def mapping_of(pairs: list[str] | None) -> dict[str, str]:
    """`FIELD=NAME` options as a mapping. Raises `UsageError`."""
    found: dict[str, str] = {}
    for pair in pairs or ():
        field, equals, name = pair.partition("=")
        if not equals or not field.strip() or not name.strip():
            raise UsageError(f"--map '{pair}' is not FIELD=NAME", mend="write it like --map text=body")
        if field.strip() in found:
            raise UsageError(f"--map gives '{field.strip()}' two names", mend="leave one out")
        found[field.strip()] = name.strip()
    return found


def check_writable(output: Path | None) -> None:
    """Raise now, before minutes of reading, the `FileError` that `write` to `output` would raise after them."""
    if output is None or str(output) == "-" or (output.exists() and not output.is_dir() and not output.is_file()):
        return
    try:
        if output.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise _unwritable(error, output) from None


def _unwritable(error: OSError, output: Path) -> FileError:
    mend = "name a file in a folder you can write to"
    return FileError(f"cannot be written ({error.strerror})", where=str(output), mend=mend)


def write(text: str, output: Path | None) -> None:
    """`text` as UTF-8 to the file `output`, or to standard output for None or `-`. Raises `FileError`."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None or str(output) == "-":
        sys.stdout.flush()
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:  # a captured standard output that takes text alone
            sys.stdout.write(data.decode())
        else:
            stream.write(data)
            stream.flush()
        return
    if output.exists() and not output.is_file():
        _write_special(data, output)
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            part.chmod(0o666 & ~_umask())
            part.replace(output)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(error, output) from None


def write_page(page: Page, output: Path | None = None) -> None:
    """A page for a terminal: as wide as that one and in colour; plain and of one width anywhere else."""
    if output is None and sys.stdout.isatty():
        write(page.terminal(width=get_terminal_size().columns, colour=True), None)
    else:
        write(page.terminal(), output)


def _write_special(data: bytes, output: Path) -> None:
    """A pipe or device such as /dev/stdout is written to, never replaced."""
    try:
        with output.open("wb") as stream:
            stream.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(f"cannot be written ({error.strerror})", where=str(output), mend="name a file") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
