"""The same thing told differently in two articles or inside one.

Only comparable things are set against each other, because a false alarm costs the analyst more than a silence:

    figure    (also: all of a place and part of it, held by the same party)
              same unit, same measured thing (same names, mostly the same words), values further apart than rounding
    date      one-time events (an annexation, an invasion, a signing) of the same names on days that do not overlap,
              and meetings of the same people in the same place told for different days of one week
    event     the same dated event told as having happened and as called off, by articles of the same days
    position  a party for and against the same issue, said plainly, within a few days

Reprints of one article never contradict each other, and later news updates earlier news rather than contradict it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final, TypeVar

from zopa.ledger.knowledge import Knowledge
from zopa.read import Contradiction, Event, Figure, Finding, Holding, Statement, finding_id
from zopa.read.findings import ContradictionKind

ROUNDING: Final = 0.05  # relative difference that two tellers of one number may have
ROUGHLY: Final = 0.15  # the same when either says "about"
SAME_NEWS_DAYS: Final = 4  # articles further apart may tell a later state of the same thing
SHARES_APART: Final = 0.005  # how far two shares of one thing may miss each other and still be one
MEETING_DAYS: Final = 6  # the same people in the same place further apart met twice
SHARED_WORDS: Final = 0.6  # of the words of what two figures measure
VERSIONS_MOST: Final = 8  # of one measure: one that is told in more ways is not one measure
NEIGHBOURS: Final = 60  # how many later figures of one kind a figure is compared with
PLAIN: Final = 0.7  # confidence below which a statement accuses nobody of contradicting themselves

F = TypeVar("F", bound=Finding)
_TIME: Final = frozenset({"hour", "day", "week", "month", "year", "minute"})  # every talk lasts some hours

ONE_TIME: Final = frozenset(
    {"annexation", "invasion", "signing", "founding", "independence", "assassination", "resignation", "death",
     "election", "referendum", "coup", "accession", "ratification", "inauguration"}
)  # fmt: skip
_STOP: Final = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its",
     "of", "on", "or", "per", "s", "some", "that", "the", "their", "this", "to", "was", "were", "which", "while",
     "with", "about", "around", "nearly", "almost", "roughly", "over", "under", "more", "less", "than", "total"}
)  # fmt: skip
_NAME: Final = r"[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*"
_ADJECTIVES: Final = ("ian", "ean", "ish", "ese", "American", "German", "Mexican", "Moroccan")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def contradictions(knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """Every contradiction, in the order of the articles."""
    found: dict[str, Contradiction] = {}
    for source in (_figures, _dates, _events, _positions, _holdings):
        for one in source(knowledge):
            found.setdefault(one.id, one)
    order = {article.id: i for i, article in enumerate(knowledge.articles)}

    def place(one: Contradiction) -> tuple[int, int]:
        first = knowledge.find(one.a)
        return (order.get(first.article, 0), first.start) if first else (0, 0)

    return tuple(sorted(found.values(), key=place))


def _make(kind: ContradictionKind, about: str, a: Finding, b: Finding) -> Contradiction:
    if (b.article, b.start) < (a.article, a.start) and a.article == b.article:
        a, b = b, a
    pair = sorted((a.id, b.id))
    return Contradiction(
        id=finding_id("contradiction", a.article, a.start, b.start, kind, *pair),
        about=about,
        kind=kind,
        a=a.id,
        b=b.id,
        inside_one_article=a.article == b.article,
    )


def _figures(knowledge: Knowledge) -> Iterator[Contradiction]:
    told: set[tuple[frozenset[str], frozenset[float]]] = set()
    versions: Counter[frozenset[str]] = Counter()
    for a, b in comparable(knowledge.figures, knowledge):
        key = (_words(a.of or ""), frozenset((a.value, b.value)))
        if (
            versions[key[0]] < VERSIONS_MOST
            and key not in told
            and not same_value(a, b)
            and _may_contradict(a, b, knowledge)
        ):
            told.add(key)
            versions[key[0]] += 1
            yield _make("figure", f"{a.of} ({a.unit})" if a.unit else str(a.of), a, b)


def comparable(figures: Iterable[Figure], knowledge: Knowledge) -> Iterator[tuple[Figure, Figure]]:
    """Every two figures of one measure, in time that does not grow with the square of their number.

    A number told again by the same party in the same origin is taken once; figures meet only where they share the
    rarest word of what they measure, within the days of the same news, and each with its next neighbours only.
    """
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.of and (words := _words(figure.of)) and (figure.unit.casefold() not in _TIME or len(words) > 1):
            key = (knowledge.origin(figure.article), figure.value, figure.unit.casefold(), figure.of, figure.by)
            kept.setdefault(key, figure)
    rarity = Counter(word for figure in kept.values() for word in _words(figure.of or ""))
    blocks: dict[tuple[str, frozenset[str], str], list[Figure]] = defaultdict(list)
    for figure in kept.values():
        # sharing 0.6 of all words means sharing one of the rarer half: those words are where two measures can meet
        by_rarity = sorted(_words(figure.of or ""), key=lambda w: (rarity[w], w))
        for word in by_rarity[: len(by_rarity) // 2 + 1]:
            blocks[figure.unit.casefold(), names_in(figure.of or ""), word].append(figure)
    met: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in _near_in_time(block, knowledge):
            if (a.id, b.id) not in met and same_measure(a, b):
                met.add((a.id, b.id))
                yield a, b


def _near_in_time(found: Iterable[F], knowledge: Knowledge) -> Iterator[tuple[F, F]]:
    """Pairs from articles of about the same days; undated articles are near each other and everything else."""
    dated: list[tuple[dt.date, F]] = []
    undated: list[F] = []
    for one in found:
        day = knowledge.article[one.article].published
        if day:
            dated.append((day, one))
        else:
            undated.append(one)
    dated.sort(key=lambda pair: pair[0])
    for i, (day, one) in enumerate(dated):
        for later, other in dated[i + 1 : i + 1 + NEIGHBOURS]:
            if (later - day).days > SAME_NEWS_DAYS:
                break
            yield one, other
    for i, one in enumerate(undated):
        for other in (*undated[i + 1 : i + 1 + NEIGHBOURS], *(o for _, o in dated[:NEIGHBOURS])):
            yield one, other


def same_measure(a: Figure, b: Figure) -> bool:
    """Whether two figures measure the same thing in the same unit: same names, mostly the same words."""
    if a.unit.casefold() != b.unit.casefold() or not a.of or not b.of or names_in(a.of) != names_in(b.of):
        return False
    left, right = _words(a.of), _words(b.of)
    return bool(left & right) and len(left & right) >= SHARED_WORDS * len(left | right)


def same_value(a: Figure, b: Figure) -> bool:
    """Whether two values agree within rounding."""
    bound = ROUGHLY if a.approximate or b.approximate else ROUNDING
    return abs(a.value - b.value) <= bound * max(abs(a.value), abs(b.value))


def _may_contradict(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    """Not reprints of each other, not the two ends of one range, and told at about the same time."""
    if a.article == b.article:
        return not _same_sentence(a, b, knowledge)
    if knowledge.origin(a.article) == knowledge.origin(b.article):
        return False
    first, second = knowledge.article[a.article].published, knowledge.article[b.article].published
    return not first or not second or abs((first - second).days) <= SAME_NEWS_DAYS


def _same_sentence(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    text = knowledge.article[a.article].text
    between = text[min(a.end, b.end) : max(a.start, b.start)]
    return not re.search(r"[.!?][\"”’')\]]*\s|\n", between)


def _holdings(knowledge: Knowledge) -> Iterator[Contradiction]:
    """One holder's shares of a region that do not overlap, the regions of two articles taken together."""
    held: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in knowledge.holdings:
        if one.kind == "holds":
            held[one.holder, one.of].append(one)
    disputed: dict[tuple[str, str, str], dict[str, tuple[Holding, Holding]]] = defaultdict(dict)
    for (holder, of), told in held.items():
        for a, b in _near_in_time(told, knowledge):
            if max(a.low, b.low) - min(a.high, b.high) > SHARES_APART and _may_contradict(a, b, knowledge):
                pair = (knowledge.origin(a.article), knowledge.origin(b.article))
                disputed[holder, *pair].setdefault(of, (a, b))
    told_before: set[tuple[str, frozenset[str]]] = set()
    for (holder, first, second), regions in disputed.items():
        plain = any(a.plain and b.plain for a, b in regions.values())
        # a bare `controlled by` may be loose talk of one place; of several named together it claims them all
        if (plain or len(regions) > 1) and (holder, frozenset((first, second))) not in told_before:
            told_before.add((holder, frozenset((first, second))))
            # the longest words name the most of the regions
            a = max((a for a, _ in regions.values()), key=lambda one: len(one.text))
            b = max((b for _, b in regions.values()), key=lambda one: len(one.text))
            yield _make("figure", f"how much {holder} holds of {', '.join(sorted(regions))}", a, b)


