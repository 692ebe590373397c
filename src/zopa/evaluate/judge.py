"""One article's findings judged by its gold: counts by kind, and every miss and wrong finding in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from zopa.cases import Case
from zopa.evaluate.agree import (
    Piece,
    Triple,
    act_agrees,
    estimate_agrees,
    event_agrees,
    figure_agrees,
    quote_agrees,
    same_party,
    same_triple,
    statement_agrees,
    words_of,
)
from zopa.evaluate.goldfile import Gold, GoldAct, GoldEstimate, GoldEvent, GoldFigure, GoldItem, GoldPosition, GoldQuote
from zopa.evaluate.match import Count, pair
from zopa.evaluate.names import Roll
from zopa.evaluate.place import Places, Span, within
from zopa.read import Act, Estimate, Event, Figure, Reading, Statement
from zopa.read.quotes_marks import quoted_stretches

KINDS: Final = ("statement", "matrix", "quote", "quote words", "estimate", "figure", "event", "act")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One miss or one wrong finding: what was expected, what came, and the sentence it stands in."""

    kind: str
    expected: str | None  # None: wrong finding
    got: str | None  # None: nothing came in that sentence
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One article judged.

    `judged` pairs each statement's confidence with whether it is right; `causes` says of each missed statement what
    stands in its sentence instead.
    """

    document: str
    counts: dict[str, Count]
    misses: tuple[Mistake, ...]
    wrong: tuple[Mistake, ...]
    gold_errors: tuple[str, ...]
    judged: tuple[tuple[float, bool], ...]
    causes: tuple[str, ...] = ()


_MARKS = "\"'“”„«»‘’ "

G = TypeVar("G", bound=GoldItem)
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a gold item's evidence stands: its sentences, as often as the evidence occurs."""

    frames: tuple[Span, ...]


def judge(gold: Gold, reading: Reading, case: Case) -> Verdict:
    """The findings of one article judged by its gold."""
    return _Judge(gold, reading, case).verdict()


class _Judge:
    def __init__(self, gold: Gold, reading: Reading, case: Case) -> None:
        self.gold = gold
        self.reading = reading
        self.roll = Roll(case)
        self.places = Places(reading.article.text)
        self.errors: list[str] = []
        self.counts: dict[str, Count] = {}
        self.misses: list[Mistake] = []
        self.wrong: list[Mistake] = []
        self.judged: list[tuple[float, bool]] = []
        self.causes: list[str] = []

    def verdict(self) -> Verdict:
        gold, reading = self.gold, self.reading
        if gold.positions is not None:
            self._statements(gold.positions)
        if gold.quotes is not None:
            self._quotes(gold.quotes)
        self._kind("estimate", gold.estimates, reading.estimates, estimate_agrees)
        self._kind("figure", gold.figures, reading.figures, figure_agrees)
        self._kind("event", gold.events, reading.events, event_agrees)
        self._kind("act", gold.acts, reading.acts, act_agrees)
        return Verdict(
            document=gold.document,
            counts={kind: self.counts[kind] for kind in KINDS if kind in self.counts},
            misses=tuple(self.misses),
            wrong=tuple(self.wrong),
            gold_errors=tuple(dict.fromkeys(self.errors)),
            judged=tuple(self.judged),
            causes=tuple(self.causes),
        )

    def _frames(self, evidence: str) -> tuple[Span, ...]:
        found = self.places.all_of(evidence)
        if not found:
            self.errors.append(f"{self.gold.document}: the evidence '{_short(evidence)}' is not in the article")
        return tuple(self.places.sentences_of(span) for span in found)

    def _statements(self, positions: Sequence[GoldPosition]) -> None:
        found = self.reading.statements
        spared = self._kind("statement", positions, found, statement_agrees)
        wrong = {id(f) for f in spared[1]}
        fair = {id(f) for f in spared[0]}
        self.judged += [(s.confidence, id(s) not in wrong) for s in found if id(s) not in fair]
        self.causes += [self._cause(p, spared[1]) for p in spared[2]]
        wanted: dict[Triple, bool] = {}  # each with whether all of its gold is optional
        for p in positions:
            triple = (p.holder, p.issue, p.polarity)
            wanted[triple] = wanted.get(triple, True) and p.optional
        got = list(dict.fromkeys((s.holder, s.issue, str(s.polarity)) for s in found))
        pairing = pair(list(wanted), got, lambda a, b: same_triple(a, b), lambda a: wanted[a])
        self.counts["matrix"] = pairing.count

    def _cause(self, missed: GoldPosition, wrong: Sequence[Statement]) -> str:
        frames = [self.places.sentences_of(span) for span in self.places.all_of(missed.evidence)]
        near = [s for s in wrong if within(_span(s), frames)]
        same_holder = [s for s in near if same_party(s.holder, missed.holder)]
        if any(s.issue == missed.issue for s in same_holder):
            return "other polarity"
        if same_holder:
            return "other issue"
        if any(s.issue == missed.issue for s in near):
            return "other holder"
        return "other holder and issue" if near else "nothing found"

    def _kind(
        self,
        kind: str,
        wanted: Sequence[G] | None,
        found: Sequence[F],
        agrees: Callable[[Roll, G, F], bool],
    ) -> tuple[list[F], list[F], list[G]]:
        """Counts one kind; the findings that matched optional gold, the wrong ones, and the gold that was missed."""
        if wanted is None:
            return [], [], []
        frames = [self._frames(getattr(g, "evidence")) for g in wanted]  # noqa: B009 - every kind but quotes has it
        order = {id(g): frames[i] for i, g in enumerate(wanted)}

        def matches(g: G, f: F) -> bool:
            return within(_span(f), order[id(g)]) and agrees(self.roll, g, f)

        pairing = pair(wanted, found, matches, lambda g: g.optional)
        self.counts[kind] = pairing.count
        left = [found[j] for j in pairing.wrong]
        for i in pairing.missed:
            near = [describe(f) for f in left if within(_span(f), frames[i])]
            sentence = self._text(frames[i][0]) if frames[i] else str(getattr(wanted[i], "evidence", ""))
            self.misses.append(Mistake(kind, describe(wanted[i]), "; ".join(near) or None, sentence))
        missed = [(wanted[i], frames[i]) for i in pairing.missed]
        for f in left:
            near = [describe(g) for g, frame in missed if within(_span(f), frame)]
            self.wrong.append(
                Mistake(kind, "; ".join(near) or None, describe(f), self._text(self.places.sentences_of(_span(f))))
            )
        return [found[j] for _, j in pairing.spared], left, [g for g, _ in missed]

    def _quotes(self, wanted: Sequence[GoldQuote]) -> None:
        for quote in wanted:
            if not self.places.all_of(words_of(quote.text)):
                self.errors.append(f"{self.gold.document}: the quote '{_short(quote.text)}' is not in the article")
        found = _pieces(self.reading, {words_of(q.text) for q in wanted})
        bare = pair(wanted, found, lambda g, f: words_of(g.text) == words_of(f.words), lambda g: g.optional)
        self.counts["quote words"] = bare.count
        full = pair(wanted, found, partial(quote_agrees, self.roll), lambda g: g.optional)
        self.counts["quote"] = full.count
        for i in full.missed:
            same = [describe(found[j]) for j in full.wrong if words_of(found[j].words) == words_of(wanted[i].text)]
            place = self.places.all_of(words_of(wanted[i].text))
            sentence = self._text(self.places.sentences_of(place[0])) if place else wanted[i].text
            self.misses.append(Mistake("quote", describe(wanted[i]), "; ".join(same) or None, sentence))
        for j in full.wrong:
            piece = found[j]
            same = [describe(wanted[i]) for i in full.missed if words_of(wanted[i].text) == words_of(piece.words)]
            sentence = self._text(self.places.sentences_of(piece.span))
            self.wrong.append(Mistake("quote", "; ".join(same) or None, describe(piece), sentence))

    def _text(self, span: Span) -> str:
        return " ".join(self.places.text[span[0] : span[1]].split())


