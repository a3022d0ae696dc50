"""Looks at text without moving a character: folding, paragraphs, sentences, tokens.

Nothing here changes the text; every function gives spans (offsets) or a copy of the same length. All of it is
linear in the length of the text: each pattern is anchored and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from analytics.records import Span

APOSTROPHES = "’‘ʼ＇`´‛"
DOUBLE_MARKS = "“”„‟«»″＂"
DASHES = "–—―‒‐‑"
SPACES = "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_FOLD = {
    mark: plain
    for marks, plain in ((APOSTROPHES, "'"), (DOUBLE_MARKS, '"'), (DASHES, "-"), (SPACES + INVISIBLE, " "))
    for mark in marks
}

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_TOKEN = re.compile(
    r"[A-Za-z](?:[A-Za-z]*+(?= )"  # most words; they come first, for speed
    r"|\.[A-Za-z]\.(?:[A-Za-z]\.)*(?:[A-Za-z]\b)?"  # initialisms: U.S., U.N., D.C.
    r"|\w*+(?:['’&-]\w++)*+)"  # words: al-Assad, O'Neil, don’t, AT&T
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b"  # numbers: 100,000  7.5  10:30
    r"|\w++(?:['’&-]\w++)*+"  # words that begin otherwise: École, 7pm
)
_PIECES = re.compile(f"({_TOKEN.pattern})")
# It begins with a set of characters, and looks behind only then: ``re`` skips to such a set without trying to match.
_SENTENCE_END = re.compile(r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"'”’»)\]]*+(?=\s|[“\"‘]|[A-Z][a-z])")

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen sens rep reps gov gen col lt maj capt cmdr adm sgt st mt ft jr sr rev hon pres
    amb no vs etc inc corp co ltd bros dept est fig al ave blvd rd jan feb mar apr jun jul aug sept sep oct nov
    dec mon tue wed thu fri sat sun u.s u.n u.k e.u d.c a.m p.m i.e e.g ph.d m.d b.a m.a approx messrs supt
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa
    tenn tex vt va wash wis wyo""".split()
)
"""Words whose full stop does not end a sentence (lower case, without the final stop)."""


_BEFORE_NUMBERS = frozenset("no sun sat mar".split())
_ALSO_WORDS = frozenset("ill mass wash miss ark ore fig pa mo".split())
"""Those among them that are words of their own: abbreviations only before a number, or with a capital."""


def fold(text: str) -> str:
    r"""Give a copy of the same length with plain quotation marks, apostrophes, dashes and spaces.

    Offsets into the copy are offsets into the text. Zero-width characters become spaces.

    Example:
        >>> fold("They won’t “talk” — yet")
        'They won\'t "talk" - yet'
    """
    if not text.isascii():
        for mark in _FOLD.keys() & set(text):  # many times as fast as ``str.translate``
            text = text.replace(mark, _FOLD[mark])
    return text


def lines(text: str) -> Iterator[Span]:
    """Give the non-blank lines, stripped of white space at both ends."""
    for found in _LINE.finditer(text):
        if span := strip_span(text, found.start(), found.end()):
            yield span


def paragraphs(text: str) -> Iterator[Span]:
    r"""Give the paragraphs, in order and without overlap.

    A line is a paragraph, unless the text is hard-wrapped (its lines break in mid-sentence at a fixed width):
    there, lines without a blank line between them belong together.

    Example:
        >>> [span.of("One.\n\nTwo.") for span in paragraphs("One.\n\nTwo.")]
        ['One.', 'Two.']
    """
    found = list(lines(text))
    if not _is_wrapped(text, found):
        yield from found
        return
    block: Span | None = None
    for line in found:
        if block and not _blank_line_between(text, block.end, line.start):
            block = Span(block.start, line.end)
            continue
        if block:
            yield block
        block = line
    if block:
        yield block


def _blank_line_between(text: str, end: int, start: int) -> bool:
    return text.count("\n", end, start) > 1 or text.count("\r", end, start) > 1


