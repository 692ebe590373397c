"""Which entry of the calendar a change is about: `the deadline was extended` names no day.

linked(knowledge, ticks)   for the index of each tick, the changes that are about it

A change and an entry must be of one kind (a deadline, a measure, a meeting ...), or the entry is a limit whose
sentence names the thing that changed (`or face new sanctions` and `paused the sanctions countdown`). Where both name
parties, they must share one. The change must be told after the entry was first told of, and not long after its day.
Of several that fit, the one in the same article wins, then the one with more words and parties in common, then the
nearest; where two fit equally well, none is chosen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from zopa.ledger.knowledge import Knowledge
from zopa.read import Change, Finding
from zopa.read.changes import THINGS

if TYPE_CHECKING:
    from zopa.ledger.clock import Tick

AFTER_DAYS: Final = 60  # how long after its day a limit is still spoken of
_FAMILY: Final = {
    "meeting": "meet", "summit": "meet", "talks": "meet", "conference": "meet", "visit": "meet", "call": "meet",
    "deadline": "deadline", "ultimatum": "deadline", "threat": "deadline", "promise": "deadline",
    "pressure": "deadline", "appeal": "deadline", "sanction": "sanction", "tariff": "sanction",
    "blockade": "sanction", "taking effect": "sanction", "ceasefire": "truce", "strike": "strike", "vote": "vote",
    "election": "vote", "closure": "closure", "shutdown": "closure", "offer": "offer", "exchange": "exchange",
    "release": "exchange", "deployment": "deploy",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]{3,}")
_END: Final = re.compile(r"[.!?][\"”’')]*\s|\n")
SENTENCE_CHARS: Final = 600  # of a sentence to either side of a finding
SAME_ARTICLE: Final = 3.0
OWN_KIND: Final = 1.0
SHARED_PARTY: Final = 1.0
SHARED_WORD: Final = 0.5  # at most two of them count


def linked(knowledge: Knowledge, ticks: Sequence[Tick]) -> dict[int, list[Change]]:
    """Changes by the index of the entry that each is about; a change that fits none or two alike is left out."""
    found: dict[int, list[Change]] = defaultdict(list)
    for change in knowledge.changes:
        ranked = sorted(
            ((score, i) for i, tick in enumerate(ticks) if (score := _fit(knowledge, change, tick)) is not None),
            reverse=True,
        )
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            found[ranked[0][1]].append(change)
    return found


def _fit(knowledge: Knowledge, change: Change, tick: Tick) -> tuple[float, float] | None:
    """How well a change fits an entry, and how near the two stand; None where it cannot be about it."""
    findings = [f for i in tick.findings if (f := knowledge.find(i))]
    family = _FAMILY.get(tick.kind, tick.kind)
    limit = family == "deadline"
    around = " ".join(sentence(knowledge, f) for f in findings)
    own = change.thing == family and (not change.moved or limit)
    named = limit and change.thing != "deadline" and any(_names(word, change.thing) for word in _WORD.findall(around))
    if change.thing == family == "sanction":
        own = own and any(_names(word, "sanction") for f in findings for word in _WORD.findall(f.text))
    if not (own or named) or (change.day is not None and change.day != tick.date):
        return None
    parties = {*tick.who, *([tick.toward] if tick.toward else [])}
    if change.parties and parties and not parties & set(change.parties):
        return None
    inside = any(f.article == change.article for f in findings)
    told = knowledge.date(change)
    first_told = min((d for f in findings if (d := knowledge.date(f))), default=None)
    if not inside:
        if told is None or (first_told is not None and told < first_told):
            return None
        if (told - (tick.until or tick.date)).days > AFTER_DAYS:
            return None
    words = {w.lower() for w in _WORD.findall(sentence(knowledge, change))}
    shared = len(words & {w.lower() for w in _WORD.findall(around)})
    score = (
        SAME_ARTICLE * inside
        + OWN_KIND * own
        + SHARED_PARTY * bool(parties & set(change.parties))
        + SHARED_WORD * min(shared, 2)
    )
    return score, -_apart(change, findings, told, tick.date)


def _names(word: str, family: str) -> bool:
    lower = word.lower()
    return THINGS.get(lower) == family or THINGS.get(lower.removesuffix("s")) == family


def _apart(change: Change, findings: Sequence[Finding], told: dt.date | None, day: dt.date) -> float:
    """Characters in one article (as a part of a day), else days between the telling and the entry."""
    same = [abs(f.start - change.start) for f in findings if f.article == change.article]
    if same:
        return min(same) / 1e6
    return float(abs((told - day).days)) if told else 1e3


def sentence(knowledge: Knowledge, finding: Finding) -> str:
    """The sentence around a finding, by its closing marks."""
    article = knowledge.article.get(finding.article)
    if article is None:
        return finding.text
    reach = max(finding.start - SENTENCE_CHARS, 0)
    start = max((m.end() for m in _END.finditer(article.text, reach, finding.start)), default=reach)
    after = _END.search(article.text, finding.end, finding.end + SENTENCE_CHARS)
    return article.text[start : after.start() if after else finding.end + SENTENCE_CHARS]
