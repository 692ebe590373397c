"""The tables of a ledger and the door to its file.

A finding is a row that is written once; what an analyst thinks of it is a judgement, a row of its own. The only
columns ever updated say when something ended (a run, a judgement's life), never what was found.

    connect(path)   an engine on a ledger file (made when missing), or on memory alone for `None`
    failures(path)  a context in which every database failure becomes a one-line `LedgerError`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from zopa.errors import LedgerError

APPLICATION_ID: Final = 0x7A6F7061  # "zopa" in ASCII: SQLite keeps it in the file's header
SCHEMA_VERSION: Final = 4
BUSY_SECONDS: Final = 5.0  # how long to wait for another zopa that is writing

# what turns a ledger of an earlier version into one of the next; nothing found or judged is lost by it
UPGRADES: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        "ALTER TABLE judgements RENAME COLUMN withdrawn TO undone",
        "UPDATE judgements SET kind = 'withdraw' WHERE kind = 'reject'",
    ),
    2: (
        # ids are unique within a reading by how they are made; of the columns only statements were ever asked for
        "DROP INDEX IF EXISTS finding_once",
        "DROP INDEX IF EXISTS finding_by_position",
        "CREATE INDEX IF NOT EXISTS findings_of_reading ON findings (reading)",
        "CREATE INDEX IF NOT EXISTS statement_by_position ON findings (issue, party) WHERE kind = 'statement'",
        "CREATE INDEX IF NOT EXISTS article_by_day ON articles (published, seq)",
        "CREATE TABLE IF NOT EXISTS bands (band INTEGER NOT NULL, article INTEGER NOT NULL, "
        "PRIMARY KEY (band, article)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS views (name VARCHAR NOT NULL PRIMARY KEY, stamp VARCHAR NOT NULL, "
        "data BLOB NOT NULL)",
    ),
    3: (
        # what was announced for days ahead is asked for with every brief of a large ledger
        "CREATE INDEX IF NOT EXISTS finding_ahead ON findings (date) WHERE kind IN ('act', 'event')",
    ),
}

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),  # null: interrupted, or still going
    Column("version", String, nullable=False),  # of zopa
    Column("command", String, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("seq", Integer, primary_key=True),  # order of arrival
    Column("id", String, nullable=False, unique=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("path", String),
    Column("url", String),
    Column("outlet", String),
    Column("title", String),
    Column("published", Date),
    Column("published_from", String),
    Column("language", String),
    Column("words", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("removed", JSON, nullable=False),
    Column("more", JSON, nullable=False),  # fields of an article that no query needs
    Index("article_by_day", "published", "seq"),
)

# which articles are reprints of which: one row per article that is no origin itself
origins = Table(
    "origins",
    metadata,
    Column("article", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
)

unread = Table(
    "unread",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("path", String, nullable=False),
    Column("reason", String, nullable=False),
    Index("unread_once", "path", "reason", unique=True),
)

# one row when all findings of an article are in: an article without one is read again after an interruption
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("reader", String, nullable=False),  # name and version of the reader
    Column("case_key", String, nullable=False),  # fingerprint of the case it was read with
    Column("run", ForeignKey("runs.id"), nullable=False),
    Index("reading_once", "article", "reader", "case_key", unique=True),
)

findings = Table(
    "findings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("article", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("party", String),  # holder, party, actor or claimant, as the kind has it
    Column("issue", String),
    Column("polarity", String),
    Column("date", Date),
    Column("confidence", Float),
    Column("payload", JSON, nullable=False),  # the whole finding in the file format
    Index("findings_of_reading", "reading"),
    Index("finding_by_id", "id"),
    Index("finding_ahead", "date", sqlite_where=text("kind IN ('act', 'event')")),
    Index("statement_by_position", "issue", "party", sqlite_where=text("kind = 'statement'")),
)

# what tells reprints of later days: hashes that texts alike share (zopa.ingest.duplicates), of articles by their seq
bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# views of a large ledger that were computed already: a pure function of the rows that `stamp` stands for, so any of
# these rows may be deleted at any time and nothing is lost
views = Table(
    "views",
    metadata,
    Column("name", String, primary_key=True),
    Column("stamp", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("changes", JSON, nullable=False),  # of a correction: field -> new value
    Column("note", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("undone", DateTime(timezone=True)),  # soft deletion: the row stays
    Index("judgement_by_finding", "finding"),
)


def connect(path: Path | None) -> Engine:
    """An engine on the ledger at `path`, made when missing; in memory when None. Raises `LedgerError`."""
    if path is None:
        engine = create_engine("sqlite://", poolclass=StaticPool)
    else:
        if path.is_dir():
            raise LedgerError("is a folder, not a ledger", where=str(path), mend="name a file")
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _settings)
    with failures(path), engine.connect() as connection:
        application = connection.execute(text("PRAGMA application_id")).scalar_one()
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
        is_new = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0
        if not is_new and application != APPLICATION_ID:
            raise LedgerError("is a database, but not a zopa ledger", where=str(path), mend="name another file")
        if version > SCHEMA_VERSION:
            mend = "use that newer zopa, or start another ledger"
            raise LedgerError(f"was made by a newer zopa (ledger version {version})", where=str(path), mend=mend)
        if is_new:
            metadata.create_all(connection)
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
            connection.commit()
        elif version < SCHEMA_VERSION:
            _upgrade(connection, version)
    return engine


def _upgrade(connection: Connection, version: int) -> None:
    for step in range(version, SCHEMA_VERSION):
        for statement in UPGRADES[step]:
            connection.execute(text(statement))
    connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
    connection.commit()


def _settings(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@contextmanager
def failures(path: Path | None) -> Iterator[None]:
    """Database failures inside the block become a one-line `LedgerError` that names the file."""
    where = str(path) if path else "the ledger in memory"
    try:
        yield
    except DatabaseError as error:
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            raise LedgerError("is locked by another program", where=where, mend="try again when it is done") from None
        if "not a database" in reason or "malformed" in reason:
            raise LedgerError("is not a ledger", where=where, mend="name another file or mend it") from None
        if "readonly" in reason or "unable to open" in reason:
            raise LedgerError("cannot be written", where=where, mend="check the folder and its permissions") from None
        raise LedgerError(f"failed ({reason})", where=where, mend="check the disk") from None
