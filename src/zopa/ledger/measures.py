"""Whether two figures measure the same thing: `nine killed` and `14 died`, not `nine killed` and `14 arrested`.

comparable(figures, knowledge)   every two figures of one measure, told at about the same time
same_value(a, b)                 whether their values agree within rounding
updates(a, b, knowledge)         whether the later of two tells a later state rather than another
told_of(figure)                  what it measures, for a reader

Two figures of one unit are of one measure where what they measure has the same names and mostly the same words, and
nothing that is said of them keeps them apart: the verb, whose they are, the days, `another` and `more`. Where the words
for the measure are one bare noun (`people`, `seats`, `water`) or none, that nothing keeps them apart is not enough:
the verb or the owner must be the same. What somebody wants or offers is only held against the wish or offer of the
same party: two offers on one table are no contradiction. People who are killed, hurt or arrested must be told of in one
place, or in sentences that share some words: two attacks have two tolls.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, TypeVar

from zopa.ledger.knowledge import Knowledge
from zopa.read import Figure, Finding

ROUNDING: Final = 0.05  # relative difference that two tellers of one number may have
ROUGHLY: Final = 0.15  # the same when either says "about"
SAME_NEWS_DAYS: Final = 4  # articles further apart may tell a later state of the same thing
SHARED_WORDS: Final = 0.6  # of the words of what two figures measure
NEIGHBOURS: Final = 60  # how many later figures of one kind a figure is compared with
SHARED_CONTEXT: Final = 3  # stems that the sentences of two tolls share, besides those of the toll itself
CONTEXT_CHARS: Final = 400  # before a toll in which its occasion is told

F = TypeVar("F", bound=Finding)
_TIME: Final = frozenset({"hour", "day", "week", "month", "year", "minute"})  # every talk lasts some hours
_STOP: Final = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its",
     "of", "on", "or", "per", "s", "some", "that", "the", "their", "this", "to", "was", "were", "which", "while",
     "with", "about", "around", "nearly", "almost", "roughly", "over", "under", "more", "less", "than", "total",
     # when it was counted, not what
     "vote", "votes", "election", "elections", "ballot", "poll", "polls", "monday", "tuesday", "wednesday", "thursday",
     "friday", "saturday", "sunday", "monday's", "tuesday's", "wednesday's", "thursday's", "friday's", "saturday's",
     "sunday's"}
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FURTHER: Final = re.compile(r"\b(?:an)?other\s*$|\b(?:further|additional|second|new)\s*$", re.IGNORECASE)
_MORE: Final = frozenset({"more", "other", "others", "further", "additional"})
_OWN: Final = re.compile(r"^(?:its|their|his|her)\s+", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]*\s|\n")

# verbs that say the same of a figure; a verb may stand in several groups
_SAME: Final[dict[str, frozenset[str]]] = {
    "death": frozenset("kill die dead perish slay murder lose_life death claim".split()),
    "injury": frozenset("injure wound hurt maim injured wounded".split()),
    "arrest": frozenset("arrest detain".split()),
    "flight": frozenset("flee displace evacuate uproot".split()),
    "having": frozenset("have hold win take get gain secure own".split()),
    "lacking": frozenset("lose_something lack_something be_without leave_without go_without remain_without "
                         "stay_without live_without".split()),
    "holding": frozenset("hold store contain".split()),
    "level": frozenset(
        "be stand_at stand reach total amount_to number come_to rise_to fall_to drop_to shrink_to grow_to climb_to "
        "be_at sink_to decline_to increase_to remain_at".split()
    ),
    "yield": frozenset("bring_in raise yield earn generate".split()),
    "paying": frozenset("pay cost spend".split()),
    "wanting": frozenset(
        "want demand seek request urge ask_for call_for insist_on press_for push_for argue_for hold_out_for".split()
    ),
    "offering": frozenset("offer propose suggest float table put_forward counter_with".split()),
    "crowd": frozenset("attend gather march rally protest come_out turn_out".split()),
    "sending": frozenset("send deploy station dispatch".split()),
    "employing": frozenset("employ have".split()),
    "backing": frozenset("back_by approve_by support_by endorse_by accept_by pass_by adopt_by".split()),
}  # fmt: skip
_GROUPS: Final = {
    verb: {name for name, verbs in _SAME.items() if verb in verbs} for verbs in _SAME.values() for verb in verbs
}
_TOLLS: Final = frozenset({"death", "injury", "arrest", "flight"})
_AROUND: Final = dt.timedelta(days=2 * SAME_NEWS_DAYS)  # an article, of what it tells without a day
_PASSING: Final = frozenset({"wanting", "offering"})  # tomorrow's offer is no contradiction of today's
_LEVELS: Final = re.compile(r"(?:stand|rise|fall|drop|shrink|grow|climb|sink|decline|increase|reach)(?: (?:at|to))?")


def comparable(figures: Iterable[Figure], knowledge: Knowledge) -> Iterator[tuple[Figure, Figure]]:
    """Every two figures of one measure, in time that does not grow with the square of their number.

    A number told again by the same party in the same origin is taken once; figures meet only where they share the
    rarest word of what they measure, within the days of the same news, and each with its next neighbours only.
    """
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        words = words_of(measured(figure))
        if words and (figure.unit.casefold() not in _TIME or len(words) > 1) and not _further(figure, knowledge):
            told = (figure.value, figure.unit.casefold(), figure.of, figure.by, figure.verb)
            kept.setdefault((knowledge.origin(figure.article), *told), figure)
    rarity = Counter(word for figure in kept.values() for word in words_of(measured(figure)))
    blocks: dict[tuple[str, frozenset[str], str], list[Figure]] = defaultdict(list)
    for figure in kept.values():
        # sharing 0.6 of all words means sharing one of the rarer half: those words are where two measures can meet
        by_rarity = sorted(words_of(measured(figure)), key=lambda w: (rarity[w], w))
        for word in by_rarity[: len(by_rarity) // 2 + 1]:
            blocks[figure.unit.casefold(), _later_names(measured(figure)), word].append(figure)
    met: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in near_in_time(block, knowledge):
            if (a.id, b.id) not in met and same_measure(a, b, knowledge):
                met.add((a.id, b.id))
                yield a, b


def near_in_time(found: Iterable[F], knowledge: Knowledge) -> Iterator[tuple[F, F]]:
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


def same_value(a: Figure, b: Figure) -> bool:
    """Whether two values agree within rounding, or one lies within what the other leaves open.

    Two bounds of one side are compared by their values: `at least nine` and `at least 40` are told apart.
    """
    bound = ROUGHLY if a.approximate or b.approximate else ROUNDING
    if abs(a.value - b.value) <= bound * max(abs(a.value), abs(b.value)):
        return True
    return _sides(a) != _sides(b) and _within(a, b)


def _sides(figure: Figure) -> tuple[bool, bool]:
    """Whether it is bound from below and from above."""
    return figure.low is not None, figure.high is not None


def _within(a: Figure, b: Figure) -> bool:
    """Whether some value fits both; a point is bound by itself."""
    spans = [(f.value, f.value) if _sides(f) == (False, False) else (f.low, f.high) for f in (a, b)]
    least = max((low for low, _ in spans if low is not None), default=None)
    most = min((high for _, high in spans if high is not None), default=None)
    return least is None or most is None or least - most <= ROUNDING * abs(least)


def updates(a: Figure, b: Figure, knowledge: Knowledge) -> bool:
    """Whether a later day tells a later state: a toll that grew, a level that moved, another offer."""
    first, second = (knowledge.article[one.article].published for one in (a, b))
    if not first or not second or first == second or not a.verb or not b.verb:
        return False
    earlier, later = (a, b) if first < second else (b, a)
    groups = _groups(a.verb) | _groups(b.verb)
    if groups & _TOLLS:
        return later.value >= earlier.value
    if groups & _PASSING:
        return not a.first or (a.first, a.last) != (b.first, b.last)  # an offer of one day is one offer
    return bool(_LEVELS.fullmatch(a.verb) or _LEVELS.fullmatch(b.verb))


def measured(figure: Figure) -> str:
    """What a figure measures: `people`, `capacity of reservoir`; whose it is where no thing is named."""
    return _measured(figure.of, figure.whose, figure.verb)


@lru_cache(maxsize=65_536)
def _measured(of: str | None, whose: str | None, verb: str | None) -> str:
    thing = " ".join((of or "").split())
    own = _OWN.sub("", thing)
    if own != thing and whose:
        return f"{own} of {whose}"
    if own:
        return own
    return whose if whose and verb else ""


def measure_of(figure: Figure) -> tuple[str, frozenset[str]]:
    """The unit and the words of what a figure measures: alike for one measure told in the same words."""
    return figure.unit.casefold(), words_of(measured(figure))


def says_little(figure: Figure) -> bool:
    """Whether one common noun is all that is said of what it measures: `people`, `seats`, `water`."""
    return _bare(figure, words_of(measured(figure)))


def told_of(figure: Figure) -> str:
    """What a figure measures, with its unit or verb where that says more: `capacity of reservoir (percent)`."""
    thing = measured(figure)
    said = [figure.verb.removesuffix(" something")] if figure.verb and (not figure.of or says_little(figure)) else []
    if _stem(figure.unit.casefold()) not in words_of(thing) and figure.unit not in ("person", "man", "woman"):
        said = [figure.unit, *said]
    return f"{thing} ({', '.join(said)})" if said else thing


def same_measure(a: Figure, b: Figure, knowledge: Knowledge) -> bool:
    """Whether two figures measure the same thing in the same unit."""
    if a.unit.casefold() != b.unit.casefold() or bool(a.of) != bool(b.of):
        return False
    shared = _shared(measured(a), measured(b))
    if not shared or ((a.first or b.first) and not _days_meet(a, b, knowledge)):
        return False
    verbs, owners = _verbs_agree(a.verb, b.verb), _owners_agree(a.whose, b.whose)
    if verbs is False or owners is False:
        return False
    if not _one_proposal(a, b):
        return False
    if not a.of and (a.article == b.article or not verbs or not owners):
        return False
    if not verbs and not owners and _bare(a, shared):
        return False
    tolls = (_groups(a.verb or "") | _groups(b.verb or "")) & _TOLLS if verbs else None
    return not tolls or _one_occasion(a, b, knowledge)


@lru_cache(maxsize=65_536)
def _shared(one: str, other: str) -> frozenset[str]:
    """The words that two measures share; none where they share too few or have different names."""
    left, right = words_of(one), words_of(other)
    shared = left & right
    if len(shared) < SHARED_WORDS * len(left | right):
        return frozenset()
    return shared if not {_stem(name) for name in names_in(one) ^ names_in(other)} - shared else frozenset()


def _bare(figure: Figure, shared: frozenset[str]) -> bool:
    """One common noun says too little: `people`, `seats`, `water`."""
    return len(shared) < 2 and not names_in(figure.of or "")


def _groups(verb: str) -> set[str]:
    return _GROUPS.get(verb.replace(" ", "_"), set())


def _one_proposal(a: Figure, b: Figure) -> bool:
    """What somebody wants or offers is held against the same party's wish or offer alone, never against what is so."""
    wished = [bool(_groups(one.verb or "") & _PASSING) for one in (a, b)]
    if not any(wished):
        return True
    whose = [one.whose or one.by for one in (a, b)]
    return all(wished) and bool(_owners_agree(*whose)) and bool(_verbs_agree(a.verb, b.verb))


