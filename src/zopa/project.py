"""What zopa does, as functions: the command line, the web pages and scripts all call these and nothing below.

brief(paths, case=...)   files and folders in, the brief as data out
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zopa.cases import Case, bare_name, case_text, load_case
from zopa.errors import FileError, UsageError
from zopa.ingest import Article, ingest
from zopa.intake import Progress, key_of, read_pending, readable, silent, take_in, zopa_version
from zopa.ledger import (
    Hit,
    Judgement,
    JudgementKind,
    Knowledge,
    Ledger,
    Run,
    Scored,
    counts,
    large,
    scored,
)
from zopa.present.brief import Brief, brief_of
from zopa.present.digest import digest_of
from zopa.present.judgements import DONE
from zopa.read import Finding

if TYPE_CHECKING:
    from zopa.read.suggest import Suggestion

DEFAULT_CASE: Final = "peace"
LARGE: Final = 5_000  # articles above which a brief is kept once it is computed, and shows facts of the latest days
NEWEST: Final = 1_000  # articles of a large ledger whose words are shown where nobody says which


def brief(
    paths: Sequence[Path | str],
    case: Case | Path | str | None = None,
    *,
    ledger: Path | str | None = None,
    mapping: Mapping[str, str] | None = None,
    scale: str | None = None,
    progress: Progress | None = None,
) -> Brief:
    """Read `paths` and everything that the ledger already holds, and compute every view of the brief.

    `case` is a loaded case, a file, or the name of a shipped case (None: the general peace case). `ledger` is a file
    that keeps what was read; None keeps it in memory for this call only. `mapping` names the fields of JSON Lines and
    CSV files (`{"text": "body"}`). `scale` names the table that turns words of probability into numbers (None: the
    setting ZOPA_SCALE, else the default). `progress` is told one line at a time what is being done.

    Raises `FileError` or `SchemaError` for a case that cannot be used, `LedgerError` for a ledger that cannot, and
    `UsageError` where nothing was asked for. Articles that cannot be read are listed, not raised.
    """
    tell = progress or silent
    chosen = _chosen(case)
    key_of(chosen, scale)  # a scale that is not there is told before anything is read
    with Ledger.open(ledger) as book:
        return brief_of(_read_into(book, paths, chosen, "brief", mapping=mapping, scale=scale, tell=tell))


def knowledge_of_paths(
    paths: Sequence[Path | str], case: Case | Path | str | None = None, *, progress: Progress | None = None
) -> Knowledge:
    """Read `paths` with a case (None: the general peace case), keeping nothing on disk. Raises what `brief` does."""
    chosen = _chosen(case)
    with Ledger.open(None) as book:
        return _read_into(book, paths, chosen, "read", mapping=None, scale=None, tell=progress or silent)


def _chosen(case: Case | Path | str | None) -> Case:
    return case if isinstance(case, Case) else load_case(DEFAULT_CASE if case is None else case)


def _read_into(
    book: Ledger,
    paths: Sequence[Path | str],
    case: Case,
    command: str,
    *,
    mapping: Mapping[str, str] | None,
    scale: str | None,
    tell: Progress,
) -> Knowledge:
    """Take the articles at `paths` into the ledger, read what is pending, and return all that is known."""
    run = book.begin_run(command, zopa_version())
    take_in(book, paths, case, run, mapping=mapping, tell=tell)
    read_pending(book, case, run, scale=scale, tell=tell)
    known = book.knowledge(case, key_of(case, scale))
    book.end_run(run)
    return known


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

    articles = list(readable(ingest(paths, mapping=mapping), progress or silent, []))
    if not articles:
        raise FileError("no article could be read", where=" ".join(map(str, paths)), mend="see the reasons above")
    return suggested_case(_each_name_once(suggest(articles)), name=name, title=title)


def _each_name_once(found: Suggestion) -> Suggestion:
    """Who speaks for two parties is left to the weightier one: a case file lets a name belong to one party alone."""
    taken = {bare_name(party.name) for party in found.parties}
    parties = []
    for party in found.parties:
        names, people = (
            tuple(one for one in own if bare_name(one) not in taken) for own in (party.names, party.people)
        )
        parties.append(replace(party, names=names, people=people))
        taken.update(map(bare_name, (*names, *people)))
    return replace(found, parties=tuple(parties))


class Project:
    """A folder that holds a case file and a ledger; articles are added and read as they come."""

    CASE: Final = "case.yaml"
    LEDGER: Final = "ledger.zopa"

    def __init__(self, folder: Path | str) -> None:
        """The project in `folder`. Raises `FileError` where there is none."""
        self.folder = Path(folder)
        if not self.is_one(self.folder):
            mend = "make one with `zopa init`, or name its folder with --project"
            raise FileError("is no project (no case.yaml and ledger.zopa)", where=str(self.folder), mend=mend)
        self.case = load_case(self.folder / self.CASE)

    @classmethod
    def is_one(cls, folder: Path | str) -> bool:
        """Whether `folder` holds a project."""
        # what may not be looked into is no project; `Path.is_file` would raise
        return all(os.path.isfile(Path(folder) / name) for name in (cls.CASE, cls.LEDGER))

    @classmethod
    def create(cls, folder: Path | str, case: Path | str | None = None) -> Project:
        """A new project with a copy of the case file (a path, or the name of a shipped case).

        Raises `FileError` where one stands already or the folder cannot be written.
        """
        place = Path(folder)
        text = case_text(DEFAULT_CASE if case is None else case)
        try:
            place.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise FileError("is a file", where=str(place), mend="name another folder") from None
        except OSError as error:
            raise _unwritable(error, place) from None
        try:
            with (place / cls.CASE).open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise FileError("there is a project already", where=str(place), mend="add articles to it") from None
        except OSError as error:
            raise _unwritable(error, place) from None
        Ledger.open(place / cls.LEDGER).close()
        return cls(place)

    def _ledger(self) -> Ledger:
        return Ledger.open(self.folder / self.LEDGER)

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        mapping: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Take articles into the ledger without reading them yet; the number of new ones."""
        with self._ledger() as book:
            run = book.begin_run("add", zopa_version())
            added = take_in(book, paths, self.case, run, mapping=mapping, tell=progress or silent)
            for path in book.changed_files(run):
                (progress or silent)(f"{path}: another text than was added under this name before; both are kept")
            book.end_run(run)
        return added

    def read(self, *, progress: Progress | None = None) -> int:
        """Read the articles that were not yet read with this case; how many they were."""
        with self._ledger() as book:
            run = book.begin_run("read", zopa_version())
            done = read_pending(book, self.case, run, tell=progress or silent)
            book.end_run(run)
            if done and book.size() > LARGE:
                (progress or silent)("computing the views of a large ledger")
                digest_of(book, self.case, key_of(self.case), None, zopa_version())
        return done

    def counts(self) -> dict[str, int]:
        """How much the ledger holds, by what it is."""
        with self._ledger() as book:
            return counts(book, key_of(self.case))

    def knowledge(self) -> Knowledge:
        """All that has been read so far, as judged."""
        with self._ledger() as book:
            return book.knowledge(self.case, key_of(self.case))

    def words_of(self, finding: str) -> str:
        """What a finding says and which judgements stand on it, in a line; its id where it is not known."""
        with self._ledger() as book:
            try:
                found = book.finding(finding)
            except UsageError:
                return finding
            standing = [j for j in book.judgements() if j.finding == finding and j.undone is None]
        said = " ".join(found.text.split())
        judged = [f"{DONE[j.kind]} by {j.by}" + (f": {j.note}" if j.note else "") for j in standing]
        return f"“{said}”" + (f" ({'; '.join(judged)})" if judged else "")

    def brief(self, since: str | None = None, *, whole: bool = False) -> Brief:
        """Every view of what has been read so far.

        `since` asks for what changed: `yesterday` (the day before the latest article), a day (`2025-08-14`) of
        publication, or the number of a run. Raises `UsageError` for anything else. Of a ledger with more than 5,000
        articles, what is told of facts comes from the latest days (`zopa.present.digest`), unless `whole` is asked for.
        """
        with self._ledger() as book:
            key = key_of(self.case)
            asked = book.since(_day_or_run(since, book.latest_day())) if since is not None else None
            if whole or book.size() <= LARGE:
                made = brief_of(book.knowledge(self.case, key), asked)
            else:
                if asked is not None:
                    asked = replace(asked, findings=book.fresh_findings(asked.fresh, key))
                made = digest_of(book, self.case, key, asked, zopa_version())
            return replace(made, extent=replace(made.extent, waiting=book.waiting(key))) if made.extent else made

    def waiting(self) -> int:
        """How many articles were not read yet with the case and the reader as they are now."""
        with self._ledger() as book:
            return book.waiting(key_of(self.case))

    def said(self, brief: Brief, party: str | None, issue: str | None) -> Brief:
        """The same brief with the statements of a party, on an issue, that its own knowledge may not hold.

        Of a large ledger where neither is named, those of the newest articles.
        """
        if brief.extent is None or brief.extent.facts_from is None:
            return brief
        key = key_of(self.case)
        with self._ledger() as book:
            if not (party or issue):
                return replace(brief, knowledge=large.lazy(book, self.case, key, NEWEST))
            rows = {
                (r.party, r.issue) for r in brief.positions if party in (None, r.party) and issue in (None, r.issue)
            }
            some = large.said_by(book, self.case, key, rows, {})
            known = large.lazy(book, self.case, key, 0)
            return replace(brief, knowledge=replace(known, statements=some.statements, articles=some.articles))

    def quoted(self, brief: Brief, *, whole: bool) -> Brief:
        """The same brief with the quotes of the newest articles, or of the `whole` ledger."""
        if brief.extent is None or brief.extent.facts_from is None:
            return brief
        key = key_of(self.case)
        with self._ledger() as book:
            if not whole:
                return replace(brief, knowledge=large.lazy(book, self.case, key, NEWEST))
            known = large.lazy(book, self.case, key, 0)
            return replace(brief, knowledge=replace(known, quotes=large.quotes(book, self.case, key)))

    def runs(self) -> tuple[Run, ...]:
        """Every run of zopa on this project, oldest first."""
        with self._ledger() as book:
            return book.runs()

    def judge(
        self, finding: str, kind: JudgementKind, *, because: str, by: str, changes: Mapping[str, Any] | None = None
    ) -> Judgement:
        """Keep what `by` thinks of a finding (its id, or as much of it as names no other); every view follows.

        Raises `UsageError` for a finding that is not there, a field it lacks, or a value that the case does not know.
        """
        issue = (changes or {}).get("issue")
        if issue is not None and issue not in self.case.issues:
            mend = f"its issues are {', '.join(self.case.issues)}"
            raise UsageError(f"no issue '{issue}' in the case", mend=mend)
        with self._ledger() as book:
            number = book.judge(finding, kind, by=by, changes=changes, note=because)
            return book.judgement(number)

    def resolve(self, estimate: str, happened: bool, *, on: dt.date, because: str, by: str) -> Judgement:
        """Record what came of an estimate (its id, or as much of it as names no other).

        Raises `UsageError` for what is no estimate, or an outcome known before the estimate was made.
        """
        with self._ledger() as book:
            found = book.finding(estimate)
            said = large.lazy(book, self.case, key_of(self.case), 0).date(found)
            if said and on < said:
                mend = f"give the day on which it was known, {said.isoformat()} or later"
                raise UsageError("the estimate is later than its outcome", where=found.id, mend=mend)
            outcome = {"outcome": happened, "on": on.isoformat()}
            return book.judgement(book.judge(found.id, "resolve", by=by, changes=outcome, note=because))

    def estimates(self) -> tuple[Scored, ...]:
        """Every estimate with what came of it, reprints once."""
        with self._ledger() as book:
            return scored(large.estimates(book, self.case, key_of(self.case)))

    def undo(self, judgement: int) -> Judgement:
        """Take a judgement back; its row stays. Raises `UsageError` when there is none that stands."""
        with self._ledger() as book:
            book.undo(judgement)
            return book.judgement(judgement)

    def judgements(self) -> tuple[tuple[Judgement, Finding], ...]:
        """Every judgement ever made with its finding as it was read, oldest first."""
        with self._ledger() as book:
            return tuple((judgement, book.finding(judgement.finding)) for judgement in book.judgements())

    def search(self, query: str, most: int = 20) -> tuple[tuple[Article, Hit], ...]:
        """Articles with all words of `query`, the best first."""
        with self._ledger() as book:
            hits = book.search(query, most)
            articles = book.articles_by_id([hit.article for hit in hits])
            return tuple((articles[hit.article], hit) for hit in hits)


def _day_or_run(since: str, latest: dt.date | None) -> dt.date | int:
    wanted = since.strip()
    if wanted.casefold() == "yesterday":
        if latest is None:
            raise UsageError("no article is dated, so there is no yesterday", mend="name a run; see `zopa status`")
        return latest - dt.timedelta(days=1)
    if wanted.isdecimal():
        return int(wanted)
    try:
        return dt.date.fromisoformat(wanted)
    except ValueError:
        mend = "give yesterday, a day such as 2025-08-14, or the number of a run"
        raise UsageError(f"'{since}' is no day and no run", mend=mend) from None


def _unwritable(error: OSError, place: Path) -> FileError:
    return FileError(f"cannot be written ({error.strerror})", where=str(place), mend="name another")
