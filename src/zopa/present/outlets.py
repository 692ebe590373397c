"""How each outlet stands among the claims: what it carries alone, with others, and in dispute."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zopa.ledger import Carried, Knowledge
from zopa.present.wording import source_name
from zopa.read import Contradiction


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, or an article where none is known, in numbers; `findings` are of claims that it carries alone."""

    name: str
    articles: int = 0
    claims: int = 0
    shared: int = 0
    alone: int = 0
    disputed: int = 0
    inside: int = 0  # how often one of its articles contradicts itself
    findings: tuple[str, ...] = ()


def outlets(knowledge: Knowledge, claims: Sequence[Carried], found: Sequence[Contradiction]) -> tuple[Outlet, ...]:
    """Every outlet, those with most claims first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    evidence: dict[str, list[str]] = defaultdict(list)

    def name_of(article: str) -> str:
        known = knowledge.article.get(article)
        return source_name(known) if known else article

    for article in knowledge.articles:
        counted[name_of(article.id)]["articles"] += 1
    for claim in claims:
        for source in claim.sources:
            for name in dict.fromkeys(map(name_of, source.articles)):
                tally = counted[name]
                tally["claims"] += 1
                tally["alone" if len(claim.sources) == 1 else "shared"] += 1
                tally["disputed"] += bool(claim.disputed)
                if len(claim.sources) == 1:
                    evidence[name] += source.findings[:1]
    for one in found:
        first = knowledge.find(one.a)
        if one.inside_one_article and first:
            counted[name_of(first.article)]["inside"] += 1
    rows = sorted(counted.items(), key=lambda pair: (-pair[1]["claims"], pair[0]))
    return tuple(Outlet(name, **tally, findings=tuple(evidence[name])) for name, tally in rows)
