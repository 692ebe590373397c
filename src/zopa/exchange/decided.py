"""Decided issues as CSV, to test forecasts on: a row for each actor and issue, or the wide table of the DEU data sets.

The long form has the columns `dossier, issue, actor, position, salience, outcome`, and may have `power`, `low`, `high`
and `reference`. The wide form (Thomson and others 2012) has a row for each issue, `pXX` and `sXX` for the position and
salience of actor XX, `out` for the outcome, `rp` for the reference point, and `prnrnmc` and `isnrnmc` for the numbers
of the proposal and the issue; its scales run from 0 to 100.

An actor without a position on an issue has no part in it, as in the source. A position without a salience has salience
0: it has no weight, but counts in the plain mean and median.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from zopa import limits
from zopa.errors import InputError, LimitError
from zopa.exchange.files import number, read_text
from zopa.solve.forecast.question import Dossier, Question

LONG: Final = ("dossier", "issue", "actor", "position", "salience", "outcome")
WIDE: Final = ("prnrnmc", "isnrnmc", "out")
POWER_COLUMNS: Final = ("power", "shapleyshubik", "weights")
ACTOR_COLUMNS: Final = ("actor", "abbr")
MISSING: Final = frozenset({"", ".", "na", "nan", "n/a"})  # what statistics programs write for nothing
Row = Mapping[str, str]


def read_decided(path: Path | str, power: Mapping[str, float] | None = None) -> tuple[Dossier, ...]:
    """The dossiers of a file of decided issues, in its order; issues on which nobody has a position are left out.

    `power` gives the power of actors; those that it leaves out have no part. Without it the file's own counts, or all
    count the same. Raises `FileError`, `LimitError`, or `InputError` naming the row.
    """
    rows = _rows(Path(path))
    columns = set(rows[0][1])
    if columns >= set(WIDE):
        return _wide(rows, power, str(path))
    missing = [name for name in LONG if name not in columns]
    if missing:
        what = f"has neither the columns of a table of decided issues ({', '.join(missing)} missing) nor those of DEU"
        raise InputError(what, where=str(path), mend="see docs/reference/decided-issues.md")
    return _long(rows, power, str(path))


def read_power(path: Path | str) -> dict[str, float]:
    """Each actor's power from a CSV with an actor column (`actor` or `abbr`) and one of power. Raises `InputError`."""
    rows = _rows(Path(path))
    columns = rows[0][1]
    actor = next((name for name in ACTOR_COLUMNS if name in columns), None)
    power = next((name for name in POWER_COLUMNS if name in columns), None)
    if actor is None or power is None:
        raise InputError("has no columns `actor` and `power`", where=str(path), mend="name the columns so")
    return {row[actor]: _at_least_0(row[power], f"{path}, row {k}", "power") for k, row in rows}


def _wide(rows: Sequence[tuple[int, Row]], power: Mapping[str, float] | None, path: str) -> tuple[Dossier, ...]:
    codes = [c[1:] for c in rows[0][1] if c.startswith("p") and f"s{c[1:]}" in rows[0][1]]
    dossiers: dict[str, list[Question]] = {}
    for k, row in rows:
        where = f"{path}, row {k}"
        stands = {}
        for code in codes:
            if row[f"p{code}"] and (power is None or code in power):
                salience = _at_least_0(row[f"s{code}"] or "0", where, f"salience of {code}") / 100
                stands[code] = (number(row[f"p{code}"], where, f"position of {code}"), salience)
        if stands:
            question = Question(
                name=row["isnrnmc"],
                actors=tuple(stands),
                positions=np.array([s[0] for s in stands.values()]),
                saliences=np.array([s[1] for s in stands.values()]),
                powers=np.array([1.0 if power is None else power[code] for code in stands]),
                reference=number(row["rp"], where, "reference point") if row.get("rp") else None,
                outcome=number(row["out"], where, "outcome") if row["out"] else None,
            )
            dossiers.setdefault(row["prnrnmc"], []).append(question)
    return tuple(Dossier(name, tuple(questions)) for name, questions in dossiers.items())


def _long(rows: Sequence[tuple[int, Row]], power: Mapping[str, float] | None, path: str) -> tuple[Dossier, ...]:
    issues: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for k, row in rows:
        if not row["issue"] or not row["actor"]:
            raise InputError("a row without an issue or an actor", where=f"{path}, row {k}", mend="name both")
        issues.setdefault((row["dossier"] or row["issue"], row["issue"]), []).append((k, row))
    dossiers: dict[str, list[Question]] = {}
    for (dossier, issue), own in issues.items():
        question = _long_question(issue, own, power, path)
        if question is not None:
            dossiers.setdefault(dossier, []).append(question)
    return tuple(Dossier(name, tuple(questions)) for name, questions in dossiers.items())


def _long_question(
    issue: str, rows: Sequence[tuple[int, Row]], power: Mapping[str, float] | None, path: str
) -> Question | None:
    stands: dict[str, tuple[float, float, float]] = {}
    same: dict[str, float | None] = dict.fromkeys(("outcome", "low", "high", "reference"))
    for k, row in rows:
        where, actor = f"{path}, row {k}", row["actor"]
        for column, known in same.items():
            if row.get(column):
                value = number(row[column], where, column)
                if known is not None and known != value:
                    raise InputError(f"{issue} has two values of {column}", where=where, mend="give one")
                same[column] = value
        if not row["position"] or (power is not None and actor not in power):
            continue
        if actor in stands:
            raise InputError(f"{actor} has two positions on {issue}", where=where, mend="remove one")
        salience = _at_least_0(row["salience"] or "0", where, "salience")
        own = power[actor] if power is not None else _at_least_0(row.get("power") or "1", where, "power")
        stands[actor] = (number(row["position"], where, "position"), salience, own)
    if not stands:
        return None
    columns = np.array(list(stands.values())).T
    most = columns[1].max()
    return Question(
        name=issue,
        actors=tuple(stands),
        positions=columns[0],
        saliences=columns[1] / 100 if most > 1 else columns[1],
        powers=columns[2],
        low=0.0 if same["low"] is None else same["low"],
        high=100.0 if same["high"] is None else same["high"],
        reference=same["reference"],
        outcome=same["outcome"],
    )


def _rows(path: Path) -> list[tuple[int, Row]]:
    text = read_text(path)
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True, restval="")
        reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        rows = [(reader.line_num, _cells(row)) for row in reader]
    except csv.Error as error:
        raise InputError(f"broken CSV ({error})", where=str(path), mend="mend the quotes") from None
    rows = [(k, row) for k, row in rows if any(row.values())]
    if len(rows) > limits.RECORDS:
        raise LimitError(f"{len(rows)} rows, the limit is {limits.RECORDS}", where=str(path), mend="split the file")
    if not rows:
        raise InputError("holds no rows", where=str(path), mend="see docs/reference/decided-issues.md")
    return rows


def _cells(row: Mapping[str | None, str | list[str] | None]) -> Row:
    """Trimmed cells by column; what stands for nothing is empty, and cells beyond the headings are left out."""
    trimmed = {k: v.strip() for k, v in row.items() if k is not None and isinstance(v, str)}
    return {k: "" if v.casefold() in MISSING else v for k, v in trimmed.items()}


def _at_least_0(word: str, where: str, what: str) -> float:
    value = number(word, where, what)
    if value < 0:
        raise InputError(f"{what} {word} is below 0", where=where, mend="give a number from 0 up")
    return value
