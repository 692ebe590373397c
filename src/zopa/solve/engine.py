"""`solve`: from a negotiation to its zone, its front and its bargaining solutions, saying which method ran."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

import numpy as np

from zopa.model.negotiation import Floats, Indices, Negotiation
from zopa.solve.counting import count_permitted, count_zone
from zopa.solve.front import Cuts, FrontRows, Layer, front_of
from zopa.solve.oracle import settle
from zopa.solve.results import Binding, Count, Deal, Front, Result, Solution, Status, Zone
from zopa.solve.solutions import Pick, bargain
from zopa.solve.space import Space, prepare

TIES = 100  # outcomes listed for one solution
SEARCHED = (5_000, 20_000)  # rows of the zone's own front, tried in turn where the whole front is too large


def solve(
    model: Negotiation,
    *,
    listed: int = 1000,
    rows: int | None = None,
    count: bool = True,
    binding: bool = True,
    seconds: float = 5.0,
    seed: int = 0,
) -> Result:
    """The zone, the Pareto front and the bargaining solutions of a negotiation.

    `listed` outcomes of the front are named; `rows` distinct utility vectors are kept before the front is thinned
    within a stated epsilon (by default as many as stay quick for the number of parties); `count` and `binding` ask
    for the size of the zone and for what each clause takes from it; `seconds` bounds what may be approximate, and
    `seed` makes it reproducible. Intervals count by their middle, orders by their mean.
    """
    space = prepare(model)
    limit = rows or default_rows(space.parties)
    full = front_of(space, limit=limit)
    search = ZoneSearch(space, model.reservations, model.powers, full, limit)
    size = count_zone(space, seconds=seconds, seed=seed) if count else None
    status = _status(model, search, size)
    if size is None:
        size = Count.of(0) if status is Status.EMPTY else Count(int(status is Status.NON_EMPTY), space.size, math.nan)
    picks = search.solutions() if status is Status.NON_EMPTY else {}
    names = tuple(model.parties)
    best = search.ideal() if picks else np.zeros(0)
    slack = best - model.reservations if picks else best
    zone = Zone(
        status,
        size,
        dict(zip(names, map(float, best), strict=False)),
        dict(zip(names, map(float, slack), strict=False)),
        _binding(model, size, seconds, seed) if binding and picks and size.exact else (),
    )
    methods = {
        "zone": size.method,
        "front": "merging issue by issue" if full.exact else "merging issue by issue, thinned to a grid",
        "solutions": search.method,
    }
    solutions = _solutions(picks, space, model, search.exact)
    return Result(
        model=model.name,
        outcomes=model.size,
        permitted=count_permitted(space) if count else None,
        zone=zone,
        front=_front(model, space, full, listed),
        solutions=solutions,
        methods=methods,
        exact=full.exact and search.exact and (size.exact or not count) and status is not Status.UNKNOWN,
    )


def default_rows(parties: int) -> int:
    """Rows of a front that are still merged within seconds: filtering takes n log(n)**(parties - 2) steps."""
    return 400_000 if parties <= 3 else 60_000 if parties <= 6 else 30_000


class ZoneSearch:
    """Solutions inside the zone, from the full front where it is exact, else by searching the zone alone.

    Where even the zone's own front is too large, each rule is solved by itself: what one thinned front already
    reaches becomes a cut that everything better has to pass, and what passes is few. The cut for the product is the
    inequality of the arithmetic and the geometric mean at the best outcome known.
    """

    def __init__(self, space: Space, reservations: Floats, powers: Floats, full: FrontRows, limit: int) -> None:
        self.space, self.reservations, self.powers = space, reservations, powers
        self._ideal: Floats | None = None
        self._take(full, limit, "read off the front")
        for rows in sorted({min(limit, r) for r in SEARCHED}):
            if not self.exact:
                self._take(front_of(space, Cuts.floors(space), limit=rows), rows, "front of the zone alone")

    def _take(self, found: FrontRows, limit: int, method: str) -> None:
        self.found, self.limit, self.method, self.exact = found, limit, method, found.exact
        self.rows = np.flatnonzero((found.rows >= self.space.floors).all(axis=1))
        self.picks: Mapping[str, tuple[Pick, Layer]] = {}
        layer = found.layer
        if layer is not None and len(self.rows):
            utilities = self.space.utilities(layer.rows[self.rows])
            first = bargain(utilities, self.reservations, self.powers)
            if found.exact:
                self.picks = {name: (Pick(self.rows[pick.rows], pick.value), layer) for name, pick in first.items()}
            elif method != "read off the front":
                self.picks = self._refined(first, utilities)

    def solutions(self) -> Mapping[str, tuple[Pick, Layer]]:
        """Each rule's pick with the layer that its rows belong to; empty when no outcome of the zone was met."""
        return self.picks

    def ideal(self) -> Floats:
        """The most each party can get in the zone, as far as it is known."""
        if self.found.layer is None or not len(self.rows):
            return np.zeros(0)
        known: Floats = self.space.utilities(self.found.rows[self.rows]).max(axis=0)
        return known if self._ideal is None else np.maximum(known, self._ideal)

    def _refined(self, first: Mapping[str, Pick], known: Floats) -> Mapping[str, tuple[Pick, Layer]]:
        self.method = "front of the zone alone, each solution by cuts at the best known"
        self.exact = True
        parties = self.space.parties
        ideal = known.max(axis=0)
        for p in range(parties):
            better = self._passing(np.eye(parties)[:, [p]], np.array([ideal[p]]))
            if better is not None:
                ideal[p] = max(ideal[p], float(self.space.utilities(better.rows)[:, p].max()))
        self._ideal = ideal
        result = {}
        for name, pick in first.items():
            at = known[pick.rows[0]]
            directions, thresholds = self._cut(name, at, ideal)
            layer = self._passing(directions, thresholds)
            if layer is None:
                assert self.found.layer is not None
                result[name] = (Pick(self.rows[pick.rows], pick.value), self.found.layer)
                continue
            rows = np.flatnonzero((layer.rows >= self.space.floors).all(axis=1))
            utilities = self.space.utilities(layer.rows[rows])
            best = bargain(utilities, self.reservations, self.powers, ideal=ideal)[name]
            result[name] = (Pick(rows[best.rows], best.value), layer)
        return result

    def _passing(self, directions: Floats, thresholds: Floats) -> Layer | None:
        """The front of what meets every floor and `utilities @ directions >= thresholds`; None when it is too large."""
        scaled = directions / self.space.scale[:, None]
        cuts = Cuts.floors(self.space).and_(scaled, thresholds - 1e-9 * np.maximum(1.0, np.abs(thresholds)))
        found = front_of(self.space, cuts, limit=self.limit)
        if not found.exact or found.layer is None:
            self.exact = False
            return None
        return found.layer

    def _cut(self, name: str, at: Floats, ideal: Floats) -> tuple[Floats, Floats]:
        """Linear bounds that every outcome at least as good as `at` (by the rule) satisfies."""
        rule, weighted = name.removesuffix("_weighted"), name.endswith("_weighted")
        weights = self.powers / self.powers.mean() if weighted else np.ones(self.space.parties)
        gains, most = at - self.reservations, ideal - self.reservations
        eye = np.eye(self.space.parties)
        if rule == "utilitarian":
            return weights[:, None], np.array([at @ weights])
        if rule == "nash":
            if (gains <= 1e-9).any():
                return np.zeros((len(at), 0)), np.zeros(0)
            share = weights / gains
            return share[:, None], np.array([weights.sum() + self.reservations @ share])
        if rule == "egalitarian":
            heard = weights > 0
            least = (gains[heard] / weights[heard]).min()
            return eye[:, heard], (self.reservations + least * weights)[heard]
        movers = (most > 1e-9) & (weights > 0)
        ratio = (gains[movers] / most[movers] / weights[movers]).min()
        return eye[:, movers], (self.reservations + ratio * most * weights)[movers]


