"""Which entry of the calendar a change is about: `the deadline was extended` names no day.

linked(knowledge, ticks)   for the index of each tick, the changes that are about it

A change and an entry must be of one kind (a deadline, a measure, a meeting ...), or the entry is a limit whose
sentence names the thing that changed (`or face new sanctions` and `paused the sanctions countdown`). Where both name
parties, they must share one; a measure in another article with which none is shared must be named by the same word
(`sanctions` elsewhere need not be the `tariffs` of here). The change must be told after the entry was first told of,
and not long after its day. Of several that fit, the one in the same article wins, then the one with more words and
parties in common, then the nearest; where two fit equally well, none is chosen. A change that names an ultimatum goes
to an ultimatum before a mere threat with a day of its own, wherever that stands.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from zopa.ledger.knowledge import Knowledge
from zopa.read import Change, Finding
from zopa.read.timed import THINGS

if TYPE_CHECKING:
    from zopa.ledger.clock import Tick

NEAREST: Final = 60  # entries before and after the telling that a change is held against
TELLINGS: Final = 20  # of one entry whose sentences are looked at
AFTER_DAYS: Final = 60  # how long after its day a limit is still spoken of
_FAMILY: Final = {
    "meeting": "meet", "summit": "meet", "talks": "meet", "conference": "meet", "visit": "meet", "call": "meet",
    "deadline": "deadline", "ultimatum": "deadline", "threat": "deadline", "promise": "deadline",
    "pressure": "deadline", "appeal": "deadline", "sanction": "sanction", "tariff": "sanction",
    "blockade": "sanction", "taking effect": "sanction", "ceasefire": "truce", "strike": "strike", "vote": "vote",
    "election": "vote", "closure": "closure", "shutdown": "closure", "offer": "offer", "exchange": "exchange",
    "release": "exchange", "deployment": "deploy",
}  # fmt: skip
NAMED_LIMITS: Final = frozenset({"ultimatum"})
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]{3,}")
_END: Final = re.compile(r"[.!?][\"”’')]*\s|\n")
SENTENCE_CHARS: Final = 600  # of a sentence to either side of a finding
SAME_ARTICLE: Final = 3.0
OWN_KIND: Final = 1.0
SHARED_PARTY: Final = 1.0
SHARED_WORD: Final = 0.5  # at most two of them count
SAME_NAME: Final = 4.0  # `its ultimatum` is the ultimatum told of elsewhere, not the threat told beside it


def linked(knowledge: Knowledge, ticks: Sequence[Tick]) -> dict[int, list[Change]]:
    """Changes by the index of the entry that each is about; a change that fits none or two alike is left out."""
    if not knowledge.changes:
        return {}
    entries = [_Entry(knowledge, i, tick) for i, tick in enumerate(ticks)]
    # a change is about a limit, or about an entry of its own kind
    by_family: dict[str, list[_Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: e.tick.date):
        by_family[entry.family].append(entry)
    days = {family: [e.tick.date for e in every] for family, every in by_family.items()}
    by_article: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        for article in entry.articles:
            by_article[article].append(entry)
    found: dict[int, list[Change]] = defaultdict(list)
    for change in knowledge.changes:
        near = by_article[change.article]
        told = knowledge.date(change)
        if told is not None:
            for family in {change.thing, "deadline"} & by_family.keys():
                at = bisect_left(days[family], told)
                near = [*near, *by_family[family][max(at - NEAREST, 0) : at + NEAREST]]
        words = frozenset(w.lower() for w in _WORD.findall(sentence(knowledge, change)))
        fits = {e.index: fit for e in near if (fit := _fit(change, told, words, e)) is not None}
        ranked = sorted(((fit, index) for index, fit in fits.items()), reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            found[ranked[0][1]].append(change)
    return found


def family(kind: str) -> str:
    """What a kind of entry has in common with others: a summit and talks are meetings."""
    return _FAMILY.get(kind, kind)


class _Entry:
    """An entry with what is asked of it again and again."""

    def __init__(self, knowledge: Knowledge, index: int, tick: Tick) -> None:
        self.index = index
        self.tick = tick
        self.knowledge = knowledge
        self.findings = [f for i in tick.findings if (f := knowledge.find(i))]
        self.family = family(tick.kind)
        self.parties = {*tick.who, *([tick.toward] if tick.toward else [])}
        self.articles = {f.article for f in self.findings}
        self.first_told = min((d for f in self.findings if (d := knowledge.date(f))), default=None)

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of the sentences that it is told in, lower case."""
        told = (sentence(self.knowledge, f) for f in self.findings[:TELLINGS])
        return frozenset(word.lower() for text in told for word in _WORD.findall(text))

    @cached_property
    def things(self) -> frozenset[str]:
        """Families of the things that its sentences name."""
        return _families(self.words)

    @cached_property
    def own_things(self) -> frozenset[str]:
        """Families of the things in its own words."""
        return _families(word.lower() for f in self.findings[:TELLINGS] for word in _WORD.findall(f.text))


def _fit(change: Change, told: dt.date | None, words: frozenset[str], entry: _Entry) -> tuple[float, float] | None:
    """How well a change fits an entry, and how near the two stand; None where it cannot be about it."""
    tick = entry.tick
    inside = change.article in entry.articles
    if not inside:
        if told is None or (entry.first_told is not None and told < entry.first_told):
            return None
        if (told - (tick.until or tick.date)).days > AFTER_DAYS:
            return None
    if change.day is not None and change.day != tick.date:
        return None
    if change.kind in ("extended", "postponed") and change.until is not None and change.until <= tick.date:
        return None  # nothing is extended to an earlier day
    if change.kind in ("lapsed", "missed") and told is not None and told < tick.date:
        return None
    if change.parties and entry.parties and not entry.parties & set(change.parties):
        return None
    limit = entry.family == "deadline"
    own = change.thing == entry.family and (not change.moved or limit)
    if own and change.thing == "sanction":
        own = "sanction" in entry.own_things
    named = not own and limit and change.thing != "deadline" and change.thing in entry.things
    if not own and not named:
        return None
    shared = bool(entry.parties & set(change.parties))
    measure = own and change.thing == "sanction" and not inside and not shared
    if measure and not _names(change.text) & _names(" ".join(entry.words)):
        return None  # elsewhere `the sanctions` need not be the tariffs told of here
    score = (
        SAME_ARTICLE * inside + OWN_KIND * own + SHARED_PARTY * shared + SHARED_WORD * min(len(words & entry.words), 2)
    )
    if own and tick.kind in NAMED_LIMITS and tick.kind in change.text.lower():
        score += SAME_NAME
    return score, -_apart(change, entry.findings, told, tick.date, inside)


def _names(text: str) -> frozenset[str]:
    """The words that name a thing (`sanction`, `tariff`), without endings."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(stem for word in words for stem in (word, word.removesuffix("s")) if stem in THINGS)


def _families(words: Iterable[str]) -> frozenset[str]:
    found = (THINGS.get(word) or THINGS.get(word.removesuffix("s")) for word in words)
    return frozenset(family for family in found if family)


def _apart(change: Change, findings: Sequence[Finding], told: dt.date | None, day: dt.date, inside: bool) -> float:
    """Characters in one article (as a part of a day), else days between the telling and the entry."""
    if inside:
        same = [abs(f.start - change.start) for f in findings if f.article == change.article]
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
