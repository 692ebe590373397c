"""From what was asked for to articles: every file read, cleaned, named, dated, and grouped with its reprints.

Articles wait in a spool (in memory while small, else in a temporary file) until all are read, since only then is it
known which of several reprints came first; memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from zopa import limits
from zopa.cases import Case
from zopa.errors import FileError
from zopa.ingest.article import Article, Unread
from zopa.ingest.clean import clean
from zopa.ingest.dates import published
from zopa.ingest.duplicates import Origins
from zopa.ingest.formats import Page, Source, format_of
from zopa.ingest.formats.records import check_mapping
from zopa.ingest.language import language_name, language_of
from zopa.ingest.naming import outlet_of, title_of
from zopa.ingest.sources import check_paths, sources

READ_LANGUAGES = frozenset(["en"])


def ingest(
    paths: Sequence[Path | str],
    *,
    case: Case | None = None,
    mapping: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Unread]:
    """The articles of files and folders in order, and an `Unread` for each thing that could not be read.

    `-` among the paths is standard input (`stdin`, else the process's own). `case` gives the period and events that
    resolve dates without a year. `mapping` names the keys or columns of records: `{"text": "body"}`.
    What cannot be read comes as it is found; articles come after all is read, reprints with `duplicate_of`.

    Raises `UsageError` for no paths or an unknown field in `mapping`, `FileError` when nothing asked for exists.
    """
    check_paths(paths)
    fields = check_mapping(mapping)
    return _run(paths, case, fields, stdin)


def _run(
    paths: Sequence[Path | str], case: Case | None, mapping: dict[str, str], stdin: BinaryIO | None
) -> Iterator[Article | Unread]:
    with _Spool() as spool:
        origins = Origins(spool.text_of)
        for page in _pages(paths, mapping, stdin):
            found = page if isinstance(page, Unread) else _article(page, case)
            if isinstance(found, Unread):
                yield found
            elif spool.add(found):
                origins.add(found.text)
        first_of: dict[int, str] = {}
        for group in origins.groups():
            leader = min(group, key=spool.rank)
            first_of.update({member: spool.id_of(leader) for member in group if member != leader})
        for number in range(len(spool)):
            article = spool.get(number)
            yield replace(article, duplicate_of=first_of[number]) if number in first_of else article


def _pages(paths: Sequence[Path | str], mapping: Mapping[str, str], stdin: BinaryIO | None) -> Iterator[Page | Unread]:
    for source in sources(paths, stdin):
        if isinstance(source, Unread):
            yield source
            continue
        yield from _pages_of(source, mapping)


def _pages_of(source: Source, mapping: Mapping[str, str]) -> Iterator[Page | Unread]:
    try:
        yield from format_of(source).pages(source, mapping)
    except FileError as error:
        yield Unread(source.path, error.what)
    except (OSError, UnicodeError, MemoryError, RecursionError) as error:
        yield Unread(source.path, f"cannot be read ({type(error).__name__})")


def _article(page: Page, case: Case | None) -> Article | Unread:
    if len(page.text) > limits.ARTICLE_CHARS:
        return Unread(page.path, f"{len(page.text)} characters, the limit for one article is {limits.ARTICLE_CHARS}")
    cleaned = clean(page.text, page.title)
    text = cleaned.text
    words = len(text.split())
    if not words:
        return Unread(page.path, "empty")
    language = language_of(text)
    if language is not None and language not in READ_LANGUAGES:
        return Unread(page.path, f"not in English but in {language_name(language)}")
    dated = published(text, case=case, given=page.date, url=page.url, path=page.path)
    outlet = outlet_of(text, page.outlet, page.url)
    return Article(
        id=article_id(text, page.url or Path(page.path).name),
        text=text,
        path=page.path,
        url=page.url,
        outlet=outlet,
        title=title_of(text, page.title, outlet),
        published=dated.day,
        published_from=dated.source,
        published_because=dated.because,
        language=language,
        words=words,
        removed=cleaned.removed,
    )


def article_id(text: str, name: str) -> str:
    """The same text under the same name or address always gets the same id, wherever the folder lies."""
    basis = "\x1f".join([name, text]).encode(errors="surrogatepass")
    return f"a{hashlib.blake2b(basis, digest_size=8).hexdigest()}"


class _Spool:
    """Articles set aside, in order, each once; only what ranking needs stays in memory."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=8 * limits.MIB)  # noqa: SIM115 - closed by __exit__
        self._places: list[int] = []
        self._ranks: list[tuple[date, int]] = []
        self._ids: dict[str, int] = {}
        self._names: list[str] = []
        self._end = 0

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, article: Article) -> bool:
        """Sets an article aside; False when the very same one is there already."""
        if article.id in self._ids:
            return False
        self._ids[article.id] = len(self._places)
        self._names.append(article.id)
        self._places.append(self._end)
        self._ranks.append((article.published or date.max, -article.words))
        data = pickle.dumps(article, protocol=pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)
        return True

    def get(self, number: int) -> Article:
        self._file.seek(self._places[number])
        found = pickle.load(self._file)
        assert isinstance(found, Article)
        return found

    def text_of(self, number: int) -> str:
        return self.get(number).text

    def id_of(self, number: int) -> str:
        return self._names[number]

    def rank(self, number: int) -> tuple[date, int, int]:
        """Sorts the origin of a group first: the earliest, of these the longest, of these the first read."""
        return (*self._ranks[number], number)
