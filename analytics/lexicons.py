"""Reads the editable word lists in ``analytics/data``.

A list is a CSV file with a header; lines that start with ``#`` are comments; several values in one cell are
separated by ``|``. Each is read once.
"""

from __future__ import annotations

import csv
import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA = Path(__file__).parent / "data"


@cache
def read_lexicon(name: str) -> tuple[Mapping[str, str], ...]:
    """Give the lines of the word list ``analytics/data/<name>.csv`` as read-only mappings by column.

    Raises:
        FileNotFoundError: There is no such list.
        ValueError: A line has not as many cells as there are columns.
    """
    return read_rows(DATA / f"{name}.csv")


def read_rows(path: Path) -> tuple[Mapping[str, str], ...]:
    """Give the lines of any word list as read-only mappings by column.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line has not as many cells as there are columns, or the file has no header.
    """
    columns, *lines = read_cells(path)
    return tuple([MappingProxyType(dict(zip(columns, line, strict=True))) for line in lines])


def read_cells(path: Path) -> list[list[str]]:
    """Give the lines of any word list as their cells, the header first: for a list of thousands of lines.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file has no header.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = file.read()
    if "#" in written:
        written = _COMMENT.sub("", written)
    lines = [line for line in csv.reader(written.splitlines(keepends=True)) if line]
    if not lines:
        raise ValueError(f"{path.name} has no header")
    return lines


_COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)


def values(cell: str) -> tuple[str, ...]:
    """Cut a cell with several values.

    Example:
        >>> values("Kyiv|Kiev")
        ('Kyiv', 'Kiev')
    """
    if "|" in cell:
        return tuple([part.strip() for part in cell.split("|") if part.strip()])
    alone = cell.strip()  # as most are, and each command reads some ten thousand cells before it begins
    return (alone,) if alone else ()


@cache
def word_set(name: str, column: str = "term", **where: str) -> frozenset[str]:
    """Give one column of a word list as a set of lower-case strings, only lines whose cells equal ``where``."""
    rows: Iterable[Mapping[str, str]] = read_lexicon(name)
    for key, wanted in where.items():
        rows = [row for row in rows if row[key] == wanted]
    return frozenset([word for row in rows for word in values(row[column].lower())])


@cache
def read_weights(path: Path) -> Mapping[str, float]:
    """Give the weight of each named feature of a fitted model: ``{"weights": {name: number}}``.

    Raises:
        ValueError: A weight is not a finite number.
    """
    weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in weights.values()):
        raise ValueError(f"{path.name}: every weight must be a finite number")
    return MappingProxyType({str(name): float(value) for name, value in weights.items()})


@dataclass(frozen=True, slots=True)
class Places:
    """The words that stand for countries, in lower case.

    ``codes`` maps each name, alias, demonym, capital and metonym to a country code; ``speaking`` holds those that can
    speak for a state ("Moscow", "the Kremlin", not "Russian"); ``names`` maps each code to its display name;
    ``seats`` are the capitals, which may be just a place. An ambiguous word (Georgia, Jordan) is in ``codes`` all
    the same: who reads a personal name must look at it first.
    """

    codes: Mapping[str, str]
    speaking: frozenset[str]
    names: Mapping[str, str]
    seats: frozenset[str]


def _add_places(
    rows: Iterable[Mapping[str, str]], codes: dict[str, str], seats: set[str], names: dict[str, str]
) -> set[str]:
    speaking: set[str] = set()
    for row in rows:
        names.setdefault(row["code"], row["name"])  # the first list that has a code names it, as it names its words
        seats.update(word.lower() for word in values(row["capital"]))
        for column in ("name", "aliases", "metonyms", "capital", "demonyms"):
            for words in values(row[column]):
                codes.setdefault(words.lower(), row["code"])
                if column != "demonyms":
                    speaking.add(words.lower())
    return speaking


@cache
def read_places(extra: Path | None = None) -> Places:
    """Give the shipped countries, with those of another file of the same columns laid over them.

    Raises:
        OSError: The extra file cannot be read.
    """
    codes: dict[str, str] = {}
    seats: set[str] = set()
    names: dict[str, str] = {}
    speaking: set[str] = set()
    if extra:
        with extra.open(encoding="utf-8-sig", newline="") as file:
            speaking |= _add_places(
                csv.DictReader(line for line in file if not line.startswith("#")), codes, seats, names
            )
    speaking |= _add_places(read_lexicon("countries"), codes, seats, names)
    return Places(codes, frozenset(speaking), names, frozenset(seats))
