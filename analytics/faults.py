"""Gives sentences for the faults of databases and disks, and says which of them mean that a file is damaged."""

from __future__ import annotations

import errno
import sqlite3

NOT_OURS = "{place} is not a Parley database. Name another file; this one was left as it is."
DAMAGED = "The database {place} is damaged. It was left as it is: restore a copy, or name a new file."
_NO_TABLE = "{place} is not a Parley database, or it is damaged: a table is missing."
_BAD_DISK = "The disk failed while reading or writing {place}. Nothing half-written was kept."
_NO_ROOM = "There is no room left on the disk of {place}. Free some; nothing half-written was kept."
_BUSY = "Another program is writing to {place} and has not finished. Try again in a moment."
_NO_WRITING = "The database {place} may only be read, not changed. Check the permissions of file and folder."
_NO_LEAVE = "No permission to use {place}. Check the permissions of file and folder."
_NO_WAY_IN = "{place} cannot be opened. Check that its folder exists and may be written."
_CODES = {
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_IOERR: _BAD_DISK,
    sqlite3.SQLITE_FULL: _NO_ROOM,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _NO_WRITING,
    sqlite3.SQLITE_PERM: _NO_LEAVE,
    sqlite3.SQLITE_CANTOPEN: _NO_WAY_IN,
}
"""What a person is told for a primary result code of SQLite."""
_ERRNOS = {
    errno.ENOSPC: _NO_ROOM,
    errno.EROFS: _NO_WRITING,
    errno.EACCES: _NO_LEAVE,
    errno.EPERM: _NO_LEAVE,
    errno.EIO: _BAD_DISK,
}
"""What a person is told for an error number of the operating system."""
_WORDS = {
    "no such module: fts5": "{place} has a full-text index, which this Python cannot read. Use another.",
    "no such table": _NO_TABLE,
    "disk i/o": _BAD_DISK,
    "disk is full": _NO_ROOM,
    "no space left": _NO_ROOM,
    "database is locked": _BUSY,
    "readonly database": _NO_WRITING,
    "read-only": _NO_WRITING,
    "permission denied": _NO_LEAVE,
}
"""Words in the messages of databases, for faults without a code of their own; a path never stands in them."""


def tell_database_fault(place: str, error: BaseException) -> tuple[str, bool]:
    """Say what is wrong with a database: told by the error's code, and by its words only where it has none.

    The words of an error of the operating system hold the path, which may be called anything.

    Args:
        place: The database, for the sentence.
        error: What SQLite, another database or the operating system raised.

    Returns:
        A sentence for a person, and whether the file is damaged or no database at all.

    Example:
        >>> tell_database_fault("parley.db", PermissionError(errno.EACCES, "Permission denied", "damaged/parley.db"))
        ('No permission to use parley.db. Check the permissions of file and folder.', False)
    """
    code = getattr(error, "sqlite_errorcode", None)
    sentence = _CODES.get(code & 0xFF) if code is not None else None  # the rest of a code says what it is about
    if isinstance(error, OSError):
        sentence = _ERRNOS.get(error.errno or 0)
        fault = error.strerror or str(error)
    else:
        fault = str(error)
        sentence = sentence or next((told for words, told in _WORDS.items() if words in fault.lower()), None)
    if sentence is None:
        return f"The database {place} cannot be used: {fault.strip().rstrip('.')}.", False
    return sentence.format(place=place), sentence in (NOT_OURS, DAMAGED, _NO_TABLE)
