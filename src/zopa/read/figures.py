"""Figures: numbers with their unit, what they measure and whose claim they are.

Counts, money, shares, lengths of time and measures are figures; dates, ages, clock times, ordinals, section numbers,
probabilities and numbers that only count sides or speakers are not.
"""

from __future__ import annotations

import re
from typing import Final

from zopa.read.figures_frame import frame_of
from zopa.read.figures_units import APPROXIMATE, CHANCE, CURRENCIES, HARMING, TIME, Units
from zopa.read.findings import Figure, finding_id
from zopa.read.numbers import MAGNITUDES, SUFFIXES, Number, number_at, starts_number
from zopa.read.roles import Roles
from zopa.read.scene import Moment

# nouns that numbers merely count off: nothing that two sources could contradict each other on
_IDLE: Final = frozenset(
    "side leader way thing time occasion reason point question party man woman camp wing president nation "
    "figure step option part half case front issue topic word sentence paragraph page chapter source aide diplomat "
    "official house senator moment bit lot kind sort type idea goal problem factor term another other phone "
    "colleague friend brother sister son daughter child hand level stage leg round neighbour neighbor corner".split()
)
_PEOPLE: Final = frozenset("leader nation man woman president official senator aide diplomat".split())
_SMALL_COUNTS: Final = frozenset(  # worth a figure even when there are only one or two
    "hostage prisoner detainee captive soldier troop civilian province region oblast village town city district seat "
    "vote state casualty death victim ship jet tank missile drone brigade battalion worker reactor plant island "
    "observer peacekeeper corridor crossing airport dead battery fighter helicopter warship submarine launcher "
    "division regiment squadron".split()
)
_LABELS: Final = frozenset(
    "article section chapter resolution title no. no number point phase annex page clause rule route flight channel "
    "room level group table figure part day stage proposition protocol amendment paragraph boeing class zone area "
    "bill act covid-19 sdg option round tier".split()
)
_ABOUT: Final = frozenset(
    "about around roughly nearly almost approximately some over under at least most more less than up to close "
    "estimated an as many much few little below above upwards just fewer nearer closer barely perhaps maybe circa "
    "approx ~".split()
)
_LENGTHY: Final = APPROXIMATE - {"over"}  # `over three years` says for how long
_LEFT: Final = frozenset("left remain remaining last take give have need spend hold run endure serve drag".split())
_MOVING: Final = frozenset(
    "rise fall raise lower cut increase decrease reduce grow shrink drop climb jump slip go widen narrow move lift "
    "trim expand boost double slash hike bring push up".split()
)
_AMOUNTING: Final = frozenset("be stand reach rise climb exceed total top remain".split())
_COUNTS: Final = frozenset("number figure toll total count".split())


def read_figures(roles: Roles) -> list[Figure]:
    """The figures of the article, in text order."""
    return _Reader(roles).read()


