"""Tells how much a signal counts where it stands: later in its sentence, in an if-clause, behind a neutral frame."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from analytics.framing import judges_ahead
from analytics.modality import is_announced
from analytics.phrases import Hit, Sentence

DECAY = 0.3
"""Each later signal of a sentence counts that much less: the first verb carries the news. Of 0.1 to 0.4 this did best
on public development sentences; of the next five no other value does clearly better."""
FLOOR = 0.3
NEUTRAL_DAMP = 0.2
"""After a neutral frame ("declined to comment on the sanctions") little is left."""
CONDITION_DAMP = 0.35
"""What stands in an if-clause is supposed, not done."""
DEEM_REACH = 16
"""Words in which "will consider any ship that ..." comes to "an act of war"."""
_HOSTILE = frozenset("war aggression provocation hostile enemy attack".split())
QUESTION_DAMP = 0.7
CUE_DAMP = 0.8


class Signal(NamedTuple):
    """A feature found at ``words[start:end]`` of its sentence, with its value (strength, after damping).

    The feature is "" where the words make a reading that says nothing on this axis.
    """

    start: int
    end: int
    feature: str
    value: float


def _deems(words: Sentence, hit: Hit) -> bool:
    """Tell a "consider" that judges from one that studies: "will consider it an act of war"."""
    if hit.entry.term != "consider":
        return False
    if hit.end <= words.cue:
        return judges_ahead(words, hit)
    if not is_announced(words, hit.start):
        return False
    return not _HOSTILE.isdisjoint(words.texts[hit.end : hit.end + DEEM_REACH])


class Scope(NamedTuple):
    """What weakens the signals of a sentence: a condition around them, a question, a neutral frame from a word on."""

    condition: tuple[int, int] | None
    question: bool
    neutral: int


def find_scope(words: Sentence, hits: Sequence[Hit], condition: tuple[int, int] | None, question: bool) -> Scope:
    """Find what weakens the signals of a sentence."""
    frames = (hit.start for hit in hits if hit.entry.category == "neutral" and not _deems(words, hit))
    return Scope(condition, question, next(frames, len(words)))


def damp(words: Sentence, signals: list[Signal], scope: Scope, threat: str) -> list[Signal]:
    """Weigh the signals by where they stand, and put them in order; a conditional ``threat`` keeps its value."""
    damped = []
    rank = 0
    for start, end, feature, value in sorted(signals, key=_start) if len(signals) > 1 else signals:
        factor = 1.0
        if feature != threat:
            supposed = scope.condition is not None and scope.condition[0] <= start and end <= scope.condition[1]
            factor = CONDITION_DAMP if supposed else max(FLOOR, 1 - DECAY * rank)
            rank += not supposed
        if start >= scope.neutral:
            factor *= NEUTRAL_DAMP
        if end <= words.cue:
            factor *= CUE_DAMP
        asked = value * QUESTION_DAMP if scope.question else value
        damped.append(Signal(start, end, feature, asked * factor))
    return damped


_start = attrgetter("start")
