"""Reads the lines of title, date and outlet that may stand between two ``---`` at the beginning of a text."""

from __future__ import annotations

import re

_MOST_LINES = 30
_LONGEST_LINE = 1000
_LINE = re.compile(r"[ \t]*([A-Za-z_-]{2,20})[ \t]*:(.*)")


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""Read the front matter of a text: up to 30 lines, one of them at least with a name and a colon.

    Args:
        text: An article.

    Returns:
        The fields by lower-case name, and the offset after the closing line; no fields and 0 without front matter.

    Example:
        >>> read_front_matter("---\ntitle: Talks\n---\nThey met.")
        ({'title': 'Talks'}, 21)
        >>> read_front_matter("---\nThey met.\n---\nThey left.")
        ({}, 0)
    """
    start = text[: _MOST_LINES * _LONGEST_LINE].splitlines(keepends=True)[: _MOST_LINES + 2]
    if not start or start[0].rstrip() != "---":
        return {}, 0
    fields: dict[str, str] = {}
    end = len(start[0])
    for line in start[1:]:
        end += len(line)
        if line.rstrip() == "---":
            return fields, end if fields else 0
        found = _LINE.match(line)
        if found:
            value = found[2].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            fields.setdefault(found[1].casefold(), value[1:-1] if quoted else value)
    return {}, 0
