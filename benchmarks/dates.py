"""Time expressions on TimeBank (TempEval-3 training data), beside spaCy's entity recogniser with dateparser.

Detection is scored as in TempEval-3 (UzZaman et al. 2013): relaxed counts any overlap, strict the exact span, each
expression matched once. `days` is the share of all annotated expressions with a day for value (`1998-02-27`) whose
day was found; `values` the share of all annotated expressions with exactly the annotated value.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import spacy

from zopa.read.dates import read_dates
from zopa.read.parse import DEFAULT_MODEL, parse

SHARED = Path(os.environ.get("ZOPA_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
FOLDER = SHARED / "data" / "timebank" / "TimeBank"
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


@dataclass(frozen=True)
class Timex:
    """An annotated or found expression."""

    start: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True)
class Annotated:
    """One TimeML document: the text, its day of creation, its expressions."""

    name: str
    text: str
    created: date | None
    gold: tuple[Timex, ...]


@dataclass(frozen=True)
class Score:
    """Shares in per cent."""

    relaxed: tuple[float, float, float]  # precision, recall, F1
    strict_f1: float
    days: float
    values: float


def load(folder: Path = FOLDER) -> list[Annotated]:
    """The documents of a folder of .tml files."""
    return [_document(path) for path in sorted(folder.glob("*.tml"))]


def _document(path: Path) -> Annotated:
    root = ElementTree.parse(path).getroot()
    created = next((t.get("value", "")[:10] for t in root.iter("TIMEX3")
                    if t.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME")), "")  # fmt: skip
    body = root.find("TEXT")
    parts: list[str] = []
    gold: list[Timex] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3" and node.get("functionInDocument") != "CREATION_TIME":
            gold.append(Timex(start, sum(map(len, parts)), node.get("value", ""), node.get("type", "")))

    if body is not None:
        walk(body)
    text = "".join(parts)
    # hard-wrapped lines are an artefact of the wire: only an empty line ends a paragraph
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return Annotated(path.stem, text, date.fromisoformat(created) if _DAY.match(created) else None, tuple(gold))


def score(documents: Sequence[Annotated], found: Sequence[Sequence[Timex]]) -> Score:
    """How well `found` (one list for each document) meets the annotation."""
    gold_count = sum(len(d.gold) for d in documents)
    found_count = sum(map(len, found))
    relaxed = strict = days = day_count = values = 0
    for document, answers in zip(documents, found, strict=True):
        free = list(answers)
        for gold in document.gold:
            is_day = bool(_DAY.match(gold.value))
            day_count += is_day
            hit = next((a for a in free if a.start < gold.end and gold.start < a.end), None)
            if hit is None:
                continue
            free.remove(hit)
            relaxed += 1
            strict += (hit.start, hit.end) == (gold.start, gold.end)
            values += hit.value == gold.value
            days += is_day and hit.value[:10] == gold.value
    precision, recall = relaxed / max(found_count, 1), relaxed / max(gold_count, 1)
    return Score(
        relaxed=(100 * precision, 100 * recall, 200 * precision * recall / max(precision + recall, 1e-9)),
        strict_f1=200 * strict / max(found_count + gold_count, 1),
        days=100 * days / max(day_count, 1),
        values=100 * values / max(gold_count, 1),
    )


def ours(documents: Sequence[Annotated]) -> tuple[list[list[Timex]], float]:
    """Our expressions, and the words a second without the parse."""
    docs = list(parse(d.text for d in documents))
    words = sum(len(d.text.split()) for d in documents)
    begun = time.process_time()
    moments = [read_dates(doc, d.created) for doc, d in zip(docs, documents, strict=True)]
    speed = words / (time.process_time() - begun)
    return [[Timex(m.start, m.end, m.value, m.kind) for m in found] for found in moments], speed


def peer(documents: Sequence[Annotated]) -> tuple[list[list[Timex]], float]:
    """spaCy's DATE and TIME entities, resolved by dateparser."""
    import dateparser

    nlp = spacy.load(DEFAULT_MODEL, exclude=["parser", "lemmatizer"])
    words = sum(len(d.text.split()) for d in documents)
    begun = time.process_time()
    found = []
    for document in documents:
        answers = []
        for entity in nlp(document.text).ents:
            if entity.label_ in ("DATE", "TIME"):
                base = document.created.isoformat() if document.created else "2000-01-01"
                settings = {"RELATIVE_BASE": dateparser.parse(base), "PREFER_DATES_FROM": "past"}
                when = dateparser.parse(entity.text, languages=["en"], settings=settings)
                answers.append(Timex(entity.start_char, entity.end_char, when.date().isoformat() if when else "", ""))
        found.append(answers)
    return found, words / (time.process_time() - begun)


def run() -> None:
    """Print both systems' scores."""
    if not FOLDER.exists():
        print("TimeBank is not here; set ZOPA_SHARED to the folder that holds data/timebank")
        return
    documents = load()
    expressions = sum(len(d.gold) for d in documents)
    print(f"TimeBank, TempEval-3 training release: {len(documents)} articles, {expressions} expressions")
    print(f"{'system':<28}{'P':>6}{'R':>7}{'F1':>7}{'strict':>8}{'days':>7}{'values':>8}{'words/s':>10}")
    systems: list[tuple[str, Callable[[Sequence[Annotated]], tuple[list[list[Timex]], float]]]] = [
        ("zopa", ours), (f"spaCy {spacy.__version__} + dateparser", peer),
    ]  # fmt: skip
    for name, system in systems:
        found, speed = system(documents)
        s = score(documents, found)
        p, r, f = s.relaxed
        print(f"{name:<28}{p:6.1f}{r:7.1f}{f:7.1f}{s.strict_f1:8.1f}{s.days:7.1f}{s.values:8.1f}{speed:10,.0f}")
