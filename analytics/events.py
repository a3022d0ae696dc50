"""Reads dated events to be marked on timelines: what happened, beside what was said."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.days import read_day
from analytics.tables import CSV_ENCODING, Record, find_delimiter, read_records

MOST = 60
"""More marks than this hide the line that they explain."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day (ISO date), in a few words, and of which kind."""

    day: str
    label: str
    kind: str = ""


class UnreadableEventsError(ValueError):
    """The table holds no events; the message is a sentence for a person."""


def read_events(content: bytes, name: str = "events.csv") -> list[Event]:
    r"""Read a table with the columns ``date`` and ``label``, and ``kind`` if there is one.

    Args:
        content: The bytes of a CSV file, UTF-8; with commas, semicolons, tabs or bars.
        name: The file's name, for the messages.

    Returns:
        The events by day; a line without a label, or with a date that is not sure, is left out.

    Raises:
        UnreadableEventsError: When there is no such column or no such line.

    Example:
        >>> read_events(b"date,label\n2025-03-14,Fleet made ready\nsome day,Nothing\n")
        [Event(day='2025-03-14', label='Fleet made ready', kind='')]
    """
    try:
        text = content.decode(CSV_ENCODING)
    except UnicodeDecodeError as error:
        raise UnreadableEventsError(f"{name} is no CSV file in UTF-8.") from error
    head, *records = list(read_records(text, delimiter=find_delimiter(text, "label"))) or [Record(1)]
    columns = [cell.strip().casefold() for cell in head.cells]
    if not {"date", "label"} <= set(columns):
        raise UnreadableEventsError(f"{name} needs the columns date and label.")
    found = []
    for record in records:
        line = dict(zip(columns, map(str.strip, record.cells), strict=False))
        day = read_day(line.get("date", "")).iso
        if day and line.get("label"):
            found.append(Event(day, line["label"], line.get("kind", "")))
    if not found:
        raise UnreadableEventsError(f"No line of {name} has both a date that is sure and a label.")
    return sorted(found, key=lambda event: (event.day, event.label))
