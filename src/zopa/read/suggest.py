"""Who negotiates about what, proposed from articles alone: the first draft of a case file.

`suggest(articles)` finds
    parties  actors that articles mention often and that speak or take positions, with their other names and people
    issues   what verbs and nouns of position govern (`rejects X`, `a demand for X`, `refuses to do X`), grouped
             by shared words, each with a proposition and the sentence that shows it best

It proposes; the analyst edits. Nothing here is used when a case is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zopa import limits
from zopa.cases import Case, case_from_text
from zopa.ingest import Article
from zopa.read.actors import find_mentions
from zopa.read.arithmetic import one_thread
from zopa.read.dates import read_dates
from zopa.read.parse import parse
from zopa.read.scene import Scene
from zopa.read.suggest_parties import PartyFinder, SuggestedParty
from zopa.read.suggest_period import period_of
from zopa.read.suggest_topics import Topic, topics

ISSUES_MOST: Final = 14
ISSUES_LEAST: Final = 6  # below this many, thin ones are proposed too: striking out is easier than finding
HEARD_LEAST: Final = 3  # an issue on which one position was found must be spoken of this often
SHARED: Final = 0.5  # of the words of the shorter of two topics that make them one issue


@dataclass(frozen=True, slots=True)
class SuggestedIssue:
    """A proposed issue; `seen` counts statements, `holders` who made them, `example` shows one."""

    key: str
    title: str
    proposition: str
    cues: tuple[str, ...]
    seen: int
    holders: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft of a case."""

    parties: tuple[SuggestedParty, ...]
    issues: tuple[SuggestedIssue, ...]
    first: date | None
    last: date | None
    articles: int
    fits: str = ""  # why that period, where the articles themselves do not give it


@dataclass(slots=True)
class _Group:
    topics: list[Topic] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, topic: Topic) -> None:
        self.topics.append(topic)
        self.words.update(topic.words)

    def core(self) -> frozenset[str]:
        """Words that at least a third of the topics share."""
        least = max(1, len(self.topics) / 3)
        return frozenset(word for word, n in self.words.items() if n >= least)


@one_thread()
def suggest(articles: Iterable[Article]) -> Suggestion:
    """A draft of the case that `articles` are about; empty lists where they show nothing."""
    blank = case_from_text("zopa: 1\ncase: draft\n")
    finder = PartyFinder()
    found: list[Topic] = []
    heard: Counter[str] = Counter()  # how often each word stands in all articles, spoken of or not
    days: list[date] = []
    undated: list[str] = []
    count = 0
    for scene in _scenes(articles, blank):
        count += 1
        if scene.article.published:
            days.append(scene.article.published)
        else:
            undated.append(scene.article.text)
        finder.look(scene)
        heard.update(t.lemma_.casefold() for t in scene.doc if t.pos_ in ("NOUN", "PROPN", "VERB"))
        for sentence in scene.sentences:
            if len(sentence.text) <= limits.SENTENCE_CHARS:
                found += topics(scene, sentence)
    parties = finder.parties()
    issues = _issues(found, parties, heard)
    first, last, fits = period_of(days, undated)
    return Suggestion(parties, issues, first, last, count, fits)


def _scenes(articles: Iterable[Article], case: Case) -> Iterator[Scene]:
    kept: list[Article] = []

    def texts() -> Iterator[str]:
        for article in articles:
            if article.duplicate_of is None:  # reprints would make everything in them look common
                kept.append(article)
                yield article.text

    for doc in parse(texts()):
        article = kept.pop(0)
        moments = read_dates(doc, article.published, (None, None))
        yield Scene(article, case, doc, moments, find_mentions(doc, article, case, moments))


def _issues(found: list[Topic], parties: tuple[SuggestedParty, ...], heard: Counter[str]) -> tuple[SuggestedIssue, ...]:
    names = {word.casefold() for party in parties for name in (party.name, *party.names) for word in name.split()}
    groups: list[_Group] = []
    common = Counter(word for topic in found for word in topic.words)
    for topic in sorted(found, key=lambda t: -sum(common[w] for w in t.words) / len(t.words)):
        words = topic.words - names
        if not words:
            continue
        home = next((g for g in groups if _alike(words, g.core() - names)), None)
        if home is None:
            home = _Group()
            groups.append(home)
        home.add(topic)

    def spoken_of(group: _Group) -> int:
        return max(heard[w] for w in (group.core() - names) or group.words)

    def weight(group: _Group) -> float:
        holders = {t.holder for t in group.topics if t.holder}
        return len(group.topics) + len(holders) + 0.5 * min(spoken_of(group), 12)

    ranked = sorted(groups, key=weight, reverse=True)
    taken: set[str] = set()
    issues: list[SuggestedIssue] = []
    for group in ranked:
        is_thin = len(group.topics) < 2 and spoken_of(group) < HEARD_LEAST
        if len(issues) == ISSUES_MOST or (is_thin and len(issues) >= ISSUES_LEAST):
            continue
        issue = _issue(group, taken)
        if issue:
            taken.add(issue.key)
            issues.append(issue)
    return tuple(issues)


def _alike(words: frozenset[str], core: frozenset[str]) -> bool:
    return bool(core) and len(words & core) >= max(1.0, SHARED * min(len(words), len(core)))


def _issue(group: _Group, taken: set[str]) -> SuggestedIssue | None:
    weight: dict[str, float] = defaultdict(float)
    by_proposition: dict[str, Topic] = {}
    for topic in group.topics:
        # a whole clause says more than a noun made into one
        weight[topic.proposition] += sum(group.words[w] for w in topic.words) / len(topic.words) + topic.is_clause
        by_proposition.setdefault(topic.proposition, topic)
    best = by_proposition[max(weight, key=lambda p: (weight[p], -len(p), p))]
    phrases = Counter(topic.phrase for topic in group.topics)
    key = _key(best.phrase)
    if not key or key in taken:
        return None
    return SuggestedIssue(
        key=key,
        title=best.phrase[:1].upper() + best.phrase[1:],
        proposition=best.proposition,
        cues=tuple(phrase for phrase, _ in phrases.most_common(6)),
        seen=len(group.topics),
        holders=tuple(sorted({t.holder for t in group.topics if t.holder})),
        example=" ".join(best.sentence.split()),
    )


def _key(phrase: str) -> str:
    words = ["".join(c for c in word if c.isalnum()) for word in phrase.casefold().split()]
    return "_".join(word for word in words if word)[:40].strip("_")