def _status(model: Negotiation, search: ZoneSearch, size: Count | None) -> Status:
    if len(search.rows) or (size is not None and size.low > 0):
        return Status.NON_EMPTY
    if (size is not None and size.high == 0) or search.exact:
        return Status.EMPTY
    return settle(model)


def _front(model: Negotiation, space: Space, full: FrontRows, listed: int) -> Front:
    layer = full.layer
    if layer is None:
        return Front(0, 0, 0, ())
    good = (layer.rows >= space.floors).all(axis=1)
    utilities = space.utilities(layer.rows)
    order = np.lexsort((-utilities.sum(axis=1), ~good))[:listed]
    inside = int(sum(map(int, layer.counts[good])))
    epsilon = float((full.epsilon / space.scale).max())
    deals = _deals(model, space, layer, order, listed) if listed else {}
    named = tuple(deal for row in order for deal in deals.get(int(row), ()))[:listed]
    return Front(layer.total, len(layer), inside, named, epsilon)


def _solutions(
    picks: Mapping[str, tuple[Pick, Layer]], space: Space, model: Negotiation, exact: bool
) -> dict[str, Solution]:
    """Picks by name; the outcomes of picks from one layer are looked up in one go."""
    together: dict[int, list[str]] = {}
    for name, (_, layer) in picks.items():
        together.setdefault(id(layer), []).append(name)
    result = {}
    for names in together.values():
        layer = picks[names[0]][1]
        rows = np.unique(np.concatenate([picks[name][0].rows[:TIES] for name in names]))
        deals = _deals(model, space, layer, rows, TIES * len(names))
        for name in names:
            pick = picks[name][0]
            mine = tuple(deal for row in pick.rows[:TIES] for deal in deals.get(int(row), ()))[:TIES]
            count = sum(map(int, layer.counts[pick.rows]))
            result[name] = Solution(name, pick.value, mine, count, exact)
    return {name: result[name] for name in picks}


def _deals(model: Negotiation, space: Space, layer: Layer, rows: Indices, most: int) -> dict[int, tuple[Deal, ...]]:
    """Outcomes of each row by name; ties included unless they run far past `most`."""
    ties = sum(map(int, layer.counts[rows])) <= 4 * most
    found, owner = layer.outcomes(rows, len(space.options), ties=ties)
    numbers = np.stack([space.options[i][found[:, i]] for i in range(found.shape[1])], axis=1)
    utilities = model.utilities(numbers)
    names = tuple(model.parties)
    result: dict[int, tuple[Deal, ...]] = {}
    for o, u, k in zip(numbers.tolist(), utilities.tolist(), owner.tolist(), strict=True):
        deal = Deal(model.outcome(o), dict(zip(names, u, strict=True)))
        row = int(rows[k])
        result[row] = (*result.get(row, ()), deal)
    return result


def _binding(model: Negotiation, size: Count, seconds: float, seed: int) -> tuple[Binding, ...]:
    """What each clause alone keeps out of the zone, most first; stops when the time is up."""
    start = time.monotonic()
    found = []
    for clause in model.clauses:
        if time.monotonic() - start > seconds / 2:
            break
        without = count_zone(prepare(model.without([clause])), seconds=0.2, seed=seed)
        if without.exact and without.low > size.low:
            found.append(Binding(clause, model.describe(clause), without.low - size.low))
    return tuple(sorted(found, key=lambda b: -b.freed))
