"""Two-level games: a deal holds only if each side's constituency carries it too (Putnam 1988).

At the second level stand voters (members of parliament's groups, states of a council) with preferences of their own
and a rule that says which of them together carry a deal. The zone shrinks to the deals that the negotiators accept and
every constituency carries; a constituency's win-set is what it would carry by itself. Putnam's two conjectures can be
read off: smaller win-sets make failure likelier, and move the bargain towards the side that has the smaller one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zopa.errors import UsageError
from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.model.negotiation_terms import Party
from zopa.model.ratification import Constituency
from zopa.model.voting import unanimity
from zopa.solve.program import Program
from zopa.solve.results import Deal, Status

Flags = NDArray[np.bool_]

LISTED = 3_000_000  # outcomes up to which everything is counted by looking at each
BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class Vote:
    """A constituency's vote on one deal: who is for it, whether it carries, and a smallest set that would turn it."""

    party: str
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    carried: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratified:
    """The answer of `ratify`; counts are exact, and None where the model is too large to look at every outcome.

    `zone` counts the deals that the negotiators accept, `ratified` those that every constituency carries as well,
    `win_sets` what each constituency carries within the rules, `alone_refuses` the deals of the zone that fall for
    want of this constituency alone, `against` how many deals of the zone each voter refuses. `before` is the deal
    with the largest product of gains without ratification and `votes` the votes on it; `after` the best ratified one.
    """

    status: Status
    zone: int | None
    ratified: int | None
    win_sets: Mapping[str, int]
    alone_refuses: Mapping[str, int]
    against: Mapping[str, Mapping[str, int]]
    before: Deal | None
    votes: tuple[Vote, ...]
    after: Deal | None
    method: str


def ratify(negotiation: Negotiation, constituencies: tuple[Constituency, ...], *, seconds: float = 10.0) -> Ratified:
    """What is left of the zone once every constituency must carry the deal.

    Up to some millions of outcomes every one is looked at; beyond, CP-SAT proves whether a ratified deal exists.
    Raises `UsageError` for a constituency of no party, or voters that do not match their rule.
    """
    halls = tuple(_Hall(negotiation, constituency) for constituency in constituencies)
    if negotiation.size <= LISTED:
        return _listed(negotiation, halls)
    return _proven(negotiation, halls, seconds)


def vote(negotiation: Negotiation, constituency: Constituency, outcome: Mapping[str, str]) -> Vote:
    """How the voters of one constituency vote on a deal."""
    return _Hall(negotiation, constituency).vote(np.array([negotiation.indices(outcome)]))


def as_parties(negotiation: Negotiation, constituency: Constituency) -> Negotiation:
    """The negotiation with every voter at the table: what unanimity of the constituency amounts to."""
    names = {name: f"{constituency.party}: {name}" for name in constituency.voters}
    more = {names[name]: voter for name, voter in constituency.voters.items()}
    return Negotiation(
        issues=negotiation.issues,
        parties={**negotiation.parties, **more},
        links=negotiation.links,
        status_quo=negotiation.status_quo,
        name=negotiation.name,
        evidence=negotiation.evidence,
    )


