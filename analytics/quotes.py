"""Finds reported words in quotation marks, not who said them.

A paragraph's marked stretches become quotes: parts of one utterance split by its attribution are joined, an
utterance that runs over paragraphs is one quote, and marked words that nobody said (titles, nicknames, terms,
markup) are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analytics.labels import find_label
from analytics.marked_words import Marked, find_marked
from analytics.records import PART_GLUE, Article, Quote, Region, Span
from analytics.speech import cue_words, governing_cues, judge_marked, strong_cues
from analytics.text import narrow, paragraph_sentences, strip_span
from analytics.word_classes import DETERMINERS, NAMING_VERBS

_GAP_LIMIT = 260
"""Characters between two parts of one split quote; a longer stretch says more than who spoke."""

LONGEST_AROUND = 600
"""Characters of a sentence on each side of a quote that are read and shown; the rest of a longer one is far off."""

_LONGEST_TAIL = 120
"""Characters behind the marks in which the attribution of the clause is looked for: "... to anyone, Vale said"."""

_LONGEST_LEAD = 300
"""Characters before the marks in which the reporting words of a clause are looked for."""

MOST_PARTS = 200
"""Parts of one quote; an utterance of more paragraphs goes on as the next quote."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CLAUSAL = frozenset(
    """said says say saying told tells tell argued argues argue arguing claimed claims claim claiming warned warns warn
    warning noted notes insisted insists insisting suggested suggests suggesting added adds adding announced announces
    acknowledged conceded concedes explained explains stressed emphasized predicted vowed pledged promised declared
    maintained contended contends asserted asserts believes believed thinks thought wrote writes complained admitted
    reported stated recalled reiterated replied responded concluded testified""".split()
)
"""Verbs whose clause runs on behind the words in marks: "said the plan was 'bold' and would work"."""

_MOST_TOLD = 8
"""Words of the one who is told, with the "that" behind."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its marked stretches and its sentences as a reader of the outer text sees them."""

    text: str
    span: Span
    marked: tuple[Marked, ...]
    sentences: tuple[Span, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.outer.start for mark in self.marked]

    def mark_behind(self, mark: Marked) -> Marked | None:
        """Give the next marked stretch of the paragraph: a clause never runs over it."""
        at = bisect_left(self._mark_starts, mark.outer.end)
        return self.marked[at] if at < len(self.marked) else None

    def sentence_at(self, position: int) -> Span:
        """Give the sentence, as a reader of the outer text sees it, that holds a character."""
        number = bisect_right(self._starts, position) - 1
        return self.sentences[max(0, number)]


def find_quotes(article: Article, regions: list[Region]) -> list[Quote]:
    """Give the direct and mixed quotes of an article's body, in order and without overlap.

    Args:
        article: The article.
        regions: Its regions (``regions.mark_regions``); only body paragraphs hold quotes.

    Returns:
        Quotes whose every part gives back the very words: ``article.text[part.start:part.end]``.

    Example:
        >>> from analytics.regions import mark_regions
        >>> article = Article("“We agree,” she said. “For now.”")
        >>> [quote.text for quote in find_quotes(article, mark_regions(article))]
        ['We agree, … For now.']
    """
    groups: list[tuple[list[Marked], Paragraph, Paragraph]] = []
    chances: list[float] = []
    for paragraph in read_paragraphs(article.text, regions):
        judged = {mark.outer.start: _judge(paragraph, mark) for mark in paragraph.marked}
        spoken = [mark for mark in paragraph.marked if not judged[mark.outer.start][1]]
        for parts in _split_quotes(paragraph, spoken):
            if groups and _runs_on(groups[-1], parts, paragraph):
                begun, first, _ = groups[-1]
                begun.extend(parts)
                groups[-1] = (begun, first, paragraph)
            else:
                groups.append((parts, paragraph, paragraph))
                chances.append(max(judged[part.outer.start][0] for part in parts))
    made = (_make_quote(article, *group) for group in groups)
    return [replace(quote, said=chance) for quote, chance in zip(made, chances, strict=True)]


def _judge(paragraph: Paragraph, mark: Marked) -> tuple[float, str]:
    return judge_marked(paragraph.text, mark.content, mark.outer, paragraph.sentence_at(mark.outer.start))


def read_paragraphs(text: str, regions: list[Region]) -> Iterator[Paragraph]:
    """Give the body paragraphs that hold quotation marks."""
    for region in regions:
        if region.kind == "body":
            marked = find_marked(text, region.span)
            if marked:
                yield Paragraph(text, region.span, tuple(marked), tuple(outer_sentences(text, region.span, marked)))


