"""Reads the day of publication where it is written beyond doubt, and says what period a day lies in.

A date is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ANY_WEEKDAY, ANY_MONTH = ("|".join(map(str.title, names)) for names in (WEEKDAYS, MONTHS))
"""Pieces of patterns: each name as it is printed."""

_MONTH_NUMBERS = {name: number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])}
_MONTH_NUMBERS["sept"] = 9
_TIME = r"(?:[T ,]+(?:at )?\d{1,2}:\d{2}.{0,40})?"
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})" + _TIME)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME)
_DAY_FIRST = re.compile(r"(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})" + _TIME, re.I)
_MONTH_FIRST = re.compile(r"(?:[a-z]{3,9}\.?,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _TIME, re.I)

_LONGEST = 80
_OLDEST = 1600
"""No newspaper is older; a year below it is a slip."""

_DOUBTED_BEFORE = 1900
"""Older articles are rarer than slips: such a day is kept and doubted."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as ISO 8601, empty when it is not known; ``doubt`` says in words why it is not, or not to be trusted."""

    iso: str
    doubt: str = ""


def read_day(written: str, today: date | None = None) -> Day:
    """Read a day written in one of the unambiguous ways.

    Read are ISO 8601, a month by its English name, and numbers that can only be read in one way. A time beside the
    day is passed over, and so is its zone: the day is the one that the outlet printed, wherever it is read. A day in
    the future, or before 1900, is kept and doubted.

    Args:
        written: What stands in the file.
        today: The day against which "future" is judged; the clock's when left out.

    Example:
        >>> read_day("Jan. 21, 2022").iso, read_day("21/01/2022").iso, read_day("03/04/2022").iso
        ('2022-01-21', '2022-01-21', '')
    """
    words = " ".join(written.split())
    if not words:
        return Day("")
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    try:
        found = _match(words) if len(words) <= _LONGEST else None
    except _AmbiguousError:
        return Day("", f"the date {shown!r} can be read in two ways")
    except ValueError:
        return Day("", f"there is no such day as {shown!r}")
    if found is None or found.year < _OLDEST:
        return Day("", f"the date {shown!r} is not one that can be read for sure")
    if found > (today or datetime.now(UTC).date()) + timedelta(days=1):  # the sun rises first in the Far East
        return Day(found.isoformat(), f"the date {shown!r} lies in the future")
    if found.year < _DOUBTED_BEFORE:
        return Day(found.isoformat(), f"the date {shown!r} lies before {_DOUBTED_BEFORE}")
    return Day(found.isoformat())


def first_day(day: date, period: Literal["day", "week", "month"]) -> date:
    """Give the first day of the period that a day lies in; weeks begin on Monday.

    Example:
        >>> sunday = date(2025, 3, 2)
        >>> [first_day(sunday, period).isoformat() for period in ("day", "week", "month")]
        ['2025-03-02', '2025-02-24', '2025-03-01']
    """
    if period == "month":
        return day.replace(day=1)
    if period == "week" and day.toordinal() > day.weekday():  # the calendar's first week has no Monday before it
        return day - timedelta(days=day.weekday())
    return day


def move_day(day: date, days: int) -> date:
    """Give the day so many days later (earlier where negative); the calendar's first or last where it ends before.

    A file may be dated 9999-12-31, "for ever": what looks a fortnight beyond must not fail.

    Example:
        >>> move_day(date(2025, 3, 31), 1).isoformat(), move_day(date.max, 14).isoformat()
        ('2025-04-01', '9999-12-31')
    """
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


class _AmbiguousError(Exception):
    """Day and month could be either way round."""


def _match(words: str) -> date | None:
    if iso := _ISO.fullmatch(words):
        return date(int(iso[1]), int(iso[3]), int(iso[4]))
    if numbers := _NUMBERS.fullmatch(words):
        first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        if first <= 12 and second <= 12 and first != second:
            raise _AmbiguousError
        return date(year, second, first) if first > 12 else date(year, first, second)
    if named := _DAY_FIRST.fullmatch(words):
        return _named(named[1], named[2], named[3])
    if named := _MONTH_FIRST.fullmatch(words):
        return _named(named[2], named[1], named[3])
    return None


def _named(day: str, month: str, year: str) -> date | None:
    number = _MONTH_NUMBERS.get(month.casefold())
    return None if number is None else date(int(year), number, int(day))
