"""Lays an article out for the question who said what: paragraphs, words, mentions and cues in order.

Everything is found by bisection in sorted lists, so that asking about a quote costs little however long the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import compress, zip_longest
from typing import NamedTuple

from analytics.cues import Cue, find_cues
from analytics.fillers import find_filler
from analytics.marked_words import Marked, find_marked
from analytics.records import Article, Mention, Quote, Region, Span
from analytics.words import Words, find_words


class Link(NamedTuple):
    """How a mention stands to the cue it may govern."""

    cue: Cue
    gap: int  # words between them
    between: int  # mentions between them
    comma: bool  # a comma stands between them
    inverted: bool  # "said the minister"


def _count(starts: Sequence[int], start: int, end: int) -> int:
    """Count the sorted numbers from ``start`` on and before ``end``."""
    if end <= start:
        return 0
    first = bisect_left(starts, start)
    return bisect_left(starts, end, first) - first


class Scene:
    """An article laid out for attribution: its paragraphs, its words and mentions outside the marks, its cues."""

    def __init__(
        self, article: Article, regions: Sequence[Region], quotes: Sequence[Quote], mentions: Sequence[Mention]
    ) -> None:
        self.text = article.text
        self.quotes = list(quotes)
        bodies = [region.span for region in regions if region.kind == "body"]
        self.blocks = bodies
        self.stretches = [mark for body in bodies for mark in find_marked(article.text, body)]
        self._stretch_starts = [mark.outer.start for mark in self.stretches]
        self.marked = sorted(part for quote in quotes if quote.kind != "indirect" for part in quote.content)
        self._marked_starts = [part.start for part in self.marked]
        self.outer = self._cut_outer(find_words(self.text, bodies))
        self.word_starts = self.outer.starts
        self.sentence_starts = list(compress(self.outer.starts, self.outer.opens))
        self.block_starts = [block.start for block in self.blocks]
        self.mentions = [m for m in mentions if self._is_outside(m.span) and self.block_at(m.span.start) >= 0]
        self._times = Counter(mention.name.rsplit(None, 1)[-1] for mention in mentions if mention.name)
        self.mention_starts = [mention.span.start for mention in self.mentions]
        self.cues = find_cues(self.outer)
        self.cue_starts = [cue.span.start for cue in self.cues]
        self.links = [self._link(number) for number in range(len(self.mentions))]

    def _cut_outer(self, words: Words) -> Words:
        """Give the words outside the marks, cut out in slices."""
        outer = Words(self.text)
        done = 0
        for part, following in zip_longest(self.marked, self._marked_starts[1:]):
            end = part.end if following is None else min(part.end, following)
            outer.add(words, done, bisect_left(words.starts, part.start))
            done = bisect_left(words.starts, end)
        outer.add(words, done)
        return outer

    def _is_outside(self, span: Span) -> bool:
        """Tell whether a span keeps clear of the quoted words."""
        at = bisect_left(self._marked_starts, span.end) - 1
        return at < 0 or self.marked[at].end <= span.start

    def times(self, mention: Mention) -> int:
        """Tell how often the mention's last name word is named in the article; 0 for a mention without a name."""
        return self._times[mention.name.split()[-1]] if mention.name else 0

    def is_marked(self, position: int) -> bool:
        """Tell whether the character lies inside quotation marks."""
        number = bisect_right(self._marked_starts, position) - 1
        return number >= 0 and position < self.marked[number].end

    def is_quoted(self, span: Span) -> bool:
        """Tell whether a quote in marks begins within a span; the title of a film in marks is none."""
        at = bisect_left(self._marked_starts, span.start)
        return at < len(self._marked_starts) and self._marked_starts[at] < span.end

    def stretches_near(self, span: Span) -> list[Marked]:
        """Give the marked stretches that may touch a span, speech or not."""
        last = bisect_left(self._stretch_starts, span.end)
        return self.stretches[max(0, bisect_left(self._stretch_starts, span.start) - 1) : last]

    def block_at(self, position: int) -> int:
        """Give the number of the paragraph that holds the character, -1 outside the body."""
        number = bisect_right(self.block_starts, position) - 1
        return number if number >= 0 and position < self.blocks[number].end else -1

    def opens_block(self, quote: Quote) -> bool:
        """Tell whether a quote opens its paragraph, its mark not counted."""
        start = quote.content[0].start
        number = self.block_at(start)
        return number >= 0 and start - self.blocks[number].start <= 1

    def shown(self, span: Span) -> str:
        """Give words of the article as a reason quotes them: in one line, at most 60 characters."""
        return " ".join(span.of(self.text).split())[:60]

    def words_between(self, start: int, end: int) -> int:
        """Count the words outside quotation marks between two offsets."""
        return _count(self.word_starts, start, end)

    def mentions_between(self, start: int, end: int) -> int:
        """Count the mentions that begin between two offsets."""
        return _count(self.mention_starts, start, end)

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """Give the cues between two offsets."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def marks_between(self, start: int, end: int) -> int:
        """Count the quoted parts that begin between two offsets."""
        return _count(self._marked_starts, start, end)

    def filler(self, mention: Mention) -> Mention | None:
        """Give the name between commas that fills an office: Jan Holub for "the prime minister, Jan Holub, said"."""
        if mention.kind == "nominal":
            return find_filler(self.text, self.mentions, self.mention_starts, mention)
        if mention.kind != "group" or not self.text.startswith(", ", mention.span.end):
            return None
        at = bisect_left(self.mention_starts, mention.span.end + 2)
        name = self.mentions[at] if at < len(self.mentions) else None
        if name is None or name.kind != "name" or name.span.start != mention.span.end + 2:
            return None
        return name if self.text[name.span.end : name.span.end + 1] in (",", ".", ":", "") else None

    def pair(self, mention: Mention) -> Mention | None:
        """Give the two persons whom "and" joins before a verb, where the second of them is given: "Vale and Brann"."""
        at = bisect_left(self.mention_starts, mention.span.start) - 1
        first = self.mentions[at] if at >= 0 else None
        if mention.kind != "name" or first is None or first.kind != "name":
            return None
        if self.text[first.span.end : mention.span.start] != " and ":
            return None
        both = Span(first.span.start, mention.span.end)
        return Mention(both, "group", "", both.of(self.text))

    def next_mark(self, position: int) -> int:
        """Give where the next quoted part begins, its opening mark not counted; the text's end where there is none."""
        at = bisect_left(self._marked_starts, position)
        return self._marked_starts[at] - 1 if at < len(self._marked_starts) else len(self.text)

    def sentences_between(self, start: int, end: int) -> int:
        """Count the sentences that begin between two offsets, outside quotation marks."""
        return _count(self.sentence_starts, start, end)

    def has_stop(self, start: int, end: int) -> bool:
        """Tell whether a sentence ends between two offsets (a stop before space and a capital or a mark)."""
        return self.sentences_between(start + 1, end) > 0

    def _link(self, number: int) -> Link | None:
        """Join a mention to the cue it governs: right before it (inverted) or the first one after it."""
        span = self.mentions[number].span
        if self.text[span.start - 1 : span.start] == "(" and self.text.startswith(")", span.end):
            return None  # "Qian Vale (China) said": where somebody is from
        at = bisect_left(self.cue_starts, span.end)
        if at and self._is_inverted(self.cues[at - 1], number):
            return Link(self.cues[at - 1], 0, 0, False, True)
        if at == len(self.cues):
            return None
        after, start, end = self.cues[at], span.end, self.cue_starts[at]
        if end - start > 200 or self.has_stop(start, end) or self._mark_between(start, end):
            return None
        if self.block_at(end) != self.block_at(span.start):
            return None
        if self.text.startswith(":", start):
            return None  # "VALE: The envoy said": the label is nobody's subject
        comma = self.text.find(",", start, end) >= 0
        return Link(after, self.words_between(start, end), self.mentions_between(start, end), comma, False)

    def _is_inverted(self, cue: Cue, number: int) -> bool:
        """Tell whether a mention stands right behind the cue that it governs: "said the minister"."""
        mention = self.mentions[number]
        start, end = cue.span.end, mention.span.start
        if self.words_between(start, end) or self._mark_between(start, end) or self.text.find(",", start, end) >= 0:
            return False
        return cue.lemma == "according to" or (mention.kind != "pronoun" and self._after_mark(cue))

    def _mark_between(self, start: int, end: int) -> bool:
        return _count(self._marked_starts, start, end) > 0

    def _after_mark(self, cue: Cue) -> bool:
        """Tell whether a cue stands right after a closing mark: "...," said the minister."""
        before = self.text[max(0, cue.span.start - 4) : cue.span.start]
        return any(mark in before for mark in "”\"'’»,")
