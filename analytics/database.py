"""Opens the database of articles and quotes, or says in plain words why it cannot.

The tables live here; the table of quotes is generated from ``schema.QUOTES``. What is read and written is
the business of ``store``. An SQLite file is looked at without being touched before it is opened for writing:
a file of a newer version, of another program or a damaged one stays byte for byte as it is. A file of an older
version is copied, then brought up to date in one transaction.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import randbelow
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    inspect,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from analytics import schema
from analytics.engines import is_file, make_engine, reading, version_of
from analytics.faults import DAMAGED, NOT_OURS, tell_database_fault
from analytics.fulltext import create_index, make_searchable
from analytics.settings import SettingsError, default_database, read_settings

SCHEMA_VERSION = 5
"""Version of the tables below; a database with a higher one is refused."""

APPLICATION_ID = 0x5061726C
"""Marks an SQLite file as ours ("Parl"), see PRAGMA application_id."""

CHECK_BELOW_BYTES = 16 * 1024 * 1024
"""Files up to this size are checked whole when they are opened (PRAGMA quick_check, some 20 ms for 16 MB)."""

_SQL_TYPES = {"text": Text, "integer": Integer, "number": Float}
_METADATA = MetaData()

META = Table("meta", _METADATA, Column("key", String(40), primary_key=True), Column("value", BigInteger))

COLLECTIONS = Table(
    "collections",
    _METADATA,
    Column("name", String(200), primary_key=True),
    Column("fictional", Boolean, nullable=False),
)

ARTICLES = Table(
    "articles",
    _METADATA,
    Column("collection", String(200), ForeignKey("collections.name"), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("title", "published", "outlet", "url", "source_path")),
    Column("language", Text, nullable=False),
)

PUBLICATIONS = Table(
    "publications",
    _METADATA,
    Column("collection", String(200), primary_key=True),
    Column("article_id", String(16), primary_key=True),
    *(Column(name, Text, primary_key=True) for name in ("outlet", "url", "published")),
    *(Column(name, Text, nullable=False) for name in ("title", "source_path")),
    ForeignKeyConstraint(["collection", "article_id"], ["articles.collection", "articles.id"], ondelete="CASCADE"),
)


def _quote_columns() -> Iterator[Column[Any]]:
    """Give the SQL columns of ``schema.QUOTES``: an empty text is "", an empty number NULL."""
    for column in schema.QUOTES:
        key = column.name in ("collection", "quote_id")
        empty = column.type != "text"
        yield Column(column.name, _SQL_TYPES[column.type], primary_key=key, nullable=empty and not key)


QUOTES = Table(
    "quotes",
    _METADATA,
    *_quote_columns(),
    # Derived on writing, so that no SQL dialect's date functions are needed on reading.
    *(Column(name, String(10), nullable=False) for name in ("day", "week", "month")),
    Column("searchable", Text, nullable=False),
    Column("layer", Integer, primary_key=True, autoincrement=False),
    Column("shown", Boolean, nullable=False),
    ForeignKeyConstraint(["collection", "article_id"], ["articles.collection", "articles.id"], ondelete="CASCADE"),
    Index("quotes_by_actor", "actor", "day"),
    Index("quotes_by_day", "collection", "day"),
    Index("quotes_by_article", "collection", "article_id"),
)
"""The quotes in two layers. ``MACHINE`` holds what was found and scored, which nobody's change alters; ``PEOPLE`` the
quotes that people changed, as they read now, made anew from the machine's, ``CORRECTIONS`` and ``ACTORS``. Of each
quote the one layer that is read is ``shown``, none where it was called no quote."""

MACHINE, PEOPLE = 0, 1

_MADE = ("who", "why", "made", "undone", "undone_by")
"""By whom, why and when (ISO 8601, UTC) a change was made, and undone; ``undone`` is empty while it holds."""

CORRECTIONS = Table(
    "corrections",
    _METADATA,
    Column("change", BigInteger, primary_key=True, autoincrement=False),
    Column("collection", String(200), primary_key=True),
    Column("quote_id", String(16), primary_key=True),
    Column("column", String(40), primary_key=True),
    Column("article_id", String(16), nullable=False),
    *(Column(name, Text, nullable=False) for name in ("old", "new", *_MADE)),
    ForeignKeyConstraint(["collection", "article_id"], ["articles.collection", "articles.id"], ondelete="CASCADE"),
    Index("corrections_by_article", "collection", "article_id"),
)
"""What people changed about single quotes, one line for each column; lines of one ``change`` go together."""

ACTORS = Table(
    "actors",
    _METADATA,
    Column("change", BigInteger, primary_key=True, autoincrement=False),
    Column("collection", String(200), primary_key=True),
    Column("actor_id", String(200), primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("old", "new", *_MADE)),
)
"""A collection's own actors: ``old`` and ``new`` are JSON, one object for each office. The latest line of an actor
that is not undone holds; an empty list takes the actor out again."""

CLUSTERS = Table(
    "clusters",
    _METADATA,
    Column("quote_id", String(16), primary_key=True),
    Column("cluster_id", String(16), nullable=False),
    Column("home", String(16), nullable=False),
    Column("printed", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("day", Integer),
    Column("variant", BigInteger),
    Column("said", BigInteger),
    Column("part", BigInteger),
    Index("clusters_by_part", "part"),
    Index("clusters_by_said", "said"),
    Index("clusters_by_name", "name", "actor_id"),
)
"""Which quotes are one utterance, as found after the change that META's ``clustered`` names; ``home`` is the article
that printed the utterance first. The other columns are what it was found from, so that a change need not find it anew
for the whole store, see ``kept_clusters``. Nothing but a memory: it can be made anew at any time."""

WORDINGS = Table(
    "wordings",
    _METADATA,
    Column("variant", BigInteger, primary_key=True, autoincrement=False),
    Column("said", BigInteger, nullable=False),
    Column("alike", BigInteger),
    Column("actor", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("denied", Boolean, nullable=False),
    Column("needed", Integer, nullable=False),
    Index("wordings_by_said", "said"),
    Index("wordings_by_alike", "alike"),
)
"""The words of the quotes in ``CLUSTERS`` as they are compared, those of one actor with the same marks once."""

PAIRS = Table(
    "pairs",
    _METADATA,
    Column("pair", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("variant", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""By which pairs of words and on which day (0: unknown) ``WORDINGS`` are looked up."""