def _verbs_agree(a: str | None, b: str | None) -> bool | None:
    """None where one is not known."""
    if not a or not b:
        return None
    return a == b or bool(_groups(a) & _groups(b))


def _owners_agree(a: str | None, b: str | None) -> bool | None:
    """None where one is not known, or both are common nouns that might be the same."""
    if not a or not b:
        return None
    names, others = names_in(f"the {a}"), names_in(f"the {b}")
    if names and others:
        return bool(names & others)
    return bool(words_of(a) & words_of(b)) or (None if names or others else False)


def _days_meet(a: Figure, b: Figure, knowledge: Knowledge) -> bool:
    """Whether both may be of one time: an undated one is of the days of its article."""
    (first, last), (other, end) = _days(a, knowledge), _days(b, knowledge)
    return not first or not last or not other or not end or (first <= end and other <= last)


def _days(figure: Figure, knowledge: Knowledge) -> tuple[dt.date | None, dt.date | None]:
    if figure.first:
        return figure.first, figure.last or figure.first
    published = knowledge.article[figure.article].published
    if not published:
        return None, None
    return published - _AROUND, published + _AROUND


def _further(figure: Figure, knowledge: Knowledge) -> bool:
    """`another nine people`, `four more days`: an addition to a number, which measures nothing by itself."""
    text = knowledge.article[figure.article].text
    return bool(_words_with(figure.of or "") & _MORE) or bool(
        _FURTHER.search(text[max(0, figure.start - 14) : figure.start])
    )


