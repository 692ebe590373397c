"""What the wording of a unit says it is: a banner, a menu, a licence line, a call to subscribe, a teaser.

The wordings are in `furniture.txt`. A `Mark` says how sure the wording alone makes it: 3 goes wherever it stands,
2 only before the article begins or after it ends, 1 only where others beside it go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from zopa.ingest.clean.units import Unit

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a unit looks like; `opens` says that what follows it is a list of the same kind."""

    reason: str
    sure: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    anywhere: Patterns
    openers: Patterns
    lines: Patterns
    edges: Patterns
    triggers: dict[str, frozenset[str]]
    menu: re.Pattern[str]


_LONGEST: Final = 90  # words; real banners are shorter, and a longer unit may hold a sentence of the article
_LONGEST_TEXT: Final = 1500  # characters; bounds what a pattern can cost
_LONGEST_LINE: Final = 40
_FEWEST_TOLD: Final = 8
_LONGEST_OPENER: Final = 9
_REFERENCE = re.compile(r"(?:\[\d{1,3}\]|\^)\s*[^\[\]]{2,80}?(?=\s*\[\d{1,3}\]|\s*$)")
_SIGNS = re.compile(r"©|@|备案|许可证")
_SPOKEN = re.compile(
    r"\b(?:said|says|told|added|according to|announced|argued|warned|reported|explained|wrote|asked|ruled|fined|voted|"
    r"agreed|demanded|rejected|denied|refused|called|claimed|insisted)\b",
    re.I,
)
_READER = re.compile(
    r"\b(?:you|your|us|we|our|my|me|here|this (?:site|website|page|article|story|post|video|e-?mail|newsletter))\b",
    re.I,
)
_CALL = re.compile(
    r"(?:please |to |and |also )?(?:subscribe|sign|donate|support|follow|like|join|register|become|get|start|try|enjoy|"
    r"unlock|receive|download|stay|never|don't|enter|help|fund|back|chip|make|consider|buy|find|connect|contact|reach|"
    r"watch|visit|check|tag|message|leave|log|choose|select|change|read|view|accept|click|share)\b",
    re.I,
)


@cache
def _lexicon() -> _Lexicon:
    lists = _lists((resources.files("zopa.ingest.clean") / "furniture.txt").read_text(encoding="utf-8"))
    sites = "|".join(lists["names"]["site"])

    def compiled(group: str, before: str = "", after: str = "") -> Patterns:
        return tuple(
            (reason, re.compile(before + "|".join(patterns).replace("{site}", sites) + after, re.I))
            for reason, patterns in lists[group].items()
        )

    between = r"[»›>|/·•,\s-]*"
    whole = {"before": "(?:", "after": r")[\s.:!|…»›>→-]*"}
    return _Lexicon(
        anywhere=compiled("anywhere", **whole),
        openers=compiled("openers", **whole),
        lines=compiled("lines", **whole),
        edges=compiled("edges"),
        menu=re.compile(rf"{between}(?:(?:{'|'.join(lists['words']['menu'])})(?!\w){between})+", re.I),
        triggers={reason: frozenset(words) for reason, words in lists["triggers"].items()},
    )


def _lists(text: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    here: list[str] = []
    for line in text.split("\n"):
        if heading := re.fullmatch(r"\[([a-z]+): ([a-z ]+)\]", line):
            here = found.setdefault(heading[1], {}).setdefault(heading[2], [])
        elif line and not line.startswith("#"):
            here.append(line)
    return found


def mark_of(unit: Unit) -> Mark | None:
    """What the wording of a unit says it is; None for what looks like an article's text."""
    count = len(unit.words)
    if count > _LONGEST or len(unit.text) > _LONGEST_TEXT:
        return None
    lexicon = _lexicon()
    if count <= _LONGEST_LINE:
        for reason, pattern in lexicon.anywhere:
            if pattern.fullmatch(unit.text):
                return Mark(reason, 3)
    if count <= _LONGEST_OPENER:
        for reason, pattern in lexicon.openers:
            if pattern.fullmatch(unit.text):
                return Mark(reason, 2 if reason == "teaser" else 1, opens=True)
    if count <= _LONGEST_LINE:
        for reason, pattern in lexicon.lines:
            if pattern.fullmatch(unit.text):
                return Mark(reason, 2)
    if _is_references(unit.text):
        return Mark("reference list", 2)
    if not unit.solid and lexicon.menu.fullmatch(unit.text):
        return Mark("menu", 2)
    if unit.link_share > 0.6:
        return Mark("link", 2)
    if unit.foreign_share > 0.5:
        return Mark("other script", 2)
    signs = {*unit.words, *_SIGNS.findall(unit.text)}
    for reason, pattern in lexicon.edges:
        if (
            not lexicon.triggers[reason].isdisjoint(signs)
            and pattern.search(unit.text)
            and (reason == "language menu" or not _tells(unit, reason))
        ):
            return Mark(reason, 2)
    return None


def _tells(unit: Unit, reason: str) -> bool:
    """Whether a sentence tells of such things, as an article about cookies does, and does not address its reader."""
    if not unit.stops or len(unit.words) < _FEWEST_TOLD:
        return False
    spoken = bool(_SPOKEN.search(unit.text))
    if spoken and unit.quoted:
        return True
    if _READER.search(unit.text) or _CALL.match(unit.text):
        return False
    return spoken or reason != "licence or contact line"


def _is_references(text: str) -> bool:
    found = _REFERENCE.findall(text)
    return len(found) >= 2 and sum(map(len, found)) > 0.85 * len(text.replace(" ", "")) and len(text) < 80 * len(found)
