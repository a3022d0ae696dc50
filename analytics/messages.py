"""Gives sentences for a person: how many things there are, and that a fault stopped the work on one."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LOG = logging.getLogger(__name__)
_LOGGED_CALLS = 12
"""So many of the innermost calls are logged: enough to find a fault, also in a recursion of a thousand."""


def counted(number: int, noun: str) -> str:
    """Say a number of things.

    Example:
        >>> counted(1, "quote"), counted(1200, "quote")
        ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def count_kinds(rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Count quotes in marks (direct and mixed) and indirect statements among lines of the table of quotes.

    Example:
        >>> count_kinds([{"kind": "mixed"}, {"kind": "indirect"}, {"kind": "direct"}])
        (2, 1)
    """
    kinds = [row["kind"] == "indirect" for row in rows]
    return len(kinds) - sum(kinds), sum(kinds)


def counted_quotes(marked: int, indirect: int) -> str:
    """Say a number of quotes in marks and, where there are any, of indirect statements.

    Example:
        >>> counted_quotes(11, 7), counted_quotes(1, 0)
        ('11 quotes, 7 indirect statements', '1 quote')
    """
    said = counted(marked, "quote")
    return f"{said}, {counted(indirect, 'indirect statement')}" if indirect else said


_LIKE = {"copy": "Much like", "update": "Perhaps an earlier version of", "part": "Holds most of"}


def told_copies(copies: Sequence[Mapping[str, Any]]) -> str:
    """Say what an article is much like, see ``Store.copies``; "" when there is nothing.

    Example:
        >>> told_copies([{"kind": "copy", "title": "Talks end", "outlet": "The Varn Post", "published": ""}])
        'Much like “Talks end” (The Varn Post)'
    """
    if not copies:
        return ""
    first = copies[0]
    printed = ", ".join(filter(None, (first["outlet"], first["published"])))
    more = f" and {len(copies) - 1} more" if len(copies) > 1 else ""
    named = f"“{first['title'] or 'an article without a title'}”"
    return f"{_LIKE[first['kind']]} {named}{f' ({printed})' if printed else ''}{more}"


def speaker_of(row: Mapping[str, Any]) -> str:
    """Name who spoke for a reader: the actor, else the article's own words for an unnamed one, else 'Unknown'.

    Example:
        >>> speaker_of({"actor": "", "actor_kind": "unnamed", "speaker": "senior official", "mention": "he"})
        'Unnamed (senior official)'
    """
    if row["actor"]:
        return str(row["actor"])
    if row["actor_kind"] in ("", "unknown"):
        return "Unknown speaker"
    words = str(row["speaker"] or row["mention"])
    return f"Unnamed ({words})" if words else "Unnamed speaker"


def tell_fault(error: Exception) -> str:
    """Log where a fault of our own arose, and give the sentence that stands for it.

    The log holds places in the program alone: the error's own words may be an article's.

    Args:
        error: What was raised while one article was worked on.

    Returns:
        A sentence for the person whose article it was, with the kind of fault.
    """
    calls = traceback.format_tb(error.__traceback__)[-_LOGGED_CALLS:]
    _LOG.error("%s while an article was worked on:\n%s", type(error).__name__, "".join(calls).rstrip())
    return (
        f"A fault in Parley stopped this article ({type(error).__name__}). "
        "Please report it with what the terminal shows."
    )


def tell_why(error: Exception) -> str:
    """Give an error's own words without a full stop; of a file, its name and what the system says of it.

    Example:
        >>> tell_why(ValueError("No text.")), tell_why(FileNotFoundError(2, "No such file", "a.csv"))
        ('No text', 'a.csv: No such file')
    """
    if isinstance(error, OSError) and error.strerror:
        named = f"{error.filename}: " if error.filename else ""
        return f"{named}{error.strerror.rstrip('.')}"
    return str(error).rstrip(".")
