"""Figures: numbers with their unit, what they measure and whose claim they are.

Counts, money, shares, lengths of time and measures are figures; dates, ages, clock times, ordinals, section numbers,
probabilities and numbers that only count sides or speakers are not.
"""

from __future__ import annotations

import re
from typing import Final

from zopa.read.findings import Figure, finding_id
from zopa.read.numbers import FRACTIONS, MAGNITUDES, Number, number_at, starts_number
from zopa.read.roles import Roles
from zopa.read.scene import Moment

_CURRENCIES: Final = {
    "$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₴": "hryvnia", "₽": "rouble", "₹": "rupee",
    "dollar": "dollar", "euro": "euro", "pound": "pound", "yen": "yen", "yuan": "yuan", "rouble": "rouble",
    "ruble": "rouble", "hryvnia": "hryvnia", "rupee": "rupee", "shekel": "shekel", "franc": "franc", "krona": "krona",
    "peso": "peso", "real": "real", "rand": "rand", "lira": "lira", "cent": "cent", "usd": "dollar", "eur": "euro",
    "gbp": "pound", "c$": "dollar", "a$": "dollar",
}  # fmt: skip
_TIME: Final = frozenset("second minute hour day week month year decade century fortnight".split())
_MEASURES: Final = {
    "km": "kilometre", "kilometre": "kilometre", "kilometer": "kilometre", "mile": "mile", "metre": "metre",
    "meter": "metre", "ton": "ton", "tonne": "ton", "barrel": "barrel", "hectare": "hectare", "acre": "acre",
    "kg": "kilogram", "kilogram": "kilogram", "kilo": "kilogram", "litre": "litre", "liter": "litre", "mw": "megawatt",
    "gw": "gigawatt", "megawatt": "megawatt", "gigawatt": "gigawatt", "degree": "degree", "foot": "foot",
    "feet": "foot",
}  # fmt: skip
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
    "estimated an as many much few little below above upwards just fewer".split()
)
_APPROXIMATE: Final = frozenset(
    "about around roughly nearly almost approximately some over under least most more less up close estimated fewer "
    "upwards below above".split()
)
_LENGTHY: Final = _APPROXIMATE - {"over"}  # `over three years` says for how long
_LEFT: Final = frozenset("left remain remaining last take give have need spend hold run endure serve drag".split())
# verbs whose subject is what the figure measures (`turnout was 61 per cent`)
_MEASURING: Final = frozenset(
    "be rise fall grow drop reach exceed total stand increase decrease shrink climb jump cost last amount go remain "
    "average decline plunge hit come slip surge soar edge gain lose".split()
)
_COUNTS: Final = frozenset("number figure toll total count".split())
_PERCENT: Final = frozenset("% percent pct percentage".split())
_CHANCE: Final = frozenset("chance probability likelihood odds shot certain sure possibility".split())


def read_figures(roles: Roles) -> list[Figure]:
    """The figures of the article, in text order."""
    return _Reader(roles).read()


