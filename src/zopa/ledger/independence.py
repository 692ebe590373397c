"""Which tellings of one claim are independent: copies, wires and rewordings of one text count once.

Independence(knowledge)   answers for one ledger; texts are cut and compared once
.sources(findings)        the independent sources of findings that tell the same

Two tellings are one source where their articles are reprints of one another or come from the same outlet, where both
came by the same carrier (a news agency, another outlet, or one is that outlet), where the sentences are worded alike,
or where one article rewords the other: half of its sentences have a partner with which they share a third of all their
word stems. Of articles on one event that were written apart, fewer than one sentence in ten has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from zopa.ledger.knowledge import Knowledge
from zopa.read import Finding, Quote, Statement

Bond = Literal["reprint", "one outlet", "one carrier", "same wording", "reworded"]
COMPARED: Final = 8  # sources that a further telling is compared with, the latest first
RUN: Final = 3  # words in a row
SAME_RUNS: Final = 0.5  # of the shorter sentence's runs that make two sentences one wording
FEWEST_RUNS: Final = 6  # shorter sentences are worded alike by chance
PARTNER: Final = 1 / 3  # of all stems of two sentences that make one a rewording of the other
SENTENCE_STEMS: Final = 6  # sentences with fewer are not compared
REWORDED: Final = 0.5  # of the shorter article's sentences
REWORDED_FEWEST: Final = 3  # sentences
ALIKE: Final = 0.25  # of all stems of two articles, below which their sentences are not compared
REWORDED_DAYS: Final = 7  # a rewording is news as long as its original
SENTENCES_MOST: Final = 60  # of an article that are compared
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?![\s\"”’')\]])[^.!?\n]*)*[.!?]?[\"”’')\]]*")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDINGS: Final = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed", "es", "ly", "s")
_COMMON: Final = frozenset(
    "a about after again all also an and any are as at be because been before being between both but by can could did "
    "do does during each for from had has have he her here his how i if in into is it its itself just may might more "
    "most must no nor not now of off on once only or other our out over own said same say says she should so some such "
    "than that the their them then there these they this those through to too under until up very was we were what "
    "when where which while who whom why will with would you".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """One independent source of a claim: all tellings that count once, and what binds them to each other."""

    findings: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]  # names, where articles have one
    carriers: tuple[str, ...]  # agencies or outlets that it came by, as the articles say
    bonds: tuple[Bond, ...]


class Independence:
    """Independent sources over one `Knowledge`."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._stems: dict[str, tuple[frozenset[str], tuple[frozenset[str], ...]]] = {}
        self._rewords: dict[tuple[str, str], bool] = {}
        self._runs: dict[tuple[str, int, int], set[tuple[str, ...]]] = {}

    def sources(self, findings: Iterable[Finding]) -> tuple[Source, ...]:
        """The independent sources of findings that tell the same, in the order of the first telling of each."""
        groups: list[list[Finding]] = []
        bonds: list[list[Bond]] = []
        home: dict[tuple[str, str], int] = {}  # what binds without reading: origin, outlet, carrier
        for finding in findings:
            keys = self._keys(finding)
            found = _bound(keys, home) or self._alike(finding, groups)
            if found is None:
                groups.append([finding])
                bonds.append([])
                at = len(groups) - 1
            else:
                at, bond = found
                if bond and bond not in bonds[at]:
                    bonds[at].append(bond)
                groups[at].append(finding)
            for key in keys:
                home.setdefault(key, at)
        return tuple(self._source(group, tuple(found)) for group, found in zip(groups, bonds, strict=True))

    def carriers(self, finding: Finding) -> tuple[str, ...]:
        """Who carried it to the page, speakers of parties left out: they are whom it is about."""
        via = finding.via if isinstance(finding, Statement | Quote) else ()
        if not via:
            around = (q for q in self._carried.get(finding.article, ()) if q.start <= finding.start < q.end)
            via = next((q.via for q in around), ())
        return tuple(name for name in via if _is_name(name) and self.knowledge.party_of(name) is None)

    @cached_property
    def _carried(self) -> dict[str, list[Quote]]:
        found: dict[str, list[Quote]] = defaultdict(list)
        for quote in self.knowledge.quotes:
            if quote.via:
                found[quote.article].append(quote)
        return found

    def _keys(self, finding: Finding) -> list[tuple[str, str]]:
        keys = [("article", finding.article), ("origin", self.knowledge.origin(finding.article))]
        article = self.knowledge.article.get(finding.article)
        if article and article.outlet:
            keys.append(("outlet", _name(article.outlet)))
        keys += [("carrier", _name(carrier)) for carrier in self.carriers(finding)]
        return keys

    def _alike(self, finding: Finding, groups: Sequence[Sequence[Finding]]) -> tuple[int, Bond | None] | None:
        """The source whose words it repeats or rewords."""
        quoted = isinstance(finding, Quote)  # the same words are what makes two quotes one claim
        for at in range(len(groups) - 1, max(len(groups) - 1 - COMPARED, -1), -1):
            first = groups[at][0]
            if not quoted and self._worded_alike(finding, first):
                return at, "same wording"
            if self.rewords(finding.article, first.article):
                return at, "reworded"
        return None

    def _worded_alike(self, a: Finding, b: Finding) -> bool:
        runs, more = self._runs_of(a), self._runs_of(b)
        return min(len(runs), len(more)) >= FEWEST_RUNS and (len(runs & more) >= SAME_RUNS * min(len(runs), len(more)))

    def _runs_of(self, finding: Finding) -> set[tuple[str, ...]]:
        """The runs of words of its sentence."""
        place = (finding.article, finding.start, finding.end)
        if place not in self._runs:
            self._runs[place] = _runs(self._sentence(finding))
        return self._runs[place]

    def _sentence(self, finding: Finding) -> str:
        text = self.knowledge.article[finding.article].text
        left = max(0, finding.start - 600)
        for m in _SENTENCE.finditer(text, left, min(len(text), finding.end + 600)):
            if m.end() > finding.start:
                return m.group()
        return finding.text

    def rewords(self, one: str, other: str) -> bool:
        """Whether two articles (ids) tell the same sentence by sentence in other words."""
        pair = (min(one, other), max(one, other))
        if pair not in self._rewords:
            self._rewords[pair] = self._near(*pair) and self._partners(*pair)
        return self._rewords[pair]

    def _near(self, one: str, other: str) -> bool:
        first, second = self.knowledge.article[one].published, self.knowledge.article[other].published
        return not first or not second or abs((first - second).days) <= REWORDED_DAYS

    def _partners(self, one: str, other: str) -> bool:
        (whole, short), (also, long) = self._of(one), self._of(other)
        if len(short) > len(long):
            short, long = long, short
        if len(short) < REWORDED_FEWEST or len(whole & also) < ALIKE * len(whole | also):
            return False
        paired = sum(any(len(a & b) >= PARTNER * len(a | b) for b in long) for a in short)
        return paired >= max(REWORDED_FEWEST, REWORDED * len(short))

    def _of(self, article: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
        if article not in self._stems:
            text = self.knowledge.article[article].text
            sentences = [_stems(m.group()) for m in _SENTENCE.finditer(text)]
            kept = tuple(s for s in sentences if len(s) >= SENTENCE_STEMS)[:SENTENCES_MOST]
            self._stems[article] = (frozenset().union(*kept), kept)
        return self._stems[article]

    def _source(self, group: Sequence[Finding], bonds: tuple[Bond, ...]) -> Source:
        articles = tuple(dict.fromkeys(f.article for f in group))
        named = (self.knowledge.article[a].outlet for a in articles if a in self.knowledge.article)
        return Source(
            findings=tuple(dict.fromkeys(f.id for f in group)),
            articles=articles,
            outlets=tuple(dict.fromkeys(name for name in named if name)),
            carriers=tuple(dict.fromkeys(c for f in group for c in self.carriers(f))),
            bonds=bonds,
        )


def _bound(keys: Sequence[tuple[str, str]], home: Mapping[tuple[str, str], int]) -> tuple[int, Bond | None] | None:
    """The source that what has these keys belongs to by its article, outlet or carrier."""
    ways: dict[str, Bond | None] = {
        "article": None, "origin": "reprint", "outlet": "one outlet", "carrier": "one carrier",
    }  # fmt: skip
    for kind, name in keys:
        if (kind, name) in home:
            return home[kind, name], ways[kind]
    for kind, name in keys:  # `Reuters reports` in one, Reuters itself the other
        other = {"outlet": "carrier", "carrier": "outlet"}.get(kind, "")
        if (other, name) in home:
            return home[other, name], "one carrier"
    return None


def _is_name(carrier: str) -> bool:
    """`Fox News Radio`, not `a person with knowledge of the talks`: two such persons need not be one."""
    words = carrier.split()
    return all(word[0].isupper() for word in words if len(word) > 3) and any(word[0].isupper() for word in words[-1:])


def _name(outlet: str) -> str:
    return outlet.casefold().removeprefix("the ").strip()


def _runs(sentence: str) -> set[tuple[str, ...]]:
    words = [m.group().casefold() for m in _WORD.finditer(sentence)]
    return set(zip(*(words[k:] for k in range(RUN)), strict=False))


def _stems(sentence: str) -> frozenset[str]:
    words = (m.group().casefold().removesuffix("'s").removesuffix("’s") for m in _WORD.finditer(sentence))
    return frozenset(_stem(word) for word in words if word not in _COMMON)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word
