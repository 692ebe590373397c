"""A pact's answers in words: who stands in which ring, whether it holds, what would mend it; pages and plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zopa.model.pact import NONE, Pact
from zopa.present.page import Block, Grid, Heading, Page
from zopa.solve.pact_design import Outcome, compare, designs_of, evaluate, members_at
from zopa.solve.pact_doubt import Doubt, doubt
from zopa.solve.pact_equilibrium import Found
from zopa.solve.pact_game import Assignment
from zopa.solve.pact_stability import Cascade, Commitments, Stability, cascade, commitments, stability
from zopa.solve.pact_worth import Deterrence, Pivots, Riding, pivots, riding


@dataclass(frozen=True)
class PactReport:
    """Everything that `zopa pact` tells: all designs, and one of them in depth."""

    pact: Pact
    outcomes: tuple[Outcome, ...]
    chosen: Outcome
    stability: Stability | None
    pivots: Pivots | None
    riding: tuple[Riding, ...]
    cascades: tuple[Cascade, ...]
    commitments: Commitments | None
    doubt: Doubt | None = None


def examine(
    pact: Pact,
    *,
    design: str | None = None,
    wished: float | None = None,
    seconds: float = 10.0,
    draws: int = 200,
    seed: int = 0,
) -> PactReport:
    """All designs side by side, and the one called `design` (the first by default) in depth.

    `wished` asks for the cheapest further commitments that avert that share of the expected loss; `draws` is how often
    the figures that are ranges are drawn anew (0: not at all).
    """
    names = designs_of(pact)
    if design is None:
        outcomes = compare(pact, seconds=seconds, seed=seed)
        chosen = outcomes[0]
    else:
        chosen = evaluate(pact, design, names[design], seconds=seconds, seed=seed)
        outcomes = (chosen,)
    at, kind = chosen.assignment, chosen.design
    if at is None:
        return PactReport(pact, outcomes, chosen, None, None, (), (), None)
    falls = [cascade(pact, kind, at, state) for state in at.members]
    falls.sort(key=lambda c: (-c.lost, -len(c.moves)))
    return PactReport(
        pact,
        outcomes,
        chosen,
        stability(pact, kind, at, seconds=seconds / 2),
        pivots(pact, kind, at, seed=seed),
        riding(pact, kind, at),
        tuple(falls),
        commitments(pact, kind, at, wished, seconds=seconds / 2) if wished is not None else None,
        doubt(pact, {o.name: o.design for o in outcomes}, chosen.name, draws=draws, seed=seed) if draws else None,
    )


def pact_page(report: PactReport) -> Page:
    """The report as a page."""
    pact = report.pact
    blocks: list[Block] = [_setting(pact)]
    if not pact.threats:
        blocks.append("The file names no threat, so there is nothing that any response could avert.")
    if len(report.outcomes) > 1:
        blocks += [Heading("Designs side by side"), _designs(report)]
    chosen = report.chosen
    blocks.append(Heading(_title(chosen)))
    if chosen.design.note:
        blocks.append(chosen.design.note)
    blocks.append(f"{chosen.summary[:1].upper()}{chosen.summary[1:]}. {_proof(chosen)}".strip())
    if chosen.assignment is None:
        blocks.append("Whatever they pledge, somebody would rather stand elsewhere; other designs may do better.")
        return Page(f"The pact {pact.name}", tuple(blocks))
    if not chosen.assignment.members:
        blocks.append("Nobody joins.")
    blocks.append(_rings(pact, chosen))
    if chosen.equilibria is not None:
        blocks += [f"Nobody takes {tier}: {why}." for tier, why in chosen.equilibria.empty.items()]
    blocks += [_ballot(chosen, k) for k in range(len(chosen.ballots))]
    blocks += [Heading("Does it deter"), *_deterrence(pact, chosen)]
    blocks += [Heading("Would it hold"), *_stability(report)]
    if report.pivots is not None and chosen.assignment.members:
        blocks += [Heading("Who carries it"), *_pivots(report)]
    if report.doubt is not None:
        blocks += [Heading("Where it is fragile"), *_fragile(report, report.doubt)]
    if report.commitments is not None:
        blocks += [Heading("What would be enough"), *_commitments(report.commitments)]
    if pact.sources:
        blocks += [Heading("Sources"), *pact.sources]
    return Page(f"The pact {pact.name}", tuple(blocks))


def _setting(pact: Pact) -> str:
    against = f" against {pact.against}" if pact.against else ""
    units = f"; responses in {pact.units}" if pact.units else ""
    return f"Protects {pact.protected}{against}: {len(pact.states)} states, tiers {', '.join(pact.tiers)}{units}."


def _title(outcome: Outcome) -> str:
    return outcome.design.title or outcome.name


def _proof(outcome: Outcome) -> str:
    found = outcome.equilibria
    if found is None:
        return ""
    if found.status is Found.NONE:
        return "That there is no equilibrium is proven."
    if found.status is Found.UNKNOWN:
        return "Neither found nor ruled out in time; allow more seconds."
    return "Best and worst are proven." if found.proven else "The best and worst found in time; not proven."


def _designs(report: PactReport) -> Grid:
    rows = []
    for outcome in report.outcomes:
        at = outcome.assignment
        least = min((d.probability for d in outcome.deterrence), default=None)
        rows.append(
            (
                _title(outcome),
                outcome.summary,
                f"{at.response:.4g}" if at else "",
                f"{at.averted:.0%}" if at else "",
                f"{least:.0%}" if least is not None else "",
            )
        )
    return Grid(("design", "what happens", "response", "loss averted", "worst threat deterred"), tuple(rows), (2, 3, 4))


def _rings(pact: Pact, outcome: Outcome) -> Grid:
    best, worst = outcome.assignment, outcome.worst
    assert best is not None
    at = members_at(best)
    low = members_at(worst) if worst is not None else {}
    rows = []
    for level in reversed(pact.levels):
        title = "stays out" if level == NONE else (pact.tiers[level].title or level)
        row = [title, ", ".join(at.get(level, ())) or "nobody"]
        if worst is not best and worst is not None:
            row.append(", ".join(low.get(level, ())) or "nobody")
        rows.append(tuple(row))
    heads = ("tier", "states") if worst is best or worst is None else ("tier", "at best", "at worst")
    return Grid(heads, tuple(rows))


def _ballot(outcome: Outcome, k: int) -> str:
    ballot = outcome.ballots[k]
    against = ", ".join(
        f"{state} (by its own rules)" if state in ballot.barred else f"{state} ({loss:.3g} worse off)"
        for state, loss in ballot.against
    )
    words = "carries" if ballot.carried else "does not carry"
    return f"{ballot.tier} {words}: {len(ballot.in_favour)} for" + (f"; against {against}." if against else ".")


def _deterrence(pact: Pact, outcome: Outcome) -> list[Block]:
    if not outcome.deterrence:
        return ["There is no threat to deter."]
    rows = []
    for d in outcome.deterrence:
        at = pact.threats[d.threat].deterred_by
        sure = "yes" if d.surely else "cannot" if not d.possibly else "not surely"
        low, middle, high = d.response
        rows.append(
            (
                d.threat,
                f"{at.low:.4g} to {at.high:.4g}",
                f"{low:.4g} / {middle:.4g} / {high:.4g}",
                f"{d.probability:.1%}",
                sure,
            )
        )
    heads = ("threat", "deterred by", "response (10%, median, 90%)", "probability", "even at the worst")
    blocks: list[Block] = [Grid(heads, tuple(rows), (3,))]
    fragile = [d.threat for d in outcome.deterrence if d.possibly and not d.surely]
    if fragile:
        hangs = "hang" if len(fragile) > 1 else "hangs"
        blocks.append(f"Fragile: {', '.join(fragile)} {hangs} on figures that the file gives as ranges.")
    return blocks


def _stability(report: PactReport) -> list[Block]:
    found, chosen = report.stability, report.chosen
    assert found is not None
    blocks: list[Block] = []
    if found.internal and found.external:
        blocks.append("No state gains by moving on its own.")
    for t in (*found.leaving, *found.joining):
        blocks.append(f"{t.state} would rather stand at {t.better} than at {t.level} (gains {t.gain:.3g}).")
    if found.group is not None:
        moves = ", ".join(f"{state} to {level}" for state, level in found.group.moves.items())
        blocks.append(f"A group would gain by moving together: {moves}.")
    elif found.proven:
        blocks.append("No group gains by moving together (proven).")
    if found.payments:
        paid = ", ".join(f"{state} {amount:.3g}" for state, amount in found.payments.items())
        if found.payers:
            givers = ", ".join(f"{state} {amount:.3g}" for state, amount in found.payers.items())
            blocks.append(f"Side payments that would keep them: {paid}; they could come from {givers}.")
        else:
            blocks.append(f"It would take side payments of {paid}, more than the others gain.")
    for fall in report.cascades[:5]:
        if fall.lost <= 1e-9 and not fall.moves:
            continue
        follow = ", ".join(f"{state} to {level}" for state, level in fall.moves) or "nobody follows"
        end = "" if fall.settled else "; it does not settle"
        blocks.append(f"If {fall.state} leaves: {follow}{end}; the loss averted falls by {fall.lost:.1%}.")
    if not chosen.assignment or not chosen.assignment.members:
        blocks.append("With nobody in, there is nothing to leave.")
    return blocks


def _pivots(report: PactReport) -> list[Block]:
    found, at = report.pivots, report.chosen.assignment
    assert found is not None
    assert at is not None
    ranked = sorted(at.members, key=lambda state: -found.shapley[state])
    rows = tuple((s, at.levels[s], f"{found.shapley[s]:.4f}", f"{found.banzhaf[s]:.4f}") for s in ranked)
    blocks: list[Block] = [Grid(("state", "tier", "Shapley", "Banzhaf"), rows, (2, 3))]
    if not found.exact:
        blocks.append(f"From random orders; standard error up to {found.error:.4f}.")
    for ride in report.riding[:5]:
        blocks.append(f"{ride.state} gains {ride.fair:.0%} of the security and gives {ride.gives:.0%} of the response.")
    return blocks


def _fragile(report: PactReport, found: Doubt) -> list[Block]:
    blocks: list[Block] = [f"Every figure that is a range drawn {found.draws} times, evenly and by itself."]
    rows = []
    for outcome in report.outcomes:
        spread = found.spreads[outcome.name]
        ends = f"{spread.low:.0%} / {spread.middle:.0%} / {spread.high:.0%}"
        rows.append((_title(outcome), ends, "" if outcome is report.chosen else f"{spread.beaten:.0%}"))
    chosen = _title(report.chosen)
    blocks.append(
        Grid(("design", "loss averted (10%, median, 90%)", "how often the first averts more"), tuple(rows), (2,))
    )
    shaky = [(state, own) for state, own in found.levels.items() if 1 - max(own.values()) > 0.05]
    shaky.sort(key=lambda pair: max(pair[1].values()))
    for state, own in shaky[:8]:
        where = ", ".join(f"{level} {share:.0%}" for level, share in own.items() if share > 0)
        blocks.append(f"{state} is not sure: {where}.")
    if found.hangs_on:
        words = ", ".join(f"{name} ({value:+.2f})" for name, value in found.hangs_on[:6])
        blocks.append(f"{chosen} hangs most on: {words} (rank correlation with the loss averted).")
    if found.unsettled:
        blocks.append(f"In {found.unsettled:.0%} of the draws nobody came to rest.")
    return blocks


def _commitments(found: Commitments) -> list[Block]:
    if not found.possible:
        why = (
            "no set of commitments that is open to the states gets there" if found.proven else "none was found in time"
        )
        return [f"To avert {found.wished:.0%} of the loss: {why}."]
    if not found.moves:
        return [f"It averts {found.reached:.0%} already, the wished {found.wished:.0%} and more."]
    steps = ", ".join(f"{state} to {level} ({found.prices[state]:.3g})" for state, level in found.moves.items())
    proof = "proven cheapest" if found.proven else "cheapest found in time"
    return [
        f"To avert {found.wished:.0%}: {steps}; {found.total:.3g} in all, {proof}; it then averts {found.reached:.0%}."
    ]


# ---- plain data ------------------------------------------------------------------------------------------------


def pact_data(report: PactReport) -> dict[str, Any]:
    """The report as plain data for JSON."""
    return {
        "zopa": 1,
        "pact": report.pact.name,
        "protected": report.pact.protected,
        "designs": [_outcome(outcome) for outcome in report.outcomes],
        "chosen": report.chosen.name,
        "stability": _stability_data(report.stability),
        "pivots": None
        if report.pivots is None
        else {
            "shapley": dict(report.pivots.shapley),
            "banzhaf": dict(report.pivots.banzhaf),
            "error": report.pivots.error,
        },
        "free_riding": [{"state": r.state, "gains": r.fair, "gives": r.gives} for r in report.riding],
        "cascades": [
            {"state": c.state, "moves": [list(m) for m in c.moves], "settled": c.settled, "lost": c.lost}
            for c in report.cascades
        ],
        "commitments": None
        if report.commitments is None
        else {
            "wished": report.commitments.wished,
            "possible": report.commitments.possible,
            "proven": report.commitments.proven,
            "moves": dict(report.commitments.moves),
            "prices": dict(report.commitments.prices),
            "total": report.commitments.total,
            "reached": report.commitments.reached,
        },
        "doubt": None
        if report.doubt is None
        else {
            "draws": report.doubt.draws,
            "levels": {state: dict(own) for state, own in report.doubt.levels.items()},
            "hangs_on": [{"figure": name, "correlation": value} for name, value in report.doubt.hangs_on],
            "designs": {
                name: {"low": s.low, "median": s.middle, "high": s.high, "beaten": s.beaten}
                for name, s in report.doubt.spreads.items()
            },
            "unsettled": report.doubt.unsettled,
        },
        "sources": list(report.pact.sources),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    found = outcome.equilibria
    return {
        "name": outcome.name,
        "title": _title(outcome),
        "kind": outcome.design.kind,
        "summary": outcome.summary,
        "status": str(found.status) if found else "vote",
        "proven": found.proven if found else True,
        "best": _assignment(outcome.assignment),
        "worst": _assignment(outcome.worst),
        "empty_tiers": dict(found.empty) if found else {},
        "deterrence": [_held(d) for d in outcome.deterrence],
        "ballots": [
            {
                "tier": b.tier,
                "for": list(b.in_favour),
                "against": dict(b.against),
                "barred": list(b.barred),
                "carried": b.carried,
            }
            for b in outcome.ballots
        ],
    }


def _assignment(at: Assignment | None) -> dict[str, Any] | None:
    if at is None:
        return None
    return {
        "levels": dict(at.levels),
        "response": at.response,
        "averted": at.averted,
        "payoffs": dict(at.payoffs),
    }


def _held(d: Deterrence) -> dict[str, Any]:
    return {
        "threat": d.threat,
        "probability": d.probability,
        "error": d.error,
        "surely": d.surely,
        "possibly": d.possibly,
        "response": list(d.response),
    }


def _stability_data(found: Stability | None) -> dict[str, Any] | None:
    if found is None:
        return None
    single = [
        {"state": t.state, "level": t.level, "better": t.better, "gain": t.gain}
        for t in (*found.leaving, *found.joining)
    ]
    group = None if found.group is None else {"moves": dict(found.group.moves), "gains": dict(found.group.gains)}
    return {
        "internal": found.internal,
        "external": found.external,
        "tempted": single,
        "group": group,
        "proven": found.proven,
        "payments": dict(found.payments),
        "payers": dict(found.payers),
    }
