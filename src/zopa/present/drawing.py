"""Small change of the figures inside a report: SVG text, escaped; colours come from the report's style sheet."""

from __future__ import annotations

from xml.sax.saxutils import escape

from zopa.present.safe import one_line


def label(x: float, y: float, text: str, css: str, most: int = 24, anchor: str = "middle") -> str:
    """A text element, centred unless `anchor` says otherwise."""
    words = escape(one_line(text, most))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{css}">{words}</text>'


def title(text: str) -> str:
    """What shows when a pointer rests on the element."""
    return f"<title>{escape(one_line(text, 300))}</title>"
