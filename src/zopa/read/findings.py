"""Every kind of finding (formats.md), each tied to its exact words: `article.text[start:end] == finding.text`.

Findings are frozen. `to_json(finding)` gives the object of the file format, with dates as ISO text.
Unknown is `None` or empty, never a guess.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, fields
from typing import Any, Literal

Polarity = Literal["for", "against", "open"]
Move = Literal["demand", "offer", "accept", "support", "open", "oppose", "reject", "threat", "promise", "appeal"]
QuoteKind = Literal["direct", "mixed", "indirect", "scare"]
EventStatus = Literal["happened", "planned", "called off"]
ActKind = Literal["threat", "promise", "ultimatum", "pressure", "appeal", "criticism", "praise"]
ShiftKind = Literal["turned", "hardening", "softening", "wavering", "steady", "converging", "diverging", "denied"]
ShiftBasis = Literal["reported", "observed"]
ReasonKind = Literal["cause", "purpose", "prevention", "argument", "fear"]
TieKind = Literal["supports", "leaves out", "mediates", "objects"]
ChangeKind = Literal["extended", "shortened", "paused", "called off", "postponed", "lapsed", "met", "missed", "resumed"]
Hold = Literal["holds", "wants"]
ContradictionKind = Literal["figure", "date", "position", "event"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What all kinds share: where in which article the words stand."""

    id: str
    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Finding):
    """`holder` is for, against or open on `issue`, by the move `act`."""

    holder: str  # a party of the case or of built-in knowledge
    speaker: str | None = None  # the actor who said it, where named
    via: tuple[str, ...] = ()  # who carried it here, nearest last
    issue: str
    option: str | None = None
    polarity: Polarity
    act: Move
    red_line: bool = False
    condition: str | None = None  # the words of the condition
    hedge: str | None = None  # the words that weaken it ("may", "reportedly")
    negated: bool = False
    denies: str | None = None  # id of the earlier statement of the article that this one takes back
    takes_back: bool = False  # the holder denies or walks back what was told of it, in this article or another
    date: dt.date | None = None  # when it was said
    past: bool = False  # told of an earlier time that the words do not date
    confidence: float = 0.5  # 0..1, the share of such statements that are right


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Finding):
    """Words given as somebody's; `text` runs from the first to the last part."""

    parts: tuple[Span, ...]
    speaker: str | None = None
    speaker_span: Span | None = None
    party: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    via: tuple[str, ...] = ()
    kind: QuoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Finding):
    """Somebody's probability of something; `low` and `high` are 0..1 by the named scale."""

    phrase: str
    holder: str | None = None
    about: str | None = None
    low: float
    high: float
    scale: str  # the scale that turned the phrase into numbers; "stated" for numbers given as such
    date: dt.date | None = None
    horizon: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Finding):
    """A number with its unit, what it measures (`of`) and whose claim it is (`by`).

    `low` and `high` are the bounds that its words set, in its unit: both of a range, one of `at least 30` and `no more
    than 55`, None where there is none. `verb` and `whose` are what is said of it (`nine were killed`, `the reservoir
    holds`), `first` and `last` (written `from` and `to` in files) the days that its clause is dated with.
    """

    value: float
    unit: str
    of: str | None = None
    by: str | None = None
    approximate: bool = False
    low: float | None = None
    high: float | None = None
    verb: str | None = None  # lemma, with the preposition that leads to the figure: "rise to"
    whose: str | None = None  # a party, or the words for whom or what it belongs to
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Finding):
    """Something dated; `first` and `last` (written `from` and `to` in files) are both days included."""

    first: dt.date | None = None
    last: dt.date | None = None
    kind: str
    participants: tuple[str, ...] = ()
    place: str | None = None
    status: EventStatus
    of: str | None = None  # what it happened to, by name: the Quay Treaty that was signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Finding):
    """A move of pressure or regard by `actor` (a party) toward another."""

    actor: str
    kind: ActKind
    toward: str | None = None
    condition: str | None = None
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Finding):
    """A stance changed, wavered or held: an article reports it, or statements of two dates show it.

    `before` and `after` name what shows each (finding ids or article spans, as in a contradiction); `stood` and
    `stands` say it in the article's words or as a polarity. `first` and `last` are written `from` and `to` in files.
    """

    parties: tuple[str, ...]  # two or more where their positions grow closer or apart
    kind: ShiftKind
    basis: ShiftBasis
    issue: str | None = None
    about: str | None = None  # the words for it, where it is no issue of the case
    stood: str | None = None
    stands: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    reporter: str | None = None  # who says so, where it is not the article itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Finding):
    """Why `holder` wants or does something, in its own words or by an account; `text` is the reason alone."""

    holder: str  # a party
    kind: ReasonKind
    cue: str  # the words that mark it as a reason: "because", "in order to"
    explains: str | None = None  # the words that it is given for
    explains_span: Span | None = None
    issues: tuple[str, ...] = ()  # issues that those words take a position on
    speaker: str | None = None  # who gives the reason; None: the article does


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Finding):
    """How one party stands to another, or to the talks themselves (`objects`: it will not be bound without a seat)."""

    kind: TieKind
    actor: str | None = None  # None: the text does not say who leaves the other out
    toward: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Finding):
    """What became of a deadline, a measure or a meeting; `until` is its new day where one is named."""

    kind: ChangeKind
    thing: str  # family: "deadline", "sanction", "meet", "truce", "strike"
    parties: tuple[str, ...] = ()
    day: dt.date | None = None  # the day that the text gives the thing itself
    until: dt.date | None = None
    moved: bool = False  # told of the clock of the thing: `the sanctions countdown`


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Finding):
    """`holder` holds (or wants) a share of a region or of another divisible thing; `low` and `high` are 0..1."""

    holder: str
    of: str  # one region, by the case's name for it, or the thing in the article's words
    low: float
    high: float
    kind: Hold = "holds"
    by: str | None = None  # whose account; None: the article's own
    plain: bool = True  # the words name the share: `all of`, `30%`; not merely `controls`
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Finding):
    """An exchange on the table: what `proposer` would give for what, linked, so that neither goes alone.

    `giver` is who would give where somebody else proposes it, such as a mediator.
    """

    proposer: str | None
    gives: tuple[str, ...] = ()
    gets: tuple[str, ...] = ()
    partner: str | None = None
    other_half: Span | None = None  # where the other half stands, when in another sentence
    giver: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two findings (ids) or article spans that cannot both hold."""

    id: str
    about: str
    kind: ContradictionKind
    a: str
    b: str
    inside_one_article: bool


_WRITTEN = {"first": "from", "last": "to"}


def to_json(finding: object) -> dict[str, Any]:
    """The finding (or article) as the object of the file format: plain JSON types only."""
    return {_WRITTEN.get(f.name, f.name): _plain(getattr(finding, f.name)) for f in fields(finding)}  # type: ignore[arg-type]


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return to_json(value)
    return value


def finding_id(kind: str, article: str, start: int, end: int, *distinct: object) -> str:
    """A stable id: the same words of the same article read the same way always get the same id."""
    basis = "\x1f".join([kind, article, str(start), str(end), *(str(part) for part in distinct)])
    return f"{kind[0]}{hashlib.blake2b(basis.encode(), digest_size=8).hexdigest()}"
