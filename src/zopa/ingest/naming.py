"""Title and outlet of an article: what the file says, else what the page's lines and address show."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_FEWEST_WORDS: Final = 3
_MOST_WORDS: Final = 30
_LOOKED_AT: Final = 4  # lines: a kicker, a notice or a byline may stand above the headline
_NOTICE = re.compile(
    r"(?i:for immediate release|embargoed .*|press release|breaking(?: news)?|media (?:release|statement))"
)
_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b(?:,? \d{4})?|"
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{4}\b|\b\d{4}-\d\d-\d\d\b"
)
_SENTENCE_END = re.compile(r"[.…][\"'”’»)]*$")
_NO_TITLE = re.compile(
    r"^(?i:by|from|published|posted|updated|last updated|photo|image|picture|file photo|source|date|author|https?:|"
    r"www\.)\b|"
    r"^\(?(?:[A-Z]{3,}[A-Z .'-]*)(?:,[\w .'-]+)?\s*(?:\([^)]+\)\s*)?[-–—]\s|^\W*\d{1,2}[./ -]\w+[./ -]\d{2,4}\W*$"
)
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")
_SOURCE_LINE = re.compile(r"^(?:source|via|originally published (?:by|in|on|at)|"
    r"this (?:article|story) (?:was )?(?:first|originally) (?:appeared|published) (?:in|on|at|"
    r"by))\s*:?\s*(?:the\s+)?(?P<name>[A-Z][\w.&'’ -]{1,40}?)[.\s]*$", re.I)  # fmt: skip
_WIRE = re.compile(
    r"^.{0,60}?\((?P<name>Reuters|AP|AFP|UPI|Bloomberg|Xinhua|TASS|dpa|ANI|PTI|IANS|EFE|ANSA|Interfax|Ukrinform|Kyodo|"
    r"Yonhap|CNN|BBC|Al Jazeera|Axios|Politico)\)\s*[-–—:]", re.I)  # fmt: skip
_WIRE_NAMES: Final = {"ap": "Associated Press", "afp": "Agence France-Presse"}


def title_of(text: str, given: str | None, outlet: str | None = None) -> str | None:
    """The title: as given (without the site's name behind it), else a first line that reads as a headline."""
    if given:
        match = _SITE_SUFFIX.search(given)
        if match and len(given[: match.start()].split()) >= _FEWEST_WORDS and _same_site(match[1], outlet):
            return given[: match.start()].strip()
        return given
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    for line in lines[:_LOOKED_AT]:
        if is_headline(line):
            return line
        if len(line.split()) > _MOST_WORDS or _SENTENCE_END.search(line):
            return None  # the article has begun
    return None


def is_headline(line: str) -> bool:
    """Whether a line reads as a headline: some words, no full stop, no byline, dateline or label."""
    count = len(line.split())
    if not _FEWEST_WORDS <= count <= _MOST_WORDS or len(line) > 220:
        return False
    if _NOTICE.fullmatch(line) or _DATE.search(line):
        return False
    return not (_SENTENCE_END.search(line) or line.endswith((":", ",", ";")) or _NO_TITLE.match(line))


def outlet_of(text: str, given: str | None, url: str | None) -> str | None:
    """The outlet: as given, else the host of the address, else a source line or an agency's dateline."""
    if given:
        return given
    if url and (host := host_of(url)):
        return host
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in [*lines[:4], *lines[-3:]]:
        match = _SOURCE_LINE.match(line)
        if match:
            return match["name"].strip()
    for line in lines[:4]:
        match = _WIRE.match(line)
        if match:
            return _WIRE_NAMES.get(match["name"].lower(), match["name"])
    return None


def host_of(url: str) -> str | None:
    """`https://www.example.org/a` -> `example.org`; None for what has no host."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    host = re.sub(r"^(?:www\d?|m|amp|edition|mobile)\.", "", host)
    return host if "." in host else None


def _same_site(name: str, outlet: str | None) -> bool:
    if outlet is None:
        return name[:1].isupper() and len(name.split()) <= 4
    letters = re.sub(r"\W", "", name.lower())
    return letters in re.sub(r"\W", "", outlet.lower()) or re.sub(r"\W", "", outlet.lower()) in letters
