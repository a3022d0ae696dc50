"""Reads and writes tables as CSV and JSONL; no cell runs as a formula when a spreadsheet opens the CSV.

CSV is UTF-8 with a byte order mark (without it Excel garbles curly quotation marks), text in quotation marks,
numbers bare, lines ended by CR LF (RFC 4180). In JSONL an empty value is null.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from analytics import schema

CSV_ENCODING = "utf-8-sig"

_CONTROLS = tuple(map(chr, range(32)))
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", *_CONTROLS)
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection), full-width forms included. Besides tab
and line ends every control character counts: LibreOffice 7.4 drops VT, FF and US, so that what follows stands first."""

_NUMBER = re.compile(r"[+-]?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")
_TYPES = {column.name: column.type for column in schema.QUOTES}
_LARGEST_CELL = 2**31 - 1

_DELIMITERS = (",", ";", "\t", "|")
_READ_AGAIN = 20_000  # lines, over all faults of one table
_OPEN = "a quotation mark that opens here is never closed"
_STRAY = "a quotation mark stands where none may (within a cell it must be doubled)"

Format = Literal["csv", "jsonl"]


class TableError(ValueError):
    """A table that cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a CSV file: where it begins (lines count from 1), its cells, or what is wrong with it."""

    line: int
    cells: tuple[str, ...] = ()
    fault: str = ""