def _is_wrapped(text: str, found: list[Span]) -> bool:
    """Tell a hard-wrapped text: most lines that touch the next one stop in mid-sentence, at 50 to 100 characters."""
    touching = [line for line, following in pairwise(found) if not _blank_line_between(text, line.end, following.start)]
    if len(touching) < 4:
        return False
    broken = sum(50 <= len(line) <= 100 and text[line.end - 1] not in ".!?:”\"'’)" for line in touching)
    return broken >= 0.6 * len(touching)


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """Give the sentences, in order and without overlap; no sentence crosses a paragraph.

    A closing quotation mark belongs to the sentence that it ends. Abbreviations, initials and numbers do not end
    a sentence. Sentences glued by a lost space ("sent.“This", "end.Next") are cut.

    Args:
        text: The text.
        within: Only this stretch; a caller that already knows the paragraphs saves their search.

    Example:
        >>> [s.of("Mr. Li left. He won.") for s in sentences("Mr. Li left. He won.")]
        ['Mr. Li left.', 'He won.']
    """
    blocks = paragraphs(text) if within is None else [within]
    for block in blocks:
        start = block.start
        for found in _SENTENCE_END.finditer(text, block.start, block.end):
            if found.end() >= block.end or not _ends_sentence(text, start, found, block.end):
                continue
            if span := strip_span(text, start, found.end()):
                yield span
            start = found.end()
        if span := strip_span(text, start, block.end):
            yield span


def paragraph_sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """Give the sentences of a paragraph, cut once for all the steps that read the same article.

    Example:
        >>> len(paragraph_sentences("He won. She left.", Span(0, 17)))
        2
    """
    known = _known_sentences(text)
    found = known.get(paragraph)
    if found is None:
        found = known[paragraph] = tuple(sentences(text, paragraph))
    return found


@lru_cache(maxsize=8)
def folded_sentences(text: str) -> tuple[str, tuple[Span, ...]]:
    """Give the folded copy of a text with its sentences, remembered for the scorers that read the same words in turn.

    Example:
        >>> folded_sentences("They won’t. Not yet.")
        ("They won't. Not yet.", (Span(start=0, end=11), Span(start=12, end=20)))
    """
    folded = fold(text)
    if not _LINE.fullmatch(folded) or folded.isspace():
        return folded, tuple(sentences(folded))
    whole = Span(len(folded) - len(folded.lstrip()), len(folded.rstrip()))  # one line is one paragraph
    found = _SENTENCE_END.search(folded, whole.start, whole.end)
    if found is None or found.end() >= whole.end:  # and most quotes are one sentence
        return folded, (whole,)
    return folded, tuple(sentences(folded, whole))


@lru_cache(maxsize=4)
def _known_sentences(text: str) -> dict[Span, tuple[Span, ...]]:
    """Give the place where the sentences of one article are kept; only the last few articles have one."""
    return {}


