"""Facts in the parties' own accounts: what one denies, what one concedes, what two say together.

denied(knowledge)     contested: a party denies something; the other side is whoever said it just before, of that party
conceded(knowledge)   agreed: a party admits or confirms something, whoever else says it
joint(knowledge)      agreed: two or more parties say the same in one breath (`both sides said that ...`)

They come from quotes, for these know who says what; a demand, an offer or a refusal is no fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zopa.ledger.knowledge import Knowledge
from zopa.read import Act, Finding, Quote

NEAR: Final = 600  # characters back within which a denial answers what was said
_DENYING: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|contest(?:s|ed|ing)?)\b", re.I
)
_CONCEDING: Final = re.compile(
    r"\b(?:conced(?:e[sd]?|ing)|acknowledg(?:e[sd]?|ing)|admit(?:s|ted|ting)?|confirm(?:s|ed|ing)?)\b", re.I
)
_ACCUSING: Final = re.compile(r"\b(?:accus(?:e[sd]?|ing)|charg(?:e[sd]?|ing)|blam(?:e[sd]?|ing))\b", re.I)
_CLAIMING: Final = re.compile(r"\b(?:alleg(?:e[sd]?|ing)|claim(?:s|ed|ing)?)\b", re.I)
_STATING: Final = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|stat(?:e[sd]?|ing)|not(?:e[sd]?|ing)|declar(?:e[sd]?|ing)|acknowledg(?:e[sd]?|ing)|"
    r"confirm(?:s|ed|ing)?|agree[sd]?|recogni[sz](?:e[sd]?|ing)|accept(?:s|ed|ing)?|told|tell(?:s|ing)?)\b", re.I
)  # fmt: skip
_CLAUSE: Final = re.compile(r"^(?:that|how|whether)\b|\b(?:is|are|was|were|has|have|had|did|does|do|been)\b", re.I)
_WISH: Final = re.compile(r"\b(?:should|must|would|will|shall|ought|need to)\b", re.I)
_AND: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told alike (agreed) or apart (contested); `basis` says who vouches for it.

    Where parties speak for themselves, `stands` says of each what it does (`says so`, `denies it`).
    """

    about: str
    basis: str
    parties: tuple[str, ...]
    findings: tuple[str, ...]
    stands: tuple[str, ...] = ()


def denied(knowledge: Knowledge) -> list[Fact]:
    """What a party denies, with the finding in which another said it of that party, if there is one nearby."""
    charges = _Charges(knowledge)
    facts: list[Fact] = []
    for quote in knowledge.quotes:
        if not (quote.party and quote.cue and _DENYING.search(quote.cue) and _states(quote)):
            continue
        charge = charges.before(quote)
        if charge is None:
            basis = "denied; nobody was found who says so"
            facts.append(Fact(_content(quote), basis, (quote.party,), (quote.id,), ("denies it",)))
        else:
            whose, finding = charge
            basis = f"denied: “{_content(quote)}”"
            stands = ("charges it" if _ACCUSING.search(_cue(finding)) else "says so", "denies it")
            facts.append(Fact(_content(finding), basis, (whose, quote.party), (finding.id, quote.id), stands))
    return facts


def conceded(knowledge: Knowledge) -> list[Fact]:
    """What a party concedes or confirms."""
    return [
        Fact(_content(quote), "told by the one whom it may cost", (quote.party,), (quote.id,), (f"{_verb(quote)} it",))
        for quote in knowledge.quotes
        if quote.party and quote.cue and _CONCEDING.search(quote.cue) and _states(quote)
    ]


def joint(knowledge: Knowledge) -> list[Fact]:
    """What two or more parties say together."""
    known = {row.holder for row in knowledge.statements} | set(knowledge.case.parties)
    known |= {quote.party for quote in knowledge.quotes if quote.party}
    facts: list[Fact] = []
    for quote in knowledge.quotes:
        names = tuple(sorted(set(_AND.split(quote.speaker)))) if quote.speaker and not quote.party else ()
        if len(names) > 1 and known.issuperset(names) and quote.cue and _STATING.search(quote.cue) and _states(quote):
            facts.append(Fact(_content(quote), "told together", names, (quote.id,), ("says so",) * len(names)))
    return facts


def _states(quote: Quote) -> bool:
    """Whether the words tell what is or was, not what is wished for."""
    return bool(_CLAUSE.search(quote.text)) and not _WISH.search(_content(quote).split(",")[0])


def _content(finding: Finding) -> str:
    """The words without the conjunction and the marks around them."""
    words = re.sub(r"^(?:that|whether)\s+", "", " ".join(finding.text.split()), flags=re.I)
    return words.strip(' ,;“”"')


def _cue(finding: Finding) -> str:
    return (finding.cue or "") if isinstance(finding, Quote) else "accuse"


def _verb(quote: Quote) -> str:
    return "confirms" if "confirm" in (quote.cue or "").lower() else "concedes"


class _Charges:
    """What is said against a party, to be looked up by article and place."""

    def __init__(self, knowledge: Knowledge) -> None:
        found: dict[str, list[tuple[int, str, str | None, Finding]]] = defaultdict(list)
        for start, whose, toward, finding in _charges(knowledge.quotes, knowledge.acts):
            found[finding.article].append((start, whose, toward, finding))
        self._found = {article: sorted(said, key=lambda one: one[0]) for article, said in found.items()}

    def before(self, denial: Quote) -> tuple[str, Finding] | None:
        """The nearest one before the denial by another party: one aimed at the denier, else at nobody named."""
        said = self._found.get(denial.article, [])
        last = bisect_left(said, denial.start, key=lambda one: one[0])
        near = [
            one
            for one in said[:last]
            if denial.start - one[0] <= NEAR and one[1] != denial.party and one[2] in (None, denial.party)
        ]
        if not near:
            return None
        aimed = [one for one in near if one[2] == denial.party] or near
        return aimed[-1][1], aimed[-1][3]


def _charges(quotes: Sequence[Quote], acts: Sequence[Act]) -> Iterator[tuple[int, str, str | None, Finding]]:
    criticism: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.kind == "criticism":
            criticism[act.article].append(act)
    for quote in quotes:
        if quote.party and quote.cue and (_ACCUSING.search(quote.cue) or _CLAIMING.search(quote.cue)):
            aims = (act.toward for act in criticism[quote.article] if act.start < quote.end and quote.start < act.end)
            yield quote.start, quote.party, next(aims, None), quote
    for own in criticism.values():
        for act in own:
            if act.toward:
                yield act.start, act.actor, act.toward, act
