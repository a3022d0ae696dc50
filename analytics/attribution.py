"""Decides who said each quote, and why.

Every mention near a quote is a candidate; named features describe how it stands to the quote and its cues
(side, distance, subject of the cue, paragraph, last speaker, form of the mention); weights turn them into a
probability for each candidate and for "nobody is named". The weights are numbers in a reviewable file, fitted by
``benchmarks/fit_attribution.py`` as a conditional logit (McFadden 1974) on the public PolNeAR corpus; loading them
runs no code, and no word of the corpus is in them.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analytics.cues import Cue
from analytics.lexicons import DATA, read_weights
from analytics.records import Attribution, Mention, Quote, Span
from analytics.scenes import Link, Scene

_WEIGHTS = DATA / "attribution_weights.json"
_REACH = 2
"""Paragraphs before the quote's own in which a speaker is looked for."""

_MOST = 20
"""Candidates looked at on each side of a quote's beginning."""

_WINDOW = 600
"""Characters around a quote in which a cue of the same sentence is looked for."""

_PREPOSITIONS = frozenset(
    "of to with by from in for about on at against over toward towards between among like than as and or into".split()
)
_SUBORDINATORS = frozenset("that whether if as after when because while although though since before until".split())
_FIRST_PERSON = frozenset("I we I'm I've I'll I'd we're we've we'll We We're We've We'll my our My Our me us".split())
_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}):\s")
_RELAYED = 0.8
"""Probability given to one who is "quoted as saying": sure by the wording, though the fitted weights know it not."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention with its features for one quote; ``mention`` is ``None`` for "nobody is named"."""

    mention: Mention | None
    features: Features
    link: Link | None = None


def find_candidates(scene: Scene, quote: Quote, spoken: Sequence[Attribution]) -> list[Candidate]:
    """Give the candidates for a quote, "nobody" first, with their features.

    Args:
        scene: The article laid out.
        quote: One of its quotes.
        spoken: The attributions of the quotes before it, in order.
    """
    view = _View(scene, quote, spoken[-1] if spoken else None)
    near = view.near()
    found = [Candidate(None, view.nobody())]
    label = _LABEL.match(scene.text, quote.content[0].start, quote.content[0].end)
    if label:  # a transcript: "WALLACE: Governor, ..."
        span = Span(label.start(1), label.end(1))
        found.append(Candidate(Mention(span, "name", label.group(1).title()), {"label of a transcript": 1.0}))
    found += [Candidate(scene.mentions[n], view.describe(n), scene.links[n]) for n in near]
    return found


