"""Probabilities given as numbers: `a 25% chance`, `one in four`, `50-50`, `odds of three to one`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zopa.read.estimates_ground import Found, Ground
from zopa.read.scales import STATED

_GRADED: Final = frozenset("chance odds probability likelihood prospect possibility hope optimism shot risk".split())
_BETTING: Final = frozenset("chances prospects call bet proposition deal whether if".split())
_NUM = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|\d+)"
_RISK = r"(?<!at\ )(?<!at-)risks?(?!\ (?:premium|weight|capital|manage|appetite|assess|factor))"
_CHANCE = rf"(?:chances?|probability|likelihood|odds|possibility|{_RISK}|shot|likely|certain|sure|confident)"
PERCENT: Final = r"(?:%|per\ ?cent|percent)"
_TO = r"\s*(?:to|-|–|or)\s*"
_IN = r"(?:\ |-)(?:in|out\ of)(?:\ |-)"
_AGAINST = r"(?:[-\ ]to[-\ ]|[-–/])"
_LESS = (
    r"(?:(?:no\ |not\ )?(?:less|more|better|greater|fewer|higher|lower|worse)\ than|at\ least|at\ most|at\ best|over"
    r"|under|above|below|up\ to|about|around|roughly|only|just|maybe|perhaps|nearly|almost|approximately|close\ to"
    r"|well|slightly|somewhat|far|some|as\ (?:low|high|little|much)\ as)"
)
LOOSELY: Final = rf"(?:{_LESS}\ )*[\"“‘']?(?:{_LESS}\ )*"  # `at "no more than 20 per cent"`
_CHANGED = re.compile(r"\b(?:cut|rais|lower|trim|increas|reduc|lift|revis|hik|slash|up(?:s|ped)\b)", re.IGNORECASE)
_STATED: Final = re.compile(
    rf"""(?P<qual>(?:{_LESS}\s)*)\s*(?:a|an|the)?\s*["“‘']?(?:{_LESS}\s)*(?:
      (?P<lo>\d+(?:\.\d+)?)\s*{PERCENT}?{_TO}(?P<hi>\d+(?:\.\d+)?)\s*-?{PERCENT}\s+{_CHANCE}
    | (?P<pc>\d+(?:\.\d+)?)\s*-?\s*{PERCENT}["”’']?\s+{_CHANCE}
    | (?P<a>{_NUM}){_IN}(?:a\ )?(?P<b>{_NUM})["”’']?\s+{_CHANCE}
    | (?P<a3>{_NUM}|a)\ chances?{_IN}(?:a\ )?(?P<b3>{_NUM})\b
    | (?P<even>50(?:\ ?-\ ?|–|/|\ )50|fifty-fifty)
    | {_CHANCE}(?:\ (?:of|that|for)\ (?:[^.;%]|\.(?=\d|\ \d)){{1,100}}?)?
      \ (?:at|is|are|as|were|was|stands?\ at|to\ be|(?:may|might|could|would)\ be|(?P<moved>to)
         |(?:(?:has|have|had)\ )?(?:rose|risen|fell|fallen|climbed|dropped|slipped|jumped|sank|sunk|grew
            |grown|shrank|shrunk|increased|declined)\ (?:from\ \S+\ (?:{PERCENT}\ )?)?to
         |(?:(?:is|are|was|were|be|been)\ )?(?:put|rated|placed|estimated|reckoned|assessed|seen)\ (?:at|as))
      \ {LOOSELY}(?:
          (?:between\ )?(?P<lo2>\d+(?:\.\d+)?)\s*{PERCENT}?(?:{_TO}|\ and\ )(?P<hi2>\d+(?:\.\d+)?)\s*{PERCENT}
        | (?P<pc2>\d+(?:\.\d+)?)\s*{PERCENT}
        | (?P<a2>{_NUM}){_IN}(?P<b2>{_NUM})
        | (?P<x>{_NUM}){_AGAINST}(?P<y>{_NUM})(?P<on>\ on)?(?!\d|\s*{PERCENT})
        | (?P<even2>even|fifty-fifty)\b(?!\ (?:if|though|when|so|more|less|better|worse)))
    | odds\ of\ (?P<x2>{_NUM}){_AGAINST}(?P<y2>{_NUM})(?P<on2>\ on)?
    | (?P<x3>{_NUM})\ to\ (?P<y3>{_NUM})\ (?P<on3>on|against)\b
    | (?P<split>[1-9]\d[-–/][1-9]\d)(?=\ chances?\b|\ shot|\ odds|\ that|\ we|\ it|\ he|\ she|\ they|,|\.|["”’'])
    | (?P<capped>no\ (?:better|more|greater|higher)\ than\ even)
    | (?P<lte>(?:less|worse)\ than\ even)
    | (?P<bte>(?:better|more\ likely|greater)\ than\ (?:even|not)|(?:as\ likely\ as\ not))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_VALUES: Final = ("lo", "pc", "a", "a3", "even", "lo2", "pc2", "a2", "x", "x2", "x3", "split")
_BEHIND: Final = ("lo2", "pc2", "a2", "x", "even2")  # values that stand behind their noun
_NO_MORE: Final = re.compile(r"(?:no|not) (?:better|more|greater|higher) than $", re.IGNORECASE)
_CAP: Final = re.compile(
    r"(?:(?:no|not) (?:better|more|greater|higher) than|(?<!no )(?<!not )(?:less|fewer|lower|worse) than"
    r"|at (?:most|best)|under|below|up to|as (?:high|much) as) (?:an? |the )?[\"“‘']?$",
    re.IGNORECASE,
)
_FLOOR: Final = re.compile(
    r"(?:(?:no|not) (?:less|fewer|lower|worse) than|(?<!no )(?<!not )(?:more|better|greater|higher) than|at least"
    r"|over|above|as (?:low|little) as) (?:an? |the )?[\"“‘']?$",
    re.IGNORECASE,
)
_CAPPED_BEHIND: Final = re.compile(
    r"[\"”’']?,? (?:at (?:most|best)|max(?:imum)?\b|tops\b|or (?:less|lower|worse)\b|if that\b)", re.IGNORECASE
)
_FLOORED_BEHIND: Final = re.compile(r"[\"”’']?,? (?:or (?:more|better|higher)\b|at least\b)", re.IGNORECASE)
_STATED_SIGN: Final = re.compile(
    r"\bchance|\bprobabilit|\blikelihood|\bodds\b|\b50(?: ?- ?|–|/| )50|fifty-fifty|than even|than not\b"
    r"|\b[1-9]\d[-–/][1-9]\d\b|\bto \w+ (?:on|against)\b"
    r"|\brisk|as likely as not|(?:%|per ?cent)[\"”’']?\s+(?:likely|certain|sure|confident|possibility|shot)|\bshot\b",
    re.IGNORECASE,
)
_WHOLE: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
                 "nine": 9, "ten": 10, "twenty": 20, "a hundred": 100, "a thousand": 1000}  # fmt: skip


# turns of phrase whose meaning is not in their words
_IDIOMS: Final = (
    (re.compile(r"remains? to be seen(?= (?:whether|if))", re.IGNORECASE), "unknown"),
    (re.compile(r"any(?:body|one)(?:'|’)s guess|too close to call|hangs? in the balance|up in the air", re.I),
     "unknown"),
    (re.compile(r"(?<=a )long shot|slim to none|snowball's chance", re.IGNORECASE), "very_unlikely"),
    (re.compile(r"(?:next to|close to|almost) (?:nil|zero|none)|(?<=to )nil\b|virtually non-?existent", re.IGNORECASE),
     "almost_no_chance"),
    (re.compile(r"no way(?= (?:that |I |we |he |she |they |it |the ))|not a chance", re.IGNORECASE), "impossible"),
    (re.compile(r"(?:may|might|could) (?:very )?well(?= [a-z])", re.IGNORECASE), "better_than_even"),
    (re.compile(r"(?:may|might|could) not realistically(?= [a-z])", re.IGNORECASE), "unlikely"),
    (re.compile(r"odds (?:are|were|look|seem|remain) (?:firmly |heavily |well )?(?:stacked )?against(?= )", re.I),
     "unlikely"),
    (re.compile(r"odds (?:are|were|look|remain) (?:firmly |heavily )?(?:in favou?r of|on)(?= )", re.I), "likely"),
    (re.compile(r"odds (?:firmly |heavily )?favou?r(?= )", re.I), "likely"),
    (re.compile(r"can(?: ?not|['’]t) be (?:ruled out|excluded)", re.I), "possible"),
    (re.compile(r"(?:would|should|do)(?: not|n[’']t) (?:bet|bank|count) on(?= )", re.I), "unlikely"),
    (re.compile(r"(?:would|[’']d) (?:bet|bank|put money) on(?= )", re.I), "likely"),
)  # fmt: skip
_IDIOM_SIGN: Final = re.compile(
    r"to be seen|next to|close to|almost|\bnil\b|non-?existent|s guess|in the balance|in the air|long shot|slim to"
    r"|no way|not a chance|\bwell\b|realistically|snowball|\bodds\b|ruled out|excluded|\b(?:bet|bank|count|money) on\b",
    re.IGNORECASE,
)


class StatedChances(Ground):
    """Finds numbers by pattern, and what they are chances of by the parse."""

    def stated(self) -> list[Found]:
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
            behind = next((n for n in _BEHIND if match.group(n)), None)
            if behind is not None:
                # the phrase is the number; the words between belong to what it is a chance of
                whole = self.roles.token_at(start)
                start = match.start(behind)
            else:
                whole = -1
            first, last = self.roles.token_at(start), self.roles.token_at(end - 1) + 1
            if match.group("even") and not self._even_is_a_chance(first, last):
                continue
            about = self._after_chance(whole if whole >= 0 else first, last)
            if behind is not None and about is not None and about[0] < first < about[1]:
                about = self.tree.trim((about[0], first - 1))  # `the odds of an exit at 60%`: of an exit
            low, high, scale = (*bounds, STATED)
            if match.group("even2"):
                low, high, scale = self._even(match)
                first = self._compared(first)
            if match.group("bte") or match.group("lte"):
                likely_as_not = "as likely" in match.group().lower()
                rung = "unlikely" if match.group("lte") else "even" if likely_as_not else "better_than_even"
                low, high, scale = self.reading(rung)
            sure = self._sure(last - 1)
            holder = sure or self._putter(first)
            found.append(Found(first, last, low, high, scale, about, None, holder, told=sure is not None))
        return found

    def _even(self, match: re.Match[str]) -> tuple[float, float, str]:
        """`The chance is less than even`: with the words before it."""
        low, high = limited(match.string, match.start("even2"), match.end(), 0.5, 0.5)
        rung = "unlikely" if high > low == 0.0 else "better_than_even" if high > low else "even"
        if _NO_MORE.search(match.string, max(match.start("even2") - 20, 0), match.start("even2")):
            return 0.0, 0.5, STATED
        return self.reading(rung)

    def _compared(self, i: int) -> int:
        """`less than even` begins before `even`."""
        lower = self.tree.lower
        start = i - 2 if lower[i - 1] == "than" else i
        return start - 1 if start < i and lower[start - 1] in ("no", "not") else start

    def _sure(self, i: int) -> str | None:
        """Who is `90 percent sure that`."""
        tree = self.tree
        if tree.lower[i] not in ("sure", "certain", "confident"):
            return None
        verb = tree.head[i] if tree.dep[i] in ("acomp", "attr", "oprd") else i
        subject = self.roles.subject(verb)
        if subject is None or tree.lower[subject] in ("it", "that", "this", "what"):
            return None
        if tree.lower[subject] in ("i", "we"):
            return None  # whoever is quoted
        return self.roles.actor(subject) or self.roles.words(*tree.subtree(subject))

    def idioms(self) -> list[Found]:
        """`It remains to be seen whether`, `a long shot`, `could well`."""
        text, found = self.tree.text, []
        if _IDIOM_SIGN.search(text) is None:
            return []
        for pattern, rung in _IDIOMS:
            for match in pattern.finditer(text):
                first, last = self.roles.token_at(match.start()), self.roles.token_at(match.end() - 1) + 1
                low, high, scale = self.reading(rung)
                found.append(Found(first, last, low, high, scale, self._beside(first, last), None, None))
        return found

    def _beside(self, first: int, last: int) -> tuple[int, int] | None:
        """What an idiom is about: the clause after it, else the subject before it."""
        tree = self.tree
        end = tree.sents[tree.sent[first]][1]
        if tree.lower[last - 1] in ("against", "on", "of", "favor", "favour", "favors", "favours") and last < end:
            below = [c for c in tree.children[last - 1] if c >= last]
            return (last, max(tree.right[c] for c in below) + 1) if below else None
        if (
            (last < end and tree.lower[last] in ("whether", "if", "that"))
            or tree.tag[first] == "MD"
            or tree.lower[first] == "no"
        ):
            verb = next((k for k in range(last, end) if tree.tag[k][:2] == "VB" or tree.tag[k] == "MD"), None)
            if verb is None:
                return None
            while tree.dep[verb] in ("aux", "auxpass") and tree.head[verb] > verb:
                verb = tree.head[verb]
            whole = tree.subtree(verb)
            return whole if tree.tag[first] == "MD" else (max(whole[0], last), whole[1])
        node = first
        for _ in range(4):
            subject = next(
                (c for c in tree.children[node] if tree.dep[c] in ("nsubj", "nsubjpass", "csubj", "advcl")), None
            )
            if subject is not None and subject < first:
                return tree.subtree(subject)
            node = tree.head[node]
        return None

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
        if g["moved"] and not _CHANGED.search(match.string, max(match.start() - 40, 0), match.start()):
            return None  # `the odds of X to 35%` needs a verb that moves them
        if g["capped"]:
            return 0.0, 0.5
        if g["bte"] or g["lte"] or g["even2"]:
            return 0.0, 1.0  # read by the scale
        bounds = self._value(match, g)
        if bounds is None or not 0 <= bounds[0] <= bounds[1] <= 1:
            return None
        return limited(match.string, next(match.start(n) for n in _VALUES if g[n]), match.end(), *bounds)

    def _value(self, match: re.Match[str], g: dict[str, str | None]) -> tuple[float, float] | None:
        """The number or the range itself."""
        if g["even"]:
            return 0.5, 0.5
        if g["split"]:
            high, other = (float(n) for n in re.split("[-–/]", g["split"]))
            before = match.string[max(match.start() - 40, 0) : match.start() + 1].lower()
            behind = match.string[match.end() : match.end() + 8]
            told = re.search(r"\b(?:odds|chances?|it'?s|it’s|it is|at|say|call it|put|shot)\b", before + behind.lower())
            return (high / 100, high / 100) if high + other == 100 and told else None
        ends = (g["lo"] or g["lo2"], g["hi"] or g["hi2"])
        if ends[0] and ends[1]:
            low, high = sorted((float(ends[0]) / 100, float(ends[1]) / 100))
            return low, high
        if g["pc"] or g["pc2"]:
            share = float(g["pc"] or g["pc2"] or 0) / 100
            return share, share
        one = whole(g["a"] or g["a2"] or g["a3"] or g["x"] or g["x2"] or g["x3"])
        two = whole(g["b"] or g["b2"] or g["b3"] or g["y"] or g["y2"] or g["y3"])
        if one is None or two is None or not two:
            return None
        if g["a"] or g["a2"] or g["a3"]:
            return one / two, one / two
        # odds of three to one: against, unless `on`; of 60-40: shares
        share = one / (one + two)
        on = g["on"] or g["on2"] or (g["on3"] or "").lower() == "on" or one + two == 100
        return (share, share) if on else (1 - share, 1 - share)

    def _after_chance(self, first: int, last: int) -> tuple[int, int] | None:
        """What a chance is a chance of: `of` a noun, `that` a clause, or `to` do."""
        tree = self.tree
        for k in range(first, last):
            if tree.lemma[k] in _GRADED or tree.lower[k] == "odds":
                inner = self._of_noun(k)
                if inner is not None and tree.tag[inner[0]] != "CD" and inner[0] < last:
                    return inner
        if last + 1 < tree.n and tree.lower[last] in ("against", "on") and tree.dep[last] == "prep":
            return last + 1, tree.right[last] + 1  # `odds of four to one against a deal`
        for k in range(first, min(last + 1, tree.n)):
            for c in tree.children[k]:
                if c >= k and c + 1 >= last and tree.dep[c] in ("prep", "acl", "relcl", "ccomp", "advcl", "xcomp"):
                    if tree.dep[c] == "prep" and tree.lower[c] in ("of", "for"):
                        return c + 1, tree.right[c] + 1
                    if tree.dep[c] != "prep":
                        return tree.subtree(c)
        given = self._given(first)
        if given is not None:
            return tree.subtree(given)
        sentence_end = tree.sents[tree.sent[first]][1]
        if last < sentence_end and tree.lower[last] in ("of", "that", "for", '"', "”", "the", "a", "he", "they", "we"):
            skip = last + (tree.lower[last] in ("of", "that", "for", '"', "”"))
            return (skip, sentence_end) if skip < sentence_end else None
        node = tree.head[first]
        for _ in range(4):
            if tree.tag[node][:2] in ("VB", "MD"):
                subject = next((c for c in tree.children[node] if tree.dep[c] in ("nsubj", "nsubjpass")), None)
                if subject is not None and tree.right[subject] < first and tree.lemma[node] == "be":
                    inner = self._of_noun(subject)
                    return inner or tree.subtree(subject)
            node = tree.head[node]
        return None

    def _given(self, first: int) -> int | None:
        """`give the deal a 20% chance`: what the chance is given to."""
        tree, node = self.tree, self.tree.head[first]
        for _ in range(4):
            if tree.lemma[node] == "give" and tree.tag[node][:2] == "VB":
                below = tree.children[node]
                return next((c for c in below if tree.dep[c] in ("dative", "dobj") and tree.right[c] < first), None)
            node = tree.head[node]
        return None


def limited(text: str, start: int, end: int, low: float, high: float) -> tuple[float, float]:
    """The interval with what the words beside a number say of it: `no better than`, `at least`, `or less`."""
    before = text[max(start - 30, 0) : start]
    if _CAP.search(before) or _CAPPED_BEHIND.match(text, end):
        return 0.0, high
    if _FLOOR.search(before) or _FLOORED_BEHIND.match(text, end):
        return low, 1.0
    return low, high


def whole(text: str | None) -> float | None:
    """A whole number in digits or words."""
    if text is None:
        return None
    text = text.lower()
    if text in _WHOLE:
        return float(_WHOLE[text])
    return float(text) if text.isdigit() else None
