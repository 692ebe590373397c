"""YAML files that users write: read with line numbers, checked by a pydantic model, refused with one clear line.

`read_yaml(path, Model)` is the only door: case, model, pact, scenario and gold files all come through it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError
from rapidfuzz import process

from zopa import limits
from zopa.errors import FileError, SchemaError

Loc = tuple[str | int, ...]
M = TypeVar("M", bound="FileModel")
_NOT_OF_TYPE: Final = {
    "string_type": "is not text",
    "dict_type": "is not a mapping of keys to values",
    "model_type": "is not a mapping of keys to values",
    "list_type": "is not a list",
    "tuple_type": "is not a list",
}


class FileModel(BaseModel):
    """Base of every model of a file: frozen, unknown keys refused, no silent conversion to other types."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def fault(what: str, *, loc: Loc, mend: str) -> ValidationError:
    """What a validator raises to name the place below its own model, so that the message can tell the line."""
    error = PydanticCustomError("fault", "{what}", {"what": what, "mend": mend})
    return ValidationError.from_exception_data("file", [{"type": error, "loc": loc, "input": None}])


def read_yaml(path: Path | str, model: type[M]) -> M:
    """The file at `path` as `model`.

    Raises `FileError` when it cannot be read and `SchemaError` (with the line) when it breaks the format.
    """
    return parse_yaml(read_yaml_text(path), model, where=str(path))


def read_yaml_text(path: Path | str) -> str:
    """The text of a YAML file. Raises `FileError`."""
    path = Path(path)
    try:
        if path.is_dir():
            raise FileError("is a folder", where=str(path), mend="name a file")
        size = path.stat().st_size
        if size > limits.YAML_BYTES:
            raise FileError(f"{size} bytes, the limit is {limits.YAML_BYTES}", where=str(path), mend="split the file")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError("no such file", where=str(path), mend="check the path") from None
    except UnicodeDecodeError:
        raise FileError("not UTF-8 text", where=str(path), mend="save the file as UTF-8") from None
    except OSError as error:
        raise FileError(f"cannot be read ({error.strerror})", where=str(path), mend="check its permissions") from None


def parse_yaml(text: str, model: type[M], *, where: str = "text") -> M:
    """`text` as `model`; `where` names the source in messages. Raises `SchemaError`."""
    lines: dict[Loc, int] = {}
    return validated(load_with_lines(text, lines, where=where), model, lines, where=where)


def validated(data: object, model: type[M], lines: Mapping[Loc, int], *, where: str = "text") -> M:
    """Plain `data` of a file as `model`; `lines` come from `load_with_lines`. Raises `SchemaError`."""
    if not isinstance(data, dict):
        raise SchemaError("is not a mapping of keys to values", where=f"{where}, line 1", mend="start with `zopa: 1`")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _first_error(error, model, lines, where) from None


