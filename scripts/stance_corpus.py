"""The corpus of stances in `training/stances`: its format, read and checked.

    python -m scripts.stance_corpus        count the corpus; names every line that cannot be read

Its README there describes the format and how it was written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "training" / "stances"
MENTION = re.compile(r"\[([^\[\]|]+)\|([A-Za-z0-9,]+)\]")
LABELS = {"+": "for", "-": "against", "?": "open", "~": "debatable"}

_PARTY = re.compile(r"party (\w+):\s*(.+)")
_ISSUE = re.compile(r"issue ([\w-]+):\s*(.+)")
_LABEL = re.compile(r"\s*(\w+)\s*([+\-?~])([\w-]+)\s*")


@dataclass(frozen=True)
class Item:
    """One sentence: the sentence before where it is needed, the text with its marks, and who stands where."""

    before: str
    text: str
    parties: frozenset[str]
    labels: dict[tuple[str, str], str]  # (party, issue) to for, against, open or debatable; all else is none


@dataclass
class Negotiation:
    """One file."""

    path: Path
    parties: dict[str, str] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def corpus(folder: Path = CORPUS) -> list[Negotiation]:
    """Every file of the corpus, in order of path."""
    return [read(path) for path in sorted(folder.glob("*/*.txt"))]


def read(path: Path) -> Negotiation:
    """One file; lines that cannot be read are told in `errors` and left out."""
    found = Negotiation(path)
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", "case:")):
            continue
        for pattern, table in ((_PARTY, found.parties), (_ISSUE, found.issues)):
            match = pattern.fullmatch(line)
            if match is not None:
                table[match[1]] = match[2]
                break
        else:
            try:
                found.items.extend(_item(line, found))
            except ValueError as error:
                found.errors.append(f"{path.name}:{number}: {error}")
    return found


def _item(line: str, case: Negotiation) -> Iterator[Item]:
    text, arrow, written = line.rpartition("=>")
    if not arrow:
        raise ValueError("no =>")
    text, before = text.strip(), ""
    if text.startswith("<"):
        before, bar, text = text[1:].partition(" | ")
        if not bar:
            raise ValueError("a sentence before it, but no ' | '")
    if written.strip() == "skip":
        return
    if re.search(r"[\[\]]", MENTION.sub("", text)):
        raise ValueError("a bracket that marks nobody")
    parties = frozenset(p for _, marked in MENTION.findall(text) for p in marked.split(","))
    if not parties or not parties <= set(case.parties):
        raise ValueError(f"no mention, or of an unknown party: {sorted(parties - set(case.parties))}")
    labels: dict[tuple[str, str], str] = {}
    for part in written.split(";") if written.strip() != "none" else ():
        match = _LABEL.fullmatch(part)
        if match is None or match[1] not in parties or match[3] not in case.issues:
            raise ValueError(f"cannot read the label '{part.strip()}'")
        labels[match[1], match[3]] = LABELS[match[2]]
    yield Item(before.strip(), text.strip(), parties, labels)


def counted(cases: Iterable[Negotiation]) -> int:
    """Print what negotiations hold, and every error; 1 where there is one."""
    counts: Counter[str] = Counter()
    errors = 0
    for case in cases:
        for error in case.errors:
            print(f"{case.path.parent.name}/{error}")
        errors += len(case.errors)
        counts["files"] += 1
        counts["items"] += len(case.items)
        for item in case.items:
            counts.update(item.labels.values() or ["no position"])
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(counted(corpus()))
