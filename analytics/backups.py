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

from sqlalchemy import Engine

from analytics.database import DamagedError, StoreError, database_path, open_engine, plain_errors
from analytics.engines import BUSY_SECONDS

_LOGS = ("-wal", "-shm")


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
    with _sound(f"sqlite:///{source.absolute()}") as (backup, _):
        path = _path_of(url)
        if path.exists() and path.samefile(source):
            raise StoreError(f"{source} is the database itself. Name a backup.")
        kept = _put_aside(url, path)
        with plain_errors(str(path)), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as target:
            backup.backup(target)
            # A dashboard keeps its answers by this number: it must not meet one that it knows.
            target.execute("UPDATE meta SET value = ? WHERE key = 'changes'", (randbelow(2**40),))
            if target.execute("SELECT 1 FROM sqlite_master WHERE name = 'noted'").fetchone():  # an older one has none
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
    except (
        DamagedError
    ):  # any other fault is raised: somebody else's, newer, locked or out of reach is not ours to move
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
def _sound(url: str | None) -> Iterator[tuple[sqlite3.Connection, str]]:
    """Open a database file for reading, looked at as whenever one is opened."""
    engine, place = open_engine(url, read_only=True)
    try:
        yield _driver(engine), place
    finally:
        engine.dispose()


def _driver(engine: Engine) -> sqlite3.Connection:
    driver = engine.raw_connection().driver_connection if engine.dialect.name == "sqlite" else None
    if not isinstance(driver, sqlite3.Connection):
        raise StoreError("Only SQLite files are backed up here. Use the tools of your database.")
    return driver


def _path_of(url: str | None) -> Path:
    path = database_path(url)
    if path is None:
        raise StoreError("Only SQLite files are backed up here. Use the tools of your database.")
    return path


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Give a file to write to beside the target, which is gone afterwards if it was not renamed."""
    part = target.with_name(f".{target.name}.{randbelow(2**40)}.part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
