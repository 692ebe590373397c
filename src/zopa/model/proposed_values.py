"""What the options of an issue are worth to a party, by what it says on it: values and weights.

Every independent article gives a reading for each side that it tells the party to be on: a curve over the options.
The values are the mean of the readings by their evidence; their ranges grow with how far the readings lie apart and
with how thin the evidence is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from zopa.ledger import Knowledge, Position
from zopa.ledger.doubt import HALF_LIFE_DAYS
from zopa.ledger.positions import DOUBT, DOUBT_LEFT
from zopa.ledger.stands import GIVES, asked_for, strength
from zopa.model.grounds import Ground, amount, counts, number_of, origins, short
from zopa.read import Statement

MILD: Final = 0.5  # how far worth falls off from what is merely offered or accepted, as a share of 1
LEVEL: Final = 0.05  # a difference in worth below which no option stands out
ONE_SOURCE: Final = 0.5  # half the width of a weight that rests on one article, as a share of the weight
STANDS: Final = {"for": "For", "against": "Against", "open": "Open to", "contested": "Told to be for and against"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says of a party on an issue: a statement, the option it asks for by name, and its evidence."""

    statement: Statement
    named: str | None
    evidence: float

    def worth(self, ladder: Sequence[str]) -> tuple[float, ...]:
        """0..1 for every option: 1 for what is asked for, less by the distance from it; level for an open party."""
        if self.statement.polarity == "open":
            return (0.5,) * len(ladder)
        last = len(ladder) - 1
        best = ladder.index(self.named) if self.named else last if self.statement.polarity == "for" else 0
        fall = (MILD if self.statement.act in GIVES else 1.0) / max(best, last - best)
        return tuple(1 - fall * abs(k - best) for k in range(len(ladder)))


def readings(said: Sequence[Statement], ladder: Sequence[str], knowledge: Knowledge) -> tuple[Reading, ...]:
    """One reading for each independent article and polarity, the weightiest first.

    In an article the words that name an option speak before those that do not, then the surest.
    """
    newest = max((day for one in said if (day := knowledge.date(one))), default=None)
    best: dict[tuple[str, str], Reading] = {}
    for one in said:
        day = knowledge.date(one)
        # an undated statement among dated ones could be of any age: it counts as one half-life old
        fade = 0.5 ** ((newest - day).days / HALF_LIFE_DAYS) if newest and day else 0.5 if newest else 1.0
        reading = Reading(one, asked_for(one, ladder), counts(one) * fade)
        key = knowledge.origin(one.article), one.polarity
        if key not in best or _rank(reading) > _rank(best[key]):
            best[key] = reading
    return tuple(sorted(best.values(), key=lambda r: -r.evidence))


def _rank(reading: Reading) -> tuple[bool, float]:
    return reading.named is not None, reading.evidence


def proposed_values(
    row: Position, said: Sequence[Statement], ladder: Sequence[str], knowledge: Knowledge
) -> tuple[dict[str, Any], Ground]:
    """A range for every option of an issue, with its ground; `said` is what counts since the party changed sides."""
    read = readings(said, ladder, knowledge)
    total = math.fsum(r.evidence for r in read)
    shares = [r.evidence / total for r in read]
    curves = [r.worth(ladder) for r in read]
    mean = [math.fsum(s * c[k] for s, c in zip(shares, curves, strict=True)) for k in range(len(ladder))]
    apart = [
        math.fsum(s * abs(c[k] - mean[k]) for s, c in zip(shares, curves, strict=True)) for k in range(len(ladder))
    ]
    thin = _thin(said, knowledge)
    values = {
        option: amount(worth - thin - spread, worth + thin + spread)
        for option, worth, spread in zip(ladder, mean, apart, strict=True)
    }
    speaking = [r.statement.id for r in read]
    # what was said before a change of sides is the other half of why it counts as one
    findings = (*speaking, *(s.id for s in said if s.id not in speaking), *row.earlier)
    return values, Ground(findings, _why(row, said, read, ladder, mean, thin, max(apart), knowledge))


def _thin(said: Sequence[Statement], knowledge: Knowledge) -> float:
    """Half a range's width for want of evidence: 0.275 for none at all, towards 0 with every independent article."""
    best: dict[str, float] = {}
    for one in said:
        origin = knowledge.origin(one.article)
        best[origin] = max(best.get(origin, 0.0), counts(one))
    return float(DOUBT * DOUBT_LEFT ** math.fsum(best.values()) / 2)


