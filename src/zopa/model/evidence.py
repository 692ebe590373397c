"""Which number of a model a key of `evidence` is about: `PARTY.ISSUE`, `.weight`, `.red_line`, or `PARTY.reservation`.

A key that is about none does no harm to the numbers, so it is told, not refused: whoever takes a party out of a model
would else have to take out each of its keys before anything could be solved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapidfuzz import process

from zopa.model.negotiation import Negotiation

OWN = ("reservation", "power")  # numbers of a party that are about no issue
ENDINGS = (".weight", ".red_line")
SECTIONS = ("status_quo", "links")


def about_a_number(key: str, parties: Collection[str], issues: Collection[str]) -> bool:
    """Whether a key of `evidence` is about something that stands in a model of these parties and issues."""
    if key.partition(".")[0] in SECTIONS:
        return True
    return any(_placed(key.removeprefix(f"{party}."), issues) for party in parties if key.startswith(f"{party}."))


def _placed(rest: str, issues: Collection[str]) -> bool:
    named = next((rest.removesuffix(end) for end in ENDINGS if rest.endswith(end)), rest)
    # a red line on several issues stands under all of them; one of two on the same issues has a number
    joint = named.partition("#")[0].split("+")
    return rest in OWN or named in issues or (rest.endswith(".red_line") and all(one in issues for one in joint))


def idle_evidence(model: Negotiation) -> dict[str, str | None]:
    """Keys of `evidence` about no number of the model, each with the nearest key that would be."""
    idle = [key for key in model.evidence if not about_a_number(key, model.parties, model.issues)]
    return {key: _nearest(key, model.parties, model.issues) for key in idle}


def _nearest(key: str, parties: Iterable[str], issues: Collection[str]) -> str | None:
    ending = next((end for end in ENDINGS if key.endswith(end)), "")
    known = [f"{party}.{issue}{ending}" for party in parties for issue in issues]
    known += [f"{party}.{own}" for party in parties for own in OWN]
    found = process.extractOne(key, known, score_cutoff=75)
    return found[0] if found else None
