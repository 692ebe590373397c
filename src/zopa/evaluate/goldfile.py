"""The gold file (docs/reference/gold-files.md): what an annotator found in one article.

A kind whose key is missing was not annotated and is not judged; a kind with an empty list was, and nothing was found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import field_validator

from zopa.errors import FileError
from zopa.read.findings import ActKind, Move, Polarity
from zopa.yamlfile import FileModel, read_yaml

CASE_NAME = "case.yaml"  # the case file that may lie beside gold files


class GoldItem(FileModel):
    """What all kinds share; an `optional` item is neither missed nor wrong."""

    optional: bool = False
    note: str | None = None


class GoldPosition(GoldItem):
    """`holder` is for, against or open on `issue`, by the words of `evidence`."""

    holder: str
    issue: str
    polarity: Polarity
    act: Move | None = None
    red_line: bool = False
    evidence: str


class GoldAct(GoldItem):
    """A move of pressure or regard by `actor`."""

    actor: str
    kind: ActKind
    toward: str | None = None
    evidence: str


class GoldQuote(GoldItem):
    """Words in quotation marks; `speaker` None where the article names nobody."""

    speaker: str | None = None
    also_speaker: str | None = None
    text: str


class GoldEstimate(GoldItem):
    """Somebody's probability of something."""

    holder: str | None = None
    phrase: str | None = None
    value: float | None = None
    of: str | None = None
    evidence: str


class GoldFigure(GoldItem):
    """A number with its unit."""

    value: float
    unit: str
    of: str | None = None
    by: str | None = None
    evidence: str


class GoldEvent(GoldItem):
    """Something dated; `date` is a day, a month (`2012-11`), a year or unknown."""

    date: dt.date | str | int | None = None
    participants: tuple[str, ...] = ()
    status: Literal["happened", "planned", "called off"] | None = None
    evidence: str

    @field_validator("date")
    @classmethod
    def _is_a_date(cls, value: dt.date | str | int | None) -> dt.date | str | int | None:
        interval(value)
        return value

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, or None where the date is unknown."""
        return interval(self.date)


class Gold(FileModel):
    """The gold of one article."""

    zopa: Literal[1] = 1
    document: str
    case: str | None = None  # a shipped case, where no case.yaml lies beside the gold
    source: dict[str, Any] | str | None = None
    published: dt.date | str | None = None
    outlet: str | None = None
    title: str | None = None
    not_in_body: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    positions: tuple[GoldPosition, ...] | None = None
    acts: tuple[GoldAct, ...] | None = None
    quotes: tuple[GoldQuote, ...] | None = None
    estimates: tuple[GoldEstimate, ...] | None = None
    figures: tuple[GoldFigure, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None
    sha256: str | None = None

    @property
    def published_day(self) -> dt.date | None:
        """The date of publication, where it is a whole day."""
        return self.published if isinstance(self.published, dt.date) else None


def interval(value: dt.date | str | int | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of a day, month (`2012-11`) or year. Raises `ValueError` for anything else."""
    if value is None:
        return None
    if isinstance(value, dt.date):
        return value, value
    parts = str(value).split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)
        if len(numbers) == 2:
            year, month = numbers
            after = dt.date(year + month // 12, month % 12 + 1, 1)
            return dt.date(year, month, 1), after - dt.timedelta(days=1)
        day = dt.date(*numbers)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"'{value}' is not a day, a month (2012-11) or a year") from None
    return day, day


def gold_paths(paths: Iterable[Path | str]) -> list[Path]:
    """The gold files named or lying in the named folders, in order, `case.yaml` left out. Raises `FileError`."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.name != CASE_NAME)
            if not inside:
                raise FileError("no gold files (*.yaml) in this folder", where=str(path), mend="name another folder")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise FileError("no such file", where=str(path), mend="check the path")
    return list(dict.fromkeys(found))


def read_gold(path: Path | str) -> Gold:
    """The gold file at `path`. Raises `FileError` or `SchemaError`."""
    return read_yaml(path, Gold)
