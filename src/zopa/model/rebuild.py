"""Build a model file from a proposal, or rebuild one and keep what the analyst made of it.

Beside `model.yaml` stands `model.proposed.yaml`, what was proposed last: against it the analyst's changes are told from
those of the proposal. Both are model files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final

from zopa.ledger import Knowledge
from zopa.model.evidence import about_a_number
from zopa.model.merge import ABSENT, Conflict, Merged, Path, line_names, link_issues, merge, without_issues
from zopa.model.modelfile import Selection, build_from_text, model_from_data, model_from_text, model_to_data
from zopa.model.negotiation import Negotiation
from zopa.model.proposal import Proposal, heard, propose
from zopa.model.proposal_text import own_comments, text_of
from zopa.read import Statement

EDIT: Final = "Edit at will: building again keeps what you change, and your comments. Lines after #: are written anew."


@dataclass(frozen=True)
class Built:
    """The text of the model file and of the record beside it; what the analyst had changed and what clashed with it."""

    text: str
    record: str
    proposal: Proposal
    edits: Mapping[Path, Any]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...] = ()  # what could not be taken over from the proposal, and why


def record_beside(file: FilePath) -> FilePath:
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
    everything: bool = False,
) -> Built:
    """Propose a model; keep what `yours` (the text of the file as it is) changed since `before` (the record's).

    `parties` and `issues` choose whom and what to take in, as before where they are not given, unless `everything`
    leaves that choice. Raises `SchemaError` where `yours` cannot be read, and what `propose` raises.
    """
    mine = model_to_data(model_from_text(yours, where=where)) if yours is not None else {}
    last_where = f"{where} as proposed last"
    last = model_to_data(model_from_text(before, where=last_where)) if before is not None else {}
    asked = Selection(parties=tuple(parties), issues=tuple(issues))
    if before is not None and not everything:
        asked = _remembered(asked, build_from_text(before, where=last_where).selection, knowledge)
    ladders = {
        issue: options
        for issue, options in mine.get("issues", {}).items()
        if issue in knowledge.case.issues and options != last.get("issues", {}).get(issue)
    }
    proposal, now = _proposed(knowledge, asked, ladders, mine)
    if yours is None:
        record = _record(now, proposal, knowledge, asked)
        return Built(_text(now, proposal, knowledge, asked), record, proposal, {}, ())
    merged = merge(last, mine, now)
    if stay := _ladders_in_use(mine, now, merged.edits):
        proposal, now = _proposed(knowledge, asked, ladders | stay, mine)
        merged = merge(last, mine, now)
    merged, left_out = _placed(merged, mine)
    told = [
        *(
            f"{issue}: the case has other options now; yours are kept, because you set something on it."
            for issue in stay
        ),
        *(
            f"{issue}: left out, because your status quo does not say where it stands and not every party has a "
            "reservation value; add it to both."
            for issue in left_out
        ),
    ]
    data = model_to_data(model_from_data(merged.data, where=f"{where}, built again"))
    data["evidence"] = _evidence(merged)
    names = line_names(mine, last)
    text = text_of(
        data,
        proposal.grounds,
        [*_head(knowledge, proposal, asked), *told],
        merged.edits,
        own_comments(yours, names),
        merged.names,
    )
    record = _record(now, proposal, knowledge, asked)
    return Built(text, record, proposal, merged.edits, merged.conflicts, tuple(told))


def _remembered(asked: Selection, last: Selection, knowledge: Knowledge) -> Selection:
    """What is asked for, else what was: without the parties of whom nothing is found any more."""
    said = heard(knowledge)
    return Selection(
        parties=asked.parties or tuple(p for p in last.parties if p in said),
        issues=asked.issues or tuple(i for i in last.issues if i in knowledge.case.issues),
    )


def _proposed(
    knowledge: Knowledge, asked: Selection, ladders: Mapping[str, Sequence[str]], mine: Mapping[str, Any]
) -> tuple[Proposal, dict[str, Any]]:
    proposal = propose(
        knowledge, parties=asked.parties, issues=asked.issues, options=ladders, keep=mine.get("parties", ())
    )
    return proposal, _plain_data(proposal.with_evidence())


def _ladders_in_use(mine: Mapping[str, Any], now: Mapping[str, Any], edits: Collection[Path]) -> dict[str, list[str]]:
    """Options that are proposed anew although the analyst set something on the issue that rests on the old ones."""
    changed = {
        issue: list(options)
        for issue, options in mine.get("issues", {}).items()
        if issue in now["issues"] and list(now["issues"][issue]) != list(options) and ("issues", issue) not in edits
    }
    ruled = set(mine.get("status_quo", {})).union(*map(link_issues, mine.get("links", [])))
    own = {path[1] for path in edits if path[0] == "parties" and len(path) == 2}
    for issue in changed:
        for path in edits:
            if path[0] == "parties" and len(path) > 3 and issue in path[3].partition("#")[0].split("+"):
                ruled.add(issue)
        if any(issue in mine["parties"].get(name, {}).get("values", {}) for name in own):
            ruled.add(issue)
    return {issue: options for issue, options in changed.items() if issue in ruled}


def _placed(merged: Merged, mine: Mapping[str, Any]) -> tuple[Merged, list[str]]:
    """Without new issues that a status quo which reservation values rest on does not place."""
    data, quo = merged.data, merged.data.get("status_quo")
    if not quo or all("reservation" in party for party in data["parties"].values()):
        return merged, []
    left_out = [issue for issue in data["issues"] if issue not in quo and issue not in mine["issues"]]
    if not left_out:
        return merged, []
    return Merged(without_issues(data, left_out), merged.edits, merged.conflicts, merged.names), left_out


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
    parties, issues = merged.data["parties"], merged.data["issues"]
    evidence = merged.data.get("evidence", {})
    return {key: ids for key, ids in evidence.items() if about_a_number(key, parties, issues)}


def without_number(knowledge: Knowledge, finding: str, model: Negotiation) -> str:
    """Why no number of a model rests on a finding."""
    found = knowledge.find(finding)
    if not isinstance(found, Statement):
        return "a finding of its kind moves a number only where it speaks of life without a deal"
    if found.issue not in model.issues:
        return f"the model leaves out {found.issue}"
    if found.holder not in model.parties:
        return f"the model leaves out {found.holder}"
    return f"the model says nothing of {found.holder} on {found.issue}"


def _text(now: Mapping[str, Any], proposal: Proposal, knowledge: Knowledge, asked: Selection) -> str:
    return text_of(now, proposal.grounds, _head(knowledge, proposal, asked))


def _record(now: Mapping[str, Any], proposal: Proposal, knowledge: Knowledge, asked: Selection) -> str:
    """The proposal as a model file that also says what it was asked to take in."""
    chosen = {key: list(names) for key, names in asked.model_dump().items() if names}
    more = {"judged": last_judgement(knowledge)} | ({"selection": chosen} if chosen else {})
    return _text({"zopa": now["zopa"], "model": now["model"], **more, **now}, proposal, knowledge, asked)


def last_judgement(knowledge: Knowledge) -> int:
    """The number of the newest judgement that a build takes into account, 0 for none."""
    return max((judgement.id for judgement in knowledge.judgements), default=0)


def _head(knowledge: Knowledge, proposal: Proposal, asked: Selection) -> list[str]:
    until = f", the last of {knowledge.as_of.isoformat()}" if knowledge.as_of else ""
    articles = len(knowledge.articles)
    made = f"Proposed by `zopa model build` from {articles} article{'' if articles == 1 else 's'}{until}."
    missing = "Not proposed: power, links, the status quo. Add them where you know them."
    chosen = ", ".join([*asked.parties, *asked.issues])
    only = [f"Asked for: {chosen}; building again keeps to that, `--all` takes in all."] if chosen else []
    return [f"{made} {EDIT}", *only, *proposal.notes, missing]