class _Reader:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self._moments = sorted(roles.scene.moments, key=lambda m: m.start)
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
            if number is not None and i and lower[i - 1] in _CURRENCIES:
                number = self._money_range(number, end)
            if number is None:
                i += 1
                continue
            while at < len(self._moments) and self._moments[at].end <= tree.start[i]:
                at += 1
            moment = (
                self._moments[at]
                if at < len(self._moments) and self._moments[at].start < tree.end[number.last - 1]
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
        if tree.tag[whole.last] not in ("NNS", "NNPS", "JJ", "NN") or tree.lemma[whole.last] in _TIME | _CHANCE:
            return None
        share = part.value / whole.value
        return Number(i, whole.last, share, share, True, True)

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
        unit, of, tail = self._unit(number, end)
        if unit is None:
            unit, of = self._resumed(number)
        if unit is None:
            return None
        if self._idle(number, unit):
            return None
        if unit in _TIME and not self._tells_length(number, tail, end):
            return None
        value = number.value * (100 if number.fraction and unit == "percent" else 1)
        start = first
        if start and tree.lower[start - 1] in _CURRENCIES:
            start -= 1
        loose = _LENGTHY if unit in _TIME else _APPROXIMATE
        before = range(max(start - 3, tree.sents[tree.sent[first]][0]), start)
        approximate = number.low != number.high or any(
            tree.lower[k] in loose and all(tree.lower[j] in _ABOUT for j in range(k, start)) for k in before
        )
        a, b = tree.start[start], tree.end[tail - 1]
        article = self.roles.scene.article
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
        )

    def _unit(self, number: Number, end: int) -> tuple[str | None, str | None, int]:
        """The unit, what is measured, and the token after the figure."""
        tree = self.tree
        lower, last = tree.lower, number.last
        if number.first and lower[number.first - 1] in _CURRENCIES and not lower[number.first - 1].isalpha():
            return _CURRENCIES[lower[number.first - 1]], self._measured(last - 1, last, end), last
        if number.first >= 2 and lower[number.first - 1] == "$":
            return "dollar", self._measured(last - 1, last, end), last
        k = last + 1 if last < end and lower[last] == "-" else last
        if k >= end:
            return None, None, last
        word, lemma = lower[k], tree.lemma[k]
        if word in _PERCENT or (word == "per" and k + 1 < end and lower[k + 1] == "cent"):
            tail = k + (2 if word == "per" else 1)
            if tail < end and lower[tail] in ("point", "points"):
                tail += 1
            if self._is_chance(tail, end) or self._chance_before(number.first):
                return None, None, tail
            return "percent", self._measured(tail - 1, tail, end), tail
        if number.fraction and tree.lower[number.last - 1] not in FRACTIONS:
            return "percent", self._noun(k, end), last
        if number.fraction:
            told = lower[last - 1].endswith("s") or (number.first and lower[number.first - 1] in _APPROXIMATE)
            if (
                told
                and lower[last - 1] in FRACTIONS
                and tree.tag[k] in (",", ".", "CC", "IN")
                and word not in ("of", "-")
            ):
                return "percent", None, last  # `have taken nearly three quarters`
            if self._is_chance(k, end) or (word != "of" and tree.tag[k][:2] not in ("NN", "DT", "PR")):
                return None, None, last
            if word == "of" or lower[number.first] == "half":
                return "percent", self._measured(last - 1, last, end), last
            return ("percent", self._noun(k, end), last) if "-" in lower[number.first : last] else (None, None, last)
        if lemma in _CURRENCIES and lemma.isalpha():
            return _CURRENCIES[lemma], self._measured(k, k + 1, end), k + 1
        if word in ("us", "u.s.") and k + 1 < end and tree.lemma[k + 1] == "dollar":
            return "dollar", self._measured(k + 1, k + 2, end), k + 2
        if lemma in _TIME:
            if k + 1 < end and lower[k + 1] in ("old", "-") and "old" in lower[k + 1 : k + 4]:
                return None, None, k + 1
            return lemma, self._measured(k, k + 1, end), k + 1
        if word in ("square", "sq", "cubic") and k + 1 < end:
            inner = _MEASURES.get(tree.lemma[k + 1])
            if inner:
                return f"{'cubic' if word == 'cubic' else 'square'} {inner}", self._measured(k + 1, k + 2, end), k + 2
        if lemma in _MEASURES or word in _MEASURES:
            return _MEASURES.get(lemma) or _MEASURES[word], self._measured(k, k + 1, end), k + 1
        if word == "of" and not number.fraction:  # `83 of 150 seats`, `three of the five districts`
            skip = k + 2 if lower[k + 1 : k + 2] in (["the"], ["its"], ["their"]) else k + 1
            whole = number_at(tree, skip, end) if skip < end and starts_number(lower[skip], tree.tag[skip]) else None
            if whole is not None and lower[skip] not in ("a", "an") and whole.value >= number.value:
                unit, of, tail = self._counted(whole, whole.last, end) if whole.last < end else (None, None, last)
                return unit, of, tail
        return self._counted(number, k, end)

    def _resumed(self, number: Number) -> tuple[str | None, str | None]:
        """`Moscow puts the number at 250,000`: the unit and the thing of the count told just before."""
        tree, i = self.tree, number.last - 1
        at = tree.head[i]
        for _ in range(2):  # `at close to 70,000`, `at between 300 and 400`
            at = tree.head[at] if tree.lower[at] != "at" else at
        verb = tree.head[at]
        if self._last is None or tree.lower[at] != "at" or tree.lemma[verb] not in ("put", "place", "estimate", "set"):
            return None, None
        figure, sentence = self._last
        told = any(tree.dep[c] == "dobj" and tree.lemma[c] in _COUNTS for c in tree.children[verb])
        plain = figure.unit not in _TIME and figure.unit != "percent" and figure.unit not in _CURRENCIES.values()
        return (figure.unit, figure.of) if told and plain and tree.sent[i] - sentence <= 1 else (None, None)

    def _counted(self, number: Number, k: int, end: int) -> tuple[str | None, str | None, int]:
        """A count of things: the noun that the number modifies."""
        tree = self.tree
        if tree.tag[k] in ("''", "``", '"', "-RRB-", ":", ","):
            return None, None, number.last
        head = tree.head[number.last - 1]
        if not number.last <= head < min(number.last + 6, end) or tree.tag[head] not in ("NNS", "NN", "NNPS"):
            head = next((j for j in range(k, min(k + 4, end)) if tree.tag[j] in ("NNS", "NNPS")), -1)
            if head < 0 or any(
                tree.tag[j][:2] not in ("JJ", "NN", "VB", "HY", "CD", "``", "''") for j in range(k, head)
            ):
                if k < end and tree.lower[k] in ("dead", "injured", "wounded", "killed"):
                    return "person", tree.lower[k], k + 1
                return None, None, number.last
        if tree.tag[head] == "NN" and tree.lemma[head] not in ("people", "staff", "personnel") and number.value != 1:
            return None, None, number.last
        lemma = "person" if tree.lower[head] in ("people", "persons") else tree.lemma[head]
        if tree.tag[head] == "NNPS" and lemma.endswith("s"):
            lemma = lemma[:-1]
        return lemma, self._noun(number.last, end, head), head + 1

    def _noun(self, first: int, end: int, head: int | None = None) -> str | None:
        tree = self.tree
        if head is None:
            head = next((j for j in range(first, min(first + 5, end)) if tree.tag[j][:2] == "NN"), -1)
            while head >= 0 and head + 1 < end and tree.tag[head + 1][:2] == "NN":
                head += 1
            if head < 0:
                return None
        last = head + 1
        for c in tree.children[head]:
            if tree.lower[c] in ("of", "in") and c == head + 1:
                last = min(tree.right[c] + 1, head + 7)
        return self.roles.words(first, last)

    def _measured(self, k: int, after: int, end: int) -> str | None:
        """What stands after the figure: `of GDP`, `in revenue increases`, `growth rate`; else the head it modifies."""
        tree = self.tree
        if after < end and tree.lower[after] in ("of", "in", "for", "worth"):
            if after + 1 < end and tree.lower[after + 1] == "of":
                after += 1
            stop = min(max(tree.right[after] + 1, after + 2), after + 8, end)
            return self.roles.words(after + 1, stop)
        if after < end and self._is_time(after):
            after = end
        if after < end and (tree.tag[after][:2] in ("NN", "JJ") or tree.lower[after] == "-"):
            noun = self._noun(after + (tree.lower[after] == "-"), end)
            if noun:
                return noun
        head = tree.head[k]
        for _ in range(3):
            if tree.tag[head][:2] == "VB":
                changed = next((c for c in tree.children[head] if tree.dep[c] == "dobj" and c < k), None)
                if changed is not None and tree.right[changed] < k and tree.tag[changed][:2] == "NN":
                    return self.roles.words(*tree.subtree(changed))  # `reduce emissions by 43 percent`
                if tree.lemma[head] not in _MEASURING:
                    return None
                subject = self.roles.subject(head)
                if subject is not None and tree.tag[subject][:2] == "NN" and abs(subject - k) < 25:
                    return self.roles.words(*tree.subtree(subject)) if tree.right[subject] < k else None
                return None
            head = tree.head[head]
        return None

    def _chance_before(self, first: int) -> bool:
        """`put the likelihood of a deal at 20 percent`: an estimate, not a figure."""
        start = self.tree.sents[self.tree.sent[first]][0]
        words = self.tree.lemma[max(start, first - 12) : first]
        return any(w in ("likelihood", "probability", "odds", "chance") for w in words) and words[-1] not in (
            "by",
            "of",
        )

    def _is_time(self, k: int) -> bool:
        start = self.tree.start[k]
        return any(m.start <= start < m.end for m in self._moments)

    def _is_chance(self, k: int, end: int) -> bool:
        return any(self.tree.lemma[j] in _CHANCE for j in range(k, min(k + 3, end)))

    def _idle(self, number: Number, unit: str) -> bool:
        tree = self.tree
        first = number.first
        before = tree.lower[first - 1] if first else ""
        if (
            before in _LABELS
            or before in ("aged", "age")
            or (before == "." and first > 1 and tree.lower[first - 2] == "no")
        ):
            return True
        if unit in _CURRENCIES.values() or unit in _TIME or unit == "percent":
            return False
        if unit in _IDLE and number.value < (3 if unit in _PEOPLE else 100):
            return True
        if number.value <= 2 and unit not in _SMALL_COUNTS:
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
        if figure.unit not in _TIME and figure.unit != "percent" and figure.unit not in _CURRENCIES.values():
            if key in counted:
                continue
            counted.add(key)
        kept.append(figure)
    return kept


_CLAIMING: Final = frozenset(
    "claim estimate say put project propose offer demand seek want forecast report insist ask press count announce "
    "pledge promise request".split()
)
