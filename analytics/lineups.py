"""Lines up the mentions of an article as candidates for who speaks: what describes each of them whatever the quote.

That is its form, the words on both sides of it, and the cue it governs; each is read once, when first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import compress
from operator import attrgetter

from analytics.candidate_features import FEW, FORMS, PREPOSITIONS, PRONOUNS, TIMES, level
from analytics.cues import Cue
from analytics.records import Span
from analytics.scenes import Scene
from analytics.word_classes import BE, BEFORE_OBJECT
from analytics.words import AUXILIARIES, CONJUNCTIONS, RELATIVES, Form

PREPOSED = BEFORE_OBJECT | {"and", "or"}
"""Words before a mention that make it no subject by itself."""

_POSSESSIVE = ("'s", "’s")


class Lineup:
    """The mentions of a scene as candidates, and where the words stand that are counted between one and a quote."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        starts, forms = scene.outer.starts, scene.outer.forms
        self.verbs = list(compress(starts, map(attrgetter("verbal"), forms)))
        joins = list(map(attrgetter("joins"), forms))
        joining = list(compress(zip(starts, joins, strict=True), joins))
        self.ands = [start for start, kinds in joining if kinds & 1]
        self.relatives = [start for start, kinds in joining if kinds & 2]
        self.conjunctions = [start for start, kinds in joining if kinds & 4]
        self.commas = [found.start() for found in re.finditer(",", scene.text)]
        self._own: dict[int, tuple[int, ...]] = {}
        self._subject: dict[int, bool] = {}

    def own_levels(self, number: int) -> tuple[int, ...]:
        """Give the levels that describe a mention by itself and with the cue it governs."""
        found = self._own.get(number)
        if found is None:
            found = self._own[number] = (*self._alone(number), *self._governed(number))
        return found

    def is_subject(self, number: int) -> bool:
        """Tell whether a mention can be the subject of a clause: no possessor and behind no preposition."""
        found = self._subject.get(number)
        if found is None:
            span = self.scene.mentions[number].span
            owns = self.scene.text.startswith(_POSSESSIVE, span.end)
            found = self._subject[number] = not owns and not self._preposition(span)
        return found

    def was_told(self, number: int) -> bool:
        """Tell whether a mention is the subject of a passive verb of telling: "the envoy was told that"."""
        link, end = self.scene.links[number], self.scene.mentions[number].span.end
        if link is None or link.inverted or not link.cue.tells or self._voice(link.cue) != 2:
            return False
        low, high = bisect_left(self.relatives, end), bisect_left(self.relatives, link.cue.span.start)
        return low == high  # "a diplomat who was told of it said": the diplomat may speak

    def _preposition(self, span: Span) -> str:
        """Give the preposition right before a mention, or ""."""
        words = self.scene.outer
        at = bisect_left(words.starts, span.start)
        if not at or (at < len(words) and words.opens[at]):
            return ""
        lower = words.forms[at - 1].lower
        return lower if lower in PREPOSED and span.start - words.ends[at - 1] == 1 else ""

    def _alone(self, number: int) -> tuple[int, ...]:
        scene, mention = self.scene, self.scene.mentions[number]
        form, span = mention.kind, mention.span
        pronoun = 0
        if form == "pronoun":
            pronoun = PRONOUNS.index(mention.head) if mention.head in PRONOUNS else 8
        preposition = self._preposition(span)
        preposed = 0 if not preposition else PREPOSITIONS.index(preposition) if preposition in PREPOSITIONS else 6
        return (
            FORMS.index(form),
            pronoun,
            int(form == "name" and bool(mention.title)),
            int(" " in mention.name),
            level(TIMES, scene.times(mention)),
            self._lead(span, preposition),
            preposed,
            self._carry(span),
            self._is_told(span),
        )

    def _lead(self, span: Span, preposition: str) -> int:
        """Give the level of the word before a mention."""
        words = self.scene.outer
        at = bisect_left(words.starts, span.start)
        if not at or (at < len(words) and words.opens[at]):
            return 1
        if preposition:
            return 6 if preposition == "and" else 3
        gap = self.scene.text[words.ends[at - 1] : span.start]
        if "," in gap:
            return 2
        return _lead_level(words.forms[at - 1]) if gap == " " else 9

    def _carry(self, span: Span) -> int:
        """Give the level of what follows a mention."""
        text, words = self.scene.text, self.scene.outer
        if text.startswith(_POSSESSIVE, span.end):
            return 12
        at = bisect_left(words.starts, span.end)
        if at == len(words) or words.opens[at]:
            return 1
        gap = text[span.end : words.starts[at]]
        if "," in gap:
            return 2
        if "(" in gap:
            return 13
        return 14 if len(gap) > 2 else _carry_level(words.forms[at])

    def _is_told(self, span: Span) -> int:
        scene = self.scene
        at = bisect_left(scene.cue_starts, span.start)
        cue = scene.cues[at - 1] if at else None
        near = cue is not None and cue.tells and scene.words_between(cue.span.end, span.start) == 0
        return int(near and not scene.is_marked(span.start - 2))

    def _governed(self, number: int) -> tuple[int, ...]:
        scene, link = self.scene, self.scene.links[number]
        if link is None:
            return (0, 0, 0, 0, 0, 0)
        cue, span = link.cue, scene.mentions[number].span
        near = link.gap <= 2 and not link.between
        comma = 1
        if link.comma:
            closed = scene.text[span.end : span.end + 1] == ","
            comma = 3 if closed and scene.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()[-1:] == "," else 2
        return (
            3 if link.inverted else 1 if near else 2,
            1 + cue.strong,
            level(FEW, link.gap),
            level(FEW, link.between),
            comma,
            self._voice(cue),
        )

    def _voice(self, cue: Cue) -> int:
        if cue.lemma == "according to":
            return 4
        forms = self.scene.outer.forms
        if forms[cue.first].lower.endswith("ing"):
            return 3
        return 2 if cue.first and forms[cue.first - 1].lower in BE else 1


@lru_cache(maxsize=2)
def line_up(scene: Scene) -> Lineup:
    """Give the lineup of a scene, made once for all who ask in turn."""
    return Lineup(scene)


@lru_cache(maxsize=5_000)
def _lead_level(form: Form) -> int:
    """Give the level of a word that stands before a mention with only a space between."""
    lower = form.lower
    if lower in CONJUNCTIONS:
        return 4
    if form.speaks:
        return 5
    if lower == "but":
        return 6
    if lower.endswith(("ed", "ing")) or lower in AUXILIARIES:
        return 7
    return 8 if lower in RELATIVES else 9


@lru_cache(maxsize=5_000)
def _carry_level(form: Form) -> int:
    """Give the level of a word that follows a mention with only a space between."""
    lower = form.lower
    if form.speaks:
        return 3 if form.speaks == 2 else 4
    if lower in AUXILIARIES:
        return 5
    if lower in RELATIVES:
        return 10
    if lower in ("and", "or"):
        return 11
    if lower in PREPOSED:
        return 9
    if form.capital:
        return 15
    ends = {"ed": 6, "ly": 8}.get(lower[-2:])
    return ends or (7 if lower.endswith("s") else 15)