TOUCHED = Table("touched", _METADATA, Column("quote_id", String(16), primary_key=True), sqlite_with_rowid=False)
"""The quotes that changed since the clusters were found; SQLite keeps it by triggers."""

NOTED = Table(
    "noted",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("quote_id", String(16), nullable=False),
)
"""The latest changes of quotes, in their order; SQLite keeps it by triggers, see ``noted``."""

SAVED_VIEWS = Table(
    "saved_views",
    _METADATA,
    Column("name", String(200), primary_key=True),
    Column("page", String(40), nullable=False),
    Column("parameters", Text, nullable=False),
)
"""Views that people named: the page, and what stands in its address as JSON."""

TRASH = Table(
    "trash",
    _METADATA,
    Column("collection", String(200), primary_key=True),
    Column("article_id", String(16), primary_key=True),
    Column("content", Text, nullable=False),
)


class StoreError(Exception):
    """The database cannot be used as asked; the message is a sentence for a person."""


class DamagedError(StoreError):
    """The file is no database, or no whole one, whoever made it: what is in it cannot be read."""


def open_engine(url: str | URL | None, *, read_only: bool) -> tuple[Engine, str]:
    """Open a database, making its file and tables where there are none.

    Args:
        url: An SQLAlchemy URL. Without one, ``PARLEY_DB``; without that, a file in the user's data folder.
        read_only: Refuse every write, and do not make a file; ``PARLEY_READ_ONLY`` asks for it too.

    Returns:
        The engine, and the name of the place for messages (a path, or the URL without its password).

    Raises:
        StoreError: When the database is newer, damaged, somebody else's, or out of reach.
    """
    try:
        settings = read_settings()
        address = _address(url or settings.database)
    except SettingsError as error:
        raise StoreError(str(error)) from error
    read_only = read_only or settings.read_only
    place = address.database if is_file(address) else address.render_as_string()
    with plain_errors(str(place)):
        if is_file(address):
            _look_at_file(Path(str(address.database)), read_only=read_only)
            if not read_only:
                _back_up(Path(str(address.database)))
        stale = read_only and is_file(address) and version_of(Path(str(address.database))) < SCHEMA_VERSION
        engine = _updated_copy(Path(str(address.database))) if stale else make_engine(address, read_only=read_only)
        try:
            _prepare_tables(engine, str(place), read_only=read_only)
        except BaseException:
            engine.dispose()
            raise
    return engine, str(place)


