"""The option that the words of a position name, where the reading of its clause left it open.

with_options(case, statements)   each with the option whose cue or title stands in its words, if just one does
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from zopa.cases import Case, CaseIssue
from zopa.read.findings import Statement


def with_options(case: Case, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those without an option with the one that their words name."""
    return [
        replace(s, option=named) if not s.option and (named := _named(s.text, case.issues[s.issue])) else s
        for s in statements
    ]


def _named(words: str, issue: CaseIssue) -> str | None:
    """The option with the longest words that stand there; none where two are named by words apart."""
    found: list[tuple[int, int, str]] = []
    for key, option in issue.options.items():
        for cue in (*option.cues, *([option.title] if option.title else [])):
            found += [(m.start(), m.end(), key) for m in _pattern(cue).finditer(words)]
    outer = [a for a in found if not any(_inside(a, b) for b in found)]
    names = {key for _, _, key in outer}
    return names.pop() if len(names) == 1 else None


def _inside(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return b[0] <= a[0] and a[1] <= b[1] and b[1] - b[0] > a[1] - a[0]


@lru_cache(maxsize=4096)
def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, cue.split())) + r"(?!\w)", re.IGNORECASE)
