"""A gold file over a text of its own, and the reading that is right by it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zopa.cases import Case, case_from_text
from zopa.evaluate.goldfile import Gold
from zopa.evaluate.place import Places
from zopa.ingest import Article
from zopa.read import Act, Estimate, Event, Figure, Quote, Reading, Statement

TEXT = """Dockers at Port Vale walked out on Monday, 3 March 2025. The port operator wants night shifts to end by May.

The dockers' union will not accept any cut in pay, its secretary Ana Brkić said. “We have nothing left to give,” she
said. The operator offered a rise of 3.5 percent and warned that it would close two berths if the strike went on.

A mediator put the chance of a deal this week at “one in four”. Both sides want the hearing to be public.
"""
CASE = """
zopa: 1
case: port
parties:
  Union: {names: [dockers' union, dockers], people: [Ana Brkić]}
  Operator: {names: [port operator, operator]}
issues:
  pay: {proposition: Wages are cut}
  nights: {proposition: Night shifts end}
  hearing: {proposition: The hearing is public}
"""
GOLD: dict[str, Any] = {
    "document": "port.txt",
    "positions": [
        {"holder": "Operator", "issue": "nights", "polarity": "for", "act": "demand",
         "evidence": "The port operator wants night shifts to end by May"},
        {"holder": "Union", "issue": "pay", "polarity": "against", "act": "reject", "red_line": True,
         "evidence": "union will not accept any cut in pay"},
        {"holder": "Union", "issue": "hearing", "polarity": "for",
         "evidence": "Both sides want the hearing to be public"},
        {"holder": "Operator", "issue": "hearing", "polarity": "for", "optional": True,
         "evidence": "Both sides want the hearing to be public"},
    ],
    "quotes": [
        {"speaker": "Ana Brkić", "text": "We have nothing left to give,"},
        {"speaker": None, "text": "one in four", "optional": True},
    ],
    "estimates": [{"holder": None, "phrase": "one in four", "value": 0.25, "evidence": "at “one in four”"}],
    "figures": [{"value": 3.5, "unit": "percent", "of": "rise", "evidence": "a rise of 3.5 percent"}],
    "events": [{"date": dt.date(2025, 3, 3), "evidence": "walked out on Monday, 3 March 2025"}],
    "acts": [{"actor": "Operator", "kind": "threat", "evidence": "warned that it would close two berths"}],
}  # fmt: skip


def case() -> Case:
    return case_from_text(CASE)


def gold(**changes: object) -> Gold:
    return Gold.model_validate({**GOLD, **changes})


def article(text: str = TEXT) -> Article:
    return Article(id="port", text=text)


def perfect(wanted: Gold, text: str = TEXT) -> Reading:
    """The reading that finds exactly what gold lists, on the very words of the evidence."""
    places = Places(text)

    def at(words: str) -> dict[str, Any]:
        start, end = places.all_of(words)[0]
        return {"id": f"x{start}", "article": "port", "start": start, "end": end, "text": text[start:end]}

    def quote(speaker: str | None, words: str) -> Quote:
        base = at(words)
        return Quote(**base, parts=((base["start"], base["end"]),), speaker=speaker, kind="direct")

    return Reading(
        article=article(text),
        statements=tuple(
            Statement(**at(p.evidence), holder=p.holder, issue=p.issue, polarity=p.polarity, act=p.act or "demand")
            for p in wanted.positions or ()
        ),
        quotes=tuple(quote(q.speaker, q.text) for q in wanted.quotes or ()),
        estimates=tuple(
            Estimate(**at(e.evidence), phrase=e.phrase or "", low=e.value or 0, high=e.value or 1, scale="stated")
            for e in wanted.estimates or ()
        ),
        figures=tuple(Figure(**at(f.evidence), value=f.value, unit=f.unit) for f in wanted.figures or ()),
        events=tuple(
            Event(**at(e.evidence), first=e.days[0] if e.days else None, kind="meeting", status="happened")
            for e in wanted.events or ()
        ),
        acts=tuple(Act(**at(a.evidence), actor=a.actor, kind=a.kind) for a in wanted.acts or ()),
    )
