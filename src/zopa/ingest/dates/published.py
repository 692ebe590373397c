"""The day of publication, from the first of these that gives one: metadata, address, file name, text.

In the text, lines at the top that carry a date count first, then a weekday with its date told as past (`On Monday,
August 18th, he flew to ...`), then what is said about a dated event of the case. A bare weekday says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Final

from zopa.cases import Case
from zopa.ingest.article import PublishedFrom
from zopa.ingest.dates.daywords import named_days
from zopa.ingest.dates.occasions import from_events

_URL_DAY = re.compile(
    r"[/=_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3})[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)", re.I
)
_FILE_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_DATELINE = re.compile(
    r"^\(?[A-Z][\w.'’ /-]*(?:,\s*[A-Z][\w.'’ -]*){0,2}[,(]?\s+(?:[—–-]+\s+)?"
    r"(?=(?:\w{3,9}day,?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d))"
)
_LABEL = re.compile(
    r"\b(?:published|posted|first published|date|dated|updated|last (?:updated|modified)|created|issued|released?|"
    r"for immediate release)\b",
    re.I,
)
_LATER = re.compile(r"\b(?:updated|modified|corrected|accessed|retrieved|copyright|since|until|born)\b", re.I)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|is to|are to|to be held|set to|due (?:to|on|by|in)|scheduled|plan(?:s|ned|ning)?|"
    r"expect(?:s|ed)|upcoming|ahead of|"
    r"before|by|until|till|deadline|no later than|starting|beginning|effective|from|expires?|slated|next|if|could|"
    r"may|might)\b",
    re.I,
)
_TOO_LATE: Final = timedelta(days=2)  # a page may carry tomorrow's date in another time zone


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of publication, from where, and why; `day` is None where the reason says why there is none."""

    day: date | None
    source: PublishedFrom | None
    because: str


def published(
    text: str, *, case: Case | None, given: str | None = None, url: str | None = None, path: str | None = None
) -> Dated:
    """The day of publication. `given` is what the file's own metadata say."""
    if given:
        day = _given(given, case)
        if day:
            return Dated(day, "meta", f"the field says {given}")
    if url and (match := _URL_DAY.search(url)):
        day = _parts(match[1], match[2], match[3])
        if day:
            return Dated(day, "meta", f"the address has {match[0].strip('/=_-')}")
    if path and path != "-" and (match := _FILE_DAY.search(PurePath(path.split("#")[0]).name)):
        day = _parts(match[1], match[3], match[4])
        if day:
            return Dated(day, "file", f"the file's name has {match[0]}")
    return _from_text(text, case)


def _from_text(text: str, case: Case | None) -> Dated:
    first, last = (case.period.first, case.period.last) if case else (None, None)
    for line in _edge_lines(text):
        found = _line_day(line, first, last)
        if found:
            return found
    found = _past_day(text, first, last)
    if found:
        return found
    if case is not None and case.events:
        found = from_events(text, case.events)
        if found:
            return found
    return Dated(None, None, _why_not(text, case))


def _edge_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[:8] + [line for line in lines[8:][-3:] if len(line) < 100]


def _line_day(line: str, first: date | None, last: date | None) -> Dated | None:
    """The date of a line that is there to give one: `Published 15 August 2025`, `By ... | Aug 15`, a dateline."""
    dateline = _DATELINE.match(line[:120])
    for found in sorted(named_days(line[:300]), key=lambda named: named.start):
        prose = len(line) > 110 or (line.endswith((".", "!", "?")) and len(line.split()) > 12)
        in_dateline = (
            bool(dateline) and found.start <= (dateline.end() if dateline else 0) and _closes(line[found.end :])
        )
        if prose and not in_dateline:
            continue
        rest = line[: found.start] + line[found.end :]
        alone = len(re.findall(r"[a-z]{2,}", re.sub(_LABEL, "", rest), re.I)) <= 8 and not line.endswith("?")
        labelled = bool(_LABEL.search(line[: found.start]))
        if not in_dateline and (_LATER.search(line[: found.start]) or not (labelled or alone)):
            continue
        if not (in_dateline or labelled or found.year is not None or re.search(r"\bby\b|\d:\d\d|\|", rest, re.I)):
            continue
        day = found.on(first, last)
        if day and day <= date.today() + _TOO_LATE:
            return Dated(day, "text", line[found.start : found.end])
    return None


def _closes(after: str) -> bool:
    return bool(re.match(r"\s*(?:\([^)]{2,30}\)\s*)?(?:[—–:-]|\.\s*[—–-]|\)|/)|\s*\([A-Z]", after))


def _past_day(text: str, first: date | None, last: date | None) -> Dated | None:
    """The latest weekday-with-date that is told as past: news names weekdays within the week."""
    best: tuple[date, str] | None = None
    for found in named_days(text):
        if found.weekday is None:
            continue
        day = found.on(first, last)
        if day is None or day > date.today() + _TOO_LATE:
            continue
        sentence_start = max(text.rfind(mark, 0, found.start) for mark in (". ", "\n", "? ", "! ")) + 1
        sentence_end = min((at for mark in (". ", "\n") if (at := text.find(mark, found.end)) > 0), default=len(text))
        around = text[sentence_start : found.start] + " " + text[found.end : sentence_end]
        if _AHEAD.search(around):
            continue
        if best is None or day > best[0]:
            best = (day, text[found.start : found.end])
    return Dated(best[0], "text", best[1]) if best else None


def _given(value: str, case: Case | None) -> date | None:
    value = value.strip()
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    if re.fullmatch(r"\d{8}(?:T?\d{4,6}Z?)?", value):
        return _parts(value[:4], value[4:6], value[6:8])
    if re.fullmatch(r"1\d{9}|1\d{12}", value):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(value[:10])).date()
    first, last = (case.period.first, case.period.last) if case else (None, None)
    return next((day for named in named_days(value) if (day := named.on(first, last))), None)


def _parts(year: str, month: str, day: str) -> date | None:
    try:
        number = int(month) if month.isdigit() else datetime.strptime(month.title(), "%b").month
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if found <= date.today() + _TOO_LATE else None


def _why_not(text: str, case: Case | None) -> str:
    if any(True for _ in named_days(text)):
        if case is None or case.period.first is None:
            return "days are named without their year, and no case gives a period"
        return "no day named in the text is said to be the day of writing or just before it"
    return "no date in metadata, address, file name or text"