class _View:
    """The scene as one quote sees it."""

    def __init__(self, scene: Scene, quote: Quote, last: Attribution | None) -> None:
        self.scene = scene
        self.quote = quote
        self.last = last
        self.block = scene.block_at(quote.content[0].start)
        self.last_block = scene.block_at(quote.content[-1].start)
        self.sentence = quote.sentence

    @cached_property
    def cues(self) -> list[Cue]:
        """The cues in the quote's own sentence, outside the marks."""
        start = max(self.sentence.start, self.quote.span.start - _WINDOW)
        return self.scene.cues_between(start, min(self.sentence.end, self.quote.span.end + _WINDOW))

    @cached_property
    def alone(self) -> bool:
        """Whether the sentence holds no word outside the marks."""
        return self.scene.words_between(self.sentence.start, self.sentence.end) == 0

    @cached_property
    def after_cue(self) -> Cue | None:
        """The cue right behind one of the quote's parts (at most 12 words on), if any."""
        for part in self.quote.content:
            for cue in self.scene.cues_between(part.end, min(self.sentence.end, part.end + 160)):
                if not self.scene.marks_between(part.end + 1, cue.span.start):
                    return cue
        return None

    @cached_property
    def before_cue(self) -> Cue | None:
        """The last cue in the sentence before the quote, if any."""
        start = max(self.sentence.start, self.quote.span.start - _WINDOW)
        cues = self.scene.cues_between(start, self.quote.span.start)
        strong = [cue for cue in cues if cue.strong]
        return (strong or cues)[-1] if cues else None

    @cached_property
    def first_person(self) -> bool:
        """Whether the quoted words say I or we."""
        return not _FIRST_PERSON.isdisjoint(self.quote.text[:400].replace("’", "'").split())

    @cached_property
    def whole_paragraph(self) -> bool:
        """Whether the quote is all that its paragraph holds."""
        block = self.scene.blocks[self.block]
        return self.scene.words_between(block.start, block.end) == 0

    def near(self) -> range:
        """Give the numbers of the mentions in reach."""
        starts = self.scene.mention_starts
        middle = bisect_left(starts, self.quote.span.start)
        first = bisect_left(starts, self.scene.blocks[max(0, self.block - _REACH)].start)
        last = bisect_left(starts, self.scene.blocks[self.last_block].end)
        return range(max(first, middle - _MOST), min(last, middle + _MOST))

    def nobody(self) -> Features:
        """Describe the choice that nobody is named."""
        return {
            "nobody": 1.0,
            "nobody: no cue in the sentence": float(not self.cues),
            "nobody: sentence is all quote": float(self.alone),
            "nobody: paragraph is all quote": float(self.whole_paragraph),
            "nobody: no quote before": float(self.last is None),
            "nobody: mixed": float(self.quote.kind == "mixed"),
            "nobody: last had none": float(self.last is not None and self.last.mention is None),
            "nobody: short": float(len(self.quote.text) < 25),
        }

    def describe(self, number: int) -> Features:
        """Give the features of one mention: names are read as the reason, values are 0..1 or small counts."""
        mention, link = self.scene.mentions[number], self.scene.links[number]
        found: Features = {f"form {mention.kind}": 1.0}
        self._place(mention, found)
        self._cue(mention, link, found)
        self._clause(mention, link, found)
        self._words(mention, found)
        self._surroundings(mention, found)
        self._history(mention, found)
        return found

    def _place(self, mention: Mention, found: Features) -> None:
        scene, span = self.scene, mention.span
        block = scene.block_at(span.start)
        where = (
            "same paragraph" if self.block <= block <= self.last_block else f"{self.block - block} paragraphs before"
        )
        inside = self.sentence.start <= span.start < self.sentence.end
        side = "before" if span.start < self.quote.span.start else "after"
        if side == "after" and span.start < self.quote.span.end:
            side = "between the parts"
        place = f"{'same sentence' if inside else where}, {side}"
        found[place] = 1.0
        gap_start, gap_end = self._gap(span)
        words = scene.words_between(gap_start, gap_end)
        others = scene.mentions_between(gap_start, gap_end)
        found["log words away"] = math.log1p(words)
        found[f"log words away, {side}"] = math.log1p(words)
        found["mentions nearer"] = min(others, 6) / 3
        found[f"mentions nearer, {place}"] = min(others, 6) / 3
        between = scene.marks_between(gap_start, gap_end) - sum(
            gap_start <= p.start < gap_end for p in self.quote.content
        )
        found["other quote between"] = min(max(between, 0), 2)
        if not inside:
            found[f"sentences between, {side}"] = min(scene.sentences_between(gap_start, gap_end), 4) / 2
        if not inside:
            found["sentence of its own, cue in the quote's"] = float(bool(self.cues))
            found[f"{where}, sentence is all quote"] = float(self.alone)
            found[f"{where}, paragraph is all quote"] = float(self.whole_paragraph)
            ends_colon = scene.text[max(0, self.sentence.start - 3) : self.sentence.start].strip().endswith(":")
            found["before a colon"] = float(ends_colon)

    def _gap(self, span: Span) -> tuple[int, int]:
        """Give the stretch between the mention and the nearest part of the quote."""
        best = (span.end, self.quote.span.start)
        size = None
        for part in self.quote.content:
            gap = (span.end, part.start) if span.end <= part.start else (part.end, span.start)
            if size is None or gap[1] - gap[0] < size:
                best, size = gap, gap[1] - gap[0]
        return best

    def _cue(self, mention: Mention, link: Link | None, found: Features) -> None:
        if link is None:
            found["governs no cue"] = 1.0
            found["governs no cue, cue in the sentence"] = float(bool(self.cues))
            return
        cue = link.cue
        strength = "strong" if cue.strong else "weak"
        near = min(link.gap, 8)
        shape = "inverted" if link.inverted else ("subject" if near <= 2 and not link.between else "far subject")
        found[f"{shape} of a {strength} cue"] = 1.0
        found["words to its cue"] = near / 4
        found["mentions to its cue"] = min(link.between, 4) / 2
        found["comma to its cue"] = float(link.comma)
        ends = self.scene.text[mention.span.end : mention.span.end + 1]
        closes = self.scene.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()[-1:] == ","
        found["appositive to its cue"] = float(link.comma and ends == "," and closes)
        found[f"{shape} of a {strength} cue, {self.quote.kind} quote"] = 1.0
        if cue is self.after_cue:
            found[f"{shape} of the {strength} cue after the quote"] = 1.0
        if cue is self.before_cue:
            found[f"{shape} of the {strength} cue before the quote"] = 1.0
        if cue in self.cues:
            found[f"{shape} of a {strength} cue in the sentence"] = 1.0
            to_quote = self._words_to_quote(cue)
            found["log words from its cue to the quote"] = math.log1p(to_quote)
            found[f"log words from its cue to the quote, {self.quote.kind}"] = math.log1p(to_quote)
            nearer = self.scene.cues_between(cue.span.end, self.quote.span.start)
            found["strong cues nearer to the quote"] = min(sum(other.strong for other in nearer), 3)
            found["its cue touches the quote"] = float(to_quote <= 1)
            found[f"its cue touches the quote, {shape}"] = float(to_quote <= 1)

    def _clause(self, mention: Mention, link: Link | None, found: Features) -> None:
        """Tell the main clause's subject from what is reported: "said that Brann's plan was '...'"."""
        scene, span = self.scene, mention.span
        if not self.sentence.start <= span.start < self.sentence.end:
            return
        ahead = [cue for cue in self.cues if cue.strong]
        if (
            self.before_cue
            and self.before_cue.strong
            and self.before_cue.span.end <= span.start < self.quote.span.start
        ):
            found["between the strong cue and the quote"] = 1.0
        if link and ahead and link.cue is ahead[0]:
            found["subject of the first strong cue"] = 1.0
        at = bisect_left(scene.mention_starts, self.sentence.start)
        found["first mention of the sentence"] = float(
            at < len(scene.mention_starts) and scene.mention_starts[at] == span.start
        )
        gap = scene.text[span.end : span.end + 3]
        if gap[:1] == ":" and span.end < self.quote.span.start <= span.end + 4:
            found["a colon, then the quote"] = 1.0
        number = bisect_left(scene.word_starts, span.start)
        if number and scene.words[number - 1].lower in _SUBORDINATORS:
            found["after a conjunction"] = 1.0

    def _words(self, mention: Mention, found: Features) -> None:
        """Compare the quoted words with the mention: who speaks of himself says "I", not his name."""
        if mention.name and mention.kind == "name":
            surname = mention.name.split()[-1]
            if surname in self.quote.text:
                found["named in the quote"] = 1.0
        if self.first_person:
            found[f"form {mention.kind}, quote says I or we"] = 1.0
        found["log times mentioned"] = self.scene.log_times(mention)

    def _words_to_quote(self, cue: Cue) -> int:
        return min(
            self.scene.words_between(cue.span.end, part.start)
            if cue.span.end <= part.start
            else self.scene.words_between(part.end, cue.span.start)
            for part in self.quote.content
        )

    def _surroundings(self, mention: Mention, found: Features) -> None:
        scene, span = self.scene, mention.span
        at = bisect_left(scene.word_starts, span.start)
        before = scene.words[at - 1] if at else None
        touching = before is not None and scene.text[before.end : span.start] == " "
        if touching and before and before.lower in _PREPOSITIONS:
            found["after a preposition"] = 1.0
            found[
                f"after '{before.lower}'"
                if before.lower in ("by", "to", "of", "and", "with")
                else "after another preposition"
            ] = 1.0
        governed = bisect_left(scene.cue_starts, span.start)
        cue = scene.cues[governed - 1] if governed else None
        if (
            cue
            and cue.tells
            and scene.words_between(cue.span.end, span.start) == 0
            and not scene.is_marked(span.start - 2)
        ):
            found["is told"] = 1.0
        relayed = scene.text.startswith((" as saying", " as telling"), span.end)
        if relayed and self.sentence.start <= span.start < self.sentence.end:
            found["is quoted as saying"] = 1.0
        after = scene.text[span.end : span.end + 2]
        found["possessive"] = float(after in ("'s", "’s"))
        found["opens its sentence"] = float(at < len(scene.words) and scene.words[at].opens)
        if mention.kind == "pronoun":
            found[f"pronoun {mention.head}"] = 1.0
        if mention.kind == "name":
            found["name with a title"] = float(bool(mention.title))
            found["name of several words"] = float(" " in mention.name)
        if mention.kind == "body" and mention.name:
            found["body with a name"] = 1.0

    def _history(self, mention: Mention, found: Features) -> None:
        if self.last is None or self.last.mention is None:
            return
        last = self.last.mention
        same = last.span == mention.span
        same_name = bool(mention.name) and mention.name.split()[-1] == (last.name.split() or [""])[-1]
        near = self.scene.block_at(self.last.quote.content[-1].start)
        where = (
            "same paragraph"
            if near == self.block
            else ("paragraph before" if near == self.block - 1 else "further back")
        )
        if same:
            found[f"last speaker's mention, {where}"] = 1.0
            found[f"last speaker's mention, {where}, sentence is all quote"] = float(self.alone)
            found[f"last speaker's mention, {where}, no cue"] = float(not self.cues)
            found[f"last speaker's mention, {where}, mixed"] = float(self.quote.kind == "mixed")
        elif same_name:
            found[f"last speaker's name, {where}"] = 1.0