class _Hall:
    """A constituency as a negotiation of its voters, which gives their utilities and red lines."""

    def __init__(self, negotiation: Negotiation, constituency: Constituency) -> None:
        party, voters = constituency.party, constituency.voters
        if party not in negotiation.parties:
            known = ", ".join(negotiation.parties)
            raise UsageError(f"a constituency of '{party}', who is no party", mend=f"parties: {known}")
        if set(voters) != set(constituency.rule.voters):
            odd = min(set(voters) ^ set(constituency.rule.voters))
            raise UsageError(f"'{odd}' stands only in the rule or only among the voters of {party}", mend="match them")
        self.party, self.rule = party, constituency.rule
        self.order = constituency.rule.voters
        self.model = Negotiation(
            issues=negotiation.issues,
            parties={name: voters[name] for name in self.order},
            status_quo=negotiation.status_quo,
            name=party,
        )
        self.alternatives = [[quota.integers() for quota in quotas] for quotas in self.rule.alternatives]

    def favour(self, outcomes: Indices) -> Flags:
        """Who accepts which outcome, shape (outcomes, voters)."""
        flags: Flags = self.model.utilities(outcomes) >= self.model.reservations - 1e-12
        for nogood in self.model.nogoods:
            broken = np.ones(len(outcomes), dtype=bool)
            for issue, options in nogood.parts:
                broken &= np.isin(outcomes[:, issue], list(options))
            if nogood.clause is not None:
                flags[:, self.order.index(nogood.clause.party)] &= ~broken
        return flags

    def carried(self, favour: Flags) -> Flags:
        """Which outcomes pass the rule."""
        passed = np.zeros(len(favour), dtype=bool)
        for quotas in self.alternatives:
            here = np.ones(len(favour), dtype=bool)
            for weights, least in quotas:
                here &= favour @ np.array(weights, dtype=np.int64) >= least
            passed |= here
        return passed

    def vote(self, outcome: Indices) -> Vote:
        favour = self.favour(outcome)[0]
        carried = bool(self.carried(favour[None])[0])
        yes = tuple(v for v, f in zip(self.order, favour, strict=True) if f)
        no = tuple(v for v, f in zip(self.order, favour, strict=True) if not f)
        return Vote(self.party, yes, no, carried, () if carried else self._missing(favour))

    def _missing(self, favour: Flags) -> tuple[str, ...]:
        """A smallest set of voters against, whose assent would carry the deal; empty if none can."""
        from ortools.sat.python import cp_model

        best: tuple[str, ...] = ()
        for quotas in self.alternatives:
            program = cp_model.CpModel()
            turned = [program.new_bool_var("") if not f else None for f in favour]
            for weights, least in quotas:
                have = sum(w for w, f in zip(weights, favour, strict=True) if f)
                program.add(sum(w * x for w, x in zip(weights, turned, strict=True) if x is not None) >= least - have)
            program.minimize(sum(x for x in turned if x is not None))
            solver = cp_model.CpSolver()
            solver.parameters.num_search_workers = 1
            solver.parameters.max_time_in_seconds = 2.0
            if solver.solve(program) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                found = tuple(
                    v for v, x in zip(self.order, turned, strict=True) if x is not None and solver.boolean_value(x)
                )
                best = found if not best or len(found) < len(best) else best
        return best


def _blocks(negotiation: Negotiation) -> Iterator[Indices]:
    """All outcomes, a block at a time, in the order of the model."""
    counts = negotiation.counts
    for start in range(0, negotiation.size, BLOCK):
        flat = np.arange(start, min(start + BLOCK, negotiation.size))
        yield np.stack(np.unravel_index(flat, counts), axis=1).astype(np.int64)


def _listed(negotiation: Negotiation, halls: tuple[_Hall, ...]) -> Ratified:
    zone = ratified = 0
    win_sets = dict.fromkeys((hall.party for hall in halls), 0)
    alone = dict(win_sets)
    against = {hall.party: dict.fromkeys(hall.order, 0) for hall in halls}
    best: dict[str, tuple[float, Indices]] = {}
    powers, floors = negotiation.powers, negotiation.reservations
    for outcomes in _blocks(negotiation):
        outcomes = outcomes[negotiation.permitted(outcomes)]
        if not len(outcomes):
            continue
        utilities = negotiation.utilities(outcomes)
        agreed: Flags = np.all(utilities >= floors - 1e-12, axis=1)
        carried = np.ones((len(outcomes), len(halls)), dtype=bool)
        for k, hall in enumerate(halls):
            favour = hall.favour(outcomes)
            carried[:, k] = hall.carried(favour)
            win_sets[hall.party] += int(carried[:, k].sum())
            for voter, count in zip(hall.order, (~favour[agreed]).sum(axis=0), strict=True):
                against[hall.party][voter] += int(count)
        held = agreed & carried.all(axis=1)
        zone += int(agreed.sum())
        ratified += int(held.sum())
        for k, hall in enumerate(halls):
            alone[hall.party] += int((agreed & ~carried[:, k] & (np.delete(carried, k, axis=1).all(axis=1))).sum())
        for name, flags in (("before", agreed), ("after", held)):
            _better(best, name, outcomes[flags], utilities[flags], floors, powers)
    before = _deal(negotiation, best["before"][1]) if "before" in best else None
    after = _deal(negotiation, best["after"][1]) if "after" in best else None
    votes = tuple(hall.vote(best["before"][1][None]) for hall in halls) if before else ()
    status = Status.NON_EMPTY if ratified else Status.EMPTY
    return Ratified(status, zone, ratified, win_sets, alone, against, before, votes, after, "every outcome looked at")


