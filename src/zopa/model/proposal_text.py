"""A proposed model as a file to edit: a line for each number, and above it, after `#:`, the sentence why.

Lines that begin with `#:` are written anew by every build; all other comments are the analyst's and are kept with the
line that they stand above.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any, Final

import yaml

from zopa.model.grounds import Ground
from zopa.model.merge import ABSENT, Names, Path, red_line_keys
from zopa.yamlfile import load_with_lines

MARK: Final = "#:"
WIDTH: Final = 116
Comments = Mapping[Path, list[str]]
END: Final[Path] = ()


def text_of(
    data: Mapping[str, Any],
    grounds: Mapping[str, Ground],
    head: list[str],
    edits: Mapping[Path, Any] | None = None,
    kept: Comments | None = None,
    names: Names | None = None,
) -> str:
    """The file. `head` lines stand at its top; `edits` are paths that the analyst set, with what is proposed there.

    `names` are those of the red lines where they are not told by their issues alone.
    """
    writer = _Writer(edits or {}, kept or {}, grounds, names or {})
    writer.say(0, head)
    writer.mapping(0, (), {k: v for k, v in data.items() if k not in ("parties", "evidence")})
    writer.line(0, ("parties",), "parties:")
    for name, party in data["parties"].items():
        writer.party(name, party)
    if data.get("evidence"):
        writer.line(0, ("evidence",), "evidence:")
        for key, ids in data["evidence"].items():
            writer.line(2, ("evidence", key), f"{_word(key)}: {_flow(ids)}")
    writer.rest()
    return "\n".join(writer.lines) + "\n"


class _Writer:
    def __init__(self, edits: Mapping[Path, Any], kept: Comments, grounds: Mapping[str, Ground], names: Names) -> None:
        self.lines: list[str] = []
        self.names = names
        self.edits, self.grounds = edits, grounds
        self.kept = {path: list(lines) for path, lines in kept.items()}

    def say(self, indent: int, sentences: list[str]) -> None:
        for sentence in sentences:
            room = WIDTH - indent - len(MARK) - 1
            lines = textwrap.wrap(" ".join(sentence.split()), room, break_long_words=False, break_on_hyphens=False)
            self.lines += [f"{' ' * indent}{MARK} {line}" for line in lines]

    def line(self, indent: int, path: Path, text: str) -> None:
        self.lines += [f"{' ' * indent}{comment}" for comment in self.kept.pop(path, [])]
        self.lines.append(" " * indent + text)

    def mapping(self, indent: int, path: Path, data: Mapping[str, Any]) -> None:
        for key, value in data.items():
            at = (*path, key)
            if path == () and isinstance(value, Mapping):
                self.line(indent, at, f"{_word(key)}:")
                self.mapping(indent + 2, at, value)
            else:
                self.line(indent, at, f"{_word(key)}: {_flow(value)}")

    def party(self, name: str, party: Mapping[str, Any]) -> None:
        at: Path = ("parties", name)
        if name in self.grounds:
            self.say(2, [self.grounds[name].why])
        self.line(2, at, f"{_word(name)}:")
        for key, value in party.items():
            here = (*at, key)
            if key in ("weights", "values") and isinstance(value, Mapping):
                self.line(4, here, f"{key}:")
                for issue, own in value.items():
                    ground = f"{name}.{issue}" + (".weight" if key == "weights" else "")
                    self.why(6, ground, (*here, issue))
                    self.line(6, (*here, issue), f"{_word(issue)}: {_flow(own)}")
            elif key == "red_lines":
                self.line(4, here, "red_lines:")
                for line_key, line in zip(self.names.get(name) or red_line_keys(value), value, strict=True):
                    self.why(6, f"{name}.{line_key}.red_line", (*here, line_key))
                    self.line(6, (*here, line_key), f"- {_flow(line)}")
            else:
                self.why(4, f"{name}.{key}", here)
                self.line(4, here, f"{key}: {_flow(value)}")

    def why(self, indent: int, ground: str, path: Path) -> None:
        sentences = []
        if own := {p: now for p, now in self.edits.items() if p[: len(path)] == path}:
            proposed = []
            for changed, now in own.items():
                name = ".".join(changed[len(path) :])
                proposed.append((f"{name}: " if name else "") + ("nothing" if now is ABSENT else _flow(now)))
            sentences.append(f"Yours; proposed: {', '.join(proposed)}.")
        if ground in self.grounds:
            sentences.append(self.grounds[ground].why)
        if sentences:
            self.say(indent, [" ".join(sentences)])

    def rest(self) -> None:
        """Comments whose line is gone stand at the end: nothing that was written is lost."""
        for lines in self.kept.values():
            self.lines += lines


def own_comments(text: str, names: Names | None = None) -> dict[Path, list[str]]:
    """The comments that a person wrote into a model file, by the path of the line that each stands above or beside.

    `names` are those of the red lines, as in `text_of`.
    """
    lines: dict[tuple[str | int, ...], int] = {}
    data = load_with_lines(text, lines, where="model")
    at: dict[int, tuple[str | int, ...]] = {}
    for loc, number in sorted(lines.items(), key=lambda item: len(item[0])):
        if loc:
            at.setdefault(number, loc)
    found: dict[Path, list[str]] = {}
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("#"):
            if not stripped.startswith(MARK):
                waiting.append(stripped)
        elif stripped and number in at:
            if beside := _beside(line):
                waiting.append(beside)
            if waiting:
                found.setdefault(_named(at[number], data, names or {}), []).extend(waiting)
                waiting = []
    if waiting:
        found.setdefault(END, []).extend(waiting)
    return found


def _beside(line: str) -> str | None:
    """The comment at the end of a line, if it has one outside quotes."""
    quote = ""
    for k, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (k == 0 or line[k - 1] in " [{,:-"):
            quote = sign
        elif sign == "#" and k and line[k - 1].isspace():
            return line[k:].strip()
    return None


def _named(loc: tuple[str | int, ...], data: Any, names: Names) -> Path:
    """A place in the file with the names that red lines go by, cut to the line that the writer gives it."""
    if len(loc) > 3 and loc[0] == "parties" and loc[2] == "red_lines" and isinstance(loc[3], int):
        own = names.get(str(loc[1])) or red_line_keys(data["parties"][loc[1]]["red_lines"])
        return ("parties", str(loc[1]), "red_lines", own[loc[3]])
    return tuple(str(part) for part in loc[:4] if not isinstance(part, int))


def _flow(value: Any) -> str:
    text = yaml.safe_dump(_plain(value), default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False)
    return re.sub(r"\n\.\.\.\n?$", "", text).strip()


def _word(name: str) -> str:
    return _flow(str(name))


def _plain(value: Any) -> Any:
    """Plain dicts and lists, without the marks of style that the model file's writer puts on them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