# -- choosing -------------------------------------------------------------------------------------------------


def attribute_quotes(scene: Scene) -> list[Attribution]:
    """Give one attribution for each quote of a scene, in the order of the quotes.

    Returns:
        Attributions whose quotes carry the sentence widened to hold their cue.
    """
    weights = read_weights(_WEIGHTS)
    found: list[Attribution] = []
    for quote in scene.quotes:
        found.append(_choose(scene, quote, find_candidates(scene, quote, found), weights))
    return found


def probabilities(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[float]:
    """Give each candidate's probability under the weights (softmax); they sum to 1."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in item.features.items()) for item in candidates]
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]


def _choose(scene: Scene, quote: Quote, candidates: Sequence[Candidate], weights: Mapping[str, float]) -> Attribution:
    chances = probabilities(candidates, weights)
    best = max(range(len(candidates)), key=lambda number: chances[number])
    relayed = [number for number, item in enumerate(candidates) if "is quoted as saying" in item.features]
    if relayed and candidates[best].mention != candidates[relayed[-1]].mention:
        # "The radio quoted a spokesman as saying": the corpus marks who relays, a reader wants who spoke.
        best = relayed[-1]
        chances[best] = _RELAYED
    chosen = candidates[best]
    if chosen.mention is None:
        return Attribution(quote, None, None, "", "no speaker is named near the quote", chances[best])
    cue = chosen.link.cue if chosen.link and _speaks_for(scene, quote, chosen.link) else None
    mention = replace(chosen.mention, span=_whole_phrase(scene, chosen.mention))
    widened = _widen(quote, mention, cue)
    return Attribution(widened, mention, cue.span if cue else None, "", _rule(scene, quote, chosen, cue), chances[best])


_OF_NAMES = re.compile(
    r" (?:of|for|at|from|in|with|on) (?:the |a |an )?[A-Z][\w.’'&-]*"
    r"(?:(?: (?:of|for|and|the|at|in) (?:the )?| )[A-Z][\w.’'&-]*){0,6}"
)
_IN_BRACKETS = re.compile(r" \([^()]{1,40}\)")
_APPOSITIVE = re.compile(
    r", (?:(?:a|an|the|his|her|their|its|one|who|whose|which|now|then|former|founder|author|chairman|director|head|"
    r"[A-Z][\w.’'-]* ?)\b[^,.;:“”\"()]{2,110}),"
)
_LONGEST_PHRASE = 240


def _whole_phrase(scene: Scene, mention: Mention) -> Span:
    """Stretch a mention to the whole phrase that names the speaker: places, brackets, what stands between commas."""
    start, end = mention.span.start, mention.span.end
    block = scene.blocks[scene.block_at(start)] if scene.block_at(start) >= 0 else mention.span
    if mention.kind in ("pronoun",) or scene.is_marked(start):
        return mention.span
    limit = min(block.end, start + _LONGEST_PHRASE)
    for pattern in (_OF_NAMES, _IN_BRACKETS, _APPOSITIVE):
        found = pattern.match(scene.text, end, limit)
        if not found:
            continue
        stop = found.end() - (pattern is _APPOSITIVE)
        if not any(cue.strong for cue in scene.cues_between(end, stop)) and not scene.has_stop(end, stop):
            end = stop
    return Span(start, end)


def _speaks_for(scene: Scene, quote: Quote, link: Link) -> bool:
    cue, sentence = link.cue.span, quote.sentence
    before, behind = sentence.start - cue.end, cue.start - sentence.end
    return sentence.holds(cue) or 0 <= before < 250 or 0 <= behind < 250


def _widen(quote: Quote, mention: Mention, cue: Cue | None) -> Quote:
    """Stretch the sentence over a mention and cue that stand in the sentence next to the quote's."""
    start, end = quote.sentence.start, quote.sentence.end
    for span in (mention.span, cue.span if cue else mention.span):
        if start - 400 < span.start < start:
            start = span.start
        if end < span.end < end + 400:
            end = span.end
    if (start, end) == (quote.sentence.start, quote.sentence.end):
        return quote
    return replace(quote, sentence=Span(start, end))


def _rule(scene: Scene, quote: Quote, chosen: Candidate, cue: Cue | None) -> str:
    mention = chosen.mention
    if mention is None:
        return ""
    words = " ".join(mention.span.of(scene.text).split())[:60]
    names = chosen.features
    if any(name.startswith("last speaker's mention") for name in names) and not quote.sentence.holds(mention.span):
        return f"goes on from the quote before it, said by '{words}'"
    if cue is not None:
        said = " ".join(cue.span.of(scene.text).split())
        side = "after" if cue.span.start > quote.span.start else "before"
        if quote.sentence.holds(cue.span):
            return f"cue '{said}' {side} the quote, subject '{words}'"
        return f"cue '{said}' in the sentence {side} it, subject '{words}'"
    if quote.sentence.holds(mention.span):
        return f"'{words}' stands in the same sentence"
    return f"'{words}' is the likeliest of those named before it"
