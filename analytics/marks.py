"""Finds what stands between quotation marks, whatever the marks, in one pass over a paragraph.

A paragraph is the largest unit: a mark left open ends with its paragraph, so one stray mark never costs more than
that. The scanner looks at each mark once; its cost is linear, also on texts made of marks alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analytics.records import Span

_MARK = re.compile(r"[“”„‟«»\"＂]|''|``|‘‘|’’")
_OPENING = frozenset("“„‟«") | {"``", "‘‘"}
_CLOSING = frozenset("”»") | {"’’"}
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f([{—–-/:;…‘'>|*_")
_AFTER_CLOSING = frozenset(" \t\u00a0\u202f)]},.;:!?—–-/…’'<|*_")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in quotation marks: ``content`` lies inside the marks, ``outer`` includes them.

    ``closed`` is false when the paragraph ends first. ``inner`` counts marked stretches inside this one.
    """

    content: Span
    outer: Span
    closed: bool
    inner: int = 0


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    shape: str  # "open", "close" or "either"


def find_marked(text: str, paragraph: Span) -> list[Marked]:
    """Give the outermost marked stretches of one paragraph, in order, without overlap; empty ones are left out.

    Wrong-way marks, mixed styles, doubled apostrophes and marks left open are understood by their
    neighbours: an opening mark stands after space, a closing one after words.

    Example:
        >>> text = "“Yes,” he said. ''No.''"
        >>> [m.content.of(text) for m in find_marked(text, Span(0, len(text)))]
        ['Yes,', 'No.']
    """
    read = (_read_mark(text, paragraph, found) for found in _MARK.finditer(text, paragraph.start, paragraph.end))
    marks = [mark for mark in read if mark is not None]
    found: list[Marked] = []
    opened: list[tuple[_Mark, int]] = []  # open marks, each with how many stretches were found before it
    for mark in marks:
        if opened and _closes(text, mark, opened[-1][0], paragraph):
            outer_mark, before = opened.pop()
            if not opened:
                _keep(found, before, _stretch(text, outer_mark, mark))
            continue
        if _opens(text, mark, paragraph, bool(opened)):
            opened.append((mark, len(found)))
    _close_at_end(text, paragraph, opened, found)
    return found


def _read_mark(text: str, paragraph: Span, found: re.Match[str]) -> _Mark | None:
    words, start, end = found.group(), found.start(), found.end()
    if words in _OPENING or words in _CLOSING:
        return _Mark(start, end, "open" if words in _OPENING else "close")
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if before.isdigit() and (after.isspace() or after.isdigit()) and words in ('"', "''", "＂"):
        inches = start - 2 >= paragraph.start and text[start - 2] in "'’ -" and not after.isspace()
        if inches:
            return None  # 6'2" tall, a 12"3 pipe
    opening = before in _BEFORE_OPENING and not after.isspace()
    closing = (after in _AFTER_CLOSING or after.isspace()) and not before.isspace()
    if opening and not closing:
        return _Mark(start, end, "open")
    if closing and not opening:
        return _Mark(start, end, "close")
    return _Mark(start, end, "either")


def _closes(text: str, mark: _Mark, opened: _Mark, paragraph: Span) -> bool:
    """Tell whether a mark ends the stretch that is open: by its shape, or by where a wrong-way mark stands."""
    if mark.shape == "close":
        return True
    if mark.shape == "either":
        return mark.start > opened.end
    # An opening shape inside an open stretch: a wrong-way closing mark stands right after words, before space.
    before = text[mark.start - 1]
    after = text[mark.end] if mark.end < paragraph.end else " "
    return not before.isspace() and before not in "([—–-" and (after.isspace() or after in ",.;:!?")


def _opens(text: str, mark: _Mark, paragraph: Span, inside: bool) -> bool:
    if mark.shape in ("open", "either"):
        return True
    if inside:
        return False
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    return (before.isspace() or before in "([—–") and not after.isspace() and after.isalnum()  # wrong way round


def _stretch(text: str, opening: _Mark, closing: _Mark) -> Marked:
    return Marked(Span(opening.end, closing.start), Span(opening.start, closing.end), closed=True)


def _keep(found: list[Marked], before: int, stretch: Marked) -> None:
    inner = len(found) - before
    del found[before:]
    if len(stretch.content) > 0:
        found.append(Marked(stretch.content, stretch.outer, stretch.closed, inner))


def _close_at_end(text: str, paragraph: Span, opened: list[tuple[_Mark, int]], found: list[Marked]) -> None:
    """End what is still open with the paragraph.

    With several marks open, all but the last lost their closing mark: each of those ends where the next one opens.
    """
    done = sorted(stretch.outer.start for stretch in found)
    for number, (mark, _) in enumerate(opened):
        following = opened[number + 1][0].start if number + 1 < len(opened) else paragraph.end
        inside = bisect_left(done, mark.end)
        end = min(following, done[inside]) if inside < len(done) else following
        content = _trimmed(text, mark.end, end)
        if len(content) > 0:
            found.append(Marked(content, Span(mark.start, content.end), closed=False))
    found.sort(key=lambda stretch: stretch.outer.start)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
