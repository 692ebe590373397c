"""Dating an article by a dated event of the case that it speaks of as ahead, going on, or just past.

Weekdays narrow it down: `ahead of Friday's summit` puts the article into the week before it, `on Thursday he said`
after the last Thursday. An event that is only mentioned as history dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from zopa.cases import CaseEvent
from zopa.ingest.dates.daywords import bare_weekdays

if TYPE_CHECKING:
    from zopa.ingest.dates.published import Dated

_BETWEEN = re.compile(r"(?<=[.!?”\"])(?<!\b[A-Z]\.)\s+|\n+")
_AHEAD = re.compile(
    r"\b(?:will|set to|due to|scheduled|upcoming|forthcoming|ahead of|in advance of|before|planned|expected|lead-?up|"
    r"much-anticipated|long-awaited|coming|run-up|on the eve of|looming|are to|is to|prepar\w+)\b", re.I)  # fmt: skip
_BEHIND = re.compile(
    r"\b(?:ended|met|concluded|held|took place|was|were|had|came|left|failed|produced|yielded|returned|departed|"
    r"emerged|wrapped up|hosted|last (?:week|month|year|\w+day)|"
    r"(?:after|following|since|in the wake of) (?:\S+ ){0,4}(?:summit|meeting|talks|conference|visit|round|"
    r"session))\b", re.I)  # fmt: skip
_NOW = re.compile(
    r"\b(?:is|are)\b(?!\s+(?:to|set|due|expected|scheduled|likely|planned|unlikely)\b)|"
    r"\b(?:today|under way|underway|gets|begins|opens|meets|meet)\b",
    re.I,
)
_WEEK: Final = 7


def from_events(text: str, events: Sequence[CaseEvent]) -> Dated | None:
    """The day of publication by the event that the opening is about; None where the text does not settle it."""
    from zopa.ingest.dates.published import Dated

    sentences = [sentence for sentence in _BETWEEN.split(text) if sentence.strip()]
    words = [_words(sentence) for sentence in sentences] if events else []
    for event in events:
        names = [_words(name) for name in event.names]
        about = [n for n, found in enumerate(words) if any(name <= found for name in names)]
        if not about or about[0] > 3:
            continue  # not what the article is about
        told = [sentences[n] for n in about]
        name = f"{event.names[0]} ({event.first.isoformat()})"
        ahead = sum(bool(_AHEAD.search(s)) for s in told)
        behind = sum(bool(_BEHIND.search(s)) and not _AHEAD.search(s) for s in told)
        if ahead > behind:
            day = _before(text, told, event.first)
            if day:
                return Dated(day, "text", f"{name} is ahead, and the weekdays named fit this day best")
        elif not ahead and not behind and any(_NOW.search(s) for s in told):
            return Dated(event.first, "text", f"{name} is spoken of in the present tense")
    return None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _before(text: str, told: Sequence[str], day: date) -> date | None:
    """The day that lies closest behind the past weekdays of an article which calls the event's day by its weekday."""
    if not any(w.weekday == day.weekday() and w.which != "last" for s in told for w in bare_weekdays(s)):
        return None
    past = {w.weekday for w in bare_weekdays(text) if w.weekday != day.weekday() and w.which in ("", "past")}
    if not past:
        return None
    days = [day - timedelta(days=back) for back in range(_WEEK)]
    return min(days, key=lambda candidate: (sum((candidate.weekday() - w) % 7 for w in past), -candidate.toordinal()))
