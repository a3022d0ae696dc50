"""Gives the candidates for who said a quote, each described by named features with named levels.

A candidate is a mention near the quote, or nobody. What describes it by itself comes from the ``lineups``; here it is
told how it stands to one quote: distance, cue between, last speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analytics.candidate_features import AWAY, FEATURES, FEW, LONG, MORE, NEARER, PRONOUNS, TO_CUE, level
from analytics.clause_owners import find_clause_owner
from analytics.cues import Cue
from analytics.lexicons import DATA
from analytics.lineups import PREPOSED, Lineup
from analytics.ranker import Ranker, read_ranker
from analytics.records import Attribution, Mention, Quote, Span
from analytics.scenes import Link
from analytics.word_classes import DETERMINERS
from analytics.words import AUXILIARIES, Form

REACH = 2
"""Paragraphs before the quote's own in which a speaker is looked for."""

LAST_QUOTES = 6
"""Quotes before one whose speakers are remembered."""

MOST_INSIDE = 10
"""Candidates looked at on each side in the quote's own sentence."""

MOST_OUTSIDE = 5
"""Candidates looked at before and after that sentence."""

WEIGHTS = DATA / "attribution_weights.json"

_LONGEST_RELAY = 90
"""Characters from "was quoted" to "as saying", with who relays it between."""

_WINDOW = 600
"""Characters around a quote in which a cue of the same sentence is looked for."""

_AS_SAYING = re.compile(r" as [a-z]+ing\b")
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing) (?:the )?\Z")
_LONGEST_QUOTES = 12
"""What stands around whom somebody quotes: "quoted the ministry as calling for"."""

_BESIDE = list(FEATURES).index("beside the quote")
_LAST_SPEAKER = list(FEATURES).index("last speaker")


class Candidate(NamedTuple):
    """A mention with its levels, one for each of ``FEATURES``; ``mention`` is ``None`` for "nobody is named"."""

    mention: Mention | None
    levels: Sequence[int]
    link: Link | None = None
    relayed: bool = False  # "a spokesman" in "the radio quoted a spokesman as saying"
    says_it: bool = False  # the subject of the verb of saying right behind the quote
    sources_it: bool = False  # who stands behind "according to"

    @property
    def signs(self) -> bool:
        """Tell whether the mention signs the quote: only a dash parts them ("'...' - Anna Vale")."""
        return self.levels[_BESIDE] == 2

    @property
    def is_last_speaker(self) -> bool:
        """Tell whether these very words named the speaker of the quote before."""
        return self.levels[_LAST_SPEAKER] == 2


@cache
def default_ranker() -> Ranker:
    """Give the shipped ranker, read once.

    Raises:
        ValueError: The file of weights is of another version, or no such file.
    """
    return read_ranker(WEIGHTS, FEATURES)


def find_candidates(lineup: Lineup, quote: Quote, spoken: Sequence[Attribution]) -> list[Candidate]:
    """Give the candidates for a quote, "nobody" first, then in the order of the text.

    Args:
        lineup: The mentions of the article.
        quote: One of its quotes.
        spoken: The attributions of the quotes before it, in order.
    """
    view = _View(lineup, quote, spoken)
    about = view.about()
    nobody = [0] * (len(FEATURES) - len(about))
    found = [Candidate(None, [*nobody, *about])]
    links = lineup.scene.links
    own = find_clause_owner(lineup.scene, quote)
    for number in view.near() if own is None else [own]:
        mention = lineup.scene.mentions[number]
        levels = [*lineup.own_levels(number), *view.place(number), *view.history(mention), *about]
        link = links[number]
        said = link is not None and link.cue is view.behind and link.cue.strong
        sourced = link is not None and link.cue.lemma == "according to"
        found.append(Candidate(mention, levels, link, view.is_relayed(mention), said and not sourced, sourced))
    return found


