"""`Both sides`, `the two leaders`, `each side`: the parties that stand against each other at this point of the text."""

from __future__ import annotations

from zopa.read.actors_memory import SUBJECTS, Memory, Referent

_STANDING = 0.9
_ROLES = {"topic": 1.1, "subject": 1.0, "owner": 0.7, "object": 0.8, "other": 0.7, "modifier": 0.35}


def several(
    memory: Memory, own: list[str], n: int, at: int, *, persons: bool, between: bool = False
) -> Referent | None:
    """The `n` most salient parties (or persons) before word `at`; `own` are the case's parties, weighing more.

    `between`: whoever is the subject of the sentence stands between them and is none of them.
    """
    sentence = memory.words.sentence[at]
    acting = set() if between else _acting(memory, at)
    reach = 8 if persons else 4  # how far back a pair named together is still the pair that is meant
    weights: dict[str, float] = {}
    actors: dict[str, str] = {}
    apart: set[str] = set()
    for trace in reversed(memory.traces):
        back = sentence - trace.sentence
        if back > 8:
            break
        referent = trace.referent
        if referent.thing or not referent.parties:
            continue
        together = (
            trace.token not in acting
            and referent.plural
            and len(set(referent.parties)) == len(referent.parties) == n
            and back <= reach
        )
        if together and (not persons or (referent.actor and " and " in referent.actor)):
            return referent
        if between and back == 0 and trace.role in ("topic", "subject"):
            apart.update(referent.parties)
        if trace.token in acting and len(referent.parties) == 1:
            apart.update(referent.parties)
        if len(referent.parties) != 1 or (persons and not referent.person):
            continue
        party = referent.parties[0]
        role = max(_ROLES[trace.role], _ROLES["topic"] if _talked_with(memory, trace.token) else 0.0)
        weight = role * 0.75**back
        if own and party not in own:
            weight *= 0.3
        weights[party] = weights.get(party, 0.0) + weight
        if referent.person and referent.actor:
            actors.setdefault(party, referent.actor)
    weights = {party: weight for party, weight in weights.items() if party not in apart}
    if len(weights) < n:
        if persons:
            return several(memory, own, n, at, persons=False)
        return Referent(None, tuple(own), False, None, True, unnamed=at) if len(own) == n else None
    most = max(memory.party_count.get(party, 1) for party in weights)
    for party in weights:
        # whoever the article speaks of all along, rather than whoever was named last
        weights[party] += _STANDING * memory.party_count.get(party, 0) / most
    chosen = sorted(weights, key=lambda p: -weights[p])[:n]
    actor = " and ".join(actors[p] for p in chosen) if persons and all(p in actors for p in chosen) else None
    return Referent(actor, tuple(chosen), False, None, True, unnamed=at)


def _acting(memory: Memory, at: int) -> set[int]:
    """The subjects that act on a pair: `she threatened to end talks with both countries` leaves her out of it."""
    words = memory.words
    verb = at
    while words.heads[verb] != verb and not words.tags[verb].startswith("V"):
        if words.deps[verb] in SUBJECTS:
            return set()
        verb = words.heads[verb]
    for _ in range(6):
        found = {c for c in words.children(verb) if words.deps[c] in SUBJECTS and c < at}
        if found:
            if words.deps[verb] == "relcl" and any(words.folds[c] in ("who", "which", "that") for c in found):
                return {words.heads[verb]}
            return found
        if words.deps[verb] not in ("xcomp", "conj", "advcl", "relcl") or words.heads[verb] == verb:
            return set()
        if words.deps[verb] == "relcl":
            return {words.heads[verb]}
        verb = words.heads[verb]
    return set()


def _talked_with(memory: Memory, token: int) -> bool:
    """`the talks with its nurses`: whom one talks with is a side, wherever the sentence puts it."""
    words = memory.words
    preposition = words.heads[token]
    if words.deps[token] != "pobj" or words.folds[preposition] not in ("with", "between"):
        return False
    above = words.heads[preposition]
    return words.lemmas[above] in _TALKING


_TALKING = frozenset(
    "talk negotiation meeting meet negotiate bargain dispute conflict quarrel agreement deal contract treaty".split()
)
