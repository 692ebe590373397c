"""What life without a deal holds for a party: what it says of it, and what others threaten it with.

Fisher and Ury (1981) call it the best alternative to a negotiated agreement. The words are in `alternatives.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from zopa.ledger import Knowledge
from zopa.read import Finding

NEGATION: Final = re.compile(r"\b(?:not|never|cannot|n['’]t|no longer|without|refuses? to|hardly)(?:\s+\S+){0,2}\s*$")
THREATS: Final = frozenset({"threat", "ultimatum"})
FEW_WORDS: Final = r"(?:\S+ ){0,3}"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A finding by which a party could do without a deal (`good`) or could not."""

    finding: Finding
    good: bool


def alternatives(knowledge: Knowledge, party: str) -> tuple[Alternative, ...]:
    """What `party` says or does about no deal, in the order of the articles; words that are negated tell nothing.

    A threat or an ultimatum of another party towards it makes no deal worse for it.
    """
    found: list[Alternative] = []
    for finding in _of(knowledge, party):
        said = " ".join(finding.text.casefold().replace("’", "'").split())
        verdicts = {good for good, pattern in _patterns() for hit in pattern.finditer(said) if _plain(said, hit)}
        if len(verdicts) == 1:  # words that point both ways tell nothing
            found.append(Alternative(finding, verdicts.pop()))
    threats = [a for a in knowledge.acts if a.toward == party and a.actor != party and a.kind in THREATS]
    found += [Alternative(threat, good=False) for threat in threats]
    order = {article.id: k for k, article in enumerate(knowledge.articles)}
    return tuple(sorted(found, key=lambda one: (order.get(one.finding.article, 0), one.finding.start)))


def _of(knowledge: Knowledge, party: str) -> Iterator[Finding]:
    """The party's statements, quotes and acts; the widest of those that share their words."""
    mine: list[Finding] = [s for s in knowledge.statements if s.holder == party]
    mine += [q for q in knowledge.quotes if q.party == party]
    mine += [a for a in knowledge.acts if a.actor == party]
    order = {article.id: k for k, article in enumerate(knowledge.articles)}
    mine.sort(key=lambda f: (order.get(f.article, 0), f.start, -f.end))
    last: Finding | None = None
    for finding in mine:
        if last is None or finding.article != last.article or finding.end > last.end:
            yield finding
            last = finding


def _plain(said: str, hit: re.Match[str]) -> bool:
    return NEGATION.search(said[: hit.start()]) is None


@cache
def _patterns() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    text = (resources.files("zopa.model") / "alternatives.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((line[0] == "+", re.compile(rf"\b{line[2:].replace('* ?', FEW_WORDS)}\b")) for line in lines)