def strip_span(text: str, start: int, end: int) -> Span:
    """Give ``text[start:end]`` without the white space at both ends; empty (and false) where there is nothing else.

    Example:
        >>> strip_span(" peace ", 0, 7)
        Span(start=1, end=6)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def pieces_outside(text: str, stretch: Span, taken: Sequence[Span]) -> list[Span]:
    """Give the pieces of a stretch that stand outside others, in order, without blanks at their ends.

    Args:
        text: The text.
        stretch: What is cut.
        taken: Spans in order, none of which overlaps another.

    Example:
        >>> [piece.of("He “can” go") for piece in pieces_outside("He “can” go", Span(0, 11), [Span(3, 8)])]
        ['He', 'go']
    """
    starts = [stretch.start, *(span.end for span in taken)]
    ends = [*(span.start for span in taken), stretch.end]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := strip_span(text, start, end))]


def narrow(text: str, outer: Span, inner: Span, reach: int) -> Span:
    """Give the part of a stretch that lies at most so many characters around an inner one, cut at white space.

    An overlong sentence is shown and searched only near what it is asked for; else a page that is one sentence would
    cost the square of its length.

    Args:
        text: The text.
        outer: The stretch to cut, a sentence for instance.
        inner: What must stay whole; it may stand out over the stretch.
        reach: The most characters kept on each side of ``inner``.

    Example:
        >>> text = "one two three four five"
        >>> narrow(text, Span(0, 23), Span(8, 13), 6).of(text)
        'two three four'
    """
    start, end = outer.start, outer.end
    if inner.start - start > reach:
        start = inner.start - reach
        start = text.find(" ", start - 1, inner.start) + 1 or start
    if end - inner.end > reach:
        end = inner.end + reach
        gap = text.rfind(" ", inner.end, end + 1)
        end = gap if gap >= 0 else end
    return Span(start, end)


def _ends_sentence(text: str, start: int, found: re.Match[str], limit: int) -> bool:
    end = found.end()
    after = end
    while after < limit and text[after].isspace():
        after += 1
    if after >= limit:
        return True
    opens = text[after]
    if opens in "“\"‘'([«„" and after + 1 < limit:
        opens = text[after + 1]
    if opens.islower() or opens in ",;:.":
        return False
    if found.group() != ".":
        return True
    if after == end and text[after] not in "“\"‘'":
        before = text[found.start() - 1] if found.start() else " "
        return before.islower()  # glued: "end.Next", but not "U.S.Army" or "3.5"
    word_start = found.start()
    while word_start > start and not text[word_start - 1].isspace() and found.start() - word_start < 20:
        word_start -= 1
    printed = text[word_start : found.start()].lstrip("(\"'“‘[")
    word = printed.lower()
    if word in _BEFORE_NUMBERS and not opens.isdigit():
        return True  # "She said no. He left."
    if word in _ALSO_WORDS and printed.islower():
        return True  # "She fell ill. He left."
    if word in ABBREVIATIONS:
        return word in (
            "u.s",
            "u.n",
            "u.k",
            "p.m",
            "a.m",
            "etc",
            "inc",
            "corp",
            "co",
            "ltd",
        ) and _starts_clause(text, after, limit)
    return not (len(word) == 1 and word.isalpha() and word != "i")  # an initial: "Antony J. Blinken"


_OPENERS = frozenset(
    """the a an he she it they we i but and in on at this that these those his her its their there
    however meanwhile after before when while if as""".split()
)


def _starts_clause(text: str, start: int, limit: int) -> bool:
    end = start
    while end < limit and text[end].isalpha() and end - start < 12:
        end += 1
    return text[start:end].lower() in _OPENERS


def tokens(text: str, within: Span | None = None) -> Iterator[Span]:
    """Give words and numbers, in order; punctuation is left out, an apostrophe or hyphen inside a word stays.

    Example:
        >>> [s.of("U.S. won’t go.") for s in tokens("U.S. won’t go.")]
        ['U.S.', 'won’t', 'go']
    """
    bounds = Span(0, len(text)) if within is None else within
    for found in _TOKEN.finditer(text, bounds.start, bounds.end):
        yield Span(found.start(), found.end())


class Tokens(NamedTuple):
    """The tokens of a stretch in columns; ``gaps`` holds what stands before each."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    gaps: list[str]


def read_tokens(text: str, within: Span) -> Tokens:
    """Give the tokens of a stretch in columns: for whole articles, much faster than one by one.

    Example:
        >>> read_tokens("He won’t go.", Span(3, 12))
        Tokens(starts=[3, 9], ends=[8, 11], words=['won’t', 'go'], gaps=['', ' '])
    """
    pieces = _PIECES.split(text[within.start : within.end])  # gap, token, gap, token, ..., gap
    bounds = list(accumulate(map(len, pieces), initial=within.start))
    return Tokens(bounds[1:-1:2], bounds[2::2], pieces[1::2], pieces[:-1:2])