def load_with_lines(text: str, lines: dict[Loc, int], *, where: str, raw: dict[Loc, str] | None = None) -> object:
    """Plain data of a YAML text; fills `lines` with the 1-based line of every key path. Raises `SchemaError`.

    `raw`, when given, is filled with the words of every scalar as they were written, because YAML 1.1 reads `no`
    and `2012-01-01` as other types where a format means names.
    """
    try:
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise SchemaError("is empty", where=where, mend="start with `zopa: 1`")
            return _plain(loader, node, (), lines, where, [0], raw)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise _broken(error, text, where) from None
    except yaml.YAMLError as error:
        raise SchemaError(f"broken YAML ({error})", where=where, mend="save it as plain UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"broken YAML ({error})", where=where, mend="mend the value") from None


def _broken(error: yaml.MarkedYAMLError, text: str, where: str) -> SchemaError:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return SchemaError(f"broken YAML ({error.problem})", where=where, mend="mend the file")
    written = text.rstrip().splitlines() or [""]
    if mark.line >= len(written) and error.context_mark:
        mark = error.context_mark  # what was never closed is missed at the end, but has to be mended where it began
    at = min(mark.line, len(written) - 1)
    tabbed = "\t" in written[at].partition("#")[0][: mark.column + 1]
    mend = "indent with spaces, not tabs" if tabbed else "mend the line"
    return SchemaError(f"broken YAML ({error.problem})", where=f"{where}, line {at + 1}", mend=mend)


def _plain(
    loader: Any,
    node: yaml.Node,
    loc: Loc,
    lines: dict[Loc, int],
    where: str,
    count: list[int],
    raw: dict[Loc, str] | None = None,
) -> object:
    count[0] += 1
    line = node.start_mark.line + 1
    if count[0] > limits.YAML_NODES or len(loc) > limits.YAML_DEPTH:
        raise SchemaError("nests too deep or grows too large", where=f"{where}, line {line}", mend="remove aliases")
    lines.setdefault(loc, line)
    if isinstance(node, yaml.MappingNode):
        result: dict[Hashable, object] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            # `on`, `yes` and `2012` are names here when they stand as keys: YAML 1.1 would make them other types
            if not isinstance(key_node, yaml.ScalarNode):
                raise SchemaError("a key must be a word", where=f"{where}, line {key_line}", mend="quote the key")
            key = str(key_node.value)
            if key in result:
                raise SchemaError(f"key '{key}' stands twice", where=f"{where}, line {key_line}", mend="remove one")
            lines[(*loc, key)] = key_line
            result[key] = _plain(loader, value_node, (*loc, key), lines, where, count, raw)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, (*loc, i), lines, where, count, raw) for i, item in enumerate(node.value)]
    if raw is not None and isinstance(node, yaml.ScalarNode):
        raw[loc] = str(node.value)
    try:
        return loader.construct_object(node)
    except ValueError as error:  # a day that the calendar has not
        raise SchemaError(f"broken YAML ({error})", where=f"{where}, line {line}", mend="mend the value") from None


def _first_error(error: ValidationError, model: type[BaseModel], lines: Mapping[Loc, int], where: str) -> SchemaError:
    details = error.errors()
    # an unknown key is usually the cause of the 'missing' beside it, and one further up of those below it
    unknown = [d for d in details if d["type"] == "extra_forbidden"]
    first = min(unknown, key=lambda d: len(d["loc"]), default=details[0])
    loc: Loc = tuple(first["loc"])
    known = loc
    while known and known not in lines:
        known = known[:-1]
    line = lines.get(known, 1)
    at = f"{where}, line {line}"
    if first["type"] == "extra_forbidden":
        key = str(loc[-1])
        near = process.extractOne(key, _keys_at(model, loc[:-1]), score_cutoff=50)
        mend = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(_keys_at(model, loc[:-1]))}"
        return SchemaError(f"unknown key '{key}'", where=at, mend=mend)
    path = ".".join(str(part) for part in loc) or "the file"
    if first["type"] == "missing":
        return SchemaError(f"'{path}' is missing", where=at, mend=f"add '{loc[-1]}'")
    if first["type"] == "literal_error":
        mend = f"write {first.get('ctx', {}).get('expected', 'one of the known words')}"
        return SchemaError(f"'{path}' is {first['input']!r}", where=at, mend=mend)
    if first["type"] == "too_long":
        most = first["ctx"]["max_length"]
        return SchemaError(f"'{path}' has more than {most} entries", where=at, mend="leave some out")
    if first["type"] == "fault":
        return SchemaError(first["msg"], where=at, mend=first["ctx"]["mend"])
    message = _NOT_OF_TYPE.get(first["type"]) or str(first["msg"]).removeprefix("Value error, ")
    return SchemaError(f"'{path}': {message}", where=at, mend="write it as the file's page in docs/reference shows")


def _keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Names of the fields that may stand at `loc`, found by walking the model's annotations."""
    types: list[Any] = [model]
    for part in loc:
        deeper: list[Any] = []
        for kind in types:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                for name, field in kind.model_fields.items():
                    if part in (name, field.alias):
                        deeper.append(field.annotation)
            else:
                deeper.extend(get_args(kind))
        types = deeper
    names: list[str] = []
    queue = list(types)
    while queue:
        kind = queue.pop(0)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names += [field.alias or name for name, field in kind.model_fields.items()]
        else:
            queue += get_args(kind)
    return names
