"""What the clauses of an answer rest on, by the evidence that the model file names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zopa.model import Negotiation, model_to_data
from zopa.model.merge import red_line_keys
from zopa.model.negotiation_terms import Clause
from zopa.present.page import Block, Grid, Heading
from zopa.solve.changes import evidence_key

NAMED: Final = 3  # findings of a clause that are named one by one


def clause_findings(model: Negotiation, clause: Clause) -> tuple[str, ...] | None:
    """The findings behind a red line or reservation value; None where the file says nothing of it."""
    if clause.kind == "reservation":
        where: tuple[str, ...] = ("parties", clause.party, "reservation")
    else:
        lines = model_to_data(model)["parties"][clause.party]["red_lines"]
        where = ("parties", clause.party, "red_lines", red_line_keys(lines)[clause.index])
    return model.evidence.get(evidence_key(where))


def clause_evidence_blocks(model: Negotiation, clauses: Iterable[Clause]) -> list[Block]:
    """A table of clauses with what they rest on; nothing for a model that names no evidence."""
    rows = []
    for clause in dict.fromkeys(clauses):
        found = clause_findings(model, clause)
        if found is None:
            rests = "set by hand: the file names no finding"
        elif not found:
            rests = "no finding: it stands for what is not known"
        else:
            more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
            rests = f"{', '.join(found[:NAMED])}{more}"
        rows.append((model.describe(clause), rests))
    if not model.evidence or not rows:
        return []
    return [Heading("What these clauses rest on"), Grid(("clause", "findings"), tuple(rows))]
