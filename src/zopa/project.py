"""What zopa does, as functions: the command line, the web pages and scripts all call these and nothing below.

brief(paths, case=...)   files and folders in, the brief as data out
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from zopa.cases import Case, load_case
from zopa.errors import FileError
from zopa.ingest import Article, Unread, ingest
from zopa.ledger import Ledger, reading_key
from zopa.present.brief import Brief, brief_of
from zopa.read import READER, read_articles

DEFAULT_CASE: Final = "peace"
ADDED_AT_ONCE: Final = 500  # articles written in one transaction
Progress = Callable[[str], None]


def brief(
    paths: Sequence[Path | str],
    case: Case | Path | str | None = None,
    *,
    ledger: Path | str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Brief:
    """Read `paths` and everything that the ledger already holds, and compute every view of the brief.

    `case` is a loaded case, a file, or the name of a shipped case (None: the general peace case). `ledger` is a file
    that keeps what was read; None keeps it in memory for this call only. `mapping` names the fields of JSON Lines and
    CSV files (`{"text": "body"}`). `progress` is told one line at a time what is being done.

    Raises `FileError` or `SchemaError` for a case that cannot be used, `LedgerError` for a ledger that cannot, and
    `UsageError` where nothing was asked for. Articles that cannot be read are listed, not raised.
    """
    tell = progress or _silent
    chosen = case if isinstance(case, Case) else load_case(case or DEFAULT_CASE)
    with Ledger.open(ledger) as book:
        run = book.begin_run("brief", zopa_version())
        read_in(book, paths, chosen, run, mapping=mapping, tell=tell)
        known = book.knowledge(chosen, reading_key(chosen, READER))
        book.end_run(run)
    return brief_of(known)


def read_in(
    book: Ledger,
    paths: Sequence[Path | str],
    case: Case,
    run: int,
    *,
    mapping: Mapping[str, str] | None = None,
    tell: Progress,
) -> None:
    """Add the articles at `paths` to the ledger and read those that were not yet read for this case."""
    articles: list[Article] = []
    unread: list[Unread] = []
    for found in ingest(paths, case=case, mapping=mapping):
        if isinstance(found, Unread):
            unread.append(found)
            tell(f"not read: {found.path}: {found.reason}")
        else:
            articles.append(found)
        if len(articles) >= ADDED_AT_ONCE:
            book.add_articles(articles, [], run)
            articles.clear()
    book.add_articles(articles, unread, run)
    key = reading_key(case, READER)
    pending = book.pending(key)
    total = sum(article.words for article in pending)
    done = 0
    for reading in book.record(read_articles(_told(pending, tell), case), key, run):
        done += reading.article.words
    if pending:
        tell(f"read {len(pending)} articles, {done:,} of {total:,} words")


def _told(articles: Sequence[Article], tell: Progress) -> Iterator[Article]:
    for number, article in enumerate(articles, 1):
        if number % 100 == 0:
            tell(f"reading article {number} of {len(articles)}")
        yield article


def suggest_case(
    paths: Sequence[Path | str],
    *,
    name: str = "draft",
    title: str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> str:
    """A draft of the case file that the articles at `paths` call for, as YAML with its evidence as comments.

    Raises `FileError` where no article could be read.
    """
    from zopa.read.suggest import suggest
    from zopa.read.suggest_file import suggested_case

    tell = progress or _silent
    articles: list[Article] = []
    for found in ingest(paths, mapping=mapping):
        if isinstance(found, Unread):
            tell(f"not read: {found.path}: {found.reason}")
        else:
            articles.append(found)
    if not articles:
        raise FileError("no article could be read", where=" ".join(map(str, paths)), mend="see the reasons above")
    return suggested_case(suggest(articles), name=name, title=title)


def zopa_version() -> str:
    """The installed version; `0` in a checkout that was never installed."""
    try:
        return version("zopa")
    except PackageNotFoundError:
        return "0"


def _silent(_line: str) -> None:
    return None
