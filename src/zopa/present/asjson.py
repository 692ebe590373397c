"""The brief as one JSON object of plain JSON types; a list for each kind of finding."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from zopa.ingest import Article
from zopa.ledger import Changes, CommonGround, Fact, Islands, Move, Norm, Position, Side, StickingPoint, Tick
from zopa.present.asjson_forms import forms_json
from zopa.present.brief import Brief
from zopa.present.estimates import scored_json
from zopa.present.judgements import judgement_json
from zopa.present.parts import proposition
from zopa.present.sections_sources import claims_json
from zopa.present.summary import summary
from zopa.read import to_json


def brief_json(brief: Brief) -> dict[str, Any]:
    """The whole brief; every `findings` and `statements` list holds ids that stand in the same object."""
    known = brief.knowledge
    return {
        "zopa": 1,
        "case": known.case.name,
        "summary": [{"text": text, "findings": list(findings)} for text, findings in summary(brief)],
        "articles": [article_json(article) for article in known.articles],
        "unread": [{"path": u.path, "reason": u.reason} for u in known.unread],
        "statements": [to_json(f) for f in known.statements],
        "quotes": [to_json(f) for f in known.quotes],
        "estimates": [to_json(f) for f in known.estimates],
        "figures": [to_json(f) for f in known.figures],
        "events": [to_json(f) for f in known.events],
        "acts": [to_json(f) for f in known.acts],
        "reasons": [to_json(f) for f in known.reasons],
        "ties": [to_json(f) for f in known.ties],
        "clock_changes": [to_json(f) for f in known.changes],
        "holdings": [to_json(f) for f in known.holdings],
        "swaps": [to_json(f) for f in known.swaps],
        "contradictions": [to_json(f) for f in brief.contradictions],
        "claims": claims_json(brief, brief.claims),
        "positions": [position_json(row) for row in brief.positions],
        "sticking_points": [_sticking_point(brief, point) for point in brief.sticking_points],
        "common_ground": [_common_ground(brief, ground) for ground in brief.common_ground],
        "islands": _islands(brief.islands),
        "moves": [_move(move) for move in brief.moves],
        "shifts": [to_json(shift) for shift in brief.shifts],
        "convergence": [to_json(pair) for pair in brief.convergence],
        "clock": [tick_json(tick) for tick in brief.clock],
        "forecasts": [scored_json(row) for row in brief.estimates if row.outcome],
        "forecasters": [to_json(one) for one in brief.forecasters],
        **({"changes": _changes(brief.changes)} if brief.changes else {}),
        **forms_json(brief),
        "judgements": [judgement_json((one, found)) for one in known.judgements if (found := known.find(one.finding))],
    }


def to_text(value: dict[str, Any]) -> str:
    """JSON text, indented, ending in a line break; unpaired surrogates stay escaped so that it is always UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def article_json(article: Article) -> dict[str, Any]:
    """The article in the file format."""
    return to_json(article)


def _date(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def position_json(row: Position) -> dict[str, Any]:
    """One row of `positions`."""
    return {
        "party": row.party,
        "issue": row.issue,
        "polarity": row.polarity,
        "red_line": row.red_line,
        "firmness": row.firmness,
        "statements": list(row.statements),
        "outlets": row.outlets,
        "first": _date(row.first),
        "last": _date(row.last),
        "trend": row.trend,
        "since": _date(row.since),
        "stood": row.stood,
        "earlier": list(row.earlier),
        "option": row.option,
        "place": row.place,
        "conditions": list(row.conditions),
        "supporting": list(row.supporting),
        "red_lines": list(row.red_lines),
        "uncertainty": row.uncertainty,
        "firmness_range": list(row.firmness_range),
        "doubts": list(row.doubts),
        "pattern": to_json(row.pattern) if row.pattern else None,
        "denials": [to_json(denial) for denial in row.denials],
        "unconfirmed": to_json(row.unconfirmed) if row.unconfirmed else None,
        "series": [to_json(point) for point in row.series],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "party": side.party,
        "firmness": side.firmness,
        "red_line": side.red_line,
        "statements": list(side.statements),
    }


def _sides(sides: Sequence[Side]) -> list[dict[str, Any]]:
    return [_side(side) for side in sides]


def _sticking_point(brief: Brief, point: StickingPoint) -> dict[str, Any]:
    sides = (*point.favour, *point.against, *point.contested, *point.open)
    return {
        "issue": point.issue,
        "title": brief.knowledge.case.issue_title(point.issue),
        "proposition": proposition(brief, point.issue),
        "for": _sides(point.favour),
        "against": _sides(point.against),
        "contested": _sides(point.contested),
        "open": _sides(point.open),
        "parties": [side.party for side in sides],
        "red_lines": [side.party for side in sides if side.red_line],
        "blocked": point.blocked,
        "tension": point.tension,
    }


def _common_ground(brief: Brief, ground: CommonGround) -> dict[str, Any]:
    return {
        "issue": ground.issue,
        "title": brief.knowledge.case.issue_title(ground.issue),
        "proposition": proposition(brief, ground.issue),
        "polarity": ground.polarity,
        "parties": _sides(ground.parties),
        "open": _sides(ground.open),
        "bridges": ground.bridges,
        "silent": list(ground.silent),
    }


def _islands(four: Islands) -> dict[str, Any]:
    return {
        "facts_agreed": [_fact(fact) for fact in four.facts_agreed],
        "facts_contested": [_fact(fact) for fact in four.facts_contested],
        "norms_shared": [_norm(norm) for norm in four.norms_shared],
        "norms_divergent": [_norm(norm) for norm in four.norms_divergent],
    }


def _changes(found: Changes) -> dict[str, Any]:
    """What changed; positions, contradictions and the clock's entries as they stand elsewhere in the object."""
    return {
        "since": found.since.name,
        "day": _date(found.since.day),
        "articles": list(found.articles),
        "positions": [{"party": row.party, "issue": row.issue} for row in found.positions],
        "red_lines": [{"party": row.party, "issue": row.issue} for row in found.red_lines],
        "moved": [to_json(one) for one in found.moved],
        "shifts": [shift.id for shift in found.shifts],
        "contradictions": [one.id for one in found.contradictions],
        "estimates": [estimate.id for estimate in found.estimates],
        "coming": [tick_json(tick) for tick in found.coming],
        "lapsed": [tick_json(tick) for tick in found.lapsed],
        "judgements": [one.id for one in found.judgements],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "about": fact.about,
        "basis": fact.basis,
        "parties": list(fact.parties),
        "findings": list(fact.findings),
    }


def _norm(norm: Norm) -> dict[str, Any]:
    return {
        "issue": norm.issue,
        "parties": list(norm.parties),
        "stands": list(norm.stands),
        "firmness": norm.firmness,
        "statements": list(norm.statements),
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "party": move.party,
        "issue": move.issue,
        "date": _date(move.on),
        "since": _date(move.since),
        "kind": move.kind,
        "from": move.stood,
        "to": move.stands,
        "before": list(move.before),
        "after": list(move.after),
    }


def tick_json(tick: Tick) -> dict[str, Any]:
    return {
        "date": _date(tick.date),
        "until": _date(tick.until),
        "kind": tick.kind,
        "who": list(tick.who),
        "toward": tick.toward,
        "what": tick.what,
        "condition": tick.condition,
        "state": tick.state,
        "findings": list(tick.findings),
        "outlets": tick.outlets,
        "changes": [
            {"kind": c.kind, "told": _date(c.told), "until": _date(c.until), "finding": c.finding} for c in tick.changes
        ],
        "moved_to": _date(tick.moved_to),
    }
