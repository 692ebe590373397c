"""Text that is safe to print on a terminal."""

from __future__ import annotations


def printable(line: str) -> str:
    """`line` without control characters, so that no file name can send codes to a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