def outer_sentences(text: str, paragraph: Span, marked: list[Marked]) -> Iterator[Span]:
    """Give the sentences of a paragraph; what ends inside quotation marks does not end the sentence around them.

    Example:
        >>> text = "“Stop. Now,” he said. She left."
        >>> whole = Span(0, len(text))
        >>> [s.of(text) for s in outer_sentences(text, whole, find_marked(text, whole))]
        ['“Stop. Now,” he said.', 'She left.']
    """
    start: int | None = None
    number = 0
    for sentence in paragraph_sentences(text, paragraph):
        start = sentence.start if start is None else start
        while number < len(marked) and marked[number].outer.end < sentence.end:
            number += 1
        inside = number < len(marked) and marked[number].outer.start < sentence.end < marked[number].outer.end
        if not inside:
            yield Span(start, sentence.end)
            start = None
    if start is not None:
        yield Span(start, paragraph.end)


# -- parts of one utterance -----------------------------------------------------------------------------------


def _split_quotes(paragraph: Paragraph, spoken: list[Marked]) -> list[list[Marked]]:
    groups: list[list[Marked]] = []
    for mark in spoken:
        if groups and _continues(paragraph, groups[-1][-1], mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _continues(paragraph: Paragraph, first: Marked, second: Marked) -> bool:
    """Tell whether two stretches are parts of one utterance: only its attribution stands between them."""
    text = paragraph.text
    between = second.outer.start - first.outer.end
    if not first.closed or not 4 < between < _GAP_LIMIT or _kind(paragraph, first) != "direct":
        return False
    gap = text[first.outer.end : second.outer.start]
    bare = gap.strip()
    words = _WORD.findall(bare)
    if not words or bare[-1] not in ".,;:—-" or words[0].lower() in ("and", "but", "while", "then"):
        return False
    if paragraph.sentence_at(first.outer.start).end < first.outer.end + len(gap.rstrip()) - 1:
        return False  # more than one sentence between them
    tail = text[second.outer.end : second.outer.end + 60]
    answers = second.content.of(text).rstrip()[-1:] in ",?!" and tail[:1] == " " and tail[1:2] not in '“"'
    if answers and {word.lower() for word in _WORD.findall(tail)[:5]} & strong_cues():
        return False  # the second has an attribution of its own behind it
    ends_open = first.content.of(text).rstrip()[-1:] in ",—-?!…."
    cues = sum(word.lower() in strong_cues() for word in words)
    starts_low = second.content.of(text).lstrip()[:1].islower()
    return ends_open and cues == 1 and (not starts_low or bare[-1] in ",;—-")


def _runs_on(previous: tuple[list[Marked], Paragraph, Paragraph], parts: list[Marked], paragraph: Paragraph) -> bool:
    """Tell whether an utterance left open at a paragraph's end goes on at the start of the next."""
    last, before = previous[0][-1], previous[2]
    if last.closed or last.outer.end < before.span.end or len(previous[0]) >= MOST_PARTS:
        return False
    between = paragraph.text[before.span.end : paragraph.span.start]
    opens_next = parts[0].outer.start == paragraph.span.start and not find_label(paragraph.text, paragraph.span)
    tail = paragraph.text[parts[0].outer.end : min(paragraph.span.end, parts[0].outer.end + 60)]
    said_before = _has_own_words(before, last.outer.start)
    answered = said_before and bool({word.lower() for word in _WORD.findall(tail)[:5]} & strong_cues())
    return opens_next and not answered and not between.strip() and len(between) < 8


def _has_own_words(paragraph: Paragraph, end: int) -> bool:
    """Tell whether a paragraph has words outside its marks before an offset."""
    at = paragraph.span.start
    for mark in paragraph.marked:
        if mark.outer.start >= end:
            break
        if _WORD.search(paragraph.text, at, mark.outer.start):
            return True
        at = mark.outer.end
    return bool(_WORD.search(paragraph.text, at, end))


# -- kind, clause and sentence --------------------------------------------------------------------------------


def _make_quote(article: Article, parts: list[Marked], first: Paragraph, last: Paragraph) -> Quote:
    text = article.text
    label = find_label(text, first.span) if parts[0].outer.start == first.span.start else None
    starts = [label.start if label else parts[0].content.start, *(part.content.start for part in parts[1:])]
    content = tuple(strip_span(text, start, part.content.end) for start, part in zip(starts, parts, strict=True))
    kind = _kind(first, parts[0])
    opening = narrow(text, first.sentence_at(parts[0].outer.start), parts[0].outer, LONGEST_AROUND)
    closing = narrow(text, last.sentence_at(parts[-1].outer.start), parts[-1].outer, LONGEST_AROUND)
    sentence = Span(opening.start, max(closing.end, parts[-1].outer.end))
    clause = Span(content[0].start, content[-1].end)
    if kind == "mixed":
        following = last.mark_behind(parts[-1])
        if following:
            closing = Span(closing.start, max(parts[-1].outer.end, min(closing.end, following.outer.start)))
        clause = _clause(text, opening, closing, parts)
    words = PART_GLUE.join(part.of(text) for part in content)
    return Quote(article.id, content, words, kind, clause, sentence)


def _kind(paragraph: Paragraph, mark: Marked) -> str:
    """Tell direct from mixed: a mixed quote's marks begin or end inside the reported clause."""
    text = paragraph.text
    sentence = paragraph.sentence_at(mark.outer.start)
    before = text[max(sentence.start, mark.outer.start - 60) : mark.outer.start].rstrip()
    words = mark.content.of(text).strip()
    starts_low = words[:1].islower()
    if not before:
        after = text[mark.outer.end : mark.outer.end + 30].lstrip()
        open_end = words[-1:] not in ",.?!—-…" and after[:1].islower()
        following = _WORD.match(after)
        return "mixed" if open_end and following and following.group().lower() not in cue_words() else "direct"
    if before[-1] in ":,—" and not starts_low:
        return "direct"
    last = _WORD.findall(before[-40:])
    full = words[:1].isupper() and words[-1:] in ",.?!" and len(_WORD.findall(words[:200])) >= 4
    return "direct" if full and last and last[-1].lower() in strong_cues() else "mixed"


def _clause(text: str, opening: Span, closing: Span, parts: list[Marked]) -> Span:
    """Give the bounds of the reported clause around a mixed quote's marks.

    It begins behind the last reporting words before the marks (and "that"); where the attribution follows ("...," he
    said) it begins with the sentence, and without any it begins with the marks. Behind a verb of saying it runs to the
    end of the sentence or the next reporting verb, else to the next comma, dash or conjunction.
    """
    first, last = parts[0], parts[-1]
    start, says = _reported_from(text, opening, first)
    if start is None:
        start = opening.start if _is_attributed_behind(text, closing, last) else first.content.start
    while start < first.outer.start and text[start] in " ,\u00a0:":
        start += 1
    return Span(min(start, first.content.start), _clause_end(text, closing, last, says))


def _reported_from(text: str, sentence: Span, mark: Marked) -> tuple[int | None, bool]:
    """Give the offset behind the last reporting words before the marks, and whether they are a verb of saying."""
    words = list(_WORD.finditer(text, max(sentence.start, mark.outer.start - _LONGEST_LEAD), mark.outer.start))
    lowers = [word.group().lower() for word in words]
    last = _last_reporting(lowers)
    if last is None:
        return None, False
    says = lowers[last] in _CLAUSAL
    if lowers[last] in _CLAUSAL and "that" in lowers[last + 1 : last + _MOST_TOLD]:
        last = lowers.index("that", last + 1) - 1  # behind who is told, or where: "said at the meeting that"
    while lowers[last + 1 : last + 2] == ["that"]:
        last, says = last + 1, True
    return words[last].end(), says


def _last_reporting(lowers: list[str]) -> int | None:
    """Give the number of the last sure reporting word, read from the end, or else of the first that may report."""
    strong, weak = strong_cues(), governing_cues()
    for number in range(len(lowers) - 1, -1, -1):
        previous = lowers[number - 1] if number else ""
        if lowers[number] in NAMING_VERBS:
            return number
        if lowers[number] in strong and previous not in DETERMINERS and previous != "to":
            return number
    pairs = enumerate(zip(["", *lowers], lowers, strict=False))
    return next((n for n, (previous, word) in pairs if word in weak and previous not in DETERMINERS), None)


def _is_attributed_behind(text: str, sentence: Span, mark: Marked) -> bool:
    tail = text[mark.outer.end : min(sentence.end, mark.outer.end + _LONGEST_TAIL)]
    starts = [0] if text[mark.content.end - 1] in ",?!" else []
    starts += [number + 1 for number, letter in enumerate(tail) if letter == ","]
    near = ([word.lower() for word in _WORD.findall(tail[start : start + 60])[:5]] for start in starts)
    return any(words[:2] == ["according", "to"] or not strong_cues().isdisjoint(words) for words in near)


_CLAUSE_STOP = re.compile(
    r"[,;:—–(]| -|\s(?:and|but|while|as|after|when|because|although|though|before|since|during|amid|which|who|where)\b"
)


def _clause_end(text: str, sentence: Span, mark: Marked, says: bool) -> int:
    end = sentence.end
    if end <= mark.outer.end or text[mark.content.end - 1] in ",.?!":
        return mark.content.end
    stop = _CLAUSE_STOP.search(text, mark.outer.end, end)
    if says:
        cue = next((w for w in _WORD.finditer(text, mark.outer.end, end) if w.group().lower() in strong_cues()), None)
        stops = list(_CLAUSE_STOP.finditer(text, mark.outer.end, cue.start())) if cue else []
        stop = stops[-1] if stops else None
    end = stop.start() if stop else end
    while end > mark.outer.end and text[end - 1] in " .\u00a0":
        end -= 1
    return end if end > mark.outer.end else mark.content.end
