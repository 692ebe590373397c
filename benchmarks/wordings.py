"""Statements again, with every issue put in other words, and as its opposite.

The same articles and gold as `statements`, invented negotiations only; `benchmarks/negotiations/wordings.tsv` says each
proposition in other words, and says what whoever is for it is against (of `test` and `plain-test` it was written from
the case files alone). Against the opposite, `for` and `against` of the gold are turned. A reader that knows what a
proposition means loses little; one that leans on its words loses with other words, and one that takes only the tone
of a sentence loses with the opposite.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.statements import table
from zopa.evaluate import evaluate

MINE = Path(__file__).resolve().parent / "negotiations"
SETS: Final = ("dev", "test", "plain-dev", "plain-test")
WAYS: Final = ("as written", "other words", "opposite")
HEAD: Final = ("set", "articles", "issues", "precision", "recall", "F1", "matrix F1")
TURN: Final = {"for": "against", "against": "for"}


def run() -> None:
    """Prints the table."""
    lines: list[tuple[str, ...]] = []
    for name in SETS:
        for way in WAYS:
            with tempfile.TemporaryDirectory() as place:
                folder = reworded(MINE / name, Path(place) / name, way)
                found = evaluate([folder])
            counts = found.total["statement"]
            shares = (counts.precision, counts.recall, counts.f1, found.total["matrix"].f1)
            lines.append((name, str(len(found.verdicts)), way, *(f"{share or 0:.2f}" for share in shares)))
    print(table(HEAD, lines))


def reworded(source: Path, target: Path, way: str) -> Path:
    """A copy of a set with its issues worded in one of WAYS, and its gold turned where they say the opposite."""
    shutil.copytree(source, target)
    if way == WAYS[0]:
        return target
    for case_file in sorted(target.glob("*/case.yaml")):
        told = wordings(f"{source.name}/{case_file.parent.name}")
        case = _load(case_file)
        turned: set[str] = set()
        for key, issue in case["issues"].items():
            same, opposite = told[key]
            if way == "opposite" and opposite:
                issue["proposition"] = opposite
                turned.add(key)
            else:
                issue["proposition"] = same
        _store(case_file, case)
        for gold_file in sorted(case_file.parent.glob("*.yaml")):
            if gold_file != case_file:
                gold = _load(gold_file)
                for position in gold.get("positions") or ():
                    if position["issue"] in turned:
                        position["polarity"] = TURN.get(position["polarity"], position["polarity"])
                _store(gold_file, gold)
    return target


def wordings(negotiation: str) -> dict[str, tuple[str, str]]:
    """By issue of a negotiation: the proposition in other words, and its opposite (empty where there is none)."""
    rows = [line.split("\t") for line in (MINE / "wordings.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return {issue: (same, opposite) for file, issue, same, opposite in rows if file == negotiation}


def _load(path: Path) -> dict[str, Any]:
    stored: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return stored


def _store(path: Path, stored: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(stored, allow_unicode=True, sort_keys=False), encoding="utf-8")
