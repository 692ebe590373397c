"""Claims about who holds a place wholly or in part, read from the words of the articles.

Only plain wordings with places by name and a holder by name: `Donetsk and Luhansk, which are controlled by Russia`,
`the areas it partially occupies – Donetsk and Luhansk`. What is wanted, planned or feared is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zopa.ledger.knowledge import Knowledge
from zopa.read import Finding

_HOLD: Final = r"(?:controls?|controlled|holds?|held|occup(?:y|ies|ied))"
_WHOLLY: Final = r"(?:fully|wholly|entirely|completely)"
_PARTLY: Final = r"(?:partially|partly|in\s+part)"
_CLAIM: Final = re.compile(
    rf"\b(?P<part>{_PARTLY}\s+{_HOLD}|{_HOLD}\s+(?:only\s+)?(?:a\s+)?(?:part|parts|some|most)\s+of)\b"
    rf"|\b(?P<whole>{_WHOLLY}\s+{_HOLD}|{_HOLD}\s+(?:all|the\s+whole|the\s+entirety)\s+of)\b"
    rf"|\b(?P<bare>(?:are|is)\s+(?:now\s+)?(?:controlled|held|occupied)\s+by)\b",
    re.IGNORECASE,
)
_UNREAL: Final = re.compile(r"\b(?:wants?|wanted|would|will|could|may|might|should|if|unless|not|never|until)\b", re.I)
_PLACE: Final = re.compile(r"\b[A-Z][\w’'-]+")
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?![\s\"”’'])[^.!?\n]*)*[.!?]?")
REACH: Final = 160  # characters between a claim and the places that it is about


@dataclass(frozen=True, slots=True)
class Holding:
    """`holder` holds all (`whole`) or part of `places`; `plain` when the words say `fully` or `partly` outright."""

    holder: str
    places: frozenset[str]
    whole: bool
    plain: bool
    words: Finding


def holdings(knowledge: Knowledge) -> tuple[Holding, ...]:
    """Every claim of the articles, one per sentence, reprints left out."""
    parties = _parties(knowledge)
    return tuple(
        holding
        for article in knowledge.articles
        if knowledge.origin(article.id) == article.id
        for sentence in _SENTENCE.finditer(article.text)
        if (holding := _claim(article.id, sentence, parties))
    )


def _parties(knowledge: Knowledge) -> dict[str, str]:
    """Words that name a party, to the party: what the case says, and every holder that was found."""
    names: dict[str, str] = {}
    for party, more in knowledge.case.parties.items():
        names |= dict.fromkeys((party, *more.names), party)
    for finding in (*knowledge.statements, *knowledge.acts):
        holder = getattr(finding, "holder", None) or getattr(finding, "actor", None)
        if holder:
            names.setdefault(holder, holder)
    return names


def _claim(article: str, sentence: re.Match[str], parties: dict[str, str]) -> Holding | None:
    text = sentence.group()
    found = _CLAIM.search(text)
    if not found:
        return None
    before, after = text[: found.start()], text[found.end() :]
    clause = re.split(r"[,;:–—]", before)[-1]
    # `only when Russia achieves full control over the areas it partly occupies`: the claim has a clause of its own
    if found["bare"] and _UNREAL.search(clause):
        return None
    holder = _holder(before, after, parties, behind=bool(found["bare"]))
    near = before[-REACH:] + " " + after[:REACH]
    own = {word for name in parties for word in name.split()}
    places = frozenset(m.group() for m in _PLACE.finditer(near) if m.group() not in own and _stands_alone(near, m))
    if holder is None or not places:
        return None
    start = sentence.start() + len(text) - len(text.lstrip())
    end = sentence.start() + len(text.rstrip())
    words = Finding(id=f"{article}:{start}-{end}", article=article, start=start, end=end, text=text.strip())
    return Holding(holder, places, whole=not found["part"], plain=not found["bare"], words=words)


def _stands_alone(near: str, place: re.Match[str]) -> bool:
    """Whether a capitalised word can be a place: not the first word, not an adjective as in `Russian troops`."""
    next_word = re.match(r"\s+([a-z]+)", near[place.end() :])
    return place.start() > 0 and (next_word is None or next_word.group(1) in _LINKS)


_LINKS: Final = frozenset(
    {"and", "or", "as", "are", "is", "were", "was", "which", "that", "have", "has", "regions", "region", "oblast",
     "oblasts", "province", "provinces", "along", "in", "by", "but", "collectively"}
)  # fmt: skip


def _holder(before: str, after: str, parties: dict[str, str], *, behind: bool) -> str | None:
    """The party that holds: after `by`, else the one named last before (`Russia ... the areas it occupies`)."""
    if behind:
        named = [p for n, p in parties.items() if re.match(rf"\s*(?:the\s+)?{re.escape(n)}\b", after)]
        return named[0] if named else None
    found = [(m.start(), p) for n, p in parties.items() for m in re.finditer(rf"\b{re.escape(n)}\b", before)]
    return max(found)[1] if found else None