class _Reader(Units):
    def __init__(self, roles: Roles) -> None:
        super().__init__(roles)
        self._last: tuple[Figure, int] | None = None  # with the number of its sentence

    def read(self) -> list[Figure]:
        tree, found = self.tree, list[Figure]()
        lower, tag = tree.lower, tree.tag
        i, n = 0, tree.n
        at = 0
        while i < n:
            if not starts_number(lower[i], tag[i]):
                i += 1
                continue
            end = tree.sents[tree.sent[i]][1]
            if lower[i] in MAGNITUDES and i and lower[i - 1] in ("few", "several", "many", "some"):
                i += 1  # `a few hundred people` has no value
                continue
            number = self._share(i, end) or number_at(tree, i, end)
            if number is not None and i and lower[i - 1] in CURRENCIES:
                number = self._money_range(number, end)
            if number is not None and number.low != number.high and self._from_to(number):
                i += 1  # `rose from 10 to 25 percent`: it is 25 now, and no range
                continue
            if number is None:
                i += 1
                continue
            while at < len(self.moments) and self.moments[at].end <= tree.start[i]:
                at += 1
            moment = (
                self.moments[at]
                if at < len(self.moments) and self.moments[at].start < tree.end[number.last - 1]
                else None
            )
            figure = self._figure(number, moment, end)
            if figure is not None:
                found.append(figure)
                self._last = figure, tree.sent[i]
            i = number.last
        return _once(found)

    def _share(self, i: int, end: int) -> Number | None:
        """`one in five Ukrainians`, `nine out of ten delegates`: a share, told by counting."""
        tree = self.tree
        part = number_at(tree, i, end)
        if part is None or part.fraction or part.low != part.high or part.value > 100:
            return None
        k = part.last
        if tree.lower[k : k + 2] == ["out", "of"]:
            k += 2
        elif tree.lower[k : k + 1] == ["in"]:
            k += 1
        else:
            return None
        whole = number_at(tree, k, end) if k < end and starts_number(tree.lower[k], tree.tag[k]) else None
        if whole is None or whole.value <= part.value or whole.value > 1000 or whole.last >= end:
            return None
        if (
            tree.tag[whole.last] not in ("NNS", "NNPS", "JJ", "NN", "VBP", "VBD", "VBZ", "MD", "WP")
            or tree.lemma[whole.last] in TIME | CHANCE
        ):
            return None
        share = part.value / whole.value
        return Number(i, whole.last, share, share, True, True)

    def _from_to(self, number: Number) -> bool:
        """Whether a range is a change: `from 10 to 25` under a verb that moves something."""
        tree, first = self.tree, number.first
        if first == 0 or tree.lower[first - 1] != "from" or "to" not in tree.lower[first : number.last]:
            return False
        return tree.lemma[tree.head[first - 1]] in _MOVING

    def _money_range(self, number: Number, end: int) -> Number:
        """`between $2bn and $3bn`: one range, with the sign told twice."""
        tree, k = self.tree, number.last
        before = tree.lower[number.first - 2 : number.first - 1]
        linked = k + 1 < end and (
            tree.lower[k] in ("to", "-", "–") or (tree.lower[k] == "and" and before == ["between"])
        )
        if not linked or tree.lower[k + 1] != tree.lower[number.first - 1] or k + 2 >= end:
            return number
        second = number_at(tree, k + 2, end)
        if second is None or second.value <= number.value or number.low != number.high:
            return number
        return Number(number.first, second.last, number.value, second.value)

    def _figure(self, number: Number, moment: Moment | None, end: int) -> Figure | None:
        tree = self.tree
        first, last = number.first, number.last
        if moment is not None and (moment.kind != "duration" or moment.first is not None):
            return None
        joined = first and tree.end[first - 1] == tree.start[first]  # `4:30`, not `UN: 40 percent`
        left, right = tree.lower[max(first - 1, 0) : first], tree.lower[last : min(last + 1, end)]
        if left in (["/"], ["#"], ["v"], ["vs"]) or (joined and left == [":"]) or right in (["/"], [":"]):
            return None
        word = tree.lower[first]
        if word.isdigit() and len(word) >= 7:
            return None  # telephone and register numbers
        unit, of, tail = self.unit(number, end)
        if unit is None:
            unit, of = self._resumed(number)
        if unit is None:
            return None
        if self._idle(number, unit):
            return None
        if unit in TIME and not self._tells_length(number, tail, end):
            return None
        factor = 100 if number.fraction and unit == "percent" else 1
        value = number.value * factor
        start = first
        if start and tree.lower[start - 1] in CURRENCIES:
            start -= 1
        loose = _LENGTHY if unit in TIME else APPROXIMATE
        before = range(max(start - 3, tree.sents[tree.sent[first]][0]), start)
        said = tree.lower[max(start - 3, 0) : start]  # `as much as €80m`, `upwards of 70,000`
        bounded = (said[:1] == ["as"] and said[2:] == ["as"]) or said[-2:] == ["upwards", "of"]
        approximate = (
            number.low != number.high
            or bounded
            or any(tree.lower[k] in loose and all(tree.lower[j] in _ABOUT for j in range(k, start)) for k in before)
        )
        a, b = tree.start[start], tree.end[tail - 1]
        article = self.roles.scene.article
        bounds = (None if b is None else round(b, 6) for b in self.bounds(number, start, factor))
        low, high = bounds if unit not in TIME or number.low != number.high else (None, None)
        frame = frame_of(self.roles, start, tail, of)
        return Figure(
            id=finding_id("figure", article.id, a, b, value, unit),
            article=article.id,
            start=a,
            end=b,
            text=tree.text[a:b],
            value=round(value, 6),
            unit=unit,
            of=of,
            by=self._by(first, tail),
            approximate=approximate,
            low=low,
            high=high,
            verb=frame.verb,
            whose=frame.whose,
            first=frame.first,
            last=frame.last,
        )

    def _resumed(self, number: Number) -> tuple[str | None, str | None]:
        """`Moscow puts the number at 250,000`, `the real number is nearer 15,000`: the unit and the thing of the count
        told just before; a toll counts people."""
        tree, i = self.tree, number.last - 1
        harmed = tree.dep[i] == "dobj" and tree.lemma[tree.head[i]] in HARMING
        if harmed and self._last is not None and tree.sent[i] == self._last[1] and self._last[0].unit not in TIME:
            return self._last[0].unit, self._last[0].of  # `killed 45 militants and captured 12`
        count = self._count_of(i)
        if count is None:
            return None, None
        if tree.lemma[count] == "toll":
            return "person", "toll"
        if self._last is not None and tree.sent[i] - self._last[1] <= 1:
            figure = self._last[0]
            if figure.unit not in TIME and figure.unit != "percent" and figure.unit not in CURRENCIES.values():
                return figure.unit, figure.of
        return None, None

    def _count_of(self, i: int) -> int | None:
        """The noun of counting that the number at `i` is the value of: `put the toll at`, `the number to be`."""
        tree = self.tree
        at, verb = i, tree.head[i]
        for _ in range(3):  # `at close to 70,000`, `at between 300 and 400`, `nearer 15,000`
            if tree.tag[verb][:2] == "VB":
                break
            at, verb = verb, tree.head[verb]
        if tree.lower[at] == "at" and tree.lemma[verb] in ("put", "place", "estimate", "set"):
            wanted: tuple[str, ...] = ("dobj",)
        elif tree.lemma[verb] in _AMOUNTING and tree.dep[at] in ("attr", "acomp", "prep", "dobj", "oprd"):
            wanted = ("nsubj", "nsubjpass")
        else:
            return None
        return next((c for c in tree.children[verb] if tree.dep[c] in wanted and tree.lemma[c] in _COUNTS), None)

    def _idle(self, number: Number, unit: str) -> bool:
        tree = self.tree
        first = number.first
        before = tree.lower[first - 1] if first else ""
        if (
            (before in _LABELS and tree.tag[first - 1][:2] != "VB")  # not `would number 5,000 soldiers`
            or before in ("aged", "age")
            or (before == "." and first > 1 and tree.lower[first - 2] == "no")
        ):
            return True
        if unit in CURRENCIES.values() or unit in TIME or unit == "percent":
            return False
        if unit in _IDLE and number.value < (3 if unit in _PEOPLE else 100):
            return True
        if number.value <= 2 and unit not in _SMALL_COUNTS and unit not in SUFFIXES.values():
            return True
        if unit in ("time", "am", "pm") or re.fullmatch(r"\W*", unit):
            return True
        # `Group of 77 countries` and `G7 nations` are names
        return bool(first and tree.tag[first - 1] in ("NNP", "NNPS") and tree.head[first] == first - 1)

    def _tells_length(self, number: Number, tail: int, end: int) -> bool:
        """A length counts where it says how long something lasted, lasts or has left."""
        tree = self.tree
        if tree.lower[number.last : number.last + 1] == ["-"]:
            return True
        after = tree.lower[tail : min(tail + 3, end)]
        if after[:1] and after[0] in ("after", "before", "later", "earlier", "ago", "since", "into"):
            return False
        if after[:1] in (["of"], ["left"], ["remaining"]) or after[:2] == ["in", "prison"]:
            return tree.lower[number.first - 1 : number.first] != ["first"]
        if tree.lower[number.first - 1 : number.first] in (["for"], ["over"], ["after"]) and number.value > 1:
            return True  # `spoke for twelve minutes`, `15 percent over two years`
        head = tree.head[tail - 1]
        governor = head if tree.tag[head][:2] == "VB" else tree.head[head]
        return (
            tree.lemma[governor] in _LEFT
            and tree.tag[governor][:2] == "VB"
            and tree.lower[number.first] not in ("a", "an")
        )

    def _by(self, first: int, tail: int) -> str | None:
        """Whose claim: the speaker of the words, else who projected or proposed it (`projected by the IMF`)."""
        tree, roles = self.tree, self.roles
        start, end = tree.start[first], tree.end[tail - 1]
        quote = roles.quote_at(start, end)
        if quote is not None:
            named = quote.speaker if quote.speaker and len(quote.speaker.split()) <= 6 else None
            return quote.party or named
        sentence = tree.sents[tree.sent[first]]
        for k in range(tail, min(tail + 8, sentence[1])):
            if tree.lower[k] == "by" and tree.tag[tree.head[k]] in ("VBN", "VBD"):
                noun = next((c for c in tree.children[k] if tree.dep[c] == "pobj"), None)
                parties = roles.parties(noun) if noun is not None else ()
                return parties[0] if parties else None
        node = tree.head[tail - 1]
        for _ in range(6):
            if tree.lemma[node] in _CLAIMING:
                subject = roles.subject(node)
                parties = roles.parties(subject) if subject is not None and not roles.passive(node) else ()
                return parties[0] if parties else None
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        return None


def _once(found: list[Figure]) -> list[Figure]:
    """A count told again later in the article (`those four provinces`) stands once; other figures each time."""
    kept: list[Figure] = []
    counted: set[tuple[float, str]] = set()
    for figure in found:
        key = (figure.value, figure.unit)
        if figure.unit not in TIME and figure.unit != "percent" and figure.unit not in CURRENCIES.values():
            if key in counted:
                continue
            counted.add(key)
        kept.append(figure)
    return kept


_CLAIMING: Final = frozenset(
    "claim estimate say put project propose offer demand seek want forecast report insist ask press count announce "
    "pledge promise request".split()
)
