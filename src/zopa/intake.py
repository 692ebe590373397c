"""Articles into a ledger, and those of a ledger that wait to the reader; each step is told in a line.

take_in        the articles of files and folders into a ledger
read_pending   reads what was not yet read for a case
key_of         what readings with a case are filed under
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from zopa.cases import Case
from zopa.ingest import Article, Unread, ingest
from zopa.ledger import Ledger, ReadingKey, reading_key
from zopa.present.wording import count
from zopa.read import reader_name
from zopa.read.scales import chosen_scale

ADDED_AT_ONCE: Final = 500  # articles written in one transaction
Progress = Callable[[str], None]


def take_in(
    book: Ledger,
    paths: Sequence[Path | str],
    case: Case,
    run: int,
    *,
    mapping: Mapping[str, str] | None,
    tell: Progress,
) -> int:
    """Add the articles at `paths` to the ledger; the number of new ones."""
    articles: list[Article] = []
    unread: list[Unread] = []
    added = 0
    for article in readable(ingest(paths, case=case, mapping=mapping), tell, unread):
        articles.append(article)
        if len(articles) >= ADDED_AT_ONCE:
            added += book.add_articles(articles, [], run)
            articles.clear()
    return added + book.add_articles(articles, unread, run)


def key_of(case: Case, scale: str | None = None) -> ReadingKey:
    """What readings with this case and scale are filed under. Raises `UsageError` for a scale that is not there."""
    return reading_key(case, f"{reader_name()}, scale {chosen_scale(scale)}")


def read_pending(book: Ledger, case: Case, run: int, *, scale: str | None = None, tell: Progress) -> int:
    """Read the articles of the ledger that were not yet read for this case; how many they were."""
    from zopa.read import read_articles  # with its language models, which nothing else here needs

    key = key_of(case, scale)
    pending = book.pending(key)
    words = 0
    with closing(read_articles(_told(pending, tell), case, scale)) as readings:  # Ctrl-C ends reading processes at once
        for reading in book.record(readings, key, run):
            words += reading.article.words
    if pending:
        tell(f"read {count(len(pending), 'article')}, {count(words, 'word')}")
    return len(pending)


def _told(articles: Sequence[Article], tell: Progress) -> Iterator[Article]:
    for number, article in enumerate(articles, 1):
        if number % 100 == 0:
            tell(f"reading article {number} of {len(articles)}")
        yield article


def readable(found: Iterable[Article | Unread], tell: Progress, unread: list[Unread]) -> Iterator[Article]:
    """The articles that can be read; each of the others is told and goes to `unread`."""
    for one in found:
        if isinstance(one, Unread):
            unread.append(one)
            tell(f"not read: {one.path}: {one.reason}")
        else:
            yield one


def zopa_version() -> str:
    """The installed version; `0` in a checkout that was never installed."""
    try:
        return version("zopa")
    except PackageNotFoundError:
        return "0"


def silent(_line: str) -> None:
    """Tells nobody."""
