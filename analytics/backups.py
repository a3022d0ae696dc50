"""Backs a database file up, and brings a backup back.

Both copy page by page inside SQLite's own locks, so that a dashboard may stay open meanwhile. A damaged file is never
written over: it is put aside with every byte, and so is what a backup replaces.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import randbelow

from sqlalchemy.engine import URL

from analytics.database import DamagedError, StoreError, database_path, open_engine, plain_errors
from analytics.engines import BUSY_SECONDS

_LOGS = ("-wal", "-shm")
_NO_FILE = "Only SQLite files are backed up here. Use the tools of your database."


def back_up(url: str | None, target: Path) -> None:
    """Copy a database, as it is at one moment, to a new file.

    Args:
        url: The database, see ``open_store``.
        target: The new file; what is there already is not written over.

    Raises:
        StoreError: When the database cannot be read, or the file not be written.
    """
    if target.exists():
        raise StoreError(f"{target} is there already. Name another file.")
    if not target.parent.is_dir():
        raise StoreError(f"The folder {target.parent} is not there. Make it, or name another place.")
    with _sound(url) as (driver, place), plain_errors(place), _part_of(target) as part:
        with closing(sqlite3.connect(part)) as copy:
            driver.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, that can be carried about
        part.replace(target)


def restore(url: str | None, source: Path) -> Path | None:
    """Put the content of a backup in the place of a database.

    Args:
        url: The database, see ``open_store``.
        source: The backup.

    Returns:
        The file that keeps what was replaced, ``None`` when there was nothing.

    Raises:
        StoreError: When the backup is no sound database of ours, or the database's place cannot be used.
    """
    if not source.is_file():
        raise StoreError(f"There is no backup at {source}.")
    with _sound(URL.create("sqlite", database=str(source.absolute()))) as (backup, _):  # a name may hold a "?"
        path = _path_of(url)
        if path.exists() and path.samefile(source):
            raise StoreError(f"{source} is the database itself. Name a backup.")
        kept = _put_aside(url, path)
        with plain_errors(str(path)), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as target:
            backup.backup(target)
            # A dashboard keeps its answers by this number: it must not meet one that it knows. It never falls: what
            # people change later has the higher number, by which the latest of their changes is told.
            target.execute("UPDATE meta SET value = value + ? WHERE key = 'changes'", (1 + randbelow(2**40),))
            target.execute("DELETE FROM noted")
            target.execute("INSERT INTO noted VALUES (?, '')", (randbelow(2**40),))
            target.commit()
    return kept


def _put_aside(url: str | None, path: Path) -> Path | None:
    """Keep what is in the database's place: a copy of a sound one, the very file of a damaged one."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with _sound(url):
            pass
    except DamagedError:  # any other fault is raised: what is another's, newer, locked or out of reach stays in place
        kept = _free(path, "damaged")
        with plain_errors(str(path)):
            path.rename(kept)
            for ending in _LOGS:
                log = path.with_name(path.name + ending)
                if log.exists():
                    log.rename(kept.with_name(kept.name + ending))
        return kept
    kept = _free(path, "replaced")
    back_up(url, kept)
    return kept


def _free(path: Path, word: str) -> Path:
    """Give the name of a file beside a database that is not there yet."""
    number = 1
    while (found := path.with_name(f"{path.name}.{word}{number}")).exists():
        number += 1
    return found


@contextmanager
def _sound(url: str | URL | None) -> Iterator[tuple[sqlite3.Connection, str]]:
    """Open a database file for reading, looked at as whenever one is opened.

    Yields:
        The driver's connection, brought up to date in memory where the file is of an older version; and the place.
    """
    engine, place = open_engine(url, read_only=True)
    try:
        with closing(engine.raw_connection()) as raw:
            driver = raw.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise StoreError(_NO_FILE)
            yield driver, place
    finally:
        engine.dispose()


def _path_of(url: str | None) -> Path:
    path = database_path(url)
    if path is None:
        raise StoreError(_NO_FILE)
    return path


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Give a file to write to beside the target, which is gone afterwards if it was not renamed."""
    part = target.with_name(f".{target.name}.{randbelow(2**40)}.part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
