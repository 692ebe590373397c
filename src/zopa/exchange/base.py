"""What every exchange format shares: the results, the notes on what a format cannot say, and scaling to 0..1.

    Note        one thing that could not be carried over as it was, with its place
    Imported    a negotiation read from another tool's files, with notes
    Exported    the files that say a negotiation in another tool's format, with notes
    Format      one format: knows its own files, reads them, writes them

Nothing is dropped in silence: what a side cannot express is a note of kind `lost`, what was altered to fit is
`changed`, and a file that was left alone is `skipped`.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from zopa import limits
from zopa.errors import FileError, InputError, LimitError
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_terms import Interval, Order, Party, Reservation

Kind = Literal["lost", "changed", "skipped"]
Table = Mapping[str, Mapping[str, float]]
"""Issue -> option -> a number."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that did not pass from one format to the other as it was."""

    kind: Kind
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}" if self.where else f"{self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A negotiation from other tools' files."""

    negotiation: Negotiation
    format: str
    files: tuple[Path, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of every file (by file name) that says a negotiation in a format."""

    format: str
    files: Mapping[str, str]
    notes: tuple[Note, ...] = ()

    def write(self, folder: Path | str) -> tuple[Path, ...]:
        """Write the files into `folder`, which is made if it is missing. Raises `FileError` rather than overwrite."""
        folder = Path(folder)
        paths = tuple(folder / name for name in self.files)
        there = next((path for path in paths if path.exists()), None)
        if there is not None:
            raise FileError("exists already", where=str(there), mend="name another folder or remove it")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path, text in zip(paths, self.files.values(), strict=True):
                path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise FileError(f"cannot be written ({error.strerror})", where=str(folder), mend="check the path") from None
        return paths


class Format(ABC):
    """One exchange format; `name` is what users call it."""

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def recognises(self, path: Path) -> bool:
        """Whether the file or folder at `path` looks like this format; never raises for a file that exists."""

    @abstractmethod
    def read(self, path: Path) -> Imported:
        """The negotiation at `path`. Raises `FileError`, `InputError` or `LimitError` in one line."""

    @abstractmethod
    def write(self, negotiation: Negotiation) -> Exported:
        """`negotiation` in this format, with a note for everything that it cannot say."""


# ---- reading ---------------------------------------------------------------------------------------------------


def read_bytes(path: Path, limit: int = limits.FILE_BYTES) -> bytes:
    """The bytes of a file. Raises `FileError` or `LimitError`."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise LimitError(f"{size} bytes, the limit is {limit}", where=str(path), mend="split the file")
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError("no such file", where=str(path), mend="check the path") from None
    except OSError as error:
        raise FileError(f"cannot be read ({error.strerror})", where=str(path), mend="check its permissions") from None


def read_text(path: Path, limit: int = limits.FILE_BYTES) -> str:
    """The text of a file: UTF-8, else Windows-1252, in which older tools of the field save. Raises as `read_bytes`."""
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise FileError("is binary, not text", where=str(path), mend="name a text file") from None
        return data.decode("cp1252", errors="replace")


def files_below(path: Path, *suffixes: str) -> tuple[Path, ...]:
    """The folder's own files with these suffixes in order of name; for a file, those of its folder."""
    folder = path if path.is_dir() else path.parent
    try:
        found = sorted(f for f in folder.iterdir() if f.suffix.lower() in suffixes and f.is_file())
    except OSError as error:
        raise FileError(f"cannot be read ({error.strerror})", where=str(folder), mend="check its permissions") from None
    if len(found) > limits.FOLDER_FILES:
        raise LimitError(f"{len(found)} files, the limit is {limits.FOLDER_FILES}", where=str(folder), mend="split it")
    return tuple(found)


def number(value: object, where: str, what: str) -> float:
    """A finite number from a file's word. Raises `InputError`."""
    try:
        result = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(f"{what} '{value}' is not a number", where=where, mend="give a number") from None
    if not math.isfinite(result):
        raise InputError(f"{what} is {value}", where=where, mend="give a finite number")
    return result


def mapping(value: object, where: str, what: str) -> Mapping[str, Any]:
    """A mapping from a file; nothing at all is an empty one. Raises `InputError`."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{what} is no mapping", where=where, mend="write `name: value` pairs")
    return value


def sequence(value: object, where: str, what: str) -> Sequence[Any]:
    """A list from a file; nothing at all is an empty one. Raises `InputError`."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InputError(f"{what} is no list", where=where, mend="write [first, second]")
    return value


# ---- from their scales to ours ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Utility:
    """A party's utility in another tool: `constant` plus the sum over issues of weight times value; any scale."""

    party: str
    weights: Mapping[str, float]
    values: Table
    constant: float = 0.0
    reservation: float | None = None


def scaled_party(
    utility: Utility, issues: Mapping[str, Sequence[str]], *, power: float = 1.0
) -> tuple[Party, list[Note]]:
    """The party with values and weights in 0..1, and notes on how its scale was changed.

    Values that lie in 0..1 already stay. Where they do not, but nothing counts below zero, every issue is divided by
    its best (zero stays zero, ratios stay); otherwise every issue is first shifted to start at zero. In every case the
    new utility is a positive affine function of the old one.
    """
    weights, values = dict(utility.weights), {i: dict(utility.values[i]) for i in issues}
    moved = utility.constant
    in_unit = all(-1e-12 <= v <= 1 + 1e-12 for own in values.values() for v in own.values())
    if not (in_unit and min(weights.values()) >= 0 and moved == 0):
        adds = {i: {o: weights[i] * v for o, v in own.items()} for i, own in values.items()}
        lowest = {i: min(own.values()) for i, own in adds.items()}
        shift = lowest if min(lowest.values()) < 0 or moved != 0 else dict.fromkeys(issues, 0.0)
        moved += math.fsum(shift.values())
        weights = {i: max(own.values()) - shift[i] for i, own in adds.items()}
        values = {i: {o: _share(v - shift[i], weights[i]) for o, v in own.items()} for i, own in adds.items()}
    notes: list[Note] = []
    total = math.fsum(weights.values())
    if total <= 0:
        weights, total = dict.fromkeys(issues, 1.0), float(len(issues))
        values = {i: dict.fromkeys(own, 0.0) for i, own in values.items()}
        notes.append(Note("changed", utility.party, "is indifferent between all outcomes: every value is 0"))
    elif abs(total - 1) > 1e-6 or abs(moved) > 1e-9:
        formula = f"(theirs {-moved:+.6g}) / {total:.6g}" if abs(moved) > 1e-9 else f"theirs / {total:.6g}"
        notes.append(Note("changed", utility.party, f"utilities are rescaled to 0..1: ours = {formula}"))
    reservation: Reservation | None = None
    if utility.reservation is not None:
        value = (utility.reservation - moved) / total
        if value > 1 + 1e-9:
            what = f"the reservation value {utility.reservation:.6g} lies above every utility: set to 1"
            notes.append(Note("changed", utility.party, what))
        elif value < -1e-9:
            what = f"the reservation value {utility.reservation:.6g} lies below every utility: set to 0"
            notes.append(Note("changed", utility.party, what))
        reservation = Reservation.of(min(1.0, max(0.0, value)))
    amounts = {i: {o: Interval.of(min(1.0, max(0.0, own[o]))) for o in issues[i]} for i, own in values.items()}
    party = Party(
        values=amounts, weights={i: Interval.of(w) for i, w in weights.items()}, reservation=reservation, power=power
    )
    return party, notes


def _share(value: float, whole: float) -> float:
    return value / whole if whole > 0 else 0.0


def grid(low: float, high: float, points: int) -> list[float]:
    """`points` evenly spaced numbers from `low` to `high`, both included."""
    if points <= 1 or high == low:
        return [low]
    return [low + (high - low) * k / (points - 1) for k in range(points)]


def label(value: object) -> str:
    """The name of an option: words as they are, numbers without a needless `.0`."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


# ---- what our models hold that others cannot say ---------------------------------------------------------------


def certain(negotiation: Negotiation) -> list[Note]:
    """Notes on amounts that go out as one number although the model holds an interval or an order."""
    notes: list[Note] = []
    for name, party in negotiation.parties.items():
        if isinstance(party.weights, Order):
            notes.append(Note("changed", f"{name}, weights", f"the order '{party.weights}' became its mean weights"))
        elif any(not amount.exact for amount in party.weights.values()):
            wide = [issue for issue, amount in party.weights.items() if not amount.exact]
            notes.append(Note("changed", f"{name}, weights", f"intervals became their middles: {', '.join(wide)}"))
        for issue, values in party.values.items():
            if isinstance(values, Order):
                notes.append(Note("changed", f"{name}, {issue}", f"the order '{values}' became its mean values"))
            elif any(not amount.exact for amount in values.values()):
                wide = [option for option, amount in values.items() if not amount.exact]
                notes.append(Note("changed", f"{name}, {issue}", f"intervals became their middles: {', '.join(wide)}"))
        if party.reservation is not None and not party.reservation.base.exact:
            notes.append(Note("changed", f"{name}, reservation", "the interval became its middle"))
    return notes


def beyond_utilities(negotiation: Negotiation, *, powers: bool = False, status_quo: bool = False) -> list[Note]:
    """Notes on what formats of plain utilities have no words for; `powers`, `status_quo`: this format has."""
    notes: list[Note] = []
    for name, party in negotiation.parties.items():
        notes += [Note("lost", f"{name}, red line", str(line)) for line in party.red_lines]
        if party.reservation is not None:
            for day, amount in party.reservation.changes:
                notes.append(Note("lost", f"{name}, reservation", f"becomes {amount.middle:g} on {day.isoformat()}"))
        if party.power != 1 and not powers:
            notes.append(Note("lost", f"{name}, power", f"{party.power:g}"))
    notes += [Note("lost", "link", str(link)) for link in negotiation.links]
    if negotiation.status_quo and not status_quo:
        words = ", ".join(f"{issue}: {option}" for issue, option in negotiation.status_quo.items())
        notes.append(Note("lost", "status quo", words))
    if negotiation.evidence:
        notes.append(Note("lost", "evidence", f"the findings behind {len(negotiation.evidence)} numbers"))
    return notes


def file_names(names: Iterable[str], suffix: str, taken: Iterable[str] = ()) -> dict[str, str]:
    """A safe, distinct file name for every name."""
    used = set(taken)
    result: dict[str, str] = {}
    for name in names:
        stem = "".join(c if c.isalnum() or c in "-_" else "_" for c in name).strip("_")[:80] or "party"
        candidate, k = stem, 2
        while f"{candidate}{suffix}".lower() in used:
            candidate, k = f"{stem}_{k}", k + 1
        used.add(f"{candidate}{suffix}".lower())
        result[name] = f"{candidate}{suffix}"
    return result