def _one_occasion(a: Figure, b: Figure, knowledge: Knowledge) -> bool:
    """Two tolls of one attack or raid: no two places, and words in common."""
    (own, around), (other, beside) = _occasion(a, knowledge), _occasion(b, knowledge)
    places, elsewhere = names_in(own), names_in(other)
    if a.article == b.article:
        return bool(places & elsewhere)
    if places and elsewhere and not places & elsewhere and not (names_in(around) & names_in(beside)):
        return False
    said = {_stem(a.unit.casefold()), _stem(b.unit.casefold())}
    shared = (words_of(around) & words_of(beside)) - said - words_of(a.text) - words_of(b.text)
    return len(shared) >= SHARED_CONTEXT


def _occasion(figure: Figure, knowledge: Knowledge) -> tuple[str, str]:
    """The sentence of a figure, and the same with what stands before and after it."""
    text = knowledge.article[figure.article].text
    reach = max(figure.start - CONTEXT_CHARS, 0)
    start = max((m.end() for m in _SENTENCE_END.finditer(text, reach, figure.start)), default=reach)
    after = _SENTENCE_END.search(text, figure.end, figure.end + CONTEXT_CHARS)
    end = after.start() if after else min(figure.end + CONTEXT_CHARS, len(text))
    return text[start:end], text[reach:end]


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
def _later_names(words: str) -> frozenset[str]:
    """Names without the first word, which may have its capital from the beginning of a sentence."""
    return names_in(words.split(" ", 1)[1]) if " " in words else frozenset()


@lru_cache(maxsize=65_536)
def words_of(text: str) -> frozenset[str]:
    """Stems of the words that mean something, casefolded."""
    words = (m.group().casefold() for m in _WORD.finditer(text))
    return frozenset(_stem(w.removesuffix("'s").removesuffix("’s")) for w in words if w not in _STOP)


@lru_cache(maxsize=65_536)
def _words_with(text: str) -> frozenset[str]:
    return frozenset(m.group().casefold() for m in _WORD.finditer(text))


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