def _pieces(reading: Reading, wanted: set[str]) -> list[Piece]:
    """The marked words of direct and mixed quotes; indirect speech and scare quotes are not what gold lists."""
    text = reading.article.text
    stretches = [q.inner for q in quoted_stretches(text)]
    pieces: list[Piece] = []
    for quote in reading.quotes:
        if quote.kind not in ("direct", "mixed"):
            continue
        joined = " ".join(text[start:end] for start, end in quote.parts) or quote.text
        marked = [
            (max(a, start), min(b, end)) for start, end in quote.parts for a, b in stretches if a < end and start < b
        ] or list(quote.parts)
        if words_of(joined) in wanted:
            pieces.append(Piece(joined, (quote.start, quote.end), quote))
        else:
            pieces += [Piece(text[start:end], (start, end), quote) for start, end in marked]
    return pieces


def describe(item: object) -> str:
    """A gold item or a finding in a few words."""
    match item:
        case GoldPosition() | Statement():
            return f"{item.holder} {item.polarity} {item.issue}" + (f" ({item.act})" if item.act else "")
        case GoldQuote():
            also = f" or {item.also_speaker}" if item.also_speaker else ""
            return f"{item.speaker or 'nobody named'}{also}: “{_short(item.text)}”"
        case Piece():
            return f"{item.quote.speaker or item.quote.party or 'nobody named'}: “{_short(item.words.strip(_MARKS))}”"
        case GoldEstimate():
            return f"{item.holder or 'somebody'}: {item.phrase or item.value or _short(item.evidence)}"
        case Estimate():
            return f"{item.holder or 'somebody'}: {item.phrase} ({item.low:g} to {item.high:g})"
        case GoldFigure() | Figure():
            return f"{item.value:g} {item.unit}" + (f" of {item.of}" if item.of else "")
        case GoldEvent():
            return f"{item.date or 'undated'}" + (f" {', '.join(item.participants)}" if item.participants else "")
        case Event():
            days = f"{item.first} to {item.last}" if item.first != item.last else str(item.first or "undated")
            return f"{days} {item.kind}" + (f" {', '.join(item.participants)}" if item.participants else "")
        case GoldAct() | Act():
            return f"{item.actor}: {item.kind}" + (f" toward {item.toward}" if item.toward else "")
        case _:
            return str(item)


def _short(text: str, most: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _span(finding: object) -> Span:
    return finding.start, finding.end  # type: ignore[attr-defined]
