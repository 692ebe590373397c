"""Where the article ends on a page that goes on with teasers, comments and menus which have sentences of their own.

The end is where the running sum of a page is largest when prose counts for and short lines and furniture count against
(maximum subsequence segmentation: Pasternack and Roth, "Extracting article text from the web with maximum subsequence
segmentation", WWW 2009). What lies behind it goes only if furniture opens it and short lines make up most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from zopa.ingest.clean.furniture import Mark
from zopa.ingest.clean.units import Unit

_FOR_WORD: Final = 1 / 3
_MOST_FOR: Final = 25.0
_SHORT: Final = -6.0
_MARKED: Final = -15.0
_OPENER: Final = -25.0
_LEAST_MARKS: Final = 3
_LEAST_SHORT: Final = 0.6  # share of the units behind the end that are short lines or furniture
_MOST_SHORT: Final = 30  # words of a line that is no sentence
_MOST_TEASER: Final = 45
_LEAST_SHARED: Final = 0.25  # share of a sentence's stems found in the article that makes it part of it
_LEAST_ARTICLE: Final = 0.7  # words of prose before the end to one behind it; less, and the end may be a wrong one
_COMMENT_LINE = re.compile(
    r"\b(?:reply|report|likes?|says:|wrote:|upvote|permalink)\b|"
    r"\b\d+ ?(?:s|m|h|d|w|y|sec|min|hour|day|week|month|year)\w* ago\b|\bat \d{1,2}[:.]\d\d\b",
    re.I,
)


def after_the_end(units: Sequence[Unit], marks: Sequence[Mark | None], prose: Sequence[int]) -> dict[int, str]:
    """Units behind the article's end that go: index to reason."""
    solid = set(prose)
    scores = (_score(unit, marks[unit.index], unit.index in solid) for unit in units)
    sums = list(accumulate(scores, lambda total, score: max(total, 0.0) + score))
    end = max(range(len(units)), key=sums.__getitem__)
    rest = units[end + 1 :]
    prose_words = [sum(len(units[at].words) for at in prose if (at <= end) == inside) for inside in (True, False)]
    if prose_words[0] < _LEAST_ARTICLE * prose_words[1]:
        return {}
    marked = [unit for unit in rest if marks[unit.index]]
    short = sum(unit.index not in solid for unit in rest)
    if len(marked) < _LEAST_MARKS or short < _LEAST_SHORT * len(rest):
        return {}
    article = frozenset().union(*(units[at].stems for at in prose if at <= end))
    found: dict[int, str] = {}
    under = ""  # the reason that the last opener gives to what follows it
    comments: bool | None = None  # not looked at yet
    for unit in rest:
        mark = marks[unit.index]
        if mark and (mark.opens or mark.sure > 1):
            found[unit.index] = mark.reason
            if mark.reason == "comment form" and under != "comment":
                under = "comment"
                comments = _comments(units[unit.index :], solid) if comments is None else comments
            elif mark.opens:
                under = mark.reason
        elif not under:
            continue
        elif unit.index not in solid:
            if len(unit.words) <= _MOST_SHORT:
                found[unit.index] = under
        elif _teases(unit, solid, article) or (under == "comment" and comments):
            found[unit.index] = under
    return found


def _score(unit: Unit, mark: Mark | None, prose: bool) -> float:
    if prose:
        return min(len(unit.words) * _FOR_WORD, _MOST_FOR)
    if mark is None:
        return _SHORT
    return _OPENER if mark.opens else _MARKED


def _teases(unit: Unit, solid: set[int], article: frozenset[str]) -> bool:
    """Whether a sentence is another article's: alone between short lines, and with words foreign to this one."""
    if unit.index - 1 in solid or unit.index + 1 in solid or len(unit.words) > _MOST_TEASER:
        return False
    return len(unit.stems & article) < _LEAST_SHARED * len(unit.stems)


def _comments(rest: Sequence[Unit], solid: set[int]) -> bool:
    lines = sum(bool(_COMMENT_LINE.search(unit.text)) for unit in rest if unit.index not in solid)
    return lines >= 0.5 * sum(unit.index in solid for unit in rest)
