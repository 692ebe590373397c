"""What counts as a match, kind by kind.

| kind | a finding matches a gold item when |
|---|---|
| statement | holder, issue and polarity agree, and its span lies in, or overlaps by half, the evidence's sentence(s) |
| matrix | holder, issue and polarity agree: each distinct one counts once in the article |
| quote | the words agree (quote marks, white space, edge punctuation and case aside) and so does the speaker |
| quote words | the words agree, whoever is named as speaker |
| estimate | the span as above; the phrase and the value agree where gold gives them, the holder where both name one |
| figure | the span as above; value and unit agree |
| event | the span as above; the days overlap where gold dates it; they share a participant where both name some |
| act | the span as above; actor and kind agree, and the target where both name one |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zopa.evaluate.goldfile import GoldAct, GoldEstimate, GoldEvent, GoldFigure, GoldPosition, GoldQuote
from zopa.evaluate.names import Roll, is_description, same_name
from zopa.evaluate.place import Span, fold
from zopa.read import Act, Estimate, Event, Figure, Quote, Statement

Triple = tuple[str, str, str]  # holder, issue, polarity

_UNITS = {
    "%": "percent", "per cent": "percent", "pct": "percent", "percentage": "percent", "percentage point": "percent",
    "percent point": "percent", "point": "percent", "$": "dollar", "usd": "dollar", "us dollar": "dollar",
    "us$": "dollar", "€": "euro", "eur": "euro", "£": "pound", "gbp": "pound", "yr": "year", "people": "person",
    "persons": "person", "km": "kilometre", "kilometer": "kilometre", "sq km": "square kilometre", "men": "man",
    "square kilometer": "square kilometre", "metre": "meter", "tonnes": "ton", "tonne": "ton", "countries": "country",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A found quote, or one part of it where gold has the parts apart."""

    words: str
    span: Span
    quote: Quote


def words_of(text: str) -> str:
    """The words of a quote for comparison: plain marks, single spaces, lower case, no punctuation at the edges."""
    return fold(text)[0].strip(" \"'.,;:!?-()[]")


def same_triple(a: Triple, b: Triple) -> bool:
    return a[1:] == b[1:] and same_party(a[0], b[0])


def same_party(a: str, b: str) -> bool:
    """Party names are keys of the case or of built-in knowledge, so they must be equal, case aside."""
    return a.casefold() == b.casefold()


def statement_agrees(_: Roll, gold: GoldPosition, found: Statement) -> bool:
    return same_triple((gold.holder, gold.issue, gold.polarity), (found.holder, found.issue, found.polarity))


def quote_agrees(roll: Roll, gold: GoldQuote, found: Piece) -> bool:
    if words_of(gold.text) != words_of(found.words):
        return False
    if gold.speaker is None:
        # `a staff officer` names nobody either
        return found.quote.speaker is None or is_description(found.quote.speaker)
    named = [name for name in (gold.speaker, gold.also_speaker) if name]
    if any(same_name(name, found.quote.speaker) for name in named):
        return True
    together = (found.quote.speaker or "").split(" and ")
    if gold.also_speaker and len(together) > 1:  # a joint statement, given to both who made it
        return any(roll.agree(name, one) for name in named for one in together)
    # a body that speaks (`the White House said`) may be given as the party only
    return any(roll.party(name) == name and same_name(name, found.quote.party) for name in named)


def estimate_agrees(roll: Roll, gold: GoldEstimate, found: Estimate) -> bool:
    if gold.holder and found.holder and not roll.agree(gold.holder, found.holder):
        return False
    if gold.value is not None and not found.low - 0.011 <= gold.value <= found.high + 0.011:
        return False
    if gold.phrase:
        one, two = words_of(gold.phrase), words_of(found.phrase)
        return one in two or two in one
    return True


def unit_of(unit: str) -> str:
    """A unit in its plain singular form."""
    unit = " ".join(unit.lower().replace("-", " ").replace("_", " ").split())
    if unit in _UNITS:
        return _UNITS[unit]
    if unit.endswith("ies") and len(unit) > 4:
        unit = unit[:-3] + "y"
    elif unit.endswith("s") and not unit.endswith("ss") and len(unit) > 2:
        unit = unit[:-1]
    return _UNITS.get(unit, unit)


def figure_agrees(_: Roll, gold: GoldFigure, found: Figure) -> bool:
    near = abs(gold.value - found.value) <= 0.005 * max(abs(gold.value), abs(found.value))
    return near and unit_of(gold.unit) == unit_of(found.unit)


def event_agrees(roll: Roll, gold: GoldEvent, found: Event) -> bool:
    if gold.days is not None:
        if found.first is None:
            return False
        last = found.last or found.first
        if last < gold.days[0] or gold.days[1] < found.first:
            return False
        # a year does not answer the question for a day
        if (last - found.first).days > max(7, 2 * (gold.days[1] - gold.days[0]).days):
            return False
    if gold.status and gold.status != found.status:
        return False
    return _share_a_name(roll, gold.participants, found.participants)


def _share_a_name(roll: Roll, a: Iterable[str], b: Iterable[str]) -> bool:
    one, two = tuple(a), tuple(b)
    return not one or not two or any(roll.agree(x, y) for x in one for y in two)


def act_agrees(roll: Roll, gold: GoldAct, found: Act) -> bool:
    if gold.kind != found.kind or not roll.agree(gold.actor, found.actor):
        return False
    return not (gold.toward and found.toward) or roll.agree(gold.toward, found.toward)