def database_path(url: str | None) -> Path | None:
    """Give the file of a database, whose folder must be there; ``None`` for one that is no SQLite file.

    Raises:
        StoreError: When the URL cannot be used, or the place is a folder or in none.
    """
    try:
        address = _address(url or read_settings().database)
    except SettingsError as error:
        raise StoreError(str(error)) from error
    if not is_file(address):
        return None
    path = Path(str(address.database))
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database file. Name a file inside it.")
    if not path.parent.is_dir():
        raise StoreError(f"The folder {path.parent} is not there. Make it, or name another place.")
    return path


@contextmanager
def plain_errors(place: str) -> Iterator[None]:
    """Turn the errors of the database and the file system into a `StoreError` with a plain sentence.

    Raises:
        StoreError: Something failed while the context lasted; a `DamagedError` where the file is damaged.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _told(place, getattr(error, "orig", None) or error) from error
    except UnicodeEncodeError as error:
        raise StoreError("The text holds half a character (a lone surrogate), which cannot be stored.") from error


def _told(place: str, error: BaseException) -> StoreError:
    """Give the error for a person."""
    sentence, damaged = tell_database_fault(place, error)
    return DamagedError(sentence) if damaged else StoreError(sentence)


def _address(url: str | URL) -> URL:
    """Parse a URL; without one give the default file, whose folder is made."""
    if not url:
        path = default_database()
        with plain_errors(str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
        return URL.create("sqlite", database=str(path))
    try:
        address = make_url(url)
        address.get_dialect().import_dbapi()
    except ImportError as error:
        raise StoreError(
            f"The Python package {error.name!r}, which databases of this kind need, is missing. Install it."
        ) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        shown = str(url).rpartition("@")[2]  # what stands before an @ may be a password
        raise StoreError(
            f"{shown!r} is not a database URL that Parley can use. Write it as sqlite:////home/me/parley.db."
        ) from error
    return address


def _look_at_file(path: Path, *, read_only: bool) -> None:
    """Refuse a file that is not ours to open, without touching it."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database file. Name a file inside it.")
    if not path.parent.is_dir():
        raise StoreError(f"The folder {path.parent} is not there. Make it, or name another place.")
    if not path.exists():
        if read_only:
            raise StoreError(f"There is no database at {path} yet. Add an article first.")
        return
    if path.stat().st_size == 0:
        return
    _look_at_header(path)
    with reading(path) as check:
        _look_at_content(check, path)


