"""One door to every format of the brief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from zopa.present.brief import Brief

BriefFormat = Literal["terminal", "markdown", "html", "json"]


def render(brief: Brief, form: BriefFormat) -> str:
    """The brief in `form`, ending in a line break."""
    return _RENDERERS[form](brief)


def _terminal(brief: Brief) -> str:
    from zopa.present.terminal import terminal_text

    return terminal_text(brief)


def _markdown(brief: Brief) -> str:
    from zopa.present.asmarkdown import markdown_text

    return markdown_text(brief)


def _html(brief: Brief) -> str:
    from zopa.present.html import html_text

    return html_text(brief)


def _json(brief: Brief) -> str:
    from zopa.present.asjson import brief_json, to_text

    return to_text(brief_json(brief))


_RENDERERS: Final[Mapping[BriefFormat, Callable[[Brief], str]]] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
}
