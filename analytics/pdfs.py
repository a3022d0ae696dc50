"""Reads PDF files: lines joined to paragraphs again, without running heads and page numbers.

Runs in the child process of ``readers`` alone; the words come from pypdf (BSD-3). A PDF knows no paragraphs, only
letters at places: where one ends is told by the space below its last line, the indent of the next, and by a short
last line that ends a sentence.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from analytics.documents import Document, DocumentError
from analytics.limits import MAX_ARTICLE_CHARACTERS, MAX_PAGES

_DAMAGED = "This PDF is damaged, or only a part of it."
_LOCKED = "This PDF needs a password. Save a copy without one, or copy its words into a .txt file."
_NO_TEXT = (
    "This PDF has no text layer: its pages are pictures (a scan?). Have a program for text recognition (OCR) make one."
)
_TOO_LARGE = "Unpacked, a page of this PDF is larger than any article: refused."

_EDGE_LINES = 3
"""Running heads and feet stand among so many lines at the top and the bottom of a page, or a quarter of its lines."""

_REPEATED = 0.4
"""A line at the edge of this share of the pages is a running head; left and right pages may each have their own."""

_NUMBERED = re.compile(
    r"(?:p(?:age|g|\.)?\s*)?[-–—|\[(]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|\])]?(?:\s*(?:/|of)\s*\d{1,4})?", re.I
)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"([A-Za-z\u00c0-\u024f]{2,})[-\u2010\u00ad]$")
_KEPT_BEFORE_HYPHEN = frozenset(
    "self non anti pro ex vice cross half well so mid post pre ultra semi quasi cease".split()
)
_LONGEST_WORD = 80
"""Characters at the end of a line in which a broken word is looked for."""

_SPACES = re.compile(r"[ \t\u00a0]+")


class Line(NamedTuple):
    """A printed line: its words, where it begins and ends, and how high its letters are, in points.

    ``top`` grows downwards, whatever the page's own axes say.
    """

    words: str
    left: float
    top: float
    size: float


def read_pdf(data: bytes) -> Document:
    """Read one PDF file.

    Args:
        data: The file.

    Returns:
        Its paragraphs, parted by blank lines. No title and no day: those inside a PDF are mostly those of a template.

    Raises:
        DocumentError: When it is locked, damaged, a scan, or beyond the limits.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = list(_pages(data))
    except (DocumentError, MemoryError):
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise DocumentError(_LOCKED) from error
    except LimitReachedError as error:
        raise DocumentError(_TOO_LARGE) from error
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise DocumentError(_DAMAGED) from error
    lines = without_running_heads(pages)
    text = "\n\n".join(join_lines(lines))
    if not any(letter.isalpha() for letter in text):
        raise DocumentError(_NO_TEXT)
    return Document(text)


def _pages(data: bytes) -> Iterator[list[Line]]:
    """Give the lines of each page."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(_LOCKED)
    number = len(reader.pages)
    if not number:
        raise DocumentError(_DAMAGED)
    if number > MAX_PAGES:
        raise DocumentError(f"This PDF has {number:,} pages; at most {MAX_PAGES} are read. Split it.")
    left = MAX_ARTICLE_CHARACTERS
    for page in reader.pages:
        lines = read_page(page)
        left -= sum(len(line.words) for line in lines)
        if left < 0:
            raise DocumentError(f"One article of more than {MAX_ARTICLE_CHARACTERS:,} characters is not read.")
        yield lines


class _Piece(NamedTuple):
    words: str
    left: float
    top: float
    size: float
    turn: int


def read_page(page: pypdf.PageObject) -> list[Line]:
    """Give the lines of a page in the order in which the file draws them, which keeps columns apart."""
    pieces: list[_Piece] = []

    def gather(words: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:  # noqa: ANN401
        if not words:
            return
        matrix = _product(tm, cm)
        turn = _turn(matrix)
        across, up = _upright(matrix, turn)
        height = abs(size or 1.0) * max(abs(matrix[2]), abs(matrix[3]))
        pieces.append(_Piece(words, across, -up, height, turn))

    page.extract_text(visitor_text=gather)
    letters: Counter[int] = Counter()
    for piece in pieces:
        letters[piece.turn] += len(piece.words.strip())
    # Words turned another way than the page's are stamps, and captions at the edge of a picture.
    main = letters.most_common(1)[0][0] if letters else 0
    return list(_lines(piece for piece in pieces if piece.turn == main))


def _lines(pieces: Iterable[_Piece]) -> Iterator[Line]:
    """Put pieces together to lines: a line ends at a line feed or where the next piece stands at another height."""
    words: list[str] = []
    first: _Piece | None = None

    def line() -> Iterator[Line]:
        text = _SPACES.sub(" ", "".join(words)).strip()
        if text and first is not None:
            yield Line(text, first.left, first.top, first.size)

    for piece in pieces:
        if first is not None and abs(piece.top - first.top) > 0.6 * max(piece.size, first.size, 1.0):
            yield from line()
            words, first = [], None
        for number, part in enumerate(piece.words.split("\n")):
            if number:
                yield from line()
                words, first = [], None
            if part.strip() and first is None:
                first = piece
            words.append(part)
    yield from line()


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Leave out what repeats at the edges of the pages, and page numbers; the pages are put together.

    The first page keeps a head without figures, because it may be the headline that the others repeat.

    Example:
        >>> page = lambda n: [Line("Talks end", 0, 0, 9), Line(f"Page {n} says.", 0, 50, 9), Line(str(n), 0, 700, 9)]
        >>> [line.words for line in without_running_heads([page(1), page(2), page(3)])]
        ['Talks end', 'Page 1 says.', 'Page 2 says.', 'Page 3 says.']
    """
    edges = [_edges(page) for page in pages]
    seen = Counter(shape for ends in edges for shape in {_shape(line.words) for end in ends for line in end})
    enough = max(2, _REPEATED * len(pages))

    def is_running(line: Line) -> bool:
        if _NUMBERED.fullmatch(line.words):
            return len(pages) > 1 or not line.words.isdigit()
        return len(line.words) <= 120 and seen[_shape(line.words)] >= enough

    kept: list[Line] = []
    for number, (page, ends) in enumerate(zip(pages, edges, strict=True)):
        running = {line for end in ends for line in takewhile(is_running, end)}  # from the edge inwards
        if number == 0 and page and page[0] in running and not any(letter.isdigit() for letter in page[0].words):
            running.discard(page[0])
        kept += [line._replace(top=line.top + number * _PAGE) for line in page if line not in running]
    return kept