def escape_cell(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run, and before an apostrophe, to be undone.

    Example:
        >>> escape_cell("=1+1"), escape_cell("peace")
        ("'=1+1", 'peace')
    """
    return "'" + text if text.startswith((*FORMULA_STARTS, "'")) else text


def unescape_cell(text: str) -> str:
    """Take off the apostrophe that `escape_cell` put before text."""
    return text[1:] if text.startswith("'") else text


def guard_cell(text: str) -> str:
    """Put an apostrophe before a foreign cell only where it would run as a formula.

    Plain numbers and cells that begin with an apostrophe stay as they are: a carried column is not ours to alter.

    Example:
        >>> guard_cell("-1"), guard_cell("-1+cmd")
        ('-1', "'-1+cmd")
    """
    return "'" + text if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def guard_name(text: str) -> str:
    """Put an apostrophe before a name that a spreadsheet would run; other apostrophes belong to the name and stay.

    Example:
        >>> guard_name("=1+1"), guard_name("'Abd al-Rahman")
        ("'=1+1", "'Abd al-Rahman")
    """
    return "'" + text if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguard_name(text: str) -> str:
    """Take off the apostrophe that `guard_name` put before a name.

    Example:
        >>> unguard_name("'=1+1"), unguard_name("'Abd al-Rahman")
        ('=1+1', "'Abd al-Rahman")
    """
    guarded = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if guarded else text


def format_of(path: Path) -> Format:
    """Tell by a file name's ending which format is meant.

    Raises:
        TableError: When it ends neither in .csv nor in .jsonl.
    """
    suffix = path.suffix.casefold()
    if suffix == ".csv":
        return "csv"
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    raise TableError(f"{path.name!r} must end in .csv or .jsonl, so that the format is known.")


def write_table(
    rows: Iterable[Mapping[str, Any]],
    target: Path | TextIO,
    *,
    format: Format | None = None,
    columns: Sequence[str] = schema.NAMES,
    raw: bool = False,
) -> int:
    r"""Write a table; the same rows give the same bytes.

    Args:
        rows: Mappings of column to cell: text, int, float or ``None``.
        target: A path, or an open text file (opened with ``newline=""``), in which no byte order mark is written.
        format: "csv" or "jsonl"; by the path's ending when left out, and csv for an open file.
        columns: The columns and their order; a missing cell is empty.
        raw: Leave formulas as they are (CSV only; JSONL is always verbatim).

    Returns:
        The number of rows written.

    Raises:
        TableError: When the format cannot be told from the path's ending.

    Example:
        >>> file = io.StringIO(newline="")
        >>> write_table([{"a": "=1", "b": -0.5}], file, columns=("a", "b"))
        1
        >>> file.getvalue().splitlines()[1]
        '"\'=1",-0.5'
    """
    if isinstance(target, Path):
        kind = format or format_of(target)
        with target.open("w", encoding=CSV_ENCODING if kind == "csv" else "utf-8", newline="") as file:
            return write_table(rows, file, format=kind, columns=columns, raw=raw)
    if format == "jsonl":
        return _write_jsonl(rows, target, columns)
    return _write_csv(rows, target, columns, raw=raw)


def table_bytes(rows: Iterable[Mapping[str, Any]], *, columns: Sequence[str] = schema.NAMES) -> bytes:
    """Give a table as the bytes of a CSV file, for a download."""
    text = io.StringIO(newline="")
    write_table(rows, text, format="csv", columns=columns)
    return text.getvalue().encode(CSV_ENCODING)


def read_table(path: Path, *, raw: bool = False) -> list[dict[str, Any]]:
    """Read a table that `write_table` wrote.

    Args:
        path: A file ending in .csv or .jsonl.
        raw: Take cells as they stand, for a CSV written with ``raw``.

    Returns:
        The rows; columns of ``schema.QUOTES`` have their types, all others in a CSV are text.

    Raises:
        TableError: When it is no table, a record has too many or too few cells, or a number is none.
        OSError: When the file cannot be read.
    """
    kind = format_of(path)
    try:
        text = path.read_bytes().decode(CSV_ENCODING)
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name!r} is no text in UTF-8.") from error
    if kind == "jsonl":
        lines = enumerate(text.split("\n"), start=1)  # a cell may hold any other line end
        return [_read_line(line, f"Line {number} of {path.name!r}") for number, line in lines if line.strip()]
    records = list(read_records(text, delimiter=","))
    if not records:
        raise TableError(f"{path.name!r} is empty.")
    header, found = records[0].cells, []
    for record in records[1:]:
        if record.fault or len(record.cells) != len(header):
            raise TableError(f"Line {record.line} of {path.name!r}: {record.fault or 'the number of cells is wrong'}.")
        cells = record.cells if raw else map(unescape_cell, record.cells)
        found.append(_typed(dict(zip(header, cells, strict=True)), f"Line {record.line} of {path.name!r}"))
    return found


def _read_line(line: str, place: str) -> dict[str, Any]:
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TableError(f"{place}: it is not valid JSON.") from error
    if not isinstance(cells, dict):
        raise TableError(f"{place}: it is not an object.")
    return _typed(cells, place)


def find_delimiter(text: str, column: str) -> str:
    r"""Find what stands between the cells of a CSV text: comma, semicolon, tab or bar.

    Args:
        text: The table.
        column: A column that its header should have.

    Returns:
        The delimiter under which the header has the column, or else the most cells.

    Example:
        >>> find_delimiter("title;text\nTalks;They met, briefly.", "text")
        ';'
    """

    def fit(delimiter: str) -> tuple[bool, int]:
        header = next(read_records(text, delimiter=delimiter), Record(1)).cells
        return column in [cell.strip().casefold() for cell in header], len(header)

    return max(_DELIMITERS, key=fit)  # of equals, the first


def read_records(text: str, *, delimiter: str) -> Iterator[Record]:
    """Read the records of a CSV text, header included; blank lines are passed over.

    A faulty record is given with its fault, and reading goes on in the line after the one where it began: an open
    quotation mark does not swallow the rows below. Lines so read again are limited, the cost stays linear.

    Args:
        text: The table, with its line ends as they are.
        delimiter: What stands between cells.
    """
    csv.field_size_limit(_LARGEST_CELL)  # the module's own limit of 131,072 is less than a long article
    lines = list(io.StringIO(text, newline=""))
    begin, again = 0, _READ_AGAIN
    while begin < len(lines):
        rest = map(lines.__getitem__, range(begin, len(lines)))  # islice would walk there from the first line
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        resumed = False
        while not resumed:
            line = begin + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(line, fault=_OPEN if "unexpected end" in str(error) else _STRAY)
                lost = begin + reader.line_num - line
                resumed = 0 < lost <= again
                if resumed:
                    begin, again = line, again - lost
                continue
            if cells:
                yield Record(line, tuple(cells))


def _write_csv(rows: Iterable[Mapping[str, Any]], file: TextIO, columns: Sequence[str], *, raw: bool) -> int:
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        cells = (row.get(name) for name in columns)
        writer.writerow([escape_cell(cell) if isinstance(cell, str) and not raw else cell for cell in cells])
        written += 1
    return written


def _write_jsonl(rows: Iterable[Mapping[str, Any]], file: TextIO, columns: Sequence[str]) -> int:
    written = 0
    for row in rows:
        cells = {name: None if row.get(name) == "" else row.get(name) for name in columns}
        file.write(json.dumps(cells, ensure_ascii=False) + "\n")
        written += 1
    return written


def _typed(cells: dict[str, Any], place: str) -> dict[str, Any]:
    """Give the cells of known columns their types: "" for empty text, ``None`` for an empty number."""
    typed: dict[str, Any] = {}
    for name, cell in cells.items():
        kind = _TYPES.get(name)
        if kind in ("integer", "number"):
            try:
                typed[name] = None if cell in ("", None) else int(cell) if kind == "integer" else float(cell)
            except (ValueError, TypeError) as error:
                raise TableError(f"{place}: its {name!r} is no number.") from error
        else:
            typed[name] = "" if cell is None and kind else cell
    return typed
