"""Readings of single sentences for tests, with a case of invented and real parties."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zopa.cases.casefile import Case, case_from_text
from zopa.ingest import Article
from zopa.read.pipeline import Reading, read_articles

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
