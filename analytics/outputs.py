"""Opens the file that a command writes its results to; the file is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from analytics.tables import CSV_ENCODING, Format, format_of


class OutputError(Exception):
    """An output cannot be written; the message is a sentence for a person."""


@contextmanager
def open_output(out: str, *, only: Format | None = None) -> Iterator[tuple[TextIO, Format]]:
    """Open the output so that it is there whole or not at all.

    Args:
        out: A file name, or ``-`` for standard output.
        only: The one format that makes sense, whatever the file's ending.

    Yields:
        The open file, and its format.

    Raises:
        OutputError: The file cannot be written.
        TableError: The file has the ending of no format.
    """
    if out == "-":
        yield sys.stdout, "jsonl"
        return
    path = Path(out).resolve()
    kind = only or format_of(path)
    encoding = CSV_ENCODING if kind == "csv" else "utf-8"
    if path.is_dir() or not path.parent.is_dir():
        raise OutputError(f"{out} cannot be written: " + ("it is a folder." if path.is_dir() else "no such folder."))
    special = path.exists() and not path.is_file()  # a pipe or a device cannot be replaced, only written to
    part = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding=encoding, newline="") as file:
            yield file, kind
        if not special:
            part.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror or error}.") from error
    finally:
        if not special:
            part.unlink(missing_ok=True)
