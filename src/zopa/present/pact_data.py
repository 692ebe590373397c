"""A pact's answers as plain data for JSON."""

from __future__ import annotations

from typing import Any

from zopa.present.pact import PactReport, title_of
from zopa.solve.pact_design import Outcome
from zopa.solve.pact_game import Assignment
from zopa.solve.pact_stability import Stability
from zopa.solve.pact_worth import Deterrence


def pact_data(report: PactReport) -> dict[str, Any]:
    """The report as plain data for JSON."""
    return {
        "zopa": 1,
        "pact": report.pact.name,
        "protected": report.pact.protected,
        "designs": [_outcome(outcome) for outcome in report.outcomes],
        "chosen": report.chosen.name,
        "stability": _stability_data(report.stability),
        "links_that_hold": [
            {"state": b.state, "level": b.level, "partners": list(b.partners), "gain": b.gain, "loss": b.loss}
            for b in report.bonds
        ],
        "core": None
        if report.core is None
        else {
            "empty": report.core.empty,
            "together": _assignment(report.core.together),
            "total": report.core.total,
            "payments": dict(report.core.payments),
            "subsidy": report.core.subsidy,
            "blocking": [list(group) for group in report.core.blocking],
            "proven": report.core.proven,
        },
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
        "willingness": [
            {
                "state": taken.state,
                "tiers": list(taken.tiers),
                "issue": taken.issue,
                "range": [taken.range.low, taken.range.high],
                "statements": list(taken.position.statements) if taken.position else [],
            }
            for taken in report.pact.taken
        ],
        "sources": list(report.pact.sources),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    found = outcome.equilibria
    return {
        "name": outcome.name,
        "title": title_of(outcome),
        "kind": outcome.design.kind,
        "summary": outcome.summary,
        "status": str(found.status) if found else "vote",
        "proven": found.proven if found else True,
        "best": _assignment(outcome.assignment),
        "worst": _assignment(outcome.worst),
        "for_each": {
            state: {"best": _assignment(at), "worst": _assignment(found.worst_for.get(state))}
            for state, at in found.best_for.items()
        }
        if found
        else {},
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
