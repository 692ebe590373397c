"""Estimates: somebody's probability that something happens, in numbers (`a 25% chance`) or in words (`doubtful`).

`read_estimates(roles, scale)` finds them; words become intervals by the named scale (`zopa.read.scales`), numbers
stand as stated. The holder is who says the words; None is the article's own voice. Comparisons (`more likely`),
bare modals (`may`, `could`) and adjectives before a noun (`the likely outcome`) give no probability and are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final

from zopa.read.findings import Estimate, finding_id
from zopa.read.roles import Roles
from zopa.read.scales import STATED, chosen_scale, interval

_RAISING: Final = frozenset(
    "very highly extremely exceedingly exceptionally most overwhelmingly increasingly quite pretty extraordinarily "
    "vanishingly deeply really all".split()
)
_OUTER: Final = {
    "likely": "very_likely", "probable": "very_likely", "unlikely": "very_unlikely", "improbable": "very_unlikely",
    "possible": "realistic_possibility", "very_unlikely": "almost_no_chance", "certain": "certain",
    "better_than_even": "very_good_chance",
}  # fmt: skip
_OPPOSITE: Final = {
    "likely": "unlikely", "probable": "unlikely", "unlikely": "possible", "improbable": "possible",
    "impossible": "possible", "certain": "unknown", "virtually_certain": "unknown", "almost_certain": "unknown",
    "possible": "impossible", "very_likely": "unlikely", "realistic_possibility": "very_unlikely",
    "almost_no_chance": "possible", "very_unlikely": "possible", "better_than_even": "unlikely",
}  # fmt: skip
_NEARLY: Final = frozenset("almost nearly virtually practically basically all-but effectively near".split())
_COMPARED: Final = frozenset("more less likelier equally".split())
_ADVERBIAL: Final = frozenset("as because while since after before so in".split())
_NOT: Final = frozenset("not n't n’t never hardly scarcely barely no neither nor".split())
_NOUN_GRADES: Final = {
    "no": "impossible", "zero": "impossible", "little": "little_chance", "slim": "very_unlikely",
    "slight": "little_chance", "faint": "little_chance", "small": "little_chance", "remote": "remote_chance",
    "low": "unlikely", "poor": "unlikely", "bleak": "very_unlikely", "dim": "very_unlikely", "minimal": "very_unlikely",
    "negligible": "almost_no_chance", "scant": "little_chance", "tiny": "remote_chance", "minuscule": "remote_chance",
    "outside": "little_chance", "long": "unlikely", "limited": "unlikely", "fair": "realistic_possibility",
    "reasonable": "realistic_possibility", "real": "realistic_possibility", "decent": "better_than_even",
    "good": "very_good_chance", "strong": "very_likely", "high": "likely", "great": "very_likely", "even": "even",
    "excellent": "very_likely", "better": "better_than_even", "realistic": "realistic_possibility",
    "distinct": "realistic_possibility", "serious": "realistic_possibility", "grim": "very_unlikely",
    "favourable": "likely", "favorable": "likely", "cautious": "possible", "fading": "unlikely",
    "vanishing": "almost_no_chance", "thin": "very_unlikely", "diminishing": "unlikely", "substantial": "likely",
    "renewed": "better_than_even", "growing": "better_than_even", "huge": "very_likely", "minor": "little_chance",
    "infinitesimal": "almost_no_chance", "fifty-fifty": "even", "sporting": "realistic_possibility",
}  # fmt: skip
_GRADED: Final = frozenset("chance odds probability likelihood prospect possibility hope optimism shot".split())
_SOFT: Final = frozenset("hope optimism".split())  # count only with a grade: `slim hopes`, not `hopes for peace`
_BETTING: Final = frozenset("chances prospects call bet proposition deal whether if".split())
_HOLDING: Final = frozenset("put give place rate see set estimate reckon assess offer believe".split())

_NUM = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|\d+)"
_CHANCE = r"(?:chances?|probability|likelihood|odds|possibility|shot|likely|certain|sure|confident)"
_PC = r"(?:%|per\ ?cent|percent)"
_TO = r"\s*(?:to|-|–|or)\s*"
_IN = r"(?:\ |-)(?:in|out\ of)(?:\ |-)"
_LESS = (
    r"(?:(?:less|more|better|greater|fewer|higher|lower)\ than|at\ least|at\ most|over|under|up\ to|about|around"
    r"|roughly|only)"
)
_STATED: Final = re.compile(
    rf"""(?P<qual>{_LESS})?\s*(?:a|an|the)?\s*["“‘']?(?:
      (?P<lo>\d+(?:\.\d+)?)\s*{_PC}?{_TO}(?P<hi>\d+(?:\.\d+)?)\s*-?{_PC}\s+{_CHANCE}
    | (?P<pc>\d+(?:\.\d+)?)\s*-?\s*{_PC}["”’']?\s+{_CHANCE}
    | (?P<a>{_NUM}){_IN}(?:a\ )?(?P<b>{_NUM})["”’']?\s+{_CHANCE}
    | (?P<even>50(?:\ ?-\ ?|–|/|\ )50|fifty-fifty)
    | {_CHANCE}(?:\ (?:of|that)\ [^.;,%\d]{{1,80}})?\ (?:at|is|are|as|were|was|stands?\ at|to\ be)
      \ (?:{_LESS}\ |just\ |at\ )?(?:
          (?P<lo2>\d+(?:\.\d+)?)\s*{_PC}?{_TO}(?P<hi2>\d+(?:\.\d+)?)\s*{_PC}
        | (?P<pc2>\d+(?:\.\d+)?)\s*{_PC}
        | (?P<a2>{_NUM}){_IN}(?P<b2>{_NUM})
        | (?P<x>{_NUM})[-\ ]to[-\ ](?P<y>{_NUM})(?P<on>\ on)?)
    | odds\ of\ (?P<x2>{_NUM})[-\ ]to[-\ ](?P<y2>{_NUM})(?P<on2>\ on)?
    | (?P<bte>(?:better|more\ likely|greater)\ than\ (?:even|not)|(?:as\ likely\ as\ not))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_STATED_SIGN: Final = re.compile(
    r"\bchance|\bprobability|\blikelihood|\bodds\b|\b50(?: ?- ?|–|/| )50|fifty-fifty|than even|than not\b"
    r"|as likely as not|(?:%|per ?cent)[\"”’']?\s+(?:likely|certain|sure|confident|possibility|shot)|\bshot\b",
    re.IGNORECASE,
)
_DIGIT_OR_WORD: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
                         "nine": 9, "ten": 10, "twenty": 20, "a hundred": 100}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    part: str
    rung: str


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """Words of probability by part: {part: {word: rung}}."""
    table: dict[str, dict[str, str]] = {}
    text = (resources.files("zopa.read") / "estimate_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, part, rung = line.split("\t")
            table.setdefault(part, {})[word] = rung
    return table


@dataclass(frozen=True, slots=True)
class _Found:
    """An estimate before it is written out: token spans of the phrase and of what it is about."""

    first: int
    last: int
    low: float
    high: float
    scale: str
    about: tuple[int, int] | None
    subject: tuple[int, int] | None
    holder: str | None
    told: bool = False  # the holder comes from the clause itself (`he doubts`), not from a quote


def read_estimates(roles: Roles, scale: str | None = None) -> list[Estimate]:
    """The estimates of the article, in text order, words read by `scale` (see `zopa.read.scales.chosen_scale`)."""
    return _Reader(roles, chosen_scale(scale)).read()


class _Reader:
    def __init__(self, roles: Roles, scale: str) -> None:
        self.roles = roles
        self.tree = roles.tree
        self.scale = scale

    def read(self) -> list[Estimate]:
        found = self._stated()
        taken = [(f.first, f.last) for f in found]
        tree, words = self.tree, _words()
        adjectives, adverbs, verbs = words["adj"], words["adv"], words["verb"]
        nouns = words["noun"]
        for i, lower in enumerate(tree.lower):
            new: _Found | None = None
            if lower in adjectives and tree.tag[i][:2] in ("JJ", "VB", "RB"):
                new = self._adjective(i, adjectives[lower])
            if new is None and lower in adverbs and tree.tag[i][:2] == "RB":
                new = self._adverb(i, adverbs[lower])
            if new is None and lower in nouns and tree.tag[i][:2] == "NN":
                new = self._noun(i)
            if new is None and tree.lemma[i] in verbs:
                new = self._verb(i, verbs[tree.lemma[i]])
            if new is not None and not any(a < new.last and new.first < b for a, b in taken):
                found.append(new)
                taken.append((new.first, new.last))
        return [self._estimate(f) for f in sorted(found, key=lambda f: (f.first, f.last))]

    # numbers

    def _stated(self) -> list[_Found]:
        text = self.tree.text
        found = []
        for match in self._matches(text):
            bounds = self._numbers(match)
            if bounds is None:
                continue
            start, end = match.span()
            while text[start : start + 1].isspace():
                start += 1
            lead = re.match(r"(?:a|an|the)\s+", text[start:end], re.IGNORECASE)
            if lead:
                start += lead.end()
            if text[start] in "\"“‘'":
                start += 1
            first, last = self.roles.token_at(start), self.roles.token_at(end - 1) + 1
            if match.group("even") and not self._even_is_a_chance(first, last):
                continue
            about = self._after_chance(first, last)
            low, high, scale = (*bounds, STATED)
            if match.group("bte"):
                if re.search("better than even|greater than even", match.group(), re.IGNORECASE) is None and (
                    "as likely" in match.group().lower()
                ):
                    low, high = interval("even", self.scale)
                else:
                    low, high = interval("better_than_even", self.scale)
                scale = self.scale
            found.append(_Found(first, last, low, high, scale, about, None, self._putter(first)))
        return found

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        """Stated chances, looked for only in sentences that speak of chances at all."""
        tree, done = self.tree, -1
        for sign in _STATED_SIGN.finditer(text):
            k = tree.sent[self.roles.token_at(sign.start())]
            if k <= done:
                continue
            done = k
            first, last = tree.sents[k]
            yield from _STATED.finditer(text, tree.start[first], tree.end[last - 1])

    def _even_is_a_chance(self, first: int, last: int) -> bool:
        tree = self.tree
        a, b = tree.sents[tree.sent[first]]
        near = tree.lower[max(a, first - 12) : min(b, last + 8)]
        if any(
            w in ("split", "divided", "share", "shares", "shared", "ownership", "venture", "tie", "senate")
            for w in near
        ):
            return False
        return tree.tag[tree.head[first]][:2] in ("VB", "AU") or any(w in _GRADED or w in _BETTING for w in near)

    def _numbers(self, match: re.Match[str]) -> tuple[float, float] | None:
        g = match.groupdict()
        qualifier = (g["qual"] or "").lower()
        low: float
        high: float
        if g["even"]:
            return 0.5, 0.5
        if g["bte"]:
            return 0.5, 1.0
        if g["lo"] or g["lo2"]:
            low, high = sorted(
                float(g["lo"] or g["lo2"]) / 100 if k == 0 else float(g["hi"] or g["hi2"]) / 100 for k in (0, 1)
            )
        elif g["pc"] or g["pc2"]:
            low = high = float(g["pc"] or g["pc2"]) / 100
        else:
            one = _whole(g["a"] or g["a2"] or g["x"] or g["x2"])
            two = _whole(g["b"] or g["b2"] or g["y"] or g["y2"])
            if one is None or two is None or not two:
                return None
            if g["a"] or g["a2"]:
                low = high = one / two
            else:  # odds of three to one: against, unless `on`
                share = one / (one + two)
                low = high = share if (g["on"] or g["on2"]) else 1 - share
        if not 0 <= low <= high <= 1:
            return None
        inside = match.group().lower()
        if qualifier.startswith(("less", "fewer", "at most", "under", "up to", "lower")) or "less than" in inside:
            return 0.0, high
        if qualifier.startswith(("more", "better", "greater", "at least", "over", "higher")) or "more than" in inside:
            return low, 1.0
        return low, high

    def _putter(self, i: int) -> str | None:
        """Who puts the chance somewhere: the subject of the verb that governs the number."""
        tree, roles, node = self.tree, self.roles, i
        for _ in range(7):
            if tree.tag[node][:2] == "VB" and tree.lemma[node] in _HOLDING and not roles.passive(node):
                subject = roles.subject(node)
                return roles.actor(subject) if subject is not None else None
            if tree.head[node] == node:
                return None
            node = tree.head[node]
        return None

    def _after_chance(self, first: int, last: int) -> tuple[int, int] | None:
        """What a chance is a chance of: `of` a noun, `that` a clause, or `to` do."""
        tree = self.tree
        for k in range(first, min(last + 1, tree.n)):
            for c in tree.children[k]:
                if c >= k and c + 1 >= last and tree.dep[c] in ("prep", "acl", "relcl", "ccomp", "advcl", "xcomp"):
                    if tree.dep[c] == "prep" and tree.lower[c] in ("of", "for"):
                        return c + 1, tree.right[c] + 1
                    if tree.dep[c] != "prep":
                        return tree.subtree(c)
        sentence_end = tree.sents[tree.sent[first]][1]
        if last < sentence_end and tree.lower[last] in ("of", "that", "for", '"', "”", "the", "a", "he", "they", "we"):
            skip = last + (tree.lower[last] in ("of", "that", "for", '"', "”"))
            return (skip, sentence_end) if skip < sentence_end else None
        node = tree.head[first]
        for _ in range(4):
            if tree.tag[node][:2] in ("VB", "MD"):
                subject = next((c for c in tree.children[node] if tree.dep[c] in ("nsubj", "nsubjpass")), None)
                if subject is not None and tree.right[subject] < first:
                    inner = self._of_noun(subject)
                    return inner or tree.subtree(subject)
            node = tree.head[node]
        return None

    # words

    def _adjective(self, i: int, rung: str) -> _Found | None:
        tree = self.tree
        dep, head = tree.dep[i], tree.head[i]
        clause = self._complement(i)
        if dep in ("amod", "compound", "nmod") and clause is None:
            return None  # `the likely outcome`
        if dep == "advmod":
            return None
        verb = (
            head if dep in ("acomp", "oprd", "attr", "xcomp", "conj", "ccomp", "advcl", "relcl", "acl", "amod") else i
        )
        if tree.lower[i] == "sure" and (clause is None or not self._infinitive(clause)):
            return None  # `not sure that` tells of a person's mind, `sure to` of the event
        if tree.lower[i] in ("certain", "assured", "poised", "bound", "guaranteed") and not (
            (clause is not None and (self._infinitive(clause) or self._expletive(verb)))
            or (
                clause is None
                and tree.lower[i] in ("certain", "guaranteed")
                and dep in ("acomp", "attr")
                and self._abstract_subject(verb)
            )
        ):
            return None
        if (
            tree.lower[i]
            in (
                "possible",
                "unclear",
                "uncertain",
                "questionable",
                "realistic",
                "unrealistic",
                "hopeless",
                "imminent",
                "dubious",
            )
            and clause is None
        ) and (
            dep not in ("acomp",)
            or tree.lower[i] not in ("imminent", "unrealistic")
            or not self._abstract_subject(verb)
        ):
            return None
        if (
            tree.lower[i] in ("possible", "impossible")
            and clause is not None
            and self._infinitive(clause)
            and not self._telling(clause)
        ):
            return None  # `it is impossible to verify`: ability, not chance
        modifiers = [c for c in tree.children[i] if tree.dep[c] in ("advmod", "neg") and c < i]
        words = {tree.lower[c] for c in modifiers}
        if words & _COMPARED or tree.lower[i - 1 : i] in (["as"], ["how"], ["more"], ["less"], ["so"]):
            return None
        rung = self._graded(rung, words)
        if any(
            tree.dep[c] == "neg" or tree.lower[c] in _NOT
            for c in [*modifiers, *(tree.children[verb] if verb != i else [])]
            if c < i
        ) or self._doubted(verb):
            rung = _OPPOSITE.get(rung, rung)
        if verb != i and any(tree.dep[c] == "neg" for c in tree.children[verb]):
            modifiers = [*modifiers, *[c for c in tree.children[verb] if tree.dep[c] == "neg" and c < i and i - c <= 2]]
        first = min([i, *[c for c in modifiers if i - c <= 3]])
        subject = self._subject_of(verb, i)
        low, high = interval(rung, self.scale)
        about = clause
        if about is None and subject is None:
            return None
        if about is not None and not self._infinitive(about):
            subject = None
        return _Found(first, i + 1, low, high, self.scale, about, subject, None)

    def _doubted(self, verb: int) -> bool:
        """`I do not think that it is certain`: the denial of thinking denies the thought."""
        tree = self.tree
        head = tree.head[verb]
        return (
            tree.dep[verb] == "ccomp"
            and tree.lemma[head] in ("think", "believe", "expect", "see")
            and any(tree.dep[c] == "neg" for c in tree.children[head])
        )

    def _graded(self, rung: str, words: set[str]) -> str:
        if words & _NEARLY:
            return {"certain": "almost_certain", "impossible": "almost_no_chance", "inevitable": "almost_certain",
                    "virtually_certain": "almost_certain"}.get(rung, rung)  # fmt: skip
        if words & _RAISING - {"increasingly", "quite", "pretty", "all"}:
            return _OUTER.get(rung, rung)
        return rung

    def _complement(self, i: int) -> tuple[int, int] | None:
        """The clause that a word of probability governs: `that ...`, `to ...`, `whether ...`."""
        tree = self.tree
        heads = [i]
        if tree.dep[i] in ("acomp", "attr", "oprd", "xcomp", "ccomp") and tree.head[i] != i:
            heads.append(tree.head[i])
        for h in heads:
            for c in tree.children[h]:
                if c > i and tree.dep[c] in (
                    "ccomp",
                    "xcomp",
                    "csubj",
                    "acl",
                    "advcl",
                    "csubjpass",
                    "nsubj",
                    "prep",
                    "relcl",
                ):
                    if tree.dep[c] == "prep":
                        continue
                    if tree.dep[c] == "nsubj" or tree.tag[c] == "VBG":
                        continue
                    if tree.dep[c] == "advcl" and not any(
                        tree.lower[g] in ("that", "whether", "to") for g in tree.children[c] if g < c
                    ):
                        continue
                    if tree.dep[c] == "advcl" and tree.lower[tree.left[c]] in _ADVERBIAL:
                        continue
                    return max(tree.left[c], i + 1), tree.right[c] + 1
        return None

    def _infinitive(self, span: tuple[int, int]) -> bool:
        return self.tree.lower[span[0]] == "to" or self.tree.lower[span[0] : span[0] + 2] == ["not", "to"]

    def _telling(self, span: tuple[int, int]) -> bool:
        """Does the infinitive have its own subject, or name an outcome (`for a deal to be struck`)?"""
        tree = self.tree
        return any(
            tree.lemma[k] in ("reach", "agree", "strike", "win", "sign", "settle", "happen") for k in range(*span)
        )

    def _expletive(self, verb: int) -> bool:
        return any(
            self.tree.lower[c] in ("it", "there")
            for c in self.tree.children[verb]
            if self.tree.dep[c] in ("nsubj", "expl", "nsubjpass")
        )

    def _abstract_subject(self, verb: int) -> bool:
        """Is the subject a happening and no person: `a deal is certain`, not `he is certain`?"""
        tree = self.tree
        subject = next((c for c in tree.children[verb] if tree.dep[c] in ("nsubj", "nsubjpass", "csubj")), None)
        if subject is None or tree.tag[subject] in ("PRP", "NNP", "NNPS", "WP"):
            return subject is not None and tree.lower[subject] in ("it", "that", "this", "anything", "nothing")
        mention = self.roles.mention(subject)
        return mention is None or not mention.person

    def _subject_of(self, verb: int, i: int) -> tuple[int, int] | None:
        tree = self.tree
        for c in tree.children[verb]:
            if (
                tree.dep[c] in ("nsubj", "nsubjpass", "csubj")
                and c < i
                and tree.lower[c] not in ("it", "there", "that", "which", "who")
            ):
                return tree.subtree(c)
        if tree.dep[verb] == "relcl" and tree.head[verb] != verb:
            return tree.left[tree.head[verb]], tree.head[verb] + 1
        return None

    def _adverb(self, i: int, rung: str) -> _Found | None:
        tree = self.tree
        verb = tree.head[i]
        words = {tree.lower[c] for c in tree.children[i]}
        if words & _COMPARED or (tree.tag[verb][:2] not in ("VB", "MD") and tree.lemma[verb] != "be"):
            return None
        if tree.lower[i] in ("perhaps", "possibly", "conceivably", "surely", "certainly", "undoubtedly"):
            # as a comment on the past or on taste these give no probability of anything to come
            if not any(tree.tag[c] == "MD" for c in tree.children[verb]):
                return None
            if tree.lower[i] in ("perhaps", "possibly", "conceivably"):
                return None
        if (
            not any(tree.tag[c] == "MD" or tree.lower[c] == "to" for c in tree.children[verb])
            and tree.lower[i] != "inevitably"
        ):
            return None  # `it probably rained` judges the past
        first = min([i, *[c for c in tree.children[i] if tree.dep[c] == "advmod"]])
        rung = self._graded(rung, words)
        negation = [c for c in tree.children[verb] if tree.dep[c] == "neg"]
        if negation:
            rung = _OPPOSITE.get(rung, rung) if rung != "virtually_certain" else "almost_no_chance"
        low, high = interval(rung, self.scale)
        return _Found(first, i + 1, low, high, self.scale, self._clause(verb), None, None)

    def _clause(self, verb: int) -> tuple[int, int]:
        return self.tree.subtree(verb)

    def _noun(self, i: int) -> _Found | None:
        tree = self.tree
        lemma = tree.lemma[i]
        grade = grade_at = None
        for c in tree.children[i]:
            if c < i and tree.lower[c] in _NOUN_GRADES:
                grade, grade_at = _NOUN_GRADES[tree.lower[c]], c
        verb = tree.head[i]
        if grade is None and tree.dep[i] in ("nsubj", "nsubjpass"):
            for c in tree.children[verb]:
                if (tree.dep[c] in ("acomp", "oprd", "attr") and tree.lower[c] in _NOUN_GRADES) or (
                    tree.tag[c][:2] == "JJ" and tree.lower[c] in ("slim", "remote", "high", "low", "dim", "bleak")
                ):
                    grade, grade_at = _NOUN_GRADES[tree.lower[c]], c
        if grade is None or grade_at is None:
            return None
        if lemma == "risk" and grade not in (
            "likely",
            "very_likely",
            "unlikely",
            "little_chance",
            "realistic_possibility",
        ):
            return None
        if lemma in _SOFT and tree.lower[grade_at] in (
            "high",
            "great",
            "good",
            "strong",
            "real",
            "long",
            "no",
            "small",
            "fair",
            "limited",
        ):
            return None
        if lemma in ("prospect", "chance", "possibility") and tree.lower[grade_at] in (
            "great",
            "long",
            "better",
            "limited",
            "new",
            "second",
        ):
            return None
        about = self._of_noun(i)
        if about is None and (
            lemma in ("prospect", "risk", "possibility")
            or (lemma == "chance" and tree.lower[grade_at] in ("good", "great", "fair", "real"))
        ):
            return None
        first, last = min(i, grade_at), max(i, grade_at) + 1
        if grade_at > i:
            first = grade_at
        raised = {tree.lower[c] for c in tree.children[grade_at]} & (_RAISING - {"increasingly", "quite", "pretty"})
        if raised:
            grade = _OUTER.get(grade, grade)
            first = min(first, *[c for c in tree.children[grade_at] if tree.lower[c] in raised])
        low, high = interval(grade, self.scale)
        return _Found(first, last, low, high, self.scale, about, None, self._putter(i))

    def _of_noun(self, i: int) -> tuple[int, int] | None:
        tree = self.tree
        for c in tree.children[i]:
            if c > i and tree.dep[c] == "prep" and tree.lower[c] in ("of", "for", "that"):
                return c + 1, tree.right[c] + 1
            if c > i and tree.dep[c] in ("acl", "ccomp", "relcl"):
                return tree.subtree(c)
        for c in tree.children[tree.head[i]]:
            if c > i and tree.dep[c] in ("ccomp", "acl") and tree.lower[tree.left[c]] == "that":
                return tree.subtree(c)
        return None

    def _verb(self, i: int, rung: str) -> _Found | None:
        tree, roles = self.tree, self.roles
        tag, lemma = tree.tag[i], tree.lemma[i]
        if tag[:2] == "NN":
            return self._mental_noun(i, rung)
        if tag[:2] != "VB" or roles.passive(i):
            return None
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("ccomp",) and c > i), None)
        if clause is None:
            return None
        if lemma in ("suspect", "guess", "bet", "reckon", "foresee") and not self._first_person_or_present(i):
            return None
        negative = roles.negated(i)
        if negative:
            rung = "likely" if lemma == "doubt" else "unlikely"
        subject = roles.subject(i)
        holder = roles.actor(subject) if subject is not None else None
        low, high = interval(rung, self.scale)
        first = i
        if negative:
            first = min([i, *[c for c in tree.children[i] if tree.dep[c] == "neg"]])
        return _Found(first, i + 1, low, high, self.scale, tree.subtree(clause), None, holder, told=holder is not None)

    def _first_person_or_present(self, i: int) -> bool:
        return self.tree.tag[i] in ("VBP", "VBZ", "VBD", "VB")

    def _mental_noun(self, i: int, rung: str) -> _Found | None:
        """`My guess is that`, `her prediction that`."""
        tree, roles = self.tree, self.roles
        owner = roles.possessor(i)
        verb = tree.head[i]
        clause = next((c for c in tree.children[i] if tree.dep[c] in ("acl", "ccomp") and c > i), None)
        if clause is None and tree.dep[i] in ("nsubj", "nsubjpass") and tree.lemma[verb] == "be":
            clause = next((c for c in tree.children[verb] if tree.dep[c] in ("ccomp", "attr") and c > i), None)
        if clause is None or (owner is None and self._putter(i) is None):
            return None
        holder = roles.actor(owner) if owner is not None else self._putter(i)
        low, high = interval(rung, self.scale)
        first = i if owner is None else owner
        return _Found(first, i + 1, low, high, self.scale, tree.subtree(clause), None, holder, told=holder is not None)

    # writing out

    def _estimate(self, f: _Found) -> Estimate:
        tree, roles = self.tree, self.roles
        a, b = tree.start[f.first], tree.end[f.last - 1]
        phrase_start, phrase_end = a, b
        about = self._about(f)
        spans = [s for s in (f.about, f.subject) if s is not None]
        sentence = tree.sents[tree.sent[f.first]]
        start = min([f.first, *[s[0] for s in spans if s[0] >= sentence[0]]])
        end = max([f.last, *[s[1] for s in spans if s[1] <= sentence[1]]])
        span = tree.trim((start, end)) or (f.first, f.last)
        start_char, end_char = tree.chars(span)
        start_char, end_char = min(start_char, phrase_start), max(end_char, phrase_end)
        holder = roles.speaker_at(phrase_start, phrase_end)
        if f.told or (holder is None and f.holder is not None):
            holder = f.holder
        article = roles.scene.article
        return Estimate(
            id=finding_id("estimate", article.id, start_char, end_char, phrase_start, f.low, f.high),
            article=article.id,
            start=start_char,
            end=end_char,
            text=tree.text[start_char:end_char],
            phrase=" ".join(tree.text[phrase_start:phrase_end].split()),
            holder=holder,
            about=about,
            low=round(f.low, 6),
            high=round(f.high, 6),
            scale=f.scale,
            date=self._said(f.first),
            horizon=self._horizon(f, end_char),
        )

    def _about(self, f: _Found) -> str | None:
        roles = self.roles
        words = roles.words(*f.about) if f.about else None
        subject = roles.words(*f.subject) if f.subject else None
        if words and subject:
            return f"{subject} {words}"
        return words or subject

    def _horizon(self, f: _Found, end: int) -> date | None:
        """The day by which it would happen: a date inside what the estimate is about, from its day on."""
        tree = self.tree
        if f.about is None:
            return None
        first, last = tree.start[f.about[0]], tree.end[f.about[1] - 1]
        inside = [m for m in self.roles.scene.moments_in(first, max(last, end)) if m.last is not None]
        published = self.roles.scene.article.published
        days = [m.last for m in inside if m.last is not None and (published is None or m.last >= published)]
        return days[-1] if days else None

    def _said(self, i: int) -> date | None:
        """The day on which it was said: a single day told before the phrase in the same sentence (`On Thursday, he
        estimated`)."""
        roles = self.roles
        start, _ = roles.sentence(i)
        published = roles.scene.article.published
        before = roles.scene.moments_in(start, self.tree.start[i])
        days = [m.first for m in before if m.first is not None and m.first == m.last]
        told = [d for d in days if published is None or d <= published]
        return told[-1] if told else None


def _whole(text: str | None) -> float | None:
    if text is None:
        return None
    text = text.lower()
    if text in _DIGIT_OR_WORD:
        return float(_DIGIT_OR_WORD[text])
    return float(text) if text.isdigit() else None
