"""Files of other tools as bytes, text, numbers, mappings and lists, each failure in one line; names for our own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from zopa import limits
from zopa.errors import FileError, InputError, LimitError


def read_bytes(path: Path, limit: int = limits.FILE_BYTES) -> bytes:
    """The bytes of a file. Raises `FileError` or `LimitError`."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise LimitError(f"{size} bytes, the limit is {limit}", where=str(path), mend="split the file")
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError("no such file", where=str(path), mend="check the path") from None
    except OSError as error:
        raise FileError(f"cannot be read ({error.strerror})", where=str(path), mend="check its permissions") from None


def read_text(path: Path, limit: int = limits.FILE_BYTES) -> str:
    """The text of a file: UTF-8, else Windows-1252, in which older tools of the field save. Raises as `read_bytes`."""
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise FileError("is binary, not text", where=str(path), mend="name a text file") from None
        return data.decode("cp1252", errors="replace")


def files_below(path: Path, *suffixes: str) -> tuple[Path, ...]:
    """The folder's own files with these suffixes in order of name; for a file, those of its folder."""
    folder = path if path.is_dir() else path.parent
    try:
        found = sorted(f for f in folder.iterdir() if f.suffix.lower() in suffixes and f.is_file())
    except OSError as error:
        raise FileError(f"cannot be read ({error.strerror})", where=str(folder), mend="check its permissions") from None
    if len(found) > limits.FOLDER_FILES:
        raise LimitError(f"{len(found)} files, the limit is {limits.FOLDER_FILES}", where=str(folder), mend="split it")
    return tuple(found)


def number(value: object, where: str, what: str) -> float:
    """A finite number from a file's word. Raises `InputError`."""
    try:
        result = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(f"{what} '{value}' is not a number", where=where, mend="give a number") from None
    if not math.isfinite(result):
        raise InputError(f"{what} is {value}", where=where, mend="give a finite number")
    return result


def mapping(value: object, where: str, what: str) -> Mapping[str, Any]:
    """A mapping from a file; nothing at all is an empty one. Raises `InputError`."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{what} is no mapping", where=where, mend="write `name: value` pairs")
    return value


def sequence(value: object, where: str, what: str) -> Sequence[Any]:
    """A list from a file; nothing at all is an empty one. Raises `InputError`."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InputError(f"{what} is no list", where=where, mend="write [first, second]")
    return value


def file_names(names: Iterable[str], suffix: str, taken: Iterable[str] = ()) -> dict[str, str]:
    """A safe, distinct file name for every name."""
    used = set(taken)
    result: dict[str, str] = {}
    for name in names:
        stem = "".join(c if c.isalnum() or c in "-_" else "_" for c in name).strip("_")[:80] or "party"
        candidate, k = stem, 2
        while f"{candidate}{suffix}".lower() in used:
            candidate, k = f"{stem}_{k}", k + 1
        used.add(f"{candidate}{suffix}".lower())
        result[name] = f"{candidate}{suffix}"
    return result
