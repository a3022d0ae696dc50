"""Reads and checks lines of actors, whoever gives them: a registry file, an import, or a form on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count

from analytics.tables import CSV_ENCODING, find_delimiter, read_records, unguard_name

COLUMNS = ("id", "name", "kind", "country", "side", "role", "aliases", "since", "until")

KINDS = ("person", "organization", "collective")
"""What an actor may be."""

LONGEST = 300
"""Characters of a name, office or side; longer ones are a mistake."""

Line = dict[str, str]
"""One office of an actor: the columns of ``COLUMNS``, all text."""


class RosterError(ValueError):
    """A line of actors that cannot be used; the message is a sentence for a person."""


def read_lines(data: bytes) -> dict[str, list[Line]]:
    r"""Read actors from a CSV file with at least the columns ``id`` and ``name``; lines that begin with # are comments.

    Returns:
        The lines of each id, see `check_lines`.

    Raises:
        RosterError: It is no such table, or a line cannot be used; lines are counted with the comments among them.

    Example:
        >>> read_lines(b"# ours\nid,name\nvale,Irena Vale\n")["vale"][0]["kind"]
        'person'
    """
    try:
        text = data.decode(CSV_ENCODING)
    except UnicodeDecodeError as error:
        raise RosterError("The file is not UTF-8 text. Save it as CSV in UTF-8.") from error
    kept = "".join("\n" if line.startswith("#") else line for line in io.StringIO(text, newline=""))
    records = list(read_records(kept, delimiter=find_delimiter(kept, "id")))
    if not records or records[0].fault:
        raise RosterError("The file holds no table.")
    header = [cell.strip().casefold() for cell in records[0].cells]
    missing = [column for column in ("id", "name") if column not in header]
    if missing:
        raise RosterError(f"The column {missing[0]!r} is missing; needed are id, name; known are {', '.join(COLUMNS)}.")
    lines = []
    for record in records[1:]:
        if record.fault or len(record.cells) != len(header):
            raise RosterError(f"Line {record.line}: {record.fault or 'the number of cells is wrong'}.")
        lines.append(dict(zip(header, map(unguard_name, record.cells), strict=True)))
    return check_lines(lines, [record.line for record in records[1:]])


def check_lines(lines: Iterable[Mapping[str, str]], numbers: Iterable[int] = ()) -> dict[str, list[Line]]:
    """Check lines of actors and gather them by actor.

    Args:
        lines: Mappings with at least ``id`` and ``name``; other columns than those of ``COLUMNS`` are left out.
        numbers: Where each stands in its file, for the messages; else they are counted from 1.

    Returns:
        The lines of each id, in their order, blanks trimmed.

    Raises:
        RosterError: An id or a name is missing, a kind, country or day is none, a term ends before it begins, or lines
            of one id differ in name or kind.

    Example:
        >>> check_lines([{"id": "vale", "name": " Irena Vale ", "since": "2024-05-01"}])["vale"][0]["name"]
        'Irena Vale'
    """
    found: dict[str, list[Line]] = {}
    for number, given in zip(numbers or count(1), lines, strict=False):
        line = {column: " ".join((given.get(column) or "").split()) for column in COLUMNS}
        line["kind"] = line["kind"] or "person"
        line["country"] = line["country"].upper()
        fault = _fault(line)
        first = found.get(line["id"], [line])[0]
        if not fault and (first["name"], first["kind"]) != (line["name"], line["kind"]):
            fault = f"the lines of {line['id']!r} have different names or kinds"
        if fault:
            raise RosterError(f"Line {number} of the actors: {fault}.")
        found.setdefault(line["id"], []).append(line)
    return found


def _fault(line: Line) -> str:
    """Say what is wrong with a line; "" when nothing is."""
    if not line["id"] or not line["name"]:
        return "an actor needs an id and a name"
    if any(len(cell) > LONGEST for name, cell in line.items() if name != "aliases") or len(line["id"]) > 200:
        return f"a cell is longer than {LONGEST} characters"
    if not all(cell.isprintable() for cell in line.values()):
        return "a cell holds a control character"
    if line["kind"] not in KINDS:
        return f"{line['kind']!r} is no kind of actor; write {', '.join(KINDS)}"
    if line["country"] and not re.fullmatch("[A-Z]{3}", line["country"]):
        return f"{line['country']!r} is no country code of three letters (ISO 3166-1)"
    for column in ("since", "until"):
        if line[column] and not is_day(line[column]):
            return f"{line[column]!r} is no day; write it as 2025-03-31"
    if line["since"] and line["until"] and line["until"] < line["since"]:
        return "the term ends before it begins"
    return ""


def is_day(written: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it with hyphens.

    Example:
        >>> is_day("2025-03-31"), is_day("20250331"), is_day("2025-02-30")
        (True, False, False)
    """
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