def _look_at_header(path: Path) -> None:
    """Refuse what does not begin as an SQLite file, and one that was cut short.

    Offsets are those of the SQLite file format: page size at 16, pages at 28, valid when 24 equals 92.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise DamagedError(NOT_OURS.format(place=path))
    page_size = struct.unpack(">H", header[16:18])[0]
    pages = struct.unpack(">I", header[28:32])[0]
    log = path.with_name(path.name + "-wal")
    pending = log.exists() and log.stat().st_size > 0  # pages may still wait in the log: then the size says nothing
    size = pages * (65536 if page_size == 1 else page_size)
    if header[24:28] == header[92:96] and not pending and path.stat().st_size < size:
        raise DamagedError(DAMAGED.format(place=path))


def _look_at_content(check: sqlite3.Connection, path: Path) -> None:
    version = int(check.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"The database {path} is of a newer version of Parley: its tables are version {version}, "
            f"this one knows {SCHEMA_VERSION}. Update Parley, or name another file; it was left as it is."
        )
    ours = int(check.execute("PRAGMA application_id").fetchone()[0]) == APPLICATION_ID
    if not ours and check.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(f"{path} is a database of another program. Name another file; this one was left as it is.")
    if path.stat().st_size <= CHECK_BELOW_BYTES and check.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamagedError(DAMAGED.format(place=path))


def _updated_copy(path: Path) -> Engine:
    """Open a file of an older version for reading only: a copy of it in memory is brought up to date, not the file."""
    engine = make_engine(URL.create("sqlite"), read_only=False)
    try:
        with closing(engine.raw_connection()) as raw, reading(path) as old:
            driver = raw.driver_connection
            assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - for the type checker
            old.backup(driver)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            _migrate(connection, _check_version(connection, str(path)) or 1)
        with closing(engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA query_only=ON")
    except BaseException:
        engine.dispose()
        raise
    return engine


def _back_up(path: Path) -> None:
    """Copy a file of an older version beside it, before its tables are changed; what waits in its log included."""
    if not path.exists() or path.stat().st_size == 0:
        return
    version = version_of(path)
    if not 0 < version < SCHEMA_VERSION:
        return
    with reading(path) as old:
        target = path.with_name(f"{path.name}.version{version}.bak")
        part = target.with_name(f"{target.name}.{randbelow(2**40)}.part")
        try:
            with closing(sqlite3.connect(part)) as copy:
                old.backup(copy)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _prepare_tables(engine: Engine, place: str, *, read_only: bool) -> None:
    """Make what is missing, bring older tables up to date, and check the version of what is no SQLite file."""
    if read_only:
        with engine.connect() as connection:
            _check_version(connection, place)
        return
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:  # outside a transaction, where this PRAGMA works
            raw.cursor().execute("PRAGMA journal_mode=WAL")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _METADATA.create_all(connection, tables=[META])
        version = _check_version(connection, place)
        if version is None:
            _METADATA.create_all(connection)
            create_index(connection)
            _watch_quotes(connection)
            _begin_log(connection)
            connection.execute(insert(META), {"key": "schema", "value": SCHEMA_VERSION})
            # It starts anywhere: a file that was removed and made anew is not taken for the old one.
            connection.execute(insert(META), {"key": "changes", "value": randbelow(2**40)})
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        elif version < SCHEMA_VERSION:
            _migrate(connection, version)


def _add_layers(connection: Connection) -> None:
    """Step to version 2: a second layer of quotes for what people change, and tables of their changes."""
    for index in ("quotes_by_actor", "quotes_by_day", "quotes_by_article"):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    connection.exec_driver_sql("ALTER TABLE quotes RENAME TO quotes_1")
    _METADATA.create_all(connection, tables=[QUOTES, CORRECTIONS, ACTORS])
    held = {column["name"] for column in inspect(connection).get_columns("quotes_1")}
    old = Table(
        "quotes_1", MetaData(), *(Column(column.name, column.type) for column in QUOTES.c if column.name in held)
    )
    # A column that a later version brought is empty in what was stored before.
    made = {column.name: null() if column.nullable else literal("") for column in QUOTES.c if column.name not in held}
    made |= {"layer": literal(MACHINE), "shown": literal(True)}
    connection.execute(insert(QUOTES).from_select([*old.c.keys(), *made], select(*old.c, *made.values())))
    connection.exec_driver_sql("DROP TABLE quotes_1")


def _add_clusters(connection: Connection) -> None:
    """Step to version 3: the clusters are kept, and so are views by name."""
    _METADATA.create_all(connection, tables=[CLUSTERS, SAVED_VIEWS])


def _add_full_text(connection: Connection) -> None:
    """Step to version 4: quotes are found by their words through an index, and clusters are kept up to date."""
    make_searchable(connection, QUOTES)
    create_index(connection)
    CLUSTERS.drop(connection, checkfirst=True)
    connection.execute(delete(META).where(META.c.key == "clustered"))
    _METADATA.create_all(connection, tables=[CLUSTERS, WORDINGS, PAIRS, TOUCHED])
    _watch_quotes(connection)


def _watch_quotes(connection: Connection) -> None:
    """Have SQLite note each quote that changes, in the transaction that changes it."""
    if connection.dialect.name != "sqlite":
        return
    for name, change, line in (("added", "INSERT", "new"), ("gone", "DELETE", "old"), ("changed", "UPDATE", "new")):
        touched = f"INSERT OR IGNORE INTO touched VALUES ({line}.quote_id);"  # noqa: S608 - words of our own
        noted = f"INSERT INTO noted (quote_id) VALUES ({line}.quote_id);"  # noqa: S608 - words of our own
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS quotes_{name}")
        connection.exec_driver_sql(f"CREATE TRIGGER quotes_{name} AFTER {change} ON quotes BEGIN {touched} {noted} END")


def _begin_log(connection: Connection) -> None:
    """Begin the log of changes anywhere, so that no other file's is taken for it."""
    connection.execute(insert(NOTED), {"number": randbelow(2**40), "quote_id": ""})


