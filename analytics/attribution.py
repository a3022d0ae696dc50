"""Decides who said each quote, and why.

Every mention near a quote is a candidate (``candidates``); an additive model with pairs gives each, and "nobody is
named", a probability. Its weights are numbers in a reviewable file, fitted by ``benchmarks/fit_attribution.py`` as a
conditional logit (McFadden 1974) on the public PolNeAR corpus; loading them runs no code, and no word of the corpus is
in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from analytics.candidate_features import FEATURES
from analytics.candidates import Candidate, default_ranker, find_candidates
from analytics.cues import Cue
from analytics.interviews import tie_answers
from analytics.labels import Label, find_label, labelled
from analytics.lineups import line_up
from analytics.ranker import Ranker
from analytics.records import Attribution, Mention, Quote, Span
from analytics.scenes import Link, Scene
from analytics.second_verbs import goes_on_with
from analytics.speech import UNCUED_THRESHOLD
from analytics.whole_phrases import whole_phrase

_RELAYED = 0.8
"""Probability given to one who is "quoted as saying": sure by the wording, though the fitted weights know it not."""

_GOVERNS = list(FEATURES).index("governs")
_FAR_OFF = FEATURES["governs"].index("far")

_SIGNED = 0.95
"""Probability given to one who signs a quote (a dash and the name close the paragraph): too rare in the corpus."""

_LONGEST_SIGNATURE = 80
"""Characters of a paragraph from the signing name on: the name, an office, a place."""

_FEWEST_REPORTED = 3
"""Words between two verbs that "and" joins: fewer say to whom, and nothing that was said."""

_LONGEST_CITING = 40
_COLON = 4
_CITED = re.compile(r"\b(?:quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|paraphras(?:e|es|ed|ing)) (?:the )?\Z")
_REPUTED = re.compile(
    r" (?:is|was|are|were) (?:said|reported|believed|reputed|rumou?red|understood|alleged|thought) to have "
    r"(?:\w+ed|said|told|quipped|replied|begun|sworn|written|sung|spoken)\b"
)
_CLOSE_TO = re.compile(
    r" (?:very |who is )?(?:close to|familiar with|loyal to|sympathetic to|allied (?:to|with)|aligned with|working for)"
    r" (?:the )?\Z"
)
_SERVES = re.compile(r" (?:to|of|for) (?:the )?\Z")


def attribute_quotes(scene: Scene) -> list[Attribution]:
    """Give one attribution for each quote of a scene, in the order of the quotes.

    Marked words that no reporting verb goes with are left out where it is doubtful that somebody said them.

    Returns:
        Attributions whose quotes carry the sentence widened to hold their cue.
    """
    ranker, lineup = default_ranker(), line_up(scene)
    found: list[Attribution] = []
    for quote in scene.quotes:
        label = label_of(scene, quote)
        if label:
            found.append(labelled(scene.text, quote, label))
        else:
            chosen = _choose(scene, quote, find_candidates(lineup, quote, found), ranker)
            if chosen.cue or quote.said >= UNCUED_THRESHOLD:
                found.append(chosen)
    return tie_answers(scene, found)


def label_of(scene: Scene, quote: Quote) -> Label | None:
    """Give the label of a transcript right before a quote's words ("WALLACE: ..."), if any."""
    number = scene.block_at(quote.content[0].start)
    label = find_label(scene.text, scene.blocks[number]) if number >= 0 else None
    return label if label and label.start == quote.content[0].start else None


def _choose(scene: Scene, quote: Quote, candidates: Sequence[Candidate], ranker: Ranker) -> Attribution:
    chances = ranker.probabilities([item.levels for item in candidates])
    best = max(range(len(candidates)), key=lambda number: chances[number])
    if candidates[best].sources_it and any(item.says_it for item in candidates):
        # "..., Vale said, according to Reuters": the corpus marks the source, a reader wants who spoke.
        best = max((n for n, item in enumerate(candidates) if item.says_it), key=lambda number: chances[number])
        chances = _raised(chances, best, _RELAYED)
    told = _told_before(quote, candidates[best], candidates)
    if told is not None:
        # "According to a note, Vale told Brann that '...'": a paper relays, a reader wants who spoke.
        best = told
        chances = _raised(chances, best, _RELAYED)
    meant = _meant(scene, quote, candidates[best], candidates)
    if meant is not None and meant != best:
        best = meant
        chances = _raised(chances, best, _RELAYED)
    alone = scene.opens_block(quote)
    signing = (n for n, item in enumerate(candidates) if item.signs and (alone or _ends_block(scene, item)))
    signed = next(signing, best)
    if signed != best:
        best = signed
        chances = _raised(chances, best, _SIGNED)
    relayed = [number for number, item in enumerate(candidates) if item.relayed]
    if relayed and best != relayed[-1]:
        # "The radio quoted a spokesman as saying": the corpus marks who relays, a reader wants who spoke.
        best = relayed[-1]
        chances = _raised(chances, best, _RELAYED)
    chosen = candidates[best]
    second = _runner_up(scene, candidates, chances, best)
    if chosen.mention is None:
        return Attribution(quote, None, None, "", f"no speaker is named near the quote{second}", chances[best])
    cue = chosen.link.cue if chosen.link and _speaks_for(quote, chosen.link) else None
    cue = _last_of_one(scene, quote, cue) if cue else None
    named = scene.filler(chosen.mention) or _pair(scene, chosen) or chosen.mention
    mention = replace(named, span=whole_phrase(scene, named))
    widened = _widen(quote, mention, cue)
    rule = f"{_rule(scene, quote, chosen.mention, chosen, cue)}{second}"
    return Attribution(widened, mention, cue.span if cue else None, "", rule, chances[best])


