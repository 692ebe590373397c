"""The article that a gold file names, found beside it or in the folders given, and read as any other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from zopa.cases import Case
from zopa.errors import FileError
from zopa.evaluate.goldfile import Gold
from zopa.ingest import Article, Unread, ingest


class Finder:
    """Looks articles up by file name: `page.html`, or `feed.jsonl#3` for the third line of a file of records."""

    def __init__(self, folders: Iterable[Path | str] = ()) -> None:
        self._folders: list[Path] = []
        for folder in map(Path, folders):
            if not folder.is_dir():
                raise FileError("no such folder", where=str(folder), mend="check the path given to --articles")
            self._folders.append(folder)
        self._read: dict[tuple[Path, str], list[Article | Unread]] = {}

    def path(self, gold: Gold, beside: Path) -> Path:
        """Where the document of `gold` lies: in the folders given, beside it, or in a folder `articles` near it."""
        name = gold.document.partition("#")[0]
        for folder in (*self._folders, beside, beside / "articles", beside.parent / "articles"):
            direct = folder / name
            if direct.is_file():
                return direct
        for folder in self._folders:
            deeper = sorted(p for p in folder.rglob(Path(name).name) if p.is_file())
            if deeper:
                return deeper[0]
        mend = "name its folder: --articles"
        raise FileError(f"the article '{name}' is not beside its gold", where=str(beside), mend=mend)

    def article(self, gold: Gold, beside: Path, case: Case) -> Article:
        """The article of `gold`, as ingest reads it. Raises `FileError` where there is none or it cannot be read."""
        path = self.path(gold, beside)
        key = (path, case.name)
        if key not in self._read:
            self._read[key] = list(ingest([path], case=case))
        found = self._read[key]
        record = gold.document.partition("#")[2]
        if record:
            found = [one for one in found if (one.path or "").endswith(f"#{record}")]
        articles = [one for one in found if isinstance(one, Article)]
        if len(articles) == 1:
            return articles[0]
        if articles:
            mend = "name the record, as in 'feed.jsonl#3'"
            raise FileError(f"'{gold.document}' holds {len(articles)} articles", where=str(path), mend=mend)
        reasons = [one.reason for one in found if isinstance(one, Unread)] or ["no such record"]
        raise FileError(f"the article '{gold.document}' cannot be read ({reasons[0]})", where=str(path))


def dated_by(gold: Gold, article: Article) -> Article:
    """The article with the annotator's date of publication, so that events are judged apart from page dates."""
    day = gold.published_day
    return replace(article, published=day, published_from="user") if day else article
