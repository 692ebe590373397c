"""JSON from strangers: a ceiling on size and depth, no NaN, no key twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from zopa import limits
from zopa.errors import InputError
from zopa.exchange.files import read_text


def read_json(path: Path) -> object:
    """The data of a JSON file. Raises `FileError`, `InputError` or `LimitError`."""
    return parse_json(read_text(path, limits.JSON_BYTES), where=str(path))


def parse_json(text: str, *, where: str = "text") -> object:
    """The data of JSON text. Raises `InputError`."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) < len(pairs):
            twice = next(key for k, (key, _) in enumerate(pairs) if any(key == other for other, _ in pairs[:k]))
            raise InputError(f"key '{twice}' stands twice", where=where, mend="remove one")
        return result

    def refuse(word: str) -> NoReturn:
        raise InputError(f"{word} is no number", where=where, mend="give a finite number")

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        at = f"{where}, line {error.lineno}"
        raise InputError(f"broken JSON ({error.msg})", where=at, mend="mend the line") from None
    except (RecursionError, ValueError) as error:
        raise InputError(f"broken JSON ({error})", where=where, mend="mend the file or leave it out") from None
