"""Reads the lines of title, date and outlet at the beginning of a text: between two ``---``, or over a blank line."""

from __future__ import annotations

import re

_MOST_LINES = 30
_LONGEST_LINE = 1000
_LINE = re.compile(r"[ \t]*([A-Za-z_-]{2,20})[ \t]*:(.*)")
_HEADER = {
    "title": "title", "headline": "title", "date": "date", "published": "published", "outlet": "outlet",
    "source": "outlet", "publication": "outlet", "url": "url", "link": "url", "author": "author", "byline": "author",
}  # fmt: skip
"""What a header without ``---`` may say. Any other name before a colon may be a speaker's, so it ends the header."""
_TELLING = {"title", "date", "published"}
_FEWEST_LINES = 2


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""Read the front matter of a text: up to 30 lines between ``---``, or a header of known names over a blank line.

    Args:
        text: An article.

    Returns:
        The fields by lower-case name, and the offset after the last line; no fields and 0 without front matter.

    Example:
        >>> read_front_matter("---\ntitle: Talks\n---\nThey met.")
        ({'title': 'Talks'}, 21)
        >>> read_front_matter("Title: Talks\nDate: 2025-03-03\n\nThey met.")
        ({'title': 'Talks', 'date': '2025-03-03'}, 30)
        >>> read_front_matter("---\nThey met.\n---\nThey left.")
        ({}, 0)
    """
    lines = text[: _MOST_LINES * _LONGEST_LINE].splitlines(keepends=True)[: _MOST_LINES + 2]
    if not lines:
        return {}, 0
    return _fenced(lines) if lines[0].rstrip() == "---" else _header(lines)


def _fenced(lines: list[str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    end = len(lines[0])
    for line in lines[1:]:
        end += len(line)
        if line.rstrip() == "---":
            return fields, end if fields else 0
        if found := _LINE.match(line):
            fields.setdefault(found[1].casefold(), _value(found[2]))
    return {}, 0


def _header(lines: list[str]) -> tuple[dict[str, str], int]:
    """Read a header that only its names and the blank line below it set off from the text."""
    fields: dict[str, str] = {}
    end = 0
    for line in lines:
        if not line.strip():
            enough = len(fields) >= _FEWEST_LINES and not _TELLING.isdisjoint(fields)
            return (fields, end) if enough else ({}, 0)
        found = _LINE.match(line)
        name = _HEADER.get(found[1].casefold()) if found else None
        if not found or not name or name in fields:
            return {}, 0
        fields[name] = _value(found[2])
        end += len(line)
    return {}, 0


def _value(words: str) -> str:
    value = words.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
