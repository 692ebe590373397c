"""The clock as iCalendar (RFC 5545), for any calendar program.

Every entry is an all-day event with a stable UID, so that importing again updates rather than doubles. The stamp is
the day of the latest article, never the machine's clock: the same articles give the same file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Final

from icalendar import Calendar, Event

from zopa.ledger import Knowledge, Tick

_STATUS: Final = {"called off": "CANCELLED", "ahead": "TENTATIVE", "extended": "TENTATIVE", "paused": "TENTATIVE"}
_NO_DATE: Final = dt.date(1970, 1, 1)


def calendar_text(knowledge: Knowledge, ticks: Sequence[Tick]) -> str:
    """The entries as one iCalendar object, lines ended as the standard wants."""
    made = Calendar()
    made.add("prodid", "-//zopa//clock//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", knowledge.case.title or knowledge.case.name)
    stamp = dt.datetime.combine(knowledge.as_of or _NO_DATE, dt.time(), tzinfo=dt.UTC)
    for tick in ticks:
        made.add_component(_event(knowledge, tick, stamp))
    return str(made.to_ical(), "utf-8")


def _event(knowledge: Knowledge, tick: Tick, stamp: dt.datetime) -> Event:
    who = ", ".join(tick.who)
    toward = f" toward {tick.toward}" if tick.toward else ""
    first = tick.moved_to or tick.date
    last = tick.moved_to or tick.until or tick.date
    one = Event()
    one.add("uid", f"{_uid(knowledge, tick)}@zopa")
    one.add("dtstamp", stamp)
    one.add("dtstart", first)
    one.add("dtend", last + dt.timedelta(days=1))  # the end of an all-day event is the day after
    one.add("summary", f"{tick.kind.capitalize()}{f': {who}' if who else ''}{toward} ({tick.state})")
    one.add("description", _told(knowledge, tick))
    one.add("categories", [tick.kind, tick.state])
    one.add("status", _STATUS.get(tick.state, "CONFIRMED"))
    one.add("transp", "TRANSPARENT")  # nobody is busy because a deadline runs out
    return one


def _uid(knowledge: Knowledge, tick: Tick) -> str:
    basis = "\x1f".join([knowledge.case.name, tick.date.isoformat(), tick.kind, *tick.who, tick.toward or ""])
    return hashlib.blake2b(basis.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _told(knowledge: Knowledge, tick: Tick) -> str:
    lines = [tick.what]
    if tick.condition:
        lines.append(f"Condition: {tick.condition}")
    if tick.moved_to:
        lines.append(f"Moved from {tick.date.isoformat()}")
    for change in tick.changes:
        found = knowledge.find(change.finding)
        told = change.told.isoformat() if change.told else "undated"
        lines.append(f"{change.kind} ({told}): {found.text if found else ''}")
    sources = dict.fromkeys(_source(knowledge, i) for i in (*tick.findings, *(c.finding for c in tick.changes)))
    lines += [f"Source: {source}" for source in sources if source]
    # control characters end lines or the file in some readers
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def _source(knowledge: Knowledge, finding_id: str) -> str:
    finding = knowledge.find(finding_id)
    article = knowledge.article.get(finding.article) if finding else None
    if article is None:
        return ""
    day = article.published.isoformat() if article.published else "undated"
    return f"{article.outlet or article.path or article.url or article.id}, {day}"
