"""Text of untrusted articles made harmless for the place where it is shown.

visible(text)   no control or direction-changing characters: nothing can move a cursor, ring or reorder a line
one_line(text)  the same on one line, shortened at a word
markdown(text)  `one_line` with everything that Markdown or HTML would act on escaped
script_json(x)  JSON that can stand inside an HTML script element
"""

from __future__ import annotations

import json
import re
from typing import Final

_BIDI: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSAFE: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff]")
_BREAKS: Final = re.compile("[\r\u2028\u2029\x85]")  # ends of lines that not everything takes for one
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&:@-])")
_SPACE: Final = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with control and direction-changing characters replaced, one for one, so that offsets still hold."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


def one_line(text: str, most: int | None = None) -> str:
    """`text` on one line, cut at a word with an ellipsis when longer than `most` characters."""
    line = visible(_SPACE.sub(" ", text)).strip()
    if most is None or len(line) <= most:
        return line
    cut = line[: most - 1].rsplit(" ", 1)[0] or line[: most - 1]
    return f"{cut.rstrip(',;:')}…"


def markdown(text: str, most: int | None = None) -> str:
    """One line in which nothing is markup, a link, or HTML."""
    return _MARKDOWN.sub(r"\\\1", one_line(text, most))


def script_json(value: object) -> str:
    """JSON without any character that could end a script element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


_SURROGATE: Final = re.compile("[\ud800-\udfff]")
