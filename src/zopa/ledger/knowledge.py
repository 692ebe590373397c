"""All that is known of a case: articles, findings as judged, and which articles are one origin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from zopa.cases import Case
from zopa.ingest import Article, Unread
from zopa.ledger.judgements import Judgement, judged
from zopa.read import Estimate, Finding, Findings, Holding, Statement, by_kind


@dataclass(frozen=True)
class Knowledge(Findings):
    """Findings in the order of their articles; every view of a case is computed from this."""

    case: Case
    articles: tuple[Article, ...] = ()
    unread: tuple[Unread, ...] = ()
    judgements: tuple[Judgement, ...] = ()  # those that stand, oldest first
    withdrawn: tuple[Finding, ...] = ()  # findings that a judgement took out of every view

    @cached_property
    def article(self) -> dict[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def _origins(self) -> dict[str, str]:
        return {article.id: _root(article.id, self.article) for article in self.articles}

    def origin(self, article: str) -> str:
        """The article that this one reprints, else itself: five reprints are one origin."""
        return self._origins.get(article, article)

    @cached_property
    def finding(self) -> dict[str, Finding]:
        """Findings of every kind by id."""
        return {finding.id: finding for finding in self.every()}

    @cached_property
    def _withdrawn(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.withdrawn}

    def find(self, reference: str) -> Finding | None:
        """The finding of an id, or of a span of an article (`article:start-end`); None for what is not known.

        Withdrawn findings are found too, for the judgement that names them has to show their words.
        """
        if reference in self.finding:
            return self.finding[reference]
        if reference in self._withdrawn:
            return self._withdrawn[reference]
        article, _, span = reference.rpartition(":")
        start, _, end = span.partition("-")
        if article not in self.article or not (start.isdigit() and end.isdigit()):
            return None
        words = self.article[article].text[int(start) : int(end)]
        return Finding(id=reference, article=article, start=int(start), end=int(end), text=words)

    def date(self, finding: Finding) -> dt.date | None:
        """When it was said: the finding's own date, else the day its article was published."""
        if isinstance(finding, Statement) and finding.past:
            return finding.date
        own = finding.date if isinstance(finding, Statement | Estimate | Holding) else None
        article = self.article.get(finding.article)
        return own or (article.published if article else None)

    @cached_property
    def voices(self) -> Mapping[str, str]:
        """Actors to the one party that they speak for, by the case and by what the articles say of them."""
        known: dict[str, str] = {}
        for statement in self.statements:
            if statement.speaker:
                known.setdefault(statement.speaker, statement.holder)
        for quote in self.quotes:
            if quote.speaker and quote.party:
                known[quote.speaker] = quote.party
        return known | voices_of(self.case)

    def party_of(self, actor: str) -> str | None:
        """The party that a person or body speaks for, where the case or the articles say so."""
        return self.voices.get(actor)

    def tellers(self, statement: Statement) -> frozenset[str]:
        """The parties through whose mouths a statement of another party reached the page."""
        found = {self.voices.get(actor, actor) for actor in statement.via}
        return frozenset(found - {statement.holder})

    @cached_property
    def as_of(self) -> dt.date | None:
        """The latest day on which an article was published: 'now' for everything that lies ahead or behind."""
        return max((a.published for a in self.articles if a.published), default=None)


def voices_of(case: Case) -> dict[str, str]:
    """Names of parties, their people and their bodies to the party: these no article overrules."""
    known: dict[str, str] = {}
    for party, more in case.parties.items():
        known |= dict.fromkeys((party, *more.names, *more.people, *more.bodies), party)
    return known


def knowledge_of(
    case: Case,
    articles: Iterable[Article],
    findings: Iterable[Finding],
    judgements: Iterable[Judgement] = (),
    unread: Iterable[Unread] = (),
) -> Knowledge:
    """Knowledge from plain rows: the same rows always give the same knowledge."""
    found = tuple(findings)
    standing = tuple(j for j in sorted(judgements, key=lambda j: j.id) if j.undone is None)
    kept = judged(found, standing)
    left = {finding.id for finding in kept} if len(kept) < len(found) else None
    kept_articles = tuple(articles)
    read_since = {article.path for article in kept_articles}
    return Knowledge(
        case=case,
        articles=kept_articles,
        unread=tuple(u for u in unread if u.path not in read_since),
        **by_kind(kept),
        judgements=standing,
        withdrawn=() if left is None else tuple(f for f in found if f.id not in left),
    )


def _root(article: str, known: dict[str, Article]) -> str:
    seen: set[str] = set()
    while article in known and article not in seen:
        seen.add(article)
        origin = known[article].duplicate_of
        if origin is None:
            break
        article = origin
    return article