_PAGE = 1_000_000.0
"""Added to a line's place for each page before its own."""


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Give the outermost lines at the top and at the bottom of a page, from the edge inwards."""
    by_place = sorted(page, key=lambda line: line.top)
    number = min(_EDGE_LINES, max(1, len(page) // 4))
    return by_place[:number], by_place[: -number - 1 : -1]


def _shape(words: str) -> str:
    """Make lines alike that differ by their figures only, as a page's number or the time of printing does."""
    return re.sub(r"\d+", "#", words.casefold())


def join_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Give the paragraphs that printed lines make.

    Example:
        >>> lines = [Line("They will not with-", 0, 0, 9), Line("draw.", 0, 11, 9), Line("She left.", 0, 40, 9)]
        >>> list(join_lines(lines))
        ['They will not withdraw.', 'She left.']
    """
    if not lines:
        return
    gaps = [
        below.top - above.top
        for above, below in pairwise(lines)
        if 0 < below.top - above.top < 5 * max(above.size, 1.0)
    ]
    leading = (
        sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    )  # where paragraphs are short, half the gaps lie between them
    widest = _usual_length(lines)
    whole = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.words)}
    paragraph = [lines[0].words]
    for above, below in pairwise(lines):
        if _ends_paragraph(above, below, leading, widest):
            yield _joined(paragraph, whole)
            paragraph = []
        paragraph.append(below.words)
    yield _joined(paragraph, whole)


def _usual_length(lines: Sequence[Line]) -> float:
    """Give the length of a full line in characters: nine of ten are shorter, or as long."""
    lengths = sorted(len(line.words) for line in lines)
    return float(lengths[int(len(lengths) * 0.9)])


def _ends_paragraph(above: Line, below: Line, leading: float, widest: float) -> bool:
    """Tell whether a new paragraph begins with the line below."""
    ended = bool(_ENDS.search(above.words))
    gap = below.top - above.top
    size = max(above.size, 1.0)
    if abs(below.size - above.size) > 0.15 * size:
        return True  # a headline above its text
    if gap >= _PAGE / 2 or gap < -size:  # a new page or column: the sentence may go on
        return ended and len(above.words) < 0.9 * widest
    if leading and gap > max(1.35 * leading, 0.5 * size):
        return True
    if ended and below.left - above.left > 0.6 * size:
        return True  # an indent
    return ended and len(above.words) < 0.8 * widest


def _joined(lines: Sequence[str], whole: set[str]) -> str:
    """Join the lines of a paragraph; a word that was broken at a line's end is mended."""
    parts = [lines[0]]
    for line in lines[1:]:
        above = "".join(parts[-2:])[-_LONGEST_WORD:]  # all that is joined so far would be read again for every line
        broken = _BROKEN_WORD.search(above)
        if not broken or not line[:1].islower():
            if not above.endswith(("-", "\u2014", "\u00ad")) or line[:1] == "\u201c":
                parts.append(" ")
            parts.append(line)
            continue
        after = re.match(r"[^\W\d_]+", line)
        first, second = broken[1].casefold(), after[0].casefold() if after else ""
        with_hyphen = f"{first}-{second}" in whole or (
            first in _KEPT_BEFORE_HYPHEN and first + second not in whole and not above.endswith("\u00ad")
        )
        parts[-1:] = [parts[-1] if with_hyphen else parts[-1][:-1], line]
    return "".join(parts).replace("\u00ad", "")


def _product(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Multiply two matrices of the PDF's kind (six figures)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _turn(matrix: Sequence[float]) -> int:
    """Give how far words are turned: 0, 90, 180 or 270 degrees."""
    if abs(matrix[0]) >= abs(matrix[1]):
        return 0 if matrix[0] >= 0 else 180
    return 90 if matrix[1] > 0 else 270


def _upright(matrix: Sequence[float], turn: int) -> tuple[float, float]:
    """Give where words stand, across and up, seen with them upright."""
    x, y = matrix[4], matrix[5]
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]