def _dates(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.kind in ONE_TIME:
            thing = object_of(event, knowledge.article[event.article].text)
            if thing:
                groups[event.kind, thing].append(event)
    for (kind, thing), events in groups.items():
        for a, b in combinations(_one_per_day(events), 2):
            if _apart(a, b) and not _reprints(a, b, knowledge):
                yield _make("date", f"{kind} of {thing}", a, b)
    meetings: dict[tuple[str, str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.place and len(event.participants) > 1 and event.kind not in ONE_TIME:
            meetings[event.kind, event.place, frozenset(event.participants)].append(event)
    for (kind, place, people), events in meetings.items():
        days = sorted(_one_per_day(events), key=lambda e: (e.first or dt.date.min, e.last or dt.date.min))
        for i, (a, b) in enumerate(pairwise(days)):
            others = [days[j] for j in (i - 1, i + 2) if 0 <= j < len(days)]
            # people who meet on a third day of the same week meet often: no teller need be wrong
            is_series = any(min(_gap(o, a), _gap(o, b)) <= MEETING_DAYS for o in others)
            if _apart(a, b) and _gap(a, b) <= MEETING_DAYS and not is_series and _may_contradict(a, b, knowledge):
                yield _make("date", f"{kind} in {place}: {', '.join(sorted(people))}", a, b)


def object_of(event: Event, text: str) -> str | None:
    """What a one-time event happened to, by name: `annexation of Crimea`, `Crimea, annexed in 2014`."""
    own = re.search(rf"\b(?:of|on)\s+(?:the\s+)?({_NAME})", event.text)
    if own:
        return own.group(1)
    after = re.match(rf"\s+(?:of|on)\s+(?:the\s+)?({_NAME})?", text[event.end : event.end + 60])
    if after:
        return after.group(1)  # `annexation of four regions` names nothing that could be compared
    inside = [m.group() for m in re.finditer(_NAME, event.text) if not m.group().casefold().startswith(event.kind[:5])]
    others = [n for n in inside if n not in event.participants and not n.endswith(_ADJECTIVES)]
    if others:
        return others[0]
    sentence = re.split(r"[.!?][\"”’')\]]*\s|\n", text[max(0, event.start - 80) : event.start])[-1]
    before = [m.group() for m in re.finditer(_NAME, sentence)]
    named = [n for n in before if n not in event.participants and not n.endswith(_ADJECTIVES)]
    return named[-1] if named else None


def _one_per_day(events: Iterable[Event]) -> list[Event]:
    """The first telling of every date that an event is told with."""
    kept: dict[tuple[dt.date | None, dt.date | None], Event] = {}
    for event in events:
        kept.setdefault((event.first, event.last), event)
    return list(kept.values())


def _apart(a: Event, b: Event) -> bool:
    """Whether the days of two dated events do not overlap."""
    if a.first is None or b.first is None:
        return False
    return (a.last or a.first) < b.first or (b.last or b.first) < a.first


def _gap(a: Event, b: Event) -> int:
    return abs((a.first - b.first).days) if a.first and b.first else 0


def _reprints(a: Finding, b: Finding, knowledge: Knowledge) -> bool:
    return a.article != b.article and knowledge.origin(a.article) == knowledge.origin(b.article)


def _events(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, dt.date, frozenset[str]], list[Event]] = defaultdict(list)
    for event in knowledge.events:
        if event.first and event.first == (event.last or event.first) and event.participants:
            groups[event.kind, event.first, frozenset(event.participants)].append(event)
    for (kind, day, people), events in groups.items():
        held = [e for e in events if e.status == "happened"]
        off = [e for e in events if e.status == "called off"]
        if held and off and _may_contradict(held[0], off[0], knowledge):
            yield _make("event", f"{kind} on {day.isoformat()}: {', '.join(sorted(people))}", held[0], off[0])


def _positions(knowledge: Knowledge) -> Iterator[Contradiction]:
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in knowledge.statements:
        if s.polarity != "open" and s.confidence >= PLAIN and not s.hedge and not s.condition:
            groups[s.holder, s.issue].append(s)
    for (party, issue), said in groups.items():
        pro = [s for s in said if s.polarity == "for"]
        con = [s for s in said if s.polarity == "against"]
        told: set[frozenset[str]] = set()
        # each of the fewer side meets the one nearest in time on the other: all pairs would say the same many times
        fewer, more = (pro, con) if len(pro) <= len(con) else (con, pro)
        by_day = sorted(((d, s.id, s) for s in more if (d := knowledge.date(s))), key=lambda row: row[:2])
        days = [row[0] for row in by_day]
        for a in fewer:
            pair = next((b for b in more if b.article == a.article), None) or _nearest(a, days, by_day, knowledge)
            if pair is None or _reprints(a, pair, knowledge) or not _same_days(a, pair, knowledge):
                continue
            origins = frozenset((knowledge.origin(a.article), knowledge.origin(pair.article)))
            if origins not in told:
                told.add(origins)
                yield _make("position", f"{party} on {knowledge.case.issue_title(issue)}", a, pair)


def _nearest(
    a: Statement, days: list[dt.date], by_day: list[tuple[dt.date, str, Statement]], knowledge: Knowledge
) -> Statement | None:
    day = knowledge.date(a)
    if not day or not days:
        return None
    at = bisect_left(days, day)
    near = [by_day[i] for i in (at - 1, at) if 0 <= i < len(by_day)]
    return min(near, key=lambda row: abs((row[0] - day).days))[2]


def _same_days(a: Statement, b: Statement, knowledge: Knowledge) -> bool:
    first, second = knowledge.date(a), knowledge.date(b)
    if a.article == b.article and (not a.date or not b.date):
        return True
    return bool(first and second and abs((first - second).days) <= SAME_NEWS_DAYS)


@lru_cache(maxsize=65_536)
def names_in(words: str) -> frozenset[str]:
    """Words with a capital letter that do not merely begin the text, casefolded."""
    found = list(_WORD.finditer(words))
    return frozenset(
        m.group().casefold()
        for i, m in enumerate(found)
        if m.group()[0].isupper() and (i > 0 or m.group().casefold() not in _STOP)
    )


@lru_cache(maxsize=65_536)
def _words(text: str) -> frozenset[str]:
    words = (m.group().casefold() for m in _WORD.finditer(text))
    return frozenset(_stem(w.removesuffix("'s").removesuffix("’s")) for w in words if w not in _STOP)


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
