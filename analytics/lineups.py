"""Lines up the mentions of an article as candidates for who speaks: what describes each of them whatever the quote.

That is its form, the words on both sides of it, and the cue it governs; each is read once, when first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from analytics.cues import Cue
from analytics.levels import FEW, FORMS, PREPOSED, PRONOUNS, TIMES, level
from analytics.lexicons import word_set
from analytics.mentions import Word
from analytics.records import Span
from analytics.scenes import Scene

PREPOSITIONS = frozenset(
    "of to with by from in for about on at against over toward towards between among like than as and or into".split()
)
CONJUNCTIONS = frozenset("that whether if as after when because while although though since before until".split())
RELATIVES = frozenset("who whom whose which that".split())
AUXILIARIES = frozenset(
    """is are was were be been being has have had do does did will would can could may might must shall should isn't
    wasn't don't doesn't didn't hasn't haven't won't wouldn't can't couldn't isn’t wasn’t don’t doesn’t didn’t hasn’t
    haven’t won’t wouldn’t can’t couldn’t""".split()
)
_PASSIVE = frozenset("is are was were be been being".split())
DETERMINERS = frozenset("a an the this that these those its his her their our my some any no such".split())
POSSESSIVE = ("'s", "’s")


class Lineup:
    """The mentions of a scene as candidates: what describes them whatever the quote, each read when first asked for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.strong = word_set("cues", "forms", strength="strong")
        self.cues = word_set("cues", "forms")
        self.verbs = self._places(self._is_verb)
        self.relatives = self._places(lambda word: word.lower in RELATIVES)
        self.ands = self._places(lambda word: word.lower in ("and", "but"))
        self.conjunctions = self._places(lambda word: word.lower in CONJUNCTIONS)
        self.commas = [found.start() for found in re.finditer(",", scene.text)]
        self._own: dict[int, tuple[int, ...]] = {}
        self._subject: dict[int, bool] = {}

    def _places(self, holds: Callable[[Word], bool]) -> list[int]:
        return [word.start for word in self.scene.words if holds(word)]

    def _is_verb(self, word: Word) -> bool:
        lower = word.lower
        return lower in AUXILIARIES or lower in self.cues or (lower.endswith("ed") and not word.capital)

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
            scene, span = self.scene, self.scene.mentions[number].span
            owns = scene.text.startswith(POSSESSIVE, span.end)
            found = self._subject[number] = not owns and not self._preposition(span)
        return found

    def _preposition(self, span: Span) -> str:
        """Give the preposition right before a mention, or ""."""
        scene = self.scene
        at = bisect_left(scene.word_starts, span.start)
        if not at or (at < len(scene.words) and scene.words[at].opens):
            return ""
        before = scene.words[at - 1]
        touches = scene.text[before.end : span.start] == " "
        return before.lower if touches and before.lower in PREPOSITIONS else ""

    def _alone(self, number: int) -> tuple[int, ...]:
        scene, mention = self.scene, self.scene.mentions[number]
        form, span = mention.kind, mention.span
        pronoun = 0
        if form == "pronoun":
            pronoun = PRONOUNS.index(mention.head) if mention.head in PRONOUNS else 8
        preposition = self._preposition(span)
        preposed = 0 if not preposition else PREPOSED.index(preposition) if preposition in PREPOSED else 6
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
        scene = self.scene
        at = bisect_left(scene.word_starts, span.start)
        if not at or (at < len(scene.words) and scene.words[at].opens):
            return 1
        if preposition:
            return 6 if preposition == "and" else 3
        before = scene.words[at - 1]
        gap, lower = scene.text[before.end : span.start], before.lower
        if "," in gap:
            return 2
        if gap != " ":
            return 9
        if lower in CONJUNCTIONS:
            return 4
        if lower in self.cues:
            return 5
        if lower == "but":
            return 6
        if lower.endswith(("ed", "ing")) or lower in AUXILIARIES:
            return 7
        return 8 if lower in RELATIVES else 9

    def _carry(self, span: Span) -> int:  # noqa: C901 - one line for each kind of word
        """Give the level of what follows a mention."""
        scene, text = self.scene, self.scene.text
        if text.startswith(POSSESSIVE, span.end):
            return 12
        at = bisect_left(scene.word_starts, span.end)
        if at == len(scene.words) or scene.words[at].opens:
            return 1
        after = scene.words[at]
        gap, lower = text[span.end : after.start], after.lower
        if "," in gap:
            return 2
        if "(" in gap:
            return 13
        if len(gap) > 2:
            return 14
        if lower in self.strong:
            return 3
        if lower in self.cues:
            return 4
        if lower in AUXILIARIES:
            return 5
        if lower in RELATIVES:
            return 10
        if lower in ("and", "or"):
            return 11
        if lower in PREPOSITIONS:
            return 9
        if after.capital:
            return 15
        ends = {"ed": 6, "ly": 8}.get(lower[-2:])
        return ends or (7 if lower.endswith("s") else 15)

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
        words = self.scene.words
        if words[cue.first].lower.endswith("ing"):
            return 3
        return 2 if cue.first and words[cue.first - 1].lower in _PASSIVE else 1
