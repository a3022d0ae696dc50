"""Reads the editable word lists in ``analytics/data``.

A list is a CSV file with a header; lines that start with ``#`` are comments; several values in one cell are
separated by ``|``. Each is read once.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"


@cache
def read_lexicon(name: str) -> tuple[Mapping[str, str], ...]:
    """Give the lines of the word list ``analytics/data/<name>.csv`` as read-only mappings by column.

    Raises:
        FileNotFoundError: There is no such list.
    """
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        kept = (line for line in file if not line.startswith("#"))
        return tuple(MappingProxyType(row) for row in csv.DictReader(kept))


def values(cell: str) -> tuple[str, ...]:
    """Cut a cell with several values.

    Example:
        >>> values("Kyiv|Kiev")
        ('Kyiv', 'Kiev')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def word_set(name: str, column: str = "term", **where: str) -> frozenset[str]:
    """Give one column of a word list as a set of lower-case strings, only lines whose cells equal ``where``."""
    return frozenset(
        word.lower()
        for row in read_lexicon(name)
        if all(row[key] == wanted for key, wanted in where.items())
        for word in values(row[column])
    )