def _told_before(quote: Quote, best: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """Give who governs the last verb of saying before the quote, where a paper behind "according to" was chosen."""
    if not best.sources_it or best.mention is None or best.mention.kind != "document":
        return None
    start = quote.content[0].start
    saying = {
        item.link.cue.span.start: number
        for number, item in enumerate(candidates)
        if item.link and item.link.cue.strong and not item.sources_it and item.levels[_GOVERNS] != _FAR_OFF
        if quote.sentence.start <= item.link.cue.span.start < start
    }
    return saying[max(saying)] if saying else None


def _meant(scene: Scene, quote: Quote, best: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """Give who speaks by the wording, where the weights know it too seldom to tell.

    That is who is quoted before a colon ("like to quote Vale: '...'"), who "is said to have replied", and the source
    "close to" the one chosen, or the one who serves them: "an aide to Vale said".
    """
    text = scene.text
    for number, item in enumerate(candidates):
        if item.mention is None:
            continue
        span = item.mention.span
        cited = _CITED.search(text, max(0, span.start - _LONGEST_CITING), span.start)
        if cited and text.startswith(":", span.end) and 0 < quote.content[0].start - span.end <= _COLON:
            return number
        beside = quote.sentence.holds(span) or 0 < span.start - quote.content[-1].end < _COLON
        if beside and _REPUTED.match(text, span.end):
            return number
    if best.mention is None:
        return None
    start = best.mention.span.start
    governs = best.link is not None and not best.link.inverted and best.link.cue.span.start > start
    serves = governs and best.mention.kind == "name"
    close = _CLOSE_TO.search(text, max(0, start - _LONGEST_CITING), start)
    served = _SERVES.search(text, max(0, start - _LONGEST_CITING), start) if serves and not close else None
    people = ("nominal",) if served else ("nominal", "group", "name", "body")
    found = close or served
    ends = {
        item.mention.span.end: number
        for number, item in enumerate(candidates)
        if item.mention and item.mention.kind in people
    }
    return ends.get(found.start()) if found else None


def _pair(scene: Scene, chosen: Candidate) -> Mention | None:
    """Give both where the chosen one and another are the subject of one verb: "Vale and Brann said"."""
    together = chosen.mention and chosen.link and not chosen.link.inverted and not chosen.link.between
    return scene.pair(chosen.mention) if together and chosen.mention else None


def _raised(chances: Sequence[float], best: int, chance: float) -> list[float]:
    """Give one candidate a probability and share out the rest among the others as before."""
    rest = (1 - chance) / max(1e-9, 1 - chances[best])
    return [chance if number == best else value * rest for number, value in enumerate(chances)]


def _runner_up(scene: Scene, candidates: Sequence[Candidate], chances: Sequence[float], best: int) -> str:
    """Say who is the next likeliest to have spoken, and how likely; empty where there is nobody else."""
    others = [number for number in range(len(candidates)) if number != best]
    if not others:
        return ""
    number = max(others, key=lambda other: chances[other])
    mention = candidates[number].mention
    words = f"'{scene.shown(mention.span)}'" if mention else "nobody named"
    chance = f"{chances[number]:.0%}" if chances[number] >= 0.005 else "under 1%"
    return f"; runner-up: {words} ({chance})"


def _ends_block(scene: Scene, item: Candidate) -> bool:
    """Tell whether a mention stands at the end of its paragraph, with at most an office or a place behind it."""
    if item.mention is None:
        return False
    block = scene.block_at(item.mention.span.start)
    return block >= 0 and scene.blocks[block].end - item.mention.span.start <= _LONGEST_SIGNATURE


def _speaks_for(quote: Quote, link: Link) -> bool:
    """Tell whether a cue stands in the quote's sentence or near it; one further off is another's."""
    cue, sentence = link.cue.span, quote.sentence
    before, behind = sentence.start - cue.end, cue.start - sentence.end
    return sentence.holds(cue) or 0 <= before < 250 or 0 <= behind < 250


def _last_of_one(scene: Scene, quote: Quote, cue: Cue) -> Cue:
    """Give the last verb that a speaker's first one is joined with before the marks: "said A, adding that 'B'".

    "And" may join what is reported as well ("said the rebels left and demanded '...'"): words that are quoted whole
    have a verb of their own, those of a clause one only where no person or body stands behind the first.
    """
    start = quote.content[0].start
    if not cue.strong or not quote.sentence.start <= cue.span.start < start:
        return cue
    own = bisect_left(scene.mention_starts, cue.span.end)
    other = own < len(scene.mentions) and scene.mentions[own].span.start - cue.span.end <= len(" that the ")
    joins = quote.kind == "direct" or not other
    for later in reversed(scene.cues_between(cue.span.end, start)):
        parted = scene.words_between(cue.span.end, later.span.start) >= _FEWEST_REPORTED
        if later.strong and goes_on_with(scene, later, joins=joins and parted):
            return later
    return cue


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


def _rule(scene: Scene, quote: Quote, mention: Mention, chosen: Candidate, cue: Cue | None) -> str:
    words = scene.shown(mention.span)
    if chosen.signs and (scene.opens_block(quote) or _ends_block(scene, chosen)):
        return f"'{words}' signs the quote"
    if chosen.is_last_speaker and not quote.sentence.holds(mention.span):
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
