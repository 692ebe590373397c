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
from time import monotonic
from typing import Final

from zopa.cases import Case
from zopa.ingest import Article, Unread, ingest
from zopa.ledger import Ledger, ReadingKey, reading_key
from zopa.present.wording import count, duration
from zopa.read import Reading, reader_name
from zopa.read.scales import chosen_scale

ADDED_AT_ONCE: Final = 500  # articles written in one transaction
TOLD_EVERY: Final = 10.0  # seconds
PAUSE: Final = 0.02  # seconds between readings that do not come together
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
    readings = read_articles(pending, case, scale)
    with closing(readings):  # Ctrl-C ends reading processes at once
        for reading in _timed(book.record(readings, key, run), pending, tell):
            words += reading.article.words
    if pending:
        tell(f"read {count(len(pending), 'article')}, {count(words, 'word')}")
    return len(pending)


def _timed(readings: Iterable[Reading], articles: Sequence[Article], tell: Progress) -> Iterator[Reading]:
    """The readings; every few seconds it is told how many there are and how long the rest takes at this pace."""
    total, done = sum(len(article.text) for article in articles), 0
    started = told = came = monotonic()
    for number, reading in enumerate(readings):
        now = monotonic()
        # a reading process gives several at once, whose pace is known when the next one lets itself be waited for
        if number and now - told >= TOLD_EVERY and now - came >= PAUSE:
            told = now
            left = (came - started) * (total - done) / max(1, done) - (now - came)
            tell(f"read {number:,} of {len(articles):,} articles, {duration(left)} left")
        came = now
        done += len(reading.article.text)
        yield reading


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
