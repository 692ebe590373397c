"""Answers about pacts beside brute force: 5,000 random small pacts (seeds 0 to 4999), every answer compared.

Up to four states and three tiers with links, a lead, ranges and up to two threats; figures are round: ties abound.
Brute force lists every assignment and reckons in fractions, by code of its own. Compared exactly: whether an
equilibrium exists; the best and worst for the protected party and for each state; who would move alone (internal and
external stability) and the smallest group that would move together, from any assignment and from an equilibrium, both
drawn at random; to 5e-6 the core with side payments. `ZOPA_PACTS` sets how many pacts.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import yaml

from benchmarks._pact_brute import Brute, Levels, random_pact
from zopa.model.pact import Design, Pact
from zopa.model.pactfile import pact_from_text
from zopa.solve.pact_core import pact_core
from zopa.solve.pact_equilibrium import Found, equilibria
from zopa.solve.pact_game import Assignment, Game
from zopa.solve.pact_stability import stability

FREE = Design("voluntary")
PATIENCE = 600.0  # seconds: a busy machine is no difference
CORE_CLOSE = 5e-6  # divisions come from linear programs in floating point


def run() -> None:
    """Print how many pacts were compared and where the two differ."""
    count = int(os.environ.get("ZOPA_PACTS", "5000"))
    kinds: Counter[str] = Counter()
    for seed in range(count):
        pact = pact_of(seed)
        brute = Brute(pact)
        for what in (
            *equilibria_differ(pact, brute, kinds),
            *stability_differs(pact, brute, seed, kinds),
            *core_differs(pact, brute, kinds),
        ):
            kinds["differ"] += 1
            print(f"seed {seed}: {what}")
    print(f"{count} random pacts, {kinds['differ']} answers differ from brute force")
    print(f"equilibria: none in {kinds['none']}, one in {kinds['one']}, several in {kinds['several']}")
    looked = kinds["alone"] + kinds["group"] + kinds["stable"]
    print(
        f"stability: of {looked} assignments {kinds['alone']} left by a single state, {kinds['group']} by a group only"
    )
    print(f"core: empty in {kinds['empty core']}")


def pact_of(seed: int) -> Pact:
    """The random pact of a seed, through the reader of pact files."""
    return pact_from_text(yaml.safe_dump(random_pact(seed), sort_keys=False))


def equilibria_differ(pact: Pact, brute: Brute, kinds: Counter[str]) -> list[str]:
    """What differs in equilibria."""
    listed = brute.equilibria()
    found = equilibria(pact, FREE, each=True, seconds=PATIENCE)
    kinds["none" if not listed else "one" if len(listed) == 1 else "several"] += 1
    if (found.status is Found.EXISTS) != bool(listed) or not found.proven:
        return [f"{found.status}, proven {found.proven}, {len(listed)} listed"]
    if not listed or found.best is None or found.worst is None:
        return []

    def odd(at: Assignment, value: object, wished: object) -> bool:
        return ranks(pact, at) not in listed or value != wished

    responses = [brute.response(levels) for levels in listed]
    differ = []
    for name, at, wished in (("best", found.best, max(responses)), ("worst", found.worst, min(responses))):
        if odd(at, brute.response(ranks(pact, at)), wished):
            differ.append(f"the {name} equilibrium")
    if not found.proven_for:
        differ.append("not proven for each state")
    for i, name in enumerate(brute.names):
        pays = [brute.pays[levels][i] for levels in listed]
        for how, at, wished in (
            ("best", found.best_for[name], max(pays)),
            ("worst", found.worst_for[name], min(pays)),
        ):
            if odd(at, brute.pays[ranks(pact, at)][i], wished):
                differ.append(f"the {how} equilibrium for {name}")
    return differ


def stability_differs(pact: Pact, brute: Brute, seed: int, kinds: Counter[str]) -> list[str]:
    """What differs in the stability of a lawful assignment and of an equilibrium, both drawn at random."""
    rng, listed = random.Random(seed), brute.equilibria()
    drawn = [rng.choice([levels for levels in brute.pays if brute.lawful(levels)])]
    if listed:
        drawn.append(rng.choice(listed))
    return [what for levels in drawn for what in _stability_of(pact, brute, levels, kinds)]


def _stability_of(pact: Pact, brute: Brute, levels: Levels, kinds: Counter[str]) -> list[str]:
    found = stability(pact, FREE, Game(pact, FREE).assignment(levels), seconds=PATIENCE)
    gains = brute.gains(levels)
    differ = []
    inside = {name for name, k in zip(brute.names, levels, strict=True) if k}
    for told, wished, what in (
        (found.leaving, {n: float(g) for n, g in gains.items() if n in inside}, "internal"),
        (found.joining, {n: float(g) for n, g in gains.items() if n not in inside}, "external"),
    ):
        if {t.state: t.gain for t in told} != wished:
            differ.append(f"{what} stability of {levels}")
    size = brute.smallest_group(levels)
    if not found.proven or (len(found.group.moves) if found.group else None) != size:
        differ.append(f"the group that leaves {levels}")
    kinds["alone" if gains else "group" if size else "stable"] += 1
    return differ


def core_differs(pact: Pact, brute: Brute, kinds: Counter[str]) -> list[str]:
    """What differs in the core: what all earn together, the subsidy, and whether every group is content."""
    total, subsidy = brute.core()
    found = pact_core(pact, FREE, seconds=PATIENCE)
    if found is None:
        return ["no core found"]
    kinds["empty core"] += found.empty
    paid = [found.together.payoffs[name] + found.payments.get(name, 0.0) for name in brute.names]
    content = all(
        sum(pay for i, pay in enumerate(paid) if mask >> i & 1) + found.subsidy >= float(worth) - CORE_CLOSE
        for mask, worth in enumerate(brute.worths()[:-1])
    )
    same = abs(total - found.total) <= CORE_CLOSE and abs(subsidy - found.subsidy) <= CORE_CLOSE
    return [] if same and content and found.proven and brute.lawful(ranks(pact, found.together)) else ["the core"]


def ranks(pact: Pact, at: Assignment) -> tuple[int, ...]:
    """The levels of an assignment as numbers."""
    return tuple(pact.level(at.levels[name]) for name in pact.states)
