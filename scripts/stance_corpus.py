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
from random import Random

TRAINING = Path(__file__).resolve().parents[1] / "training"
CORPUS = TRAINING / "stances"
WORDINGS = TRAINING / "wordings.tsv"
WHOLE = frozenset(["articles", "reports", "reporting"])  # folders whose files are articles, sentence by sentence
MENTION = re.compile(r"\[([^\[\]|]+)\|([A-Za-z0-9,]+)\]")
REWORDED, TURNED = 0.35, 0.25  # of the issues are put in other words, and as their opposite with the labels turned
TURN = {"for": "against", "against": "for"}
LABELS = {"+": "for", "-": "against", "?": "open", "~": "debatable"}

_PARTY = re.compile(r"party (\w+):\s*(.+)")
_ISSUE = re.compile(r"issue ([\w-]+):\s*(.+)")
_LABEL = re.compile(r"\s*(\w+)\s*([+\-?~])([\w-]+)\s*")


@dataclass(frozen=True)
class Item:
    """One sentence: the one before it, as far as it is known, the text with its marks, and who stands where."""

    before: str
    text: str
    parties: frozenset[str]
    labels: dict[tuple[str, str], str]  # (party, issue) to for, against, open, debatable or unknown; all else is none


@dataclass(frozen=True)
class Reworded:
    """An issue in other words, and what whoever is for it is against; empty where nothing says that naturally."""

    same: str
    opposite: str


@dataclass
class Negotiation:
    """One file."""

    path: Path
    parties: dict[str, str] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    reworded: dict[str, Reworded] = field(default_factory=dict)  # by issue, where somebody wrote other wordings
    items: list[Item] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def corpus(folder: Path = CORPUS) -> list[Negotiation]:
    """Every file of the corpus, in order of path."""
    return [read(path) for path in sorted(folder.glob("*/*.txt"))]


def read(path: Path) -> Negotiation:
    """One file; lines that cannot be read are told in `errors` and left out."""
    found = Negotiation(path)
    before = ""
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
                own, text, labels = _parts(line)
                found.items.extend(_item(own or before, text, labels, found))
                before = MENTION.sub(r"\1", text) if path.parent.name in WHOLE else ""
            except ValueError as error:
                found.errors.append(f"{path.name}:{number}: {error}")
    return found


def reword(cases: Iterable[Negotiation], table: Path = WORDINGS) -> None:
    """Give each negotiation the other wordings of its issues; a row about none of its issues is told in `errors`."""
    written: dict[str, list[list[str]]] = {}
    for row in table.read_text(encoding="utf-8").splitlines()[1:]:
        file, *told = row.split("\t")
        written.setdefault(file, []).append(told)
    for case in cases:
        for key, same, opposite in written.get(f"{case.path.parent.name}/{case.path.stem}", ()):
            if key in case.issues:
                case.reworded[key] = Reworded(same, opposite)
            else:
                case.errors.append(f"{table.name}: no issue {key} in {case.path.name}")


def in_other_words(case: Negotiation, keys: Iterable[str], chance: Random) -> tuple[list[tuple[str, str]], set[str]]:
    """The issues `keys` as (key, proposition), some of them in other words, and those that now say the opposite.

    A model that saw each issue in one wording only would lean on it, and take a hostile one (`The neighbours go to
    war`) for what whoever wants peace is for.
    """
    texts: list[tuple[str, str]] = []
    turned: set[str] = set()
    for key in keys:
        told, drawn = case.reworded.get(key, Reworded("", "")), chance.random()
        if drawn < TURNED and told.opposite:
            turned.add(key)
            texts.append((key, told.opposite))
        else:
            texts.append((key, told.same if drawn < TURNED + REWORDED and told.same else case.issues[key]))
    return texts, turned


def _parts(line: str) -> tuple[str, str, str]:
    """The sentence before where the line gives it, the sentence and its labels."""
    text, arrow, written = line.rpartition("=>")
    if not arrow:
        raise ValueError("no =>")
    text, before = text.strip(), ""
    if text.startswith("<"):
        before, bar, text = text[1:].partition(" | ")
        if not bar:
            raise ValueError("a sentence before it, but no ' | '")
    return before.strip(), text.strip(), written


def _item(before: str, text: str, written: str, case: Negotiation) -> Iterator[Item]:
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
    yield Item(before, text, parties, labels)


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
    every = corpus()
    reword(every)
    sys.exit(counted(every))