def _add_log(connection: Connection) -> None:
    """Step to version 5: which quotes changed is noted for whoever holds them."""
    _METADATA.create_all(connection, tables=[NOTED])
    _watch_quotes(connection)
    _begin_log(connection)


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    2: _add_layers, 3: _add_clusters, 4: _add_full_text, 5: _add_log,
}  # fmt: skip
"""The step to each version from the one before it; each runs once, in order.

Steps make tables as they are described above today: one that adds a column to a table has to look first whether an
earlier step has made the table with it.
"""


def _migrate(connection: Connection, version: int) -> None:
    """Bring tables of an older version up to date; a step that fails takes all of them back."""
    for number in range(version + 1, SCHEMA_VERSION + 1):
        MIGRATIONS[number](connection)
    connection.execute(update(META).where(META.c.key == "schema").values(value=SCHEMA_VERSION))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _check_version(connection: Connection, place: str) -> int | None:
    """Give the version of the tables, ``None`` where there are none yet; refuse a newer one."""
    version = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar()
    if version is not None and version > SCHEMA_VERSION:
        raise StoreError(f"The database {place} was written by a newer version of Parley. Update Parley.")
    return version


def of_articles(
    columns: ReadOnlyColumnCollection[str, Any],
    collection: str,
    article_ids: Sequence[str],
    *,
    key: str = "article_id",
) -> ColumnElement[bool]:
    """Give the condition for these articles, in one collection or (when it is empty) in all."""
    inside = columns[key].in_(article_ids)
    return and_(columns.collection == collection, inside) if collection else inside


def wipe_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which else would hold deleted words until somebody writes over them.

    While another process reads, what it still needs stays, until the last one closes the file.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:  # outside a transaction, where this PRAGMA works
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def count_change(connection: Connection) -> int:
    """Count one change; readers of any process see by it that what they keep is stale.

    Returns:
        The change's number, larger than those before it.
    """
    connection.execute(update(META).where(META.c.key == "changes").values(value=META.c.value + 1))
    return int(connection.execute(select(META.c.value).where(META.c.key == "changes")).scalar_one())
