"""All exchange formats by name, and telling which one a file or folder is."""

from __future__ import annotations

from pathlib import Path

from zopa.errors import FileError, InputError, UsageError
from zopa.exchange.base import Exported, Format, Imported, Note
from zopa.exchange.decide import DecideFormat
from zopa.exchange.genius import Evaluations, GeniusFormat
from zopa.exchange.geniusweb import GeniusWebFormat
from zopa.exchange.gmcr import GmcrFormat
from zopa.exchange.ktab import KtabFormat
from zopa.exchange.negmas import NegmasFormat
from zopa.model.modelfile import read_model
from zopa.model.negotiation import Negotiation

FORMATS: tuple[type[Format], ...] = (
    DecideFormat,
    GmcrFormat,
    GeniusFormat,
    GeniusWebFormat,
    NegmasFormat,
    KtabFormat,
)


def format_named(name: str, *, evaluations: Evaluations = "written") -> Format:
    """The format called `name`. Raises `UsageError`."""
    for kind in FORMATS:
        if kind.name == name:
            return GeniusFormat(evaluations) if kind is GeniusFormat else kind()
    known = ", ".join(kind.name for kind in FORMATS)
    raise UsageError(f"no format called '{name}'", mend=f"formats: {known}")


def recognise(path: Path | str, *, evaluations: Evaluations = "written") -> Format:
    """The format of a file or folder. Raises `FileError` or `InputError`."""
    path = Path(path)
    if not path.exists():
        raise FileError("no such file or folder", where=str(path), mend="check the path")
    for place in filter(None, (path, _only_file(path))):
        for kind in FORMATS:
            found = format_named(kind.name, evaluations=evaluations)
            if found.recognises(place):
                return found
    known = ", ".join(kind.name for kind in FORMATS)
    raise InputError("is none of the formats that zopa reads", where=str(path), mend=f"formats: {known}")


def import_from(path: Path | str, name: str | None = None, *, evaluations: Evaluations = "written") -> Imported:
    """The negotiation in another tool's file or folder, whose format is told by looking unless it is named."""
    path = Path(path)
    if not path.exists():
        raise FileError("no such file or folder", where=str(path), mend="check the path")
    chosen = format_named(name, evaluations=evaluations) if name else recognise(path, evaluations=evaluations)
    alone = _only_file(path)
    return chosen.read(alone if alone and not chosen.recognises(path) else path)


def _only_file(path: Path) -> Path | None:
    """The one file in a folder, such as an export in a format of single files."""
    files = [f for f in path.iterdir() if f.is_file() and not f.name.startswith(".")] if path.is_dir() else []
    return files[0] if len(files) == 1 else None


def export_to(negotiation: Negotiation, name: str) -> Exported:
    """The negotiation as files of another tool."""
    return format_named(name).write(negotiation)


def read_any(path: Path | str) -> tuple[Negotiation, tuple[Note, ...]]:
    """A negotiation from a model file or from any other tool's files, with the notes of the import."""
    path = Path(path)
    if path.is_dir() or any(kind().recognises(path) for kind in FORMATS if path.exists()):
        found = import_from(path)
        return found.negotiation, found.notes
    return read_model(path), ()
