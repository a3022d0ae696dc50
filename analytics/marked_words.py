"""Finds what stands between quotation marks, whatever the marks, in one pass over a paragraph.

A paragraph is the largest unit: a mark left open ends with its paragraph, so one stray mark never costs more than
that. The scanner looks at each mark once; its cost is linear, also on texts made of marks alone.

Single marks (‘…’, '…') are read only in an article that sets speech in them, as British papers do, with double ones
for what is quoted inside: an apostrophe must stay an apostrophe everywhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from analytics.lexicons import word_set
from analytics.records import Span
from analytics.setoff import find_set_off
from analytics.text import strip_span

MOST_MARKS = 6_000
"""Marks of one article that are read. News has 4 to a thousand characters (measured on 1,012 articles), so a text of
1.5 MB is read whole; what has more is no prose, and each mark is looked at with its surroundings."""

# It begins with one set of characters: ``re`` skips to such a set without trying to match.
_MARK = re.compile(r"[“”„‟«»\"＂'`‘’](?:(?<=[“”„‟«»\"＂])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’)")
_OPENING = frozenset("“„‟«") | {"``", "‘‘"}
_CLOSING = frozenset("”»") | {"’’"}
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f([{—–-/:;…‘'>|*_")
_AFTER_CLOSING = frozenset(" \t\u00a0\u202f)]},.;:!?—–-/…’'<|*_")

_SINGLE = re.compile(
    r"(?<!\w)(?P<open>['‘])(?=[\w$£€(\[])(?!(?:em|tis|twas|til|till|cause|cos|n|bout|round|\d0s)\b)"
    r"|(?<=\S)(?P<close>['’])(?!\w)",
    re.IGNORECASE,
)
_SAID_IN_SINGLES = re.compile(r"(?<!\w)['‘](?=\w)(?:[^'‘’\n\"“”]|(?<=\w)['’](?=\w)){12,600}[,.?!]['’](?= \w)")
"""Several words between single marks, with their stop before the closing one. It is tried at each single mark and reads
at most 600 characters from there."""

_SAID_INSIDE = re.compile(r"[,?!] (?:said|says) (?=[A-Z]|the )")
"""A mark that was never closed ends here: "'We will not yield, said General Tern. The troops cheered."."""

_LONGEST_OPEN = 1_500
_LAST_WORD = re.compile(r"([a-z]+)[,:]? $", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)


class Marked(NamedTuple):
    """Words in quotation marks: ``content`` lies inside the marks, ``outer`` includes them.

    ``closed`` is false when the paragraph ends first. ``inner`` counts marked stretches inside this one.
    """

    content: Span
    outer: Span
    closed: bool
    inner: int = 0


class _Mark(NamedTuple):
    start: int
    end: int
    shape: str  # "open", "close" or "either"


class _Style(NamedTuple):
    single: bool
    starts: list[int]  # of all double marks that are read
    end: int  # where the reading of marks stops
    known: dict[Span, list[Marked]]  # what was found: several steps ask about the same paragraphs


def find_marked(text: str, paragraph: Span) -> list[Marked]:
    """Give the outermost marked stretches of one paragraph, in order, without overlap; empty ones are left out.

    Wrong-way marks, mixed styles, doubled apostrophes and marks left open are understood by their
    neighbours: an opening mark stands after space, a closing one after words. Behind the ``MOST_MARKS``-th mark of
    the whole text none is read.

    Example:
        >>> text = "“Yes,” he said. ''No.''"
        >>> [m.content.of(text) for m in find_marked(text, Span(0, len(text)))]
        ['Yes,', 'No.']
    """
    style = _read_style(text)
    set_off = find_set_off(text, paragraph)
    if set_off and paragraph.start < style.end:
        return [Marked(set_off, paragraph, closed=True)]
    if paragraph.start >= style.end or not (style.single or _holds_mark(style.starts, paragraph)):
        return []
    found = style.known.get(paragraph)
    if found is None:
        found = _find_single(text, paragraph, style.end) if style.single else []
        if style.starts:
            found = _outermost(_find_double(text, paragraph, style.end), found)
        style.known[paragraph] = found
    return list(found)


def _outermost(doubles: list[Marked], singles: list[Marked]) -> list[Marked]:
    """Give the outer ones of stretches in two styles, in order; where two cross, the one in double marks."""
    if not singles:
        return doubles
    kept: list[Marked] = []
    for stretch in sorted([*doubles, *singles], key=lambda one: (one.outer.start, -one.outer.end)):
        if not kept or stretch.outer.start >= kept[-1].outer.end:
            kept.append(stretch)
        elif stretch.outer.end <= kept[-1].outer.end:
            kept[-1] = kept[-1]._replace(inner=kept[-1].inner + 1)
        elif stretch in doubles:
            kept[-1] = stretch
    return kept


def _holds_mark(starts: list[int], paragraph: Span) -> bool:
    """Tell whether a mark may begin in a paragraph; one cut in two by its beginning counts."""
    first = bisect_left(starts, paragraph.start - 1)
    return first < len(starts) and starts[first] < paragraph.end


def _find_double(text: str, paragraph: Span, limit: int) -> list[Marked]:
    marks = _MARK.finditer(text, paragraph.start, min(paragraph.end, limit))
    found: list[Marked] = []
    opened: list[tuple[_Mark, int]] = []  # open marks, each with how many stretches were found before it
    for mark in filter(None, (_read_mark(text, paragraph, mark) for mark in marks)):
        if opened and _closes(text, mark, opened[-1][0], paragraph):
            outer_mark, before = opened.pop()
            if not opened:
                _keep(found, before, _stretch(outer_mark, mark))
            continue
        if _opens(text, mark, paragraph, bool(opened)):
            opened.append((mark, len(found)))
    _close_at_end(text, paragraph, opened, found)
    return found


@lru_cache(maxsize=4)
def _read_style(text: str) -> _Style:
    """Tell which marks an article uses and where their reading stops; a text is asked for once a paragraph."""
    starts = _mark_starts(_MARK, text)
    single = _says_beside_doubles(text, starts) if starts else _says_in_singles(text)
    read = sorted([*_mark_starts(_SINGLE, text), *starts]) if single else starts
    end = read[MOST_MARKS] if len(read) > MOST_MARKS else len(text)
    return _Style(single, starts, end, {})


def _mark_starts(marks: re.Pattern[str], text: str) -> list[int]:
    """Give the offsets of the marks that are read, and of the first one beyond them."""
    return [found.start() for found in islice(marks.finditer(text), MOST_MARKS + 1)]


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


def _stretch(opening: _Mark, closing: _Mark) -> Marked:
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
    if not opened:
        return
    done = sorted(stretch.outer.start for stretch in found)
    for number, (mark, _) in enumerate(opened):
        following = opened[number + 1][0].start if number + 1 < len(opened) else paragraph.end
        inside = bisect_left(done, mark.end)
        end = min(following, done[inside]) if inside < len(done) else following
        said = _SAID_INSIDE.search(text, mark.end, min(end, mark.end + _LONGEST_OPEN))
        content = strip_span(text, mark.end, said.start() + 1 if said else end)
        if content:
            found.append(Marked(content, Span(mark.start, content.end), closed=False))
    found.sort(key=lambda stretch: stretch.outer.start)


# -- single marks ---------------------------------------------------------------------------------------------


def _says_in_singles(text: str) -> bool:
    """Tell whether a single mark of an article closes right before, or opens right behind, a verb of saying."""
    strong = word_set("cues", "forms", strength="strong")
    for found in islice(_SINGLE.finditer(text), MOST_MARKS):
        start, end = found.span()
        if found.lastgroup == "open":
            before = _LAST_WORD.search(text[max(0, start - 20) : start])
            near = [before.group(1)] if before else []
        elif text[start - 1] in ",.?!" or text[end : end + 1] == ",":
            near = _LETTERS.findall(text[end : end + 50])[:4]
        else:
            continue
        if any(word.lower() in strong for word in near):
            return True
    return False


def _says_beside_doubles(text: str, doubles: list[int]) -> bool:
    """Tell whether an article with double marks sets speech in single ones too ("‘We will go there,’ she said").

    The words have to be several, end with their stop inside the marks, and have a verb of saying right behind; and an
    opening double mark must not stand nearer before them than a closing one, for what is quoted inside proves nothing.
    """
    strong = word_set("cues", "forms", strength="strong")
    for found in _SAID_IN_SINGLES.finditer(text):
        at = bisect_left(doubles, found.start())
        if at and _may_open(text, doubles[at - 1]) and "\n" not in text[doubles[at - 1] : found.start()]:
            continue
        near = _LETTERS.findall(text[found.end() : found.end() + 50])[:4]
        if any(word.lower() in strong for word in near):
            return True
    return False


def _may_open(text: str, start: int) -> bool:
    """Tell whether a double mark may open a stretch: it does not stand right behind words."""
    return text[start] not in _CLOSING and (
        not start or text[start - 1] in _BEFORE_OPENING or text[start - 1].isspace()
    )


def _find_single(text: str, paragraph: Span, limit: int) -> list[Marked]:
    """Give the stretches between single marks; one that is never closed is an apostrophe.

    Behind a plural ("the soldiers' ") a mark may be an apostrophe: it closes only where no other does.
    """
    found: list[Marked] = []
    opened: _Mark | None = None
    doubtful: _Mark | None = None
    for match in _SINGLE.finditer(text, paragraph.start, min(paragraph.end, limit)):
        mark = _Mark(match.start(), match.end(), match.lastgroup or "")
        if mark.shape == "open":
            if opened and doubtful:
                found.append(_stretch(opened, doubtful))
            opened, doubtful = mark, None
        elif opened and _may_be_apostrophe(text, mark):
            doubtful = doubtful or mark
        elif opened:
            found.append(_stretch(opened, mark))
            opened = doubtful = None
    if opened and doubtful:
        found.append(_stretch(opened, doubtful))
    return found


def _may_be_apostrophe(text: str, mark: _Mark) -> bool:
    ahead = text[max(0, mark.start - 2) : mark.start].lower()
    return (ahead[-1:] == "s" or ahead == "in") and text[mark.end : mark.end + 1] == " "
