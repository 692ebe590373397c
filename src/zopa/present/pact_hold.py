"""Would a pact hold: temptations, groups, side payments, links, the core and cascades in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zopa.present.page import Block
from zopa.solve.pact_bonds import Bond

if TYPE_CHECKING:
    from zopa.present.pact import PactReport


def hold_words(report: PactReport) -> list[Block]:
    """Who would leave, alone or together; what would mend it; what follows if one does."""
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
        blocks += _together(report)
    elif found.proven:
        blocks.append("No group gains by moving together (proven).")
    if found.payments:
        paid = ", ".join(f"{state} {amount:.3g}" for state, amount in found.payments.items())
        if found.payers:
            givers = ", ".join(f"{state} {amount:.3g}" for state, amount in found.payers.items())
            blocks.append(f"Side payments that would keep them: {paid}; they could come from {givers}.")
        else:
            blocks.append(f"It would take side payments of {paid}, more than the others gain.")
    blocks += [_bond(bond) for bond in report.bonds]
    blocks += _core(report)
    for fall in report.cascades[:5]:
        if fall.lost <= 1e-9 and not fall.moves:
            continue
        follow = ", ".join(f"{state} to {level}" for state, level in fall.moves) or "nobody follows"
        end = "" if fall.settled else "; it does not settle"
        blocks.append(f"If {fall.state} leaves: {follow}{end}; the loss averted falls by {fall.lost:.1%}.")
    if not chosen.assignment or not chosen.assignment.members:
        blocks.append("With nobody in, there is nothing to leave.")
    return blocks


def _together(report: PactReport) -> list[Block]:
    """What the step of the group comes to, and whether it needs links."""
    own = report.chosen.assignment
    if report.together is None or own is None:
        return []
    after, kept = report.together
    levels = report.pact.levels
    if any(levels.index(level) < levels.index(own.levels[state]) for state, level in after.levels.items()):
        return []
    more = after.averted - own.averted
    words = f"{after.averted:.0%} of the loss would then be averted, {abs(more):.0%} {'more' if more >= 0 else 'less'}"
    if not kept:
        return [f"{words}; once agreed, none of them would gain by stepping back alone, so a joint promise is enough."]
    return [f"{words}. Once there, some would rather step back:", *(_bond(bond) for bond in kept)]


def _bond(bond: Bond) -> str:
    head = f"{bond.state} gains {bond.gain:.3g} by leaving {bond.level}"
    if not bond.partners:
        return f"{head}; no link would keep it: it loses less by the others' leaving than it saves."
    others = " and ".join(bond.partners)
    verb = "joins" if len(bond.partners) == 1 else "join"
    link = f"{others} {verb} only if {bond.state} does"
    return f"{head}; a link would keep it: {link} (leaving then costs it {bond.loss:.3g})."


def _core(report: PactReport) -> list[Block]:
    """What all would do as one, and the side payments under which no group would rather act alone."""
    core = report.core
    if core is None:
        return []
    at, own = core.together, report.chosen.assignment
    moved = [f"{s} at {k}" for s, k in at.levels.items() if own is not None and own.levels.get(s) != k]
    where = f"with {', '.join(moved)}" if moved else "as they stand"
    worth = f"{at.averted:.0%} of the loss averted, worth {core.total:.3g} to all of them"
    words = f"Acting as one the states would do best {where}: {worth}"
    sure = "" if core.proven else " (the best found in time; not proven)"
    if core.empty:
        groups = "; ".join(", ".join(group) for group in core.blocking[:4])
        return [
            f"{words}. However that is divided, some group would rather act alone{sure}: {groups}; "
            f"each would need {core.subsidy:.3g} from outside."
        ]
    if not core.payments:
        return [f"{words}; no group would rather act alone, without any side payment{sure}."]
    gets = ", ".join(f"{s} gets {v:.3g}" for s, v in core.payments.items() if v > 0)
    gives = ", ".join(f"{s} pays {-v:.3g}" for s, v in core.payments.items() if v < 0)
    return [f"{words}; no group would rather act alone if {gets} and {gives}{sure}."]
