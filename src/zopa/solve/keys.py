"""`unlock`: why there is no deal, and which concessions would open one; or what would close the zone that there is.

A *key* is a set of clauses (red lines, reservation values) whose giving up opens the zone, none of them to spare: a
minimal correction set. A *certificate* is a set of clauses that cannot all hold, each of them needed: a minimal
unsatisfiable set. Each family is the minimal hitting sets of the other (Reiter 1987), so that all keys give all
certificates. Small models are listed; others are solved by implicit hitting sets (Davies and Bacchus 2011): the
cheapest set that meets every certificate known so far either opens the zone or shows the next certificate, so that
keys come cheapest first and what is not yet found costs at least the last bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from zopa.errors import UsageError
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.solve.closing import closing_changes
from zopa.solve.listing import LISTED, Listing
from zopa.solve.oracle import Oracle
from zopa.solve.results import Certificate, Deal, Key, Status, Unlocking
from zopa.solve.witnesses import Given

Pricing = Literal["count", "loss", "firmness", "price"]
PRICINGS: tuple[Pricing, ...] = ("count", "loss", "firmness", "price")


def unlock(
    model: Negotiation,
    *,
    priced_by: Pricing = "count",
    prices: Mapping[Clause, float] | None = None,
    most: int = 100,
    seconds: float = 20.0,
) -> Unlocking:
    """Keys and certificates when the zone is empty, closing changes when it is not.

    `priced_by` ranks keys: `count` of clauses, `loss` of the giving parties in the best deal (utility against the best
    within their own terms), `firmness` or `price` of red lines as the model has them (1 where it has none); `prices`
    replaces the price of single clauses. At most `most` keys within `seconds`; `complete` says whether these are all.
    Raises `UsageError` for a price that is not positive or a clause that the model has not.
    """
    cost = _costs(model, priced_by, prices or {})
    oracle = Oracle(model, seconds=seconds)
    bound: float | None = None
    found: list[Given] = []
    known: list[Given] = []
    complete = True
    deal: Callable[[Given], Deal | None] = oracle.best_deal
    if model.size <= LISTED and len(model.clauses) <= 62:
        listing = Listing(model)
        found, status, method = listing.minimal_broken(), listing.status, "every outcome listed"
        deal = listing.best_deal
    else:
        oracle.witnesses.seek()
        (status, first), method = oracle.opens(frozenset()), "implicit hitting sets over merged fronts"
        if status is Status.EMPTY:
            found, known, complete, bound = _keys(oracle, cost, most, first)
    if status is not Status.EMPTY:
        closing = closing_changes(model, seconds=oracle.left) if status is Status.NON_EMPTY else ()
        return Unlocking(model.name, status, priced_by, (), (), closing, status is Status.NON_EMPTY, None, method)
    listed = sorted(found, key=lambda given: (_sum(given, cost), len(given), sorted(given)))[:most]
    keys = [_key(oracle, given, priced_by, cost, deal(given)) for given in listed]
    keys.sort(key=lambda k: (round(k.price, 9), len(k.clauses), sum(k.loss.values()), k.clauses))
    certificates = minimal_hitting_sets(found) if complete else known
    order = {clause: k for k, clause in enumerate(model.clauses)}
    ordered = sorted(
        (tuple(sorted(c, key=order.__getitem__)) for c in certificates), key=lambda c: (len(c), [order[x] for x in c])
    )
    return Unlocking(
        model=model.name,
        status=status,
        priced_by=priced_by,
        keys=tuple(keys),
        certificates=tuple(Certificate(c, tuple(map(model.describe, c))) for c in ordered[:most]),
        closing=(),
        complete=complete and len(found) <= most,
        bound=bound,
        method=method,
        beyond=complete and not found,
    )


def _keys(
    oracle: Oracle, cost: Mapping[Clause, float], most: int, first: Given
) -> tuple[list[Given], list[Given], bool, float | None]:
    """Keys, cheapest first; the certificates met; whether these are all; and what every other key costs at least.

    The cheapest set that hits all certificates known so far is a key if it opens the zone; if it does not, what it
    leaves holds another certificate.
    """
    keys: list[Given] = []
    certificates = [first]
    while True:
        hitting = minimal_hitting_sets(certificates)
        candidates = [h for h in hitting if h not in keys]
        if not candidates:
            return keys, certificates, bool(hitting) or not all(certificates), None
        best = min(candidates, key=lambda given: (_sum(given, cost), len(given), sorted(given)))
        answer, certificate = oracle.opens(best) if len(keys) < most else (Status.UNKNOWN, frozenset())
        if answer is Status.UNKNOWN:
            return keys, certificates, False, _sum(best, cost)
        if answer is Status.NON_EMPTY:
            keys.append(best)
        else:
            certificates.append(certificate)


def _costs(model: Negotiation, priced_by: Pricing, prices: Mapping[Clause, float]) -> dict[Clause, float]:
    """What giving up each clause costs where the price of a key is the sum of its clauses' prices."""
    if priced_by not in PRICINGS:
        raise UsageError(f"cannot price by '{priced_by}'", mend=f"price by one of: {', '.join(PRICINGS)}")
    cost = {}
    for clause in model.clauses:
        value = None
        if clause.kind == "red line" and priced_by in ("firmness", "price"):
            value = getattr(model.parties[clause.party].red_lines[clause.index], priced_by)
        cost[clause] = 1.0 if value is None else float(value)
    for clause, price in prices.items():
        if clause not in cost:
            raise UsageError(f"the model has no clause {clause}", mend="see Negotiation.clauses")
        if not price >= 0:
            raise UsageError(f"the price of {clause} is {price}", mend="give a number from 0 up")
        cost[clause] = float(price)
    return cost


def _sum(given: Given, cost: Mapping[Clause, float]) -> float:
    return sum(cost[c] for c in given)


def _key(
    oracle: Oracle,
    given: Given,
    priced_by: Pricing,
    cost: Mapping[Clause, float],
    deal: Deal | None,
) -> Key:
    model = oracle.model
    clauses = tuple(c for c in model.clauses if c in given)
    givers = list(dict.fromkeys(c.party for c in clauses))
    loss = {p: max(0.0, oracle.best_alone(p) - deal.utilities[p]) for p in givers} if deal else {}
    price = sum(loss.values()) if priced_by == "loss" else sum(cost[c] for c in clauses)
    return Key(clauses, tuple(map(model.describe, clauses)), price, deal, loss)


def minimal_hitting_sets(sets: Iterable[frozenset[Clause]], most: int = 20_000) -> list[frozenset[Clause]]:
    """All minimal sets that meet every one of `sets` (Berge's multiplication), or [] past `most` on the way."""
    found: list[frozenset[Clause]] = [frozenset()]
    for one in sets:
        hit = [h for h in found if h & one]
        grown = {h | {c} for h in found if not h & one for c in one}
        found = hit + [g for g in grown if not any(h < g for h in hit)]
        if len(found) > most:
            return []
    return found
