"""Plain English for parties, stands, dates and lists: the small change of every sentence in a brief."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from zopa.ingest import Article

_WITH_ARTICLE: Final = re.compile(
    r"^(?:United|European|African|Arab|World|International)\b|"
    r"\b(?:Union|States|Kingdom|Nations|Netherlands|Philippines|Emirates|Republic|Federation|Government|Authority|"
    r"Party|Senate|House|Commission|Council|Court|Bank|Ministry|Association|Alliance|Coalition|League|Front|Movement|Brigades?|Forces|"
    r"Company|Employers|Unions?|Workers|Teachers|Nurses|Republicans|Democrats|Conservatives|Liberals|Greens|"
    r"Taliban|Houthis|Rebels|Kremlin|Vatican)$"
)
STANDS: Final = {"for": "for", "against": "against", "open": "open to", "contested": "both for and against"}


def party(name: str) -> str:
    """The party inside a sentence: `the United States`, `Russia`."""
    return f"the {name}" if _WITH_ARTICLE.search(name) and not name.startswith(("The ", "the ")) else name


# names that end like a plural and are one
_ONE: Final = re.compile(
    r"\b(?:States|Nations|Netherlands|Philippines|Emirates|Bahamas|Maldives|Seychelles|Honduras|Cyprus|Belarus|Mauritius|"
    r"Laos|Athens|Brussels|Paris|Hamas|Texas|Kansas|[A-Z]\w*(?:ss|us|is))$"
)


def plural(name: str) -> bool:
    """Whether a party is spoken of as several: `the Republicans meet`, `the United States meets`."""
    return name.endswith("s") and not _ONE.search(name)


def agreeing(verb: str, names: Sequence[str]) -> str:
    """A verb phrase of the third person (`denies it`, `speaks for`) made to agree with whoever does it."""
    if len(names) == 1 and not plural(names[0]):
        return verb
    first, space, rest = verb.partition(" ")
    irregular = {"is": "are", "was": "were", "has": "have", "does": "do"}
    if first in irregular:
        return f"{irregular[first]}{space}{rest}"
    for ending, other in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("s", "")):
        if first.endswith(ending) and not first.endswith("ss"):
            return f"{first.removesuffix(ending)}{other}{space}{rest}"
    return verb


def number(value: float) -> str:
    """`2 trillion`, `300 million`, `12,500`, `0.4`: as a reader would write it."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {name}"
    return f"{value:,.10g}"


def start(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], most: int = 6) -> str:
    """`a`, `a and b`, `a, b and c`, `a, b and 5 more`."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def parties(names: Sequence[str], most: int = 6) -> str:
    """Several parties inside a sentence."""
    return listed([party(name) for name in names], most)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `3 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """`about 40 seconds`, `about 12 minutes`, `about 3 hours`: as exact as a guess is."""
    if seconds < 90:
        return f"about {max(1, round(seconds / 10)) * 10} seconds"
    return f"about {round(seconds / 60)} minutes" if seconds < 5400 else f"about {round(seconds / 3600)} hours"


def day(date: dt.date | None, *, now: dt.date | None = None) -> str:
    """`15 August 2025`; without the year when it is the year of `now`."""
    if date is None:
        return "undated"
    text = f"{date.day} {date:%B}"
    return text if now and now.year == date.year else f"{text} {date.year}"


def stood_before(stood: str | None, since: dt.date | None, now: dt.date | None) -> str:
    """`against before 28 March`: where a party stood until it changed sides; empty where it did not."""
    return f"{stood} before {day(since, now=now)}" if stood and since else ""


def span(first: dt.date | None, last: dt.date | None) -> str:
    """`12 to 18 August 2025`, `15 August 2025`, `2022` (all of it), `undated`."""
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month, first.day) == (last.year, 1, 1) and (last.month, last.day) == (12, 31):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first, now=last)} to {day(last)}"


def quoted(words: str) -> str:
    """In quotation marks, unless the words bring their own."""
    is_quoted = len(words) > 1 and words[0] in '“"' and words[-1] in '”"'
    return words if is_quoted and not re.search('[“”"]', words[1:-1]) else f"“{words}”"


def source_name(article: Article) -> str:
    """The shortest name that tells a reader which article is meant."""
    file = article.path.replace("\\", "/").rsplit("/", 1)[-1] if article.path else None
    return article.outlet or file or article.url or article.id
