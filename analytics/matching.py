"""Matches quotes found with quotes marked by hand.

The rules are those of the comparisons that were published on PolNeAR's articles: a quotation is cut at line breaks (it
may be marked whole or by paragraph), marks and punctuation at its ends do not count, and two stretches are the same
when they share four fifths of the characters that either holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analytics.records import Span

SAME = 0.8
"""Shared characters, as a part of those that either stretch holds, from which two stretches are the same quote."""

_LINE = re.compile(r"[^\n]+")
_EDGE = frozenset(" \t\r\u00a0\"'“”‘’`.,;:!?…—–-()[]*_")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def pieces(text: str, span: Span) -> list[Span]:
    r"""Cut a stretch at line breaks and take marks and punctuation off both ends of each piece; empty ones go.

    Example:
        >>> text = "“One. \n\n“Two”"
        >>> [piece.of(text) for piece in pieces(text, Span(0, len(text)))]
        ['One', 'Two']
    """
    found = []
    for line in _LINE.finditer(text, span.start, span.end):
        start, end = line.span()
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


def match(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Match one to one, the most alike first.

    Returns:
        For each number of a gold stretch that was found, the number of its match.

    Example:
        >>> match([Span(0, 10), Span(20, 30)], [Span(20, 29), Span(40, 50)])
        {1: 0}
    """
    order = sorted(range(len(found)), key=lambda number: found[number].start)
    alike = []
    for number, wanted in enumerate(gold):
        for other in order:
            if found[other].start >= wanted.end:
                break
            likeness = _likeness(wanted, found[other])
            if likeness >= SAME:
                alike.append((likeness, number, other))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(alike, reverse=True):
        if number not in matched and other not in taken:
            matched[number] = other
            taken.add(other)
    return dict(sorted(matched.items()))


def _likeness(one: Span, two: Span) -> float:
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared / (max(one.end, two.end) - min(one.start, two.start)) if shared > 0 else 0.0


def count_words(text: str, span: Span) -> int:
    """Count the words of a stretch.

    Example:
        >>> count_words("don’t go", Span(0, 8))
        2
    """
    return sum(1 for _ in _WORD.finditer(text, span.start, span.end))


def word_starts(text: str, spans: Iterable[Span]) -> set[int]:
    """Give where the words of some stretches begin."""
    return {word.start() for span in spans for word in _WORD.finditer(text, span.start, span.end)}
