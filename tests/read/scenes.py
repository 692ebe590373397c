"""Readings of single sentences for tests, and scenes of two invented states that quarrel over a lake."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zopa.cases.casefile import Case, case_from_text
from zopa.ingest import Article
from zopa.read.parse import parse
from zopa.read.pipeline import Reading, read_articles, scene_of
from zopa.read.scene import Scene

PUBLISHED = date(2025, 8, 15)

_CASE = """
zopa: 1
case: made-up
parties:
  Rail Union: {names: [the union, Railway Workers' Union, rail union], people: [Dana Mertens]}
  Northline: {names: [Northline Railways, the company], people: [Petra Lindqvist]}
  Senate Democrats: {people: [Alma Reyes]}
  Delta Front: {names: [the Front, the rebels], people: [Mira Osman]}
  Kessaria: {names: [the Kessarian government, Kessarian], people: [Tomas Arendt]}
issues:
  wages: {proposition: Wages go up with prices}
"""


@lru_cache(maxsize=1)
def case() -> Case:
    return case_from_text(_CASE)


def reading(text: str, published: date | None = PUBLISHED) -> Reading:
    (found,) = read_articles([Article(id="a", text=text, published=published)], case())
    return found


_LAKE = """
zopa: 1
case: lake
parties:
  Norland: {people: [Erik Dahl]}
  Sudland: {people: [Maria Costa]}
issues:
  quota: {proposition: "The cod quota is lowered"}
  ceasefire: {proposition: "The fighting stops"}
"""


@lru_cache(maxsize=1)
def lake_case() -> Case:
    return case_from_text(_LAKE)


def lake_scene(text: str, published: date | None = None) -> Scene:
    (doc,) = parse([text])
    article = Article(id="a", text=text, published=published, published_from="meta" if published else None)
    return scene_of(Scene(article=article, case=lake_case(), doc=doc))
