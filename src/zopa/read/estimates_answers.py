"""Probabilities whose chance is named in the sentence before, or in the part before: answers, gaps, conditions.

- `What are the odds? "A hundred to one," ...`, `I'd say 70 to 80 per cent`, `put it at one in five`;
- `X puts the chance at 60 per cent, Y at 50`;
- `a 60 per cent chance on Friday, rising to 90 per cent if they talk on`;
- `Will it hold? "Doubtful."`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from zopa.read.estimates_ground import Found, Ground
from zopa.read.estimates_stated import LOOSELY, PERCENT, limited, whole
from zopa.read.scales import STATED

_N: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|a\ hundred|a\ thousand|\d+(?:\.\d+)?)"
_VALUE: Final = rf"""(?P<value>
      (?P<lo>\d+(?:\.\d+)?)\s*{PERCENT}?(?:\s*[-–]\s*|\ (?:to|or|and)\ )(?P<hi>\d+(?:\.\d+)?)\s*{PERCENT}
    | (?P<pc>\d+(?:\.\d+)?)\s*{PERCENT}
    | (?P<a>{_N})(?:[-\ ]in[-\ ]|\ out\ of\ )(?:a\ )?(?P<b>{_N})
    | (?P<x>{_N})[-\ ]to[-\ ](?P<y>{_N})(?P<on>\ on\b)?
    )"""
_ANSWER: Final = re.compile(
    rf"""(?:
      \b(?:I|we)(?:['’]d|\ would|\ should)?\ (?:say|guess|reckon|put\ (?:it|that|them)\ at)[:,]?\ {LOOSELY}
    | \b(?:number|figure|percentage|odds)[,:]\ {LOOSELY}
    | \b(?:put|puts|putting|reckon|reckons|reckoned|rate|rates|rated|place|places|placed)\ (?:it|that|them|this)
      \ at\ {LOOSELY}
    | (?:^|(?<=[.!?:]\ )|(?<=\s))["“‘']{LOOSELY}(?=[^"”\n]{{1,40}}["”’'])
    | (?:^|(?<=[.!?:]\ )){LOOSELY}(?=[^.!?\n]{{1,40}}[.!?])
    ){_VALUE}(?=[.,!?"”’']|\ (?:at|or|that|if|of|against)\b|$)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_CHANCES: Final = re.compile(
    r"\bchances?\b|\bodds\b|\bprobabilit|\blikel|\bhow (?:sure|confident|optimistic|hopeful)|\boptimis"
    r"|\bwill (?:it|they|there|he|she|we|you|the)\b[^.?\n]*\?",
    re.IGNORECASE,
)
_GAP: Final = re.compile(
    rf"""[”"’']?(?:,|;)?(?:\ and|\ while|\ but)?\ (?P<who>(?:the\ )?(?-i:[A-Z])[\w’'&.-]*(?:\ [\w’'&.-]+){{0,3}}?)
    \ (?:puts?\ it\ )?at\ {LOOSELY}{_VALUE}""",
    re.IGNORECASE | re.VERBOSE,
)
_MOVED: Final = re.compile(
    rf"""[^.!?\n%]{{0,60}}?\b(?:rising|falling|climbing|dropping|growing|shrinking|going\ up|going\ down|up|down)
    \ to\ {LOOSELY}{_VALUE}""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCES_BACK: Final = 2
_WORDED: Final = re.compile(
    r"(?P<not>not )?(?:(?:very|highly|quite|rather|extremely|most) )?(?P<word>[a-z]+)(?: not)?[.!]?", re.IGNORECASE
)
_ANSWERING: Final = frozenset("likely unlikely doubtful probable improbable possible impossible inconceivable".split())


class Answers(Ground):
    """Chances told in fewer words than a chance has, since the text named it just before."""

    def answers(self, taken: Iterable[Found]) -> list[Found]:
        """Those that are not among `taken`, in the order of their kinds."""
        text, tree = self.tree.text, self.tree
        known = sorted(taken, key=lambda f: f.first)
        found: list[Found] = []
        for before in known:
            if before.scale != STATED:
                continue
            at = tree.end[before.last - 1]
            for pattern in (_GAP, _MOVED):
                match = pattern.match(text, at)
                if match is not None:
                    found += self._after(match, before)
        for match in _ANSWER.finditer(text):
            first = self.roles.token_at(match.start("value"))
            if self._asked(first) is None:
                continue
            bounds = _bounds(match)
            if bounds is not None:
                found.append(self._stated(match, bounds, None, self._putter(first)))
        return [f for f in found if not any(k.first < f.last and f.first < k.last for k in known)]

    def worded(self, adjectives: Callable[[str], str | None], graded: Callable[[str, set[str]], str]) -> list[Found]:
        """One-word answers to a question: `Will it last? Doubtful.`; `adjectives` gives the rung of a word."""
        tree, found = self.tree, list[Found]()
        for k, (a, b) in enumerate(tree.sents):
            if b - a > 12 or not k:
                continue
            inner = [i for i in self._bare(a, b) if tree.tag[i] not in ("``", "''", ",", ".", ":", "_SP")]
            words = [tree.lower[i] for i in inner]
            match = _WORDED.fullmatch(" ".join(words))
            rung = adjectives(match["word"]) if match and match["word"] in _ANSWERING else None
            question = self._question(k)
            if match is None or rung is None or question is None:
                continue
            rung = graded(rung, set(words))
            if match["not"]:
                continue
            low, high, scale = self.reading(rung)
            found.append(Found(inner[0], inner[-1] + 1, low, high, scale, question, None, None))
        return found

    def _bare(self, a: int, b: int) -> list[int]:
        """The words of a sentence without a label before a colon and without what stands in brackets."""
        tree = self.tree
        colon = next((i for i in range(a, min(a + 3, b)) if tree.lower[i] == ":"), None)
        kept, depth = list[int](), 0
        for i in range(a if colon is None else colon + 1, b):
            depth += (tree.lower[i] in ("(", "[")) - (tree.lower[i - 1] in (")", "]"))
            if depth <= 0:
                kept.append(i)
        return kept

    def _question(self, k: int) -> tuple[int, int] | None:
        """The question that ends right before sentence `k`."""
        tree = self.tree
        for j in range(k - 1, max(-1, k - 3), -1):
            a, b = tree.sents[j]
            words = [i for i in range(a, b) if tree.tag[i] not in ("_SP", "``", "''")]
            if words and tree.lower[words[-1]] == "?":
                return a, b
            if len(words) > 4:
                return None
        return None

    def _after(self, match: re.Match[str], before: Found) -> list[Found]:
        bounds = _bounds(match)
        if bounds is None:
            return []
        who = match.groupdict().get("who")
        holder = before.holder
        if who:
            head = self.roles.token_at(match.end("who") - 1)
            holder = self.roles.actor(head) or who
        found = self._stated(match, bounds, before.about, holder)
        return [replace(found, subject=before.subject, told=bool(who))]

    def _stated(
        self, match: re.Match[str], bounds: tuple[float, float], about: tuple[int, int] | None, holder: str | None
    ) -> Found:
        first = self.roles.token_at(match.start("value"))
        last = self.roles.token_at(match.end("value") - 1) + 1
        low, high = limited(match.string, match.start("value"), match.end("value"), *bounds)
        return Found(first, last, low, high, STATED, about or self._asked(first), None, holder)

    def _asked(self, i: int) -> tuple[int, int] | None:
        """Where a chance was spoken of, in the sentence or in those right before: what it is of, else the sentence."""
        tree = self.tree
        own = tree.sent[i]
        for k in range(own, max(-1, own - _SENTENCES_BACK - 1), -1):
            a, b = tree.sents[k]
            b = min(b, i)
            if b <= a:
                continue
            sign = _CHANCES.search(tree.text, tree.start[a], tree.end[b - 1])
            if sign is not None:
                noun = self.roles.token_at(sign.start())
                return self._of_noun(noun) or tree.trim((a, b))
        return None


def _bounds(match: re.Match[str]) -> tuple[float, float] | None:
    g = match.groupdict()
    if g["lo"]:
        low, high = float(g["lo"]) / 100, float(g["hi"]) / 100
    elif g["pc"]:
        low = high = float(g["pc"]) / 100
    else:
        one, two = whole(g["a"] or g["x"]), whole(g["b"] or g["y"])
        if one is None or two is None or one + two == 0 or (g["a"] and not two):
            return None
        share = one / two if g["a"] else one / (one + two)
        low = high = share if g["a"] or g["on"] or one + two == 100 else 1 - share
    return (low, high) if 0 <= low <= high <= 1 else None
