"""What was asked for, as sources of bytes: files, folders (walked in order of names), and `-` for standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from zopa import limits
from zopa.errors import FileError, UsageError
from zopa.ingest.article import Unread
from zopa.ingest.formats import Source, suffixes

STDIN: Final = "-"
_SKIPPED_FOLDERS: Final = frozenset(["__pycache__", "node_modules"])
_TEXT: Final = "save it as text or as a web page first"
_UNPACK: Final = "unpack it first"
_MEND: Final = {
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".eml", ".msg", ".mht", ".mhtml"), _TEXT),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"), _UNPACK),
}


def check_paths(paths: Sequence[Path | str]) -> None:
    """Raises `UsageError` when nothing is asked for, `FileError` when nothing that is asked for exists."""
    if not paths:
        raise UsageError("no file or folder named", mend="name files or folders, or - for standard input")
    if not any(str(path) == STDIN or os.path.lexists(path) for path in paths):
        first = str(paths[0])
        more = f" (nor any of the {len(paths) - 1} others)" if len(paths) > 1 else ""
        raise FileError(f"no such file or folder{more}", where=first, mend="check the path")


def sources(paths: Sequence[Path | str], stdin: BinaryIO | None = None) -> Iterator[Source | Unread]:
    """Every file to be read, in the order asked for, each once."""
    seen: set[tuple[int, int]] = set()
    read_stdin = False
    for path in paths:
        if str(path) == STDIN:
            if not read_stdin:
                yield _standard_input(stdin)
            read_stdin = True
            continue
        yield from _walk(Path(path), _shown(path), seen, asked=True, depth=0, count=[0])


def _shown(path: Path | str) -> str:
    """A path as text that any encoding of output can hold."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _standard_input(stdin: BinaryIO | None) -> Source | Unread:
    stream = stdin if stdin is not None else sys.stdin.buffer
    data = stream.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        return Unread(STDIN, f"more than {limits.FILE_BYTES // limits.MIB} MiB on standard input; write it to a file")
    return Source(STDIN, data=data)


def _walk(
    path: Path, shown: str, seen: set[tuple[int, int]], *, asked: bool, depth: int, count: list[int]
) -> Iterator[Source | Unread]:
    try:
        found = path.stat()
    except FileNotFoundError:
        yield Unread(shown, "a link to nowhere" if path.is_symlink() else "no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield Unread(shown, f"cannot be read ({getattr(error, 'strerror', None) or error})")
        return
    key = (found.st_dev, found.st_ino)
    if stat.S_ISDIR(found.st_mode):
        if key not in seen:  # a link back into a folder above would go round for ever
            seen.add(key)
            yield from _folder(path, shown, seen, depth, count)
        elif asked:
            yield Unread(shown, "already read")
        return
    if not stat.S_ISREG(found.st_mode):
        yield Unread(shown, "not a regular file")
        return
    if key in seen:
        return
    seen.add(key)
    suffix = path.suffix.lower()
    if not asked and suffix and suffix not in suffixes():
        mend = _MEND.get(suffix)
        known = f"its ending is none that articles have: {' '.join(sorted(suffixes()))}"
        yield Unread(shown, f"{suffix} is not read; {mend}" if mend else known)
        return
    if found.st_size == 0:
        yield Unread(shown, "empty")
        return
    yield Source(shown, file=path, suffix=suffix)


def _folder(
    path: Path, shown: str, seen: set[tuple[int, int]], depth: int, count: list[int]
) -> Iterator[Source | Unread]:
    if depth >= limits.FOLDER_DEPTH:
        yield Unread(shown, f"deeper than {limits.FOLDER_DEPTH} folders")
        return
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Unread(shown, f"cannot be read ({error.strerror})")
        return
    if not names and depth == 0:
        yield Unread(shown, "an empty folder")
    for name in names:
        if name in _SKIPPED_FOLDERS:
            continue
        count[0] += 1
        if count[0] > limits.FOLDER_FILES:
            if count[0] == limits.FOLDER_FILES + 1:
                yield Unread(shown, f"more than {limits.FOLDER_FILES} files, the rest is left; name subfolders")
            return
        yield from _walk(
            path / name, os.path.join(shown, _shown(name)), seen, asked=False, depth=depth + 1, count=count
        )
