"""The unit of a number and what it measures: `11,400 workers`, `4% of GDP`, `€85 million in revenue`."""

from __future__ import annotations

from typing import Final

from zopa.read.numbers import FRACTIONS, Number, number_at, starts_number, written_unit
from zopa.read.roles import Roles

CURRENCIES: Final = {
    "$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₴": "hryvnia", "₽": "rouble", "₹": "rupee",
    "dollar": "dollar", "euro": "euro", "pound": "pound", "yen": "yen", "yuan": "yuan", "rouble": "rouble",
    "ruble": "rouble", "hryvnia": "hryvnia", "rupee": "rupee", "shekel": "shekel", "franc": "franc", "krona": "krona",
    "peso": "peso", "real": "real", "rand": "rand", "lira": "lira", "cent": "cent", "usd": "dollar", "eur": "euro",
    "gbp": "pound", "c$": "dollar", "a$": "dollar", "rs": "rupee", "rs.": "rupee", "inr": "rupee", "chf": "franc",
    "rmb": "yuan", "renminbi": "yuan", "cny": "yuan", "jpy": "yen", "ngn": "naira", "zar": "rand", "ksh": "shilling",
    "naira": "naira", "shilling": "shilling", "cedi": "cedi", "birr": "birr", "dirham": "dirham", "riyal": "riyal",
    "dinar": "dinar", "zloty": "zloty", "koruna": "koruna", "forint": "forint", "krone": "krone", "kroner": "krone",
    "kronor": "krona", "ringgit": "ringgit", "baht": "baht", "rupiah": "rupiah", "taka": "taka", "kwacha": "kwacha",
    "₦": "naira", "₪": "shekel", "₺": "lira", "₩": "won",
}  # fmt: skip
_CODES: Final = frozenset("us$ usd eur gbp rs rs. inr chf rmb cny jpy ngn zar ksh".split())  # stand before their number
_HARMED: Final = frozenset(
    "dead injured wounded killed displaced missing captured arrested detained homeless evacuated abducted kidnapped "
    "stranded hospitalised hospitalized".split()
)
HARMING: Final = frozenset(
    "kill die wound injure displace arrest detain abduct kidnap evacuate capture drown perish flee".split()
)
_PEOPLES: Final = frozenset("nation country population people city town island region community congregation".split())
TIME: Final = frozenset("second minute hour day week month year decade century fortnight".split())
_MEASURES: Final = {
    "km": "kilometre", "kilometre": "kilometre", "kilometer": "kilometre", "mile": "mile", "metre": "metre",
    "meter": "metre", "ton": "ton", "tonne": "ton", "barrel": "barrel", "hectare": "hectare", "acre": "acre",
    "kg": "kilogram", "kilogram": "kilogram", "kilo": "kilogram", "litre": "litre", "liter": "litre", "mw": "megawatt",
    "gw": "gigawatt", "megawatt": "megawatt", "gigawatt": "gigawatt", "degree": "degree", "foot": "foot",
    "feet": "foot",
}  # fmt: skip
APPROXIMATE: Final = frozenset(
    "about around roughly nearly almost approximately some over under least most more less up close estimated fewer "
    "upwards below above nearer closer barely perhaps maybe circa approx ~".split()
)
_AT_LEAST: Final = frozenset("at least|more than|no less than|no fewer than|not less than|not fewer than|over|above|"
                             "upwards of|in excess of|a minimum of".split("|"))  # fmt: skip
_AT_MOST: Final = frozenset("at most|no more than|not more than|less than|fewer than|under|below|up to|a maximum of|"
                            "as much as|as many as".split("|"))  # fmt: skip
# verbs whose subject is what the figure measures (`turnout was 61 per cent`)
_MEASURING: Final = frozenset(
    "be rise fall grow drop reach exceed total stand increase decrease shrink climb jump cost last amount go remain "
    "average decline plunge hit come slip surge soar edge gain lose".split()
)
_PERCENT: Final = frozenset("% percent pct percentage".split())
CHANCE: Final = frozenset("chance probability likelihood odds shot certain sure possibility".split())