def _better(
    best: dict[str, tuple[float, Indices]],
    name: str,
    outcomes: Indices,
    utilities: Floats,
    floors: Floats,
    powers: Floats,
) -> None:
    """Keep the outcome with the largest product of gains (weighted by power), then the largest sum."""
    if not len(outcomes):
        return
    gains = np.maximum(utilities - floors, 0.0)
    with np.errstate(divide="ignore"):
        product = (np.log(np.maximum(gains, 1e-12)) * powers).sum(axis=1) + 1e-9 * utilities.sum(axis=1)
    at = int(product.argmax())
    if name not in best or product[at] > best[name][0]:
        best[name] = (float(product[at]), outcomes[at])


def _deal(negotiation: Negotiation, indices: Indices) -> Deal:
    outcome = negotiation.outcome(indices)
    return Deal(outcome, negotiation.utility(outcome))


def _proven(negotiation: Negotiation, halls: tuple[_Hall, ...], seconds: float) -> Ratified:
    """Whether a ratified deal exists, and the one with the largest smallest gain, by CP-SAT."""
    found: dict[str, tuple[Status, Deal | None]] = {}
    for name, required in (("before", ()), ("after", halls)):
        program = Program(negotiation)
        for hall in required:
            _require(program, hall)
        top = 10_000
        least = program.program.new_int_var(0, top, "")
        for p, floor in enumerate(negotiation.reservations):
            unit = int(program.unit[p])
            program.program.add(program.utility[p] * top >= least * unit + math.floor(float(floor) * top) * unit - unit)
        program.program.maximize(least)
        solver = program.solver(seconds / 2)
        state = solver.solve(program.program)
        if state in (program.cp.OPTIMAL, program.cp.FEASIBLE):
            outcome = program.outcome(solver)
            found[name] = (Status.NON_EMPTY, Deal(outcome, negotiation.utility(outcome)))
        else:
            found[name] = (Status.EMPTY if state == program.cp.INFEASIBLE else Status.UNKNOWN, None)
    before, after = found["before"][1], found["after"][1]
    votes = tuple(hall.vote(np.array([negotiation.indices(before.outcome)])) for hall in halls) if before else ()
    status = found["after"][0]
    return Ratified(status, None, None, {}, {}, {}, before, votes, after, "CP-SAT: the largest smallest gain")


def _require(program: Program, hall: _Hall) -> None:
    """Add to a program that the constituency must carry the deal."""
    voters = Program(hall.model)  # only for its whole-number tables
    model = program.program
    yes = [model.new_bool_var("") for _ in hall.order]
    for p, assent in enumerate(yes):
        utility = sum(
            int(table[o, p]) * x
            for table, row in zip(voters.tables, program.options, strict=True)
            for o, x in enumerate(row)
        )
        wanted = float(hall.model.reservations[p])
        model.add(utility >= math.ceil(wanted * float(voters.unit[p]) * (1 - 1e-12))).only_enforce_if(assent)
    for nogood in hall.model.nogoods:
        if nogood.clause is None:
            continue
        assent = yes[hall.order.index(nogood.clause.party)]
        outside = [
            program.options[issue][o]
            for issue, options in nogood.parts
            for o in range(len(program.options[issue]))
            if o not in options
        ]
        model.add_bool_or([assent.negated(), *outside])
    ways = []
    for quotas in hall.alternatives:
        way = model.new_bool_var("")
        for weights, least in quotas:
            model.add(sum(w * x for w, x in zip(weights, yes, strict=True)) >= least).only_enforce_if(way)
        ways.append(way)
    model.add_bool_or(ways)


def by_unanimity(party: str, voters: Mapping[str, Party]) -> Constituency:
    """A constituency in which every voter must agree."""
    return Constituency(party, voters, unanimity(tuple(voters)))
