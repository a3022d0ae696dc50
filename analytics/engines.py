"""Gives the engine of a database: where it is reached, and what each of its connections is set to.

It knows nothing of the tables; what may be opened at all is the business of ``database``.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool, StaticPool

BUSY_SECONDS = 8
"""How long a command waits for another one that is writing."""


def make_engine(address: URL, *, read_only: bool) -> Engine:
    """Make the engine of a database; a file is opened only when the first connection is asked for.

    Args:
        address: Where the database lies.
        read_only: A file is opened for reading only and never made; transactions of PostgreSQL only read.
    """
    if address.get_backend_name() != "sqlite":
        return create_engine(address, execution_options={"postgresql_readonly": True} if read_only else {})
    if not is_file(address):
        # One connection for all threads: each new one would see an empty database of its own.
        engine = create_engine(address, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        mode = "ro" if read_only else "rwc"
        name = f"file:{quote(str(Path(str(address.database)).absolute()))}?mode={mode}"

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, see _begin
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")  # an article that was said to be stored survives a power cut
    # What is deleted for good is overwritten with zeros, not only let go of; see also ``database.wipe_log``.
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that reads first and then writes can fail without waiting its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_file(address: URL) -> bool:
    """Tell whether an address is that of an SQLite file, not of a database in memory or on a server."""
    return address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")


def reading(path: Path) -> closing[sqlite3.Connection]:
    """Open an SQLite file for reading only, as long as a ``with`` lasts."""
    return closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=BUSY_SECONDS))


def version_of(path: Path) -> int:
    """Give the version of a file's tables; 0 for an empty file."""
    with reading(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