def _why(
    row: Position,
    said: Sequence[Statement],
    read: Sequence[Reading],
    ladder: Sequence[str],
    mean: Sequence[float],
    thin: float,
    apart: float,
    knowledge: Knowledge,
) -> str:
    proposition = knowledge.case.issues[row.issue].proposition
    articles = origins(list(said), knowledge)
    last = f", the last of {row.last.isoformat()}" if row.last else ", undated"
    heard = f"{number_of(len(said), 'statement')} in {number_of(articles, 'independent article')}{last}"
    parts = [f"{STANDS[row.polarity]} “{proposition}”: {heard}; {_best(read, ladder, mean)}."]
    if row.stood and row.since:
        parts.append(f"It was {STANDS[row.stood].lower()} it before {row.since.isoformat()}, which counts no more.")
    if apart >= 0.01:
        parts.append(f"Reports differ ({_sides(read)}).")
    differ = f" and up to {apart:.2f} because reports differ" if apart >= 0.01 else ""
    parts.append(f"Give or take {thin:.2f} for {'thin ' if articles < 2 else ''}evidence{differ}.")
    if named := next((c for c in row.conditions if " " in c.strip()), None):  # a lone `unless` tells nothing
        parts.append(f"Condition: “{short(named)}”.")
    drawn = [one for one in said if one.red_line]
    if drawn and not row.red_line:
        parts.append(f"A red line is told of, too unsure to be drawn: “{short(drawn[-1].text)}”.")
    return " ".join(parts)


def _best(read: Sequence[Reading], ladder: Sequence[str], mean: Sequence[float]) -> str:
    if max(mean) - min(mean) < LEVEL:
        return "no option is better than another"
    top = [option for option, worth in zip(ladder, mean, strict=True) if worth > max(mean) - 1e-9]
    best = " and ".join(f"'{option}'" for option in top)
    if all(r.statement.act in GIVES for r in read):
        return (
            f"it is offered or accepted, which tells what it can live with; {best} is best, others fall off half as far"
        )
    if any(r.named in top for r in read):
        return f"asks for {best}, so that is best"
    return f"so {best} {'is' if len(top) == 1 else 'are'} best and others fall off evenly"


def _sides(read: Sequence[Reading]) -> str:
    """`for 62%, against 38%`, by the options that are asked for and by what is merely offered or accepted."""
    shares: dict[str, float] = {}
    for one in read:
        side = (
            f"{one.statement.polarity} as offered or accepted" if one.statement.act in GIVES else one.statement.polarity
        )
        side += f" '{one.named}'" if one.named else ""
        shares[side] = shares.get(side, 0.0) + one.evidence
    total = math.fsum(shares.values())
    return ", ".join(f"{side} {share / total:.0%}" for side, share in sorted(shares.items(), key=lambda s: -s[1]))


# ---- weights -------------------------------------------------------------------------------------------------------


def proposed_weight(said: Sequence[Statement], knowledge: Knowledge) -> tuple[Any, Ground]:
    """Emphasis summed over independent articles: the hardest words of each, by how sure they are."""
    best: dict[str, tuple[float, Statement]] = {}
    for one in said:
        origin = knowledge.origin(one.article)
        emphasis = strength(one) * counts(one)
        if origin not in best or emphasis > best[origin][0]:
            best[origin] = emphasis, one
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    total = max(0.01, math.fsum(emphasis for emphasis, _ in ranked))
    half = total * ONE_SOURCE / math.sqrt(len(ranked))
    top = ranked[0][1]
    hardest = "a red line" if top.red_line else f"'{top.act}'"
    sum_of = f" ({_sum([emphasis for emphasis, _ in ranked])})" if len(ranked) > 1 else ""
    why = (
        f"Spoken of in {number_of(len(ranked), 'independent article')}, at most as {hardest}: emphasis {total:.2f}"
        f"{sum_of}, give or take {half / total:.0%}."
    )
    speaking = [one.id for _, one in ranked]
    findings = (*speaking, *(s.id for s in said if s.id not in speaking))
    return amount(max(0.01, total - half), total + half, most=math.inf), Ground(findings, why)


def _sum(parts: Sequence[float], shown: int = 4) -> str:
    """`0.80 + 0.31`, the largest first; many small ones together."""
    told = [f"{part:.2f}" for part in parts[:shown]]
    return " + ".join(
        [*told, f"{math.fsum(parts[shown:]):.2f} of {len(parts) - shown} more"] if parts[shown:] else told
    )
