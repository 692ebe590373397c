"""A pact's answers in words: who stands in which ring, whether it holds, what would mend it; pages and plain data."""

from __future__ import annotations

from dataclasses import dataclass

from zopa.model.pact import NONE, Pact
from zopa.present.pact_hold import hold_words
from zopa.present.page import Block, Grid, Heading, Page
from zopa.solve.pact_bonds import Bond, bonds, pledges
from zopa.solve.pact_core import PactCore, listed, pact_core
from zopa.solve.pact_design import Outcome, compare, designs_of, evaluate, members_at
from zopa.solve.pact_doubt import Doubt, doubt
from zopa.solve.pact_equilibrium import Found
from zopa.solve.pact_game import Assignment
from zopa.solve.pact_links import waiting
from zopa.solve.pact_stability import Cascade, Commitments, Stability, cascade, commitments, stability
from zopa.solve.pact_worth import Pivots, Riding, pivots, riding


@dataclass(frozen=True)
class PactReport:
    """Everything that `zopa pact` tells: all designs, and one of them in depth. `together` is where the step of a
    group that gains by moving together leads, and what would keep its members there."""

    pact: Pact
    outcomes: tuple[Outcome, ...]
    chosen: Outcome
    stability: Stability | None
    pivots: Pivots | None
    riding: tuple[Riding, ...]
    cascades: tuple[Cascade, ...]
    commitments: Commitments | None
    doubt: Doubt | None = None
    bonds: tuple[Bond, ...] = ()
    together: tuple[Assignment, tuple[Bond, ...]] | None = None
    core: PactCore | None = None


def examine(
    pact: Pact,
    *,
    design: str | None = None,
    wished: float | None = None,
    seconds: float = 10.0,
    draws: int = 200,
    core: bool = False,
    seed: int = 0,
) -> PactReport:
    """All designs side by side, and the one called `design` (the first by default) in depth.

    `wished` asks for the cheapest further commitments that avert that share of the expected loss; `draws` is how often
    the figures that are ranges are drawn anew (0: not at all). The core of a pact is found where it takes no time, else
    if `core`.
    """
    names = designs_of(pact)
    if design is None:
        outcomes = compare(pact, depth=next(iter(names)), seconds=seconds, seed=seed)
        chosen = outcomes[0]
    else:
        chosen = evaluate(pact, design, names[design], each=True, seconds=seconds, seed=seed)
        outcomes = (chosen,)
    at, kind = chosen.assignment, chosen.design
    if at is None:
        return PactReport(pact, outcomes, chosen, None, None, (), (), None)
    falls = [cascade(pact, kind, at, state) for state in at.members]
    falls.sort(key=lambda c: (-c.lost, -len(c.moves)))
    held = stability(pact, kind, at, seconds=seconds / 2)
    return PactReport(
        pact,
        outcomes,
        chosen,
        held,
        pivots(pact, kind, at, seed=seed),
        riding(pact, kind, at),
        tuple(falls),
        commitments(pact, kind, at, wished, seconds=seconds / 2) if wished is not None else None,
        doubt(pact, {o.name: o.design for o in outcomes}, chosen.name, draws=draws, seed=seed) if draws else None,
        bonds(pact, kind, at, held),
        pledges(pact, kind, at, held.group) if held.group is not None else None,
        pact_core(pact, kind, seconds=seconds) if kind.kind == "voluntary" and (core or listed(pact, kind)) else None,
    )


def pact_page(report: PactReport) -> Page:
    """The report as a page."""
    pact = report.pact
    blocks: list[Block] = [_setting(pact)]
    if not pact.threats:
        blocks.append("The file names no threat, so there is nothing that any response could avert.")
    elif not any(t.likelihood.high * t.severity.high for t in pact.threats.values()):
        blocks.append(
            "No threat is both likely and severe at all, so no loss is expected that any response could avert."
        )
    if pact.taken:
        blocks += [Heading("Willingness from what was said"), *map(str, pact.taken)]
    if len(report.outcomes) > 1:
        blocks += [Heading("Designs side by side"), _designs(report)]
    chosen = report.chosen
    blocks.append(Heading(title_of(chosen)))
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
        blocks += _for_each(chosen)
        blocks += [f"Nobody takes {tier}: {why}." for tier, why in chosen.equilibria.empty.items()]
        blocks += _waiting(pact, chosen)
    blocks += [_ballot(chosen, k) for k in range(len(chosen.ballots))]
    blocks += [Heading("Does it deter"), *_deterrence(pact, chosen)]
    blocks += [Heading("Would it hold"), *hold_words(report)]
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


def title_of(outcome: Outcome) -> str:
    """What a design is called on the page."""
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
                title_of(outcome),
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


def _waiting(pact: Pact, outcome: Outcome) -> list[Block]:
    """Links that contradict, and states of which none can be first."""
    found = waiting(pact, outcome.design)
    blocks: list[Block] = []
    for state, closed in found.dead.items():
        by: dict[str, list[str]] = {}
        for tier, why in closed:
            by.setdefault(why, []).append(tier)
        blocks += [f"{state} can never take {' or '.join(tiers)}: {why}." for why, tiers in by.items()]
    if found.circle:
        names = ", ".join(found.circle)
        blocks.append(f"These wait for one another and can only step up together, because none can be first: {names}.")
    return blocks


def _for_each(outcome: Outcome) -> list[Block]:
    """The states that are better off in one equilibrium than in another."""
    found = outcome.equilibria
    assert found is not None
    rows = []
    for state, best in found.best_for.items():
        worst = found.worst_for.get(state, best)
        high, low = best.payoffs[state], worst.payoffs[state]
        if high > low:
            cells = (
                f"{pay:.3g} at {at.levels[state]} (averts {at.averted:.0%})" for pay, at in ((high, best), (low, worst))
            )
            rows.append((state, *cells))
    if not rows:
        return []
    proof = "" if found.proven_for else " as far as time allowed"
    return [
        f"What joiners can hope for and must fear among the equilibria{proof}:",
        Grid(("state", "best", "worst"), tuple(rows)),
    ]


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
    joined = outcome.assignment is not None and outcome.assignment.members
    fragile = [d.threat for d in outcome.deterrence if joined and d.possibly and not d.surely]
    if fragile:
        hangs = "hang" if len(fragile) > 1 else "hangs"
        blocks.append(f"Fragile: {', '.join(fragile)} {hangs} on figures that the file gives as ranges.")
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
        rows.append((title_of(outcome), ends, "" if outcome is report.chosen else f"{spread.beaten:.0%}"))
    chosen = title_of(report.chosen)
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