class Units:
    """Looks at the words around a number of one article."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.moments = sorted(roles.scene.moments, key=lambda m: m.start)

    def unit(self, number: Number, end: int) -> tuple[str | None, str | None, int]:
        """The unit, what is measured, and the token after the figure."""
        tree = self.tree
        lower, last = tree.lower, number.last
        before = lower[number.first - 1] if number.first else ""
        written = written_unit(lower[last - 1]) if last - number.first == 1 else None
        if written is not None:
            return written, self._measured(last - 1, last, end), last
        if before in CURRENCIES and (before in _CODES or not before.isalpha()):
            return CURRENCIES[lower[number.first - 1]], self._measured(last - 1, last, end), last
        if number.first >= 2 and lower[number.first - 1] == "$":
            return "dollar", self._measured(last - 1, last, end), last
        votes = self._votes(number, end)
        if votes is not None:
            return (*votes, last)
        k = last + 1 if last < end and lower[last] == "-" else last
        if k > last and lower[k : k + 1] == ["strong"] and number.value >= 10:
            return "person", self._noun(k + 1, end), k + 1  # `a 15,000-strong force`
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
            return "percent", None if tree.tag[k][:2] in ("VB", "MD", "WP") else self._noun(k, end), last
        if number.fraction:
            told = lower[last - 1].endswith("s") or (number.first and lower[number.first - 1] in APPROXIMATE)
            if (
                told
                and lower[last - 1] in FRACTIONS
                and tree.tag[k] in (",", ".", "CC", "IN", "VBD", "VBP", "VBZ", "MD", "WP", "''")
                and word not in ("of", "-")
            ):
                return "percent", None, last  # `have taken nearly three quarters`
            if self._is_chance(k, end) or (word != "of" and tree.tag[k][:2] not in ("NN", "DT", "PR")):
                return None, None, last
            if word != "of" and lower[last - 1] == "half" and tree.tag[k] in ("PRP$", "DT"):
                return "percent", self._noun(k, end), last  # `half its fighters`
            if word == "of" or lower[number.first] == "half":
                return "percent", self._measured(last - 1, last, end), last
            return ("percent", self._noun(k, end), last) if "-" in lower[number.first : last] else (None, None, last)
        if lemma in CURRENCIES and lemma.isalpha():
            return CURRENCIES[lemma], self._measured(k, k + 1, end), k + 1
        if word in ("us", "u.s.") and k + 1 < end and tree.lemma[k + 1] == "dollar":
            return "dollar", self._measured(k + 1, k + 2, end), k + 2
        if lemma in TIME:
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
                return self._harmed(number, k, end)
        if tree.tag[head] == "NN" and tree.lemma[head] not in ("people", "staff", "personnel") and number.value != 1:
            return None, None, number.last
        lemma = "person" if tree.lower[head] in ("people", "persons") else tree.lemma[head]
        if tree.tag[head] == "NNPS" and lemma.endswith("s"):
            lemma = lemma[:-1]
        return lemma, self._noun(number.last, end, head), head + 1

    def _harmed(self, number: Number, k: int, end: int) -> tuple[str | None, str | None, int]:
        """People by what befell them (`13 dead`, `38 were killed`), or make up (`a nation of 66 million`)."""
        tree = self.tree
        if k < end and tree.lower[k] in _HARMED:
            return "person", tree.lower[k], k + 1
        verb = tree.head[number.last - 1]
        subject = tree.dep[number.last - 1] in ("nsubj", "nsubjpass")
        if subject and verb >= k and tree.lemma[verb] in HARMING and number.value >= 1:
            return "person", tree.lower[verb], number.last
        whole = tree.lemma[number.first - 2] if number.first > 1 and tree.lower[number.first - 1] == "of" else ""
        if whole in _PEOPLES and number.value >= 100 and tree.tag[k][:2] not in ("NN", "CD"):
            return "person", whole, number.last
        return None, None, number.last

    def _votes(self, number: Number, end: int) -> tuple[str, None] | None:
        """`voted by 412 to 37`, `approved 22-3`: each of two numbers is one of votes."""
        tree, first, last = self.tree, number.first, number.last
        voted = range(max(first - 6, tree.sents[tree.sent[first]][0]), first)
        if number.fraction or not any(tree.lemma[j] in ("vote", "ballot") for j in voted):
            return None
        behind = last + 1 < end and tree.lower[last] in ("to", "against") and tree.tag[last + 1] == "CD"
        ahead = first > 1 and tree.lower[first - 1] in ("to", "against") and tree.tag[first - 2] == "CD"
        nouns = behind and last + 2 < end and tree.tag[last + 2][:2] == "NN" and tree.lemma[last + 2] != "vote"
        return ("vote", None) if (behind and not nouns) or ahead else None

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
        if after + 1 < end and tree.lower[after] in ("in", "for") and self._is_time(after + 1):
            after = end
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
                coded = changed is not None and tree.lower[tree.right[changed]] in _CODES  # `a loss of Rs 1,500 crore`
                if changed is not None and not coded and tree.right[changed] < k and tree.tag[changed][:2] == "NN":
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

    def bounds(self, number: Number, start: int, factor: float) -> tuple[float | None, float | None]:
        """The bounds that the words set: of a range, or of `at least` and `no more than` before the token `start`."""
        if number.low != number.high:
            return number.low * factor, number.high * factor
        first = self.tree.sents[self.tree.sent[start]][0]
        value = number.value * factor
        for length in (3, 2, 1):  # the longest first: `no more than` is no `more than`
            said = " ".join(self.tree.lower[max(start - length, first) : start])
            if said in _AT_LEAST:
                return value, None
            if said in _AT_MOST:
                return None, value
        return None, None

    def _is_time(self, k: int) -> bool:
        start = self.tree.start[k]
        return any(m.start <= start < m.end for m in self.moments)

    def _is_chance(self, k: int, end: int) -> bool:
        return any(self.tree.lemma[j] in CHANCE for j in range(k, min(k + 3, end)))
