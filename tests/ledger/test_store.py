"""The ledger file: nothing lost, nothing twice, nothing overwritten, and one line when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.build import CASE, act, article, day, estimate, event, figure, quote, said
from zopa.errors import LedgerError, UsageError
from zopa.ingest import Article, Removed, Unread
from zopa.ledger import Ledger, reading_key
from zopa.ledger.store import BATCH
from zopa.read import Reading

KEY = reading_key(CASE, "test 1")
TEXT = "The dockers “demand” ten percent more 🚢. A strike is set for Monday, likely."


def reading(where: Article) -> Reading:
    """A reading with one finding of every kind."""
    return Reading(
        article=where,
        statements=(
            said(
                where, "dockers “demand” ten percent", "Dockers", "wages", "for", date=day("2025-03-01"), via=("A", "B")
            ),
        ),
        quotes=(quote(where, "“demand”", speaker="Dockers", speaker_span=(4, 11)),),
        estimates=(estimate(where, "likely", "likely", 0.55, 0.9, scale="IPCC"),),
        figures=(figure(where, "ten percent", 10.0, "percent", "pay"),),
        events=(
            event(where, "strike is set for Monday", "strike", "2025-03-03", status="planned", participants=("D",)),
        ),
        acts=(act(where, "A strike is set", "Dockers", "threat", deadline=day("2025-03-03")),),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "harbour.zopa"


def fill(book: Ledger, articles: list[Article]) -> int:
    run = book.begin_run("test", "1")
    added = book.add_articles(articles, [Unread("x.bin", "binary")], run)
    list(book.record(map(reading, book.pending(KEY)), KEY, run))
    book.end_run(run)
    return added


def test_everything_comes_back_as_it_was(file: Path) -> None:
    page = article("a", TEXT, "2025-03-02", removed=(Removed(0, 4, "MENU", "menu"),), title="T", outlet="O")
    with Ledger.open(file) as book:
        fill(book, [page])
    with Ledger.open(file) as book:
        known = book.knowledge(CASE, KEY)
    assert known.articles == (page,)
    assert list(known.finding.values()) == list(reading(page).every())
    assert known.unread == (Unread("x.bin", "binary"),)


def test_reading_again_changes_nothing(file: Path) -> None:
    articles = [article(str(i), TEXT) for i in range(3)]
    with Ledger.open(file) as book:
        assert fill(book, articles) == 3
        before = book.knowledge(CASE, KEY)
        assert fill(book, articles) == 0
        assert book.pending(KEY) == ()
        assert book.knowledge(CASE, KEY) == before
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("SELECT count(*) FROM findings").fetchone() == (6 * 3,)


def test_another_case_or_reader_reads_afresh_and_keeps_the_old_rows(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT)])
        later = reading_key(CASE, "test 2")
        other = reading_key(CASE.model_copy(update={"name": "other"}), "test 1")
        assert len(book.pending(later)) == len(book.pending(other)) == 1
        assert book.knowledge(CASE, later).statements == ()
        assert len(book.knowledge(CASE, KEY).statements) == 1


def test_an_interrupted_run_goes_on_where_it_stopped(file: Path) -> None:
    articles = [article(str(i), TEXT) for i in range(BATCH + 5)]

    def broken() -> Iterator[Reading]:
        for i, one in enumerate(articles):
            if i == BATCH + 2:
                raise KeyboardInterrupt
            yield reading(one)

    with Ledger.open(file) as book:
        run = book.begin_run("test", "1")
        book.add_articles(articles, [], run)
        with pytest.raises(KeyboardInterrupt):
            list(book.record(broken(), KEY, run))
    with Ledger.open(file) as book:
        assert [a.id for a in book.pending(KEY)] == [str(i) for i in range(BATCH + 2, BATCH + 5)]
        fill(book, articles)
        assert len(book.knowledge(CASE, KEY).statements) == BATCH + 5


def test_reprints_are_one_origin(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT), article("b", TEXT, duplicate_of="a"), article("c", TEXT, duplicate_of="b")])
        known = book.knowledge(CASE, KEY)
    assert [known.origin(i) for i in "abc"] == ["a", "a", "a"]


def test_judgements_change_what_is_known_and_can_be_taken_back(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT)])
        before = book.knowledge(CASE, KEY)
        (statement,) = before.statements
        accepted = book.judge(statement.id, "accept", by="ana")
        assert book.knowledge(CASE, KEY).statements[0].confidence == 1.0
        corrected = book.judge(statement.id, "correct", by="ana", changes={"polarity": "against"}, note="misread")
        assert book.knowledge(CASE, KEY).statements[0].polarity == "against"
        rejected = book.judge(statement.id, "withdraw", by="ben")
        assert book.knowledge(CASE, KEY).statements == ()
        for judgement in (rejected, corrected, accepted):
            book.undo(judgement)
        assert book.knowledge(CASE, KEY) == before
        assert [j.kind for j in book.judgements()] == ["accept", "correct", "withdraw"]
        assert all(j.undone for j in book.judgements())
        with pytest.raises(UsageError, match="no standing judgement"):
            book.undo(rejected)


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("correct", {"start": 0}, "cannot be corrected"),
        ("correct", {"colour": "red"}, "has no field 'colour'"),
        ("correct", {}, "names new values"),
        ("accept", {"act": "offer"}, "names new values"),
        ("praise", {}, "no judgement is named"),
    ],
)
def test_judgements_that_mean_nothing_are_refused(
    file: Path, kind: str, changes: dict[str, object], message: str
) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT)])
        statement = book.knowledge(CASE, KEY).statements[0]
        with pytest.raises(UsageError, match=message):
            book.judge(statement.id, kind, by="ana", changes=changes)  # type: ignore[arg-type]
        assert book.judgements() == ()


def test_only_an_estimate_has_an_outcome(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT)])
        before = book.knowledge(CASE, KEY)
        outcome = {"outcome": True, "on": "2025-03-04"}
        with pytest.raises(UsageError, match="a statement has no outcome"):
            book.judge(before.statements[0].id, "resolve", by="ana", changes=outcome)
        with pytest.raises(UsageError, match="gives an outcome and its day"):
            book.judge(before.estimates[0].id, "resolve", by="ana", changes={"outcome": True})
        book.judge(before.estimates[0].id, "resolve", by="ana", changes=outcome)
        after = book.knowledge(CASE, KEY)
        assert after.estimates == before.estimates
        assert after.judgements[0].changes == outcome


def test_a_ledger_of_an_earlier_version_keeps_its_judgements(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article("a", TEXT)])
        (statement,) = book.knowledge(CASE, KEY).statements
        book.judge(statement.id, "withdraw", by="ana")
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("UPDATE judgements SET kind = 'reject'")
        plain.execute("ALTER TABLE judgements RENAME COLUMN undone TO withdrawn")
        plain.execute("PRAGMA user_version = 1")
        plain.commit()
    for _ in range(2):
        with Ledger.open(file) as book:
            assert book.knowledge(CASE, KEY).statements == ()
            assert [(j.kind, j.undone) for j in book.judgements()] == [("withdraw", None)]


def test_a_judgement_needs_a_finding(file: Path) -> None:
    with Ledger.open(file) as book, pytest.raises(UsageError, match="no finding 's0'"):
        book.judge("s0", "accept", by="ana")


def refused(path: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path)
    line = str(caught.value)
    assert "\n" not in line
    assert str(path) in line
    return line


def test_a_text_file_is_no_ledger(file: Path) -> None:
    file.write_text("this is no database, however long it may go on for, and on, and on" * 20)
    assert "is not a ledger" in refused(file)


def test_another_programs_database_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (title)")
    before = file.read_bytes()
    assert "not a zopa ledger" in refused(file)
    assert file.read_bytes() == before


def test_a_newer_ledger_is_refused(file: Path) -> None:
    Ledger.open(file).close()
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert "newer zopa" in refused(file)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "cannot be written" in refused(tmp_path / "none" / "x.zopa")


def test_a_locked_ledger_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zopa.ledger.schema.BUSY_SECONDS", 0.05)
    Ledger.open(file).close()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert "is locked" in refused(file)
    finally:
        holder.close()


def test_a_damaged_ledger_is_refused(file: Path) -> None:
    with Ledger.open(file) as book:
        fill(book, [article(str(i), TEXT * 50) for i in range(20)])
    data = bytearray(file.read_bytes())
    data[4096 : 4096 * 12] = b"\xff" * (4096 * 11)
    file.write_bytes(bytes(data))
    with pytest.raises(LedgerError), Ledger.open(file) as book:
        book.knowledge(CASE, KEY)