class _View:
    """The scene as one quote sees it."""

    def __init__(self, lineup: Lineup, quote: Quote, spoken: Sequence[Attribution]) -> None:
        self.lineup = lineup
        self.scene = scene = lineup.scene
        self.quote = quote
        self.start, self.end = quote.content[0].start, quote.content[-1].end
        self.block = scene.block_at(self.start)
        self.last_block = scene.block_at(quote.content[-1].start)
        self.sentence = sentence = quote.sentence
        self.spoken = spoken[-LAST_QUOTES:]
        self.said = [(who.mention.span.start, _last_word(who.mention.name)) for who in self.spoken if who.mention]
        self.from_cue = max(sentence.start, self.start - _WINDOW)
        self.to_cue = min(sentence.end, self.end + _WINDOW)
        self.cues = scene.cues_between(max(sentence.start, self.start - _WINDOW), min(sentence.end, self.end + _WINDOW))
        self.behind = self._cue_behind()
        self.before = self._cue_before()
        starts = scene.mention_starts
        self.first = bisect_left(starts, sentence.start)
        self.middle = bisect_left(starts, self.start)
        self.last = bisect_left(starts, sentence.end)
        self.after_colon = scene.text[max(0, sentence.start - 3) : sentence.start].strip().endswith(":")

    def _cue_behind(self) -> Cue | None:
        """Give the cue right behind one of the quote's parts, if any."""
        for part in self.quote.content:
            for cue in self.scene.cues_between(part.end, min(self.sentence.end, part.end + 160))[:3]:
                if not self.scene.marks_between(part.end + 1, cue.span.start):
                    return cue
        return None

    def _cue_before(self) -> Cue | None:
        """Give the last cue in the sentence before the quote, a strong one if any."""
        cues = [cue for cue in self.cues if cue.span.start < self.start]
        strong = [cue for cue in cues if cue.strong]
        return (strong or cues)[-1] if cues else None

    def near(self) -> list[int]:
        """Give the numbers of the mentions that are looked at: those of the sentence, and the nearest around it."""
        scene, starts = self.scene, self.scene.mention_starts
        low = bisect_left(starts, scene.blocks[max(0, self.block - REACH)].start)
        high = bisect_left(starts, scene.blocks[self._last_asked()].end)
        inside = range(max(self.first, self.middle - MOST_INSIDE), min(self.last, self.middle + MOST_INSIDE))
        if any(self._speaks_here(scene.links[number]) for number in inside):
            return self._behind_colon([number for number in inside if not self.lineup.was_told(number)])
        before = range(max(low, self.first - MOST_OUTSIDE), self.first)
        following = range(self.last, min(high, self.last + MOST_OUTSIDE))
        behind = [number for number in following if scene.links[number] or self._beside(scene.mentions[number].span)]
        found = [number for number in (*before, *inside, *behind) if not self.lineup.was_told(number)]
        governed = any(link is not None and link.cue is self.before for link in map(scene.links.__getitem__, inside))
        if governed or self._is_put_to_you():
            # "VALE: He said '...'": who has the turn tells what somebody said
            found = [number for number in found if not self._labels_turn(number)]
        last = self.spoken[-1].mention if self.spoken else None
        if last is not None and found:
            at = bisect_left(starts, last.span.start)
            if low <= at < found[0] and starts[at] == last.span.start:
                found.insert(0, at)
        return found

    def _behind_colon(self, found: list[int]) -> list[int]:
        """Leave out who stands before the colon behind which the quote's verb has a subject of its own.

        "The palace shrugged: Vale told reporters that time was '...'": Vale says it.
        """
        cue = self.before
        colon = self.scene.text.rfind(": ", self.sentence.start, cue.span.start) if cue else -1
        if colon < 0 or not any(
            (link := self.scene.links[number]) and link.cue is cue and self.scene.mention_starts[number] > colon
            for number in found
        ):
            return found
        return [number for number in found if self.scene.mention_starts[number] > colon]

    def _is_put_to_you(self) -> bool:
        """Tell the words of the one who is asked: "You said in May that '...'"."""
        return self.before is not None and self.scene.outer.forms[self.before.first - 1].lower == "you"

    def _labels_turn(self, number: int) -> bool:
        """Tell a name with a colon behind it that heads the quote's paragraph."""
        span = self.scene.mentions[number].span
        return span.start == self.scene.blocks[self.block].start and self.scene.text.startswith(":", span.end)

    def _last_asked(self) -> int:
        """Give the last paragraph that is looked at: the quote's, or the next where a dash signs the quote there."""
        following = self.last_block + 1
        signs = following < len(self.scene.blocks) and self.scene.text[self.scene.blocks[following].start] in "—–―-"
        return following if signs else self.last_block

    def _speaks_here(self, link: Link | None) -> bool:
        """Tell whether a mention governs a strong cue beside the quote: then nobody outside the sentence is asked."""
        return link is not None and link.cue.strong and (link.cue is self.behind or link.cue is self.before)

    def is_relayed(self, mention: Mention) -> bool:
        """Tell whether a mention of the sentence is "quoted as saying"."""
        inside = self.sentence.start <= mention.span.start < self.sentence.end
        text, end = self.scene.text, mention.span.end
        if not inside or text.endswith("by ", 0, mention.span.start):
            return False  # "quoted by the agency as saying": the agency relays
        if text.startswith((" as saying", " as telling"), end):
            return True
        if _QUOTES.search(text, max(0, mention.span.start - _LONGEST_QUOTES), mention.span.start):
            return _AS_SAYING.match(text, end) is not None
        quoted = text.startswith((" was quoted", " were quoted", " is quoted", ", quoted"), end)
        return quoted and " as saying" in text[end : end + _LONGEST_RELAY]

    # -- levels that are the same for all candidates ----------------------------------------------------------

    def about(self) -> list[int]:
        """Give the levels that describe the quote."""
        scene, words = self.scene, self.quote.text
        alone = not scene.words_between(self.sentence.start, self.sentence.end)
        block = scene.blocks[self.block]
        whole = alone and not scene.words_between(block.start, block.end)
        end = words[-1:]
        links = [link for link in scene.links[self.first : min(self.last, self.first + 20)] if link]
        return [
            int(self.quote.kind == "mixed"),
            level(LONG, words.count(" ", 0, 400) + 1),
            int(words[:1].islower()),
            1 if end == "," else 2 if end == "." else 3 if end in "!?" and end else 0,
            int(alone) + int(whole),
            level(FEW, len(self.cues)),
            level(FEW, sum(cue.strong for cue in self.cues)),
            0 if self.behind is None else level(TO_CUE, self._words_to(self.behind)),
            0 if self.before is None else level(TO_CUE, self._words_to(self.before)),
            self._word_before(),
            self._word_behind(),
            level(FEW, self.middle - self.first if self.middle > self.first else 0),
            self._since_last(),
            int(any(link.inverted for link in links)),
            level(FEW, self.block),
        ]

    def _since_last(self) -> int:
        if not self.spoken:
            return 0
        return level(FEW, max(0, self.block - self.scene.block_at(self.spoken[-1].quote.content[-1].start)))

    def _words_to(self, cue: Cue) -> int:
        """Count the words between a cue and the nearest part of the quote."""
        count, span = self.scene.words_between, cue.span
        return min(
            count(span.end, part.start) if span.end <= part.start else count(part.end, span.start)
            for part in self.quote.content
        )

    def _word_before(self) -> int:
        words = self.scene.outer
        at = bisect_left(words.starts, self.start) - 1
        if at < 0 or words.starts[at] < self.sentence.start:
            return 0
        gap = self.scene.text[words.ends[at] : self.start]
        if ":" in gap:
            return 9
        return 8 if "," in gap else _before_level(words.forms[at])

    def _word_behind(self) -> int:
        words = self.scene.outer
        at = bisect_left(words.starts, self.end)
        if at == len(words) or words.starts[at] >= self.sentence.end:
            return 0
        form = words.forms[at]
        if form.speaks:
            return 1 if form.speaks == 2 else 2
        return 3 if form.lower in PRONOUNS else 4 if form.capital else 5

    # -- levels of one candidate ------------------------------------------------------------------------------

    def place(self, number: int) -> list[int]:
        """Give the levels that tell how a mention stands to the quote."""
        scene, lineup = self.scene, self.lineup
        span = scene.mentions[number].span
        block = scene.block_at(span.start)
        inside = self.sentence.start <= span.start < self.sentence.end
        side = 1 if span.start < self.start else 2 if span.start < self.end else 3
        low, high = self._gap(span)
        quotes = scene.marks_between(low, high) - sum(low <= part.start < high for part in self.quote.content)
        nearer = range(number + 1, self.middle) if side == 1 else range(max(self.middle, number - 9), number)
        ahead = self.before
        return [
            side,
            1 if self.block <= block <= self.last_block else max(1, min(3, 1 + self.block - block)),
            0 if inside else level(FEW, scene.sentences_between(low, high)),
            level(AWAY, scene.words_between(low, high)),
            level(NEARER, scene.mentions_between(low, high)),
            level(FEW, sum(map(lineup.is_subject, nearer[:6]))),
            level(MORE, number - self.first) if inside else 0,
            level(FEW, sum(map(lineup.is_subject, range(self.first, min(number, self.first + 12))))) if inside else 0,
            level(FEW, max(0, quotes)),
            level(FEW, _count(lineup.commas, low, high)),
            level(FEW, _count(lineup.verbs, low, high)),
            int(high - low < _WINDOW and any(dash in scene.text[low:high] for dash in ("—", "–", " - "))),
            int(_count(lineup.ands, low, high) > 0),
            int(_count(lineup.relatives, low, high) > 0),
            int(_count(lineup.conjunctions, low, high) > 0),
            *self._to_cue(scene.links[number], side),
            int(ahead is not None and ahead.strong and ahead.span.end <= span.start < self.start),
            self._is_object(span),
            self._beside(span),
            int(self.after_colon and not inside),
        ]

    def _to_cue(self, link: Link | None, side: int) -> tuple[int, ...]:
        """Tell how the cue that a mention governs stands to the quote."""
        if link is None:
            return (0, 0, 0, 0, 0)
        cue = link.cue
        inside = self.from_cue <= cue.span.start < self.to_cue
        nearer = sum(other.strong for other in self.scene.cues_between(cue.span.end, self.start)) if side == 1 else 0
        return (
            int(cue is self.behind),
            int(cue is self.before),
            int(inside),
            level(TO_CUE, self._words_to(cue)) if inside else 0,
            level(FEW, nearer),
        )

    def _is_object(self, span: Span) -> int:
        scene = self.scene
        at = bisect_left(scene.cue_starts, span.start)
        cue = scene.cues[at - 1] if at else None
        near = cue is not None and cue.span.start >= self.sentence.start
        return int(near and cue is not None and scene.words_between(cue.span.end, span.start) <= 1)

    def _beside(self, span: Span) -> int:
        """Tell a name that only a colon or a dash parts from the quote: "Vale: '...'", "'...' - Anna Vale"."""
        text = self.scene.text
        if span.end < self.start <= span.end + 4:
            return int(text[span.end] == ":")
        if not self.end < span.start <= self.end + 6:
            return 0
        gap = text[self.end : span.start].strip(" \u00a0\n\r\t”\"'’.")
        return 2 if gap in ("—", "–", "-", "--", "―", "~") else 0

    def _gap(self, span: Span) -> tuple[int, int]:
        """Give the stretch between a mention and the nearest part of the quote."""
        gaps = [
            (span.end, part.start) if span.end <= part.start else (part.end, span.start) for part in self.quote.content
        ]
        return gaps[0] if len(gaps) == 1 else min(gaps, key=lambda gap: gap[1] - gap[0])

    def history(self, mention: Mention) -> tuple[int, int, int, int]:
        """Tell whether a mention or its name said the last quotes."""
        if not self.said:
            return (0, 0, 0, 0)
        start, name = mention.span.start, _last_word(mention.name) or "nobody's name"
        times = sum(who == start or called == name for who, called in self.said)
        if not times:
            return (0, 0, 0, 0)
        again = 0
        if self.spoken[-1].mention:
            who, called = self.said[-1]
            again = 2 if who == start else int(called == name)
        turns = 0 if again else self._took_turns(start, name)
        return (again, level(FEW, times), int(any(who == start for who, _ in self.said[-3:])), turns)

    def _took_turns(self, start: int, name: str) -> int:
        """Tell one who spoke before the last speaker did."""
        last, called = self.said[-1]
        before = next(((w, c) for w, c in reversed(self.said) if w != last and (not c or c != called)), None)
        if before is None or not (before[0] == start or before[1] == name):
            return 0
        return 2 if self.block - self.scene.block_at(self.spoken[-1].quote.content[-1].start) == 1 else 1


@lru_cache(maxsize=5_000)
def _before_level(form: Form) -> int:
    """Give the level of the word before the marks."""
    lower = form.lower
    if form.speaks:
        return 1 if form.speaks == 2 else 2
    if lower in ("that", "as", "of"):
        return {"that": 3, "as": 5, "of": 6}[lower]
    if lower in DETERMINERS:
        return 4
    if lower in PREPOSED:
        return 7
    if form.name != form.text:  # a possessive
        return 10
    return 11 if lower.endswith(("ed", "ing")) or lower in AUXILIARIES else 12


def _last_word(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(places: list[int], low: int, high: int) -> int:
    return max(0, bisect_left(places, high) - bisect_left(places, low))
