"""decide's line files, also used by the equal-gain model: `#A` actors, `#P` issues, `#M` scale points, `#D` positions.

Fields are parted by tabs or semicolons and may stand in single quotes. `#O` is the title, `#/` a remark. `#M` gives an
issue, a point of its scale and, in newer files, what it means; `#D` gives actor, issue, position, salience and power.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from zopa import limits
from zopa.errors import InputError, LimitError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.files import file_names, number, read_text
from zopa.exchange.positions import Positions, Scale, Stand, from_negotiation, to_negotiation
from zopa.model.negotiation import Negotiation


class DecideFormat(Format):
    """decide and equal-gain files, both directions."""

    name: ClassVar[str] = "decide"
    title: ClassVar[str] = "decide or equal-gain file (#A, #P, #M, #D lines)"

    def recognises(self, path: Path) -> bool:
        if not path.is_file():
            return False
        try:
            with path.open("rb") as stream:
                head = stream.read(4096)
        except OSError:
            return False
        lines = [line.strip().strip(b"'\xef\xbb\xbf") for line in head.splitlines() if line.strip()]
        return bool(lines) and lines[0][:2] in (b"#A", b"#O", b"#/", b"#P") and any(line[:2] == b"#A" for line in lines)

    def read(self, path: Path) -> Imported:
        notes: list[Note] = []
        positions = _positions(path, notes)
        negotiation, more = to_negotiation(positions, str(path))
        return Imported(negotiation, self.name, (path,), (*notes, *more))

    def write(self, negotiation: Negotiation) -> Exported:
        positions, notes = from_negotiation(negotiation)
        strongest = max((party.power for party in negotiation.parties.values()), default=1.0)
        scale = strongest if strongest > 1 else 1.0
        if scale != 1:
            notes.append(Note("changed", "power", f"is divided by {scale:g}, the strongest party's, to lie in 0..1"))
        lines: list[tuple[str, ...]] = [("#O", positions.name)]
        lines += [("#A", _clean(actor), _clean(actor)) for actor in positions.stands]
        lines += [("#P", _clean(issue), _clean(issue)) for issue in positions.scales]
        for issue, own in positions.scales.items():
            for point in sorted({own.low, own.high} | set(own.meanings)):
                lines.append(("#M", _clean(issue), f"{point:.12g}", _clean(own.meanings.get(point, ""))))
        for actor, stands in positions.stands.items():
            for issue, stand in stands.items():
                amounts = (stand.position, stand.salience, stand.power / scale)
                lines.append(("#D", _clean(actor), _clean(issue), *(f"{v:.12g}" for v in amounts)))
        text = "".join(";".join(line) + "\n" for line in lines)
        name = next(iter(file_names([positions.name], ".csv").values()))
        return Exported(self.name, {name: text}, tuple(notes))


def _clean(text: str) -> str:
    return " ".join(text.replace(";", ",").split())


def _positions(path: Path, notes: list[Note]) -> Positions:
    text = read_text(path, limits.RECORD_BYTES)
    lines = text.splitlines()
    if len(lines) > limits.RECORDS:
        raise LimitError(f"{len(lines)} lines, the limit is {limits.RECORDS}", where=str(path), mend="split the file")
    sample = next((line for line in lines if line.strip().lstrip("'").startswith("#A")), "")
    mark = max("\t;,", key=sample.count)
    title = path.stem
    actors: dict[str, str] = {}
    issues: dict[str, str] = {}
    meanings: dict[str, dict[float, str]] = {}
    rows: list[tuple[str, str, Stand, str]] = []
    for k, line in enumerate(lines, start=1):
        cells = [cell.strip().strip("'\"").strip() for cell in line.split(mark)]
        kind, rest, where = cells[0], cells[1:], f"{path}, line {k}"
        if not line.strip() or kind in ("#/", "#"):
            continue
        if kind == "#O":
            title = rest[0] if rest and rest[0] else title
        elif kind in ("#A", "#P"):
            names = actors if kind == "#A" else issues
            name = _first(rest, where)
            if name in names:
                raise InputError(f"'{name}' stands twice", where=where, mend="remove one")
            names[name] = rest[1] if len(rest) > 1 else ""
        elif kind == "#M":
            issue = _first(rest, where)
            point = number(rest[1] if len(rest) > 1 else "", where, "scale point")
            meanings.setdefault(issue, {})[point] = rest[2] if len(rest) > 2 else ""
        elif kind == "#D":
            if len(rest) < 5:
                what = f"{len(rest)} fields, a position needs 5"
                raise InputError(what, where=where, mend="give actor, issue, position, salience, power")
            at, salience, power = (
                number(c, where, w) for c, w in zip(rest[2:5], ("position", "salience", "power"), strict=True)
            )
            if not 0 <= salience <= 1:
                raise InputError(f"salience {salience:g} lies outside 0..1", where=where, mend="scale it to 0..1")
            if power < 0:
                raise InputError(f"power {power:g} is below 0", where=where, mend="give a number from 0 up")
            rows.append((rest[0], rest[1], Stand(at, salience, power), where))
        else:
            notes.append(Note("skipped", f"{path.name}, line {k}", f"a line of kind '{kind}'"))
    stands: dict[str, dict[str, Stand]] = {actor: {} for actor in actors}
    scales = {issue: _scale(issue, title_, meanings.get(issue, {}), rows) for issue, title_ in issues.items()}
    for actor, issue, stand, where in rows:
        if actor not in stands:
            raise InputError(f"actor '{actor}' has no #A line", where=where, mend="add one")
        if issue not in scales:
            raise InputError(f"issue '{issue}' has no #P line", where=where, mend="add one")
        if issue in stands[actor]:
            raise InputError(f"{actor} has two positions on '{issue}'", where=where, mend="remove one")
        stands[actor][issue] = stand
    for kind, names in (("actor", actors), ("issue", issues)):
        for name, words in names.items():
            if words and words != name:
                notes.append(Note("lost", name, f"the {kind}'s full name: {words}"))
    return Positions(title, scales, stands)


def _scale(issue: str, title: str, meanings: dict[float, str], rows: list[tuple[str, str, Stand, str]]) -> Scale:
    places = [*meanings, *(stand.position for _, other, stand, _ in rows if other == issue)] or [0.0, 100.0]
    points = meanings or dict.fromkeys(places, "")
    return Scale(min(points), max(points), {point: words for point, words in meanings.items() if words}, title)


def _first(rest: list[str], where: str) -> str:
    if not rest or not rest[0]:
        raise InputError("a line without a name", where=where, mend="add the name")
    return rest[0]
