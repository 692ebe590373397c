"""What `solve` and `unlock` answer, in words and as plain data (the JSON shape of docs/reference/model-file.md)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from zopa.model import Negotiation
from zopa.model.negotiation_terms import Clause
from zopa.present.clause_evidence import clause_evidence_blocks, clause_findings
from zopa.present.page import Block, Grid, Heading, Page
from zopa.solve import Count, Deal, Key, Result, Solution, Status, Unlocking
from zopa.solve.uncertainty import Doubt

RULES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
SHOWN = 10  # rows of a table in words; JSON has them all


# ---- solve ---------------------------------------------------------------------------------------------------------


def solution_page(result: Result, doubt: Doubt | None = None, model: Negotiation | None = None) -> Page:
    """A result in words; with the `model` it says which findings the clauses that bind rest on."""
    blocks: list[Block] = [_zone_sentence(result)]
    if result.zone.status is Status.NON_EMPTY:
        if result.zone.best:
            rows = tuple(
                (party, f"{best:.3f}", f"{result.zone.slack[party]:.3f}") for party, best in result.zone.best.items()
            )
            blocks += [Heading("Room inside the zone"), Grid(("party", "best it can get", "slack"), rows, (1, 2))]
        if result.zone.binding:
            bound = tuple((b.text, f"{b.freed:,}") for b in result.zone.binding[:SHOWN])
            blocks += [Heading("What binds"), Grid(("clause", "outcomes it alone keeps out"), bound, (1,))]
            if model is not None:
                blocks += clause_evidence_blocks(model, [b.clause for b in result.zone.binding[:SHOWN]])
        blocks += [Heading("Solutions"), *_solutions_blocks(result)]
    else:
        blocks.append("Run “zopa unlock” on the model for what blocks a deal and which concessions would open one.")
    if result.front is not None:
        front = result.front
        text = f"{front.count:,} Pareto-optimal outcomes, {front.in_zone:,} of them in the zone."
        if not front.exact:
            text += f" It is thinned: every outcome has one on it that is worse for no party by {front.epsilon:.2g}."
        if not front.count and front.exact:
            text = "Empty: no outcome keeps every red line and link."
        blocks += [Heading("Pareto front"), text]
        if front.deals:
            blocks += _worth("no.", [(str(k), d, "") for k, d in enumerate(front.deals[:SHOWN], start=1)])
        if front.count > SHOWN:
            blocks.append(f"The first {min(SHOWN, len(front.deals))} are shown; “--format json” lists more.")
    if doubt is not None:
        blocks += _doubt_blocks(doubt)
    methods = "; ".join(f"{what}: {how}" for what, how in result.methods.items())
    blocks.append(f"{'Exact.' if result.exact else 'Not exact throughout.'} Methods: {methods}.")
    return Page(f"{result.model}: where a deal could be", tuple(blocks))


def solution_data(result: Result, doubt: Doubt | None = None) -> dict[str, Any]:
    """A result as plain data."""
    zone = result.zone
    data: dict[str, Any] = {
        "zopa": 1,
        "model": result.model,
        "outcomes": result.outcomes,
        "permitted": count_data(result.permitted)["count"] if result.permitted else None,
        "zone": {
            **count_data(zone.count),
            "status": zone.status.value,
            "best": dict(zone.best),
            "slack": dict(zone.slack),
            "binding": [{"clause": b.text, "party": b.clause.party, "outcomes": b.freed} for b in zone.binding],
        },
        "solutions": dict.fromkeys(RULES) | {n: _solution_data(s) for n, s in result.solutions.items()},
        "pareto": None,
        "methods": dict(result.methods),
        "exact": result.exact,
    }
    if result.front is not None:
        data["pareto"] = {
            "count": result.front.count,
            "vectors": result.front.vectors,
            "in_zone": result.front.in_zone,
            "epsilon": result.front.epsilon,
            "outcomes": [deal_data(deal) for deal in result.front.deals],
        }
    if doubt is not None:
        data["uncertainty"] = doubt_data(doubt)
    return data


def count_data(count: Count) -> dict[str, Any]:
    """A count; `count` is the estimate where only a bracket is proven."""
    if count.exact:
        return {"count": count.low, "exact": True}
    guess = None if math.isnan(count.estimate) else round(count.estimate)
    return {"count": guess, "exact": False, "low": count.low, "high": count.high, "error": count.error}


def deal_data(deal: Deal) -> dict[str, Any]:
    return {"outcome": dict(deal.outcome), "utilities": dict(deal.utilities)}


def _solution_data(solution: Solution) -> dict[str, Any]:
    first = deal_data(solution.deals[0])
    ties = [deal_data(deal) for deal in solution.deals]
    return {**first, "value": solution.value, "exact": solution.exact, "count": solution.count, "ties": ties}


def _zone_sentence(result: Result) -> str:
    zone, count = result.zone, result.zone.count
    if zone.status is Status.EMPTY:
        return f"No deal: none of {result.outcomes:,} outcomes keeps every red line and gives everyone enough."
    if zone.status is Status.UNKNOWN:
        return f"Not settled within the time given whether any of {result.outcomes:,} outcomes could hold."
    if count.exact:
        return f"{count.low:,} of {result.outcomes:,} outcomes could hold."
    if math.isnan(count.estimate):
        return f"A deal exists among {result.outcomes:,} outcomes; the zone was not counted."
    return (
        f"About {count.estimate:,.0f} (standard error {count.error:,.0f}) of {result.outcomes:,} outcomes could hold; "
        f"proven: between {count.low:,} and {count.high:,}."
    )


def _solutions_blocks(result: Result) -> list[Block]:
    """Rules that pick the same deals share a row."""
    rules: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for name, solution in result.solutions.items():
        label = RULES[name.removesuffix("_weighted")] + (" by power" if name.endswith("_weighted") else "")
        label += "" if solution.exact else " (not proven)"
        rules.setdefault(tuple(tuple(d.outcome.values()) for d in solution.deals), []).append(label)
    first = {tuple(tuple(d.outcome.values()) for d in s.deals): s for s in result.solutions.values()}
    rows = []
    for picked, labels in rules.items():
        solution = first[picked]
        ties = f" (and {solution.count - 1:,} as good)" if solution.count > 1 else ""
        rows.append((", ".join(labels), solution.deals[0], ties))
    return _worth("rule", rows)


def _worth(column: str, rows: list[tuple[str, Deal, str]]) -> list[Block]:
    """Deals and what they are worth to each party, in one table, or in two where there are many parties."""
    parties = tuple(rows[0][1].utilities)
    deals = [(label, in_words(deal.outcome) + note) for label, deal, note in rows]
    worth = [tuple(f"{deal.utilities[p]:.3f}" for p in parties) for _, deal, _ in rows]
    if len(parties) <= 3:
        both = tuple((*d, *w) for d, w in zip(deals, worth, strict=True))
        return [Grid((column, "deal", *parties), both, tuple(range(2, 2 + len(parties))))]
    values = tuple((label, *w) for (label, _), w in zip(deals, worth, strict=True))
    right = tuple(range(1, 1 + len(parties)))
    return [Grid((column, "deal"), tuple(deals)), Grid((column, *parties), values, right)]


def in_words(outcome: Mapping[str, str]) -> str:
    return ", ".join(f"{issue}: {option}" for issue, option in outcome.items())


# ---- not being sure ------------------------------------------------------------------------------------------------


def _doubt_blocks(doubt: Doubt) -> list[Block]:
    low, high = doubt.interval
    blocks: list[Block] = [
        Heading("Not being sure"),
        f"A deal exists in {doubt.probability:.0%} of {doubt.draws:,} draws of what is uncertain "
        f"(95% interval {low:.0%} to {high:.0%}; seed {doubt.seed}). Red lines and links stand in every draw.",
    ]
    if doubt.chances:
        rows = tuple(
            (in_words(c.deal.outcome), f"{c.probability:.0%}", f"{c.on_front:.0%}") for c in doubt.chances[:SHOWN]
        )
        blocks.append(Grid(("deal", "all accept", "on the front"), rows, (1, 2)))
    if doubt.unknowns:
        unknown = tuple((u.name, f"{u.information:.3f}", f"{u.total:.2f}") for u in doubt.unknowns[:SHOWN])
        blocks += [
            "Worth finding out: what knowing it adds to the chance that the best proposal is accepted, and its share "
            "(total Sobol index) in how much room there is for a deal.",
            Grid(("unknown", "value of knowing", "share"), unknown, (1, 2)),
        ]
    return blocks


def doubt_data(doubt: Doubt) -> dict[str, Any]:
    """What is uncertain, as plain data."""
    return {
        "probability": doubt.probability,
        "interval": list(doubt.interval),
        "draws": doubt.draws,
        "seed": doubt.seed,
        "outcomes": [{**deal_data(c.deal), "all_accept": c.probability, "on_front": c.on_front} for c in doubt.chances],
        "unknowns": [
            {"name": u.name, "value_of_information": u.information, "first_order": u.first, "total": u.total}
            for u in doubt.unknowns
        ],
        "perfect_information": doubt.perfect_information,
    }


# ---- unlock --------------------------------------------------------------------------------------------------------


def unlocking_page(found: Unlocking, model: Negotiation | None = None) -> Page:
    """Keys, certificates and closing changes in words; with the `model` which findings the clauses of keys rest on."""
    blocks: list[Block] = []
    if found.status is Status.UNKNOWN:
        blocks.append("Not settled within the time given whether a deal exists.")
    elif found.status is Status.NON_EMPTY:
        blocks.append("A deal exists: nothing has to be unlocked.")
        rows = tuple((c.party, c.text) for c in found.closing)
        blocks += [Heading("What single change would close the zone"), Grid(("party", "change"), rows)]
    elif found.beyond:
        blocks.append("The links alone leave no outcome: no concession can open a zone.")
    else:
        blocks.append(_keys_sentence(found))
        keys = tuple(_key_row(k, key) for k, key in enumerate(found.keys, start=1))
        columns = ("no.", "give up", "price", "best deal it opens", "what the givers lose")
        blocks += [Heading("Keys"), Grid(columns, keys[: 2 * SHOWN], (0, 2))]
        if len(keys) > 2 * SHOWN:
            blocks.append(f"{len(keys) - 2 * SHOWN} dearer keys are left out here; “--format json” lists them.")
        if model is not None:
            blocks += clause_evidence_blocks(model, [c for key in found.keys[: 2 * SHOWN] for c in key.clauses])
        clash = tuple((str(k), "; ".join(c.texts)) for k, c in enumerate(found.certificates[:SHOWN], start=1))
        blocks += [Heading("What clashes"), Grid(("no.", "these cannot all hold"), clash, (0,))]
    blocks.append(f"Method: {found.method}.")
    return Page(f"{found.model}: what blocks a deal, and what would open one", tuple(blocks))


def _keys_sentence(found: Unlocking) -> str:
    if found.complete:
        return f"No deal as things stand. These are all {len(found.keys)} smallest sets of concessions that open one."
    bound = "" if found.bound is None else f"; every other one costs at least {found.bound:g}"
    return f"No deal as things stand. {len(found.keys)} smallest sets of concessions were found in time{bound}."


def _key_row(number: int, key: Key) -> tuple[str, ...]:
    deal = in_words(key.deal.outcome) if key.deal else "not found in time"
    loss = ", ".join(f"{party} {value:.3f}" for party, value in key.loss.items())
    return str(number), "; ".join(key.texts), f"{key.price:.3g}", deal, loss


def unlocking_data(found: Unlocking, model: Negotiation | None = None) -> dict[str, Any]:
    """Keys, certificates and closing changes as plain data; with the `model` each clause has its `evidence`."""
    return {
        "zopa": 1,
        "model": found.model,
        "status": found.status.value,
        "priced_by": found.priced_by,
        "keys": [
            {
                "clauses": [_clause_data(c, t, model) for c, t in zip(key.clauses, key.texts, strict=True)],
                "price": key.price,
                "deal": deal_data(key.deal) if key.deal else None,
                "loss": dict(key.loss),
            }
            for key in found.keys
        ],
        "certificates": [
            {"clauses": [_clause_data(c, t, model) for c, t in zip(one.clauses, one.texts, strict=True)]}
            for one in found.certificates
        ],
        "closing": [
            {
                "party": c.party,
                "change": c.text,
                "red_line": {i: list(o) for i, o in c.red_line.options.items()} if c.red_line else None,
                "reservation": c.reservation,
            }
            for c in found.closing
        ],
        "complete": found.complete,
        "bound": found.bound,
        "beyond_concessions": found.beyond,
        "method": found.method,
    }


def _clause_data(clause: Clause, text: str, model: Negotiation | None) -> dict[str, Any]:
    data: dict[str, Any] = {"party": clause.party, "kind": clause.kind, "index": clause.index, "text": text}
    found = clause_findings(model, clause) if model is not None else None
    return data if found is None else {**data, "evidence": list(found)}
