"""Reads dated events to be marked on timelines: what happened, beside what was said."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from analytics.days import read_day

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
        content: The bytes of a CSV file, UTF-8.
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
        text = content.decode("utf-8-sig").replace("\0", "")
        lines = list(csv.DictReader(io.StringIO(text, newline=""), restval=""))
    except (ValueError, csv.Error) as error:
        raise UnreadableEventsError(f"{name} is no CSV file in UTF-8.") from error
    if lines and not {"date", "label"} <= set(lines[0]):
        raise UnreadableEventsError(f"{name} needs the columns date and label.")
    found = []
    for line in lines:
        day = read_day(line["date"] or "").iso
        if day and (line["label"] or "").strip():
            found.append(Event(day, line["label"].strip(), (line.get("kind") or "").strip()))
    if not found:
        raise UnreadableEventsError(f"No line of {name} has both a date that is sure and a label.")
    return sorted(found, key=lambda event: (event.day, event.label))
