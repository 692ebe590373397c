"""Short ways to make articles and findings by hand: every finding points at words that stand in its article."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zopa.cases import Case, case_from_text
from zopa.ingest import Article
from zopa.ledger import Knowledge, knowledge_of
from zopa.read import Act, Estimate, Event, Figure, Finding, Quote, Shift, Statement, finding_id

CASE = case_from_text(
    """
zopa: 1
case: harbour
title: The harbour talks
parties:
  Dockers: {}
  Port: {}
  City: {}
issues:
  wages: {title: Wages, proposition: Wages rise by a tenth}
  hours: {proposition: The night shift ends}
  robots: {title: Automation, proposition: Cranes run without drivers}
"""
)


def day(text: str) -> dt.date:
    """An ISO date."""
    return dt.date.fromisoformat(text)


def article(id_: str, text: str, published: str | None = None, **more: Any) -> Article:
    """An article; `published` is an ISO date."""
    more = {"language": "en", "words": len(text.split()), "path": f"{id_}.txt", **more}
    if published:
        more |= {"published": day(published), "published_from": "meta"}
    return Article(id=id_, text=text, **more)


def _place(kind: str, where: Article, words: str, *distinct: object) -> dict[str, Any]:
    start = where.text.index(words)
    end = start + len(words)
    identity = finding_id(kind, where.id, start, end, *distinct)
    return {"id": identity, "article": where.id, "start": start, "end": end, "text": words}


def said(where: Article, words: str, holder: str, issue: str, polarity: str, act: str = "", **more: Any) -> Statement:
    """A statement in `words` of the article, sure unless said otherwise."""
    act = act or {"for": "demand", "against": "reject", "open": "open"}[polarity]
    place = _place("statement", where, words, holder, issue, polarity)
    fields: dict[str, Any] = {"holder": holder, "issue": issue, "polarity": polarity, "act": act, "confidence": 0.8}
    return Statement(**place, **{**fields, **more})


def moved(where: Article, words: str, party: str, kind: str, **more: Any) -> Shift:
    """A shift that the article reports in `words`, on the day of the article unless said otherwise."""
    fields: dict[str, Any] = {"parties": (party,), "kind": kind, "basis": "reported", "last": where.published}
    return Shift(**_place("move", where, words), **{**fields, **more})


def figure(where: Article, words: str, value: float, unit: str, of: str | None = None, **more: Any) -> Figure:
    """A figure in `words` of the article."""
    return Figure(**_place("figure", where, words, value), value=value, unit=unit, of=of, **more)


def event(where: Article, words: str, kind: str, first: str | None = None, **more: Any) -> Event:
    """An event in `words` of the article that happened, unless `status` says otherwise."""
    last = more.pop("last", first)
    fields = {"status": "happened", **more}
    days = {"first": day(first) if first else None, "last": day(last) if last else None}
    return Event(**_place("event", where, words, kind, first), kind=kind, **days, **fields)


def act(where: Article, words: str, actor: str, kind: str, **more: Any) -> Act:
    """An act in `words` of the article."""
    return Act(**_place("act", where, words, kind), actor=actor, kind=kind, **more)  # type: ignore[arg-type]


def quote(where: Article, words: str, **more: Any) -> Quote:
    """A direct quote in `words` of the article."""
    place = _place("quote", where, words)
    return Quote(**place, **{"parts": ((place["start"], place["end"]),), "kind": "direct", **more})


def estimate(where: Article, words: str, phrase: str, low: float, high: float, **more: Any) -> Estimate:
    """An estimate in `words` of the article."""
    place = _place("estimate", where, words)
    return Estimate(**place, phrase=phrase, low=low, high=high, **{"scale": "stated", **more})


def known(articles: list[Article], findings: list[Finding], case: Case = CASE, **more: Any) -> Knowledge:
    """Knowledge of hand-made articles and findings."""
    return knowledge_of(case, articles, findings, **more)
