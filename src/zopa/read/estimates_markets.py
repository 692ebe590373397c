"""What betting markets price things at: `Polymarket has a truce at 18%`, `bettors put it at 83 percent`."""

from __future__ import annotations

import re
from typing import Final

from zopa.read.estimates_ground import Found, Ground
from zopa.read.estimates_stated import LOOSELY, PERCENT, limited
from zopa.read.scales import STATED

_WHO: Final = frozenset(
    "market bettor bookmaker bookie trader punter gambler forecaster superforecaster exchange polymarket kalshi "
    "metaculus predictit manifold betfair smarkets".split()
)
_PRICING: Final = frozenset("price have put see place rate quote peg trade value mark".split())
_AT: Final = re.compile(
    rf"\b(?:at|to)\ {LOOSELY}(?P<value>(?:(?P<lo>\d+(?:\.\d+)?)\s*{PERCENT}?(?:\s*[-–]\s*|\ (?:to|or)\ ))?"
    rf"(?P<hi>\d+(?:\.\d+)?)\s*{PERCENT})",
    re.IGNORECASE | re.VERBOSE,
)


class Markets(Ground):
    """Finds percentages that a market gives to a thing, where no word of chance stands beside them."""

    def priced(self) -> list[Found]:
        """Those of the article, in text order."""
        tree, text, found = self.tree, self.tree.text, list[Found]()
        if not any(lemma.lower() in _WHO for lemma in tree.lemma):
            return found
        for match in _AT.finditer(text):
            first = self.roles.token_at(match.start("value"))
            preposition = self.roles.token_at(match.start())
            verb = tree.head[preposition]
            for _ in range(3):
                if tree.tag[verb][:2] == "VB" or tree.head[verb] == verb:
                    break
                verb = tree.head[verb]
            holder = self._market(verb)
            about = self._thing(verb, preposition)
            high = float(match["hi"]) / 100
            low = float(match["lo"]) / 100 if match["lo"] else high
            if holder is None or about is None or not 0 <= low <= high <= 1:
                continue
            low, high = limited(text, match.start("value"), match.end("value"), low, high)
            last = self.roles.token_at(match.end("value") - 1) + 1
            found.append(Found(first, last, low, high, STATED, about, None, holder))
        return found

    def _market(self, verb: int) -> str | None:
        """The words of the market that is the subject of a verb of pricing."""
        tree, roles = self.tree, self.roles
        if tree.lemma[verb] not in _PRICING or tree.tag[verb][:2] != "VB":
            return None
        who = roles.agent(verb) if roles.passive(verb) else roles.subject(verb)
        if who is None:
            return None
        first, last = tree.subtree(who)
        if not {tree.lemma[k].lower() for k in range(first, last)} & _WHO:
            return None
        return roles.words(first, last)

    def _thing(self, verb: int, preposition: int) -> tuple[int, int] | None:
        """What is priced: the object up to the number, else the subject of the passive."""
        tree = self.tree
        if self.roles.passive(verb):
            subject = self.roles.subject(verb)
            return tree.subtree(subject) if subject is not None else None
        thing = next((c for c in tree.children[verb] if tree.dep[c] in ("dobj", "nsubj", "ccomp") and c > verb), None)
        if thing is None or tree.left[thing] >= preposition:
            return None
        return tree.left[thing], min(tree.right[thing] + 1, preposition)
