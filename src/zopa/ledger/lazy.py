"""Knowledge of a part of a large ledger; the rest is fetched when it is asked for, or never.

A brief of a year of reporting shows some hundreds of findings out of millions: they are read from the file by id, each
once. What is shown is judged as in a `Knowledge` that holds everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from zopa.ingest import Article
from zopa.ledger.judgements import judged
from zopa.ledger.knowledge import Knowledge
from zopa.read import Finding

V = TypeVar("V")


class _Fetched(dict[str, V]):
    """A dict that asks `fetch` for what it does not hold, and remembers what is not there either."""

    def __init__(self, fetch: Callable[[Collection[str]], Mapping[str, V]]) -> None:
        super().__init__()
        self._fetch = fetch
        self._absent: set[str] = set()

    def load(self, keys: Iterable[str]) -> None:
        """Fetch several at once."""
        wanted = {key for key in keys if not super(_Fetched, self).__contains__(key) and key not in self._absent}
        found = self._fetch(wanted) if wanted else {}
        self.update(found)
        self._absent |= wanted - found.keys()

    def __missing__(self, key: str) -> V:
        self.load([key])
        if not super().__contains__(key):
            raise KeyError(key)
        return self[key]

    def get(self, key: str, default: V | None = None) -> V | None:  # type: ignore[override]
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None


def beside_it(
    held: Mapping[str, V], fetch: Callable[[Collection[str]], Mapping[str, V]]
) -> Callable[[Collection[str]], Mapping[str, V]]:
    """`fetch` for what is not `held`."""

    def found(ids: Collection[str]) -> Mapping[str, V]:
        missing = [i for i in ids if i not in held]
        return {i: held[i] for i in ids if i in held} | (dict(fetch(missing)) if missing else {})

    return found


@dataclass(frozen=True)
class PartKnowledge(Knowledge):
    """Some statements and their articles, seen as the whole ledger sees them."""

    origins: Mapping[str, str] = field(kw_only=True)  # of every reprint
    latest: dt.date | None = field(kw_only=True)
    known_voices: Mapping[str, str] = field(kw_only=True, default_factory=dict)

    def origin(self, article: str) -> str:
        """The article that this one reprints, else itself."""
        seen: set[str] = set()
        while article in self.origins and article not in seen:
            seen.add(article)
            article = self.origins[article]
        return article

    @cached_property
    def as_of(self) -> dt.date | None:
        return self.latest

    @cached_property
    def voices(self) -> Mapping[str, str]:
        return self.known_voices


@dataclass(frozen=True)
class LazyKnowledge(PartKnowledge):
    """`articles` and findings of the latest days; whatever else is asked for by id comes from the file."""

    fetch_findings: Callable[[Collection[str]], Mapping[str, Finding]] = field(kw_only=True)
    fetch_articles: Callable[[Collection[str]], Mapping[str, Article]] = field(kw_only=True)

    @cached_property
    def article(self) -> dict[str, Article]:
        found: _Fetched[Article] = _Fetched(self.fetch_articles)
        found.update({article.id: article for article in self.articles})
        return found

    @cached_property
    def finding(self) -> dict[str, Finding]:
        found: _Fetched[Finding] = _Fetched(self._judged)
        found.update(super().finding)
        return found

    def _judged(self, ids: Collection[str]) -> Mapping[str, Finding]:
        return {one.id: one for one in judged(self.fetch_findings(ids).values(), self.judgements)}

    def load(self, references: Iterable[str]) -> None:
        """Fetch these findings and spans of articles, and the articles they stand in, in a few questions."""
        wanted = set(references)
        findings, articles = self.finding, self.article
        assert isinstance(findings, _Fetched)
        assert isinstance(articles, _Fetched)
        findings.load(ref for ref in wanted if ":" not in ref)
        inside = {findings[ref].article for ref in wanted if ":" not in ref and ref in findings}
        articles.load(inside | {ref.partition(":")[0] for ref in wanted if ":" in ref})
