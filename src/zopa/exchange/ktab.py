"""KTAB's CSV of the spatial model (KAPSARC Toolkit for Behavioral Analysis), and plain tables of positions.

A KTAB file: row 1 `name, description, actors, dimensions`; row 2 the headings; then per actor its name, description,
influence, and position and salience (0..100) for each dimension. A plain table has one heading row that names an actor
column, a power column (capability, resources, influence), a position and a salience; it is read, never written.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import ClassVar

from zopa import limits
from zopa.errors import InputError, LimitError, ZopaError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, number, read_text
from zopa.exchange.positions import Positions, Scale, Stand, from_negotiation, to_negotiation
from zopa.model.negotiation import Negotiation

POWER_WORDS = ("influence", "capability", "capabilities", "resources", "power", "clout")
Rows = list[list[str]]


class KtabFormat(Format):
    """KTAB CSV files, both directions, and plain tables of positions."""

    name: ClassVar[str] = "ktab"
    title: ClassVar[str] = "KTAB spatial model (CSV), or a CSV table of positions"

    def recognises(self, path: Path) -> bool:
        if not path.is_file() or path.suffix.lower() not in (".csv", ".txt"):
            return False
        try:
            rows = _rows(path)
        except ZopaError:
            return False
        return _is_ktab(rows) or _is_table(rows)

    def read(self, path: Path) -> Imported:
        rows = _rows(path)
        if _is_ktab(rows):
            positions, notes = _ktab(rows, path)
        elif _is_table(rows):
            positions, notes = _table(rows, path), []
        else:
            what = "is neither a KTAB file nor a table with actor, power, position and salience"
            raise InputError(what, where=str(path), mend="see docs/reference/exchange-formats.md")
        negotiation, more = to_negotiation(positions, str(path))
        return Imported(negotiation, self.name, (path,), (*notes, *more))

    def write(self, negotiation: Negotiation) -> Exported:
        positions, notes = from_negotiation(negotiation)
        for issue, scale in positions.scales.items():
            if scale.meanings:
                words = "; ".join(f"{place:g} {meaning}" for place, meaning in scale.meanings.items())
                notes.append(Note("lost", issue, f"what its points mean: {words}"))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        issues = tuple(positions.scales)
        writer.writerow([positions.name, "", len(positions.stands), len(issues)])
        columns = [f"{issue} {word}" for issue in issues for word in ("Position", "Salience")]
        writer.writerow(["Actor", "Description", "Influence", *columns])
        for actor, own in positions.stands.items():
            row: list[object] = [actor, actor, f"{negotiation.parties[actor].power:.12g}"]
            for issue, scale in positions.scales.items():
                stand = own.get(issue)
                if stand is None:
                    notes.append(Note("changed", f"{actor}, {issue}", "no position: written with salience 0"))
                    stand = Stand((scale.low + scale.high) / 2, 0.0, 0.0)
                width = (scale.high - scale.low) or 1.0
                # KTAB measures every dimension from 0 to 100
                at = stand.position if _hundred(scale) else 100 * (stand.position - scale.low) / width
                row += [f"{at:.12g}", f"{100 * stand.salience:.12g}"]
            writer.writerow(row)
        for issue, scale in positions.scales.items():
            if not _hundred(scale):
                notes.append(Note("changed", issue, f"its scale {scale.low:g} to {scale.high:g} became 0 to 100"))
        name = next(iter(file_names([positions.name], ".csv").values()))
        return Exported(self.name, {name: out.getvalue()}, tuple(notes))


def _hundred(scale: Scale) -> bool:
    return scale.low >= 0 and scale.high <= 100 and scale.high > 1


def _rows(path: Path) -> Rows:
    text = read_text(path, limits.RECORD_BYTES)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error as error:
        raise InputError(f"broken CSV ({error})", where=str(path), mend="mend the quotes") from None
    rows = [row for row in rows if any(row)]
    if len(rows) > limits.RECORDS:
        raise LimitError(f"{len(rows)} rows, the limit is {limits.RECORDS}", where=str(path), mend="split the file")
    return rows


def _trimmed(row: list[str]) -> list[str]:
    """Without the empty cells that KTAB's trailing commas make."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _is_ktab(rows: Rows) -> bool:
    if len(rows) < 3:
        return False
    head, titles = _trimmed(rows[0]), [cell.lower() for cell in rows[1]]
    return len(head) >= 4 and head[-1].isdigit() and head[-2].isdigit() and titles[:1] == ["actor"]


