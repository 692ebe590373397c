"""What no deal is worth to a party, from what it says of life without one and from what others threaten it with."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from zopa.ledger import Knowledge
from zopa.model.alternatives import Alternative
from zopa.model.grounds import Ground, amount, number_of, short

MIDDLE: Final = 0.35  # where what is said of no deal is evenly divided, and where nothing is
SWAY: Final = 0.25  # how far plain words on one side move it
UNSURE: Final = 0.25  # half the width of a reservation value that rests on one article


def proposed_reservation(told: Sequence[Alternative], knowledge: Knowledge) -> tuple[Any, Ground]:
    """A range, the whole of the rule's where nothing was found, with its ground."""
    by_origin: dict[str, list[Alternative]] = defaultdict(list)
    for one in told:
        by_origin[knowledge.origin(one.finding.article)].append(one)
    if not by_origin:
        why = (
            "Nothing found on what no deal is worth to it: the full range of the rule, from any deal being better than "
            "none to seven tenths of all it wants. Narrow it where you know more."
        )
        return amount(0, 2 * MIDDLE), Ground((), why)
    # an article speaks once, for what most of its findings say
    leans = [sum(1 if one.good else -1 for one in own) for own in by_origin.values()]
    good, bad = sum(lean > 0 for lean in leans), sum(lean < 0 for lean in leans)
    middle = MIDDLE + SWAY * (good - bad) / (good + bad + 1)
    half = UNSURE / math.sqrt(len(leans))
    side = [one for one in told if one.good == (good >= bad)] or list(told)
    parts = [
        f"{number_of(good, 'independent article')} {'tells' if good == 1 else 'tell'} that it could do without a deal"
        if good
        else "",
        f"{number_of(bad, 'independent article')} {'tells' if bad == 1 else 'tell'} that it needs one or is threatened"
        if bad
        else "",
    ]
    heard = ", ".join(part for part in parts if part) or "What is said of no deal is evenly divided"
    why = f"{heard}, such as “{short(side[-1].finding.text)}”; a rule of thumb, check it first."
    found = sorted((one.finding for one in told), key=lambda f: (f.article, f.start))
    return amount(middle - half, middle + half), Ground(tuple(f.id for f in found), why)
