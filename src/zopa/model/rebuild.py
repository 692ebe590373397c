"""Build a model file from a proposal, or rebuild one and keep what the analyst made of it.

Beside `model.yaml` stands `model.proposed.yaml`, what was proposed last: against it the analyst's changes are told from
those of the proposal. Both are model files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zopa.ledger import Knowledge
from zopa.model.merge import ABSENT, Conflict, Merged, merge
from zopa.model.modelfile import model_from_data, model_from_text, model_to_data
from zopa.model.proposal import Proposal, propose
from zopa.model.proposal_text import own_comments, text_of

EDIT: Final = "Edit at will: building again keeps what you change, and your comments. Lines after #: are written anew."


@dataclass(frozen=True)
class Built:
    """The text of the model file and of the record beside it; what the analyst had changed and what clashed with it."""

    text: str
    record: str
    proposal: Proposal
    edits: Mapping[tuple[str, ...], Any]
    conflicts: tuple[Conflict, ...]


def record_beside(file: Path) -> Path:
    """Where what was proposed last is kept: `model.proposed.yaml` beside `model.yaml`."""
    return file.with_name(f"{file.stem}.proposed{file.suffix or '.yaml'}")


def build(
    knowledge: Knowledge,
    *,
    yours: str | None = None,
    before: str | None = None,
    where: str = "model",
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
) -> Built:
    """Propose a model; keep what `yours` (the text of the file as it is) changed since `before` (the record's).

    Raises `SchemaError` where `yours` cannot be read, and what `propose` raises.
    """
    mine = model_to_data(model_from_text(yours, where=where)) if yours is not None else {}
    last = model_to_data(model_from_text(before, where=f"{where} as proposed last")) if before is not None else {}
    ladders = {
        issue: options
        for issue, options in mine.get("issues", {}).items()
        if issue in knowledge.case.issues and options != last.get("issues", {}).get(issue)
    }
    proposal = propose(knowledge, parties=parties, issues=issues, options=ladders, keep=mine.get("parties", ()))
    now = _plain_data(proposal.with_evidence())
    head = _head(knowledge, proposal)
    record = text_of(now, proposal.grounds, head)
    if yours is None:
        return Built(record, record, proposal, {}, ())
    merged = merge(last, mine, now)
    data = model_to_data(model_from_data(merged.data, where=f"{where}, built again"))
    data["evidence"] = _evidence(merged)
    return Built(
        text_of(data, proposal.grounds, head, merged.edits, own_comments(yours)),
        record,
        proposal,
        merged.edits,
        merged.conflicts,
    )


def conflict_in_words(conflict: Conflict) -> str:
    """`Russia.values.territory.frozen: proposed 0.3 before, you have 0.5, proposed now is 0.2; yours is kept`."""
    before, yours, now = (_shown(v) for v in (conflict.before, conflict.yours, conflict.now))
    path = ".".join(conflict.path[1:] if conflict.path[0] == "parties" else conflict.path)
    return f"{path}: proposed before {before}, yours {yours}, proposed now {now}; yours is kept"


def _shown(value: Any) -> str:
    return "nothing" if value is ABSENT else str(value) if not isinstance(value, dict) else "an entry"


def _plain_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """As a model file says it once read, so that the three versions can be compared."""
    return model_to_data(model_from_data(data, where="proposal"))


def _evidence(merged: Merged) -> dict[str, Any]:
    """Evidence of what is still in the model."""
    parties = merged.data["parties"]
    kept = {}
    for key, ids in merged.data.get("evidence", {}).items():
        party = next((p for p in sorted(parties, key=len, reverse=True) if key.startswith(f"{p}.")), None)
        if party is None:
            continue
        rest = key.removeprefix(f"{party}.").removesuffix(".weight").removesuffix(".red_line")
        if rest == "reservation" or rest in merged.data["issues"]:
            kept[key] = ids
    return kept


def _head(knowledge: Knowledge, proposal: Proposal) -> list[str]:
    until = f", the last of {knowledge.as_of.isoformat()}" if knowledge.as_of else ""
    articles = len(knowledge.articles)
    made = f"Proposed by `zopa model build` from {articles} article{'' if articles == 1 else 's'}{until}."
    missing = "Not proposed: power, links, the status quo. Add them where you know them."
    return [f"{made} {EDIT}", *proposal.notes, missing]