def _ktab(rows: Rows, path: Path) -> tuple[Positions, list[Note]]:
    head, titles = _trimmed(rows[0]), _trimmed(rows[1])
    actors, dimensions = int(head[-2]), int(head[-1])
    if len(titles) < 3 + 2 * dimensions:
        what = f"{dimensions} dimensions need {3 + 2 * dimensions} headings, there are {len(titles)}"
        raise InputError(what, where=f"{path}, row 2", mend="mend the count or the headings")
    columns = titles[-2 * dimensions :]
    issues = [column.removesuffix("Position").strip() or f"dimension {k + 1}" for k, column in enumerate(columns[::2])]
    notes: list[Note] = []
    if len(rows) - 2 != actors:
        notes.append(Note("changed", path.name, f"says {actors} actors, holds {len(rows) - 2}; all of them are read"))
    stands: dict[str, dict[str, Stand]] = {}
    for k, raw in enumerate(rows[2:], start=3):
        row, where = _trimmed(raw), f"{path}, row {k}"
        if len(row) < 2 + 2 * dimensions:
            raise InputError(f"{len(row)} cells are too few", where=where, mend="give every number")
        # a comma inside the description must not shift the numbers, so they are counted from the end
        cells = row[-(1 + 2 * dimensions) :]
        actor = row[0]
        if actor in stands:
            raise InputError(f"actor '{actor}' stands twice", where=where, mend="rename one")
        power = number(cells[0], where, "influence")
        pairs = zip(issues, cells[1::2], cells[2::2], strict=True)
        stands[actor] = {
            issue: Stand(number(at, where, "position"), _share(number(s, where, "salience") / 100, where), power)
            for issue, at, s in pairs
        }
        words = ", ".join(row[1 : -(1 + 2 * dimensions)])
        if words and words != actor:
            notes.append(Note("lost", actor, f"its description: {words}"))
    description = ", ".join(head[1:-2])
    if description:
        notes.append(Note("lost", path.name, f"its description: {description}"))
    return Positions(head[0] or path.stem, {issue: Scale(0, 100) for issue in issues}, stands), notes


def _is_table(rows: Rows) -> bool:
    titles = [cell.lower() for cell in rows[0]] if rows else []
    return len(rows) > 1 and "position" in titles and "salience" in titles and any(w in titles for w in POWER_WORDS)


def _table(rows: Rows, path: Path) -> Positions:
    titles = [cell.lower() for cell in rows[0]]
    power = next(titles.index(word) for word in POWER_WORDS if word in titles)
    position, salience = titles.index("position"), titles.index("salience")
    read: dict[str, tuple[float, float, float]] = {}
    for k, row in enumerate(rows[1:], start=2):
        where = f"{path}, row {k}"
        if len(row) < len(titles):
            raise InputError(f"{len(row)} cells, {len(titles)} headings", where=where, mend="give every number")
        if row[0] in read:
            raise InputError(f"actor '{row[0]}' stands twice", where=where, mend="rename one")
        cells = (row[position], row[salience], row[power])
        at, weight, strength = (
            number(c, where, w) for c, w in zip(cells, ("position", "salience", "power"), strict=True)
        )
        read[row[0]] = (at, weight, strength)
    # salience in per cent when any passes 1
    scale = 100.0 if any(weight > 1 for _, weight, _ in read.values()) else 1.0
    stands = {
        actor: {"position": Stand(at, _share(weight / scale, str(path)), strength)}
        for actor, (at, weight, strength) in read.items()
    }
    places = [at for at, _, _ in read.values()]
    return Positions(path.stem, {"position": Scale(min(places), max(places))}, stands)


def _share(value: float, where: str) -> float:
    if not 0 <= value <= 1:
        raise InputError(f"salience {value:g} lies outside 0..1", where=where, mend="give 0..1, or per cent throughout")
    return value
