"""The article that a gold file names, found beside it or in the folders given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zopa.errors import FileError
from zopa.evaluate.goldfile import Gold
from zopa.ingest import Article


class Finder:
    """Looks articles up by file name; remembers what lies in the folders."""

    def __init__(self, folders: Iterable[Path | str] = ()) -> None:
        self._folders: list[Path] = []
        for folder in map(Path, folders):
            if not folder.is_dir():
                raise FileError("no such folder", where=str(folder), mend="check the path given to --articles")
            self._folders.append(folder)

    def path(self, gold: Gold, beside: Path) -> Path:
        """Where the document of `gold` lies: beside it, in `articles` next to its folder, or in the folders given."""
        for folder in (*self._folders, beside, beside / "articles", beside.parent / "articles"):
            direct = folder / gold.document
            if direct.is_file():
                return direct
        name = Path(gold.document).name
        for folder in self._folders:
            deeper = sorted(p for p in folder.rglob(name) if p.is_file())
            if deeper:
                return deeper[0]
        raise FileError(
            f"the article '{gold.document}' is not beside its gold",
            where=str(beside),
            mend="name its folder: --articles",
        )

    def article(self, gold: Gold, beside: Path) -> Article:
        """The article of `gold`, read as any other. Raises `FileError`."""
        path = self.path(gold, beside)
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        published = gold.published if not isinstance(gold.published, str) else None
        return Article(
            id=path.name,
            text=text,
            path=str(path),
            outlet=gold.outlet,
            published=published,
            published_from="user" if published else None,
            words=len(text.split()),
        )
